/*-------------------------------------------------------------------------
 *
 * views.h
 *		Views, and the row security that they pass by.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_VIEWS_H
#define HYGIENE_VIEWS_H

#include "postgres.h"

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Of a view: fills bypassed, the tables whose row security it passes by
 * because they are read with the rights of the view's owner.
 */
extern void facts_read_bypassed(RelationFacts *view, Snapshot snapshot);

#endif							/* HYGIENE_VIEWS_H */
