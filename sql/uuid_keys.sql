--
-- uuid_as_text on columns that foreign keys tie together: the remedy changes all
-- of them at once, and there is none where something would not survive it.
--
SET hygiene.mode = off;
CREATE SCHEMA uuid_keys;
SET search_path = uuid_keys;
CREATE FUNCTION new_key() RETURNS text LANGUAGE sql AS $$SELECT gen_random_uuid()::text$$;

-- one key, two that refer to it, one that refers to one of these, one to itself
CREATE TABLE "User $$" ("Uuid" char(36) PRIMARY KEY DEFAULT new_key(), name text NOT NULL,
	boss_uuid varchar(36) REFERENCES "User $$");
CREATE TABLE orders (user_uuid text NOT NULL, no int NOT NULL, note text, PRIMARY KEY (user_uuid, no),
	CONSTRAINT "of ""whom""" FOREIGN KEY (user_uuid) REFERENCES "User $$" ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED);
COMMENT ON CONSTRAINT "of ""whom""" ON orders IS 'who''s order';
CREATE TABLE lines (order_uuid text DEFAULT 'nobody', no int, line int NOT NULL,
	FOREIGN KEY (order_uuid, no) REFERENCES orders MATCH FULL ON DELETE SET NULL);
CREATE INDEX ON lines (order_uuid, no);
CREATE TABLE unchecked (user_uuid text);
ALTER TABLE unchecked ADD CONSTRAINT later FOREIGN KEY (user_uuid) REFERENCES "User $$" ON DELETE SET DEFAULT NOT VALID;
-- both columns of a key, and only some of them set null
CREATE TABLE pair (left_uuid char(36), right_uuid char(36), PRIMARY KEY (left_uuid, right_uuid));
CREATE TABLE of_pair (id bigint PRIMARY KEY, l_uuid char(36), r_uuid char(36),
	FOREIGN KEY (r_uuid, l_uuid) REFERENCES pair (right_uuid, left_uuid) ON DELETE SET NULL (l_uuid));
-- partitions on both sides, and a key that one partition has of its own
CREATE TABLE part (guid varchar(36), day int, PRIMARY KEY (guid, day)) PARTITION BY RANGE (day);
CREATE TABLE "part 1" PARTITION OF part FOR VALUES FROM (1) TO (2);
CREATE TABLE "part 2" PARTITION OF part FOR VALUES FROM (2) TO (9) PARTITION BY RANGE (day);
CREATE TABLE "part 2.1" PARTITION OF "part 2" FOR VALUES FROM (2) TO (4);
CREATE TABLE part_ref (part_guid varchar(36), day int, seen_by_guid text) PARTITION BY LIST (day);
CREATE TABLE part_ref_1 (seen_by_guid text, day int, part_guid varchar(36));
ALTER TABLE part_ref ATTACH PARTITION part_ref_1 FOR VALUES IN (1);
CREATE TABLE readers (reader_guid text PRIMARY KEY);
ALTER TABLE part_ref ADD FOREIGN KEY (part_guid, day) REFERENCES part;
ALTER TABLE part_ref_1 ADD FOREIGN KEY (seen_by_guid) REFERENCES readers;
-- nothing refers to it
CREATE TABLE alone (uuid text PRIMARY KEY);

INSERT INTO "User $$" VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a', NULL), ('A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a12', 'b', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
INSERT INTO orders VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1);
INSERT INTO lines VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1, 1), (NULL, NULL, 2);
INSERT INTO pair VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12');
INSERT INTO of_pair VALUES (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12');
INSERT INTO part VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1), ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 2);
INSERT INTO readers VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a13');
INSERT INTO part_ref VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a13');

CREATE VIEW keys AS
SELECT conrelid::regclass AS on_table, conname, pg_get_constraintdef(oid) AS definition, obj_description(oid, 'pg_constraint') AS comment
FROM pg_constraint WHERE connamespace = 'uuid_keys'::regnamespace AND contype = 'f';
CREATE TABLE keys_before AS SELECT * FROM keys;

