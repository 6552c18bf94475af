/*-------------------------------------------------------------------------
 *
 * lossy_type_change.c
 *		Rule about stored values that a change of type alters or loses.
 *
 * Which pair of types loses what is in type_change_loss.c.  A USING clause leaves no
 * trace in the catalogs, so the pair is judged by the casts that a plain ALTER
 * TYPE would use.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "mb/pg_wchar.h"
#include "rules/describe.h"
#include "rules/destructive/type_change_loss.h"
#include "utils/builtins.h"

/* A name for the new column beside the old one, never longer than names are. */
static char *
new_column_name(const char *attname)
{
	static const char suffix[] = "_new";
	int			len = strlen(attname);

	len = pg_mbcliplen(attname, len, NAMEDATALEN - sizeof(suffix));
	return psprintf("%.*s%s", len, attname, suffix);
}

static void
judge_lossy_type_change(const HygieneRule *rule, const Change *change,
						const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const AttributeFacts *before = change->att_before;
	const AttributeFacts *after = change->att_after;
	const TypeLoss *loss;
	HygieneFinding *finding;
	const char *where;

	/* nothing is stored elsewhere, or it is computed anew */
	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		before->attgenerated != '\0')
		return;

	/* a child's column follows its parent's, where it is told */
	if (before->attinhcount > 0)
		return;

	loss = type_change_loss(before->type, after->type);
	if (loss == NULL)
		return;

	finding = finding_column(rule, rel, before);
	finding_measure(finding, &rel->size);
	finding->bytes = -1;		/* the column's share is not known */
	finding->data_loss = !finding->empty;
	finding->cap = loss->cap;
	finding_evidence_text(finding, "from_type", before->type->name);
	finding_evidence_text(finding, "to_type", after->type->name);

	where = finding->empty ? ", though the table is empty" :
		psprintf(" in %s", describe_rows(finding->rows, "all"));
	finding->message = psprintf("changing %s from %s to %s %s%s; "
								"add a new column beside it, or say why it is meant [%s]",
								describe_column(rel, before),
								before->type->name, after->type->name,
								loss->what, where, rule->name);
	finding->detail = loss->detail;
	finding->remedy = psprintf("ALTER TABLE %s ADD COLUMN %s %s;",
							   facts_relation_name(rel),
							   quote_identifier(new_column_name(before->attname)),
							   after->type->name);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		CHANGE_RULE("lossy_type_change", WHEN_NOW, LEVEL_ERROR, "PH052",
					CHANGE_BIT(CHANGE_COLUMN_RETYPED), judge_lossy_type_change),
		.title = "a change of type can alter or lose stored values",
		.why = "Changing a type passes every stored value through a cast, and some casts round, cut or reinterpret silently. "
		"Once it has committed, the old values are gone.",
		.cure = "Add a column of the new type, fill it, compare, and drop the old column later.",
		.source = "https://www.postgresql.org/docs/current/sql-altertable.html",
	},
};

const RuleFamily hygiene_family_lossy_type_change = {rules, lengthof(rules)};
