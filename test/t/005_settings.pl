#
# 005_settings.pl
#	Bad values of settings, and who may set what.
#
# A bad value never stops the server and never changes what was in force; it is
# told in the log or to the client.  The levels and the mode are for those who
# may; the word of the author is for everybody.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('settings',
	conf => "shared_preload_libraries = 'pg_hygiene'\nhygiene.drop_view = error\n");

$node->safe_psql(
	'postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE ROLE migrator LOGIN;
	CREATE ROLE keeper LOGIN;
	GRANT CREATE ON SCHEMA public TO migrator, keeper));

# The server reads these lines of configuration.
sub reload_with
{
	my ($lines) = @_;

	open my $file, '>', $node->data_dir . '/more.conf' or die $!;
	print $file $lines;
	close $file;
	$node->reload;
	return;
}

# The same, and this comes to stand in its log.
sub reload_tells
{
	my ($lines, $pattern, $name) = @_;
	my $offset = -s $node->logfile;

	reload_with($lines);
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return ok(eval { $node->wait_for_log($pattern, $offset); 1 }, $name)
	  || diag("not in the log: $pattern\n", PostgreSQL::Test::Utils::slurp_file($node->logfile, $offset));
}

# ---------------------------------------------------------------------------
# postgresql.conf, the library preloaded
# ---------------------------------------------------------------------------

$node->append_conf('postgresql.conf', "include_if_exists = 'more.conf'");
reload_tells("hygiene.mode = warn\nhygiene.not_money_words = 'fee'\n",
	qr/parameter "hygiene\.mode" changed to "warn"/,
	'reload: a good value is taken');
warned($node, 'postgres', 'BEGIN; CREATE TABLE t (id int PRIMARY KEY, price real, fee real); ROLLBACK',
	'01H01', qr/^column "price" .*\[float_money\]$/, 'reload: and is in force');

my %bad = (
	'hygiene.mode = nonsense' => 'mode',
	'hygiene.mode = on' => 'mode',
	'hygiene.float_money = fatal' => 'float_money',
	'hygiene.empty_tables = 7' => 'empty_tables',
	'hygiene.require_backup = perhaps' => 'require_backup',
	q(hygiene.ignore_tables = 'a, "b') => 'ignore_tables',
	q(hygiene.ignore_tables = 'a.b.c') => 'ignore_tables',
	q(hygiene.money_words = 'a,,b') => 'money_words',
	q(hygiene.not_money_words = ',') => 'not_money_words');

