/*-------------------------------------------------------------------------
 *
 * transaction_annotations.c
 *		The annotations of this transaction.
 *
 * Each text that holds annotations is parsed once per transaction into a set, so
 * that its annotations remember whether they were used.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/annotations/annotated_rules.h"
#include "guard/annotations/comment_annotations.h"
#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/collect/rehearsal_sink.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/memutils.h"

/* A statement of a message. */
typedef struct StatementKey
{
	TimestampTz time;
	const void *text;
	int			location;
} StatementKey;

typedef struct AnnotationSet
{
	SubTransactionId subid;
	char	   *setting;		/* value of hygiene.allow, or NULL: a comment */
	bool		report_unused;
	List	   *of_session;		/* the session's own when the setting had this
								 * value */
	StatementKey key;			/* which statement the comments belong to */
	List	   *annotations;
} AnnotationSet;

static List *sets = NIL;		/* of AnnotationSet *, in
								 * TopTransactionContext */

static StatementKey silent;		/* the last one seen that has no comments */

static void
report(int sqlerrcode, const char *message, const char *detail, const char *hint,
	   int location)
{
	RehearsalSink *sink = rehearsal_sink_current();

	if (sink != NULL)
		sink->problem(sqlerrcode, message, detail, hint, location, sink->arg);
	else
		ereport(WARNING,
				(errcode(sqlerrcode),
				 errmsg_internal("%s", message),
				 detail ? errdetail_internal("%s", detail) : 0,
				 hint ? errhint("%s", hint) : 0));
}

static void
report_problems(List *problems)
{
	ListCell   *lc;

	foreach(lc, problems)
	{
		AnnotationProblem *problem = (AnnotationProblem *) lfirst(lc);

		report(problem->sqlerrcode, problem->message, problem->detail, problem->hint,
			   query_text_location());
	}
}

static AnnotationSet *
add_set(const char *setting)
{
	AnnotationSet *set = palloc0(sizeof(AnnotationSet));

	set->subid = GetCurrentSubTransactionId();
	set->setting = setting ? pstrdup(setting) : NULL;
	sets = lappend(sets, set);
	return set;
}

/* The set of the setting's value in force; NULL if it is empty. */
static AnnotationSet *
setting_set(void)
{
	AnnotationSet *set;
	List	   *problems = NIL;
	List	   *ignored = NIL;
	MemoryContext old;

	if (hygiene_allow == NULL || hygiene_allow[0] == '\0')
		return NULL;
	for (int i = list_length(sets) - 1; i >= 0; i--)
	{
		set = (AnnotationSet *) list_nth(sets, i);
		if (set->setting != NULL && strcmp(set->setting, hygiene_allow) == 0)
			return set;
	}

	old = MemoryContextSwitchTo(TopTransactionContext);
	set = add_set(hygiene_allow);
	set->report_unused = settings_allow_is_local();
	set->annotations = annotation_parse(hygiene_allow, false, &problems);
	annotated_rules_add(set->annotations);
	if (set->report_unused)
		set->of_session = annotation_parse(settings_allow_of_session(), false, &ignored);
	MemoryContextSwitchTo(old);
	report_problems(problems);
	return set;
}

/*
 * The set of the statement's comments that was made earlier, or NULL.  Statements
 * of a message run in their order, so that the sets are searched from behind, as
 * far as this statement's can be.
 */
static AnnotationSet *
find_comment_set(const StatementKey *key)
{
	for (int i = list_length(sets) - 1; i >= 0; i--)
	{
		AnnotationSet *set = (AnnotationSet *) list_nth(sets, i);

		if (set->setting != NULL)
			continue;
		if (set->key.time != key->time || set->key.location < key->location)
			break;
		if (set->key.text == key->text &&set->key.location == key->location)
			return set;
	}
	return NULL;
}

/* The set of the running statement's comments; NULL if it has none. */
static AnnotationSet *
comment_set(void)
{
	StatementKey key = {GetCurrentStatementStartTimestamp(), query_text_source(),
	query_text_location()};
	AnnotationSet *set;
	List	   *annotations;
	List	   *problems = NIL;
	MemoryContext old;

	if (key.text == NULL ||
		(key.text == silent.text &&key.time == silent.time && key.location == silent.location))
		return NULL;
	set = find_comment_set(&key);
	if (set != NULL)
		return set;

	old = MemoryContextSwitchTo(TopTransactionContext);
	annotations = comments_annotations(&problems);
	if (annotations == NIL && problems == NIL)
	{
		MemoryContextSwitchTo(old);
		silent = key;
		return NULL;
	}
	set = add_set(NULL);
	set->report_unused = true;
	set->key = key;
	set->annotations = annotations;
	annotated_rules_add(set->annotations);
	MemoryContextSwitchTo(old);
	report_problems(problems);
	return set;
}

