#
# 070_linear.pl
#	What the guard does for a statement does not grow with what is around it.
#
# The loads of test/bench/scale, small: at four times the size the guard may do four
# times as much, or as much more as the server itself does.  Counted are calls, not
# seconds: scans of catalogs and rows read by them, which the server counts, in mode
# enforce beyond those in mode off; and files whose size was looked up, indexes that
# were compared, and bytes of text that were read, which the library counts.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my @what = ('scans of catalogs', 'rows of catalogs', 'file look-ups', 'comparisons of indexes', 'bytes of text');
my $bench = "$FindBin::RealBin/../bench";
my $sources = "$FindBin::RealBin/../../src";

# More than this beyond the bound is growth; catalogs are read once to fill the caches.
my $slack = 100;
my $tolerance = 1.25;

my $directory = PostgreSQL::Test::Utils::tempdir();
my $module = "$directory/counts_module.so";
my ($include) = run_command([ 'pg_config', '--includedir-server' ]);
system_or_bail('cc', '-O2', '-fPIC', '-shared', "-I$include", "-I$sources", "$bench/counts_module.c", '-o', $module);
chmod 0755, $directory, $module;

my $node = new_server('linear', conf => "fsync = off\nmax_locks_per_transaction = 256\nshared_preload_libraries = 'pg_hygiene'\n");
$node->safe_psql('postgres', 'CREATE DATABASE load_template');
$node->safe_psql('load_template', qq(
	CREATE EXTENSION pg_hygiene;
	CREATE FUNCTION counts_read() RETURNS bigint[] LANGUAGE c AS '$module';
	CREATE FUNCTION counts() RETURNS bigint[] LANGUAGE sql AS \$\$
		SELECT ARRAY[sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)), sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))]::bigint[] || counts_read()
		FROM pg_stat_all_tables\$\$));

# What the load has counted at that size in that mode: [numbers] by kind.
sub counted
{
	my ($load, $n, $mode) = @_;
	my (%counted, @kinds);

	$node->safe_psql('postgres', 'SET hygiene.mode = off; DROP DATABASE IF EXISTS load; CREATE DATABASE load TEMPLATE load_template');
	local $ENV{PGOPTIONS} = "-c hygiene.mode=$mode -c bench.n=$n -c client_min_messages=error -c hygiene.empty_tables=ignore";
	my ($out, $err) = run_command([
		'psql', '-XAtq', '-d', $node->connstr('load'), '-v', 'ON_ERROR_STOP=1', '-v', "n=$n",
		'-v', 'off=' . ($mode eq 'off' ? 1 : 0),
		'-v', 'begin=SELECT pg_stat_force_next_flush(); SELECT counts() AS before \gset',
		'-v', q(end=SELECT pg_stat_force_next_flush(); SELECT format('@%s %s %s', :'kind', :'before', counts());),
		'-f', "$bench/loads/$load.sql" ]);
	is($err, '', "$load, $n, $mode: nothing is reported");
	while ($out =~ /^@(\S+) \{(.*?)\} \{(.*?)\}$/mg)
	{
		my ($kind, @before) = ($1, split /,/, $2);
		my @after = split /,/, $3;

		push @kinds, $kind;
		$counted{$kind} = [ map { $after[$_] - $before[$_] } 0 .. $#after ];
	}
	return (\%counted, @kinds);
}

sub largest
{
	my $largest = shift;

	foreach (@_) { $largest = $_ if $_ > $largest; }
	return $largest;
}

# $opts{siblings}: by kind, the numbers that may grow with the square of the size there,
# because each statement reads the rows of all indexes of its table.
sub linear
{
	my ($load, $n, $times, %opts) = @_;
	my ($off_small) = counted($load, $n, 'off');
	my ($off_large) = counted($load, $times * $n, 'off');
	my ($small, @kinds) = counted($load, $n, 'enforce');
	my ($large) = counted($load, $times * $n, 'enforce');

	cmp_ok(scalar @kinds, '>', 0, "$load: something was counted");
	foreach my $kind (@kinds)
	{
		foreach my $i (0 .. $#what)
		{
			my $own_small = $small->{$kind}[$i] - $off_small->{$kind}[$i];
			my $own_large = $large->{$kind}[$i] - $off_large->{$kind}[$i];
			my $looks = grep { $_ == $i } @{ $opts{siblings}{$kind} // [] };
			my $growth = largest($looks ? $times**2 : $times, $off_large->{$kind}[$i] / largest($off_small->{$kind}[$i], 1));
			my $bound = $tolerance * $growth * largest($own_small, 0) + $slack;

			note("$load $kind, $what[$i]: $own_small, $own_large; the server's: $off_small->{$kind}[$i], $off_large->{$kind}[$i]");
			cmp_ok($own_large, '<=', $bound, "$load $kind: $what[$i] at $times times $n");
		}
	}
	return;
}

# a new index is compared with each of those on the same columns
linear('indexes', 16, 4, siblings => { create => [ 1, 3 ] });
linear('partitions', 20, 4);
linear('leaves', 16, 4);
linear('message', 25, 4);
linear('annotated', 25, 4);
linear('views', 16, 4);
linear('transaction', 25, 4);
linear('journal', 250, 4);
linear('dry_run', 50, 4);
linear('trace', 50, 4);

$node->stop;
done_testing();
