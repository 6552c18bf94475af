/*-------------------------------------------------------------------------
 *
 * reader.h
 *		All readers of single objects: for callers outside of facts/.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_READER_H
#define HYGIENE_READER_H

#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/inheritance.h"
#include "facts/catalog/objects.h"
#include "facts/catalog/owning_relation.h"
#include "facts/catalog/publication.h"
#include "facts/catalog/snapshot.h"
#include "facts/keys/fk_cover.h"
#include "facts/keys/read_relation.h"
#include "facts/relation/attributes.h"
#include "facts/relation/constraints.h"
#include "facts/relation/indexes.h"
#include "facts/relation/relation.h"

#endif							/* HYGIENE_READER_H */
