#
# 056_serializable.pl
#	Serializable sessions that change tables of their own fail no more often than
#	they do without pg_hygiene.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $clients = 8;
my $each = 25;
my $node = new_server('serializable');
my $script = $node->basedir . '/ddl.sql';

# Each transaction reads and changes what belongs to its client; an annotation and a
# warning are journaled.  Without pg_hygiene hygiene.allow is a placeholder.
append_to_file($script, q(BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM own_:client_id;
ALTER TABLE own_:client_id ADD COLUMN IF NOT EXISTS note text;
INSERT INTO own_:client_id (note) VALUES ('x');
COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM own_:client_id;
SET LOCAL hygiene.allow = 'drop_column public.own_:client_id.note because a test';
ALTER TABLE own_:client_id DROP COLUMN note;
CREATE TABLE made_:client_id (a int REFERENCES parent_:client_id);
DROP TABLE made_:client_id;
COMMIT;
));

my %failed;
foreach my $database ('plain', 'guarded')
{
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql($database, 'CREATE EXTENSION pg_hygiene') if $database eq 'guarded';
	$node->safe_psql($database, join ' ', map {
		"CREATE TABLE own_$_ (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"
		  . " CREATE TABLE parent_$_ (id int PRIMARY KEY);" } 0 .. $clients - 1);
	my ($out, $err);
	ok(IPC::Run::run(
			[ 'pgbench', '-n', '-c', $clients, '-j', 2, '-t', $each, '-f', $script,
			  '-h', $node->host, '-p', $node->port, $database ], '>', \$out, '2>', \$err),
		"$database: pgbench comes to its end") or diag($err);
	($failed{$database}) = $out =~ /number of failed transactions: (\d+)/;
	like($out, qr/actually processed: @{[ $clients * $each - $failed{$database} ]}\b/,
		"$database: every transaction was tried") or diag($out);
	note("$database: $failed{$database} failed");
}
cmp_ok($failed{guarded}, '<=', $failed{plain}, 'no transaction fails that would not fail without the guard');
sql_is($node, 'guarded', q(SELECT count(*) > 0 FROM hygiene.journal WHERE rule = 'drop_column' AND verdict = 'allowed'),
	't', 'and what they did was judged');

$node->stop;
done_testing();
