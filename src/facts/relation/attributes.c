/*-------------------------------------------------------------------------
 *
 * attributes.c
 *		The attributes of one relation.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_attribute.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/growable_array.h"
#include "facts/relation/attributes.h"
#include "utils/rel.h"

void
attribute_form(const FormData_pg_attribute *form, AttributeFacts *out)
{
	memset(out, 0, sizeof(*out));
	out->attname = NameStr(*unconstify(NameData *, &form->attname));
	out->atttypid = form->atttypid;
	out->atttypmod = form->atttypmod;
	out->attcollation = form->attcollation;
	out->attinhcount = Min(form->attinhcount, PG_INT16_MAX);
	out->attnum = form->attnum;
	out->attidentity = form->attidentity;
	out->attgenerated = form->attgenerated;
	out->attnotnull = form->attnotnull;
	out->atthasdef = form->atthasdef;
	out->attislocal = form->attislocal;
}

/* Adds a live column; ignores others. */
static void
add_attribute(RelationFacts *rel, const FormData_pg_attribute *form, Snapshot snapshot,
			  int *allocated)
{
	AttributeFacts *att;
	const TypeFacts *type = NULL;

	if (form->attnum <= 0 || form->attisdropped)
		return;

	/* columns of one type share its facts */
	for (int i = 0; i < rel->natts && type == NULL; i++)
	{
		if (rel->atts[i].type->typid == form->atttypid &&
			rel->atts[i].type->typmod == form->atttypmod)
			type = rel->atts[i].type;
	}
	if (type == NULL)
		type = facts_read_type(form->atttypid, form->atttypmod, snapshot);

	att = ARRAY_ADD(AttributeFacts, rel->atts, rel->natts, *allocated);
	attribute_form(form, att);
	att->attname = pstrdup(att->attname);
	att->type = type;
	rel->ncolumns++;
	if (form->attnotnull)
		rel->nnotnull++;
}

void
attributes_read(RelationFacts *rel, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	int			allocated = 0;

	catalog_scan_oid(&scan, AttributeRelationId, AttributeRelidNumIndexId,
					 Anum_pg_attribute_attrelid, rel->relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
		add_attribute(rel, (Form_pg_attribute) GETSTRUCT(tuple), snapshot, &allocated);
	catalog_scan_end(&scan);
}

void
facts_read_others(RelationFacts *rel, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;

	rel->others = palloc(sizeof(char *) * Max(rel->ncolumns, 1));
	rel->nothers = 0;
	catalog_scan_oid(&scan, AttributeRelationId, AttributeRelidNumIndexId,
					 Anum_pg_attribute_attrelid, rel->relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)) &&
		   rel->nothers < rel->ncolumns)
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);

		if (form->attnum > 0 && !form->attisdropped &&
			facts_attribute(rel, form->attnum) == NULL)
			rel->others[rel->nothers++] = pstrdup(NameStr(form->attname));
	}
	catalog_scan_end(&scan);
}

void
attributes_read_open(RelationFacts *rel, Relation relation)
{
	TupleDesc	desc = RelationGetDescr(relation);
	int			allocated = 0;

	for (int i = 0; i < desc->natts; i++)
		add_attribute(rel, TupleDescAttr(desc, i), NULL, &allocated);
}
