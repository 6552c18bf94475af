/*-------------------------------------------------------------------------
 *
 * names.c
 *	  Checks how names are cut into words, and judgements that must not change.
 *
 * usage: names_check
 *
 * Besides fixed cases it throws random names at every function: made of bytes,
 * of any length, and glued from the vocabulary itself.  Exits with 1 when a
 * case fails.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>

#include "money_lookup.h"
#include "money_words_foreign.h"
#include "money_words_romance.h"

static int	failures = 0;

/* The words of a cut name, with blanks between them. */
static const char *
joined(const Words *words)
{
	static char text[4096];

	text[0] = '\0';
	for (int i = 0; i < words->nwords; i++)
	{
		if (i > 0)
			strcat(text, " ");
		strcat(text, words->word[i]);
	}
	return text;
}

static void
expect(const char *what, const char *name, const char *got, const char *wanted)
{
	if (strcmp(got, wanted) == 0)
		return;
	printf("%s of \"%s\": got \"%s\", expected \"%s\"\n", what, name, got, wanted);
	failures++;
}

#define SIXTY_THREE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct
{
	const char *name;
	const char *words;
}			split_cases[] =
{
	{"", ""},
	{"___", ""},
	{"total_due", "total due"},
	{"totalDue", "total due"},
	{"TOTAL_DUE", "total due"},
	{"USDAmount", "usd amount"},
	{"orderIDTotal", "order id total"},
	{"orderIDs", "order ids"},
	{"IDsOfAll", "ids of all"},
	{"price2usd", "price 2 usd"},
	{"Unit Price", "unit price"},
	{"net-amount (EUR)", "net amount eur"},
	{"Gebühr", "gebuhr"},
	{"PREÇO_Médio", "preco medio"},
	{"größe", "grosse"},
	{"beløb", "belob"},
	{"kwota_Łączna", "kwota laczna"},
	{"цена_нетто", "цена нетто"},
	{"\xff\xc3", "\xff\xc3"},
	{"price\xf0\x9f\x98\x80", "price"},
	{"\xe2\x9d\xa4\xef\xb8\x8f" "cost", "cost"},
	{"net\xe2\x80\x93total", "net total"},
	{"net\xc2\xa0total", "net total"},
	{"total (\xe2\x82\xac)", "total eur"},
	{"betrag\xe2\x82\xac", "betrag eur"},
	{"\xe4\xbb\xb7\xe6\xa0\xbc\xef\xbc\x88", "\xe4\xbb\xb7\xe6\xa0\xbc\xef\xbc\x88"},
	/* what follows a word that is too long is dropped with it */
	{"ab_" SIXTY_THREE SIXTY_THREE SIXTY_THREE "1", "ab"},
};

static const struct
{
	const char *name;
	const char *words;
}			cut_cases[] =
{
	{"totaldue", "total due"},
	{"salesytd", "sales ytd"},
	{"taxamt", "tax amt"},
	{"fxsellprice", "fx sell price"},
	{"grundpreis", "grund preis"},
	{"sub_total", "subtotal"},
	{"coffee", "coffee"},
	{"costume", "costume"},
	{"taxonomy", "taxonomy"},
	{"separate", "separate"},
	{"location", "location"},
	{"private", "private"},
	{"caprice", "caprice"},
	{"preciobase", "precio base"},
	{"precious_metal", "precious metal"},
	{"hargasatuan", "harga satuan"},
	{"subsidies", "subsidies"},
};

