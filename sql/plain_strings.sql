--
-- plain_strings.sql
--		A message that was read under another setting: 19 no longer has it.
--
SELECT current_setting('server_version_num')::int >= 190000 AS too_new \gset
\if :too_new
\quit
\endif
SET client_min_messages = warning;
CREATE SCHEMA strings;
SET search_path = strings;
\set VERBOSITY sqlstate
CREATE TABLE people (id int PRIMARY KEY, c text);
INSERT INTO people VALUES (1, 'c');

-- What looks like an annotation is in a string for the parser, and so for us
SET standard_conforming_strings = off\; COMMENT ON TABLE people IS 'c:\'\; /* hygiene: allow drop_column people.c because unread */ ALTER TABLE people DROP COLUMN c;
SHOW standard_conforming_strings;

SET hygiene.mode = off;
SET client_min_messages = warning;
DROP SCHEMA strings CASCADE;
