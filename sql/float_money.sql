--
-- float_money.sql
--		Every way a column of floating-point money can come about, and what
--		only looks like one.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA money;
SET search_path = money, public;
SET hygiene.missing_primary_key = off;

-- What the whole of an error looks like
\set VERBOSITY default
CREATE TABLE orders (id int PRIMARY KEY, price double precision);
\set VERBOSITY terse

-- CREATE TABLE: refused, and so it is not there
CREATE TABLE orders (id int PRIMARY KEY, price real);
CREATE TABLE orders (id int PRIMARY KEY, "Unit Price" float8, "totalDue" float4);
CREATE UNLOGGED TABLE orders (price float8);
SELECT to_regclass('orders');

-- near it and not it
CREATE TABLE measures (
	id int PRIMARY KEY,
	price numeric(19,4),
	latitude double precision,
	longitude float8,
	weight_kg real,
	price_change_pct double precision,
	tax_rate real,
	exchange_rate float8,
	total_count float8,
	amount_ml float8,
	balance_factor float8,
	value float8,
	total float8,
	score real
);
CREATE TEMP TABLE sketch (price float8);
DROP TABLE sketch;
CREATE VIEW priced AS SELECT price::float8 AS price FROM measures;

-- ADD COLUMN, one of several in one command, and one that was there already
CREATE TABLE sales (id int PRIMARY KEY, note text, price numeric(19,4));
ALTER TABLE sales ADD COLUMN fee float8;
ALTER TABLE sales ADD COLUMN x int, ADD COLUMN fee real DEFAULT 0, ADD COLUMN latitude float8;
ALTER TABLE sales ADD COLUMN fee double precision GENERATED ALWAYS AS (price * 2) STORED;
ALTER TABLE sales ADD COLUMN IF NOT EXISTS price float8;
ALTER TABLE sales ADD COLUMN x float8;
SELECT attname FROM pg_attribute WHERE attrelid = 'sales'::regclass AND attnum > 0 ORDER BY attnum;

-- ALTER TYPE
ALTER TABLE sales ALTER COLUMN price TYPE float8;
ALTER TABLE sales ALTER COLUMN price TYPE numeric(20,4);

-- RENAME: of the column to money, and away from it
ALTER TABLE sales RENAME COLUMN x TO price_paid;
SET hygiene.rename_column = off;
ALTER TABLE sales RENAME COLUMN x TO price_paid;
ALTER TABLE sales RENAME COLUMN x TO latitude;
RESET hygiene.rename_column;

-- a weak word needs company: from a sibling, or from the table's name
CREATE TABLE readings (id int PRIMARY KEY, amount float8, taken_at timestamptz);
CREATE TABLE entries (id int PRIMARY KEY, amount float8);
ALTER TABLE entries ADD COLUMN currency text;
ALTER TABLE entries ADD COLUMN colour text;
CREATE TABLE payments (id int PRIMARY KEY, amount float8);
SET hygiene.rename_table = off;
ALTER TABLE readings RENAME TO invoices;
ALTER TABLE readings RENAME TO measurements;
RESET hygiene.rename_table;
SELECT to_regclass('invoices') AS invoices, to_regclass('measurements') AS measurements;

-- from queries
CREATE TABLE by_query AS SELECT 1 AS id, 9.99::float8 AS price;
CREATE TABLE by_query AS SELECT 1 AS id, 9.99::float8 AS price WITH NO DATA;
CREATE TABLE by_query (id, price) AS SELECT 1, 9.99::float8;
CREATE TABLE by_query AS SELECT 1 AS id, 9.99 AS price;
SELECT 1 AS id, 9.99::float8 AS price INTO by_select;
CREATE TABLE IF NOT EXISTS by_query AS SELECT 9.99::float8 AS price;
CREATE MATERIALIZED VIEW revenue AS SELECT id, sum(price::float8) AS revenue FROM by_query GROUP BY id;
CREATE MATERIALIZED VIEW revenue AS SELECT id, sum(price) AS revenue FROM by_query GROUP BY id;
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) CREATE TABLE explained AS SELECT 9.99::float8 AS price;
PREPARE paid AS SELECT 9.99::float8 AS price;
CREATE TABLE by_execute AS EXECUTE paid;
DEALLOCATE paid;
SELECT to_regclass('by_select') AS by_select, to_regclass('explained') AS explained, to_regclass('by_execute') AS by_execute;

-- copied, typed, inherited
SET hygiene.float_money = off;
CREATE TABLE legacy (id int PRIMARY KEY, price float8, balance float8, note text);
CREATE TYPE priced_row AS (id int, price float8);
RESET hygiene.float_money;
CREATE TABLE copied (LIKE legacy INCLUDING ALL);
CREATE TABLE typed OF priced_row;
CREATE TABLE child (extra int) INHERITS (legacy);
CREATE TABLE child_of_its_own (price float8) INHERITS (legacy);
CREATE TABLE other_parent (id int, note text);
CREATE TABLE two_parents () INHERITS (legacy, other_parent);

