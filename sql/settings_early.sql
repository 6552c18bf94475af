--
-- settings_early.sql
--		Settings that are set before the library is loaded.
--
-- Where the server preloads it, settings_early_1.out is what comes out.
--
SET client_min_messages = warning;
DELETE FROM hygiene.journal;
CREATE SCHEMA settled_early;
\c -
SET client_min_messages = warning;
SET search_path = settled_early, public;
\set VERBOSITY terse
BEGIN;
SET LOCAL hygiene.allow = 'float_money early1.price because it is a placeholder yet; drop_column t.nothing because of a typo';
CREATE TABLE early1 (id int PRIMARY KEY, price float8);
COMMIT;
\c -
SET client_min_messages = warning;
SET search_path = settled_early, public;
SET hygiene.allow = 'float_money early2.price because of the session; drop_column t.nothing because of a typo';
BEGIN;
CREATE TABLE early2 (id int PRIMARY KEY, price float8);
COMMIT;
SHOW hygiene.allow;
SELECT object, reason FROM hygiene.journal WHERE object ~ 'early' ORDER BY at;
\c -
SET client_min_messages = warning;
SET hygiene.no_such_setting = 1;
SET hygiene.float_money = nonsense;
LOAD 'pg_hygiene';
SHOW hygiene.float_money;

-- Who may not set it gains nothing by being early
CREATE ROLE regress_hygiene_early;
GRANT CREATE, USAGE ON SCHEMA settled_early TO regress_hygiene_early;
\c -
SET client_min_messages = warning;
SET ROLE regress_hygiene_early;
SET hygiene.mode = off;
CREATE TABLE settled_early.early3 (id int PRIMARY KEY, price float8);
SHOW hygiene.mode;
RESET ROLE;

SET hygiene.mode = off;
DROP SCHEMA settled_early CASCADE;
DROP ROLE regress_hygiene_early;
DELETE FROM hygiene.journal;
