/*-------------------------------------------------------------------------
 *
 * global.c
 *		DROP DATABASE and DROP TABLESPACE.
 *
 * Where the extension is not installed in the current database there is no
 * journal to write to; the annotation is asked for all the same.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_database.h"
#include "catalog/pg_tablespace.h"
#include "commands/dbcommands.h"
#include "commands/tablespace.h"
#include "facts/change.h"
#include "guard/answers.h"
#include "guard/comments.h"
#include "guard/global.h"
#include "guard/judge.h"
#include "guard/verdict.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

static void
keep(HygieneFinding *finding, FindingSink *sink)
{
	List	  **findings = (List **) sink->arg;
	JudgedFinding *judged = palloc0(sizeof(JudgedFinding));

	finding->alone = true;
	judged->finding = finding;
	*findings = lappend(*findings, judged);
}

static void
judge(ChangeKind kind, const ObjectFacts *object, int64 bytes, CommandTag tag)
{
	List	   *findings = NIL;
	FindingSink sink = {keep, &findings};
	Change		change = {0};

	change.kind = kind;
	change.object = object;
	change.rows = -1;
	change.bytes = bytes;
	answers_note_comments();
	rules_judge(&change, WHEN_BIT(WHEN_HOOK), settings_rule_context(), &sink);
	verdict_pass(findings, tag, comments_statement_text);
}

void
global_judge_database(const char *datname)
{
	ObjectFacts database = {0};

	database.classid = DatabaseRelationId;
	database.objid = get_database_oid(datname, true);
	if (!OidIsValid(database.objid))
		return;
	database.kind = "database";
	database.name = pstrdup(datname);
	judge(CHANGE_DATABASE_DROPPED, &database, -1, CMDTAG_DROP_DATABASE);
}

void
global_judge_tablespace(const char *spcname)
{
	ObjectFacts tablespace = {0};

	tablespace.classid = TableSpaceRelationId;
	tablespace.objid = get_tablespace_oid(spcname, true);
	if (!OidIsValid(tablespace.objid))
		return;
	tablespace.kind = "tablespace";
	tablespace.name = pstrdup(spcname);
	judge(CHANGE_TABLESPACE_DROPPED, &tablespace, -1, CMDTAG_DROP_TABLESPACE);
}
