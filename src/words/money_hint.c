/*-------------------------------------------------------------------------
 *
 * money_hint.c
 *	  What the name of one column says about its siblings.
 *
 * Called for every column of a database, so the name is only folded once.  Each
 * pattern waits under its rarest letter, is looked at only when the name has
 * that, and compared only when the name has all of its letters.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "money.h"

/* Names are compared up to here; nothing longer is worth a hint. */
#define HINT_BYTES		128

typedef enum HintPlace
{
	HINT_IS,					/* the whole name */
	HINT_ENDS,					/* the name ends so */
	HINT_HAS					/* anywhere in the name */
} HintPlace;

typedef struct HintPattern
{
	const char *text;			/* lower case, without separators */
	HintPlace	place;
	uint32		hint;
} HintPattern;

static const HintPattern patterns[] = {
	{"currency", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"currencies", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"ccy", HINT_ENDS, MONEY_COMPANY_CURRENCY},
	{"waehrung", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"devise", HINT_IS, MONEY_COMPANY_CURRENCY},
	{"divisa", HINT_IS, MONEY_COMPANY_CURRENCY},
	{"moneda", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"moeda", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"valuta", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"waluta", HINT_HAS, MONEY_COMPANY_CURRENCY},
	{"price", HINT_HAS, MONEY_COMPANY_PRICE},
	{"unitcost", HINT_HAS, MONEY_COMPANY_PRICE},
	{"precio", HINT_HAS, MONEY_COMPANY_PRICE},
	{"preco", HINT_HAS, MONEY_COMPANY_PRICE},
	{"prezzo", HINT_HAS, MONEY_COMPANY_PRICE},
	{"preis", HINT_HAS, MONEY_COMPANY_PRICE},
	{"prijs", HINT_HAS, MONEY_COMPANY_PRICE},
	{"prix", HINT_HAS, MONEY_COMPANY_PRICE},
	{"cena", HINT_IS, MONEY_COMPANY_PRICE},
	{"harga", HINT_HAS, MONEY_COMPANY_PRICE},
	{"fiyat", HINT_HAS, MONEY_COMPANY_PRICE},
	{"cijena", HINT_IS, MONEY_COMPANY_PRICE},
	{"quantity", HINT_HAS, MONEY_COMPANY_QUANTITY},
	{"qty", HINT_HAS, MONEY_COMPANY_QUANTITY},
	{"cantidad", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"quantidade", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"quantite", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"menge", HINT_ENDS, MONEY_COMPANY_QUANTITY},
	{"anzahl", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"aantal", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"ilosc", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"kolicina", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"jumlah", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"qtd", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"qtde", HINT_IS, MONEY_COMPANY_QUANTITY},
	{"unit", HINT_IS, MONEY_COMPANY_UNIT},
	{"units", HINT_IS, MONEY_COMPANY_UNIT},
	{"uom", HINT_ENDS, MONEY_COMPANY_UNIT},
	{"unitofmeasure", HINT_HAS, MONEY_COMPANY_UNIT},
	{"doseunit", HINT_HAS, MONEY_COMPANY_UNIT},
	{"amountunit", HINT_HAS, MONEY_COMPANY_UNIT},
	{"valueunit", HINT_HAS, MONEY_COMPANY_UNIT},
	{"unitid", HINT_IS, MONEY_COMPANY_UNIT},
	{"unitconceptid", HINT_HAS, MONEY_COMPANY_UNIT},
	{"open", HINT_IS, MONEY_COMPANY_OPEN},
	{"openprice", HINT_ENDS, MONEY_COMPANY_OPEN},
	{"high", HINT_IS, MONEY_COMPANY_HIGH},
	{"highprice", HINT_ENDS, MONEY_COMPANY_HIGH},
	{"low", HINT_IS, MONEY_COMPANY_LOW},
	{"lowprice", HINT_ENDS, MONEY_COMPANY_LOW},
	{"close", HINT_IS, MONEY_COMPANY_CLOSE},
	{"adjclose", HINT_IS, MONEY_COMPANY_CLOSE},
	{"closeprice", HINT_ENDS, MONEY_COMPANY_CLOSE},
	{"ticker", HINT_HAS, MONEY_COMPANY_TICKER},
	{"isin", HINT_IS, MONEY_COMPANY_TICKER},
	{"cusip", HINT_IS, MONEY_COMPANY_TICKER},
	{"stocksymbol", HINT_IS, MONEY_COMPANY_TICKER},
	{"debit", HINT_IS, MONEY_COMPANY_DEBIT},
	{"debits", HINT_IS, MONEY_COMPANY_DEBIT},
	{"credit", HINT_IS, MONEY_COMPANY_CREDIT},
	{"credits", HINT_IS, MONEY_COMPANY_CREDIT},
	{"invoiceid", HINT_IS, MONEY_COMPANY_PAYMENT},
	{"paymentid", HINT_IS, MONEY_COMPANY_PAYMENT},
	{"paymentmethod", HINT_IS, MONEY_COMPANY_PAYMENT},
	{"paymentmethodid", HINT_IS, MONEY_COMPANY_PAYMENT},
	{"invoicenumber", HINT_IS, MONEY_COMPANY_PAYMENT},
	{"bid", HINT_IS, MONEY_COMPANY_BID},
	{"bidprice", HINT_IS, MONEY_COMPANY_BID},
	{"ask", HINT_IS, MONEY_COMPANY_ASK},
	{"askprice", HINT_IS, MONEY_COMPANY_ASK},
	{"subtotal", HINT_HAS, MONEY_COMPANY_PARTS},
	{"grandtotal", HINT_IS, MONEY_COMPANY_PARTS},
	{"fare", HINT_IS, MONEY_COMPANY_PARTS},
	{"fareamount", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"basefare", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"tipamount", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"surcharge", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"deliveryfee", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"shippingfee", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"servicefee", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"shippingcost", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"deliverycost", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"interestrate", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"loanamount", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"downpayment", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"targetamount", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"salary", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"salario", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"salaire", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"premiumamount", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"suminsured", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"pnl", HINT_HAS, MONEY_COMPANY_PARTS},
	{"revenue", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"liabilities", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"totalttc", HINT_ENDS, MONEY_COMPANY_PARTS},
	{"payment", HINT_HAS, MONEY_COMPANY_DEAL},
	{"invoice", HINT_HAS, MONEY_COMPANY_DEAL},
	{"transaction", HINT_HAS, MONEY_COMPANY_DEAL},
	{"merchant", HINT_HAS, MONEY_COMPANY_DEAL},
	{"expense", HINT_HAS, MONEY_COMPANY_DEAL},
	{"payee", HINT_HAS, MONEY_COMPANY_DEAL},
	{"bankaccount", HINT_HAS, MONEY_COMPANY_DEAL},
	{"payout", HINT_HAS, MONEY_COMPANY_DEAL},
	{"refund", HINT_HAS, MONEY_COMPANY_DEAL},
	{"withdraw", HINT_HAS, MONEY_COMPANY_DEAL},
	{"deposit", HINT_HAS, MONEY_COMPANY_DEAL},
	{"salary", HINT_HAS, MONEY_COMPANY_DEAL},
	{"budget", HINT_HAS, MONEY_COMPANY_DEAL},
	{"revenue", HINT_HAS, MONEY_COMPANY_DEAL},
	{"profit", HINT_HAS, MONEY_COMPANY_DEAL},
	{"paidamount", HINT_HAS, MONEY_COMPANY_DEAL},
	{"amountpaid", HINT_HAS, MONEY_COMPANY_DEAL},
	{"factura", HINT_HAS, MONEY_COMPANY_DEAL},
	{"facture", HINT_HAS, MONEY_COMPANY_DEAL},
	{"fattura", HINT_HAS, MONEY_COMPANY_DEAL},
	{"fatura", HINT_HAS, MONEY_COMPANY_DEAL},
	{"faktur", HINT_HAS, MONEY_COMPANY_DEAL},
	{"rechnung", HINT_HAS, MONEY_COMPANY_DEAL},
	{"pagamento", HINT_HAS, MONEY_COMPANY_DEAL},
	{"paiement", HINT_HAS, MONEY_COMPANY_DEAL},
	{"betaling", HINT_HAS, MONEY_COMPANY_DEAL},
	{"zahlung", HINT_HAS, MONEY_COMPANY_DEAL},
	{"platnosc", HINT_HAS, MONEY_COMPANY_DEAL},
	{"pembayaran", HINT_HAS, MONEY_COMPANY_DEAL},
	{"cost", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"fee", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"iban", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"wallet", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"payer", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"paidat", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"paidon", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"ispaid", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"expenses", HINT_ENDS, MONEY_COMPANY_DEAL},
	{"total", HINT_ENDS, MONEY_COMPANY_TOTAL},
	{"totalamount", HINT_ENDS, MONEY_COMPANY_TOTAL},
	{"totalprice", HINT_ENDS, MONEY_COMPANY_TOTAL},
	{"netamount", HINT_ENDS, MONEY_COMPANY_TOTAL},
	{"finalamount", HINT_ENDS, MONEY_COMPANY_TOTAL},
	{"amount", HINT_ENDS, MONEY_COMPANY_AMOUNT},
	{"amt", HINT_ENDS, MONEY_COMPANY_AMOUNT},
	{"importe", HINT_ENDS, MONEY_COMPANY_AMOUNT},
	{"montant", HINT_ENDS, MONEY_COMPANY_AMOUNT},
	{"betrag", HINT_ENDS, MONEY_COMPANY_AMOUNT},
	{"reversecost", HINT_IS, MONEY_COMPANY_NETWORK},
};

