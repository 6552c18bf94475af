#
# FuzzOthers.pm
#	Random statements about everything that is no table.
#
# As in FuzzTables.pm, each generator takes the world and returns one statement
# or nothing; a list of statements to be run one after the other; or a hash:
#
#	sql		the statement
#	loose	what it tells may be more than what stays (it does several things)
#	ours	it is about pg_hygiene, and makes no sense where that is not installed
#
package FuzzOthers;

use strict;
use warnings;
use utf8;

use Exporter 'import';
use FuzzNames;
use FuzzTables;

our @EXPORT = qw(@other_generators nested_ddl);

sub named { my ($w, $prefix) = @_; return $w->schema . '.' . other_name($prefix) }

# ---------------------------------------------------------------------------
# Views, sequences, types
# ---------------------------------------------------------------------------

sub view
{
	my ($w) = @_;
	my $from = $w->relation('rpvm');
	my $list = chance(50) ? '*' : join ', ', $w->columns_of($from, 4);
	my $view = $w->relation('v');

	return any(
		'CREATE ' . any('', 'OR REPLACE ') . 'VIEW ' . named($w, 'v') . any('', ' WITH (security_invoker = true)', ' WITH (security_barrier)') . " AS SELECT $list FROM $from->{name}",
		'CREATE OR REPLACE VIEW ' . $view->{name} . " AS SELECT $list FROM $from->{name}",
		'CREATE MATERIALIZED VIEW ' . named($w, 'm') . " AS SELECT $list FROM $from->{name}" . any('', ' WITH NO DATA'),
		'REFRESH MATERIALIZED VIEW ' . any('', 'CONCURRENTLY ') . $w->relation('m')->{name},
		"ALTER VIEW $view->{name} SET (security_invoker = " . any('true', 'false') . ')',
		"ALTER VIEW $view->{name} OWNER TO " . any('ROLE_a', 'ROLE_b', 'CURRENT_USER'),
		'CREATE RECURSIVE VIEW ' . named($w, 'v') . ' (n) AS VALUES (1)',
		'CREATE RULE ' . other_name('rule') . ' AS ON INSERT TO ' . $w->relation('rv')->{name} . ' DO INSTEAD NOTHING');
}

sub sequence
{
	my ($w) = @_;
	my $seq = $w->relation('S');
	my $t = $w->relation('r');

	return any(
		'CREATE SEQUENCE ' . named($w, 's') . any('', ' AS smallint', ' CYCLE', " OWNED BY $t->{name}." . $w->column($t)->[0]),
		"ALTER SEQUENCE $seq->{name} " . any('RESTART', 'INCREMENT 7', 'OWNED BY NONE', 'AS bigint', "OWNED BY $t->{name}." . $w->column($t)->[0]),
		"SELECT nextval(" . literal($seq->{name}) . ')',
		"ALTER SEQUENCE $seq->{name} RENAME TO " . other_name('s'));
}

