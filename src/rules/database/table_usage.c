/*-------------------------------------------------------------------------
 *
 * table_usage.c
 *		Tables by what they are for: caches, queues, what nobody reads.
 *
 * What a table is for is told by its name and its columns together; a name
 * alone is not enough for a queue.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "words/split.h"

static bool
listed(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (strcmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

#define LISTED(word, list) listed(word, list, lengthof(list))

/* Is the text, which is lower case, somewhere in the name? */
static bool
contains(const char *name, const char *text)
{
	int			len = strlen(text);

	for (; *name; name++)
	{
		if (pg_strncasecmp(name, text, len) == 0)
			return true;
	}
	return false;
}

/* A queue's or cache's rows, where the table is named for them. */
static const char *const contents[] = {
	"data", "element", "elements", "entries", "entry", "event", "events", "item", "items",
	"job", "jobs", "message", "messages", "record", "records", "row", "rows", "task", "tasks",
	"value", "values"
};

/* Does one of these words end the name, or stand before what is in it? */
static bool
named_for(const Words *words, const char *const *list, int n)
{
	for (int i = 0; i < words->nwords; i++)
	{
		if (listed(words->word[i], list, n) &&
			(i == words->nwords - 1 ||
			 (i == words->nwords - 2 && LISTED(words->word[i + 1], contents))))
			return true;
	}
	return false;
}

/* ---------------------------------------------------------------------
 * cache_without_expiry
 * ---------------------------------------------------------------------
 */

static bool
is_expiry(const AttributeFacts *att)
{
	static const char *const names[] = {
		"age_limit", "evict_at", "evict_after", "goes_stale_at", "invalidated_at",
		"invalidates_at", "last_access", "last_accessed", "last_accessed_at", "last_hit_at",
		"last_read_at", "last_used", "last_used_at", "lifetime", "max_age", "purge_after",
		"purge_at", "refresh_after", "refresh_at", "stale_after", "stale_at", "timeout",
		"valid_to", "validity"
	};
	const char *name = att->attname;

	/* a time, a duration or a number of seconds */
	switch (att->type->base_category)
	{
		case TYPCATEGORY_DATETIME:
		case TYPCATEGORY_TIMESPAN:
		case TYPCATEGORY_NUMERIC:
		case TYPCATEGORY_RANGE:
			break;
		default:
			return false;
	}
	return contains(name, "expir") || contains(name, "ttl") || contains(name, "until") ||
		LISTED(name, names);
}

static void
check_cache(const HygieneRule *rule, const RelationFacts *rel, const RuleContext *context,
			FindingSink *sink)
{
	static const char *const cache[] = {"cache", "caches"};
	static const char *const cached[] = {"cached"};
	HygieneFinding *finding;
	Words		words;

	if (rel->relkind != RELKIND_RELATION || rel->relispartition)
		return;
	if (!contains(rel->relname, "cache"))
		return;
	words_split(rel->relname, &words);
	if (!named_for(&words, cache, lengthof(cache)) &&
		!(words.nwords > 1 && LISTED(words.word[0], cached)))
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		if (is_expiry(&rel->atts[i]))
			return;
	}

	finding = finding_relation(rule, rel);
	finding->message = psprintf("table \"%s\" is a cache by its name but has no column that says when a row expires; add one [%s]",
								facts_relation_name(rel), rule->name);
	finding->detail = "Nothing says which rows are still true and which may go, so they all stay.";
	finding->remedy = psprintf("ALTER TABLE %s ADD COLUMN expires_at timestamp with time zone;",
							   facts_relation_name(rel));
	sink->add(finding, sink);
}

/* ---------------------------------------------------------------------
 * queue_without_index
 * ---------------------------------------------------------------------
 */

typedef enum QueueColumn
{
	QUEUE_NOTHING,
	QUEUE_STATE,				/* what is to be done yet */
	QUEUE_PROGRESS,				/* a mark or time of being done */
	QUEUE_WORKER				/* no other kind of table has it */
} QueueColumn;

