/*-------------------------------------------------------------------------
 *
 * quoted_name.h
 *		Which names must be quoted, and names without quotes made of them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_QUOTED_NAME_H
#define HYGIENE_QUOTED_NAME_H

typedef enum NameOf
{
	NAME_OF_TABLE,
	NAME_OF_COLUMN,
	NAME_OF_FUNCTION
} NameOf;

/* Must the name be quoted because of its characters? */
extern bool name_is_odd(const char *name);

/* … or because it is a keyword?  Functions need it less often. */
extern bool name_is_reserved(const char *name, NameOf of);

/*
 * A name that needs no quotes, made of one that does or of a keyword: "which" is 1
 * for the first choice, 2 for the second (name_2) and so on.  Palloc'd; NULL if
 * there is none.
 */
extern char *name_candidate(const char *name, NameOf of, int which);

#endif							/* HYGIENE_QUOTED_NAME_H */
