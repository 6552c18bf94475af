/*-------------------------------------------------------------------------
 *
 * money.c
 *	  Does a column hold money, by its name and its company?
 *
 * A name is cut into words, each word is looked up (money_lookup.c), and the
 * words are weighed:
 *
 *	1. a word that makes it a count, a ratio or an identifier forbids money; a
 *	   measure forbids it too, unless a strong word follows ("weight_fee");
 *	2. a rate is money when it is paid by the hour, the night, the unit;
 *	3. a strong word is money;
 *	4. two weak words that explain each other are money ("amount_due");
 *	5. one weak word needs company: a sibling, or the name of the table.
 *
 * What is said after "per" is what money is paid for, and does not count.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "money.h"
#include "money_name.h"

#define W_WEAK		(W_AMOUNT | W_TOTAL | W_VALUE | W_BALANCE | W_LIMIT)

/* Everything a judgement is made of. */
typedef struct Case
{
	CutName		column;
	uint32		table;			/* T_ bits of the relation's name */
	uint32		siblings;
} Case;

static MoneyJudgement
judgement(MoneyVerdict verdict, const char *word, const char *reason)
{
	MoneyJudgement j;

	j.verdict = verdict;
	words_copy(j.word, sizeof(j.word), word);
	j.reason = reason;
	return j;
}

static MoneyJudgement
judge_rate(const Case *c)
{
	const CutName *name = &c->column;
	int			i;

	for (i = 0; i < name->n.words.nwords; i++)
	{
		if ((name->n.bits[i] & (W_RATE | W_RATE_OF | W_PLAIN | W_AMOUNT)) == 0 &&
			name->n.words.len[i] > 2 && !money_is_number(name->n.words.word[i]))
			return judgement(MONEY_NO, "", "");
		if ((name->n.bits[i] & (W_DUE | W_RATE_OF)) == W_DUE)
			return judgement(MONEY_NO, "", ""); /* of tax, of interest */
	}
	if (name->all & W_RATE_OF)
		return judgement(MONEY_YES, money_word_with(name, W_RATE_OF),
						 "a rate that is paid");
	if (name->n.words.nwords <= 2 && (c->siblings & MONEY_COMPANY_QUANTITY) &&
		(c->siblings & (MONEY_COMPANY_AMOUNT | MONEY_COMPANY_TOTAL)) &&
		!(c->table & (T_OTHER | T_PHYSICAL)))
		return judgement(MONEY_YES, money_word_with(name, W_RATE),
						 "a rate that is multiplied by a quantity");
	if ((c->table & T_BY_RATE) && !(c->table & (T_RATES | T_OTHER | T_PHYSICAL)))
		return judgement(MONEY_YES, money_word_with(name, W_RATE),
						 "a rate in a table about pay");
	return judgement(MONEY_NO, "", "");
}

/* Two weak words that explain each other; NULL or the word that tells. */
static const char *
weak_pair(const CutName *name)
{
	uint32		all = name->all;
	bool		context = false;
	bool		due_of = false; /* a tax of an order, not an order of a tax */
	int			ndue = 0;
	int			i;

	for (i = 0; i < name->n.words.nwords; i++)
	{
		if (name->n.bits[i] & W_DUE)
		{
			ndue++;
			due_of = due_of || context;
		}
		else if (name->n.bits[i] & W_CONTEXT)
			context = true;
	}
	if ((all & W_WEAK) && (all & W_DUE))
		return money_word_with(name, W_DUE);
	if ((all & W_AMOUNT) && (all & W_DONE))
		return money_word_with(name, W_DONE);
	if ((all & (W_AMOUNT | W_TOTAL)) && (all & W_DISCOUNT))
		return money_word_with(name, W_DISCOUNT);
	if ((all & (W_AMOUNT | W_TOTAL | W_VALUE | W_BALANCE)) && (all & W_CONTEXT))
		return money_word_with(name, W_CONTEXT);
	if (ndue > 1 || due_of || ((all & W_DUE) && (all & (W_NET | W_DONE))))
		return money_word_with(name, W_DUE);
	if ((all & W_NET) && (all & (W_AMOUNT | W_TOTAL)))
		return money_word_with(name, W_NET);
	if ((all & W_CURRENCY) && (all & (W_WEAK | W_DUE | W_DONE | W_DISCOUNT)))
		return money_word_with(name, W_CURRENCY);
	return NULL;
}

/*
 * A total amount, or a balance of nothing that is named: money in any table but
 * of what is measured or kept in store.
 */
static bool
is_common_sum(const Case *c)
{
	const CutName *name = &c->column;
	int			namounts = 0;
	int			ntotals = 0;

	if ((c->table & (T_OTHER | T_PHYSICAL | T_TRADE | T_NETWORK | T_RATES)) ||
		(c->siblings & MONEY_COMPANY_UNIT) || money_has_stranger(name) ||
		(name->all & W_TRADE))
		return false;
	for (int i = 0; i < name->n.words.nwords; i++)
	{
		if (name->n.bits[i] & W_BALANCE)
			return true;
		if (name->n.bits[i] & W_AMOUNT)
			namounts++;
		else if (name->n.bits[i] & W_TOTAL)
			ntotals++;
	}
	return namounts > 0 && ntotals > 0;
}

