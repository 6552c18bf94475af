/*-------------------------------------------------------------------------
 *
 * foreign_key_type_mismatch.c
 *		Rule foreign_key_type_mismatch: foreign keys whose two sides do not
 *		fit.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "facts/database/database.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "utils/builtins.h"

typedef enum Fit
{
	FIT_SAME,
	FIT_NARROWER,				/* the referencing side cannot hold every key */
	FIT_WIDER,					/* it can hold what can never be a key */
	FIT_OTHER
} Fit;

/* How much a type of a chain of types that widen holds; 0: of none of these. */
static int
integer_width(Oid type)
{
	switch (type)
	{
		case INT2OID:
			return 2;
		case INT4OID:
			return 4;
		case INT8OID:
			return 8;
		default:
			return 0;
	}
}

static bool
is_text(Oid type)
{
	return type == TEXTOID || type == VARCHAROID;
}

static Fit
compare_types(const TypeFacts *child, const TypeFacts *parent)
{
	int			child_width = integer_width(child->base);
	int			parent_width = integer_width(parent->base);

	if (child->via_array != parent->via_array || child->via_range != parent->via_range ||
		child->via_composite != parent->via_composite)
		return FIT_OTHER;
	if (child->base == parent->base && child->base_typmod == parent->base_typmod)
		return FIT_SAME;
	if (child_width > 0 && parent_width > 0)
		return child_width < parent_width ? FIT_NARROWER : FIT_WIDER;

	/* a type of its own, but one that is stored and compared alike */
	if (is_text(child->base) && is_text(parent->base))
	{
		if (child->base_typmod < 0 && parent->base_typmod < 0)
			return FIT_SAME;
		if (child->base_typmod < 0)
			return FIT_WIDER;
		return parent->base_typmod < 0 || child->base_typmod < parent->base_typmod ?
			FIT_NARROWER : child->base_typmod == parent->base_typmod ? FIT_SAME : FIT_WIDER;
	}
	if (child->base == parent->base && child->base == BPCHAROID)
		return child->base_typmod < parent->base_typmod ? FIT_NARROWER : FIT_WIDER;
	if (parent->base == NUMERICOID && child_width > 0)
		return FIT_NARROWER;
	return FIT_OTHER;
}

static void
mismatch_detail(StringInfo buf, const AttributeFacts *att, const TypeFacts *parent, Fit fit)
{
	const char *limit = NULL;

	if (buf->len > 0)
		appendStringInfoChar(buf, ' ');
	switch (fit)
	{
		case FIT_NARROWER:
			if (att->type->base == INT4OID)
				limit = "2147483647";
			else if (att->type->base == INT2OID)
				limit = "32767";
			if (limit)
				appendStringInfo(buf, "An overflow in waiting: as soon as a referenced key exceeds %s, no row can refer to it through column \"%s\".",
								 limit, att->attname);
			else
				appendStringInfo(buf, "Keys that do not fit into column \"%s\" cannot be referred to.",
								 att->attname);
			break;
		case FIT_WIDER:
			appendStringInfo(buf, "Column \"%s\" can hold values that no key can have; one of the two types says more than is meant.",
							 att->attname);
			break;
		default:
			appendStringInfo(buf, "Each check converts values between %s and %s, which can cost the use of an index and makes the same value look different on the two sides.",
							 att->type->name, parent->name);
			break;
	}
}

/* How far the keys are on their way out of the referencing column. */
static void
tell_referenced_sequence(HygieneFinding *finding, StringInfo buf, const SequenceFacts *sequence)
{
	const char *name = quote_qualified_identifier(sequence->nspname, sequence->relname);

	if (sequence->used >= 1)
		appendStringInfo(buf, " That has come: sequence %s, which feeds the keys, is at " INT64_FORMAT ".",
						 name, sequence->value);
	else if (sequence->used >= 0.5)
		appendStringInfo(buf, " Sequence %s, which feeds the keys, is at " INT64_FORMAT "; " INT64_FORMAT " keys are left.",
						 name, sequence->value, sequence->left);
	finding_evidence_text(finding, "sequence", name);
	finding_evidence_number(finding, "sequence_value", sequence->value);
	finding_evidence_number(finding, "keys_left", sequence->left);
}

