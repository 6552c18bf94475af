#
# 001_preload.pl
#	The library loaded on demand, by the session, by the server.
#
# What fires no event trigger is judged from a session's first statement on if
# the library is preloaded, else only later; hygiene.status() says which.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('preload');

$node->safe_psql('postgres', 'CREATE DATABASE app');
$node->safe_psql('postgres', 'CREATE DATABASE bare');
$node->safe_psql('app', 'CREATE EXTENSION pg_hygiene');
$node->safe_psql('app',
	'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1), (2)');
$node->safe_psql('bare', 'CREATE TABLE heap (id int); INSERT INTO heap VALUES (1)');

my $library = q(SELECT value, ok, advice FROM hygiene.status() WHERE item = 'library');
my $hooks =
  q(SELECT value, ok, advice FROM hygiene.status() WHERE item = 'TRUNCATE, DROP DATABASE');
my $advice = q(ALTER DATABASE app SET session_preload_libraries = 'pg_hygiene';);
my $truncating =
  qr/^truncating table "public\.orders" loses about 2 rows \(8192 bytes\).*\[truncate\]$/;

sub make_doomed
{
	$node->safe_psql('bare', 'CREATE DATABASE doomed');
	mkdir $node->basedir . '/doomed_space';
	$node->safe_psql('bare',
		"CREATE TABLESPACE doomed_space LOCATION '" . $node->basedir . "/doomed_space'");
}

# What holds wherever the library is in place before the first statement.
sub is_guarded
{
	my ($database, $how) = @_;

	make_doomed();
	refused(
		$node, $database, 'DROP DATABASE doomed',
		'PH050', qr/^dropping database "doomed" loses everything in it; .*\[drop_database\]$/,
		"$how: DROP DATABASE as first statement is refused");
	refused($node, $database, 'DROP DATABASE IF EXISTS doomed WITH (FORCE)',
		'PH050', qr/\[drop_database\]$/, "$how: so it is with FORCE");
	refused($node, $database, 'DROP TABLESPACE doomed_space',
		'PH051', qr/"doomed_space".*\[drop_tablespace\]$/,
		"$how: DROP TABLESPACE as first statement is refused");
	refused($node, $database, 'DROP DATABASE nowhere',
		'3D000', qr/^database "nowhere" does not exist$/,
		"$how: a database that is not there is the server's own error");
	silent($node, $database,
		'/* hygiene: allow drop_database doomed because moved away */ DROP DATABASE doomed',
		"$how: DROP DATABASE with a reason passes");
	silent($node, $database,
		"SET hygiene.allow = 'drop_tablespace doomed_space because empty'; DROP TABLESPACE doomed_space",
		"$how: DROP TABLESPACE with a reason passes");
	is( $node->safe_psql(
			'postgres',
			q(SELECT (SELECT count(*) FROM pg_database WHERE datname = 'doomed'),
					 (SELECT count(*) FROM pg_tablespace WHERE spcname = 'doomed_space'))),
		'0|0',
		"$how: both are gone");
}

# ---------------------------------------------------------------------------
# On demand
# ---------------------------------------------------------------------------

sql_is($node, 'app', $library, "loaded on demand|f|$advice", 'on demand: status() says so');
sql_is($node, 'app', $hooks,
	"judged only after a session's first DDL or audit|f|$advice",
	'on demand: status() says what that means');

silent($node, 'app', 'BEGIN; TRUNCATE orders; ROLLBACK',
	'on demand: TRUNCATE as first statement is not seen');
refused(
	$node, 'app',
	'CREATE TEMP TABLE first_ddl (); TRUNCATE orders',
	'PH049', $truncating, 'on demand: TRUNCATE after DDL is refused');
refused(
	$node, 'app',
	'SELECT count(*) >= 0 FROM hygiene.audit(); TRUNCATE orders',
	'PH049', $truncating, 'on demand: TRUNCATE after an audit is refused');
refused(
	$node, 'app', 'ALTER TABLE orders ADD COLUMN price float8',
	'PH001', qr/^column "price" of table "public\.orders" .*\[float_money\]$/,
	'on demand: the first DDL of a session is judged');

make_doomed();
silent($node, 'app', 'DROP DATABASE doomed; DROP TABLESPACE doomed_space',
	'on demand: DROP DATABASE and DROP TABLESPACE as first statements are not seen');

# ---------------------------------------------------------------------------
# session_preload_libraries, as status() advises
# ---------------------------------------------------------------------------

silent($node, 'app', $advice, 'the advice can be run');
sql_is(
	$node, 'app', $library,
	'preloaded by session_preload_libraries|t|',
	'by the session: status() says so');
sql_is(
	$node, 'app', $hooks,
	'judged from the first statement on|t|',
	'by the session: status() says what that means');
refused($node, 'app', 'TRUNCATE orders', 'PH049', $truncating,
	'by the session: TRUNCATE as first statement is refused');
is_guarded('app', 'by the session');
$node->safe_psql('app', 'ALTER DATABASE app RESET session_preload_libraries');

# A session that began before
{
	my $session = session($node, 'app');

	$node->safe_psql('app', $advice);
	is( $session->query_safe($library),
		'loaded on demand; new sessions preload it|f|Connect anew.',
		'a session older than the setting: status() tells it to connect anew');
	$session->quit;
}
$node->safe_psql('app', 'ALTER DATABASE app RESET session_preload_libraries');

# ---------------------------------------------------------------------------
# shared_preload_libraries
# ---------------------------------------------------------------------------

$node->append_conf('postgresql.conf', "shared_preload_libraries = 'pg_hygiene'");
$node->restart;

sql_is(
	$node, 'app', $library,
	'preloaded by shared_preload_libraries|t|',
	'by the server: status() says so');
refused($node, 'app', 'TRUNCATE orders', 'PH049', $truncating,
	'by the server: TRUNCATE as first statement is refused');
is_guarded('app', 'by the server');

# A database without the extension: judged is only what reaches beyond it
silent(
	$node, 'bare', q(
		SET client_min_messages = warning;
		CREATE TABLE orders (price float8, total_price money);
		ALTER TABLE orders RENAME price TO amount;
		INSERT INTO orders VALUES (1.5, 2);
		ALTER TABLE orders ALTER amount TYPE int, DROP total_price;
		TRUNCATE orders, heap;
		EXPLAIN (ANALYZE) CREATE TABLE copied AS SELECT 1.5::float8 AS price;
		DROP TABLE orders, copied;
		SET hygiene.allow = 'nonsense';
		CREATE SCHEMA s CREATE TABLE t (salary real);
		BEGIN;
		SAVEPOINT a;
		DROP SCHEMA s CASCADE;
		ROLLBACK TO a;
		DROP SCHEMA s CASCADE;
		COMMIT),
	'without the extension: no DDL is judged');
is_guarded('bare', 'without the extension');
is( $node->safe_psql('bare', q(SELECT count(*) FROM pg_namespace WHERE nspname = 'hygiene')),
	'0', 'without the extension: nothing of it is there');
refused($node, 'bare', 'SELECT * FROM hygiene.status()', '3F000',
	qr/^schema "hygiene" does not exist$/, 'without the extension: nothing to ask');

# Utilities that connect to template1 are no exception
$node->safe_psql('bare', 'CREATE DATABASE doomed');
$node->command_fails_like(
	[ 'dropdb', 'doomed' ],
	qr/dropping database "doomed" loses everything in it/,
	'the dropdb program is judged');
{
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
	$node->command_ok([ 'dropdb', 'doomed' ], 'and passes with hygiene.mode off');
}

$node->stop;
done_testing();
