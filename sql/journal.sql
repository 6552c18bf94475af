--
-- journal.sql
--		What is recorded, with what, and for whom.
--
SET client_min_messages = warning;
DELETE FROM hygiene.journal;
CREATE SCHEMA recorded;
SET search_path = recorded, public;
SET application_name = 'journal test';
\set VERBOSITY sqlstate

CREATE TABLE box (id int PRIMARY KEY, a text, b text, c text);
INSERT INTO box SELECT i, 'a', 'b', 'c' FROM generate_series(1, 100) AS i;
ANALYZE box;

-- Everything of a row
BEGIN;
SET LOCAL hygiene.allow = 'drop_column box.a because moved, backup tape 7';
/* why */  ALTER TABLE box
	DROP COLUMN a  ;
SELECT at BETWEEN transaction_timestamp() AND clock_timestamp() AS at,
	   xid = pg_current_xact_id() AS xid,
	   session_user_name = session_user AS session_user,
	   current_user_name = current_user AS current_user,
	   application_name,
	   client_addr IS NOT DISTINCT FROM inet_client_addr() AS client_addr,
	   command_tag, verdict, rule, object, reason, backup, rows, bytes IS NULL OR bytes > 0 AS bytes, statement
FROM hygiene.journal \gx
COMMIT;
SELECT count(*) FROM hygiene.journal;

-- What is refused did not happen
ALTER TABLE box DROP COLUMN b;
SELECT count(*) FROM hygiene.journal;

-- Warned and recorded
CREATE TABLE nokey (x int);
SET hygiene.drop_column = audit;
ALTER TABLE box DROP COLUMN b;
SET hygiene.drop_column = warning;
ALTER TABLE box DROP COLUMN c;
RESET hygiene.drop_column;
SELECT verdict, command_tag, rule, object, reason, statement FROM hygiene.journal ORDER BY at;
DELETE FROM hygiene.journal;

-- It goes and comes with its transaction and its savepoint
ALTER TABLE box ADD COLUMN a text, ADD COLUMN b text, ADD COLUMN c text;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column box because a try';
ALTER TABLE box DROP COLUMN a;
SAVEPOINT s;
ALTER TABLE box DROP COLUMN b;
SELECT object FROM hygiene.journal ORDER BY at;
ROLLBACK TO s;
ALTER TABLE box DROP COLUMN c;
SELECT object FROM hygiene.journal ORDER BY at;
ROLLBACK;
SELECT count(*) FROM hygiene.journal;

-- One statement of several in a message, nested ones with the text of the outer one
SELECT 1 AS one\; /* hygiene: allow drop_column box.a because second */ ALTER TABLE box DROP COLUMN a\; SELECT 3 AS three;
DO $$ BEGIN
	PERFORM hygiene.allow('drop_column', 'box.b', 'nested');
	ALTER TABLE box DROP COLUMN b;
END $$;
SELECT command_tag, object, reason, statement FROM hygiene.journal ORDER BY at;
DELETE FROM hygiene.journal;

-- Long texts are cut
BEGIN;
SELECT set_config('hygiene.allow', 'drop_column box.c because ' || repeat('x', 20000) || ', backup ' || repeat('y', 20000), true) IS NOT NULL AS said;
ALTER TABLE box DROP COLUMN c;
COMMIT;
SELECT length(reason), length(backup) FROM hygiene.journal;
DELETE FROM hygiene.journal;
ALTER TABLE box ADD COLUMN c text;
SELECT repeat('z', 20000) AS long \gset
/* hygiene: allow drop_column box.c because of its length */ ALTER TABLE box DROP COLUMN c, ADD CONSTRAINT ok CHECK (id <> 0 OR :'long' <> '');
SELECT length(statement), left(statement, 30) FROM hygiene.journal WHERE rule = 'drop_column';
DELETE FROM hygiene.journal;

-- Who runs the statement needs no rights on the table, and has none
CREATE ROLE regress_hygiene_author;
GRANT CREATE, USAGE ON SCHEMA recorded TO regress_hygiene_author;
SET ROLE regress_hygiene_author;
CREATE TABLE mine (id int PRIMARY KEY, a text);
INSERT INTO mine VALUES (1, 'a');
BEGIN;
SET LOCAL hygiene.allow = 'drop_column mine.a because it is mine';
ALTER TABLE mine DROP COLUMN a;
COMMIT;
SELECT count(*) FROM hygiene.journal;
INSERT INTO hygiene.journal (object) VALUES ('forged');
DELETE FROM hygiene.journal;
TRUNCATE hygiene.journal;
SET hygiene.journal = off;
RESET ROLE;
SELECT session_user_name = session_user AS session_user, current_user_name, object, reason FROM hygiene.journal;
DELETE FROM hygiene.journal;

-- Read-only for others to whom it is granted by their role
GRANT pg_monitor TO regress_hygiene_author;
SET ROLE regress_hygiene_author;
SELECT count(*) FROM hygiene.journal;
INSERT INTO hygiene.journal (object) VALUES ('forged');
RESET ROLE;

-- Off
SET hygiene.journal = off;
/* hygiene: allow drop_table mine because no record is wanted */ DROP TABLE mine;
RESET hygiene.journal;
SELECT count(*) FROM hygiene.journal;

-- At commit, with the statement that did it
BEGIN;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent);
CREATE TABLE unrelated (id int PRIMARY KEY);
COMMIT;
SELECT verdict, command_tag, rule, object, statement FROM hygiene.journal WHERE rule = 'unindexed_foreign_key';
DELETE FROM hygiene.journal;

-- A journal that somebody added to is written to; triggers do not run, indexes are kept.
-- Without one that can be written to, what must be recorded is refused.
BEGIN;
SET LOCAL hygiene.mode = off;
CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$;
CREATE TRIGGER never BEFORE INSERT ON hygiene.journal FOR EACH ROW EXECUTE FUNCTION never();
CREATE INDEX ON hygiene.journal (lower(object)) WHERE verdict = 'allowed';
ALTER TABLE hygiene.journal ADD COLUMN note text;
SET LOCAL hygiene.mode = enforce;
SET LOCAL hygiene.allow = 'drop_table box because of the test';
DROP TABLE box;
SET LOCAL enable_seqscan = off;
SELECT verdict, object, note FROM hygiene.journal WHERE lower(object) = 'recorded.box' AND verdict = 'allowed';
ROLLBACK;
BEGIN;
SET LOCAL hygiene.mode = off;
ALTER TABLE hygiene.journal DROP COLUMN statement;
SET LOCAL hygiene.mode = enforce;
SET LOCAL hygiene.allow = 'drop_table box because of the test';
\set VERBOSITY terse
DROP TABLE box;
ROLLBACK;
BEGIN;
SET LOCAL hygiene.mode = off;
ALTER TABLE hygiene.journal SET UNLOGGED;
SET LOCAL hygiene.mode = enforce;
SELECT value, ok, advice FROM hygiene.status() WHERE item = 'journal';
SAVEPOINT s;
SET LOCAL hygiene.allow = 'drop_table box because of the test';
DROP TABLE box;
ROLLBACK TO s;
SET LOCAL hygiene.journal = off;
SET LOCAL hygiene.allow = 'drop_table box because of the test';
DROP TABLE box;
ROLLBACK;

SET hygiene.mode = off;
DROP SCHEMA recorded CASCADE;
REVOKE pg_monitor FROM regress_hygiene_author;
DROP ROLE regress_hygiene_author;
DELETE FROM hygiene.journal;
