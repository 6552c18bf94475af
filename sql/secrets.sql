--
-- Secrets in clear text, files in tables
--
CREATE SCHEMA secrets;
SET search_path = secrets, public;

-- told at the statement
CREATE TABLE account (
	id bigint PRIMARY KEY,
	password text,
	"apiKey" varchar(80),
	reset_token varchar(64),
	kennwort text,
	card_number varchar(19)
);

-- near misses
CREATE TABLE near_account (
	id bigint PRIMARY KEY,
	password_hash text,
	encrypted_password text,
	password_digest varchar(60),
	password varchar(60),
	token_type text,
	token_id text,
	public_key text,
	idempotency_key text,
	secret_arn text,
	library_card_number text,
	card_last4 char(4),
	password_changed_at timestamptz,
	passport_no text,
	keyboard text
);
CREATE DOMAIN credential AS text;
CREATE TABLE parent (id bigint PRIMARY KEY, login_password credential) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parent DEFAULT;

-- recorded only
CREATE TABLE files (
	id bigint PRIMARY KEY,
	photo bytea,
	file_data bytea,
	scan oid,
	sha256 bytea,
	image_hash bytea,
	public_key bytea,
	parent oid
);
SELECT rule, object, message, remedy FROM hygiene.audit(schema => 'secrets')
WHERE category = 'contents' ORDER BY rule COLLATE "C", object COLLATE "C";

-- the form of the values tells a hash from a password
CREATE TABLE hashed (id bigint PRIMARY KEY, password text, passphrase text, total float8, reading float8, value float8);
INSERT INTO hashed SELECT i, md5(i::text) || md5(i::text), 'open sesame ' || i, i + 0.25, i / 7.0, i
FROM generate_series(1, 300) i;
SET hygiene.float_money = audit;
ANALYZE hashed;
SELECT rule, level, object, message, evidence ->> 'statistics' AS evidence FROM hygiene.audit('secrets.hashed')
WHERE category IN ('contents', 'types') ORDER BY rule COLLATE "C", object COLLATE "C";
RESET hygiene.float_money;

SET hygiene.mode = off;
SET client_min_messages = warning;
DROP SCHEMA secrets CASCADE;
