/*-------------------------------------------------------------------------
 *
 * sequence_exhaustion.c
 *		Rule sequence_exhaustion: what runs out of numbers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/database/database.h"
#include "lib/stringinfo.h"
#include "rules/database/database_rules.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/* Parts of a sequence's range at which it is told, and warned about. */
#define SEQUENCE_TOLD	0.75
#define SEQUENCE_WARNED 0.90

/* Statements that move the end farther away, or NULL. */
static char *
sequence_remedy(const SequenceFacts *sequence)
{
	const char *name = quote_qualified_identifier(sequence->nspname, sequence->relname);
	bool		by_column = sequence->end == sequence->column_last;
	StringInfoData buf;

	initStringInfo(&buf);
	if (by_column && sequence->relid != 0)
	{
		/* where a domain stands between, its own definition must change */
		if (!sequence->plain_column)
			return NULL;
		appendStringInfo(&buf, "ALTER TABLE %s ALTER COLUMN %s TYPE bigint;",
						 quote_qualified_identifier(sequence->owner_nspname,
													sequence->owner_relname),
						 quote_identifier(sequence->attname));
		if (sequence->identity)
			return buf.data;
		appendStringInfoChar(&buf, ' ');
	}
	appendStringInfo(&buf, "ALTER SEQUENCE %s AS bigint NO %s;", name,
					 sequence->descending ? "MINVALUE" : "MAXVALUE");
	return buf.data;
}

static void
check_sequence(const HygieneRule *rule, const SequenceFacts *sequence, FindingSink *sink)
{
	const char *name = quote_qualified_identifier(sequence->nspname, sequence->relname);
	bool		by_column = sequence->relid != 0 && sequence->end == sequence->column_last;
	int			percent = (int) Min(100, sequence->used * 100);
	HygieneFinding *finding;
	const char *end;

	if (sequence->used < SEQUENCE_TOLD)
		return;
	end = by_column ?
		psprintf("what type %s of column \"%s\" of table \"%s\" can hold",
				 sequence->column_type, sequence->attname,
				 quote_qualified_identifier(sequence->owner_nspname, sequence->owner_relname)) :
		psprintf("its range");

	finding = finding_named(rule, sequence->seqid, sequence->nspname, sequence->relname,
							"sequence");
	finding->message = psprintf("sequence \"%s\" has used %d %% of %s; widen %s before it is used up [%s]",
								name, percent, end, by_column ? "the column" : "it", rule->name);
	finding->detail = psprintf("It is at " INT64_FORMAT " of " INT64_FORMAT ". Beyond that every INSERT that needs a new value fails.",
							   sequence->value, sequence->end);
	if (by_column)
		finding->detail = psprintf("%s A wider type makes the server rewrite the table under a lock that nobody passes, so begin in time; columns that refer to it must become wider as well.",
								   finding->detail);
	finding->remedy = sequence_remedy(sequence);
	if (sequence->used < SEQUENCE_WARNED)
		finding->cap = LEVEL_AUDIT;
	finding_evidence_number(finding, "value", sequence->value);
	finding_evidence_number(finding, "end", sequence->end);
	finding_evidence_number(finding, "percent", percent);
	sink->add(finding, sink);
}

void
check_sequence_exhaustion(const HygieneRule *rule, const DatabaseFacts *database,
						  const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->sequences)
		check_sequence(rule, lfirst(lc), sink);
}
