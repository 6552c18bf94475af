/*-------------------------------------------------------------------------
 *
 * text_names.c
 *		What a text in the catalogs belongs to, by name.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_subscription.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "catalog/pg_user_mapping.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/objects.h"
#include "facts/code/texts.h"
#include "facts/keys/read_relation.h"
#include "foreign/foreign.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

static bool
name_relation(TextFacts *text, Oid relid, Oid nspoid, Snapshot snapshot)
{
	RelationFacts *rel = facts_read_relation(relid, snapshot);
	const AttributeFacts *att = NULL;

	if (rel == NULL || rel->extension_member || rel->relpersistence == RELPERSISTENCE_TEMP ||
		(OidIsValid(nspoid) && rel->relnamespace != nspoid))
		return false;
	if (text->objsubid > 0)
	{
		att = facts_attribute(rel, text->objsubid);
		if (att == NULL)
			return false;
	}
	text->kind = att ? "column" : facts_relation_kind(rel);
	text->nspname = rel->nspname;
	text->name = rel->relname;
	text->attname = att ? att->attname : NULL;
	if (text->place == TEXT_DEFAULT && text->key != NULL)
		text->key = text->attname;
	return true;
}

static bool
name_domain(TextFacts *text, Oid typid, Oid nspoid, Snapshot snapshot)
{
	const ObjectFacts *domain = facts_read_object(TypeRelationId, typid, snapshot);

	if (domain == NULL || domain->extension_member ||
		(OidIsValid(nspoid) && domain->nspoid != nspoid))
		return false;
	text->nspname = domain->nspname;
	text->name = domain->name;
	return true;
}

/* A constraint, policy or trigger, and what it belongs to. */
static bool
name_part(TextFacts *text, Oid nspoid, Snapshot snapshot)
{
	HeapTuple	tuple;
	const char *kind;
	const char *name;
	Oid			relid;
	Oid			typid = InvalidOid;

	switch (text->classid)
	{
		case PolicyRelationId:
			{
				Form_pg_policy form;

				tuple = facts_fetch_by_oid(PolicyRelationId, PolicyOidIndexId,
										   Anum_pg_policy_oid, text->objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return false;
				form = (Form_pg_policy) GETSTRUCT(tuple);
				kind = "policy";
				name = NameStr(form->polname);
				relid = form->polrelid;
				break;
			}
		case TriggerRelationId:
			{
				Form_pg_trigger form;

				tuple = facts_fetch_by_oid(TriggerRelationId, TriggerOidIndexId,
										   Anum_pg_trigger_oid, text->objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return false;
				form = (Form_pg_trigger) GETSTRUCT(tuple);
				kind = "trigger";
				name = NameStr(form->tgname);
				relid = form->tgrelid;
				break;
			}
		default:
			{
				Form_pg_constraint form;

				tuple = facts_fetch_by_oid(ConstraintRelationId, ConstraintOidIndexId,
										   Anum_pg_constraint_oid, text->objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return false;
				form = (Form_pg_constraint) GETSTRUCT(tuple);
				kind = "constraint";
				name = NameStr(form->conname);
				relid = form->conrelid;
				typid = form->contypid;
				break;
			}
	}
	if (OidIsValid(relid) ? !name_relation(text, relid, nspoid, snapshot) :
		!name_domain(text, typid, nspoid, snapshot))
		return false;
	text->kind = kind;
	text->part = pstrdup(name);
	return true;
}

static bool
name_user_mapping(TextFacts *text)
{
	HeapTuple	tuple = SearchSysCache1(USERMAPPINGOID, ObjectIdGetDatum(text->objid));
	ForeignServer *server;
	Form_pg_user_mapping form;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_user_mapping) GETSTRUCT(tuple);
	server = GetForeignServerExtended(form->umserver, FSV_MISSING_OK);
	text->kind = "user mapping";
	text->nspname = server ? server->servername : NULL;
	text->name = OidIsValid(form->umuser) ? GetUserNameFromId(form->umuser, true) : pstrdup("public");
	ReleaseSysCache(tuple);
	return text->nspname != NULL && text->name != NULL;
}

bool
facts_name_text(TextFacts *text, Oid nspoid, Snapshot snapshot)
{
	ObjectFacts *object;

	text->kind = NULL;
	text->nspname = text->name = text->attname = text->part = NULL;
	if (text->classid == RelationRelationId)
		return name_relation(text, text->objid, nspoid, snapshot);
	if (text->classid == ConstraintRelationId || text->classid == PolicyRelationId ||
		text->classid == TriggerRelationId)
		return name_part(text, nspoid, snapshot);
	if (text->classid == ForeignServerRelationId || text->classid == UserMappingRelationId ||
		text->classid == SubscriptionRelationId)
	{
		if (OidIsValid(nspoid))
			return false;
		if (text->classid == UserMappingRelationId)
			return name_user_mapping(text);
		if (text->classid == ForeignServerRelationId)
		{
			ForeignServer *server = GetForeignServerExtended(text->objid, FSV_MISSING_OK);

			text->kind = "server";
			text->name = server ? server->servername : NULL;
		}
		else
		{
			text->kind = "subscription";
			text->name = get_subscription_name(text->objid, true);
		}
		return text->name != NULL;
	}

	object = facts_read_object(text->classid, text->objid, snapshot);
	if (object == NULL || object->extension_member || object->name == NULL ||
		(OidIsValid(nspoid) && object->nspoid != nspoid))
		return false;
	text->kind = object->kind;
	text->nspname = object->nspname;
	text->name = object->name;
	return text->nspname == NULL ||
		(strncmp(text->nspname, "pg_", 3) != 0 && strcmp(text->nspname, "hygiene") != 0);
}
