#
# 007_two_phase.pl
#	Prepared transactions are judged when they are prepared.
#
# PREPARE TRANSACTION is the last moment at which the author listens; COMMIT
# PREPARED, by whomever and whenever, says nothing more.  Journal rows follow
# the transaction.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('two_phase', conf => "max_prepared_transactions = 10\n");

$node->safe_psql(
	'postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE TABLE users (id int PRIMARY KEY);
	CREATE TABLE posts (id int PRIMARY KEY, author_id int REFERENCES users, old text);
	CREATE INDEX posts_author ON posts (author_id);
	INSERT INTO users VALUES (1);
	INSERT INTO posts VALUES (1, 1, 'x')));

my $journal = sub {
	my ($object) = @_;
	return $node->safe_psql('postgres',
		"SELECT verdict, rule, command_tag FROM hygiene.journal WHERE object = '$object' ORDER BY at");
};
my $open = sub {
	my ($object) = @_;
	return $node->safe_psql('postgres',
		"SELECT rule FROM hygiene.findings WHERE object = '$object'");
};

# ---------------------------------------------------------------------------
# Warnings that wait for the end of the transaction
# ---------------------------------------------------------------------------

warned(
	$node, 'postgres',
	q(BEGIN; CREATE TABLE likes (post_id int PRIMARY KEY, who int REFERENCES users); PREPARE TRANSACTION 'a'),
	'01H20', qr/"likes_who_fkey" of table "public\.likes".*\[unindexed_foreign_key\]$/,
	'warned at PREPARE TRANSACTION');
is($open->('public.likes.likes_who_fkey'), '', 'prepared: not there yet');
is($journal->('public.likes.likes_who_fkey'), '', 'prepared: nor is its journal row');
silent($node, 'postgres', "COMMIT PREPARED 'a'", 'COMMIT PREPARED says nothing');
is($open->('public.likes.likes_who_fkey'), 'unindexed_foreign_key', 'committed: it is there');
is($journal->('public.likes.likes_who_fkey'),
	'warned|unindexed_foreign_key|CREATE TABLE', 'committed: so is its journal row');

warned(
	$node, 'postgres', q(BEGIN; CREATE TABLE keyless (a int); PREPARE TRANSACTION 'b'),
	'01H21', qr/"public\.keyless".*\[missing_primary_key\]$/, 'another, prepared');
silent($node, 'postgres', "ROLLBACK PREPARED 'b'", 'ROLLBACK PREPARED says nothing');
is($journal->('public.keyless'), '', 'rolled back: no journal row');

silent(
	$node, 'postgres',
	q(BEGIN;
	  CREATE TABLE answers (id int, post_id int REFERENCES posts);
	  CREATE INDEX ON answers (post_id);
	  ALTER TABLE answers ADD PRIMARY KEY (id);
	  PREPARE TRANSACTION 'c';
	  COMMIT PREPARED 'c'),
	'mended before it was prepared: nothing is said');

# Both in one session, and what follows is judged for itself
warned(
	$node, 'postgres',
	q(BEGIN; CREATE TABLE first_one (a int); PREPARE TRANSACTION 'd';
	  BEGIN; CREATE TABLE second_one (a int PRIMARY KEY); COMMIT;
	  COMMIT PREPARED 'd'),
	'01H21', qr/"public\.first_one"/, 'the next transaction of the session hears nothing of the last one');

# ---------------------------------------------------------------------------
# Errors
# ---------------------------------------------------------------------------

refused(
	$node, 'postgres',
	q(BEGIN; ALTER TABLE posts DROP COLUMN old; PREPARE TRANSACTION 'e'),
	'PH041', qr/"old" of table "public\.posts".*\[drop_column\]$/,
	'refused at the statement, as ever');
refused(
	$node, 'postgres',
	q(SET hygiene.unindexed_foreign_key = error;
	  BEGIN; CREATE TABLE shares (post_id int PRIMARY KEY, who int REFERENCES users); PREPARE TRANSACTION 'f'),
	'PH020', qr/"shares_who_fkey"/, 'refused at PREPARE TRANSACTION');
refused(
	$node, 'postgres', q(BEGIN; ALTER TABLE posts RENAME TO articles; PREPARE TRANSACTION 'g'),
	'PH053', qr/"public\.posts".*\[rename_table\]$/, 'so is a rename');
is( $node->safe_psql('postgres', 'SELECT count(*) FROM pg_prepared_xacts'),
	'0', 'nothing of that is prepared');
is( $node->safe_psql('postgres', q(SELECT to_regclass('shares') IS NULL AND to_regclass('posts') IS NOT NULL)),
	't', 'nor done');