/* Letters, from the rarest in names to the most frequent. */
static const char by_rarity[] = "qzjxkwvyhbfgpumdclsonraiet";

static uint32 pattern_letters[lengthof(patterns)];
static int	pattern_len[lengthof(patterns)];

/* Patterns in the order of their rarest letters; where each letter's begin. */
static uint8 ordered[lengthof(patterns)];
static uint8 begin[lengthof(by_rarity)];
static bool ready = false;

static inline uint32
letter_bit(char c)
{
	return (c >= 'a' && c <= 'z') ? (uint32) 1 << (c - 'a') : 0;
}

static void
make_ready(void)
{
	size_t		n = 0;
	uint32		rarer = 0;

	for (size_t i = 0; i < lengthof(patterns); i++)
	{
		pattern_len[i] = (int) strlen(patterns[i].text);
		for (const char *s = patterns[i].text; *s != '\0'; s++)
			pattern_letters[i] |= letter_bit(*s);
	}
	for (size_t k = 0; by_rarity[k] != '\0'; k++)
	{
		begin[k] = (uint8) n;
		rarer |= letter_bit(by_rarity[k]);
		for (size_t i = 0; i < lengthof(patterns); i++)
		{
			if ((pattern_letters[i] & rarer) == letter_bit(by_rarity[k]))
				ordered[n++] = (uint8) i;
		}
	}
	begin[lengthof(by_rarity) - 1] = (uint8) n;
	ready = true;
}

