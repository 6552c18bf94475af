#
# 064_bypass_code.pl
#	Bypass attempts by code that runs DDL where nobody looks for it, that swallows
#	refusals, and by rehearsals.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use BypassTest;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = bypass_server('bypass_code', conf => "max_prepared_transactions = 5\n");

# A function f of these arguments that claims to change nothing and drops the table:
# the server lets it call one that does not claim so.
sub thief
{
	my ($result, $arguments) = @_;

	$arguments //= '';
	return "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN EXECUTE 'DROP TABLE hers.t'; END \$\$;"
	  . " CREATE FUNCTION f($arguments) RETURNS $result LANGUAGE plpgsql IMMUTABLE AS \$\$ BEGIN PERFORM hers.g(); RETURN NULL; END \$\$;";
}

# ---------------------------------------------------------------------------
# Code that drops
# ---------------------------------------------------------------------------

attempt('DO, EXECUTE, loops', q(DO $$ BEGIN FOR i IN 1..3 LOOP EXECUTE format('DROP %s %I.%I', 'TABLE', 'hers', 't'); END LOOP; END $$;),
	'ERROR PH040');
attempt('a default', thief('int') . "CREATE TABLE u (id int PRIMARY KEY, n int DEFAULT f()); INSERT INTO u VALUES (1);", 'ERROR PH040');
attempt('a generated column', thief('int', 'int') . "CREATE TABLE u (id int PRIMARY KEY, n int GENERATED ALWAYS AS (f(id)) STORED); INSERT INTO u VALUES (1);",
	'ERROR PH040');
attempt('an index expression', thief('int', 'int') . "CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (1); CREATE INDEX ON u (f(id));", 'ERROR PH040');
attempt('a check', thief('bool', 'int') . "CREATE TABLE u (id int PRIMARY KEY CHECK (f(id))); INSERT INTO u VALUES (1);", 'ERROR PH040');
attempt('a trigger', thief('trigger') . "CREATE TABLE u (id int PRIMARY KEY); CREATE TRIGGER r AFTER INSERT ON u EXECUTE FUNCTION f(); INSERT INTO u VALUES (1);",
	'ERROR PH040');
attempt('a trigger when the transaction ends', thief('trigger') . "CREATE TABLE u (id int PRIMARY KEY); CREATE CONSTRAINT TRIGGER r AFTER INSERT ON u DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f(); INSERT INTO u VALUES (1); BEGIN; INSERT INTO u VALUES (2); COMMIT;",
	'ERROR PH040, ERROR PH040');
attempt('a rename when the transaction ends',
	"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN ALTER TABLE hers.t RENAME TO x; RETURN NULL; END \$\$; CREATE TABLE u (id int PRIMARY KEY); CREATE CONSTRAINT TRIGGER r AFTER INSERT ON u DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f(); INSERT INTO u VALUES (1);",
	'ERROR PH053');
attempt('a rule, a view, a policy',
	thief('int') . "CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (1); CREATE RULE r AS ON UPDATE TO u DO ALSO SELECT f(); UPDATE u SET id = 2; CREATE VIEW v AS SELECT id FROM u WHERE f() = id; SELECT * FROM v; ALTER TABLE u ENABLE ROW LEVEL SECURITY; ALTER TABLE u FORCE ROW LEVEL SECURITY; CREATE POLICY p ON u USING (id = f()); SELECT * FROM u;",
	'ERROR PH040, ERROR PH040, ERROR PH040');
attempt('a materialized view',
	thief('int') . "CREATE MATERIALIZED VIEW m AS SELECT f() AS n; CREATE MATERIALIZED VIEW m AS SELECT f() AS n WITH NO DATA; REFRESH MATERIALIZED VIEW m;",
	'ERROR PH040, ERROR PH040');
attempt('an operator, a cast, an aggregate',
	thief('int', 'int, int') . "CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = f); SELECT 1 OPERATOR(hers.###) 2; CREATE AGGREGATE agg(int) (SFUNC = f, STYPE = int, INITCOND = '0'); SELECT agg(1);",
	'ERROR PH040, ERROR PH040');
