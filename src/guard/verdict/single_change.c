/*-------------------------------------------------------------------------
 *
 * single_change.c
 *		One change judged by itself, apart from what a statement affected.
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
add_finding(HygieneFinding *finding, FindingSink *sink)
{
	List	  **findings = (List **) sink->arg;
	JudgedFinding *judged = palloc0(sizeof(JudgedFinding));

	judged->finding = finding;
	*findings = lappend(*findings, judged);
}

void
judge_single_change(const Change *change, bool alone, CommandTag tag)
{
	List	   *findings = NIL;
	FindingSink sink = {add_finding, &findings};

	rules_judge(change, WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_HOOK), settings_rule_context(),
				&sink);
	if (findings == NIL)
		return;
	foreach_judged(judged, findings)
		judged->finding->alone = alone;
	annotations_read();
	verdict_pass(findings, tag, query_text);
}
