/*-------------------------------------------------------------------------
 *
 * types.c
 *		Family of honest types: those that say less than they should, or that
 *		another would say better.
 *
 * Money has a file of its own, and so have values kept as text (as_text.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/alter_column_type.h"
#include "rules/describe.h"
#include "rules/types/types.h"
#include "utils/builtins.h"
#include "words/hints.h"

/*
 * Adds a finding with this message about the stored type and the cure; the
 * rest of the DETAIL is of the type's own.
 */
static void
tell(const HygieneRule *rule, FindingSink *sink, HygieneFinding *finding,
	 const RelationFacts *rel, const AttributeFacts *att, const char *defect,
	 const char *detail, bool rewrites)
{
	StringInfoData buf;

	finding->message = psprintf("%s %s [%s]", describe_column(rel, att), defect, rule->name);
	initStringInfo(&buf);
	appendStringInfoString(&buf, detail);
	if (rewrites)
		alter_type_circumstances(&buf, finding, rel, att, NULL);
	finding->detail = buf.data;
	sink->add(finding, sink);
}

/* The next attribute from *i on that the rule wants and no parent is told for. */
static const AttributeFacts *
next_attribute(const HygieneRule *rule, const RelationFacts *rel, int *i)
{
	if (!alter_type_stores_columns(rel))
		return NULL;
	while (*i < rel->natts)
	{
		const AttributeFacts *att = &rel->atts[(*i)++];

		if (att->attinhcount == 0 && rule->needs.columns(att))
			return att;
	}
	return NULL;
}

/* ---------------------------------------------------------------------
 * timestamp_without_time_zone
 * ---------------------------------------------------------------------
 */

static bool
wants_timestamp(const AttributeFacts *att)
{
	return att->type->base == TIMESTAMPOID || att->type->base == TIMETZOID;
}

static void
check_timestamp(const HygieneRule *rule, const RelationFacts *rel,
				const RuleContext *context, FindingSink *sink)
{
	const AttributeFacts *att;

	for (int i = 0; (att = next_attribute(rule, rel, &i)) != NULL;)
	{
		HygieneFinding *finding = alter_type_finding(rule, rel, att);
		const char *column = quote_identifier(att->attname);
		const char *type;
		char	   *conversion;

		if (att->type->base == TIMETZOID)
		{
			type = alter_type_like(att->type, "time");
			alter_type_remedy(finding, rel, att, type, NULL, false);
			tell(rule, sink, finding, rel, att,
				 psprintf("is %s, a time of day whose offset is of no known day; use %s",
						  alter_type_stored(att->type), type),
				 "Without a day nobody can tell whether summer time holds, so such values can neither be compared nor converted for certain.",
				 true);
			continue;
		}
		if (att->type->via_range)
		{
			/* only its name tells a multirange from a range */
			type = strstr(att->type->name, "multirange") ? "tstzmultirange" : "tstzrange";
			type = alter_type_like(att->type, type);
			conversion = psprintf("%s::text::%s", column, type);
		}
		else
		{
			type = alter_type_like(att->type, "timestamptz");
			conversion = att->type->via_array ? psprintf("%s::%s", column, type) :
				psprintf("%s AT TIME ZONE 'UTC'", column);
		}
		alter_type_remedy(finding, rel, att, type, conversion, false);
		tell(rule, sink, finding, rel, att,
			 psprintf("is %s, which names no moment; use %s", alter_type_stored(att->type), type),
			 att->type->via_range || att->type->via_array ?
			 "What is stored is a clock's face without its place: sessions in two time zones write and read different moments. The conversion takes the session's time zone: set it to the one in which the values were written." :
			 "What is stored is a clock's face without its place: sessions in two time zones write and read different moments. If the values were not written in UTC, name their time zone in the conversion.",
			 true);
	}
}

/* ---------------------------------------------------------------------
 * padded_char, limited_varchar
 * ---------------------------------------------------------------------
 */

/*
 * "char" and internal types have no length; a code or a digest is as long as it
 * is; and what is a date is told as one.
 */
static bool
wants_padded(const AttributeFacts *att)
{
	return att->type->base == BPCHAROID && !att->type->via_range &&
		types_length(att->type) > 1 && !(name_hints(att->attname) & (HINT_CODE | HINT_UUID | HINT_DATE));
}

static void
check_padded(const HygieneRule *rule, const RelationFacts *rel,
			 const RuleContext *context, FindingSink *sink)
{
	const AttributeFacts *att;

	for (int i = 0; (att = next_attribute(rule, rel, &i)) != NULL;)
	{
		HygieneFinding *finding = alter_type_finding(rule, rel, att);
		int			length = types_length(att->type);

		alter_type_remedy(finding, rel, att, alter_type_like(att->type, "text"), NULL, false);
		tell(rule, sink, finding, rel, att,
			 psprintf("pads every value with blanks to %d characters; use text", length),
			 psprintf("The blanks are stored and shown, yet left out where values are compared or become text, and nothing gets faster by it. Where the length matters, a CHECK (length(%s) <= %d) says so.",
					  quote_identifier(att->attname), length),
			 true);
	}
}

