-- unlogged_table: tables that a crash empties
SET client_min_messages = warning;
CREATE SCHEMA unlogged;
SET search_path = unlogged;
CREATE UNLOGGED TABLE "Cart" (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE line (id bigint PRIMARY KEY, cart bigint NOT NULL REFERENCES "Cart", part_of bigint REFERENCES line);
CREATE INDEX ON line (cart);
CREATE INDEX ON line (part_of);
CREATE TABLE parts (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
CREATE UNLOGGED TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (9);
-- not these
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (9) TO (19);
CREATE TEMP TABLE scratch (id bigint PRIMARY KEY);
CREATE VIEW found AS
	SELECT level, object, message, remedy FROM hygiene.audit(schema => 'unlogged')
	WHERE rule = 'unlogged_table' ORDER BY object COLLATE "C";
SELECT * FROM found \gx
-- the remedies run; a table that refers to others follows them
SELECT remedy FROM found WHERE remedy <> '' \gexec
ALTER TABLE line SET LOGGED;
SELECT count(*) FROM found;
SET hygiene.mode = off;
DROP SCHEMA unlogged CASCADE;