/* A price in a market: nothing else may stand in its name. */
static bool
is_market_price(const Case *c)
{
	static const uint32 candle = MONEY_COMPANY_OPEN | MONEY_COMPANY_HIGH |
		MONEY_COMPANY_LOW | MONEY_COMPANY_CLOSE;
	static const uint32 quote = MONEY_COMPANY_BID | MONEY_COMPANY_ASK;
	uint32		candles = c->siblings & candle;
	const CutName *name = &c->column;
	int			i;

	if (!(name->all & W_TRADE))
		return false;
	for (i = 0; i < name->n.words.nwords; i++)
	{
		if ((name->n.bits[i] & (W_TRADE | W_PLAIN)) == 0 &&
			name->n.words.len[i] > 1 && !money_is_number(name->n.words.word[i]))
			return false;
	}
	/* any three of the four */
	return (candles & (candles - 1) & ((candles & (candles - 1)) - 1)) != 0 ||
		(c->siblings & quote) == quote ||
		(c->siblings & MONEY_COMPANY_TICKER) != 0 ||
		(c->table & T_TRADE) != 0;
}

/* How much was bid for, in a market: a quantity beside its price. */
static bool
is_depth(const Case *c)
{
	static const uint32 quote = MONEY_COMPANY_BID | MONEY_COMPANY_ASK;

	return (c->column.all & W_AMOUNT) && (c->column.all & W_TRADE) &&
		(c->siblings & quote) == quote;
}

/* A balance of goods in store or of days off, under a word that else is one of money. */
static bool
is_other_balance(const Case *c)
{
	return (c->table & (T_OTHER | T_PHYSICAL)) && c->column.strong < 0 &&
		(c->column.all & W_SURE) && (c->column.all & W_BALANCE);
}

static MoneyJudgement
judge_company(const Case *c)
{
	static const uint32 entry = MONEY_COMPANY_DEBIT | MONEY_COMPANY_CREDIT;
	const CutName *name = &c->column;
	uint32		all = name->all;
	uint32		table = c->table;
	uint32		open = 0;		/* the weak bits that the company makes money */
	bool		priced = (c->siblings & (MONEY_COMPANY_PRICE |
										 MONEY_COMPANY_CURRENCY)) != 0;

	if (is_market_price(c))
		return judgement(MONEY_YES, money_word_with(name, W_TRADE),
						 "a price in a market");
	if ((c->siblings & entry) == entry && (all & W_DUE) &&
		!(table & (T_OTHER | T_PHYSICAL)))
		return judgement(MONEY_YES, money_word_with(name, W_DUE),
						 "debit and credit stand side by side");
	if (table & (T_PHYSICAL | T_OTHER))
		return judgement(MONEY_NO, "", "");

	if (c->siblings & MONEY_COMPANY_CURRENCY)
	{
		open = W_AMOUNT | W_TOTAL | W_BALANCE | W_DUE | W_DONE | W_LIMIT;
		if (!(table & T_RATES))
			open |= W_VALUE;

		/* a limit of invoices counts them */
		if ((all & W_CONTEXT) || money_has_stranger(name))
			open &= ~W_LIMIT;
		if (all & open)
			return judgement(MONEY_YES, money_word_with(name, all & open),
							 "a weak word in the company of a currency column");
	}

	/* a unit of measure says that the weak words are a measure */
	if ((c->siblings & MONEY_COMPANY_UNIT) && !priced && !(table & T_PAY))
		return judgement(MONEY_NO, "", "");

	if (c->siblings & (MONEY_COMPANY_PAYMENT | MONEY_COMPANY_PARTS))
		open |= W_AMOUNT | W_TOTAL | W_BALANCE | W_DUE;
	if ((c->siblings & MONEY_COMPANY_DEAL) && !(table & T_TRADE))
	{
		if (!money_has_stranger(name))
			open |= W_AMOUNT | W_BALANCE | W_DEALT | ((all & W_DONE) ? 0 : W_TOTAL);
		else if ((table & T_HOLDER) && !money_is_stranger(name, name->last))
			open |= W_BALANCE;
	}
	if ((c->siblings & MONEY_COMPANY_PRICE) && (c->siblings & MONEY_COMPANY_QUANTITY))
		open |= W_AMOUNT | W_TOTAL;
	if (all & open)
		return judgement(MONEY_YES, money_word_with(name, all & open),
						 "a weak word in the company of a price or a payment");

	/* beside a total, and not in a line of it, a discount is no fraction */
	if ((c->siblings & MONEY_COMPANY_TOTAL) && !(c->siblings & MONEY_COMPANY_QUANTITY) &&
		(table & (T_PAY | T_ORDER)) && !(table & T_ITEM) &&
		!money_is_stranger(name, name->last))
		open |= W_DISCOUNT;

	if (table & T_PAY)
		open |= W_AMOUNT | W_TOTAL | W_BALANCE | W_DUE | W_DONE | W_LIMIT |
			W_NET | ((table & T_RATES) ? 0 : W_VALUE);
	if (table & T_ORDER)
		open |= W_TOTAL | W_BALANCE | W_VALUE;
	if ((table & T_ORDER) && !(table & T_ITEM))
		open |= W_AMOUNT | W_DUE;
	if (table & T_ITEM)
		open |= W_TOTAL;
	if ((table & T_ITEM) && (c->siblings & MONEY_COMPANY_QUANTITY))
		open |= W_AMOUNT;
	if (table & T_HOLDER)
		open |= W_BALANCE | W_DEALT;
	if (c->siblings & MONEY_COMPANY_QUANTITY)
		open &= ~W_DONE;

	/* a table's name is little; beside a word we do not know it is too little */
	if (name->last >= 0 && money_is_stranger(name, name->last))
		open = 0;
	else if (money_has_stranger(name))
		open &= W_AMOUNT | W_TOTAL | W_DUE |
			((table & (T_PAY | T_ORDER)) ? W_BALANCE : 0);
	if (all & open)
		return judgement(MONEY_YES, money_word_with(name, all & open),
						 "the table is about money");
	return judgement(MONEY_NO, "", "");
}

