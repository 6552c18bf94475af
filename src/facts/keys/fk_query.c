/*-------------------------------------------------------------------------
 *
 * fk_query.c
 *		The query that looks for the rows of a foreign key.
 *
 * Follows what ri_triggers.c makes of a constraint: which operator, which
 * conversion of the column, which collation.  Nothing here may fail because
 * somebody drops a type or an operator at this moment.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "facts/keys/fk_query.h"
#include "lib/stringinfo.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

/*
 * The type below all domains, or false if one of them has gone.  Unlike
 * getBaseType() this must not fail: an audit looks at what others drop.
 */
static bool
base_type(Oid typid, Oid *basetype)
{
	for (;;)
	{
		HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
		Form_pg_type form;
		bool		is_domain;

		if (!HeapTupleIsValid(tuple))
			return false;
		form = (Form_pg_type) GETSTRUCT(tuple);
		is_domain = form->typtype == TYPTYPE_DOMAIN;
		*basetype = typid;
		typid = form->typbasetype;
		ReleaseSysCache(tuple);
		if (!is_domain)
			return true;
	}
}

/* Operator, conversion: the same for the table and all its partitions. */
static void
resolve_operator(KeyColumn *column, Oid pfeqop)
{
	HeapTuple	tuple;
	Form_pg_operator form;

	column->known = false;
	tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(pfeqop));
	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_operator) GETSTRUCT(tuple);
	column->op = form->oprcom;
	column->optype = form->oprright;
	ReleaseSysCache(tuple);

	if (!SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(column->optype)) ||
		!base_type(column->att->type->typid, &column->basetype))
		return;
	column->known = true;
	column->coercible = IsBinaryCoercible(column->basetype, column->optype);
	column->castable = true;
	if (!column->coercible)
	{
		CoercionPathType path = find_coercion_pathway(column->optype, column->basetype,
													  COERCION_EXPLICIT, &column->castfunc);

		column->castable = path == COERCION_PATH_FUNC || path == COERCION_PATH_RELABELTYPE;
	}
}

static bool
collation_is_nondeterministic(Oid collation)
{
	HeapTuple	tuple = SearchSysCache1(COLLOID, ObjectIdGetDatum(collation));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = !((Form_pg_collation) GETSTRUCT(tuple))->collisdeterministic;
	ReleaseSysCache(tuple);
	return result;
}

/*
 * The collation of "$1 = fk".  The parameter has the referenced column's type
 * and that type's collation, the column its own; of two implicit collations
 * the one that is not the default wins.  Only if the referenced column's is
 * nondeterministic does the query name it.
 */
static void
resolve_collation(KeyColumn *column, Oid confrelid, AttrNumber confattnum)
{
	HeapTuple	tuple;
	Form_pg_attribute form;
	Oid			pktype;
	Oid			pkcollation;

	column->collation = column->att->attcollation;
	if (!OidIsValid(column->collation))
		return;
	tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(confrelid), Int16GetDatum(confattnum));
	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_attribute) GETSTRUCT(tuple);
	pktype = form->atttypid;
	pkcollation = form->attcollation;
	ReleaseSysCache(tuple);

	if (pkcollation != column->collation && OidIsValid(pkcollation) &&
		collation_is_nondeterministic(pkcollation))
		column->collation = pkcollation;
	else if (column->collation == DEFAULT_COLLATION_OID)
	{
		Oid			parameter = get_typcollation(pktype);

		if (OidIsValid(parameter))
			column->collation = parameter;
	}
}

bool
fk_query_build(KeyQuery *query, const RelationFacts *rel, const ConstraintFacts *con)
{
	memset(query, 0, sizeof(*query));
	query->nkeys = Min(con->nkeys, INDEX_MAX_KEYS);
	for (int i = 0; i < query->nkeys; i++)
	{
		KeyColumn  *column = &query->columns[i];

		column->att = facts_attribute(rel, con->conkey[i]);
		if (column->att == NULL)
			return false;
		resolve_operator(column, con->conpfeqop[i]);
		resolve_collation(column, con->confrelid, con->confkey[i]);
	}
	return query->nkeys > 0;
}

bool
fk_query_map(KeyQuery *query, const RelationFacts *leaf)
{
	for (int i = 0; i < query->nkeys; i++)
	{
		const AttributeFacts *found = facts_attribute_named(leaf, query->columns[i].att->attname);

		if (found == NULL)
			return false;
		query->columns[i].att = found;
	}
	return true;
}

/* Can a call of this function be an index's key? */
static bool
is_immutable(Oid funcid)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(funcid));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = ((Form_pg_proc) GETSTRUCT(tuple))->provolatile == PROVOLATILE_IMMUTABLE;
	ReleaseSysCache(tuple);
	return result;
}

/* Name of a type without modifier, to be read on any search path. */
static char *
type_name(Oid typid)
{
	uint16		flags = FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_ALLOW_INVALID;

	if (typid >= FirstNormalObjectId)
		flags |= FORMAT_TYPE_FORCE_QUALIFY;
	return format_type_extended(typid, -1, flags);
}

/* Is the operator in the family of the type's default operator class? */
static bool
default_class_serves(Oid typid, Oid op, Oid amoid)
{
	HeapTuple	tuple;
	Oid			opclass;
	Oid			family;

	if (!SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(typid)))
		return false;

	/* the type cache knows those of btree, at less cost */
	if (amoid == BTREE_AM_OID)
		family = lookup_type_cache(typid, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
	else
	{
		opclass = GetDefaultOpClass(typid, amoid);
		tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(opclass));
		if (!HeapTupleIsValid(tuple))
			return false;
		family = ((Form_pg_opclass) GETSTRUCT(tuple))->opcfamily;
		ReleaseSysCache(tuple);
	}
	return OidIsValid(family) && op_in_opfamily(op, family);
}

char *
fk_query_wanted_index(const KeyQuery *query, const ConstraintFacts *con)
{
	Oid			amoid = con->conperiod ? GIST_AM_OID : BTREE_AM_OID;
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, con->conperiod ? "USING gist (" : "(");
	for (int i = 0; i < query->nkeys; i++)
	{
		const KeyColumn *column = &query->columns[i];
		const char *name = quote_identifier(column->att->attname);
		bool		converted;

		if (!column->known || !column->castable || !OidIsValid(column->op))
			return NULL;

		/* what a polymorphic operator takes has one class for all its types */
		converted = !column->coercible ||
			(column->basetype != column->optype && !IsPolymorphicType(column->optype) &&
			 !default_class_serves(column->basetype, column->op, amoid));
		if (!default_class_serves(column->optype, column->op, amoid) ||
			(OidIsValid(column->castfunc) && !is_immutable(column->castfunc)))
			return NULL;
		if (i > 0)
			appendStringInfoString(&buf, ", ");
		if (converted)
			appendStringInfo(&buf, "(%s::%s)", name, type_name(column->optype));
		else
			appendStringInfoString(&buf, name);
		if (!converted && column->collation != column->att->attcollation &&
			SearchSysCacheExists1(COLLOID, ObjectIdGetDatum(column->collation)))
			appendStringInfo(&buf, " COLLATE %s", generate_collation_name(column->collation));
	}
	appendStringInfoChar(&buf, ')');
	return buf.data;
}
