#
# 006_replication.pl
#	Apply workers and parallel workers are not in the way, and not stopped.
#
# The subscriber has the library preloaded and tables full of violations; what
# the publisher truncates is truncated there.  A parallel query and a parallel
# index build run on a server with the library preloaded.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $preloaded = "shared_preload_libraries = 'pg_hygiene'\n";
my $publisher = new_server('publisher', allows_streaming => 'logical', conf => $preloaded);
my $subscriber = new_server('subscriber', allows_streaming => 'logical', conf => $preloaded);

my $schema = q(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = off;
	CREATE TABLE customers (id int PRIMARY KEY, credit_limit float8);
	CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, price float8);
	CREATE TABLE notes (body text);
	ALTER TABLE notes REPLICA IDENTITY FULL;);

$publisher->safe_psql('postgres', $schema);
$subscriber->safe_psql('postgres', $schema);
$publisher->safe_psql(
	'postgres', q(
	INSERT INTO customers SELECT g, g FROM generate_series(1, 100) AS g;
	INSERT INTO orders SELECT g, g, 1.5 FROM generate_series(1, 100) AS g;
	CREATE PUBLICATION everything FOR ALL TABLES));

# ---------------------------------------------------------------------------
# Logical replication
# ---------------------------------------------------------------------------

# The hygiene tables themselves are published FOR ALL TABLES, too.
$subscriber->safe_psql('postgres',
	    "CREATE SUBSCRIPTION sub CONNECTION '"
	  . $publisher->connstr
	  . " dbname=postgres' PUBLICATION everything");
$subscriber->wait_for_subscription_sync($publisher, 'sub');

my $counts = q(SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM orders),
	(SELECT count(*) FROM notes));

is($subscriber->safe_psql('postgres', $counts), '100|100|0', 'tables are copied');

my $offset = -s $subscriber->logfile;

$publisher->safe_psql('postgres', q(INSERT INTO notes VALUES ('a'), ('b'); DELETE FROM orders WHERE id > 50));
refused($publisher, 'postgres', 'TRUNCATE notes',
	'PH049', qr/"public\.notes" loses about 2 rows/, 'publisher: TRUNCATE is refused');
silent(
	$publisher, 'postgres', q(
	BEGIN;
	SET LOCAL hygiene.allow = 'truncate public.customers, truncate public.orders because refilled tonight';
	SET LOCAL client_min_messages = warning;
	TRUNCATE customers CASCADE;
	COMMIT),
	'publisher: TRUNCATE with a reason passes');
$publisher->safe_psql('postgres',
	q(BEGIN; SET LOCAL hygiene.allow = 'truncate public.notes because empty anyway'; TRUNCATE notes; COMMIT;
	  INSERT INTO customers VALUES (1, 2.5)));
$publisher->wait_for_catchup('sub');
is($subscriber->safe_psql('postgres', $counts),
	'1|0|0', 'subscriber: the apply worker truncated without being asked why');
unlike(
	PostgreSQL::Test::Utils::slurp_file($subscriber->logfile, $offset),
	qr/ERROR|WARNING|\[truncate\]/,
	'subscriber: the apply worker said nothing');
is( $subscriber->safe_psql('postgres', 'SELECT count(*) FROM hygiene.journal WHERE application_name <> $$$$'),
	$publisher->safe_psql('postgres', 'SELECT count(*) FROM hygiene.journal'),
	'subscriber: it journaled nothing of its own');

# A second round of copying, with a table of the subscriber's own that is judged
refused($subscriber, 'postgres', 'CREATE TABLE mine (price float8)',
	'PH001', qr/\[float_money\]$/, 'subscriber: a person is judged there');
refused($subscriber, 'postgres', 'SET client_min_messages = warning; TRUNCATE customers CASCADE',
	'PH049', qr/"public\.customers"/, 'subscriber: a person is asked why');
