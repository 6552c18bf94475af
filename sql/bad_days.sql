--
-- bad_days.sql
--		Wrong words, hostile names, lookalikes, people without rights, and
--		everything that CASCADE takes along.
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

-- names of rules that are none, levels that are none
SELECT hygiene.waive('float_mony', 'bad.t.price', 'x');
SELECT hygiene.allow('float_mony', 'bad.t.price', 'x');
SET hygiene.float_mony = warning;
SET hygiene.float_money = loud;
SET hygiene.mode = sometimes;
SET hygiene.ignore_tables = 'a b';
SET hygiene.money_words = '"';
BEGIN;
SET LOCAL hygiene.allow = 'float_mony t.price because x; drop_table * because all; drop_table t; drop_table because x; "; drop_table a.b.c.d.e because x';
CREATE TABLE t (id int);
DROP TABLE t;
COMMIT;

-- NULL, nothing, and far too much
\set VERBOSITY sqlstate
SELECT count(*) >= 0 AS all_of_it FROM hygiene.audit(NULL, NULL);
SELECT hygiene.check(NULL);
SELECT hygiene.report(NULL);
SELECT hygiene.allow(NULL, 'o', 'r');
SELECT hygiene.allow('drop_table', NULL, 'r');
SELECT hygiene.allow('drop_table', 'o', NULL);
SELECT hygiene.waive(NULL, 'o', 'r');
SELECT hygiene.waive('drop_table', NULL, 'r');
SELECT hygiene.waive('drop_table', 'o', NULL);
SELECT hygiene.unwaive(NULL, NULL);
SELECT hygiene.baseline(NULL);
SELECT hygiene.check('');
SELECT hygiene.report('');
SELECT hygiene.allow('', '', '');
SELECT hygiene.allow('drop_table', 'o', E' \n');
SELECT hygiene.waive('drop_table', '', 'r');
SELECT hygiene.waive('drop_table', 'o', ' ');
SELECT hygiene.unwaive('', '');
SELECT hygiene.baseline('');
SELECT count(*) FROM hygiene.audit(schema => '');
SELECT count(*) FROM hygiene.audit(schema => 'nobody');
SELECT count(*) FROM hygiene.audit('pg_class');
SELECT count(*) FROM hygiene.audit('nobody');
SELECT count(*) FROM hygiene.audit(0);
SELECT count(*) FROM hygiene.audit(4294967295::oid::regclass);
SELECT hygiene.check(repeat('x', 10000000));
SELECT hygiene.report(repeat('x', 10000000));
SELECT hygiene.allow(repeat('x', 10000000), 'o', 'r');
SELECT hygiene.allow('drop_table', repeat('x', 10000000), 'r');
SELECT hygiene.allow('drop_table', 'o', repeat('x', 10000000));
SELECT hygiene.allow('drop_table', 'o', 'r', repeat('x', 10000000));
SELECT hygiene.waive(repeat('x', 10000000), 'o', 'r');
SELECT hygiene.waive('drop_table', repeat('x', 10000000), 'r');
SELECT hygiene.waive('drop_table', 'o', repeat('x', 10000000));
SELECT hygiene.unwaive('drop_table', repeat('x', 10000000));
SELECT hygiene.baseline(repeat('x', 10000000));
\set VERBOSITY terse
DO $$
BEGIN
	PERFORM set_config('hygiene.allow', repeat('drop_table t because x;', 400000), true);
	CREATE TABLE bad.t (id int);
	PERFORM set_config('hygiene.allow', repeat('"', 10000000), true);
	CREATE TABLE bad.t2 (id int);
	PERFORM set_config('hygiene.allow', '', true);
	PERFORM set_config('hygiene.ignore_tables', repeat('a,', 1000000) || 't3', true);
	CREATE TABLE bad.t3 (id int, price float8);
	PERFORM set_config('hygiene.ignore_tables', '', true);
	PERFORM set_config('hygiene.money_words', repeat('a,', 1000000) || 'groat', true);
	CREATE TABLE bad.t4 (id int, groat float8);
END $$;

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

