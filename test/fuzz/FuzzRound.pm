#
# FuzzRound.pm
#	One seed: statements made and run, in a database with pg_hygiene and in one
#	without, and checked after each.
#
# Several sessions take turns; every one has a twin in the database without the
# extension, which runs the same.  Nothing waits for a lock for long, so one
# process is enough.  Sessions know whether they are in a transaction from what
# they have run.
#
package FuzzRound;

use strict;
use warnings;

use parent 'FuzzDatabases';

use FuzzCheck;
use FuzzNames;
use FuzzOthers;
use FuzzTables;
use FuzzWorld;

my $nsessions = $FuzzDatabases::nsessions;
my @sides = @FuzzDatabases::sides;

# $at: psql, host, port, user; %opts: seed, name (what the databases' names begin with), log (the server's), refusing (levels as
# on a fresh installation, else all rules warn and nothing is refused).
sub new
{
	my ($class, $at, %opts) = @_;
	my $self = bless { at => $at, %opts, steps => [], statements => 0, succeeded => 0 }, $class;
	return $self;
}

sub fail
{
	my ($self, $what, $detail) = @_;

	$self->{failure} = [ $what, $detail // '' ];
	die "fuzz: $what\n";
}

# ---------------------------------------------------------------------------
# Choosing
# ---------------------------------------------------------------------------

my @generators = map { my ($weight, $make) = @$_; ($make) x $weight } @table_generators, @other_generators;

sub choose_transaction
{
	my ($self, $pair) = @_;
	my $state = $pair->{state};

	if ($state eq 'aborted')
	{
		return "ROLLBACK TO s" . (1 + int rand $pair->{savepoints}) if $pair->{savepoints} && chance(50);
		return any('ROLLBACK', 'ROLLBACK', 'ROLLBACK', 'COMMIT');
	}
	if ($state eq 'idle')
	{
		my $gid = @{ $self->{prepared} } && chance(30) ? any(@{ $self->{prepared} }) : undef;
		return any('COMMIT', 'COMMIT', 'ROLLBACK') . " PREPARED '$gid'" if $gid;
		return any('BEGIN', 'BEGIN', 'BEGIN', 'BEGIN ISOLATION LEVEL REPEATABLE READ', 'BEGIN ISOLATION LEVEL SERIALIZABLE', 'ROLLBACK');
	}
	return any(
		'COMMIT', 'COMMIT', 'COMMIT', 'ROLLBACK', 'COMMIT AND CHAIN', 'SAVEPOINT s' . ($pair->{savepoints} + 1), 'SAVEPOINT s' . ($pair->{savepoints} + 1),
		$pair->{savepoints} ? ('ROLLBACK TO s' . (1 + int rand $pair->{savepoints}), 'RELEASE s' . (1 + int rand $pair->{savepoints})) : (),
		"PREPARE TRANSACTION 'GID_" . ++$self->{gids} . "'", 'SET CONSTRAINTS ALL IMMEDIATE');
}

sub choose
{
	my ($self) = @_;
	my $number = defined $self->{last} && chance(90) ? $self->{last} : int rand $nsessions;
	my $pair = $self->{pairs}[$number];
	my $made;

	if (chance($pair->{state} eq 'aborted' ? 60 : $pair->{state} eq 'idle' ? 8 : 14))
	{
		$made = $self->choose_transaction($pair);
	}
	else
	{
		$self->{world} = FuzzWorld->look($pair->{plain}) if $pair->{state} ne 'aborted' || !$self->{world};
		# little can be done before there is a table or two
		$made = @{ $self->{world}{relation} } < 3 && chance(70) ? create_table($self->{world}) : any(@generators)->($self->{world});
	}
	return map {
		my %step = ref $_ ? %$_ : (sql => $_);
		$step{session} = $number;
		$step{rehearse} = 1 if !$step{ours} && $pair->{state} eq 'idle' && chance(12);
		$step{readers} = 1 if chance(12);
		$step{shape} = 1 if chance(15);
		\%step
	} ref $made eq 'ARRAY' ? @$made : defined $made ? $made : ();
}

# ---------------------------------------------------------------------------
# Running
# ---------------------------------------------------------------------------

# In what state the session is after a statement with this outcome.
sub next_state
{
	my ($pair, $sql, $sqlstate) = @_;
	my $ok = $sqlstate eq '00000';
	my $state = $pair->{state};

	if ($sql =~ /^(COMMIT|ROLLBACK|PREPARE TRANSACTION)\b(?! TO| PREPARED)/)
	{
		my $chained = $sql =~ /CHAIN/ && $ok && $state ne 'idle';
		$pair->{savepoints} = 0;
		$pair->{state} = $chained ? 'open' : 'idle';
		$pair->{loose} = $pair->{old_snapshot} = 0 unless $chained;
		return;
	}
	if ($state eq 'idle')
	{
		$pair->{state} = 'open' if $ok && $sql =~ /^BEGIN/;
	}
	elsif (!$ok) { $pair->{state} = 'aborted' }
	elsif ($sql =~ /^ROLLBACK TO s(\d+)/) { $pair->{savepoints} = $1; $pair->{state} = 'open' }
	elsif ($sql =~ /^RELEASE s(\d+)/) { $pair->{savepoints} = $1 - 1 }
	elsif ($sql =~ /^SAVEPOINT s(\d+)/) { $pair->{savepoints} = $1 }
	return;
}

# The audit as the session sees it.  That of its last step will do if nobody else has run since.
sub audit_of
{
	my ($self, $number) = @_;
	my $pair = $self->{pairs}[$number];

	if (!$pair->{audit} || ($self->{last} // -1) != $number)
	{
		$pair->{audit} = FuzzCheck::audit($pair->{ours}, $self->{rules});
	}
	return $pair->{audit};
}

# Which relations have a parent, as these sessions see it.
sub parents
{
	return { map { $_ => 1 } map { $_->ask('SELECT DISTINCT inhrelid FROM pg_catalog.pg_inherits') } @_ };
}

sub run_plain
{
	my ($self, $pair, $step, $sqlstate, $err) = @_;

	# Serializable transactions that write the journal are in nobody's way (tried without this), but each session here also
	# reads it, with its audits, which its twin does not.
	my $own_reading = $sqlstate eq '40001' && $err =~ /read\/write dependencies/ && $pair->{old_snapshot};
	my $refused = $sqlstate =~ /^PH/ || $step->{ours} || $own_reading;

	if ($refused)
	{
		# the twin has to end up in the same state
		return if $sqlstate eq '00000' || $pair->{state} eq 'idle';
		$pair->{plain}->run($step->{sql} =~ /^(COMMIT|PREPARE)/ ? 'ROLLBACK' : 'SELECT 1 / 0');
		return;
	}
	my ($plain, undef, $plain_err) = $pair->{plain}->run($self->own_names('plain', $step->{sql}));
	return if $plain eq $sqlstate;
	$self->fail('crash', "the server without pg_hygiene went away: $plain_err") if $pair->{plain}{dead};
	# a slow machine is no difference
	die "fuzz: out of time\n" if "$plain $sqlstate" =~ /57014/;
	$self->fail('other outcome', "with pg_hygiene: $sqlstate $err\nwithout: $plain $plain_err");
	return;
}

sub run_step
{
	my ($self, $step) = @_;
	my $number = $step->{session};
	my $pair = $self->{pairs}[$number];
	my $ours = $pair->{ours};
	my $name = 'fuzz ' . scalar @{ $self->{steps} };
	my $sql = $self->own_names('ours', $step->{sql});
	my $state = $pair->{state};
	my $ends = $state eq 'open' && $sql =~ /^(COMMIT|PREPARE TRANSACTION)\b/;
	my ($before, $committed, $rehearsed, @rehearsal);

	# a handler of all errors goes on after a refusal as well, and elsewhere than its twin
	return if $self->{refusing} && $sql =~ /^DO .*EXCEPTION WHEN OTHERS/s;
	push @{ $self->{steps} }, $step;
	if ($state ne 'aborted')
	{
		$before = $self->audit_of($number);
		# DDL sees what others have committed, also where queries see a past
		$step->{had_parent} = parents($ends ? () : $ours, $ends || $pair->{old_snapshot} ? $self->{observer}{ours} : ());
		$committed = FuzzCheck::audit($self->{observer}{ours}, $self->{rules}) if $ends;
		$ours->ask("SET application_name = '$name'");
	}
	if ($step->{rehearse} && $state eq 'idle' && $sql =~ /^(CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|COMMENT|DO|WITH)\b/)
	{
		($rehearsed, my $error, @rehearsal) = FuzzCheck::rehearsed($ours, $self->{rules}, $sql);
		$self->fail('rehearsal failed', $error) if $error && $error !~ /5[57]\w\d\d|40001/;
		my $after = FuzzCheck::audit($ours, $self->{rules});
		my ($b, $a) = map { join ', ', sort keys %{ $_->{found} } } $before, $after;
		$self->fail('rehearsal left something', "before: $b\nafter: $a") if $a ne $b;
		$rehearsed = 'done' if !$error && !defined $rehearsed;
	}

	my ($sqlstate, $out, $err) = $ours->run($sql);
	$self->{statements}++;
	$self->{errors}{$1}++ if $err =~ /ERROR:  (.*)/;
	$self->fail('crash', $err) if $ours->{dead};
	$self->run_plain($pair, $step, $sqlstate, $err);
	next_state($pair, $sql, $sqlstate);
	# audits take a snapshot, and the twin must have one as early, in the next transaction of a chain as well
	if ($sql =~ /^BEGIN ISOLATION/ || ($pair->{old_snapshot} && $sql =~ /CHAIN/))
	{
		$pair->{plain}->run('SELECT 1');
		$pair->{old_snapshot} = 1;
	}
	$self->{last} = $number;
	delete $pair->{audit};
	return if $pair->{state} eq 'aborted';
	if ($sql =~ /^(PREPARE TRANSACTION|(?:COMMIT|ROLLBACK) PREPARED) '(\w+)'/ && $sqlstate eq '00000')
	{
		my ($what, $gid) = ($1, $step->{sql} =~ /'(\w+)'/);
		@{ $self->{prepared} } = grep { $_ ne $gid } @{ $self->{prepared} };
		push @{ $self->{prepared} }, $gid if $what =~ /^PREPARE/ && $state eq 'open';
		return if $what !~ /^PREPARE/;
	}

	my $after = $self->audit_of($number);
	if ($sqlstate eq '00000')
	{
		$self->{succeeded}++;
		$self->check_told($step, $pair, $name, $err, $state, $before, $after, $committed, $rehearsed, \@rehearsal)
		  if $state ne 'aborted' && $sql !~ /^ROLLBACK|ROLE|SESSION AUTHORIZATION/;
	}
	$self->check_more($step, $pair, $sqlstate);
	return;
}

sub check_told
{
	my ($self, $step, $pair, $name, $err, $state, $before, $after, $committed, $rehearsed, $rehearsal) = @_;
	my $rules = $self->{rules};
	my $autocommit = $state eq 'idle' && $pair->{state} eq 'idle';
	my $prepared = $step->{sql} =~ /^PREPARE TRANSACTION/;
	my @journal = $prepared ? () : FuzzCheck::journaled($pair->{ours}, $name);

	$pair->{loose} ||= $before->{off} || $after->{off};
	$step->{journal} = \@journal;
	$step->{named_before} = {
		map { ("$_->{rule} $_->{object} " . ($_->{relid} // '') => 1) } values %{ ($committed || $before)->{found} } };
	$step->{expected} = [
		$committed ? FuzzCheck::new_findings($rules, 'commit', $committed, $prepared ? $before : $after) :
		  (FuzzCheck::new_findings($rules, 'now', $before, $after),
			$autocommit ? FuzzCheck::new_findings($rules, 'commit', $before, $after) : ()) ];
	local $step->{lenient} = $before->{off} || $after->{off} || $before->{unjournaled} || $after->{unjournaled} || ($committed && $pair->{loose}) || $prepared;
	my $wrong = FuzzCheck::told($rules, $step);
	$self->fail('told', $wrong) if $wrong;
	if (!$step->{loose} && !$step->{lenient})
	{
		$wrong = FuzzCheck::heard($rules, $err, @journal);
		$self->fail('heard', "$wrong\n$err\n" . join "\n", map { "@$_" } @journal) if $wrong;
	}
	if (($rehearsed // '') eq 'done' && !$step->{loose})
	{
		my ($then, $now) = map { join "\n", sort map { "$_->[2] $_->[0] $_->[1]" } grep { $rules->{ $_->[0] } && $rules->{ $_->[0] }{kind} eq 'state' } @$_ }
		  $rehearsal, \@journal;
		$self->fail('rehearsed otherwise', "rehearsed:\n$then\nrun:\n$now") if $then ne $now;
	}
	return;
}

sub check_more
{
	my ($self, $step, $pair, $sqlstate) = @_;
	my $wrong;

	# a session that sees a past cannot ask for what is there now
	if ($step->{readers} && !$pair->{old_snapshot})
	{
		$wrong = FuzzCheck::readers($pair->{ours});
		$self->fail('readers', $wrong) if $wrong;
	}
	if (!$pair->{old_snapshot} && ($step->{shape} || ($sqlstate =~ /^PH/ && $pair->{state} eq 'idle')))
	{
		# what shows a view or an index may wait in vain for whoever changes it
		my $open = ($pair->{state} // '') eq 'open';
		if ($open) { $_->ask('SAVEPOINT looking') for @{$pair}{@sides} }
		$wrong = FuzzCheck::shape($pair->{ours}, $self->roles('ours'), $pair->{plain}, $self->roles('plain'));
		if ($open)
		{
			foreach my $session (@{$pair}{@sides})
			{
				$session->ask('ROLLBACK TO looking');
				$session->ask('RELEASE looking');
			}
		}
		$self->fail('shape', $wrong) if $wrong;
	}
	return;
}

# What a server never writes, unless something is broken.
sub check_log
{
	my ($self) = @_;
	my ($bad, $theirs) = ('', '');
	my ($ours, $plain) = map { $self->database($_) } @sides;

	return unless defined $self->{log};
	open my $log, '<:raw', $self->{log} or return;
	seek $log, $self->{log_from}, 0;
	while (my $line = <$log>)
	{
		next unless $line =~ /TRAP:|PANIC|terminated by signal|XX00\d|leak: |still referenced|cache lookup failed/;
		next if $line =~ /(STATEMENT|QUERY|CONTEXT|DETAIL):  /;
		if ($line =~ /$plain/) { $theirs .= $line }
		elsif ($line =~ /TRAP:|PANIC|terminated by signal|$ours/) { $bad .= $line }
	}
	close $log;
	$bad = '' if $bad !~ /TRAP:|PANIC|signal|leak: / && ($bad =~ tr/\n//) <= ($theirs =~ tr/\n//);
	$self->fail('log', $bad) if $bad;
	return;
}

# Runs steps until there are as many or the time is over: true if all was well.
sub run
{
	my ($self, %opts) = @_;
	my @todo = $opts{steps} ? @{ $opts{steps} } : ();

	eval {
		$self->begin;
		srand $self->{seed};
		while ($opts{steps} ? @todo : @{ $self->{steps} } < $opts{count})
		{
			last if $opts{until} && time > $opts{until};
			$self->run_step($_) for $opts{steps} ? shift @todo : $self->choose;
		}
		foreach my $pair (@{ $self->{pairs} })
		{
			$_->run('ROLLBACK') for @{$pair}{@sides};
		}
		$self->check_more({ readers => 1, shape => 1 }, $self->{observer}, '00000');
		$self->check_log;
		1;
	} or do {
		my $error = $@;
		if ($error !~ /^fuzz: /) { $self->{failure} = [ 'broken', $error ] }
		elsif ($error =~ /out of time/) { $self->{cut_short} = 1 }
		elsif ($self->{failure}[0] ne 'log')
		{
			my $what = $self->{failure};
			eval { sleep 1 if $what->[0] eq 'crash'; $self->check_log; 1 } or $self->{failure} = [ $what->[0], "$what->[1]\n$self->{failure}[1]" ];
		}
	};
	eval { $self->end; 1 } or $self->{failure} //= [ 'end', $@ ];
	return !$self->{failure};
}

1;
