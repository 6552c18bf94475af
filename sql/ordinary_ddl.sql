-- A long script of healthy DDL: nothing in it may raise a word.
SET client_min_messages = warning;
CREATE SCHEMA ordinary;
SET search_path = ordinary, public;

-- tables with keys, indexes, honest types
CREATE TABLE customers (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	email text NOT NULL UNIQUE,
	full_name text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now(),
	latitude double precision,
	longitude double precision,
	rating real,
	discount_pct real,
	loyalty_points integer NOT NULL DEFAULT 0
);
CREATE TABLE products (
	id bigserial PRIMARY KEY,
	sku text NOT NULL UNIQUE,
	price numeric(19,4) NOT NULL CHECK (price >= 0),
	weight_kg double precision,
	price_change_pct double precision,
	total_count integer
);
BEGIN;
CREATE TABLE orders (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	customer_id bigint NOT NULL REFERENCES customers,
	placed_at timestamptz NOT NULL DEFAULT now(),
	total numeric(19,4) NOT NULL DEFAULT 0
);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
COMMIT;
BEGIN;
CREATE TABLE order_lines (
	order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
	line_no integer NOT NULL,
	product_id bigint NOT NULL REFERENCES products,
	quantity integer NOT NULL,
	unit_price numeric(19,4) NOT NULL,
	PRIMARY KEY (order_id, line_no)
);
CREATE INDEX ON order_lines (product_id);
COMMIT;

-- the chapter's own example, in one transaction
BEGIN;
CREATE TABLE users (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE posts (
	id uuid PRIMARY KEY,
	author_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	body text
);
CREATE INDEX idx_posts_author ON posts (author_id);
COMMIT;

-- additive changes
ALTER TABLE customers ADD COLUMN phone text;
ALTER TABLE customers ADD COLUMN credit_limit numeric(12,2) NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone text;
ALTER TABLE customers ALTER COLUMN phone SET DEFAULT '';
ALTER TABLE customers ALTER COLUMN rating SET NOT NULL;
ALTER TABLE customers ADD CONSTRAINT email_shape CHECK (email LIKE '%@%') NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT email_shape;
CREATE INDEX CONCURRENTLY customers_name_idx ON customers (lower(full_name));
CREATE INDEX customers_created_idx ON customers USING brin (created_at);
CREATE UNIQUE INDEX customers_phone_key ON customers (phone) WHERE phone <> '';
COMMENT ON TABLE customers IS 'who buys';
COMMENT ON COLUMN customers.rating IS 'one to five';
CREATE TABLE IF NOT EXISTS customers (id bigint, email text);
DROP TABLE IF EXISTS nobody_has_heard_of;
ALTER TABLE customers SET (fillfactor = 90);
ALTER TABLE customers CLUSTER ON customers_pkey;
ALTER TABLE customers REPLICA IDENTITY FULL;
ALTER TABLE customers ALTER COLUMN full_name SET STATISTICS 500;

-- lossless widenings
INSERT INTO customers (email, full_name, rating) VALUES ('a@example.org', 'A', 4.5);
CREATE TABLE widths (
	id bigint PRIMARY KEY, a smallint, b integer, c varchar(10), d numeric(10,2),
	e real, f date, g varchar(20), h char(3)
);
INSERT INTO widths VALUES (1, 1, 1, 'c', 1.5, 1.5, '2026-01-01', 'g', 'h');
ALTER TABLE widths
	ALTER COLUMN a TYPE integer,
	ALTER COLUMN b TYPE bigint,
	ALTER COLUMN c TYPE varchar(200),
	ALTER COLUMN d TYPE numeric(14,4),
	ALTER COLUMN e TYPE double precision,
	ALTER COLUMN f TYPE timestamp,
	ALTER COLUMN g TYPE text;
ALTER TABLE widths ALTER COLUMN b TYPE numeric;

-- the enum swap loses nothing
CREATE TYPE status AS ENUM ('new', 'paid');
CREATE TABLE jobs (id int PRIMARY KEY, state status NOT NULL DEFAULT 'new');
INSERT INTO jobs VALUES (1), (2);
BEGIN;
ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('new', 'paid', 'sent');
ALTER TABLE jobs ALTER COLUMN state DROP DEFAULT;
ALTER TABLE jobs ALTER COLUMN state TYPE status USING state::text::status;
ALTER TABLE jobs ALTER COLUMN state SET DEFAULT 'new';
DROP TYPE status_old;
COMMIT;
ALTER TYPE status ADD VALUE 'lost';

-- what this transaction made it may unmake
BEGIN;
CREATE TABLE scratch (id int, height double precision, legacy text);
ROLLBACK;
BEGIN;
CREATE TABLE scratch (id int PRIMARY KEY, legacy text);
INSERT INTO scratch VALUES (1, 'x');
ALTER TABLE scratch DROP COLUMN legacy;
ALTER TABLE scratch RENAME TO scratched;
ALTER TABLE scratched RENAME COLUMN id TO ident;
TRUNCATE scratched;
DROP TABLE scratched;
COMMIT;
BEGIN;
CREATE SCHEMA brief CREATE TABLE t (id int PRIMARY KEY);
DROP SCHEMA brief CASCADE;
COMMIT;

-- temporary relations are nobody's business
CREATE TEMP TABLE tmp (price real, customer_id bigint);
ALTER TABLE tmp DROP COLUMN price;
TRUNCATE tmp;
DROP TABLE tmp;
CREATE TEMP TABLE tmp2 ON COMMIT DROP AS SELECT 1.5::float8 AS price;
SELECT 1.5::float8 AS price INTO TEMP tmp3;
DROP TABLE tmp3;

-- views, functions, triggers, replaced in place or in one transaction
CREATE VIEW rich AS SELECT id, email FROM customers WHERE credit_limit > 1000;
CREATE OR REPLACE VIEW rich AS SELECT id, email, full_name FROM customers WHERE credit_limit > 2000;
BEGIN;
DROP VIEW rich;
CREATE VIEW rich AS SELECT full_name FROM customers;
COMMIT;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER touch_customers BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
BEGIN;
DROP TRIGGER touch_customers ON customers;
DROP FUNCTION touch();
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch_customers BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
COMMIT;
BEGIN;
ALTER TABLE customers DISABLE TRIGGER touch_customers;
UPDATE customers SET loyalty_points = loyalty_points + 1;
ALTER TABLE customers ENABLE TRIGGER touch_customers;
COMMIT;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM customers;
REFRESH MATERIALIZED VIEW totals;
BEGIN;
ALTER TABLE customers DROP CONSTRAINT email_shape;
ALTER TABLE customers ADD CONSTRAINT email_shape CHECK (email LIKE '%_@_%');
COMMIT;

-- partitions
CREATE TABLE events (
	id bigint NOT NULL, at timestamptz NOT NULL, customer_id bigint NOT NULL,
	PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX ON events (customer_id);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers;
CREATE TABLE events_2027 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- row security, publications, rights, sequences, extended statistics, rules
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON customers USING (email = current_user);
ALTER POLICY own ON customers USING (true);
GRANT SELECT ON customers TO PUBLIC;
REVOKE SELECT ON customers FROM PUBLIC;
CREATE SEQUENCE tickets;
ALTER SEQUENCE tickets INCREMENT BY 10;
CREATE STATISTICS customers_stats ON full_name, email FROM customers;
ANALYZE customers;
VACUUM customers;
REINDEX TABLE customers;
CREATE DOMAIN amount AS numeric(19,4) CHECK (VALUE >= 0);
CREATE TYPE money_amount AS (value numeric, currency text);
CREATE TABLE ledger (id int PRIMARY KEY, debit amount, credit money_amount, score float8);
CREATE TABLE people_of (id int PRIMARY KEY, height float8);
CREATE RULE quiet AS ON DELETE TO ledger DO INSTEAD NOTHING;
DROP RULE quiet ON ledger;
CREATE AGGREGATE total_of (numeric) (SFUNC = numeric_add, STYPE = numeric);
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq);
CREATE COLLATION plain (provider = libc, locale = 'C');
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);

