/*-------------------------------------------------------------------------
 *
 * stale_waiver.c
 *		Waivers that exempt nothing any more.
 *
 * Gone is only what certainly is: the name of a waived object does not say
 * what kind of object it was, so nothing of any kind may bear it.  Nor is an
 * object gone that is yet to come: a waiver is given time from when it was made.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/attnum.h"
#include "catalog/namespace.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "commands/policy.h"
#include "commands/trigger.h"
#include "facts/catalog/reader.h"
#include "facts/database/database.h"
#include "record/waiver.h"
#include "rewrite/rewriteSupport.h"
#include "rules/rule.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#define MAX_PARTS 3

/*
 * Splits an identity into its names, unquoted; what follows "(" are a
 * function's arguments.  0 if it is of another shape.
 */
static int
split_identity(const char *text, char *parts[MAX_PARTS])
{
	char	   *to = palloc(strlen(text) + MAX_PARTS);
	int			nparts = 0;

	for (;;)
	{
		bool		quoted = (*text == '"');

		if (nparts == MAX_PARTS)
			return 0;
		parts[nparts++] = to;
		if (quoted)
			text++;
		for (; *text; text++)
		{
			if (quoted ? *text == '"' : (*text == '.' || *text == '('))
			{
				if (!quoted || text[1] != '"')
					break;
				text++;
			}
			else if (!quoted && (*text == ' ' || *text == '"'))
				return 0;
			*to++ = *text;
		}
		*to++ = '\0';
		if (quoted && *text++ != '"')
			return 0;
		if (parts[nparts - 1][0] == '\0' || strlen(parts[nparts - 1]) >= NAMEDATALEN)
			return 0;
		if (*text == '\0' || *text == '(')
			return nparts;
		if (*text++ != '.')
			return 0;
	}
}

/* Does anything of that name belong to the relation? */
static bool
part_exists(Oid relid, Oid nspoid, const char *name)
{
	return get_attnum(relid, name) != InvalidAttrNumber ||
		OidIsValid(get_relation_constraint_oid(relid, name, true)) ||
		OidIsValid(get_trigger_oid(relid, name, true)) ||
		OidIsValid(get_relation_policy_oid(relid, name, true)) ||
		OidIsValid(get_rewrite_oid(relid, name, true)) ||
		OidIsValid(get_relname_relid(name, nspoid));
}

static bool
is_gone(const char *object, Snapshot snapshot)
{
	char	   *parts[MAX_PARTS];
	int			nparts = split_identity(object, parts);
	Oid			nspoid;
	Oid			relid;
	Oid			typid;

	/* one name alone may be anything: a schema, an extension, a slot … */
	if (nparts < 2)
		return false;
	nspoid = get_namespace_oid(parts[0], true);
	if (!OidIsValid(nspoid))
		return true;

	relid = get_relname_relid(parts[1], nspoid);
	if (OidIsValid(relid))
		return nparts == 3 && !part_exists(relid, nspoid, parts[2]);

	typid = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(parts[1]),
							ObjectIdGetDatum(nspoid));
	return !OidIsValid(typid) && facts_functions_named(parts[1], nspoid, snapshot) == NIL;
}

typedef struct StaleReading
{
	Snapshot	snapshot;
	List	   *stale;
} StaleReading;

static void
look_at(const Waiver *waiver, void *arg)
{
	StaleReading *reading = arg;
	StaleWaiverFacts *stale;
	bool		gone = !waiver->fresh && is_gone(waiver->object, reading->snapshot);
	bool		known = rule_by_name(waiver->rule) != NULL;

	if (known && !waiver->expired && !gone)
		return;
	stale = palloc0(sizeof(StaleWaiverFacts));
	stale->rule = waiver->rule;
	stale->object = waiver->object;
	stale->known = known;
	stale->expired = waiver->expired;
	reading->stale = lappend(reading->stale, stale);
}

List *
waiver_read_stale(Snapshot snapshot)
{
	StaleReading reading = {snapshot, NIL};

	waiver_each(snapshot, look_at, &reading);
	return reading.stale;
}
