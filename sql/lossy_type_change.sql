-- Which changes of type can alter or lose stored values.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
DELETE FROM hygiene.journal;
\set VERBOSITY terse
CREATE SCHEMA retyping;
SET search_path = retyping;
-- only this rule speaks here
SELECT count(set_config('hygiene.' || rule, 'off', false)) > 0 AS others_off
  FROM hygiene.rules WHERE rule <> 'lossy_type_change';
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TYPE size2 AS ENUM ('s', 'm', 'l');
CREATE DOMAIN whole AS int;
CREATE DOMAIN big AS bigint;
CREATE DOMAIN short AS varchar(5);

-- One table with a column for each case, so that the transaction of the change
-- is not the one that made the table.
CREATE TABLE cases (n serial PRIMARY KEY, old text, value text, new text);
INSERT INTO cases (old, value, new) VALUES
  -- numbers that grow
  ('smallint', '1', 'integer'), ('integer', '1', 'bigint'), ('smallint', '1', 'bigint'),
  ('bigint', '1', 'numeric'), ('integer', '1', 'numeric(10,0)'), ('integer', '1', 'numeric(12,2)'),
  ('bigint', '1', 'numeric(19)'), ('integer', '1', 'double precision'), ('smallint', '1', 'real'),
  ('real', '1', 'double precision'), ('numeric(5,2)', '1', 'numeric(7,2)'),
  ('numeric(5,2)', '1', 'numeric(8,4)'), ('numeric(5,2)', '1', 'numeric'),
  ('numeric(9,0)', '1', 'integer'), ('integer', '1', 'money'), ('money', '1', 'numeric(19,4)'),
  ('boolean', 'true', 'integer'),
  -- numbers that shrink or round
  ('integer', '1', 'smallint'), ('bigint', '1', 'integer'), ('integer', '1', 'numeric(9,0)'),
  ('integer', '1', 'numeric(10,2)'), ('bigint', '1', 'double precision'), ('integer', '1', 'real'),
  ('double precision', '1', 'real'), ('double precision', '1', 'integer'),
  ('double precision', '1', 'numeric(10,0)'), ('numeric(8,4)', '1', 'numeric(8,2)'),
  ('numeric(8,2)', '1', 'numeric(7,2)'), ('numeric(5,2)', '1', 'numeric(6,4)'),
  ('numeric', '1', 'numeric(10,2)'), ('numeric', '1', 'integer'), ('numeric(10,2)', '1', 'integer'),
  ('numeric(12,0)', '1', 'integer'), ('numeric', '1', 'double precision'), ('numeric', '1', 'money'),
  ('integer', '1', 'boolean'), ('integer', '1', 'oid'), ('money', '1', 'numeric(19,0)'),
  -- the cure of money as floating point is told, not refused
  ('double precision', '1', 'numeric(19,4)'), ('double precision', '1', 'numeric'),
  -- strings
  ('varchar(5)', 'x', 'varchar(6)'), ('varchar(5)', 'x', 'varchar'), ('varchar(5)', 'x', 'text'),
  ('text', 'x', 'varchar'), ('char(5)', 'x', 'text'), ('char(5)', 'x', 'varchar(5)'),
  ('char(5)', 'x', 'char(6)'), ('name', 'x', 'text'), ('text', 'x', 'text COLLATE "C"'),
  ('varchar(6)', 'x', 'varchar(5)'), ('text', 'x', 'varchar(5)'), ('char(6)', 'x', 'char(5)'),
  ('text', 'x', 'char(5)'), ('varchar(5)', 'x', 'char(5)'), ('text', 'x', 'name'), ('text', 'x', '"char"'),
  -- anything can be written out, given the room
  ('integer', '1', 'text'), ('numeric', '1', 'text'), ('timestamptz', '2020-01-01', 'text'),
  ('jsonb', '1', 'text'), ('bytea', 'x', 'text'), ('integer[]', '{1}', 'text'),
  ('integer', '1', 'varchar(11)'), ('uuid', '00000000-0000-0000-0000-000000000000', 'varchar(36)'),
  ('uuid', '00000000-0000-0000-0000-000000000000', 'char(36)'), ('numeric(5,2)', '1', 'varchar(8)'),
  ('date', '2020-01-01', 'varchar(16)'), ('size', 's', 'text'),
  ('integer', '1', 'varchar(10)'), ('uuid', '00000000-0000-0000-0000-000000000000', 'varchar(35)'),
  ('timestamptz', '2020-01-01', 'varchar(20)'), ('size', 's', 'varchar(10)'),
  -- and read again, at a loss or not
  ('text', '00000000-0000-0000-0000-000000000000', 'uuid'), ('text', '1', 'json'), ('text', 's', 'size'),
  ('text', '1', 'integer'), ('text', '1', 'numeric'), ('text', '2020-01-01', 'date'),
  ('text', '2020-01-01', 'timestamp'), ('text', '2020-01-01', 'timestamptz'), ('text', 'true', 'boolean'),
  ('text', '1', 'jsonb'), ('text', '{1}', 'integer[]'), ('text', 'x', 'bytea'), ('text', '10.0.0.1', 'inet'),
  -- time
  ('date', '2020-01-01', 'timestamp'), ('time', '10:00', 'interval'), ('timestamp(0)', '2020-01-01', 'timestamp(3)'),
  ('timestamp(0)', '2020-01-01', 'timestamp'), ('interval(0)', '1 day', 'interval'),
  ('interval day', '1 day', 'interval day to hour'),
  ('timestamp', '2020-01-01', 'date'), ('timestamptz', '2020-01-01', 'date'), ('timestamptz', '2020-01-01', 'timestamp'),
  ('timestamp', '2020-01-01', 'time'), ('timetz', '10:00', 'time'), ('interval', '1 day', 'time'),
  ('timestamp', '2020-01-01', 'timestamp(0)'), ('time(3)', '10:00', 'time(0)'), ('interval', '1 day', 'interval(0)'),
  ('interval', '1 day', 'interval day'), ('timestamp', '2020-01-01', 'timestamptz(0)'),
  -- a zone assumed is told, not refused
  ('timestamp', '2020-01-01', 'timestamptz'), ('date', '2020-01-01', 'timestamptz'), ('time', '10:00', 'timetz'),
  -- the rest
  ('json', '1', 'jsonb'), ('jsonb', '1', 'json'), ('cidr', '10.0.0.0/8', 'inet'), ('inet', '10.0.0.1/8', 'cidr'),
  ('bit(3)', '101', 'bit varying(3)'), ('bit(3)', '101', 'bit(4)'), ('bit varying(3)', '101', 'bit varying(4)'),
  ('bit varying(3)', '101', 'bit varying(2)'), ('macaddr', '00:00:00:00:00:00', 'macaddr8'),
  -- domains, enums, arrays, ranges: by what they hold
  ('whole', '1', 'integer'), ('integer', '1', 'whole'), ('whole', '1', 'big'), ('big', '1', 'whole'),
  ('short', 'x', 'varchar(5)'), ('short', 'x', 'text'), ('text', 'x', 'short'), ('size', 's', 'size2'),
  ('integer[]', '{1}', 'bigint[]'), ('bigint[]', '{1}', 'integer[]'), ('text[]', '{1}', 'varchar(3)[]'),
  ('integer', '1', 'integer[]'), ('integer[]', '{1}', 'integer'), ('int4range', '[1,2)', 'int8range'),
  ('int8range', '[1,2)', 'int4range'), ('tstzrange', 'empty', 'tsrange'), ('int4range', '[1,2)', 'int4multirange'),
  ('int4multirange', '{[1,2)}', 'int4range'), ('point', '(1,2)', 'box');

CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t VALUES (1);
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT * FROM retyping.cases ORDER BY n LOOP
    EXECUTE format('ALTER TABLE retyping.t ADD COLUMN c%s %s DEFAULT %L', c.n, c.old, c.value);
    EXECUTE format('ALTER TABLE retyping.t ALTER COLUMN c%s DROP DEFAULT', c.n);
  END LOOP;
END $$;

-- USING leaves no trace in the catalogs, so NULL does where no cast exists.
SET hygiene.lossy_type_change = warning;
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT * FROM retyping.cases ORDER BY n LOOP
    EXECUTE format('ALTER TABLE retyping.t ALTER COLUMN c%s TYPE %s USING NULL', c.n, c.new);
  END LOOP;
END $$;
-- of these nothing was said
SELECT old, new FROM cases
 WHERE NOT EXISTS (SELECT FROM hygiene.journal
                   WHERE rule = 'lossy_type_change' AND object = format('retyping.t.c%s', n)) ORDER BY n;

-- refused, as the rule is set up; told only, where the change is the usual cure
RESET hygiene.lossy_type_change;
CREATE TABLE readings (id int PRIMARY KEY, level float8, at timestamp, doc json, label text, amount numeric(10,4));
INSERT INTO readings SELECT g, 1.5, now(), '{}', 'x', 1 FROM generate_series(1, 3) g;
ALTER TABLE readings ALTER COLUMN amount TYPE numeric(10,2);
ALTER TABLE readings ALTER COLUMN amount TYPE int, ALTER COLUMN label TYPE varchar(3);
ALTER TABLE readings ALTER COLUMN level TYPE numeric(19,4);
ALTER TABLE readings ALTER COLUMN at TYPE timestamptz;
ALTER TABLE readings ALTER COLUMN doc TYPE jsonb;
ALTER TABLE readings ALTER COLUMN amount TYPE numeric(12,4);
BEGIN;
SET LOCAL hygiene.allow = 'lossy_type_change retyping.readings.amount because cents are enough';
ALTER TABLE readings ALTER COLUMN amount TYPE numeric(10,2);
COMMIT;

