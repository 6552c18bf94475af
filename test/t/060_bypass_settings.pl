#
# 060_bypass_settings.pl
#	Bypass attempts by settings, roles and false names.
#
# Settings of pg_hygiene belong to superusers, before the library is loaded as
# well as after; a client's name grants nothing to a role that could not turn
# the guard off anyway.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use BypassTest;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = bypass_server('bypass_settings');
my $drop = 'DROP TABLE t;';
my $money = 'CREATE TABLE o (id int PRIMARY KEY, price float8);';

# ---------------------------------------------------------------------------
# Switching off.  Before the library is loaded anybody may set a placeholder; it
# is thrown away when the first DDL loads the library.
# ---------------------------------------------------------------------------

attempt('SET hygiene.mode', "SET hygiene.mode = off; $drop $money",
	'', undef,
	pre => [ 'ERROR 42501, ERROR PH040, ERROR PH001' ],
	demand => [ 'WARNING 42501, ERROR PH040, ERROR PH001' ]);
attempt('SET in another spelling', "SET \"HYGIENE.Mode\" TO 'off'; $drop",
	'', undef,
	pre => [ 'ERROR 42501, ERROR PH040' ],
	demand => [ 'WARNING 42501, ERROR PH040' ]);
attempt('SET LOCAL before the first DDL', "BEGIN; SET LOCAL hygiene.mode = off; $drop COMMIT;",
	'', undef,
	pre => [ 'ERROR 42501, ERROR 25P02' ],
	demand => [ 'WARNING 42501, ERROR PH040' ]);
attempt('placeholders on a stack of savepoints',
	"BEGIN; SET hygiene.mode = off; SAVEPOINT s; SET LOCAL hygiene.mode = off; $drop ROLLBACK TO s; $drop COMMIT; $drop",
	'', undef,
	pre => [ 'ERROR 42501, ERROR 25P02, ERROR 25P02, ERROR 25P02, ERROR 3B001, ERROR 25P02, ERROR PH040' ],
	demand => [ 'WARNING 42501, WARNING 42501, ERROR PH040, ERROR PH040, ERROR PH040' ]);
attempt('set_config()', "SELECT set_config('hygiene.mode', 'off', false); $drop",
	'', undef,
	pre => [ 'ERROR 42501, ERROR PH040' ],
	demand => [ 'WARNING 42501, ERROR PH040' ]);
attempt('a rule switched off', "SET hygiene.drop_table = off; SET hygiene.float_money = audit; $drop $money",
	'', undef,
	pre => [ 'ERROR 42501, ERROR 42501, ERROR PH040, ERROR PH001' ],
	demand => [ 'WARNING 42501, WARNING 42501, ERROR PH040, ERROR PH001' ]);
attempt('tables of migration tools',
	"SET hygiene.ignore_tables = '*'; SET hygiene.not_money_words = 'price'; $drop $money",
	'', undef,
	pre => [ 'ERROR 42501, ERROR 42501, ERROR PH040, ERROR PH001' ],
	demand => [ 'WARNING 42501, WARNING 42501, ERROR PH040, ERROR PH001' ]);
attempt('the journal switched off',
	"SET hygiene.journal = off; /* hygiene: allow drop_table hers.t because tidy */ $drop",
	'', undef,
	pre => [ 'ERROR 42501', 'allowed drop_table hers.t (tidy)' ],
	demand => [ 'WARNING 42501', 'allowed drop_table hers.t (tidy)' ]);
attempt('rows that do not count', "SET hygiene.empty_tables = ignore; DELETE FROM t; $drop",
	'', undef,
	pre => [ 'ERROR 42501, WARNING 01H40', 'warned drop_table hers.t' ],
	demand => [ 'WARNING 42501, WARNING 01H40', 'warned drop_table hers.t' ]);
attempt('a setting that there is not', "SET hygiene.off = 'on'; $drop",
	'', undef,
	pre => [ 'ERROR 42602, ERROR PH040' ],
	demand => [ 'WARNING 42602, ERROR PH040' ]);
attempt('RESET ALL and DISCARD ALL', "RESET ALL; DISCARD ALL; $drop SET search_path = hers; $drop $money",
	'ERROR 42P01, ERROR PH040, ERROR PH001');
{
	local $ENV{PGOPTIONS} = '-c hygiene.mode=off -c hygiene.drop_table=off';
	# where the library is preloaded psql is told before it is verbose
	attempt('PGOPTIONS', "$drop $money", '', undef,
		pre => [ 'ERROR PH040, ERROR PH001' ],
		demand => [ 'WARNING 42501, WARNING 42501, ERROR PH040, ERROR PH001' ]);
}
attempt('ALTER ROLE for oneself', "ALTER ROLE mallory SET hygiene.mode = off; \\c\nSET search_path = hers; $drop",
	'ERROR 42501, ERROR PH040');
attempt('ALTER ROLE ALL, IN DATABASE',
	"ALTER ROLE ALL SET hygiene.mode = off; ALTER ROLE mallory IN DATABASE demand SET hygiene.drop_table = off; $drop",
	'ERROR 42501, ERROR 42501, ERROR PH040');
