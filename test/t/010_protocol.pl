#
# 010_protocol.pl
#	A comment counts for its own statement, however statements come.
#
# Several statements in one message, the extended protocol with and without
# named statements, pipelines, DO blocks: the journal has each statement's own
# text, and no comment speaks for its neighbour.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('protocol', conf => "session_preload_libraries = 'pg_hygiene'\n");

$node->safe_psql('postgres', 'CREATE EXTENSION pg_hygiene');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';

my $refused = qr/column "([a-z]+)" of table "public\.t".*\[drop_column\]/;

# A table with rows to lose, and an empty journal.
sub start_over
{
	$node->safe_psql(
		'postgres', q(
		SET hygiene.mode = off;
		SET client_min_messages = warning;
		DROP TABLE IF EXISTS t, s;
		CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
		INSERT INTO t VALUES (1, 1, 1, 1);
		CREATE TABLE s (id int PRIMARY KEY);
		INSERT INTO s VALUES (1);
		TRUNCATE hygiene.journal));
	return;
}

# What is left of the table, and what the journal says: "id,c a:because b:..."
sub outcome
{
	return $node->safe_psql(
		'postgres', q(
		SELECT (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
				WHERE attrelid = 't'::regclass AND attnum > 0 AND NOT attisdropped),
			(SELECT string_agg(regexp_replace(object, '^public\.(t\.)?', '') || ':' || reason, ' ' ORDER BY at)
			 FROM hygiene.journal WHERE verdict = 'allowed')));
}

# All in one message, as most drivers send a file.
sub message
{
	my ($sql, $stands, $errors, $name) = @_;

	start_over();
	my ($out, $err) = run_command([ 'psql', '-XAtq', '-v', 'VERBOSITY=verbose', '-c', $sql ]);
	is(outcome(), $stands, $name);
	is(join("\n", map { s/^(\S+ \S+) .*?(?:column|table|because|annotation) "([^"]*)".*/$1 $2/r } diagnostics($err)),
		$errors, "$name: what is said");
	return;
}

# ---------------------------------------------------------------------------
# One message
# ---------------------------------------------------------------------------

my $a = '/* hygiene: allow drop_column public.t.a because one */';
my $b = '/* hygiene: allow drop_column public.t.b because two */';

message("$a ALTER TABLE t DROP COLUMN a; $b ALTER TABLE t DROP COLUMN b",
	'id,c|a:one b:two', '', 'each statement with its comment');
is( $node->safe_psql('postgres',
		q(SELECT bool_and(statement LIKE '%DROP COLUMN ' || right(object, 1)
				AND statement NOT LIKE '%;%')
		  FROM hygiene.journal)),
	't', 'each has its own text in the journal');
message("ALTER TABLE t $a DROP COLUMN a; ALTER TABLE t DROP COLUMN b $b;",
	'id,c|a:one b:two', '', 'comments inside and before the semicolon');
message("$a ALTER TABLE t DROP COLUMN a; ALTER TABLE t DROP COLUMN b",
	'id,a,b,c|', 'ERROR PH041 b', 'a comment does not speak for the next statement');
message("ALTER TABLE t DROP COLUMN a; $a SELECT 1",
	'id,a,b,c|', 'ERROR PH041 a', 'nor for the one before');
message("ALTER TABLE t DROP COLUMN a; $a",
	'id,a,b,c|', 'ERROR PH041 a', 'nor behind the last semicolon');
message("SELECT 1; $a\n-- another\nALTER TABLE t DROP COLUMN a",
	'id,b,c|a:one', '', 'with other comments between');
message("SELECT '$a'; ALTER TABLE t DROP COLUMN a",
	'id,a,b,c|', 'ERROR PH041 a', 'what stands in a string is no comment');
message("SELECT \$x\$ $a \$x\$, \"a\" FROM t; ALTER TABLE t DROP COLUMN a",
	'id,a,b,c|', 'ERROR PH041 a', 'nor what stands between dollars');
message("/* /* $a */ */ ALTER TABLE t DROP COLUMN a",
	'id,a,b,c|', 'ERROR PH041 a', 'nor a comment in a comment');
message("$a ALTER TABLE t DROP COLUMN a, DROP COLUMN b",
	'id,a,b,c|', 'ERROR PH041 b', 'a comment names what it means');
message("/* hygiene: allow drop_column public.t because both */ ALTER TABLE t DROP COLUMN a, DROP COLUMN b",
	'id,c|a:both b:both', '', 'the table answers for its columns');
message(
	"SET LOCAL hygiene.allow = 'drop_column public.t.a because set'; ALTER TABLE t DROP COLUMN a",
	'id,b,c|a:set', '', 'SET LOCAL in the same message');