sub type
{
	my ($w) = @_;
	my ($own) = some(1, grep { $_->{kind} eq 'd' } @{ $w->{type} });
	my ($enum) = some(1, grep { $_->{kind} eq 'e' } @{ $w->{type} });
	my ($composite) = some(1, grep { $_->{kind} eq 'c' } @{ $w->{type} });
	my $any = any($w->own_types) // 'public.nothing';
	my @ways = (
		'CREATE DOMAIN ' . named($w, 'd') . ' AS ' . column_type($w->own_types) . any('', ' NOT NULL', " CHECK (VALUE IS NOT NULL)", " DEFAULT NULL"),
		'CREATE DOMAIN ' . named($w, any('price', 'money_', 'd')) . ' AS ' . any('float8', 'numeric', 'text', 'timestamp'),
		'CREATE TYPE ' . named($w, 'e') . " AS ENUM ('a', 'b', 'c d')",
		'CREATE TYPE ' . named($w, 'c') . ' AS (' . join(', ', map { column_name() . ' ' . any('float8', 'text', 'integer', 'numeric') } 1 .. 3) . ')',
		'CREATE TYPE ' . named($w, 'r') . ' AS RANGE (subtype = ' . any('float8', 'int8', 'timestamp') . ')',
		"ALTER TYPE $any " . any('RENAME TO ' . other_name('ty'), 'SET SCHEMA ' . $w->schema, 'OWNER TO ROLE_a'),
		"DROP TYPE $any" . any('', ' CASCADE'), "DROP TYPE IF EXISTS $any CASCADE");

	push @ways, "ALTER DOMAIN $own->{name} " . any('SET NOT NULL', 'DROP NOT NULL', 'SET DEFAULT NULL', 'ADD CHECK (VALUE IS NOT NULL) NOT VALID',
		'ADD CONSTRAINT dc CHECK (true)', 'DROP CONSTRAINT IF EXISTS dc CASCADE', 'VALIDATE CONSTRAINT dc', 'RENAME TO ' . other_name('d')),
		"DROP DOMAIN $own->{name}" . any('', ' CASCADE') if $own;
	push @ways, "ALTER TYPE $enum->{name} " . any("ADD VALUE IF NOT EXISTS 'z'", "RENAME VALUE 'a' TO 'A'") if $enum;
	push @ways, "ALTER TYPE $composite->{name} " . any('ADD ATTRIBUTE ', 'ADD ATTRIBUTE ') . column_name() . ' ' . any('float8', 'text') . any('', ' CASCADE'),
		"ALTER TYPE $composite->{name} " . any('DROP ATTRIBUTE ', 'DROP ATTRIBUTE IF EXISTS ') . column_name() . ' CASCADE',
		"ALTER TYPE $composite->{name} ALTER ATTRIBUTE " . column_name() . ' TYPE float8' . any('', ' CASCADE'),
		"ALTER TYPE $composite->{name} RENAME ATTRIBUTE " . column_name() . ' TO ' . column_name() . ' CASCADE' if $composite;
	return any(@ways);
}

# ---------------------------------------------------------------------------
# Functions, triggers
# ---------------------------------------------------------------------------

my @bodies = (
	q(EXECUTE 'SELECT ' || arg), q(EXECUTE format('DROP TABLE %s', arg)), q(EXECUTE format('SELECT %I', arg)),
	q(EXECUTE 'SELECT $1' USING arg), q(EXECUTE concat('SELECT ', quote_literal(arg))), q(PERFORM 1), q(RAISE NOTICE '%', arg),
	q(v := 'SELECT 1'; EXECUTE v), q(v := arg || ';'; EXECUTE v), q(FOR v IN EXECUTE 'SELECT ' || arg LOOP NULL; END LOOP),
	q(IF arg = 'x' THEN EXECUTE arg; ELSE NULL; END IF), q(BEGIN EXECUTE arg; EXCEPTION WHEN OTHERS THEN NULL; END), q(RETURN),
	q(v := 'it''s'; /* EXECUTE arg */), q(OPEN c FOR EXECUTE 'SELECT ' || arg), q(CASE arg WHEN 'a' THEN v := arg; ELSE v := $b$b$b$; END CASE),
	q(WHILE false LOOP EXECUTE arg; END LOOP), q(EXECUTE arg INTO v), q(this is no statement));