-- inheritance with two parents and a grandchild
CREATE TABLE p1 (id int, a numeric, b int);
CREATE TABLE p2 (id int, a numeric, c int);
CREATE TABLE ch (d int) INHERITS (p1, p2);
CREATE TABLE gch () INHERITS (ch);
INSERT INTO ch VALUES (1, 1, 1, 1, 1);
INSERT INTO gch VALUES (1, 1, 1, 1, 1);
ALTER TABLE p1 DROP COLUMN a;
ALTER TABLE p1 DROP COLUMN b;
BEGIN;
ALTER TABLE ONLY p1 DROP COLUMN b;
SELECT count(b) AS kept_by_the_children FROM ch;
ROLLBACK;
ALTER TABLE p2 ALTER COLUMN c TYPE smallint;
ALTER TABLE p2 RENAME COLUMN c TO cc;
ALTER TABLE p2 ADD COLUMN price float8;
CREATE TABLE own (id int, b int) INHERITS (p1);
INSERT INTO own (id, b) VALUES (1, 1);
BEGIN;
ALTER TABLE ch NO INHERIT p1;
ALTER TABLE p1 DROP COLUMN b;
SELECT count(b) AS kept_by_the_child FROM own;
ROLLBACK;
ALTER TABLE ch DROP COLUMN d;

-- partitions of partitions
CREATE TABLE q (id int, k int, note text, PRIMARY KEY (id, k)) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE q11 PARTITION OF q1 FOR VALUES IN (1) PARTITION BY HASH (id);
CREATE TABLE q111 PARTITION OF q11 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE qd PARTITION OF q DEFAULT;
INSERT INTO q VALUES (1, 1, 'x'), (100, 1, 'y');
ALTER TABLE q DROP COLUMN note;
ALTER TABLE q ALTER COLUMN note TYPE varchar(1);
ALTER TABLE q RENAME COLUMN note TO n2;
ALTER TABLE q DROP CONSTRAINT q_pkey;
\set VERBOSITY sqlstate
TRUNCATE q1;
DROP TABLE q1;
DROP TABLE q;
\set VERBOSITY terse
ALTER TABLE q DETACH PARTITION q1;
DELETE FROM q1;

-- typed tables, and a type that goes
CREATE TYPE tt AS (id int, v text);
CREATE TABLE of_tt OF tt (PRIMARY KEY (id));
INSERT INTO of_tt VALUES (1, 'x');
ALTER TYPE tt RENAME ATTRIBUTE v TO w CASCADE;
\set VERBOSITY sqlstate
ALTER TYPE tt DROP ATTRIBUTE v CASCADE;
DROP TYPE tt CASCADE;
\set VERBOSITY terse
ALTER TABLE of_tt NOT OF;
ALTER TYPE tt DROP ATTRIBUTE v;
DROP TYPE tt CASCADE;

-- views on what goes, triggers on views
CREATE VIEW vw AS SELECT id, v FROM of_tt;
CREATE VIEW vw2 AS SELECT v FROM vw;
CREATE TRIGGER vt INSTEAD OF INSERT ON vw FOR EACH ROW EXECUTE FUNCTION keep();
ALTER TABLE of_tt DROP COLUMN v;
ALTER TABLE of_tt DROP COLUMN v CASCADE;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column of_tt.v because unused';
ALTER TABLE of_tt DROP COLUMN v CASCADE;
ROLLBACK;
ALTER VIEW vw RENAME COLUMN v TO w;
DROP TRIGGER vt ON vw;
DROP VIEW vw CASCADE;

