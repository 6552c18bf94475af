/*-------------------------------------------------------------------------
 *
 * executor_start.h
 *		Writes to every row of a table.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXECUTOR_START_H
#define HYGIENE_EXECUTOR_START_H

/*
 * Installs ExecutorStart_hook.  Costs one comparison a query while both rules
 * (delete_without_where, update_without_where) are off, as they are at first.
 */
extern void executor_start_init(void);

#endif							/* HYGIENE_EXECUTOR_START_H */
