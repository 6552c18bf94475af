/*-------------------------------------------------------------------------
 *
 * texts.c
 *		Texts in the catalogs that people wrote values into.
 *
 * Expressions are read as the node trees that are stored, so that no relation
 * needs to be opened to show them as SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/transam.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_description.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_foreign_table.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_subscription.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "catalog/pg_user_mapping.h"
#include "facts/attempt.h"
#include "facts/members.h"
#include "facts/reader.h"
#include "facts/texts.h"
#include "foreign/foreign.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/syscache.h"

typedef struct Texts
{
	Snapshot	snapshot;
	Oid			relid;
	TextCallback callback;
	void	   *arg;
	KeptArray	members;		/* of extensions: not looked into */
	TextFacts	text;			/* the one at hand */
} Texts;

static void
hand_out(Texts *texts, const char *key, const char *value)
{
	TextFacts	text = texts->text;

	if (value == NULL || value[0] == '\0')
		return;
	text.key = key;
	text.text = value;
	texts->callback(&text, texts->arg);
}

/* The attribute as text, or NULL. */
static char *
text_attribute(HeapTuple tuple, Relation catalog, AttrNumber attnum)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);

	return isnull ? NULL : TextDatumGetCString(datum);
}

/* Each option "name=value" of an array of them. */
static void
hand_out_options(Texts *texts, HeapTuple tuple, Relation catalog, AttrNumber attnum)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);
	Datum	   *options;
	int			noptions;

	if (isnull)
		return;
	deconstruct_array(DatumGetArrayTypeP(datum), TEXTOID, -1, false, TYPALIGN_INT,
					  &options, NULL, &noptions);
	for (int i = 0; i < noptions; i++)
	{
		char	   *option = TextDatumGetCString(options[i]);
		char	   *value = strchr(option, '=');

		if (value == NULL)
			continue;
		*value++ = '\0';
		hand_out(texts, option, value);
	}
}

/* ---------------------------------------------------------------------
 * Expressions
 * ---------------------------------------------------------------------
 */

/* The text of a constant, or NULL. */
static char *
constant_text(Node *node)
{
	Const	   *constant = (Const *) node;

	if (node == NULL || !IsA(node, Const) || constant->constisnull)
		return NULL;
	switch (constant->consttype)
	{
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return TextDatumGetCString(constant->constvalue);
		case UNKNOWNOID:
			return pstrdup(DatumGetCString(constant->constvalue));
	}
	return NULL;
}

/* What is cast, below all casts. */
static Node *
below_casts(Node *node)
{
	while (node != NULL)
	{
		if (IsA(node, RelabelType))
			node = (Node *) ((RelabelType *) node)->arg;
		else if (IsA(node, CoerceViaIO))
			node = (Node *) ((CoerceViaIO *) node)->arg;
		else if (IsA(node, CoerceToDomain))
			node = (Node *) ((CoerceToDomain *) node)->arg;
		else if (IsA(node, FuncExpr) && ((FuncExpr *) node)->args != NIL &&
				 ((FuncExpr *) node)->funcformat != COERCE_EXPLICIT_CALL)
			node = linitial(((FuncExpr *) node)->args);
		else
			break;
	}
	return node;
}

static bool
constants_walker(Node *node, void *arg)
{
	Texts	   *texts = arg;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, constants_walker, arg, 0);
	if (IsA(node, TargetEntry))
	{
		TargetEntry *entry = (TargetEntry *) node;
		char	   *value = constant_text(below_casts((Node *) entry->expr));

		if (value != NULL)
		{
			hand_out(texts, entry->resname, value);
			return false;
		}
	}
	if (IsA(node, Const))
	{
		hand_out(texts, NULL, constant_text(node));
		return false;
	}
	return expression_tree_walker(node, constants_walker, arg);
}

/* ---------------------------------------------------------------------
 * Catalogs
 * ---------------------------------------------------------------------
 */

/*
 * Is there no constant that constant_text() would take, in a node tree as it is
 * stored?  Most defaults are numbers, booleans or calls, and need not be parsed.
 * What has not the look of a whole tree is parsed, so that its damage is told.
 */