/* What the patterns under the k-th letter say of a name. */
static uint32
hint_under(size_t k, const char *name, int len, uint32 letters)
{
	uint32		hint = 0;

	for (int at = begin[k]; at < begin[k + 1]; at++)
	{
		int			i = ordered[at];
		const HintPattern *p = &patterns[i];
		int			plen = pattern_len[i];
		const char *found = NULL;

		if ((pattern_letters[i] & ~letters) != 0 || plen > len)
			continue;
		if (p->place == HINT_IS)
			found = (plen == len && memcmp(name, p->text, len) == 0) ? name : NULL;
		else if (p->place == HINT_ENDS)
			found = memcmp(name + len - plen, p->text, plen) == 0 ? name + len - plen : NULL;
		else
			found = strstr(name, p->text);
		if (found == NULL)
			continue;

		/* "concurrency" is none */
		if (p->hint == MONEY_COMPANY_CURRENCY && found - name >= 3 &&
			memcmp(found - 3, "con", 3) == 0)
			continue;
		hint |= p->hint;
	}
	return hint;
}

uint32
money_sibling_hint(const char *attname)
{
	char		name[HINT_BYTES];
	int			len = 0;
	uint32		letters = 0;
	uint32		hint = 0;

	if (!ready)
		make_ready();
	for (const char *s = attname; *s != '\0'; s++)
	{
		char		c = *s;

		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		else if (c == '_' || c == ' ' || c == '-' || c == '.')
			continue;
		if (len >= HINT_BYTES - 1)
			return 0;
		name[len++] = c;
		letters |= letter_bit(c);
	}
	name[len] = '\0';

	for (size_t k = 0; by_rarity[k] != '\0'; k++)
	{
		if (letters & letter_bit(by_rarity[k]))
			hint |= hint_under(k, name, len, letters);
	}
	return hint;
}
