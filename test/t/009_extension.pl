#
# 009_extension.pl
#	The life of the extension, and that of others beside it.
#
# It goes in the middle of a transaction that has pending judgements, and under
# sessions that have it loaded; it comes back; scripts of other extensions are
# nobody's migration, but what their going takes along is.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('extension');
# What an audit finds apart from the server's own affairs
my $found = q(SELECT count(*) FROM hygiene.findings WHERE object_type <> 'database');
my $drop = 'SET client_min_messages = warning; DROP EXTENSION pg_hygiene CASCADE; RESET client_min_messages;';

# ---------------------------------------------------------------------------
# Coming
# ---------------------------------------------------------------------------

silent($node, 'postgres', 'CREATE EXTENSION pg_hygiene', 'it comes without a word');
refused($node, 'postgres', 'CREATE EXTENSION pg_hygiene',
	'42710', qr/^extension "pg_hygiene" already exists$/, 'a second time it does not');
my ($status, undef, $err) = run_sql($node, 'postgres', 'CREATE EXTENSION IF NOT EXISTS pg_hygiene');
is_deeply([ $status, diagnostics($err) ],
	[ 0, 'NOTICE 42710 extension "pg_hygiene" already exists, skipping' ],
	'IF NOT EXISTS is a notice');
($status, undef, $err) = run_sql($node, 'postgres', 'ALTER EXTENSION pg_hygiene UPDATE');
like(
	join("\n", diagnostics($err)),
	qr/^NOTICE 00000 version "[0-9.]+" of extension "pg_hygiene" is already installed$/,
	'an update to the same version is a notice');
refused($node, 'postgres', "ALTER EXTENSION pg_hygiene UPDATE TO '99'",
	'22023', qr/no update path from version/, 'an update to nowhere is refused');
refused($node, 'postgres', 'ALTER EXTENSION pg_hygiene SET SCHEMA public',
	'0A000', qr/does not support SET SCHEMA/, 'it stays in its schema');
sql_is($node, 'postgres', $found, '0', 'it finds nothing in itself');
sql_is($node, 'postgres', 'SELECT count(*) FROM hygiene.journal', '0', 'and has nothing to journal');

# By the same session: judged from the next statement on
$node->safe_psql('postgres', 'CREATE DATABASE fresh');
refused(
	$node, 'fresh', 'CREATE EXTENSION pg_hygiene; CREATE TABLE t (price real)',
	'PH001', qr/\[float_money\]$/, 'the session that made it is judged at once');
refused(
	$node, 'fresh', "$drop BEGIN; CREATE EXTENSION pg_hygiene; CREATE TABLE t (price real)",
	'PH001', qr/\[float_money\]$/, 'so it is in the same transaction');
sql_is($node, 'fresh', 'SELECT count(*) FROM pg_extension', '1',
	'that transaction took the extension with it');
silent($node, 'fresh', 'CREATE TABLE u (price real); DROP TABLE u', 'without it nothing is judged');

silent($node, 'fresh', 'CREATE EXTENSION pg_hygiene', 'it comes back');

# A schema of its name that was there before
$node->safe_psql('postgres', 'CREATE DATABASE squatted');
$node->safe_psql('squatted', 'CREATE SCHEMA hygiene');
refused($node, 'squatted', 'CREATE EXTENSION pg_hygiene',
	'42P06', qr/^schema "hygiene" already exists$/, 'a schema of its name is in its way');
$node->safe_psql('squatted', 'DROP SCHEMA hygiene');
refused($node, 'squatted', 'CREATE EXTENSION pg_hygiene SCHEMA public',
	'0A000', qr/must be installed in schema "pg_catalog"/, 'it can be made nowhere else');
silent($node, 'squatted', 'CREATE EXTENSION pg_hygiene', 'and is made where nothing is in its way');

# ---------------------------------------------------------------------------
# Going
# ---------------------------------------------------------------------------

