#
# FuzzExceptions.pm
#	Where what is told at DDL and the difference of two audits differ by design.
#
# The invariant (FuzzCheck.pm) is that a statement is told of exactly the
# findings that an audit has after it and had not before.  Each entry here says
# of which findings that cannot be expected, and why.
#
package FuzzExceptions;

use strict;
use warnings;

# Of findings that an audit has after a step and had not before it:
#	rule	a regular expression; all rules without it
#	when	the finding and the step are handed in; true if the entry applies
#	why		the reason
our @need_not_be_told = (
	{
		# at the end of a transaction: had it when that began, as the one that went is gone from what the transaction sees
		when => sub { my ($f, $step) = @_; return defined $f->{relid} && $step->{had_parent}{ $f->{relid} } },
		why => 'what a parent gave has been told with the parent; a table that leaves it takes the defects along',
	},
	{
		# whatever says so: REINDEX CONCURRENTLY, a new type (which a DO block may give, too), or a transaction in which it was done
		when => sub { my ($f, $step) = @_; return defined $f->{relid} && $step->{named_before}{"$f->{rule} $f->{object} $f->{relid}"} },
		why => 'an index or key that is built anew on its table has another OID, and the defects that it had',
	},
	{
		rule => qr/^duplicate_index$/,
		when => sub { my ($f, $step) = @_; return $step->{sql} =~ /^CLUSTER/ },
		why => 'CLUSTER fires no event trigger; of two indexes that are the same it decides which one is to go',
	},
);

sub excused
{
	my ($finding, $step) = @_;

	foreach my $entry (@need_not_be_told)
	{
		next if $entry->{rule} && $finding->{rule} !~ $entry->{rule};
		return 1 if $entry->{when}->($finding, $step);
	}
	return 0;
}

1;
