--
-- foreign_keys_18.sql
--		Foreign keys that came with 18: not enforced, temporal.
--
SELECT current_setting('server_version_num')::int < 180000 AS too_old \gset
\if :too_old
\quit
\endif
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
SET hygiene.mode = off;
CREATE SCHEMA links18;
SET search_path = links18;
CREATE TABLE author (id int PRIMARY KEY);
CREATE TABLE stay (room int4range, during daterange, PRIMARY KEY (room, during WITHOUT OVERLAPS));
CREATE TABLE not_enforced (id int PRIMARY KEY, author int REFERENCES author NOT ENFORCED);
CREATE TABLE temporal_nothing (id int PRIMARY KEY, room int4range, during daterange,
	FOREIGN KEY (room, PERIOD during) REFERENCES stay (room, PERIOD during));
CREATE TABLE temporal_gist (id int PRIMARY KEY, room int4range, during daterange,
	FOREIGN KEY (room, PERIOD during) REFERENCES stay (room, PERIOD during));
CREATE INDEX ON temporal_gist USING gist (room, during);
CREATE TABLE temporal_btree (id int PRIMARY KEY, room int4range, during daterange,
	FOREIGN KEY (room, PERIOD during) REFERENCES stay (room, PERIOD during));
CREATE INDEX ON temporal_btree (room, during);
DO $$
DECLARE
	told text := (SELECT string_agg(table_name || ' ' || level, ', ' ORDER BY table_name)
				  FROM hygiene.audit(schema => 'links18') WHERE rule = 'unindexed_foreign_key');
	remedy text := (SELECT a.remedy FROM hygiene.audit('temporal_nothing') AS a WHERE rule = 'unindexed_foreign_key');
BEGIN
	-- one that is not enforced asks for nothing; btree knows no overlap, so it serves a part
	ASSERT told = 'temporal_btree audit, temporal_nothing warning', told;
	ASSERT remedy = 'CREATE INDEX CONCURRENTLY ON links18.temporal_nothing USING gist (room, during);', remedy;
END
$$;
CREATE INDEX ON temporal_nothing USING gist (room, during);
DO $$
BEGIN
	ASSERT NOT EXISTS (SELECT FROM hygiene.audit('temporal_nothing') WHERE rule = 'unindexed_foreign_key');
END
$$;
SET client_min_messages = error;
DROP SCHEMA links18 CASCADE;
