# shellcheck shell=bash
#
# test/tools/common.sh
#	The set-up that run-tests, demo and test-versions share.
#
# Sourced, never run.  It finds (on Debian and Ubuntu: installs) a PostgreSQL
# server to build against, builds and installs pg_hygiene into it, and keeps one
# scratch server.  The contract:
#
#  - no existing cluster is touched, and none is created: the scratch server has
#    its own data directory below a temporary one, listens on a Unix socket
#    there and nowhere else, and runs as an unprivileged user;
#  - whatever way the script ends, the server is stopped and the directory gone;
#  - "could not be done here" is exit status 2, said on stderr.
#

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
majors="18 17 16 15 19"		# what pg_hygiene is built for, best first
scratch=						# temporary directory, once made
user=							# who runs the server

# A make that called us must not hand its own mode on to the makes we call.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
# Nor must the caller's client settings lead us to another server.
for setting in "${!PG@}"; do
	case $setting in
		PG_*) ;;				# PG_CONFIG, and what PostgreSQL's test modules know
		*) unset "$setting" ;;
	esac
done
# Nor does it matter who and where the caller is: what is written here is read by
# another user, and servers are made alike.
umask 022
export LC_ALL=C.UTF-8
for setting in LANGUAGE "${!LC_@}"; do
	[ "$setting" = LC_ALL ] || unset "$setting"
done
export LANG=C.UTF-8 TZ=UTC DEBIAN_FRONTEND=noninteractive
# How long a server may take to start or stop, in seconds; a slow disk needs it.
export PGCTLTIMEOUT=300

die()
{
	echo "$(basename "$0"): $*" >&2
	exit 2
}

step()
{
	echo "== $*"
}

# Run a command as root, through sudo where we are not.
as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo -n "$@" 2>/dev/null || sudo "$@"
	else
		die "needs root for: $* (and there is no sudo)"
	fi
}

# Run a command as the user the server belongs to, inside the scratch directory.
as_user()
{
	if [ "$(id -un)" = "$user" ]; then
		(cd "$scratch" && "$@")
	else
		(cd "$scratch" && HOME=$scratch runuser -u "$user" -- "$@")
	fi
}

# ---------------------------------------------------------------------------
# What must be there
# ---------------------------------------------------------------------------

# Is this pg_config's server one that an extension can be built against?
usable_pg_config()
{
	[ -x "$(command -v "$1")" ] && [ -f "$("$1" --pgxs 2>/dev/null)" ] &&
		[ -x "$("$1" --bindir)/postgres" ] &&
		[ -f "$("$1" --includedir-server)/postgres.h" ]
}

major_of()
{
	"$1" --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/'
}

# Sets PG_CONFIG to the caller's choice, else to the newest usable server here.
find_pg_config()
{
	local major candidate

	if [ -n "${PG_CONFIG:-}" ]; then
		usable_pg_config "$PG_CONFIG"
		return
	fi
	for major in $majors; do
		candidate=/usr/lib/postgresql/$major/bin/pg_config
		if usable_pg_config "$candidate"; then
			PG_CONFIG=$candidate
			return 0
		fi
	done
	candidate=$(command -v pg_config) || return 1
	usable_pg_config "$candidate" && PG_CONFIG=$candidate
}

# The packages that an unusable pg_config lacks.
packages_of()
{
	local major

	major=$(major_of "$1" 2>/dev/null)
	echo "postgresql-${major:-15} postgresql-server-dev-${major:-15}"
}

