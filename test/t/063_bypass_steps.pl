#
# 063_bypass_steps.pl
#	Bypass attempts in several steps, and by other commands than the one that is
#	looked for.
#
# What counts is what was there when the transaction began and what is there when
# it ends, whatever led from one to the other.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use BypassTest;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = bypass_server('bypass_steps');

# ---------------------------------------------------------------------------
# Dropping in two steps
# ---------------------------------------------------------------------------

attempt('renamed, then dropped',
	"ALTER TABLE t RENAME TO tmp; DROP TABLE tmp; ALTER INDEX t RENAME TO tmp; DROP TABLE tmp;",
	'ERROR PH053, ERROR 42P01, ERROR PH053, ERROR 42P01');
attempt('renamed and dropped in one transaction',
	"BEGIN; ALTER TABLE t RENAME TO tmp; DROP TABLE tmp; COMMIT;", 'ERROR PH040');
attempt('renamed, replaced by another table, then dropped',
	"BEGIN; ALTER TABLE t RENAME TO tmp; CREATE TABLE t (id int PRIMARY KEY); DROP TABLE tmp; COMMIT;",
	'ERROR PH040');
attempt('renamed with a view in its place, then dropped',
	"BEGIN; ALTER TABLE t RENAME TO tmp; CREATE VIEW t AS SELECT * FROM tmp; COMMIT; DROP TABLE tmp CASCADE; CREATE OR REPLACE VIEW t AS SELECT 1 AS id, 2 AS a, 'x'::text AS b; DROP TABLE tmp;",
	'NOTICE 00000, ERROR PH040, ERROR PH040', 'id,a,b:1 | recorded rename_table hers.t');
attempt('renamed to what migration tools use, and dropped in one transaction',
	"BEGIN; ALTER TABLE t RENAME TO flyway_schema_history; DROP TABLE flyway_schema_history; COMMIT;", 'ERROR PH040');
attempt('likewise a column, and emptied',
	"BEGIN; ALTER TABLE t RENAME TO flyway_schema_history; ALTER TABLE flyway_schema_history DROP COLUMN a; COMMIT; BEGIN; ALTER TABLE t RENAME TO flyway_schema_history; TRUNCATE flyway_schema_history; COMMIT;",
	'ERROR PH041, ERROR PH049');
attempt('a column renamed, then dropped',
	"ALTER TABLE t RENAME a TO tmp; ALTER TABLE t DROP COLUMN tmp; BEGIN; ALTER TABLE t RENAME a TO tmp; ALTER TABLE t DROP COLUMN tmp; COMMIT;",
	'ERROR PH054, ERROR 42703, ERROR PH041');
attempt('a column replaced',
	"BEGIN; ALTER TABLE t ADD new int; ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME new TO a; COMMIT;", 'ERROR PH041, ERROR 25P02');
attempt('moved to another schema, which is dropped',
	"CREATE SCHEMA s; ALTER TABLE t SET SCHEMA s; DROP SCHEMA s CASCADE; BEGIN; CREATE SCHEMA s2; ALTER TABLE t SET SCHEMA s2; DROP SCHEMA s2 CASCADE; COMMIT;",
	'ERROR PH056, WARNING 01H42, NOTICE 00000, ERROR PH040', 'id,a,b:3 | warned drop_schema s');
attempt('to a temporary schema', "CREATE TEMP TABLE x (id int); ALTER TABLE t SET SCHEMA pg_temp; ALTER TABLE t SET SCHEMA pg_toast;",
	'ERROR 0A000, ERROR 42501');
attempt('attached as a partition to a table that is new, and dropped with it',
	"BEGIN; CREATE TABLE p (id int NOT NULL, a int, b text) PARTITION BY RANGE (id); ALTER TABLE p ATTACH PARTITION t DEFAULT; DROP TABLE p; COMMIT;",
	'ERROR PH040');
attempt('in two transactions',
	"CREATE TABLE p (id int PRIMARY KEY, a int, b text) PARTITION BY RANGE (id); ALTER TABLE p ATTACH PARTITION t DEFAULT; DROP TABLE p;",
	'ERROR PH040');