message("SELECT hygiene.allow('drop_column', 'public.t.a', 'called'); ALTER TABLE t DROP COLUMN a",
	'id,b,c|a:called', '', 'the function in the same message');
message("$a ALTER TABLE t DROP COLUMN c",
	'id,a,b,c|', 'ERROR PH041 c', 'a comment about something else');
message("$a CREATE TABLE u (id int PRIMARY KEY); DROP TABLE u",
	'id,a,b,c|', 'WARNING 01HA6 drop_column public.t.a', 'a comment that matched nothing is told');

# TRUNCATE, which comes by another way
my $truncate = '/* hygiene: allow truncate public.s because stale */ TRUNCATE s';
message("$truncate; $a ALTER TABLE t DROP COLUMN a", 'id,b,c|s:stale a:one', '', 'TRUNCATE and DDL');
message("$truncate; INSERT INTO s VALUES (2); TRUNCATE s",
	'id,a,b,c|', 'ERROR PH049 public.s', 'TRUNCATE twice with one word');

# Inside of other statements
message("DO \$\$ BEGIN $a ALTER TABLE t DROP COLUMN a; END \$\$",
	'id,b,c|a:one', '', 'in the body of a DO block');
message("$a DO \$\$ BEGIN EXECUTE 'ALTER TABLE t DROP COLUMN a'; END \$\$; DO \$\$ BEGIN ALTER TABLE t DROP COLUMN b; END \$\$",
	'id,a,b,c|', 'ERROR PH041 b', 'before one of two DO blocks');
message("$a DO \$\$ BEGIN EXECUTE 'ALTER TABLE t DROP COLUMN a'; END \$\$",
	'id,b,c|a:one', '', 'before a DO block');
message("BEGIN; $a ALTER TABLE t DROP COLUMN a; COMMIT; BEGIN; $b ALTER TABLE t DROP COLUMN b; COMMIT",
	'id,c|a:one b:two', '', 'two transactions in one message');

# A refused statement takes the whole message back
message("CREATE TABLE kept (id int PRIMARY KEY); $a ALTER TABLE t DROP COLUMN a; ALTER TABLE t DROP COLUMN c",
	'id,a,b,c|', 'ERROR PH041 c', 'one message is one transaction');
is($node->safe_psql('postgres', "SELECT to_regclass('kept') IS NULL"), 't', 'all of it is taken back');

# ---------------------------------------------------------------------------
# The extended protocol
# ---------------------------------------------------------------------------

