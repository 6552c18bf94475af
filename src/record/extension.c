/*-------------------------------------------------------------------------
 *
 * extension.c
 *		Is the extension installed in this database, and where are its tables?
 *
 * Asked anew with every command: the answer changes with CREATE and DROP
 * EXTENSION, and a probe of a small catalog costs less than keeping it right.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/extension.h"
#include "record/extension.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

Oid
extension_oid(void)
{
	static TimestampTz asked_in = 0;
	static CommandId asked_at = InvalidCommandId;
	static Oid	extension = InvalidOid;
	TimestampTz transaction = GetCurrentTransactionStartTimestamp();
	CommandId	command = GetCurrentCommandId(false);

	/* within one command of one transaction the answer stays */
	if (transaction != asked_in || command != asked_at || !OidIsValid(extension))
	{
		extension = get_extension_oid("pg_hygiene", true);
		asked_in = transaction;
		asked_at = command;
	}
	return extension;
}

Oid
extension_table(const char *relname)
{
	Oid			extension = extension_oid();
	Oid			nspoid;
	Oid			relid;

	if (!OidIsValid(extension))
		return InvalidOid;
	nspoid = get_namespace_oid("hygiene", true);
	if (!OidIsValid(nspoid))
		return InvalidOid;
	relid = get_relname_relid(relname, nspoid);
	if (!OidIsValid(relid) || get_rel_relkind(relid) != RELKIND_RELATION)
		return InvalidOid;
	if (getExtensionOfObject(RelationRelationId, relid) != extension)
		return InvalidOid;
	return relid;
}
