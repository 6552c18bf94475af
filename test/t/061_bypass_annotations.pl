#
# 061_bypass_annotations.pl
#	Bypass attempts by forged annotations, waivers and journal entries.
#
# An annotation is a word that its author says in a comment of the statement
# itself, in the setting or by the function; anywhere else it is text.  Who says it
# is let through and journaled: that is what it is for.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use BypassTest;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = bypass_server('bypass_annotations');
my $drop = 'DROP TABLE t;';
my $word = 'hygiene: allow drop_table hers.t because forged';
my $note = "/* $word */";

# ---------------------------------------------------------------------------
# What looks like a comment of the statement
# ---------------------------------------------------------------------------

# The statements as one message.
sub message
{
	my ($name, $sql, $say, $left, %opts) = @_;

	# psql sends what stands between \; as one message
	(my $one = $sql) =~ s/;\s*(?=\S)/\\;/g;
	return attempt($name, "$one;", $say, $left, %opts);
}

attempt('in a string', "SELECT '$note'; DROP TABLE t; SELECT E'\\'$note', U&'$note', B'0';", 'ERROR PH040');
message('in a string of the same message', "SELECT '$note'; DROP TABLE t; SELECT '$note'", 'ERROR PH040');
message('in an E string behind an escaped quote', "SELECT E'\\'$note '; DROP TABLE t", 'ERROR PH040');
message('in a dollar-quoted string', "SELECT \$a\$ \$\$ $note \$\$ \$a\$; DROP TABLE t", 'ERROR PH040');
message('in a unicode string with escapes',
	"SELECT U&'\\002f\\002a $word \\002a\\002f'; DROP TABLE t", 'ERROR PH040');
attempt('in a quoted name of the statement itself',
	"DROP TABLE t, \"$note\";", 'ERROR 42P01');
attempt('in a quoted name that exists',
	"CREATE TABLE \"/* hygiene: allow drop_table hers.t because x */\" (id int PRIMARY KEY); DROP TABLE t, \"/* hygiene: allow drop_table hers.t because x */\";",
	'WARNING 01H40, ERROR PH040');
attempt('in a string of the statement itself',
	"DO \$\$ DECLARE word text := '$note'; BEGIN EXECUTE 'DROP TABLE t'; END \$\$;", 'ERROR PH040');
attempt('in a string of ALTER TABLE itself',
	"ALTER TABLE t DROP COLUMN a, ALTER COLUMN b SET DEFAULT '/* hygiene: allow drop_column hers.t.a because x */';",
	'ERROR PH041');
message('in a comment of the statement before', "$note SELECT 1; DROP TABLE t", 'ERROR PH040');
message('in a comment of the statement after', "DROP TABLE t; SELECT 1 $note", 'ERROR PH040');
message('in a comment between two of others', "SELECT 1; SELECT 2 $note; DROP TABLE t; $note SELECT 3", 'ERROR PH040');
attempt('in the message before', "BEGIN; SELECT 1 $note; DROP TABLE t; COMMIT;", 'ERROR PH040');
attempt('in a nested comment', "/* /* $word */ */ DROP TABLE t;", 'ERROR PH040');
attempt('in a comment that is not closed where it seems', "/* no /* */ $word */ DROP TABLE t;", 'ERROR PH040');
attempt('behind other words', "/* TODO $word */ DROP TABLE t;", 'ERROR PH040');
attempt('with characters that nobody sees',
	"/* hy\x{c2}\x{ad}giene: allow drop_table hers.t because x */ /*\x{e2}\x{80}\x{8b}$word */ DROP TABLE t;",
	'ERROR PH040');
attempt('without a reason, with blanks for one, with a wildcard',
	"/* hygiene: allow drop_table hers.t */ DROP TABLE t; /* hygiene: allow drop_table hers.t because \t */ DROP TABLE t; /* hygiene: allow drop_table hers.* because all */ DROP TABLE t;",
	'WARNING 01HA2, ERROR PH040, WARNING 01HA2, ERROR PH040, WARNING 01HA3, ERROR PH040');
attempt('of a rule that there is not, or another', "/* hygiene: allow everything hers.t because x */ DROP TABLE t; /* hygiene: allow drop_view hers.t because x */ DROP TABLE t;",
	'WARNING 01HA0, ERROR PH040, ERROR PH040');
attempt('of another object that is called alike',
	"/* hygiene: allow drop_table \"hers.t\" because x, drop_table \"Hers\".t because x */ DROP TABLE t; /* hygiene: allow drop_table public.t because x */ DROP TABLE t;",
	'ERROR PH040, ERROR PH040');
attempt('longer than is read', "/* $word" . ' x' x 40000 . " */ DROP TABLE t;",
	'WARNING 01HA5, ERROR PH040');
attempt('in the name of the program', "SET application_name = '$note'; DROP TABLE t;", 'ERROR PH040');
attempt('in the text of a prepared statement',
	"PREPARE p AS SELECT 1 $note; EXECUTE p; DROP TABLE t; DEALLOCATE p;", 'ERROR PH040');
attempt('in a prepared statement that drops by a function',
	"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DROP TABLE hers.t; END'; PREPARE p AS $note SELECT f(); EXECUTE p;",
	'ERROR PH040');
attempt('in the body of a function', "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN $note DROP TABLE hers.t; END \$\$; SELECT f();",
	'ERROR PH040');