attempt('a procedure that commits',
	"CREATE PROCEDURE p() LANGUAGE plpgsql AS \$\$ BEGIN COMMIT; BEGIN DROP TABLE hers.t; EXCEPTION WHEN OTHERS THEN NULL; END; COMMIT; DROP TABLE hers.t; END \$\$; CALL p();",
	'ERROR PH040');
attempt('an SQL function in one message with what it hides behind',
	"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE TABLE hers.q (id int PRIMARY KEY); DROP TABLE hers.q; DROP TABLE hers.t'; SELECT f();",
	'ERROR PH040');
attempt('a function within a hundred functions',
	"CREATE FUNCTION f(n int) RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN IF n = 0 THEN DROP TABLE hers.t; ELSE PERFORM hers.f(n - 1); END IF; END \$\$; SELECT f(100);",
	'ERROR PH040');
attempt('the last of two thousand statements',
	'DO $$ BEGIN FOR i IN 1..2000 LOOP EXECUTE \'COMMENT ON TABLE hers.t IS \' || quote_literal(i); END LOOP; DROP TABLE hers.t; END $$;',
	'ERROR PH040');
attempt('the end of a long message', 'SELECT length(\'' . 'x' x 500000 . '\')\; DROP TABLE t;', 'ERROR PH040');
attempt('a body that breaks off', "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DROP TABLE hers.t; RAISE division_by_zero; END'; SELECT f();",
	'ERROR PH040');

# ---------------------------------------------------------------------------
# Refusals swallowed
# ---------------------------------------------------------------------------

attempt('by an exception handler',
	q(BEGIN; DO $$ BEGIN DROP TABLE hers.t; EXCEPTION WHEN OTHERS THEN NULL; END $$; DO $$ BEGIN ALTER TABLE hers.t DROP COLUMN a; EXCEPTION WHEN SQLSTATE 'PH041' THEN NULL; END $$; COMMIT;),
	'');
attempt('by savepoints', "BEGIN; SAVEPOINT s; DROP TABLE t; ROLLBACK TO s; SAVEPOINT s; DROP TABLE t; ROLLBACK TO s; RELEASE s; COMMIT;",
	'ERROR PH040, ERROR PH040');
attempt('released before it is judged', "BEGIN; SAVEPOINT s; ALTER TABLE t RENAME TO x; RELEASE s; COMMIT;", 'ERROR PH053');
attempt('a rename undone by its savepoint, and done anew',
	"BEGIN; SAVEPOINT s; ALTER TABLE t RENAME TO x; ROLLBACK TO s; ALTER TABLE t RENAME TO y; COMMIT;", 'ERROR PH053');
attempt('by preparing the transaction',
	"BEGIN; ALTER TABLE t RENAME TO x; PREPARE TRANSACTION 'a'; COMMIT PREPARED 'a'; BEGIN; DROP TABLE t; PREPARE TRANSACTION 'b'; COMMIT PREPARED 'b';",
	'ERROR PH053, ERROR 42704, ERROR PH040, ERROR 42704');
attempt('by what is left of an index that was not to be',
	"DROP INDEX CONCURRENTLY i; CREATE UNIQUE INDEX CONCURRENTLY ON t ((1));",
	'ERROR 23505', 'id,a,b:3 | recorded drop_index hers.i', setup => 'CREATE INDEX i ON t (a)');

# ---------------------------------------------------------------------------
# Another connection
# ---------------------------------------------------------------------------

foreach my $database ('demand', 'pre')
{
	start_over($database);
	$node->safe_psql($database, 'CREATE EXTENSION IF NOT EXISTS dblink; CREATE EXTENSION IF NOT EXISTS postgres_fdw');
	my $connection = 'host=' . $node->host . ' port=' . $node->port . " dbname=$database user=mallory";
	my (undef, undef, $err) = run_sql($node, $database,
		"SELECT dblink_exec('$connection', 'DROP TABLE hers.t');"
		  . " SELECT dblink_exec('$connection options=-chygiene.mode=off', 'DROP TABLE hers.t');"
		  . " BEGIN; SELECT dblink_connect('c', '$connection'); SELECT dblink_send_query('c', 'DROP TABLE hers.t'); SELECT * FROM dblink_get_result('c') AS r (x text); COMMIT;",
		on_error_stop => 0);
	is(join(' ', map { /^(ERROR \S+)/ } diagnostics($err)),
		'ERROR PH040 ERROR PH040 ERROR PH040', "dblink to itself ($database)") or diag($err);
	is(outcome($database), 'id,a,b:3', "dblink to itself: all is left ($database)");
}

