#
# 050_kill.pl
#	Killed at any point, the server comes back with both or with neither.
#
# Backends killed at random points of DDL, and at chosen ones: in a long build
# of an index, in an audit, a rehearsal, a trace; the postmaster killed and
# stopped at once.  After recovery each change is in the journal, the journal
# has nothing else, and nothing of a rehearsal is there.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $node = new_server('kill', extra => ['--no-sync'], conf => "fsync = off\nrestart_after_crash = on\n");

$node->safe_psql('postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE TABLE orders (id int PRIMARY KEY, legacy text, note text);
	INSERT INTO orders SELECT g, 'x', 'y' FROM generate_series(1, 1000) AS g;
	-- Says that it is under way, and takes its time
	CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.05); RETURN $1; END $$));

# Each table of the loop has its row, each row its table; the same for dropped columns.
my $contradictions = q(
	SELECT count(*) FROM
		(SELECT 'public.' || relname AS object FROM pg_class WHERE relname ~ '^made_') AS c
		FULL JOIN (SELECT object FROM hygiene.journal WHERE rule = 'missing_primary_key' AND object ~ 'made_') AS j USING (object)
	WHERE c IS NULL OR j IS NULL
	UNION ALL
	SELECT count(*) FROM
		(SELECT 'public.' || relname || '.legacy' AS object FROM pg_class AS c WHERE relname ~ '^made_'
		 AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE attrelid = c.oid AND attname = 'legacy')) AS c
		FULL JOIN (SELECT object FROM hygiene.journal WHERE rule = 'drop_column' AND object ~ 'made_') AS j USING (object)
	WHERE c IS NULL OR j IS NULL);
my $rest = q(
	SELECT (SELECT md5(string_agg(t::text, ' ' ORDER BY t.oid)) FROM
			(SELECT oid, relname, relfilenode, relnatts FROM pg_class WHERE relname !~ 'made_') AS t),
		(SELECT count(*) FROM orders), (SELECT count(*) FROM hygiene.journal WHERE object !~ 'made_'),
		(SELECT count(*) FROM pg_locks WHERE relation >= 16384),
		(SELECT count(*) FROM pg_stat_activity WHERE backend_type IN ('client backend', 'background worker')
			AND datname IS NOT NULL AND application_name NOT IN (current_setting('application_name'), 'waiting')));

sub settled
{
	return $node->safe_psql('postgres', $rest);
}

my $before = settled();

sub start_session
{
	my ($script) = @_;
	my $file = PostgreSQL::Test::Utils::tempdir() . '/victim.sql';
	my %session = (out => '', err => '');

	PostgreSQL::Test::Utils::append_to_file($file, "SET application_name = 'victim';\n$script");

	$session{handle} = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-f', $file ],
		'<', \undef, '>', \$session{out}, '2>', \$session{err});
	return \%session;
}

# Wait until the victim is where it should be; its process.
sub victim
{
	my ($where) = @_;
	my $from = "FROM pg_stat_activity WHERE application_name = 'victim'";

	wait_until($node, "SELECT count(*) = 1 $from AND $where", "there is a victim: $where");
	# It need not be exactly there any more.
	return $node->safe_psql('postgres', "SELECT pid $from");
}

