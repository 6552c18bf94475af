/*-------------------------------------------------------------------------
 *
 * index_validity.c
 *		Why an index is not valid, and what would repair it, for audits.
 *
 * Such an index is either on its way (being built, rebuilt or dropped
 * concurrently), or its build has failed, or it is a partitioned one that
 * some partition has nothing for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xlog.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "commands/defrem.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/subtransaction.h"
#include "facts/change/change.h"
#include "facts/keys/read_relation.h"
#include "facts/measured/index_validity.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "storage/lock.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

/* Is somebody building an index of the table, as he reports himself? */
static bool
build_reported(Oid relid)
{
	int			nbackends = pgstat_fetch_stat_numbackends();

	for (int i = 1; i <= nbackends; i++)
	{
		LocalPgBackendStatus *local = hygiene_local_backend_status(i);

		if (local != NULL &&
			local->backendStatus.st_databaseid == MyDatabaseId &&
			local->backendStatus.st_progress_command == PROGRESS_COMMAND_CREATE_INDEX &&
			local->backendStatus.st_progress_command_target == relid)
			return true;
	}
	return false;
}

/* Does somebody hold it who rebuilds or drops it concurrently? */
static bool
is_held(Oid indexrelid)
{
	LOCKTAG		tag;
	int			nholders;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId, indexrelid);
	GetLockConflicts(&tag, ShareUpdateExclusiveLock, &nholders);
	return nholders > 0;
}

/* Is it still there, and still not valid?  Asked last: builds end meanwhile. */
static bool
still_broken(Oid indexrelid)
{
	HeapTuple	tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(indexrelid));
	Form_pg_index form;
	bool		broken;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_index) GETSTRUCT(tuple);
	broken = !form->indisvalid || !form->indisready || !form->indislive;
	ReleaseSysCache(tuple);
	return broken;
}

typedef struct Definition
{
	Oid			indexrelid;
	char	   *text;
} Definition;

static void
read_whole_definition(void *arg)
{
	Definition *definition = arg;

	definition->text = pg_get_indexdef_string(definition->indexrelid);
}

/* What follows the table's name in the statement that makes the index, or NULL. */
static char *
read_definition(const RelationFacts *rel, const IndexFacts *index)
{
	Definition	definition = {index->indexrelid, NULL};
	const char *start;
	char	   *problem;

	/* the server opens the table to print it: not to be waited for */
	if (!ConditionalLockRelationOid(rel->relid, AccessShareLock))
		return NULL;
	if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(rel->relid)) ||
		!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(index->indexrelid)) ||
		!still_broken(index->indexrelid))
	{
		UnlockRelationOid(rel->relid, AccessShareLock);
		return NULL;
	}
	problem = facts_attempt(read_whole_definition, &definition);
	UnlockRelationOid(rel->relid, AccessShareLock);
	if (problem != NULL)
	{
		facts_tell_unreadable(psprintf("definition of index \"%s\" with OID %u", index->relname,
									   index->indexrelid), problem);
		return NULL;
	}
	start = psprintf("CREATE %sINDEX %s ON %s ", index->indisunique ? "UNIQUE " : "",
					 quote_identifier(index->relname), facts_relation_name(rel));
	return strncmp(definition.text, start, strlen(start)) == 0 ?
		pstrdup(definition.text + strlen(start)) : NULL;
}

/* Direct partitions of a partitioned table or index (list of OIDs). */
static List *
read_partitions(Oid parent, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *result = NIL;

	catalog_scan_oid(&scan, InheritsRelationId, InheritsParentIndexId,
					 Anum_pg_inherits_inhparent, parent, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
		result = lappend_oid(result, ((Form_pg_inherits) GETSTRUCT(tuple))->inhrelid);
	catalog_scan_end(&scan);
	return result;
}

/* An index of the partition that can be attached as it is, or NULL. */
static const IndexFacts *
attachable(const RelationFacts *rel, const IndexFacts *index, const RelationFacts *partition)
{
	IndexFacts	expected = *index;

	if (index->indexprs || index->indpred)
		return NULL;
	expected.indkey = palloc(sizeof(AttrNumber) * Max(index->indnatts, 1));
	for (int k = 0; k < index->indnatts; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, index->indkey[k]);

		if (att != NULL)
			att = facts_attribute_named(partition, att->attname);
		if (att == NULL)
			return NULL;
		expected.indkey[k] = att->attnum;
	}
	expected.lead = facts_index_lead(&expected);
	for (int i = 0; i < partition->nindexes; i++)
	{
		const IndexFacts *other = &partition->indexes[i];

		if (!other->is_partition && other->indisvalid && !OidIsValid(other->constraintid) &&
			facts_index_equal(&expected, other))
			return other;
	}
	return NULL;
}

/* A name that no relation of the schema has. */
static char *
free_name(const RelationFacts *partition, const IndexFacts *index, Snapshot snapshot)
{
	char	   *name = makeObjectName(partition->relname, index->relname, NULL);

	for (int i = 1; OidIsValid(facts_relation_named(name, partition->relnamespace, snapshot)); i++)
		name = makeObjectName(partition->relname, index->relname, psprintf("%d", i));
	return name;
}

static void
read_unattached(const RelationFacts *rel, IndexFacts *index, Snapshot snapshot)
{
	/* the table as a whole: an audit's stream keeps some attributes only */
	const RelationFacts *whole = facts_read_relation(rel->relid, snapshot);
	List	   *tables = read_partitions(rel->relid, snapshot);
	List	   *attached = read_partitions(index->indexrelid, snapshot);
	ListCell   *lc;

	if (whole == NULL)
		return;
	index->unattached = palloc0(sizeof(UnattachedFacts) * Max(list_length(tables), 1));
	foreach(lc, tables)
	{
		const RelationFacts *partition = facts_read_relation(lfirst_oid(lc), snapshot);
		const IndexFacts *found = NULL;

		CHECK_FOR_INTERRUPTS();
		if (partition == NULL || partition->relkind == RELKIND_FOREIGN_TABLE)
			continue;
		for (int i = 0; i < partition->nindexes && found == NULL; i++)
		{
			if (list_member_oid(attached, partition->indexes[i].indexrelid))
				found = &partition->indexes[i];
		}
		if (found != NULL)
		{
			index->broken_partition |= !found->indisvalid;
			index->attached = quote_qualified_identifier(found->nspname, found->relname);
		}
		else
		{
			UnattachedFacts *out = &index->unattached[index->nunattached++];

			found = attachable(whole, index, partition);
			out->table = facts_relation_name(partition);
			out->index = found ? quote_qualified_identifier(found->nspname, found->relname) : NULL;
			out->new_schema = partition->nspname;
			out->new_name = free_name(partition, index, snapshot);
			out->partitioned = partition->relkind == RELKIND_PARTITIONED_TABLE;
		}
	}
}

void
index_validity_fill(const RelationFacts *rel, IndexFacts *index, Snapshot snapshot)
{
	/* a primary's builds are not seen on its standbys */
	index->build_unknown = RecoveryInProgress();
	index->building = build_reported(rel->relid) || is_held(index->indexrelid) ||
		!still_broken(index->indexrelid);
	if (index->building)
		return;
	index->definition = read_definition(rel, index);
	if (rel->relkind == RELKIND_PARTITIONED_TABLE)
		read_unattached(rel, index, snapshot);
}
