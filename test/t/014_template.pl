#
# 014_template.pl
#	Waivers outlive where they were made: dumps restored where a template brought
#	waivers of its own, databases renamed and copied, replication.
#
# A restore always works, and what the dump says of an object counts.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('template', allows_streaming => 'logical');
my $dir = $node->basedir;

# ---------------------------------------------------------------------------
# A template with waivers, and a database that waives the same otherwise
# ---------------------------------------------------------------------------

$node->safe_psql('template1', q(
	CREATE EXTENSION pg_hygiene;
	SET client_min_messages = error;
	SELECT hygiene.baseline('the template''s');
	SELECT hygiene.waive('float_money', 'public.orders.price', 'the template''s');
	SELECT hygiene.waive('float_money', 'public.orders."Fee (net)"', 'the template''s', '2999-01-01');
	SELECT hygiene.waive('float_money', 'public.orders.id', 'the template''s alone');
	SELECT hygiene.waive('drop_table', 'public.orders', 'the template''s');
	SELECT hygiene.record_backup('s3://template', now() - interval '2 days');
	CREATE TABLE gone ();
	DROP TABLE gone));
my $alone = 'float_money|public.orders.id|the template\'s alone|';
is($node->safe_psql('template1', q(SELECT string_agg(rule, ',' ORDER BY rule) FROM hygiene.waiver WHERE object = 'this database')),
	'autovacuum_off,backup_unconfirmed,guard_bypassed', 'findings about the database as a whole name it so');

$node->safe_psql('postgres', q(CREATE DATABASE "The App" TEMPLATE template0));
$node->safe_psql('The App', q(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = warn;
	SET client_min_messages = error;
	CREATE TABLE orders (id int PRIMARY KEY, price float8, "Fee (net)" real);
	INSERT INTO orders VALUES (1, 2.5, 0.5);
	SELECT hygiene.baseline('the app''s');
	SELECT hygiene.waive('float_money', 'public.orders.price', 'the app''s', '2998-01-01');
	SELECT hygiene.waive('drop_table', 'public.orders', 'the app''s');
	SET hygiene.mode = enforce;
	SELECT hygiene.record_backup('s3://app', now() - interval '1 day');
	CREATE TABLE keyless (body text);
	DROP TABLE keyless));

my $waivers = 'SELECT rule, object, reason, expires_at FROM hygiene.waiver ORDER BY rule, object';
my $facts = q(
	SELECT created_by, created_at, w FROM hygiene.waiver AS w WHERE reason = 'the app''s' ORDER BY rule, object;
	SELECT * FROM orders;);
