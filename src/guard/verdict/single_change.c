/*-------------------------------------------------------------------------
 *
 * single_change.c
 *		One change judged by itself, apart from what a statement touched.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/judge/judged_finding.h"
#include "guard/verdict/single_change.h"
#include "guard/verdict/verdict.h"
#include "rules/rule.h"
#include "settings.h"

static void
keep(HygieneFinding *finding, FindingSink *sink)
{
	List	  **findings = (List **) sink->arg;
	JudgedFinding *judged = palloc0(sizeof(JudgedFinding));

	judged->finding = finding;
	*findings = lappend(*findings, judged);
}

void
judge_one(const Change *change, bool alone, CommandTag tag)
{
	List	   *findings = NIL;
	FindingSink sink = {keep, &findings};

	rules_judge(change, WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_HOOK), settings_rule_context(),
				&sink);
	if (findings == NIL)
		return;
	foreach_judged(judged, findings)
		judged->finding->alone = alone;
	answers_note_comments();
	verdict_pass(findings, tag, running_text);
}
