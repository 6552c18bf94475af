#
# 002_restore.pl
#	A database full of violations is dumped, and every way to restore it works.
#
# The event triggers are live before the waivers' rows arrive, so a restore must
# be known for what it is; and nothing else may be taken for one.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('restore', conf => "wal_level = logical\n");
few_rules($node);
my $dir = $node->basedir;

# ---------------------------------------------------------------------------
# What is dumped
# ---------------------------------------------------------------------------

my $legacy = q{
CREATE EXTENSION pg_hygiene;
SET hygiene.mode = off;
CREATE DOMAIN euro AS float8 CHECK (VALUE >= 0);
CREATE TYPE cost AS (net_price float8, at date);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE customers (id int PRIMARY KEY, name text, credit_limit real);
CREATE TABLE orders (
	id int PRIMARY KEY,
	customer_id int NOT NULL REFERENCES customers,
	price float8 NOT NULL DEFAULT 1.5,
	shipping euro,
	fee money,
	costs cost[],
	mood mood);
CREATE TABLE notes (body text);
CREATE TABLE payments (order_id int REFERENCES orders, amount float8, currency text, on_day date NOT NULL)
	PARTITION BY RANGE (on_day);
CREATE TABLE payments_2025 PARTITION OF payments FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE payments_rest PARTITION OF payments DEFAULT;
CREATE TABLE kept (total_price float8) INHERITS (notes);
CREATE SCHEMA "Old Stuff";
CREATE TABLE "Old Stuff"."Präis ""x""" ("unitPrice" real);
CREATE VIEW dear AS SELECT id, price FROM orders WHERE price > 100;
CREATE MATERIALIZED VIEW sums AS SELECT customer_id, sum(price) AS total_price FROM orders GROUP BY 1;
CREATE FUNCTION spent(int) RETURNS float8 LANGUAGE sql
	AS 'SELECT sum(price) FROM public.orders WHERE customer_id = $1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON orders USING (true);
ALTER TABLE customers ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;
CREATE STATISTICS both_ids ON id, customer_id FROM orders;
CREATE PUBLICATION some_of_it FOR TABLE orders;
INSERT INTO customers SELECT g, 'c' || g, 10.25 FROM generate_series(1, 20) AS g;
INSERT INTO orders SELECT g, 1 + g % 20, g * 1.25, 2, 3.5, ARRAY[ROW(1.5, '2025-05-05')::cost], 'ok'
	FROM generate_series(1, 200) AS g;
INSERT INTO payments SELECT g, 2.5, 'EUR', '2025-12-01'::date + g FROM generate_series(1, 60) AS g;
INSERT INTO "Old Stuff"."Präis ""x""" VALUES (0.5);
REFRESH MATERIALIZED VIEW sums;
SET hygiene.mode = enforce;
SELECT hygiene.waive('float_money', 'public.orders.price', 'legacy, see the plan');
SELECT hygiene.waive('float_money', '"Old Stuff"."Präis ""x"""."unitPrice"', $$it's "old" ✂$$, '2999-01-01');
CREATE TABLE late (body text);
BEGIN;
SET LOCAL hygiene.allow = 'drop_column public.customers.credit_limit because nobody reads it, backup s3://b/1';
ALTER TABLE customers DROP COLUMN credit_limit;
COMMIT;
};

# Two databases are alike if these are.
my $contents = q{
SELECT 'rows', (SELECT count(*) FROM customers), (SELECT sum(price) FROM orders),
	(SELECT sum(amount) FROM payments), (SELECT sum(total_price) FROM sums);
SELECT 'waiver', w.* FROM hygiene.waiver AS w ORDER BY rule, object;
SELECT 'finding', rule, object, waived, reason FROM hygiene.audit() ORDER BY rule, object;
SELECT 'attribute', attrelid::regclass, attname, atttypid::regtype FROM pg_attribute
	WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
		AND attrelid::regclass::text !~ '^pg_toast' AND attrelid NOT IN (
			SELECT objid FROM pg_depend WHERE deptype = 'e' AND classid = 'pg_class'::regclass)
	ORDER BY attrelid::regclass::text COLLATE "C", attnum;
SELECT 'constraint', conrelid::regclass, conname, convalidated FROM pg_constraint
	WHERE conrelid >= 16384 AND contype <> 'n' ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C";
};
# The journal's rows that the dump brought, apart from those of the restore.
my $journal = q{
SELECT xid, command_tag, verdict, rule, object, reason, backup, rows, statement FROM hygiene.journal
WHERE reason IS DISTINCT FROM 'a dump was being restored' ORDER BY at, rule, object};

sub create_utf8
{
	my ($name) = @_;

	$node->safe_psql('postgres',
		"CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
}

create_utf8('legacy');
my ($status, undef, $err) = run_sql($node, 'legacy', "SET client_encoding = 'UTF8'; $legacy");
is($status, 0, 'the legacy database is made') or diag($err);
is( scalar(grep { /missing_primary_key/ } diagnostics($err)),
	1, 'and its last table was judged');
my $want = $node->safe_psql('legacy', $contents);
my $want_journal = $node->safe_psql('legacy', $journal);
like($want, qr/^finding\|float_money\|public\.orders\.price\|t\|legacy, see the plan$/m,
	'a waived finding is among what must survive');
like($want, qr/^finding\|float_money\|public\.cost\.net_price\|f\|/m,
	'so is an open one of a composite type');
like(
	$want_journal,
	qr/\|allowed\|drop_column\|public\.customers\.credit_limit\|nobody reads it\|s3:\/\/b\/1\|/,
	'so is a journal row');

$node->command_ok([ 'pg_dump', '-f', "$dir/plain.sql", 'legacy' ], 'plain dump');
$node->command_ok([ 'pg_dump', '-Fc', '-f', "$dir/custom", 'legacy' ], 'custom dump');
$node->command_ok([ 'pg_dump', '--clean', '--if-exists', '-f', "$dir/clean.sql", 'legacy' ],
	'plain dump that cleans');

# A program that must succeed and have nothing to say.
sub restores
{
	my ($name, @command) = @_;
	my ($out, $errors);

	$name .= ' says nothing and succeeds';
	# the programs' own names, not that of this script
	delete local $ENV{PGAPPNAME};
	local $ENV{PGHOST} = $node->host;
	local $ENV{PGPORT} = $node->port;
	my $rc = IPC::Run::run(\@command, '>', \$out, '2>', \$errors);
	ok($rc && $errors eq '', $name) or diag($errors);
}

# Is this database what was dumped?
sub is_legacy
{
	my ($database, $how) = @_;

	is($node->safe_psql($database, $contents), $want, "$how: all is there, waivers work");
	is($node->safe_psql($database, $journal), $want_journal, "$how: the journal is there");
	isnt(
		$node->safe_psql(
			$database, q(SELECT count(*) FROM hygiene.journal
				WHERE verdict = 'recorded' AND reason = 'a dump was being restored'
					AND application_name IN ('psql', 'pg_restore'))),
		'0',
		"$how: what was let through is recorded");
	refused(
		$node, $database, 'ALTER TABLE orders ADD COLUMN net_price real',
		'PH001', qr/"net_price" of table "public\.orders"/,
		"$how: afterwards DDL is judged");
}

my @psql = ('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null');

# ---------------------------------------------------------------------------
# Into an empty database
# ---------------------------------------------------------------------------

create_utf8('by_psql');
restores('psql -f', @psql, '-d', 'by_psql', '-f', "$dir/plain.sql");
is_legacy('by_psql', 'psql -f');
is( $node->safe_psql(
		'by_psql',
		q(SELECT verdict, count(*) FROM hygiene.journal WHERE rule = 'float_money'
			AND object = 'public.orders.price' GROUP BY 1)),
	'recorded|1',
	'psql -f: the waived column came before its waiver, and is recorded');

create_utf8('by_psql_1');
restores('psql -1 -f', @psql, '-1', '-d', 'by_psql_1', '-f', "$dir/plain.sql");
is_legacy('by_psql_1', 'psql -1 -f');

create_utf8('by_restore');
restores('pg_restore', 'pg_restore', '-e', '-d', 'by_restore', "$dir/custom");
is_legacy('by_restore', 'pg_restore');

create_utf8('by_restore_1');
restores('pg_restore -1', 'pg_restore', '-1', '-d', 'by_restore_1', "$dir/custom");
is_legacy('by_restore_1', 'pg_restore -1');

create_utf8('by_jobs');
restores('pg_restore -j 2', 'pg_restore', '-e', '-j', '2', '-d', 'by_jobs', "$dir/custom");
is_legacy('by_jobs', 'pg_restore -j 2');

create_utf8('by_section');
restores("pg_restore --section=$_", 'pg_restore', '-e', "--section=$_", '-d', 'by_section',
	"$dir/custom")
  foreach ('pre-data', 'data', 'post-data');
is_legacy('by_section', 'pg_restore by sections');

create_utf8('schema_only');
restores('pg_restore --schema-only', 'pg_restore', '-e', '--schema-only', '-d', 'schema_only',
	"$dir/custom");
is( $node->safe_psql('schema_only', 'SELECT count(*) FROM hygiene.waiver'),
	'0', 'schema only: no waivers, they are data');
restores('pg_restore --data-only', 'pg_restore', '-e', '--data-only', '--disable-triggers',
	'-d', 'schema_only', "$dir/custom");
$node->safe_psql('schema_only', 'REFRESH MATERIALIZED VIEW sums');
is($node->safe_psql('schema_only', $contents), $want, 'schema, then data: all is there');

# ---------------------------------------------------------------------------
# Onto what is there
# ---------------------------------------------------------------------------

restores('psql of a dump that cleans', @psql, '-d', 'by_psql', '-f', "$dir/clean.sql");
is_legacy('by_psql', 'psql of a dump that cleans');
restores('pg_restore --clean', 'pg_restore', '-e', '--clean', '--if-exists', '-d', 'by_restore',
	"$dir/custom");
is_legacy('by_restore', 'pg_restore --clean');

# The library preloaded: the hooks are there before the extension is.
create_utf8('by_preload');
$node->safe_psql('postgres',
	q(ALTER DATABASE by_preload SET session_preload_libraries = 'pg_hygiene'));
restores('pg_restore, preloaded', 'pg_restore', '-e', '-d', 'by_preload', "$dir/custom");
is_legacy('by_preload', 'pg_restore, preloaded');
restores('pg_restore --clean, preloaded', 'pg_restore', '-e', '--clean', '--if-exists', '-d',
	'by_preload', "$dir/custom");
is_legacy('by_preload', 'pg_restore --clean, preloaded');

# ---------------------------------------------------------------------------
# Under another name it is no restore; switched off it need be none
# ---------------------------------------------------------------------------

create_utf8('renamed');
{
	local $ENV{PGAPPNAME} = 'nightly';
	my @restore = ('pg_restore', '-e', '-h', $node->host, '-p', $node->port, '-d', 'renamed', "$dir/custom");

	$node->command_fails_like(\@restore, qr/\[float_money\]/,
		'pg_restore with PGAPPNAME set is judged');
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
	$node->command_ok([ @restore[ 0, 2 .. 5 ], '-e', '--clean', '--if-exists', '-d', 'renamed', "$dir/custom" ],
		'with hygiene.mode off it is not');
}
is($node->safe_psql('renamed', $contents), $want, 'mode off: all is there, waivers work');
is($node->safe_psql('renamed', 'SELECT count(*) FROM hygiene.journal'),
	$node->safe_psql('legacy', 'SELECT count(*) FROM hygiene.journal'),
	'mode off: nothing is added to the journal');

# ---------------------------------------------------------------------------
# What is no restore
# ---------------------------------------------------------------------------

my $signature = q{
SET check_function_bodies = off;
SET row_security = off;
SELECT pg_catalog.set_config('search_path', '', false) = '';
SET client_min_messages = warning;
};
my $sin = 'CREATE TABLE public.sins (id int PRIMARY KEY, price float8);';
my $float = qr/"price" of table "public\.sins".*\[float_money\]/;
my $psql_name = "SET application_name = 'psql';";

$node->safe_psql('legacy', q(
	CREATE ROLE migrator LOGIN;
	GRANT ALL ON SCHEMA public TO migrator;
	CREATE ROLE restorer LOGIN;
	GRANT ALL ON SCHEMA public TO restorer));
$node->safe_psql('legacy', q(LOAD 'pg_hygiene'; GRANT SET ON PARAMETER hygiene.mode TO restorer));

silent($node, 'legacy', "$psql_name $signature $sin DROP TABLE public.sins;",
	'the signature by a superuser in psql is a restore');
refused($node, 'legacy', "$psql_name $signature $sin",
	'PH001', $float, 'the signature of a role that may not turn hygiene off is none',
	extra_params => [ '-U', 'migrator' ]);
silent($node, 'legacy', "$psql_name $signature $sin DROP TABLE public.sins;",
	'the signature of a role that may is one',
	extra_params => [ '-U', 'restorer' ]);
refused($node, 'legacy', "$psql_name $signature SET ROLE migrator; $sin",
	'PH001', $float, 'what counts is the role in force');
refused($node, 'legacy', "$psql_name $sin", 'PH001', $float, 'psql alone is no restore');
refused($node, 'legacy', "SET application_name = 'Flyway'; $signature $sin",
	'PH001', $float, 'nor is a dump pasted into a migration of another program');

foreach my $part ('check_function_bodies', 'row_security', 'search_path')
{
	refused($node, 'legacy', "$psql_name $signature RESET $part; $sin",
		'PH001', $float, "nor is the signature without $part");
}
silent(
	$node, 'legacy',
	"SET application_name = 'pg_restore'; $signature"
	  . q(DO $$ BEGIN
			ASSERT (SELECT NOT ok AND value = 'this session looks like a restore'
					FROM hygiene.status() WHERE item = 'restore');
		END $$),
	'status() says that the session looks like a restore');
is( $node->safe_psql('legacy', q(SELECT to_regclass('public.sins') IS NULL)),
	't', 'nothing of all that was left');

$node->stop;
done_testing();