# Runs a script of pgbench in this protocol.
sub bench
{
	my ($protocol, $script, $stands, $errors, $name, $times) = @_;
	my $file = $node->basedir . '/script.sql';

	start_over();
	unlink $file;
	append_to_file($file, $script);
	my ($out, $err) = run_command([ 'pgbench', '-n', '-t', $times // 1, '-M', $protocol, '-f', $file ]);
	is(outcome(), $stands, "$protocol: $name");
	like($err, $errors, "$protocol: $name: what is said");
	return;
}

# Nothing but what pgbench says of itself
my $quiet = qr/\A(?!.*(?:ERROR|WARNING|NOTICE))/s;

foreach my $protocol ('simple', 'extended', 'prepared')
{
	bench($protocol, "$a ALTER TABLE t DROP COLUMN a;\n$b ALTER TABLE t DROP COLUMN b;\n",
		'id,c|a:one b:two', $quiet, 'each statement with its comment');
	bench($protocol, "$a ALTER TABLE t DROP COLUMN a;\nALTER TABLE t DROP COLUMN b;\n",
		'id,b,c|a:one', qr/ERROR: +dropping column "b"/, 'one with, one without');
	bench($protocol, "ALTER TABLE t DROP COLUMN a $a;\n",
		'id,b,c|a:one', $quiet, 'a comment behind');
	bench($protocol,
		"BEGIN;\nSET LOCAL hygiene.allow = 'drop_column public.t.a because set';\nALTER TABLE t DROP COLUMN a;\nCOMMIT;\n",
		'id,b,c|a:set', $quiet, 'SET LOCAL in a block');
	bench($protocol, "BEGIN;\n$a SELECT 1;\nALTER TABLE t DROP COLUMN a;\nCOMMIT;\n",
		'id,a,b,c|', qr/ERROR: +dropping column "a"/, 'a comment of another statement of the block');
	bench($protocol, "INSERT INTO s VALUES (2) ON CONFLICT DO NOTHING;\n$truncate;\n",
		'id,a,b,c|s:stale s:stale s:stale', $quiet, 'the same statement three times', 3);
	bench($protocol,
		"CREATE TABLE u (id int PRIMARY KEY, price float8);\n",
		'id,a,b,c|', qr/ERROR: +column "price" of table "public\.u"/, 'DDL is judged');
	bench($protocol,
		"CREATE TABLE s_note (body text);\nDROP TABLE s_note;\n",
		'id,a,b,c|', qr/WARNING: +table "public\.s_note".*\[missing_primary_key\]/,
		'warnings of the commit are told');

	# as migration tools go about it
	bench($protocol,
		"CREATE DATABASE shadow TEMPLATE template0;\nDROP DATABASE shadow;\n",
		'id,a,b,c|', $quiet, 'a database to try migrations in comes and goes');
	bench($protocol,
		"CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);\n"
		  . "INSERT INTO schema_migrations VALUES (1, true);\n"
		  . "BEGIN;\nTRUNCATE public.schema_migrations;\nINSERT INTO schema_migrations VALUES (2, false);\nCOMMIT;\n"
		  . "DROP TABLE schema_migrations;\n",
		'id,a,b,c|', $quiet, "a tool's own bookkeeping");
	bench($protocol,
		"BEGIN;\nCREATE TABLE replayed (id int PRIMARY KEY, old int, older int);\nINSERT INTO replayed VALUES (1, 1, 1);\n"
		  . "SAVEPOINT file;\nSET LOCAL hygiene.allow = 'drop_column public.replayed.old because of V2';\n"
		  . "ALTER TABLE replayed DROP COLUMN old;\nRELEASE file;\n"
		  . "SAVEPOINT file;\n/* hygiene: allow drop_column public.replayed.older because of V3 */ ALTER TABLE replayed DROP COLUMN older;\nRELEASE file;\n"
		  . "DROP TABLE replayed;\nCOMMIT;\n",
		'id,a,b,c|', $quiet, 'all migrations again in one transaction');
	{
		local $ENV{PGOPTIONS} = '-c hygiene.allow=drop_column\ public.t.a\ because\ pushed';
		bench($protocol, "CREATE TABLE u (id int PRIMARY KEY);\nDROP TABLE u;\nALTER TABLE t DROP COLUMN a;\n",
			'id,b,c|a:pushed', qr/\A(?!.*(?:ERROR|annotation))/s, 'a word for the whole session, from the start');
		bench($protocol, "ALTER TABLE t DROP COLUMN b;\n",
			'id,a,b,c|', qr/ERROR: +dropping column "b"/, 'it says nothing for others');
	}
}

# Pipelines: one transaction up to the Sync
foreach my $protocol ('extended', 'prepared')
{
	bench($protocol,
		"\\startpipeline\n$a ALTER TABLE t DROP COLUMN a;\n$b ALTER TABLE t DROP COLUMN b;\n\\endpipeline\n",
		'id,c|a:one b:two', $quiet, 'pipeline: each statement with its comment');
	bench($protocol,
		"\\startpipeline\n$a ALTER TABLE t DROP COLUMN a;\nALTER TABLE t DROP COLUMN b;\n\\endpipeline\n",
		'id,a,b,c|', qr/ERROR: +dropping column "b"/, 'pipeline: one with, one without');
	bench($protocol,
		"\\startpipeline\nALTER TABLE t DROP COLUMN a;\n$a SELECT 1;\n\\endpipeline\n",
		'id,a,b,c|', qr/ERROR: +dropping column "a"/, 'pipeline: a comment of the next statement');
	bench($protocol,
		"\\startpipeline\nSET LOCAL hygiene.allow = 'drop_column public.t.a because set';\nALTER TABLE t DROP COLUMN a;\n\\endpipeline\n",
		'id,b,c|a:set', qr/\A(?!.*ERROR)/s, 'pipeline: SET LOCAL holds up to its end');
	bench($protocol,
		"\\startpipeline\nCREATE TABLE child (id int PRIMARY KEY, s_id int REFERENCES s);\nCREATE INDEX ON child (s_id);\nDROP TABLE child;\n\\endpipeline\n",
		'id,a,b,c|', $quiet, 'pipeline: the index comes in time');
}

# psql's own way into the extended protocol, which came with 16
if ($node->pg_version >= 16)
{
	start_over();
	silent($node, 'postgres', "$a ALTER TABLE t DROP COLUMN a \\bind \\g\n", 'psql \bind with a comment');
	refused($node, 'postgres', "ALTER TABLE t DROP COLUMN b \\bind \\g\n",
		'PH041', $refused, 'psql \bind without');
}

$node->stop;
done_testing();
