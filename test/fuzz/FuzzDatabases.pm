#
# FuzzDatabases.pm
#	The databases of a round and the sessions in them: made when it begins, gone
#	when it ends.
#
# Both databases are copied from templates that all rounds of a process share.
# What is named alike in all databases of a server (roles, prepared
# transactions) is told apart by the database's name.  The round hands in {at}
# and {name} (FuzzRound.pm) and gets {pairs}, {observer}, {rules}, {prepared}
# and {log_from}.
#
package FuzzDatabases;

use strict;
use warnings;

use FuzzCheck;
use FuzzSession;

our $nsessions = 3;
our @sides = ('ours', 'plain');

sub database { my ($self, $side) = @_; return ($self->{name} // "fuzz") . "_$side" }
sub roles { my ($self, $side) = @_; return $self->database($side) . "_" }

# What is named alike in all databases of a server needs a name of its own in each.
sub own_names
{
	my ($self, $side, $sql) = @_;

	$sql =~ s/\b(ROLE|GID)_([a-z0-9]+)\b/$self->roles($side) . lc($1) . "_$2"/ge;
	return $sql;
}

sub admin
{
	my ($self, @sql) = @_;
	my $session = FuzzSession->new($self->{at}, 'postgres');

	# a preloaded library would ask why databases are dropped
	foreach my $sql ('SET hygiene.mode = off', @sql)
	{
		my ($sqlstate, undef, $err) = $session->run($sql);
		die "$sql\n$err\n" if $sqlstate ne '00000';
	}
	$session->quit;
	return;
}

# What all rounds begin with, made once: the extension and a schema.
my $template_made;

sub make_templates
{
	my ($self) = @_;

	return if $template_made;
	foreach my $side (@sides)
	{
		my $database = $self->database($side) . '_template';
		$self->admin('SET client_min_messages = error', "DROP DATABASE IF EXISTS $database WITH (FORCE)", "CREATE DATABASE $database");
		my $session = FuzzSession->new($self->{at}, $database);
		$session->ask($_) for 'SET hygiene.mode = off', $side eq 'ours' ? 'CREATE EXTENSION pg_hygiene' : (), 'CREATE SCHEMA fz', 'CREATE SCHEMA "Odd ""Schema"""', 'GRANT ALL ON SCHEMA fz, "Odd ""Schema""" TO PUBLIC',
		  # a role that somebody became sees in the journal what it did
		  $side eq 'ours' ? 'GRANT SELECT ON hygiene.journal TO PUBLIC' : ();
		$session->quit;
	}
	$template_made = 1;
	return;
}

sub drop_templates
{
	my ($self) = @_;
	my $session = FuzzSession->new($self->{at}, 'postgres');

	$session->run('SET hygiene.mode = off');
	$session->run("DROP DATABASE IF EXISTS " . $self->database($_) . "_template WITH (FORCE)") for @sides;
	$session->quit;
	return;
}

sub begin
{
	my ($self) = @_;
	my @sql = ('SET client_min_messages = error');

	$self->make_templates;
	foreach my $side (@sides)
	{
		my ($database, $roles) = ($self->database($side), $self->roles($side));
		push @sql, "DROP DATABASE IF EXISTS $database WITH (FORCE)", "CREATE DATABASE $database TEMPLATE ${database}_template",
		  map({ ("DROP ROLE IF EXISTS ${roles}role_$_", "CREATE ROLE ${roles}role_$_") } 'a', 'b'),
		  "ALTER DATABASE $database SET lock_timeout = '100ms'", "ALTER DATABASE $database SET statement_timeout = '30s'",
		  "ALTER DATABASE $database SET client_min_messages = warning", "ALTER DATABASE $database SET search_path = public, fz";
	}
	$self->admin(@sql);
	my $session = FuzzSession->new($self->{at}, $self->database('ours'));
	$self->{rules} = FuzzCheck::rules($session);
	$session->ask(q(DO $$ DECLARE r text; BEGIN FOR r IN SELECT rule FROM hygiene.rules LOOP
		EXECUTE format('ALTER DATABASE %I SET hygiene.%I = warning', current_database(), r); END LOOP; END $$)) unless $self->{refusing};
	$session->ask('ALTER DATABASE ' . $self->database('ours') . ' SET hygiene.mode = ' . ($self->{refusing} ? 'enforce' : 'warn'));
	$session->quit;
	foreach my $side (@sides)
	{
		$self->{observer}{$side} = FuzzSession->new($self->{at}, $self->database($side));
		$self->{pairs}[$_]{$side} = FuzzSession->new($self->{at}, $self->database($side)) for 0 .. $nsessions - 1;
	}
	$_->{number} = 0, $_->{state} = 'idle', $_->{savepoints} = 0 for @{ $self->{pairs} };
	$self->{prepared} = [];
	$self->{log_from} = defined $self->{log} && -e $self->{log} ? -s $self->{log} : 0;
	return;
}

sub end
{
	my ($self) = @_;

	foreach my $side (@sides)
	{
		$_->quit for grep { defined } $self->{observer}{$side}, map { $_->{$side} } @{ $self->{pairs} };
	}
	return if $self->{failure} && $self->{failure}[0] eq 'crash';
	my $session = FuzzSession->new($self->{at}, 'postgres');
	$session->run('SET hygiene.mode = off');
	foreach my $gid ($session->ask("SELECT quote_literal(gid) || ' ' || database FROM pg_prepared_xacts WHERE database IN ('" . join("', '", map { $self->database($_) } @sides) . "')"))
	{
		my ($name, $database) = $gid =~ /^(.*) (\S+)$/;
		my $there = FuzzSession->new($self->{at}, $database);
		$there->run("ROLLBACK PREPARED $name");
		$there->quit;
	}
	$session->run("DROP DATABASE IF EXISTS " . $self->database($_) . ' WITH (FORCE)') for @sides;
	$session->run('DROP ROLE IF EXISTS ' . join ', ', map { $self->roles($_) . 'role_a', $self->roles($_) . 'role_b' } @sides);
	$session->quit;
	return;
}

1;
