/*-------------------------------------------------------------------------
 *
 * hints.h
 *	  What may be in a column, by its name alone, fast.
 *
 * For readers that meet every column of a database: the same names come again
 * and again, and what was said of the latest of them is remembered.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_HINTS_H
#define HYGIENE_HINTS_H

#include "plain.h"

#define HINT_DATE		0x01	/* a date, if its type allows for one */
#define HINT_OPEN		0x02	/* no date by its name, but it might be one */
#define HINT_SECRET		0x04	/* secret_may_hold() */
#define HINT_CODE		0x08	/* blob_is_code() */
#define HINT_UUID		0x10	/* blob_is_uuid() */
#define HINT_ID			0x20	/* blob_is_id() */

/* HINT_ bits of a column's name. */
extern uint32 name_hints(const char *attname);

#endif							/* HYGIENE_HINTS_H */
