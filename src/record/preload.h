/*-------------------------------------------------------------------------
 *
 * preload.h
 *		Do sessions load the library before their first statement?
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
	PRELOADED_NEXT_TIME,		/* set for this database meanwhile */
	PRELOADED_NEVER
} PreloadState;

extern PreloadState preload_state(void);

/*
 * The statement that makes new sessions of this database preload the library
 * besides what they preload already; palloc'd.
 */
extern char *preload_command(void);

#endif							/* HYGIENE_PRELOAD_H */