static QueueColumn
queue_column(const char *name)
{
	static const char *const states[] = {
		"completed", "delivered", "dispatched", "done", "handled", "is_done", "is_processed",
		"is_sent", "job_state", "job_status", "processed", "published", "sent", "state", "status"
	};
	static const char *const progress[] = {
		"completed_at", "consumed_at", "delivered_at", "dispatched_at", "done_at", "finished_at",
		"handled_at", "processed_at", "processed_on", "published_at", "scheduled_at",
		"scheduled_for", "sent_at", "started_at"
	};
	static const char *const workers[] = {
		"attempt", "attempt_count", "attempts", "available_at", "claimed_at", "claimed_by",
		"dequeued_at", "lease_expires_at", "leased_until", "locked_at", "locked_by",
		"locked_until", "next_attempt_at", "next_retry", "next_retry_at", "next_run_at",
		"num_attempts", "not_before", "picked_at", "picked_up_at", "reserved_at", "retries",
		"retry_at", "retry_count", "run_after", "run_at", "tries", "visible_at", "worker",
		"worker_id"
	};

	switch (name[0])
	{
		case 'a': case 'c': case 'd': case 'f': case 'h': case 'i': case 'j': case 'l':
		case 'n': case 'p': case 'r': case 's': case 't': case 'v': case 'w':
			break;
		default:
			return QUEUE_NOTHING;
	}
	if (LISTED(name, states))
		return QUEUE_STATE;
	if (LISTED(name, progress))
		return QUEUE_PROGRESS;
	return LISTED(name, workers) ? QUEUE_WORKER : QUEUE_NOTHING;
}

/* Might an index serve the search for what is to be done? */
static bool
serves_workers(const RelationFacts *rel, const IndexFacts *index)
{
	const AttributeFacts *att;

	if (!index->indisvalid || !index->indislive || index->indnkeyatts < 1)
		return false;
	if (index->indpred != NULL || index->indkey[0] == 0)
		return true;
	att = facts_attribute(rel, index->indkey[0]);
	return att != NULL && queue_column(att->attname) != QUEUE_NOTHING;
}

static void
check_queue(const HygieneRule *rule, const RelationFacts *rel, const RuleContext *context,
			FindingSink *sink)
{
	static const char *const surely[] = {"queue", "queues", "outbox"};
	static const char *const perhaps[] = {"job", "jobs", "task", "tasks", "inbox"};
	const AttributeFacts *first[QUEUE_WORKER + 1] = {NULL};
	const AttributeFacts *key;
	int			ncolumns = 0;
	HygieneFinding *finding;
	Words		words;
	bool		sure;

	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition)
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		QueueColumn kind = queue_column(rel->atts[i].attname);

		if (kind == QUEUE_NOTHING)
			continue;
		ncolumns++;
		if (first[kind] == NULL)
			first[kind] = &rel->atts[i];
	}
	if (ncolumns == 0)
		return;

	words_split(rel->relname, &words);
	sure = named_for(&words, surely, lengthof(surely));
	if (!sure && (!named_for(&words, perhaps, lengthof(perhaps)) ||
				  ncolumns < 2 || first[QUEUE_WORKER] == NULL))
		return;
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (serves_workers(rel, &rel->indexes[i]))
			return;
	}

	key = first[QUEUE_STATE] ? first[QUEUE_STATE] :
		first[QUEUE_PROGRESS] ? first[QUEUE_PROGRESS] : first[QUEUE_WORKER];
	finding = finding_relation(rule, rel);
	finding->message = psprintf("table \"%s\" is a queue by its name and columns, but no index finds what is to be done next; create one that begins with \"%s\" [%s]",
								facts_relation_name(rel), key->attname, rule->name);
	finding->detail = "Each worker reads the whole table for its next piece of work, and the table grows with all that has been done.";
	finding->remedy = psprintf("CREATE INDEX %sON %s (%s);",
							   rel->relkind == RELKIND_PARTITIONED_TABLE ? "" : "CONCURRENTLY ",
							   facts_relation_name(rel), quote_identifier(key->attname));
	finding_evidence_text(finding, "column", key->attname);
	sink->add(finding, sink);
}