# Names what is missing, one Debian package a line.  $1 is "tests" where the
# test harnesses are needed too, "ddl" for what test/bench/ddl compares with.
missing_packages()
{
	local major="" m sharedir libdir

	command -v make >/dev/null || echo make
	command -v gcc >/dev/null || command -v cc >/dev/null || echo gcc
	[ -f /usr/include/stdio.h ] || echo libc6-dev

	if find_pg_config; then
		major=$(major_of "$PG_CONFIG")
		sharedir=$("$PG_CONFIG" --sharedir)
		libdir=$("$PG_CONFIG" --pkglibdir)
	else
		# A server without its development files decides; else the newest to be had.
		for m in $majors; do
			[ -x "/usr/lib/postgresql/$m/bin/postgres" ] && major=$m && break
		done
		if [ -z "$major" ]; then
			for m in $majors; do
				apt-cache show "postgresql-server-dev-$m" >/dev/null 2>&1 && major=$m && break
			done
		fi
		echo "postgresql-${major:-15}"
		echo "postgresql-server-dev-${major:-15}"
		sharedir=/usr/share/postgresql/${major:-15}
		libdir=/usr/lib/postgresql/${major:-15}/lib
	fi

	if [ "$1" = tests ]; then
		[ -f "$sharedir/extension/pgtap.control" ] || echo "postgresql-${major:-15}-pgtap"
		[ -d "$libdir/pgxs/src/test/perl" ] || echo "postgresql-server-dev-${major:-15}"
		command -v pg_prove >/dev/null || echo libtap-parser-sourcehandler-pgtap-perl
		command -v prove >/dev/null || echo perl
		perl -MIPC::Run -e 1 2>/dev/null || echo libipc-run-perl
	elif [ "$1" = fuzz ]; then
		command -v sqlsmith >/dev/null || echo sqlsmith
		command -v perl >/dev/null || echo perl
	elif [ "$1" = ddl ]; then
		[ -f "$libdir/pgaudit.so" ] || echo "postgresql-${major:-15}-pgaudit"
		[ -f /usr/include/valgrind/callgrind.h ] || echo valgrind
		command -v perl >/dev/null || echo perl
	fi
}

# Run a command until it succeeds: the network may be away for a moment, and a
# machine that has just been started may be updating itself.
persist()
{
	local pause

	for pause in 5 20 60 0; do
		"$@" && return
		[ "$pause" -ne 0 ] || return 1
		echo "failed: $*; trying again in $pause s" >&2
		sleep "$pause"
	done
}

apt_get()
{
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@"
}

# Install Debian packages without letting Debian create or start a cluster.
apt_install()
{
	local dir=/etc/postgresql-common/createcluster.d
	local file=$dir/pg_hygiene-scratch.conf
	local rc=0

	as_root mkdir -p "$dir" || return
	echo 'create_main_cluster = false' | as_root tee "$file" >/dev/null
	persist apt_get install -y --no-install-recommends "$@" || rc=$?
	as_root rm -f "$file"
	return $rc
}

# Have these Debian packages here, or say which could not be installed and stop.
install_packages()
{
	local package missing="" log

	for package in "$@"; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
			missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	log=$(mktemp)
	# shellcheck disable=SC2086
	{ apt_update; apt_install $missing; } >"$log" 2>&1 || {
		tail -n 30 "$log" >&2
		rm -f "$log"
		die "could not install:$missing"
	}
	rm -f "$log"
}

apt_update()
{
	persist apt_get update || echo "apt-get update failed; going on with the lists at hand" >&2
}

# Make sure that everything needed is there, or say what is not and stop.
require_packages()
{
	local missing log

	missing=$(missing_packages "$1" | sort -u)
	if [ -n "$missing" ]; then
		if ! command -v apt-get >/dev/null; then
			die "missing here (Debian's names): $(echo $missing); install them, or name a server with PG_CONFIG=/path/to/pg_config"
		fi
		if [ -n "${PG_CONFIG:-}" ] && ! usable_pg_config "$PG_CONFIG"; then
			die "$PG_CONFIG names no server to build against (Debian: apt-get install $(packages_of "$PG_CONFIG"))"
		fi
		if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
			die "missing here; have root run: apt-get install $(echo $missing)"
		fi
		step "installing what is missing"
		log=$(mktemp)
		{
			apt_update
			# With fresh lists another version may be to be had.
			missing=$(missing_packages "$1" | sort -u)
			# shellcheck disable=SC2086
			apt_install $missing
		} >"$log" 2>&1 || {
			tail -n 30 "$log" >&2
			rm -f "$log"
			die "could not install; have root run: apt-get install $(echo $missing)"
		}
		rm -f "$log"
		echo "$missing" | sed 's/^/   /'
		missing=$(missing_packages "$1" | sort -u)
		[ -z "$missing" ] || die "still missing: $(echo $missing)"
	fi
	find_pg_config || die "no PostgreSQL server to build against"
	case " $majors " in
		*" $(major_of "$PG_CONFIG") "*) ;;
		*) die "$("$PG_CONFIG" --version) is not supported (15 to 18 are, 19 is on trial)" ;;
	esac
	bindir=$("$PG_CONFIG" --bindir)
	# shellcheck disable=SC2034  # run-tests uses it
	pgxs_test=$(dirname "$("$PG_CONFIG" --pgxs)")/../test
}

# ---------------------------------------------------------------------------
# Scratch directory, build, server
# ---------------------------------------------------------------------------

