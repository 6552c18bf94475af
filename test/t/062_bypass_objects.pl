#
# 062_bypass_objects.pl
#	Bypass attempts against the guard's own objects, and by objects that look like
#	them.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use BypassTest;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = bypass_server('bypass_objects');
my $drop = 'DROP TABLE t;';
my $denied = sub { join ', ', ('ERROR 42501') x $_[0], 'ERROR PH040' };

# ---------------------------------------------------------------------------
# The guard's own objects
# ---------------------------------------------------------------------------

attempt('the event triggers',
	"ALTER EVENT TRIGGER hygiene_ddl_end DISABLE; ALTER EVENT TRIGGER hygiene_ddl_start RENAME TO x; ALTER EVENT TRIGGER hygiene_ddl_end OWNER TO mallory; DROP EVENT TRIGGER hygiene_ddl_end CASCADE; COMMENT ON EVENT TRIGGER hygiene_ddl_end IS 'x'; $drop",
	$denied->(5));
attempt('an event trigger of her own',
	"CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RETURN; END'; CREATE EVENT TRIGGER zz ON ddl_command_end EXECUTE FUNCTION e(); $drop",
	$denied->(1));
attempt('the functions',
	"DROP FUNCTION hygiene.hygiene_ddl_end() CASCADE; ALTER FUNCTION hygiene.hygiene_ddl_end() RENAME TO x; ALTER FUNCTION hygiene.hygiene_ddl_start() SET hygiene.allow = 'drop_table hers.t because x'; CREATE OR REPLACE FUNCTION hygiene.hygiene_ddl_end() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; SELECT hygiene.hygiene_ddl_end(); $drop",
	$denied->(5));
attempt('the extension and its schema',
	"DROP EXTENSION pg_hygiene CASCADE; ALTER EXTENSION pg_hygiene DROP EVENT TRIGGER hygiene_ddl_end; ALTER EXTENSION pg_hygiene UPDATE TO '0'; ALTER EXTENSION pg_hygiene SET SCHEMA hers; DROP SCHEMA hygiene CASCADE; ALTER SCHEMA hygiene RENAME TO x; ALTER SCHEMA hygiene OWNER TO mallory; CREATE TABLE hygiene.x (id int); $drop",
	$denied->(8));
attempt('the extension takes the table in',
	"ALTER EXTENSION pg_hygiene ADD TABLE t; ALTER TABLE t DROP COLUMN a;", 'ERROR 42501, ERROR PH041');
attempt('the tables',
	"DROP TABLE hygiene.journal; ALTER TABLE hygiene.waiver RENAME TO x; ALTER TABLE hygiene.journal DISABLE TRIGGER ALL; CREATE TRIGGER r BEFORE INSERT ON hygiene.journal EXECUTE FUNCTION suppress_redundant_updates_trigger(); CREATE RULE r AS ON INSERT TO hygiene.journal DO INSTEAD NOTHING; CREATE INDEX ON hygiene.journal ((1/0)); ALTER TABLE t ADD FOREIGN KEY (b, b) REFERENCES hygiene.waiver; CREATE POLICY p ON hygiene.waiver USING (true); COMMENT ON TABLE hygiene.waiver IS 'x'; CREATE STATISTICS s ON rule, object FROM hygiene.waiver; $drop",
	$denied->(10));
attempt('the catalogs', "UPDATE pg_catalog.pg_event_trigger SET evtenabled = 'D'; DELETE FROM pg_catalog.pg_class WHERE relname = 't'; $drop",
	$denied->(2));
attempt('an owner of the database\'s objects is not an owner of the guard\'s',
	"REASSIGN OWNED BY postgres TO mallory; DROP OWNED BY postgres; $drop", $denied->(2));

# ---------------------------------------------------------------------------
# Objects that look like those of the guard
# ---------------------------------------------------------------------------

