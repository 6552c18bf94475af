/*-------------------------------------------------------------------------
 *
 * relation.c
 *		Everything about one relation, by index probes at a snapshot.
 *
 * Nothing is opened but catalogs, and nothing comes from the relcache: the
 * relation may be gone, and at another snapshot it was another one.  The
 * exception is relation_read_now(): what a relation is now that this transaction
 * made or changed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_trigger.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/inheritance.h"
#include "facts/catalog/publication.h"
#include "facts/catalog/unquoted_name.h"
#include "facts/relation/attributes.h"
#include "facts/relation/constraints.h"
#include "facts/relation/indexes.h"
#include "facts/relation/policies.h"
#include "facts/relation/relation.h"
#include "facts/relation/views.h"
#include "utils/rel.h"

static void
read_triggers(RelationFacts *rel, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	int			allocated = 0;

	catalog_scan_oid(&scan, TriggerRelationId, TriggerRelidNameIndexId,
					 Anum_pg_trigger_tgrelid, rel->relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);
		TriggerFacts *trigger = ARRAY_ADD(TriggerFacts, rel->triggers, rel->ntriggers,
										  allocated);

		trigger->tgid = form->oid;
		trigger->tgname = pstrdup(NameStr(form->tgname));
		trigger->tgenabled = form->tgenabled;
		trigger->tgisinternal = form->tgisinternal;
		trigger->tgconstraint = form->tgconstraint;
		trigger->tgparentid = form->tgparentid;
	}
	catalog_scan_end(&scan);
}

/* Which indexes are there because a constraint is? */
static void
link_constraint_indexes(RelationFacts *rel)
{
	for (int c = 0; c < rel->nconstraints; c++)
	{
		const ConstraintFacts *con = &rel->constraints[c];
		IndexFacts *index;

		if (con->contype != CONSTRAINT_PRIMARY && con->contype != CONSTRAINT_UNIQUE &&
			con->contype != CONSTRAINT_EXCLUSION)
			continue;
		index = (IndexFacts *) facts_index(rel, con->conindid);
		if (index != NULL)
			index->constraintid = con->conid;
	}
}

void
relation_form_class(const FormData_pg_class *form, ClassFacts *out)
{
	out->relid = form->oid;
	out->relnamespace = form->relnamespace;
	out->relowner = form->relowner;
	out->relam = form->relam;
	out->reloftype = form->reloftype;
	out->relpages = form->relpages;
	out->reltuples = form->reltuples;
	out->relkind = form->relkind;
	out->relpersistence = form->relpersistence;
	out->relreplident = form->relreplident;
	out->relispartition = form->relispartition;
	out->relrowsecurity = form->relrowsecurity;
	out->relforcerowsecurity = form->relforcerowsecurity;
}

/* Takes from "parts" what the relation has none of. */
static RelationFacts *
form_class(const FormData_pg_class *form, uint32 *parts)
{
	RelationFacts *rel = palloc0(sizeof(RelationFacts));

	relation_form_class(form, &rel->class);
	rel->relname = pstrdup(NameStr(form->relname));
	rel->relfilenode = form->relfilenode;

	/* what the row says is not there need not be looked for */
	if ((*parts & FACTS_FOREIGN_KEYS) && form->relhastriggers)
		*parts |= FACTS_CONSTRAINTS;
	if (!form->relhasindex)
		*parts &= ~(FACTS_INDEXES | FACTS_SIMILAR_INDEXES);
	if (!form->relhastriggers)
		*parts &= ~FACTS_TRIGGERS;
	return rel;
}

static RelationFacts *
read_class(Oid relid, Snapshot snapshot, uint32 *parts)
{
	HeapTuple	tuple = facts_fetch_class(relid, snapshot);

	return HeapTupleIsValid(tuple) ? form_class((Form_pg_class) GETSTRUCT(tuple), parts) : NULL;
}

static bool
has_primary_key(const RelationFacts *rel)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].indisprimary)
			return true;
	}
	return false;
}

/* Fills all parts but the attributes. */
static void
read_parts(RelationFacts *rel, Snapshot snapshot, uint32 parts, CommandId since)
{
	bool		is_table = rel->relkind == RELKIND_RELATION ||
		rel->relkind == RELKIND_PARTITIONED_TABLE;
	bool		has_constraints = is_table || rel->relkind == RELKIND_FOREIGN_TABLE;

	rel->nspname = facts_namespace_name(rel->relnamespace, snapshot);
	if (rel->nspname == NULL)
		rel->nspname = pstrdup("???");
	rel->better_name = better_relation_name(rel->relname, rel->relnamespace, NULL, snapshot);

	if ((parts & FACTS_CONSTRAINTS) && has_constraints)
		relation_read_constraints(rel, snapshot);
	if ((parts & (FACTS_INDEXES | FACTS_SIMILAR_INDEXES)) &&
		(is_table || rel->relkind == RELKIND_MATVIEW))
		rel->indexes = facts_read_indexes(rel->relid, snapshot, since,
										  !(parts & FACTS_INDEXES), &rel->nindexes);
	if (parts & FACTS_MEMBER)
		rel->extension_member = OidIsValid(facts_extension_of(RelationRelationId, rel->relid,
															  snapshot));
	if (parts & FACTS_REST)
	{
		if (has_constraints)
			rel->parent = facts_first_parent(rel->relid, snapshot);
		if (is_table)
		{
			rel->policies = facts_read_policies(rel->relid, snapshot, &rel->npolicies);
			if (!has_primary_key(rel))
				rel->published = facts_is_published(rel->relid, rel->relnamespace, snapshot);
		}
		if (parts & FACTS_TRIGGERS)
			read_triggers(rel, snapshot);
		if (rel->relkind == RELKIND_VIEW)
			facts_read_bypassed(rel, snapshot);
	}
	link_constraint_indexes(rel);
}

RelationFacts *
relation_read(Oid relid, uint32 parts, Snapshot snapshot)
{
	RelationFacts *rel = read_class(relid, snapshot, &parts);

	if (rel == NULL)
		return NULL;
	if (parts & FACTS_ATTRIBUTES)
		attributes_read(rel, snapshot);
	read_parts(rel, snapshot, parts, InvalidCommandId);
	return rel;
}

RelationFacts *
relation_read_now(Oid relid, uint32 parts, CommandId since)
{
	Relation	relation = RelationIdGetRelation(relid);
	RelationFacts *rel;

	if (!RelationIsValid(relation))
		return NULL;
	rel = form_class(relation->rd_rel, &parts);
	if (parts & FACTS_ATTRIBUTES)
		attributes_read_open(rel, relation);
	RelationClose(relation);
	read_parts(rel, NULL, parts, since);
	return rel;
}

RelationFacts *
facts_read_class(Oid relid, Snapshot snapshot)
{
	uint32		parts = 0;

	return read_class(relid, snapshot, &parts);
}
