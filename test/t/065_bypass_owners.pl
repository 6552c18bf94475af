#
# 065_bypass_owners.pl
#	Bypass attempts by the owner of the database, and what shows when a superuser
#	has got his way.
#
# The owner of the database cannot switch the guard off.  A superuser can, in many
# ways: then hygiene.status() and the rule guard_bypassed show the way while it is
# open, and the relations that were changed after it is closed.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('bypass_owners');

$node->safe_psql('postgres', 'CREATE ROLE boss LOGIN CREATEDB; CREATE ROLE helper LOGIN; CREATE DATABASE app OWNER boss');
$node->safe_psql('app', 'CREATE EXTENSION pg_hygiene');

# What an audit says of the guard, but for preloading.
my $guard = q(SELECT string_agg(level || ' ' || object, ', ' ORDER BY level, object) FROM hygiene.findings
	WHERE rule = 'guard_bypassed' AND message !~ 'preload');
# What is not as it should be, by the status of a new session.
my $status = q(SELECT string_agg(item || ': ' || value, '; ' ORDER BY item) FROM hygiene.status()
	WHERE NOT ok AND item NOT IN ('library', 'TRUNCATE, DROP DATABASE'));

# ---------------------------------------------------------------------------
# The owner of the database
# ---------------------------------------------------------------------------

$node->safe_psql('app', 'CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1); ',
	extra_params => [ '-U', 'boss' ]);

foreach my $loaded ('', 'CREATE TEMP TABLE loads_the_library (id int); ')
{
	my $when = $loaded ? 'with the library' : 'before the library is loaded';

	foreach my $try (
		'ALTER DATABASE app SET hygiene.mode = off',
		'ALTER DATABASE app SET hygiene.drop_table = off',
		"ALTER DATABASE app SET hygiene.ignore_tables = '*'",
		'ALTER DATABASE app SET session_replication_role = replica',
		"ALTER DATABASE app SET session_preload_libraries = ''",
		'ALTER ROLE ALL SET hygiene.mode = off',
		'ALTER ROLE boss IN DATABASE app SET hygiene.mode = off',
		'ALTER SYSTEM SET hygiene.mode = off')
	{
		refused($node, 'app', "$loaded$try", '42501', qr/permission|superuser/,
			"boss: $try, $when", extra_params => [ '-U', 'boss' ]);
	}
}
foreach my $try (
	'DROP EXTENSION pg_hygiene',
	'ALTER EVENT TRIGGER hygiene_ddl_end DISABLE',
	'DROP SCHEMA hygiene CASCADE',
	'ALTER SCHEMA hygiene RENAME TO gone',
	'DELETE FROM hygiene.journal',
	"SELECT hygiene.waive('drop_table', 'public.t', 'mine')",
	"SELECT hygiene.baseline('mine')")
{
	refused($node, 'app', $try, '42501', qr/owner|permission/, "boss: $try", extra_params => [ '-U', 'boss' ]);
}

# RESET ALL takes back what he may set, and nothing else
$node->safe_psql('app', q(LOAD 'pg_hygiene'; ALTER DATABASE app SET hygiene.drop_table = error));
silent($node, 'app', 'ALTER DATABASE app RESET ALL', 'boss: RESET ALL passes', extra_params => [ '-U', 'boss' ]);
is($node->safe_psql('app', q(SELECT count(*) FROM pg_db_role_setting WHERE 'hygiene.drop_table=error' = ANY (setconfig))),
	'1', 'and leaves what a superuser has set');
refused($node, 'app', 'DROP TABLE t', 'PH040', qr/"public\.t"/, 'boss: a drop is refused', extra_params => [ '-U', 'boss' ]);
refused($node, 'app', 'REASSIGN OWNED BY boss TO helper', '42501', qr/permission|SET ROLE/, 'boss: nothing to give away',
	extra_params => [ '-U', 'boss' ]);
refused($node, 'app', 'DROP OWNED BY boss', 'PH048', qr/role "boss"/, 'boss: nor to drop as his',
	extra_params => [ '-U', 'boss' ]);
is($node->safe_psql('app', $guard), '', 'of all that the audit says nothing');
is($node->safe_psql('app', $status), '', 'nor does the status');

# His own database is his to drop, unless the library is loaded where he says it
$node->safe_psql('postgres', 'CREATE DATABASE his OWNER boss');
refused($node, 'app', 'CREATE TEMP TABLE x (id int); DROP DATABASE his', 'PH050', qr/database "his"/,
	'boss: DROP DATABASE where the library is loaded', extra_params => [ '-U', 'boss' ]);
