/*-------------------------------------------------------------------------
 *
 * effects_text.c
 *		What is said of the relations that a statement has done something to.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/catalog.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/owning_relation.h"
#include "facts/keys/read_relation.h"
#include "facts/measured/relation_size.h"
#include "record/extension.h"
#include "rehearsal/effects_text.h"
#include "storage/lock.h"
#include "utils/builtins.h"
#include "utils/json.h"

/* Ours, the system's, and what only comes along with a table. */
static bool
is_aside(Oid relid, Form_pg_class row, const char *nspname)
{
	if (row->relkind == RELKIND_TOASTVALUE || IsToastNamespace(row->relnamespace) ||
		row->relkind == RELKIND_COMPOSITE_TYPE)
		return true;
	return nspname != NULL && strcmp(nspname, "hygiene") == 0 &&
		(relid == extension_table("journal") || relid == extension_table("waiver") ||
		 row->relkind == RELKIND_INDEX);
}

bool
observed_see(Oid relid, Snapshot snapshot, ObservedRelation *seen)
{
	HeapTuple	tuple = facts_fetch_class(relid, snapshot);
	Form_pg_class row;
	char	   *nspname;

	if (tuple == NULL)
		return false;
	row = (Form_pg_class) GETSTRUCT(tuple);
	nspname = facts_namespace_name(row->relnamespace, snapshot);
	seen->relid = relid;
	seen->name = quote_qualified_identifier(nspname, NameStr(row->relname));
	seen->relkind = row->relkind;
	seen->relpersistence = row->relpersistence;
	seen->relam = row->relam;
	seen->tablespace = row->reltablespace;
	seen->file = row->relfilenode;
	seen->is_index = row->relkind == RELKIND_INDEX || row->relkind == RELKIND_PARTITIONED_INDEX;
	seen->aside = is_aside(relid, row, nspname);
	return true;
}

static const char *
kind_of(const ObservedRelation *seen)
{
	RelationFacts rel = {0};

	if (seen->is_index)
		return "index";
	rel.relkind = seen->relkind;
	return facts_relation_kind(&rel);
}

/* ---------------------------------------------------------------------
 * JSON
 * ---------------------------------------------------------------------
 */

static void
begin_item(StringInfo json, const char *key, const char *value)
{
	if (json->len > 1)
		appendStringInfoString(json, ", ");
	appendStringInfo(json, "{\"%s\": ", key);
	escape_json(json, value);
}

static void
add_text(StringInfo json, const char *key, const char *value)
{
	appendStringInfo(json, ", \"%s\": ", key);
	escape_json(json, value);
}

static void
add_number(StringInfo json, const char *key, int64 value)
{
	if (value >= 0)
		appendStringInfo(json, ", \"%s\": " INT64_FORMAT, key, value);
	else
		appendStringInfo(json, ", \"%s\": null", key);
}

void
observed_begin(ObservedStatement *statement)
{
	StringInfo	arrays[] = {&statement->locks, &statement->rewrites, &statement->builds,
	&statement->scans};

	for (int i = 0; i < lengthof(arrays); i++)
	{
		initStringInfo(arrays[i]);
		appendStringInfoChar(arrays[i], '[');
	}
}

void
observed_end(ObservedStatement *statement, Observation *observation)
{
	StringInfo	arrays[] = {&statement->locks, &statement->rewrites, &statement->builds,
	&statement->scans};

	for (int i = 0; i < lengthof(arrays); i++)
		appendStringInfoChar(arrays[i], ']');
	observation->locks = statement->locks.data;
	observation->rewrites = statement->rewrites.data;
	observation->index_builds = statement->builds.data;
	observation->full_scans = statement->scans.data;
}

/* ---------------------------------------------------------------------
 * What happened
 * ---------------------------------------------------------------------
 */

static int64
bytes_of(Oid relid)
{
	SizeFacts	size;

	measure_storage(relid, &size);
	return size.bytes;
}