static MoneyJudgement
judge_case(const Case *c)
{
	const CutName *name = &c->column;
	const char *word = money_forbidding_word(name, c->table);

	if (word != NULL)
		return judgement(MONEY_NO, word, "a word that forbids money");
	if (money_is_rate(name))
		return judge_rate(c);
	if (is_other_balance(c))
		return judgement(MONEY_NO, "", "");
	if (name->all & (W_STRONG | W_SURE))
	{
		word = money_word_with(name, name->strong >= 0 ? W_STRONG : W_SURE);

		/* the length of an edge, in routing */
		if (strcmp(word, "cost") == 0 &&
			((c->table & T_NETWORK) || (c->siblings & MONEY_COMPANY_NETWORK)))
			return judgement(MONEY_NO, "", "");
		return judgement(MONEY_YES, word, "named after money");
	}
	if (name->last > 0 && (name->n.bits[name->last] & W_CURRENCY) &&
		!(name->n.bits[name->last - 1] & W_CURRENCY))
		return judgement(MONEY_YES, name->n.words.word[name->last],
						 "counted in a currency");
	if (!(c->table & T_PHYSICAL) && !is_depth(c))
	{
		word = weak_pair(name);
		if (word != NULL)
			return judgement(MONEY_YES, word,
							 "weak words that together mean money");
	}
	if (is_common_sum(c))
		return judgement(MONEY_YES, money_word_with(name, W_AMOUNT | W_BALANCE),
						 "a sum by its name");
	return judge_company(c);
}

/* What a word says in the name of a table, also behind tb or tbl. */
static uint32
table_word_bits(const char *word, int len)
{
	uint32		bits = money_table_bits(word, len);

	if (bits == 0 && strncmp(word, "tb", 2) == 0)
	{
		int			skip = word[2] == 'l' ? 3 : 2;

		if (len > skip + 2)
			bits = money_table_bits(word + skip, len - skip);
	}
	return bits;
}

/* ven_valor in vendas: is word the beginning of the table's name? */
static bool
abbreviates(const char *word, const char *table)
{
	size_t		len = strlen(word);

	return len >= 3 && len <= 4 && len < strlen(table) && memcmp(word, table, len) == 0;
}

MoneyJudgement
money_judge(const char *attname, const char *relname, const char *domainname,
			uint32 siblings, const MoneyWords *extra,
			const MoneyWords *extra_not)
{
	Case		c;
	CutName		other;
	MoneyJudgement j;

	money_name_read(relname, NULL, NULL, &other);
	c.table = 0;
	for (int i = 0; i < other.n.words.nwords; i++)
		c.table |= table_word_bits(other.n.words.word[i], other.n.words.len[i]);
	if ((c.table & T_SOFT) && !(c.table & (T_PAY | T_ORDER)))
		c.table |= T_OTHER;
	if ((c.table & T_STOCK) && !(c.table & T_MARKET))
		c.table |= T_OTHER;
	c.siblings = siblings;
	money_name_read(attname, extra, extra_not, &c.column);
	if (c.column.n.words.nwords > 1 && other.n.words.nwords > 0)
		c.column.prefixed = abbreviates(c.column.n.words.word[0], other.n.words.word[0]);
	j = judge_case(&c);

	if (domainname != NULL)
	{
		Case		d;
		MoneyJudgement t;

		d.table = 0;
		d.siblings = 0;
		money_name_read(domainname, extra, extra_not, &d.column);
		t = judge_case(&d);
		if (d.column.all & W_NEVER)
			return t;
		if (j.verdict == MONEY_NO && j.word[0] == '\0' &&
			t.verdict == MONEY_YES && !money_is_rate(&c.column))
			return judgement(MONEY_YES, t.word, "its type is named after money");
	}
	return j;
}