my $findings = q(SELECT rule, object, waived, fingerprint FROM hygiene.audit() ORDER BY 1, 2);
my $want = $node->safe_psql('The App', $waivers);
my $want_facts = $node->safe_psql('The App', $facts);
my $want_findings = $node->safe_psql('The App', $findings);
like($want, qr/^backup_unconfirmed\|this database\|the app's\|/m, 'there is a waiver of the database as a whole');
unlike($want_findings, qr/\|f\|/, 'nothing is open');
my $with_templates = join "\n", sort split(/\n/, $want), $alone;

my $app = $node->connstr('The App');
$node->command_ok([ 'pg_dump', '-f', "$dir/plain.sql", '-d', $app ], 'plain dump');
$node->command_ok([ 'pg_dump', '-Fc', '-f', "$dir/custom", '-d', $app ], 'custom dump');
$node->command_ok([ 'pg_dump', '-Fd', '-j', '2', '-f', "$dir/directory", '-d', $app ], 'directory dump');
$node->command_ok([ 'pg_dump', '--inserts', '-f', "$dir/inserts.sql", '-d', $app ], 'dump of INSERTs');
$node->command_ok([ 'pg_dump', '--inserts', '--on-conflict-do-nothing', '-f', "$dir/conflict.sql", '-d', $app ],
	'dump of INSERTs that leave what is there');
$node->command_ok([ 'pg_dump', '--data-only', '-f', "$dir/data.sql", '-d', $app ], 'dump of data');
$node->command_ok([ 'pg_dump', '--data-only', '--disable-triggers', '-f', "$dir/no_triggers.sql", '-d', $app ],
	'dump of data without triggers');

# Runs a program that must succeed without a word of the server's.
sub restores
{
	my ($database, $command, %opts) = @_;
	my ($out, $errors);

	delete local $ENV{PGAPPNAME};
	local $ENV{PGAPPNAME} = $opts{as} if $opts{as};
	local $ENV{PGOPTIONS} = $opts{options} if $opts{options};
	local $ENV{PGHOST} = $node->host;
	local $ENV{PGPORT} = $node->port;
	my $rc = IPC::Run::run([ $command->[0], '-d', $database, @$command[1 .. $#$command] ], '>', \$out, '2>', \$errors);
	$errors =~ s/^.*WARNING:  this session looks like the restore of a dump.*\nHINT:.*\n//mg if $opts{as};

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return ok($rc && $errors eq '', "$database: it is restored") || diag($errors);
}

my $trigger = q(SELECT tgenabled FROM pg_trigger WHERE tgrelid = 'hygiene.waiver'::regclass AND NOT tgisinternal);

sub is_app
{
	my ($database) = @_;

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	same_lines(join("\n", sort split /\n/, $node->safe_psql($database, $waivers)), $with_templates,
		"$database: the dump's waivers, and what the template alone has");
	is($node->safe_psql($database, $facts), $want_facts, "$database: each as it was");
	same_lines($node->safe_psql($database, $findings), $want_findings, "$database: they count");
	sql_is($node, $database, 'SELECT ref FROM hygiene.backup ORDER BY taken_at', "s3://template\ns3://app", "$database: both backups");
	sql_is($node, $database, q(SELECT count(*) FROM hygiene.journal WHERE rule = 'missing_primary_key' AND object = 'public.keyless'),
		'1', "$database: the journal came");
	sql_is($node, $database, $trigger, 'A', "$database: and so would another dump");
}

my @psql = ('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null');
my %ways = (
	psql => [ @psql, '-f', "$dir/plain.sql" ],
	psql_1 => [ @psql, '-1', '-f', "$dir/plain.sql" ],
	inserts => [ @psql, '-f', "$dir/inserts.sql" ],
	conflict => [ @psql, '-f', "$dir/conflict.sql" ],
	restore => [ 'pg_restore', '-e', "$dir/custom" ],
	restore_1 => [ 'pg_restore', '-1', "$dir/custom" ],
	jobs => [ 'pg_restore', '-e', '-j', '2', "$dir/custom" ],
	directory => [ 'pg_restore', '-e', '-j', '3', "$dir/directory" ]);
foreach my $way (sort keys %ways)
{
	$node->safe_psql('postgres', "CREATE DATABASE $way");
	restores($way, $ways{$way});
	is_app($way);
}

# Under another name, with triggers or judging switched off
my %opts = (
	tool => { as => 'a GUI' },
	replica => { options => '-c session_replication_role=replica' },
	off => { options => '-c hygiene.mode=off' });
foreach my $way (sort keys %opts)
{
	$node->safe_psql('postgres', "CREATE DATABASE $way");
	restores($way, $ways{restore}, %{ $opts{$way} });
	is_app($way);
}

# Data alone, onto tables that are there; twice, as waivers are not what stops it
my %data = (
	data => [ @psql, '-f', "$dir/data.sql" ],
	no_triggers => [ @psql, '-f', "$dir/no_triggers.sql" ],
	data_restore => [ 'pg_restore', '-e', '--data-only', '--disable-triggers', '-j', '2', "$dir/custom" ]);
foreach my $way (sort keys %data)
{
	$node->safe_psql('postgres', "CREATE DATABASE $way");
	restores($way, [ 'pg_restore', '-e', '--section=pre-data', "$dir/custom" ]);
	restores($way, $data{$way});
	restores($way, [ 'pg_restore', '-e', '--section=post-data', "$dir/custom" ]);
	is_app($way);
}

# ---------------------------------------------------------------------------
# By hand all is as it was
# ---------------------------------------------------------------------------

my $again = q(INSERT INTO hygiene.waiver (rule, object, reason) VALUES ('float_money', 'public.orders.price', 'by hand'));
my $reason = q(SELECT reason FROM hygiene.waiver WHERE rule = 'float_money' AND object = 'public.orders.price');
refused($node, 'psql', $again, '23505', qr/"waiver_pkey"/, 'a second row for the same is refused');
sql_is($node, 'psql', "$again ON CONFLICT DO NOTHING; $reason", "the app's", 'or leaves the first');
sql_is($node, 'psql', "$again ON CONFLICT (rule, object) DO UPDATE SET reason = excluded.reason; $reason", 'by hand', 'or changes it');
silent($node, 'psql', q(SELECT hygiene.waive('float_money', 'public.orders.price', 'anew')), 'waive() changes it');
sql_is($node, 'psql', $reason, 'anew', 'so it reads');
refused($node, 'psql', q(CREATE ROLE someone; SET ROLE someone; CREATE TEMP TABLE t (rule text, object text);
	CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION hygiene.take_waiver()),
	'42501', qr/permission denied for function/, 'the trigger is not for the tables of others');

# ---------------------------------------------------------------------------
# Under another name, and as a template
# ---------------------------------------------------------------------------

alone($node, 'The App');
$node->safe_psql('postgres', q(ALTER DATABASE "The App" RENAME TO renamed; CREATE DATABASE copy TEMPLATE renamed));
foreach my $database ('renamed', 'copy')
{
	same_lines($node->safe_psql($database, $findings), $want_findings, "$database: what was waived still is, by the same fingerprints");
	sql_is($node, $database, 'SELECT count(*) FROM hygiene.stale_waivers WHERE object = \'this database\'', '0',
		"$database: and its waivers are not stale");
}
silent($node, 'copy', q(SELECT hygiene.unwaive('backup_unconfirmed', 'this database')), 'one is taken back');
sql_is($node, 'copy', q(SELECT object, object_type FROM hygiene.findings WHERE rule = 'backup_unconfirmed'),
	'this database|database', 'and there it is');

# ---------------------------------------------------------------------------
# Replication
# ---------------------------------------------------------------------------

$node->safe_psql('renamed', q(CREATE PUBLICATION p FOR TABLE hygiene.waiver;
	SELECT pg_create_logical_replication_slot('waivers', 'pgoutput')));
$node->safe_psql('postgres', 'CREATE DATABASE subscriber');
my $publisher = $node->connstr('renamed') =~ s/'/''/gr;
$node->safe_psql('subscriber', "CREATE SUBSCRIPTION s CONNECTION '$publisher' PUBLICATION p WITH (create_slot = false, slot_name = waivers)");
$node->wait_for_subscription_sync($node, 's', 'subscriber') if $node->can('wait_for_subscription_sync');
$node->poll_query_until('subscriber', q(SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel))
  or die 'the first copy does not come to its end';
same_lines(join("\n", sort split /\n/, $node->safe_psql('subscriber', $waivers)), $with_templates, 'the first copy takes the place of what is there');
$node->safe_psql('renamed', q(INSERT INTO hygiene.waiver (rule, object, reason) VALUES ('float_money', 'public.orders.id', 'the app''s')));
ok($node->poll_query_until('subscriber', q(SELECT count(*) = 1 FROM hygiene.waiver WHERE rule = 'float_money' AND object = 'public.orders.id' AND reason = 'the app''s')),
	'so does what comes later');
$node->safe_psql('subscriber', 'ALTER SUBSCRIPTION s DISABLE; ALTER SUBSCRIPTION s SET (slot_name = NONE); DROP SUBSCRIPTION s');

$node->stop;
done_testing();
