#
# FuzzTables.pm
#	Random statements that make and change tables and what hangs on them.
#
# Each generator takes the world (FuzzWorld) and returns one statement, or
# nothing if there is nothing to do it to.  Statements that cannot succeed are
# as welcome as others.
#
package FuzzTables;

use strict;
use warnings;

use Exporter 'import';
use FuzzNames;

our @EXPORT = qw(@table_generators column_list create_table);

sub qualified
{
	my ($w, $name) = @_;
	return $w->schema . ".$name";
}

# ---------------------------------------------------------------------------
# CREATE TABLE
# ---------------------------------------------------------------------------

my @actions = ('', '', ' ON DELETE CASCADE', ' ON DELETE SET NULL', ' ON UPDATE CASCADE', ' ON DELETE RESTRICT',
	' DEFERRABLE INITIALLY DEFERRED');

sub references
{
	my ($w, $columns) = @_;
	my $parent = $w->relation('rp');
	my ($key) = grep { $_->[1] =~ /[pu]/ && @{ $_->[2] || [] } == $columns } @{ $parent->{constraints} };
	my $list = $key && chance(80) ? '(' . join(', ', @{ $key->[2] }) . ')' : '';

	return "REFERENCES $parent->{name} $list" . any('', '', '', ' MATCH FULL') . any(@actions);
}

sub check_of
{
	my ($column) = @_;
	return any("$column IS NOT NULL", "${column}::text <> ''", "$column = $column", 'true', "length(${column}::text) < 100");
}

sub column
{
	my ($w) = @_;
	my $name = column_name();
	my $type = column_type($w->own_types);
	my $text = "$name $type";

	if ($type =~ /^(integer|bigint|smallint)$/ && chance(15))
	{
		return "$text GENERATED " . any('ALWAYS', 'BY DEFAULT') . ' AS IDENTITY' . (chance(50) ? ' PRIMARY KEY' : '');
	}
	return "$text GENERATED ALWAYS AS (" . any("'x' || 'y'", '1 + 1', 'NULL', '(1.5)::float8') . ') ' .
	  any('STORED', 'STORED', 'STORED', 'VIRTUAL') if chance(5);
	$text .= ' DEFAULT ' . default_of($type) if chance(20);
	$text .= ' NOT NULL' if chance(25);
	$text .= any(' PRIMARY KEY', ' PRIMARY KEY', ' UNIQUE', ' UNIQUE NULLS NOT DISTINCT', ' CHECK (' . check_of($name) . ')',
		' ' . references($w, 1), ' CONSTRAINT ' . other_name('k') . ' ' . references($w, 1)) if chance(35);
	return $text;
}

sub table_constraint
{
	my ($w, @columns) = @_;
	my $list = join ', ', @columns ? some(3, @columns) : (column_name());
	my $first = @columns ? any(@columns) : column_name();
	my $n = () = $list =~ /, /g;
	my $named = chance(50) ? 'CONSTRAINT ' . other_name('con') . ' ' : '';

	return $named . any(
		"PRIMARY KEY ($list)", "PRIMARY KEY ($list)", "PRIMARY KEY ($list)", "UNIQUE ($list)",
		"UNIQUE NULLS NOT DISTINCT ($list)", "UNIQUE ($first) INCLUDE ($list)", 'CHECK (' . check_of($first) . ')',
		"CHECK (" . check_of($first) . ") NO INHERIT", "FOREIGN KEY ($list) " . references($w, $n + 1),
		"FOREIGN KEY ($list) " . references($w, $n + 1), "FOREIGN KEY ($first) " . references($w, 1),
		"EXCLUDE USING gist ($first WITH =)", "EXCLUDE ($first WITH =)", "EXCLUDE USING gist ($first WITH &&) WHERE ($first IS NOT NULL)");
}

# Columns and constraints as between the parentheses of CREATE TABLE.
sub column_list
{
	my ($w, $most) = @_;
	my (@parts, @names);
	my $keyed;

	foreach my $i (1 .. 1 + int rand($most || 8))
	{
		my $column = column($w);
		$column = quoted('id') . any(' integer', ' bigint', ' uuid', ' bigserial') . ' PRIMARY KEY' if $i == 1 && chance(40);
		$column =~ s/ PRIMARY KEY\b// if $keyed && !chance(5);
		$keyed ||= $column =~ / PRIMARY KEY/;
		push @parts, $column;
		push @names, $column =~ /^("(?:[^"]|"")*")/;
	}
	push @parts, table_constraint($w, @names) if chance(30);
	push @parts, 'LIKE ' . $w->relation('rpvmfc')->{name} . any('', ' INCLUDING ALL', ' INCLUDING DEFAULTS INCLUDING INDEXES')
	  if chance(8);
	return join ', ', @parts;
}

