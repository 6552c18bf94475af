#
# 021_bounds.pl
#	Rules that compare relations say so when there is more than they keep.
#
# They keep 200,000 columns.  A database with just as many hears nothing of it;
# one column more, and the finding is about the database, can be waived, and
# audits of single schemas still compare.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('bounds', conf => "fsync = off\nmax_locks_per_transaction = 256\n");

$node->safe_psql('postgres', 'CREATE DATABASE "Wide 1"');
my $database = 'Wide 1';

# A table holds 1600 columns at most: 125 of them for each rule.
sub fill
{
	my ($schema, $suffix) = @_;

	$node->safe_psql($database, qq(
		CREATE SCHEMA $schema;
		DO \$\$
		BEGIN
			EXECUTE (SELECT 'CREATE TABLE $schema.t1 (' || string_agg(format('x%s_$suffix bigint', n), ', ') || ')'
					 FROM generate_series(1, 1600) n);
			FOR i IN 2 .. 125 LOOP
				EXECUTE format('CREATE TABLE $schema.t%s (LIKE $schema.t1)', i);
			END LOOP;
		END\$\$));
	return;
}
fill('links', 'id');
fill('copies', 'phone');
$node->safe_psql($database, 'CREATE EXTENSION pg_hygiene');

# Findings about the database of the two rules.
sub bounds
{
	my ($call) = @_;

	return $node->safe_psql($database, qq(
		SELECT rule, level, object_type, object, message, (classid, objid) = ('pg_database'::regclass, (SELECT oid FROM pg_database WHERE datname = current_database())), waived
		FROM $call WHERE rule IN ('missing_foreign_key', 'duplicated_column') AND table_name IS NULL ORDER BY rule));
}

is(bounds('hygiene.audit()'), '', 'as many as are kept: nothing to be told');

$node->safe_psql($database, q(
	SET hygiene.mode = off;
	CREATE TABLE links.one_more (one_more_id bigint);
	CREATE TABLE copies.one_more (one_more_phone bigint)));
is(bounds('hygiene.audit()'),
	join("\n",
		'duplicated_column|audit|database|this database|database "Wide 1" has more than 200000 columns to compare, and the rest were left out; audit it schema by schema [duplicated_column]|t|f',
		'missing_foreign_key|audit|database|this database|database "Wide 1" has more than 200000 tables or columns to compare, and the rest were left out; audit it schema by schema [missing_foreign_key]|t|f'),
	'one more: told of the database');

$node->safe_psql($database, q(
	SET hygiene.mode = off;
	CREATE SCHEMA small;
	CREATE TABLE small.customers (id bigint PRIMARY KEY);
	CREATE TABLE small.orders (id bigint PRIMARY KEY, customer_id bigint)));
is($node->safe_psql($database, q(SELECT object FROM hygiene.audit(schema => 'small') WHERE rule = 'missing_foreign_key')),
	'small.orders.customer_id', 'the audit of one schema compares what it has');

$node->safe_psql($database, q(SELECT hygiene.waive('duplicated_column', 'this database', 'it is as wide as that')));
like(bounds('hygiene.audit()'), qr/^duplicated_column.*\|t\|t$/m, 'and can be waived');

$node->stop;
done_testing();