static bool
has_no_text(const char *tree)
{
	static const char *const beginnings[] = {
		"{CONST :consttype ", "{FUNCEXPR :funcid ", "{SQLVALUEFUNCTION :op ", "{OPEXPR :opno ",
		"{BOOLEXPR :boolop ", "{SCALARARRAYOPEXPR :opno ", "{NULLTEST :arg ",
		"{QUERY :commandType ", "({QUERY :commandType ", "(({QUERY :commandType "
	};
	Size		len = strlen(tree);
	bool		whole = false;

	for (int i = 0; i < lengthof(beginnings); i++)
		whole = whole || strncmp(tree, beginnings[i], strlen(beginnings[i])) == 0;
	if (!whole || tree[len - 1] != (tree[0] == '{' ? '}' : ')'))
		return false;
	while ((tree = strstr(tree, ":consttype ")) != NULL)
	{
		tree += strlen(":consttype ");
		switch (strtoul(tree, NULL, 10))
		{
			case TEXTOID:
			case VARCHAROID:
			case BPCHAROID:
			case UNKNOWNOID:
				return false;
		}
	}
	return true;
}

static void
read_default(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_attrdef form = (Form_pg_attrdef) GETSTRUCT(tuple);
	char	   *tree;
	Node	   *node;
	char	   *problem;
	char	   *value;

	if (form->adrelid < FirstNormalObjectId ||
		members_has(&texts->members, RelationRelationId, form->adrelid) ||
		(OidIsValid(texts->relid) && form->adrelid != texts->relid))
		return;
	texts->text = (TextFacts) {TEXT_DEFAULT, RelationRelationId, form->adrelid, form->adnum};
	tree = text_attribute(tuple, catalog, Anum_pg_attrdef_adbin);
	if (has_no_text(tree))
		return;
	node = facts_read_nodes(tree, &problem);
	if (node == NULL)
	{
		facts_tell_unreadable(psprintf("default of column %d of relation with OID %u",
									   form->adnum, form->adrelid), problem);
		return;
	}
	value = constant_text(below_casts(node));

	/* the column's name comes with facts_name_text() */
	if (value != NULL)
		hand_out(texts, "", value);
	else
		constants_walker(node, texts);
}

/* The constants of a node tree in the row; "what" it is belongs to the OID given. */
static void
read_constants(Texts *texts, HeapTuple tuple, Relation catalog, AttrNumber attnum,
			   const char *what, Oid oid)
{
	char	   *tree = text_attribute(tuple, catalog, attnum);
	Node	   *node;
	char	   *problem;

	if (tree == NULL || has_no_text(tree))
		return;
	node = facts_read_nodes(tree, &problem);
	if (node == NULL)
		facts_tell_unreadable(psprintf("%s with OID %u", what, oid), problem);
	else
		constants_walker(node, texts);
}

static void
read_rewrite(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_rewrite form = (Form_pg_rewrite) GETSTRUCT(tuple);

	if (form->ev_class < FirstNormalObjectId || form->ev_type != '1' ||
		members_has(&texts->members, RelationRelationId, form->ev_class) ||
		(OidIsValid(texts->relid) && form->ev_class != texts->relid))
		return;
	texts->text = (TextFacts) {TEXT_VIEW, RelationRelationId, form->ev_class, 0};
	read_constants(texts, tuple, catalog, Anum_pg_rewrite_ev_action, "query of view",
				   form->ev_class);
}

static void
read_function(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);

	if (form->oid < FirstNormalObjectId || OidIsValid(texts->relid) ||
		members_has(&texts->members, ProcedureRelationId, form->oid))
		return;
	texts->text = (TextFacts) {TEXT_FUNCTION, ProcedureRelationId, form->oid, 0};
	hand_out(texts, NULL, text_attribute(tuple, catalog, Anum_pg_proc_prosrc));
	texts->text.place = TEXT_STATEMENTS;
	read_constants(texts, tuple, catalog, Anum_pg_proc_prosqlbody, "body of function", form->oid);
	texts->text.place = TEXT_ARGUMENT;
	read_constants(texts, tuple, catalog, Anum_pg_proc_proargdefaults,
				   "defaults of function", form->oid);
}

/* Is the relation, or what else it is that has no relation, to be looked at? */
static bool
is_wanted(const Texts *texts, Oid relid, Oid objid)
{
	return objid >= FirstNormalObjectId &&
		(!OidIsValid(texts->relid) || relid == texts->relid);
}

