--
-- Honest types: dates and uuids kept as text, timestamps without time zone,
-- padded strings, json, types that stop an upgrade
--
CREATE SCHEMA types;
SET search_path = types, public;

-- told at the statement: dates as text, types that stop pg_upgrade
CREATE TABLE person (
	id bigint PRIMARY KEY,
	date_of_birth text,
	"createdAt" varchar(40),
	registration varchar(14),
	geburtsdatum varchar(10) DEFAULT '',
	start_time char(5),
	holiday_dates text[],
	config regconfig,
	callbacks regprocedure[]
);

-- near misses: none of these is a date, or has room for one
CREATE TABLE near_person (
	id bigint PRIMARY KEY,
	created_by text,
	update_frequency text,
	date_format text,
	timezone text,
	last_name text,
	birth_country text,
	candidate text,
	cook_time text,
	current_month char(1),
	expires_at timestamptz,
	birth_date date,
	data text,
	registration text,
	kind regclass,
	owner regrole,
	rowtype regtype
);

-- through domains, partitions, views; what only inherits is told once
CREATE DOMAIN moment AS text CHECK (VALUE <> '');
CREATE TABLE event (id bigint PRIMARY KEY, happened_at moment) PARTITION BY RANGE (id);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (10);
CREATE VIEW event_view AS SELECT happened_at FROM event;
CREATE MATERIALIZED VIEW event_copy AS SELECT happened_at::text AS happened_at FROM event;
CREATE TYPE span AS (valid_from text, note text);

-- recorded only: nothing is said of these
CREATE TABLE quiet (
	id bigint PRIMARY KEY,
	at timestamp,
	during tsrange,
	often timestamp[],
	clock timetz,
	title char(20),
	country char(2),
	sha256 char(64),
	doc json,
	docs json[],
	page xml,
	name varchar(100),
	user_uuid char(36) DEFAULT 'none',
	device_id varchar(36),
	note_id varchar(20),
	guid text
);
CREATE TABLE keyed (user_guid text PRIMARY KEY);

SELECT rule, object, message FROM hygiene.audit(schema => 'types') WHERE category = 'types' ORDER BY rule COLLATE "C", object COLLATE "C";
SELECT rule, object, detail, remedy FROM hygiene.audit('types.person')
WHERE rule IN ('date_as_text', 'upgrade_blocking_type') ORDER BY objsubid;

-- off by default
SET hygiene.limited_varchar = audit;
SET hygiene.xml_column = audit;
SELECT rule, object, message, remedy FROM hygiene.audit('types.quiet')
WHERE rule IN ('limited_varchar', 'xml_column') ORDER BY object COLLATE "C";
RESET hygiene.limited_varchar;
RESET hygiene.xml_column;

-- the values decide where statistics know them
CREATE TABLE seen (id bigint PRIMARY KEY, remark text, expires text, code text, guid varchar, few text);
INSERT INTO seen
SELECT i, day, to_char(day::date, 'DD.MM.YYYY'), day, 'https://example.org/' || i, CASE WHEN i < 4 THEN day END
FROM (SELECT i, to_char(date '2026-01-01' + i, 'YYYY-MM-DD') AS day FROM generate_series(1, 200) i) days;
ALTER TABLE seen ADD COLUMN ref varchar(36);
UPDATE seen SET ref = md5(id::text)::uuid;
ALTER TABLE seen ADD UNIQUE (guid);
ANALYZE seen;
SELECT rule, object, message, evidence ->> 'statistics' AS evidence, remedy FROM hygiene.audit('types.seen')
WHERE category = 'types' ORDER BY object COLLATE "C";

-- who may not read a column learns nothing of its values
CREATE ROLE hygiene_types_reader;
GRANT USAGE ON SCHEMA types TO hygiene_types_reader;
GRANT SELECT (id, expires) ON seen TO hygiene_types_reader;
SET ROLE hygiene_types_reader;
SELECT rule, object, evidence ->> 'statistics' AS evidence FROM hygiene.audit('types.seen')
WHERE category = 'types' ORDER BY object COLLATE "C";
RESET ROLE;
ALTER TABLE seen ENABLE ROW LEVEL SECURITY;
SET ROLE hygiene_types_reader;
SELECT rule, object, evidence ->> 'statistics' AS evidence FROM hygiene.audit('types.seen')
WHERE category = 'types' ORDER BY object COLLATE "C";
RESET ROLE;

-- every remedy runs, and nothing that it was about is left
SET hygiene.mode = off;
SET client_min_messages = warning;
DROP VIEW event_view;
DROP MATERIALIZED VIEW event_copy;
SET TIME ZONE 'UTC';
INSERT INTO person VALUES (1, '1990-02-03', '2026-01-01 10:00', '20260102030405', '', '09:30', '{2026-05-01}', 'simple', '{now()}');
INSERT INTO quiet VALUES (1, '2026-01-01 10:00', '[2026-01-01,2026-01-02]', '{2026-01-01}', '10:00+02', 'title', 'DE', '',
	'{"a": 1}', '{"{}"}', '<a/>', 'name', '6d8a9f5c-9f5c-4f5c-8f5c-6d8a9f5c9f5c', '6d8a9f5c-9f5c-4f5c-8f5c-6d8a9f5c9f5c', '', '');
DO $$
DECLARE
	remedy text;
BEGIN
	FOR remedy IN
		SELECT a.remedy FROM hygiene.audit(schema => 'types') a
		WHERE a.category = 'types' AND a.remedy IS NOT NULL
	LOOP
		EXECUTE remedy;
	END LOOP;
END
$$;
SELECT rule, object FROM hygiene.audit(schema => 'types')
WHERE category = 'types' AND remedy IS NOT NULL ORDER BY object COLLATE "C";
SELECT date_of_birth, "createdAt", registration, geburtsdatum, start_time, holiday_dates, config, callbacks FROM person;
SELECT at, during, often, clock, title, doc, docs, name, user_uuid FROM quiet;

DROP SCHEMA types CASCADE;
DROP ROLE hygiene_types_reader;
