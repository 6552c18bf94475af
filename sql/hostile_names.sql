--
-- hostile_names.sql
--		Names with quotes, line breaks and comments; objects of others that look like those of the server or of the extension.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA bad;
SET search_path = bad, public;
SET hygiene.missing_primary_key = off;
SET hygiene.unindexed_foreign_key = off;
CREATE VIEW said AS
	SELECT verdict, rule, object, reason FROM hygiene.journal
	WHERE verdict <> 'recorded'
	ORDER BY rule COLLATE "C", object COLLATE "C", verdict, reason;

-- hostile names: quotes, line breaks, dots, parentheses, percent signs, comments, 63 bytes
DO $$
DECLARE
	nsp text := E'we"ird\n 😀';
	rel text := E'ta"b;le -- /* \n %s %n ''';
	col text := E'pri"ce\n %s price';
	said text;
BEGIN
	EXECUTE format('CREATE SCHEMA %I', nsp);
	BEGIN
		EXECUTE format('CREATE TABLE %I.%I (id int, %I float8)', nsp, rel, col);
	EXCEPTION WHEN SQLSTATE 'PH001' THEN
		GET STACKED DIAGNOSTICS said = PG_EXCEPTION_HINT;
		RAISE WARNING '%', said;
	END;
	PERFORM hygiene.allow('float_money', format('%I.%I.%I', nsp, rel, col), 'to see');
	EXECUTE format('CREATE TABLE %I.%I (id int, %I float8)', nsp, rel, col);
	EXECUTE format('DROP SCHEMA %I CASCADE', nsp);
END $$;
CREATE TABLE "p.q" (id int, "price.paid" float8);
/* hygiene: allow float_money p.q.price.paid because dots */
CREATE TABLE "p.q" (id int, "price.paid" float8);
/* hygiene: allow float_money "p.q"."price.paid" because dots */
CREATE TABLE "p.q" (id int, "price.paid" float8);
CREATE TABLE "Orders (old)" (id int, "Price (EUR)" float8);
/* hygiene: allow float_money bad."Orders (old)"."Price (EUR)" because parentheses */
CREATE TABLE "Orders (old)" (id int, "Price (EUR)" float8);
CREATE TABLE "because" (id int, price float8);
/* hygiene: allow float_money "because".price because "because" is its name */
CREATE TABLE "because" (id int, price float8);
CREATE FUNCTION "f("(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION "f("(int);
CREATE FUNCTION "f("(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
/* hygiene: allow drop_function "f("(integer) because parentheses */
DROP FUNCTION "f("(int);
CREATE FUNCTION "f("(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
BEGIN;
DROP FUNCTION "f("(int);
CREATE FUNCTION "f("(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMIT;
SET client_min_messages = error;
CREATE TABLE price_of_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789 (price_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789 float8);
SET client_min_messages = warning;
BEGIN;
SET LOCAL hygiene.allow = 'float_money bad.price_of_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789.price_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789 because cut alike';
SET LOCAL client_min_messages = error;
CREATE TABLE price_of_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789 (price_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789 float8);
SET LOCAL client_min_messages = warning;
COMMIT;
SELECT * FROM said;
DELETE FROM hygiene.journal;

-- lookalikes in front of what is meant
CREATE SCHEMA bad_evil;
CREATE TABLE bad_evil.journal (at timestamptz);
CREATE TABLE bad_evil.waiver (rule text, object text, reason text, created_by name, created_at timestamptz, expires_at timestamptz);
INSERT INTO bad_evil.waiver VALUES ('float_money', 'bad.k.price', 'evil');
CREATE TABLE bad_evil.pg_class (oid oid);
CREATE TABLE bad_evil.pg_namespace (oid oid);
CREATE FUNCTION bad_evil.evil(text, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil operator'; END $$;
CREATE OPERATOR bad_evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = bad_evil.evil);
CREATE FUNCTION bad_evil.evil(name, name) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil operator'; END $$;
CREATE OPERATOR bad_evil.= (LEFTARG = name, RIGHTARG = name, FUNCTION = bad_evil.evil);
CREATE FUNCTION bad_evil.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil function'; END $$;
CREATE FUNCTION bad_evil.audit(target regclass = NULL, schema name = NULL) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil function'; END $$;
CREATE FUNCTION bad_evil.format(text, VARIADIC text[]) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil function'; END $$;
SET search_path = bad_evil, pg_catalog, bad;
CREATE TABLE bad.k (id int, price float8);
CREATE TABLE bad.k (id int, price money);
SELECT count(*) > 0 AS findings FROM hygiene.findings;
SELECT count(*) > 0 AS summary FROM hygiene.summary;
SELECT count(*) >= 0 AS stale FROM hygiene.stale_waivers;
SELECT count(*) > 0 AS rules FROM hygiene.rules;
SELECT count(*) > 0 AS status FROM hygiene.status();
SELECT length(hygiene.report('text')) > 0 AS report, length(hygiene.report('json')) > 0 AS json;
SELECT hygiene.waive('money_type', 'bad.k.price', 'for a while');
SELECT hygiene.unwaive('money_type', 'bad.k.price');
CREATE TEMP TABLE pg_class (oid oid);
CREATE TEMP TABLE journal (x int);
CREATE TEMP TABLE waiver (x int);
SET search_path = pg_temp, bad_evil, pg_catalog, bad;
CREATE TABLE bad.k2 (id int, price float8);
SELECT count(*) > 0 AS findings FROM hygiene.findings;
SET search_path = bad, public;
SELECT * FROM said;
SELECT count(*) AS evil_journal FROM bad_evil.journal;
SET hygiene.mode = off;
DROP TABLE pg_temp.pg_class, pg_temp.journal, pg_temp.waiver;
DROP SCHEMA bad_evil CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
