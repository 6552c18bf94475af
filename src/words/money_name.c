/*-------------------------------------------------------------------------
 *
 * money_name.c
 *	  What the words of one name say together.
 *
 * See money_name.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "money_name.h"

const char *
money_word_with(const CutName *name, uint32 bits)
{
	int			i;

	for (i = name->n.words.nwords - 1; i >= 0; i--)
	{
		if (name->n.bits[i] & bits)
			return name->n.words.word[i];
	}
	return "";
}

bool
money_is_number(const char *word)
{
	return word[0] >= '0' && word[0] <= '9';
}

static bool
is_one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
	{
		if (strcmp(word, *list) == 0)
			return true;
	}
	return false;
}

void
money_name_read(const char *ident, const MoneyWords *extra,
				const MoneyWords *extra_not, CutName *name)
{
	static const char *const per[] = {"per", "pro", "par", "por", NULL};
	static const char *const from_there[] = {"after", "above", "beyond", "below",
	"within", NULL};
	static const char *const of[] = {"to", "over", NULL};
	static const char *const valuations[] = {"ev", "tev", "return", "returns", NULL};
	static const char *const measured_by[] = {"revenue", "sales", "ebitda",
		"ebit", "earnings", "asset", "assets", "equity", "income", "book", "capital",
	"cash", "cashflow", "debt", "gdp", "cost", "profit", NULL};
	static const char *const fraction[] = {"pct", "percent", "percentage",
	"ratio", "score", "index", "count", "rank", NULL};
	Words	   *words = &name->n.words;
	bool		compared = false;
	int			i;

	money_cut(ident, extra, extra_not, &name->n);
	name->all = 0;
	name->strong = -1;
	name->last = -1;
	name->fraction = false;
	name->prefixed = false;
	for (i = 0; i < words->nwords; i++)
	{
		if (i > 0 && (is_one_of(words->word[i], per) ||
					  (name->strong >= 0 && is_one_of(words->word[i], from_there))))
		{
			/* the head of the whole name still counts (cost_per_click_pct) */
			if (is_one_of(words->word[words->nwords - 1], fraction))
				name->fraction = true;
			words->nwords = i;
			break;
		}

		/* enterprise value to revenue, return on assets */
		if (compared && is_one_of(words->word[i], measured_by))
			name->fraction = true;
		if (i > 0 ? is_one_of(words->word[i], of) &&
			(name->n.bits[i - 1] & (W_AMOUNT | W_TOTAL | W_DUE | W_LIMIT)) == 0 :
			is_one_of(words->word[0], valuations))
			compared = true;
		name->all |= name->n.bits[i];
		if (name->n.bits[i] & W_STRONG)
			name->strong = i;
		if (!money_is_number(words->word[i]))
			name->last = i;
	}
}

/*
 * Is the word at i only there to say of which time the money is: "last 30
 * days", "year to date"?
 */
static bool
tells_when(const CutName *name, int i)
{
	static const char *const before[] = {"last", "past", "next", "prev",
	"previous", "this", "current", "to", NULL};

	return i > 0 && (money_is_number(name->n.words.word[i - 1]) ||
					 is_one_of(name->n.words.word[i - 1], before));
}

/* "days to payment", "km until the fare rises" measure the way to the money. */
static bool
leads_to(const CutName *name, int i)
{
	static const char *const towards[] = {"to", "until", "till", "before",
	"since", NULL};

	return i < name->n.words.nwords - 1 &&
		is_one_of(name->n.words.word[i + 1], towards);
}

bool
money_is_stranger(const CutName *name, int i)
{
	return name->n.bits[i] == 0 && !(i == 0 && name->prefixed) && name->n.words.len[i] > 2 &&
		!money_is_number(name->n.words.word[i]);
}

bool
money_has_stranger(const CutName *name)
{
	int			i;

	for (i = 0; i < name->n.words.nwords; i++)
	{
		if (money_is_stranger(name, i))
			return true;
	}
	return false;
}

const char *
money_forbidding_word(const CutName *name, uint32 table)
{
	bool		in_currency = name->last > 0 &&
		(name->n.bits[name->last] & W_CURRENCY) != 0;
	int			i;

	if (name->fraction)
		return "per";
	for (i = 0; i < name->n.words.nwords; i++)
	{
		uint32		bits = name->n.bits[i];
		const char *word = name->n.words.word[i];

		if (bits & W_NEVER)
			return word;
		if ((bits & (W_MEASURE | W_TIME)) && leads_to(name, i))
			return word;
		if (i <= name->strong || in_currency)
			continue;
		if ((bits & W_MEASURE) &&
			!((bits & W_TRADE) && (table & T_TRADE) &&
			  (name->all & (W_NET | W_STRONG | W_SURE)) == 0))
			return word;
		if ((bits & W_TIME) && !tells_when(name, i))
			return word;
		if (i != name->last || name->strong >= 0)
			continue;

		/* a unit, or the plural of something that was counted */
		if ((bits & W_LETTER) && !tells_when(name, i))
			return word;
		if ((bits & W_PLURAL) && (bits & W_CONTEXT) && !(bits & W_SURE))
			return word;
	}
	return NULL;
}

bool
money_is_rate(const CutName *name)
{
	bool		rate = false;
	int			i;

	for (i = 0; i < name->n.words.nwords; i++)
	{
		if (name->n.bits[i] & W_RATE)
			rate = true;
		else if (name->n.bits[i] & (W_AMOUNT | W_STRONG))
			rate = false;
	}
	return rate;
}