-- a legacy sin stands in nobody's way
ALTER TABLE legacy ADD COLUMN added_later text;
ALTER TABLE legacy ADD CHECK (id > 0);
ALTER TABLE legacy ALTER COLUMN price SET DEFAULT 0;
ALTER TABLE legacy ALTER COLUMN price SET NOT NULL;
CREATE INDEX ON legacy (price);
COMMENT ON COLUMN legacy.price IS 'since 2009';
ALTER TABLE legacy RENAME CONSTRAINT legacy_pkey TO legacy_key;
ALTER TABLE legacy ALTER COLUMN price TYPE real;
ALTER TABLE legacy ADD COLUMN fee float8;
ALTER TABLE legacy ALTER COLUMN balance TYPE numeric(19,4);
ALTER TABLE legacy ALTER COLUMN balance TYPE float8;
SET hygiene.rename_table = off;
SET hygiene.rename_column = off;
ALTER TABLE legacy RENAME COLUMN price TO price_paid;
ALTER TABLE legacy RENAME TO heirloom;
ALTER TABLE heirloom RENAME COLUMN price_paid TO price;
ALTER TABLE heirloom RENAME TO legacy;
RESET hygiene.rename_table;
RESET hygiene.rename_column;

-- nor does it when a child leaves its parent
SET hygiene.detach_partition = off;
ALTER TABLE two_parents NO INHERIT legacy;
ALTER TABLE two_parents ADD COLUMN fee float8;
RESET hygiene.detach_partition;

-- domains, arrays, ranges, composites, and all of them at once
CREATE DOMAIN approximate AS float8;
CREATE DOMAIN very_approximate AS approximate CHECK (VALUE > 0);
CREATE TYPE spread AS RANGE (subtype = float8);
CREATE TYPE wrapped AS (it float8);
CREATE TYPE pair AS (price numeric, latitude float8);
CREATE TABLE behind (price approximate);
CREATE TABLE behind (price very_approximate[]);
CREATE TABLE behind (prices float8[], "Fees" real[][]);
CREATE TABLE behind (price spread);
CREATE TABLE behind (price spread_multirange);
CREATE TABLE behind (price spread[]);
CREATE TABLE behind (price wrapped);
CREATE DOMAIN deep AS spread;
CREATE TABLE behind (price deep[]);
CREATE TABLE behind (latitude approximate, track float8[], price_band numrange, place pair);

-- a composite type's own fields, and its changes
CREATE TYPE invoice_line AS (qty int, unit_price float8);
CREATE TYPE invoice_line AS (qty int, unit_price numeric, share float8);
CREATE TABLE uses_type (id int PRIMARY KEY, line invoice_line);
ALTER TYPE invoice_line ADD ATTRIBUTE fee float8;
ALTER TYPE invoice_line ADD ATTRIBUTE width float8;
ALTER TYPE invoice_line RENAME ATTRIBUTE share TO fee;
CREATE TYPE loose_line AS (qty int, unit_price numeric);
ALTER TYPE loose_line ALTER ATTRIBUTE unit_price TYPE float8;
CREATE TABLE of_loose OF loose_line;
ALTER TYPE loose_line ALTER ATTRIBUTE unit_price TYPE float8 CASCADE;
ALTER TYPE loose_line ADD ATTRIBUTE fee float8 CASCADE;

-- foreign tables
CREATE FOREIGN DATA WRAPPER dummy;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER dummy;
CREATE FOREIGN TABLE far (id int, price float8) SERVER elsewhere;
CREATE FOREIGN TABLE far (id int, latitude float8) SERVER elsewhere;
ALTER FOREIGN TABLE far ADD COLUMN price real;
ALTER FOREIGN TABLE far RENAME COLUMN latitude TO price;

-- partitions: the parent is told once
CREATE TABLE payments (id int, amount_paid float8) PARTITION BY RANGE (id);
CREATE TABLE payments (id int, latitude float8) PARTITION BY RANGE (id);
CREATE TABLE payments_1 PARTITION OF payments FOR VALUES FROM (0) TO (10);
CREATE TABLE payments_2 PARTITION OF payments FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
CREATE TABLE payments_21 PARTITION OF payments_2 FOR VALUES FROM (10) TO (15);
ALTER TABLE payments ADD COLUMN fee float8;
SET hygiene.float_money = warning;
ALTER TABLE payments ADD COLUMN fee float8;
CREATE TABLE payments_22 PARTITION OF payments_2 FOR VALUES FROM (15) TO (20);
CREATE TABLE payments_3 (id int, latitude float8, fee float8);
ALTER TABLE payments ATTACH PARTITION payments_3 FOR VALUES FROM (20) TO (30);
RESET hygiene.float_money;
SET hygiene.detach_partition = off;
ALTER TABLE payments DETACH PARTITION payments_3;
ALTER TABLE payments DETACH PARTITION payments_1 CONCURRENTLY;
ALTER TABLE payments_1 ADD COLUMN price float8;
RESET hygiene.detach_partition;

