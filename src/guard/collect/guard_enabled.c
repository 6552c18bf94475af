/*-------------------------------------------------------------------------
 *
 * guard_enabled.c
 *		Whether the guard is enabled.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/parallel.h"
#include "access/xact.h"
#include "access/xlog.h"
#include "catalog/objectaccess.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "guard/collect/guard_enabled.h"
#include "miscadmin.h"
#include "settings.h"

bool
guard_enabled(void)
{
	return hygiene_mode != MODE_OFF &&
		IsUnderPostmaster &&
		!IsBinaryUpgrade &&
		!creating_extension &&
		!IsParallelWorker() &&
		!RecoveryInProgress() &&
		SessionReplicationRole != SESSION_REPLICATION_ROLE_REPLICA &&
		hygiene_event_triggers_on() &&
		OidIsValid(MyDatabaseId) &&
		IsTransactionState();
}
