/*-------------------------------------------------------------------------
 *
 * secrets.c
 *		Family of secrets: columns that keep them readable.
 *
 * Which names are those of secrets is the business of words/secret.c.  A name
 * such as "password" does not tell whether a hash is stored; the length of the
 * type and, in audits, the form of the values that statistics know may.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/retype.h"
#include "rules/types.h"
#include "words/hints.h"
#include "words/secret.h"

static bool
wants_secret(const AttributeFacts *att)
{
	return types_is_character(att->type) && (name_hints(att->attname) & HINT_SECRET) != 0;
}

/* What to do about a secret of that kind; whole sentences. */
static const char *
cure_of(const char *kind)
{
	if (strncmp(kind, "a password", 10) == 0)
		return "Keep a salted hash made for passwords (argon2id, scrypt, bcrypt) if it is only compared, encrypt it outside of the database if it must be read again. If it holds a hash already, its name should say so, or waive the finding.";
	if (strncmp(kind, "a card", 6) == 0)
		return "Leave card data to the payment provider and keep the token that it gives for them.";
	if (strcmp(kind, "a key") == 0)
		return "Keep keys in a secret store, or encrypt them outside of the database; a key that is only compared needs no more than its hash.";
	return "What is only compared needs no more than its hash: sha256() of a long random value is enough.";
}

static void
check_plaintext_secret(const HygieneRule *rule, const RelationFacts *rel,
					   const RuleContext *context, FindingSink *sink)
{
	if (!retype_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		const StatisticFacts *stats = att->stats;
		SecretJudgement secret;
		HygieneFinding *finding;
		StringInfoData detail;

		if (att->attinhcount > 0 || !wants_secret(att))
			continue;
		secret = secret_judge(att->attname, rel->relname, types_length(att->type),
							  att->type->base == BPCHAROID);
		if (secret.verdict != SECRET_PLAIN)
			continue;

		/* hex digits are a token as well as a hash, but no password */
		if (stats && stats->nvalues >= TYPES_ENOUGH_VALUES && stats->hashes == stats->nvalues &&
			strncmp(secret.kind, "a password", 10) == 0)
			continue;

		finding = retype_finding(rule, rel, att);
		finding->message = psprintf("%s seems to keep %s in clear text; %s [%s]",
									describe_column(rel, att), secret.kind,
									strncmp(secret.kind, "a card", 6) == 0 ?
									"leave it to the payment provider" :
									"store a hash, or encrypt it", rule->name);
		finding->hint = pstrdup(cure_of(secret.kind));
		finding_evidence_text(finding, "word", secret.word);
		finding_evidence_text(finding, "kind", secret.kind);
		initStringInfo(&detail);
		appendStringInfo(&detail, "Whoever reads the table, a backup or a replica of it can use what it holds. Taken for %s because of the word \"%s\".",
						 secret.kind, secret.word);
		if (stats && stats->nvalues > 0 && strncmp(secret.kind, "a password", 10) == 0)
			appendStringInfo(&detail, " By the statistics, %s.",
							 types_tell_statistics(finding, stats->hashes, stats->nvalues,
												   "hashes by their form"));
		finding->detail = detail.data;
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "plaintext_secret",
		.category = "contents",
		.kind = RULE_STATE,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH030",
		.title = "Secret in a plain text column",
		.why = "A secret in clear is lost with the first backup, log or query result that gets into wrong hands. "
		"A hash is enough wherever a secret is only compared, and encryption keeps the rest.",
		.cure = "Store a hash, or encrypt the value outside of the database.",
		.source = "OWASP, \"Password Storage Cheat Sheet\"; PCI DSS, requirement 3",
		.check = check_plaintext_secret,
		.wants = wants_secret,
		.wants_statistics = wants_secret,
	},
};

const RuleFamily hygiene_family_secrets = {rules, lengthof(rules)};
