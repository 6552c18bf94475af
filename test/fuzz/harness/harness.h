/*-------------------------------------------------------------------------
 *
 * harness.h
 *		What a fuzz target is, and what targets share.
 *
 * A target is run inside a server (a single-user backend): the library is the
 * real one, compiled with sanitizers, and so are palloc, ereport, the scanner
 * and the encodings that it calls.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HARNESS_H
#define HARNESS_H

#include "postgres.h"

typedef struct FuzzTarget
{
	const char *name;

	/*
	 * Tries one input: len bytes and a NUL behind them, in a chunk of its own
	 * that ends there.  With "any_bytes" they may be anything but NULs, else
	 * they are valid in the database's encoding: UTF-8, or SQL_ASCII.  "choice",
	 * 0 to 4, is free for what a target can do in several ways.  Runs in a memory
	 * context that is reset afterwards; whatever lives longer is a leak.  An
	 * error that is raised is a failure.
	 */
	void		(*one) (const char *text, int len, int choice);
	bool		any_bytes;
} FuzzTarget;

extern const FuzzTarget fuzz_annotation;	/* annotation.c */
extern const FuzzTarget fuzz_words; /* words.c */
extern const FuzzTarget fuzz_comments;	/* comments.c */
extern const FuzzTarget fuzz_plpgsql;	/* plpgsql.c */
extern const FuzzTarget fuzz_settings;	/* settings.c */
extern const FuzzTarget fuzz_values;	/* values.c */

/* The input does not have the property: says so and ends the process. */
extern void fuzz_fail(const char *file, int line, const char *property) pg_attribute_noreturn();

#define PROPERTY(condition) \
	do { \
		if (!(condition)) \
			fuzz_fail(__FILE__, __LINE__, #condition); \
	} while (0)

/* Is it valid in the database's encoding? */
extern bool fuzz_is_valid(const char *text);

/*
 * Is it SQL to the server's scanner alone?  The scanner needs time by the square
 * of some texts' length (comments of operators): that is not held against the
 * input, and *slow says if it was so.
 */
extern bool fuzz_scans(const char *text, bool *slow);

/* The len bytes as they are, in a chunk that ends with them and has no NUL. */
extern char *fuzz_exactly(const char *text, int len);

/* Is the part in the text, white space and the characters in "others" aside? */
extern bool fuzz_contains(const char *text, const char *part, const char *others);

#endif							/* HARNESS_H */
