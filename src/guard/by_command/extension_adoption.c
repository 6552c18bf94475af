/*-------------------------------------------------------------------------
 *
 * extension_adoption.c
 *		ALTER EXTENSION ... ADD: objects that become members of an extension.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "facts/catalog/objects.h"
#include "facts/catalog/snapshot.h"
#include "facts/change/change.h"
#include "facts/keys/read_relation.h"
#include "guard/by_command/extension_adoption.h"
#include "guard/collect/collected_commands.h"
#include "guard/judge/judging.h"
#include "guard/verdict/single_change.h"
#include "record/extension.h"
#include "tcop/cmdtag.h"
#include "utils/inval.h"
#include "utils/snapmgr.h"

/* Returns whether the object is pg_hygiene's schema, or lies in it. */
static bool
is_in_own_schema(const Change *change)
{
	Oid			nspoid = get_namespace_oid("hygiene", true);

	if (change->before != NULL)
		return change->before->relnamespace == nspoid;
	return change->object->nspoid == nspoid || change->object->objid == nspoid;
}

/*
 * An object that an extension gets or lets go.  A relation that is let go is one
 * that was not there before.  If it was ours, all sessions have to know.
 */
static void
add_content(const ObjectAddress *object)
{
	statement_add_object(object->classId, object->objectId);
	if (object->classId != RelationRelationId)
		return;
	CacheInvalidateRelcacheByRelid(object->objectId);
	extension_forget();
}

/*
 * Judges the ADD; nothing is done for an object of pg_hygiene's that comes back
 * to it.
 */
static void
judge_added(const CollectedCommand *command, const AlterExtensionContentsStmt *stmt,
			CommandId cid)
{
	const ObjectAddress *address = &command->d.simple.secondaryObject;
	Change		change = {0};
	Snapshot	before;

	before = facts_snapshot_before(cid);
	change.kind = CHANGE_ADOPTED;
	change.what = stmt->extname;
	if (address->classId == RelationRelationId)
		change.before = change.after = facts_read_relation(address->objectId, before);
	else
		change.object = facts_read_object(address->classId, address->objectId, before);
	UnregisterSnapshot(before);

	if ((change.before == NULL && change.object == NULL) ||
		(change.before != NULL && judging_exempt(change.before)) ||
		(command->d.simple.address.objectId == extension_oid() && is_in_own_schema(&change)))
		return;
	judge_single_change(&change, false, CMDTAG_ALTER_EXTENSION);
}

static void
judge_contents(const CollectedCommand *command, void *arg)
{
	const Statement *statement = (const Statement *) arg;
	const AlterExtensionContentsStmt *stmt;

	if (command->type != SCT_Simple || command->parsetree == NULL ||
		!IsA(command->parsetree, AlterExtensionContentsStmt))
		return;
	stmt = (const AlterExtensionContentsStmt *) command->parsetree;
	add_content(&command->d.simple.secondaryObject);
	if (stmt->action > 0)
		judge_added(command, stmt, statement->cid);
}

void
extension_adoption_judge(Statement *statement, const Node *parsetree)
{
	collected_commands_walk(judge_contents, statement);
}
