/*-------------------------------------------------------------------------
 *
 * fk_columns_text.c
 *		The dependencies of a column that is to change its type, as text.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/objects.h"
#include "facts/catalog/owning_relation.h"
#include "facts/catalog/subtransaction.h"
#include "facts/keys/fk_columns_text.h"
#include "facts/relation/relation.h"
#include "lib/stringinfo.h"
#include "nodes/nodeFuncs.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"

/* Columns by number, in an attribute that is an array of int2: "a, b"; NULL if broken. */
static char *
column_names(HeapTuple tuple, Relation catalog, AttrNumber attribute, Oid relid, bool period,
			 Snapshot snapshot)
{
	const RelationFacts *rel = NULL;
	StringInfoData buf;
	bool		isnull;
	Datum		datum = heap_getattr(tuple, attribute, RelationGetDescr(catalog), &isnull);
	ArrayType  *array;
	const int16 *numbers;

	if (isnull)
		return NULL;
	array = DatumGetArrayTypePCopy(datum);
	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != INT2OID)
		return NULL;
	numbers = (const int16 *) ARR_DATA_PTR(array);
	rel = relation_read(relid, FACTS_ATTRIBUTES, snapshot);
	initStringInfo(&buf);
	for (int i = 0; i < ARR_DIMS(array)[0]; i++)
	{
		const AttributeFacts *att = rel == NULL ? NULL : facts_attribute(rel, numbers[i]);

		if (att == NULL)
			return NULL;
		appendStringInfo(&buf, "%s%s%s", i > 0 ? ", " : "",
						 period && i == ARR_DIMS(array)[0] - 1 ? "PERIOD " : "",
						 quote_identifier(att->attname));
	}
	return buf.data;
}

char *
fk_columns_table_name(Oid relid, Snapshot snapshot)
{
	char	   *nspname;
	char	   *relname;

	facts_name_relation(relid, snapshot, &nspname, &relname);
	return quote_qualified_identifier(nspname, relname);
}

static const char *
action(char type)
{
	switch (type)
	{
		case FKCONSTR_ACTION_RESTRICT:
			return "RESTRICT";
		case FKCONSTR_ACTION_CASCADE:
			return "CASCADE";
		case FKCONSTR_ACTION_SETNULL:
			return "SET NULL";
		case FKCONSTR_ACTION_SETDEFAULT:
			return "SET DEFAULT";
		default:
			return NULL;		/* NO ACTION, which need not be said */
	}
}

char *
fk_definition_text(HeapTuple tuple, Relation catalog, Snapshot snapshot)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
	bool		period = hygiene_con_period(form);
	char	   *columns = column_names(tuple, catalog, Anum_pg_constraint_conkey, form->conrelid,
									   period, snapshot);
	char	   *referenced = column_names(tuple, catalog, Anum_pg_constraint_confkey,
										  form->confrelid, period, snapshot);
	char	   *deleted = column_names(tuple, catalog, Anum_pg_constraint_confdelsetcols,
									   form->conrelid, false, snapshot);
	char	   *nspname;
	char	   *relname;
	StringInfoData buf;

	if (columns == NULL || referenced == NULL ||
		!facts_name_relation(form->confrelid, snapshot, &nspname, &relname))
		return NULL;
	initStringInfo(&buf);
	appendStringInfo(&buf, "FOREIGN KEY (%s) REFERENCES %s (%s)", columns,
					 quote_qualified_identifier(nspname, relname), referenced);
	if (form->confmatchtype == FKCONSTR_MATCH_FULL)
		appendStringInfoString(&buf, " MATCH FULL");
	if (action(form->confupdtype))
		appendStringInfo(&buf, " ON UPDATE %s", action(form->confupdtype));
	if (action(form->confdeltype))
		appendStringInfo(&buf, " ON DELETE %s", action(form->confdeltype));
	if (deleted != NULL)
		appendStringInfo(&buf, " (%s)", deleted);
	if (form->condeferrable)
		appendStringInfoString(&buf, " DEFERRABLE");
	if (form->condeferred)
		appendStringInfoString(&buf, " INITIALLY DEFERRED");
	if (!hygiene_con_enforced(form))
		appendStringInfoString(&buf, " NOT ENFORCED");
	else if (!form->convalidated)
		appendStringInfoString(&buf, " NOT VALID");
	return buf.data;
}

/* ---------------------------------------------------------------------
 * Defaults
 * ---------------------------------------------------------------------
 */

typedef struct DefaultText
{
	Node	   *tree;
	char	   *text;
} DefaultText;

static void
deparse(void *arg)
{
	DefaultText *what = arg;
	int			level = NewGUCNestLevel();

	/* so that all names are qualified */
	(void) set_config_option("search_path", "", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	what->text = deparse_expression(what->tree, NIL, false, false);
	AtEOXact_GUC(true, level);
}

/* Is anything worked out in it? */
static bool
computes(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, FuncExpr) && castNode(FuncExpr, node)->funcformat == COERCE_EXPLICIT_CALL)
		return true;
	if (IsA(node, SQLValueFunction) || IsA(node, NextValueExpr) || IsA(node, OpExpr))
		return true;
	return expression_tree_walker(node, computes, context);
}

char *
fk_columns_computed_default(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_default(relid, attnum, snapshot);
	DefaultText what = {NULL, NULL};
	char	   *problem;

	if (HeapTupleIsValid(tuple))
	{
		Relation	catalog = table_open(AttrDefaultRelationId, AccessShareLock);
		char	   *nodes = facts_text_attribute(tuple, catalog, Anum_pg_attrdef_adbin);

		if (nodes != NULL)
			what.tree = facts_read_nodes(nodes, &problem);
		table_close(catalog, AccessShareLock);
	}
	if (what.tree != NULL && computes(what.tree, NULL) &&
		facts_attempt(deparse, &what) != NULL)
		what.text = NULL;
	return what.text;
}

/* ---------------------------------------------------------------------
 * Whatever else
 * ---------------------------------------------------------------------
 */

char *
fk_columns_dependent(Oid classid, Oid objid, Oid relid, Snapshot snapshot)
{
	Oid			owner = facts_relation_of(classid, objid, snapshot);
	const RelationFacts *rel = OidIsValid(owner) ? facts_read_class(owner, snapshot) : NULL;
	const ObjectFacts *object;
	char	   *nspname;
	char	   *relname;

	if (rel != NULL)
	{
		facts_name_relation(owner, snapshot, &nspname, &relname);
		return psprintf("%s%s %s",
						classid == PolicyRelationId ? "a policy of " :
						classid == TriggerRelationId ? "a trigger of " :
						classid == AttrDefaultRelationId ? "an expression of " :
						owner == relid ? "something of " : "",
						facts_relation_kind(rel), quote_qualified_identifier(nspname, relname));
	}
	object = facts_read_object(classid, objid, snapshot);
	if (object != NULL)
		return psprintf("%s %s.%s", object->kind,
						object->nspname ? object->nspname : "", object->name);
	facts_name_relation(relid, snapshot, &nspname, &relname);
	return psprintf("something that depends on table %s",
					quote_qualified_identifier(nspname, relname));
}