/* table, column, currency beside it; verdict */
static const struct
{
	const char *table;
	const char *column;
	const char *sibling;
	const char *domain;
	bool		money;
}			judge_cases[] =
{
	{"t", "price", "", NULL, true},
	{"t", "amount", "", NULL, false},
	{"t", "amount", "currency_code", NULL, true},
	{"t", "amount", "maximumConcurrencyLimit", NULL, false},
	{"payments", "amount", "", NULL, true},
	{"sensor_readings", "value", "", NULL, false},
	{"t", "price_count", "", NULL, false},
	{"t", "count_of_prices", "", NULL, false},
	{"t", "weight_fee", "", NULL, true},
	{"t", "fee_weight", "", NULL, false},
	{"t", "hourly_rate", "", NULL, true},
	{"orders", "tax_rate", "", NULL, false},
	{"t", "exchange_rate", "currency", NULL, false},
	{"t", "cost_last_30_days", "", NULL, true},
	{"t", "price_per_kg", "", NULL, true},
	{"t", "kg_per_dollar", "", NULL, false},
	{"t", "cost_per_click_pct", "", NULL, false},
	{"ways", "cost", "", NULL, false},
	{"t", "x", "", "usd_price", true},
	{"t", "price", "", "percentage", false},
	{"t", "coffee_temp", "", NULL, false},
	{"t", "total (\xe2\x82\xac)", "", NULL, true},
	{"t", "royalties", "", NULL, true},
	{"t", "index_price", "", NULL, true},
	{"t", "price_index", "", NULL, false},
	{"t", "debt_to_equity", "", NULL, false},
	{"t", "price_to_sales", "", NULL, false},
	{"t", "ev_ebitda", "", NULL, false},
	{"t", "return_on_assets", "", NULL, false},
	{"t", "ebitda_margin", "", NULL, false},
	{"t", "initial_margin", "", NULL, true},
	{"t", "amount_to_refund", "", NULL, true},
	{"t", "days_to_payment", "", NULL, false},
	{"t", "km_to_price_rise", "", NULL, false},
	{"t", "fare_after_km", "", NULL, true},
	{"rooms", "tax_rate", "", NULL, false},
	{"quotes", "bid_amount", "bid_price", NULL, true},
	{"estoque", "saldo", "", NULL, false},
	{"contas", "saldo", "", NULL, true},
	{"stock", "total", "", NULL, false},
	{"leave_balances", "opening_balance", "", NULL, false},
	{"t", "opening_balance", "", NULL, true},
	{"vendas", "ven_valor", "", NULL, true},
	{"tbtransacoes", "valor", "", NULL, true},
	{"t", "installments", "", NULL, false},
	{"t", "installment_amount", "", NULL, true},
	{"lebensmittel", "fettgehalt", "", NULL, false},
	{"t", "levies", "", NULL, true},
	{"t", "gratuities", "", NULL, true},
	{"t", "area_income", "", NULL, true},
	{"t", "income_area", "", NULL, false},
	{"t", "min_withdraw", "", NULL, false},
	{"wallets", "min_withdraw", "", NULL, true},
	{"t", "min_withdraw", "deposit_fee", NULL, true},
	{"t", "total_invested", "", NULL, true},
	{"t", "hours_spent", "deposit_fee", NULL, false},
	{"misc", "amount", "expenses_type", NULL, true},
	{"misc", "seed_amount", "expenses_type", NULL, false},
	{"crypto_trades", "amount", "fee", NULL, false},
	{"wallet_logs", "amount", "", NULL, true},
	{"access_log", "total", "", NULL, false},
	{"orders", "discount", "order_total", NULL, true},
	{"order_items", "discount", "line_total", NULL, false},
	{"orders", "discount", "", NULL, false},
	{"t", "inkopspris", "", NULL, true},
	{"t", "restschuld", "", NULL, true},
	{"urunler", "alis_fiyati", "", NULL, true},
	{"t", "cena_jedn", "", NULL, true},
	{"", "", "", NULL, false},
};

static void
fixed_cases(void)
{
	for (size_t i = 0; i < lengthof(split_cases); i++)
	{
		Words		words;

		words_split(split_cases[i].name, &words);
		expect("words", split_cases[i].name, joined(&words), split_cases[i].words);
	}
	for (size_t i = 0; i < lengthof(cut_cases); i++)
	{
		MoneyName	name;

		money_cut(cut_cases[i].name, NULL, NULL, &name);
		expect("cut", cut_cases[i].name, joined(&name.words), cut_cases[i].words);
	}
	for (size_t i = 0; i < lengthof(judge_cases); i++)
	{
		MoneyJudgement j = money_judge(judge_cases[i].column, judge_cases[i].table,
									   judge_cases[i].domain,
									   money_sibling_hint(judge_cases[i].sibling),
									   NULL, NULL);

		expect("verdict", judge_cases[i].column, j.verdict == MONEY_YES ? "money" : "none",
			   judge_cases[i].money ? "money" : "none");
	}
}

