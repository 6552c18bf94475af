--
-- settings.sql
--		The settings: who may set them, what they accept, what they do.
--
SET client_min_messages = warning;
DELETE FROM hygiene.journal;
CREATE SCHEMA settled;
SET search_path = settled, public;
LOAD 'pg_hygiene';

-- All there are
SELECT name, context, vartype, boot_val, enumvals FROM pg_settings
WHERE name LIKE 'hygiene.%' AND name NOT IN (SELECT 'hygiene.' || rule FROM hygiene.rules)
ORDER BY name COLLATE "C";
-- ... and one for each rule
SELECT count(*) AS wrong
FROM hygiene.rules AS r
LEFT JOIN pg_settings AS s ON s.name = 'hygiene.' || r.rule
WHERE s.context IS DISTINCT FROM 'superuser'
	OR s.boot_val IS DISTINCT FROM r.default_level
	OR s.setting IS DISTINCT FROM r.level
	OR s.short_desc IS DISTINCT FROM r.title
	OR s.enumvals IS DISTINCT FROM '{off,audit,warning,error}';

-- What they refuse
SET hygiene.mode = maybe;
SET hygiene.float_money = fatal;
SET hygiene.empty_tables = off;
SET hygiene.no_such_setting = 1;
SET hygiene.ignore_tables = 'a,,b';
SET hygiene.ignore_tables = 'a.b.c';
SET hygiene.ignore_tables = '*';
SET hygiene.ignore_tables = 'a*b';
SET hygiene.ignore_tables = '"open';
SET hygiene.ignore_tables = 'a b';
SET hygiene.ignore_tables = 'a,';
SET hygiene.ignore_tables = ',';
SET hygiene.ignore_tables = 'a.';
SET hygiene.ignore_tables = '""';
SET hygiene.money_words = 'a b';
SET hygiene.money_words = 'a*';
SET hygiene.not_money_words = 'a,';

-- Mode
\set VERBOSITY sqlstate
CREATE TABLE t (id int PRIMARY KEY, price float8);
SET hygiene.mode = warn;
CREATE TABLE t (id int PRIMARY KEY, price float8);
SET hygiene.mode = off;
ALTER TABLE t ADD COLUMN cost float8;
RESET hygiene.mode;
ALTER TABLE t ADD COLUMN fee float8;

-- Level
SET hygiene.float_money = warning;
ALTER TABLE t ADD COLUMN fee float8;
SET hygiene.float_money = audit;
ALTER TABLE t ADD COLUMN salary float8;
SELECT level FROM hygiene.findings WHERE object = 'settled.t.salary';
SET hygiene.float_money = off;
ALTER TABLE t ADD COLUMN wage float8;
SELECT count(*) FROM hygiene.findings WHERE object = 'settled.t.wage';
RESET hygiene.float_money;
SELECT verdict, object FROM hygiene.journal ORDER BY at;

-- Words
CREATE TABLE w1 (id int PRIMARY KEY, quatloos float8, price_index float8, price float8);
SET hygiene.not_money_words = 'Price';
CREATE TABLE w1 (id int PRIMARY KEY, quatloos float8, price_index float8, price float8);
SET hygiene.money_words = 'Latinum, "Quatloos"';
CREATE TABLE w2 (id int PRIMARY KEY, quatloos float8);
RESET hygiene.money_words;
CREATE TABLE w2 (id int PRIMARY KEY, quatloos float8);
RESET hygiene.not_money_words;

-- Tables that are not judged: migration tools' own, and more
CREATE TABLE alembic_version (version_num varchar(32), price float8);
CREATE TABLE "SequelizeMeta" (name text, price float8);
CREATE TABLE IF NOT EXISTS "schema_info" ("version" integer DEFAULT 0 NOT NULL);
CREATE TABLE "VersionInfo" ("Version" bigint NOT NULL);
CREATE UNIQUE INDEX "UC_Version" ON "VersionInfo" ("Version");
CREATE TABLE yoyo_tmp_abc (name text, price float8);
CREATE TABLE sequelizemeta (id int PRIMARY KEY, price float8);
CREATE TABLE tags (id int PRIMARY KEY, price float8);
CREATE SCHEMA sqitch;
CREATE TABLE sqitch.tags (id int PRIMARY KEY, price float8);
CREATE TABLE sqitch.prices (id int PRIMARY KEY, price float8);
SET hygiene.ignore_tables = 'Mine, settled.ours, "Theirs", tmp_* ,scratch.*';
SHOW hygiene.ignore_tables;
CREATE SCHEMA scratch;
CREATE TABLE mine (price float8);
CREATE TABLE ours (price float8);
CREATE TABLE "Theirs" (price float8);
CREATE TABLE tmp_1 (price float8);
CREATE TABLE scratch.anything (price float8);
CREATE TABLE scratch.ours (price float8);
CREATE TABLE sqitch.ours (id int PRIMARY KEY, price float8);
CREATE TABLE mines (id int PRIMARY KEY, price float8);
SELECT count(*) FROM hygiene.audit(schema => 'scratch');
RESET hygiene.ignore_tables;
SELECT count(*) > 0 AS found FROM hygiene.audit(schema => 'scratch');

-- Empty tables
CREATE TABLE e (id int PRIMARY KEY, a text, b text, c text);
ALTER TABLE e DROP COLUMN a;
SET hygiene.empty_tables = ignore;
ALTER TABLE e DROP COLUMN b;
SET hygiene.empty_tables = enforce;
ALTER TABLE e DROP COLUMN c;
RESET hygiene.empty_tables;

-- A backup is wanted
INSERT INTO e VALUES (1, 'c');
SET hygiene.require_backup = on;
/* hygiene: allow drop_column e.c because it is copied */ ALTER TABLE e DROP COLUMN c;
/* hygiene: allow drop_column e.c because it is copied, backup e_2026 */ ALTER TABLE e DROP COLUMN c;
RESET hygiene.require_backup;

-- Who may set them
\set VERBOSITY terse
CREATE ROLE regress_hygiene_dba;
SET ROLE regress_hygiene_dba;
SET hygiene.mode = off;
SET hygiene.float_money = off;
SET hygiene.ignore_tables = 'x';
SET hygiene.allow = 'float_money x because anybody may say so';
RESET hygiene.allow;
RESET ROLE;
GRANT SET ON PARAMETER hygiene.float_money TO regress_hygiene_dba;
SET ROLE regress_hygiene_dba;
SET hygiene.float_money = warning;
SHOW hygiene.float_money;
RESET hygiene.float_money;
RESET ROLE;
REVOKE SET ON PARAMETER hygiene.float_money FROM regress_hygiene_dba;
DROP ROLE regress_hygiene_dba;

SET hygiene.mode = off;
DROP SCHEMA settled, scratch, sqitch CASCADE;
DELETE FROM hygiene.journal;
