/*-------------------------------------------------------------------------
 *
 * rule.h
 *		What a rule is.
 *
 * A rule is a pure function of facts: no catalog access, no ereport, no
 * settings, no state.  A state rule looks at one relation's facts and finds
 * defects; it runs on the facts before and after a change (only what is new
 * counts) and, in an audit, on every relation.  A change rule looks at one
 * Change.
 *
 * To add a rule: write it in the file of its family, give it an entry in that
 * file's table (see HYGIENE_RULES in registry.c), one regress test, and run
 * "make docs".  Its setting hygiene.<name>, its row in hygiene.rules and its
 * SQLSTATEs come from the entry.
 *
 * An example of a state rule:
 *
 *	static void
 *	check_money_type(const HygieneRule *rule, const RelationFacts *rel,
 *					 const RuleContext *context, FindingSink *sink)
 *	{
 *		for (int i = 0; i < rel->natts; i++)
 *		{
 *			const AttributeFacts *att = &rel->atts[i];
 *			HygieneFinding *finding;
 *
 *			if (att->type->base != CASHOID || att->attinhcount > 0)
 *				continue;
 *			finding = finding_new(rule, RelationRelationId, rel->relid,
 *								  att->attnum, "column");
 *			finding_name(finding, rel->nspname, rel->relname, att->attname, true);
 *			finding->message = psprintf("column \"%s\" of %s \"%s\" … [%s]", …,
 *										rule->name);
 *			finding->remedy = …;
 *			sink->add(finding, sink);
 *		}
 *	}
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RULE_H
#define HYGIENE_RULE_H

#include "facts/change/change.h"
#include "facts/facts.h"
#include "rules/finding.h"
#include "words/money.h"

typedef enum RuleWhen
{
	WHEN_NOW,					/* at the statement */
	WHEN_COMMIT,				/* before the transaction commits */
	WHEN_HOOK,					/* at the statement, if the library is loaded */
	WHEN_AUDIT					/* audits only */
} RuleWhen;

typedef enum RuleKind
{
	RULE_STATE,
	RULE_CHANGE
} RuleKind;

/* What the settings say that rules need, handed in so that they need not ask. */
typedef struct RuleContext
{
	MoneyWords	money_words;
	MoneyWords	not_money_words;

	/* what a statement's text said, where there is one */
	bool		at_statement;
	const List *long_names;		/* of char *: names in it that are too long */
	int			unused_index_days;	/* statistics that tell of less are not
									 * heard */
	int			backup_max_age; /* minutes */

	/* audits: what is found of no object in particular is found of this */
	Oid			dbid;
	const char *datname;
} RuleContext;

typedef struct HygieneRule HygieneRule;

struct FunctionFacts;
struct SchemaFacts;
struct DatabaseFacts;
struct TextFacts;

struct HygieneRule
{
	const char *name;			/* also the setting hygiene.<name> */
	const char *category;		/* "types", "keys", "destructive" … */
	RuleKind	kind;
	RuleWhen	when;
	HygieneLevel level;			/* on a fresh CREATE EXTENSION */
	const char *sqlstate;		/* "PH001": as an error; as a warning it is
								 * "01H" and the last two of these, see
								 * rule_warning_sqlstate() */
	const char *title;			/* one line */
	const char *why;			/* two sentences a beginner understands */
	const char *cure;
	const char *source;			/* where the claim can be looked up */

	/*
	 * State rules have one of check, check_function, check_schema,
	 * check_database or the across callbacks, and may have check_database
	 * besides for what they did not look at; the others are NULL.
	 */
	void		(*check) (const HygieneRule *rule, const RelationFacts *rel,
						  const RuleContext *context, FindingSink *sink);

	/* the same for one function; its facts are in facts/code/functions.h */
	void		(*check_function) (const HygieneRule *rule,
								   const struct FunctionFacts *function,
								   const RuleContext *context, FindingSink *sink);

	/* the same for one schema; facts/code/schemas.h */
	void		(*check_schema) (const HygieneRule *rule, const struct SchemaFacts *schema,
								 const RuleContext *context, FindingSink *sink);

	/*
	 * Neither check nor across_observe would do anything with a relation that
	 * has no attribute which the rule wants, so that audits need not ask.
	 */
	bool		only_wanted;

	/*
	 * Of check, as FACTS_ bits: the parts that it must be handed to see
	 * whether there is a defect, and what must have been added to a relation
	 * for a new one to arise; 0 is everything.  A new relation is always
	 * judged.
	 */
	uint32		looks_at;
	uint32		arises_with;
	int			raises_above;	/* check may raise a finding above the level,
								 * of a relation of more rows than this; 0:
								 * never */

	/* check looks at views as well; audits read them for such rules only */
	bool		views;

	/* the same for the database as a whole; facts/database/database.h; audits only */
	void		(*check_database) (const HygieneRule *rule,
								   const struct DatabaseFacts *database,
								   const RuleContext *context, FindingSink *sink);

	/*
	 * The same for a text in the catalogs; facts/code/texts.h; audits only.
	 * wants_text sees each before its object has a name, and says whether it
	 * may matter.
	 */
	bool		(*wants_text) (const struct TextFacts *text);
	void		(*check_text) (const HygieneRule *rule, const struct TextFacts *text,
							   const RuleContext *context, FindingSink *sink);

