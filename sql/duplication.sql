-- One fact, one place: numbered columns, and the same fact in several tables.
SET client_min_messages = warning;
CREATE SCHEMA duplication;
SET search_path = duplication, public;
SET hygiene.missing_primary_key = audit;

-- numbered_columns
CREATE TABLE listed (
	id bigint PRIMARY KEY, name text NOT NULL,
	phone1 text, phone2 text, phone3 text,
	"Tag_1" text, "Tag_2" text,
	score_0 integer, score_1 integer, score_2 integer,
	player1_id bigint, player2_id bigint, player3_id bigint,
	sales_2024 numeric, sales_2025 numeric, sales_2026 numeric,
	email text, email2 text, email3 text);
SELECT object, message FROM hygiene.audit(schema => 'duplication') WHERE rule = 'numbered_columns'
ORDER BY object COLLATE "C";
-- near: parts of an address, algorithms, versions, coordinates, pairs, gaps, types
CREATE TABLE unlisted (
	id bigint PRIMARY KEY, name text NOT NULL,
	address1 text, address2 text, address_line_1 text, address_line_2 text, address_line_3 text,
	line1 text, line2 text, street1 text, street2 text,
	md5 text, sha1 text, sha256 text, sha512 text, utf8 text, utf16 text, oauth1 text, oauth2 text,
	ipv4 inet, ipv6 inet, base64 text, iso8601 text, x1 real, y1 real, x2 real, y2 real, x3 real,
	q1 numeric, q2 numeric, q3 numeric, q4 numeric, p50 real, p95 real, p99 real,
	team1 text, team2 text, width_100 integer, width_200 integer, width_400 integer,
	mixed1 text, mixed2 integer, mixed3 boolean, version2 text);
SELECT object, message FROM hygiene.audit('unlisted') WHERE rule = 'numbered_columns';
-- partitions and children have their parent's columns
CREATE TABLE listed_child (more text) INHERITS (listed);
SELECT object FROM hygiene.audit('listed_child') WHERE rule = 'numbered_columns';

-- duplicated_column
CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL, work_phone text, iban text NOT NULL, city text, email_address varchar(100));
CREATE TABLE suppliers (id bigint PRIMARY KEY, name text NOT NULL, "IBAN" text NOT NULL, "emailAddress" text, status text);
CREATE TABLE invoices (id bigint PRIMARY KEY, name text NOT NULL, iban varchar(34) NOT NULL, work_phone bigint, status text, city text);
-- near: archives, linked by the column itself, headphones, flags, the same table of another tenant
CREATE TABLE suppliers_archive (id bigint PRIMARY KEY, name text NOT NULL, "IBAN" text NOT NULL);
CREATE TABLE logins (email text PRIMARY KEY, at timestamptz NOT NULL);
CREATE TABLE profiles (id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE REFERENCES logins, headphone text, has_phone boolean);
CREATE TABLE tools (id bigint PRIMARY KEY, headphone text NOT NULL, has_phone boolean);
SELECT object, message, evidence FROM hygiene.audit(schema => 'duplication') WHERE rule = 'duplicated_column'
ORDER BY object COLLATE "C";

SET hygiene.mode = off;
DROP SCHEMA duplication CASCADE;
