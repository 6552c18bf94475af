/*-------------------------------------------------------------------------
 *
 * containers.h
 *		What goes along with something else, and is reported with it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CONTAINERS_H
#define HYGIENE_CONTAINERS_H

#include "guard/judge/judging.h"

/*
 * Lists a schema, type, function or extension in judging->objects; false if the
 * entry is something else.
 */
extern bool containers_list_object(Judging *judging, AffectedObject *entry);

/*
 * Judges dropped schemas, extensions, types, functions and DROP OWNED, and
 * marks the relations that are reported with what contained them.
 */
extern void containers_judge(Judging *judging, ChangeCallback judge_change);

#endif							/* HYGIENE_CONTAINERS_H */