cleanup()
{
	local pidfile

	trap '' INT TERM HUP
	if [ -n "$scratch" ]; then
		# Ours, and those that an interrupted test had started below it.
		find "$scratch" -name postmaster.pid 2>/dev/null | while read -r pidfile; do
			as_user "$bindir/pg_ctl" -D "$(dirname "$pidfile")" -s -m immediate stop
		done >/dev/null 2>&1
		rm -rf "$scratch" 2>/dev/null || as_root rm -rf "$scratch"
	fi
}

# Make the scratch directory, and promise to take it away again.
make_scratch()
{
	if [ "$(id -u)" -ne 0 ]; then
		user=$(id -un)
	elif getent passwd postgres >/dev/null; then
		user=postgres
	else
		user=nobody
	fi
	trap cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	# The path of a Unix socket has about a hundred bytes: keep ours short.
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/hygiene.XXXXXX") || die "no temporary directory"
	[ ${#scratch} -le 70 ] || die "the temporary directory's path is too long for a socket: $scratch"
	chmod 755 "$scratch"
	mkdir "$scratch/build" "$scratch/s"
	: >"$scratch/server.log"
	[ "$(id -u)" -ne 0 ] || chown "$user" "$scratch" "$scratch/s" "$scratch/server.log"
	as_user test -w "$scratch/s" || die "user $user cannot get at $scratch; set TMPDIR to a directory that all may enter"
}

# Copy the sources, without what earlier builds and tests left, to directory $1.
copy_tree()
{
	mkdir -p "$1"
	tar -C "$top" --exclude=./.git --exclude='*.o' --exclude='*.bc' --exclude='*.so' \
		--exclude=./results --exclude=./output_iso --exclude=./tmp_check --exclude=./log \
		-cf - . | tar -C "$1" --no-same-owner -xf -
}

# Build in a copy (objects of another server's headers can never slip in) and
# install.  The compiler's words stay in $scratch/build.log.
build_and_install()
{
	step "building for $("$PG_CONFIG" --version)"
	copy_tree "$scratch/build"
	if ! make -C "$scratch/build" -j"$(nproc)" PG_CONFIG="$PG_CONFIG" >"$scratch/build.log" 2>&1; then
		grep -E 'error|Error|warning' "$scratch/build.log" | tail -n 40 >&2
		die "the build failed"
	fi
	if [ -w "$("$PG_CONFIG" --pkglibdir)" ] && [ -w "$("$PG_CONFIG" --sharedir)/extension" ]; then
		make -C "$scratch/build" install PG_CONFIG="$PG_CONFIG" >"$scratch/install.log" 2>&1
	else
		as_root make -C "$scratch/build" install PG_CONFIG="$PG_CONFIG" >"$scratch/install.log" 2>&1
	fi || {
		tail -n 20 "$scratch/install.log" >&2
		die "the installation failed"
	}
}

# Start the scratch server, with the given lines added to its configuration; a
# first call makes its data directory.
start_server()
{
	local line

	if [ ! -d "$scratch/data" ]; then
		as_user "$bindir/initdb" -D "$scratch/data" -U postgres -A trust --no-sync \
			--locale=C --encoding=UTF8 >"$scratch/initdb.log" 2>&1 || {
			cat "$scratch/initdb.log" >&2
			die "initdb failed"
		}
		as_user tee -a "$scratch/data/postgresql.conf" >/dev/null <<-CONF
			listen_addresses = ''
			unix_socket_directories = '$scratch/s'
			fsync = off
			synchronous_commit = off
			full_page_writes = off
			autovacuum = off
			shared_buffers = 32MB
			max_connections = 40
			timezone = 'UTC'
			include_if_exists = 'more.conf'
		CONF
	fi
	for line in "$@"; do
		echo "$line"
	done | as_user tee "$scratch/data/more.conf" >/dev/null
	as_user "$bindir/pg_ctl" -D "$scratch/data" -l "$scratch/server.log" -s -w start >&2 || {
		tail -n 20 "$scratch/server.log" >&2
		die "the scratch server did not start"
	}
	export PGHOST=$scratch/s PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
}

# In good order: what was committed last must be there at the next start.
stop_server()
{
	as_user "$bindir/pg_ctl" -D "$scratch/data" -s -w -m fast stop >/dev/null 2>&1 || true
}

# psql against the scratch server, without the caller's ~/.psqlrc.
psql_scratch()
{
	"$bindir/psql" -X "$@"
}
