--
-- unjudged_ddl.sql
--		Commands that no rule looks at.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA bad;
SET search_path = bad, public;
SET hygiene.missing_primary_key = off;

CREATE ROLE regress_hygiene_plain;
CREATE ROLE regress_hygiene_other;
CREATE TABLE mine (id int PRIMARY KEY);

-- what has nothing to do with us
ALTER DEFAULT PRIVILEGES IN SCHEMA bad GRANT SELECT ON TABLES TO regress_hygiene_plain;
ALTER DEFAULT PRIVILEGES IN SCHEMA bad REVOKE SELECT ON TABLES FROM regress_hygiene_plain;
GRANT SELECT ON mine TO regress_hygiene_other;
REVOKE SELECT ON mine FROM regress_hygiene_other;
COMMENT ON TABLE mine IS 'x';
CREATE TYPE tc AS (x int, y int);
CREATE CAST (tc AS text) WITH INOUT;
DROP CAST (tc AS text);
CREATE OPERATOR CLASS oc FOR TYPE int4 USING btree AS FUNCTION 1 btint4cmp(int4, int4);
DROP OPERATOR CLASS oc USING btree CASCADE;
CREATE ACCESS METHOD bad_method TYPE INDEX HANDLER bthandler;
DROP ACCESS METHOD bad_method;
CREATE TEXT SEARCH DICTIONARY dd (TEMPLATE = simple);
DROP TEXT SEARCH DICTIONARY dd;
CREATE TYPE en AS ENUM ('a', 'b');
ALTER TYPE en ADD VALUE 'c';
ALTER TYPE en RENAME VALUE 'a' TO 'aa';
ALTER TYPE en RENAME TO en2;
DROP TYPE en2;
CREATE DOMAIN dm AS numeric;
ALTER DOMAIN dm ADD CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN dm VALIDATE CONSTRAINT dm_check;
ALTER DOMAIN dm DROP CONSTRAINT dm_check;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad CASCADE;
DROP OWNED BY regress_hygiene_plain, regress_hygiene_other;
DROP ROLE regress_hygiene_plain, regress_hygiene_other;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