-- the cure of a defect of ours is recorded only; what loses more is no cure
SET hygiene.float_money = audit;
CREATE TABLE prices (id int PRIMARY KEY, price float8);
INSERT INTO prices VALUES (1, 1.5);
SET hygiene.float_money = error;
ALTER TABLE prices ALTER COLUMN price TYPE int;
ALTER TABLE prices ALTER COLUMN price TYPE numeric(19,4);
SELECT rule, verdict, object FROM hygiene.journal WHERE object LIKE 'retyping.prices%' ORDER BY rule;
SET hygiene.float_money = off;

-- all the author sees
\set VERBOSITY default
ALTER TABLE readings ALTER COLUMN label TYPE varchar(3);
\set VERBOSITY terse

-- an empty table, a new one, a new column, one computed from others: less or nothing
CREATE TABLE empty_one (id int PRIMARY KEY, a bigint);
ALTER TABLE empty_one ALTER COLUMN a TYPE int;
BEGIN;
CREATE TABLE fresh AS SELECT 1 AS id, 2::bigint AS a;
ALTER TABLE fresh ALTER COLUMN a TYPE int;
ALTER TABLE readings ADD COLUMN extra bigint;
ALTER TABLE readings ALTER COLUMN extra TYPE int;
ROLLBACK;
ALTER TABLE readings ADD COLUMN twice bigint GENERATED ALWAYS AS (id * 2) STORED;
ALTER TABLE readings ALTER COLUMN twice TYPE int;

-- children and partitions are told with their parent
CREATE TABLE m (id int PRIMARY KEY, a bigint) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
INSERT INTO m VALUES (1, 1), (2, 2);
ALTER TABLE m ALTER COLUMN a TYPE int;

-- the enum swap loses nothing
CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE jobs (id int PRIMARY KEY, state state);
INSERT INTO jobs VALUES (1, 'new');
BEGIN;
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('new', 'done', 'failed');
ALTER TABLE jobs ALTER COLUMN state TYPE state USING state::text::state;
DROP TYPE state_old;
COMMIT;

SET client_min_messages = error;
SET hygiene.mode = off;
DROP SCHEMA retyping CASCADE;
RESET hygiene.mode;
