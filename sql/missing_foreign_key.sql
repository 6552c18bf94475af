--
-- missing_foreign_key.sql
--		missing_foreign_key: columns that refer to a table by their name.
--
SET client_min_messages = warning;
CREATE SCHEMA links;
SET search_path = links, public;

-- other families have topics of their own
SET hygiene.unindexed_foreign_key = audit;
SET hygiene.missing_primary_key = audit;
SET hygiene.drop_constraint = audit;
SET hygiene.drop_index = audit;

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