{
	# Two sessions that have it loaded, one with a transaction under way
	my $idle = session($node, 'postgres', on_error_stop => 0);
	my $busy = session($node, 'postgres', on_error_stop => 0);

	$idle->query('CREATE TEMP TABLE load_it ()');
	is($idle->query($found), '0', 'another session has it loaded');
	$busy->query_safe('BEGIN');
	$busy->query_safe("SET LOCAL hygiene.allow = 'drop_table public.nothing because unused'");
	$busy->query_safe('CREATE TABLE pending (a int, b int)');

	warned(
		$node, 'postgres',
		'CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE keyless (a int)',
		'01H21', qr/"public\.keyless"/, 'a judgement before it goes');
	silent(
		$node, 'postgres', qq(
		BEGIN;
		SET LOCAL hygiene.allow = 'drop_table public.none because unused';
		CREATE TABLE also_keyless (a int, owner int REFERENCES users);
		$drop
		CREATE TABLE after_it (price float8);
		COMMIT;
		CREATE TABLE later (price float8);
		TRUNCATE later),
		'it goes with what was pending: nothing is said any more');

	$busy->query('COMMIT');
	is($busy->query_safe(q(SELECT to_regclass('pending'))), 'pending', 'the busy session commits');
	$idle->query_safe('CREATE TABLE by_idle (price float8)');
	is($idle->query_safe(q(SELECT to_regclass('by_idle'))), 'by_idle', 'the idle session goes on');
	$idle->query_safe('INSERT INTO by_idle VALUES (1)');
	$idle->query_safe('TRUNCATE by_idle');

	# And back again under the same sessions
	silent($node, 'postgres', 'CREATE EXTENSION pg_hygiene', 'it comes back');
	like($idle->query("SELECT count(*) FROM hygiene.findings WHERE rule = 'float_money'"),
		qr/^3$/, 'the idle session asks it again');
	$idle->query_safe('INSERT INTO by_idle VALUES (1)');
	$idle->query('TRUNCATE by_idle');
	is($idle->query('SELECT * FROM by_idle'), '1', 'and is judged again');
	$idle->quit;
	$busy->quit;
}

# Rolled back: it has never gone
warned(
	$node, 'postgres', qq(
	BEGIN; SAVEPOINT s; $drop ROLLBACK TO s; CREATE TABLE keyless_2 (a int); COMMIT),
	'01H21', qr/"public\.keyless_2"/, 'gone and rolled back to a savepoint: judged as ever');

# A change to what is its own
refused(
	$node, 'postgres', 'DROP TABLE hygiene.waiver', '2BP01',
	qr/extension pg_hygiene requires it/, 'its tables cannot be dropped one by one');
silent(
	$node, 'postgres', q(
	ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
	CREATE TABLE not_judged (price float8);),
	'without its event trigger nothing is judged');
sql_is(
	$node, 'postgres',
	q(SELECT item, value, advice FROM hygiene.status() WHERE NOT ok AND item LIKE 'event trigger%'),
	'event trigger on ddl_command_end|disabled|ALTER EVENT TRIGGER hygiene_ddl_end ENABLE;',
	'status() says so, and what to do');
silent($node, 'postgres', 'ALTER EVENT TRIGGER hygiene_ddl_end ENABLE', 'that can be done');
refused($node, 'postgres', 'CREATE TABLE judged (price float8)',
	'PH001', qr/\[float_money\]$/, 'and is judged again');

# ---------------------------------------------------------------------------
# Gone without a trace
# ---------------------------------------------------------------------------

# All rows of this database's catalogs that could be of an extension.  What was
# there before must be there after, and nothing more.
my $catalogs = q{
SET search_path = pg_catalog;
SELECT 'namespace', nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp' ORDER BY 2;
SELECT 'extension', extname FROM pg_extension ORDER BY 2;
SELECT 'event trigger', evtname FROM pg_event_trigger ORDER BY 2;
SELECT 'class', relnamespace::regnamespace, relname FROM pg_class WHERE oid >= 16384 ORDER BY 2, 3;
SELECT 'type', typnamespace::regnamespace, typname FROM pg_type WHERE oid >= 16384 ORDER BY 2, 3;
SELECT 'function', oid::regprocedure FROM pg_proc WHERE oid >= 16384 ORDER BY 2;
SELECT 'depend', count(*) FROM pg_depend WHERE objid >= 16384 OR refobjid >= 16384;
SELECT 'shared depend', count(*) FROM pg_shdepend WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database());
SELECT 'description', count(*) FROM pg_description WHERE objoid >= 16384;
SELECT 'initial privileges', count(*) FROM pg_init_privs WHERE objoid >= 16384;
SELECT 'default privileges', count(*) FROM pg_default_acl;
SELECT 'rewrite, constraint, attrdef, trigger', (SELECT count(*) FROM pg_rewrite WHERE oid >= 16384),
	(SELECT count(*) FROM pg_constraint WHERE oid >= 16384), (SELECT count(*) FROM pg_attrdef), (SELECT count(*) FROM pg_trigger);