static void
read_check(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);

	/* told of the table that it was written for */
	if (form->contype != CONSTRAINT_CHECK || !is_wanted(texts, form->conrelid, form->oid) ||
		(OidIsValid(form->conrelid) && !form->conislocal))
		return;
	texts->text = (TextFacts) {TEXT_CONDITION, ConstraintRelationId, form->oid, 0};
	read_constants(texts, tuple, catalog, Anum_pg_constraint_conbin, "constraint", form->oid);
}

static void
read_policy(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);

	if (!is_wanted(texts, form->polrelid, form->oid))
		return;
	texts->text = (TextFacts) {TEXT_CONDITION, PolicyRelationId, form->oid, 0};
	read_constants(texts, tuple, catalog, Anum_pg_policy_polqual, "policy", form->oid);
	read_constants(texts, tuple, catalog, Anum_pg_policy_polwithcheck, "policy", form->oid);
}

static void
read_trigger(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);
	bool		isnull;
	Datum		datum;

	/* a partition's is told with its parent's */
	if (form->tgisinternal || OidIsValid(form->tgparentid) ||
		!is_wanted(texts, form->tgrelid, form->oid))
		return;
	texts->text = (TextFacts) {TEXT_TRIGGER_ARGUMENT, TriggerRelationId, form->oid, 0};
	datum = heap_getattr(tuple, Anum_pg_trigger_tgargs, RelationGetDescr(catalog), &isnull);
	if (!isnull && form->tgnargs > 0)
	{
		bytea	   *arguments = DatumGetByteaPP(datum);
		const char *at = VARDATA_ANY(arguments);
		const char *end = at + VARSIZE_ANY_EXHDR(arguments);

		/* each ends in a zero */
		while (at < end)
		{
			Size		len = strnlen(at, end - at);

			hand_out(texts, NULL, pnstrdup(at, len));
			at += len + 1;
		}
	}
	texts->text.place = TEXT_CONDITION;
	read_constants(texts, tuple, catalog, Anum_pg_trigger_tgqual, "trigger", form->oid);
}

static void
read_comment(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_description form = (Form_pg_description) GETSTRUCT(tuple);

	if (form->objoid < FirstNormalObjectId ||
		members_has(&texts->members, form->classoid, form->objoid) ||
		(OidIsValid(texts->relid) &&
		 (form->classoid != RelationRelationId || form->objoid != texts->relid)))
		return;
	texts->text = (TextFacts) {TEXT_COMMENT, form->classoid, form->objoid, form->objsubid};
	hand_out(texts, NULL, text_attribute(tuple, catalog, Anum_pg_description_description));
}

static void
read_server(Texts *texts, HeapTuple tuple, Relation catalog)
{
	if (OidIsValid(texts->relid))
		return;
	texts->text = (TextFacts) {TEXT_OPTION, ForeignServerRelationId,
	((Form_pg_foreign_server) GETSTRUCT(tuple))->oid, 0};
	hand_out_options(texts, tuple, catalog, Anum_pg_foreign_server_srvoptions);
}

static void
read_foreign_table(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Oid			relid = ((Form_pg_foreign_table) GETSTRUCT(tuple))->ftrelid;

	if (OidIsValid(texts->relid) && relid != texts->relid)
		return;
	texts->text = (TextFacts) {TEXT_OPTION, RelationRelationId, relid, 0};
	hand_out_options(texts, tuple, catalog, Anum_pg_foreign_table_ftoptions);
}

static bool
may_use_server(Oid serverid)
{
	return SearchSysCacheExists1(FOREIGNSERVEROID, ObjectIdGetDatum(serverid)) &&
		DatumGetBool(DirectFunctionCall2(has_server_privilege_id, ObjectIdGetDatum(serverid),
										 CStringGetTextDatum("USAGE")));
}

/* Shown by pg_user_mappings to superusers and, with a right to the server, to its user. */
static void
read_user_mapping(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_user_mapping form = (Form_pg_user_mapping) GETSTRUCT(tuple);

	if (OidIsValid(texts->relid))
		return;
	if (!superuser() &&
		!(form->umuser == GetUserId() && may_use_server(form->umserver)))
		return;
	texts->text = (TextFacts) {TEXT_OPTION, UserMappingRelationId, form->oid, 0};
	hand_out_options(texts, tuple, catalog, Anum_pg_user_mapping_umoptions);
}

