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
 * file's table (a new file: a line in HYGIENE_FAMILIES below), one regress test, and run
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

/*
 * What a rule is called with; a rule may look at several kinds of objects.
 * Each kind has its callback in HygieneRule; rules_init() refuses a rule that
 * has another.  All but ON_CHANGE and ON_ALLOWED are state rules.
 */
typedef enum RuleKind
{
	ON_RELATION = 0x01,			/* check: one relation */
	ON_FUNCTION = 0x02,			/* check_function: one function */
	ON_SCHEMA = 0x04,			/* check_schema: one schema */
	ON_DATABASE = 0x08,			/* check_database: the whole database; audits */
	ON_TEXT = 0x10,				/* check_text: one text in the catalogs; audits */
	ACROSS = 0x20,				/* across: relations compared with each other;
								 * audits */
	ON_CHANGE = 0x40,			/* judge: one difference */
	ON_ALLOWED = 0x80			/* follow: a finding that loses data, that an
								 * annotation allowed, and that no backup covers */
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

/* Does a callback ask for something of this attribute? */
typedef bool (*AttributeNeed) (const AttributeFacts *att);

/*
 * Of rules on relations (ON_RELATION, ACROSS) and texts: what the reader is to
 * read for them.  Everything is optional.
 */
typedef struct RuleNeeds
{
	/*
	 * At a statement: FACTS_ bits of the parts that show whether there is a
	 * defect; 0: all parts.
	 */
	uint32		parts;

	/*
	 * In an audit: which attributes the rule looks at.  NULL: none, but for
	 * those of keys, which are always read.  The answer must not depend on
	 * attnum: it is cached for attributes that are otherwise alike.
	 */
	AttributeNeed columns;
	bool		only_columns;	/* a relation without such an attribute cannot
								 * have the defect */

	/*
	 * In an audit: of which attributes the rule uses att->stats (NULL where
	 * nothing is known or the caller may not read it), of which attributes of
	 * primary keys att->sequence, and, with these two known, of which
	 * attributes of keys att->linked.
	 */
	AttributeNeed statistics;
	AttributeNeed sequence;
	AttributeNeed linked;

	bool		views;			/* in an audit: views as well */

	/* ON_TEXT: may this text, whose object has no name yet, matter? */
	bool		(*text) (const struct TextFacts *text);
} RuleNeeds;

struct HygieneRule
{
	const char *name;			/* also the setting hygiene.<name> */
	const char *category;		/* "types", "keys", "destructive" … */
	RuleKind	kind;			/* one or more */
	RuleWhen	when;
	HygieneLevel level;			/* on a fresh CREATE EXTENSION */
	const char *sqlstate;		/* "PH001": as an error; as a warning it is
								 * "01H" and the last two of these, see
								 * rule_warning_sqlstate() */
	const char *title;			/* one line */
	const char *why;			/* two sentences a beginner understands */
	const char *cure;
	const char *source;			/* where the claim can be looked up */

	RuleNeeds	needs;

	/*
	 * ON_RELATION at a statement: a new defect can arise only in a new
	 * relation, or where one of these parts (FACTS_ bits) was added; 0: with
	 * any change.
	 */
	uint32		arises_with;
	int			raises_above;	/* ON_RELATION: findings may exceed the rule's
								 * level for relations of more rows than this;
								 * 0: never */
	uint64		change_kinds;	/* ON_CHANGE: CHANGE_BIT()s of the changes that
								 * the rule is called for */

	/* one callback for each kind; the facts are in facts/code/ and database/ */
	void		(*check) (const HygieneRule *rule, const RelationFacts *rel,
						  const RuleContext *context, FindingSink *sink);
	void		(*check_function) (const HygieneRule *rule,
								   const struct FunctionFacts *function,
								   const RuleContext *context, FindingSink *sink);
	void		(*check_schema) (const HygieneRule *rule, const struct SchemaFacts *schema,
								 const RuleContext *context, FindingSink *sink);
	void		(*check_database) (const HygieneRule *rule,
								   const struct DatabaseFacts *database,
								   const RuleContext *context, FindingSink *sink);
	void		(*check_text) (const HygieneRule *rule, const struct TextFacts *text,
							   const RuleContext *context, FindingSink *sink);

	/*
	 * ACROSS: begin returns the rule's own compact state, palloc'd; observe is
	 * called once for each relation and copies what it needs; finish reports,
	 * and frees each finding once it is reported.  A rule whose state would
	 * grow too large stops adding to it, and reports that in a finding.
	 */
	struct
	{
		void	   *(*begin) (const HygieneRule *rule);
		void		(*observe) (const HygieneRule *rule, void *state,
								const RelationFacts *rel, const RuleContext *context);
		void		(*finish) (const HygieneRule *rule, void *state,
							   const RuleContext *context, FindingSink *sink);
	}			across;

	void		(*judge) (const HygieneRule *rule, const Change *change,
						  const RuleContext *context, FindingSink *sink);
	HygieneFinding *(*follow) (const HygieneRule *rule, const HygieneFinding *allowed);
};

/* Is it a state rule, which audits run as well? */
static inline bool
rule_is_state(const HygieneRule *rule)
{
	return (rule->kind & (ON_CHANGE | ON_ALLOWED)) == 0;
}

#define CHANGE_BIT(kind) (UINT64CONST(1) << (kind))

/* A family: the rules of one file. */
typedef struct RuleFamily
{
	const HygieneRule *rules;
	int			nrules;
} RuleFamily;

/*
 * All families, in the order of the catalogue.  Each is the table of rules at
 * the end of the file of that name, exported as hygiene_family_<file>.
 */
#define HYGIENE_FAMILIES(FAMILY) \
	FAMILY(float_money) \
	FAMILY(types) \
	FAMILY(unindexed_foreign_key) \
	FAMILY(missing_primary_key) \
	FAMILY(foreign_key_type_mismatch) \
	FAMILY(missing_foreign_key) \
	FAMILY(duplicate_foreign_key) \
	FAMILY(short_primary_key) \
	FAMILY(unvalidated_constraint) \
	FAMILY(nullable) \
	FAMILY(duplicate_index) \
	FAMILY(redundant_index) \
	FAMILY(invalid_index) \
	FAMILY(index_usage) \
	FAMILY(too_many_indexes) \
	FAMILY(implied_unique) \
	FAMILY(duplicated_column) \
	FAMILY(numbered_columns) \
	FAMILY(secrets) \
	FAMILY(blob_column) \
	FAMILY(injection) \
	FAMILY(mutable_search_path) \
	FAMILY(row_security) \
	FAMILY(identifiers) \
	FAMILY(drops) \
	FAMILY(drop_containers) \
	FAMILY(lossy_type_change) \
	FAMILY(renames) \
	FAMILY(drop_safeguards) \
	FAMILY(weakened_safeguards) \
	FAMILY(extension_adoption) \
	FAMILY(writes_without_where) \
	FAMILY(blocking_changes) \
	FAMILY(locks) \
	FAMILY(migrations) \
	FAMILY(database_rules) \
	FAMILY(outdated_extension) \
	FAMILY(unlogged_table) \
	FAMILY(table_usage) \
	FAMILY(guard_bypassed)

#define DECLARE_FAMILY(file) extern const RuleFamily hygiene_family_##file;
HYGIENE_FAMILIES(DECLARE_FAMILY)

/*
 * All rules in the order of the catalogue; hygiene_nrules of them.  Valid
 * after rules_init().
 */
#define HYGIENE_MAX_RULES 128
#define HYGIENE_MAX_COLUMN_RULES 64 /* rules with needs.columns or
									 * needs.statistics: a bit each */
extern const HygieneRule *hygiene_rules[HYGIENE_MAX_RULES];
extern int	hygiene_nrules;

/*
 * Fills hygiene_rules, the first time.  Returns what is wrong with the table: a
 * rule that contradicts itself or another, or that readers cannot serve; palloc'd,
 * to be raised as an error.  NULL: nothing.
 */
extern char *rules_init(void);

/* By name, or NULL; and the other way round, the place in hygiene_rules. */
extern const HygieneRule *rule_by_name(const char *name);
extern int	rule_index(const HygieneRule *rule);

/* SQLSTATE text of the rule's warnings ("01Hnn"); static storage */
extern const char *rule_warning_sqlstate(const HygieneRule *rule);

/* "warning", "now" … as SQL shows them; static */
extern const char *level_name(HygieneLevel level);
extern const char *when_name(RuleWhen when);

/* All state rules over one function, or one schema. */
extern void rules_check_function(const struct FunctionFacts *function, uint32 when_bits,
								 const RuleContext *context, FindingSink *sink);
extern void rules_check_schema(const struct SchemaFacts *schema, uint32 when_bits,
							   const RuleContext *context, FindingSink *sink);

/* All change rules with this "when" over one change. */
extern void rules_judge(const Change *change, uint32 when_bits,
						const RuleContext *context, FindingSink *sink);

/*
 * What follows from a finding that loses data, was allowed, and is covered by
 * no backup: a palloc'd finding of the one rule that is ON_ALLOWED.
 */
extern HygieneFinding *rules_follow(const HygieneFinding *allowed);

#define WHEN_BIT(when) (((uint32) 1) << (when))
#define WHEN_ALL (~(uint32) 0)

#endif							/* HYGIENE_RULE_H */
