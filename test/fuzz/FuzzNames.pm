#
# FuzzNames.pm
#	What names, types and values the fuzzer has to choose from.
#
# All choices come from Perl's own random numbers, so that a seed stands for
# one run.  Names are returned quoted, ready for SQL.
#
package FuzzNames;

use strict;
use warnings;
use utf8;

use Exporter 'import';

our @EXPORT = qw(any chance some quoted literal column_name table_name schema_name other_name
  column_type value_of default_of);

# One of them; whether something of that percentage happens; up to so many of them.
sub any { return $_[ int rand @_ ] }
sub chance { return rand(100) < $_[0] }

sub some
{
	my ($most, @from) = @_;
	my @some;

	while (@from && @some < $most)
	{
		push @some, splice @from, int rand @from, 1;
		last if chance(40);
	}
	return @some;
}

sub quoted
{
	my ($name) = @_;

	$name =~ s/"/""/g;
	return qq("$name");
}

sub literal
{
	my ($text) = @_;

	$text =~ s/'/''/g;
	return $text =~ s/\\/\\\\/g ? "E'$text'" : "'$text'";
}

my @columns = (
	# money, and what only sounds like it
	qw(price unit_price total_amount amount total balance cost fee salary totaldue taxamt),
	qw(tax_rate total_count exchange_rate amount_ml currency discount_pct price_cents value),
	"prix_ht", "価格", "Total Due", "unitPrice",
	# dates
	qw(created_at updated_at birth_date expires due_on deadline date_format timezone dob),
	# identities
	qw(id id id id customer_id order_id user_id account_id parent_id uuid user_guid external_id owner_type),
	# secrets, files, series
	qw(password password_hash api_key secret_token card_number cvv private_key),
	qw(avatar attachment file_data image checksum phone1 phone2 phone3 address1 address2 tag_1 tag_2 tag_3),
	# any
	qw(name name status note email kind position locked_at key payload n a b c),
	# odd
	"order", "select", "user", "Mixed Case", "with \"quotes\"", " leading", "new\nline", "semi;colon",
	"naïve", "столбец", "it's", "100%", "\$1", "back\\slash", "😀", "x" x 63, "long_" x 14);

my @tables = (
	qw(orders customers users accounts items invoice payments order_lines cache_entries job_queue),
	qw(sessions events audit_log t u v schema_migrations prices queue),
	"Orders", "данные", "order", "odd.table", "tab\tbed", "with \"q\"", "it's", "p" x 63);

my @schemas = ('public', 'public', 'fz', 'fz', 'Odd "Schema"');

my @types = (
	qw(integer integer bigint bigint smallint text text text boolean numeric uuid jsonb date timestamptz),
	qw(real float8 float8 float8 money timestamp timetz time interval json xml bytea oid regclass regtype),
	qw(inet cidr macaddr bit(3) varbit point box polygon tsvector tsquery int4range daterange nummultirange),
	qw(name "char" pg_lsn txid_snapshot),
	'numeric(10,2)', 'numeric(19,4)', 'varchar(30)', 'varchar(36)', 'char(10)', 'char(2)', 'varchar',
	'timestamp(3)', 'text[]', 'float8[]', 'integer[]', 'real[][]', 'uuid[]', 'interval day to second',
	'double precision', 'serial', 'bigserial', 'text COLLATE "C"', 'float(10)');

sub column_name { return quoted(any(@columns)) }

sub table_name
{
	my $name = any(@tables);

	$name .= int rand 4 if chance(40) && length $name < 60;
	return quoted($name);
}

sub schema_name { return quoted(any(@schemas)) }

# A name for an index, constraint, trigger, policy, function, type …
sub other_name
{
	my ($prefix) = @_;

	return quoted(any(map({ "$prefix$_" } 1 .. 9), "$prefix é", "Odd $prefix", "y" x 63, "select", "order_idx"));
}

# A type, sometimes one of @own (domains, enums, composites that are there).
sub column_type
{
	my (@own) = @_;

	if (@own && chance(20))
	{
		my $type = any(@own);
		return chance(15) ? "$type\[\]" : $type;
	}
	return any(@types);
}

# A literal that the type takes, more often than not.
sub value_of
{
	my ($type) = @_;

	return 'NULL' if chance(8);
	return "'{}'" if $type =~ /\]$/;
	return int rand 50 if $type =~ /^(smallint|integer|bigint|numeric|real|double|float|oid|money)/;
	return any('true', 'false') if $type eq 'boolean';
	return any("'2024-01-02'", "now()", "'2023-05-06 07:08:09'") if $type =~ /^(date|timestamp)/;
	return "'12:30'" if $type =~ /^time/;
	return "'1 day'" if $type =~ /^interval/;
	return "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'" if $type eq 'uuid';
	return any("'{}'", "'[1,2]'", "'{\"a\": 1}'") if $type =~ /^json/;
	return "'\\x00ff'" if $type eq 'bytea';
	return any("'2024-01-02'", "'2024-02-03 04:05'", "'x'", "'Ünï'", "''", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'12'");
}

sub default_of
{
	my ($type) = @_;

	return 'now()' if $type =~ /^(date|timestamp)/ && chance(60);
	return any('gen_random_uuid()', 'NULL') if $type eq 'uuid';
	return any(0, 1, 'random()', '(1 + 1)') if $type =~ /^(smallint|integer|bigint|numeric|real|double|float)/;
	return any("''", "'none'", 'CURRENT_USER', "upper('a')", 'clock_timestamp()::text') if $type =~ /^(text|varchar|char)/;
	return value_of($type);
}

1;