static bool
wants_limited(const AttributeFacts *att)
{
	return att->type->base == VARCHAROID && !att->type->via_range && types_length(att->type) > 0;
}

static void
check_limited(const HygieneRule *rule, const RelationFacts *rel,
			  const RuleContext *context, FindingSink *sink)
{
	const AttributeFacts *att;

	for (int i = 0; (att = next_attribute(rule, rel, &i)) != NULL;)
	{
		HygieneFinding *finding = alter_type_finding(rule, rel, att);

		alter_type_remedy(finding, rel, att, alter_type_like(att->type, "text"), NULL, false);
		tell(rule, sink, finding, rel, att,
			 psprintf("is limited to %d characters by its type; use text, and a CHECK if the limit is meant",
					  types_length(att->type)),
			 "The limit saves nothing, and a lower one means to rewrite the table; a CHECK constraint can be replaced without that.",
			 false);
	}
}

/* ---------------------------------------------------------------------
 * json_not_jsonb, xml_column
 * ---------------------------------------------------------------------
 */

static bool
wants_json(const AttributeFacts *att)
{
	return att->type->base == JSONOID;
}

static void
check_json(const HygieneRule *rule, const RelationFacts *rel,
		   const RuleContext *context, FindingSink *sink)
{
	const AttributeFacts *att;

	for (int i = 0; (att = next_attribute(rule, rel, &i)) != NULL;)
	{
		HygieneFinding *finding = alter_type_finding(rule, rel, att);
		const char *type = alter_type_like(att->type, "jsonb");

		alter_type_remedy(finding, rel, att, type,
						  psprintf("%s::%s", quote_identifier(att->attname), type), false);
		tell(rule, sink, finding, rel, att,
			 psprintf("is %s, text that is parsed anew at each access; use jsonb",
					  alter_type_stored(att->type)),
			 "json has no equality, so DISTINCT, GROUP BY and UNIQUE fail on it, and no index can look into it. It is right only where the very text must be kept: blanks, order and repeated keys.",
			 true);
	}
}

static bool
wants_xml(const AttributeFacts *att)
{
	return att->type->base == XMLOID;
}

static void
check_xml(const HygieneRule *rule, const RelationFacts *rel,
		  const RuleContext *context, FindingSink *sink)
{
	const AttributeFacts *att;

	for (int i = 0; (att = next_attribute(rule, rel, &i)) != NULL;)
	{
		HygieneFinding *finding = alter_type_finding(rule, rel, att);

		finding->hint = "Take what is asked for out into columns of their own, for example with XMLTABLE, and keep the document as text if it must be kept.";
		tell(rule, sink, finding, rel, att,
			 "is xml, which cannot be compared or indexed; keep what is queried in columns",
			 "Values of type xml have no equality and no order, and each access parses the whole document.",
			 false);
	}
}

/* ---------------------------------------------------------------------
 * upgrade_blocking_type
 * ---------------------------------------------------------------------
 */

/* What refers to catalog rows whose OIDs change with an upgrade, as pg_upgrade checks. */
static bool
wants_upgrade_blocking(const AttributeFacts *att)
{
	switch (att->type->base)
	{
		case REGCOLLATIONOID:
		case REGCONFIGOID:
		case REGDICTIONARYOID:
		case REGNAMESPACEOID:
		case REGOPEROID:
		case REGOPERATOROID:
		case REGPROCOID:
		case REGPROCEDUREOID:
			return true;
	}

	/* row types of the system's catalogs */
	return att->type->base_typtype == TYPTYPE_COMPOSITE && att->type->base < FirstNormalObjectId;
}

static void
check_upgrade_blocking(const HygieneRule *rule, const RelationFacts *rel,
					   const RuleContext *context, FindingSink *sink)
{
	const AttributeFacts *att;

	for (int i = 0; (att = next_attribute(rule, rel, &i)) != NULL;)
	{
		HygieneFinding *finding;
		const char *type;

		/* nothing of a foreign table is stored here */
		if (rel->relkind == RELKIND_FOREIGN_TABLE)
			return;
		finding = alter_type_finding(rule, rel, att);
		if (att->type->base_typtype == TYPTYPE_COMPOSITE)
			finding->hint = "Keep the fields that are needed in columns of their own.";
		else
		{
			type = alter_type_like(att->type, "text");
			alter_type_remedy(finding, rel, att, type,
							  psprintf("%s::%s", quote_identifier(att->attname), type), false);
		}
		tell(rule, sink, finding, rel, att,
			 psprintf("is %s, which stops pg_upgrade; store the name as text",
					  alter_type_stored(att->type)),
			 "The type stores the OID of a catalog row, and that changes with the next major version; pg_upgrade refuses a database that has such a column.",
			 true);
	}
}

