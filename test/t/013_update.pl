#
# 013_update.pl
#	From one version of the extension to the next.
#
# There is one version; the next is made up here.  A library must do with the
# catalogs of another version, as it is that of the whole server while each database is
# updated by itself; and an update must end where a new installation begins, with
# all that was recorded.
#
use strict;
use warnings;

use File::Basename;
use File::Copy;
use File::Path 'make_path';
use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

# What the next version does to the one that is there.
my $script = q(
\echo Use "ALTER EXTENSION pg_hygiene UPDATE" to load this file. \quit
SET LOCAL search_path = pg_catalog, pg_temp;
ALTER TABLE hygiene.waiver ADD COLUMN ticket text;
COMMENT ON COLUMN hygiene.waiver.ticket IS 'Where it is discussed.';
CREATE TABLE hygiene.next (id int PRIMARY KEY, price float8);
SELECT pg_catalog.pg_extension_config_dump('hygiene.next', '');
INSERT INTO hygiene.next VALUES (1, 2.5);
CREATE FUNCTION hygiene.next() RETURNS text LANGUAGE sql AS $$SELECT 'next'$$;
REVOKE ALL ON FUNCTION hygiene.next() FROM PUBLIC;
UPDATE hygiene.waiver SET ticket = 'none';
);
my $next = '999';

# Everything that a server finds by the place of its program, in a directory of ours
# where the next version is the default; returns the path of that installation and
# the version that the real one has.
sub lay_out
{
	my %dir = map { my $path = qx(pg_config --$_); chomp $path; $_ => $path } qw(bindir sharedir pkglibdir);
	my $common = $dir{bindir};
	my $root = PostgreSQL::Test::Utils::tempdir();
	my $place = sub { $root . substr($dir{ $_[0] }, length $common) };

	$common =~ s!/[^/]*\z!! while grep { index($_, "$common/") != 0 } @dir{qw(sharedir pkglibdir)};
	make_path($place->('bindir'), dirname($place->('pkglibdir')), $place->('sharedir') . '/extension');
	symlink $dir{pkglibdir}, $place->('pkglibdir') or die "pkglibdir: $!";
	foreach my $program (glob "$dir{bindir}/*")
	{
		my $to = $place->('bindir') . '/' . basename($program);

		# these two look where they lie themselves, and not where a link points to
		if (basename($program) !~ /^(?:postgres|pg_ctl)\z/)
		{
			symlink $program, $to or die "$to: $!";
			next;
		}
		copy($program, $to) or die "$to: $!";
		chmod 0755, $to;
	}
	foreach my $file (glob "$dir{sharedir}/* $dir{sharedir}/extension/*")
	{
		my $to = $place->('sharedir') . substr($file, length $dir{sharedir});

		next if $file =~ m!/(?:extension|pg_hygiene[.]control)\z!;
		symlink $file, $to or die "$to: $!";
	}
	my $control = slurp_file("$dir{sharedir}/extension/pg_hygiene.control");
	my ($version) = $control =~ /^default_version = '(.*)'/m;
	$control =~ s/^default_version = .*/default_version = '$next'/m;
	append_to_file($place->('sharedir') . '/extension/pg_hygiene.control', $control);
	append_to_file($place->('sharedir') . "/extension/pg_hygiene--$version--$next.sql", $script);
	return (dirname($place->('bindir')), $version);
}

my ($installation, $old) = lay_out();
my $node = new_server('update', install_path => $installation);

few_rules($node);
$node->safe_psql('postgres', "CREATE DATABASE $_") foreach qw(old fresh dumped taken);
$node->safe_psql('fresh', 'CREATE EXTENSION pg_hygiene');
sql_is($node, 'fresh', q(SELECT extversion FROM pg_extension WHERE extname = 'pg_hygiene'),
	$next, 'a new installation is of the next version');

# ---------------------------------------------------------------------------
# The version that is there
# ---------------------------------------------------------------------------

silent($node, 'old', "CREATE EXTENSION pg_hygiene VERSION '$old'", 'the version before can be installed');
sql_is($node, 'old', q(SELECT value, ok FROM hygiene.status() WHERE item = 'extension'),
	"$old|t", 'status() has no fault to find with it');
refused($node, 'old', 'CREATE TABLE t (id int PRIMARY KEY, price real)',
	'PH001', qr/\[float_money\]$/, 'an error');
warned($node, 'old', 'CREATE TABLE keyless (body text)',
	'01H21', qr/\[missing_primary_key\]$/, 'a warning');
