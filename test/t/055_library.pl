#
# 055_library.pl
#	The library called by hand, missing, replaced, and short of memory.
#
# When everything else is broken there is still a way in, and the way is the
# one that README.md describes.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use File::Copy;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('library', extra => ['--no-sync'], conf => "fsync = off\nallow_system_table_mods = on\n");
my $version = int($node->safe_psql('postgres', 'SHOW server_version_num') / 10000);

$node->safe_psql('postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE TABLE orders (id int PRIMARY KEY)));

# ---------------------------------------------------------------------------
# Called by hand, or by other events
# ---------------------------------------------------------------------------

for my $function (qw(hygiene_ddl_start hygiene_ddl_end hygiene_table_rewrite))
{
	refused($node, 'postgres', "SELECT hygiene.$function()",
		'39P03', qr/^function is not called by an event trigger on \w+$/, "$function() called by hand");
}
my @events = qw(ddl_command_start ddl_command_end sql_drop);
for my $event (@events)
{
	for my $function (qw(hygiene_ddl_start hygiene_ddl_end hygiene_table_rewrite))
	{
		my $ddl = $event eq 'sql_drop' ? 'DROP VIEW v' : 'CREATE TABLE t (id int PRIMARY KEY)';
		my $fits = "$function $event" =~ /^hygiene_(ddl_\w+) \1$|^hygiene_ddl_(\w+) ddl_command_\2$/;

		$node->safe_psql('postgres', "SET hygiene.mode = off; CREATE VIEW v AS SELECT 1");
		$node->safe_psql('postgres', "CREATE EVENT TRIGGER mine ON $event EXECUTE FUNCTION hygiene.$function()");
		if ($fits)
		{
			silent($node, 'postgres', "BEGIN; $ddl; ROLLBACK", "$function() a second time on $event");
			refused($node, 'postgres', 'CREATE TABLE t (price float8)',
				'PH001', qr/\[float_money\]$/, "$function() a second time on $event: DDL is judged");
		}
		else
		{
			refused($node, 'postgres', "BEGIN; $ddl; ROLLBACK",
				'39P03', qr/^function is not called by an event trigger on \w+$/, "$function() on $event");
			silent($node, 'postgres', "LOAD 'pg_hygiene'; SET hygiene.mode = off; BEGIN; $ddl; ROLLBACK",
				"$function() on $event, switched off");
		}
		$node->safe_psql('postgres', 'DROP EVENT TRIGGER mine; SET hygiene.mode = off; DROP VIEW v');
	}
}
SKIP:
{
	skip 'there is no event of this name before 17', 2 if $version < 17;
	$node->safe_psql('postgres', 'CREATE DATABASE logins');
	$node->safe_psql('logins', q(
		CREATE EXTENSION pg_hygiene;
		CREATE EVENT TRIGGER mine ON login EXECUTE FUNCTION hygiene.hygiene_ddl_start()));
	my ($status, undef, $err) = run_sql($node, 'logins', 'SELECT 1');
	like($err, qr/function is not called by an event trigger on ddl_command_start/, 'on login: an error, and no crash');
	local $ENV{PGOPTIONS} = '-c event_triggers=off';
	silent($node, 'logins', 'DROP EVENT TRIGGER mine', 'on login: a superuser gets in and mends it');
}

# ---------------------------------------------------------------------------
# Replaced, missing
# ---------------------------------------------------------------------------

# The library under a name of ours, which we may take away.
my ($pkglibdir) = PostgreSQL::Test::Utils::run_command([ 'pg_config', '--pkglibdir' ]);
my $original = "$pkglibdir/pg_hygiene.so";
my $copy = PostgreSQL::Test::Utils::tempdir() . '/pg_hygiene.so';
my $gone = qr/^could not access file "\Q$copy\E": No such file or directory$/;

sub put_library
{
	unlink $copy;
	copy($original, $copy) or die "$original: $!";
	chmod 0755, $copy;
	return;
}

put_library();
$node->safe_psql('postgres', 'CREATE DATABASE missing');
$node->safe_psql('missing', 'CREATE EXTENSION pg_hygiene; CREATE TABLE orders (id int PRIMARY KEY)');
$node->safe_psql('missing', "UPDATE pg_proc SET probin = '$copy' WHERE probin LIKE '%pg_hygiene'");

my $ddl = 'CREATE TABLE t (price float8)';
refused($node, 'missing', $ddl, 'PH001', qr/\[float_money\]$/, 'a copy of the library judges');
{
	my $session = session($node, 'missing', on_error_stop => 0);

	$session->query_safe('CREATE TABLE first (id int PRIMARY KEY)');
	put_library();
	refused($node, 'missing', $ddl, 'PH001', qr/\[float_money\]$/, 'replaced: new sessions judge');
	unlink $copy;
	refused($node, 'missing', $ddl, '58P01', $gone, 'missing: DDL of new sessions is refused');
	$session->query($ddl);
	is($node->safe_psql('missing', q(SELECT to_regclass('t') IS NULL)), 't',
		'missing: sessions that have it go on judging');
	$session->quit;
}
refused($node, 'missing', 'SELECT * FROM hygiene.audit()', '58P01', $gone, 'missing: so are audits');
silent($node, 'missing', 'INSERT INTO orders VALUES (1); TRUNCATE orders; SELECT * FROM hygiene.journal',
	'missing: the rest goes on');
refused($node, 'missing', "SET hygiene.mode = off; $ddl", '58P01', $gone,
	'missing: hygiene.mode is no setting of the server\'s');
refused($node, 'missing', 'DROP EXTENSION pg_hygiene', '58P01', $gone, 'missing: dropping the extension is DDL');
silent($node, 'missing', "SET session_replication_role = replica; $ddl; DROP TABLE t",
	'missing: as a replica DDL goes on');
SKIP:
{
	skip 'there is no such setting before 17', 1 if $version < 17;
	silent($node, 'missing', "SET event_triggers = off; $ddl; DROP TABLE t", 'missing: without event triggers DDL goes on');
}
silent($node, 'missing', qq(
	ALTER EVENT TRIGGER hygiene_ddl_start DISABLE;
	ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
	ALTER EVENT TRIGGER hygiene_table_rewrite DISABLE;
	$ddl; ALTER TABLE t ALTER price TYPE numeric; DROP TABLE t), 'missing: with ours disabled DDL goes on');
put_library();
silent($node, 'missing', q(
	ALTER EVENT TRIGGER hygiene_ddl_start ENABLE;
	ALTER EVENT TRIGGER hygiene_ddl_end ENABLE;
	ALTER EVENT TRIGGER hygiene_table_rewrite ENABLE), 'there again: ours enabled');
refused($node, 'missing', $ddl, 'PH001', qr/\[float_money\]$/, 'there again: DDL is judged');
unlink $copy;
silent($node, 'missing', q(SET session_replication_role = replica; DROP EXTENSION pg_hygiene),
	'missing: as a replica the extension can be dropped');
silent($node, 'missing', "$ddl; DROP TABLE t", 'missing: and is not missed');

# Preloaded
$node->safe_psql('postgres', "ALTER DATABASE missing SET session_preload_libraries = '$copy'");
{
	my ($status, undef, $err) = run_sql($node, 'missing', 'SELECT 1');

	is($status, 2, 'preloaded and missing: no session begins');
	like($err, qr/FATAL:  could not access file "\Q$copy\E"/, 'preloaded and missing: and is told why');
	local $ENV{PGOPTIONS} = '-c session_preload_libraries=';
	silent($node, 'missing', 'ALTER DATABASE missing RESET session_preload_libraries',
		'preloaded and missing: a superuser gets in');
}
silent($node, 'missing', 'SELECT 1', 'preloaded and missing: mended');

# ---------------------------------------------------------------------------
# Short of memory
# ---------------------------------------------------------------------------

my $tables = 2000;
$node->safe_psql('postgres', qq(
	SET hygiene.mode = off;
	DO \$\$ BEGIN
		FOR i IN 1 .. $tables LOOP
			EXECUTE format('CREATE TABLE t%s (id int, price float8, n int, note text)', i);
		END LOOP;
	END \$\$));

sub limit_memory
{
	my ($pid, $bytes) = @_;

	PostgreSQL::Test::Utils::system_or_bail('prlimit', '--pid', $pid,
		'--data=' . (defined $bytes ? $bytes : 'unlimited') . ':');
	return;
}

# Bytes of data that the process has; 0 where that cannot be known.
sub data_size
{
	my ($pid) = @_;

	open my $status, '<', "/proc/$pid/status" or return 0;
	return (join '', <$status>) =~ /^VmData:\s+(\d+) kB/m ? $1 * 1024 : 0;
}

my ($short, $done, $else) = (0, 0, 0);
my $count = q(SELECT count(*) FROM hygiene.audit() WHERE rule = 'float_money');
for my $more (0 .. 11)
{
	my $session = session($node, 'postgres', on_error_stop => 0);
	my $pid = $session->query_safe('SELECT pg_backend_pid()');

	$session->query_safe('CREATE TEMP TABLE got (what text)');
	limit_memory($pid, data_size($pid) + $more * $more * 150 * 1024);
	$session->query("INSERT INTO got $count");
	$session->query(q(INSERT INTO got SELECT verdict || coalesce(rule, '') FROM hygiene.dry_run(
		'CREATE TABLE dry (price float8); DROP TABLE t1') WHERE verdict = 'refused'));
	$session->query('CREATE TABLE wet (price float8)');
	limit_memory($pid, undef);
	my $got = $session->query(q(SELECT string_agg(what, ' ') FROM got));
	$got = '' if !defined $got;
	my $after = $session->query($count);
	my $left = $session->query(q(SELECT count(*) FROM pg_class WHERE relname IN ('wet', 'dry')));

	if ($after ne $tables || $left ne '0' || $got !~ /^(?:$tables)?(?: ?refused\w+)*$/)
	{
		$else++;
		diag("more $more: got '$got', after '$after', left '$left'");
	}
	elsif ($got =~ /^$tables/)
	{
		$done++;
	}
	else
	{
		$short++;
	}
	$session->quit;
}
is($else, 0, 'short of memory: an error or the right answer, and the session goes on');
ok($short > 0 && $done > 0, "short of memory $short times, and $done times not");
my $log = PostgreSQL::Test::Utils::slurp_file($node->logfile);
like($log, qr/ERROR:  out of memory/, 'the error is the server\'s own');
unlike($log, qr/terminated by signal/, 'nothing crashed in all of this');

$node->stop;
done_testing();
