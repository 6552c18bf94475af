/*-------------------------------------------------------------------------
 *
 * statistics.c
 *		What the planner's statistics know of the columns of a relation.
 *
 * pg_statistic is read by its index and not through the syscache, which would
 * keep every histogram that an audit meets.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "compat.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/measured/statistics.h"
#include "facts/measured/value_format.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/rel.h"
#include "utils/rls.h"

/* Of what the values in a slot are made, for the types that are looked into. */
typedef struct ValueForm
{
	Oid			base;
	int16		typlen;
	bool		typbyval;
	char		typalign;
} ValueForm;

static const ValueForm value_forms[] = {
	{TEXTOID, -1, false, TYPALIGN_INT},
	{VARCHAROID, -1, false, TYPALIGN_INT},
	{BPCHAROID, -1, false, TYPALIGN_INT},
	{NUMERICOID, -1, false, TYPALIGN_INT},
	{FLOAT4OID, sizeof(float4), true, TYPALIGN_INT},
	{FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE},
};

static const ValueForm *
value_form(Oid base)
{
	for (int i = 0; i < lengthof(value_forms); i++)
	{
		if (value_forms[i].base == base)
			return &value_forms[i];
	}
	return NULL;
}

/* At most two decimals, none at all: of a number as text. */
static void
count_decimals(const char *number, StatisticFacts *stats)
{
	const char *point = strchr(number, '.');
	size_t		len = strlen(number);

	if (strpbrk(number, "aAnNyYeE") != NULL)
		return;
	while (point && len > 0 && number[len - 1] == '0')
		len--;
	if (point == NULL || number + len <= point + 1)
		stats->whole++;
	if (point == NULL || number + len <= point + 3)
		stats->cents++;
}

static void
count_value(Datum value, Oid base, StatisticFacts *stats)
{
	stats->nvalues++;
	switch (base)
	{
		case FLOAT4OID:
			{
				float4		number = DatumGetFloat4(value);

				/* beyond, a float4 has no third decimal to tell from */
				if (!isfinite(number) || fabsf(number) > 100000.0f)
					break;
				stats->whole += number == rintf(number);
				stats->cents += number == (float4) (rint((float8) number * 100.0) / 100.0);
				break;
			}
		case FLOAT8OID:
			{
				float8		number = DatumGetFloat8(value);

				if (!isfinite(number) || fabs(number) > 1e12)
					break;
				stats->whole += number == rint(number);
				stats->cents += number == rint(number * 100.0) / 100.0;
				break;
			}
		case NUMERICOID:
			count_decimals(DatumGetCString(DirectFunctionCall1(numeric_out, value)), stats);
			break;
		default:
			{
				struct varlena *text = PG_DETOAST_DATUM_PACKED(value);
				const char *data = VARDATA_ANY(text);
				int			len = VARSIZE_ANY_EXHDR(text);

				while (base == BPCHAROID && len > 0 && data[len - 1] == ' ')
					len--;
				stats->iso_dates += value_is_iso_date(data, len);
				stats->uuids += value_is_uuid(data, len);
				stats->hashes += value_is_hash(data, len);
			}
	}
}

static int
compare_hashes(const void *a, const void *b)
{
	uint64		left = *(const uint64 *) a;
	uint64		right = *(const uint64 *) b;

	return left < right ? -1 : left > right;
}

/* One number for the most common values, in whatever order they stand. */
static uint64
sign_values(const Datum *values, int nvalues, int16 typlen, bool typbyval)
{
	uint64	   *hashes = palloc(Max(nvalues, 1) * sizeof(uint64));
	uint64		signature = 0;

	for (int i = 0; i < nvalues; i++)
	{
		if (typlen == -1)
		{
			struct varlena *value = PG_DETOAST_DATUM_PACKED(values[i]);

			hashes[i] = hash_bytes_extended((const unsigned char *) VARDATA_ANY(value),
											VARSIZE_ANY_EXHDR(value), 0);
		}
		else if (typbyval)
			hashes[i] = hash_bytes_extended((const unsigned char *) &values[i], sizeof(Datum), 0);
		else
			hashes[i] = hash_bytes_extended((const unsigned char *) DatumGetPointer(values[i]),
											typlen, 0);
	}
	qsort(hashes, nvalues, sizeof(uint64), compare_hashes);
	for (int i = 0; i < nvalues; i++)
		signature = hash_combine64(signature, hashes[i]);
	pfree(hashes);
	return nvalues > 0 && signature == 0 ? 1 : signature;
}