/* ---------------------------------------------------------------------
 * The family
 * ---------------------------------------------------------------------
 */

#define TYPE_RULE(name_, level_, sqlstate_, check_, wants_) \
	.name = name_, .category = "types", .kind = ON_RELATION, .when = WHEN_NOW, \
	.level = level_, .sqlstate = sqlstate_, .check = check_, .needs.columns = wants_, .needs.only_columns = true

static const HygieneRule rules[] = {
	{
		TYPE_RULE("date_as_text", LEVEL_WARNING, "PH003", check_date_as_text, wants_date_by_name),
		.needs.parts = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.needs.statistics = wants_date_as_text,
		.title = "Date or time in a text column",
		.why = "A text column takes every spelling of a date, and days that do not exist. "
		"It sorts by characters in place of time, and every query must parse what the type would know.",
		.cure = "Declare the column date or timestamptz.",
		.source = "PostgreSQL manual, \"Date/Time Types\"",
	},
	{
		TYPE_RULE("timestamp_without_time_zone", LEVEL_AUDIT, "PH004", check_timestamp, wants_timestamp),
		.title = "Timestamp without time zone, or time with one",
		.why = "A timestamp without time zone does not say which moment it means: that depends on who wrote it. "
		"timestamptz takes no more room, and shows every reader the same moment in his own time zone.",
		.cure = "Use timestamptz for moments, date and time for appointments by the local clock.",
		.source = "PostgreSQL wiki, \"Don't Do This\": timestamp (without time zone), timetz",
	},
	{
		TYPE_RULE("padded_char", LEVEL_AUDIT, "PH005", check_padded, wants_padded),
		.title = "char(n) column",
		.why = "char(n) fills every value up with blanks, which count in some places and not in others. "
		"It is neither faster nor smaller than text.",
		.cure = "Use text, with a CHECK where the length matters.",
		.source = "PostgreSQL manual, \"Character Types\"",
	},
	{
		TYPE_RULE("limited_varchar", LEVEL_OFF, "PH006", check_limited, wants_limited),
		.title = "varchar(n) column",
		.why = "A limit in the type is mostly a guess that turns into an error in production one day. "
		"text stores the same, and a CHECK constraint says a limit that is meant.",
		.cure = "Use text, with a CHECK where the length matters.",
		.source = "PostgreSQL wiki, \"Don't Do This\": varchar(n) by default",
	},
	{
		TYPE_RULE("json_not_jsonb", LEVEL_AUDIT, "PH007", check_json, wants_json),
		.title = "json column that could be jsonb",
		.why = "json is kept as text and parsed at each access. "
		"jsonb is parsed once, can be compared and indexed.",
		.cure = "Use jsonb, unless the exact text must be kept.",
		.source = "PostgreSQL manual, \"JSON Types\"",
	},
	{
		TYPE_RULE("xml_column", LEVEL_OFF, "PH008", check_xml, wants_xml),
		.title = "xml column",
		.why = "xml values cannot be compared, sorted or indexed. "
		"What is queried again and again belongs into columns.",
		.cure = "Take what is queried out of the document.",
		.source = "PostgreSQL manual, \"XML Type\"",
	},
	{
		TYPE_RULE("uuid_as_text", LEVEL_AUDIT, "PH009", check_uuid_as_text, wants_uuid_by_name),
		.needs.statistics = wants_uuid_as_text,
		.needs.linked = wants_uuid_linked,
		.title = "UUID in a text column",
		.why = "As text a UUID takes more than twice the room, in the table and in every index on it. "
		"The type uuid also knows that capitals and braces make no other value, and refuses what is none.",
		.cure = "Declare the column uuid, and what refers to it as well.",
		.source = "PostgreSQL manual, \"UUID Type\"",
	},
	{
		TYPE_RULE("upgrade_blocking_type", LEVEL_WARNING, "PH010", check_upgrade_blocking, wants_upgrade_blocking),
		.needs.parts = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.title = "Column of a type that stops pg_upgrade",
		.why = "These types store the number of a row in the system's catalogs, and an upgrade deals out new numbers. "
		"pg_upgrade refuses to run as long as one table has such a column.",
		.cure = "Store the name as text, and cast it where it is used.",
		.source = "PostgreSQL manual, \"pg_upgrade\": limitations for reg* types",
	},
};

const RuleFamily hygiene_family_types = {rules, lengthof(rules)};