# ---------------------------------------------------------------------------
# Annotations
# ---------------------------------------------------------------------------

my $drop = 'ALTER TABLE posts DROP COLUMN old;';

silent(
	$node, 'postgres',
	qq(BEGIN; SET LOCAL hygiene.allow = 'drop_column public.posts.old because unread, backup b/1'; $drop
	   PREPARE TRANSACTION 'h'),
	'an annotation counts');
silent($node, 'postgres', "ROLLBACK PREPARED 'h'", 'and is rolled back');
is($journal->('public.posts.old'), '', 'with its journal row');
silent(
	$node, 'postgres',
	qq(BEGIN; SELECT hygiene.allow('drop_column', 'public.posts.old', 'unread', 'b/1') IS NULL; $drop
	   PREPARE TRANSACTION 'i'; COMMIT PREPARED 'i'),
	'the function, too');
is($journal->('public.posts.old'), 'allowed|drop_column|ALTER TABLE', 'committed with its journal row');
warned(
	$node, 'postgres',
	q(BEGIN; SET LOCAL hygiene.allow = 'drop_column public.posts.gone because unused';
	  CREATE TABLE third_one (a int PRIMARY KEY); PREPARE TRANSACTION 'j'),
	'01HA6', qr/"drop_column public\.posts\.gone" matched nothing in this transaction/,
	'an unused annotation is told at PREPARE TRANSACTION');
silent($node, 'postgres', "COMMIT PREPARED 'j'", 'and not again');

# ---------------------------------------------------------------------------
# Bad days
# ---------------------------------------------------------------------------

silent(
	$node, 'postgres',
	q(BEGIN; SAVEPOINT s; CREATE TABLE gone (a int, b int REFERENCES users); ROLLBACK TO s;
	  PREPARE TRANSACTION 'k'; COMMIT PREPARED 'k'),
	'what a savepoint took back is not judged');

# Prepared, then the server stops at once, then committed
warned(
	$node, 'postgres', q(BEGIN; CREATE TABLE survivor (a int); PREPARE TRANSACTION 'l'),
	'01H21', qr/"public\.survivor"/, 'prepared before the server stops');
$node->stop('immediate');
$node->start;
silent($node, 'postgres', "COMMIT PREPARED 'l'", 'committed after it started');
is($journal->('public.survivor'), 'warned|missing_primary_key|CREATE TABLE', 'the journal row has survived');

# An audit meanwhile does not wait for it and does not see it
$node->safe_psql('postgres',
	q(BEGIN; LOCK TABLE users; CREATE TABLE unseen (price numeric); PREPARE TRANSACTION 'm'));
sql_is(
	$node, 'postgres',
	q(SET lock_timeout = '2s';
	  SELECT rule, object FROM hygiene.audit()
	  WHERE table_name IN ('unseen', 'users') AND rule IN ('missing_primary_key', 'short_primary_key')),
	'short_primary_key|public.users.id',
	'an audit neither waits for a prepared transaction nor sees it');
$node->safe_psql('postgres', "ROLLBACK PREPARED 'm'");

# ---------------------------------------------------------------------------
# In a copy of a database, which knows nothing of its origin, nobody waits either
# ---------------------------------------------------------------------------

my $quick = q(SET lock_timeout = '2s';);

$node->safe_psql('postgres', 'CREATE DATABASE origin');
$node->safe_psql('origin', q(CREATE EXTENSION pg_hygiene; CREATE TABLE held (id int PRIMARY KEY);
	CREATE TABLE dropped (id int PRIMARY KEY)));
foreach my $end ('COMMIT', 'ROLLBACK')
{
	$node->safe_psql('postgres', 'CREATE DATABASE copied TEMPLATE origin');
	silent($node, 'copied', q(BEGIN; SET LOCAL hygiene.allow = 'drop_table public.dropped because a test';
		ALTER TABLE held ADD x int; CREATE TABLE made (id int PRIMARY KEY); DROP TABLE dropped; PREPARE TRANSACTION 'first'), "$end: the first change of a copy is prepared");
	$node->restart if $end eq 'COMMIT';
	silent($node, 'copied', "$quick CREATE TABLE other (id int PRIMARY KEY)", "$end: another does not wait for it");
	silent($node, 'copied', "$quick BEGIN; ALTER TABLE other ADD x int; PREPARE TRANSACTION 'second'", "$end: nor does one that is prepared too");
	silent($node, 'copied', "$end PREPARED 'first'; $end PREPARED 'second'", "$end: both end");
	$node->safe_psql('postgres', 'DROP DATABASE copied');
}

$node->stop;
done_testing();
