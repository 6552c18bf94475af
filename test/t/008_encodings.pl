#
# 008_encodings.pl
#	Names of every kind, in databases of several encodings.
#
# A name with quotes, newlines, dots, several scripts or 63 bytes goes through
# the message, its fields, the suggested annotation, the journal, the audit, a
# waiver, a comment and the reports, and comes out as it went in.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('encodings',
	conf => "session_preload_libraries = 'pg_hygiene'\n");

# One name through all of it: 'ok', or where it got lost.
my $functions = q{
CREATE EXTENSION pg_hygiene;
CREATE FUNCTION through_ddl(tab text, col text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	ddl text := format('CREATE TABLE %I (id int PRIMARY KEY, %I float8)', tab, col);
	obj text := format('public.%I.%I', tab, col);
	message text; hint text; tab_field text; col_field text; row hygiene.journal;
BEGIN
	BEGIN
		EXECUTE ddl;
		RETURN 'not refused';
	EXCEPTION WHEN SQLSTATE 'PH001' THEN
		GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT,
			tab_field = TABLE_NAME, col_field = COLUMN_NAME;
	END;
	IF tab_field <> tab OR col_field <> col THEN
		RETURN format('fields: %s.%s', tab_field, col_field);
	END IF;
	IF strpos(message, col) = 0 OR strpos(message, format('public.%I', tab)) = 0 THEN
		RETURN 'message: ' || message;
	END IF;
	EXECUTE replace(substring(hint from 'SET LOCAL .*$'), '...', 'of a test');
	EXECUTE ddl;
	SELECT * INTO row FROM hygiene.journal AS j WHERE j.rule = 'float_money' AND j.object = obj;
	IF row.verdict IS DISTINCT FROM 'allowed' OR row.reason <> 'of a test' THEN
		RETURN 'journal: ' || coalesce(row::text, 'nothing');
	END IF;
	RETURN 'ok';
END $$;

CREATE FUNCTION through_audit(tab text, col text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	finding record;
	fp text;
BEGIN
	SELECT * INTO finding FROM hygiene.audit(format('public.%I', tab)::regclass) AS a WHERE a.rule = 'float_money';
	IF finding.object IS DISTINCT FROM format('public.%I.%I', tab, col)
		OR finding.table_name <> tab OR finding.column_name <> col THEN
		RETURN 'audit: ' || coalesce(finding::text, 'nothing');
	END IF;
	IF (hygiene.report('json')::jsonb @? format('$.findings[*] ? (@.object == %s)',
			to_json(finding.object))::jsonpath) IS NOT TRUE THEN
		RETURN 'json report: ' || hygiene.report('json');
	END IF;
	IF strpos(hygiene.report('text'), finding.message) = 0 THEN
		RETURN 'text report';
	END IF;
	PERFORM hygiene.waive('float_money', finding.object, 'waived: ' || finding.object);
	IF (SELECT a.reason FROM hygiene.audit() AS a WHERE a.rule = 'float_money' AND a.object = finding.object)
		<> 'waived: ' || finding.object THEN
		RETURN 'waiver';
	END IF;
	EXECUTE finding.remedy;
	IF EXISTS (SELECT FROM hygiene.audit() AS a WHERE a.rule = 'float_money' AND a.object = finding.object) THEN
		RETURN 'remedy';
	END IF;
	RETURN 'ok';
END $$;

-- Said in every way there is: by the setting, by the function, in a comment
CREATE FUNCTION through_answers(tab text, col text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	obj text := format('public.%I.%I', tab, col);
	ddl text := format('ALTER TABLE %I DROP COLUMN %I', tab, col);
	n int;
BEGIN
	EXECUTE format('INSERT INTO %I VALUES (1, 2)', tab);
	BEGIN
		PERFORM hygiene.allow('drop_column', obj, 'by the function', 'b/' || translate(tab, ';', ':'));
		EXECUTE ddl;
		SELECT count(*) INTO n FROM hygiene.journal AS j
		WHERE j.rule = 'drop_column' AND j.object = obj AND j.reason = 'by the function'
			AND regexp_replace(j.backup, '\s+', ' ', 'g') = regexp_replace('b/' || translate(tab, ';', ':'), '\s+', ' ', 'g');
		RAISE EXCEPTION USING ERRCODE = 'ZZ001';
	EXCEPTION WHEN SQLSTATE 'ZZ001' THEN
		IF n <> 1 THEN RETURN 'function'; END IF;
	END;
	PERFORM set_config('hygiene.allow', 'drop_column ' || obj || ' because by the setting', true);
	EXECUTE ddl;
	IF (SELECT count(*) FROM hygiene.journal AS j WHERE j.rule = 'drop_column'
		AND j.object = obj AND j.reason = 'by the setting') <> 1 THEN
		RETURN 'setting';
	END IF;
	RETURN 'ok';
END $$;
};

# ---------------------------------------------------------------------------
# UTF8, SQL_ASCII, LATIN1
# ---------------------------------------------------------------------------

# As SQL expressions; 63 bytes is the longest that a name may have.
my %plain = (
	'plain' => [ q('orders'), q('price') ],
	'quotes' => [ q('say "so"'), q('it''s "the" price') ],
	'dots, commas, semicolons' => [ q('a.b, c; d'), q('price; because, backup x.y') ],
	'runs of blanks' => [ q('a  b'), q(' price   each ') ],
	'newlines and tabs' => [ q(E'two\nlines'), q(E'price\n\tper item') ],
	'backslashes and percents' => [ q('back\slash %s %I'), q('price \n %d') ],
	'comment signs' => [ q('-- x'), q('price /* net') ],
	'63 bytes' => [ q(rpad('t', 63, 'x')), q(rpad('price_', 63, 'y')) ],
	'mixed case' => [ q('SELECT'), q('unitPrice') ]);
my %by_encoding = (
	'UTF8' => {
		'emoji' => [ q('🛒'), q('price 💰') ],
		'63 bytes of umlauts' => [ q('t' || repeat('ä', 31)), q('price_' || repeat('ß', 28) || 'x') ],
		'right to left' => [ q('سعر'), q('price سعر') ],
		'combining' => [ q(U&'e\0301'), q(U&'price e\0301') ] },
	'SQL_ASCII' => { 'bytes that are no UTF-8' => [ q(chr(233) || chr(128)), q('price ' || chr(255)) ] },
	'LATIN1' => { 'Latin letters' => [ q(chr(228) || chr(246)), q('price ' || chr(223)) ] });

foreach my $encoding (sort keys %by_encoding)
{
	my $database = lc $encoding;
	my %names = (%plain, %{ $by_encoding{$encoding} });

	$node->safe_psql('postgres',
		"CREATE DATABASE $database TEMPLATE template0 ENCODING '$encoding' LC_COLLATE 'C' LC_CTYPE 'C'");
	$node->safe_psql($database, $functions);

	foreach my $name (sort keys %names)
	{
		my $arguments = join ', ', @{ $names{$name} };

		foreach my $way ('ddl', 'audit', 'answers')
		{
			# A session each: the annotation of the first must not help the others.
			my ($status, $out, $err) =
			  run_sql($node, $database, "SET client_encoding = '"
			  . ($encoding eq 'LATIN1' ? 'UTF8' : $encoding)
			  . "'; SELECT through_$way($arguments)");
			is("$out$err", 'ok', "$encoding, $name: $way");
		}
	}
}

# ---------------------------------------------------------------------------
# Comments
# ---------------------------------------------------------------------------

silent(
	$node, 'utf8',
	qq(SET client_encoding = 'UTF8';
	   /* hygiene: allow float_money public."Käse 🧀"."price ""€""" because the ✂ is "new", backup s3://ü/1 */
	   CREATE TABLE "Käse 🧀" (id int PRIMARY KEY, "price ""€""" real)),
	'a comment in UTF-8');
is( $node->safe_psql(
		'utf8', q(SELECT object, reason, backup FROM hygiene.journal WHERE object LIKE '%Käse%')),
	'public."Käse 🧀"."price ""€"""|the ✂ is "new"|s3://ü/1',
	'and its journal row');
silent(
	$node, 'sql_ascii',
	"/* hygiene: allow float_money public.\"\xff\xfe\".price because \xe9 */ CREATE TABLE \"\xff\xfe\" (id int PRIMARY KEY, price real)",
	'a comment of bytes that are no UTF-8');
silent(
	$node, 'utf8',
	qq(/* hygiene: allow
	    *   float_money public."two\nlines  here"."price\n * each"
	    *   because of "quotes" and *stars*
	    */ CREATE TABLE "two\nlines  here" (id int PRIMARY KEY, "price\n * each" real)),
	'a comment of several lines, about names of several lines');
is( $node->safe_psql('utf8', q(SELECT reason FROM hygiene.journal WHERE object LIKE '%lines  here%')),
	'of "quotes" and *stars*', 'and its reason in the journal');
is( $node->safe_psql(
		'sql_ascii',
		"SELECT encode(reason::bytea, 'hex') FROM hygiene.journal WHERE object = E'public.\"\\xff\\xfe\".price'"),
	'e9', 'and its reason in the journal');

# ---------------------------------------------------------------------------
# Long texts are cut between characters
# ---------------------------------------------------------------------------

foreach my $odd ('', 'x')
{
	my $long = $odd . ('ä' x 20000);

	my ($status, undef, $err) = run_sql($node, 'utf8',
		"SET client_encoding = 'UTF8'; CREATE TABLE long_text$odd (a text DEFAULT '$long')");
	is($status, 0, 'a statement of 40 kB') or diag($err);
	is( $node->safe_psql(
			'utf8', qq(SELECT octet_length(statement) BETWEEN 16380 AND 16384,
				right(statement, 1) = 'ä' FROM hygiene.journal WHERE object = 'public.long_text$odd')),
		't|t',
		'is cut between two characters in the journal');
	($status, undef, $err) = run_sql($node, 'utf8',
		"SET client_encoding = 'UTF8'; SELECT hygiene.waive('missing_primary_key', 'public.long_text$odd', '$odd"
		  . ('ä' x 5000) . "')");
	like($err, qr/^psql:.*ERROR:  54000: argument "reason" is too long$/m, 'a reason of 10 kB is refused');
}

# ---------------------------------------------------------------------------
# Databases
# ---------------------------------------------------------------------------

$node->safe_psql('utf8', q(CREATE DATABASE "Daten ""bänk"" 🗄" TEMPLATE template0));
refused($node, 'utf8', q(DROP DATABASE "Daten ""bänk"" 🗄"),
	'PH050', qr/^dropping database "Daten "bänk" 🗄" loses everything/,
	'a database with a name');
silent($node, 'sql_ascii',
	q(/* hygiene: allow drop_database "Daten ""bänk"" 🗄" because gone */ DROP DATABASE "Daten ""bänk"" 🗄"),
	'dropped from a database of another encoding');

$node->stop;
done_testing();
