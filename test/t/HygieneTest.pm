#
# HygieneTest.pm
#	What the scripts here share: servers, and assertions about verdicts.
#
# Every statement goes through psql at VERBOSITY verbose, so that assertions are
# about SQLSTATEs and whole messages.  The contract: an assertion about one
# statement fails if the server says anything besides what is expected.
#
package HygieneTest;

use strict;
use warnings;

use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

$ENV{PGUSER} = 'postgres';

our @EXPORT = qw(new_server few_rules wait_until alone session run_sql refused warned silent sql_is
  same_lines diagnostics);

# A running server of our own; %$opts: conf (lines for postgresql.conf), and what
# PostgreSQL::Test::Cluster's init() takes.
sub new_server
{
	my ($name, %opts) = @_;
	my $conf = delete $opts{conf};
	my @where = $opts{install_path} ? (install_path => delete $opts{install_path}) : ();
	my $node = PostgreSQL::Test::Cluster->new($name, @where);

	# Some scripts name the superuser: the same one, whoever runs them.
	$node->init(%opts, extra => [ '--username=postgres', @{ $opts{extra} // [] } ]);
	# Of the sessions that clients have left, many may still be about to end.
	$node->append_conf('postgresql.conf', "autovacuum = off\nmax_connections = 100\n");
	$node->append_conf('postgresql.conf', $conf) if defined $conf;
	$node->start;
	return $node;
}

# Leaves three rules about the present state on, for scripts whose audits are not
# about the others.  Rules about changes stay as they are.
sub few_rules
{
	my ($node) = @_;

	$node->safe_psql('postgres', 'CREATE DATABASE few_rules');
	$node->safe_psql('few_rules', 'CREATE EXTENSION pg_hygiene');
	my @others = split /\n/, $node->safe_psql(
		'few_rules',
		q(SELECT rule FROM hygiene.rules WHERE kind = 'state' AND rule NOT IN
			('float_money', 'missing_primary_key', 'unindexed_foreign_key')));
	alone($node, 'few_rules');
	$node->safe_psql('postgres', 'DROP DATABASE few_rules');
	$node->append_conf('postgresql.conf', join '', map { "hygiene.$_ = off\n" } @others);
	$node->reload;
	# Sessions that begin now could still be older than the reload.
	wait_until($node, "SELECT current_setting('hygiene.$others[-1]', true) = 'off'",
		'the other rules are switched off');
	return;
}

# Asks until the answer is true; gives up loudly, after PG_TEST_TIMEOUT_DEFAULT, or
# longer where asking itself is slow.
sub wait_until
{
	my ($node, $query, $what) = @_;

	# Who asked last may still be there when who asks next looks around.
	local $ENV{PGAPPNAME} = 'waiting';
	$node->poll_query_until('postgres', $query) or die "gave up waiting until $what";
	return;
}

# Waits until the sessions of a database have ended.  A client that has left, or was
# told to, may be ahead of its server process, which first rolls back, releases its
# locks, and reports what it has counted.
sub alone
{
	my ($node, $database) = @_;

	return wait_until($node,
		"SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = '$database' AND application_name <> 'waiting'",
		"nobody is connected to database $database");
}

# A psql in the background, in which each query has the time that others have for
# a whole script.
sub session
{
	my ($node, $database, %opts) = @_;
	my $session = $node->background_psql($database, %opts);

	$session->set_query_timer_restart;
	return $session;
}

# Runs statements in one session until the first error: status of psql (0 or 3),
# standard output, standard error.
sub run_sql
{
	my ($node, $database, $sql, %opts) = @_;
	my ($out, $err) = ('', '');
	my $status = $node->psql(
		$database, "\\set VERBOSITY verbose\n$sql",
		stdout => \$out,
		stderr => \$err,
		timeout => $PostgreSQL::Test::Utils::timeout_default,
		%opts);

	return ($status, $out, $err);
}

# The messages in psql's standard error: ("ERROR PH001 text", ...).
sub diagnostics
{
	my ($err) = @_;

	return map { "$_->[0] $_->[1] $_->[2]" } messages($err);
}

sub messages
{
	my ($err) = @_;
	my @found;

	push @found, [ $1, $2, $3 ]
	  while $err =~ /^(?:psql:\S*:\d+: )?(ERROR|FATAL|WARNING|NOTICE|INFO):  ([0-9A-Z]{5}): (.*)$/mg;
	return @found;
}

# One message of this severity and SQLSTATE and no other.
sub judge_only
{
	my ($severity, $sqlstate, $pattern, $status, $err, $name) = @_;
	my @said = messages($err);
	my $expected_status = $severity eq 'ERROR' ? 3 : 0;

	local $Test::Builder::Level = $Test::Builder::Level + 2;
	my $fits =
		 $status == $expected_status
	  && @said == 1
	  && $said[0][0] eq $severity
	  && $said[0][1] eq $sqlstate
	  && $said[0][2] =~ $pattern;

	ok($fits, $name)
	  or diag("expected $severity $sqlstate $pattern\npsql's status: $status\n$err");
	return $fits;
}

# The statements end in this error, and nothing else is said.
sub refused
{
	my ($node, $database, $sql, $sqlstate, $pattern, $name, %opts) = @_;
	my ($status, undef, $err) = run_sql($node, $database, $sql, %opts);

	return judge_only('ERROR', $sqlstate, $pattern, $status, $err, $name);
}

# The statements pass with this warning, and nothing else is said.
sub warned
{
	my ($node, $database, $sql, $sqlstate, $pattern, $name, %opts) = @_;
	my ($status, undef, $err) = run_sql($node, $database, $sql, %opts);

	return judge_only('WARNING', $sqlstate, $pattern, $status, $err, $name);
}

# The statements pass, and nothing is said.
sub silent
{
	my ($node, $database, $sql, $name, %opts) = @_;
	my ($status, undef, $err) = run_sql($node, $database, $sql, %opts);

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my $fits = $status == 0 && $err eq '';
	ok($fits, $name) or diag("psql's status: $status\n$err");
	return $fits;
}

# The statements' output, and nothing said beside it.
sub sql_is
{
	my ($node, $database, $sql, $expected, $name, %opts) = @_;
	my ($status, $out, $err) = run_sql($node, $database, $sql, %opts);

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return is($err eq '' ? $out : "status $status: $err", $expected, $name);
}

# Two long outputs are the same; if not, only what differs is shown.
sub same_lines
{
	my ($got, $expected, $name) = @_;
	my (%got, %expected);

	$got{$_}++ foreach split /\n/, $got;
	$expected{$_}++ foreach split /\n/, $expected;

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return ok($got eq $expected, $name)
	  || diag(
		(map { "missing: $_\n" } grep { !$got{$_} } sort keys %expected),
		(map { "more: $_\n" } grep { !$expected{$_} } sort keys %got),
		"or another order or number\n");
}

1;