SELECT 'statistic', count(*) FROM pg_statistic WHERE starelid >= 16384;
};
my $fill = q(
	CREATE EXTENSION pg_hygiene;
	BEGIN; SET LOCAL hygiene.allow = 'float_money public.kept.price because a test'; ALTER TABLE kept ADD COLUMN price real; COMMIT;
	SELECT hygiene.record_backup('s3://b'), hygiene.waive('float_money', 'public.kept.price', 'x'), hygiene.baseline('all');
	ANALYZE hygiene.journal;
	SET hygiene.mode = off; ALTER TABLE kept DROP COLUMN price; SET hygiene.mode = enforce;);

$node->safe_psql('postgres', 'CREATE ROLE dba SUPERUSER LOGIN; CREATE ROLE heir LOGIN; CREATE DATABASE traceless');
$node->safe_psql('traceless', 'CREATE TABLE kept (id int PRIMARY KEY)');
# A column that comes and goes leaves the kept table as it is, but for its number.
my $before = $node->safe_psql('traceless', $catalogs);

# How it goes, once it was filled; by whom
sub traceless
{
	my ($sql, $name, @as) = @_;

	$node->safe_psql('postgres', 'ALTER ROLE dba SUPERUSER');
	my ($status, undef, $err) = run_sql($node, 'traceless', $fill, extra_params => [ '-U', 'dba' ]);
	is("$status $err", '0 ', "$name: filled");
	$node->safe_psql('postgres', 'ALTER ROLE dba NOSUPERUSER') if @as;
	silent($node, 'traceless', $sql, $name, @as ? (extra_params => [ '-U', @as ]) : ());
	return same_lines($node->safe_psql('traceless', $catalogs), $before, "$name: nothing is left");
}

traceless('DROP EXTENSION pg_hygiene', 'DROP EXTENSION');
traceless('DROP EXTENSION pg_hygiene', 'DROP EXTENSION by an owner who is no superuser', 'dba');
traceless('DROP EXTENSION pg_hygiene; CREATE EXTENSION pg_hygiene; DROP EXTENSION pg_hygiene',
	'gone, back, and gone in one session');
traceless('BEGIN; DROP EXTENSION pg_hygiene; CREATE EXTENSION pg_hygiene; DROP EXTENSION pg_hygiene; COMMIT',
	'gone, back, and gone in one transaction');
traceless(
	q(BEGIN; SAVEPOINT s; DROP EXTENSION pg_hygiene; ROLLBACK TO s; SET LOCAL hygiene.mode = off; DROP EXTENSION pg_hygiene; COMMIT),
	'not gone, then gone, judged by nobody');
traceless('DROP OWNED BY dba', 'DROP OWNED', 'dba');
{
	# A session that has rows of it cached, plans, and a cursor on it
	my $other = session($node, 'traceless', on_error_stop => 0);

	$node->safe_psql('postgres', 'ALTER ROLE dba SUPERUSER');
	$node->safe_psql('traceless', $fill);
	$other->query_safe('PREPARE p AS SELECT count(*) FROM hygiene.findings');
	$other->query_safe('EXECUTE p');
	$other->query_safe(q(SELECT hygiene.check('error')));
	$other->query_safe(q(SET hygiene.allow = 'drop_table public.none because x'));
	silent($node, 'traceless', 'DROP EXTENSION pg_hygiene', 'it goes under prepared statements');
	like($other->query('EXECUTE p') . $other->{stderr}, qr/hygiene/, 'which then find nothing to ask');
	$other->{stderr} = '';
	$other->query('RESET hygiene.allow');
	$other->query_safe('CREATE TABLE free (price float8)');
	$other->query_safe('DROP TABLE free');
	$other->quit;
	same_lines($node->safe_psql('traceless', $catalogs), $before, 'nothing is left of that either');
}