foreach my $line (sort keys %bad)
{
	my $name = "hygiene.$bad{$line}";

	reload_tells("$line\nwork_mem = '5MB'\n",
		qr/parameter "\Q$name\E"(?:: "| requires).*contains errors; unaffected changes were applied/s,
		"reload with $line: the log tells");
}
is( $node->safe_psql('postgres', "SELECT current_setting('hygiene.mode')"),
	'enforce',
	'the old value, which is no longer in the file, is gone');

reload_tells("hygiene.mode = warn\n",
	qr/parameter "hygiene\.mode" changed to "warn"/, 'a value in force');
reload_tells("hygiene.mode = 'nonsense'\n",
	qr/invalid value for parameter "hygiene\.mode": "nonsense"/, 'then a bad one');
is($node->safe_psql('postgres', "SELECT current_setting('hygiene.mode')"),
	'warn', 'the value in force stays');
reload_tells("hygiene.alow = 'typo'\n",
	qr/"hygiene\.alow"/, 'an unknown setting is told, too');
reload_tells("hygiene.ignore_tables = '" . ('x' x 100000) . "'\n" . "work_mem = '6MB'\n",
	qr/parameter "work_mem" changed to "6MB"/, 'a list of 100 kB is no harm');

# At start the file is read before the library is there to know its settings.
reload_with("hygiene.mode = nonsense\n");
{
	my $offset = -s $node->logfile;

	$node->restart;
	like(
		PostgreSQL::Test::Utils::slurp_file($node->logfile, $offset),
		qr/WARNING:  invalid value for parameter "hygiene\.mode": "nonsense"/,
		'start with a bad value: the log tells');
	is($node->safe_psql('postgres', "SELECT current_setting('hygiene.mode')"),
		'enforce', 'and the default is in force');
}
unlink $node->data_dir . '/more.conf';
$node->restart;
is($node->safe_psql('postgres', "SELECT current_setting('hygiene.drop_view')"),
	'error', 'a level from postgresql.conf is in force');

# ---------------------------------------------------------------------------
# ALTER SYSTEM, ALTER DATABASE, ALTER ROLE
# ---------------------------------------------------------------------------

foreach my $command ('ALTER SYSTEM', 'ALTER DATABASE postgres', 'ALTER ROLE migrator')
{
	refused($node, 'postgres', "$command SET hygiene.mode = nonsense",
		'22023', qr/^invalid value for parameter "hygiene\.mode": "nonsense"$/,
		"$command: a bad value is refused");
	refused($node, 'postgres', "$command SET hygiene.no_such_rule = off",
		$command eq 'ALTER SYSTEM' && $node->pg_version < 17 ? '42704' : '42602',
		qr/"hygiene\.no_such_rule"/, "$command: so is an unknown rule");
}
silent($node, 'postgres', 'ALTER SYSTEM SET hygiene.drop_view = off', 'ALTER SYSTEM: a good one');
$node->reload;
ok($node->poll_query_until('postgres', q(SELECT current_setting('hygiene.drop_view') = 'off')),
	'ALTER SYSTEM: is in force');
silent($node, 'postgres', 'ALTER SYSTEM RESET ALL', 'ALTER SYSTEM: is taken back');
$node->reload;

silent($node, 'postgres', 'ALTER ROLE migrator SET hygiene.mode = warn',
	'ALTER ROLE: a superuser may');
warned($node, 'postgres', 'BEGIN; CREATE TABLE t (id int PRIMARY KEY, price real); ROLLBACK',
	'01H01', qr/\[float_money\]$/, 'ALTER ROLE: in force for that role',
	extra_params => [ '-U', 'migrator' ]);
refused($node, 'postgres', 'CREATE TABLE t (id int PRIMARY KEY, price real)',
	'PH001', qr/\[float_money\]$/, 'ALTER ROLE: and for no other',
	extra_params => [ '-U', 'keeper' ]);
silent($node, 'postgres', 'ALTER ROLE migrator RESET ALL', 'ALTER ROLE: is taken back');

# ---------------------------------------------------------------------------
# Who may
# ---------------------------------------------------------------------------

my $sin = 'BEGIN; CREATE TABLE t (id int PRIMARY KEY, price real); ROLLBACK;';
my @suset = qw(mode empty_tables require_backup journal ignore_tables money_words
  not_money_words float_money truncate unindexed_foreign_key);

sub rights
{
	my ($how) = @_;
	my @migrator = (extra_params => [ '-U', 'migrator' ]);
	my @keeper = (extra_params => [ '-U', 'keeper' ]);

	refused($node, 'postgres', "LOAD 'pg_hygiene'", '42501', qr/access to library/,
		"$how: a plain role cannot load the library by hand", @migrator)
	  if $how eq 'on demand';
	foreach my $setting (@suset)
	{
		refused($node, 'postgres',
			"CREATE TEMP TABLE load_it (); SET hygiene.$setting = off",
			'42501', qr/^permission denied to set parameter "hygiene\.$setting"$/,
			"$how: a plain role may not set hygiene.$setting", @migrator);
	}
	silent($node, 'postgres',
		q(BEGIN; SET LOCAL hygiene.allow = 'float_money public.t.price because a test';
		  CREATE TABLE t (id int PRIMARY KEY, price real); ROLLBACK),
		"$how: a plain role may set hygiene.allow", @migrator);
	silent($node, 'postgres', "SET hygiene.mode = off; $sin",
		"$how: GRANT SET ON PARAMETER gives the right", @keeper);
	refused($node, 'postgres',
		'CREATE TEMP TABLE load_it (); SET hygiene.float_money = off',
		'42501', qr/^permission denied to set parameter "hygiene\.float_money"$/,
		"$how: to that setting alone", @keeper);
	{
		local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
		silent($node, 'postgres', $sin, "$how: PGOPTIONS of a superuser");
		silent($node, 'postgres', $sin, "$how: PGOPTIONS of a role that may", @keeper);
	}
	{
		local $ENV{PGOPTIONS} = '-c hygiene.mode=warn';
		warned($node, 'postgres', $sin, '01H01', qr/\[float_money\]$/,
			"$how: PGOPTIONS with mode warn");
	}
}

silent($node, 'postgres', 'GRANT SET ON PARAMETER hygiene.mode TO keeper', 'GRANT SET');
rights('preloaded');
{
	# Known at connection: the server refuses or warns, but does not obey.
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
	refused_or_judged('preloaded: PGOPTIONS of a plain role', 'migrator');
}

# Whatever the server says first, nothing passes.
sub refused_or_judged
{
	my ($name, $role) = @_;
	my ($status, undef, $err) =
	  run_sql($node, 'postgres', $sin, extra_params => [ '-U', $role ]);

	ok( $status != 0
		  && $err =~ /\[float_money\]|permission denied to set parameter "hygiene\.mode"/,
		"$name is not obeyed") or diag($err);
}

# Not preloaded: settings are mere placeholders until the first DDL
$node->adjust_conf('postgresql.conf', 'shared_preload_libraries', undef);
$node->restart;
rights('on demand');
{
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off';
	refused_or_judged('on demand: PGOPTIONS of a plain role', 'migrator');
}
foreach my $setting ('mode = off', 'mode = warn', 'float_money = off', "not_money_words = 'price'")
{
	my ($name) = $setting =~ /^(\w+)/;
	my ($status, undef, $err) = run_sql($node, 'postgres', "SET hygiene.$setting; $sin",
		extra_params => [ '-U', 'migrator' ]);
	my @said = diagnostics($err);

	is($status, 3, "on demand: $setting by a plain role as a placeholder is not obeyed");
	is( scalar(@said), 2, "on demand: $setting: two messages") or diag($err);
	like($said[0], qr/^WARNING 42501 permission denied to set parameter "hygiene\.$name"$/,
		"on demand: $setting: which is told");
	like($said[1], qr/^ERROR PH001 /, "on demand: $setting: and the table is judged");
}
{
	my ($status, undef, $err) =
	  run_sql($node, 'postgres', "SET hygiene.mode = nonsense; SET hygiene.alow = 'x'; $sin");
	my @said = diagnostics($err);

	is($status, 3, 'on demand: bad values as placeholders do not switch it off');
	like($said[0], qr/^WARNING 22023 invalid value for parameter "hygiene\.mode": "nonsense"$/,
		'on demand: the bad value is told');
	like($said[1], qr/^WARNING 42602 invalid configuration parameter name "hygiene\.alow", removing it$/,
		'on demand: so is the misspelt name');
	like($said[-1], qr/^ERROR PH001 /, 'on demand: and the table is judged');
}
silent($node, 'postgres', "SET hygiene.mode = off; $sin",
	'on demand: a placeholder of a superuser counts');

# A role's own placeholder, set by itself
{
	my ($status, undef, $err) = run_sql($node, 'postgres',
		'ALTER ROLE migrator SET hygiene.mode = off',
		extra_params => [ '-U', 'migrator' ]);

	refused_or_judged("on demand: a plain role's own ALTER ROLE", 'migrator');
	$node->safe_psql('postgres', 'ALTER ROLE migrator RESET ALL');
}
$node->safe_psql('postgres', "LOAD 'pg_hygiene'; ALTER ROLE migrator SET hygiene.mode = off");
silent($node, 'postgres', $sin, "on demand: a superuser's ALTER ROLE is obeyed",
	extra_params => [ '-U', 'migrator' ]);
$node->safe_psql('postgres', 'ALTER ROLE migrator RESET ALL');

# In the file, not preloaded: each session is told when it loads the library
$node->append_conf('postgresql.conf', "hygiene.mode = 'nonsense'\n");
$node->restart;
{
	my ($status, undef, $err) = run_sql($node, 'postgres', $sin);

	is($status, 3, 'a bad value in the file, not preloaded: the default is in force');
	like($err, qr/WARNING:  22023: invalid value for parameter "hygiene\.mode": "nonsense"/,
		'and the session is told');
}

$node->stop;
done_testing();
