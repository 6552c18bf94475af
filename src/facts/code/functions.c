/*-------------------------------------------------------------------------
 *
 * functions.c
 *		What the catalogs say of a function or procedure at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/transam.h"
#include "catalog/indexing.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/unquoted_name.h"
#include "facts/catalog/user_schema.h"
#include "facts/code/functions.h"
#include "miscadmin.h"
#include "parser/scansup.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

const char *
facts_function_kind(const FunctionFacts *function)
{
	return function->prokind == PROKIND_PROCEDURE ? "procedure" :
		function->prokind == PROKIND_AGGREGATE ? "aggregate" : "function";
}

/* The elements of a one-dimensional text array without NULLs; returns how many. */
static int
text_elements(Datum datum, Datum **elements)
{
	ArrayType  *array = DatumGetArrayTypeP(datum);
	int			n;

	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != TEXTOID)
		return 0;
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, elements, NULL, &n);
	return n;
}

static void
read_arguments(FunctionFacts *function, HeapTuple tuple, Relation catalog, Snapshot snapshot)
{
	TupleDesc	desc = RelationGetDescr(catalog);
	Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);
	const Oid  *types = form->proargtypes.values;
	const char *modes = NULL;
	Datum	   *names;
	Datum		datum;
	bool		isnull;
	int			nnames = 0;

	/* a broken row must not make anybody read beyond an array */
	function->nargs = Min(form->pronargs, form->proargtypes.dim1);
	datum = heap_getattr(tuple, Anum_pg_proc_proallargtypes, desc, &isnull);
	if (!isnull)
	{
		ArrayType  *array = DatumGetArrayTypeP(datum);

		if (ARR_NDIM(array) == 1 && !ARR_HASNULL(array))
		{
			function->nargs = ARR_DIMS(array)[0];
			types = (const Oid *) ARR_DATA_PTR(array);
		}
	}
	datum = heap_getattr(tuple, Anum_pg_proc_proargmodes, desc, &isnull);
	if (!isnull)
	{
		ArrayType  *array = DatumGetArrayTypeP(datum);

		if (ARR_NDIM(array) == 1 && !ARR_HASNULL(array) &&
			ARR_DIMS(array)[0] == function->nargs)
			modes = ARR_DATA_PTR(array);
	}
	datum = heap_getattr(tuple, Anum_pg_proc_proargnames, desc, &isnull);
	if (!isnull)
		nnames = text_elements(datum, &names);

	function->args = palloc0(Max(function->nargs, 1) * sizeof(ArgumentFacts));
	for (int i = 0; i < function->nargs; i++)
	{
		ArgumentFacts *arg = &function->args[i];

		arg->mode = modes ? modes[i] : FUNC_PARAM_IN;
		arg->name = i < nnames ? TextDatumGetCString(names[i]) : "";
		arg->type = facts_read_type(types[i], -1, snapshot);
	}
}