\t on
SELECT remedy FROM hygiene.audit('uuid_keys."User $$"') WHERE rule = 'uuid_as_text' ORDER BY objsubid LIMIT 1;
SELECT remedy FROM hygiene.audit('uuid_keys.part') WHERE rule = 'uuid_as_text';
SELECT remedy FROM hygiene.audit('uuid_keys.alone') WHERE rule = 'uuid_as_text';
\t off
-- each of a group has the same
SELECT count(*), count(DISTINCT remedy) FROM hygiene.audit(schema => 'uuid_keys')
WHERE rule = 'uuid_as_text' AND table_name IN ('User $$', 'orders', 'lines', 'unchecked');
-- alone as with all others
SELECT count(*) FROM hygiene.audit(schema => 'uuid_keys') a
WHERE rule = 'uuid_as_text' AND NOT EXISTS
	(SELECT FROM hygiene.audit(a.objid::regclass) b WHERE b.rule = 'uuid_as_text' AND b.objsubid = a.objsubid AND b.remedy = a.remedy);

-- all of one audit, one after the other, also where another has done it before
SET client_min_messages = warning;
DO $$
DECLARE
	remedy text;
BEGIN
	FOR remedy IN SELECT a.remedy FROM hygiene.audit(schema => 'uuid_keys') a WHERE a.rule = 'uuid_as_text' LOOP
		EXECUTE remedy;
	END LOOP;
END
$$;
SELECT object, detail FROM hygiene.audit(schema => 'uuid_keys') WHERE rule IN ('uuid_as_text', 'foreign_key_type_mismatch');
-- the keys are what they were
TABLE keys EXCEPT TABLE keys_before;
TABLE keys_before EXCEPT TABLE keys;
SELECT attrelid::regclass, attname FROM pg_attribute
WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'uuid_keys'::regnamespace AND relkind IN ('r', 'p'))
	AND attname ~* 'u?uid' AND atttypid <> 'uuid'::regtype;
-- a computed default stays, one that is no UUID goes
SELECT adrelid::regclass, pg_get_expr(adbin, adrelid) FROM pg_attrdef
WHERE adrelid IN ('"User $$"'::regclass, 'lines'::regclass);
INSERT INTO "User $$" (name) VALUES ('c');

-- what would not survive
CREATE TABLE base (base_uuid text PRIMARY KEY);
CREATE TABLE derived (PRIMARY KEY (base_uuid)) INHERITS (base);
CREATE TABLE of_derived (id bigint PRIMARY KEY, derived_uuid text REFERENCES derived);
CREATE TABLE viewed (uuid text PRIMARY KEY);
CREATE TABLE of_viewed (id bigint PRIMARY KEY, viewed_uuid text REFERENCES viewed);
CREATE VIEW "a view" AS SELECT uuid FROM viewed;
CREATE TABLE checked (uuid text PRIMARY KEY CHECK (length(uuid) = 36));
CREATE TABLE indexed (uuid text PRIMARY KEY);
CREATE INDEX "lower uuid" ON indexed (lower(uuid));
CREATE TABLE patterned (uuid text PRIMARY KEY);
CREATE INDEX patterns ON patterned (uuid text_pattern_ops);
CREATE TABLE sliced (uuid text PRIMARY KEY) PARTITION BY HASH (uuid);
CREATE TABLE generating (uuid text PRIMARY KEY, short text GENERATED ALWAYS AS (left(uuid, 8)) STORED);
CREATE TABLE guarded (uuid text PRIMARY KEY);
CREATE POLICY own ON guarded USING (uuid = current_user);
CREATE TABLE other_type (uuid name PRIMARY KEY);
CREATE TABLE of_other_type (id bigint PRIMARY KEY, other_uuid text REFERENCES other_type);
CREATE TABLE defaulting (guid text, day int, PRIMARY KEY (guid, day)) PARTITION BY LIST (day);
CREATE TABLE defaulting_1 PARTITION OF defaulting (guid DEFAULT gen_random_uuid()::text) FOR VALUES IN (1);
CREATE TABLE row_typed (uuid text PRIMARY KEY);
CREATE TABLE of_row_type (id bigint PRIMARY KEY, was row_typed);
SELECT object, remedy, substring(detail FROM 'No script.*') AS detail
FROM hygiene.audit(schema => 'uuid_keys') WHERE rule = 'uuid_as_text' ORDER BY object COLLATE "C";

SET client_min_messages = warning;
DROP SCHEMA uuid_keys CASCADE;