static bool
wants_queue_column(const AttributeFacts *att)
{
	return queue_column(att->attname) != QUEUE_NOTHING;
}

/* ---------------------------------------------------------------------
 * never_read_table
 * ---------------------------------------------------------------------
 */

static void
check_never_read(const HygieneRule *rule, const RelationFacts *rel, const RuleContext *context,
				 FindingSink *sink)
{
	const UsageFacts *usage = rel->usage;
	HygieneFinding *finding;
	const char *bytes;
	int			days;

	/* an old partition that nobody reads is what partitions are for */
	if (usage == NULL || rel->relispartition ||
		usage->scans > 0 || usage->index_scans > 0 || usage->last_scan != 0 ||
		usage->live_rows <= 0)
		return;

	/* one that may be younger than that has not waited in vain yet */
	days = Min(usage->days, usage->age_days);
	if (days < 0 || days < context->unused_index_days)
		return;

	bytes = describe_bytes((int64) rel->relpages * BLCKSZ);
	finding = finding_relation(rule, rel);
	finding->rows = usage->live_rows;
	finding->message = psprintf("%s holds %s that nobody has read for %d days; archive it, or find out who should read it [%s]",
								describe_relation(rel), bytes, days, rule->name);
	finding->detail = psprintf("The statistics of this server tell of %d days, and the table is at least %d days old; what replicas read is counted there.",
							   usage->days, usage->age_days);
	finding_evidence_number(finding, "statistics_days", usage->days);
	finding_evidence_number(finding, "table_days", usage->age_days);
	finding_evidence_number(finding, "rows", usage->live_rows);
	finding_evidence_number(finding, "pages", rel->relpages);
	sink->add(finding, sink);
}

/* ---------------------------------------------------------------------
 * The family
 * ---------------------------------------------------------------------
 */

static const HygieneRule rules[] = {
	{
		.name = "never_read_table",
		.category = "usage",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH09A",
		.title = "Table that nobody reads",
		.why = "A table that is written but never read costs disk, backups and vacuum for nothing. "
		"It may also be that the program which should read it is broken, and nobody has noticed.",
		.cure = "Find out who should read it; if nobody should, archive it.",
		.source = "PostgreSQL manual, \"The Cumulative Statistics System\", pg_stat_user_tables",
		.check = check_never_read,
	},
	{
		.name = "cache_without_expiry",
		.category = "usage",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH09B",
		.title = "Cache without a time of expiry",
		.why = "A cache holds copies, and a copy is only good until its original changes. "
		"Without a time of expiry nothing can tell old rows from good ones, and the table grows for ever.",
		.cure = "Add a column that says until when a row is good, and delete by it.",
		.source = "RFC 9111, \"HTTP Caching\", freshness",
		.check = check_cache,
		.needs.columns = is_expiry,
	},
	{
		.name = "queue_without_index",
		.category = "usage",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH09C",
		.title = "Queue without an index on what its workers look for",
		.why = "Workers ask again and again for the few rows that are to be done among the many that are done. "
		"Without an index on that each question reads the whole table, and the queue slows down as it fills.",
		.cure = "Create an index on the state or the time that workers select by, best a partial one on what is still to be done.",
		.source = "PostgreSQL manual, \"Partial Indexes\", and SELECT, SKIP LOCKED",
		.check = check_queue,
		.needs.columns = wants_queue_column,
		.needs.only_columns = true,
	},
};

const RuleFamily hygiene_family_table_usage = {rules, lengthof(rules)};
