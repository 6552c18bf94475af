/*-------------------------------------------------------------------------
 *
 * compat.h
 *		The one place that knows about PostgreSQL versions.
 *
 * Supported: 15 to 18, and 19 as of its first release candidate.  No other file
 * may test PG_VERSION_NUM.  Wrappers carry the signature of the newest version.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMPAT_H
#define HYGIENE_COMPAT_H

#include "postgres.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/tableam.h"
#include "catalog/pg_constraint.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "parser/scanner.h"
#include "pgstat.h"
#include "storage/bufmgr.h"
#include "storage/smgr.h"
#include "utils/backend_status.h"
#include "utils/guc.h"
#include "utils/guc_tables.h"
#include "utils/jsonb.h"

#if PG_VERSION_NUM < 150000
#error "pg_hygiene needs PostgreSQL 15 or later"
#endif

/* 16: RelFileNode became RelFileLocator, and with it the type of the number */
#if PG_VERSION_NUM < 160000
typedef Oid HygieneFileNumber;
#else
#include "common/relpath.h"
#include "varatt.h"
typedef RelFileNumber HygieneFileNumber;
#endif

/* 16: what archives WAL is declared with the archive modules */
#if PG_VERSION_NUM >= 160000
#include "archive/archive_module.h"
#else
#include "postmaster/pgarch.h"
#endif

/* 16: object_ownercheck replaced the per-catalog functions */
#if PG_VERSION_NUM < 160000
#define hygiene_owns_relation(relid, roleid) pg_class_ownercheck(relid, roleid)
#else
#define hygiene_owns_relation(relid, roleid) \
	object_ownercheck(RelationRelationId, relid, roleid)
#endif

/* 17: the setting event_triggers switches all event triggers off */
#if PG_VERSION_NUM >= 170000
#include "commands/event_trigger.h"
#define hygiene_event_triggers_on() (event_triggers)
#else
#define hygiene_event_triggers_on() (true)
#endif

/* 18: foreign keys can be NOT ENFORCED or temporal; NOT NULL is a constraint row */
#if PG_VERSION_NUM >= 180000
#define hygiene_con_enforced(con) ((con)->conenforced)
#define hygiene_con_period(con) ((con)->conperiod)
#define HYGIENE_CONTYPE_NOTNULL CONSTRAINT_NOTNULL
#else
#define hygiene_con_enforced(con) (true)
#define hygiene_con_period(con) (false)
#define HYGIENE_CONTYPE_NOTNULL 'n'
#endif

/*
 * Cumulative statistics of a relation: scans counted since the last reset,
 * and the time of the last one where the server keeps it (16 and later).
 */
#define hygiene_stat_scans(entry) ((entry)->numscans)
#if PG_VERSION_NUM >= 160000
#define hygiene_stat_last_scan(entry) ((entry)->lastscan)
#else
#define hygiene_stat_last_scan(entry) (0)
#endif

/* What this session has done with a relation and not yet reported. */
#if PG_VERSION_NUM >= 160000
#define hygiene_tabstat_counts(entry) ((entry)->counts)
#define hygiene_tabstat_scans(entry) ((entry)->counts.numscans)
#else
#define hygiene_tabstat_counts(entry) ((entry)->t_counts)
#define hygiene_tabstat_scans(entry) ((entry)->t_counts.t_numscans)
#endif

/* 17: LockHeldByMe can also be asked for stronger locks */
#if PG_VERSION_NUM >= 170000
#define hygiene_lock_held_by_me(tag, mode) LockHeldByMe(tag, mode, false)
#else
#define hygiene_lock_held_by_me(tag, mode) LockHeldByMe(tag, mode)
#endif

/*
 * The locks of this backend in the shared table, under the lock of a partition of
 * that; 16: lists are of another kind.
 */
#if PG_VERSION_NUM >= 160000
#define hygiene_foreach_proclock(proclock, list) \
	for (dlist_node *_node = dlist_is_empty(list) ? NULL : dlist_head_node(list); \
		 _node != NULL && ((proclock) = dlist_container(PROCLOCK, procLink, _node)) != NULL; \
		 _node = dlist_has_next(list, _node) ? dlist_next_node(list, _node) : NULL)
