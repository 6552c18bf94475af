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

typedef struct VerdictState
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
} VerdictState;

static char *how_to_allow(List *findings);

/* What would have become of a finding, to whoever rehearses a script. */
static void
report_to_rehearsal(const VerdictState *state, const JudgedFinding *judged, HygieneFinding *finding,
					const char *verdict, HygieneLevel level, const char *reason,
					const char *backup)
{
	RehearsalSink *sink = rehearsal_sink_current();
	const char *allow = NULL;
	int			number = sink->number;

	if (state->at_commit)
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
journal(VerdictState *state, const JudgedFinding *judged, const HygieneFinding *finding,
		Verdict verdict, const char *reason, const char *backup)
{
	CommandTag	tag = state->tag;
	const char *text = state->text;

	if (!hygiene_journal)
		return;
	if (state->at_commit)
	{
		tag = judged->affected ? judged->affected->tag : CMDTAG_COMMIT;
		text = judged->affected ? judged->affected->statement : NULL;
	}
	else if (text == NULL && state->get_text != NULL)
		text = state->text = state->get_text();

	if (state->planned)
	{
		deferred_journal_add(finding, verdict, reason, backup, GetCommandTagName(tag), text);
		return;
	}
	journal_add(finding, verdict, reason, backup, GetCommandTagName(tag), text);
	state->journaled = true;
}

/*
 * Allowed, warned about or recorded: what goes to the journal, or to a
 * rehearsal.
 */
static void
record(VerdictState *state, const JudgedFinding *judged, HygieneFinding *finding,
	   Verdict verdict, HygieneLevel level, const char *reason, const char *backup)
{
	if (rehearsal_sink_current() != NULL)
		report_to_rehearsal(state, judged, finding, verdict_name(verdict), level, reason, backup);
	else
		journal(state, judged, finding, verdict, reason, backup);
}

static void
warn(VerdictState *state, const JudgedFinding *judged, HygieneFinding *finding, const char *reason)
{
	if (rehearsal_sink_current() == NULL)
		state->warnings = lappend(state->warnings, finding);
	record(state, judged, finding, VERDICT_WARNED, LEVEL_WARNING, reason, NULL);
}

static void
refuse(VerdictState *state, const JudgedFinding *judged, HygieneFinding *finding)
{
	if (rehearsal_sink_current() != NULL)
		report_to_rehearsal(state, judged, finding, "refused", LEVEL_ERROR, NULL, NULL);
	else
		state->errors = lappend(state->errors, finding);
}

/* The level after everything that softens it. */
static HygieneLevel
level_in_force(const VerdictState *state, const HygieneFinding *finding)
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
weigh(VerdictState *state, JudgedFinding *judged)
{
	HygieneFinding *finding = judged->finding;
	HygieneLevel unless_restored;
	HygieneLevel level;
	const char *reason;
	Annotation *annotation;
	Waiver	   *waiver;

	if (!state->at_commit && rehearses_built_index())
		finding->cap = Min(finding->cap, LEVEL_WARNING);
	unless_restored = level_in_force(state, finding);
	level = restore_level(state->restore, finding, unless_restored);
	reason = level < unless_restored ? "a dump was being restored" : NULL;

	/* marks the annotation used, also where none is needed */
	annotation = state->at_commit ? annotations_find_commit(finding) : annotations_find(finding);
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
				refuse(state, judged, irreversible);
			else
				warn(state, judged, irreversible, annotation->reason);
		}
		record(state, judged, finding, VERDICT_ALLOWED, level, annotation->reason,
			   annotation->backup);
		return;
	}

	waiver = waiver_find(finding, NULL);
	if (waiver != NULL)
	{
		record(state, judged, finding, VERDICT_ALLOWED, level,
			   psprintf("waived: %s", waiver->reason), NULL);
		return;
	}

	/* a defect that stays is in every audit: the journal need not have it too */
	if (rule_is_state(finding->rule) && finding_level(finding) <= LEVEL_AUDIT)
		return;

	switch (level)
	{
		case LEVEL_ERROR:
			refuse(state, judged, finding);
			break;
		case LEVEL_WARNING:
			warn(state, judged, finding, reason);
			break;
		default:
			record(state, judged, finding, VERDICT_RECORDED, level, reason, NULL);
			break;
	}
	state->let_through |= reason != NULL;
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
pass(VerdictState *state, List *findings)
{
	ListCell   *lc;

	if (findings == NIL)
		return;

	state->restore = restore_kind();
	foreach(lc, findings)
		weigh(state, (JudgedFinding *) lfirst(lc));

	/* what was journaled is to be seen by later statements */
	if (state->journaled)
		CommandCounterIncrement();

	if (state->let_through)
		restore_report(state->restore);
	foreach(lc, state->warnings)
		report_warning((HygieneFinding *) lfirst(lc),
					   how_to_allow(list_make1(lfirst(lc))));
	if (state->errors != NIL)
		report_error(state->errors, how_to_allow(state->errors));
}

void
verdict_pass(List *findings, CommandTag tag, char *(*get_text) (void))
{
	VerdictState state = {0};

	state.tag = tag;
	state.get_text = get_text;
	pass(&state, findings);
}

void
verdict_pass_planned(List *findings, CommandTag tag, char *(*get_text) (void))
{
	VerdictState state = {0};

	state.planned = true;
	state.tag = tag;
	state.get_text = get_text;
	pass(&state, findings);
}

void
verdict_pass_commit(List *findings)
{
	VerdictState state = {0};

	state.at_commit = true;
	pass(&state, findings);
}
