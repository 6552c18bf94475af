#
# FuzzSession.pm
#	One psql kept open, to which statements are sent one at a time.
#
# The contract: run() returns when the server has answered, whatever it
# answered; what psql wrote to either output since the call belongs to this
# statement.  A session that the server closed, or that does not answer in
# time, says so in {dead} and answers nothing any more.
#
package FuzzSession;

use strict;
use warnings;

use IO::Select;
use IPC::Open3;
use Symbol 'gensym';
use Time::HiRes 'time';

my $patience = 120;				# seconds; the server's own timeouts are much shorter

# %at: psql (program), host, port, user; then the database.
sub new
{
	my ($class, $at, $database) = @_;
	my $self = bless { number => 0, database => $database }, $class;
	my $err = gensym;
	my @command = (
		$at->{psql}, '-X', '-A', '-t', '-q', '-v', 'VERBOSITY=verbose', '-v', 'ON_ERROR_STOP=0',
		'-h', $at->{host}, '-p', $at->{port}, '-U', $at->{user}, '-d', $database);

	local $ENV{PGCLIENTENCODING} = 'UTF8';
	$self->{pid} = open3($self->{in}, $self->{out}, $err, @command);
	$self->{err} = $err;
	binmode $_, ':raw' for $self->{in}, $self->{out}, $err;
	$self->{in}->autoflush(1);
	return $self;
}

# Reads both outputs until each ends in the marker.
sub _answer
{
	my ($self, $marker) = @_;
	my %text = (out => '', err => '');
	my %open = (out => $self->{out}, err => $self->{err});
	my $until = time + $patience;

	while (%open)
	{
		my @ready = IO::Select->new(values %open)->can_read($until - time);

		if (!@ready)
		{
			$self->{dead} = 'no answer in time';
			last;
		}
		foreach my $name (keys %open)
		{
			next unless grep { $_ == $open{$name} } @ready;
			my $got = sysread $open{$name}, $text{$name}, 65536, length $text{$name};
			if (!$got)
			{
				$self->{dead} = 'the connection was closed';
				delete $open{$name};
			}
			elsif ($text{$name} =~ s/\Q$marker\E ([0-9A-Z]{5})\n\z//)
			{
				$self->{sqlstate} = $1;
				delete $open{$name};
			}
		}
	}
	$self->{dead} //= 'the connection was lost'
	  if $text{err} =~ /server closed the connection|connection to server was lost|terminating connection/;
	return @text{qw(out err)};
}

# Sends one statement (or several, parted by "\;"): SQLSTATE ("00000" if all is
# well), standard output, standard error.
sub run
{
	my ($self, $sql) = @_;
	my $marker = sprintf '@@%d@@', ++$self->{number};

	return ('08006', '', $self->{dead}) if $self->{dead};
	local $SIG{PIPE} = 'IGNORE';
	utf8::encode($sql);
	print { $self->{in} } "$sql;\n\\echo $marker :SQLSTATE\n\\warn $marker :SQLSTATE\n";
	my ($out, $err) = $self->_answer($marker);
	return ('08006', $out, "$self->{dead}: $err") if $self->{dead};
	return ($self->{sqlstate}, $out, $err);
}

# The same, for what must not fail: the output's lines.
sub ask
{
	my ($self, $sql) = @_;
	my ($sqlstate, $out, $err) = $self->run($sql);

	die "asked: " . substr($sql, 0, 200) . "\n$err\n" if $sqlstate ne '00000';
	return split /\n/, $out;
}

sub quit
{
	my ($self) = @_;

	return unless $self->{pid};
	local $SIG{PIPE} = 'IGNORE';
	close $self->{in};
	kill 'TERM', $self->{pid} if $self->{dead};
	waitpid delete $self->{pid}, 0;
	return;
}

1;
