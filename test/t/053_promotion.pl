#
# 053_promotion.pl
#	A standby that becomes a primary while it is asked, and when it is.
#
# Before the promotion: what reads answers, what would write says so.  An audit
# that is under way meanwhile comes to its end.  Afterwards DDL is judged,
# rehearsed and journaled, in sessions from before the promotion too.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_server('primary', allows_streaming => 1, extra => ['--no-sync'], conf => "fsync = off\n");
few_rules($primary);
$primary->safe_psql('postgres', q(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = off;
	CREATE TABLE orders (id int PRIMARY KEY, legacy text);
	INSERT INTO orders VALUES (1, 'x');
	DO $$ BEGIN
		FOR i IN 1 .. 300 LOOP EXECUTE format('CREATE TABLE t%s (price float8)', i); END LOOP;
	END $$;
	-- One audit after the other, until one has been promoted meanwhile
	CREATE FUNCTION audit_until_promoted(OUT lowest int, OUT highest int) LANGUAGE plpgsql AS $$
	DECLARE
		n int;
	BEGIN
		LOOP
			n := (SELECT count(*) FROM hygiene.audit());
			lowest := least(lowest, n);
			highest := greatest(highest, n);
			EXIT WHEN NOT pg_is_in_recovery();
		END LOOP;
	END $$));
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby);

my $count = q(SELECT count(*) FROM hygiene.audit());
my @writes = (
	[ q(SELECT * FROM hygiene.dry_run('SELECT 1')), qr/^cannot execute hygiene\.dry_run\(\) during recovery$/ ],
	[ q(SELECT * FROM hygiene.trace('SELECT 1')), qr/^cannot execute hygiene\.trace\(\) during recovery$/ ],
	[ q(SELECT hygiene.waive('float_money', 'public.t1.price', 'x')), qr/^cannot execute INSERT in a read-only transaction$/ ],
	[ q(SELECT hygiene.baseline('x')), qr/^cannot execute INSERT in a read-only transaction$/ ],
	[ q(SELECT hygiene.record_backup('x')), qr/^cannot execute INSERT in a read-only transaction$/ ],
	[ q(ALTER TABLE orders DROP COLUMN legacy), qr/^cannot execute ALTER TABLE in a read-only transaction$/ ]);

# ---- before ----

sql_is($standby, 'postgres', $count, '600', 'standby: audit()');
sql_is($standby, 'postgres', q(SELECT count(*) > 5 FROM hygiene.status()), 't', 'standby: status()');
refused($standby, 'postgres', 'SELECT hygiene.check()', 'PH000', qr/^600 findings are open/, 'standby: check()');
refused($standby, 'postgres', $_->[0], '25006', $_->[1], "standby: $_->[0]") for @writes;
refused($standby, 'postgres', q(BEGIN; SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because x'; DROP TABLE orders),
	'25006', qr/^cannot execute DROP TABLE in a read-only transaction$/, 'standby: an annotation changes nothing');

# A session that has been refused all of it, and goes on
my $session = session($standby, 'postgres', on_error_stop => 0);
$session->query("LOAD 'pg_hygiene'");
$session->query($_->[0]) for @writes;
is(scalar $session->query($count), '600', 'standby: the session that was refused all of it goes on');
$session->query('BEGIN ISOLATION LEVEL REPEATABLE READ');
is(scalar $session->query($count), '600', 'standby: and has a transaction under way');

# ---- in the middle ----

my ($out, $err) = ('', '');
my $auditor = IPC::Run::start(
	[ 'psql', '-XAtq', '-d', $standby->connstr('postgres'),
		'-c', "SET application_name = 'auditor'",
		'-c', 'SELECT * FROM audit_until_promoted()' ],
	'<', \undef, '>', \$out, '2>', \$err);
wait_until($standby,
	q(SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'auditor' AND state = 'active' AND query ~ 'until_promoted'),
	'the audits have begun');
$standby->promote;
$auditor->finish;
is($out, "600|600\n", 'an audit comes to its end over the promotion') or diag($err);

# ---- after ----

sql_is($standby, 'postgres', $count, '600', 'promoted: audit()');
sql_is($standby, 'postgres', q(SELECT value FROM hygiene.status() WHERE item = 'recovery'), 'no', 'promoted: status()');
sql_is($standby, 'postgres', q(SELECT verdict, rule FROM hygiene.dry_run('ALTER TABLE orders DROP COLUMN legacy')),
	'refused|drop_column', 'promoted: dry_run()');
refused($standby, 'postgres', 'ALTER TABLE orders DROP COLUMN legacy', 'PH041', qr/\[drop_column\]$/, 'promoted: DDL is judged');

is(scalar $session->query($count), '600', 'promoted: a transaction from before goes on reading');
$session->query(q(ALTER TABLE orders DROP COLUMN legacy));
$session->query('ROLLBACK');
$session->query(q(BEGIN; SET LOCAL hygiene.allow = 'drop_column public.orders.legacy because moved'));
$session->query('ALTER TABLE orders DROP COLUMN legacy');
$session->query('COMMIT');
$session->query('CREATE TABLE keyless (a int)');
$session->quit;
is($standby->safe_psql('postgres', q(SELECT verdict, rule, object, reason FROM hygiene.journal ORDER BY at)),
	"allowed|drop_column|public.orders.legacy|moved\nwarned|missing_primary_key|public.keyless|",
	'promoted: a session from before the promotion is judged and journaled');
silent($standby, 'postgres', q(SELECT hygiene.waive('float_money', 'public.t1.price', 'x')), 'promoted: waive()');
sql_is($standby, 'postgres', q(SELECT count(*) FILTER (WHERE waived) FROM hygiene.audit()), '1', 'promoted: the waiver counts');

my $log = PostgreSQL::Test::Utils::slurp_file($standby->logfile);
unlike($log, qr/terminated by signal|PANIC|TRAP/, 'nothing crashed');

$standby->stop;
$primary->stop;
done_testing();