sub bound
{
	my ($strategy) = @_;
	my $n = int rand 60;

	return 'DEFAULT' if chance(12);
	return "FOR VALUES IN ($n, " . ($n + 100) . ')' if $strategy eq 'l';
	return 'FOR VALUES WITH (MODULUS 3, REMAINDER ' . int(rand 3) . ')' if $strategy eq 'h';
	return any("FOR VALUES FROM ($n) TO (" . ($n + 10) . ')', "FOR VALUES FROM (MINVALUE) TO (0)",
		"FOR VALUES FROM ('2024-01-01') TO ('2024-0" . (2 + int rand 8) . "-01')");
}

sub partition_by
{
	my ($column) = @_;
	return ' PARTITION BY ' . any("RANGE ($column)", "LIST ($column)", "HASH ($column)", 'RANGE (("' . "id" . '" + 1))');
}

sub create_table
{
	my ($w) = @_;
	my $temp = chance(6);
	my $name = $temp ? table_name() : qualified($w, table_name());
	my $how = 'CREATE ' . ($temp ? 'TEMP ' : any('', '', '', '', '', 'UNLOGGED ')) . 'TABLE ' . any('', '', '', 'IF NOT EXISTS ') . $name;
	my $parent = $w->relation('r');
	my $root = $w->relation('p');
	my ($composite) = map { $_->{name} } grep { $_->{kind} eq 'c' } @{ $w->{type} };

	return "$how (" . column_list($w) . ') INHERITS (' . join(', ', $parent->{name}, chance(15) ? $w->relation('r')->{name} : ()) . ')'
	  if chance(8);
	return "$how PARTITION OF $root->{name}" . (chance(25) ? ' (' . table_constraint($w, map { $_->[0] } @{ $root->{columns} }) . ')' : '') .
	  ' ' . bound($root->{strategy} || 'r') . (chance(20) ? partition_by($w->column($root)->[0]) : '')
	  if !$root->{none} && chance(20);
	return "$how OF $composite" if $composite && chance(8);
	return "$how AS SELECT * FROM " . $w->relation('rpvm')->{name} . any('', ' WITH NO DATA', ' LIMIT 3') if chance(8);
	return "CREATE TABLE $name (" . column_list($w, 5) . ')' . partition_by(quoted('id')) if !$temp && chance(12);
	return "SELECT * INTO $name FROM " . $w->relation('rpvm')->{name} if !$temp && chance(4);
	return "$how (" . column_list($w) . ')' . any('', '', '', '', ' WITH (fillfactor = 70)') . ($temp ? any('', ' ON COMMIT DROP', ' ON COMMIT DELETE ROWS') : '');
}

# ---------------------------------------------------------------------------
# ALTER TABLE
# ---------------------------------------------------------------------------

