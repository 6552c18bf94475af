#
# 022_states.pl
#	States of a server that only a server of its own can be in.
#
# Encoding SQL_ASCII, an archiver that fails, transactions that are not frozen,
# and a sequence that another transaction has locked: the audit tells of the
# first three and does not wait for the last.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use HygieneTest;
use Test::More;

my $node = new_server(
	'states',
	extra => [ '--encoding=SQL_ASCII', '--locale=C' ],
	conf => "fsync = off\narchive_mode = on\narchive_command = 'false'\nwal_level = replica\n"
	  . "autovacuum_freeze_max_age = 100000\nmax_prepared_transactions = 1\n");

$node->safe_psql('postgres', q(
	CREATE EXTENSION pg_hygiene;
	CREATE SEQUENCE held AS smallint;
	CREATE SEQUENCE free AS smallint;
	SELECT setval('held', 32000), setval('free', 32000)));

# Findings of a rule; an audit that waits is an error.
sub found
{
	my ($rule, $columns) = @_;

	return $node->safe_psql('postgres',
		"SET statement_timeout = '60s'; SELECT $columns FROM hygiene.audit() WHERE rule = '$rule' ORDER BY object");
}

like(found('sql_ascii', 'object_type, object, message'),
	qr/^database\|this database\|database "postgres" has encoding SQL_ASCII/, 'the encoding is told');
is(found('transaction_wraparound', 'object'), '', 'nothing is old yet');
is(found('sequence_exhaustion', 'object'), "public.free\npublic.held", 'sequences that nobody has locked');

$node->safe_psql('postgres', 'SELECT pg_switch_wal()');
wait_until($node, 'SELECT failed_count > 0 FROM pg_stat_archiver', 'the archiver fails');
is(found('backup_unconfirmed', q(object, (evidence ->> 'failures')::int > 0, evidence ->> 'archived')),
	'this database|t|0', 'the archiver that fails is told');

# It locks the sequence, and nothing that is younger than it can be frozen.
$node->safe_psql('postgres', q(
	SET hygiene.mode = off;
	BEGIN;
	ALTER SEQUENCE held RENAME TO renamed;
	PREPARE TRANSACTION 'holder'));
is(found('sequence_exhaustion', 'object'), 'public.free', 'a sequence that is locked is not waited for');

$node->safe_psql('postgres',
	'DO $$ BEGIN FOR i IN 1 .. 155000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$');
is(found('transaction_wraparound', q(level, object_type, object, (evidence ->> 'transaction_age')::int >= 150000, evidence ->> 'freeze_max_age')),
	'audit|database|this database|t|100000', 'transactions that are not frozen are told');
like(found('transaction_wraparound', 'remedy'), qr/^VACUUM \(FREEZE\) \S+;/, 'with the tables to begin with');

$node->safe_psql('postgres', q(ROLLBACK PREPARED 'holder'));
is(found('sequence_exhaustion', 'object'), "public.free\npublic.held", 'and told again when it is free');

$node->stop;
done_testing();
