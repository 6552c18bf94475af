/*-------------------------------------------------------------------------
 *
 * code_names.c
 *		What the names in a function's body stand for in the catalogs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/code/code_names.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/rel.h"
#include "utils/varlena.h"

/* More names than this, and triggers of one function, are not looked up. */
#define MAX_NAMES		2000
#define MAX_TRIGGERS	32

struct CodeNames
{
	HTAB	   *names;			/* of NamedFacts */
	List	   *path;			/* of schemas' OIDs */
	Snapshot	snapshot;
};

static RowFacts *
read_relation_row(Oid relid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	RowFacts   *row = palloc0(sizeof(RowFacts));
	char	   *nspname;
	char	   *relname;
	int			allocated = 0;

	catalog_scan_oid(&scan, AttributeRelationId, AttributeRelidNumIndexId,
					 Anum_pg_attribute_attrelid, relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_attribute att = (Form_pg_attribute) GETSTRUCT(tuple);

		if (att->attnum <= 0 || att->attisdropped)
			continue;
		if (row->ncolumns == allocated)
		{
			allocated = allocated == 0 ? 16 : allocated * 2;
			row->columns = row->columns == NULL ? palloc(allocated * sizeof(ColumnFacts)) :
				repalloc(row->columns, allocated * sizeof(ColumnFacts));
		}
		row->columns[row->ncolumns].name = pstrdup(NameStr(att->attname));
		row->columns[row->ncolumns++].type = facts_read_type(att->atttypid, -1, snapshot);
	}
	catalog_scan_end(&scan);
	row->system = relid < FirstNormalObjectId;
	if (facts_name_relation(relid, snapshot, &nspname, &relname))
		row->name = relname;
	else
		row->name = "";
	return row;
}

/* The columns of the composite type in a row of pg_type, or NULL. */
static const RowFacts *
row_of_type(Form_pg_type type, Snapshot snapshot)
{
	return OidIsValid(type->typrelid) ? read_relation_row(type->typrelid, snapshot) : NULL;
}

const RowFacts *
facts_read_row(Oid typid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(TypeRelationId, TypeOidIndexId, Anum_pg_type_oid,
										   typid, snapshot);

	return HeapTupleIsValid(tuple) ?
		row_of_type((Form_pg_type) GETSTRUCT(tuple), snapshot) : NULL;
}

List *
facts_trigger_rows(Oid function, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *triggers = NIL;
	List	   *relids = NIL;
	List	   *rows = NIL;
	ListCell   *lc;

	catalog_scan_oids(&scan, DependRelationId, DependReferenceIndexId,
					  Anum_pg_depend_refclassid, ProcedureRelationId,
					  Anum_pg_depend_refobjid, function, snapshot);
	while (list_length(triggers) < MAX_TRIGGERS &&
		   HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->classid == TriggerRelationId)
			triggers = lappend_oid(triggers, depend->objid);
	}
	catalog_scan_end(&scan);
	foreach(lc, triggers)
	{
		tuple = facts_fetch_by_oid(TriggerRelationId, TriggerOidIndexId, Anum_pg_trigger_oid,
								   lfirst_oid(lc), snapshot);
		if (HeapTupleIsValid(tuple))
			relids = list_append_unique_oid(relids,
											((Form_pg_trigger) GETSTRUCT(tuple))->tgrelid);
	}
	foreach(lc, relids)
		rows = lappend(rows, read_relation_row(lfirst_oid(lc), snapshot));
	return rows;
}

/* The schemas in which names are looked up, in order. */
static List *
schemas(const char *path, Oid nspoid)
{
	List	   *oids = NIL;
	List	   *words;
	ListCell   *lc;

	if (path == NULL || !SplitIdentifierString(pstrdup(path), ',', &words))
		oids = list_copy(fetch_search_path(true));
	else
	{
		foreach(lc, words)
		{
			const char *word = (const char *) lfirst(lc);
			Oid			oid = strcmp(word, "pg_temp") == 0 ? InvalidOid :
				get_namespace_oid(strcmp(word, "$user") == 0 ?
								  GetUserNameFromId(GetUserId(), false) : word, true);

			if (OidIsValid(oid))
				oids = list_append_unique_oid(oids, oid);
		}
		if (!list_member_oid(oids, PG_CATALOG_NAMESPACE))
			oids = lcons_oid(PG_CATALOG_NAMESPACE, oids);
	}
	return list_append_unique_oid(oids, nspoid);
}

