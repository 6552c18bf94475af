--
-- rules.sql
--		docs/rules.md from hygiene.rules; run by `make docs`, and by `make test` to compare.
--
-- Prints the same whatever the server's version and settings: default levels, not those in force.
--
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset pager off

SELECT format(E'# The rules\n\n'
	'Made from `hygiene.rules` by `make docs`; do not edit. There are %s rules. A rule''s level is the setting\n'
	'`hygiene.NAME`: `off`, `audit` (recorded, not reported), `warning` (reported) or `error` (refused).\n\n'
	'A **state** rule judges an object, when it changes and in audits; a **change** rule judges the change.\n'
	'**When**: `now` at the statement, `commit` before the transaction commits, `hook` at the statement by a hook,\n'
	'for which the library must be loaded, `audit` in audits only.\n', count(*))
FROM hygiene.rules;

SELECT E'| rule | category | kind | level | when | error, warning | |\n|---|---|---|---|---|---|---|';
SELECT format('| [`%s`](#%s) | %s | %s | %s | %s | `%s`, `%s` | %s |',
			  rule, rule, category, kind, default_level, "when", sqlstate, warning_sqlstate,
			  replace(title, '|', '\|'))
FROM hygiene.rules;

SELECT string_agg(format(E'\n## %s\n\n%s. Category %s, %s rule, default level %s, judged: %s; error `%s`, warning `%s`.\n\n'
						 '%s\n\n- **Cure**: %s\n- **Source**: %s',
						 rule, rtrim(title, '.'), category, kind, default_level, "when", sqlstate,
						 warning_sqlstate, why, cure, source), E'\n' ORDER BY n)
FROM hygiene.rules_catalogue() WITH ORDINALITY AS r (rule, category, kind, level, default_level, "when", title, why,
													cure, sqlstate, warning_sqlstate, source, n);
