/*-------------------------------------------------------------------------
 *
 * texts.c
 *		Texts in the catalogs that people wrote values into.
 *
 * Each catalog is read once from end to end, and what its rows hold is handed
 * out in the memory of that row alone.
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
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/extension_members.h"
#include "facts/catalog/subtransaction.h"
#include "facts/code/text_constants.h"
#include "facts/code/texts.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/syscache.h"

typedef struct Texts
{
	Snapshot	snapshot;
	Oid			relid;
	TextCallback callback;
	void	   *arg;
	OidArray	members;		/* of extensions: not looked into */
	TextFacts	text;			/* the one at hand */
} Texts;

/* What is handed out from here on belongs to that object. */
static void
begin_text(Texts *texts, TextPlace place, Oid classid, Oid objid, int32 objsubid)
{
	memset(&texts->text, 0, sizeof(texts->text));
	texts->text.place = place;
	texts->text.classid = classid;
	texts->text.objid = objid;
	texts->text.objsubid = objsubid;
}

static void
emit_text(Texts *texts, const char *key, const char *value)
{
	TextFacts	text = texts->text;

	if (value == NULL || value[0] == '\0')
		return;
	text.key = key;
	text.text = value;
	texts->callback(&text, texts->arg);
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
		emit_text(texts, option, value);
	}
}

/*
 * Is an object one of the user's, and of the relation asked for?  An object of
 * no relation has an invalid relid.
 */
static bool
is_in_scope(const Texts *texts, Oid relid, Oid objid)
{
	return objid >= FirstNormalObjectId &&
		(!OidIsValid(texts->relid) || relid == texts->relid);
}

static void
found_constant(const char *key, const char *value, void *arg)
{
	emit_text(arg, key, value);
}

/* The constants of a node tree in the row; "what" it is belongs to the OID given. */
static void
read_constants(Texts *texts, HeapTuple tuple, Relation catalog, AttrNumber attnum,
			   const char *what, Oid oid)
{
	char	   *problem = facts_text_constants(facts_text_attribute(tuple, catalog, attnum), NULL,
											   found_constant, texts);

	if (problem != NULL)
		facts_tell_unreadable(psprintf("%s with OID %u", what, oid), problem);
}

static void
read_default(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_attrdef form = (Form_pg_attrdef) GETSTRUCT(tuple);
	char	   *problem;

	if (!is_in_scope(texts, form->adrelid, form->adrelid) ||
		extension_members_has(&texts->members, RelationRelationId, form->adrelid))
		return;
	begin_text(texts, TEXT_DEFAULT, RelationRelationId, form->adrelid, form->adnum);

	/* the column's name, which is the key, comes with facts_name_text() */
	problem = facts_text_constants(facts_text_attribute(tuple, catalog, Anum_pg_attrdef_adbin), "",
								   found_constant, texts);
	if (problem != NULL)
		facts_tell_unreadable(psprintf("default of column %d of relation with OID %u",
									   form->adnum, form->adrelid), problem);
}

static void
read_rewrite(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_rewrite form = (Form_pg_rewrite) GETSTRUCT(tuple);

	if (form->ev_type != '1' || !is_in_scope(texts, form->ev_class, form->ev_class) ||
		extension_members_has(&texts->members, RelationRelationId, form->ev_class))
		return;
	begin_text(texts, TEXT_VIEW, RelationRelationId, form->ev_class, 0);
	read_constants(texts, tuple, catalog, Anum_pg_rewrite_ev_action, "query of view",
				   form->ev_class);
}

static void
read_function(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);

	if (!is_in_scope(texts, InvalidOid, form->oid) ||
		extension_members_has(&texts->members, ProcedureRelationId, form->oid))
		return;
	begin_text(texts, TEXT_FUNCTION, ProcedureRelationId, form->oid, 0);
	emit_text(texts, NULL, facts_text_attribute(tuple, catalog, Anum_pg_proc_prosrc));
	texts->text.place = TEXT_STATEMENTS;
	read_constants(texts, tuple, catalog, Anum_pg_proc_prosqlbody, "body of function", form->oid);
	texts->text.place = TEXT_ARGUMENT;
	read_constants(texts, tuple, catalog, Anum_pg_proc_proargdefaults,
				   "defaults of function", form->oid);
}

static void
read_check(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);

	/* reported for the table that it was declared on */
	if (form->contype != CONSTRAINT_CHECK || !is_in_scope(texts, form->conrelid, form->oid) ||
		(OidIsValid(form->conrelid) && !form->conislocal))
		return;
	begin_text(texts, TEXT_CONDITION, ConstraintRelationId, form->oid, 0);
	read_constants(texts, tuple, catalog, Anum_pg_constraint_conbin, "constraint", form->oid);
}

static void
read_policy(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);

	if (!is_in_scope(texts, form->polrelid, form->oid))
		return;
	begin_text(texts, TEXT_CONDITION, PolicyRelationId, form->oid, 0);
	read_constants(texts, tuple, catalog, Anum_pg_policy_polqual, "policy", form->oid);
	read_constants(texts, tuple, catalog, Anum_pg_policy_polwithcheck, "policy", form->oid);
}

static void
read_trigger(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);
	bool		isnull;
	Datum		datum;

	/* a partition's is reported with its parent's */
	if (form->tgisinternal || OidIsValid(form->tgparentid) ||
		!is_in_scope(texts, form->tgrelid, form->oid))
		return;
	begin_text(texts, TEXT_TRIGGER_ARGUMENT, TriggerRelationId, form->oid, 0);
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

			emit_text(texts, NULL, pnstrdup(at, len));
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

	if (!is_in_scope(texts, form->classoid == RelationRelationId ? form->objoid : InvalidOid,
				   form->objoid) ||
		extension_members_has(&texts->members, form->classoid, form->objoid))
		return;
	begin_text(texts, TEXT_COMMENT, form->classoid, form->objoid, form->objsubid);
	emit_text(texts, NULL, facts_text_attribute(tuple, catalog, Anum_pg_description_description));
}

static void
read_server(Texts *texts, HeapTuple tuple, Relation catalog)
{
	if (OidIsValid(texts->relid))
		return;
	begin_text(texts, TEXT_OPTION, ForeignServerRelationId,
			   ((Form_pg_foreign_server) GETSTRUCT(tuple))->oid, 0);
	hand_out_options(texts, tuple, catalog, Anum_pg_foreign_server_srvoptions);
}

static void
read_foreign_table(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Oid			relid = ((Form_pg_foreign_table) GETSTRUCT(tuple))->ftrelid;

	if (OidIsValid(texts->relid) && relid != texts->relid)
		return;
	begin_text(texts, TEXT_OPTION, RelationRelationId, relid, 0);
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
	begin_text(texts, TEXT_OPTION, UserMappingRelationId, form->oid, 0);
	hand_out_options(texts, tuple, catalog, Anum_pg_user_mapping_umoptions);
}

static void
read_subscription(Texts *texts, HeapTuple tuple, Relation catalog)
{
	Form_pg_subscription form = (Form_pg_subscription) GETSTRUCT(tuple);

	if (OidIsValid(texts->relid) || !superuser() || form->subdbid != MyDatabaseId)
		return;
	begin_text(texts, TEXT_OPTION, SubscriptionRelationId, form->oid, 0);
	emit_text(texts, NULL, facts_text_attribute(tuple, catalog, Anum_pg_subscription_subconninfo));
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

	MemoryContextSwitchTo(members);
	extension_members_read(&texts.members, snapshot);
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