attempt('and truncated with it',
	"BEGIN; CREATE TABLE p (id int NOT NULL, a int, b text) PARTITION BY RANGE (id); ALTER TABLE p ATTACH PARTITION t DEFAULT; TRUNCATE p; COMMIT;",
	'ERROR PH049');
attempt('child of a table that is new, and dropped with it',
	"BEGIN; CREATE TABLE p (id int NOT NULL, a int, b text); ALTER TABLE t INHERIT p; DROP TABLE p CASCADE; COMMIT;",
	'NOTICE 00000, ERROR PH040');
attempt('a word for the parent is none for the child',
	"CREATE TABLE p (id int PRIMARY KEY, a int, b text); ALTER TABLE t INHERIT p; /* hygiene: allow drop_table hers.p because x */ DROP TABLE p CASCADE;",
	'NOTICE 00000, ERROR PH040');
attempt('a column dropped in a parent that is new',
	"BEGIN; CREATE TABLE p (a int); ALTER TABLE t INHERIT p; ALTER TABLE t NO INHERIT p; ALTER TABLE t INHERIT p; ALTER TABLE p DROP COLUMN a; COMMIT;",
	'WARNING 01H21', 'id,a,b:3 | warned missing_primary_key hers.p');
attempt('a column that has become that of a partitioned table',
	"BEGIN; CREATE TABLE p (id int NOT NULL, a int, b text) PARTITION BY RANGE (id); ALTER TABLE p ATTACH PARTITION t DEFAULT; ALTER TABLE p DROP COLUMN a; COMMIT;",
	'ERROR PH041');
attempt('its type, in a parent that is new',
	"BEGIN; CREATE TABLE p (id int NOT NULL, a int, b text); ALTER TABLE t INHERIT p; ALTER TABLE p ALTER a TYPE smallint; COMMIT; BEGIN; CREATE TABLE p (id int NOT NULL, a int, b text); ALTER TABLE t INHERIT p; ALTER TABLE p RENAME a TO x; COMMIT;",
	'ERROR PH052, WARNING 01H21, ERROR PH054');
attempt('a partition detached, then dropped',
	"ALTER TABLE p DETACH PARTITION p1; DROP TABLE p1; BEGIN; ALTER TABLE p DETACH PARTITION p2; DROP TABLE p2; COMMIT;",
	'WARNING 01H68, ERROR PH040, ERROR PH040', 'id,a,b:3 | warned detach_partition hers.p1',
	setup => 'CREATE TABLE p (id int PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2); INSERT INTO p VALUES (1), (2)');

# Emptied first: let through as DESIGN has it, and seen
attempt('rows deleted, then the table dropped',
	"BEGIN; DELETE FROM t; DROP TABLE t; COMMIT;", 'WARNING 01H40', 'warned drop_table hers.t');
attempt('truncated, then dropped', "TRUNCATE t; DROP TABLE t;",
	'', undef,
	pre => [ 'ERROR PH049, ERROR PH040' ],
	demand => [ 'WARNING 01H40', 'warned drop_table hers.t' ]);
attempt('rows hidden by a policy, then dropped',
	"CREATE POLICY none ON t USING (false); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; DROP TABLE t;",
	'ERROR PH040', 'id,a,b:3');
attempt('a column made empty, then dropped', "UPDATE t SET a = NULL; ALTER TABLE t DROP COLUMN a;", 'ERROR PH041');
attempt('dropped when committed', "CREATE TEMP TABLE x ON COMMIT DROP AS SELECT 1; BEGIN; ALTER TABLE t SET LOGGED; COMMIT; CREATE TABLE y (id int) ON COMMIT DROP;",
	'ERROR 42P16');

# ---------------------------------------------------------------------------
# By other commands
# ---------------------------------------------------------------------------