silent($node, 'template1', 'DROP DATABASE his', 'boss: DROP DATABASE from where nobody looks',
	extra_params => [ '-U', 'boss' ]);

# A copy of the database keeps its guard
alone($node, 'app');
silent($node, 'postgres', 'CREATE DATABASE copy TEMPLATE app', 'boss: a copy of the database',
	extra_params => [ '-U', 'boss' ]);
refused($node, 'copy', 'DROP TABLE t', 'PH040', qr/"public\.t"/, 'has a guard of its own',
	extra_params => [ '-U', 'boss' ]);
is($node->safe_psql('copy', $guard), '', 'and nothing bypasses it');

# A restored database has its guard, whether the dump was recognized or the guard was
# off; so has one that had tables before the extension
foreach my $mode ('enforce', 'off')
{
	my $dump = $node->basedir . '/app.sql';

	$node->safe_psql('postgres', "CREATE DATABASE restored_$mode");
	$node->command_ok([ 'pg_dump', '-f', $dump, 'app' ], "a dump for hygiene.mode = $mode");
	local $ENV{PGOPTIONS} = "-c hygiene.mode=$mode";
	$node->command_ok([ 'psql', '-Xq', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-f', $dump, "restored_$mode" ],
		"restored with hygiene.mode = $mode");
	delete local $ENV{PGOPTIONS};
	is($node->safe_psql("restored_$mode", $guard), '', 'nothing bypasses the guard');
	silent($node, "restored_$mode", 'CREATE TABLE first_one (id int PRIMARY KEY)', 'then a change that is judged');
	is($node->safe_psql("restored_$mode", $guard), '', 'and still nothing bypasses it');
}
$node->safe_psql('postgres', 'CREATE DATABASE late');
$node->safe_psql('late', 'CREATE TABLE before (id int PRIMARY KEY, price float8); CREATE EXTENSION pg_hygiene');
is($node->safe_psql('late', $guard), '', 'what was there before the extension bypasses nothing');

# ---------------------------------------------------------------------------
# A superuser, who wins; what is left to be seen are the open way and the defects
# ---------------------------------------------------------------------------

# One way: what is open meanwhile by status and audit; afterwards there is no trace of
# the change but the defects that it left.
sub way
{
	my ($name, $open, $close, %shows) = @_;

	$node->safe_psql('app', q(SET hygiene.mode = off; SET client_min_messages = error;
		DROP TABLE IF EXISTS lost, kept, made;
		CREATE TABLE lost (id int PRIMARY KEY); INSERT INTO lost VALUES (1);
		CREATE TABLE kept (id int PRIMARY KEY, a int)));
	my ($rc, undef, $err) = run_sql($node, 'app',
		"$open DROP TABLE lost; ALTER TABLE kept ADD price float8; CREATE TABLE made (id int PRIMARY KEY);"
		  . ($open =~ /^BEGIN/ ? ' COMMIT;' : ''));
	is("$rc $err", '0 ', "$name: the superuser wins");
	if ($shows{audit})
	{
		is($node->safe_psql('app', $guard), $shows{audit}, "$name: the audit shows the way");
		like($node->safe_psql('app', $status), qr/^$shows{status}$/, "$name: so does the status");
	}
	ref $close ? $close->() : $node->safe_psql('app', $close) if $close;
	is($node->safe_psql('app', $guard), '', "$name: afterwards the audit does not know that there was one");
	is($node->safe_psql('app', $status), '', "$name: nor does the status");
	is($node->safe_psql('app', q(SELECT object FROM hygiene.findings WHERE rule = 'float_money' AND table_name = 'kept')),
		'public.kept.price', "$name: the defect is found");
	return;
}

way('SET hygiene.mode', 'SET hygiene.mode = off;', '');
way('SET LOCAL hygiene.mode', 'BEGIN; SET LOCAL hygiene.mode = off;', '');
way('session_replication_role', 'SET session_replication_role = replica;', '');
way('ALTER DATABASE … SET hygiene.mode', q(LOAD 'pg_hygiene'; ALTER DATABASE app SET hygiene.mode = off; \c)
	. "\n", 'ALTER DATABASE app RESET hygiene.mode',
	audit => 'warning this database hygiene.mode', status => 'mode: off');
way('ALTER ROLE ALL SET hygiene.mode', q(LOAD 'pg_hygiene'; ALTER ROLE ALL SET hygiene.mode = off; \c)
	. "\n", 'ALTER ROLE ALL RESET hygiene.mode',
	audit => 'warning this database hygiene.mode', status => 'mode: off');
way('ALTER DATABASE … SET session_replication_role', "ALTER DATABASE app SET session_replication_role = replica; \\c\n",
	'ALTER DATABASE app RESET session_replication_role',
	audit => 'warning this database session_replication_role', status => 'session_replication_role: replica');
way('ALTER ROLE … SET hygiene.mode', q(LOAD 'pg_hygiene'; ALTER ROLE postgres SET hygiene.mode = off; \c)
	. "\n", 'ALTER ROLE postgres RESET hygiene.mode', audit => 'audit postgres', status => 'mode: off');
way('ALTER EVENT TRIGGER … DISABLE', 'ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;',
	'ALTER EVENT TRIGGER hygiene_ddl_end ENABLE',
	audit => 'warning hygiene_ddl_end', status => 'event trigger on ddl_command_end: disabled');
way('the other trigger, on replicas', 'ALTER EVENT TRIGGER hygiene_ddl_start ENABLE REPLICA;',
	'ALTER EVENT TRIGGER hygiene_ddl_start ENABLE',
	audit => 'warning hygiene_ddl_start', status => 'event trigger on ddl_command_start: enabled on replicas only');
way('a function replaced',
	"CREATE OR REPLACE FUNCTION hygiene.hygiene_ddl_start() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';",
	q(CREATE OR REPLACE FUNCTION hygiene.hygiene_ddl_start() RETURNS event_trigger LANGUAGE C
		AS '$libdir/pg_hygiene', 'hygiene_ddl_command_start'),
	audit => 'warning hygiene_ddl_start', status => 'event trigger on ddl_command_start: calling another function');
way('an event trigger dropped',
	'ALTER EXTENSION pg_hygiene DROP EVENT TRIGGER hygiene_ddl_end; DROP EVENT TRIGGER hygiene_ddl_end;',
	q(CREATE EVENT TRIGGER hygiene_ddl_end ON ddl_command_end EXECUTE FUNCTION hygiene.hygiene_ddl_end();
		ALTER EXTENSION pg_hygiene ADD EVENT TRIGGER hygiene_ddl_end),
	audit => 'warning ddl_command_end', status => 'event trigger on ddl_command_end: missing');
way('event_triggers', 'SET event_triggers = off;', '') if $node->pg_version >= 17;

# In the configuration of the server
$node->append_conf('postgresql.conf', "hygiene.mode = off\n");
$node->restart;
my $enforce = sub {
	$node->safe_psql('postgres', 'ALTER SYSTEM SET hygiene.mode = enforce');
	$node->reload;
	wait_until($node, q(SELECT current_setting('hygiene.mode') = 'enforce'), 'the mode is enforce again');
};
way('postgresql.conf', '', $enforce,
	audit => 'warning this database hygiene.mode', status => 'mode: off');

# The catalogs by hand
$node->safe_psql('app', q(SET allow_system_table_mods = on;
	UPDATE pg_attribute SET attname = 'total_price' WHERE attrelid = 'kept'::regclass AND attname = 'price'));
is($node->safe_psql('app', q(SELECT object FROM hygiene.findings WHERE rule = 'float_money' AND table_name = 'kept')),
	'public.kept.total_price', 'the catalogs changed by hand: the audit shows the defect, and nothing else');

# Words are the superuser's, too: what he puts into the tables by hand cannot be told
# from what the guard put there, but it is there to be read.
$node->safe_psql('app', q(INSERT INTO hygiene.waiver (rule, object, reason) VALUES ('drop_table', 'public.kept', 'by hand');
	INSERT INTO kept VALUES (1); DROP TABLE kept));
is( $node->safe_psql('app', q(SELECT verdict, reason FROM hygiene.journal WHERE rule = 'drop_table' AND object = 'public.kept')),
	'allowed|waived: by hand', 'a waiver by hand: the journal has what it let through');
is( $node->safe_psql('app', q(SELECT why FROM hygiene.stale_waivers WHERE object = 'public.kept')),
	'', 'and the waiver stays to be read');

# Gone altogether
$node->safe_psql('app', 'DROP EXTENSION pg_hygiene');
refused($node, 'app', 'SELECT * FROM hygiene.status()', '3F000', qr/schema "hygiene" does not exist/,
	'DROP EXTENSION: whoever asks is told');

$node->stop;
done_testing();
