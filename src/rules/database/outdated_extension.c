/*-------------------------------------------------------------------------
 *
 * outdated_extension.c
 *		outdated_extension: extensions that ALTER EXTENSION UPDATE was forgotten for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_extension.h"
#include "facts/database/database.h"
#include "facts/database/extension_versions.h"
#include "rules/describe.h"
#include "utils/builtins.h"

static void
check_outdated_extension(const HygieneRule *rule, const DatabaseFacts *database,
						 const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->outdated_extensions)
	{
		const OutdatedExtensionFacts *extension = lfirst(lc);
		HygieneFinding *finding = finding_new(rule, ExtensionRelationId, extension->oid, 0,
											  "extension");

		finding_name(finding, NULL, extension->extname, NULL, false);
		finding->message = psprintf("extension \"%s\" is installed in version %s, but version %s is available; update it [%s]",
									extension->extname, extension->installed,
									extension->available, rule->name);
		finding->detail = "A new package brings a new library; the extension's SQL objects change with ALTER EXTENSION UPDATE only.";
		finding->remedy = psprintf("ALTER EXTENSION %s UPDATE;",
								   quote_identifier(extension->extname));
		finding_evidence_text(finding, "installed", extension->installed);
		finding_evidence_text(finding, "available", extension->available);
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "outdated_extension",
		.category = "database",
		.kind = ON_DATABASE,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH091",
		.title = "Extension of an older version than the one that is available",
		.why = "Installing a new package does not update the extensions of any database. "
		"Fixes in their SQL objects, security fixes among them, take effect with ALTER EXTENSION UPDATE only.",
		.cure = "Read the release notes, then run ALTER EXTENSION UPDATE in each database.",
		.source = "PostgreSQL manual, ALTER EXTENSION, and pg_available_extensions",
		.check_database = check_outdated_extension,
	},
};

const RuleFamily hygiene_family_outdated_extension = {rules, lengthof(rules)};