# Something is killed or stopped, and comes back.
my %kill = (
	backend => sub {
		my ($pid) = @_;
		my $offset = -s $node->logfile;

		return 0 if !kill 'KILL', $pid;
		$node->wait_for_log(qr/database system is ready to accept connections/, $offset);
		return 1;
	},
	postmaster => sub {
		$node->kill9;
		# The orphans go by themselves; until then the server cannot start.
		for (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
		{
			return 1 if $node->start(fail_ok => 1);
			usleep(100_000);
			$node->stop('fast', fail_ok => 1);
		}
		die 'gave up waiting until the server starts';
	},
	immediate => sub {
		$node->stop('immediate');
		$node->start;
		return 1;
	});

sub kill_and_compare
{
	my ($how, $session, $pid, $what) = @_;

	$kill{$how}->($pid);
	eval { $session->{handle}->kill_kill };
	wait_until($node, 'SELECT true', 'the server answers again');
	is($node->safe_psql('postgres', $rest), $before, "$what, $how killed: the rest is as it was");
	is($node->safe_psql('postgres', $contradictions), "0\n0", "$what, $how killed: no contradictions");
	return;
}

# ---------------------------------------------------------------------------
# At chosen points
# ---------------------------------------------------------------------------

my $allow = "SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because of the test'";
my %points = (
	'in a build of an index' => [
		"BEGIN; $allow; ALTER TABLE orders DROP COLUMN legacy; CREATE INDEX ON orders (slow(id)); COMMIT;",
		q(query ~ 'CREATE INDEX' AND wait_event = 'PgSleep') ],
	'between statement and commit' => [
		"BEGIN; $allow; ALTER TABLE orders DROP COLUMN legacy; CREATE TABLE new (id int); SELECT pg_sleep(600); COMMIT;",
		q(wait_event = 'PgSleep') ],
	'in an audit' => [
		'DO $$ BEGIN FOR i IN 1 .. 100000 LOOP PERFORM count(*) FROM hygiene.audit(); END LOOP; END $$;',
		q(state = 'active' AND query ~ 'audit') ],
	'in a rehearsal' => [
		q(SELECT count(*) FROM hygiene.dry_run('CREATE TABLE new (id int); DROP TABLE orders; COMMIT; CREATE TABLE newer (id int); SELECT pg_sleep(600)');),
		q(wait_event = 'PgSleep') ],
	'in a trace' => [
		q(SELECT count(*) FROM hygiene.trace('CREATE TABLE new (id int); ALTER TABLE orders ALTER id TYPE bigint; SELECT pg_sleep(600)');),
		q(wait_event = 'PgSleep') ]);

for my $what (sort keys %points)
{
	my ($script, $where) = @{ $points{$what} };

	for my $how ('backend', $what eq 'in a rehearsal' ? 'postmaster' : 'immediate')
	{
		my $session = start_session($script);

		kill_and_compare($how, $session, victim($where), $what);
	}
}

# Inside of a command that commits on its way
{
	$node->safe_psql('postgres', 'SET client_min_messages = error; CREATE INDEX orders_note ON orders (note)');
	$before = settled();
	my $keeper = session($node, 'postgres');

	$keeper->query_safe('BEGIN; SELECT count(*) FROM orders');
	my $session = start_session('SET hygiene.drop_index = warning; DROP INDEX CONCURRENTLY orders_note;');
	my $pid = victim(q(wait_event_type = 'Lock'));

	$kill{backend}->($pid);
	eval { $session->{handle}->kill_kill };
	$keeper->{run}->kill_kill;
	wait_until($node, 'SELECT true', 'the server answers again');
	my $state = q(SELECT (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('orders_note')),
		(SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_index'));
	is($node->safe_psql('postgres', $state), 'f|0', 'dropped concurrently, backend killed: invalid, but there, and not in the journal');
	$node->safe_psql('postgres', 'SET client_min_messages = error; SET hygiene.drop_index = warning; DROP INDEX CONCURRENTLY orders_note');
	is($node->safe_psql('postgres', $state), '|1', 'dropped concurrently at last: gone, and in the journal');
	$before = settled();
}

# ---------------------------------------------------------------------------
# At random points
# ---------------------------------------------------------------------------

srand(815);
my $round = 0;
for my $how (qw(backend backend immediate backend postmaster backend))
{
	$round++;
	my $script = "SET client_min_messages = error;\n";
	for my $i (1 .. 2000)
	{
		my $name = "made_${round}_$i";

		$script .= "CREATE TABLE $name (legacy int, n int);\n"
		  . "BEGIN; SET LOCAL hygiene.allow = 'drop_column public.$name.legacy because of the test'; ALTER TABLE $name DROP COLUMN legacy; COMMIT;\n"
		  . "SELECT count(*) FROM hygiene.dry_run('DROP TABLE $name; CREATE TABLE new (id int)');\n";
	}
	my $session = start_session($script);
	my $pid = victim(q(true));

	# However slow the machine is, it is to be in the midst of it.
	wait_until($node, "SELECT to_regclass('made_${round}_5') IS NOT NULL", 'the victim has made tables');
	usleep(int(rand(300_000)));
	kill_and_compare($how, $session, $pid, "DDL, round $round");
}
cmp_ok($node->safe_psql('postgres', q(SELECT count(*) FROM pg_class WHERE relname ~ '^made_')), '>', 20,
	'a good many had been made');

refused($node, 'postgres', 'CREATE TABLE t (price float8)', 'PH001', qr/\[float_money\]$/, 'after all that DDL is judged');
my $log = PostgreSQL::Test::Utils::slurp_file($node->logfile);
unlike($log, qr/terminated by signal (?!9)|PANIC|TRAP/, 'nothing but what was killed ended badly');

$node->stop;
done_testing();