-- in a function, a DO block, a prepared statement, with a schema
DO $$ BEGIN CREATE TABLE money.in_do (price float8); END $$;
DO $$ BEGIN EXECUTE format('CREATE TABLE %I.in_do (price %s)', 'money', 'float8'); END $$;
DO $$
BEGIN
	CREATE TABLE money.caught (price float8);
EXCEPTION WHEN SQLSTATE 'PH001' THEN
	RAISE WARNING 'caught: %', SQLERRM;
END $$;
CREATE FUNCTION make() RETURNS void LANGUAGE sql AS 'CREATE TABLE money.in_function (price float8)';
SELECT make();
CREATE PROCEDURE make_it() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE money.in_procedure (price float8); END $$;
CALL make_it();
CREATE SCHEMA money_2 CREATE TABLE orders (id int PRIMARY KEY, price float8);
CREATE SCHEMA money_2 CREATE TABLE orders (id int PRIMARY KEY, price numeric) CREATE VIEW v AS SELECT price::float8 FROM orders;
SELECT to_regclass('in_do'), to_regclass('caught'), to_regclass('in_function'), to_regclass('in_procedure');

-- several at once: one error that says all
\set VERBOSITY default
CREATE TABLE several (price float8, fee real, latitude float8);
\set VERBOSITY terse

-- SQLSTATE and the fields of the error
DO $$
DECLARE
	s text; t text; c text;
BEGIN
	CREATE TABLE money."Order Items" ("Price" float8);
EXCEPTION WHEN SQLSTATE 'PH001' THEN
	GET STACKED DIAGNOSTICS s = SCHEMA_NAME, t = TABLE_NAME, c = COLUMN_NAME;
	RAISE WARNING '% % %', s, t, c;
END $$;

-- said to be meant, one column of two, the table, in a comment, waived
BEGIN;
SET LOCAL hygiene.allow = 'float_money money.meant.price because prices of a game';
CREATE TABLE meant (price float8, fee float8);
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'float_money meant because prices of a game';
CREATE TABLE meant (price float8, fee float8);
COMMIT;
/* hygiene: allow float_money money.meant_2.price because prices of a game */
CREATE TABLE meant_2 (price float8);
SELECT hygiene.waive('float_money', 'money.meant_3.price', 'before it is there');
CREATE TABLE meant_3 (price float8);
SELECT hygiene.unwaive('float_money', 'money.meant_3.price');
SELECT verdict, object, reason FROM hygiene.journal WHERE rule = 'float_money' ORDER BY at;

-- words of one's own
SET hygiene.money_words = 'doubloon';
CREATE TABLE treasure (doubloon float8);
RESET hygiene.money_words;
CREATE TABLE treasure (doubloon float8);
SET hygiene.not_money_words = 'price';
CREATE TABLE treasure_2 (price float8);
RESET hygiene.not_money_words;
-- a word of the settings in the plural
SET hygiene.float_money = warning;
SET hygiene.money_words = 'doubloon';
CREATE TABLE treasure_3 (doubloons float8, total_doubloons float8, doubloon_count float8);
RESET hygiene.money_words;

-- money in other dresses
CREATE TABLE dress (royalties float8, index_price float8,
	initial_margin float8, cashandcashequivalents float8, preisnetto float8, prixunitaire float8,
	valor_unitario float8, "hargaSatuan" float8, "dblAmountPaid" float8, opening_balance float8);
CREATE DOMAIN money_amount AS float8;
CREATE TABLE nameless (x money_amount, y money_amount[]);
-- an abbreviation of the table's name before the word that needs company
CREATE TABLE vendas (ven_valor float8);

-- and none at all: ratios of money, ways to it, goods, counts, contents
CREATE TABLE ratios (debt_to_equity float8, price_to_sales float8, ev_ebitda float8, return_on_assets float8,
	ebitda_margin float8, price_index float8, days_to_payment float8, km_to_price_rise float8,
	installments float8, fettgehalt float8, grundumsatz float8, break_even_days float8);
CREATE TABLE estoque (saldo float8, total float8);
CREATE TABLE leave_balances (opening_balance float8, accrued float8);
CREATE TABLE rooms (tax_rate float8, occupancy_rate float8);
CREATE TABLE tenants (currency text, invoice_limit float8);
CREATE TABLE depth (bid numeric, ask numeric, bid_amount float8);
RESET hygiene.float_money;

-- what an audit says of all that is there
SELECT object FROM hygiene.audit(schema => 'money') WHERE rule = 'float_money' ORDER BY object COLLATE "C";

SET hygiene.mode = off;
DROP SCHEMA money, money_2 CASCADE;
DROP FOREIGN DATA WRAPPER dummy CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
