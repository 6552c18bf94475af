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
-- what Django and Laravel keep hashes in; the like of it that is not theirs is told
CREATE TABLE near_auth_user (id int PRIMARY KEY, password varchar(128) NOT NULL, last_login timestamptz, username varchar(150));
CREATE TABLE near_users (id bigint PRIMARY KEY, email varchar(255), password varchar(255) NOT NULL, remember_token_hash varchar(100), remember_token char(64));
CREATE TABLE password_reset_tokens (email varchar(255) PRIMARY KEY, token varchar(255) NOT NULL, created_at timestamptz);
CREATE TABLE login (id bigint PRIMARY KEY, password varchar(128), token varchar(255), email text, created_at timestamptz);
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

-- secrets written into the schema: told by kind and place, never by value
SET hygiene.mode = warn;
CREATE TABLE config (id bigint PRIMARY KEY, api_key_hash text DEFAULT 'none', client_secret varchar(50) DEFAULT 'f00-5ecret-bar');
CREATE TABLE near_config (id bigint PRIMARY KEY, reset_token text DEFAULT md5('sha256'), note text DEFAULT 'password');
CREATE FUNCTION connects() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	api_key constant text := 'f00-5ecret-bar';
BEGIN
	RETURN api_key;
END $$;
CREATE FUNCTION by_url() RETURNS text LANGUAGE sql AS $$ SELECT 'postgresql://app:5ecret-bar@db/app' $$;
CREATE FUNCTION by_string() RETURNS text LANGUAGE sql AS $$ SELECT 'host=db password=5ecret-bar' $$;
CREATE FUNCTION near_connects(password text) RETURNS text LANGUAGE sql AS $$
	-- password := 'only a comment'
	SELECT format('host=db password=%s', password) || ' token_type=' || 'bearer' WHERE password <> '' $$;
CREATE VIEW keys AS SELECT 'f00-5ecret-bar' AS api_key, 'x' AS kind;
CREATE VIEW near_keys AS SELECT reset_token AS token, 'password' AS grant_type FROM near_config;
COMMENT ON TABLE near_config IS 'the password is kept elsewhere';
COMMENT ON TABLE config IS 'log in at https://admin:5ecret-bar@example.org/';
CREATE TABLE guarded (id bigint PRIMARY KEY, note text, sent boolean,
	CONSTRAINT known CHECK (note <> 'postgresql://app:5ecret-bar@db/app'),
	CONSTRAINT near_known CHECK (note IN ('password', 'token') AND id > 0));
CREATE TABLE guarded_child () INHERITS (guarded);
CREATE DOMAIN told_word AS text CONSTRAINT told CHECK (VALUE <> 'host=db password=5ecret-bar');
CREATE DOMAIN near_word AS text CHECK (VALUE <> 'host=db');
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON guarded FOR SELECT USING (note = 'https://admin:5ecret-bar@example.org/');
CREATE POLICY writes ON guarded FOR INSERT WITH CHECK (note = 'host=db password=5ecret-bar');
CREATE POLICY near_reads ON guarded FOR UPDATE USING (note = 'password') WITH CHECK (sent);
CREATE FUNCTION posts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER hook BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION posts('first', 'https://admin:5ecret-bar@example.org/');
CREATE TRIGGER hook_when BEFORE UPDATE ON guarded FOR EACH ROW
	WHEN (NEW.note = 'host=db password=5ecret-bar') EXECUTE FUNCTION posts();
CREATE TRIGGER near_hook BEFORE DELETE ON guarded FOR EACH ROW WHEN (OLD.note = 'password') EXECUTE FUNCTION posts('password', 'https://example.org/');
CREATE FUNCTION atomic() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 'host=db password=5ecret-bar'; END;
CREATE FUNCTION atomic_named() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 'f00-5ecret-bar' AS api_key; END;
CREATE FUNCTION returns_one() RETURNS text LANGUAGE sql RETURN 'postgresql://app:5ecret-bar@db/app';
CREATE FUNCTION near_atomic() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT note FROM guarded WHERE note <> 'password'; END;
CREATE FUNCTION argued(dsn text DEFAULT 'host=db password=5ecret-bar') RETURNS text LANGUAGE sql RETURN dsn;
CREATE FUNCTION near_argued(dsn text DEFAULT 'host=db', n int DEFAULT 3) RETURNS text LANGUAGE sql RETURN dsn;
SELECT level, object_type, object, message, evidence ->> 'place' AS place FROM hygiene.audit(schema => 'secrets')
WHERE rule = 'literal_secret' ORDER BY object COLLATE "C";
SELECT object FROM hygiene.audit('secrets.guarded') WHERE rule = 'literal_secret' ORDER BY object COLLATE "C";
CREATE ROLE hygiene_secrets_reader;
CREATE FOREIGN DATA WRAPPER hygiene_secrets_wrapper;
CREATE SERVER hygiene_secrets_server FOREIGN DATA WRAPPER hygiene_secrets_wrapper OPTIONS (host 'db', api_key '5ecret-bar');
CREATE USER MAPPING FOR CURRENT_USER SERVER hygiene_secrets_server OPTIONS ("user" 'app', password '5ecret-bar');
SET client_min_messages = error;
CREATE SUBSCRIPTION hygiene_secrets_subscription CONNECTION 'host=nowhere password=5ecret-bar' PUBLICATION p
	WITH (connect = false, enabled = false, create_slot = false, slot_name = NONE);
RESET client_min_messages;
SELECT object_type, evidence ->> 'kind' AS kind, evidence ->> 'place' AS place FROM hygiene.audit()
WHERE rule = 'literal_secret' AND object LIKE 'hygiene_secrets_%' ORDER BY 1;
SET ROLE hygiene_secrets_reader;
SELECT object_type, evidence ->> 'kind' AS kind, evidence ->> 'place' AS place FROM hygiene.audit()
WHERE rule = 'literal_secret' AND object LIKE 'hygiene_secrets_%' ORDER BY 1;
RESET ROLE;
SELECT count(*) AS values_shown FROM hygiene.audit() a WHERE a::text LIKE '%5ecret-bar%';

SET hygiene.mode = off;
SET client_min_messages = warning;
DROP SUBSCRIPTION hygiene_secrets_subscription;
DROP FOREIGN DATA WRAPPER hygiene_secrets_wrapper CASCADE;
DROP ROLE hygiene_secrets_reader;
DROP SCHEMA secrets CASCADE;
