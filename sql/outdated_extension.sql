-- outdated_extension: an installed version that update scripts lead away from
SET client_min_messages = warning;
CREATE SCHEMA outdated;
CREATE VIEW found AS
	SELECT level, object_type, object, evidence ->> 'installed' AS installed, remedy FROM hygiene.audit()
	WHERE rule = 'outdated_extension' ORDER BY object COLLATE "C";
SELECT * FROM found;
CREATE EXTENSION citext SCHEMA outdated VERSION '1.4';
SELECT * FROM found;
SELECT regexp_replace(message, 'version [0-9.]+ is', 'version N is') AS message, detail FROM hygiene.audit()
WHERE rule = 'outdated_extension' \gx
-- the remedy runs
SELECT remedy FROM found \gexec
SELECT count(*) FROM found;
-- a version that no script leads away from, and one whose files are gone
BEGIN;
UPDATE pg_extension SET extversion = 'of our own' WHERE extname = 'citext';
SELECT count(*) FROM found;
UPDATE pg_extension SET extname = 'gone with its files' WHERE extname = 'citext';
SELECT count(*) FROM found;
ROLLBACK;
DROP VIEW found;
SET hygiene.mode = off;
DROP EXTENSION citext;
DROP SCHEMA outdated;
