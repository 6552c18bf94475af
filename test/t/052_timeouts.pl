#
# 052_timeouts.pl
#	Stopped anywhere, a statement leaves all of its verdict or nothing.
#
# Time limits that run out on the way, cancel requests, terminated sessions,
# locks on the extension's own tables.  After each: what was done is in the
# journal, what is in the journal was done, and the next statement of the same
# session is judged as if nothing had been.
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

my $node = new_server('timeouts', extra => ['--no-sync'],
	conf => "fsync = off\nmax_locks_per_transaction = 256\nhygiene.drop_index = warning\n");
my $version = int($node->safe_psql('postgres', 'SHOW server_version_num') / 10000);
my $keys = 30;

$node->safe_psql('postgres', qq(
	CREATE EXTENSION pg_hygiene;
	CREATE TABLE parent (id int PRIMARY KEY, k int);
	INSERT INTO parent SELECT g, g FROM generate_series(1, 1000) AS g;
	-- A table with $keys foreign keys, all of which are judged at commit
	CREATE FUNCTION make(name text) RETURNS void LANGUAGE plpgsql AS \$\$
	BEGIN
		EXECUTE format('CREATE TABLE %I (id int PRIMARY KEY, legacy text, %s)', name,
			(SELECT string_agg(format('c%s int REFERENCES %I', g, name), ', ') FROM generate_series(1, $keys) AS g));
	END \$\$));

# Whatever was stopped when: each table of that kind has its rows, each row its table.
my $contradictions = qq(
	SELECT count(*) FROM (
		SELECT relname FROM pg_class WHERE relname ~ '^made_' AND relkind = 'r'
		EXCEPT SELECT substr(split_part(object, '.', 2), 1) FROM hygiene.journal
			WHERE rule = 'unindexed_foreign_key' GROUP BY 1 HAVING count(*) = $keys) AS without_rows
	UNION ALL
	SELECT count(*) FROM hygiene.journal AS j WHERE verdict = 'warned' AND rule = 'unindexed_foreign_key'
		AND to_regclass(split_part(object, '.', 2)) IS NULL
		AND NOT EXISTS (SELECT FROM hygiene.journal AS d WHERE d.rule = 'drop_table' AND d.verdict = 'allowed'
			AND d.object = 'public.' || split_part(j.object, '.', 2))
	UNION ALL
	-- Columns that were dropped, by name of their tables
	SELECT count(*) FROM (
		(SELECT 'public.' || relname || '.legacy' FROM pg_class AS c WHERE relname ~ '^(made|kept)_' AND relkind = 'r'
		 AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND attname = 'legacy'))
		EXCEPT ALL SELECT object FROM hygiene.journal WHERE rule = 'drop_column') AS without_row
	UNION ALL
	SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_column' AND EXISTS (
		SELECT FROM pg_attribute WHERE attrelid = to_regclass(substring(object, '^public[.]\\w+'))
			AND attname = 'legacy' AND NOT attisdropped)
	UNION ALL
	SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_index' AND to_regclass(substring(object, '^public[.]\\w+')) IS NOT NULL);
my $none = join "\n", (0) x 5;

my %probes;

# The verdicts of a session, told in this order, that has nothing else to remember.
sub probe
{
	my ($name) = @_;

	return qq(
		\\warn probe $name
		CREATE TABLE probe_$name (price float8);
		CREATE TABLE probe_$name (id int);
		SELECT verdict || ' ' || object FROM hygiene.journal WHERE object LIKE '%probe_$name';
		\\warn end
	);
}

sub probe_is
{
	my ($name, $out, $err, $what) = @_;
	my ($said) = $err =~ /probe $name\n(.*?)^end$/ms;

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my @said = defined $said ? diagnostics($said) : ();
	return @said == 2
	  && $said[0] =~ /^ERROR PH001 .*"public\.probe_$name".*\[float_money\]$/
	  && $said[1] =~ /^WARNING 01H21 .*"public\.probe_$name".*\[missing_primary_key\]$/
	  && $out =~ /^warned public\.probe_$name$/m;
}

# ---------------------------------------------------------------------------
# Limits that run out on the way (statement_timeout ends before the commit does)
# ---------------------------------------------------------------------------

my @limits = (1 .. 30, 35, 40, 50, 70, 100, 1000 * $PostgreSQL::Test::Utils::timeout_default);

