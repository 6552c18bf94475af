#
# FuzzCheck.pm
#	What must hold after every statement.
#
#  told		the findings told (or allowed) at a statement are those that an audit
#			has after it and had not before it, by rule and object's address.  Rules
#			judged "now" are compared at each statement, rules judged at "commit"
#			when its transaction commits, with what is committed as "before".  Where
#			this is not so by design is said in FuzzExceptions.pm.
#  heard	what the client hears as warnings is what the journal has as warned.
#  readers	audits that read by key, by schema and as a stream agree to the letter.
#  shape	what pg_hygiene let pass has made what it makes on a server without it.
#  dry run	what a rehearsal tells is what the statement is told then.
#
# Each check returns nothing, or what is wrong as text.
#
package FuzzCheck;

use strict;
use warnings;

use FuzzExceptions;
use FuzzNames;
use FuzzWorld;
use JSON::PP;

# A finding's relation: itself, or what the constraint, index or policy is on.
my $audit = q(
SELECT json_build_array(a.rule, a.level, a.object, concat_ws(' ', a.classid, a.objid, a.objsubid), a.message, a.relid,
	EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = a.relid))
FROM (SELECT f.*, CASE f.classid
		WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN
			coalesce((SELECT i.indrelid FROM pg_catalog.pg_index i WHERE i.indexrelid = f.objid), f.objid)
		WHEN 'pg_catalog.pg_constraint'::pg_catalog.regclass THEN (SELECT c.conrelid FROM pg_catalog.pg_constraint c WHERE c.oid = f.objid)
		END AS relid
	  FROM hygiene.audit() AS f) AS a
\; SELECT json_build_array(current_setting('hygiene.mode'), current_setting('hygiene.journal'))
);

# Rules: name => { when, sqlstate of warnings }, of the rules about states that are judged at DDL.
sub rules
{
	my ($session) = @_;
	my %rules;

	foreach my $line ($session->ask('SELECT json_build_array(rule, kind, "when", warning_sqlstate, category) FROM hygiene.rules'))
	{
		my ($rule, $kind, $when, $sqlstate, $category) = @{ decode_json($line) };
		$rules{$rule} = { kind => $kind, when => $when, sqlstate => $sqlstate, category => $category };
	}
	return \%rules;
}

# The findings of rules that are judged at DDL: address => finding; and the settings in force.
sub audit
{
	my ($session, $rules) = @_;
	my @lines = $session->ask($audit);
	my ($mode, $journal) = @{ decode_json(pop @lines) };
	my %found;

	foreach my $line (@lines)
	{
		my %finding;
		(@finding{qw(rule level object address message relid child)}) = @{ decode_json($line) };
		my $rule = $rules->{ $finding{rule} };
		next if $rule->{when} eq 'audit' || $rule->{kind} ne 'state';
		$found{"$finding{rule} $finding{address}"} = \%finding;
	}
	return { found => \%found, off => $mode eq 'off', unjournaled => $journal ne 'on' };
}

# What the journal has of a step: [rule, object, verdict].
sub journaled
{
	my ($session, $name) = @_;
	return map { decode_json($_) } $session->ask(
		"SELECT json_build_array(rule, object, verdict) FROM hygiene.journal WHERE application_name = '$name'");
}

# Findings that are new: of rules that are judged "now", or at "commit".
sub new_findings
{
	my ($rules, $when, $before, $after) = @_;
	return map { $after->{found}{$_} }
	  grep { !$before->{found}{$_} && $rules->{ $after->{found}{$_}{rule} }{when} eq $when } sort keys %{ $after->{found} };
}

# $step: expected (findings), journal (rows), had_parent, loose, lenient (something was done while nobody judged).
sub told
{
	my ($rules, $step) = @_;
	my (%told, %expected, @wrong);

	foreach my $row (@{ $step->{journal} })
	{
		my ($rule, $object, $verdict) = @$row;
		$told{"$rule $object"} = $verdict if $rules->{$rule} && $rules->{$rule}{kind} eq 'state';
	}
	foreach my $finding (@{ $step->{expected} })
	{
		my $name = "$finding->{rule} $finding->{object}";
		$expected{$name} = 1;
		next if $told{$name} || $step->{lenient} || $finding->{level} !~ /warning|error/;
		push @wrong, "not told: $finding->{message}" unless FuzzExceptions::excused($finding, $step);
	}
	if (!$step->{loose})
	{
		push @wrong, "told ($told{$_}), but not new in an audit: $_" for grep { !$expected{$_} } sort keys %told;
	}
	return join "\n", @wrong;
}

