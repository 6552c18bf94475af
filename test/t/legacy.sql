--
-- legacy.sql
--	A database that has all there is to carry over: violations of every rule,
--	waivers, a baseline, recorded backups, a journal, levels set for it and for a
--	role.  For psql, as a superuser, in an empty database.
--
\set ON_ERROR_STOP 1
SET client_encoding = 'UTF8';
CREATE EXTENSION pg_hygiene;
SET hygiene.mode = off;
CREATE DOMAIN euro AS float8 CHECK (VALUE >= 0);
CREATE TYPE cost AS (net_price float8, at date);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE customers (id int PRIMARY KEY, name text, credit_limit real);
CREATE TABLE orders (
	id int PRIMARY KEY,
	customer_id int NOT NULL REFERENCES customers,
	price float8 NOT NULL DEFAULT 1.5,
	shipping euro,
	fee money,
	costs cost[],
	mood mood);
CREATE TABLE notes (body text);
CREATE TABLE payments (order_id int REFERENCES orders, amount float8, currency text, on_day date NOT NULL)
	PARTITION BY RANGE (on_day);
CREATE TABLE payments_2025 PARTITION OF payments FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE payments_rest PARTITION OF payments DEFAULT;
CREATE TABLE kept (total_price float8) INHERITS (notes);
CREATE SCHEMA "Old Stuff";
CREATE TABLE "Old Stuff"."Präis ""x""" ("unitPrice" real);
CREATE VIEW dear AS SELECT id, price FROM orders WHERE price > 100;
CREATE MATERIALIZED VIEW sums AS SELECT customer_id, sum(price) AS total_price FROM orders GROUP BY 1;
CREATE FUNCTION spent(int) RETURNS float8 LANGUAGE sql
	AS 'SELECT sum(price) FROM public.orders WHERE customer_id = $1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON orders USING (true);
ALTER TABLE customers ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;
CREATE STATISTICS both_ids ON id, customer_id FROM orders;
CREATE PUBLICATION some_of_it FOR TABLE orders;
INSERT INTO customers SELECT g, 'c' || g, 10.25 FROM generate_series(1, 20) AS g;
INSERT INTO orders SELECT g, 1 + g % 20, g * 1.25, 2, 3.5, ARRAY[ROW(1.5, '2025-05-05')::cost], 'ok'
	FROM generate_series(1, 200) AS g;
INSERT INTO payments SELECT g, 2.5, 'EUR', '2025-12-01'::date + g FROM generate_series(1, 60) AS g;
INSERT INTO "Old Stuff"."Präis ""x""" VALUES (0.5);
REFRESH MATERIALIZED VIEW sums;
CREATE TYPE price_range AS RANGE (SUBTYPE = float8);
CREATE TABLE accounts (
	id bigint PRIMARY KEY, email text NOT NULL, password text NOT NULL, attachment bytea, price price_range,
	phone1 text, phone2 text, phone3 text, api_url text DEFAULT 'https://u:Xk3v9qLmP2@example.com/', since regclass);
CREATE TABLE persons (id bigint PRIMARY KEY, email text NOT NULL, account_id int REFERENCES accounts, doc xml);
CREATE INDEX ON persons (account_id, id, email) WHERE false;
CREATE TABLE nothing_needed (a int, b text, c text, d text);
CREATE FUNCTION by_name(n text) RETURNS void LANGUAGE plpgsql
	AS $f$ BEGIN EXECUTE 'DELETE FROM public.accounts WHERE email = ''' || n || ''''; END $f$;
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE far_prices (price float8, fee money) SERVER far;
CREATE TABLE of_type OF cost;
CREATE UNLOGGED TABLE fleeting (total_cost real);
CREATE SEQUENCE loose AS smallint;
SELECT setval('loose', 32760);
CREATE FUNCTION leave_it() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER theirs ON ddl_command_end EXECUTE FUNCTION leave_it();
CREATE RULE quiet AS ON DELETE TO notes DO INSTEAD NOTHING;
CREATE PROCEDURE do_it() LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN END';
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;
\ir sins.sql
RESET search_path;
ALTER DATABASE :"DBNAME" SET hygiene.missing_primary_key = warning;
SELECT 'CREATE ROLE carter LOGIN' WHERE to_regrole('carter') IS NULL \gexec
ALTER ROLE carter SET hygiene.mode = warn;
ALTER ROLE carter IN DATABASE :"DBNAME" SET hygiene.large_table = '1GB';
ALTER TABLE "Größe & ""Co"""."ref child" ENABLE TRIGGER ALL;  -- what no dump carries
SELECT hygiene.baseline('as found');
DELETE FROM hygiene.waiver
	WHERE rule IN ('float_money', 'missing_primary_key', 'short_primary_key') OR object = :'DBNAME';
SET hygiene.mode = enforce;
SELECT hygiene.record_backup('s3://b/0', now() - interval '1 hour'), hygiene.record_backup('s3://b/1');
SELECT hygiene.waive('float_money', 'public.orders.price', 'legacy, see the plan');
SELECT hygiene.waive('float_money', '"Old Stuff"."Präis ""x"""."unitPrice"', $$it's "old" ✂$$, '2999-01-01');
SET client_min_messages = error;
CREATE TABLE late (body text);
RESET client_min_messages;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column public.customers.credit_limit because nobody reads it, backup s3://b/1';
ALTER TABLE customers DROP COLUMN credit_limit;
COMMIT;
