/*-------------------------------------------------------------------------
 *
 * row_security.c
 *		Family of code: row security and privileges that do not do what they
 *		seem to.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "facts/code/schemas.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/acl.h"
#include "utils/builtins.h"

/* So many tables are named one by one. */
#define MAX_TABLES_TOLD 10

static void
check_definer_view(const HygieneRule *rule, const RelationFacts *rel,
				   const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	StringInfoData detail;
	int			told = Min(rel->nbypassed, MAX_TABLES_TOLD);

	if (rel->nbypassed == 0)
		return;
	finding = finding_relation(rule, rel);
	finding->message = psprintf("%s shows rows that row security would hide, because it reads with its owner's rights; make it security_invoker [%s]",
								describe_relation(rel), rule->name);
	initStringInfo(&detail);
	appendStringInfoString(&detail, "The policies count for nothing on: ");
	for (int i = 0; i < told; i++)
		appendStringInfo(&detail, "%s%s", i > 0 ? ", " : "", rel->bypassed[i]);
	if (told < rel->nbypassed)
		appendStringInfo(&detail, " and %d more", rel->nbypassed - told);
	appendStringInfoChar(&detail, '.');
	finding->detail = detail.data;
	finding->remedy = psprintf("ALTER VIEW %s SET (security_invoker = true);",
							   facts_relation_name(rel));
	sink->add(finding, sink);
}

static void
check_policy_without_rls(const HygieneRule *rule, const RelationFacts *rel,
						 const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;

	if (rel->npolicies == 0 || rel->relrowsecurity)
		return;
	finding = finding_relation(rule, rel);
	finding->message = psprintf("%s has policies that count for nothing; enable row level security [%s]",
								describe_relation(rel), rule->name);
	finding->detail = psprintf("Policy \"%s\"%s without effect as long as row security is not enabled.",
							   rel->policies[0].polname,
							   rel->npolicies == 1 ? " is" :
							   psprintf(" and %d more are", rel->npolicies - 1));
	finding->remedy = psprintf("ALTER TABLE %s ENABLE ROW LEVEL SECURITY;",
							   facts_relation_name(rel));
	sink->add(finding, sink);
}

/* A partition that nobody is to reach but through its parent is well so. */
static void
check_rls_without_policy(const HygieneRule *rule, const RelationFacts *rel,
						 const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;

	if (!rel->relrowsecurity || rel->relispartition)
		return;
	for (int i = 0; i < rel->npolicies; i++)
	{
		if (rel->policies[i].polpermissive)
			return;
	}
	finding = finding_relation(rule, rel);
	finding->message = psprintf("%s has row security but no %s, so that %s sees any row; create the policies [%s]",
								describe_relation(rel),
								rel->npolicies > 0 ? "permissive policy" : "policy",
								rel->relforcerowsecurity ? "nobody" : "nobody but its owner",
								rule->name);
	finding->detail = "Queries of others do not fail; they find nothing.";
	finding->hint = psprintf("Create what is missing: CREATE POLICY ... ON %s USING (...);",
							 facts_relation_name(rel));
	sink->add(finding, sink);
}

/* Does the policy have a say in that command? */
static bool
covers(const PolicyFacts *policy, char command)
{
	return policy->polcmd == '*' || policy->polcmd == command;
}

/* A restrictive policy for everybody narrows what a permissive one opens. */
static bool
is_narrowed(const RelationFacts *rel, char command)
{
	for (int i = 0; i < rel->npolicies; i++)
	{
		const PolicyFacts *policy = &rel->policies[i];

		if (!policy->polpermissive && policy->to_public && covers(policy, command) &&
			((policy->has_qual && !policy->qual_true) ||
			 (policy->has_check && !policy->check_true)))
			return true;
	}
	return false;
}

/* The first command that the policy lets everybody do with any row, or NULL. */
static const char *
opened_command(const RelationFacts *rel, const PolicyFacts *policy)
{
	/* what is written must pass WITH CHECK, or USING where there is none */
	bool		writes = policy->has_check ? policy->check_true : policy->qual_true;

	if (covers(policy, ACL_DELETE_CHR) && policy->qual_true && !is_narrowed(rel, ACL_DELETE_CHR))
		return "DELETE";
	if (covers(policy, ACL_UPDATE_CHR) && policy->qual_true && !is_narrowed(rel, ACL_UPDATE_CHR))
		return "UPDATE";
	if (covers(policy, ACL_INSERT_CHR) && writes && !is_narrowed(rel, ACL_INSERT_CHR))
		return "INSERT";
	return NULL;
}

