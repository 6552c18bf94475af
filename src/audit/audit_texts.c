/*-------------------------------------------------------------------------
 *
 * audit_texts.c
 *		The part of an audit that looks at texts in the catalogs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/audit_texts.h"
#include "facts/code/texts.h"
#include "settings.h"

typedef struct TextAudit
{
	FindingSink sink;			/* first: rules get a pointer to it */
	FindingSink *whole;
	Snapshot	snapshot;
	Oid			nspoid;
	ObjectAddress told[HYGIENE_MAX_RULES];	/* what each rule told last */
} TextAudit;

/* Several texts of one object make one finding. */
static void
add_once(HygieneFinding *finding, FindingSink *sink)
{
	TextAudit  *audit = (TextAudit *) sink;
	ObjectAddress *told = &audit->told[rule_index(finding->rule)];

	if (told->classId == finding->address.classId &&
		told->objectId == finding->address.objectId &&
		told->objectSubId == finding->address.objectSubId)
		return;
	*told = finding->address;
	audit->whole->add(finding, audit->whole);
}

static void
check_text(TextFacts *text, void *arg)
{
	TextAudit  *audit = arg;
	bool		named = false;

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->check_text == NULL || settings_level(rule) == LEVEL_OFF ||
			!rule->wants_text(text))
			continue;
		if (!named && !facts_name_text(text, audit->nspoid, audit->snapshot))
			return;
		named = true;
		rule->check_text(rule, text, settings_rule_context(), &audit->sink);
	}
}

void
audit_texts(Snapshot snapshot, Oid relid, Oid nspoid, FindingSink *sink)
{
	TextAudit	audit = {{add_once, NULL}, sink, snapshot, nspoid};

	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (hygiene_rules[i]->check_text && settings_level(hygiene_rules[i]) != LEVEL_OFF)
		{
			facts_stream_texts(snapshot, relid, check_text, &audit);
			return;
		}
	}
}
