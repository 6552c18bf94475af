#
# 004_crash.pl
#	What was done and what was journaled share one fate.
#
# A backend is killed after its DDL was judged and journaled: before commit, in
# the middle of the command, or with a prepared transaction behind it.  After
# recovery either both are there or neither is.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('crash', conf => "restart_after_crash = on\nmax_prepared_transactions = 5\n");

$node->safe_psql(
	'postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE TABLE orders (id int PRIMARY KEY, legacy text);
	INSERT INTO orders VALUES (1, 'x');
	CREATE TABLE gate (id int PRIMARY KEY);
	-- Comes after our own trigger, by its name: the command has been judged then.
	CREATE FUNCTION wait_at_gate() RETURNS event_trigger LANGUAGE plpgsql AS
	$$ BEGIN
		IF current_setting('crash.wait', true) = 'on' THEN LOCK TABLE gate; END IF;
	END $$;
	CREATE EVENT TRIGGER zz_gate ON ddl_command_end EXECUTE FUNCTION wait_at_gate()));

my $allow = q(SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because moved');

# What is left of the change, and of its journal row.
my $left = q(
	SELECT (SELECT count(*) FROM pg_attribute
			WHERE attrelid = 'orders'::regclass AND attname = 'legacy' AND NOT attisdropped),
		(SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_column'),
		(SELECT count(*) FROM pg_class WHERE relname = 'keyless'),
		(SELECT count(*) FROM hygiene.journal WHERE object = 'public.keyless'));

# Kill a backend as the system would when memory is short; wait for recovery.
sub kill_backend
{
	my ($session, $pid) = @_;
	my $offset = -s $node->logfile;

	kill 'KILL', $pid;
	$node->wait_for_log(qr/database system is ready to accept connections/, $offset);
	wait_until($node, 'SELECT true', 'the server answers again');
	$session->{run}->kill_kill;
	return PostgreSQL::Test::Utils::slurp_file($node->logfile, $offset);
}

# ---------------------------------------------------------------------------
# Between statement and commit
# ---------------------------------------------------------------------------

is($node->safe_psql('postgres', $left), '1|0|0|0', 'before it all');

{
	my $session = session($node, 'postgres');
	my $pid = $session->query_safe('SELECT pg_backend_pid()');

	$session->query_safe('BEGIN');
	$session->query_safe($allow);
	$session->query_safe('ALTER TABLE orders DROP COLUMN legacy');
	$session->query_safe('CREATE TABLE keyless (a int)');
	is($session->query_safe($left), '0|1|1|0',
		'not committed: the session sees its change and its journal row');
	my $log = kill_backend($session, $pid);
	like($log, qr/terminated by signal 9/, 'not committed: the backend was killed');
	is($node->safe_psql('postgres', $left),
		'1|0|0|0', 'not committed: neither change nor journal row is there');
}

# ---------------------------------------------------------------------------
# Inside the command
# ---------------------------------------------------------------------------

{
	my $keeper = session($node, 'postgres');
	my $session = session($node, 'postgres');
	my $pid = $session->query_safe('SELECT pg_backend_pid()');

	$keeper->query_safe('BEGIN');
	$keeper->query_safe('LOCK TABLE gate');
	$session->query_safe("SET crash.wait = 'on'");
	$session->query_safe('BEGIN');
	$session->query_safe($allow);
	$session->query_until(qr/at the gate/,
		"\\echo at the gate\nALTER TABLE orders DROP COLUMN legacy;\n");
	ok( $node->poll_query_until('postgres',
			"SELECT count(*) = 1 FROM pg_stat_activity WHERE pid = $pid AND wait_event_type = 'Lock'"),
		'in the command: it has been judged and waits');
	kill_backend($session, $pid);
	$keeper->{run}->kill_kill;
	is($node->safe_psql('postgres', $left),
		'1|0|0|0', 'in the command: neither change nor journal row is there');
}

# ---------------------------------------------------------------------------
# Committed and prepared
# ---------------------------------------------------------------------------

{
	my $session = session($node, 'postgres');
	my $pid = $session->query_safe('SELECT pg_backend_pid()');

	$node->safe_psql('postgres', 'CREATE TABLE keyless (a int)');
	$node->safe_psql('postgres', qq(
		BEGIN;
		$allow;
		ALTER TABLE orders DROP COLUMN legacy;
		PREPARE TRANSACTION 'dropping'));
	$session->query_safe('BEGIN');
	$session->query_safe('ALTER TABLE keyless ADD b int');
	kill_backend($session, $pid);
	is($node->safe_psql('postgres', $left), '1|0|1|1',
		'committed: change and journal row are there; prepared: neither is');
	$node->safe_psql('postgres', "COMMIT PREPARED 'dropping'");
	is($node->safe_psql('postgres', $left), '0|1|1|1',
		'prepared before the crash, committed after it: both are there');
}

# ---------------------------------------------------------------------------
# The whole server
# ---------------------------------------------------------------------------

{
	my $session = session($node, 'postgres');

	$session->query_safe('BEGIN');
	$session->query_safe('CREATE TABLE more (a int)');
	$session->query_safe(q(SELECT hygiene.waive('missing_primary_key', 'public.more', 'soon gone')));
	$node->stop('immediate');
	$session->{run}->kill_kill;
	$node->start;
	is( $node->safe_psql(
			'postgres',
			q(SELECT to_regclass('more') IS NULL, (SELECT count(*) FROM hygiene.waiver))),
		't|0', 'server stopped at once: neither change nor waiver is there');
}

refused($node, 'postgres', 'ALTER TABLE orders ADD COLUMN price float8',
	'PH001', qr/\[float_money\]$/, 'after all that DDL is judged');
sql_is(
	$node, 'postgres',
	q(SELECT object FROM hygiene.findings
	  WHERE rule IN ('float_money', 'missing_primary_key', 'unindexed_foreign_key')),
	'public.keyless',
	'and audited');

$node->stop;
done_testing();
