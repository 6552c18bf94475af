--
-- rules.sql
--		The catalogue of rules: complete, and every SQLSTATE its own.
--
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SELECT plan(7);

SELECT is_empty('SELECT sqlstate, string_agg(rule, '','') FROM hygiene.rules GROUP BY 1 HAVING count(*) > 1',
	'every rule has a SQLSTATE of its own');
SELECT is_empty('SELECT warning_sqlstate, string_agg(rule, '','') FROM hygiene.rules GROUP BY 1 HAVING count(*) > 1',
	'and one of its own for warnings');
SELECT is_empty($$SELECT rule, sqlstate, warning_sqlstate FROM hygiene.rules
	WHERE sqlstate !~ '^PH[0-9A-Z]{3}$' OR warning_sqlstate !~ '^01H[0-9A-Z]{2}$' OR sqlstate = 'PH000'$$,
	'of the classes PH and 01');
SELECT is_empty('SELECT rule FROM hygiene.rules GROUP BY 1 HAVING count(*) > 1', 'names are given once');
SELECT is_empty($$SELECT rule FROM hygiene.rules
	WHERE coalesce(title, '') = '' OR coalesce(why, '') = '' OR coalesce(cure, '') = '' OR coalesce(source, '') = ''$$,
	'every rule has a title, a reason, a cure and a source');
SELECT is_empty($$SELECT rule FROM hygiene.rules WHERE why !~ '\.$' OR cure !~ '\.$' OR title ~ '\.$'$$,
	'which are whole sentences, but for the title');
SELECT is_empty($$SELECT rule FROM hygiene.rules WHERE "when" = 'audit' AND kind <> 'state'$$,
	'only rules about the present state are for audits alone');

SELECT * FROM finish();
ROLLBACK;
