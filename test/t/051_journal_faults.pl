#
# 051_journal_faults.pl
#	Nothing is committed without its journal row, and a way out is always left.
#
# The journal is gone, changed, damaged or has no room: what would have to be
# recorded is refused, what would not goes on, and with hygiene.journal = off
# (or hygiene.mode = off) everything does.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# Small segments of WAL, so that a limit on the size of files is one for tables alone.
my $node = new_server('journal', extra => [ '--no-sync', '--wal-segsize=1' ],
	conf => "fsync = off\nrestart_after_crash = on\nmax_prepared_transactions = 2\n");

$node->safe_psql('postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE TABLE orders (id int PRIMARY KEY, legacy text);
	INSERT INTO orders VALUES (1, 'x');
	CREATE TABLE parent (id int PRIMARY KEY, k int);
	CREATE INDEX parent_k ON parent (k);
	CREATE ROLE author;
	GRANT ALL ON SCHEMA public TO author;
	ALTER TABLE orders OWNER TO author));
alone($node, 'postgres');
$node->safe_psql('postgres', 'CREATE DATABASE whole TEMPLATE postgres');

my $drop = q(BEGIN; SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because moved';
	ALTER TABLE orders DROP COLUMN legacy; COMMIT);
my $row = q((SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_column'));
my $column = q((SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.orders'::regclass AND attname = 'legacy' AND NOT attisdropped));

# A database of its own for each fault; the statements that make it.
sub with_fault
{
	my ($what, $fault, %expected) = @_;
	my $database = $node->safe_psql('postgres', 'SELECT count(*) FROM pg_database');
	$database = "fault_$database";
	$node->safe_psql('postgres', "CREATE DATABASE $database TEMPLATE whole");
	$node->safe_psql($database, "SET hygiene.mode = off; $fault");

	if (exists $expected{recorded})
	{
		silent($node, $database, $drop, "$what: DDL goes on");
		is($node->safe_psql($database, "SELECT $column || ' ' || $row"), '0 1', "$what: and is recorded");
		return $database;
	}
	refused($node, $database, $drop, $expected{sqlstate}, $expected{message}, "$what: DDL is refused");
	refused($node, $database, 'CREATE TABLE keyless (a int)',
		$expected{sqlstate}, $expected{message}, "$what: DDL is refused at commit")
	  unless $expected{planned};
	is($node->safe_psql($database, qq(SELECT $column, to_regclass('keyless') IS NULL)),
		'1|t', "$what: nothing has happened");
	silent($node, $database, 'CREATE TABLE keyed (a int PRIMARY KEY); ALTER TABLE keyed ADD b text',
		"$what: what needs no record goes on") unless $expected{planned};
	sql_is($node, $database, q(SELECT value, ok FROM hygiene.status() WHERE item = 'journal'),
		$expected{status}, "$what: status() knows") if $expected{status};
	silent($node, $database, 'SET hygiene.journal = off;' . $drop, "$what: without a record it goes on");
	is($node->safe_psql($database, qq(SELECT $column)), '0', "$what: and has happened");
	return $database;
}

# ---- gone, changed ----

my @unusable = (sqlstate => '55000', status => 'unusable|f');
my $cannot = qr/^what is allowed or warned about cannot be recorded in table hygiene\.journal: /;
my $database;

$database = with_fault('gone', 'ALTER EXTENSION pg_hygiene DROP TABLE hygiene.journal; DROP TABLE hygiene.journal',
	@unusable, message => qr/$cannot.*it is gone, or not the extension's any more$/);
silent($node, $database, 'SET hygiene.mode = off; DROP EXTENSION pg_hygiene; CREATE EXTENSION pg_hygiene',
	'gone: made anew');
with_fault('not the extension\'s', 'ALTER EXTENSION pg_hygiene DROP TABLE hygiene.journal',
	@unusable, message => qr/$cannot.*it is gone, or not/);
with_fault('renamed', 'ALTER TABLE hygiene.journal RENAME TO other', @unusable, message => qr/$cannot/);
with_fault('a column dropped', 'ALTER TABLE hygiene.journal DROP COLUMN statement',
	@unusable, message => qr/$cannot.*it does not have the columns it was created with$/);
$database = with_fault('a column retyped', 'ALTER TABLE hygiene.journal ALTER reason TYPE int USING 1',
	@unusable, message => qr/$cannot.*it does not have the columns/);
refused($node, $database,
	q(SET hygiene.rewritten_migration = error; SET hygiene.migration = 'V1'; CREATE TABLE other (a int PRIMARY KEY)),
	'55000', $cannot, 'a column retyped: what a migration did before is not read from it');
$database = with_fault('not logged', 'ALTER TABLE hygiene.journal SET UNLOGGED',
	@unusable, message => qr/$cannot.*it is not logged, so that a crash would empty it$/);
silent($node, $database, 'SET hygiene.mode = off; ALTER TABLE hygiene.journal SET LOGGED', 'not logged: mended');
sql_is($node, $database, q(SELECT value, ok FROM hygiene.status() WHERE item = 'journal'), 'on|t', 'not logged: status() after that');

# Before the command, not after it: half of it would be done by then.
{
	my $database = with_fault('renamed, again', 'ALTER TABLE hygiene.journal RENAME TO other', @unusable, message => $cannot);
	refused($node, $database, 'SET hygiene.drop_index = warning; DROP INDEX CONCURRENTLY parent_k',
		'55000', $cannot, 'DROP INDEX CONCURRENTLY is refused before it begins');
	is($node->safe_psql($database, q(SELECT indisvalid FROM pg_index WHERE indexrelid = 'parent_k'::regclass)),
		't', 'and the index is as it was');
}

# ---- rows that the table refuses ----

with_fault('a column that must be given', 'ALTER TABLE hygiene.journal ADD COLUMN ticket text NOT NULL',
	sqlstate => '23502', message => qr/^null value in column "ticket" of relation "journal" violates not-null constraint$/);
with_fault('a constraint', 'ALTER TABLE hygiene.journal ADD CHECK (false)',
	sqlstate => '23514', message => qr/^new row for relation "journal" violates check constraint/);
with_fault('an index that fails', q(
	CREATE FUNCTION fails(text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / 0; END $$;
	CREATE INDEX ON hygiene.journal (fails(rule))),
	sqlstate => '22012', message => qr/^division by zero$/);

# ---- what does not matter to it ----

with_fault('triggers', q(
	CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
	CREATE TRIGGER never BEFORE INSERT ON hygiene.journal FOR EACH ROW EXECUTE FUNCTION never()), recorded => 1);
with_fault('a rule', 'CREATE RULE never AS ON INSERT TO hygiene.journal DO INSTEAD NOTHING', recorded => 1);
with_fault('row security', 'ALTER TABLE hygiene.journal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', recorded => 1);
$database = with_fault('no rights', 'REVOKE ALL ON hygiene.journal FROM PUBLIC; REVOKE ALL ON SCHEMA hygiene FROM PUBLIC',
	recorded => 1);
silent($node, $database, q(SET ROLE author; SET hygiene.allow = 'drop_table public.orders because of the test'; DROP TABLE orders),
	'no rights: nor does the author need any');
is($node->safe_psql($database, q(SELECT current_user_name FROM hygiene.journal WHERE rule = 'drop_table')),
	'author', 'no rights: who is recorded');

# A waiver that cannot be looked up does not count, and nothing fails for it.
$database = with_fault('another waiver_pkey', q(
	SELECT hygiene.waive('drop_column', 'public.orders.legacy', 'of the test');
	ALTER TABLE hygiene.waiver DROP CONSTRAINT waiver_pkey;
	CREATE INDEX waiver_pkey ON hygiene.waiver (reason) WHERE reason <> ''), recorded => 1);

# ---- a damaged index of it ----

{
	$node->safe_psql('postgres', 'CREATE DATABASE damaged TEMPLATE whole');
	my $file = $node->data_dir . '/' . $node->safe_psql('damaged', q(SELECT pg_relation_filepath('hygiene.journal_at_idx')));
	$node->stop;
	open my $handle, '+<:raw', $file or die "$file: $!";
	print $handle join '', map { chr(($_ * 7 + 13) % 256) } 1 .. 8192;
	close $handle;
	$node->start;
	refused($node, 'damaged', $drop, 'XX001', qr/^invalid page in block 0/, 'a damaged index: DDL is refused');
	is($node->safe_psql('damaged', "SELECT $column"), '1', 'a damaged index: nothing has happened');
	silent($node, 'damaged', 'REINDEX INDEX hygiene.journal_at_idx', 'a damaged index: it can be mended');
	silent($node, 'damaged', $drop, 'a damaged index: DDL after that');
	is($node->safe_psql('damaged', "SELECT $column, $row"), '0|1', 'a damaged index: done and recorded');
}

# ---- no room ----

# No file of this process can grow beyond that any more (undef: no limit).
sub limit_files
{
	my ($pid, $bytes) = @_;

	PostgreSQL::Test::Utils::system_or_bail('prlimit', '--pid', $pid,
		'--fsize=' . (defined $bytes ? $bytes : 'unlimited') . ':');
	return;
}

my $megabyte = 1024 * 1024;

# The journal's last page is full, and its file is as large as a file may be.
$node->safe_psql('postgres', q(
	CREATE DATABASE full_disk TEMPLATE whole));
$node->safe_psql('full_disk', qq(
	INSERT INTO hygiene.journal (rule, statement) SELECT 'filler', repeat('x', 500) FROM generate_series(1, 13000);
	VACUUM FULL hygiene.journal));
my $size = $node->safe_psql('full_disk', q(SELECT pg_relation_size('hygiene.journal')));
cmp_ok($size, '>', 5 * $megabyte, 'the journal is larger than any other table');

{
	my $session = session($node, 'full_disk', on_error_stop => 0);
	my $pid = $session->query_safe('SELECT pg_backend_pid()');
	my ($refused, $done) = (0, 0);

	$session->query_safe('SET client_min_messages = error; CREATE TABLE warm (id int PRIMARY KEY); DROP TABLE warm');
	limit_files($pid, $size);
	for my $i (1 .. 60)
	{
		$session->query("CREATE TABLE t$i (id int, note text)");
		last if ++$done && $node->safe_psql('full_disk', "SELECT to_regclass('t$i') IS NULL") eq 't' && ++$refused == 3;
	}
	is($refused, 3, "no room: DDL is refused after $done statements");
	$session->query("BEGIN; SAVEPOINT s");
	$session->query(q(SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because moved'));
	$session->query('ALTER TABLE orders DROP COLUMN legacy');
	$session->query('COMMIT');
	limit_files($pid, undef);
	is(scalar $session->query("SELECT $column, $row"), '1|0', 'no room: nor is a column dropped');
	is(scalar $session->query(q(SELECT count(*), count(*) FILTER (WHERE j.object IS NULL)
			FROM pg_class AS c LEFT JOIN hygiene.journal AS j ON j.object = 'public.' || relname AND rule = 'missing_primary_key'
			WHERE relname ~ '^t\d+$')) =~ /^\d+\|0$/ ? 'each' : 'not each', 'each', 'no room: each table has its row');
	is(scalar $session->query(q(SELECT count(*) FROM hygiene.journal AS j WHERE rule = 'missing_primary_key' AND to_regclass(object) IS NULL)),
		'0', 'no room: each row has its table');
	$session->query($drop);
	is(scalar $session->query("SELECT $column, $row"), '0|1', 'room again: the session goes on');
	$session->quit;
}
my $log = PostgreSQL::Test::Utils::slurp_file($node->logfile);
like($log, qr/ERROR:  could not extend file "base[^"]+"(?s:.{1,800}?)recording rule \w+ on \S+ in table hygiene\.journal/,
	'no room: the error says what could not be written');

# No room for WAL: the server goes down, and comes back with neither.
{
	my $session = session($node, 'whole', on_error_stop => 0);
	my $pid = $session->query_safe('SELECT pg_backend_pid()');
	my $offset = -s $node->logfile;

	$session->query_safe('BEGIN');
	$session->query_safe(q(SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because moved'));
	$session->query_safe('ALTER TABLE orders DROP COLUMN legacy');
	limit_files($pid, 4096);
	$session->query_until(qr/now/, "\\echo now\nCOMMIT;\n");
	# It can no longer say so: the server's log is a file, too.
	$node->wait_for_log(qr/\(PID $pid\) was terminated by signal 6/, $offset);
	$node->wait_for_log(qr/database system is ready to accept connections/, $offset);
	$session->{run}->kill_kill;
	wait_until($node, 'SELECT true', 'the server answers again');
	is($node->safe_psql('whole', "SELECT $column, $row"), '1|0', 'no room for WAL: neither change nor row');
	$node->safe_psql('whole', $drop);
	is($node->safe_psql('whole', "SELECT $column, $row"), '0|1', 'room again: both');
}

$node->stop;
done_testing();