void
annotations_read(void)
{
	(void) setting_set();
	(void) comment_set();
}

Annotation *
annotations_find(const HygieneFinding *finding)
{
	AnnotationSet *set = comment_set();
	Annotation *annotation = NULL;

	if (set != NULL)
		annotation = annotation_match(set->annotations, finding);
	if (annotation == NULL && (set = setting_set()) != NULL)
		annotation = annotation_match(set->annotations, finding);
	return annotation;
}

Annotation *
annotations_find_commit(const HygieneFinding *finding)
{
	ListCell   *lc;

	(void) setting_set();
	foreach(lc, sets)
	{
		AnnotationSet *set = (AnnotationSet *) lfirst(lc);
		Annotation *annotation = annotation_match(set->annotations, finding);

		if (annotation != NULL)
			return annotation;
	}
	return NULL;
}

bool
annotations_pending(void)
{
	return sets != NIL ||
		(settings_allow_is_local() && hygiene_allow != NULL && hygiene_allow[0] != '\0');
}

static bool
same_words(const Annotation *a, const Annotation *b)
{
	return a->rule == b->rule && strcmp(a->object, b->object) == 0 &&
		strcmp(a->reason, b->reason) == 0 &&
		strcmp(a->backup ? a->backup : "", b->backup ? b->backup : "") == 0;
}

/*
 * Returns whether an unused annotation needs no warning of its own.  The
 * setting is parsed anew whenever its value changes, and hygiene.allow() adds
 * to what is there: so the same words may have been used in an earlier value,
 * may have been warned about, or may be the session's.
 */
static bool
needs_no_warning(const AnnotationSet *set, const Annotation *annotation)
{
	ListCell   *lc;
	bool		earlier = true;

	if (set->setting == NULL)
		return annotation->used;
	foreach(lc, set->of_session)
	{
		if (same_words(annotation, (Annotation *) lfirst(lc)))
			return true;
	}
	foreach(lc, sets)
	{
		AnnotationSet *other = (AnnotationSet *) lfirst(lc);
		ListCell   *la;

		if (other == set)
			earlier = false;
		if (other->setting == NULL)
			continue;
		foreach(la, other->annotations)
		{
			Annotation *same = (Annotation *) lfirst(la);

			if (same_words(annotation, same) &&
				(same->used || (earlier && other->report_unused)))
				return true;
		}
	}
	return false;
}

void
annotations_report_unused(void)
{
	ListCell   *lc;

	(void) setting_set();
	if (sets == NIL)
		return;
	foreach(lc, sets)
	{
		AnnotationSet *set = (AnnotationSet *) lfirst(lc);
		ListCell   *la;

		if (!set->report_unused)
			continue;
		foreach(la, set->annotations)
		{
			Annotation *annotation = (Annotation *) lfirst(la);

			if (needs_no_warning(set, annotation))
				continue;
			report(MAKE_SQLSTATE('0', '1', 'H', 'A', '6'),
				   psprintf("hygiene annotation \"%s %s\" matched nothing in this transaction; remove it or correct its name",
							annotation->rule->name, annotation->object),
				   NULL,
				   "The object is named as it was before the change, for example public.users.legacy.",
				   set->setting ? 0 : set->key.location);
		}
	}
}

List *
annotations_swap(List *other)
{
	List	   *old = sets;
	ListCell   *lc;

	sets = other;
	silent.text = NULL;
	annotated_rules_forget();
	foreach(lc, sets)
		annotated_rules_add(((AnnotationSet *) lfirst(lc))->annotations);
	return old;
}

void
annotations_forget(void)
{
	/* the memory goes with TopTransactionContext */
	if (sets != NIL)
		annotated_rules_forget();
	sets = NIL;
	silent.text = NULL;
}

void
annotations_abort_subtransaction(SubTransactionId subid)
{
	ListCell   *lc;

	foreach(lc, sets)
	{
		if (((AnnotationSet *) lfirst(lc))->subid >= subid)
			sets = foreach_delete_current(sets, lc);
	}
}

void
annotations_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid)
{
	ListCell   *lc;

	foreach(lc, sets)
	{
		AnnotationSet *set = (AnnotationSet *) lfirst(lc);

		if (set->subid == subid)
			set->subid = parent_subid;
	}
}
