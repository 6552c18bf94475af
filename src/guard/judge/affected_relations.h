/*-------------------------------------------------------------------------
 *
 * affected_relations.h
 *		From affected objects to the facts of relations.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AFFECTED_RELATIONS_H
#define HYGIENE_AFFECTED_RELATIONS_H

#include "guard/judge/judging.h"

/*
 * Makes records of all relations behind what was affected, in a stable order,
 * and lists what is no relation.  Unless the command only adds, the relations
 * are read.
 */
extern void affected_relations_resolve(Judging *judging);

#endif							/* HYGIENE_AFFECTED_RELATIONS_H */