sub function
{
	my ($w) = @_;
	my ($have) = some(1, @{ $w->{function} });
	my $body = 'DECLARE v text; c refcursor; BEGIN ' . join('; ', map { any(@bodies) } 1 .. 1 + int rand 3) . '; END';
	my $options = any('', ' SECURITY DEFINER', ' SECURITY DEFINER SET search_path = pg_catalog', ' SECURITY DEFINER SET search_path = public, pg_temp', ' IMMUTABLE');
	my $name = named($w, 'f');
	my @ways = (
		"CREATE OR REPLACE FUNCTION $name(arg text) RETURNS void LANGUAGE plpgsql$options AS \$f\$ $body \$f\$",
		"CREATE FUNCTION $name(arg text, " . column_name() . ' ' . column_type() . ") RETURNS void LANGUAGE plpgsql$options AS \$f\$ $body \$f\$",
		"CREATE OR REPLACE PROCEDURE $name(arg text) LANGUAGE plpgsql AS \$f\$ $body \$f\$",
		"CREATE OR REPLACE FUNCTION $name() RETURNS trigger LANGUAGE plpgsql AS \$f\$ BEGIN RETURN NEW; END \$f\$",
		"CREATE OR REPLACE FUNCTION $name(integer) RETURNS integer LANGUAGE sql$options AS 'SELECT \$1'",
		"CREATE OR REPLACE FUNCTION $name(integer) RETURNS integer LANGUAGE sql RETURN \$1 + 1",
		"CREATE AGGREGATE $name(integer) (SFUNC = int4pl, STYPE = integer)");

	push @ways, map { my $word = $have->{kind} eq 'p' ? 'PROCEDURE' : $have->{kind} eq 'a' ? 'AGGREGATE' : 'FUNCTION'; "$_" =~ s/WORD/$word/r }
	  "DROP WORD $have->{name}" . any('', ' CASCADE'), "ALTER WORD $have->{name} RENAME TO " . other_name('f'),
	  "ALTER WORD $have->{name} SECURITY " . any('DEFINER', 'INVOKER'), "ALTER WORD $have->{name} SET search_path = " . any("''", 'public'),
	  "ALTER WORD $have->{name} RESET ALL", "ALTER WORD $have->{name} SET SCHEMA " . $w->schema, "ALTER WORD $have->{name} OWNER TO ROLE_a" if $have;
	return any(@ways);
}

sub trigger
{
	my ($w) = @_;
	my $t = $w->relation('rpv');
	my ($f) = some(1, grep { $_->{returns} eq 'trigger' } @{ $w->{function} });

	return "DROP TRIGGER " . any(@{ $t->{triggers} }) . " ON $t->{name}" if @{ $t->{triggers} } && chance(50);
	return 'CREATE ' . any('', 'OR REPLACE ', 'CONSTRAINT ') . 'TRIGGER ' . other_name('t') . any(' BEFORE', ' AFTER', ' AFTER', ' INSTEAD OF') .
	  any(' INSERT', ' UPDATE', ' INSERT OR DELETE') . " ON $t->{name} FOR EACH " . any('ROW', 'ROW', 'STATEMENT') . ' EXECUTE FUNCTION ' .
	  ($f ? $f->{name} : 'public.none()');
}

# ---------------------------------------------------------------------------
# Who may what
# ---------------------------------------------------------------------------

sub policy
{
	my ($w) = @_;
	my $t = $w->relation('rp');
	my $column = $w->column($t)->[0];
	my $test = any('true', 'false', "$column IS NOT NULL", "current_user = 'x'", '(1 = 1)');
	my ($have) = some(1, @{ $t->{policies} });

	return any("DROP POLICY $have ON $t->{name}", "ALTER POLICY $have ON $t->{name} USING ($test)", "ALTER POLICY $have ON $t->{name} RENAME TO " . other_name('pol'))
	  if $have && chance(50);
	return 'CREATE POLICY ' . other_name('pol') . " ON $t->{name}" . any('', ' AS RESTRICTIVE', ' FOR SELECT', ' FOR UPDATE', ' TO PUBLIC', ' TO ROLE_a') .
	  any(" USING ($test)", " USING ($test)", " USING ($test) WITH CHECK ($test)", " WITH CHECK ($test)", '');
}