/* Words of the settings: alone, glued, the whole name, and against ours. */
static void
settings_cases(void)
{
	static const char *const yes[] = {"zaster", "foo_bar"};
	static const char *const no[] = {"price", "legacy"};
	MoneyWords	extra = {yes, lengthof(yes)};
	MoneyWords	extra_not = {no, lengthof(no)};
	static const struct
	{
		const char *name;
		bool		money;
	}			cases[] =
	{
		{"zaster", true}, {"total_zaster", true}, {"totalzaster", true},
		{"zaster_count", false}, {"foo_bar", true}, {"foo", false},
		{"zasters", true}, {"total_zasters", true}, {"prices", false},
		{"price", false}, {"unit_price", false}, {"legacy_cost", false},
		{"cost", true},
	};

	for (size_t i = 0; i < lengthof(cases); i++)
	{
		MoneyJudgement j = money_judge(cases[i].name, "t", NULL, 0, &extra, &extra_not);

		expect("verdict with settings", cases[i].name,
			   j.verdict == MONEY_YES ? "money" : "none", cases[i].money ? "money" : "none");
	}
}

static uint32
next_random(void)
{
	static uint32 x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x;
}

/* A word of the vocabulary, any; returns its length. */
static int
random_word(char *out)
{
	static const struct
	{
		const MoneyWordGroup *groups;
		uint32		n;
	}			lists[] = {
		{money_word_groups, lengthof(money_word_groups)},
		{money_word_groups_romance, lengthof(money_word_groups_romance)},
		{money_word_groups_foreign, lengthof(money_word_groups_foreign)},
	};
	uint32		g = next_random() % (lists[0].n + lists[1].n + lists[2].n);
	const MoneyWordGroup *group = g < lists[0].n ? &lists[0].groups[g] :
		g - lists[0].n < lists[1].n ? &lists[1].groups[g - lists[0].n] :
		&lists[2].groups[g - lists[0].n - lists[1].n];
	size_t		at = next_random() % strlen(group->words);
	int			len;

	while (at > 0 && group->words[at - 1] != ' ')
		at--;
	len = (int) strcspn(group->words + at, " ");
	memcpy(out, group->words + at, len);
	return len;
}

static void
random_names(int n)
{
	static const char *const tables[] = {"t", "orders", "payments", "trades", "accounts", "order_items", "timesheets"};
	static const char *const glue[] = {"_", "", " ", "2", "X"};

	for (int i = 0; i < n; i++)
	{
		char		name[600];
		int			len = 0;
		MoneyJudgement j;

		if (i % 4 == 0)
		{
			int			wanted = next_random() % 500;

			for (; len < wanted; len++)
				name[len] = (char) (next_random() % 255 + 1);
		}
		else
		{
			for (int k = next_random() % 4; k >= 0; k--)
			{
				const char *between = glue[next_random() % lengthof(glue)];

				len += random_word(name + len);
				if (k > 0 || i % 8 == 1)
				{
					memcpy(name + len, between, strlen(between));
					len += (int) strlen(between);
				}
			}
		}
		name[len] = '\0';
		j = money_judge(name, tables[next_random() % lengthof(tables)],
						i % 16 == 0 ? name : NULL, next_random() & 0xFFFF, NULL, NULL);
		(void) money_sibling_hint(name);
		if (strlen(j.word) >= sizeof(j.word) || j.reason == NULL)
			expect("judgement", name, "broken", "whole");
	}
}

int
main(void)
{
	fixed_cases();
	settings_cases();
	random_names(200000);
	printf("names: %s\n", failures == 0 ? "all cases pass" : "FAILED");
	return failures == 0 ? 0 : 1;
}
