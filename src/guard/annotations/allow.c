/*-------------------------------------------------------------------------
 *
 * allow.c
 *		hygiene.allow(): an annotation, given as a function call.
 *
 * It adds a line to the setting hygiene.allow, as SET LOCAL would, and is
 * nothing else: whatever reads annotations need not know of it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "fmgr.h"
#include "guard/annotations/annotation.h"
#include "parser/scansup.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/guc.h"

PG_FUNCTION_INFO_V1(hygiene_allow_annotation);

/* One annotation holds no more than this, and neither does the whole setting. */
#define MAX_ARGUMENT	8192
#define MAX_SETTING		65536

/*
 * The argument with white space folded, as annotations have it, but for that
 * in the quoted names of an object.  Raises an error if it is NULL, blank or
 * too long.
 */
static char *
get_argument(FunctionCallInfo fcinfo, int n, const char *name, bool is_object)
{
	text	   *value;
	char	   *folded;
	int			len = 0;
	bool		quoted = false;

	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be null", name)));
	value = PG_GETARG_TEXT_PP(n);
	if (VARSIZE_ANY_EXHDR(value) > MAX_ARGUMENT)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("argument \"%s\" is longer than %d bytes", name, MAX_ARGUMENT)));

	folded = text_to_cstring(value);
	for (char *p = folded; *p; p++)
	{
		quoted ^= is_object && *p == '"';
		if (quoted || !scanner_isspace(*p))
			folded[len++] = *p;
		else if (len > 0 && folded[len - 1] != ' ')
			folded[len++] = ' ';
	}
	while (len > 0 && folded[len - 1] == ' ')
		len--;
	folded[len] = '\0';
	if (len == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be empty", name)));
	return folded;
}

static void
refuse(const char *name, const char *value, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" cannot be part of an annotation: \"%s\"", name,
					value),
			 errhint("%s", hint)));
}

/*
 * allow(rule text, object text, reason text, backup text) returns the
 * annotation's text.  Errors: null_value_not_allowed, program_limit_exceeded,
 * invalid_parameter_value.  A WARNING where it will be void with the end of
 * the statement.
 */
Datum
hygiene_allow_annotation(PG_FUNCTION_ARGS)
{
	char	   *rule = get_argument(fcinfo, 0, "rule", false);
	char	   *object = get_argument(fcinfo, 1, "object", true);
	char	   *reason = get_argument(fcinfo, 2, "reason", false);
	char	   *backup = PG_ARGISNULL(3) ? NULL : get_argument(fcinfo, 3, "backup", false);
	char	   *line;
	char	   *setting;
	List	   *annotations;
	List	   *problems = NIL;
	Annotation *annotation;

	/* line breaks are blanks by now; the other thing that ends an annotation */
	if (strchr(reason, ';') != NULL)
		refuse("reason", reason, "A semicolon ends an annotation.");
	if (backup != NULL && strchr(backup, ';') != NULL)
		refuse("backup", backup, "A semicolon ends an annotation.");

	line = psprintf("%s %s because %s%s%s", rule, object, reason,
					backup ? ", backup " : "", backup ? backup : "");
	annotations = annotation_parse(line, false, &problems);
	if (problems != NIL)
	{
		AnnotationProblem *problem = linitial(problems);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg_internal("%s", problem->message),
				 problem->hint ? errhint("%s", problem->hint) : 0));
	}

	/* what was put together must come apart again in the same way */
	annotation = annotations != NIL ? linitial(annotations) : NULL;
	if (annotation == NULL || list_length(annotations) != 1 ||
		strcmp(annotation->object, object) != 0)
		refuse("object", object, "Name one object: schema.table.column.");
	if (strcmp(annotation->reason, reason) != 0)
		refuse("reason", reason,
			   "What stands behind a comma and the word backup is the backup.");
	if (backup != NULL && strcmp(annotation->backup, backup) != 0)
		refuse("backup", backup,
			   "What stands behind a comma and the word backup is the backup.");

	if (!IsTransactionBlock() && error_context_stack == NULL)

		/*
		 * A function or DO block that calls us goes on in the same
		 * transaction; there the context of errors is not empty.
		 */
		ereport(WARNING,
				(errcode(ERRCODE_NO_ACTIVE_SQL_TRANSACTION),
				 errmsg("hygiene.allow() has no effect outside of a transaction block"),
				 errhint("Begin a transaction first, or write /* hygiene: allow %s %s because ... */ before the statement.",
						 rule, object)));

	setting = hygiene_allow[0] ? psprintf("%s\n%s", hygiene_allow, line) : line;
	if (strlen(setting) > MAX_SETTING)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("annotations of this transaction are longer than %d bytes", MAX_SETTING)));
	(void) set_config_option("hygiene.allow", setting, PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_LOCAL, true, 0, false);
	PG_RETURN_TEXT_P(cstring_to_text(line));
}