-- a schema with a bit of everything, and what hangs on it elsewhere
CREATE SCHEMA bad_zoo;
SET search_path = bad_zoo;
CREATE TABLE a (id int PRIMARY KEY, x int UNIQUE);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
INSERT INTO a VALUES (1, 1);
INSERT INTO b VALUES (1, 1);
CREATE VIEW v AS SELECT * FROM a;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM a;
CREATE SEQUENCE s;
CREATE TYPE e AS ENUM ('x');
CREATE TYPE c AS (x int, y e);
CREATE DOMAIN d AS int CHECK (VALUE > 0);
CREATE TABLE uses (id int PRIMARY KEY, e e, c c, d d DEFAULT 1);
CREATE FUNCTION fn(e) RETURNS e LANGUAGE sql AS 'SELECT $1';
CREATE PROCEDURE pr() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);
CREATE OPERATOR +++ (LEFTARG = int4, RIGHTARG = int4, FUNCTION = int4pl);
CREATE COLLATION coll FROM "C";
CREATE TEXT SEARCH CONFIGURATION ts (COPY = simple);
CREATE STATISTICS st ON id, x FROM a;
CREATE RULE ru AS ON UPDATE TO b DO ALSO SELECT 1;
CREATE POLICY po ON a USING (true);
CREATE TABLE pt (id int, k int) PARTITION BY RANGE (id);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE pt11 PARTITION OF pt1 FOR VALUES IN (1);
INSERT INTO pt VALUES (1, 1);
CREATE FOREIGN DATA WRAPPER bad_wrapper;
CREATE SERVER bad_server FOREIGN DATA WRAPPER bad_wrapper;
CREATE FOREIGN TABLE ft (id int) SERVER bad_server;
CREATE TABLE bad.outside (id int PRIMARY KEY, e e, keep int, a_id int REFERENCES a, d d);
INSERT INTO bad.outside VALUES (1, 'x', 1, 1, 1);
CREATE VIEW bad.outside_view AS SELECT id FROM a;
CREATE FUNCTION bad.outside_function(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
SET search_path = bad, public;
\set VERBOSITY sqlstate
DROP SCHEMA bad_zoo;
DROP SCHEMA bad_zoo CASCADE;
DROP DOMAIN bad_zoo.d CASCADE;
DROP TYPE bad_zoo.e CASCADE;
\set VERBOSITY terse
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema bad_zoo because gone';
DROP SCHEMA bad_zoo CASCADE;
ROLLBACK;
DELETE FROM hygiene.journal;
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema bad_zoo because gone; drop_column bad.outside because gone';
DROP SCHEMA bad_zoo CASCADE;
COMMIT;
SELECT * FROM said;
SELECT attname FROM pg_attribute WHERE attrelid = 'outside'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum;
DROP FUNCTION keep() CASCADE;

-- extensions that go and come, ourselves among them
BEGIN;
DROP EXTENSION plpgsql CASCADE;
CREATE TABLE unguarded (id int, price float8);
ROLLBACK;
BEGIN;
DROP EXTENSION pg_hygiene CASCADE;
CREATE TABLE unguarded (id int, price float8);
CREATE EXTENSION pg_hygiene;
CREATE TABLE guarded (id int, price float8);
ROLLBACK;
CREATE TABLE guarded (id int, price float8);

-- out of time in the middle of an audit
SET statement_timeout = '1s';
DO $$ BEGIN LOOP PERFORM count(*) FROM hygiene.audit(); END LOOP; END $$;
RESET statement_timeout;
SELECT count(*) > 0 AS findings FROM hygiene.audit();

-- what has nothing to do with us
ALTER DEFAULT PRIVILEGES IN SCHEMA bad GRANT SELECT ON TABLES TO regress_hygiene_plain;
ALTER DEFAULT PRIVILEGES IN SCHEMA bad REVOKE SELECT ON TABLES FROM regress_hygiene_plain;
GRANT SELECT ON mine TO regress_hygiene_other;
REVOKE SELECT ON mine FROM regress_hygiene_other;
COMMENT ON TABLE mine IS 'x';
CREATE TYPE tc AS (x int, y int);
CREATE CAST (tc AS text) WITH INOUT;
DROP CAST (tc AS text);
CREATE OPERATOR CLASS oc FOR TYPE int4 USING btree AS FUNCTION 1 btint4cmp(int4, int4);
DROP OPERATOR CLASS oc USING btree CASCADE;
CREATE ACCESS METHOD bad_method TYPE INDEX HANDLER bthandler;
DROP ACCESS METHOD bad_method;
CREATE TEXT SEARCH DICTIONARY dd (TEMPLATE = simple);
DROP TEXT SEARCH DICTIONARY dd;
CREATE TYPE en AS ENUM ('a', 'b');
ALTER TYPE en ADD VALUE 'c';
ALTER TYPE en RENAME VALUE 'a' TO 'aa';
ALTER TYPE en RENAME TO en2;
DROP TYPE en2;
CREATE DOMAIN dm AS numeric;
ALTER DOMAIN dm ADD CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN dm VALIDATE CONSTRAINT dm_check;
ALTER DOMAIN dm DROP CONSTRAINT dm_check;
DROP SERVER bad_server CASCADE;
DROP FOREIGN DATA WRAPPER bad_wrapper CASCADE;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad, bad_2 CASCADE;
DROP OWNED BY regress_hygiene_plain, regress_hygiene_other;
DROP ROLE regress_hygiene_plain, regress_hygiene_other;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
