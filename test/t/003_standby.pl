#
# 003_standby.pl
#	Asking works where nothing can be written.
#
# On a hot standby and in read-only transactions: audit, findings, summary,
# status, report and check.  The standby sees what the primary waived.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_server('primary', allows_streaming => 1);
few_rules($primary);

$primary->safe_psql(
	'postgres', q(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = off;
	CREATE TABLE customers (id int PRIMARY KEY);
	CREATE TABLE orders (customer_id int REFERENCES customers, price float8, fee real);
	CREATE MATERIALIZED VIEW prices AS SELECT price FROM orders;
	SET hygiene.mode = enforce;
	SELECT hygiene.waive('float_money', 'public.orders.fee', 'legacy');
	CREATE ROLE reader LOGIN));

$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

my $audit =
  q(SELECT rule, level, object, waived, reason FROM hygiene.audit() ORDER BY object, rule);
my $expected = join "\n",
  'float_money|error|public.orders.fee|t|legacy',
  'float_money|error|public.orders.price|f|',
  'float_money|error|public.prices.price|f|',
  'missing_primary_key|warning|public.orders|f|',
  'unindexed_foreign_key|warning|public.orders.orders_customer_id_fkey|f|';
$expected = join "\n", sort { (split /\|/, $a)[2] cmp (split /\|/, $b)[2] } split /\n/, $expected;

# All that can be asked, in one kind of session.
sub can_ask
{
	my ($node, $how, $before, %opts) = @_;
	my ($status, $out, $err);

	sql_is($node, 'postgres', "$before $audit", $expected, "$how: audit()", %opts);
	sql_is(
		$node, 'postgres', "$before SELECT count(*), count(fingerprint) FROM hygiene.findings",
		'4|4', "$how: findings", %opts);
	sql_is(
		$node, 'postgres',
		"$before SELECT rule, open, waived FROM hygiene.summary ORDER BY rule",
		"float_money|2|1\nmissing_primary_key|1|0\nunindexed_foreign_key|1|0",
		"$how: summary", %opts);
	sql_is(
		$node, 'postgres',
		"$before SELECT object FROM hygiene.audit('orders') WHERE rule = 'float_money' ORDER BY 1",
		"public.orders.fee\npublic.orders.price", "$how: audit of one table", %opts);
	sql_is(
		$node, 'postgres',
		"$before SELECT count(*) FROM hygiene.rules WHERE level IN (default_level, 'off')",
		$node->safe_psql('postgres', 'SELECT count(*) FROM hygiene.rules_catalogue()'),
		"$how: rules", %opts);
	sql_is($node, 'postgres', "$before SELECT count(*) FROM hygiene.stale_waivers",
		'0', "$how: stale_waivers", %opts);
	sql_is(
		$node, 'postgres', "$before SELECT split_part(hygiene.report(), E'\\n', 1)",
		'postgres: 4 open (2 error, 2 warning, 0 audit), 1 waived', "$how: report()", %opts);
	sql_is($node, 'postgres',
		"$before SELECT jsonb_array_length(hygiene.report('json')::jsonb -> 'findings')",
		'5', "$how: report('json')", %opts);
	refused($node, 'postgres', "$before SELECT hygiene.check('error')",
		'PH000', qr/^2 findings are open at level error or above$/, "$how: check()", %opts);
	return;
}

$primary->wait_for_catchup($standby);
can_ask($standby, 'standby', '');
can_ask($standby, 'standby, plain role', '', extra_params => [ '-U', 'reader' ]);
can_ask($primary, 'read only',
	'SET default_transaction_read_only = on; BEGIN ISOLATION LEVEL REPEATABLE READ;');
can_ask($primary, 'serializable, deferrable',
	'BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE;');

my $recovery = q(SELECT value, ok FROM hygiene.status() WHERE item = 'recovery');
sql_is($standby, 'postgres', $recovery, 'standby: audits only|t',
	'standby: status() knows where it is');
sql_is($primary, 'postgres', $recovery, 'no|t', 'primary: so it does');

# What would write is the server's own to refuse, and the session goes on.
refused($standby, 'postgres', 'CREATE TABLE t (price float8)',
	'25006', qr/^cannot execute CREATE TABLE in a read-only transaction$/,
	'standby: DDL is the server\'s to refuse');
refused($standby, 'postgres', "LOAD 'pg_hygiene'; TRUNCATE orders",
	'25006', qr/^cannot execute TRUNCATE TABLE in a read-only transaction$/,
	'standby: so is TRUNCATE with the library loaded');
refused($standby, 'postgres', q(SELECT hygiene.waive('float_money', 'public.orders.price', 'x')),
	'25006', qr/^cannot execute INSERT in a read-only transaction$/,
	'standby: nothing can be waived');
refused($primary, 'postgres',
	q(BEGIN READ ONLY; ALTER TABLE orders ADD COLUMN amount real),
	'25006', qr/^cannot execute ALTER TABLE in a read-only transaction$/,
	'read only: DDL is the server\'s to refuse');

# What the primary does is seen when it has come over.
silent($primary, 'postgres', 'ALTER TABLE orders ALTER fee TYPE numeric(19,4) USING fee::numeric(19,4)',
	'primary: a cure passes');
is($primary->safe_psql('postgres', 'SELECT object FROM hygiene.stale_waivers'),
	'public.orders.fee', 'primary: a waiver is stale');
$primary->wait_for_catchup($standby);
is($standby->safe_psql('postgres', $audit),
	$primary->safe_psql('postgres', $audit), 'standby: the findings are the same');
is($standby->safe_psql('postgres', 'SELECT object FROM hygiene.stale_waivers'),
	'public.orders.fee', 'standby: and the stale waiver');

# Promoted, it judges.
$standby->promote;
refused($standby, 'postgres', 'CREATE TABLE t (price float8)',
	'PH001', qr/\[float_money\]$/, 'promoted: DDL is judged');
warned($standby, 'postgres', 'CREATE TABLE t (id int)',
	'01H21', qr/^table "public\.t" .*\[missing_primary_key\]$/, 'promoted: warnings are told');
is( $standby->safe_psql('postgres', q(SELECT verdict FROM hygiene.journal WHERE object = 'public.t')),
	'warned', 'promoted: and journaled');

$standby->stop;
$primary->stop;
done_testing();
