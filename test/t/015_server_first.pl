#
# 015_server_first.pl
#	The server's own refusal comes first.
#
# Commands of each kind that the guard looks at, run by roles without rights, in
# read-only transactions and on a hot standby: all that is reported is what the
# server reports with hygiene.mode = off.  Every rule stands at error, and every
# table is a large one, so that whatever is judged too early is reported.  At the
# end the standby is promoted.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# What must not run in a transaction block.
my @alone = (
	'CREATE INDEX CONCURRENTLY ON app.big (note)',
	'DROP INDEX CONCURRENTLY app.big_note',
	'DROP INDEX CONCURRENTLY IF EXISTS app.big_note',
	'ALTER TABLE app.parts DETACH PARTITION app.parts_1 CONCURRENTLY',
	'DROP DATABASE doomed',
	'DROP DATABASE IF EXISTS doomed WITH (FORCE)',
	'DROP TABLESPACE doomed_space');

my @in_block = (
	'CREATE TABLE app.t (price float8)',
	'CREATE TABLE IF NOT EXISTS app.big (other int)',
	'CREATE TABLE app.t AS SELECT 1::float8 AS price',
	'SELECT 1::float8 AS price INTO app.t',
	'CREATE SCHEMA shop CREATE TABLE t (price float8)',
	'ALTER TABLE app.big ADD COLUMN price float8',
	'ALTER TABLE IF EXISTS app.big ADD COLUMN IF NOT EXISTS id text',
	'ALTER TABLE app.big DROP COLUMN note',
	'ALTER TABLE app.big ALTER note TYPE varchar(1)',
	'ALTER TABLE app.big ALTER id TYPE bigint',
	'ALTER TABLE app.big ALTER note SET NOT NULL',
	'ALTER TABLE app.big ADD FOREIGN KEY (id) REFERENCES app.customers',
	'ALTER TABLE app.big ADD CHECK (id > 0)',
	'ALTER TABLE app.orders DROP CONSTRAINT orders_pkey',
	'ALTER TABLE app.big RENAME TO large',
	'ALTER TABLE app.big RENAME COLUMN note TO remark',
	'ALTER TABLE app.big SET SCHEMA public',
	'ALTER TABLE app.big SET UNLOGGED',
	'ALTER TABLE app.big DISABLE ROW LEVEL SECURITY',
	'ALTER TABLE app.big DISABLE TRIGGER ALL',
	'ALTER TABLE app.big REPLICA IDENTITY NOTHING',
	'ALTER TABLE app.parts DETACH PARTITION app.parts_1',
	'ALTER TABLE app.parts ATTACH PARTITION app.loose FOR VALUES FROM (10) TO (20)',
	'ALTER INDEX app.big_note RENAME TO other',
	'CREATE INDEX ON app.big (note)',
	'CREATE UNIQUE INDEX IF NOT EXISTS big_note ON app.big (id)',
	'DROP INDEX app.big_note',
	'CREATE TRIGGER other BEFORE INSERT ON app.big FOR EACH ROW EXECUTE FUNCTION app.changed()',
	'DROP TRIGGER changed ON app.big',
	'CREATE POLICY other ON app.big',
	'DROP POLICY mine ON app.big',
	'CREATE OR REPLACE VIEW app.v AS SELECT id, 1::float8 AS price FROM app.big',
	'DROP VIEW app.v',
	'REFRESH MATERIALIZED VIEW app.mv',
	'REFRESH MATERIALIZED VIEW CONCURRENTLY app.mv',
	'DROP MATERIALIZED VIEW app.mv',
	'ALTER SEQUENCE app.s RESTART',
	'DROP SEQUENCE app.s',
	'DROP TABLE app.big',
	'DROP TABLE app.loose',
	'DROP TABLE IF EXISTS app.customers, app.orders CASCADE',
	'ALTER SCHEMA app RENAME TO shop',
	'DROP SCHEMA app CASCADE',
	q(ALTER TYPE app.mood RENAME VALUE 'sad' TO 'low'),
	'DROP TYPE app.mood CASCADE',
	'CREATE OR REPLACE FUNCTION app.f(text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN EXECUTE $1; END $$',
	'DROP FUNCTION app.f(text)',
	'DROP OWNED BY owner CASCADE',
	'ALTER EXTENSION pg_hygiene DROP TABLE hygiene.journal',
	'DROP EXTENSION pg_hygiene CASCADE',
	'TRUNCATE app.big',
	'TRUNCATE app.customers CASCADE',
	'DELETE FROM app.big',
	q(UPDATE app.big SET note = ''),
	'EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) DELETE FROM app.big',
	'WITH gone AS (DELETE FROM app.big RETURNING 1) SELECT count(*) FROM gone',
	q(DO $$ BEGIN EXECUTE 'DROP TABLE app.loose'; END $$),
	q(DO $$ BEGIN EXECUTE 'DELETE FROM app.big'; END $$));

