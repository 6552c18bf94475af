/*-------------------------------------------------------------------------
 *
 * drop_containers.c
 *		Rules about what goes with all that it holds, or that names it: schemas,
 *		extensions, types, what a role owns, databases, tablespaces.
 *
 * What the rows behind them are is added up by the guard; what is dropped along
 * is not told again by itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "rules/describe.h"

/*
 * What holds other things: a schema, an extension, all that a role owns.
 * "what" is "schema \"app\"", say.
 */
static void
add_container(const HygieneRule *rule, const Change *change,
			  HygieneFinding *finding, const char *what, FindingSink *sink)
{
	StringInfoData loss;

	finding->empty = change->empty;
	finding->data_loss = !change->empty;
	finding->rows = change->empty ? 0 : change->rows;
	finding->bytes = change->empty ? 0 : change->bytes;

	initStringInfo(&loss);
	if (change->empty)
		appendStringInfoString(&loss, "no rows");
	else
	{
		if (change->tables > 0)
			appendStringInfo(&loss, INT64_FORMAT " %s with ", change->tables,
							 change->tables == 1 ? "table" : "tables");
		appendStringInfoString(&loss, describe_rows(change->rows,
													change->tables == 1 ? "its" : "their"));
		if (change->bytes > 0)
			appendStringInfo(&loss, " (%s)", describe_bytes(change->bytes));
	}
	finding->message = psprintf("dropping %s loses %s; " SAY_WHY " [%s]",
								what, loss.data, rule->name);
	finding->detail = describe_circumstances(change, NULL);
	sink->add(finding, sink);
}

static void
judge_drop_schema(const HygieneRule *rule, const Change *change,
				  const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	if (object->classid != NamespaceRelationId)
		return;

	finding = finding_new(rule, object->classid, object->objid, 0, "schema");
	finding_name(finding, object->name, NULL, NULL, false);
	add_container(rule, change, finding, psprintf("schema \"%s\"", object->name), sink);
}

static void
judge_drop_extension(const HygieneRule *rule, const Change *change,
					 const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	if (object->classid != ExtensionRelationId)
		return;

	finding = finding_new(rule, object->classid, object->objid, 0, "extension");
	finding_name(finding, NULL, object->name, NULL, false);
	if (change->empty)
		finding->cap = LEVEL_AUDIT;
	add_container(rule, change, finding, psprintf("extension \"%s\"", object->name), sink);
}

static void
judge_drop_owned(const HygieneRule *rule, const Change *change,
				 const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	finding = finding_new(rule, object->classid, object->objid, 0, "role");
	finding_name(finding, NULL, object->name, NULL, false);
	if (change->empty)
		finding->cap = LEVEL_AUDIT;
	add_container(rule, change, finding,
				  psprintf("everything that role \"%s\" owns", object->name), sink);
}

/* A type or a domain, by the rule's name; stored values are told as columns. */
static void
judge_drop_type(const HygieneRule *rule, const Change *change,
				const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	bool		is_domain = object->typtype == TYPTYPE_DOMAIN;
	HygieneFinding *finding;

	if (object->classid != TypeRelationId ||
		is_domain != (strcmp(rule->name, "drop_domain") == 0))
		return;

	finding = finding_new(rule, object->classid, object->objid, 0, object->kind);
	finding_name(finding, object->nspname, object->name, NULL, false);
	finding->message = psprintf("dropping %s \"%s\" breaks code that still names it; "
								SAY_WHY " [%s]",
								object->kind, finding->object, rule->name);
	finding->detail = describe_circumstances(change, NULL);
	sink->add(finding, sink);
}

static void
judge_drop_database(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	finding = finding_new(rule, object->classid, object->objid, 0, "database");
	finding_name(finding, NULL, object->name, NULL, false);
	finding->data_loss = true;
	finding->bytes = change->bytes;
	finding->message = psprintf("dropping database \"%s\" loses everything in it%s; "
								SAY_WHY " [%s]",
								object->name,
								change->bytes > 0 ?
								psprintf(" (%s)", describe_bytes(change->bytes)) : "",
								rule->name);
	sink->add(finding, sink);
}

