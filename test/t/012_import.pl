#
# 012_import.pl
#	Columns that come by IMPORT FOREIGN SCHEMA are judged like any other.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('import');

$node->safe_psql(
	'postgres', q(
	CREATE SCHEMA remote;
	CREATE TABLE remote.invoices (id int PRIMARY KEY, price float8);
	CREATE TABLE remote.places (id int PRIMARY KEY, latitude float8);
	CREATE DATABASE importing;));

my ($host, $port) = ($node->host, $node->port);
$node->safe_psql(
	'importing', qq(
	CREATE EXTENSION pg_hygiene;
	CREATE EXTENSION postgres_fdw;
	CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '$port', dbname 'postgres');
	CREATE USER MAPPING FOR CURRENT_USER SERVER far;
	CREATE SCHEMA local;));

my ($status, $out, $err) = run_sql($node, 'importing', 'IMPORT FOREIGN SCHEMA remote FROM SERVER far INTO local;');
like($err, qr/ERROR:.*column "price" of foreign table "local\.invoices" stores money as double precision.*\[float_money\]/,
	'a float price is refused');
sql_is($node, 'importing', q(SELECT count(*) FROM pg_foreign_table), 0, 'and nothing has been imported');

($status, $out, $err) = run_sql($node, 'importing',
	'IMPORT FOREIGN SCHEMA remote LIMIT TO (places) FROM SERVER far INTO local;');
is($status, 0, 'a latitude is no money');
unlike($err, qr/float_money/, 'and nothing is said of it');

($status, $out, $err) = run_sql(
	$node, 'importing', q(
	BEGIN;
	SET LOCAL hygiene.allow = 'float_money local.invoices.price because the far side is theirs';
	IMPORT FOREIGN SCHEMA remote LIMIT TO (invoices) FROM SERVER far INTO local;
	COMMIT;));
is($status, 0, 'with a word for it, it is imported');
sql_is($node, 'importing',
	q(SELECT verdict, object, command_tag FROM hygiene.journal WHERE rule = 'float_money'),
	'allowed|local.invoices.price|IMPORT FOREIGN SCHEMA', 'and journaled');

$node->stop;
done_testing();
