/*-------------------------------------------------------------------------
 *
 * constraints.c
 *		Rows of pg_constraint as facts, for the keyed read and the stream.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_constraint.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/row_age.h"
#include "facts/relation/constraints.h"
#include "utils/array.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/*
 * A one-dimensional array attribute without nulls, as the catalogs have them;
 * returns its length and a palloc'd copy of its elements.
 */
static int
array_attribute(HeapTuple tuple, Relation catalog, AttrNumber attnum, void **out)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);
	struct varlena *packed;
	ArrayType  *array;

	*out = NULL;
	if (isnull)
		return 0;

	/* an aligned copy, in one step where it is short, as it nearly always is */
	packed = (struct varlena *) DatumGetPointer(datum);
	if (VARATT_IS_SHORT(packed))
	{
		Size		size = VARSIZE_SHORT(packed) - VARHDRSZ_SHORT + VARHDRSZ;

		array = palloc(size);
		SET_VARSIZE(array, size);
		memcpy(VARDATA(array), VARDATA_SHORT(packed), size - VARHDRSZ);
	}
	else
		array = DatumGetArrayTypePCopy(datum);
	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array))
		return 0;
	*out = ARR_DATA_PTR(array);
	return ARR_DIMS(array)[0];
}

void
facts_form_constraint(HeapTuple tuple, Relation catalog, ConstraintFacts *out)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);

	memset(out, 0, sizeof(*out));
	out->conid = form->oid;
	out->conname = pstrdup(NameStr(form->conname));
	out->contype = form->contype;
	out->convalidated = form->convalidated;
	out->conenforced = hygiene_con_enforced(form);
	out->conislocal = form->conislocal;
	out->coninhcount = form->coninhcount;
	out->days = form->convalidated ? -1 : row_age_days(tuple);
	out->conparentid = form->conparentid;
	out->conindid = form->conindid;
	out->nkeys = array_attribute(tuple, catalog, Anum_pg_constraint_conkey,
								 (void **) &out->conkey);
	out->confmatchtype = form->confmatchtype;

	if (form->contype == CONSTRAINT_CHECK)
		out->conbin = facts_text_attribute(tuple, catalog, Anum_pg_constraint_conbin);

	if (form->contype == CONSTRAINT_FOREIGN)
	{
		int			nconfkeys;
		int			noperators;

		out->confrelid = form->confrelid;
		out->confdeltype = form->confdeltype;
		out->confupdtype = form->confupdtype;
		out->conperiod = hygiene_con_period(form);
		nconfkeys = array_attribute(tuple, catalog, Anum_pg_constraint_confkey,
									(void **) &out->confkey);
		noperators = array_attribute(tuple, catalog, Anum_pg_constraint_conpfeqop,
									 (void **) &out->conpfeqop);
		/* a broken row must not make anybody read beyond an array */
		out->nkeys = Min(out->nkeys, Min(nconfkeys, noperators));
	}
}

static void
fill_parent_key(ConstraintFacts *con, int k, HeapTuple tuple, Snapshot snapshot)
{
	Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);

	con->confattnames[k] = pstrdup(NameStr(form->attname));
	con->conftypes[k] = facts_read_type(form->atttypid, form->atttypmod, snapshot);
}

void
facts_read_parent_keys(ConstraintFacts *con, Snapshot snapshot)
{
	con->confattnames = palloc0(sizeof(char *) * Max(con->nkeys, 1));
	con->conftypes = palloc0(sizeof(TypeFacts *) * Max(con->nkeys, 1));
	for (int k = 0; k < con->nkeys; k++)
	{
		HeapTuple	tuple = NULL;

		/* many keys refer to few parents; an audit is to leave the cache as it is */
		if (snapshot == NULL)
			tuple = SearchSysCacheCopy2(ATTNUM, ObjectIdGetDatum(con->confrelid),
										Int16GetDatum(con->confkey[k]));
		if (!HeapTupleIsValid(tuple))
			tuple = facts_fetch_attribute(con->confrelid, con->confkey[k], snapshot);
		if (HeapTupleIsValid(tuple))
			fill_parent_key(con, k, tuple, snapshot);
	}
}

void
relation_read_constraints(RelationFacts *rel, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	int			allocated = 0;

	catalog_scan_oid(&scan, ConstraintRelationId, ConstraintRelidTypidNameIndexId,
					 Anum_pg_constraint_conrelid, rel->relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		ConstraintFacts *con = ARRAY_ADD(ConstraintFacts, rel->constraints,
										 rel->nconstraints, allocated);

		facts_form_constraint(tuple, scan.catalog, con);
	}
	catalog_scan_end(&scan);

	for (int i = 0; i < rel->nconstraints; i++)
	{
		ConstraintFacts *con = &rel->constraints[i];

		if (con->contype != CONSTRAINT_FOREIGN)
			continue;
		facts_name_relation(con->confrelid, snapshot, &con->confnspname,
							&con->confrelname);
		facts_read_parent_keys(con, snapshot);
	}
}
