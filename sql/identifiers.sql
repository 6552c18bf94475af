-- Names: reserved words, names in quotes, names that were cut; and their like.
CREATE SCHEMA identifiers;
SET search_path = identifiers, public;
SET client_min_messages = warning;
SET hygiene.missing_primary_key = off;

-- reserved words, and words that only look like it
CREATE TABLE "user" (id int PRIMARY KEY, "order" int, "left" int, name text, value int, "date" date,
	user_id int, type text, status text, year int, "timestamp" timestamptz, "end" int, end_value int, comment text, key text, level int);
CREATE TABLE orders (id int PRIMARY KEY, "limit" int, action text, position int, "default" int);
CREATE FUNCTION "desc"() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "left"(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW "select" AS SELECT 1 AS "from";
-- names that need quotes, and names that were quoted for nothing
CREATE TABLE "CustomerOrders" ("OrderID" int PRIMARY KEY, "first name" text, "plain" int,
	"HTTPStatus" int, "2nd" int, "a-b" int, "c d" int, "c-d" int, "$1" int, x$1 int, _private int);
CREATE PROCEDURE "Do It"("Arg" int) LANGUAGE sql AS 'SELECT 1';
CREATE TABLE parent ("Inherited" int, id int PRIMARY KEY);
CREATE TABLE child (own int) INHERITS (parent);
CREATE MATERIALIZED VIEW "Totals" AS SELECT 1 AS one;
CREATE TEMP TABLE "Temporary" ("A" int);
-- another name where the better one is taken, by whatever column, relation, type or function
CREATE TABLE "Taken Name" (id bigint PRIMARY KEY);
CREATE VIEW taken_name AS SELECT 1 AS id;
CREATE TYPE taken_name_2 AS ENUM ('x');
CREATE TABLE "taken name" (id bigint PRIMARY KEY);
CREATE TABLE "taken, name" (id bigint PRIMARY KEY);
CREATE FUNCTION "Taken Call"(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "Taken Call"(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION taken_call(b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE "taken call"(a int) LANGUAGE sql AS 'SELECT 1';
CREATE TABLE "***" (id bigint PRIMARY KEY, "!" int);
CREATE TABLE taken (id int PRIMARY KEY, "unitCount" int, unit_count text, "table" int, table_value int, "Free" int);

SELECT rule, object, message, remedy FROM hygiene.audit(NULL, 'identifiers')
WHERE category = 'names' ORDER BY rule, object COLLATE "C";

-- names that were cut: told by what was typed
SET client_min_messages = warning;
CREATE TABLE a_table_name_that_is_really_far_too_long_to_be_kept_by_the_server_whole (
	id int PRIMARY KEY,
	"A column name that is really far too long to be kept by the server" int,
	a_column_name_that_just_fits_into_what_the_server_keeps_of_it63 int);
ALTER TABLE orders ADD CONSTRAINT a_constraint_name_that_is_really_far_too_long_to_be_kept_by_the_server CHECK (id > 0);
CREATE INDEX an_index_name_that_is_really_far_too_long_to_be_kept_by_the_server_whole ON orders (action);
CREATE FUNCTION a_function_name_that_is_really_far_too_long_to_be_kept_by_the_server() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- not again, and not what is no name or what the server made up itself
ALTER TABLE a_table_name_that_is_really_far_too_long_to_be_kept_by_the_server_whole ADD COLUMN note text;
COMMENT ON TABLE orders IS 'a_table_name_that_is_really_far_too_long_to_be_kept_by_the_server_whole';
CREATE TABLE a_table_name_that_just_fits_into_what_the_server_keeps_of_it_63 (
	a_column_of_a_table_name_that_just_fits int UNIQUE, id int PRIMARY KEY);
CREATE INDEX ON a_table_name_that_just_fits_into_what_the_server_keeps_of_it_63 (a_column_of_a_table_name_that_just_fits);
BEGIN;
SET LOCAL hygiene.allow = 'truncated_name identifiers.a_second_table_name_that_is_really_far_too_long_to_be_kept_by_th because the tool makes it';
CREATE TABLE a_second_table_name_that_is_really_far_too_long_to_be_kept_by_the_server (id int PRIMARY KEY);
COMMIT;
-- afterwards it can only be guessed
SELECT rule, level, object FROM hygiene.audit(NULL, 'identifiers')
WHERE rule = 'truncated_name' ORDER BY object COLLATE "C";

-- what the remedies are for is gone when they have run
SET hygiene.mode = warn;
SET hygiene.rename_table = audit;
SET hygiene.rename_column = audit;
CREATE TABLE remedies AS
	SELECT remedy, object, rule FROM hygiene.audit(NULL, 'identifiers')
	WHERE rule IN ('reserved_name', 'quoted_name') AND remedy IS NOT NULL;
DO $$
DECLARE
	r record;
BEGIN
	/* columns first: they are named with their table */
	FOR r IN SELECT remedy FROM identifiers.remedies ORDER BY remedy LIKE '%RENAME TO%' LOOP
		EXECUTE r.remedy;
	END LOOP;
END $$;
SELECT rule, object FROM hygiene.audit(NULL, 'identifiers')
WHERE rule IN ('reserved_name', 'quoted_name') ORDER BY object COLLATE "C";

SET hygiene.mode = off;
DROP SCHEMA identifiers CASCADE;
