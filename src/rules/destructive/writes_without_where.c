/*-------------------------------------------------------------------------
 *
 * writes_without_where.c
 *		Rules about writes to every row of a table.
 *
 * The guard looks at the plan: what the planner folded away (WHERE true) is no
 * condition.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/describe.h"

static void
judge_all_rows(const HygieneRule *rule, const Change *change,
			   const RuleContext *context, FindingSink *sink)
{
	bool		deletes = change->kind == CHANGE_ALL_ROWS_DELETED;
	HygieneFinding *finding = finding_relation(rule, change->before);

	finding->message = psprintf("%s %s touches every row (%s) because it has no condition; add a WHERE clause, or say why it is meant [%s]",
								deletes ? "DELETE from" : "UPDATE of",
								describe_relation(change->before),
								describe_rows(change->before->size.rows, "all of them"),
								rule->name);
	finding->detail = psprintf("Conditions that are always true, such as WHERE true, do not count.  The table takes up %s.",
							   describe_bytes(change->before->size.bytes));
	finding->data_loss = true;
	finding_measure(finding, &change->before->size);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "delete_without_where", .category = "destructive", .kind = ON_CHANGE,
		.when = WHEN_HOOK, .level = LEVEL_OFF, .sqlstate = "PH0W1",
		.change_kinds = CHANGE_BIT(CHANGE_ALL_ROWS_DELETED), .judge = judge_all_rows,
		.title = "DELETE without a condition",
		.why = "A DELETE whose WHERE clause was forgotten or is always true empties the table.  It is the commonest way to lose a table's rows by hand.",
		.cure = "Add a WHERE clause that names the rows.",
		.source = "PostgreSQL manual, DELETE",
	},
	{
		.name = "update_without_where", .category = "destructive", .kind = ON_CHANGE,
		.when = WHEN_HOOK, .level = LEVEL_OFF, .sqlstate = "PH0W2",
		.change_kinds = CHANGE_BIT(CHANGE_ALL_ROWS_UPDATED), .judge = judge_all_rows,
		.title = "UPDATE without a condition",
		.why = "An UPDATE whose WHERE clause was forgotten or is always true overwrites a value in every row.  The old values are gone.",
		.cure = "Add a WHERE clause that names the rows.",
		.source = "PostgreSQL manual, UPDATE",
	},
};

const RuleFamily hygiene_family_writes_without_where = {rules, lengthof(rules)};
