/*-------------------------------------------------------------------------
 *
 * fk_columns_text.h
 *		The dependencies of a column that is to change its type, as text.
 *
 * For fk_columns*.c only.  Everything returned is palloc'd.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_COLUMNS_TEXT_H
#define HYGIENE_FK_COLUMNS_TEXT_H

#include "access/htup.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/* A relation's qualified and quoted name, palloc'd. */
extern char *fk_columns_table_name(Oid relid, Snapshot snapshot);

/*
 * A row of pg_constraint as in ALTER TABLE … ADD CONSTRAINT name …, all names
 * qualified; NULL if it cannot be worked out.
 */
extern char *fk_definition_text(HeapTuple tuple, Relation catalog, Snapshot snapshot);

/*
 * The default of a column as SQL that can be run on any search path, if it is
 * more than a constant; else NULL.
 */
extern char *fk_columns_computed_default(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* What depends on a column of relation "relid", in words: "view public.v". */
extern char *fk_columns_dependent(Oid classid, Oid objid, Oid relid, Snapshot snapshot);

#endif							/* HYGIENE_FK_COLUMNS_TEXT_H */
