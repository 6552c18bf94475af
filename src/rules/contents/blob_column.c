/*-------------------------------------------------------------------------
 *
 * blob_column.c
 *		Family of files: binary columns that keep what a file store keeps better.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/alter_column_type.h"
#include "rules/describe.h"
#include "words/blob.h"

/* What is left in the row of a value that is stored out of line. */
#define TOAST_POINTER_BYTES 18

static bool
is_large_object(const AttributeFacts *att)
{
	return att->type->base == OIDOID;
}

static bool
wants_blob(const AttributeFacts *att)
{
	return !att->type->via_range && (att->type->base == BYTEAOID || is_large_object(att));
}

static bool
wants_blob_statistics(const AttributeFacts *att)
{
	return att->type->base == BYTEAOID;
}

static void
check_blob_column(const HygieneRule *rule, const RelationFacts *rel,
				  const RuleContext *context, FindingSink *sink)
{
	if (!alter_type_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		HygieneFinding *finding;
		StringInfoData detail;
		char		word[32];
		bool		lo_domain;

		if (att->attinhcount > 0 || !wants_blob(att))
			continue;

		/* the extension lo, and whoever does as it does, names the type */
		lo_domain = is_large_object(att) && att->type->named && strcmp(att->type->named, "lo") == 0;
		if (lo_domain)
			strcpy(word, "lo");
		else if (!blob_is_file(att->attname, rel->relname, word))
			continue;

		finding = alter_type_finding(rule, rel, att);
		finding->message = psprintf("%s holds files as %s; keep them in a file store and their address here [%s]",
									describe_column(rel, att),
									is_large_object(att) ? "large objects" : alter_type_stored(att->type),
									rule->name);
		finding->hint = "Keep the file where files are kept, with its name, length and checksum in the table; large values that must stay belong into a table of their own.";
		finding_evidence_text(finding, "word", word);
		initStringInfo(&detail);
		appendStringInfo(&detail, "Files make backups, replication and memory pay for bytes that no query looks at. Taken for a file because of the word \"%s\".",
						 word);
		if (is_large_object(att))
			appendStringInfoString(&detail, " A large object also stays behind when the row that refers to it goes.");
		if (att->stats && att->stats->avg_width > 0)
		{
			finding_evidence_number(finding, "average_width", att->stats->avg_width);
			appendStringInfo(&detail, " By the statistics, its values take up %d bytes of a row on average%s.",
							 att->stats->avg_width,
							 att->stats->avg_width <= TOAST_POINTER_BYTES ?
							 ", so they are stored out of line" : "");
		}
		finding->detail = detail.data;
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "blob_column",
		.category = "contents",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH032",
		.title = "Files in a table",
		.why = "Each backup, replica and vacuum carries the files along, and reading one fills memory on the server and on the way. "
		"A file store does that for less, and the table keeps where the file is.",
		.cure = "Keep files in a file store, or at least in a table of their own.",
		.source = "PostgreSQL wiki, \"BinaryFilesInDB\"",
		.check = check_blob_column,
		.needs.columns = wants_blob,
		.needs.only_columns = true,
		.needs.statistics = wants_blob_statistics,
	},
};

const RuleFamily hygiene_family_blob_column = {rules, lengthof(rules)};