sub grant
{
	my ($w) = @_;
	my $role = any('ROLE_a', 'ROLE_b', 'PUBLIC');
	my ($f) = some(1, grep { $_->{kind} eq 'f' } @{ $w->{function} });
	my $what = any(
		any('CREATE', 'USAGE', 'ALL') . ' ON SCHEMA ' . $w->schema, 'CREATE ON SCHEMA public',
		any('SELECT', 'INSERT', 'ALL') . ' ON ' . $w->relation('rpvm')->{name}, 'ALL ON ALL TABLES IN SCHEMA ' . $w->schema,
		'EXECUTE ON FUNCTION ' . ($f ? $f->{name} : 'public.none()'));

	return any("GRANT $what TO $role", "GRANT $what TO $role", "REVOKE $what FROM $role", "REVOKE $what FROM $role CASCADE",
		'ALTER DEFAULT PRIVILEGES IN SCHEMA ' . $w->schema . " GRANT SELECT ON TABLES TO $role",
		'REASSIGN OWNED BY ROLE_a TO ROLE_b', 'DROP OWNED BY ROLE_b' . any('', ' CASCADE'), 'DROP OWNED BY ROLE_a CASCADE', 'GRANT ROLE_a TO ROLE_b');
}

sub schema
{
	my ($w) = @_;

	return any('CREATE SCHEMA ' . any('', 'IF NOT EXISTS ') . schema_name(), ('CREATE SCHEMA IF NOT EXISTS public') x 2, 'CREATE SCHEMA IF NOT EXISTS ' . schema_name() . ' AUTHORIZATION ROLE_a',
		'CREATE SCHEMA ' . other_name('sch') . ' CREATE TABLE ' . table_name() . ' (' . column_list($w, 3) . ') CREATE VIEW v1 AS SELECT 1 AS n',
		'ALTER SCHEMA ' . $w->schema . ' RENAME TO ' . (chance(60) ? schema_name() : other_name('sch')), 'ALTER SCHEMA ' . $w->schema . ' OWNER TO ROLE_b',
		('DROP SCHEMA ' . $w->schema) x 2, 'DROP SCHEMA ' . any('', 'IF EXISTS ') . $w->schema . ' CASCADE');
}

# ---------------------------------------------------------------------------
# Rows, and the rest
# ---------------------------------------------------------------------------

sub rows
{
	my ($w) = @_;
	my $t = $w->relation('rp');
	my @columns = grep { !$_->[3] && chance(80) } @{ $t->{columns} };
	my $values = join ', ', map { value_of($_->[1]) } @columns;
	my $more = chance(10) ? ', ' . $w->relation('rp')->{name} : '';

	return any("TRUNCATE $t->{name}$more" . any('', ' CASCADE', ' RESTART IDENTITY'), "DELETE FROM $t->{name}", "ANALYZE $t->{name}", "LOCK TABLE $t->{name} IN ACCESS SHARE MODE",
		"SELECT count(*) FROM $t->{name}", "UPDATE $t->{name} SET " . $w->column($t)->[0] . ' = NULL')
	  if chance(40) || !@columns;
	return "INSERT INTO $t->{name} (" . join(', ', map { $_->[0] } @columns) . ") VALUES ($values)" . (chance(20) ? ", ($values)" : '') . any('', ' ON CONFLICT DO NOTHING');
}