attempt('in rows that are copied', "COPY t (id, b) FROM STDIN;\n7\t$note\n\\.\nDROP TABLE t;", 'ERROR PH040', 'id,a,b:4');
attempt('in a cursor that is open', "BEGIN; DECLARE c CURSOR FOR SELECT 1 $note; FETCH c; DROP TABLE t; COMMIT;", 'ERROR PH040');
attempt('in a comment on the table', "COMMENT ON TABLE t IS '$note'; DROP TABLE t;", 'ERROR PH040');

# By the extended protocol, where the word comes as a value
{
	my $file = $node->basedir . '/bind.sql';

	append_to_file($file, "SELECT :word::text;\nDROP TABLE hers.t;\n");
	foreach my $protocol ('extended', 'prepared')
	{
		start_over('pre');
		my ($out, $err) = run_command([ 'pgbench', '-n', '-t', '1', '-M', $protocol, '-D', "word=$note",
			'-f', $file, '-h', $node->host, '-p', $node->port, '-U', 'mallory', 'pre' ]);
		like($err, qr/ERROR: +dropping table "hers\.t"/, "in a bound value ($protocol): refused");
		is(outcome('pre'), 'id,a,b:3', "in a bound value ($protocol): all is left");
	}
}

# ---------------------------------------------------------------------------
# Words that do count: let through, and seen
# ---------------------------------------------------------------------------

attempt('hygiene.allow() in a function',
	"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN PERFORM hygiene.allow('drop_table', 'hers.t', 'hidden in f'); DROP TABLE hers.t; END \$\$; SELECT f();",
	'', 'allowed drop_table hers.t (hidden in f)');
attempt('hygiene.allow() in a view that somebody reads before they drop',
	"CREATE VIEW v AS SELECT hygiene.allow('drop_table', 'hers.t', 'hidden in v'); BEGIN; SELECT * FROM v; DROP TABLE t; COMMIT;",
	'', 'allowed drop_table hers.t (hidden in v)');
attempt('hygiene.allow() in a trigger',
	"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN PERFORM hygiene.allow('drop_table', 'hers.t', 'hidden in f'); RETURN NULL; END \$\$;"
	  . " CREATE TABLE u (id int PRIMARY KEY); CREATE TRIGGER r AFTER INSERT ON u EXECUTE FUNCTION f(); BEGIN; INSERT INTO u VALUES (1); DROP TABLE t; COMMIT;",
	'', 'allowed drop_table hers.t (hidden in f)');
attempt('hygiene.allow() of a transaction that is over',
	"BEGIN; SELECT hygiene.allow('drop_table', 'hers.t', 'x'); COMMIT; DROP TABLE t;",
	'WARNING 01HA6, ERROR PH040');
attempt('hygiene.allow() in a savepoint that is rolled back',
	"BEGIN; SAVEPOINT s; SELECT hygiene.allow('drop_table', 'hers.t', 'x'); ROLLBACK TO s; DROP TABLE t; COMMIT;",
	'ERROR PH040');
attempt('one word, twice: the table is made anew with the same name',
	"BEGIN; SET LOCAL hygiene.allow = 'drop_table hers.t because once'; DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY); COMMIT; INSERT INTO t VALUES (1); DROP TABLE t;",
	'ERROR PH040', 'id:1 | allowed drop_table hers.t (once)');
attempt('a word that is to be read as another in the journal',
	"/* hygiene: allow drop_table hers.t because ok', 'nobody'); -- */ DROP TABLE t;",
	'', q{allowed drop_table hers.t (ok', 'nobody'); --)});

# ---------------------------------------------------------------------------
# Waivers, baselines, backups: not hers to give
# ---------------------------------------------------------------------------

attempt('waive(), unwaive(), baseline(), record_backup()',
	"SELECT hygiene.waive('drop_table', 'hers.t', 'x'); SELECT hygiene.unwaive('drop_table', 'hers.t'); SELECT hygiene.baseline('x'); SELECT hygiene.record_backup('x'); DROP TABLE t;",
	'ERROR 42501, ERROR 42501, ERROR 42501, ERROR 42501, ERROR PH040');
attempt('rows of hygiene.waiver and hygiene.backup',
	"INSERT INTO hygiene.waiver (rule, object, reason) VALUES ('drop_table', 'hers.t', 'x'); UPDATE hygiene.waiver SET expires_at = NULL; COPY hygiene.waiver FROM STDIN;\n\\.\nINSERT INTO hygiene.backup (ref, taken_at) VALUES ('x', now()); DROP TABLE t;",
	'ERROR 42501, ERROR 42501, ERROR 42501, ERROR 42501, ERROR PH040');
attempt('rows of the journal forged, changed, taken away',
	"/* hygiene: allow drop_table hers.t because x */ DROP TABLE t; INSERT INTO hygiene.journal (verdict) VALUES ('allowed'); UPDATE hygiene.journal SET reason = 'y'; DELETE FROM hygiene.journal; TRUNCATE hygiene.journal; LOCK TABLE hygiene.journal IN ACCESS EXCLUSIVE MODE; SELECT count(*) FROM hygiene.journal;",
	'ERROR 42501, ERROR 42501, ERROR 42501, ERROR 42501, ERROR 25P01, ERROR 42501', 'allowed drop_table hers.t (x)');
attempt('a journal that must fail',
	"BEGIN; SET LOCAL hygiene.allow = 'drop_table hers.t because x'; SET LOCAL transaction_read_only = on; DROP TABLE t; COMMIT;",
	'ERROR 25006');

$node->stop;
done_testing();
