/*-------------------------------------------------------------------------
 *
 * texts.h
 *		Texts in the catalogs that may contain values, such as passwords.
 *
 * Constants in defaults, views, CHECK constraints, policies and triggers, bodies
 * of functions and defaults of their arguments, comments, options
 * of foreign servers, tables and user mappings, connection strings of
 * subscriptions.  What the current user could not read by SQL is left out:
 * options of user mappings, and what subscriptions connect to.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TEXTS_H
#define HYGIENE_TEXTS_H

#include "facts/facts.h"
#include "utils/snapshot.h"

typedef enum TextPlace
{
	TEXT_DEFAULT,
	TEXT_FUNCTION,
	TEXT_VIEW,
	TEXT_COMMENT,
	TEXT_OPTION,
	TEXT_STATEMENTS,			/* body of a function that is stored parsed */
	TEXT_ARGUMENT,				/* default of a function's argument */
	TEXT_CONDITION,				/* of a CHECK constraint, policy or trigger */
	TEXT_TRIGGER_ARGUMENT
} TextPlace;

typedef struct TextFacts
{
	TextPlace	place;
	Oid			classid;		/* of the object that it belongs to */
	Oid			objid;
	int32		objsubid;
	const char *key;			/* what the text is the value of: a column, an
								 * option; or NULL */
	const char *text;

	/* what facts_name_text() fills in */
	const char *kind;			/* "column", "view", "function", "server" …;
								 * static */
	char	   *nspname;		/* of a user mapping its server; else NULL
								 * where there is none */
	char	   *name;
	char	   *attname;		/* NULL unless it is a column … */
	char	   *part;			/* … or a constraint, policy, trigger of
								 * that name */
} TextFacts;

typedef void (*TextCallback) (TextFacts *text, void *arg);

/*
 * Calls back for each text, those of one object one after the other; if relid is
 * valid, for those of that relation only.  The text is valid during the call.
 */
extern void facts_stream_texts(Snapshot snapshot, Oid relid, TextCallback callback, void *arg);

/*
 * Names the object of a text; false if it is none of the user's (of the
 * system, of an extension), is gone, or lies in another schema than nspoid
 * (if that is valid).
 */
extern bool facts_name_text(TextFacts *text, Oid nspoid, Snapshot snapshot);

#endif							/* HYGIENE_TEXTS_H */
