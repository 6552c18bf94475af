/*-------------------------------------------------------------------------
 *
 * audit_texts.c
 *		The part of an audit that judges texts in the catalogs.
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
	ObjectAddress last[HYGIENE_MAX_RULES];	/* of each rule's last finding */
} TextAudit;

/* Passes on one finding per rule and object, which may have several texts. */
static void
add_once(HygieneFinding *finding, FindingSink *sink)
{
	TextAudit  *audit = (TextAudit *) sink;
	ObjectAddress *last = &audit->last[rule_index(finding->rule)];

	if (last->classId == finding->address.classId &&
		last->objectId == finding->address.objectId &&
		last->objectSubId == finding->address.objectSubId)
		return;
	*last = finding->address;
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

		if (!(rule->kind & ON_TEXT) || settings_level(rule) == LEVEL_OFF ||
			!rule->needs.text(text))
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
		if ((hygiene_rules[i]->kind & ON_TEXT) && settings_level(hygiene_rules[i]) != LEVEL_OFF)
		{
			facts_stream_texts(snapshot, relid, check_text, &audit);
			return;
		}
	}
}