sub alter_part
{
	my ($w, $t) = @_;
	my ($column, $type) = @{ $w->column($t) };
	my @names = map { $_->[0] } @{ $t->{columns} };
	my $constraint = @{ $t->{constraints} } && !chance(3) ? any(@{ $t->{constraints} })->[0] : other_name('con');
	my $cascade = any('', '', ' CASCADE', ' RESTRICT');
	my $new_type = column_type($w->own_types);

	$new_type =~ s/^(big)?serial/integer/;
	return any(
		sub { 'ADD COLUMN ' . any('', '', 'IF NOT EXISTS ') . column($w) },
		sub { 'ADD COLUMN ' . column($w) },
		sub { 'ADD ' . column($w) },
		sub { "DROP COLUMN $column$cascade" },
		sub { "DROP COLUMN IF EXISTS $column$cascade" },
		sub { "ALTER COLUMN $column TYPE $new_type" },
		sub { "ALTER COLUMN $column TYPE $new_type USING $column" . "::text::$new_type" },
		sub { "ALTER COLUMN $column TYPE $new_type USING NULL" },
		sub { "ALTER COLUMN $column TYPE " . any('float8', 'numeric', 'text', 'bigint', "varchar(40)", "text COLLATE \"C\"") },
		sub { "ALTER COLUMN $column SET NOT NULL" },
		sub { "ALTER COLUMN $column DROP NOT NULL" },
		sub { "ALTER COLUMN $column SET DEFAULT " . default_of($type) },
		sub { "ALTER COLUMN $column DROP DEFAULT" },
		sub { "ALTER COLUMN $column DROP IDENTITY" . any('', ' IF EXISTS') },
		sub { "ALTER COLUMN $column ADD GENERATED " . any('ALWAYS', 'BY DEFAULT') . ' AS IDENTITY' },
		sub { "ALTER COLUMN $column DROP EXPRESSION" },
		sub { "ALTER COLUMN $column SET STATISTICS 10" },
		sub { "ALTER COLUMN $column SET STORAGE " . any('MAIN', 'EXTERNAL') },
		sub { 'ADD ' . table_constraint($w, @names) },
		sub { 'ADD ' . table_constraint($w, @names) },
		sub { 'ADD ' . table_constraint($w, @names) . any(' NOT VALID', ' NOT VALID', ' NOT ENFORCED') },
		sub { 'ADD CONSTRAINT ' . other_name('nn') . " NOT NULL $column" . any('', ' NOT VALID') },
		sub { 'ADD CONSTRAINT ' . other_name('ui') . any(' PRIMARY KEY', ' UNIQUE') . ' USING INDEX ' . index_of($w, $t) },
		sub { "DROP CONSTRAINT $constraint$cascade" },
		sub { "DROP CONSTRAINT IF EXISTS $constraint$cascade" },
		sub { "VALIDATE CONSTRAINT $constraint" },
		sub { "ALTER CONSTRAINT $constraint " . any('DEFERRABLE', 'NOT DEFERRABLE', 'NOT ENFORCED', 'ENFORCED') },
		sub { any('ENABLE', 'DISABLE', 'FORCE', 'NO FORCE') . ' ROW LEVEL SECURITY' },
		sub { any('ENABLE', 'DISABLE') . ' ROW LEVEL SECURITY' },
		sub { any('ENABLE', 'DISABLE', 'ENABLE ALWAYS', 'ENABLE REPLICA') . ' TRIGGER ' . any('ALL', 'USER', @{ $t->{triggers} }) },
		sub { 'REPLICA IDENTITY ' . any('FULL', 'NOTHING', 'DEFAULT', 'USING INDEX ' . index_of($w, $t)) },
		sub { 'SET ' . any('LOGGED', 'UNLOGGED') },
		sub { 'SET (fillfactor = ' . any(50, 90) . ', autovacuum_enabled = ' . any('on', 'off') . ')' },
		sub { any('INHERIT ', 'INHERIT ', 'NO INHERIT ') . $w->relation('r')->{name} },
		sub { 'NO INHERIT ' . (any(@{ $t->{parents} }) // $w->relation('r')->{name}) },
		sub { 'OWNER TO ' . any('CURRENT_USER', 'ROLE_a', 'ROLE_b') },
		sub { 'CLUSTER ON ' . index_of($w, $t) },
		sub { any('OF ' . (any($w->own_types) // 'none'), 'NOT OF') },
		sub { 'SET WITHOUT CLUSTER' })->();
}

sub index_of
{
	my ($w, $t) = @_;
	my @own = grep { $_->{table} eq $t->{name} || $_->{table} eq $t->{short} } $w->relations('iI');
	return @own ? any(@own)->{short} : other_name('i');
}

sub alter_table
{
	my ($w) = @_;
	my $t = $w->relation(chance(85) ? 'rp' : 'rpvmfiSc');
	my $only = any('', '', '', '', 'ONLY ', 'IF EXISTS ');

	return "ALTER TABLE $only$t->{name} " . join ', ', map { alter_part($w, $t) } 1 .. (chance(20) ? 1 + int rand 4 : 1);
}

sub rename
{
	my ($w) = @_;
	my $t = $w->relation(chance(80) ? 'rp' : 'rpvmS');
	my $column = $w->column($t)->[0];

	return "ALTER TABLE $t->{name} RENAME " . any(
		'TO ' . table_name(), "COLUMN $column TO " . column_name(), "$column TO " . column_name(),
		'CONSTRAINT ' . (@{ $t->{constraints} } ? any(@{ $t->{constraints} })->[0] : other_name('con')) . ' TO ' . other_name('con'));
}

sub move { my ($w) = @_; return 'ALTER TABLE ' . $w->relation('rpvmS')->{name} . ' SET SCHEMA ' . $w->schema }

sub attach
{
	my ($w) = @_;
	my $root = $w->relation('p');
	my $t = $w->relation('rp');
	my ($part) = grep { grep { $_ eq $root->{name} || $_ eq $root->{short} } @{ $_->{parents} } } $w->relations('rp');

	return "ALTER TABLE $root->{name} DETACH PARTITION $part->{name}" . any('', '', ' CONCURRENTLY', ' FINALIZE') if $part && chance(50);
	return "ALTER TABLE $root->{name} ATTACH PARTITION $t->{name} " . bound($root->{strategy} || 'r');
}

# A twin of a partitioned table that can be attached, and attaching it.
sub attachable
{
	my ($w) = @_;
	my $root = $w->relation('p');
	my $name = qualified($w, table_name());

	return if $root->{none};
	return [ "CREATE TABLE $name (LIKE $root->{name} " . any('INCLUDING ALL', 'INCLUDING INDEXES', '') . ')',
		"ALTER TABLE $root->{name} ATTACH PARTITION $name " . bound($root->{strategy} || 'r') ];
}

sub drop_relation
{
	my ($w) = @_;
	my %word = (r => 'TABLE', p => 'TABLE', v => 'VIEW', m => 'MATERIALIZED VIEW', S => 'SEQUENCE', f => 'FOREIGN TABLE',
		i => 'INDEX', I => 'INDEX', c => 'TYPE');
	my $t = $w->relation('rrpvmSfiIc');
	my $more = chance(8) ? ', ' . $w->relation($t->{kind})->{name} : '';

	return "DROP $word{$t->{kind}} " . ($t->{kind} eq 'i' && chance(25) ? 'CONCURRENTLY ' : '') . any('', '', 'IF EXISTS ') .
	  "$t->{name}$more" . any('', ' CASCADE', ' CASCADE');
}

# ---------------------------------------------------------------------------
# Indexes
# ---------------------------------------------------------------------------

sub create_index
{
	my ($w) = @_;
	my $t = $w->relation(chance(90) ? 'rp' : 'rpm');
	my @columns = $w->columns_of($t, 4);
	my @keys = map { chance(12) ? "lower($_\::text)" : $_ . any('', '', '', '', ' DESC', ' NULLS FIRST', ' COLLATE "C"', ' text_pattern_ops') } @columns;
	my $method = any('', '', '', '', '', 'USING btree', 'USING hash', 'USING gin', 'USING brin', 'USING gist');

	return 'CREATE ' . any('', '', '', 'UNIQUE ') . 'INDEX ' . (chance(20) ? 'CONCURRENTLY ' : '') .
	  (chance(60) ? any('', '', 'IF NOT EXISTS ') . other_name('i') . ' ' : '') . 'ON ' . any('', '', '', '', '', 'ONLY ') .
	  "$t->{name} $method (" . join(', ', @keys) . ')' .
	  (chance(10) ? ' INCLUDE (' . $w->column($t)->[0] . ')' : '') .
	  any('', '', '', ' NULLS NOT DISTINCT', ' WITH (fillfactor = 60)') .
	  (chance(15) ? " WHERE $columns[0] IS NOT NULL" : '');
}

sub change_index
{
	my ($w) = @_;
	my $index = $w->relation('iI');

	return any(
		"ALTER INDEX $index->{name} RENAME TO " . other_name('i'),
		"ALTER INDEX $index->{name} SET (fillfactor = 75)",
		"ALTER INDEX $index->{name} ATTACH PARTITION " . $w->relation('iI')->{name},
		"REINDEX INDEX $index->{name}", "REINDEX INDEX CONCURRENTLY $index->{name}",
		'REINDEX TABLE ' . $w->relation('rpm')->{name}, 'REINDEX TABLE CONCURRENTLY ' . $w->relation('rpm')->{name},
		'REINDEX SCHEMA ' . $w->schema, "CLUSTER " . ($index->{table} // 'none') . " USING $index->{short}",
		'VACUUM FULL ' . $w->relation('rm')->{name}, 'VACUUM ANALYZE ' . $w->relation('rpm')->{name},
		'ALTER TABLE ' . $w->relation('rm')->{name} . ' SET ACCESS METHOD heap');
}

# Weight and generator.
our @table_generators = (
	[ 30, \&create_table ], [ 36, \&alter_table ], [ 8, \&rename ], [ 4, \&move ], [ 7, \&attach ], [ 3, \&attachable ],
	[ 10, \&drop_relation ], [ 16, \&create_index ], [ 6, \&change_index ]);

1;
