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
	$database, q(
	SET hygiene.mode = off;
	SET client_encoding = 'UTF8';
	CREATE SCHEMA "Größe & ""Co""";
	SET search_path = "Größe & ""Co""";

	-- types
	CREATE DOMAIN "Price in €" AS double precision;
	CREATE TABLE "Bestell ""Posten""" (
		id bigint PRIMARY KEY,
		"Total Price" float8 DEFAULT 0 CHECK ("Total Price" >= 0),
		"net""amount" real[] DEFAULT '{}',
		unit_price "Price in €",
		fee money NOT NULL DEFAULT 1,
		"Created At" text,
		birth_date varchar(10),
		seen_at timestamp NOT NULL DEFAULT now(),
		"at time" time with time zone,
		"Kürzel" char(12) DEFAULT 'x',
		"JSON Doc" json DEFAULT '{}',
		customer_uuid varchar(36),
		"Klasse" regproc);
	INSERT INTO "Bestell ""Posten""" (id, "Total Price", fee, "Created At", birth_date, "Kürzel", customer_uuid)
		VALUES (1, 1.5, 2, '2024-02-29 10:00:00+00', '2001-12-31', 'abc', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
	CREATE TABLE sales_2 (id bigint, region text, price float4, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
	CREATE TABLE "sales EU" PARTITION OF sales_2 FOR VALUES IN ('eu') PARTITION BY RANGE (id);
	CREATE TABLE "sales EU 1" PARTITION OF "sales EU" FOR VALUES FROM (1) TO (100);
	CREATE TABLE sales_us PARTITION OF sales_2 FOR VALUES IN ('us');
	INSERT INTO sales_2 VALUES (1, 'eu', 1), (1, 'us', 2);
	CREATE TABLE base_invoice (id bigint PRIMARY KEY, total_price float8);
	CREATE TABLE child_invoice (PRIMARY KEY (id)) INHERITS (base_invoice);
	CREATE TABLE "invoice for view" (id bigint PRIMARY KEY, due_date text);
	CREATE VIEW "a view" AS SELECT id FROM "invoice for view";

	-- keys and links
	CREATE TABLE "Ref Parent" ("Id" bigint PRIMARY KEY, a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
	CREATE TABLE "ref child" (id bigint PRIMARY KEY, "Parent Id" bigint REFERENCES "Ref Parent",
		a int NOT NULL, b int NOT NULL, FOREIGN KEY (a, b) REFERENCES "Ref Parent" (a, b));
	CREATE TABLE no_key (x int);
	CREATE TABLE "no key, but id" (id bigint NOT NULL, y text);
	CREATE TABLE almost_key ("Nr" bigint NOT NULL, t text NOT NULL);
	CREATE UNIQUE INDEX "almost key ""Nr""" ON almost_key ("Nr");
	CREATE TABLE part_child (id bigint, parent bigint REFERENCES "Ref Parent", PRIMARY KEY (id)) PARTITION BY HASH (id);
	CREATE TABLE "part child 0" PARTITION OF part_child FOR VALUES WITH (MODULUS 2, REMAINDER 0);
	CREATE TABLE "part child 1" PARTITION OF part_child FOR VALUES WITH (MODULUS 2, REMAINDER 1);
	CREATE TABLE twice (id bigint PRIMARY KEY, p bigint NOT NULL REFERENCES "Ref Parent");
	ALTER TABLE twice ADD CONSTRAINT "again (p)" FOREIGN KEY (p) REFERENCES "Ref Parent";
	CREATE INDEX ON twice (p);
	CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
	CREATE TABLE linked_by_name (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
	CREATE INDEX ON linked_by_name (customer_id);
	CREATE TABLE "short Key" ("iD" int PRIMARY KEY, name text NOT NULL);
	CREATE TABLE short_identity (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
	CREATE TABLE unchecked (id bigint PRIMARY KEY, n int NOT NULL);
	ALTER TABLE unchecked ADD CONSTRAINT "n > 0" CHECK (n > 0) NOT VALID;
	CREATE TABLE nullable_unique (id bigint PRIMARY KEY, a int, b int, UNIQUE (a, b));

	-- indexes
	CREATE TABLE indexed (id bigint PRIMARY KEY, "A b" int NOT NULL, c int NOT NULL);
	CREATE INDEX "Dup ""1""" ON indexed ("A b");
	CREATE INDEX "Dup 2" ON indexed ("A b");
	CREATE INDEX redundant ON indexed (c);
	CREATE INDEX whole ON indexed (c, "A b");

	-- names
	CREATE TABLE "user" (id bigint PRIMARY KEY, "select" text NOT NULL, "Order" int NOT NULL);
	CREATE TABLE with_a_long_column (id bigint PRIMARY KEY, note text NOT NULL,
		the_number_of_the_customer_as_it_was_known_to_the_accounting_department text NOT NULL);

	-- code
	CREATE FUNCTION "Definer (odd)"(a int, "B" text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
	CREATE PROCEDURE "definer proc"() LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN NULL; END';
	CREATE TABLE secured (id bigint PRIMARY KEY, owner name NOT NULL);
	ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
	CREATE POLICY "Every Body" ON secured USING (true);
	CREATE TABLE "rls, no policy" (id bigint PRIMARY KEY, x int NOT NULL);
	ALTER TABLE "rls, no policy" ENABLE ROW LEVEL SECURITY;
	CREATE TABLE "policy, no rls" (id bigint PRIMARY KEY, owner name NOT NULL);
	CREATE POLICY own ON "policy, no rls" USING (owner = current_user);
	CREATE VIEW "definer view" AS SELECT id FROM secured;
	GRANT CREATE ON SCHEMA "Größe & ""Co""" TO PUBLIC;

	-- the database as a whole
	CREATE TABLE "Old Serial" (id serial PRIMARY KEY, name text NOT NULL);
	CREATE TABLE "Old Identity" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
	CREATE SEQUENCE "Down!" INCREMENT -1 MINVALUE -100;
	CREATE TABLE "fed by Default" (id smallint PRIMARY KEY DEFAULT nextval('"Down!"'), name text NOT NULL);
	SELECT setval('"Old Serial_id_seq"', 2000000000), setval('"Old Identity_id_seq"', 2000000000), setval('"Down!"', -95);
	CREATE TABLE "never Vacuumed" (id bigint PRIMARY KEY, name text NOT NULL) WITH (autovacuum_enabled = off);
	CREATE MATERIALIZED VIEW "never Refreshed" WITH (autovacuum_enabled = off) AS SELECT 1 AS id;
	CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
	CREATE TRIGGER "Keep ""It""" BEFORE INSERT ON "Old Serial" FOR EACH ROW EXECUTE FUNCTION watch();
	ALTER TABLE "Old Serial" DISABLE TRIGGER ALL;
	CREATE TRIGGER t BEFORE INSERT ON sales_2 FOR EACH ROW EXECUTE FUNCTION watch();
	ALTER TABLE sales_2 DISABLE TRIGGER t;
	ALTER TABLE "ref child" DISABLE TRIGGER ALL;
	CREATE TABLE "Page Cache" (id bigint PRIMARY KEY, value text NOT NULL);
	CREATE TABLE "mail Queue" (id bigint PRIMARY KEY, "status" text NOT NULL);
	CREATE TABLE part_queue (id bigint PRIMARY KEY, status text NOT NULL) PARTITION BY HASH (id);
	CREATE TABLE "part queue 0" PARTITION OF part_queue FOR VALUES WITH (MODULUS 1, REMAINDER 0);
	CREATE TABLE "Loaded" (id bigint PRIMARY KEY, name text NOT NULL);
	INSERT INTO "Loaded" SELECT g, 'x' FROM generate_series(1, 20000) AS g;
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
# What has just been counted is to be seen.
$node->safe_psql($database, 'SELECT pg_stat_force_next_flush()');

# All findings: rule, object, remedy, message.
sub findings
{
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
