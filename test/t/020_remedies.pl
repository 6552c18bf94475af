#
# 020_remedies.pl
#	Every remedy runs, and what it addressed is gone.
#
# A schema full of sins, under names of every kind, is audited; each remedy that
# is SQL is run as it stands, as its reader would; and a second audit must not
# name any of it again.  Which rules have no remedy in SQL is in the expected
# output of their regress topics.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

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
my %offers = map { $_->[0] => 1 } grep { $_->[2] ne '' } @found;
cmp_ok(scalar(keys %offers), '>', scalar(keys %seen) / 2, 'most rules offer SQL');
note("no SQL from $_") foreach grep { !$offers{$_} } sort keys %seen;

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

# Rules that audits can tell of, and that found nothing here
note("not put to the test: $_") foreach grep { !$seen{$_} } split /\n/,
  $node->safe_psql($database, q(SELECT rule FROM hygiene.rules WHERE kind = 'state' AND level <> 'off'));

$node->stop;
done_testing();
