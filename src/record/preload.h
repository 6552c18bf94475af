/*-------------------------------------------------------------------------
 *
 * preload.h
 *		Whether sessions load the library before their first statement.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PRELOAD_H
#define HYGIENE_PRELOAD_H

#include "postgres.h"

typedef enum PreloadState
{
	PRELOADED_BY_SERVER,		/* shared_preload_libraries */
	PRELOADED_BY_SESSION,		/* session_preload_libraries, as of this
								 * session */
	PRELOADED_BY_CLIENT,		/* local_preload_libraries */
	PRELOADED_NEXT_TIME,		/* set for this database after this session
								 * began */
	PRELOADED_NEVER
} PreloadState;

/* Returns which setting preloads the library, as this session sees it. */
extern PreloadState preload_state(void);

/*
 * Returns the ALTER DATABASE command with which new sessions of this database
 * preload the library in addition to those that they preload now; palloc'd.
 */
extern char *preload_command(void);

#endif							/* HYGIENE_PRELOAD_H */