#else
#define hygiene_next_proclock(list, link) \
	((PROCLOCK *) SHMQueueNext(list, link, offsetof(PROCLOCK, procLink)))
#define hygiene_foreach_proclock(proclock, list) \
	for ((proclock) = hygiene_next_proclock(list, list); (proclock) != NULL; \
		 (proclock) = hygiene_next_proclock(list, &(proclock)->procLink))
#endif

/* Those beside it, a relation and three modes from the first on a slot; 18: in groups. */
#if PG_VERSION_NUM >= 180000
#define HYGIENE_LOCK_SLOTS FastPathLockSlotsPerBackend()
#define hygiene_lock_slot_bits(slot) \
	((MyProc->fpLockBits[(slot) / FP_LOCK_SLOTS_PER_GROUP] >> \
	  (3 * ((slot) % FP_LOCK_SLOTS_PER_GROUP))) & 7)
#else
#define HYGIENE_LOCK_SLOTS FP_LOCK_SLOTS_PER_BACKEND
#define hygiene_lock_slot_bits(slot) ((MyProc->fpLockBits >> (3 * (slot))) & 7)
#endif

/* 17: backends are found by their number */
#if PG_VERSION_NUM >= 170000
#define hygiene_vxid_proc(vxid) ProcNumberGetProc((vxid).procNumber)
#else
#define hygiene_vxid_proc(vxid) BackendIdGetProc((vxid).backendId)
#endif

/*
 * 16: the counters of a relation have other names: live rows, rows changed since the
 * last ANALYZE, whether it was analyzed since the counting began, and when it was last
 * vacuumed and analyzed (0: never).
 */
#if PG_VERSION_NUM >= 160000
#define hygiene_stat_live_rows(entry) ((entry)->live_tuples)
#define hygiene_stat_changed_rows(entry) ((entry)->mod_since_analyze)
#define hygiene_stat_analyzed(entry) ((entry)->analyze_count + (entry)->autoanalyze_count > 0)
#define hygiene_stat_vacuumed_at(entry) ((entry)->last_vacuum_time)
#define hygiene_stat_autovacuumed_at(entry) ((entry)->last_autovacuum_time)
#define hygiene_stat_analyzed_at(entry) ((entry)->last_analyze_time)
#define hygiene_stat_autoanalyzed_at(entry) ((entry)->last_autoanalyze_time)
#else
#define hygiene_stat_live_rows(entry) ((entry)->n_live_tuples)
#define hygiene_stat_changed_rows(entry) ((entry)->changes_since_analyze)
#define hygiene_stat_analyzed(entry) \
	((entry)->analyze_count + (entry)->autovac_analyze_count > 0)
#define hygiene_stat_vacuumed_at(entry) ((entry)->vacuum_timestamp)
#define hygiene_stat_autovacuumed_at(entry) ((entry)->autovac_vacuum_timestamp)
#define hygiene_stat_analyzed_at(entry) ((entry)->analyze_timestamp)
#define hygiene_stat_autoanalyzed_at(entry) ((entry)->autovac_analyze_timestamp)
#endif

/*
 * Reads the first block of a relation that is known by its files alone; 16
 * renamed what says where they are.
 */
static inline Buffer
hygiene_read_first_block(Oid tablespace, Oid database, HygieneFileNumber number,
						 bool permanent)
{
#if PG_VERSION_NUM >= 160000
	RelFileLocator files = {tablespace, database, number};
#else
	RelFileNode files = {tablespace, database, number};
#endif

	return ReadBufferWithoutRelcache(files, MAIN_FORKNUM, 0, RBM_NORMAL, NULL, permanent);
}

/*
 * Blocks of the main fork of a permanent relation that is known by its files
 * alone; InvalidBlockNumber if there is no such file.
 */