/* The values of one slot, looked at and forgotten. */
static void
count_slot(Datum slot, int16 kind, const TypeFacts *type, Snapshot snapshot,
		   StatisticFacts *stats)
{
	ArrayType  *array = DatumGetArrayTypeP(slot);
	const ValueForm *form = value_form(type->base);
	Datum	   *values;
	int			nvalues;

	if (form == NULL || ARR_NDIM(array) != 1 || ARR_HASNULL(array))
		return;

	/* a broken row must not make anybody take numbers for pointers */
	if (ARR_ELEMTYPE(array) != type->base &&
		facts_read_type(ARR_ELEMTYPE(array), -1, snapshot)->base != type->base)
		return;
	deconstruct_array(array, ARR_ELEMTYPE(array), form->typlen, form->typbyval, form->typalign,
					  &values, NULL, &nvalues);
	for (int i = 0; i < nvalues; i++)
		count_value(values[i], type->base, stats);
	if (kind == STATISTIC_KIND_MCV)
		stats->signature = sign_values(values, nvalues, form->typlen, form->typbyval);
}

static StatisticFacts *
form_statistics(HeapTuple tuple, Relation catalog, const TypeFacts *type, Snapshot snapshot)
{
	Form_pg_statistic form = (Form_pg_statistic) GETSTRUCT(tuple);
	StatisticFacts *stats = palloc0(sizeof(StatisticFacts));
	const int16 *kinds = &form->stakind1;

	stats->avg_width = form->stawidth;
	stats->n_distinct = form->stadistinct;
	for (int i = 0; i < STATISTIC_NUM_SLOTS; i++)
	{
		bool		isnull;
		Datum		slot;

		if (type->via_range || type->via_composite)
			break;

		/* of an array, its elements are what counts */
		if (type->via_array ? kinds[i] != STATISTIC_KIND_MCELEM :
			kinds[i] != STATISTIC_KIND_MCV && kinds[i] != STATISTIC_KIND_HISTOGRAM)
			continue;
		slot = heap_getattr(tuple, Anum_pg_statistic_stavalues1 + i,
							RelationGetDescr(catalog), &isnull);
		if (!isnull)
			count_slot(slot, kinds[i], type, snapshot, stats);
	}
	return stats;
}

/* As pg_stats has it: the column may be read, and all of its rows. */
static bool
may_read_relation(const RelationFacts *rel)
{
	return !rel->relrowsecurity ||
		check_enable_rls(rel->relid, InvalidOid, true) != RLS_ENABLED;
}

static bool
may_read_column(const RelationFacts *rel, AttrNumber attnum)
{
	bool		missing = false;

	if (superuser())
		return true;
	if (pg_class_aclcheck_ext(rel->relid, GetUserId(), ACL_SELECT, &missing) == ACLCHECK_OK)
		return !missing;
	return !missing &&
		pg_attribute_aclcheck_ext(rel->relid, attnum, GetUserId(), ACL_SELECT,
								  &missing) == ACLCHECK_OK && !missing;
}

void
facts_read_statistics(RelationFacts *rel, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	bool		any = false;

	/*
	 * Analyzed and empty.  Less than 0 is no sign that there are none: a
	 * rewrite forgets the number of rows and keeps the statistics.
	 */
	if (rel->reltuples == 0)
		return;
	for (int i = 0; i < rel->natts && !any; i++)
		any = rel->atts[i].wants_stats;
	if (!any || !may_read_relation(rel))
		return;

	catalog_scan_oid(&scan, StatisticRelationId, StatisticRelidAttnumInhIndexId,
					 Anum_pg_statistic_starelid, rel->relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_statistic form = (Form_pg_statistic) GETSTRUCT(tuple);
		AttributeFacts *att = NULL;

		for (int i = 0; i < rel->natts && att == NULL; i++)
		{
			if (rel->atts[i].attnum == form->staattnum)
				att = &rel->atts[i];
		}

		/* those of a whole tree of tables tell more than those of its root */
		if (att == NULL || (att->stats && !form->stainherit))
			continue;
		if (att->wants_stats && may_read_column(rel, att->attnum))
			att->stats = form_statistics(tuple, scan.catalog, att->type, snapshot);
	}
	catalog_scan_end(&scan);
}