# This one the server lets pass in read-only transactions, and makes the table.
my $explain = 'EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) CREATE TABLE app.t AS SELECT 1::float8 AS price';

# With a reason, and of what has a waiver.
my @answered = (
	'/* hygiene: allow drop_table app.big because of the test */ DROP TABLE app.big',
	'/* hygiene: allow drop_column app.big.note because of the test */ ALTER TABLE app.big DROP COLUMN note',
	'/* hygiene: allow truncate app.big because of the test */ TRUNCATE app.big',
	'/* hygiene: allow delete_without_where app.big because of the test */ DELETE FROM app.big',
	'/* hygiene: allow drop_schema app because of the test */ DROP SCHEMA app CASCADE',
	'/* hygiene: allow drop_index app.big_note because of the test */ DROP INDEX CONCURRENTLY app.big_note',
	'/* hygiene: allow detach_partition app.parts_1 because of the test */ ALTER TABLE app.parts DETACH PARTITION app.parts_1 CONCURRENTLY',
	'/* hygiene: allow drop_database doomed because of the test */ DROP DATABASE doomed',
	'/* hygiene: allow drop_tablespace doomed_space because of the test */ DROP TABLESPACE doomed_space',
	'/* hygiene: allow drop_table app.nothing because of the test */ DROP TABLE app.big',
	'DROP TABLE app.waived',
	'ALTER TABLE app.waived DROP COLUMN note');

# ---- servers ----

my $primary = new_server('primary', allows_streaming => 1);
$primary->safe_psql('postgres', 'CREATE EXTENSION pg_hygiene');
# Tablespaces in place, so that primary and standby can have one on one machine.
$primary->append_conf('postgresql.conf', join '',
	"shared_preload_libraries = 'pg_hygiene'\nhygiene.large_table = 0\nallow_in_place_tablespaces = on\n",
	map { "hygiene.$_ = error\n" } split /\n/, $primary->safe_psql('postgres', 'SELECT rule FROM hygiene.rules'));
$primary->restart;
$primary->safe_psql('postgres', "CREATE TABLESPACE doomed_space LOCATION ''");
$primary->safe_psql('postgres', 'CREATE DATABASE doomed');
$primary->safe_psql('postgres', q(
	SET hygiene.mode = off;
	CREATE ROLE owner LOGIN; CREATE ROLE visitor LOGIN; CREATE ROLE stranger LOGIN;
	GRANT SET ON PARAMETER hygiene.mode TO owner, visitor, stranger;
	CREATE SCHEMA app AUTHORIZATION owner;
	GRANT USAGE ON SCHEMA app TO visitor;
	SET ROLE owner;
	CREATE TYPE app.mood AS ENUM ('sad', 'happy');
	CREATE TABLE app.customers (id int PRIMARY KEY);
	CREATE TABLE app.orders (id int PRIMARY KEY, customer_id int REFERENCES app.customers);
	CREATE TABLE app.big (id int, note text, mood app.mood);
	CREATE TABLE app.waived (id int PRIMARY KEY, note text);
	INSERT INTO app.customers SELECT generate_series(1, 1000);
	INSERT INTO app.orders SELECT i, i FROM generate_series(1, 1000) i;
	INSERT INTO app.big SELECT i, repeat('x', 1500) FROM generate_series(1, 1000) i;
	INSERT INTO app.waived VALUES (1, 'x');
	CREATE INDEX big_note ON app.big (note);
	CREATE FUNCTION app.changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
	CREATE TRIGGER changed BEFORE UPDATE ON app.big FOR EACH ROW EXECUTE FUNCTION app.changed();
	ALTER TABLE app.big ENABLE ROW LEVEL SECURITY;
	CREATE POLICY mine ON app.big;
	CREATE FUNCTION app.f(text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app AS 'BEGIN PERFORM 1; END';
	CREATE TABLE app.parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
	CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES FROM (0) TO (10);
	CREATE TABLE app.loose (id int PRIMARY KEY);
	INSERT INTO app.parts VALUES (1);
	INSERT INTO app.loose VALUES (11);
	CREATE TABLE app.listed (id int PRIMARY KEY) PARTITION BY LIST (id);
	CREATE TABLE app.listed_1 PARTITION OF app.listed FOR VALUES IN (1);
	CREATE TABLE app.listed_others PARTITION OF app.listed DEFAULT;
	CREATE VIEW app.v AS SELECT id, 1.0::float8 AS price FROM app.big;
	CREATE MATERIALIZED VIEW app.mv AS SELECT id FROM app.customers;
	CREATE UNIQUE INDEX ON app.mv (id);
	CREATE SEQUENCE app.s;
	SELECT nextval('app.s');
	RESET ROLE;
	SELECT hygiene.waive('drop_table', 'app.waived', 'legacy'), hygiene.waive('drop_column', 'app.waived.note', 'legacy')));
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby);

