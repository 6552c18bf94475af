/*-------------------------------------------------------------------------
 *
 * pg_hygiene.c
 *		_PG_init: defines the settings and installs the hooks.
 *
 * The library is loaded by the first DDL command of a session (by the event
 * trigger on ddl_command_start) or by session_preload_libraries.  Only if it is
 * preloaded, TRUNCATE and DROP DATABASE are checked from the first statement on.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr.h"
#include "guard/entry/executor_start.h"
#include "guard/entry/hooks.h"
#include "guard/entry/transaction.h"
#include "rehearsal/suspects.h"
#include "settings.h"

#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(.name = "pg_hygiene",.version = PG_HYGIENE_VERSION);
#else
PG_MODULE_MAGIC;
#endif

void		_PG_init(void);

void
_PG_init(void)
{
	settings_init();
	transaction_init();
	hooks_init();
	executor_start_init();
	suspects_init();
}
