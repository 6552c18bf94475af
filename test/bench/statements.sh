# shellcheck shell=bash
#
# test/bench/statements.sh
#	The statements that test/bench/ddl measures.
#
# Sourced, never run.  Each function prints a script for psql that does things
# once to warm the session up and then once more, each kind after a line
# "@kind" and under \timing, or between bench_count_on() and
# bench_count_off('kind:how many').
#

each=10						# statements of a kind in a round
counted=50					# if they are counted: now and then a page of a catalog is full
migration_tables=50			# four statements each

# What goes before and after the statements of kind $1, $2 of them; $3 is wall,
# count or warm.
open_kind()
{
	case $3 in
		wall) printf '\\echo @%s\n\\timing on\n' "$1" ;;
		count) echo "SELECT public.bench_count_on();" ;;
	esac
}

close_kind()
{
	case $3 in
		wall) printf '\\timing off\n' ;;
		count) echo "SELECT public.bench_count_off('$1:$2');" ;;
	esac
}

# $1 with {} replaced by each number, as kind $2 in mode $3.  A first one, number 0,
# does not count: dropping the round before has emptied the session's caches.
repeat()
{
	local i

	echo "${1//\{\}/0}"
	open_kind "$2" "$each" "$3"
	for ((i = 1; i <= each; i++)); do
		echo "${1//\{\}/$i}"
	done
	close_kind "$2" "$each" "$3"
}

create_table="CREATE TABLE t{} (id bigint PRIMARY KEY, name text NOT NULL, price numeric(19,4), created_at timestamp with time zone NOT NULL DEFAULT now());"
# the key leads the primary key's index: nothing to complain about
create_fk="CREATE TABLE f{} (t_id bigint REFERENCES parent, line integer, note text, PRIMARY KEY (t_id, line));"
add_column="ALTER TABLE t{} ADD COLUMN note text;"
create_index="CREATE INDEX ON t{} (name);"

body()
{
	local mode=$1 each=$each i

	[ "$mode" != count ] || each=$counted

	echo "CREATE SCHEMA bench; SET search_path = bench;"
	echo "CREATE TABLE parent (id bigint PRIMARY KEY, name text);"
	if [ "$mode" = count ]; then
		open_kind nothing 1 count
		close_kind nothing 1 count
	fi
	repeat "$create_table" create_table "$mode"
	repeat "$create_fk" create_table_fk "$mode"
	repeat "$add_column" add_column "$mode"
	repeat "$create_index" create_index "$mode"
	# emptiness lets drops pass without a word, or with one
	echo "SET hygiene.empty_tables = ignore;"
	repeat "DROP TABLE f{} /* reason: bench */;" drop_table_fk "$mode"
	repeat "$create_fk" again warm
	repeat "DROP TABLE t{} /* reason: bench */;" drop_table "$mode"
	echo "RESET hygiene.empty_tables;"
	repeat "DROP TABLE f{} /* reason: bench */;" drop_table_fk_told "$mode"

	# one migration, in one transaction; psql's own time is not in it
	case $mode in
		wall) printf '\\echo @migration_200\n' ;;
		count) open_kind migration_200 1 count ;;
	esac
	[ "$mode" != wall ] || echo "SELECT clock_timestamp() AS t0 \\gset"
	echo "BEGIN;"
	for ((i = 1; i <= migration_tables; i++)); do
		printf '%s\n' "${create_table//\{\}/$i}" "${create_fk//\{\}/$i}" \
			"${add_column//\{\}/$i}" "${create_index//\{\}/$i}"
	done
	echo "COMMIT;"
	case $mode in
		wall) echo "SELECT 'Time: ' || extract(epoch FROM clock_timestamp() - :'t0') * 1000;" ;;
		count) close_kind migration_200 1 count ;;
	esac
	echo "SET hygiene.mode = off; DROP SCHEMA bench CASCADE /* reason: bench */; RESET hygiene.mode;"
}

# All kinds; $1 is wall or count.
statements_round()
{
	echo "SET client_min_messages = error;"
	body warm
	body "$1"
}

# pgbench's transactions, to be counted.
statements_pgbench()
{
	local mode

	for mode in warm count; do
		repeat "SELECT abalance FROM pgbench_accounts WHERE aid = {};" select-only $mode
		repeat "BEGIN; UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = {};
SELECT abalance FROM pgbench_accounts WHERE aid = {};
INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (1, 1, {}, 1, CURRENT_TIMESTAMP);
END;" simple-update $mode
	done
	open_kind nothing 1 count
	close_kind nothing 1 count
}

# One transaction, measured in mode $1 before its $2nd, $3rd … table and at its end.
statements_transaction()
{
	local mode=$1 place at=0 i

	shift
	echo "SET client_min_messages = error; CREATE SCHEMA bench; SET search_path = bench;"
	if [ "$mode" = count ]; then
		open_kind nothing 1 count
		close_kind nothing 1 count
	fi
	echo "BEGIN;"
	for place in "$@"; do
		for ((i = at + 1; i <= place; i++)); do
			[ $i -ne $((place - each + 1)) ] || open_kind "create_table_$place" "$each" "$mode"
			echo "${create_table//\{\}/$i}"
		done
		close_kind "create_table_$place" "$each" "$mode"
		open_kind "add_column_$place" "$each" "$mode"
		for ((i = place - each + 1; i <= place; i++)); do
			echo "${add_column//\{\}/$i}"
		done
		close_kind "add_column_$place" "$each" "$mode"
		at=$place
	done
	open_kind commit 1 "$mode"
	echo "COMMIT;"
	close_kind commit 1 "$mode"
	# a schema at a time holds more locks than there are
	echo "SET hygiene.mode = off;"
	for ((i = 1; i <= at; i++)); do
		echo "DROP TABLE t$i;"
	done
	echo "DROP SCHEMA bench;"
}