attempt('a function with a SET clause',
	"CREATE FUNCTION f() RETURNS void LANGUAGE sql SET hygiene.mode = off AS 'DROP TABLE hers.t'; SELECT f(); $drop",
	'ERROR 42501, ERROR 42883, ERROR PH040');
attempt('a SET clause by ALTER FUNCTION',
	"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DROP TABLE hers.t'; ALTER FUNCTION f() SET hygiene.mode = off; SELECT f();",
	'ERROR 42501, ERROR PH040');
attempt('set_config() in the function that drops',
	"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN PERFORM set_config('hygiene.mode', 'off', true); DROP TABLE hers.t; END \$\$; SELECT f();",
	'ERROR 42501');
attempt('set_config() whose refusal is swallowed',
	"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN BEGIN PERFORM set_config('hygiene.mode', 'off', true); EXCEPTION WHEN OTHERS THEN NULL; END; DROP TABLE hers.t; END \$\$; SELECT f();",
	'ERROR PH040');
attempt('UPDATE pg_settings', "UPDATE pg_settings SET setting = 'off' WHERE name = 'hygiene.mode'; $drop",
	'ERROR PH040', undef, pre => ['ERROR 42501, ERROR PH040']);
attempt('settings of the server that switch triggers off',
	"SET session_replication_role = replica; $drop SET event_triggers = off; $drop",
	'ERROR 42501, ERROR PH040, ' . ($node->pg_version >= 17 ? 'ERROR 42501' : 'ERROR 42704') . ', ERROR PH040');
attempt('the library loaded, not loaded, preloaded',
	"LOAD 'pg_hygiene'; SET local_preload_libraries = ''; SET session_preload_libraries = ''; SET dynamic_library_path = '/tmp'; $drop",
	'ERROR 42501, ERROR 42501, ERROR 42501, ERROR PH040');

# ---------------------------------------------------------------------------
# Roles
# ---------------------------------------------------------------------------

attempt('SET ROLE', "GRANT ALL ON SCHEMA hers TO accomplice; ALTER TABLE t OWNER TO accomplice; SET ROLE accomplice; $drop",
	'ERROR PH040');
attempt('SET SESSION AUTHORIZATION', "SET SESSION AUTHORIZATION postgres; $drop",
	'ERROR 42501, ERROR PH040');
attempt('SECURITY DEFINER',
	"CREATE FUNCTION f() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = hers AS 'DROP TABLE t'; SET ROLE accomplice; SELECT hers.f();",
	'ERROR PH040', undef, setup => 'GRANT USAGE ON SCHEMA hers TO accomplice');

# ---------------------------------------------------------------------------
# A restore that is none
# ---------------------------------------------------------------------------

my $signature = q(
SET statement_timeout = 0;
SET check_function_bodies = off;
SET row_security = off;
SET client_min_messages = warning;
SELECT pg_catalog.set_config('search_path', '', false);
);

# What loses nothing is let through, as a word would do for it, and told and journaled
# as what it seemed to be; what loses something is not.
my $as_restore =
  'id,a,b:3 | money hers.o.price | warned float_money hers.o.price (a dump was being restored)';
my $try = 'DROP TABLE hers.t; ALTER TABLE hers.t DROP COLUMN a; CREATE TABLE hers.o (id int PRIMARY KEY, price float8);';
my $whole = q(SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET client_encoding = 'UTF8';
SET standard_conforming_strings = on; SET xmloption = content;);

foreach my $program ('pg_restore', 'psql')
{
	attempt("the head of a dump, as $program", "SET application_name = '$program'; $signature $try",
		'ERROR PH040, ERROR PH041, WARNING 01H01', $as_restore);
}
attempt('the head of a dump, as another program', "SET application_name = 'pg_dump'; $signature $try",
	'ERROR PH040, ERROR PH041, ERROR PH001');
attempt('the whole head of a dump, as another program', "SET application_name = 'app'; $signature $whole $try",
	'ERROR PH040, ERROR PH041, WARNING 01H01', $as_restore);
{
	local $ENV{PGAPPNAME} = 'pg_restore';
	local $ENV{PGOPTIONS} = '-c check_function_bodies=off -c row_security=off -c search_path=';
	attempt('the head of a dump before the first statement',
		"SET search_path = ''; DROP TABLE hers.t;", 'ERROR PH040');
}
attempt('the head of a dump in a function of one\'s own',
	"SET application_name = 'pg_restore'; CREATE FUNCTION f() RETURNS void LANGUAGE sql SECURITY DEFINER"
	  . " SET search_path = '' SET check_function_bodies = off SET row_security = off AS 'DROP TABLE hers.t'; SELECT f();",
	'ERROR PH040');

# ---------------------------------------------------------------------------
# A standing word: the role's own setting is an annotation, and journaled
# ---------------------------------------------------------------------------

attempt('an annotation for all sessions to come',
	"CREATE TABLE x (id int PRIMARY KEY); ALTER ROLE mallory SET hygiene.allow = 'drop_table hers.t because I say so'; \\c\nDROP TABLE hers.t;",
	'', 'allowed drop_table hers.t (I say so)');
$node->safe_psql('postgres', 'ALTER ROLE mallory RESET ALL');

$node->stop;
done_testing();
