#
# BypassTest.pm
#	What the scripts about bypass attempts share: one table to lose, and the
#	question what became of it.
#
# Each attempt starts over with the table hers.t of the unprivileged role mallory
# (columns id, a, b; three rows) and an empty journal, and is made twice: where
# sessions load the library on demand, and where they preload it.  It names what
# the server says, and what is left: of the table, of columns that hold money as
# float, and of words in the journal.
#
package BypassTest;

use strict;
use warnings;

use Exporter 'import';
use HygieneTest;
use Test::More;

our @EXPORT = qw(bypass_server attempt outcome start_over said);

my $node;
my $superuser;

# Says what is left: "id,a,b:3", then "money TABLE.COLUMN ..." and the journal's
# "VERDICT RULE OBJECT (REASON)", where there are any.
my $judge = q{
CREATE SCHEMA judge;
CREATE FUNCTION judge.outcome() RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
	kept text;
	nrows text := 'gone';
	money text;
	words text;
BEGIN
	SELECT string_agg(attname, ',' ORDER BY attnum) INTO kept FROM pg_attribute
	WHERE attrelid = to_regclass('hers.t') AND attnum > 0 AND NOT attisdropped;
	IF kept IS NOT NULL THEN
		EXECUTE 'SELECT count(*) FROM hers.t' INTO nrows;
	END IF;
	SELECT string_agg(attrelid::regclass || '.' || attname, ' ' ORDER BY attrelid, attnum) INTO money
	FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid JOIN pg_type AS y ON y.oid = atttypid
	WHERE c.oid >= 16384 AND relpersistence <> 't' AND relkind IN ('r', 'p', 'f', 'm', 'c')
		AND attname = 'price' AND NOT attisdropped
		AND (y.oid = 'float8'::regtype OR y.typbasetype = 'float8'::regtype);
	SELECT string_agg(concat_ws(' ', verdict, rule, object, '(' || reason || ')'), '; '
					  ORDER BY at, rule, object) INTO words
	FROM hygiene.journal;
	RETURN concat_ws(' | ', kept || ':' || nrows, 'money ' || money, words);
END $$;
};

# A server with the databases demand and pre, and the roles mallory and accomplice,
# who may do nothing but what is theirs; further settings in "conf".
sub bypass_server
{
	my ($name, %opts) = @_;

	$node = new_server($name, %opts);
	$superuser = $node->safe_psql('postgres', 'SELECT current_user');
	$node->safe_psql('postgres',
		'CREATE ROLE mallory LOGIN; CREATE ROLE accomplice LOGIN; GRANT accomplice TO mallory');
	foreach my $database ('demand', 'pre')
	{
		$node->safe_psql('postgres', "CREATE DATABASE $database");
		$node->safe_psql($database, "CREATE EXTENSION pg_hygiene; $judge");
		$node->safe_psql('postgres', "GRANT CREATE, TEMPORARY ON DATABASE $database TO mallory");
	}
	$node->safe_psql('postgres',
		"ALTER DATABASE pre SET session_preload_libraries = 'pg_hygiene'");
	return $node;
}

# SQL by which a superuser puts the table back as it was, and nothing is said yet;
# then come further statements of mallory's.
sub start
{
	my ($database, $setup) = @_;

	return q(
		SET hygiene.mode = off;
		SET client_min_messages = error;
		DROP OWNED BY mallory, accomplice CASCADE;
		GRANT CREATE, TEMPORARY ON DATABASE ) . $database . q( TO mallory;
		SET SESSION AUTHORIZATION mallory;
		CREATE SCHEMA hers;
		SET search_path = hers;
		CREATE TABLE t (id int PRIMARY KEY, a int, b text);
		INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y'), (3, 3, 'z');
		) . ($setup // '') . q(;
		RESET SESSION AUTHORIZATION;
		TRUNCATE hygiene.journal, hygiene.waiver;
		);
}

sub start_over
{
	my ($database, $setup) = @_;

	$node->safe_psql($database, start($database, $setup));
	return;
}

sub outcome
{
	my ($database) = @_;

	return $node->safe_psql($database, 'SELECT judge.outcome()');
}

# The messages in psql's standard error without their texts: "ERROR PH040, ...".
sub said
{
	my ($err) = @_;

	return join ', ', map { /^(\S+ \S+)/ } diagnostics($err);
}

# One attempt.  Statements that fail do not stop it.  What is expected of the server
# to say, then what is to be left if it is not all; "pre" and "demand" in %opts are
# [said, left] where only one of the two databases differs, "setup" is for
# start_over(), "user" is who attempts, others are for run_sql().
sub attempt
{
	my ($name, $sql, $say, $left, %opts) = @_;
	my $setup = delete $opts{setup};
	my $user = delete $opts{user} // 'mallory';
	my %other = map { $_ => delete $opts{$_} } ('pre', 'demand');

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	foreach my $database ('demand', 'pre')
	{
		my (undef, $out, $err) = run_sql($node, $database,
			start($database, $setup)
			  . "\\c - $user\nSET search_path = hers;\n$sql\n\\c - $superuser\nSELECT judge.outcome();",
			on_error_stop => 0, %opts);
		my ($left_now) = $out =~ /([^\n]*)\z/;
		my ($want_said, $want_left) = @{ $other{$database} // [ $say, $left ] };

		is(said($err) . " => $left_now",
			$want_said . ' => ' . ($want_left // 'id,a,b:3'), "$name ($database)")
		  or diag($err);
	}
	return;
}

1;