# ---- one session for all commands ----

# What psql writes to standard error for each command, the commands wrapped by
# $before and $after.
sub messages_of
{
	my ($node, $role, $mode, $before, $after, @commands) = @_;
	my ($out, $err) = ('', '');
	my $script = join '', map { "\\warn -- command --\n$before $_; $after\n" } @commands;

	$node->psql(
		'postgres', "\\set VERBOSITY verbose\nSET hygiene.mode = $mode;\n$script",
		stdout => \$out, stderr => \$err, on_error_stop => 0,
		timeout => $PostgreSQL::Test::Utils::timeout_default,
		extra_params => [ '-U', $role ]);
	# psql is told a statement's line in the script
	$err =~ s/^psql:\S*:\d+: //mg;
	my ($head, @messages) = split /^-- command --\n/m, $err;
	is($head, '', "$role: $mode is set");
	return @messages;
}

# With the guard as without it, and each refused by the server with that SQLSTATE.
sub same_messages
{
	my ($what, $sqlstate, $node, $role, $before, $after, @commands) = @_;
	my @guarded = messages_of($node, $role, 'enforce', $before, $after, @commands);
	my @plain = messages_of($node, $role, 'off', $before, $after, @commands);

	is(scalar @guarded, scalar @commands, "$what: all commands were run");
	foreach my $i (0 .. $#commands)
	{
		my @said = diagnostics($guarded[$i] // '');

		ok($guarded[$i] eq $plain[$i] && @said == 1 && $said[0] =~ /^ERROR $sqlstate /, "$what: $commands[$i]")
		  or diag("with the guard:\n$guarded[$i]\nwithout:\n$plain[$i]");
	}
	return;
}

my @all = (@alone, @in_block, @answered);
my $denied = qr/(?:42501|2BP01)/;

# The commands are such that the guard reports something where they may run.
my @reported = map { scalar grep { /^(?:ERROR PH|WARNING 01H)/ } diagnostics($_) }
  (messages_of($primary, 'owner', 'enforce', 'BEGIN;', 'ROLLBACK;', @in_block));
note("not reported: $in_block[$_]") foreach grep { !$reported[$_] } 0 .. $#in_block;
cmp_ok(scalar(grep { $_ } @reported), '>=', 40, 'at least 40 of the commands are judged where the role may run them');

same_messages('role without rights', $denied, $primary, 'visitor', '', '', @all, $explain);
same_messages('role without the schema', $denied, $primary, 'stranger', '', '', @all, $explain);
same_messages('read-only session', '25006', $primary, 'postgres',
	'SET default_transaction_read_only = on;', '', @all);
same_messages('read-only transaction', '25006', $primary, 'postgres',
	'BEGIN READ ONLY;', 'ROLLBACK;', @all);
same_messages('standby', '25006', $standby, 'postgres', '', '', @all);
same_messages('standby, role without rights', '25006', $standby, 'visitor', '', '', @all);
same_messages('standby', 'XX000', $standby, 'postgres', '', '', $explain);

# ---- where the role may: the server's other refusals, then ours ----

my @owner = (extra_params => [ '-U', 'owner' ]);
refused($primary, 'postgres', 'ALTER TABLE app.listed DETACH PARTITION app.listed_1 CONCURRENTLY',
	'55000', qr/when a default partition exists$/, 'detached concurrently beside a default partition', @owner);
refused($primary, 'postgres', 'ALTER TABLE app.parts DETACH PARTITION app.loose CONCURRENTLY',
	'42P01', qr/is not a partition of/, 'detached concurrently from what is not its parent', @owner);
refused($primary, 'postgres', "BEGIN; $_->[0]", '25001', $_->[1], "in a transaction block: $_->[0]")
  foreach [ 'DROP INDEX CONCURRENTLY app.big_note', qr/cannot run inside a transaction block$/ ],
  [ 'ALTER TABLE app.parts DETACH PARTITION app.parts_1 CONCURRENTLY', qr/cannot run inside a transaction block$/ ],
  [ 'DROP DATABASE doomed', qr/cannot run inside a transaction block$/ ],
  [ 'DROP TABLESPACE doomed_space', qr/cannot run inside a transaction block$/ ];
refused($primary, 'postgres', 'DROP DATABASE postgres', '55006', qr/^cannot drop the currently open database$/,
	'a session\'s own database');
refused($primary, 'postgres', 'DROP DATABASE template1', '42809', qr/^cannot drop a template database$/, 'a template');

# Refused at the first commit, the commands leave nothing behind.
my $left = q(SELECT (SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.big_note'::regclass),
	(SELECT count(*) FROM pg_inherits WHERE inhdetachpending),
	(SELECT count(*) FROM pg_constraint WHERE conrelid = 'app.parts_1'::regclass AND contype = 'c'),
	(SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation >= 16384));
my ($out, $err) = ('', '');
$primary->psql('postgres',
	"\\set VERBOSITY verbose\nDROP INDEX CONCURRENTLY app.big_note;
	ALTER TABLE app.parts DETACH PARTITION app.parts_1 CONCURRENTLY; $left",
	stdout => \$out, stderr => \$err, on_error_stop => 0, @owner);
like(join("\n", diagnostics($err)), qr/^ERROR PH\w+ .*\[drop_index\]\nERROR PH\w+ .*\[detach_partition\]$/,
	'the owner: concurrently is refused by us');
is($out, 't|0|0|0', 'the owner: index, partition and locks are as if nothing had happened');

my $inside = session($primary, 'doomed');
$inside->query_safe('SELECT 1');
refused($primary, 'postgres', 'DROP DATABASE doomed WITH (FORCE)', 'PH050', qr/\[drop_database\]$/,
	'a database with sessions is refused');
is($inside->query_safe('SELECT 1'), '1', 'and they go on');
$inside->quit;
refused($primary, 'postgres', 'DROP TABLESPACE doomed_space', 'PH051', qr/\[drop_tablespace\]$/, 'so is a tablespace');

# ---- a session that sees the promotion ----

my $session = session($standby, 'postgres', on_error_stop => 0, @owner);
$session->query($_) foreach @alone, @in_block, $explain;
$standby->promote;
$session->query('TRUNCATE app.big');
$session->query('DROP INDEX CONCURRENTLY app.big_note');
my $log = slurp_file($standby->logfile);
like($log, qr/ERROR:  truncating table "app\.big" .*\[truncate\]/, 'promoted: a session from before is judged by hooks');
like($log, qr/ERROR:  dropping index "app\.big_note" .*\[drop_index\]/, 'promoted: and at the first commit of a command');
$session->quit;
refused($standby, 'postgres', 'DROP DATABASE doomed', 'PH050', qr/\[drop_database\]$/, 'promoted: so is DROP DATABASE');
unlike($log, qr/terminated by signal|PANIC|TRAP/, 'nothing crashed');

$standby->stop;
$primary->stop;
done_testing();