/*
 * Reading may be meant for everybody, and a policy for some roles says whom it
 * trusts; a write policy for everybody that lets every row pass is none.
 */
static void
check_always_true_policy(const HygieneRule *rule, const RelationFacts *rel,
						 const RuleContext *context, FindingSink *sink)
{
	if (!rel->relrowsecurity)
		return;
	for (int i = 0; i < rel->npolicies; i++)
	{
		const PolicyFacts *policy = &rel->policies[i];
		const char *command;
		HygieneFinding *finding;

		if (!policy->polpermissive || !policy->to_public)
			continue;
		command = opened_command(rel, policy);
		if (command == NULL)
			continue;
		finding = finding_part(rule, rel, PolicyRelationId, policy->polid, policy->polname,
							   "policy");
		finding->message = psprintf("policy \"%s\" of %s lets everybody %s any row; say which rows, or to which roles [%s]",
									policy->polname, describe_relation(rel), command, rule->name);
		finding->detail = psprintf("Its %s is true for every row, and it is for all roles.",
								   policy->qual_true ? "USING expression" : "WITH CHECK expression");
		finding->hint = psprintf("Narrow it: ALTER POLICY %s ON %s %s (...);",
								 quote_identifier(policy->polname), facts_relation_name(rel),
								 policy->qual_true ? "USING" : "WITH CHECK");
		sink->add(finding, sink);
	}
}

static void
check_public_create(const HygieneRule *rule, const SchemaFacts *schema,
					const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;

	if (!schema->public_create)
		return;
	finding = finding_new(rule, NamespaceRelationId, schema->nspoid, 0, "schema");
	finding_name(finding, schema->nspname, NULL, NULL, false);
	finding->message = psprintf("everybody may create objects in schema \"%s\"; take CREATE back from PUBLIC [%s]",
								schema->nspname, rule->name);
	finding->detail = "Any role can put a table or function there that others then use by mistake.";
	finding->remedy = psprintf("REVOKE CREATE ON SCHEMA %s FROM PUBLIC;",
							   quote_identifier(schema->nspname));
	sink->add(finding, sink);
}

#define SECURITY_RULE(name_, sqlstate_, kind_) \
	.name = name_, .category = "code", .kind = kind_, .when = WHEN_COMMIT, \
	.level = LEVEL_AUDIT, .sqlstate = sqlstate_

static const HygieneRule rules[] = {
	{
		SECURITY_RULE("definer_view", "PH084", ON_RELATION),
		.title = "a view shows rows that row security would hide",
		.why = "A view reads its tables with the rights of its owner, whom row security does not bind. "
		"Everybody who may read the view sees all rows, whatever the policies say.",
		.cure = "Set security_invoker = true, so that the view reads with the rights of whoever asks.",
		.source = "https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-SECURITY",
		.check = check_definer_view,
		.needs.views = true,
	},
	{
		SECURITY_RULE("policy_without_rls", "PH085", ON_RELATION),
		.title = "a table has policies but row security is not enabled",
		.why = "A policy has no effect until row security is enabled on its table. "
		"The table looks guarded and shows every row to everybody who may read it.",
		.cure = "Enable row level security on the table.",
		.source = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
		.check = check_policy_without_rls,
	},
	{
		SECURITY_RULE("always_true_policy", "PH086", ON_RELATION),
		.title = "a policy lets everybody write any row",
		.why = "An expression that is true for every row takes nothing out. "
		"The table counts as guarded by row security, and is open to everybody.",
		.cure = "Write the condition that tells whose rows they are, or name the roles it is for.",
		.source = "https://www.postgresql.org/docs/current/sql-createpolicy.html",
		.check = check_always_true_policy,
	},
	{
		SECURITY_RULE("rls_without_policy", "PH087", ON_RELATION),
		.title = "row security is enabled and nothing is allowed",
		.why = "Without a policy that permits something, row security hides every row. "
		"Queries do not fail, so the mistake looks like an empty table.",
		.cure = "Create a policy for whoever is to see the rows.",
		.source = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
		.check = check_rls_without_policy,
	},
	{
		SECURITY_RULE("public_create", "PH088", ON_SCHEMA),
		.title = "everybody may create objects in a schema",
		.why = "Whoever can create objects in a schema on the search_path of others can put their own in the place of what those meant. "
		"Code then runs with the rights of the one who was misled.",
		.cure = "Take CREATE back from PUBLIC and grant it to the roles that need it.",
		.source = "https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS",
		.check_schema = check_public_create,
	},
};

const RuleFamily hygiene_family_row_security = {rules, lengthof(rules)};
