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
		when => sub { my ($f, $step) = @_; return $step->{had_parent}{ $f->{relid} } },
		why => 'what a parent gave has been told with the parent; a table that leaves it takes the defects along',
	},
	{
		when => sub { my ($f, $step) = @_; return $step->{sql} =~ /^REINDEX/ && $step->{named_before}{"$f->{rule} $f->{object}"} },
		why => 'REINDEX CONCURRENTLY puts another index in the place of one that had the same defect',
	},
	{
		when => sub { my ($f, $step) = @_; return $step->{sql} =~ /^ALTER TABLE.* (ALTER|TYPE)\b/s && $step->{named_before}{"$f->{rule} $f->{object}"} },
		why => 'a new type builds indexes and keys anew: they have the defects that they had',
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
