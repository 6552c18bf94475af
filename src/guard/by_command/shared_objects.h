/*-------------------------------------------------------------------------
 *
 * shared_objects.h
 *		DROP DATABASE and DROP TABLESPACE.
 *
 * Global objects have no event triggers and cannot be brought back, so they
 * are judged where the server is about to drop them: it has checked that the
 * role may do so, and nothing has been done.
 * A database that this session made itself, within the last hour, is its own to
 * drop: migration tools make one to try their files in, and throw it away.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SHARED_OBJECTS_H
#define HYGIENE_SHARED_OBJECTS_H

/* A database comes into being in this session; out of memory is raised. */
extern void shared_objects_database_created(Oid dboid);

/*
 * Judges the drop of a database or tablespace, from object_access_hook; does
 * nothing if the guard is not enabled.  Passes over databases made in this
 * session, and those that the server never drops: its own, and templates.
 */
extern void shared_objects_judge_drop(Oid classid, Oid objid);

#endif							/* HYGIENE_SHARED_OBJECTS_H */