static void
read_subscription(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_subscription form = (Form_pg_subscription) GETSTRUCT(tuple);

	if (OidIsValid(texts->relid) || !superuser() || form->subdbid != MyDatabaseId)
		return;
	texts->text = (TextFacts) {TEXT_OPTION, SubscriptionRelationId, form->oid, 0};
	hand_out(texts, NULL, text_attribute(tuple, catalog, Anum_pg_subscription_subconninfo));
}

void
facts_stream_texts(Snapshot snapshot, Oid relid, TextCallback callback, void *arg)
{
	static const struct
	{
		Oid			catalogid;
		void		(*read) (Texts *texts, HeapTuple tuple, Relation catalog);
	}			catalogs[] =
	{
		{AttrDefaultRelationId, read_default},
		{RewriteRelationId, read_rewrite},
		{ProcedureRelationId, read_function},
		{ConstraintRelationId, read_check},
		{PolicyRelationId, read_policy},
		{TriggerRelationId, read_trigger},
		{DescriptionRelationId, read_comment},
		{ForeignServerRelationId, read_server},
		{ForeignTableRelationId, read_foreign_table},
		{UserMappingRelationId, read_user_mapping},
		{SubscriptionRelationId, read_subscription},
	};
	Texts		texts = {snapshot, relid, callback, arg};
	MemoryContext old = CurrentMemoryContext;
	MemoryContext members = AllocSetContextCreate(CurrentMemoryContext, "hygiene members",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext step = AllocSetContextCreate(CurrentMemoryContext, "hygiene text",
											   ALLOCSET_DEFAULT_SIZES);

	/* what is left over by its twin of another kind is asked for by facts_name_text() */
	MemoryContextSwitchTo(members);
	members_read(&texts.members, snapshot);
	MemoryContextSwitchTo(old);
	for (int i = 0; i < lengthof(catalogs); i++)
	{
		Relation	catalog = table_open(catalogs[i].catalogid, AccessShareLock);
		SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
		HeapTuple	tuple;

		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			MemoryContextSwitchTo(step);
			CHECK_FOR_INTERRUPTS();
			catalogs[i].read(&texts, tuple, catalog);
			MemoryContextSwitchTo(old);
			MemoryContextReset(step);
		}
		systable_endscan(scan);
		table_close(catalog, AccessShareLock);
	}
	MemoryContextDelete(step);
	MemoryContextDelete(members);
}

/* ---------------------------------------------------------------------
 * Names
 * ---------------------------------------------------------------------
 */

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

/* A constraint, policy or trigger, and what it belongs to. */
static bool
name_part(TextFacts *text, Oid nspoid, Snapshot snapshot)
{
	HeapTuple	tuple;
	const ObjectFacts *domain;

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
				text->part = pstrdup(NameStr(form->polname));
				if (!name_relation(text, form->polrelid, nspoid, snapshot))
					return false;
				text->kind = "policy";
				return true;
			}
		case TriggerRelationId:
			{
				Form_pg_trigger form;

				tuple = facts_fetch_by_oid(TriggerRelationId, TriggerOidIndexId,
										   Anum_pg_trigger_oid, text->objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return false;
				form = (Form_pg_trigger) GETSTRUCT(tuple);
				text->part = pstrdup(NameStr(form->tgname));
				if (!name_relation(text, form->tgrelid, nspoid, snapshot))
					return false;
				text->kind = "trigger";
				return true;
			}
		default:
			{
				Form_pg_constraint form;

				tuple = facts_fetch_by_oid(ConstraintRelationId, ConstraintOidIndexId,
										   Anum_pg_constraint_oid, text->objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return false;
				form = (Form_pg_constraint) GETSTRUCT(tuple);
				text->part = pstrdup(NameStr(form->conname));
				if (OidIsValid(form->conrelid))
				{
					if (!name_relation(text, form->conrelid, nspoid, snapshot))
						return false;
				}
				else
				{
					domain = facts_read_object(TypeRelationId, form->contypid, snapshot);
					if (domain == NULL || domain->extension_member ||
						(OidIsValid(nspoid) && domain->nspoid != nspoid))
						return false;
					text->nspname = domain->nspname;
					text->name = domain->name;
				}
				text->kind = "constraint";
				return true;
			}
	}
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
