/*-------------------------------------------------------------------------
 *
 * reference.h
 *	  What the name of a column says of the table that it refers to.
 *
 * Only the name is looked at; whether there is such a table is for others to
 * find out.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WORDS_REFERENCE_H
#define HYGIENE_WORDS_REFERENCE_H

#include "plain.h"
#include "noun.h"
#include "split.h"

/* Is a column called like a reference: customer_id, idCustomer, fk_customer? */
extern bool reference_like(const char *name);

/*
 * Is it called like the other half of a reference that may go to one table or
 * another: owner_type, subject_class?
 */
extern bool reference_kind_like(const char *name);

/* Do words say that a number was given by somebody else: stripe, external? */
extern bool reference_is_external(const Words *words);

/*
 * The words of such a name that say what is referred to, without id, fk and
 * the like: those from number *from on, *to left out.  Where the name is one
 * word (customerid), there are none, and glued[] receives what it says, else "".
 */
extern void reference_target(const Words *words, int *from, int *to, char glued[NOUN_BYTES]);

/* Joins the words from number "from" on, "to" left out; "" if they are too long. */
extern const char *reference_noun(const Words *words, int from, int to, char out[NOUN_BYTES]);

#endif							/* HYGIENE_WORDS_REFERENCE_H */
