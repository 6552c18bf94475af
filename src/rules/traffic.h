/*-------------------------------------------------------------------------
 *
 * traffic.h
 *		Wording that the rules about traffic and locks share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RULES_TRAFFIC_H
#define HYGIENE_RULES_TRAFFIC_H

#include "facts/change.h"

/*
 * DETAIL: "Reading of 80 GB takes about 800 s at 100 MB/s under a lock of mode
 * …"; "work" is what is done with the rows.  palloc'd.
 */
extern char *traffic_detail(const TrafficFacts *traffic, const char *work);

#endif							/* HYGIENE_RULES_TRAFFIC_H */
