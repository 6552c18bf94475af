/*-------------------------------------------------------------------------
 *
 * extension.c
 *		Is the extension installed in this database, and where are its tables?
 *
 * Asked anew every time: the answer changes with CREATE and DROP EXTENSION,
 * and a probe of a small catalog costs less than keeping it right.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/extension.h"
#include "record/extension.h"
#include "utils/lsyscache.h"

Oid
extension_oid(void)
{
	return get_extension_oid("pg_hygiene", true);
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
