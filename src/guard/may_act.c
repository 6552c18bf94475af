/*-------------------------------------------------------------------------
 *
 * may_act.c
 *		May we act?
 *
 * A restoring session is told by what pg_dump writes at the head of every
 * dump (bodies unchecked, row security off, an empty search_path) together
 * with the client's name, so that a dump pasted into a migration does not
 * silence the rest of that session.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/parallel.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/objectaccess.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "guard/may_act.h"
#include "miscadmin.h"
#include "settings.h"
#include "utils/acl.h"
#include "utils/guc.h"
#include "utils/rls.h"

bool
guard_may_act(void)
{
	return hygiene_mode != MODE_OFF &&
		IsUnderPostmaster &&
		!IsBinaryUpgrade &&
		!creating_extension &&
		!IsParallelWorker() &&
		SessionReplicationRole != SESSION_REPLICATION_ROLE_REPLICA &&
		hygiene_event_triggers_on() &&
		OidIsValid(MyDatabaseId) &&
		IsTransactionState();
}

bool
guard_is_restore(void)
{
	if (check_function_bodies || row_security)
		return false;
	if (namespace_search_path == NULL || namespace_search_path[0] != '\0')
		return false;
	if (application_name == NULL ||
		(strcmp(application_name, "pg_restore") != 0 &&
		 strcmp(application_name, "psql") != 0))
		return false;
	return superuser() ||
		pg_parameter_aclcheck("hygiene.mode", GetUserId(), ACL_SET) == ACLCHECK_OK;
}
