#
# FuzzWorld.pm
#	What is there in a database, as the session that asks sees it.
#
# The generator picks its targets from here, so that it keeps no model of its
# own that could be wrong.  Names come quoted.  The shape of a database (what
# all of its objects are, apart from OIDs) is compared with that of another
# database in which the same was done.
#
package FuzzWorld;

use strict;
use warnings;

use FuzzNames;
use JSON::PP;

my $ours = q(n.nspname NOT IN ('pg_catalog', 'information_schema', 'hygiene', 'pg_toast')
	AND n.nspname !~ '^pg_(toast_)?temp_');

my $inventory = qq(
SELECT json_build_array('schema', quote_ident(n.nspname)) FROM pg_catalog.pg_namespace n
WHERE $ours ORDER BY n.nspname COLLATE "C"
\\; SELECT json_build_array(c.relkind,
	CASE WHEN c.relpersistence = 't' THEN 'pg_temp' ELSE quote_ident(n.nspname) END || '.' || quote_ident(c.relname),
	quote_ident(c.relname), c.relispartition,
	(SELECT json_agg(json_build_array(quote_ident(a.attname), pg_catalog.format_type(a.atttypid, a.atttypmod),
									  a.attnotnull, concat(a.attidentity, a.attgenerated)) ORDER BY a.attnum)
	 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
	(SELECT json_agg(json_build_array(quote_ident(o.conname), o.contype,
		(SELECT json_agg(quote_ident(a.attname)) FROM pg_catalog.pg_attribute a
		 WHERE a.attrelid = c.oid AND a.attnum = ANY (o.conkey))) ORDER BY o.conname COLLATE "C")
	 FROM pg_catalog.pg_constraint o WHERE o.conrelid = c.oid),
	(SELECT json_agg(quote_ident(t.tgname) ORDER BY t.tgname COLLATE "C")
	 FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),
	(SELECT json_agg(quote_ident(p.polname) ORDER BY p.polname COLLATE "C")
	 FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid),
	(SELECT p.partstrat FROM pg_catalog.pg_partitioned_table p WHERE p.partrelid = c.oid),
	(SELECT json_agg(p.inhparent::regclass::text ORDER BY p.inhseqno) FROM pg_catalog.pg_inherits p WHERE p.inhrelid = c.oid),
	(SELECT x.indrelid::regclass::text FROM pg_catalog.pg_index x WHERE x.indexrelid = c.oid))
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I', 'c') AND n.nspname !~ '^pg_toast'
	AND ($ours OR (c.relpersistence = 't' AND pg_catalog.pg_my_temp_schema() = n.oid))
ORDER BY c.relkind, n.nspname COLLATE "C", c.relname COLLATE "C"
\\; SELECT json_build_array('type', quote_ident(n.nspname) || '.' || quote_ident(t.typname), t.typtype)
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE $ours AND t.typtype IN ('d', 'e', 'r', 'c') AND (c.relkind = 'c' OR t.typtype <> 'c')
ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"
\\; SELECT json_build_array('function', p.prokind, p.oid::regprocedure::text, p.prorettype::regtype::text)
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE $ours ORDER BY p.oid::regprocedure::text COLLATE "C"
\\; SELECT json_build_array('statistics', quote_ident(n.nspname) || '.' || quote_ident(s.stxname))
FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
WHERE $ours ORDER BY n.nspname COLLATE "C", s.stxname COLLATE "C"
);

# What is there, as $session sees it.
sub look
{
	my ($class, $session) = @_;
	my $self = bless {}, $class;

	foreach my $line ($session->ask($inventory))
	{
		my ($kind, @rest) = @{ decode_json($line) };

		if ($kind eq 'schema' || $kind eq 'statistics') { push @{ $self->{$kind} }, $rest[0] }
		elsif ($kind eq 'type') { push @{ $self->{type} }, { name => $rest[0], kind => $rest[1] } }
		elsif ($kind eq 'function') { push @{ $self->{function} }, { kind => $rest[0], name => $rest[1], returns => $rest[2] } }
		else
		{
			my %rel = (kind => $kind);
			@rel{qw(name short partition columns constraints triggers policies strategy parents table)} = @rest;
			$rel{$_} ||= [] for qw(columns constraints triggers policies parents);
			push @{ $self->{relation} }, \%rel;
		}
	}
	$self->{$_} ||= [] for qw(schema type function relation statistics);
	return $self;
}

# Relations of these kinds.
sub relations
{
	my ($self, $kinds) = @_;
	return grep { index($kinds, $_->{kind}) >= 0 } @{ $self->{relation} };
}

# One relation of these kinds, or a name of none.
sub relation
{
	my ($self, $kinds) = @_;
	my @have = $self->relations($kinds);

	return any(@have) if @have && !chance(2);
	return { kind => 'r', name => schema_name() . '.' . table_name(), short => table_name(), columns => [], constraints => [],
			 triggers => [], policies => [], parents => [], none => 1 };
}

# A column of the relation: [name, type, not null, identity or generated].
sub column
{
	my ($self, $rel) = @_;

	return any(@{ $rel->{columns} }) if @{ $rel->{columns} } && !chance(2);
	return [ column_name(), 'integer', JSON::PP::false, '' ];
}

sub columns_of
{
	my ($self, $rel, $most) = @_;
	my @names = map { $_->[0] } @{ $rel->{columns} };

	return @names ? some($most, @names) : (column_name());
}

sub schema { my ($self) = @_; return @{ $self->{schema} } && !chance(2) ? any(@{ $self->{schema} }) : schema_name() }

# Types of one's own that a column may have.
sub own_types { my ($self) = @_; return map { $_->{name} } @{ $self->{type} } }

# ---------------------------------------------------------------------------

my $acl = sub {
	my ($what) = @_;
	return "(SELECT pg_catalog.string_agg(a.x::text, ',' ORDER BY a.x::text COLLATE \"C\") FROM pg_catalog.unnest($what) AS a(x))";
};

my $shape = q(
SELECT 'schema ' || n.nspname || ' ' || coalesce(ACL(n.nspacl), '') || coalesce(obj_description(n.oid, 'pg_namespace'), '')
FROM pg_namespace n WHERE OURS
UNION ALL SELECT format('relation %I.%I %s %s %s %s %s %s %s %s %s %s', n.nspname, c.relname, c.relkind, c.relpersistence,
	c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloptions, ACL(c.relacl),
	pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE OURS AND c.relkind <> 't'
UNION ALL SELECT format('column %I.%I %s %I %s %s %s %s %s %s %s %s', n.nspname, c.relname, a.attnum, a.attname,
	CASE WHEN a.attisdropped THEN '-' ELSE format_type(a.atttypid, a.atttypmod) END, a.attnotnull, a.attidentity,
	a.attgenerated, a.attislocal, a.attinhcount, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE OURS AND a.attnum > 0 AND c.relkind <> 't'
UNION ALL SELECT format('constraint %I.%I %I %s %s %s %s', n.nspname, c.relname, o.conname, pg_get_constraintdef(o.oid),
	o.convalidated, o.conislocal, o.coninhcount)
FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE OURS
UNION ALL SELECT format('index %I.%I %s %s %s', n.nspname, c.relname, pg_get_indexdef(c.oid), x.indisvalid, x.indisreplident)
FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE OURS
UNION ALL SELECT format('trigger %I.%I %s %s', n.nspname, c.relname, pg_get_triggerdef(t.oid), t.tgenabled)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE OURS AND NOT t.tgisinternal
UNION ALL SELECT format('policy %I.%I %I %s %s %s', n.nspname, c.relname, p.polname, p.polcmd,
	pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE OURS
UNION ALL SELECT format('view %I.%I %s', n.nspname, c.relname, pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE OURS AND c.relkind IN ('v', 'm')
UNION ALL SELECT format('type %I.%I %s %s %s %s', n.nspname, t.typname, t.typtype, t.typnotnull, t.typdefault,
	(SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE OURS
UNION ALL SELECT format('function %I.%s %s %s', n.nspname, p.oid::regprocedure, md5(p.prosrc), p.prosecdef)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE OURS
UNION ALL SELECT format('inherits %s %s %s', i.inhrelid::regclass, i.inhparent::regclass, i.inhseqno)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE OURS
);
my $shape_ours = $ours;
$shape =~ s/OURS/$shape_ours/g;
$shape =~ s/ACL\(([a-z.]+)\)/$acl->($1)/ge;

# Lines that say what all objects are, without OIDs, sorted.  $roles is what the
# names of this database's own roles begin with.
sub shape
{
	my ($class, $session, $roles) = @_;
	my @lines = $session->ask("SELECT to_json(s.line) FROM ($shape) AS s(line)");

	s/\b\Q$roles\E/role_/g for @lines;
	return sort @lines;
}

1;