# The schema is the extension's, not to be dropped by itself
silent($node, 'traceless', 'CREATE EXTENSION pg_hygiene', 'it comes again');
refused($node, 'traceless', "DROP SCHEMA hygiene$_",
	'2BP01', qr/extension pg_hygiene requires it/, "DROP SCHEMA hygiene$_ does not take it")
  foreach '', ' CASCADE';
# What somebody else put into it is not taken along unasked
$node->safe_psql('traceless', 'CREATE TABLE hygiene.notes (id int PRIMARY KEY)');
refused($node, 'traceless', 'DROP EXTENSION pg_hygiene',
	'2BP01', qr/other objects depend on it/, 'a table that lies there holds it');
silent($node, 'traceless', 'SET hygiene.mode = off; DROP TABLE hygiene.notes', 'and can be dropped');
silent($node, 'traceless', 'DROP EXTENSION pg_hygiene', 'without it the extension goes');
same_lines($node->safe_psql('traceless', $catalogs), $before, 'and leaves nothing');

# Settings of a database or a role are the server's, and outlive it as mere words.
$node->safe_psql('traceless', q(
	CREATE EXTENSION pg_hygiene;
	ALTER DATABASE traceless SET hygiene.float_money = warning;
	ALTER ROLE dba IN DATABASE traceless SET hygiene.mode = warn;
	ALTER ROLE dba SET hygiene.large_table = '1GB';
	DROP EXTENSION pg_hygiene));
sql_is(
	$node, 'traceless',
	"SELECT current_setting('hygiene.float_money'), current_setting('hygiene.mode'), current_setting('hygiene.large_table')",
	'warning|warn|1GB', 'settings that are left do no harm', extra_params => [ '-U', 'dba' ]);
silent($node, 'traceless',
	'ALTER DATABASE traceless RESET hygiene.float_money; ALTER ROLE dba IN DATABASE traceless RESET ALL; ALTER ROLE dba RESET ALL',
	'and can be reset');
sql_is($node, 'traceless', "SELECT count(*) FROM pg_db_role_setting WHERE array_to_string(setconfig, ',') LIKE '%hygiene.%'",
	'0', 'then none is left');

# ---------------------------------------------------------------------------
# Other extensions
# ---------------------------------------------------------------------------

my $bystanders = 'CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION tablefunc;';

silent($node, 'postgres', $bystanders, 'scripts of other extensions say nothing');
if ($node->safe_psql('postgres',
		q(SELECT count(*) FROM pg_available_extensions WHERE name = 'pgtap')) ne '0')
{
	silent($node, 'postgres', 'CREATE EXTENSION pgtap; DROP EXTENSION pgtap', 'nor does that of pgTAP');
}
sql_is($node, 'postgres', q(SELECT count(*) FROM hygiene.journal WHERE statement LIKE '%hstore%'),
	'0', 'nothing of them is journaled');
silent($node, 'postgres', 'DROP EXTENSION tablefunc', 'an extension that holds no data goes in silence');

$node->safe_psql(
	'postgres', q(
	CREATE TABLE things (id int PRIMARY KEY, labels hstore, name citext);
	INSERT INTO things VALUES (1, 'a=>1', 'x')));
refused($node, 'postgres', 'DROP EXTENSION hstore',
	'2BP01', qr/cannot drop extension hstore because other objects depend on it/,
	'an extension in use is the server\'s to refuse');
my $cascade = 'SET client_min_messages = warning; DROP EXTENSION hstore CASCADE';
($status, undef, $err) = run_sql($node, 'postgres', $cascade);
my @said = diagnostics($err);
is($status, 3, 'CASCADE that takes a column is refused');
like($said[0], qr/^ERROR PH0(41|47) /, 'as what it is') or diag($err);
like($err, qr/column "labels" of table "public\.things"/, 'and the column is named');
sql_is($node, 'postgres', 'SELECT labels FROM things', '"a"=>"1"', 'the column is there');
silent(
	$node, 'postgres',
	"BEGIN; SET LOCAL hygiene.allow = 'drop_column public.things.labels, drop_extension hstore because unread';
	 $cascade; COMMIT",
	'with a reason it goes');
sql_is(
	$node, 'postgres',
	q(SELECT verdict, object FROM hygiene.journal WHERE rule = 'drop_column'),
	'allowed|public.things.labels',
	'and the journal knows');

$node->stop;
done_testing();
