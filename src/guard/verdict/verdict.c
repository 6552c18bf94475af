/*-------------------------------------------------------------------------
 *
 * verdict.c
 *		Findings weighed: level, waiver, annotation; then reported and journaled.
 *
 * Collect first, flush once: an author who made three mistakes hears of all
 * three.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/annotations/annotation.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/collect/rehearsal_sink.h"
#include "guard/judge/judged_finding.h"
#include "guard/verdict/deferred_journal.h"
#include "guard/verdict/restore.h"
#include "guard/verdict/verdict.h"
#include "record/backup.h"
#include "record/journal.h"
#include "record/level.h"
#include "record/report.h"
#include "record/waiver.h"
#include "settings.h"
#include "utils/builtins.h"

typedef struct Docket
{
	bool		at_commit;
	bool		planned;		/* the command has only begun */
	bool		journaled;
	RestoreKind restore;
	bool		let_through;	/* something, because of that */
	CommandTag	tag;
	char	   *(*get_text) (void);
	const char *text;			/* asked for once */
	List	   *warnings;
	List	   *errors;
} Docket;

static char *how_to_allow(List *findings);

/* What would have become of a finding, to whoever rehearses a script. */
static void
tell_rehearsal(const Docket *docket, const JudgedFinding *judged, HygieneFinding *finding,
			   const char *verdict, HygieneLevel level, const char *reason,
			   const char *backup)
{
	RehearsalSink *sink = rehearsal_sink_current();
	const char *allow = NULL;
	int			number = sink->number;

	if (docket->at_commit)
		number = judged->affected ? judged->affected->location : 0;
	else if (sink->concurrently)
	{
		/* what it would do to others is rehearsed by a command that does more */
		if (strcmp(finding->rule->category, "traffic") == 0)
			return;
		finding->alone = true;
	}
	if (level >= LEVEL_WARNING && reason == NULL)
		allow = how_to_allow(list_make1(finding));
	sink->finding(finding, verdict, level,
				  report_hint(finding, allow, level == LEVEL_ERROR),
				  reason, backup, number, sink->arg);
}

static void
journal(Docket *docket, const JudgedFinding *judged, const HygieneFinding *finding,
		Verdict verdict, const char *reason, const char *backup)
{
	CommandTag	tag = docket->tag;
	const char *text = docket->text;

	if (!hygiene_journal)
		return;
	if (docket->at_commit)
	{
		tag = judged->affected ? judged->affected->tag : CMDTAG_COMMIT;
		text = judged->affected ? judged->affected->statement : NULL;
	}
	else if (text == NULL && docket->get_text != NULL)
		text = docket->text = docket->get_text();

	if (docket->planned)
	{
		deferred_journal_add(finding, verdict, reason, backup, GetCommandTagName(tag), text);
		return;
	}
	journal_add(finding, verdict, reason, backup, GetCommandTagName(tag), text);
	docket->journaled = true;
}

/*
 * Allowed, warned about or recorded: what goes to the journal, or to a
 * rehearsal.
 */
static void
record(Docket *docket, const JudgedFinding *judged, HygieneFinding *finding,
	   Verdict verdict, HygieneLevel level, const char *reason, const char *backup)
{
	if (rehearsal_sink_current() != NULL)
		tell_rehearsal(docket, judged, finding, verdict_name(verdict), level, reason, backup);
	else
		journal(docket, judged, finding, verdict, reason, backup);
}

static void
warn(Docket *docket, const JudgedFinding *judged, HygieneFinding *finding, const char *reason)
{
	if (rehearsal_sink_current() == NULL)
		docket->warnings = lappend(docket->warnings, finding);
	record(docket, judged, finding, VERDICT_WARNED, LEVEL_WARNING, reason, NULL);
}

static void
refuse(Docket *docket, const JudgedFinding *judged, HygieneFinding *finding)
{
	if (rehearsal_sink_current() != NULL)
		tell_rehearsal(docket, judged, finding, "refused", LEVEL_ERROR, NULL, NULL);
	else
		docket->errors = lappend(docket->errors, finding);
}

/* The level after everything that softens it. */
static HygieneLevel
level_in_force(const Docket *docket, const HygieneFinding *finding)
{
	HygieneLevel level = finding_level(finding);

	if (finding->empty && !rule_is_state(finding->rule))
	{
		if (hygiene_empty_tables == EMPTY_IGNORE)
			return LEVEL_OFF;
		if (hygiene_empty_tables == EMPTY_WARN)
			level = Min(level, LEVEL_WARNING);
	}
	if (hygiene_mode == MODE_WARN)
		level = Min(level, LEVEL_WARNING);
	return level;
}

