/*-------------------------------------------------------------------------
 *
 * srf_rows.h
 *		Rows of set-returning functions of the server.
 *
 * Called through fmgr: no SPI, hence no plan, no snapshot and no search_path.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SRF_ROWS_H
#define HYGIENE_SRF_ROWS_H

#include "postgres.h"

#include "executor/tuptable.h"

typedef void (*SrfRowCallback) (TupleTableSlot *row, void *arg);

/*
 * Calls back for each row that a function of no arguments returns.  The
 * function must be one that materializes its result.
 */
extern void srf_rows(Oid function, SrfRowCallback callback, void *arg);

#endif							/* HYGIENE_SRF_ROWS_H */
