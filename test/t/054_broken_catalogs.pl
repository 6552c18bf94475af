#
# 054_broken_catalogs.pl
#	A damaged row, file or block costs the verdict on itself, and no more.
#
# Each damage is done to the catalogs in a transaction that is rolled back.
# Within it audits go on with what is whole, and DDL ends as it would without
# us: what drops the damaged object is not held up. 
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('broken', extra => ['--no-sync'],
	conf => "allow_system_table_mods = on\nfsync = off\nrestart_after_crash = on\n");

$node->safe_psql('postgres', q(
	CREATE EXTENSION pg_hygiene;
	SET hygiene.mode = off;
	CREATE TABLE good (price float8);
	CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE);
	CREATE TABLE child (id serial PRIMARY KEY, parent_id int REFERENCES parent,
		code text DEFAULT 'a' || 'b' REFERENCES parent (code), amount float8, CHECK (amount > 0));
	CREATE INDEX child_expr ON child (lower(code)) WHERE amount > 1;
	CREATE INDEX bad ON child (amount);
	UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'bad'::regclass;
	CREATE TABLE part (id int, k int REFERENCES parent) PARTITION BY RANGE (id);
	CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (10);
	CREATE INDEX part_k ON part (k);
	CREATE DOMAIN dom AS numeric;
	CREATE TYPE comp AS (a float8, b int);
	CREATE TABLE typed OF comp;
	CREATE TABLE uses (d dom, c comp, r int4range, a dom[], price float4);
	CREATE VIEW v AS SELECT * FROM child WHERE code = 'secret';
	CREATE FUNCTION f(a int, b dom) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS
		$$ BEGIN EXECUTE 'select ' || a; RETURN 1; END $$;
	CREATE TABLE secured (id int);
	CREATE POLICY pol ON secured USING (true);
	CREATE TABLE stats (t text, n numeric, price float8, password text);
	INSERT INTO stats SELECT 'x', 1, 1.5, 'a' FROM generate_series(1, 300);
	ANALYZE stats;
	CREATE SCHEMA sch;
	CREATE TABLE sch.t (price float8);
	CREATE FUNCTION sch.g() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'select 1';
	CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY (MAXVALUE 10), note text);
	INSERT INTO numbered (note) SELECT 'x' FROM generate_series(1, 9);
	CREATE CAST (text AS pg_node_tree) WITHOUT FUNCTION AS ASSIGNMENT;

	-- SQLSTATE of a command that is undone.
	CREATE FUNCTION outcome(mode text, command text) RETURNS text LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM set_config('hygiene.mode', mode, true);
		EXECUTE command;
		RAISE EXCEPTION 'done' USING ERRCODE = 'XYZ00';
	EXCEPTION WHEN OTHERS THEN
		RETURN SQLSTATE;
	END $$;
	CREATE FUNCTION audited() RETURNS text LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM FROM hygiene.audit('child');
		PERFORM FROM hygiene.status();
		BEGIN
			PERFORM hygiene.check('error');
			RETURN 'nothing is open';
		EXCEPTION WHEN SQLSTATE 'PH000' THEN
		END;
		RETURN (SELECT count(*) FROM hygiene.audit() WHERE object = 'public.good.price') || ' ' ||
			(hygiene.report('json')::jsonb -> 'findings' @> '[{"object": "public.good.price"}]');
	EXCEPTION WHEN OTHERS THEN
		RETURN SQLSTATE || ' ' || SQLERRM;
	END $$;
	CREATE TABLE commands (command text);
	INSERT INTO commands VALUES ('DROP TABLE child CASCADE'), ('DROP TABLE part CASCADE'),
		('DROP VIEW v CASCADE'), ('DROP SCHEMA sch CASCADE'), ('DROP DOMAIN dom CASCADE'),
		('DROP TYPE comp CASCADE'), ('DROP FUNCTION f'), ('DROP TABLE good'),
		('DROP TABLE stats'), ('DROP POLICY pol ON secured'), ('DROP INDEX bad'),
		('DROP INDEX child_expr'), ('ALTER TABLE child DROP COLUMN amount CASCADE'),
		('ALTER TABLE uses ADD y int'), ('ALTER TABLE child RENAME TO renamed'),
		('ALTER TABLE stats ALTER n TYPE text'), ('DROP TABLE numbered')));

