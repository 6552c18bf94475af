#
# 020_remedies.pl
#	Every remedy runs, and what it addressed is gone.
#
# A schema full of sins, under names of every kind, is audited; each remedy that
# is SQL is run as it stands, as its reader would; and a second audit must not
# name any of it again.  Findings without a remedy in SQL are of the rules listed
# below and of no others.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

# What only its author can mend: the rule, and why there is no SQL for it.
my %no_remedy = (
	'always_true_policy' => 'who may see which rows?',
	'all_columns_nullable' => 'which columns must be there?',
	'backup_unconfirmed' => 'a backup is not made by SQL',
	'blob_column' => 'where should the files go?',
	'duplicated_column' => 'which of the copies is the true one?',
	'dynamic_sql_injection' => 'the body must be written anew',
	'foreign_key_type_mismatch' => 'which side is right?',
	'hot_sequential_scan' => 'needs the queries',
	'index_too_wide' => 'which columns are needed?',
	'never_read_table' => 'who should read it?',
	'nullable_composite_foreign_key' => 'may the columns be null?',
	'numbered_columns' => 'a table of their own',
	'plaintext_secret' => 'a hash is not made in place',
	'rls_without_policy' => 'who may see which rows?',
	'sql_ascii' => 'dump and restore',
	'literal_secret' => 'change the secret itself first',
	'too_many_indexes' => 'which are needed?',
	'truncated_name' => 'what should it have been?');

my $node = new_server('remedies', conf => "shared_preload_libraries = 'pg_hygiene'\nwal_level = replica\nmax_replication_slots = 4\n");

$node->safe_psql('postgres', q(CREATE DATABASE "Sinful ""base""" ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0));
my $database = 'Sinful "base"';
$node->safe_psql($database, 'CREATE EXTENSION pg_hygiene');
$node->safe_psql(
	$database,
	slurp_file("$FindBin::RealBin/sins.sql") . q(
	SELECT pg_create_physical_replication_slot('left_behind', true);
	INSERT INTO hygiene.waiver (rule, object, reason) VALUES
		('drop_table', '"Größe & ""Co"""."It''s gone"', 'gone'), ('no ''such'' rule', 'x.y', 'unknown');
	CREATE ROLE "Free Rider";
	ALTER ROLE "Free Rider" IN DATABASE "Sinful ""base""" SET hygiene.mode = off;
	ALTER ROLE "Free Rider" SET hygiene.mode = off;
	ALTER DATABASE "Sinful ""base""" SET hygiene.unused_index_days = 0;
));

# An index whose building failed, under an odd name.
$node->safe_psql($database, q(INSERT INTO "Größe & ""Co""".no_key VALUES (1), (1)));
$node->psql($database, qq(SET hygiene.mode = off;\nCREATE UNIQUE INDEX CONCURRENTLY "Failed ""1""" ON "Größe & ""Co""".no_key (x)));
# … and whose reason is gone
$node->safe_psql($database, q(DELETE FROM "Größe & ""Co""".no_key));
# The guard switched off in two ways
$node->safe_psql($database, q(ALTER EVENT TRIGGER hygiene_ddl_end DISABLE; ALTER DATABASE "Sinful ""base""" SET hygiene.mode = off));

# All findings: rule, object, remedy, message.  What others have just counted is to
# be seen.
sub findings
{
	alone($node, $database);
	my $json = $node->safe_psql($database,
		q(SET client_encoding = 'UTF8';
		SELECT coalesce(rule, '') || E'\x01' || object || E'\x01' || coalesce(remedy, '') || E'\x01' || message || E'\x02'
		FROM hygiene.findings
		WHERE schema_name IS DISTINCT FROM 'public' ORDER BY rule, object));

	return map { s/^\n//; [ split /\x01/, $_, -1 ] } grep { /\S/ } split /\x02/, $json;
}

my @found = findings();
my %seen = map { $_->[0] => 1 } @found;
cmp_ok(scalar(@found), '>', 40, 'the schema is sinful');

# Which rules have no SQL to offer
my %silent = map { $_->[0] => 1 } grep { $_->[2] eq '' } @found;
is_deeply([ sort grep { !$no_remedy{$_} } keys %silent ],
	[], 'findings without a remedy are of the rules listed')
  or diag(map { "$_->[0]: $_->[3]\n" } grep { $_->[2] eq '' && !$no_remedy{ $_->[0] } } @found);

# One remedy as it stands, each of its statements a transaction of its own.
sub apply
{
	my ($rule, $object, $remedy) = @{ $_[0] };
	my ($status, undef, $err) = run_sql($node, $database,
		"SET client_encoding = 'UTF8'; SET hygiene.mode = warn; SET client_min_messages = error;\n$remedy");

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return ok($status == 0 && $err eq '', "$rule: remedy runs") || diag("$object\n$remedy\n$err");
}

# All but renames, after which everything has another name.  A remedy may have
# mended what another finding was about as well: that one is not run.
my $names = qr/^(quoted|reserved|truncated)_name$/;
my %addressed;
foreach my $finding (@found)
{
	my ($rule, $object, $remedy) = @$finding;

	next if $remedy eq '' || $rule =~ $names;
	$addressed{"$rule $object"} = $remedy;
	apply($finding)
	  if grep { $_->[0] eq $rule && $_->[1] eq $object && $_->[2] eq $remedy } findings();
}

my @left = grep { $addressed{"$_->[0] $_->[1]"} } findings();
is(scalar(@left), 0, 'what remedies addressed is gone')
  or diag(map { "$_->[0] $_->[1]\n  was: $addressed{\"$_->[0] $_->[1]\"}\n  now: $_->[2]\n" } @left);

# What remedies made anew does not sin either
my %before = map { ("$_->[0] $_->[1]" => 1) } @found;
my @new = grep { !$before{"$_->[0] $_->[1]"} && $_->[0] !~ $names } findings();
is(scalar(@new), 0, 'remedies bring no findings of their own')
  or diag(map { "$_->[0] $_->[1]: $_->[3]\n" } @new);

# Names, one after the other until none is left
my $others = join ' ', map { $_->[0] } grep { $_->[0] !~ $names } findings();
foreach (1 .. 200)
{
	my ($next) = grep { $_->[0] =~ $names && $_->[2] ne '' } findings();

	last unless $next && apply($next);
}
@left = grep { $_->[0] =~ $names && $_->[2] ne '' } findings();
is(scalar(@left), 0, 'what renames addressed is gone')
  or diag(map { "$_->[0] $_->[1]: $_->[2]\n" } @left);
is(join(' ', map { $_->[0] } grep { $_->[0] !~ $names } findings()),
	$others, 'new names change no other verdict');

# Every rule that audits can tell of had something to tell, but those listed.
my %not_here = map { $_ => 1 } qw(
  autovacuum_off backup_unconfirmed guard_bypassed hot_sequential_scan sql_ascii
  transaction_wraparound never_read_table unused_index);
my @silent_rules = grep { !$seen{$_} && !$not_here{$_} && !$no_remedy{$_} } split /\n/,
  $node->safe_psql($database, q(SELECT rule FROM hygiene.rules WHERE kind = 'state' AND level <> 'off'));
is_deeply(\@silent_rules, [], 'every rule with a remedy was put to the test');

$node->stop;
done_testing();