attempt('DROP SCHEMA, DROP OWNED', "DROP SCHEMA hers CASCADE; DROP OWNED BY mallory CASCADE; DROP OWNED BY accomplice, CURRENT_USER;",
	'NOTICE 00000, ERROR PH042, WARNING 01006, ERROR PH048, WARNING 01006, ERROR PH048', 'id,a,b:3');
attempt('given away, and dropped with what another owns',
	"GRANT ALL ON SCHEMA hers TO accomplice; REASSIGN OWNED BY mallory TO accomplice; DROP OWNED BY accomplice;",
	'ERROR PH048');
attempt('a type that takes columns along',
	"DROP TYPE y CASCADE; DROP DOMAIN d CASCADE; DROP TYPE e CASCADE;",
	'NOTICE 00000, ERROR PH041, NOTICE 00000, ERROR PH041, NOTICE 00000, ERROR PH041', 'id,a,b,y,d,e:3',
	setup => "CREATE TYPE y AS (n int); CREATE DOMAIN d AS int; CREATE TYPE e AS ENUM ('x'); ALTER TABLE t ADD y y, ADD d d DEFAULT 1, ADD e e[] DEFAULT '{x}'");
attempt('an attribute of a composite type', "ALTER TYPE y DROP ATTRIBUTE n; ALTER TYPE y DROP ATTRIBUTE n CASCADE; ALTER TYPE y ALTER ATTRIBUTE n TYPE smallint;",
	'ERROR PH041, ERROR PH041, ERROR 0A000', 'id,a,b,y:3',
	setup => 'CREATE TYPE y AS (n int, m int); ALTER TABLE t ADD y y DEFAULT (1, 2)');
attempt('an attribute of a typed table\'s type', "ALTER TYPE y DROP ATTRIBUTE n CASCADE; ALTER TYPE y ADD ATTRIBUTE price float8 CASCADE; ALTER TYPE y RENAME ATTRIBUTE n TO m CASCADE;",
	'WARNING 01H41, ERROR PH041, ERROR PH001, ERROR PH054', 'id,a,b:3',
	setup => 'CREATE TYPE y AS (id int, n int); CREATE TABLE z OF y (PRIMARY KEY (id)); INSERT INTO z VALUES (1, 2)');
attempt('a function that a stored column is made by', "DROP FUNCTION f(int) CASCADE;",
	'NOTICE 00000, WARNING 01H41, WARNING 01H58', 'id,a,b:3 | warned drop_column hers.t.g; warned drop_function hers.f(integer)',
	setup => "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; ALTER TABLE t ADD g int GENERATED ALWAYS AS (f(id)) STORED");
attempt('a collation, a text search configuration', "DROP COLLATION c CASCADE; DROP TEXT SEARCH CONFIGURATION s CASCADE;",
	'NOTICE 00000, ERROR PH041, NOTICE 00000, WARNING 01H41', 'id,a,b,c:3 | warned drop_column hers.t.s',
	setup => "CREATE COLLATION c FROM \"C\"; CREATE TEXT SEARCH CONFIGURATION s (COPY = simple); ALTER TABLE t ADD c text COLLATE c DEFAULT 'x', ADD s tsvector GENERATED ALWAYS AS (to_tsvector('hers.s', b)) STORED");
attempt('a table whose row type is a column of another',
	"DROP TABLE u CASCADE;", 'NOTICE 00000, WARNING 01H40, ERROR PH041', 'id,a,b,u:3',
	setup => 'CREATE TABLE u (id int PRIMARY KEY); ALTER TABLE t ADD u u');
attempt('a sequence given to a table that is new',
	"BEGIN; CREATE TABLE n (id int PRIMARY KEY); ALTER SEQUENCE q OWNED BY n.id; DROP TABLE n; COMMIT;", 'ERROR PH044',
	undef, setup => 'CREATE SEQUENCE q; SELECT nextval(\'q\')');
attempt('values cut by a new type', "ALTER TABLE t ALTER a TYPE smallint; ALTER TABLE t ALTER b TYPE char(1); ALTER TABLE t ALTER b TYPE int USING 0;",
	'ERROR PH052, ERROR PH052, ERROR PH052');

