/*-------------------------------------------------------------------------
 *
 * global.h
 *		DROP DATABASE and DROP TABLESPACE.
 *
 * Global objects have no event triggers and cannot be brought back, so they
 * are judged before the command runs, from whichever database it is said.
 * A database that this session made itself, within the last hour, is its own to
 * drop: migration tools make one to try their files in, and throw it away.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GLOBAL_H
#define HYGIENE_GLOBAL_H

/*
 * A database comes into being in this session; out of memory is raised.  Of
 * those that are dropped, global_judge_database() passes over these.
 *
 * A name that does not exist is the command's own business: nothing happens.
 */
extern void global_database_created(Oid dboid);
extern void global_judge_database(const char *datname);
extern void global_judge_tablespace(const char *spcname);

#endif							/* HYGIENE_GLOBAL_H */
