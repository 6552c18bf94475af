/*-------------------------------------------------------------------------
 *
 * renames.c
 *		Rules about names that running code relies on.
 *
 * Judged at commit, so that a view under the old name, made in the same
 * transaction, can stand in for it: then the rename is only recorded.  Indexes
 * are never told, since no query names them.  Sequences are recorded only: a
 * column's default follows a rename, nextval('name') in client code does not.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "rules/describe.h"
#include "utils/builtins.h"

static bool
is_named_by_queries(const RelationFacts *rel)
{
	return rel->relkind == RELKIND_RELATION ||
		rel->relkind == RELKIND_PARTITIONED_TABLE ||
		rel->relkind == RELKIND_VIEW ||
		rel->relkind == RELKIND_MATVIEW ||
		rel->relkind == RELKIND_FOREIGN_TABLE ||
		rel->relkind == RELKIND_SEQUENCE;
}

/*
 * The relation is called differently now: "verb" is "renaming" or "moving".
 * Shared by rename_table and move_to_schema, which may both be true at once.
 */
static void
judge_relation(const HygieneRule *rule, const Change *change, const char *verb,
			   FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding;
	char	   *old_name;
	char	   *new_name;

	if (!is_named_by_queries(rel))
		return;

	old_name = facts_relation_name(rel);
	new_name = facts_relation_name(change->after);
	finding = finding_relation(rule, rel);
	finding_evidence_text(finding, "new_name", new_name);
	finding->detail = describe_circumstances(change, &rel->size);

	if (change->stand_in != NULL || change->replaced)
	{
		finding->cap = LEVEL_AUDIT;
		finding->message = psprintf("%s %s to \"%s\" leaves %s under the old name [%s]",
									verb, describe_relation(rel), new_name,
									change->stand_in ?
									psprintf("view \"%s\"", change->stand_in) :
									"another relation",
									rule->name);
	}
	else if (rel->relkind == RELKIND_SEQUENCE)
	{
		finding->cap = LEVEL_AUDIT;
		finding->message = psprintf("%s %s to \"%s\" breaks code that calls nextval() by the old name; "
									"column defaults follow by themselves [%s]",
									verb, describe_relation(rel), new_name, rule->name);
	}
	else
	{
		/* queries rarely name a partition, they name its root */
		if (rel->relispartition)
			finding->cap = LEVEL_WARNING;
		finding->remedy = psprintf("CREATE VIEW %s AS SELECT * FROM %s;",
								   old_name, new_name);
		finding->message = psprintf("%s %s to \"%s\" breaks code that uses the old name; "
									"create a view of the old name in the same transaction, "
									"or say why it is meant [%s]",
									verb, describe_relation(rel), new_name, rule->name);
	}
	sink->add(finding, sink);
}

static void
judge_rename_table(const HygieneRule *rule, const Change *change,
				   const RuleContext *context, FindingSink *sink)
{
	judge_relation(rule, change, "renaming", sink);
}

static void
judge_move_to_schema(const HygieneRule *rule, const Change *change,
					 const RuleContext *context, FindingSink *sink)
{
	judge_relation(rule, change, "moving", sink);
}

static void
judge_rename_column(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const AttributeFacts *before = change->att_before;
	const AttributeFacts *after = change->att_after;
	HygieneFinding *finding;

	/* a child's column follows its parent's, where it is told */
	if (before->attinhcount > 0)
		return;

	finding = finding_column(rule, rel, before);
	finding_evidence_text(finding, "new_name", after->attname);
	finding->detail = describe_circumstances(change, NULL);
	if (change->stand_in != NULL)
	{
		finding->cap = LEVEL_AUDIT;
		finding->message = psprintf("renaming %s to \"%s\" leaves view \"%s\" with the old name [%s]",
									describe_column(rel, before), after->attname,
									change->stand_in, rule->name);
	}
	else
	{
		finding->message = psprintf("renaming %s to \"%s\" breaks code that uses the old name; "
									"add a new column beside it, or say why it is meant [%s]",
									describe_column(rel, before), after->attname, rule->name);
		if (rel->relkind == RELKIND_RELATION || rel->relkind == RELKIND_PARTITIONED_TABLE)
			finding->remedy = psprintf("ALTER TABLE %s ADD COLUMN %s %s;",
									   facts_relation_name(rel),
									   quote_identifier(after->attname),
									   before->type->name);
	}
	sink->add(finding, sink);
}

static void
judge_rename_schema(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	finding = finding_new(rule, NamespaceRelationId, object->objid, 0, "schema");
	finding_name(finding, object->name, NULL, NULL, false);
	finding_evidence_text(finding, "new_name", change->object_after->name);
	finding->detail = describe_circumstances(change, NULL);
	if (change->replaced)
	{
		finding->cap = LEVEL_AUDIT;
		finding->message = psprintf("renaming schema \"%s\" to \"%s\" leaves another schema under the old name [%s]",
									object->name, change->object_after->name, rule->name);
	}
	else
		finding->message = psprintf("renaming schema \"%s\" to \"%s\" breaks code and search_path settings "
									"that use the old name; " SAY_WHY " [%s]",
									object->name, change->object_after->name, rule->name);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		CHANGE_RULE("rename_table", WHEN_COMMIT, LEVEL_ERROR, "PH053",
					CHANGE_BIT(CHANGE_RELATION_RENAMED), judge_rename_table),
		.title = "a table or view is renamed and nothing answers to the old name",
		.why = "Code that is running right now says the old name and fails as soon as this commits. "
		"A view under the old name keeps it working until the code has moved on.",
		.cure = "Create a view of the old name in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS",
	},
	{
		CHANGE_RULE("rename_column", WHEN_COMMIT, LEVEL_ERROR, "PH054",
					CHANGE_BIT(CHANGE_COLUMN_RENAMED), judge_rename_column),
		.title = "a column is renamed",
		.why = "Code that is running right now says the old name and fails as soon as this commits. "
		"Views follow a rename by themselves, but function bodies and clients do not.",
		.cure = "Add a new column, fill it, move readers and writers over, and drop the old one later.",
		.source = "https://www.postgresql.org/docs/current/sql-altertable.html",
	},
	{
		CHANGE_RULE("rename_schema", WHEN_COMMIT, LEVEL_ERROR, "PH055",
					CHANGE_BIT(CHANGE_SCHEMA_RENAMED), judge_rename_schema),
		.title = "a schema is renamed",
		.why = "Every qualified name and every search_path that mentions the schema stops working at once. "
		"Functions with a fixed search_path keep the old name too.",
		.cure = "Make a new schema and move its tables over one by one, with views left behind.",
		.source = "https://www.postgresql.org/docs/current/sql-alterschema.html",
	},
	{
		CHANGE_RULE("move_to_schema", WHEN_COMMIT, LEVEL_ERROR, "PH056",
					CHANGE_BIT(CHANGE_RELATION_MOVED), judge_move_to_schema),
		.title = "a table or view moves to another schema and nothing answers to the old name",
		.why = "Code finds a table by its schema or by search_path, and both may miss it after the move. "
		"A view in the old schema keeps the code working until it has moved on.",
		.cure = "Create a view of the old name in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/ddl-schemas.html",
	},
};

const RuleFamily hygiene_family_renames = {rules, lengthof(rules)};