void
observed_tell_locks(ObservedStatement *statement, const ObservedRelation *seen, LOCKMASK modes,
					bool existed, bool there)
{
	for (LOCKMODE mode = 1; mode <= MaxLockMode; mode++)
	{
		SizeFacts	size = {.rows = -1, .bytes = -1};
		Oid			toast;

		if ((modes & LOCKBIT_ON(mode)) == 0)
			continue;
		if (there && !seen->is_index)
			measure_relation(seen->relid, &size, &toast);
		else if (there)
			measure_storage(seen->relid, &size);
		begin_item(&statement->locks, "relation", seen->name);
		add_text(&statement->locks, "kind", kind_of(seen));
		add_text(&statement->locks, "mode", GetLockmodeName(DEFAULT_LOCKMETHOD, mode));
		appendStringInfo(&statement->locks, ", \"existed\": %s", existed ? "true" : "false");
		add_number(&statement->locks, "rows", seen->is_index ? -1 : size.rows);
		add_number(&statement->locks, "bytes", size.bytes);
		appendStringInfoChar(&statement->locks, '}');
	}
}

void
observed_tell_scans(ObservedStatement *statement, const ObservedRelation *seen, int64 scans)
{
	int64		bytes = scans > 0 ? bytes_of(seen->relid) : 0;

	if (bytes <= 0)
		return;
	begin_item(&statement->scans, "relation", seen->name);
	add_number(&statement->scans, "scans", scans);
	add_number(&statement->scans, "bytes", bytes);
	appendStringInfoChar(&statement->scans, '}');
}

/* From what differs in the catalogs; the statement only where they are alike. */
static const char *
rewrite_reason(const ObservedStatement *statement, const ObservedRelation *then,
			   const ObservedRelation *now)
{
	const Node *utility = statement->utility;
	const RelationFacts *rel_then;
	const RelationFacts *rel_now;
	bool		added = false;

	if (then->relpersistence != now->relpersistence)
		return "persistence";
	if (then->relam != now->relam)
		return "access method";
	if (then->tablespace != now->tablespace)
		return "tablespace";
	if (utility != NULL && IsA(utility, TruncateStmt))
		return "truncate";
	if (utility != NULL && hygiene_is_cluster(utility))
		return "cluster";
	if (now->relkind == RELKIND_MATVIEW)
		return "refresh";

	rel_then = facts_read_relation(now->relid, statement->before);
	rel_now = facts_read_relation(now->relid, statement->after);
	for (int i = 0; i < rel_now->natts; i++)
	{
		const AttributeFacts *att = &rel_now->atts[i];
		const AttributeFacts *was = facts_attribute(rel_then, att->attnum);

		if (was == NULL)
			added = true;
		else if (was->type->typid != att->type->typid ||
				 was->type->typmod != att->type->typmod)
			return "column type";
	}
	return added ? "new column" : "other";
}

static void
tell_build(ObservedStatement *statement, const ObservedRelation *index)
{
	Oid			table = facts_relation_of(RelationRelationId, index->relid, statement->after);
	char	   *nspname;
	char	   *relname;

	/* to build one on nothing is no work */
	if (list_member_oid(statement->given_up, index->file) || bytes_of(table) == 0)
		return;
	facts_name_relation(table, statement->after, &nspname, &relname);
	begin_item(&statement->builds, "index", index->name);
	add_text(&statement->builds, "table", quote_qualified_identifier(nspname, relname));
	add_number(&statement->builds, "bytes", bytes_of(index->relid));
	appendStringInfoChar(&statement->builds, '}');
}

static void
tell_rewrite(ObservedStatement *statement, const ObservedRelation *then,
			 const ObservedRelation *now)
{
	begin_item(&statement->rewrites, "relation", now->name);
	add_text(&statement->rewrites, "reason", rewrite_reason(statement, then, now));
	add_number(&statement->rewrites, "bytes", bytes_of(now->relid));
	appendStringInfoChar(&statement->rewrites, '}');
}

void
observed_tell_files(ObservedStatement *statement, const ObservedRelation *then,
					const ObservedRelation *now)
{
	if (now->relkind == RELKIND_INDEX && (then == NULL || then->file != now->file))
		tell_build(statement, now);
	else if (then != NULL && then->file != now->file &&
			 (now->relkind == RELKIND_RELATION || now->relkind == RELKIND_MATVIEW))
		tell_rewrite(statement, then, now);
}
