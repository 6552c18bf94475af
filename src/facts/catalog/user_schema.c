/*-------------------------------------------------------------------------
 *
 * user_schema.c
 *		Which schemas and relations audits of the user's objects cover.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "facts/catalog/user_schema.h"

bool
is_user_schema(const char *nspname)
{
	return strncmp(nspname, "pg_", 3) != 0 && strcmp(nspname, "information_schema") != 0;
}

bool
is_audited_relation(char relkind, char relpersistence)
{
	return relpersistence != RELPERSISTENCE_TEMP &&
		(relkind == RELKIND_RELATION || relkind == RELKIND_PARTITIONED_TABLE ||
		 relkind == RELKIND_FOREIGN_TABLE || relkind == RELKIND_MATVIEW ||
		 relkind == RELKIND_COMPOSITE_TYPE);
}