static void
judge_drop_tablespace(const HygieneRule *rule, const Change *change,
					  const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	/* the server refuses while anything is stored there */
	finding = finding_new(rule, object->classid, object->objid, 0, "tablespace");
	finding_name(finding, NULL, object->name, NULL, false);
	finding->message = psprintf("dropping tablespace \"%s\" breaks commands and settings that name it; "
								SAY_WHY " [%s]",
								object->name, rule->name);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		CHANGE_RULE("drop_schema", WHEN_NOW, LEVEL_ERROR, "PH042",
					CHANGE_BIT(CHANGE_OBJECT_DROPPED), judge_drop_schema),
		.title = "a schema is dropped with all that lies in it",
		.why = "DROP SCHEMA with CASCADE takes every table, view and function of the schema along. "
		"It also takes objects elsewhere that depend on them.",
		.cure = "Drop what is no longer needed object by object, or say why all of it may go.",
		.source = "https://www.postgresql.org/docs/current/sql-dropschema.html",
	},
	{
		CHANGE_RULE("drop_type", WHEN_NOW, LEVEL_AUDIT, "PH045",
					CHANGE_BIT(CHANGE_OBJECT_DROPPED), judge_drop_type),
		.title = "a type is dropped",
		.why = "Nothing stored goes with a type that no column uses. "
		"Code that still casts to it or names it fails.",
		.cure = "Look for casts and function arguments that name it.",
		.source = "https://www.postgresql.org/docs/current/sql-droptype.html",
	},
	{
		CHANGE_RULE("drop_domain", WHEN_NOW, LEVEL_AUDIT, "PH046",
					CHANGE_BIT(CHANGE_OBJECT_DROPPED), judge_drop_type),
		.title = "a domain is dropped",
		.why = "Nothing stored goes with a domain that no column uses. "
		"Code that still casts to it loses its checks or fails.",
		.cure = "Look for casts and function arguments that name it.",
		.source = "https://www.postgresql.org/docs/current/sql-dropdomain.html",
	},
	{
		CHANGE_RULE("drop_extension", WHEN_NOW, LEVEL_ERROR, "PH047",
					CHANGE_BIT(CHANGE_OBJECT_DROPPED), judge_drop_extension),
		.title = "an extension is dropped and stored data goes along",
		.why = "An extension's own tables, and with CASCADE the columns of its types, go with it. "
		"Installing it again does not bring them back.",
		.cure = "Move the data to types of its own first, or say why it may go.",
		.source = "https://www.postgresql.org/docs/current/sql-dropextension.html",
	},
	{
		CHANGE_RULE("drop_owned", WHEN_NOW, LEVEL_ERROR, "PH048",
					CHANGE_BIT(CHANGE_OWNED_DROPPED), judge_drop_owned),
		.title = "everything that a role owns is dropped and stored data goes along",
		.why = "DROP OWNED takes every object of the role in this database, tables with their rows included. "
		"It is often meant only to take privileges back.",
		.cure = "Hand the objects over with REASSIGN OWNED first.",
		.source = "https://www.postgresql.org/docs/current/sql-drop-owned.html",
	},
	{
		CHANGE_RULE("drop_database", WHEN_HOOK, LEVEL_ERROR, "PH050",
					CHANGE_BIT(CHANGE_DATABASE_DROPPED), judge_drop_database),
		.title = "a database is dropped",
		.why = "Dropping a database removes its files at once, and no transaction can take that back. "
		"Only a backup brings it back.",
		.cure = "Rename the database for a while, or say why it may go.",
		.source = "https://www.postgresql.org/docs/current/sql-dropdatabase.html",
	},
	{
		CHANGE_RULE("drop_tablespace", WHEN_HOOK, LEVEL_ERROR, "PH051",
					CHANGE_BIT(CHANGE_TABLESPACE_DROPPED), judge_drop_tablespace),
		.title = "a tablespace is dropped",
		.why = "A tablespace belongs to the whole server, so other databases may count on it. "
		"Commands and settings that name it fail afterwards.",
		.cure = "Look for default_tablespace and temp_tablespaces settings that name it.",
		.source = "https://www.postgresql.org/docs/current/sql-droptablespace.html",
	},
};

const RuleFamily hygiene_family_drop_containers = {rules, lengthof(rules)};
