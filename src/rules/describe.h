/*-------------------------------------------------------------------------
 *
 * describe.h
 *		Wording that rules share, and findings about objects.
 *
 * Everything returned is palloc'd.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DESCRIBE_H
#define HYGIENE_DESCRIBE_H

#include "rules/rule.h"

/* What a message ends in where only the author can know: no rule, no period. */
#define SAY_WHY "say why it is meant, or keep it"

/* table "public.users" */
extern char *describe_relation(const RelationFacts *rel);

/* column "price" of table "public.orders" */
extern char *describe_column(const RelationFacts *rel, const AttributeFacts *att);

/* "a", "b": those of the numbers that are columns of the relation */
extern char *describe_columns(const RelationFacts *rel, int nkeys, const AttrNumber *keys);

/*
 * "about 1204 rows", or "its rows" where their number is not known (-1, or an
 * estimate of 0 for what is not certainly empty); "possessive" is "its" or
 * "their".
 */
extern char *describe_rows(int64 rows, const char *possessive);

/* "256 kB" */
extern char *describe_bytes(int64 bytes);

/*
 * DETAIL of a change: size of the relation (NULL, or not known: left out), its
 * use, the further objects that go along; NULL where there is nothing to say.
 */
extern char *describe_circumstances(const Change *change, const SizeFacts *size);

/*
 * A finding about a relation (att NULL), one of its columns, or something that
 * hangs on it, named and addressed as before the change.
 */
extern HygieneFinding *finding_relation(const HygieneRule *rule, const RelationFacts *rel);
extern HygieneFinding *finding_column(const HygieneRule *rule, const RelationFacts *rel,
									  const AttributeFacts *att);
extern HygieneFinding *finding_part(const HygieneRule *rule, const RelationFacts *rel,
									Oid classid, Oid objid, const char *name,
									const char *object_type);

extern HygieneFinding *finding_constraint(const HygieneRule *rule, const RelationFacts *rel,
										  const ConstraintFacts *con);

/* A finding about an index of the relation; its object is the index. */
extern HygieneFinding *finding_index(const HygieneRule *rule, const RelationFacts *rel,
									 const IndexFacts *index);

/* The same of what has no relation's facts at hand. */
struct FunctionFacts;
extern HygieneFinding *finding_function(const HygieneRule *rule,
										const struct FunctionFacts *function);
extern HygieneFinding *finding_named(const HygieneRule *rule, Oid relid, const char *nspname,
									 const char *relname, const char *object_type);
extern HygieneFinding *finding_database(const HygieneRule *rule, Oid dbid);

/* Takes empty, rows and (of the whole relation) bytes from what was measured. */
extern void finding_measure(HygieneFinding *finding, const SizeFacts *size);

/* An entry of a family's table: the parts that all change rules share. */
#define CHANGE_RULE(name_, when_, level_, sqlstate_, kinds_, judge_) \
	.name = name_, .category = "destructive", .kind = ON_CHANGE, \
	.when = when_, .level = level_, .sqlstate = sqlstate_, \
	.change_kinds = kinds_, .judge = judge_

/* The same of what is judged at commit, of one kind of change. */
#define GUARDRAIL(name_, level_, sqlstate_, kind_, judge_) \
	CHANGE_RULE(name_, WHEN_COMMIT, level_, sqlstate_, CHANGE_BIT(kind_), judge_)

#endif							/* HYGIENE_DESCRIBE_H */