# ---------------------------------------------------------------------------
# Money as float in two steps, and by other commands
# ---------------------------------------------------------------------------

my $float = 'CREATE TABLE o (id int PRIMARY KEY, x float8);';

attempt('a harmless name first', "$float ALTER TABLE o RENAME x TO price;", 'ERROR PH001');
attempt('in one transaction', "BEGIN; $float ALTER TABLE o RENAME x TO price; COMMIT;", 'ERROR PH001');
attempt('a harmless type first', "CREATE TABLE o (id int PRIMARY KEY, price numeric); ALTER TABLE o ALTER price TYPE float8;", 'WARNING 01H52, ERROR PH001');
attempt('a domain', "CREATE DOMAIN euro AS float8; CREATE TABLE o (id int PRIMARY KEY, price euro); CREATE TABLE o (id int PRIMARY KEY, price numeric); ALTER TABLE o ALTER price TYPE euro;",
	'ERROR PH001, WARNING 01H52, ERROR PH001');
attempt('from a temporary table', "CREATE TEMP TABLE x (id int, price float8); CREATE TABLE o AS SELECT * FROM x; SELECT * INTO o FROM x; CREATE TABLE o (LIKE x); CREATE TABLE o () INHERITS (x); CREATE MATERIALIZED VIEW o AS SELECT 1::float8 AS price;",
	'ERROR PH001, ERROR PH001, ERROR PH001, ERROR 42809, ERROR PH001');
attempt('by inheritance, as partition, of a type',
	"CREATE TABLE p (id int, x float8) PARTITION BY LIST (id); CREATE TYPE y AS (id int, x float8); CREATE TABLE o OF y; BEGIN; ALTER TYPE y RENAME ATTRIBUTE x TO price CASCADE; COMMIT; ALTER TABLE p RENAME x TO price; CREATE TABLE c (price float8) INHERITS (t);",
	'WARNING 01H21, WARNING 01H21, ERROR PH001, ERROR PH001, ERROR PH001', 'id,a,b:3 | warned missing_primary_key hers.p; warned missing_primary_key hers.o');
attempt('from a parent that nobody looks at',
	"CREATE TABLE schema_migrations (id int PRIMARY KEY, price float8); CREATE TABLE o (PRIMARY KEY (id)) INHERITS (schema_migrations); ALTER TABLE o NO INHERIT schema_migrations;",
	'ERROR PH001', 'id,a,b:3 | money hers.schema_migrations.price hers.o.price');
attempt('in a schema that comes with it', "CREATE SCHEMA s CREATE TABLE o (id int PRIMARY KEY, price float8) CREATE VIEW v AS SELECT 1;", 'ERROR PH001');
attempt('by EXPLAIN', "EXPLAIN ANALYZE CREATE TABLE o AS SELECT 1::float8 AS price; EXPLAIN (ANALYZE) SELECT 1::float8 AS price INTO o2; EXPLAIN ANALYZE CREATE MATERIALIZED VIEW m AS SELECT 1::float8 AS price;",
	'', undef,
	pre => ['ERROR PH001, ERROR PH001, ERROR PH001'],
	demand => [ '', 'id,a,b:3 | money hers.o.price hers.o2.price hers.m.price' ]);
attempt('by EXPLAIN, the library loaded', "CREATE TABLE n (id int PRIMARY KEY); PREPARE p AS SELECT 1::float8 AS price; EXPLAIN ANALYZE CREATE TABLE o AS EXECUTE p; CREATE TABLE o AS EXECUTE p;",
	'ERROR PH001, ERROR PH001');
attempt('in the last of a thousand columns',
	'DO $$ BEGIN EXECUTE (SELECT \'CREATE TABLE o (id int PRIMARY KEY, \' || string_agg(\'c\' || g || \' int\', \', \') || \', price float8)\' FROM generate_series(1, 1000) AS g); END $$;',
	'ERROR PH001');

$node->stop;
done_testing();
