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

# Locales, so that databases created alike are alike.
my %utf8 = (extra => [ '--locale=C', '--encoding=UTF8' ]);
my $node = new_server('restore', conf => "wal_level = logical\n", %utf8);
my $dir = $node->basedir;

# ---------------------------------------------------------------------------
# What is dumped
# ---------------------------------------------------------------------------

my $contents = slurp_file("$FindBin::RealBin/legacy_contents.sql");

sub create_utf8
{
	my ($name) = @_;

	$node->safe_psql('postgres',
		"CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
}

create_utf8('legacy');
$node->command_ok([ 'psql', '-X', '-q', '-o', '/dev/null', '-d', $node->connstr('legacy'), '-f', "$FindBin::RealBin/legacy.sql" ],
	'the legacy database is made');
my $want = contents($node, 'legacy');
my $dumped = $node->safe_psql('legacy', 'SELECT now()');
# The journal's rows that the dump brought, apart from those of the restore.
my $journal = qq{
SELECT xid, command_tag, verdict, rule, object, reason, backup, rows, statement FROM hygiene.journal
WHERE at <= '$dumped' ORDER BY at, rule, object};
my $want_journal = $node->safe_psql('legacy', $journal);
like($want, qr/^finding\|float_money\|public\.orders\.price\|t\|legacy, see the plan$/m,
	'a waived finding is among what must survive');
like($want, qr/^finding\|float_money\|public\.cost\.net_price\|f\|/m,
	'so is an open one of a composite type');
like($want, qr/^backup\|s3:\/\/b\/0\|.*\nbackup\|s3:\/\/b\/1\|/m, 'so are the recorded backups');
unlike($want, qr/^finding\|backup_unconfirmed\|/m, 'which confirm that there is one');
like(
	$want_journal,
	qr/\|allowed\|drop_column\|public\.customers\.credit_limit\|nobody reads it\|s3:\/\/b\/1\|/,
	'so is a journal row');

$node->command_ok([ 'pg_dump', '-f', "$dir/plain.sql", 'legacy' ], 'plain dump');
$node->command_ok([ 'pg_dump', '-Fc', '-f', "$dir/custom", 'legacy' ], 'custom dump');
$node->command_ok([ 'pg_dump', '--clean', '--if-exists', '-f', "$dir/clean.sql", 'legacy' ],
	'plain dump that cleans');
$node->command_ok([ 'pg_dump', '-Ft', '-f', "$dir/tar", 'legacy' ], 'tar dump');
$node->command_ok([ 'pg_dump', '-Fd', '-j', '2', '-f', "$dir/directory", 'legacy' ], 'directory dump');
$node->command_ok([ 'pg_dump', '--create', '--enable-row-security', '-f', "$dir/create.sql", 'legacy' ],
	'plain dump that creates its database');
$node->command_ok([ 'pg_dump', '--inserts', '--no-comments', '--no-publications', '-f', "$dir/inserts.sql", 'legacy' ],
	'plain dump of INSERTs');

# Into which server
my $into = $node;

# A program that must succeed and have nothing to say.  Of one that may fail in
# ways of its own ($opts{except}), the rest of what it says.
sub restores
{
	my ($name, $command, %opts) = @_;
	my ($out, $errors);

	# the programs' own names, not that of this script
	delete local $ENV{PGAPPNAME};
	local $ENV{PGAPPNAME} = $opts{as} if $opts{as};
	local $ENV{PGHOST} = $into->host;
	local $ENV{PGPORT} = $into->port;
	my $rc = IPC::Run::run($command, '>', \$out, '2>', \$errors) || $opts{except};
	$errors = join '', grep { !/$opts{except}/ } $errors =~ /^.+\n/mg if $opts{except};
	# told where it is known by its settings; pg_restore shows no warnings
	is($errors =~ s/^.*WARNING:  this session looks like the restore of a dump.*\nHINT:.*\n//mg,
		1, "$name is told once")
	  if $opts{as} && $command->[0] eq 'psql';
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return ok($rc && $errors eq '', "$name says nothing and succeeds")
	  || diag("$name\n$errors");
}

# What --clean cannot do of itself: keys of partitions.
my $uncleanly = qr/cannot drop inherited constraint|^Command was: ALTER TABLE .* DROP CONSTRAINT|^pg_restore: (from TOC entry|while |warning: errors ignored)|^$/;

# What there is to compare, once the sessions that wrote it have reported what
# they counted: an audit tells of statistics that are older than the rows.
sub contents
{
	my ($server, $database) = @_;

	alone($server, $database);
	return $server->safe_psql($database, $contents);
}

# Is this database what was dumped?
sub is_legacy
{
	my ($database, $how) = @_;

	same_lines(contents($into, $database), $want, "$how: all is there, waivers work");
	same_lines($into->safe_psql($database, $journal), $want_journal, "$how: the journal is there");
	isnt(
		$into->safe_psql(
			$database, q(SELECT count(*) FROM hygiene.journal
				WHERE verdict = 'recorded' AND reason = 'a dump was being restored'
					)),
		'0',
		"$how: what was let through is recorded");
	refused(
		$into, $database, 'ALTER TABLE orders ADD COLUMN net_price real',
		'PH001', qr/"net_price" of table "public\.orders"/,
		"$how: afterwards DDL is judged");
}

# Passes where a recent backup is recorded.
my $lose = q(
	SET LOCAL hygiene.require_backup = on;
	SET LOCAL hygiene.allow = 'drop_column public.customers.name because a test';
	ALTER TABLE customers DROP COLUMN name;);

my @psql = ('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null');
my @restore = ('pg_restore', '-e');

# ---------------------------------------------------------------------------
# Into an empty database
# ---------------------------------------------------------------------------

refused(
	$node, 'legacy',
	"BEGIN; DELETE FROM hygiene.backup; $lose",
	'PH071', qr/\[irreversible_without_backup\]$/,
	'a loss without a recorded backup is refused');

create_utf8('by_psql');
restores('psql -f', [ @psql, '-d', 'by_psql', '-f', "$dir/plain.sql" ]);
is_legacy('by_psql', 'psql -f');
silent($node, 'by_psql', "BEGIN; $lose ROLLBACK", 'psql -f: a recorded backup is fallen back on');
is( $node->safe_psql(
		'by_psql',
		q(SELECT verdict, count(*) FROM hygiene.journal WHERE rule = 'float_money'
			AND object = 'public.orders.price' GROUP BY 1)),
	'recorded|1',
	'psql -f: the waived column came before its waiver, and is recorded');

create_utf8('by_psql_1');
restores('psql -1 -f', [ @psql, '-1', '-d', 'by_psql_1', '-f', "$dir/plain.sql" ]);
is_legacy('by_psql_1', 'psql -1 -f');

create_utf8('by_restore');
restores('pg_restore', [ @restore, '-d', 'by_restore', "$dir/custom" ]);
is_legacy('by_restore', 'pg_restore');

create_utf8('by_restore_1');
restores('pg_restore -1', [ 'pg_restore', '-1', '-d', 'by_restore_1', "$dir/custom" ]);
is_legacy('by_restore_1', 'pg_restore -1');

create_utf8('by_jobs');
restores('pg_restore -j 2', [ @restore, '-j', '2', '-d', 'by_jobs', "$dir/custom" ]);
is_legacy('by_jobs', 'pg_restore -j 2');

create_utf8('by_section');
restores("pg_restore --section=$_", [ @restore, "--section=$_", '-d', 'by_section',
	"$dir/custom" ])
  foreach ('pre-data', 'data', 'post-data');
is_legacy('by_section', 'pg_restore by sections');

create_utf8('schema_only');
restores('pg_restore --schema-only', [ @restore, '--schema-only', '-d', 'schema_only',
	"$dir/custom" ]);
is( $node->safe_psql('schema_only', 'SELECT count(*) FROM hygiene.waiver'),
	'0', 'schema only: no waivers, they are data');
is( $node->safe_psql(
		'schema_only', q(SELECT rule, object FROM hygiene.findings WHERE rule = 'backup_unconfirmed')),
	'backup_unconfirmed|this database',
	'schema only: no backups either');
restores('pg_restore --data-only', [ @restore, '--data-only', '--disable-triggers',
	'-d', 'schema_only', "$dir/custom" ]);
$node->safe_psql('schema_only', 'REFRESH MATERIALIZED VIEW sums');
silent($node, 'schema_only', "BEGIN; $lose ROLLBACK", 'schema, then data: a recorded backup is fallen back on');
# --disable-triggers enables them all afterwards
(my $enabled = $want) =~ s/^finding\|trigger_disabled.*\n//mg;
(my $got = contents($node, 'schema_only')) =~ s/^finding\|trigger_disabled.*\n//mg;
same_lines($got, $enabled, 'schema, then data: all is there');

# ---------------------------------------------------------------------------
# Onto what is there
# ---------------------------------------------------------------------------

restores('psql of a dump that cleans', [ @psql, '-v', 'ON_ERROR_STOP=0', '-d', 'by_psql', '-f', "$dir/clean.sql" ],
	except => $uncleanly);
is_legacy('by_psql', 'psql of a dump that cleans');
restores('pg_restore --clean', [ 'pg_restore', '--clean', '--if-exists', '-d', 'by_restore',
	"$dir/custom" ], except => $uncleanly);
is_legacy('by_restore', 'pg_restore --clean');

# The library preloaded: the hooks are there before the extension is.
create_utf8('by_preload');
$node->safe_psql('postgres',
	q(ALTER DATABASE by_preload SET session_preload_libraries = 'pg_hygiene'));
restores('pg_restore, preloaded', [ @restore, '-d', 'by_preload', "$dir/custom" ]);
is_legacy('by_preload', 'pg_restore, preloaded');
restores('pg_restore --clean, preloaded', [ 'pg_restore', '--clean', '--if-exists', '-d',
	'by_preload', "$dir/custom" ], except => $uncleanly);
is_legacy('by_preload', 'pg_restore --clean, preloaded');

# ---------------------------------------------------------------------------
# Under another name; switched off
# ---------------------------------------------------------------------------

create_utf8('renamed');
restores('pg_restore under another name', [ @restore, '-d', 'renamed', "$dir/custom" ], as => 'nightly');
is_legacy('renamed', 'pg_restore under another name');
create_utf8('by_tool');
restores('a plain dump run by another program', [ @psql, '-d', 'by_tool', '-f', "$dir/inserts.sql" ], as => 'a GUI');
is( $node->safe_psql('by_tool', q(SELECT count(*), min(reason) FROM hygiene.journal
		WHERE rule = 'float_money' AND object = 'public.orders.price' AND application_name = 'a GUI')),
	'1|a dump was being restored', 'and what it let through is recorded');
create_utf8('switched_off');
{
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
	restores('pg_restore with hygiene.mode off', [ @restore, '-d', 'switched_off', "$dir/custom" ]);
}
same_lines(contents($node, 'switched_off'), $want, 'mode off: all is there, waivers work');
is($node->safe_psql('switched_off', 'SELECT count(*) FROM hygiene.journal'),
	$node->safe_psql('legacy', 'SELECT count(*) FROM hygiene.journal'),
	'mode off: nothing is added to the journal');

# ---------------------------------------------------------------------------
# Into a server that refuses whatever there is to refuse
# ---------------------------------------------------------------------------

my $strict = new_server('strict', %utf8, conf => "wal_level = logical\nshared_preload_libraries = 'pg_hygiene'\n");
$strict->safe_psql('template1', 'CREATE EXTENSION pg_hygiene');
$strict->append_conf('postgresql.conf', join '', map { "$_\n" } 'hygiene.mode = enforce',
	'hygiene.require_backup = on', 'hygiene.empty_tables = enforce', 'hygiene.large_table = 0',
	split /\n/, $strict->safe_psql('template1',
		q(SELECT format('hygiene.%s = error', rule) FROM hygiene.rules WHERE kind = 'change' OR level <> 'off')));
$strict->restart;
$into = $strict;
is($strict->safe_psql('template1', q(SELECT count(*) FROM hygiene.rules WHERE level <> 'error')),
	$node->safe_psql('legacy', q(SELECT count(*) FROM hygiene.rules WHERE kind = 'state' AND level = 'off')),
	'all rules are at level error there');

# The database's own settings, and the role's in it
my $settings = q(
	SELECT setrole::regrole, unnest(setconfig) FROM pg_db_role_setting AS s
	LEFT JOIN pg_database AS d ON d.oid = s.setdatabase
	WHERE datname = 'legacy' OR setdatabase = 0 ORDER BY 1, 2);
my $want_settings = $node->safe_psql('legacy', $settings);
is( $want_settings, "-|hygiene.missing_primary_key=warning\ncarter|hygiene.large_table=1GB\ncarter|hygiene.mode=warn",
	'settings that belong to the database');

sub drop_legacy
{
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
	alone($strict, 'legacy');
	$strict->safe_psql('postgres', 'DROP DATABASE IF EXISTS legacy; DROP ROLE IF EXISTS carter');
}

$node->command_ok([ 'pg_dumpall', '--clean', '--if-exists', '-f', "$dir/all.sql" ], 'pg_dumpall');
# The other databases of the source are copies of this one.
{
	my $all = slurp_file("$dir/all.sql");
	my @parts = split /^(?=-- Database "(?:\w+)" dump$)/m, $all;
	append_to_file("$dir/cluster.sql", join '', $parts[0], grep { /^-- Database "legacy" dump/ } @parts);
}
my $already = qr/NOTICE:|role "\w+" already exists|current user cannot be dropped|$uncleanly/;
restores('psql of pg_dumpall', [ @psql, '-v', 'ON_ERROR_STOP=0', '-d', 'postgres', '-f', "$dir/cluster.sql" ],
	except => $already);
same_lines(contents($strict, 'legacy'), $want, 'psql of pg_dumpall: all is there');
is($strict->safe_psql('legacy', $settings), $want_settings, 'psql of pg_dumpall: settings too');
restores('the same onto what it made', [ @psql, '-v', 'ON_ERROR_STOP=0', '-d', 'postgres', '-f', "$dir/cluster.sql" ],
	except => $already);
same_lines(contents($strict, 'legacy'), $want, 'the same onto what it made: all is there');

drop_legacy();
$strict->safe_psql('postgres', 'CREATE ROLE carter LOGIN');
restores('psql of a dump that creates its database', [ @psql, '-d', 'postgres', '-f', "$dir/create.sql" ]);
same_lines(contents($strict, 'legacy'), $want, 'psql of --create: all is there');
alone($strict, 'legacy');
restores('pg_restore --create --clean', [ 'pg_restore', '-C', '--clean', '--if-exists', '-j', '2', '-d', 'postgres', "$dir/directory" ],
	except => $uncleanly);
same_lines(contents($strict, 'legacy'), $want, 'pg_restore --create --clean -j: all is there');
is( $strict->safe_psql('legacy', $settings) =~ s/^carter\|hygiene.mode=warn\n?//mr =~ s/\n$//r,
	$want_settings =~ s/\ncarter\|hygiene.mode=warn//r, 'pg_restore --create: settings of the database too');

# In databases made from a template that has the extension already
$strict->safe_psql('postgres', "CREATE DATABASE by_$_") foreach qw(tar role one directory);
restores('pg_restore of a tar file', [ @restore, '-d', 'by_tar', "$dir/tar" ]);
is_strict('by_tar');
restores('pg_restore taking on each owner', [ @restore, '--use-set-session-authorization', '-d', 'by_role', "$dir/custom" ]);
is_strict('by_role');
restores('pg_restore in one transaction', [ @restore, '-1', '-d', 'by_one', "$dir/custom" ], as => 'nightly');
is_strict('by_one');
restores('pg_restore -j of a directory', [ @restore, '-j', '3', '-d', 'by_directory', "$dir/directory" ], as => 'nightly');
is_strict('by_directory');

sub is_strict
{
	my ($database) = @_;

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	same_lines(contents($strict, $database), $want, "$database: all is there");
	same_lines($strict->safe_psql($database, $journal), $want_journal, "$database: the journal is there");
}

# ---------------------------------------------------------------------------
# By an ordinary role that owns its database
# ---------------------------------------------------------------------------

$node->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE DATABASE owned OWNER owner');
$node->safe_psql('owned', 'CREATE EXTENSION pg_hygiene');
$node->safe_psql('owned', q(
	SET hygiene.mode = off;
	SET SESSION AUTHORIZATION owner;
	CREATE TABLE invoices (id int PRIMARY KEY, price float8);
	CREATE TABLE keyless (body text);
	INSERT INTO invoices VALUES (1, 2.5)));
$node->command_ok([ 'pg_dump', '-U', 'owner', '-Fc', '-f', "$dir/owned", $node->connstr('owned') ],
	'the owner of a database can dump it, journal and all');
$strict->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE DATABASE owned OWNER owner');
{
	my ($out, $errors);
	my @by_owner = ('pg_restore', '-U', 'owner', '-h', $strict->host, '-p', $strict->port, '--no-comments', '-N', 'hygiene', '-d', 'owned', "$dir/owned");

	local $ENV{PGAPPNAME} = 'nightly';
	ok(IPC::Run::run([ @by_owner, '-e' ], '>', \$out, '2>', \$errors), 'the owner can restore it')
	  or diag($errors);
	is( $strict->safe_psql('owned', q(SELECT verdict, reason FROM hygiene.journal WHERE rule = 'float_money')),
		'warned|a dump was being restored', 'the journal knows');
	is($strict->safe_psql('owned', 'SELECT * FROM invoices'), '1|2.5', 'the rows are there');
	ok(!IPC::Run::run([ @by_owner, '-e', '--clean' ], '>', \$out, '2>', \$errors),
		'but not drop what holds rows without a word');
	like($errors, qr/ERROR:  .*"public\.\w+".*\[drop_\w+\]/, 'which is said');
	is($strict->safe_psql('owned', 'SELECT * FROM invoices'), '1|2.5', 'the rows are still there');
}

# ---------------------------------------------------------------------------
# What is no restore
# ---------------------------------------------------------------------------

$into = $node;
my $signature = q{
SET check_function_bodies = off;
SET row_security = off;
SELECT pg_catalog.set_config('search_path', '', false) = '';
SET client_min_messages = warning;
};
# All that a dump sets at its head
my $head = join '', slurp_file("$dir/plain.sql") =~ /^(SET .*;\n|SELECT pg_catalog\.set_config.*;\n)/mg;
$head =~ s/SET default_(tablespace|table_access_method).*\n//g;
my $sin = 'CREATE TABLE public.sins (id int PRIMARY KEY, price float8);';
my $float = qr/"price" of table "public\.sins".*\[float_money\]/;
my $psql_name = "SET application_name = 'psql';";
my $other_name = "SET application_name = 'Flyway';";

$node->safe_psql('legacy', q(
	CREATE ROLE migrator LOGIN;
	GRANT ALL ON SCHEMA public TO migrator;
	CREATE ROLE restorer LOGIN;
	GRANT ALL ON SCHEMA public TO restorer));
$node->safe_psql('legacy', q(LOAD 'pg_hygiene'; GRANT SET ON PARAMETER hygiene.mode TO restorer));

silent($node, 'legacy', "$psql_name $signature $sin DROP TABLE public.sins;",
	'the signature by a superuser in psql is a restore');
silent($node, 'legacy', "$psql_name $signature $sin DROP TABLE public.sins;",
	'so it is by a role that may turn hygiene off',
	extra_params => [ '-U', 'restorer' ]);
warned($node, 'legacy', "$psql_name $signature BEGIN; $sin ROLLBACK;",
	'01H01', $float, 'a role that may not is told',
	extra_params => [ '-U', 'migrator' ]);
warned($node, 'legacy', "$psql_name $signature SET ROLE migrator; BEGIN; $sin ROLLBACK;",
	'01H01', $float, 'what counts is the role in force');
refused(
	$node, 'legacy',
	"$psql_name CREATE TABLE public.lost (id int PRIMARY KEY); INSERT INTO public.lost VALUES (1); $signature DROP TABLE public.lost",
	'PH040', qr/\[drop_table\]$/, 'and loses nothing without a word',
	extra_params => [ '-U', 'migrator' ]);
$node->safe_psql('legacy', 'SET hygiene.mode = off; DROP TABLE lost');

refused($node, 'legacy', "$psql_name $sin", 'PH001', $float, 'psql alone is no restore');
refused($node, 'legacy', "$other_name $signature $sin",
	'PH001', $float, 'nor are some of the settings under another name');
warned($node, 'legacy', "$other_name $head BEGIN; $sin ROLLBACK; BEGIN; $sin ROLLBACK;",
	'01000', qr/^this session looks like the restore of a dump/, 'all of them are, which is told once');
foreach my $line ($head =~ /^(.+)$/mg)
{
	my ($name) = $line =~ /(?:SET |set_config\(')(\w+)/;

	next if $name eq 'transaction_timeout';    # of 17 and later only
	refused($node, 'legacy', "$other_name $head RESET $name; $sin",
		'PH001', $float, "nor are they without $name");
}

foreach my $part ('check_function_bodies', 'row_security', 'search_path')
{
	refused($node, 'legacy', "$psql_name $signature RESET $part; $sin",
		'PH001', $float, "nor is the signature without $part");
}

# What comes in no dump is judged as ever.
refused($node, 'legacy', "$psql_name $signature $_->[0]", $_->[1], qr/\[$_->[2]\]$/, "no dump does that: $_->[2]")
  foreach
  [ 'ALTER TABLE public.orders DROP COLUMN price CASCADE', 'PH041', 'drop_column' ],
  [ 'ALTER TABLE public.orders ALTER fee TYPE int USING 1', 'PH052', 'lossy_type_change' ],
  [ 'ALTER TABLE public.orders RENAME TO order_list', 'PH053', 'rename_table' ],
  [ q(LOAD 'pg_hygiene'; TRUNCATE public.orders CASCADE), 'PH049', 'truncate' ];

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

$strict->stop;
$node->stop;
done_testing();
