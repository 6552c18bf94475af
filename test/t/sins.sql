--
-- sins.sql
--	A schema with something for each rule that looks at schemas: loaded by scripts
--	that mend it, dump it or carry it over.
--
SET hygiene.mode = off;
SET client_encoding = 'UTF8';
CREATE SCHEMA "Größe & ""Co""";
SET search_path = "Größe & ""Co""";

-- types
CREATE DOMAIN "Price in €" AS double precision;
CREATE TABLE "Bestell ""Posten""" (
	id bigint PRIMARY KEY,
	"Total Price" float8 DEFAULT 0 CHECK ("Total Price" >= 0),
	"net""amount" real[] DEFAULT '{}',
	unit_price "Price in €",
	fee money NOT NULL DEFAULT 1,
	"Created At" text,
	birth_date varchar(10),
	seen_at timestamp NOT NULL DEFAULT now(),
	"at time" time with time zone,
	"Kürzel" char(12) DEFAULT 'x',
	"JSON Doc" json DEFAULT '{}',
	customer_uuid varchar(36),
	"Klasse" regproc);
INSERT INTO "Bestell ""Posten""" (id, "Total Price", fee, "Created At", birth_date, "Kürzel", customer_uuid)
	VALUES (1, 1.5, 2, '2024-02-29 10:00:00+00', '2001-12-31', 'abc', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
CREATE TABLE sales_2 (id bigint, region text, price float4, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE "sales EU" PARTITION OF sales_2 FOR VALUES IN ('eu') PARTITION BY RANGE (id);
CREATE TABLE "sales EU 1" PARTITION OF "sales EU" FOR VALUES FROM (1) TO (100);
CREATE TABLE sales_us PARTITION OF sales_2 FOR VALUES IN ('us');
INSERT INTO sales_2 VALUES (1, 'eu', 1), (1, 'us', 2);
CREATE TABLE base_invoice (id bigint PRIMARY KEY, total_price float8);
CREATE TABLE child_invoice (PRIMARY KEY (id)) INHERITS (base_invoice);
CREATE TABLE "invoice for view" (id bigint PRIMARY KEY, due_date text);
CREATE VIEW "a view" AS SELECT id FROM "invoice for view";

-- keys and links
CREATE TABLE "Ref Parent" ("Id" bigint PRIMARY KEY, a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
CREATE TABLE "ref child" (id bigint PRIMARY KEY, "Parent Id" bigint REFERENCES "Ref Parent",
	a int NOT NULL, b int NOT NULL, FOREIGN KEY (a, b) REFERENCES "Ref Parent" (a, b));
CREATE TABLE no_key (x int);
CREATE TABLE "no key, but id" (id bigint NOT NULL, y text);
CREATE TABLE almost_key ("Nr" bigint NOT NULL, t text NOT NULL);
CREATE UNIQUE INDEX "almost key ""Nr""" ON almost_key ("Nr");
CREATE TABLE part_child (id bigint, parent bigint REFERENCES "Ref Parent", PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE "part child 0" PARTITION OF part_child FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE "part child 1" PARTITION OF part_child FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE twice (id bigint PRIMARY KEY, p bigint NOT NULL REFERENCES "Ref Parent");
ALTER TABLE twice ADD CONSTRAINT "again (p)" FOREIGN KEY (p) REFERENCES "Ref Parent";
CREATE INDEX ON twice (p);
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE linked_by_name (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
CREATE INDEX ON linked_by_name (customer_id);
CREATE TABLE "short Key" ("iD" int PRIMARY KEY, name text NOT NULL);
CREATE TABLE short_identity (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE unchecked (id bigint PRIMARY KEY, n int NOT NULL);
ALTER TABLE unchecked ADD CONSTRAINT "n > 0" CHECK (n > 0) NOT VALID;
CREATE TABLE nullable_unique (id bigint PRIMARY KEY, a int, b int, UNIQUE (a, b));

-- indexes
CREATE TABLE indexed (id bigint PRIMARY KEY, "A b" int NOT NULL, c int NOT NULL);
CREATE INDEX "Dup ""1""" ON indexed ("A b");
CREATE INDEX "Dup 2" ON indexed ("A b");
CREATE INDEX redundant ON indexed (c);
CREATE INDEX whole ON indexed (c, "A b");

-- names
CREATE TABLE "user" (id bigint PRIMARY KEY, "select" text NOT NULL, "Order" int NOT NULL);
CREATE TABLE with_a_long_column (id bigint PRIMARY KEY, note text NOT NULL,
	the_number_of_the_customer_as_it_was_known_to_the_accounting_department text NOT NULL);

-- code
CREATE FUNCTION "Definer (odd)"(a int, "B" text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE PROCEDURE "definer proc"() LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN NULL; END';
CREATE TABLE secured (id bigint PRIMARY KEY, owner name NOT NULL);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Every Body" ON secured USING (true);
CREATE TABLE "rls, no policy" (id bigint PRIMARY KEY, x int NOT NULL);
ALTER TABLE "rls, no policy" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "policy, no rls" (id bigint PRIMARY KEY, owner name NOT NULL);
CREATE POLICY own ON "policy, no rls" USING (owner = current_user);
CREATE VIEW "definer view" AS SELECT id FROM secured;
GRANT CREATE ON SCHEMA "Größe & ""Co""" TO PUBLIC;

-- the database as a whole
CREATE TABLE "Old Serial" (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE "Old Identity" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE SEQUENCE "Down!" INCREMENT -1 MINVALUE -100;
CREATE TABLE "fed by Default" (id smallint PRIMARY KEY DEFAULT nextval('"Down!"'), name text NOT NULL);
SELECT setval('"Old Serial_id_seq"', 2000000000), setval('"Old Identity_id_seq"', 2000000000), setval('"Down!"', -95);
CREATE TABLE "never Vacuumed" (id bigint PRIMARY KEY, name text NOT NULL) WITH (autovacuum_enabled = off);
CREATE MATERIALIZED VIEW "never Refreshed" WITH (autovacuum_enabled = off) AS SELECT 1 AS id;
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "Keep ""It""" BEFORE INSERT ON "Old Serial" FOR EACH ROW EXECUTE FUNCTION watch();
ALTER TABLE "Old Serial" DISABLE TRIGGER ALL;
CREATE TRIGGER t BEFORE INSERT ON sales_2 FOR EACH ROW EXECUTE FUNCTION watch();
ALTER TABLE sales_2 DISABLE TRIGGER t;
ALTER TABLE "ref child" DISABLE TRIGGER ALL;
CREATE TABLE "Page Cache" (id bigint PRIMARY KEY, value text NOT NULL);
CREATE TABLE "mail Queue" (id bigint PRIMARY KEY, "status" text NOT NULL);
CREATE TABLE part_queue (id bigint PRIMARY KEY, status text NOT NULL) PARTITION BY HASH (id);
CREATE TABLE "part queue 0" PARTITION OF part_queue FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE "Loaded" (id bigint PRIMARY KEY, name text NOT NULL);
INSERT INTO "Loaded" SELECT g, 'x' FROM generate_series(1, 20000) AS g;

-- text that is a UUID, in a key that others refer to
CREATE TABLE "Account $$" ("Account Uuid" char(36) PRIMARY KEY DEFAULT gen_random_uuid()::text, name text NOT NULL,
	parent_uuid varchar(36) REFERENCES "Account $$");
CREATE TABLE "account Part" (account_uuid char(36) NOT NULL REFERENCES "Account $$" ON DELETE CASCADE, day int NOT NULL,
	PRIMARY KEY (account_uuid, day)) PARTITION BY RANGE (day);
CREATE TABLE "account Part 1" PARTITION OF "account Part" FOR VALUES FROM (1) TO (9);
CREATE TABLE "of Part" (id bigint PRIMARY KEY, "part Uuid" varchar(36) NOT NULL, day int NOT NULL,
	CONSTRAINT "of ""part""" FOREIGN KEY (day, "part Uuid") REFERENCES "account Part" (day, account_uuid));
CREATE INDEX ON "Account $$" (parent_uuid);
CREATE INDEX ON "of Part" (day, "part Uuid");
INSERT INTO "Account $$" VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a', NULL),
	('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12', 'b', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
INSERT INTO "account Part" VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12', 1);
INSERT INTO "of Part" VALUES (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12', 1);

-- names whose plain form is taken, by whatever it may be
CREATE TABLE "Taken Name" (id bigint PRIMARY KEY, "A Column" int NOT NULL, a_column int NOT NULL, "a column" int NOT NULL);
CREATE VIEW taken_name AS SELECT 1 AS id;
CREATE TYPE taken_name_2 AS ENUM ('x');
CREATE TABLE "taken name" (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE "taken, name" (id bigint PRIMARY KEY, name text NOT NULL);
CREATE FUNCTION "Taken Call"(a int) RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION "Taken Call"(a text) RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION taken_call(b int) RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE PROCEDURE "taken call"(a int) LANGUAGE sql AS 'SELECT 1';