# ---------------------------------------------------------------------------
# Rehearsals
# ---------------------------------------------------------------------------

my $rehearse = 'SELECT count(*) FROM hygiene.dry_run';

attempt('a rehearsal that drops, commits, prepares',
	"$rehearse('DROP TABLE hers.t'); $rehearse('BEGIN; DROP TABLE hers.t; COMMIT; COMMIT; DROP TABLE IF EXISTS hers.t; COMMIT AND CHAIN'); $rehearse('BEGIN; DROP TABLE hers.t; PREPARE TRANSACTION ''x'''); $rehearse('ROLLBACK; ABORT; END; DROP TABLE hers.t; RELEASE s; ROLLBACK TO s');",
	'NOTICE 00000');
attempt('a rehearsal that runs a procedure that commits',
	"CREATE PROCEDURE p() LANGUAGE plpgsql AS \$\$ BEGIN DROP TABLE hers.t; COMMIT; END \$\$; $rehearse('CALL hers.p()'); $rehearse('DO \$x\$ BEGIN DROP TABLE hers.t; COMMIT; END \$x\$');",
	'');
attempt('what stays of a rehearsal: values of sequences, and no more',
	"$rehearse('SELECT nextval(''hers.q''), setval(''hers.q'', 7), lo_create(4711), pg_notify(''x'', ''y''), set_config(''hygiene.allow'', ''drop_table hers.t because x'', false); INSERT INTO hers.t VALUES (8); UPDATE hers.t SET a = 0');"
	  . " DO \$\$ BEGIN ASSERT (SELECT last_value FROM hers.q) = 7; ASSERT NOT EXISTS (SELECT FROM pg_largeobject_metadata WHERE oid = 4711); ASSERT NOT EXISTS (SELECT FROM hers.t WHERE a = 0); END \$\$; DROP TABLE t;",
	'ERROR PH040', undef, setup => 'CREATE SEQUENCE q');
attempt('a drop after a rehearsal, in the same transaction, in the same function',
	"BEGIN; $rehearse('DROP TABLE hers.t'); DROP TABLE t; COMMIT; DO \$\$ BEGIN PERFORM hygiene.dry_run('DROP TABLE hers.t'); DROP TABLE hers.t; END \$\$;",
	'ERROR PH040, ERROR PH040');
attempt('a rehearsal within a rehearsal', "$rehearse('SELECT hygiene.dry_run(''DROP TABLE hers.t''); DROP TABLE hers.t'); DROP TABLE t;", 'ERROR PH040');
attempt('a rehearsal that is broken off',
	"$rehearse('DROP TABLE hers.t; SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)'); DROP TABLE t;"
	  . " BEGIN; SAVEPOINT s; $rehearse('SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)'); ROLLBACK TO s; DROP TABLE t; COMMIT;",
	'ERROR 57014, ERROR PH040, ERROR 57014, ERROR PH040');
attempt('a rehearsal that is broken off where it is caught',
	"DO \$\$ BEGIN BEGIN PERFORM hygiene.dry_run(NULL); EXCEPTION WHEN OTHERS THEN NULL; END; BEGIN PERFORM hygiene.dry_run('DROP TABLE hers.t') , 1/0; EXCEPTION WHEN OTHERS THEN NULL; END; DROP TABLE hers.t; END \$\$;",
	'ERROR PH040');
attempt('a trace', "SELECT count(*) FROM hygiene.trace('DROP TABLE hers.t; COMMIT'); DROP TABLE t;", 'ERROR PH040');
attempt('a rehearsal through a cursor',
	"BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT verdict FROM hygiene.dry_run('DROP TABLE hers.t'); FETCH 1 FROM c; DROP TABLE t; COMMIT;",
	'ERROR PH040');

$node->stop;
done_testing();