-- DDL from inside
DO $$
BEGIN
	CREATE TABLE inner_one (id int PRIMARY KEY, note text);
	BEGIN
		ALTER TABLE inner_one ADD COLUMN note text;
	EXCEPTION WHEN duplicate_column THEN
		NULL;
	END;
	EXECUTE 'CREATE INDEX ON inner_one (note)';
END $$;
EXPLAIN (COSTS off) CREATE TABLE never AS SELECT 1 AS price;

-- a column's new type makes its indexes and foreign keys anew: their defects
-- were there before, but for the types that differ in between
SET hygiene.mode = off;
CREATE TABLE legacy_parent (id int PRIMARY KEY);
CREATE TABLE legacy (id int PRIMARY KEY, parent_id int REFERENCES legacy_parent, note varchar(10));
CREATE INDEX legacy_note1 ON legacy (note);
CREATE INDEX legacy_note2 ON legacy (note);
ALTER TABLE legacy ADD CONSTRAINT legacy_again FOREIGN KEY (parent_id) REFERENCES legacy_parent;
RESET hygiene.mode;
ALTER TABLE legacy ALTER note TYPE varchar(20);
ALTER TABLE legacy ALTER note TYPE text;
BEGIN;
ALTER TABLE legacy_parent ALTER id TYPE bigint;
ALTER TABLE legacy ALTER parent_id TYPE bigint;
COMMIT;

RESET search_path;
SET hygiene.mode = off;
DROP SCHEMA ordinary CASCADE;
