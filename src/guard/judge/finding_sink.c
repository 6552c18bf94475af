/*-------------------------------------------------------------------------
 *
 * finding_sink.c
 *		Where a judgement collects its findings.
 *
 * The first finding of each rule on each object is added; what remedies another
 * finding is recorded only.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/judge/finding_sink.h"
#include "guard/judge/state_rules.h"
#include "record/level.h"
#include "settings.h"

/*
 * Returns whether the change of a column is the remedy of a defect that the
 * column had.  Then what the remedy costs is recorded only: our own hints
 * recommend it.
 */
static bool
is_remedy(const Judging *judging, const HygieneFinding *finding)
{
	const Change *change = judging->change_now;
	List	   *then;
	List	   *now;
	ListCell   *lc;

	/*
	 * only what the rule itself caps: double precision to integer is no
	 * remedy
	 */
	if (change == NULL || change->kind != CHANGE_COLUMN_RETYPED ||
		finding->cap >= LEVEL_ERROR)
		return false;
	then = state_rules_findings(judging, change->before, WHEN_ALL);
	now = state_rules_findings(judging, change->after, WHEN_ALL);
	foreach(lc, then)
	{
		HygieneFinding *defect = (HygieneFinding *) lfirst(lc);
		ListCell   *ln;
		bool		remedied = true;

		if (finding_level(defect) < LEVEL_WARNING)
			continue;
		if (defect->address.classId != finding->address.classId ||
			defect->address.objectId != finding->address.objectId ||
			defect->address.objectSubId != finding->address.objectSubId)
			continue;
		foreach(ln, now)
			remedied = remedied && !finding_same(defect, (HygieneFinding *) lfirst(ln));
		if (remedied)
			return true;
	}
	return false;
}

/* Returns whether this is the first finding of that rule on that object. */
static bool
is_first(Judging *judging, const HygieneFinding *finding)
{
	struct
	{
		const HygieneRule *rule;
		ObjectAddress address;
	}			key;
	bool		found;

	if (judging->found == NULL)
	{
		HASHCTL		ctl = {0};

		ctl.keysize = sizeof(key);
		ctl.entrysize = sizeof(key);
		ctl.hcxt = CurrentMemoryContext;
		judging->found = hash_create("hygiene findings", 32, &ctl,
									 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	memset(&key, 0, sizeof(key));	/* also what pads it */
	key.rule = finding->rule;
	key.address = finding->address;
	hash_search(judging->found, &key, HASH_ENTER, &found);
	return !found;
}

void
finding_sink_add(HygieneFinding *finding, FindingSink *sink)
{
	Judging    *judging = (Judging *) sink->arg;
	JudgedFinding *judged;

	/* triggers of foreign keys come one by one and are one finding */
	if (!is_first(judging, finding))
		return;
	if (is_remedy(judging, finding))
		finding->cap = LEVEL_AUDIT;
	judged = palloc(sizeof(JudgedFinding));
	judged->finding = finding;
	/* a dropped index was affected by another command than its table, perhaps */
	judged->affected = affected_find(judging->affected, finding->address.classId,
									 finding->address.objectId, false);
	if (judged->affected == NULL)
		judged->affected = judging->affected_now;
	judging->findings = lappend(judging->findings, judged);
}