static void
look_up_type(NamedFacts *named, Oid nspoid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;

	catalog_scan_name(&scan, TypeRelationId, TypeNameNspIndexId, Anum_pg_type_typname,
					  named->name, Anum_pg_type_typnamespace, nspoid, snapshot);
	tuple = catalog_scan_next(&scan);
	if (HeapTupleIsValid(tuple))
	{
		named->type = facts_read_type(((Form_pg_type) GETSTRUCT(tuple))->oid, -1, snapshot);
		named->row = row_of_type((Form_pg_type) GETSTRUCT(tuple), snapshot);
	}
	catalog_scan_end(&scan);
}

static void
look_up_functions(NamedFacts *named, Oid nspoid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;

	catalog_scan_name(&scan, ProcedureRelationId, ProcedureNameArgsNspIndexId,
					  Anum_pg_proc_proname, named->name, 0, InvalidOid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);
		bool		isnull;

		if (form->pronamespace != nspoid)
			continue;
		named->results = lappend(named->results,
								 (void *) facts_read_type(form->prorettype, -1, snapshot));
		named->user_function |= form->oid >= FirstNormalObjectId;
		(void) heap_getattr(tuple, Anum_pg_proc_proargmodes, RelationGetDescr(scan.catalog),
							&isnull);
		named->out_arguments |= !isnull;
	}
	catalog_scan_end(&scan);
}

static void
look_up(CodeNames *names, const char *nspname, const char *name, bool call)
{
	NamedFacts	key;
	NamedFacts *named;
	List	   *path = names->path;
	ListCell   *lc;
	bool		found;

	if (hash_get_num_entries(names->names) >= MAX_NAMES)
		return;
	memset(&key, 0, sizeof(key));
	strlcpy(key.nspname, nspname, NAMEDATALEN);
	strlcpy(key.name, name, NAMEDATALEN);
	named = hash_search(names->names, &key, HASH_ENTER, &found);
	if (!found)
		memset((char *) named + 2 * NAMEDATALEN, 0, sizeof(NamedFacts) - 2 * NAMEDATALEN);
	else if (!call || named->results != NIL)
		return;
	if (nspname[0] != '\0')
	{
		Oid			nspoid = get_namespace_oid(nspname, true);

		path = OidIsValid(nspoid) ? list_make1_oid(nspoid) : NIL;
	}
	foreach(lc, path)
	{
		if (!found && named->type == NULL)
			look_up_type(named, lfirst_oid(lc), names->snapshot);
		if (call)
			look_up_functions(named, lfirst_oid(lc), names->snapshot);
	}
}

static bool
is_sign(const Token *tokens, int at, int ntokens, const char *sign)
{
	return at < ntokens && tokens[at].kind == TOKEN_OPERATOR && strcmp(tokens[at].text, sign) == 0;
}

CodeNames *
facts_code_names(const Token *tokens, int ntokens, const char *path, Oid nspoid,
				 Snapshot snapshot)
{
	CodeNames  *names = palloc(sizeof(CodeNames));
	HASHCTL		ctl = {0};

	ctl.keysize = 2 * NAMEDATALEN;
	ctl.entrysize = sizeof(NamedFacts);
	ctl.hcxt = CurrentMemoryContext;
	names->names = hash_create("hygiene code names", 64, &ctl,
							   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	names->path = schemas(path, nspoid);
	names->snapshot = snapshot;
	for (int at = 0; at < ntokens; at++)
	{
		CHECK_FOR_INTERRUPTS();
		if (tokens[at].kind != TOKEN_WORD ||
			(tokens[at].reserved && !is_sign(tokens, at + 1, ntokens, "(")))
			continue;
		look_up(names, "", tokens[at].text, is_sign(tokens, at + 1, ntokens, "("));
		if (is_sign(tokens, at + 1, ntokens, ".") && at + 2 < ntokens &&
			tokens[at + 2].kind == TOKEN_WORD)
			look_up(names, tokens[at].text, tokens[at + 2].text,
					is_sign(tokens, at + 3, ntokens, "("));
	}
	return names;
}

const NamedFacts *
facts_code_name(const CodeNames *names, const char *nspname, const char *name)
{
	char		key[2][NAMEDATALEN] = {{0}, {0}};

	if (names == NULL)
		return NULL;
	strlcpy(key[0], nspname != NULL ? nspname : "", NAMEDATALEN);
	strlcpy(key[1], name, NAMEDATALEN);
	return hash_search(names->names, key, HASH_FIND, NULL);
}
