#
# 023_injection.pl
#	Bodies that let others write SQL, and bodies that do not.
#
# Each body of injection.tsv is labelled.  dynamic_sql_injection must find the
# unsafe ones and no others; and where there is a call, with %s for somebody's
# text, one of the texts below must make a table through an unsafe body, and none
# of them through a safe one.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

# evil() makes the table; the first statements of a text are there to be parsed.
my @texts = (
	'1; create table public.pwned()', '1; create table public.pwned()--', 'none; create table public.pwned()--',
	"'; create table public.pwned()--", '"; create table public.pwned()--', '$q$; create table public.pwned()--',
	"\\'; create table public.pwned()--", "x\n; create table public.pwned()--",
	'select 1; create table public.pwned()', 'select %s; create table public.pwned()',
	'a" from (select 1 as a, evil()) x(a,b); create table public.pwned()--',
	'evil()', 'evil()--', 'evil();', '(evil())', 'evil(), 1', 'evil()|1', '||evil()||', "'||evil()||'",
	"' || evil() --", "x'||evil()--", '"evil"()', 'select evil()', 'select evil(), %s',
	'analyze select evil()', '1 from evil()', '1) from evil()--', "x' from evil()--", 'x" from evil()--',
	'" from evil() e("")--', "1' from (select evil()) e --");

my $node = new_server('injection', conf => "shared_preload_libraries = 'pg_hygiene'\n");
$node->safe_psql('postgres', <<'EOS');
CREATE EXTENSION pg_hygiene;
SET hygiene.mode = off;
CREATE SCHEMA bodies;
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE tt (id int, qty int, ext_id text, name text);
CREATE FUNCTION helper(p text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN p; END';
CREATE FUNCTION evil(text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	CREATE TABLE public.pwned();
	RETURN 'a';
END $$;
CREATE FUNCTION makes_table(call text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE call;
	RAISE EXCEPTION USING errcode = 'ZZ001', message = (to_regclass('public.pwned') IS NOT NULL)::text;
EXCEPTION
	WHEN SQLSTATE 'ZZ001' THEN
		RETURN sqlerrm::boolean;
	WHEN OTHERS THEN
		RETURN false;
END $$;
EOS

my @bodies;
open my $file, '<', "$FindBin::RealBin/injection.tsv" or die "injection.tsv: $!";
my ($header, @lines) = <$file>;
close $file;
chomp @lines;
foreach my $line (@lines)
{
	my %body;

	@body{qw(label arguments returns declare body note call)} = split /\t/, $line;
	push @bodies, \%body;
}

# The command that makes the body a function of that name.
sub function
{
	my ($name, $body) = @_;
	my $returns = $body->{arguments} =~ /\b(?:in)?out / ? '' : "RETURNS $body->{returns}";
	my $declare = $body->{declare} eq '' ? '' : "DECLARE $body->{declare} ";

	return "CREATE FUNCTION bodies.$name($body->{arguments}) $returns LANGUAGE plpgsql AS"
	  . " \$body\$${declare}BEGIN\n$body->{body} END\$body\$;\n"
	  . ($body->{returns} eq 'trigger' ?
		  "CREATE TRIGGER $name BEFORE INSERT ON tt FOR EACH ROW EXECUTE FUNCTION bodies.$name('name');\n" : '');
}

my $settings = "SET hygiene.mode = off; SET check_function_bodies = off; SET client_min_messages = error;\n"
  . "SET search_path = bodies, public;\n";

# What is found.
$node->safe_psql('postgres', $settings . join '', map { function("f$_", $bodies[$_]) } 0 .. $#bodies);
my %found = map { $_ => 1 } split /\n/, $node->safe_psql('postgres',
	q{SELECT substring(object FROM '\.f(\d+)\(') FROM hygiene.audit(NULL, 'bodies') WHERE rule = 'dynamic_sql_injection'});
foreach my $number (0 .. $#bodies)
{
	my $body = $bodies[$number];

	is($found{$number} ? 'unsafe' : 'safe', $body->{label}, "found: ($body->{arguments}) $body->{body}");
}
$node->safe_psql('postgres', 'SET client_min_messages = error; DROP SCHEMA bodies CASCADE; CREATE SCHEMA bodies');

# What happens.
my $literals = join ', ', map { my $text = $_; $text =~ s/'/''/g; $text =~ s/\\/\\\\/g; "(E'$text')" } @texts;
my @called = grep { ($bodies[$_]{call} // '') ne '' } 0 .. $#bodies;
my $script = $settings;
foreach my $number (@called)
{
	my $call = $bodies[$number]{call};

	$call =~ s/'/''/g;
	$script .= "BEGIN;\n" . function('f', $bodies[$number])
	  . "SELECT $number, bool_or(makes_table(replace('$call', '%s', quote_literal(p)))) FROM (VALUES $literals) v(p);\nROLLBACK;\n";
}
my %makes = map { split /\|/ } split /\n/, $node->safe_psql('postgres', $script);
foreach my $number (@called)
{
	my $body = $bodies[$number];

	is(($makes{$number} // '') eq 't' ? 'unsafe' : 'safe', $body->{label}, "run: ($body->{arguments}) $body->{body}");
}

$node->stop;
done_testing();