# One session for each kind of statement, with all limits one after the other.  On a
# busy machine taking the limit back may need several attempts.
sub sweep
{
	my ($what, $prepare, $statement, $done) = @_;
	my $script = "LOAD 'pg_hygiene'; SET client_min_messages = warning;\n";

	(my $kind = $what) =~ s/\W//g;
	for my $limit (@limits)
	{
		my $name = "${kind}_$limit";

		$script .= qq(
			\\warn case $limit
			\\echo case $limit
			SET client_min_messages = error;\n) . $prepare->($name)
		  . qq(; SET statement_timeout = ${limit};\n) . $statement->($name)
		  . qq(;\n) . "ROLLBACK; SET statement_timeout = 0;\n" x 20 . $done->($name)
		  . qq(; SET client_min_messages = warning;\n) . probe($name);
	}
	my (undef, $out, $err) = run_sql($node, 'postgres', $script, on_error_stop => 0);
	my (undef, @out) = split /^case \d+\n/m, "$out\n";
	my (undef, @err) = split /^case \d+\n/m, "$err\n";
	my ($stopped, $whole, $else, $probed) = (0, 0, 0, 0);

	for my $i (0 .. $#limits)
	{
		my ($told) = $err[$i] =~ /^(.*?)^probe/ms;
		my @said = diagnostics($told || '');
		my @other = grep { !/^ERROR 57014 canceling statement due to statement timeout$/
			  && !/^ERROR 25P02 / && !/^WARNING 25P01 / } @said;

		if (@other || $out[$i] !~ /^done [tf]\|?$/m)
		{
			$else++;
			diag("$what, limit $limits[$i]: $out[$i]\n$told");
		}
		elsif ($out[$i] =~ /^done t/m)
		{
			$whole++;
		}
		else
		{
			$stopped++;
		}
		$probed++ if probe_is("${kind}_$limits[$i]", $out[$i], $err[$i]);
	}
	is($else, 0, "$what: stopped or done, and nothing else");
	ok($whole > 0, "$what: stopped $stopped times, done $whole times");
	is($probed, scalar @limits, "$what: what follows in the session is judged as ever");
	is($node->safe_psql('postgres', $contradictions), $none, "$what: what was done is in the journal, and nothing else");
	return $stopped;
}

my $stopped = 0;
$stopped += sweep('rules at commit', sub { 'SELECT 1 WHERE false' },
	sub { "SELECT make('made_$_[0]')" },
	sub { "SELECT 'done ' || (to_regclass('made_$_[0]') IS NOT NULL)::text::char(1)" });
$stopped += sweep('a dropped column', sub { "SET hygiene.journal = off; SELECT make('kept_$_[0]'); RESET hygiene.journal" },
	sub { "BEGIN; SET LOCAL hygiene.allow = 'drop_column public.kept_$_[0].legacy because of the test'; ALTER TABLE kept_$_[0] DROP COLUMN legacy; COMMIT" },
	sub { "SELECT 'done ' || (count(*) = 0)::text::char(1) FROM pg_attribute WHERE attrelid = 'kept_$_[0]'::regclass AND attname = 'legacy'" });
$stopped += sweep('an index dropped concurrently', sub { my ($n) = $_[0] =~ /(\d+)$/; "CREATE INDEX i_$_[0] ON parent ((k + $n))" },
	sub { "DROP INDEX CONCURRENTLY i_$_[0]" },
	sub { qq(SELECT 'done ' || (to_regclass('i_$_[0]') IS NULL)::text::char(1), CASE WHEN to_regclass('i_$_[0]') IS NULL THEN
		CASE WHEN (SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_index' AND object = 'public.i_$_[0]') <> 1 THEN 'not in the journal' END END)
	});
$stopped += sweep('a rehearsal', sub { 'CREATE TEMP TABLE IF NOT EXISTS rehearsed (n int); TRUNCATE rehearsed' },
	sub { "INSERT INTO rehearsed SELECT count(*) FROM hygiene.dry_run('SELECT make(''made_$_[0]''); COMMIT; CREATE TABLE t (price float8)')" },
	sub { "SELECT 'done ' || (count(*) = 1)::text::char(1) FROM rehearsed; SELECT 'broken' FROM rehearsed WHERE n <> $keys + 1; SELECT 'left' WHERE to_regclass('made_$_[0]') IS NOT NULL" });
$stopped += sweep('an audit', sub { 'CREATE TEMP TABLE IF NOT EXISTS audited (n int); TRUNCATE audited' },
	sub { "INSERT INTO audited SELECT count(*) FROM hygiene.audit()" },
	sub { "SELECT 'done ' || (count(*) = 1)::text::char(1) FROM audited; SELECT 'less' FROM audited WHERE n < $keys" });
cmp_ok($stopped, '>', 5, "$stopped statements were stopped on their way");
is($node->safe_psql('postgres', q(
	SELECT count(*) FROM pg_class AS c LEFT JOIN pg_index AS i ON i.indexrelid = c.oid
	WHERE relname ~ '^i_' AND (indisvalid OR indisvalid IS NULL)
	AND EXISTS (SELECT FROM hygiene.journal WHERE rule = 'drop_index' AND object = 'public.' || relname))), '0',
	'no index that is there is in the journal');

SKIP:
{
	skip 'there is no transaction_timeout before 17', 2 if $version < 17;
	my ($ended, $whole) = (0, 0);

	for my $limit (1 .. 12, 20, 40, 1000 * $PostgreSQL::Test::Utils::timeout_default)
	{
		my ($status, $out, $err) = run_sql($node, 'postgres', qq(
			LOAD 'pg_hygiene'; SET client_min_messages = error;
			SET transaction_timeout = $limit; BEGIN; SELECT make('made_transaction_$limit'); COMMIT));
		$status == 0 ? $whole++ : $ended++;
	}
	ok($whole > 0, "transaction_timeout: $ended sessions ended, $whole done");
	is($node->safe_psql('postgres', $contradictions), $none, 'transaction_timeout: no contradictions');
}

# ---------------------------------------------------------------------------
# Locks on what is ours
# ---------------------------------------------------------------------------

{
	my $keeper = session($node, 'postgres');
	my $timeout = qr/^canceling statement due to lock timeout$/;

	for my $table (qw(journal waiver))
	{
		$keeper->query_safe("BEGIN; LOCK TABLE hygiene.$table");
		refused($node, 'postgres', "LOAD 'pg_hygiene'; SET lock_timeout = 100; SELECT make('made_locked_$table')",
			'55P03', $timeout, "hygiene.$table locked: judged at commit, given up");
		refused($node, 'postgres', q(LOAD 'pg_hygiene'; SET lock_timeout = 100; DROP INDEX CONCURRENTLY parent_k_idx),
			'42704', qr/does not exist/, "hygiene.$table locked: what is not there needs no lock");
		silent($node, 'postgres', "LOAD 'pg_hygiene'; SET lock_timeout = 100; CREATE TABLE free_$table (id int PRIMARY KEY)",
			"hygiene.$table locked: what finds nothing needs no lock") if $table eq 'journal';
		$keeper->query_safe('COMMIT');
	}
	is($node->safe_psql('postgres', $contradictions), $none, 'locked: no contradictions');

	# At commit, by others
	$keeper->query_safe('BEGIN; LOCK TABLE hygiene.journal');
	for my $how (qw(cancel terminate))
	{
		my $waiting = q(FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'COMMIT');
		my ($out, $err) = ('', '');
		my $victim = IPC::Run::start(
			[ 'psql', '-XAtq', '-d', $node->connstr('postgres'),
				'-c', "BEGIN", '-c', "SELECT make('made_at_$how')", '-c', 'COMMIT',
				'-c', q(SELECT 'still here') ],
			'<', \undef, '>', \$out, '2>', \$err);

		ok($node->poll_query_until('postgres', "SELECT count(*) = 1 $waiting"), "$how at commit: it waits");
		$node->safe_psql('postgres', "SELECT pg_${how}_backend(pid) $waiting");
		eval { $victim->finish };
		like($err, $how eq 'cancel' ? qr/ERROR:  canceling statement due to user request/ :
			qr/FATAL:  terminating connection due to administrator command/, "$how at commit: it ends");
		is($out =~ /still here/ ? 1 : 0, $how eq 'cancel' ? 1 : 0, "$how at commit: its session");
	}
	$keeper->query_safe('COMMIT');
	is($node->safe_psql('postgres', $contradictions . q( UNION ALL SELECT count(*) FROM pg_class WHERE relname ~ '^made_at_')),
		"$none\n0", 'stopped at commit: nothing has happened');

	# Given up in the middle: between the transactions of the command
	$node->safe_psql('postgres', 'CREATE INDEX waits ON parent ((k - 1))');
	$keeper->query_safe('BEGIN; SELECT count(*) FROM parent');
	my (undef, $out, $err) = run_sql($node, 'postgres', q(
		LOAD 'pg_hygiene'; SET client_min_messages = error; SET lock_timeout = 100;
		DROP INDEX CONCURRENTLY waits;
		SET client_min_messages = warning;) . probe('concurrent')
		  . q(SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_index' AND object = 'public.waits';
		SELECT indisvalid FROM pg_index WHERE indexrelid = 'waits'::regclass), on_error_stop => 0);
	ok(probe_is('concurrent', $out, $err), 'dropped concurrently, given up: what follows is judged as ever');
	like($out, qr/^0\nf\z/m, 'dropped concurrently, given up: not in the journal, as it is there, invalid');
	$keeper->query_safe('COMMIT');
	$node->safe_psql('postgres', 'SET client_min_messages = error; DROP INDEX CONCURRENTLY waits');
	is($node->safe_psql('postgres', q(SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_index' AND object = 'public.waits')),
		'1', 'dropped concurrently, at last: in the journal');

	# A partition detached in two goes
	$node->safe_psql('postgres', q(
		CREATE TABLE part (id int PRIMARY KEY) PARTITION BY RANGE (id);
		CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (10)));
	$keeper->query_safe('BEGIN; SELECT count(*) FROM part');
	run_sql($node, 'postgres', q(SET lock_timeout = 100; ALTER TABLE part DETACH PARTITION part1 CONCURRENTLY));
	my $detached = q(SELECT count(*) FROM hygiene.journal WHERE rule = 'detach_partition');
	is($node->safe_psql('postgres', $detached), '0', 'detached concurrently, given up: not in the journal');
	$keeper->query_safe('COMMIT');
	warned($node, 'postgres', 'ALTER TABLE part DETACH PARTITION part1 FINALIZE',
		'01H68', qr/\[detach_partition\]$/, 'detached at last: it is told');
	is($node->safe_psql('postgres', $detached), '1', 'detached at last: in the journal');
	$keeper->quit;
}

# ---------------------------------------------------------------------------
# Cancelled, terminated
# ---------------------------------------------------------------------------

srand(4711);
for my $how (qw(cancel terminate))
{
	my $sent = 0;
	my $round = 0;

	for my $session (1 .. ($how eq 'cancel' ? 1 : 6))
	{
		my $script = "LOAD 'pg_hygiene'; SET client_min_messages = fatal; SET application_name = 'victim';\n";
		for my $i (1 .. 40)
		{
			my $name = "made_${how}_${session}_$i";

			$script .= "SELECT make('$name');\n"
			  . "BEGIN; SELECT make('kept_${how}_${session}_$i'); SAVEPOINT s;"
			  . " SET LOCAL hygiene.allow = 'drop_column public.$name.legacy because of the test'; ALTER TABLE $name DROP COLUMN legacy; RELEASE s; COMMIT;\n"
			  . "SELECT count(*) FROM hygiene.dry_run('DROP TABLE $name; CREATE TABLE t (price float8)');\n";
		}
		my ($out, $err) = ('', '');
		my $victim = IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('postgres') ], '<', \$script, '>', \$out, '2>', \$err);
		for (1 .. ($how eq 'cancel' ? 60 : 30))
		{
			usleep(int(rand(15000)));
			$sent++ if $node->safe_psql('postgres', "SELECT count(pg_${how}_backend(pid)) FROM pg_stat_activity WHERE application_name = 'victim' AND state = 'active'");
			last if $how eq 'terminate' && $err =~ /closed the connection/;
			$victim->pump_nb;
			last if !$victim->pumpable;
		}
		eval { $victim->finish };
	}
	wait_until($node, q(SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'victim'), 'the victims have ended');
	# A table that a later drop_column belongs to must be there with all its rows.
	is($node->safe_psql('postgres', $contradictions), $none, "$how: no contradictions");
}
is($node->safe_psql('postgres', q(SELECT count(*) FROM pg_locks WHERE database IS NOT NULL AND pid <> pg_backend_pid() AND relation >= 16384)),
	'0', 'no lock is left');
is($node->safe_psql('postgres', q(SELECT count(*) FROM pg_prepared_xacts)), '0', 'nor a transaction');

my $log = PostgreSQL::Test::Utils::slurp_file($node->logfile);
unlike($log, qr/terminated by signal|leak|PANIC|TRAP/, 'nothing crashed and nothing leaked in all of this');

$node->stop;
done_testing();
