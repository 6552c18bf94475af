/*-------------------------------------------------------------------------
 *
 * drop_owned.c
 *		DROP OWNED BY.
 *
 * The statement is judged as one container: the roles whose objects go.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/by_command/drop_owned.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/acl.h"

/* Whose objects DROP OWNED BY drops: "a, b" */
static char *
owned_roles(const DropOwnedStmt *stmt)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, stmt->roles)
	{
		RoleSpec   *role = lfirst_node(RoleSpec, lc);

		if (buf.len > 0)
			appendStringInfoString(&buf, ", ");
		appendStringInfoString(&buf, GetUserNameFromId(get_rolespec_oid(role, false), false));
	}
	return buf.data;
}

void
drop_owned_set_roles(Statement *statement, const Node *parsetree)
{
	MemoryContext old = MemoryContextSwitchTo(statement->context);

	statement->role = owned_roles((const DropOwnedStmt *) parsetree);
	MemoryContextSwitchTo(old);
}
