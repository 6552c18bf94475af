/*-------------------------------------------------------------------------
 *
 * noun.c
 *	  What a word is called when there is one of it, and when there are many.
 *
 * See noun.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "noun.h"

/* Endings of one and of many. */
static const char *const endings[][2] = {
	{"", "s"},					/* order, orders; pedido, pedidos */
	{"", "es"},					/* address, addresses; proveedor, proveedores */
	{"y", "ies"},				/* category, categories */
	{"f", "ves"},				/* shelf, shelves */
	{"fe", "ves"},				/* knife, knives */
	{"is", "es"},				/* analysis, analyses */
	{"um", "a"},				/* datum, data */
	{"ex", "ices"},				/* index, indices */
	{"ix", "ices"},				/* matrix, matrices */
	{"", "e"},					/* auftrag, auftraege; persona, persone */
	{"", "n"},					/* kunde, kunden */
	{"", "en"},					/* rechnung, rechnungen */
	{"", "er"},					/* bild, bilder */
	{"", "x"},					/* niveau, niveaux */
	{"al", "aux"},				/* animal, animaux */
	{"o", "i"},					/* prodotto, prodotti */
	{"a", "e"},					/* fattura, fatture */
	{"e", "i"},					/* ordine, ordini */
	{"z", "ces"},				/* vez, veces */
	{"ao", "oes"},				/* transacao, transacoes */
};

/* Whole words at the end of a compound. */
static const char *const irregulars[][2] = {
	{"person", "people"},
	{"child", "children"},
	{"woman", "women"},
	{"man", "men"},
	{"foot", "feet"},
	{"mouse", "mice"},
	{"criterion", "criteria"},
};

static bool
ends_in(const char *word, int len, const char *ending, int ending_len)
{
	return len >= ending_len && memcmp(word + len - ending_len, ending, ending_len) == 0;
}

bool
noun_form(const char *word, int i, char out[NOUN_BYTES])
{
	int			len = (int) strlen(word);
	int			nendings = (int) lengthof(endings);
	bool		plural = i % 2 == 0;
	const char *from;
	const char *to;
	int			from_len;
	bool		regular = i / 2 < nendings;

	out[0] = '\0';
	if (i / 2 >= nendings + (int) lengthof(irregulars))
		return false;
	from = regular ? endings[i / 2][plural ? 0 : 1] : irregulars[i / 2 - nendings][plural ? 0 : 1];
	to = regular ? endings[i / 2][plural ? 1 : 0] : irregulars[i / 2 - nendings][plural ? 1 : 0];
	from_len = (int) strlen(from);

	/* a word of its own must be left of what has an ending */
	if (ends_in(word, len, from, from_len) && (!regular || len - from_len >= 2) &&
		len - from_len + strlen(to) < NOUN_BYTES)
	{
		memcpy(out, word, len - from_len);
		strcpy(out + len - from_len, to);
	}
	return true;
}
