/*-------------------------------------------------------------------------
 *
 * blob.h
 *	  What the name of a column says of the form of its values: a file, a code
 *	  of fixed length, a uuid.
 *
 * Pure functions of names, as in money.h.  The vocabulary is in blob_words.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_BLOB_H
#define HYGIENE_BLOB_H

#include "plain.h"

/*
 * The word that makes binary column attname of relation relname one that holds
 * files, copied into word[]; false if none does.
 */
extern bool blob_is_file(const char *attname, const char *relname, char word[32]);

/* Is it a code, a digest or the like, whose values all are as long? */
extern bool blob_is_code(const char *attname);

/* Is it named after a uuid ("user_uuid"), or after a key (id, "user_id")? */
extern bool blob_is_uuid(const char *attname);
extern bool blob_is_id(const char *attname);

#endif							/* HYGIENE_BLOB_H */
