/*-------------------------------------------------------------------------
 *
 * secret_literal.h
 *	  Is a secret written into a text?
 *
 * Pure functions; what they return names the kind and the place of a secret,
 * never a part of it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SECRET_LITERAL_H
#define HYGIENE_SECRET_LITERAL_H

#include "plain.h"

/*
 * The kind of the first secret in text ("a private key"; static), or NULL.
 * code says that the text is SQL, where a secret is a literal beside its name
 * (password := '…'); otherwise it is a value or prose.  *line is the line
 * where it stands, from 1.
 */
extern const char *secret_literal_find(const char *text, bool code, int *line);

/* The kind, if the value of something of that name is a secret; or NULL. */
extern const char *secret_literal_named(const char *name, const char *value);

#endif							/* HYGIENE_SECRET_LITERAL_H */
