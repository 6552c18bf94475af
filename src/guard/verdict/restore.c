/*-------------------------------------------------------------------------
 *
 * restore.c
 *		Sessions that restore a dump, and what they are allowed.
 *
 * A dump creates its objects one by one, their keys and indexes later, in
 * databases where this extension came first.  It is reported by the settings that
 * pg_dump and pg_restore write before anything else, all by SET in this
 * session: a few of them under the programs' own names, all of them under
 * another, so that what is only like a dump does not silence a session.
 *
 * Who may switch us off is only recorded.  Of others, too, nothing is refused
 * that loses nothing, as an annotation would do for it: but it is reported, and the
 * journal has it as what it was.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/extension.h"
#include "commands/trigger.h"
#include "compat.h"
#include "fmgr.h"
#include "guard/verdict/restore.h"
#include "miscadmin.h"
#include "rules/rule.h"
#include "utils/acl.h"
#include "utils/guc.h"

typedef struct HeadSetting
{
	const char *name;
	const char *value;			/* NULL: any */
} HeadSetting;

/* What the head of a dump sets, whichever options it was made with. */
static const HeadSetting dump_head[] = {
	{"check_function_bodies", "off"},
	{"row_security", NULL},
	{"search_path", ""},
	/* enough, under a name that we know; older dumps have no more either */
	{"statement_timeout", "0"},
	{"lock_timeout", "0"},
	{"idle_in_transaction_session_timeout", "0"},
	{"client_encoding", NULL},
	{"standard_conforming_strings", "on"},
	{"xmloption", "content"},
	{"client_min_messages", "warning"},
};

#define NAMED_HEAD 3

/* What pg_dumpall writes before it drops databases. */
static const HeadSetting cluster_head[] = {
	{"default_transaction_read_only", "off"},
	{"client_encoding", NULL},
	{"standard_conforming_strings", "on"},
};

/* What comes in no dump, not in one that cleans either. */
static const char *const never_dumped[] = {
	"delete_without_where", "detach_partition", "drop_column", "drop_owned",
	"lossy_type_change", "move_to_schema", "rename_column", "rename_schema",
	"rename_table", "update_without_where"
};

static bool
set_here(const HeadSetting *head, int nhead)
{
	for (int i = 0; i < nhead; i++)
	{
		struct config_generic *setting = hygiene_find_setting(head[i].name);

		if (setting == NULL || setting->source != PGC_S_SESSION)
			return false;
		if (head[i].value != NULL &&
			strcmp(GetConfigOption(head[i].name, false, false), head[i].value) != 0)
			return false;
	}
	return true;
}

static bool
own_name(void)
{
	return application_name != NULL &&
		(strcmp(application_name, "pg_restore") == 0 || strcmp(application_name, "psql") == 0);
}

static bool
may_switch_off(Oid roleid)
{
	return superuser_arg(roleid) ||
		pg_parameter_aclcheck("hygiene.mode", roleid, ACL_SET) == ACLCHECK_OK;
}

RestoreKind
restore_kind(void)
{
	bool		cluster = false;

	if (check_function_bodies)
	{
		cluster = set_here(cluster_head, lengthof(cluster_head));
		if (!cluster)
			return RESTORE_NONE;
	}
	else if (!set_here(dump_head, own_name() ? NAMED_HEAD : lengthof(dump_head)))
		return RESTORE_NONE;

	/*
	 * a restore may take on the owner of each object for it (SET SESSION
	 * AUTHORIZATION)
	 */
	if (may_switch_off(GetUserId()) ||
		(GetSessionUserId() != GetAuthenticatedUserId() && may_switch_off(GetAuthenticatedUserId())))
		return RESTORE_RECORDED;
	return cluster ? RESTORE_NONE : RESTORE_BY_SETTINGS;
}

HygieneLevel
restore_level(RestoreKind kind, const HygieneFinding *finding, HygieneLevel level)
{
	const HygieneRule *rule = finding->rule;

	if (kind == RESTORE_NONE)
		return level;
	for (int i = 0; i < lengthof(never_dumped); i++)
	{
		if (strcmp(rule->name, never_dumped[i]) == 0)
			return level;
	}
	/* pg_restore -j truncates what it has just created */
	if (strcmp(rule->name, "truncate") == 0 && !finding->empty)
		return level;
	if (kind == RESTORE_RECORDED)
		return Min(level, LEVEL_AUDIT);
	if (strcmp(rule->category, "destructive") == 0)
		return level;
	return Min(level, LEVEL_WARNING);
}

void
restore_report(RestoreKind kind)
{
	static bool reported = false;

	if (reported || kind != RESTORE_RECORDED || own_name())
		return;
	reported = true;
	ereport(WARNING,
			(errmsg("this session looks like the restore of a dump: what would be refused or told is only recorded, in hygiene.journal"),
			 errhint("If it is none: RESET ALL; or connect anew.")));
}

PG_FUNCTION_INFO_V1(hygiene_restoring);

/*
 * restoring() boolean: true if rows that are inserted now come from elsewhere, by
 * a dump, by replication, or from an earlier version of the extension.
 */
Datum
hygiene_restoring(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(creating_extension ||
				   SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA ||
				   restore_kind() != RESTORE_NONE);
}
