#
# 030_rehearsal.pl
#	Rehearsals of whole histories, and rehearsals that are stopped.
#
# Whatever way a rehearsal ends (to the end, cancelled, its session terminated,
# its locks not to be had), other sessions find the database as it was, and are
# held up no longer than it runs.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('rehearsal', allows_streaming => 1);

$node->safe_psql('postgres', 'CREATE EXTENSION pg_hygiene');
$node->safe_psql('postgres',
	'CREATE TABLE orders (id int PRIMARY KEY, n int); INSERT INTO orders SELECT g, g FROM generate_series(1, 1000) AS g');

# What must be the same before and after.
sub state_of_database
{
	alone($node, 'postgres');
	return $node->safe_psql('postgres', q(
		SELECT (SELECT md5(string_agg(t::text, ' ' ORDER BY t.oid)) FROM
				(SELECT oid, relname, relfilenode, relnatts FROM pg_class) AS t),
			(SELECT md5(string_agg(a::text, ' ')) FROM
				(SELECT attrelid, attnum, attname, atttypid FROM pg_attribute ORDER BY 1, 2) AS a),
			(SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_proc),
			(SELECT sum(n) FROM orders), (SELECT count(*) FROM hygiene.journal),
			(SELECT count(*) FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation WHERE c.oid >= 16384)));
}

# ---- the demo's history, as one text ----

my $demo = "$FindBin::RealBin/../demo";
my $history = slurp_file("$demo/schema.sql") . "\nCOMMIT;\n";
foreach my $file (sort glob("$demo/migrations/*.sql"))
{
	$history .= slurp_file($file) . "\n;COMMIT;\n";
}
my $before = state_of_database();
my $quoted = $history;
$quoted =~ s/'/''/g;
my ($status, $out, $err) =
  run_sql($node, 'postgres', "SET client_min_messages = error; SELECT statement_number, verdict, rule FROM hygiene.dry_run('$quoted')");
is($status, 0, 'the whole history is rehearsed');
foreach my $rule (qw(float_money unindexed_foreign_key missing_primary_key drop_column drop_table rename_table truncate))
{
	like($out, qr/^\d+\|(refused|warned)\|$rule$/m, "the history is told of $rule");
}
like($out, qr/^\d+\|allowed\|drop_table$/m, 'what the history allows is allowed');
is(state_of_database(), $before, 'the history left nothing behind');
($status, $out, $err) =
  run_sql($node, 'postgres', "SET client_min_messages = error; SELECT count(*) > 100, count(*) FILTER (WHERE rewrites <> '[]') > 0 FROM hygiene.trace('$quoted')");
is($out, 't|t', 'the whole history is traced');
is(state_of_database(), $before, 'the trace left nothing behind');

# ---- stopped in the middle ----

my $slow = q(BEGIN; SAVEPOINT a; CREATE TABLE new (id int); DROP TABLE orders; SELECT pg_sleep(600); COMMIT);

sub start_rehearsal
{
	my ($function) = @_;
	my %session = (out => '', err => '');

	$session{handle} = IPC::Run::start(
		[
			'psql', '-XAtq', '-d', $node->connstr('postgres'),
			'-c', "SELECT count(*) FROM hygiene.$function('$slow')", '-c', q(SELECT 'still here')
		],
		'<', \undef, '>', \$session{out}, '2>', \$session{err});
	wait_until($node, q(SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'),
		'the rehearsal has come to its middle');
	return \%session;
}

foreach my $function (qw(dry_run trace))
{
	my $session = start_rehearsal($function);
	my ($reads) = run_sql($node, 'postgres', "SET lock_timeout = '100ms'; SELECT count(*) FROM orders");
	is($reads, 3, "$function holds the locks of what it rehearses");
	$node->safe_psql('postgres', q(SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'));
	$session->{handle}->finish;
	like($session->{err}, qr/canceling statement due to user request/, "$function is cancelled");
	like($session->{out}, qr/^still here$/m, "its session goes on");
	is(state_of_database(), $before, "$function left nothing behind");

	$session = start_rehearsal($function);
	$node->safe_psql('postgres', q(SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'));
	$session->{handle}->finish;
	is(state_of_database(), $before, "$function left nothing behind when its session was ended");
}

# ---- a session goes on after a rehearsal, in the same transaction ----

($status, $out, $err) = run_sql(
	$node, 'postgres', q(
	BEGIN;
	CREATE TABLE mine (id int PRIMARY KEY, order_id int REFERENCES orders);
	SAVEPOINT s;
	SELECT count(*) FROM hygiene.dry_run('SELECT 1; DROP TABLE mine; ALTER TABLE orders ADD COLUMN x int');
	ROLLBACK TO s;
	SELECT count(*) FROM hygiene.dry_run('SELECT 1; DROP TABLE orders CASCADE') WHERE verdict = 'refused';
	COMMIT;
	SELECT rule, object FROM hygiene.journal ORDER BY rule;
	SET hygiene.mode = off; DROP TABLE mine; TRUNCATE hygiene.journal));
is($status, 0, 'a transaction with a rehearsal in its middle commits');
like($err, qr/01H20: foreign key "mine_order_id_fkey"/, 'and is told what it is to be told');
like($out, qr/^unindexed_foreign_key\|public\.mine\.mine_order_id_fkey$/m, 'and it is journaled');

# ---- locks that are not to be had ----

my $blocker = IPC::Run::start(
	[
		'psql', '-XAtq', '-d', $node->connstr('postgres'),
		'-c', 'BEGIN; LOCK TABLE orders IN SHARE MODE; SELECT pg_sleep(600)'
	],
	'<', \undef, '>', \my $blocker_out, '2>', \my $blocker_err);
wait_until($node, q(SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'),
	'the table is locked');
sql_is(
	$node, 'postgres',
	q(SET lock_timeout = '100ms'; SELECT statement_number, verdict, sqlstate FROM hygiene.dry_run('DROP TABLE orders; ALTER TABLE orders ADD COLUMN x int; SELECT count(*) FROM orders')),
	"1|failed|55P03\n2|failed|55P03",
	'a lock that is not to be had fails the statement alone');
$node->safe_psql('postgres', q(SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'));
$blocker->finish;

# ---- on a standby ----

$node->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($node, 'base', has_streaming => 1);
$standby->start;
foreach my $function (qw(dry_run trace))
{
	($status, $out, $err) = run_sql($standby, 'postgres', "SELECT * FROM hygiene.$function('SELECT 1')");
	like($err, qr/25006: cannot execute hygiene\.$function\(\) during recovery/, "$function is refused on a standby");
}
$standby->stop;
$node->stop;

done_testing();
