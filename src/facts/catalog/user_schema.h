/*-------------------------------------------------------------------------
 *
 * user_schema.h
 *		Which schemas and relations audits cover.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_USER_SCHEMA_H
#define HYGIENE_USER_SCHEMA_H

/* False for the schemas of the system, temporary and toast schemas. */
extern bool is_user_schema(const char *nspname);

/* Permanent tables of any kind, materialized views and composite types. */
extern bool is_audited_relation(char relkind, char relpersistence);

#endif							/* HYGIENE_USER_SCHEMA_H */