static inline BlockNumber
hygiene_main_fork_blocks(Oid tablespace, Oid database, HygieneFileNumber number)
{
#if PG_VERSION_NUM >= 170000
	RelFileLocator files = {tablespace, database, number};
	SMgrRelation smgr = smgropen(files, INVALID_PROC_NUMBER);
#elif PG_VERSION_NUM >= 160000
	RelFileLocator files = {tablespace, database, number};
	SMgrRelation smgr = smgropen(files, InvalidBackendId);
#else
	RelFileNode files = {tablespace, database, number};
	SMgrRelation smgr = smgropen(files, InvalidBackendId);
#endif

	return smgrexists(smgr, MAIN_FORKNUM) ? smgrnblocks(smgr, MAIN_FORKNUM) : InvalidBlockNumber;
}

/* As ALTER TABLE ... ENABLE ALWAYS TRIGGER; 16 knows of partitions' triggers. */
static inline void
hygiene_enable_trigger_always(Relation rel, const char *tgname)
{
#if PG_VERSION_NUM >= 160000
	EnableDisableTrigger(rel, tgname, InvalidOid, TRIGGER_FIRES_ALWAYS, false, false,
						 ShareRowExclusiveLock);
#else
	EnableDisableTrigger(rel, tgname, TRIGGER_FIRES_ALWAYS, false, ShareRowExclusiveLock);
#endif
}

/* Makes room on a page that is pinned, where that can be had at once; 19 asks for more. */
static inline void
hygiene_prune_page(Relation rel, Buffer buffer)
{
#if PG_VERSION_NUM >= 190000
	Buffer		vmbuffer = InvalidBuffer;

	heap_page_prune_opt(rel, buffer, &vmbuffer, false);
	if (BufferIsValid(vmbuffer))
		ReleaseBuffer(vmbuffer);
#else
	heap_page_prune_opt(rel, buffer);
#endif
}

/* 16: the backends' states are numbered apart from the backends */
#if PG_VERSION_NUM >= 160000
#define hygiene_local_backend_status(i) pgstat_get_local_beentry_by_index(i)
#else
#define hygiene_local_backend_status(i) pgstat_fetch_stat_local_beentry(i)
#endif

/* 16: what a check hook hands over in *extra is freed with guc_free */
#if PG_VERSION_NUM >= 160000
#define hygiene_guc_malloc(size) guc_malloc(LOG, size)
#define hygiene_guc_free(pointer) guc_free(pointer)
#else
#define hygiene_guc_malloc(size) malloc(size)
#define hygiene_guc_free(pointer) free(pointer)
#endif

/* 16: all settings, as an array */
static inline struct config_generic **
hygiene_all_settings(int *nsettings)
{
#if PG_VERSION_NUM >= 160000
	return get_guc_variables(nsettings);
#else
	*nsettings = GetNumConfigOptions();
	return get_guc_variables();
#endif
}

/*
 * Rows of a relation that this session has inserted, updated or deleted and
 * not yet reported, of this transaction and before; 17: what find_tabstat_entry()
 * returns is summed up already, and a copy.
 */
static inline int64
hygiene_pending_changes(Oid relid)
{
	PgStat_TableStatus *entry = find_tabstat_entry(relid);
	int64		changes;

	if (entry == NULL)
		return 0;
#if PG_VERSION_NUM >= 160000
	changes = entry->counts.tuples_inserted + entry->counts.tuples_updated +
		entry->counts.tuples_deleted;
#else
	changes = entry->t_counts.t_tuples_inserted + entry->t_counts.t_tuples_updated +
		entry->t_counts.t_tuples_deleted;
#endif
#if PG_VERSION_NUM < 170000
	for (PgStat_TableXactStatus *trans = entry->trans; trans != NULL; trans = trans->upper)
		changes += trans->tuples_inserted + trans->tuples_updated + trans->tuples_deleted;
#endif
	return changes;
}

