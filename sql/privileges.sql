--
-- privileges.sql
--		Roles without privileges are judged like any other, may annotate, and may turn nothing off.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA bad;
SET search_path = bad, public;
SET hygiene.missing_primary_key = off;

-- people without rights: judged like all, may speak for themselves, may turn nothing off
CREATE ROLE regress_hygiene_plain;
CREATE ROLE regress_hygiene_other;
GRANT USAGE, CREATE ON SCHEMA bad TO regress_hygiene_plain, regress_hygiene_other;
CREATE TABLE mine (id int PRIMARY KEY, price numeric, note text, colour text);
INSERT INTO mine VALUES (1, 1, 'n', 'red');
ALTER TABLE mine OWNER TO regress_hygiene_plain;
SET ROLE regress_hygiene_plain;
\set VERBOSITY sqlstate
INSERT INTO hygiene.waiver VALUES ('drop_table', 'bad.mine', 'x');
DELETE FROM hygiene.waiver;
INSERT INTO hygiene.journal (rule) VALUES ('x');
UPDATE hygiene.journal SET rule = 'x';
TRUNCATE hygiene.journal;
SELECT count(*) FROM hygiene.journal;
DROP TABLE hygiene.journal;
CREATE TABLE hygiene.x (id int);
SET hygiene.mode = off;
SELECT set_config('hygiene.mode', 'off', false);
SET hygiene.float_money = off;
SET hygiene.ignore_tables = 'mine';
SET hygiene.not_money_words = 'price';
SET hygiene.empty_tables = ignore;
SET hygiene.journal = off;
ALTER ROLE regress_hygiene_plain SET hygiene.mode = off;
CREATE FUNCTION quiet() RETURNS int LANGUAGE sql SET hygiene.mode = off AS 'SELECT 1';
ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
DROP EVENT TRIGGER hygiene_ddl_end;
DROP EXTENSION pg_hygiene CASCADE;
SET session_replication_role = replica;
SELECT hygiene.waive('drop_table', 'bad.mine', 'x');
SELECT hygiene.unwaive('drop_table', 'bad.mine');
SELECT hygiene.baseline('x');
\set VERBOSITY terse
SELECT count(*) >= 0 AS audit FROM hygiene.audit('bad.mine');
SELECT count(*) > 0 AS findings FROM hygiene.findings;
SELECT count(*) >= 0 AS waivers FROM hygiene.waiver;
SELECT count(*) > 0 AS status FROM hygiene.status();
SELECT length(hygiene.report()) > 0 AS report;
ALTER TABLE mine DROP COLUMN note;
ALTER TABLE mine ADD COLUMN fee float8;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column bad.mine.note because no longer used';
ALTER TABLE mine DROP COLUMN note;
COMMIT;
BEGIN;
SELECT hygiene.allow('float_money', 'bad.mine.fee', 'a game');
ALTER TABLE mine ADD COLUMN fee float8;
COMMIT;
SET check_function_bodies = off;
SET row_security = off;
SELECT set_config('search_path', '', false) AS as_a_dump_does;
SET application_name = 'pg_restore';
ALTER TABLE bad.mine DROP COLUMN colour;
RESET check_function_bodies;
RESET row_security;
RESET application_name;
RESET ROLE;
SET search_path = bad, public;
SELECT current_user_name = 'regress_hygiene_plain' AS plain, session_user_name = session_user AS session, rule, object FROM hygiene.journal WHERE verdict <> 'recorded' ORDER BY at;
DELETE FROM hygiene.journal;

-- SECURITY DEFINER changes who is asked, not what is judged
CREATE FUNCTION definer() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = bad AS $$
BEGIN
	ALTER TABLE bad.mine ADD COLUMN price_paid float8;
END $$;
SET ROLE regress_hygiene_plain;
SELECT definer();
RESET ROLE;
ALTER FUNCTION definer() SET hygiene.mode = off;
SET ROLE regress_hygiene_plain;
SELECT definer();
ALTER TABLE mine ADD COLUMN price_asked float8;
RESET ROLE;

-- all that a role owns
CREATE TABLE theirs (id int PRIMARY KEY, price numeric);
INSERT INTO theirs VALUES (1, 1);
ALTER TABLE theirs OWNER TO regress_hygiene_other;
CREATE VIEW their_view AS SELECT 1 AS one;
ALTER VIEW their_view OWNER TO regress_hygiene_other;
\set VERBOSITY sqlstate
DROP OWNED BY regress_hygiene_other;
DROP OWNED BY regress_hygiene_other CASCADE;
\set VERBOSITY terse
SELECT count(*) AS still_there FROM theirs;
REASSIGN OWNED BY regress_hygiene_other TO regress_hygiene_plain;
DROP OWNED BY regress_hygiene_other;
SELECT count(*) AS still_there FROM theirs;

-- moved, disabled, set
CREATE SCHEMA bad_2;
ALTER TABLE theirs SET SCHEMA bad_2;
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER t1 BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION keep();
CREATE TRIGGER t2 BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION keep();
ALTER TABLE mine DISABLE TRIGGER ALL;
ALTER TABLE mine ENABLE TRIGGER ALL;
BEGIN;
ALTER TABLE mine DISABLE TRIGGER USER;
ALTER TABLE mine ENABLE TRIGGER USER;
COMMIT;
ALTER TABLE mine SET (fillfactor = 70, autovacuum_enabled = off);
ALTER TABLE mine RESET (fillfactor);
ALTER TABLE mine ALTER COLUMN price SET (n_distinct = 5);
ALTER TABLE mine ALTER COLUMN colour SET STORAGE EXTERNAL;
ALTER TABLE mine SET UNLOGGED;
ALTER TABLE mine SET LOGGED;
ALTER TABLE mine REPLICA IDENTITY FULL;

DROP FUNCTION keep() CASCADE;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad, bad_2 CASCADE;
DROP OWNED BY regress_hygiene_plain, regress_hygiene_other;
DROP ROLE regress_hygiene_plain, regress_hygiene_other;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
