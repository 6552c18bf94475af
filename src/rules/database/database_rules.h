/*-------------------------------------------------------------------------
 *
 * database_rules.h
 *		Rules about the database as a whole that have files of their own.
 *
 * Each is the callback of an entry in database_rules.c; see rule.h for what they do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DATABASE_RULES_H
#define HYGIENE_DATABASE_RULES_H

#include "rules/rule.h"

/* sequence_exhaustion.c */
extern void check_sequence_exhaustion(const HygieneRule *rule,
									  const struct DatabaseFacts *database,
									  const RuleContext *context, FindingSink *sink);

/* stale_statistics.c */
extern void check_transaction_wraparound(const HygieneRule *rule,
										 const struct DatabaseFacts *database,
										 const RuleContext *context, FindingSink *sink);
extern void check_autovacuum_off(const HygieneRule *rule,
								 const struct DatabaseFacts *database,
								 const RuleContext *context, FindingSink *sink);
extern void check_stale_statistics(const HygieneRule *rule,
								   const struct DatabaseFacts *database,
								   const RuleContext *context, FindingSink *sink);

#endif							/* HYGIENE_DATABASE_RULES_H */