foreach my $node ($publisher, $subscriber)
{
	$node->safe_psql('postgres',
		'SET hygiene.mode = off; CREATE TABLE late (total_price real PRIMARY KEY)');
}
$publisher->safe_psql('postgres', 'INSERT INTO late VALUES (1.5)');
$subscriber->safe_psql('postgres', 'ALTER SUBSCRIPTION sub REFRESH PUBLICATION');
$subscriber->wait_for_subscription_sync($publisher, 'sub');
is($subscriber->safe_psql('postgres', 'SELECT * FROM late'), '1.5', 'subscriber: a table added later is copied');

# Triggers that fire for the apply worker and make DDL are not judged either
$subscriber->safe_psql(
	'postgres', q(
	CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS
	$$ BEGIN CREATE TABLE IF NOT EXISTS public.made_by_worker (price float8); RETURN NULL; END $$;
	CREATE TRIGGER remember AFTER INSERT ON late FOR EACH ROW EXECUTE FUNCTION remember();
	ALTER TABLE late ENABLE ALWAYS TRIGGER remember));
$publisher->safe_psql('postgres', 'INSERT INTO late VALUES (2.5)');
$publisher->wait_for_catchup('sub');
is($subscriber->safe_psql('postgres', q(SELECT to_regclass('made_by_worker'))),
	'made_by_worker', 'subscriber: DDL by a trigger of the apply worker goes on');
sql_is(
	$subscriber, 'postgres',
	q(SELECT object FROM hygiene.findings WHERE table_name = 'made_by_worker' AND rule = 'float_money'),
	'public.made_by_worker.price',
	'subscriber: an audit finds it');

$subscriber->safe_psql('postgres', 'DROP SUBSCRIPTION sub');
$subscriber->stop;

# ---------------------------------------------------------------------------
# Parallel workers
# ---------------------------------------------------------------------------

my $parallel = q(
	SET parallel_setup_cost = 0;
	SET parallel_tuple_cost = 0;
	SET min_parallel_table_scan_size = 0;
	SET min_parallel_index_scan_size = 0;
	SET max_parallel_workers_per_gather = 2;
	SET max_parallel_maintenance_workers = 2;);
my $tables = q(
	CREATE TABLE big (id int PRIMARY KEY, n int);
	INSERT INTO big SELECT g, g % 10 FROM generate_series(1, 20000) AS g;);

silent($publisher, 'postgres', $tables, 'tables for parallel queries');
like(
	$publisher->safe_psql('postgres',
		"$parallel EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT count(*) FROM big"),
	qr/Workers Launched: [12]/,
	'a parallel query has workers');
sql_is($publisher, 'postgres', "$parallel SELECT sum(n) FROM big", '90000', 'and comes to its result');
sql_is(
	$publisher, 'postgres',
	"$parallel BEGIN; SET LOCAL hygiene.allow = 'float_money public.x.price because a test'; "
	  . 'CREATE TABLE x (id int PRIMARY KEY, price real); SELECT sum(n) FROM big; COMMIT',
	'90000', 'so it does in a transaction with annotations and pending judgements');
my ($status, undef, $err) = run_sql($publisher, 'postgres',
	"$parallel SET client_min_messages = debug1; CREATE INDEX big_n_idx ON big (n)");
is($status, 0, 'an index is built') or diag($err);
like($err, qr/building index "big_n_idx" on table "big" with request for [12] parallel worker/,
	'by parallel workers');
silent($publisher, 'postgres', "$parallel CREATE INDEX CONCURRENTLY big_n_id_idx ON big (n, id)",
	'concurrently, too');
refused(
	$publisher, 'postgres',
	"$parallel CREATE TABLE copied AS SELECT sum(n)::float8 AS total_price FROM big GROUP BY n",
	'PH001', qr/"total_price" of table "public\.copied"/,
	'a table filled by a parallel query is judged');
sql_is(
	$publisher, 'postgres',
	"$parallel SELECT count(*) > 0 FROM hygiene.audit() AS a, big WHERE big.n = 1",
	't', 'an audit stands beside a parallel scan');

$publisher->stop;
done_testing();