my $lookalikes = q(
CREATE TABLE IF NOT EXISTS %1$s.waiver (rule text, object text, reason text, created_by name, created_at timestamptz, expires_at timestamptz, PRIMARY KEY (rule, object));
INSERT INTO %1$s.waiver VALUES ('drop_table', 'hers.t', 'mine'), ('float_money', 'hers.o.price', 'mine');
CREATE FUNCTION %1$s.waive(rule text, object text, reason text, expires_at timestamptz DEFAULT NULL) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION %1$s.hygiene_ddl_end() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION %1$s.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz';
CREATE FUNCTION %1$s.same(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR %1$s.= (LEFTARG = text, RIGHTARG = text, FUNCTION = %1$s.same);
CREATE DOMAIN %1$s.float8 AS numeric;
);
attempt('in her schema, first on the search path',
	sprintf($lookalikes, 'hers') . "SET search_path = hers, hygiene, pg_catalog; SELECT waive('drop_table', 'hers.t', 'x'); $drop CREATE TABLE o (id int PRIMARY KEY, price pg_catalog.float8);",
	'ERROR PH040, ERROR PH001');
attempt('in pg_temp',
	sprintf($lookalikes, 'pg_temp') . "SET search_path = pg_temp, hers; $drop CREATE TABLE hers.o (id int PRIMARY KEY, price pg_catalog.float8);",
	'ERROR PH040, ERROR PH001');
attempt('in a schema called "Hygiene", or like a system\'s',
	"CREATE SCHEMA \"Hygiene\"; CREATE SCHEMA \"pg_catalog \"; CREATE SCHEMA \"PG_x\"; CREATE TABLE \"PG_x\".o (id int PRIMARY KEY, price float8); CREATE SCHEMA \" pg_catalog\"; CREATE TABLE \" pg_catalog\".o (id int PRIMARY KEY, price float8); CREATE TABLE \"Hygiene\".waiver (price float8, id int PRIMARY KEY);",
	'ERROR 42939, ERROR PH001, ERROR PH001, ERROR PH001');
attempt('called like the bookkeeping of a migration tool, then renamed',
	"CREATE TABLE schema_migrations (version text PRIMARY KEY, price float8); ALTER TABLE schema_migrations RENAME TO o;",
	'ERROR PH001', 'id,a,b:3 | money hers.schema_migrations.price');
attempt('renamed to the bookkeeping of a migration tool, then dropped',
	"ALTER TABLE t RENAME TO schema_migrations; DROP TABLE schema_migrations; BEGIN; ALTER TABLE t RENAME TO flyway_schema_history; DROP TABLE flyway_schema_history; COMMIT;",
	'ERROR PH053, ERROR 42P01, ERROR PH040');
attempt('a money column of a type that is called otherwise',
	"CREATE DOMAIN numeric AS float8; CREATE TABLE o (id int PRIMARY KEY, price hers.numeric, fee hers.numeric[]); CREATE TYPE \"double\" AS (price float8);",
	'ERROR PH001, ERROR PH001');

# ---------------------------------------------------------------------------
# A schema called hygiene before the extension is there
# ---------------------------------------------------------------------------

$node->safe_psql('postgres', 'CREATE ROLE boss LOGIN; CREATE DATABASE squatted OWNER boss');
$node->safe_psql('squatted', 'CREATE SCHEMA hygiene; CREATE FUNCTION hygiene.status(int) RETURNS text LANGUAGE sql AS $$SELECT 1$$',
	extra_params => [ '-U', 'boss' ]);
refused($node, 'squatted', 'CREATE EXTENSION pg_hygiene', '42P06', qr/^schema "hygiene" already exists$/,
	'in a schema of somebody else\'s the extension is not made');
$node->safe_psql('squatted', 'DROP SCHEMA hygiene CASCADE; CREATE SCHEMA hygiene');
refused($node, 'squatted', 'CREATE EXTENSION pg_hygiene', '42P06', qr/^schema "hygiene" already exists$/,
	'nor in an empty one of a superuser\'s');
$node->safe_psql('squatted', 'DROP SCHEMA hygiene');
silent($node, 'squatted', 'CREATE EXTENSION pg_hygiene', 'it makes its own');

# ---------------------------------------------------------------------------
# Extensions that anybody may install
# ---------------------------------------------------------------------------

# That it becomes a member is reported and journaled; what happens to a member is not.
my $adopted = 'warned extension_adoption hers.t';
attempt('the table becomes a member of a trusted extension',
	"CREATE EXTENSION citext SCHEMA hers; ALTER EXTENSION citext ADD TABLE t; ALTER TABLE t DROP COLUMN a; DROP EXTENSION citext CASCADE;",
	'WARNING 01HX1, ERROR PH047', "id,b:3 | $adopted");
attempt('a money column comes into being as a member, and leaves',
	"CREATE EXTENSION citext SCHEMA hers; CREATE TABLE o (id int PRIMARY KEY, x float8); ALTER EXTENSION citext ADD TABLE o; ALTER TABLE o RENAME x TO price; ALTER EXTENSION citext DROP TABLE o;",
	'WARNING 01HX1, ERROR PH001', 'id,a,b:3 | money hers.o.price | warned extension_adoption hers.o');
attempt('the table becomes a member of a trusted extension, in one transaction',
	"BEGIN; CREATE EXTENSION citext SCHEMA hers; ALTER EXTENSION citext ADD TABLE t; ALTER TABLE t DROP COLUMN a; COMMIT; BEGIN; CREATE EXTENSION citext SCHEMA hers; ALTER EXTENSION citext ADD TABLE t; DROP EXTENSION citext; COMMIT;",
	'WARNING 01HX1, ERROR PH041, WARNING 01HX1, ERROR PH040');
attempt('a column of an extension\'s type goes with it',
	"CREATE EXTENSION citext SCHEMA hers; ALTER TABLE t ADD c citext DEFAULT 'x'; DROP EXTENSION citext CASCADE; DROP TYPE citext CASCADE;",
	'NOTICE 00000, ERROR PH041, ERROR 2BP01', 'id,a,b,c:3');

$node->stop;
done_testing();
