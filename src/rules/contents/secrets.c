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
#include "facts/code/texts.h"
#include "lib/stringinfo.h"
#include "rules/alter_column_type.h"
#include "rules/describe.h"
#include "words/hints.h"
#include "words/secret.h"
#include "words/secret_literal.h"

static bool
wants_secret(const AttributeFacts *att)
{
	return types_is_character(att->type) && (name_hints(att->attname) & HINT_SECRET) != 0;
}

/* It tells a user of Django, see is_frameworks_hash(). */
static bool
is_last_login(const AttributeFacts *att)
{
	return strcmp(att->attname, "last_login") == 0;
}

static bool
wants_secret_or_user(const AttributeFacts *att)
{
	return wants_secret(att) || is_last_login(att);
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

/*
 * Frameworks keep hashes under bare names that nobody may change: Django in all
 * that are users to it, Laravel in its users and its resets of passwords.  The
 * length that they are declared with and the column beside them tell them; that
 * has to be one which wants_secret_or_user() wants, or audits do not see it.
 */
static bool
is_frameworks_hash(const RelationFacts *rel, const AttributeFacts *att)
{
	int			length = types_length(att->type);

	if (strcmp(att->attname, "token") == 0)
		return length == 255 && (strcmp(rel->relname, "password_reset_tokens") == 0 ||
								 strcmp(rel->relname, "password_resets") == 0);
	if (strcmp(att->attname, "password") != 0 || (length != 128 && length != 255))
		return false;
	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *beside = &rel->atts[i];

		if (length == 128 ? is_last_login(beside) :
			strcmp(beside->attname, "remember_token") == 0)
			return true;
	}
	return false;
}

static void
check_plaintext_secret(const HygieneRule *rule, const RelationFacts *rel,
					   const RuleContext *context, FindingSink *sink)
{
	if (!alter_type_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		const StatisticFacts *stats = att->stats;
		SecretJudgement secret;
		HygieneFinding *finding;
		StringInfoData detail;

		if (att->attinhcount > 0 || !wants_secret(att) || is_frameworks_hash(rel, att))
			continue;
		secret = secret_judge(att->attname, rel->relname, types_length(att->type),
							  att->type->base == BPCHAROID);
		if (secret.verdict != SECRET_PLAIN)
			continue;

		/* hex digits are a token as well as a hash, but no password */
		if (stats && stats->nvalues >= TYPES_ENOUGH_VALUES && stats->hashes == stats->nvalues &&
			strncmp(secret.kind, "a password", 10) == 0)
			continue;

		finding = alter_type_finding(rule, rel, att);
		finding->message = psprintf("%s seems to keep %s in clear text; %s [%s]",
									describe_column(rel, att), secret.kind,
									strncmp(secret.kind, "a card", 6) == 0 ?
									"leave it to the payment provider" :
									"store a hash, or encrypt it", rule->name);
		finding->hint = cure_of(secret.kind);
		finding_evidence_text(finding, "word", secret.word);
		finding_evidence_text(finding, "kind", secret.kind);
		initStringInfo(&detail);
		appendStringInfo(&detail, "Whoever reads the table, a backup or a replica of it can use what it holds. Taken for %s because of the word \"%s\".",
						 secret.kind, secret.word);
		if (stats && stats->nvalues > 0 && strncmp(secret.kind, "a password", 10) == 0)
			appendStringInfo(&detail, " By the statistics, %s.",
							 finding_evidence_statistics(finding, stats->hashes, stats->nvalues,
														 "hashes by their form"));
		finding->detail = detail.data;
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * literal_secret
 * ---------------------------------------------------------------------
 */

static const char *
literal_kind(const TextFacts *text, int *line)
{
	const char *kind = NULL;

	*line = 1;
	if (text->key != NULL)
		kind = secret_literal_named(text->place == TEXT_DEFAULT && text->attname ?
									text->attname : text->key, text->text);
	return kind != NULL ? kind :
		secret_literal_find(text->text, text->place == TEXT_FUNCTION, line);
}

static const char *
literal_place(const TextFacts *text, int line)
{
	switch (text->place)
	{
		case TEXT_DEFAULT:
			return "its default";
		case TEXT_FUNCTION:
			return psprintf("line %d of its body", line);
		case TEXT_VIEW:
			return "its query";
		case TEXT_COMMENT:
			return "its comment";
		case TEXT_OPTION:
			return text->key ? psprintf("its option \"%s\"", text->key) :
				"its connection string";
		case TEXT_STATEMENTS:
			return "its body";
		case TEXT_ARGUMENT:
			return "the default of an argument";
		case TEXT_CONDITION:
			return "its condition";
		case TEXT_TRIGGER_ARGUMENT:
			return "its arguments";
	}
	return "";
}

static bool
wants_literal_secret(const TextFacts *text)
{
	int			line;

	/* a default's column is not named yet */
	return (text->place == TEXT_DEFAULT && text->key != NULL) ||
		literal_kind(text, &line) != NULL;
}

static void
check_literal_secret(const HygieneRule *rule, const TextFacts *text,
					 const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	int			line;
	const char *kind = literal_kind(text, &line);

	if (kind == NULL)
		return;
	finding = finding_new(rule, text->classid, text->objid, text->objsubid, text->kind);
	if (text->nspname)
		finding_name(finding, text->nspname, text->name,
					 text->attname ? text->attname : text->part, text->attname != NULL);
	else
		finding_name(finding, text->name, NULL, NULL, false);
	finding->message = psprintf("%s \"%s\" has %s written into %s; keep it outside of the database, and change it [%s]",
								text->kind, finding->object, kind, literal_place(text, line),
								rule->name);
	finding->detail = "The catalogs are in every dump and open to nearly everybody who can connect. A secret that once stood there is known, so it needs a successor and not only another place.";
	finding->hint = text->place == TEXT_OPTION ?
		"Use a password file, a certificate or a service file of the server in place of the option." :
		"Hand it in from outside, as an argument or as a setting of the session.";
	finding_evidence_text(finding, "kind", kind);
	finding_evidence_text(finding, "place", literal_place(text, line));
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "plaintext_secret",
		.category = "contents",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH030",
		.title = "Secret in a plain text column",
		.why = "A secret in clear is lost with the first backup, log or query result that gets into wrong hands. "
		"A hash is enough wherever a secret is only compared, and encryption keeps the rest.",
		.cure = "Store a hash, or encrypt the value outside of the database.",
		.source = "OWASP, \"Password Storage Cheat Sheet\"; PCI DSS, requirement 3",
		.check = check_plaintext_secret,
		.needs.parts = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.needs.columns = wants_secret_or_user,
		.needs.only_columns = true,
		.needs.statistics = wants_secret,
	},
	{
		.name = "literal_secret",
		.category = "contents",
		.kind = ON_TEXT,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH031",
		.title = "Secret written into the schema",
		.why = "Function bodies, defaults, views and comments can be read by nearly everybody who can connect, and are part of every dump. "
		"A secret in them cannot be changed without a migration, and never leaves the backups.",
		.cure = "Keep it outside of the database, and replace what has been readable.",
		.source = "OWASP, \"Secrets Management Cheat Sheet\"",
		.needs.text = wants_literal_secret,
		.check_text = check_literal_secret,
	},
};

const RuleFamily hygiene_family_secrets = {rules, lengthof(rules)};
