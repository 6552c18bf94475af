#
# 040_fuzz.pl
#	Random DDL with fixed seeds: what is told is what an audit finds.
#
# The checks are test/fuzz/FuzzCheck.pm's.  `make fuzz` runs more of it, with
# seeds of its own.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin, "$FindBin::RealBin/../fuzz";
use FuzzRound;
use HygieneTest;
use Test::More;
use Time::HiRes 'time';

# A line in bytes.
sub readable
{
	my ($text) = @_;

	utf8::encode($text) if utf8::is_utf8($text);
	return "$text\n";
}

my $seconds = $ENV{HYGIENE_FUZZ_SECONDS} // 25;
my @seeds = 1 .. 12;
my $steps = 120;

my $node = new_server(
	'fuzz',
	conf => qq(
max_prepared_transactions = 10
max_connections = 40
fsync = off
log_statement = none
log_line_prefix = '%m [%p] %d %e '
));
my $at = { psql => 'psql', host => $node->host, port => $node->port, user => $ENV{PGUSER} };
my $until = time + $seconds;
my ($statements, $rounds) = (0, 0);

foreach my $seed (@seeds)
{
	# Slow machines run fewer seeds, but never none.
	last if $rounds && time > $until;
	my $round = FuzzRound->new($at, seed => $seed, log => $node->logfile, refusing => $seed % 3 == 0);
	my $ok = $round->run(count => $steps);

	ok($ok, "seed $seed: $round->{statements} statements told as audited")
	  or diag(readable("$round->{failure}[0]: $round->{failure}[1]"), map { readable("$_->{session}> $_->{sql};") } @{ $round->{steps} });
	$statements += $round->{statements};
	$rounds++;
}
cmp_ok($statements, '>', 50, 'statements have been run');
note("$rounds seeds, $statements statements");

$node->stop;
done_testing();
