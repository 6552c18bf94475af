--
-- nullable_keys.sql
--		unique_over_nullable and all_columns_nullable.
--
SET client_min_messages = warning;
CREATE SCHEMA links;
SET search_path = links, public;

-- other families have topics of their own
SET hygiene.unindexed_foreign_key = audit;
SET hygiene.missing_primary_key = audit;
SET hygiene.drop_constraint = audit;
SET hygiene.drop_index = audit;

CREATE TABLE regions (country text, region text, other text, PRIMARY KEY (country, region), UNIQUE (region, other));
CREATE TABLE towns (id bigint PRIMARY KEY, region text NOT NULL, other text NOT NULL,
	CONSTRAINT two FOREIGN KEY (region, other) REFERENCES regions (region, other));
CREATE INDEX ON towns (region, other);

-- unique_over_nullable
CREATE TABLE seats (
	id bigint PRIMARY KEY, hall text NOT NULL, seat text, show_no bigint, phone text UNIQUE,
	deleted_at timestamptz,
	CONSTRAINT seats_once UNIQUE (hall, seat));
CREATE UNIQUE INDEX seats_show ON seats (show_no, hall);
-- near: one optional column, predicate, twin for the nulls, implied by the key, expression
CREATE UNIQUE INDEX seats_partial ON seats (hall, lower(seat), show_no) WHERE show_no IS NOT NULL;
CREATE UNIQUE INDEX seats_with_id ON seats (id, seat);
CREATE TABLE rooms (id bigint PRIMARY KEY, hall text NOT NULL, room text);
CREATE UNIQUE INDEX rooms_both ON rooms (hall, room);
CREATE UNIQUE INDEX rooms_none ON rooms (hall) WHERE room IS NULL;
CREATE TABLE nnd (id bigint PRIMARY KEY, a text NOT NULL, b text, UNIQUE NULLS NOT DISTINCT (a, b));
SELECT object, object_type, remedy FROM hygiene.audit(schema => 'links')
WHERE rule = 'unique_over_nullable' ORDER BY object COLLATE "C";
SELECT unnest(string_to_array(remedy, E'\n')) FROM hygiene.audit('links.seats') WHERE rule = 'unique_over_nullable' \gexec
SELECT count(*) FROM hygiene.audit('links.seats') WHERE rule = 'unique_over_nullable';

-- all_columns_nullable
CREATE TABLE shrug (id bigint PRIMARY KEY, a text, b date, c boolean);
CREATE TABLE a_note (id bigint PRIMARY KEY, note text);
CREATE TABLE either (id bigint PRIMARY KEY, a text, b text, CHECK (num_nonnulls(a, b) = 1));
CREATE TABLE shrug_child () INHERITS (shrug);
SELECT object, message FROM hygiene.audit(schema => 'links') WHERE rule = 'all_columns_nullable' ORDER BY 1;

SET hygiene.mode = off;
DROP SCHEMA links CASCADE;