/* 18: a query is always run once */
#if PG_VERSION_NUM >= 180000
#define hygiene_executor_run(query) ExecutorRun(query, ForwardScanDirection, 0)
#else
#define hygiene_executor_run(query) ExecutorRun(query, ForwardScanDirection, 0, true)
#endif

/* 16: settings live in a hash table that find_option searches */
#if PG_VERSION_NUM < 160000
/* As guc.c sorts them. */
static inline int
hygiene_setting_cmp(const void *name, const void *setting)
{
	return pg_strcasecmp((const char *) name,
						 (*(struct config_generic *const *) setting)->name);
}
#endif

static inline struct config_generic *
hygiene_find_setting(const char *name)
{
#if PG_VERSION_NUM >= 160000
	return find_option(name, false, true, DEBUG1);
#else
	struct config_generic **found;

	found = (struct config_generic **) bsearch(name, get_guc_variables(),
											   GetNumConfigOptions(),
											   sizeof(struct config_generic *),
											   hygiene_setting_cmp);
	return found ? *found : NULL;
#endif
}

/* 19: says whether what it returns is the caller's to free */
#if PG_VERSION_NUM >= 190000
#define hygiene_stat_table(shared, relid) pgstat_fetch_stat_tabentry_ext(shared, relid, NULL)
#else
#define hygiene_stat_table(shared, relid) pgstat_fetch_stat_tabentry_ext(shared, relid)
#endif

/* 19: scans take flags of their caller; 18: those of indexes count for EXPLAIN */
#if PG_VERSION_NUM >= 190000
#define HYGIENE_SCAN_FLAGS , SO_NONE
#else
#define HYGIENE_SCAN_FLAGS
#endif
#define hygiene_beginscan(rel, snapshot) table_beginscan(rel, snapshot, 0, NULL HYGIENE_SCAN_FLAGS)
#if PG_VERSION_NUM >= 180000
#define HYGIENE_SCAN_COUNTS NULL,
#else
#define HYGIENE_SCAN_COUNTS
#endif
#define hygiene_index_beginscan(rel, index, snapshot, nkeys) \
	index_beginscan(rel, index, snapshot, HYGIENE_SCAN_COUNTS nkeys, 0 HYGIENE_SCAN_FLAGS)

/* 19: what settings of each type have of their own is in a union */
#if PG_VERSION_NUM >= 190000
#define hygiene_enum_text(setting, value) config_enum_lookup_by_value(setting, value)
#define hygiene_enum_reset_value(setting) ((setting)->_enum.reset_val)
#else
#define hygiene_enum_text(setting, value) \
	config_enum_lookup_by_value((struct config_enum *) (setting), value)
#define hygiene_enum_reset_value(setting) (((const struct config_enum *) (setting))->reset_val)
#endif

/* 19: log_min_messages is a level for each type of process */
#if PG_VERSION_NUM >= 190000
#define hygiene_log_min_messages (log_min_messages[MyBackendType])
#else
#define hygiene_log_min_messages log_min_messages
#endif

/* 19: CLUSTER is a way to say REPACK, which may stand for VACUUM FULL, too */
#if PG_VERSION_NUM >= 190000
#define hygiene_is_cluster(node) IsA(node, RepackStmt)
#else
#define hygiene_is_cluster(node) IsA(node, ClusterStmt)
#endif

/* Keeps a scanner from warning of backslashes; 19 has no such warnings. */
static inline void
hygiene_scan_in_silence(core_yy_extra_type *extra)
{
#if PG_VERSION_NUM < 190000
	extra->escape_string_warning = false;
#endif
}

/* What a jsonb value is built in; 19 keeps the result beside the state. */
#if PG_VERSION_NUM >= 190000
typedef JsonbInState HygieneJson;
#define hygiene_push_json(state, token, value) pushJsonbValue(state, token, value)
#else
typedef struct HygieneJson
{
	JsonbParseState *parse;
	JsonbValue *result;
} HygieneJson;
#define hygiene_push_json(state, token, value) \
	((state)->result = pushJsonbValue(&(state)->parse, token, value))
#endif

#endif							/* HYGIENE_COMPAT_H */
