/*-------------------------------------------------------------------------
 *
 * type_change_loss_parts.c
 *		The answer that the files of type_change_loss*.c share.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/destructive/type_change_loss_parts.h"

const TypeLoss type_loss_unknown = {
	"may alter values",
	"Nothing shows that every value of the old type survives as one of the new type.",
	LEVEL_ERROR
};