static void
check_type_mismatch(const HygieneRule *rule, const RelationFacts *rel,
					const ConstraintFacts *con, FindingSink *sink)
{
	HygieneFinding *finding;
	StringInfoData message;
	StringInfoData detail;
	StringInfoData remedy;
	const char *table = facts_relation_name(rel);
	const char *parent = quote_qualified_identifier(con->confnspname, con->confrelname);
	bool		only_wider = true;
	bool		partitioned = rel->relkind == RELKIND_PARTITIONED_TABLE;

	initStringInfo(&message);
	initStringInfo(&detail);
	initStringInfo(&remedy);
	finding = finding_constraint(rule, rel, con);
	for (int k = 0; k < con->nkeys && con->conftypes != NULL; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, con->conkey[k]);
		const TypeFacts *type = con->conftypes[k];
		Fit			fit;

		if (att == NULL || type == NULL || att->type == NULL)
			continue;
		fit = compare_types(att->type, type);
		if (fit == FIT_SAME)
			continue;
		if (message.len > 0)
			appendStringInfoString(&message, ", and ");
		appendStringInfo(&message, "column \"%s\" is %s but refers to \"%s\", which is %s",
						 att->attname, att->type->name, con->confattnames[k], type->name);
		mismatch_detail(&detail, att, type, fit);
		if (fit == FIT_NARROWER && con->confsequence != NULL &&
			con->confsequence->attnum == con->confkey[k])
			tell_referenced_sequence(finding, &detail, con->confsequence);
		if (remedy.len > 0)
			appendStringInfoChar(&remedy, '\n');
		if (fit == FIT_WIDER)
			appendStringInfo(&remedy, "ALTER TABLE %s ALTER COLUMN %s TYPE %s;", parent,
							 quote_identifier(con->confattnames[k]), att->type->name);
		else
			appendStringInfo(&remedy, "ALTER TABLE %s ALTER COLUMN %s TYPE %s;", table,
							 quote_identifier(att->attname), type->name);
		only_wider &= fit == FIT_WIDER;
	}
	if (message.len == 0)
		return;

	finding->message = psprintf("foreign key \"%s\" of table \"%s\" joins different types: %s; use one type [%s]",
								con->conname, table, message.data, rule->name);
	finding->detail = detail.data;

	/* a column that partitions are made by cannot change its type */
	if (partitioned)
		finding->hint = psprintf("%s Not possible for a column of the partition key.", remedy.data);
	else
		finding->remedy = remedy.data;
	if (only_wider)
		finding->cap = LEVEL_AUDIT;
	finding_evidence_text(finding, "references", parent);
	finding_evidence_text(finding, "referencing_side", only_wider ? "wider" : "narrower or other");
	sink->add(finding, sink);
}

static void
check_foreign_key_type_mismatch(const HygieneRule *rule, const RelationFacts *rel,
								const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		if (con->contype == CONSTRAINT_FOREIGN && facts_is_own(con))
			check_type_mismatch(rule, rel, con, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "foreign_key_type_mismatch",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH022",
		.title = "Foreign key whose two sides have different types",
		.why = "A referencing column that is narrower than the key it refers to fails on the first key that does not fit. "
		"Other differences make every check convert values, which can keep it from using an index.",
		.cure = "Give both columns the same type, the wider of the two.",
		.source = "PostgreSQL manual, \"Foreign Keys\": the number and type of the constrained columns need to match those of the referenced columns",
		.check = check_foreign_key_type_mismatch,
		.needs.parts = FACTS_ATTRIBUTES | FACTS_FOREIGN_KEYS,
		.arises_with = FACTS_CONSTRAINTS,
	},
};

const RuleFamily hygiene_family_foreign_key_type_mismatch = {rules, lengthof(rules)};
