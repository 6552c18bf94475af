#
# 011_cancel.pl
#	An audit is stopped wherever it is, and never gives half an answer.
#
# Over many tables, under time limits that run out on its way.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $tables = 3000;
my $node = new_server('cancel', conf => "max_locks_per_transaction = 256\n");

$node->safe_psql(
	'postgres', qq(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = off;
	DO \$\$ BEGIN
		FOR i IN 1 .. $tables LOOP
			EXECUTE format('CREATE TABLE t%s (id int, price float8, n int, note text)', i);
		END LOOP;
	END \$\$));

my $count = q(SELECT count(*) FROM hygiene.audit() WHERE rule IN ('float_money', 'missing_primary_key'));
my $all = 2 * $tables;

sql_is($node, 'postgres', $count, $all, 'an audit of many tables');

my ($stopped, $done, $else) = (0, 0, 0);
for my $limit (1 .. 20, 30, 40, 60, 80, 120, 200, 400, 1000 * $PostgreSQL::Test::Utils::timeout_default)
{
	# Twice in one session: what was stopped leaves nothing behind.  On a busy machine
	# taking the limit back may need several attempts: it can run out on that as well.
	my ($status, $out, $err) = run_sql(
		$node, 'postgres',
		"LOAD 'pg_hygiene'; SET statement_timeout = '${limit}ms'; $count; "
		  . 'RESET statement_timeout; ' x 20 . "$count;",
		on_error_stop => 0);
	my @other = grep { $_ ne 'ERROR 57014 canceling statement due to statement timeout' } diagnostics($err);

	if (!@other && $err ne '' && $out eq $all)
	{
		$stopped++;
	}
	# The limit may also run out when the answer is out already.
	elsif (!@other && $out eq "$all\n$all")
	{
		$done++;
	}
	else
	{
		$else++;
		diag("limit $limit ms: $out\n$err");
	}
}
is($else, 0, 'stopped or done, and nothing else');
ok($stopped > 0, "stopped $stopped times on its way");
ok($done > 0, "done $done times in time");

# The same by a cancel request, in a transaction that goes on afterwards
{
	my $auditor = session($node, 'postgres', on_error_stop => 0);
	my $pid = $auditor->query_safe('SELECT pg_backend_pid()');

	$auditor->query_safe('BEGIN');
	$auditor->query_safe('SAVEPOINT s');
	$auditor->query_until(qr/off it goes/,
		"\\echo off it goes\nDO \$\$ BEGIN FOR i IN 1 .. 100000 LOOP PERFORM count(*) FROM hygiene.audit(); END LOOP; END \$\$;\n");
	wait_until($node, "SELECT query ~ 'PERFORM' AND state = 'active' FROM pg_stat_activity WHERE pid = $pid",
		'the audits have begun');
	is($node->safe_psql('postgres', "SELECT pg_cancel_backend($pid)"), 't', 'a cancel request');
	$auditor->query('ROLLBACK TO s');
	is($auditor->query($count), $all, 'after it the transaction goes on');
	$auditor->query('COMMIT');
	$auditor->quit;
}

# DDL that is judged stops as well, whole
my $ddl = join ', ', map { "DROP COLUMN IF EXISTS c$_, ADD COLUMN price_$_ float8" } 1 .. 200;
my ($status, undef, $err) =
  run_sql($node, 'postgres', "LOAD 'pg_hygiene'; SET statement_timeout = '1ms'; ALTER TABLE t1 $ddl");
is($status, 3, 'a long ALTER TABLE under a short limit ends in an error');
sql_is($node, 'postgres',
	q(SELECT count(*) FROM pg_attribute WHERE attrelid = 't1'::regclass AND attname LIKE 'price\_%'),
	'0', 'and has done nothing');

$node->stop;
done_testing();