sub comment
{
	my ($w) = @_;
	my $t = $w->relation('rpvm');

	return any(
		"COMMENT ON COLUMN $t->{name}." . $w->column($t)->[0] . ' IS ' . any("'a price in euros'", 'NULL', "'password=hunter2'"),
		'COMMENT ON SCHEMA ' . $w->schema . " IS 'é'",
		'CREATE STATISTICS ' . named($w, 'st') . ' ON ' . join(', ', map { $_->[0] } (@{ $t->{columns} }, [ 'a' ], [ 'b' ])[ 0, 1 ]) . " FROM $t->{name}",
		'DROP STATISTICS ' . (any(@{ $w->{statistics} }) // 'public.none'),
		'CREATE PUBLICATION ' . other_name('pub') . ' FOR TABLE ' . $w->relation('rp')->{name}, 'CREATE PUBLICATION ' . other_name('pub') . ' FOR ALL TABLES',
		'DROP PUBLICATION ' . other_name('pub'), 'ALTER PUBLICATION ' . other_name('pub') . ' SET TABLE ' . $w->relation('rp')->{name},
		'SECURITY LABEL ON TABLE ' . $t->{name} . " IS 'none'",
		'CREATE CAST (integer AS ' . (any($w->own_types) // 'point') . ') WITH INOUT', 'CREATE COLLATION ' . named($w, 'coll') . ' FROM "C"',
		"EXPLAIN ANALYZE CREATE TABLE " . named($w, 'x') . ' AS SELECT 1 AS id, 2.5::float8 AS price',
		'CREATE FOREIGN DATA WRAPPER ' . other_name('fdw'), 'CREATE SERVER ' . other_name('srv') . ' FOREIGN DATA WRAPPER ' . other_name('fdw'),
		'CREATE FOREIGN TABLE ' . named($w, 'ft') . ' (' . column_name() . ' ' . any('float8', 'text') . ', b integer) SERVER ' . other_name('srv'),
		'SET search_path = ' . any('public', 'fz, public', '""', '"$user", public', 'pg_temp, fz'), 'RESET search_path',
		'SET SESSION AUTHORIZATION ROLE_a', 'SET ROLE ROLE_b', 'RESET ROLE', 'RESET SESSION AUTHORIZATION', 'RESET SESSION AUTHORIZATION', 'DISCARD ' . any('TEMP', 'PLANS', 'SEQUENCES'),
		'PREPARE ' . any('p1', 'p2') . ' AS SELECT * FROM ' . $t->{name}, 'EXECUTE ' . any('p1', 'p2'), 'DEALLOCATE ALL',
		'SET client_min_messages = notice', 'SET check_function_bodies = off', 'SET row_security = off', 'SET row_security = on');
}

# ---------------------------------------------------------------------------
# Several things in one statement
# ---------------------------------------------------------------------------

sub nested_ddl
{
	my ($w) = @_;
	my @ddl = map { any(map { $_->[1] } grep { $_->[0] >= 7 } @table_generators)->($w) } 1 .. 1 + int rand 3;

	return grep { !ref && !/CONCURRENTLY|^VACUUM|^REINDEX|^SELECT/ } @ddl;
}

sub block
{
	my ($w) = @_;
	my @ddl = nested_ddl($w) or return;
	my $body = join ' ', map {
		chance(30) ? "BEGIN $_; EXCEPTION WHEN OTHERS THEN NULL; END;" :
		  chance(30) ? 'EXECUTE ' . literal($_) . ';' : "$_;" } @ddl;

	$body = "BEGIN $body RAISE EXCEPTION 'back'; EXCEPTION WHEN OTHERS THEN NULL; END;" if chance(10);
	return { sql => "DO \$do\$ BEGIN $body END \$do\$", loose => 1 };
}

sub together
{
	my ($w) = @_;
	my @ddl = nested_ddl($w);

	return @ddl < 2 ? undef : { sql => join(" \\; ", @ddl), loose => 1 };
}

# ---------------------------------------------------------------------------
# What pg_hygiene is asked and told
# ---------------------------------------------------------------------------

my @rules = qw(float_money date_as_text drop_table drop_column missing_primary_key unindexed_foreign_key truncate
  lossy_type_change rename_column plaintext_secret duplicate_index table_rewrite nonsense);

sub annotation
{
	my ($w) = @_;
	my $t = $w->relation('rp');
	my $what = any($t->{name}, "$t->{name}." . $w->column($t)->[0], 'nothing', '', '*');

	return any(@rules) . " $what" . any(' because it is meant', ' because it is meant, backup s3://b/1', '', ' because');
}

sub told
{
	my ($w) = @_;
	my $said = annotation($w);
	my $ddl = any(map { $_->[1] } @table_generators)->($w) // "SELECT 1";

	return any(
		{ sql => 'SET hygiene.allow = ' . literal($said), ours => 1 }, { sql => 'SET LOCAL hygiene.allow = ' . literal($said), ours => 1 },
		{ sql => 'RESET hygiene.allow', ours => 1 },
		ref $ddl ? () : "/* hygiene: allow $said */ $ddl", ref $ddl ? () : "-- hygiene: allow $said\n$ddl",
		{ sql => "SELECT hygiene.allow(" . literal(any(@rules)) . ", " . literal($w->relation('rp')->{name}) . ", 'meant')", ours => 1 },
		{ sql => 'SET hygiene.mode = ' . any('warn', 'off', 'enforce'), ours => 1 }, { sql => 'RESET hygiene.mode', ours => 1 },
		{ sql => 'SET hygiene.journal = on', ours => 1 }, { sql => "SET hygiene.empty_tables = " . any('warn', 'ignore', 'enforce'), ours => 1 },
		{ sql => "SET hygiene.migration = 'V" . int(rand 9) . "'", ours => 1 }, { sql => "SET hygiene.large_table = '" . any('0', '8kB', '1GB') . "'", ours => 1 });
}

sub argument
{
	my ($w, $type) = @_;
	my $ddl = any(map { $_->[1] } @table_generators)->($w) // "SELECT 1";

	return 'NULL' if chance(12);
	return any(literal($w->relation('rpvm')->{name}) . '::regclass', '0', '1', '4294967295::oid', literal($w->relation('rp')->{name})) if $type =~ /regclass|oid/;
	return any('true', 'false') if $type eq 'boolean';
	return any('now()', "'-infinity'", "'infinity'", "'294000-01-01'") if $type =~ /^timestamp/;
	return any("interval '1 day'", "interval '-1 day'", "'178000000 years'") if $type eq 'interval';
	return any(0, -1, 2147483647) if $type =~ /int|numeric/;
	return $w->schema =~ /^"/ ? "'public'" : literal($w->schema) if $type eq 'name';
	return any(literal(ref $ddl ? join '; ', @$ddl : $ddl), literal(any(@rules)), literal(annotation($w)), literal($w->relation('rp')->{name}), "'text'", "'json'", "''", "repeat('x', 70000)",
		"'warning'", "E'\\xC3\\xA9'", "'BEGIN; DROP TABLE x; ROLLBACK'", "'a''b\"c'", "'SELECT 1;;; --'", "'public.'", "'markdown'");
}

# Any function of the extension's, with any arguments.
my @functions = (
	[ 'audit', 'regclass', 'name' ], ['audit'], [ 'audit', 'regclass' ], ['status'], [ 'check', 'text' ], [ 'report', 'text' ], ['rules_catalogue'],
	[ 'dry_run', 'text' ], [ 'trace', 'text' ], [ 'allow', 'text', 'text', 'text', 'text' ], [ 'waive', 'text', 'text', 'text' ],
	[ 'unwaive', 'text', 'text' ], [ 'baseline', 'text' ], [ 'record_backup', 'text', 'timestamptz' ], [ 'waive', 'text', 'text', 'text', 'timestamptz' ]);

sub asked
{
	my ($w) = @_;
	my ($name, @types) = @{ any(@functions) };

	return { ours => 1, sql => 'SELECT * FROM hygiene.' . any('findings', 'summary', 'rules', 'stale_waivers', 'journal', 'waiver') } if chance(20);
	return { ours => 1, sql => "SELECT count(*) FROM hygiene.$name(" . join(', ', map { argument($w, $_) } @types) . ')' };
}

our @other_generators = (
	[ 7, \&view ], [ 3, \&sequence ], [ 8, \&type ], [ 8, \&function ], [ 3, \&trigger ], [ 6, \&policy ], [ 5, \&grant ],
	[ 3, \&schema ], [ 20, \&rows ], [ 7, \&comment ], [ 6, \&block ], [ 2, \&together ], [ 7, \&told ], [ 4, \&asked ]);

1;
