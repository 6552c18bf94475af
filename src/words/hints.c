/*-------------------------------------------------------------------------
 *
 * hints.c
 *	  What may be in a column, by its name alone, fast.
 *
 * See hints.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "blob.h"
#include "date.h"
#include "hints.h"
#include "secret.h"

#define REMEMBERED		2048	/* a power of two */
#define LONGEST_NAME	47		/* longer names are looked up each time */

typedef struct Remembered
{
	uint32		hash;
	uint8		hints;
	bool		used;
	char		name[LONGEST_NAME + 1];
} Remembered;

static Remembered memory[REMEMBERED];

static uint32
work_out(const char *attname)
{
	uint32		hints = 0;

	/* at the length of a date every name gives all that it can */
	if (date_judge(attname, 14).verdict != DATE_NO)
		hints |= HINT_DATE;
	else if (date_may_be(attname))
		hints |= HINT_OPEN;
	if (secret_may_hold(attname))
		hints |= HINT_SECRET;
	if (blob_is_code(attname))
		hints |= HINT_CODE;
	if (blob_is_uuid(attname))
		hints |= HINT_UUID;
	if (blob_is_id(attname))
		hints |= HINT_ID;
	return hints;
}

uint32
name_hints(const char *attname)
{
	uint32		hash = 2166136261u;
	int			len;
	Remembered *place;

	for (len = 0; attname[len] != '\0'; len++)
		hash = (hash ^ (unsigned char) attname[len]) * 16777619u;
	if (len > LONGEST_NAME)
		return work_out(attname);
	place = &memory[(hash ^ (hash >> 16)) & (REMEMBERED - 1)];
	if (!place->used || place->hash != hash || strcmp(place->name, attname) != 0)
	{
		place->hints = (uint8) work_out(attname);
		place->hash = hash;
		memcpy(place->name, attname, len + 1);
		place->used = true;
	}
	return place->hints;
}
