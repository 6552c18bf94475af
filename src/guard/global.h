/*-------------------------------------------------------------------------
 *
 * global.h
 *		DROP DATABASE and DROP TABLESPACE.
 *
 * Global objects have no event triggers and cannot be brought back, so they
 * are judged before the command runs, from whichever database it is said.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GLOBAL_H
#define HYGIENE_GLOBAL_H

/* A name that does not exist is the command's own business: nothing happens. */
extern void global_judge_database(const char *datname);
extern void global_judge_tablespace(const char *spcname);

#endif							/* HYGIENE_GLOBAL_H */
