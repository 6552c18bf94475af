/*-------------------------------------------------------------------------
 *
 * date.h
 *	  Does a column hold a date or a time, by its name?
 *
 * Pure functions of names, as in money.h.  The vocabulary is in date_words.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DATE_H
#define HYGIENE_DATE_H

#include "plain.h"

typedef enum DateVerdict
{
	DATE_NO,
	DATE_DAY,					/* a day of the calendar */
	DATE_MOMENT,				/* a day and a time of it */
	DATE_TIME					/* a time, perhaps with its day */
} DateVerdict;

typedef struct DateJudgement
{
	DateVerdict verdict;
	char		word[32];		/* the word that decided; "" with DATE_NO */
} DateJudgement;

/*
 * Judges the column by its name and by the length that its type allows (in
 * characters; -1 where there is no limit): nothing shorter than a date is one,
 * and the very length of one says something too.
 */
extern DateJudgement date_judge(const char *attname, int length);

/*
 * May values that look like dates be dates here?  False where the name says
 * that the column holds something else: "code", "title", "phone_number".
 */
extern bool date_may_be(const char *attname);

#endif							/* HYGIENE_DATE_H */