/* Allowed, but the owner wants a backup of what cannot be recovered. */
static bool
lacks_backup(const HygieneFinding *finding, const char *backup)
{
	return hygiene_require_backup && finding->data_loss && !finding->empty &&
		(backup == NULL || backup[0] == '\0') && !backup_is_recent();
}

/*
 * Returns whether the index would be there already, so that no error takes it
 * back.
 */
static bool
rehearses_built_index(void)
{
	const RehearsalSink *sink = rehearsal_sink_current();

	return sink != NULL && sink->concurrently && sink->utility != NULL &&
		IsA(sink->utility, IndexStmt);
}

static void
weigh(Docket *docket, JudgedFinding *judged)
{
	HygieneFinding *finding = judged->finding;
	HygieneLevel unless_restored;
	HygieneLevel level;
	const char *reason;
	Annotation *annotation;
	Waiver	   *waiver;

	if (!docket->at_commit && rehearses_built_index())
		finding->cap = Min(finding->cap, LEVEL_WARNING);
	unless_restored = level_in_force(docket, finding);
	level = restore_level(docket->restore, finding, unless_restored);
	reason = level < unless_restored ? "a dump was being restored" : NULL;

	/* marks the annotation used, also where none is needed */
	annotation = docket->at_commit ? annotations_find_commit(finding) : annotations_find(finding);
	if (level == LEVEL_OFF)
		return;

	if (annotation != NULL)
	{
		if (lacks_backup(finding, annotation->backup) && reason == NULL)
		{
			HygieneFinding *irreversible = rules_follow(finding);

			irreversible->hint = psprintf("SET LOCAL hygiene.allow = %s;",
										  quote_literal_cstr(psprintf("%s %s because %s, backup ...",
																	  finding->rule->name,
																	  finding->object,
																	  annotation->reason)));

			if (hygiene_mode != MODE_WARN)
				refuse(docket, judged, irreversible);
			else
				warn(docket, judged, irreversible, annotation->reason);
		}
		record(docket, judged, finding, VERDICT_ALLOWED, level, annotation->reason,
			   annotation->backup);
		return;
	}

	waiver = waiver_find(finding, NULL);
	if (waiver != NULL)
	{
		record(docket, judged, finding, VERDICT_ALLOWED, level,
			   psprintf("waived: %s", waiver->reason), NULL);
		return;
	}

	/* a defect that stays is in every audit: the journal need not have it too */
	if (rule_is_state(finding->rule) && finding_level(finding) <= LEVEL_AUDIT)
		return;

	switch (level)
	{
		case LEVEL_ERROR:
			refuse(docket, judged, finding);
			break;
		case LEVEL_WARNING:
			warn(docket, judged, finding, reason);
			break;
		default:
			record(docket, judged, finding, VERDICT_RECORDED, level, reason, NULL);
			break;
	}
	docket->let_through |= reason != NULL;
}

/* One line that would allow all of them; NULL where no annotation would. */
static char *
how_to_allow(List *findings)
{
	List	   *answerable = NIL;
	ListCell   *lc;

	foreach(lc, findings)
	{
		HygieneFinding *finding = (HygieneFinding *) lfirst(lc);

		/* this one requires more than a reason; its own hint names it */
		if (!(finding->rule->kind & ON_ALLOWED))
			answerable = lappend(answerable, finding);
	}
	return answerable == NIL ? NULL : annotation_suggest_list(answerable);
}

static void
pass(Docket *docket, List *findings)
{
	ListCell   *lc;

	if (findings == NIL)
		return;

	docket->restore = restore_kind();
	foreach(lc, findings)
		weigh(docket, (JudgedFinding *) lfirst(lc));

	/* what was journaled is to be seen by later statements */
	if (docket->journaled)
		CommandCounterIncrement();

	if (docket->let_through)
		restore_report(docket->restore);
	foreach(lc, docket->warnings)
		report_warning((HygieneFinding *) lfirst(lc),
					   how_to_allow(list_make1(lfirst(lc))));
	if (docket->errors != NIL)
		report_error(docket->errors, how_to_allow(docket->errors));
}

void
verdict_pass(List *findings, CommandTag tag, char *(*get_text) (void))
{
	Docket		docket = {0};

	docket.tag = tag;
	docket.get_text = get_text;
	pass(&docket, findings);
}

void
verdict_pass_planned(List *findings, CommandTag tag, char *(*get_text) (void))
{
	Docket		docket = {0};

	docket.planned = true;
	docket.tag = tag;
	docket.get_text = get_text;
	pass(&docket, findings);
}

void
verdict_pass_commit(List *findings)
{
	Docket		docket = {0};

	docket.at_commit = true;
	pass(&docket, findings);
}
