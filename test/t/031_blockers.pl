#
# 031_blockers.pl
#	Who is in the way of a lock is told before it is waited for.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('blockers');

$node->safe_psql(
	'postgres', q(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = off;
	CREATE TABLE big (id int PRIMARY KEY, n int);
	INSERT INTO big SELECT g, g FROM generate_series(1, 5000) g;
	CREATE TABLE small (id int PRIMARY KEY);
	CREATE ROLE outsider;
	ALTER TABLE small OWNER TO outsider;
	CREATE TABLE theirs AS SELECT * FROM big;
	ALTER TABLE theirs OWNER TO outsider;));

my $alter = q(SET hygiene.large_table = '64kB'; SET lock_timeout = '100ms'; SET hygiene.missing_lock_timeout = warning;);

# What is said up to where it waits for a lock, and when it is then cancelled.
sub said_waiting
{
	my ($sql) = @_;
	my $waiter = q(FROM pg_stat_activity WHERE application_name = 'waiter' AND wait_event_type = 'Lock');
	my ($out, $err) = ('', '');
	my $session = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose',
			'-c', "SET application_name = 'waiter'", map { ('-c', $_) } split /;\s*/, $sql ],
		'<', \undef, '>', \$out, '2>', \$err);

	wait_until($node, "SELECT count(*) = 1 $waiter", 'it waits for the lock');
	$node->safe_psql('postgres', "SELECT pg_cancel_backend(pid) $waiter");
	$session->finish;
	like($err, qr/canceling statement due to user request/, 'it waits until it is cancelled');
	return $err;
}

my $reader = session($node, 'postgres');
$reader->query_safe('BEGIN');
$reader->query_safe('SELECT count(*) FROM big, theirs, small WHERE big.id = 1 AND theirs.id = 1');
my $pid = $reader->query_safe('SELECT pg_backend_pid()');

# A bounded wait is what the rule asks for: nothing to tell.
my ($status, $out, $err) = run_sql($node, 'postgres', "$alter ALTER TABLE big ADD COLUMN a int;");
like($err, qr/canceling statement due to lock timeout/, 'the reader is in the way');
unlike($err, qr/missing_lock_timeout/, 'a wait that is bounded is nobody\'s business');

# Unbounded, the word comes before the wait, and names who is waited for.
$alter =~ s/'100ms'/'1h'/;
$err = said_waiting("$alter ALTER TABLE big ADD COLUMN a int");
like($err, qr/WARNING:.*table "public\.big" .*is about to be locked in mode ACCESS EXCLUSIVE with a lock_timeout of 3600 s; set lock_timeout first \[missing_lock_timeout\]/,
	'the word comes before the wait');
like($err, qr/In the way right now: process $pid \(.*, \d+ s in its transaction\)\./,
	'and says who is in the way, and for how long');
like($err, qr/missing_lock_timeout\].*canceling statement/s, 'then it waits');

# A small table is over before anybody notices.
$err = said_waiting("$alter ALTER TABLE small ADD COLUMN a int");
unlike($err, qr/missing_lock_timeout/, 'not so for a small table');

# How long a session of another role is in its transaction is not everybody's to know.
$err = said_waiting("$alter SET ROLE outsider; ALTER TABLE theirs ADD COLUMN a int");
like($err, qr/In the way right now: process $pid/, 'an unprivileged role is told who is in the way');
unlike($err, qr/in its transaction/, 'but no times of sessions of others');

$reader->query_safe('COMMIT');
$reader->quit;
($status, $out, $err) = run_sql($node, 'postgres', "$alter ALTER TABLE big ADD COLUMN a int;");
unlike($err, qr/In the way/, 'nobody is in the way any more');
is($status, 0, 'and the change goes through');

$node->stop;
done_testing();