# The warnings that the client heard, by SQLSTATE, and those that were journaled.
sub heard
{
	my ($rules, $err, @journal) = @_;
	my %count;

	# what is said of annotations is of no rule
	$count{$1}++ while $err =~ /^(?:psql:\S*:\d+: )?WARNING:  (01H(?!A)[0-9A-Z]{2}): /mg;
	$count{ $rules->{ $_->[0] }{sqlstate} }-- for grep { $_->[2] eq 'warned' && $rules->{ $_->[0] } } @journal;
	return join "\n", map { "$_: " . ($count{$_} > 0 ? "$count{$_} more heard than journaled" : -$count{$_} . ' more journaled than heard') }
	  grep { $count{$_} } sort keys %count;
}

# Rules that look at more than one relation, or at none.
my $alone = q(a.category <> 'database' AND a.classid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_constraint'::regclass, 'pg_catalog.pg_policy'::regclass) AND a.rule NOT IN ('duplicated_column', 'missing_foreign_key'));

# Within one audit no two relations are proposed the same new name ("Orders" and "order"), who is asked about alone has the first.
my $row = q(CASE WHEN a.rule IN ('quoted_name', 'reserved_name') AND a.column_name IS NULL THEN to_jsonb(a) - 'remedy' ELSE to_jsonb(a) END AS finding);
my $readers = qq(
WITH streamed AS MATERIALIZED (SELECT $row FROM hygiene.audit() AS a WHERE $alone),
	keyed AS MATERIALIZED (SELECT $row FROM pg_catalog.pg_class c, LATERAL hygiene.audit(c.oid) AS a
		WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c', 'i') AND $alone),
	by_schema AS MATERIALIZED (SELECT $row FROM pg_catalog.pg_namespace n, LATERAL hygiene.audit(schema => n.nspname) AS a WHERE $alone)
SELECT 'by stream, not by key: ' || to_json(x)::text FROM (TABLE streamed EXCEPT ALL TABLE keyed) AS x
UNION ALL SELECT 'by key, not by stream: ' || to_json(x)::text FROM (TABLE keyed EXCEPT ALL TABLE streamed) AS x
UNION ALL SELECT 'by stream, not by schema: ' || to_json(x)::text FROM (TABLE streamed EXCEPT ALL TABLE by_schema) AS x
UNION ALL SELECT 'by schema, not by stream: ' || to_json(x)::text FROM (TABLE by_schema EXCEPT ALL TABLE streamed) AS x
);

sub readers { my ($session) = @_; return join "\n", $session->ask($readers) }

sub shape
{
	my ($ours, $ours_roles, $plain, $plain_roles) = @_;
	my (@ours, %plain);

	eval { @ours = FuzzWorld->shape($ours, $ours_roles); %plain = map { $_ => 1 } FuzzWorld->shape($plain, $plain_roles); };

	# somebody is changing what was to be shown
	return '' if $@ =~ /55P03|40P01/;
	die $@ if $@;
	my @wrong = map { "only where pg_hygiene is: $_" } grep { !delete $plain{$_} } @ours;

	return join "\n", @wrong, map { "only where it is not: $_" } sort keys %plain;
}

# What a rehearsal of the statement says: [rule, object, verdict] of findings about states, or undef
# if it could not be rehearsed.
sub rehearsed
{
	my ($session, $rules, $sql) = @_;
	my ($sqlstate, $out, $err) = $session->run('SELECT json_build_array(rule, object, verdict) FROM hygiene.dry_run(' . literal($sql) . ')');

	return (undef, $err) if $sqlstate ne '00000';
	my @rows = map { decode_json($_) } split /\n/, $out;
	return ('failed') if grep { $_->[2] =~ /^(failed|not run)$/ } @rows;
	return (undef, undef, grep { $_->[0] && $rules->{ $_->[0] }{kind} eq 'state' } @rows);
}

1;
