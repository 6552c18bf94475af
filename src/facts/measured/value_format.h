/*-------------------------------------------------------------------------
 *
 * value_format.h
 *		What a text looks like.
 *
 * Pure functions of "len" bytes that need not be terminated.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_VALUE_FORMAT_H
#define HYGIENE_VALUE_FORMAT_H

#include "postgres.h"

/* 2026-11-22, with a time of day after it or not; the day must exist. */
extern bool value_is_iso_date(const char *s, int len);

/* 36 characters with hyphens, or 32 hex digits in a row with braces or not. */
extern bool value_is_uuid(const char *s, int len);

/* A digest in hex or base64 of a usual length, or a crypt(3) or PHC string. */
extern bool value_is_hash(const char *s, int len);

#endif							/* HYGIENE_VALUE_FORMAT_H */
