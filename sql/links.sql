-- Links between tables: types, duplicates, nulls, links that nobody declared.
SET client_min_messages = warning;
CREATE SCHEMA links;
SET search_path = links, public;

-- other families have topics of their own
SET hygiene.unindexed_foreign_key = audit;
SET hygiene.missing_primary_key = audit;
SET hygiene.drop_constraint = audit;
SET hygiene.drop_index = audit;

-- foreign_key_type_mismatch: told at once, the narrower side loudly
CREATE DOMAIN big AS bigint;
CREATE TABLE accounts (id bigint PRIMARY KEY, code varchar(20) NOT NULL UNIQUE, label text NOT NULL UNIQUE, nr integer NOT NULL UNIQUE);
BEGIN;
CREATE TABLE narrow (id bigint PRIMARY KEY, account_id integer NOT NULL REFERENCES accounts);
CREATE INDEX ON narrow (account_id);
COMMIT;
BEGIN;
CREATE TABLE "Odd narrow" (id bigint PRIMARY KEY, "Code" varchar(10) NOT NULL REFERENCES accounts (code), label varchar(9) NOT NULL REFERENCES accounts (label));
CREATE INDEX ON "Odd narrow" ("Code");
CREATE INDEX ON "Odd narrow" (label);
COMMIT;
-- near: domains, unlimited text on both sides, a wider column is for the record only
BEGIN;
CREATE TABLE fitting (id bigint PRIMARY KEY, account_id big NOT NULL REFERENCES accounts, code varchar(20) NOT NULL REFERENCES accounts (code), label varchar NOT NULL REFERENCES accounts (label));
CREATE INDEX ON fitting (account_id);
CREATE INDEX ON fitting (code);
CREATE INDEX ON fitting (label);
CREATE TABLE wider (id bigint PRIMARY KEY, nr bigint NOT NULL REFERENCES accounts (nr), code text NOT NULL REFERENCES accounts (code));
CREATE INDEX ON wider (nr);
CREATE INDEX ON wider (code);
COMMIT;
SELECT object, level FROM hygiene.audit(schema => 'links')
WHERE rule = 'foreign_key_type_mismatch' ORDER BY object COLLATE "C";
SELECT detail, remedy FROM hygiene.audit(schema => 'links')
WHERE rule = 'foreign_key_type_mismatch' ORDER BY object COLLATE "C";
ALTER TABLE narrow ALTER COLUMN account_id TYPE bigint;
SELECT count(*) FROM hygiene.audit('links.narrow') WHERE rule = 'foreign_key_type_mismatch';