silent(
	$node, 'old', q(
	CREATE TABLE users (id int PRIMARY KEY, legacy text);
	INSERT INTO users VALUES (1, 'x');
	BEGIN;
	SET LOCAL hygiene.allow = 'drop_column public.users.legacy because unread, backup s3://b/1';
	ALTER TABLE users DROP COLUMN legacy;
	COMMIT;
	SET hygiene.mode = off;
	CREATE TABLE quotes (id int PRIMARY KEY, price real, fee float8);
	SET hygiene.mode = enforce;
	SELECT hygiene.waive('float_money', 'public.quotes.price', 'until V60', '2999-03-31');
	SELECT hygiene.record_backup('s3://b/1');),
	'annotations, waivers and backups');
sql_is(
	$node, 'old', 'SELECT verdict, rule, object, reason, backup FROM hygiene.journal ORDER BY at',
	"warned|missing_primary_key|public.keyless||\n"
	  . 'allowed|drop_column|public.users.legacy|unread|s3://b/1',
	'the journal');
# ---------------------------------------------------------------------------
# The update
# ---------------------------------------------------------------------------

# Each member, and the extension itself: what it is, whose, who may, what is said of it.
my $members = q{
SET search_path = pg_catalog;
SELECT extversion, extnamespace::regnamespace, extrelocatable, extconfig::regclass[], extcondition,
	obj_description(oid, 'pg_extension')
FROM pg_extension WHERE extname = 'pg_hygiene';
SELECT i.type, i.identity, d.deptype, obj_description(d.objid, d.classid::regclass::name), n.privtype, n.initprivs,
	CASE d.classid
		WHEN 'pg_proc'::regclass THEN (SELECT concat_ws(' | ', pg_get_functiondef(p.oid), proowner::regrole,
			proacl, proparallel, provolatile, prosecdef, proleakproof, proconfig, probin, prosrc)
			FROM pg_proc AS p WHERE p.oid = d.objid)
		WHEN 'pg_class'::regclass THEN (SELECT concat_ws(' | ', relkind, relowner::regrole, relacl, reloptions,
			CASE relkind WHEN 'v' THEN pg_get_viewdef(c.oid) END,
			(SELECT string_agg(concat_ws(' ', attnum, attname, format_type(atttypid, atttypmod), attnotnull,
				attcollation::regcollation, attacl, pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)),
				', ' ORDER BY attnum)
			 FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
			 WHERE attrelid = c.oid AND attnum > 0),
			(SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), ', ' ORDER BY conname)
			 FROM pg_constraint WHERE conrelid = c.oid),
			(SELECT string_agg(pg_get_indexdef(indexrelid), ', ' ORDER BY indexrelid::regclass::text)
			 FROM pg_index WHERE indrelid = c.oid),
			(SELECT string_agg(concat_ws(' ', tgenabled, pg_get_triggerdef(oid)), ', ' ORDER BY tgname)
			 FROM pg_trigger WHERE tgrelid = c.oid))
			FROM pg_class AS c WHERE c.oid = d.objid)
		WHEN 'pg_namespace'::regclass THEN (SELECT concat_ws(' | ', nspowner::regrole, nspacl)
			FROM pg_namespace WHERE oid = d.objid)
		WHEN 'pg_event_trigger'::regclass THEN (SELECT concat_ws(' | ', evtevent, evtowner::regrole, evtenabled,
			evtfoid::regprocedure, evttags) FROM pg_event_trigger WHERE oid = d.objid)
	END
FROM pg_depend AS d
LEFT JOIN pg_init_privs AS n ON n.objoid = d.objid AND n.classoid = d.classid AND n.objsubid = 0
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) AS i
WHERE d.refclassid = 'pg_extension'::regclass
	AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'pg_hygiene')
ORDER BY i.type, i.identity;
SELECT pg_describe_object(refclassid, refobjid, 0), deptype FROM pg_depend
WHERE classid = 'pg_extension'::regclass
	AND objid = (SELECT oid FROM pg_extension WHERE extname = 'pg_hygiene') ORDER BY 1;
};
my $contents = q{
SELECT rule, object, reason, created_by, created_at, expires_at FROM hygiene.waiver ORDER BY rule, object;
SELECT * FROM hygiene.backup ORDER BY ref;
SELECT * FROM hygiene.journal ORDER BY at;
SELECT rule, object, waived, reason, fingerprint FROM hygiene.audit() ORDER BY rule, object;
};
my $recorded = $node->safe_psql('old', $contents);

