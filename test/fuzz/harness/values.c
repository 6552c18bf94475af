/*-------------------------------------------------------------------------
 *
 * values.c
 *		Fuzz target: what a text looks like (facts/measured/value_format.c).
 *
 * Held against the server's own types: what is called a day, its date_in reads
 * as that day; what is called a uuid, uuid_in reads; and the other way round.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/measured/value_format.h"
#include "fmgr.h"
#include "harness.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/uuid.h"

/* Does the type's input function take it?  Errors hold nothing but memory. */
static bool
accepted(PGFunction input, const char *text)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	volatile bool result = true;

	PG_TRY();
	{
		(void) DirectFunctionCall1(input, CStringGetDatum(text));
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(oldcontext);
		FlushErrorState();
		result = false;
	}
	PG_END_TRY();
	return result;
}

static bool
all_digits(const char *text, int n)
{
	return strspn(text, "0123456789") >= n;
}

static void
one(const char *text, int len, int choice)
{
	const char *exactly = fuzz_exactly(text, len);
	bool		is_date = value_is_iso_date(exactly, len);
	bool		is_uuid = value_is_uuid(exactly, len);

	(void) value_is_hash(exactly, len);
	if (is_date)
		PROPERTY(accepted(date_in, pnstrdup(text, 10)));
	else if (len == 10 && all_digits(text, 4) && text[0] != '0' && text[4] == '-' &&
			 all_digits(text + 5, 2) && text[7] == '-' && all_digits(text + 8, 2))
		PROPERTY(!accepted(date_in, text));
	if (is_uuid)
	{
		PROPERTY(accepted(uuid_in, text));
		PROPERTY(!is_date);
	}
	else if (len == 32)
		PROPERTY(strspn(text, "0123456789abcdefABCDEF") < 32);
}

const FuzzTarget fuzz_values = {"values", one, true};