-- duplicate_foreign_key: order of columns does not count, other parents and columns do
CREATE TABLE regions (country text, region text, other text, PRIMARY KEY (country, region), UNIQUE (region, other));
CREATE TABLE towns (id bigint PRIMARY KEY, country text NOT NULL, region text NOT NULL, other text NOT NULL);
CREATE INDEX ON towns (country, region);
CREATE INDEX ON towns (region, other);
ALTER TABLE towns ADD CONSTRAINT one FOREIGN KEY (country, region) REFERENCES regions;
ALTER TABLE towns ADD CONSTRAINT two FOREIGN KEY (region, other) REFERENCES regions (region, other);
ALTER TABLE towns ADD CONSTRAINT again FOREIGN KEY (region, country) REFERENCES regions (region, country);
ALTER TABLE towns ADD CONSTRAINT cascading FOREIGN KEY (country, region) REFERENCES regions ON DELETE CASCADE;
SELECT object, remedy, detail FROM hygiene.audit(schema => 'links')
WHERE rule = 'duplicate_foreign_key' ORDER BY object COLLATE "C";
-- partitions on either side have copies of the key, which are no duplicates
CREATE TABLE parted (id bigint PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE parted_child (id bigint, parted_id bigint NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE parted_child_0 PARTITION OF parted_child FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE INDEX ON parted_child (parted_id);
ALTER TABLE parted_child ADD FOREIGN KEY (parted_id) REFERENCES parted;
SELECT object FROM hygiene.audit(schema => 'links') WHERE rule LIKE '%foreign_key%' AND table_name LIKE 'parted%';

-- short_primary_key
CREATE TABLE short_serial (id serial PRIMARY KEY, note text NOT NULL);
CREATE TABLE short_identity (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text NOT NULL);
CREATE TABLE short_small (code smallint PRIMARY KEY, note text NOT NULL);
CREATE TABLE short_reference (id integer PRIMARY KEY REFERENCES short_serial, note text NOT NULL);
CREATE TABLE short_line (account_id bigint REFERENCES accounts, line_no integer, note text NOT NULL, PRIMARY KEY (account_id, line_no));
SELECT object, level, detail FROM hygiene.audit(schema => 'links')
WHERE rule = 'short_primary_key' ORDER BY object COLLATE "C";
SELECT remedy FROM hygiene.audit('links.short_serial') WHERE rule = 'short_primary_key' \gexec
SELECT remedy FROM hygiene.audit('links.short_identity') WHERE rule = 'short_primary_key' \gexec
SELECT count(*) FROM hygiene.audit('links.short_serial') WHERE rule = 'short_primary_key';
SELECT sequencename, data_type FROM pg_sequences
WHERE schemaname = 'links' AND sequencename LIKE 'short%' ORDER BY 1;
-- how far the sequence is, and what refers to the key
SET hygiene.mode = off;
CREATE TABLE "Full $$" (id serial PRIMARY KEY, note text NOT NULL);
CREATE TABLE full_child (id bigint PRIMARY KEY, "Full" int REFERENCES "Full $$", also bigint REFERENCES "Full $$");
CREATE TABLE full_grandchild (id int PRIMARY KEY REFERENCES "Full $$", note text NOT NULL);
CREATE TABLE full_great_grandchild (id bigint PRIMARY KEY, up smallint REFERENCES full_grandchild);
SELECT setval('"Full $$_id_seq"', 2000000000);
CREATE TABLE half (id smallint GENERATED ALWAYS AS IDENTITY (MAXVALUE 100) PRIMARY KEY, note text NOT NULL);
SELECT setval('half_id_seq', 80);
CREATE TABLE backwards (id int GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1000 MINVALUE -2147483648 MAXVALUE -1) PRIMARY KEY, note text NOT NULL);
SELECT setval('backwards_id_seq', -2147480000);
CREATE SEQUENCE shared_numbers INCREMENT 7;
CREATE TABLE by_default (id int PRIMARY KEY DEFAULT nextval('shared_numbers'), note text NOT NULL);
SELECT setval('shared_numbers', 5000000000);
-- not so grave: young, beginning anew, bigint, not the key's, none at all
CREATE TABLE young (id serial PRIMARY KEY, note text NOT NULL);
CREATE TABLE young_child (id bigint PRIMARY KEY, young_id int REFERENCES young);
CREATE TABLE cycling (id serial PRIMARY KEY, note text NOT NULL);
ALTER SEQUENCE cycling_id_seq CYCLE;
SELECT setval('cycling_id_seq', 2147483000);
CREATE TABLE wide (id bigserial PRIMARY KEY, note text NOT NULL);
SELECT setval('wide_id_seq', 4000000000);
CREATE TABLE other_serial (id int PRIMARY KEY, n serial, note text NOT NULL);
SELECT setval('other_serial_n_seq', 2000000000);
CREATE TABLE owned_only (id int PRIMARY KEY, note text NOT NULL);
CREATE SEQUENCE owned_only_numbers AS int OWNED BY owned_only.id;
SELECT setval('owned_only_numbers', 2000000000);
-- a key whose own type holds on, but not what refers to it
CREATE TABLE narrow_child (id bigint PRIMARY KEY, wide_id int REFERENCES wide);
CREATE TABLE partitioned_key (id serial, day int, note text NOT NULL, PRIMARY KEY (id, day)) PARTITION BY LIST (day);
CREATE TABLE partitioned_key_1 PARTITION OF partitioned_key FOR VALUES IN (1);
CREATE TABLE of_partitioned (id bigint PRIMARY KEY, key_id int, day int, FOREIGN KEY (key_id, day) REFERENCES partitioned_key);
CREATE TABLE behind_view (id serial PRIMARY KEY, note text NOT NULL);
CREATE TABLE of_behind_view (id bigint PRIMARY KEY, up int REFERENCES behind_view);
CREATE VIEW on_behind AS SELECT up FROM of_behind_view;
INSERT INTO "Full $$" SELECT g, 'x' FROM generate_series(1, 9) g;
INSERT INTO full_child SELECT g, g FROM generate_series(1, 9) g;
INSERT INTO full_grandchild SELECT g, 'x' FROM generate_series(1, 3) g;
SELECT pg_stat_force_next_flush();
ANALYZE full_child;
ANALYZE full_grandchild;
CREATE TEMP TABLE whole AS SELECT * FROM hygiene.audit(schema => 'links')
WHERE (rule = 'short_primary_key' AND table_name !~ '^short') OR (rule = 'foreign_key_type_mismatch' AND table_name = 'narrow_child');
SELECT object, level, substring(detail FROM '[^.]*[.] (.*)') AS detail FROM whole ORDER BY object COLLATE "C";
SELECT object, evidence - 'rows' AS evidence FROM whole WHERE table_name IN ('Full $$', 'half', 'backwards', 'by_default', 'narrow_child') ORDER BY object COLLATE "C";
\t on
SELECT remedy FROM whole WHERE object = 'links."Full $$".id';
\t off
-- asked for alone it is the same
SELECT w.object FROM whole w
WHERE NOT EXISTS (SELECT FROM hygiene.audit(CASE w.rule WHEN 'short_primary_key' THEN w.objid ELSE 'links.narrow_child'::regclass END::regclass) a
	WHERE (a.rule, a.object, a.detail, a.level) = (w.rule, w.object, w.detail, w.level) AND a.remedy IS NOT DISTINCT FROM w.remedy);
-- nothing of what the caller may not read
CREATE ROLE hygiene_links_reader;
GRANT USAGE ON SCHEMA links TO hygiene_links_reader;
GRANT SELECT ("Full") ON full_child TO hygiene_links_reader;
SET ROLE hygiene_links_reader;
SELECT level, evidence ? 'sequence' AS sequence, evidence -> 'referencing_columns' AS columns, evidence -> 'fastest_growing' AS fastest
FROM hygiene.audit('links."Full $$"') WHERE rule = 'short_primary_key';
RESET ROLE;
GRANT SELECT ON SEQUENCE "Full $$_id_seq" TO hygiene_links_reader;
REVOKE SELECT ("Full") ON full_child FROM hygiene_links_reader;
SET ROLE hygiene_links_reader;
SELECT level, evidence ? 'sequence' AS sequence, evidence -> 'referencing_columns' AS columns, evidence -> 'fastest_growing' AS fastest
FROM hygiene.audit('links."Full $$"') WHERE rule = 'short_primary_key';
RESET ROLE;
REVOKE ALL ON SEQUENCE "Full $$_id_seq" FROM hygiene_links_reader;
REVOKE ALL ON SCHEMA links FROM hygiene_links_reader;
DROP ROLE hygiene_links_reader;
-- every remedy runs and leaves no keys of two types behind
DO $$
DECLARE
	remedy text;
BEGIN
	FOR remedy IN SELECT w.remedy FROM whole w WHERE w.rule = 'short_primary_key' AND w.remedy IS NOT NULL LOOP
		EXECUTE remedy;
	END LOOP;
END
$$;
SELECT rule, object FROM hygiene.audit(schema => 'links')
WHERE (rule = 'short_primary_key' AND table_name !~ '^short') OR (rule = 'foreign_key_type_mismatch' AND table_name ~ '^(full|young|of_)') ORDER BY object COLLATE "C";
SELECT nextval('"Full $$_id_seq"'), data_type FROM pg_sequences WHERE sequencename = 'Full $$_id_seq';
DROP VIEW on_behind;
DROP TABLE "Full $$", full_child, full_grandchild, full_great_grandchild, half, backwards, by_default, young, young_child, cycling, wide,
	other_serial, owned_only, narrow_child, partitioned_key, of_partitioned, behind_view, of_behind_view, whole;
DROP SEQUENCE shared_numbers;
RESET hygiene.mode;

-- unvalidated_constraint: an audit's matter, never a statement's
ALTER TABLE towns ADD CONSTRAINT short_country CHECK (length(country) = 2) NOT VALID;
ALTER TABLE towns DROP CONSTRAINT two;
ALTER TABLE towns ADD CONSTRAINT two FOREIGN KEY (region, other) REFERENCES regions (region, other) NOT VALID;
SELECT object, object_type, remedy FROM hygiene.audit('links.towns')
WHERE rule = 'unvalidated_constraint' ORDER BY object COLLATE "C";
ALTER TABLE towns VALIDATE CONSTRAINT short_country;
ALTER TABLE towns VALIDATE CONSTRAINT two;
SELECT count(*) FROM hygiene.audit('links.towns') WHERE rule = 'unvalidated_constraint';
BEGIN;
ALTER TABLE towns ADD CONSTRAINT just_now CHECK (length(other) > 0) NOT VALID;
SELECT count(*) AS not_yet FROM hygiene.audit('links.towns') WHERE rule = 'unvalidated_constraint';
ROLLBACK;

-- nullable_composite_foreign_key
CREATE TABLE tenants (id bigint PRIMARY KEY, label text NOT NULL);
CREATE TABLE members (tenant_id bigint NOT NULL REFERENCES tenants, id bigint, label text NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE TABLE half (id bigint PRIMARY KEY, country text, region text, note text NOT NULL, CONSTRAINT half_fk FOREIGN KEY (country, region) REFERENCES regions);
CREATE INDEX ON half (country, region);
CREATE TABLE lonely (id bigint PRIMARY KEY, country text NOT NULL, region text, CONSTRAINT lonely_fk FOREIGN KEY (country, region) REFERENCES regions);
CREATE INDEX ON lonely (country, region);
-- near: MATCH FULL, a check that decides, an optional member of a tenant that is checked by itself
CREATE TABLE whole (id bigint PRIMARY KEY, country text, region text, note text NOT NULL, FOREIGN KEY (country, region) REFERENCES regions MATCH FULL);
CREATE INDEX ON whole (country, region);
CREATE TABLE decided (id bigint PRIMARY KEY, country text, region text, note text NOT NULL, FOREIGN KEY (country, region) REFERENCES regions, CHECK ((country IS NULL) = (region IS NULL)));
CREATE INDEX ON decided (country, region);
CREATE TABLE tasks (id bigint PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES tenants, owner_id bigint, FOREIGN KEY (tenant_id, owner_id) REFERENCES members);
CREATE INDEX ON tasks (tenant_id, owner_id);
SELECT object, remedy FROM hygiene.audit(schema => 'links')
WHERE rule = 'nullable_composite_foreign_key' ORDER BY object COLLATE "C";
SELECT remedy FROM hygiene.audit('links.half') WHERE rule = 'nullable_composite_foreign_key' \gexec
SELECT count(*) FROM hygiene.audit('links.half') WHERE rule = 'nullable_composite_foreign_key';

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

-- missing_foreign_key
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE categories (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE people (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE "OrderLines" (id bigint PRIMARY KEY, qty integer NOT NULL);
CREATE TABLE addresses (id bigint PRIMARY KEY, place text NOT NULL);
CREATE TABLE kunden (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE stock_items (item_no bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE sinful (
	id bigint PRIMARY KEY,
	customer_id bigint NOT NULL,
	category_id integer,
	"personId" uuid,
	order_line_id bigint,
	billing_address_id bigint,
	id_kunde bigint,
	customers_uuid uuid,			-- another type
	note text);
CREATE TABLE near_sinful (
	id bigint PRIMARY KEY,
	customer_id integer NOT NULL,		-- another type
	external_customer_id bigint,		-- somebody else's number
	stripe_customer_id text,
	person_id uuid NOT NULL,			-- one of several tables, as its type says
	person_type text NOT NULL,
	session_id uuid,					-- no such table
	paid boolean, grid integer, uuid uuid,
	address_id bigint REFERENCES addresses);
CREATE INDEX ON near_sinful (address_id);
CREATE TABLE customer_history (at timestamptz PRIMARY KEY, customer_id bigint NOT NULL);
SELECT object, evidence ->> 'references' AS refers_to, evidence ->> 'confidence' AS confidence
FROM hygiene.audit(schema => 'links') WHERE rule = 'missing_foreign_key' ORDER BY object COLLATE "C";
SELECT unnest(string_to_array(remedy, E'\n')) FROM hygiene.audit(schema => 'links')
WHERE rule = 'missing_foreign_key' AND column_name IN ('customer_id', 'personId') ORDER BY object COLLATE "C", 1;
SELECT unnest(string_to_array(remedy, E'\n')) FROM hygiene.audit(schema => 'links')
WHERE rule = 'missing_foreign_key' AND object LIKE 'links.sinful.%' \gexec
SELECT count(*) FROM hygiene.audit(schema => 'links') WHERE rule = 'missing_foreign_key';
SELECT count(*) FROM hygiene.audit(schema => 'links')
WHERE rule IN ('unindexed_foreign_key', 'unvalidated_constraint') AND object LIKE 'links.sinful.%';

SET hygiene.mode = off;
DROP SCHEMA links CASCADE;