$node->command_ok([ 'pg_dump', '-f', $node->basedir . '/old.sql', $node->connstr('old') ],
	'the version before is dumped');
silent($node, 'old', 'BEGIN; ALTER EXTENSION pg_hygiene UPDATE; ROLLBACK', 'an update can be rolled back');
silent($node, 'old', 'ALTER EXTENSION pg_hygiene UPDATE', 'it is updated without a word');

my $want = $node->safe_psql('fresh', $members);
cmp_ok(scalar(() = $want =~ /^(function|table|view|event trigger|schema)\|/mg),
	'>=', 20, 'a new installation has its members');
like($want, qr/^schema\|hygiene\|e\|/m, 'the schema is one of them');
is($node->safe_psql('old', $members), $want, 'an updated one has the same, object by object');
is($node->safe_psql('old', $contents), $recorded, 'and what was recorded before');
sql_is($node, 'old', 'SELECT DISTINCT ticket FROM hygiene.waiver', 'none', 'and what the update made of it');

# ---------------------------------------------------------------------------
# This library, the catalogs of the next version
# ---------------------------------------------------------------------------

sql_is(
	$node, 'old',
	q(SELECT value, ok, advice ~ 'ALTER EXTENSION pg_hygiene UPDATE' FROM hygiene.status() WHERE item = 'extension'),
	"$next|f|t", 'status() says that they are of two versions');
refused($node, 'old', 'CREATE TABLE t (id int PRIMARY KEY, price real)',
	'PH001', qr/\[float_money\]$/, 'an error as ever');
warned($node, 'old', 'CREATE TABLE keyless_too (body text)',
	'01H21', qr/\[missing_primary_key\]$/, 'a warning as ever');
silent($node, 'old', 'SET hygiene.mode = off; DROP TABLE keyless_too', 'and that is all');
sql_is(
	$node, 'old',
	q(SELECT rule, object, waived FROM hygiene.audit() ORDER BY 1, 2),
	"float_money|public.quotes.fee|f\nfloat_money|public.quotes.price|t\nmissing_primary_key|public.keyless|f",
	'the audit as ever');
sql_is(
	$node, 'old',
	q(SELECT verdict, rule FROM hygiene.dry_run('ALTER TABLE users ADD COLUMN price real; DROP TABLE users')),
	"refused|float_money\nrefused|drop_table", 'rehearsals as ever');
sql_is($node, 'old', q(SELECT outcome FROM hygiene.trace('CREATE TABLE x (id int PRIMARY KEY)')),
	'ran', 'traces as ever');
sql_is($node, 'old', q(SELECT hygiene.report('text') ~ '2 open' AND hygiene.report('json') ~ 'quotes'),
	't', 'reports as ever');
refused($node, 'old', q(SELECT hygiene.check('warning')), 'PH000', qr/^2 findings are open/, 'the gate as ever');

# ---------------------------------------------------------------------------
# A dump of the version before, restored where only this one is to be had
# ---------------------------------------------------------------------------

{
	local $ENV{PGAPPNAME} = 'psql';
	$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('dumped'), '-f', $node->basedir . '/old.sql' ],
		'it is restored');
}
is($node->safe_psql('dumped', $members), $want, 'it is what a new installation is');
my $restored = "WHERE reason IS DISTINCT FROM 'a dump was being restored' ORDER BY at";
(my $without = $contents) =~ s/journal ORDER BY at/journal $restored/;
is($node->safe_psql('dumped', $without), $recorded, 'and has what was recorded');
silent($node, 'dumped', 'SET client_min_messages = warning; DROP EXTENSION pg_hygiene', 'it goes');
sql_is($node, 'dumped', q(SELECT to_regnamespace('hygiene') IS NULL), 't', 'and its schema with it');

# ---------------------------------------------------------------------------
# A schema that others use
# ---------------------------------------------------------------------------

$node->safe_psql('taken', "CREATE EXTENSION pg_hygiene VERSION '$old'; CREATE TABLE hygiene.notes (id int PRIMARY KEY)");
silent($node, 'taken', 'ALTER EXTENSION pg_hygiene UPDATE', 'an update does not mind what else lies in the schema');
refused($node, 'taken', 'DROP EXTENSION pg_hygiene', '2BP01', qr/other objects depend on it/, 'DROP EXTENSION does');
sql_is($node, 'taken', q(SELECT to_regclass('hygiene.notes')), 'hygiene.notes', 'the table stays');

$node->stop;
done_testing();