	/*
	 * Rules that compare relations with each other; whole audits only.  begin
	 * pallocs the rule's own compact state, observe sees every relation once
	 * and keeps what it needs, finish tells, and lets go of each finding when
	 * it is told.  A rule that would keep too much stops keeping, and says so
	 * in a finding.
	 */
	void	   *(*across_begin) (const HygieneRule *rule);
	void		(*across_observe) (const HygieneRule *rule, void *state,
								   const RelationFacts *rel, const RuleContext *context);
	void		(*across_finish) (const HygieneRule *rule, void *state,
								  const RuleContext *context, FindingSink *sink);

	/*
	 * Of this attribute, would the rule use what pg_statistic knows?  Audits
	 * only; att->stats stays NULL where nothing is known or the caller may
	 * not read it.
	 */
	bool		(*wants_statistics) (const AttributeFacts *att);

	/*
	 * Of this attribute of a key, would the rule use what sequence feeds it;
	 * and then, with that and its statistics known, what foreign keys tie it
	 * to? Audits only.
	 */
	bool		(*wants_sequence) (const AttributeFacts *att);
	bool		(*wants_linked) (const AttributeFacts *att);

	/*
	 * Would this attribute, met in an audit's stream, matter to the rule?
	 * NULL: the rule looks at no attributes.  (Attributes of keys are always
	 * kept.)  The answer must not depend on attnum: it is remembered for
	 * attributes that are otherwise alike.
	 */
	bool		(*wants) (const AttributeFacts *att);

	/* change rules: called for every change of these kinds */
	uint64		change_kinds;	/* CHANGE_BIT()s */
	void		(*judge) (const HygieneRule *rule, const Change *change,
						  const RuleContext *context, FindingSink *sink);
};

#define CHANGE_BIT(kind) (UINT64CONST(1) << (kind))

/* A family: the rules of one file. */
typedef struct RuleFamily
{
	const HygieneRule *rules;
	int			nrules;
} RuleFamily;

/* The families, one exported table a file (registry.c lists them). */
extern const RuleFamily hygiene_family_money;	/* float_money.c */
extern const RuleFamily hygiene_family_types;	/* types.c */
extern const RuleFamily hygiene_family_keys;	/* unindexed_foreign_key.c */
extern const RuleFamily hygiene_family_links;	/* foreign_keys.c */
extern const RuleFamily hygiene_family_indexes; /* indexes.c */
extern const RuleFamily hygiene_family_duplication; /* numbered_columns.c */
extern const RuleFamily hygiene_family_secrets; /* secrets.c */
extern const RuleFamily hygiene_family_blobs;	/* blob_column.c */
extern const RuleFamily hygiene_family_injection;	/* injection.c */
extern const RuleFamily hygiene_family_code;	/* mutable_search_path.c */
extern const RuleFamily hygiene_family_policies;	/* row_security.c */
extern const RuleFamily hygiene_family_identifiers; /* identifiers.c */
extern const RuleFamily hygiene_family_drops;	/* drops.c */
extern const RuleFamily hygiene_family_drop_containers; /* drop_containers.c */
extern const RuleFamily hygiene_family_names;	/* renames.c */
extern const RuleFamily hygiene_family_values;	/* lossy_type_change.c */
extern const RuleFamily hygiene_family_guardrails;	/* drop_safeguards.c */
extern const RuleFamily hygiene_family_protections; /* weakened_safeguards.c */
extern const RuleFamily hygiene_family_extension_adoption;	/* extension_adoption.c */
extern const RuleFamily hygiene_family_database;	/* database_rules.c */
extern const RuleFamily hygiene_family_usage;	/* table_usage.c */
extern const RuleFamily hygiene_family_guarding;	/* guard_bypassed.c */

extern const RuleFamily hygiene_family_traffic; /* blocking_changes.c */
extern const RuleFamily hygiene_family_locks;	/* locks.c */
extern const RuleFamily hygiene_family_writes;	/* writes_without_where.c */
extern const RuleFamily hygiene_family_migrations;	/* migrations.c */

/*
 * All rules in the order of the catalogue; hygiene_nrules of them.  Valid
 * after rules_init(), which costs nothing the second time.
 */
#define HYGIENE_MAX_RULES 128
extern const HygieneRule *hygiene_rules[HYGIENE_MAX_RULES];
extern int	hygiene_nrules;
extern void rules_init(void);

/* By name, or NULL; and the other way round, the place in hygiene_rules. */
extern const HygieneRule *rule_by_name(const char *name);
extern int	rule_index(const HygieneRule *rule);

/* SQLSTATE text of the rule's warnings ("01Hnn"); static storage */
extern const char *rule_warning_sqlstate(const HygieneRule *rule);

/* "warning", "now" … as SQL shows them; static */
extern const char *level_name(HygieneLevel level);
extern const char *when_name(RuleWhen when);

/* All state rules over one relation's facts, those with this "when" or all. */
extern void rules_check(const RelationFacts *rel, uint32 when_bits,
						const RuleContext *context, FindingSink *sink);

/* All state rules over one function, or one schema. */
extern void rules_check_function(const struct FunctionFacts *function, uint32 when_bits,
								 const RuleContext *context, FindingSink *sink);
extern void rules_check_schema(const struct SchemaFacts *schema, uint32 when_bits,
							   const RuleContext *context, FindingSink *sink);

/* All change rules with this "when" over one change. */
extern void rules_judge(const Change *change, uint32 when_bits,
						const RuleContext *context, FindingSink *sink);

#define WHEN_BIT(when) (((uint32) 1) << (when))
#define WHEN_ALL (~(uint32) 0)

#endif							/* HYGIENE_RULE_H */
