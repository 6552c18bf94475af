/*-------------------------------------------------------------------------
 *
 * extension_versions.c
 *		Installed extensions that an update is available for.
 *
 * The server's own pg_available_extensions() raises an error for one malformed
 * file of an extension that nobody has installed; an audit must not.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_extension.h"
#include "facts/database/extension_versions.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/rel.h"

/* Returns the directories of control files in the order of the search, palloc'd. */
static List *
control_directories(void)
{
	char		share[MAXPGPATH];
	char	   *system;
	const char *setting = GetConfigOption("extension_control_path", true, false);
	List	   *directories = NIL;

	get_share_path(my_exec_path, share);
	system = psprintf("%s/extension", share);
	if (setting == NULL || setting[0] == '\0')
		return list_make1(system);
	while (*setting)
	{
		size_t		length = strcspn(setting, ":");
		char	   *piece = pnstrdup(setting, length);

		if (strcmp(piece, "$system") == 0)
			directories = lappend(directories, system);
		else
			directories = lappend(directories, psprintf("%s/extension", piece));
		setting += length;
		if (*setting == ':')
			setting++;
	}
	return directories;
}

/* If the line of a control file sets the parameter, returns the value, palloc'd; else NULL. */
static char *
line_value(const char *line, const char *parameter)
{
	size_t		length = strlen(parameter);

	line += strspn(line, " \t");
	if (pg_strncasecmp(line, parameter, length) != 0)
		return NULL;
	line += length;
	if (strcspn(line, " \t='") != 0)
		return NULL;
	line += strspn(line, " \t=");
	if (*line == '\'')
		return pnstrdup(line + 1, strcspn(line + 1, "'\r\n"));
	return pnstrdup(line, strcspn(line, " \t#\r\n"));
}

/*
 * Reads the control file of the extension, the first in "directories".
 * Returns its default_version, or NULL; *scripts is where its scripts are.
 */
static char *
read_control_file(const char *extname, List *directories, char **scripts)
{
	char	   *version = NULL;
	ListCell   *lc;

	foreach(lc, directories)
	{
		const char *directory = lfirst(lc);
		FILE	   *file = AllocateFile(psprintf("%s/%s.control", directory, extname), "r");
		char		line[1024];

		if (file == NULL)
			continue;
		*scripts = pstrdup(directory);
		while (fgets(line, sizeof(line), file) != NULL)
		{
			char	   *value;

			if ((value = line_value(line, "default_version")) != NULL)
				version = value;
			else if ((value = line_value(line, "directory")) != NULL)
			{
				*scripts = is_absolute_path(value) ? value :
					psprintf("%s/../%s", directory, value);
			}
		}
		FreeFile(file);
		return version;
	}
	return NULL;
}

/* An update script: from one version to another. */
typedef struct UpdateScript
{
	char	   *from;
	char	   *to;
} UpdateScript;

/* Returns the UpdateScripts of the extension in that directory, palloc'd. */
static List *
read_update_scripts(const char *extname, const char *directory)
{
	DIR		   *dir = AllocateDir(directory);
	size_t		length = strlen(extname);
	List	   *scripts = NIL;
	struct dirent *entry;

	if (dir == NULL)
		return NIL;
	while ((entry = ReadDirExtended(dir, directory, DEBUG1)) != NULL)
	{
		const char *from = entry->d_name + length + 2;
		const char *to;
		const char *end;
		UpdateScript *script;

		if (strncmp(entry->d_name, extname, length) != 0 ||
			strncmp(entry->d_name + length, "--", 2) != 0 ||
			(to = strstr(from, "--")) == NULL ||
			(end = strstr(to + 2, ".sql")) == NULL || end[4] != '\0')
			continue;
		script = palloc(sizeof(UpdateScript));
		script->from = pnstrdup(from, to - from);
		script->to = pnstrdup(to + 2, end - to - 2);
		scripts = lappend(scripts, script);
	}
	FreeDir(dir);
	return scripts;
}

static bool
is_reached(const List *versions, const char *version)
{
	ListCell   *lc;

	foreach(lc, versions)
	{
		if (strcmp(lfirst(lc), version) == 0)
			return true;
	}
	return false;
}

/* Do the scripts lead from one version to the other? */
static bool
has_update_path(const List *scripts, char *from, const char *to)
{
	List	   *reached = list_make1(from);

	for (int i = 0; i < list_length(reached); i++)
	{
		ListCell   *lc;

		foreach(lc, scripts)
		{
			UpdateScript *script = lfirst(lc);

			if (strcmp(script->from, list_nth(reached, i)) == 0 &&
				!is_reached(reached, script->to))
				reached = lappend(reached, script->to);
		}
	}
	return is_reached(reached, to);
}

/* The facts of one extension, or NULL if there is nothing to update it to. */
static OutdatedExtensionFacts *
read_extension(HeapTuple tuple, Relation catalog, List *directories)
{
	Form_pg_extension form = (Form_pg_extension) GETSTRUCT(tuple);
	OutdatedExtensionFacts *extension;
	char	   *available;
	char	   *scripts;
	bool		isnull;
	Datum		version = heap_getattr(tuple, Anum_pg_extension_extversion,
									   RelationGetDescr(catalog), &isnull);

	available = read_control_file(NameStr(form->extname), directories, &scripts);
	if (isnull || available == NULL)
		return NULL;
	extension = palloc0(sizeof(OutdatedExtensionFacts));
	extension->oid = form->oid;
	extension->extname = pstrdup(NameStr(form->extname));
	extension->installed = TextDatumGetCString(version);
	extension->available = available;
	if (strcmp(extension->installed, available) == 0 ||
		!has_update_path(read_update_scripts(extension->extname, scripts),
						 extension->installed, available))
		return NULL;
	return extension;
}

List *
facts_read_outdated_extensions(Snapshot snapshot)
{
	Relation	catalog = table_open(ExtensionRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	List	   *directories = control_directories();
	List	   *extensions = NIL;
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		OutdatedExtensionFacts *extension = read_extension(tuple, catalog, directories);

		if (extension != NULL)
			extensions = lappend(extensions, extension);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return extensions;
}
