/*-------------------------------------------------------------------------
 *
 * finding_sink.h
 *		Where a judgement collects its findings.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FINDING_SINK_H
#define HYGIENE_FINDING_SINK_H

#include "guard/judge/judging.h"

/*
 * Sink whose arg is the Judging: appends the finding to judging->findings, with
 * the object that it was made of, in the current memory context.
 */
extern void finding_sink_add(HygieneFinding *finding, FindingSink *sink);

#endif							/* HYGIENE_FINDING_SINK_H */
