/*-------------------------------------------------------------------------
 *
 * stale_waiver.c
 *		Stale waivers: expired, of an unknown rule, or of an object that is gone.
 *
 * The name in a waiver does not say of which kind the object was.  So an object
 * counts as gone only if no object of any kind has the name.  A waiver may be
 * made before its object, so a fresh waiver is not checked.
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
#include "facts/catalog/catalog_rows.h"
#include "facts/database/database.h"
#include "record/waiver.h"
#include "rewrite/rewriteSupport.h"
#include "rules/rule.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#define MAX_PARTS 3

/*
 * Splits an identity at its dots into unquoted names, palloc'd, and returns how
 * many there are.  Stops at "(", where the arguments of a function begin.
 * Returns 0 if the text is not an identity.
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

/* Returns whether a column, constraint, trigger, … of the relation has that name. */
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

	/* a single name may be of a schema, an extension, a slot … */
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
check_waiver(const Waiver *waiver, void *arg)
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

	waiver_each(snapshot, check_waiver, &reading);
	return reading.stale;
}
