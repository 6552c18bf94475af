--
-- guard_bypassed: what switches the guard off, as far as it can be seen
--
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE ROLE regress_bypassing;
CREATE VIEW told AS
	SELECT f.level, f.object_type, regexp_replace(f.message, 'database "[^"]*"', 'DATABASE') AS message,
		f.detail, replace(f.remedy, quote_ident(current_database()), 'DATABASE') AS remedy
	FROM hygiene.findings AS f WHERE f.rule = 'guard_bypassed' AND f.message !~ 'preload'
	ORDER BY f.level, f.object COLLATE "C";
SELECT * FROM told;

-- triggers that do not do their work
BEGIN;
CREATE OR REPLACE FUNCTION hygiene.hygiene_ddl_end() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
SELECT item, value, ok FROM hygiene.status() WHERE item = 'event trigger on ddl_command_end';
SELECT level, message FROM told;
ROLLBACK;
BEGIN;
ALTER EXTENSION pg_hygiene DROP EVENT TRIGGER hygiene_ddl_end;
DROP EVENT TRIGGER hygiene_ddl_end;
SELECT level, message FROM told;
CREATE EVENT TRIGGER mine ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION hygiene.hygiene_ddl_end();
SELECT item, value, ok FROM hygiene.status() WHERE item = 'event trigger on ddl_command_end';
SELECT level, message FROM told;
ROLLBACK;
BEGIN;
ALTER EVENT TRIGGER hygiene_ddl_start DISABLE;
SELECT level, message, remedy FROM told;
ROLLBACK;

-- settings that switch off, or let everything through with a warning
SET client_min_messages = error;
CREATE PROCEDURE setting(scope text) LANGUAGE plpgsql AS $$
BEGIN EXECUTE replace(scope, 'DATABASE', 'DATABASE ' || quote_ident(current_database())); END $$;
BEGIN;
CALL setting('ALTER ROLE regress_bypassing IN DATABASE SET session_replication_role = replica');
SELECT level, object_type, message, remedy FROM told;
ROLLBACK;
BEGIN;
CALL setting('ALTER ROLE regress_bypassing SET hygiene.mode = off');
SELECT level, object_type, message, remedy FROM told;
CALL setting('ALTER ROLE regress_bypassing SET hygiene.mode = warn');
SELECT level, object_type, message, remedy FROM told;
CALL setting('ALTER ROLE regress_bypassing SET hygiene.mode = enforce');
SELECT * FROM told;
ROLLBACK;
BEGIN;
CALL setting('ALTER DATABASE SET hygiene.mode = off');
SELECT level, object_type, message, remedy FROM told;
CALL setting('ALTER DATABASE SET hygiene.mode = warn');
SELECT level, object_type, message, remedy FROM told;
ROLLBACK;
BEGIN;
CALL setting('ALTER ROLE ALL SET hygiene.mode = warn');
SELECT level, object_type, message, remedy FROM told;
ROLLBACK;

-- what is not the extension's, and what is no longer
BEGIN;
ALTER EXTENSION pg_hygiene DROP TABLE hygiene.waiver;
SELECT level, object_type, message, detail FROM told;
SELECT value, ok FROM hygiene.status() WHERE item = 'waivers';
ALTER EXTENSION pg_hygiene ADD TABLE hygiene.waiver;
SELECT * FROM told;
ROLLBACK;
BEGIN;
ALTER EXTENSION pg_hygiene DROP SCHEMA hygiene;
SELECT level, object_type, message, detail, remedy FROM told;
ROLLBACK;
BEGIN;
CREATE FUNCTION hygiene.status(int) RETURNS text LANGUAGE sql AS 'SELECT NULL';
CREATE TABLE hygiene."My Notes" (id int PRIMARY KEY);
SELECT level, object_type, message FROM told;
ROLLBACK;
-- an index or a trigger of one's own on a table of the extension is none of these
BEGIN;
CREATE INDEX by_reason ON hygiene.waiver (reason);
CREATE TRIGGER noted BEFORE INSERT ON hygiene.journal EXECUTE FUNCTION suppress_redundant_updates_trigger();
SELECT * FROM told;
ROLLBACK;

-- anybody may ask
SET ROLE regress_bypassing;
SELECT count(*) FROM hygiene.audit() WHERE rule = 'guard_bypassed' AND message !~ 'preload';
RESET ROLE;

DROP VIEW told;
DROP PROCEDURE setting;
DROP ROLE regress_bypassing;