/* proname(type, type), of the arguments that tell functions apart */
static char *
name_with_arguments(const FunctionFacts *function)
{
	StringInfoData buf;
	bool		first = true;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(", function->proname);
	for (int i = 0; i < function->nargs; i++)
	{
		if (function->args[i].mode == FUNC_PARAM_OUT ||
			function->args[i].mode == FUNC_PARAM_TABLE)
			continue;
		appendStringInfo(&buf, "%s%s", first ? "" : ", ", function->args[i].type->name);
		first = false;
	}
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

/* What "SET search_path" of the function says, or NULL. */
static char *
search_path_setting(HeapTuple tuple, Relation catalog)
{
	Datum	   *settings;
	bool		isnull;
	Datum		datum = heap_getattr(tuple, Anum_pg_proc_proconfig,
									 RelationGetDescr(catalog), &isnull);
	int			n = isnull ? 0 : text_elements(datum, &settings);

	for (int i = 0; i < n; i++)
	{
		char	   *setting = TextDatumGetCString(settings[i]);

		if (pg_strncasecmp(setting, "search_path=", 12) == 0)
			return setting + 12;
	}
	return NULL;
}

/* Does the body mention what runs text as SQL?  Saves the scan for nearly all bodies. */
static bool
runs_text(const char *text)
{
	static const char *const words[] = {
		"execute", "dblink", "query_to_xml", "schedule", "alter_job", "crosstab", "ts_stat",
		"ts_rewrite",
	};

	for (; (text = strpbrk(text, "eEdDqQsSaAcCtT")) != NULL; text++)
	{
		for (int i = 0; i < lengthof(words); i++)
		{
			if ((*text | 0x20) == words[i][0] &&
				pg_strncasecmp(text, words[i], strlen(words[i])) == 0)
				return true;
		}
	}
	return false;
}

/* The tokens of a body that runs text, and what its names stand for. */
static void
read_body(FunctionFacts *function, Snapshot snapshot)
{
	function->tokens = facts_tokens(function->prosrc, &function->ntokens);
	function->names = facts_code_names(function->tokens, function->ntokens,
									   function->search_path, function->pronamespace, snapshot);
	for (int i = 0; i < function->nargs; i++)
	{
		if (function->args[i].type->base_typtype == TYPTYPE_COMPOSITE)
			function->args[i].row = facts_read_row(function->args[i].type->base, snapshot);
	}
	if (function->returns_trigger)
		function->trigger_rows = facts_trigger_rows(function->oid, snapshot);
}

static const char *
language_name(Oid langoid, Snapshot snapshot)
{
	HeapTuple	tuple;

	switch (langoid)
	{
		case INTERNALlanguageId:
			return "internal";
		case ClanguageId:
			return "c";
		case SQLlanguageId:
			return "sql";
		default:
			tuple = facts_fetch_by_oid(LanguageRelationId, LanguageOidIndexId,
									   Anum_pg_language_oid, langoid, snapshot);
			return HeapTupleIsValid(tuple) ?
				pstrdup(NameStr(((Form_pg_language) GETSTRUCT(tuple))->lanname)) : "";
	}
}

/* All but what other catalogs than pg_proc and pg_type know. */
static FunctionFacts *
form_function(HeapTuple tuple, Relation catalog, const char *language, Snapshot snapshot)
{
	TupleDesc	desc = RelationGetDescr(catalog);
	Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);
	FunctionFacts *function = palloc0(sizeof(FunctionFacts));
	Datum		datum;
	bool		isnull;

	function->oid = form->oid;
	function->proname = pstrdup(NameStr(form->proname));
	function->pronamespace = form->pronamespace;
	function->proowner = form->proowner;
	function->prokind = form->prokind;
	function->language = language;
	function->prosecdef = form->prosecdef;
	function->search_path = search_path_setting(tuple, catalog);
	(void) heap_getattr(tuple, Anum_pg_proc_prosqlbody, desc, &isnull);
	function->has_sql_body = !isnull;
	datum = heap_getattr(tuple, Anum_pg_proc_prosrc, desc, &isnull);
	function->prosrc = isnull ? pstrdup("") : TextDatumGetCString(datum);
	read_arguments(function, tuple, catalog, snapshot);
	function->name = name_with_arguments(function);
	function->returns_trigger = form->prorettype == TRIGGEROID;
	function->runs_text = !function->has_sql_body && runs_text(function->prosrc);
	if (function->runs_text &&
		(strcmp(language, "plpgsql") == 0 || form->prolang == SQLlanguageId))
		read_body(function, snapshot);
	return function;
}

FunctionFacts *
facts_read_function(Oid oid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(ProcedureRelationId, ProcedureOidIndexId,
										   Anum_pg_proc_oid, oid, snapshot);
	Relation	catalog;
	FunctionFacts *function;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	catalog = table_open(ProcedureRelationId, AccessShareLock);
	function = form_function(tuple, catalog,
							 language_name(((Form_pg_proc) GETSTRUCT(tuple))->prolang, snapshot),
							 snapshot);
	table_close(catalog, AccessShareLock);
	function->nspname = facts_namespace_name(function->pronamespace, snapshot);
	if (function->nspname == NULL)
		function->nspname = pstrdup("???");
	function->better_name = better_function_name(function->proname, function->pronamespace, NULL,
												 snapshot);
	function->extension_member = OidIsValid(facts_extension_of(ProcedureRelationId, oid,
															   snapshot));
	return function;
}

void
facts_stream_functions(Snapshot snapshot, Oid nspoid, FunctionCallback callback, void *arg)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene functions",
												  ALLOCSET_DEFAULT_SIZES);
	Relation	catalog = table_open(ProcedureRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	GivenNames	given = {AllocSetContextCreate(CurrentMemoryContext, "hygiene function names",
											   ALLOCSET_DEFAULT_SIZES)};
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);
		FunctionFacts *function;
		MemoryContext old;
		char	   *nspname;

		CHECK_FOR_INTERRUPTS();
		if (form->oid < FirstNormalObjectId || form->prokind == PROKIND_AGGREGATE ||
			(OidIsValid(nspoid) && form->pronamespace != nspoid))
			continue;

		old = MemoryContextSwitchTo(context);
		nspname = facts_namespace_name(form->pronamespace, snapshot);
		if (nspname != NULL && is_user_schema(nspname) &&
			!OidIsValid(facts_extension_of(ProcedureRelationId, form->oid, snapshot)))
		{
			function = form_function(tuple, catalog, language_name(form->prolang, snapshot),
									 snapshot);
			function->nspname = nspname;
			function->better_name = better_function_name(function->proname,
														 function->pronamespace, &given,
														 snapshot);
			MemoryContextSwitchTo(old);
			callback(function, arg);
		}
		MemoryContextSwitchTo(old);
		MemoryContextReset(context);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(given.context);
	MemoryContextDelete(context);
}

static int
compare_names(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

int64
facts_unread_functions(Snapshot snapshot, List **languages)
{
	Relation	catalog = table_open(LanguageRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	List	   *unread = NIL;
	List	   *used = NIL;
	ListCell   *lc;
	int64		n = 0;
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_language form = (Form_pg_language) GETSTRUCT(tuple);

		if (form->oid >= FirstUnpinnedObjectId && strcmp(NameStr(form->lanname), "plpgsql") != 0)
			unread = lappend_oid(unread, form->oid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	*languages = NIL;
	if (unread == NIL)
		return 0;
	catalog = table_open(ProcedureRelationId, AccessShareLock);
	scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);

		if (form->oid < FirstNormalObjectId || !list_member_oid(unread, form->prolang) ||
			OidIsValid(facts_extension_of(ProcedureRelationId, form->oid, snapshot)))
			continue;
		used = list_append_unique_oid(used, form->prolang);
		n++;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	foreach(lc, used)
		*languages = lappend(*languages, (void *) language_name(lfirst_oid(lc), snapshot));
	list_sort(*languages, compare_names);
	return n;
}