# Damage, what the audit says of it, and whether the server does not survive DDL on it.
my @damages = (
	[ 'a column of a missing type', q(UPDATE pg_attribute SET atttypid = 99999 WHERE attrelid = 'child'::regclass AND attname IN ('amount', 'parent_id')),
		qr/definition of index "bad"/ ],
	[ 'a referenced column of a missing type', q(UPDATE pg_attribute SET atttypid = 99999 WHERE attrelid = 'parent'::regclass) ],
	[ 'a domain that is gone', q(DELETE FROM pg_type WHERE typname = 'dom') ],
	[ 'a domain over nothing', q(UPDATE pg_type SET typbasetype = 99999 WHERE typname = 'dom') ],
	[ 'a domain over itself', q(UPDATE pg_type SET typbasetype = oid WHERE typname = 'dom') ],
	[ 'an array of itself', q(UPDATE pg_type SET typcategory = 'A', typelem = oid, typlen = -1 WHERE typname = 'dom') ],
	[ 'a composite type without columns', q(DELETE FROM pg_attribute WHERE attrelid = 'comp'::regclass) ],
	[ 'a composite type without relation', q(DELETE FROM pg_class WHERE relname = 'comp') ],
	[ 'types without schema', q(UPDATE pg_type SET typnamespace = 99999 WHERE typname IN ('dom', 'comp')) ],
	[ 'a range without row', q(DELETE FROM pg_range WHERE rngtypid = 'int4range'::regtype) ],
	[ 'a collation that is gone', q(UPDATE pg_attribute SET attcollation = 99999 WHERE attrelid = 'child'::regclass AND attname = 'code') ],
	[ 'a table without columns', q(DELETE FROM pg_attribute WHERE attrelid = 'sch.t'::regclass) ],
	[ 'a number of columns that lies', q(UPDATE pg_class SET relnatts = 500 WHERE oid = 'sch.t'::regclass) ],
	[ 'a table without owner', q(UPDATE pg_class SET relowner = 99999) ],
	[ 'a table of another kind', q(UPDATE pg_class SET relkind = 'c' WHERE relname = 'sch.t') ],
	[ 'an index without relation', q(DELETE FROM pg_class WHERE relname IN ('child_expr', 'bad')) ],
	[ 'an index without row', q(DELETE FROM pg_index WHERE indexrelid = 'child_expr'::regclass) ],
	[ 'an index of no table', q(UPDATE pg_index SET indrelid = 99999 WHERE indexrelid = 'child_expr'::regclass) ],
	[ 'an index with too many columns', q(UPDATE pg_index SET indnatts = 32, indnkeyatts = 32 WHERE indexrelid = 'child_expr'::regclass) ],
	[ 'an index with fewer than none', q(UPDATE pg_index SET indnatts = -5, indnkeyatts = -7 WHERE indexrelid = 'child_expr'::regclass) ],
	[ 'an index of missing columns', q(UPDATE pg_index SET indkey = '99' WHERE indexrelid = 'bad'::regclass), qr/definition of index "bad"/ ],
	[ 'an index without classes', q(UPDATE pg_index SET indclass = '', indcollation = '', indoption = '' WHERE indexrelid = 'child_expr'::regclass) ],
	[ 'an index of missing classes', q(UPDATE pg_index SET indclass = '99999' WHERE indexrelid = 'bad'::regclass), qr/definition of index "bad"/ ],
	[ 'an index of no method', q(UPDATE pg_class SET relam = 99999 WHERE relname IN ('child_expr', 'part_k')) ],
	[ 'an expression of garbage', q(UPDATE pg_index SET indexprs = '{NONSENSE :a b}'::text, indpred = '{NONSENSE :a b}'::text WHERE indexrelid = 'child_expr'::regclass),
		qr/expressions of index "child_expr"/ ],
	[ 'an expression for a list', q(UPDATE pg_index SET indexprs = indpred WHERE indexrelid = 'child_expr'::regclass), qr/expressions of index "child_expr"/, 1 ],
	[ 'an expression that is cut off', q(UPDATE pg_index SET indexprs = left(indexprs::text, 60), indpred = left(indpred::text, 80) WHERE indexrelid = 'child_expr'::regclass),
		qr/expressions of index "child_expr"/, 1 ],
	[ 'a predicate of garbage', q(UPDATE pg_index SET indkey = '3', indexprs = NULL, indpred = '{NONSENSE :a b}'::text WHERE indexrelid = 'child_expr'::regclass),
		qr/predicate of index "child_expr"/ ],
	[ 'a constraint on missing columns', q(UPDATE pg_constraint SET conkey = '{77}' WHERE conrelid = 'child'::regclass) ],
	[ 'a constraint on too many columns', q(UPDATE pg_constraint SET (conkey, confkey, conpfeqop) = (SELECT array_agg(3::int2), array_agg(1::int2), array_agg(96::oid) FROM generate_series(1, 500)) WHERE conrelid = 'child'::regclass AND contype = 'f') ],
	[ 'a constraint on a matrix', q(UPDATE pg_constraint SET conkey = '{{1,2},{3,4}}', confkey = '{NULL,1}' WHERE conrelid = 'child'::regclass AND contype = 'f') ],
	[ 'a constraint of missing operators', q(UPDATE pg_constraint SET conpfeqop = '{99999}' WHERE contype = 'f') ],
	[ 'a foreign key to nothing', q(UPDATE pg_constraint SET confrelid = 99999, conindid = 99998 WHERE contype = 'f') ],
	[ 'a constraint of no kind', q(UPDATE pg_constraint SET contype = 'z' WHERE conrelid = 'child'::regclass AND contype = 'c') ],
	[ 'a default of garbage', q(UPDATE pg_attrdef SET adbin = '{CONST :nonsense {{'::text WHERE adrelid = 'child'::regclass), qr/default of column 3/ ],
	[ 'a default that is cut off', q(UPDATE pg_attrdef SET adbin = left(adbin::text, 120) WHERE adrelid = 'child'::regclass), qr/default of column 3/ ],
	[ 'a default of another node', q(UPDATE pg_attrdef SET adbin = '42'::text WHERE adrelid = 'child'::regclass), qr/default of column 3/ ],
	[ 'an empty default', q(UPDATE pg_attrdef SET adbin = ''::text WHERE adrelid = 'child'::regclass), qr/default of column 3/ ],
	[ 'a default of no table', q(UPDATE pg_attrdef SET adrelid = oid) ],
	[ 'a policy of garbage', q(UPDATE pg_policy SET polqual = '{NONSENSE :a b}'::text), qr/expression of policy "pol"/ ],
	[ 'a policy of no table', q(UPDATE pg_policy SET polrelid = 99999) ],
	[ 'a policy for a matrix of roles', q(UPDATE pg_policy SET polroles = '{{1,2},{0,4}}') ],
	[ 'a view of garbage', q(UPDATE pg_rewrite SET ev_action = '{NONSENSE :a b}'::text WHERE ev_class = 'v'::regclass), qr/query of view/ ],
	[ 'a view without query', q(DELETE FROM pg_rewrite WHERE ev_class = 'v'::regclass) ],
	[ 'a function of no language', q(UPDATE pg_proc SET prolang = 99999 WHERE proname = 'f') ],
	[ 'a function with a broken body', q(UPDATE pg_proc SET prosrc = E'EXECUTE $x$ "open \\' /* ' WHERE proname = 'f') ],
	[ 'a function with too many arguments', q(UPDATE pg_proc SET pronargs = 100 WHERE proname = 'f') ],
	[ 'a function with fewer than none', q(UPDATE pg_proc SET pronargs = -5 WHERE proname = 'f') ],
	[ 'a function of missing types', q(UPDATE pg_proc SET proargtypes = '99999 99998', prorettype = 99997 WHERE proname = 'f') ],
	[ 'a function with too few modes', q(UPDATE pg_proc SET proallargtypes = '{23,99999,25}', proargmodes = '{i}', proargnames = '{a}' WHERE proname = 'f') ],
	[ 'a function with a matrix of settings', q(UPDATE pg_proc SET proconfig = '{{a,b},{c,d}}' WHERE proname = 'f') ],
	[ 'a function without schema', q(UPDATE pg_proc SET pronamespace = 99999 WHERE proname = 'f') ],
	[ 'statistics of another type', q(UPDATE pg_statistic SET stakind1 = 1, stavalues1 = array_in('{1,2,1000000,-1}', 23, -1) WHERE starelid = 'stats'::regclass) ],
	[ 'statistics of text', q(UPDATE pg_statistic SET stakind1 = 1, stavalues1 = array_in('{a,bbbbbbbbbbbbbbbbbbbb}', 25, -1) WHERE starelid = 'stats'::regclass) ],
	[ 'statistics in a matrix', q(UPDATE pg_statistic SET stakind1 = 2, stavalues1 = array_in('{{a},{b}}', 25, -1) WHERE starelid = 'stats'::regclass) ],
	[ 'statistics of nonsense', q(UPDATE pg_statistic SET stanullfrac = 'NaN', stadistinct = 'Infinity', stawidth = -5, stakind2 = 77 WHERE starelid = 'stats'::regclass) ],
	[ 'statistics of missing columns', q(UPDATE pg_statistic SET staattnum = staattnum + 20 WHERE starelid = 'stats'::regclass) ],
	[ 'dependencies that dangle', q(INSERT INTO pg_depend SELECT 2604, 99999, 0, 1259, oid, 0, 'n' FROM pg_class WHERE relkind = 'S') ],
	[ 'no dependencies', q(DELETE FROM pg_depend WHERE refobjid >= 16384 AND deptype <> 'e') ],
	[ 'a schema that is gone', q(DELETE FROM pg_namespace WHERE nspname = 'sch') ],
	[ 'an empty access list', q(UPDATE pg_namespace SET nspacl = '{}', nspowner = 99999 WHERE nspname = 'sch') ],
	[ 'a child of nothing', q(INSERT INTO pg_inherits VALUES ('child'::regclass, 99999, 1, false)) ],
	[ 'a partition without row', q(DELETE FROM pg_inherits WHERE inhrelid = 'part1'::regclass) ],
	[ 'a partition that is gone', q(DELETE FROM pg_class WHERE relname = 'part1') ],
	[ 'a table that is its own parent', q(INSERT INTO pg_inherits VALUES ('typed'::regclass, 'typed'::regclass, 1, false)) ],
	[ 'a sequence without row', q(DELETE FROM pg_sequence) ],
	[ 'a sequence of no type', q(UPDATE pg_sequence SET seqtypid = 99999, seqincrement = 0) ],
	[ 'a sequence without file', q(UPDATE pg_class SET relfilenode = 99999 WHERE relname = 'numbered_id_seq'), qr/sequence with OID \d+/ ],
	[ 'a table without file', q(UPDATE pg_class SET relfilenode = 99999 WHERE relname IN ('child', 'stats')) ],
	[ 'a table in no tablespace', q(UPDATE pg_class SET reltablespace = 99999 WHERE relname IN ('child', 'stats')) ],
	[ 'options of nonsense', q(UPDATE pg_class SET reloptions = '{nonsense=x,autovacuum_enabled=maybe,noequal}' WHERE relname IN ('stats', 'v')) ],
	[ 'a table of no type', q(UPDATE pg_class SET reloftype = 99999 WHERE relname = 'typed') ],
	[ 'comments on nothing', q(INSERT INTO pg_description VALUES (99999, 1259, 3, 'password=hunter2secret'), (99999, 77777, 3, 'password=hunter2secret'), (99999, 1255, 0, 'password=hunter2secret')) ],
	[ 'a published table of no publication', q(INSERT INTO pg_publication_rel SELECT (jsonb_populate_record(NULL::pg_publication_rel,
		jsonb_build_object('oid', 88888, 'prpubid', 99999, 'prrelid', 'child'::regclass::oid, 'prexcept', false))).*) ],
	[ 'settings of nobody', q(INSERT INTO pg_db_role_setting VALUES (0, 99999, '{hygiene.mode=off}')) ]);

my $compared = q(
	SELECT count(*), string_agg(command || ': ' || without || ' ' || under || ' ' || rehearsed, E'\n')
		FILTER (WHERE under <> without OR rehearsed <> without)
	FROM (SELECT command, outcome('off', command) AS without, outcome('warn', command) AS under,
			coalesce((SELECT min(sqlstate) FROM hygiene.dry_run(command) WHERE verdict = 'failed'), 'XYZ00') AS rehearsed
		  FROM commands) AS o);
my $commands = $node->safe_psql('postgres', 'SELECT count(*) FROM commands');

# All in one session: what one damage leaves behind would show at the next.
my $script = "LOAD 'pg_hygiene';\n";
for my $i (0 .. $#damages)
{
	my (undef, $sql, undef, $audit_only) = @{ $damages[$i] };

	$script .= qq(
		\\warn case $i
		\\echo case $i
		SET client_min_messages = warning;
		BEGIN;
		$sql;
		SELECT audited();
		SET client_min_messages = error;\n)
	  . ($audit_only ? '' : $compared) . ";ROLLBACK;\n";
}
my ($status, $out, $err) = run_sql($node, 'postgres', $script, on_error_stop => 0);
my (undef, @out) = split /^case \d+\n/m, "$out\n";
my (undef, @err) = split /^case \d+\n/m, "$err\n";

for my $i (0 .. $#damages)
{
	my ($what, undef, $told, $audit_only) = @{ $damages[$i] };
	my $expected = $audit_only ? "1 true\n" : "1 true\n$commands|\n";

	is($out[$i], $expected, "$what: audits and DDL go on") or diag($err[$i]);
	like($err[$i], qr/WARNING:  XX001: $told .*cannot be read and is left out: /, "$what: it is told")
	  if defined $told;
}

# ---- files, blocks ----

$node->safe_psql('postgres', 'CHECKPOINT');
my $data = $node->data_dir;
my %file = map { $_ => $node->safe_psql('postgres', "SELECT pg_relation_filepath('$_')") }
  qw(stats good numbered_id_seq child_id_seq);
$node->stop;
for my $name (qw(stats numbered_id_seq))
{
	open my $handle, '+<:raw', "$data/$file{$name}" or die "$file{$name}: $!";
	print $handle join '', map { chr(($_ * 7 + 13) % 256) } 1 .. 8192;
	close $handle;
}
unlink "$data/$file{$_}" for qw(good child_id_seq);
$node->start;

($status, $out, $err) = run_sql($node, 'postgres', 'SELECT audited()');
is($out, '1 true', 'unreadable files and blocks: audits go on');
like($err, qr/WARNING:  XX001: sequence with OID \d+ cannot be read and is left out: invalid page/,
	'a sequence with a damaged block is told');
refused($node, 'postgres', 'SET hygiene.drop_sequence = off; DROP TABLE good',
	'PH040', qr/\[drop_table\]$/, 'a table of unknown size is not dropped without a word');
for my $name (qw(good stats child numbered))
{
	my ($status, undef, $err) = run_sql($node, 'postgres',
		"SET client_min_messages = error; SET hygiene.mode = warn; DROP TABLE $name CASCADE");
	is($status, 0, "unreadable $name can be dropped") or diag($err);
}
is($node->safe_psql('postgres', q(SELECT count(*) FROM hygiene.journal WHERE rule = 'drop_table')),
	'4', 'and that is journaled');

$node->stop;
done_testing();
