# shellcheck shell=bash
#
# test/tools/chroots.sh
#	Runs a script of this tree for each of several major versions of PostgreSQL.
#
# Sourced, after common.sh, by test-versions and by the core suite's runner.  The
# version that this machine has is used on this machine; the others in a chroot of
# the Debian release that ships them, made with mmdebstrap and kept in
# VERSIONS_CACHE for the next time.  16 was in no Debian release and is Ubuntu's;
# 19 is not released and comes from experimental.  Needs root (or sudo), no
# terminal.  DEBIAN_MIRROR and UBUNTU_MIRROR name other mirrors to make them from.
#

cache=${VERSIONS_CACHE:-${TMPDIR:-/tmp}/pg_hygiene-versions}
mirror=${DEBIAN_MIRROR:-}
ubuntu_mirror=${UBUNTU_MIRROR:-http://archive.ubuntu.com/ubuntu}

suite_of()
{
	case $1 in
		15) echo bookworm ;;
		16) echo noble ;;
		17) echo trixie ;;
		18) echo forky ;;
		19) echo sid ;;
		*) die "no release of Debian or Ubuntu is known to ship PostgreSQL $1" ;;
	esac
}

# Does this machine have a server of that version to build against?
native_pg_config()
{
	local candidate

	for candidate in "${PG_CONFIG:-}" "/usr/lib/postgresql/$1/bin/pg_config" \
		"$(command -v pg_config)"; do
		if [ -n "$candidate" ] && usable_pg_config "$candidate" &&
			[ "$(major_of "$candidate")" = "$1" ]; then
			echo "$candidate"
			return 0
		fi
	done
	return 1
}

require_mmdebstrap()
{
	command -v mmdebstrap >/dev/null && return
	command -v apt-get >/dev/null || die "missing here: mmdebstrap"
	{ apt_update; apt_install mmdebstrap debian-archive-keyring; } >/dev/null 2>&1 ||
		die "could not install mmdebstrap"
}

# Ubuntu's archive keys, vouched for by Debian's; into file $1.
fetch_ubuntu_keyring()
{
	local dir

	dir=$(mktemp -d "$cache/keyring.XXXXXX") || return
	as_root mmdebstrap --mode=root --variant=extract --format=directory \
		--aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Check-Date "false"' \
		--include=ubuntu-archive-keyring trixie "$dir/root" ${mirror:+"$mirror"} &&
		cp "$dir/root/usr/share/keyrings/ubuntu-archive-keyring.gpg" "$1"
	as_root rm -rf "$dir"
	[ -s "$1" ]
}

# What a release needs beside what each needs: sets the arrays options and
# mirrors.  $1 is its name, $2 the version it is for.
release()
{
	options=()
	mirrors=(${mirror:+"$mirror"})
	case $1 in
		noble)
			[ -s "$cache/ubuntu.gpg" ] || fetch_ubuntu_keyring "$cache/ubuntu.gpg" || return
			options=(--keyring="$cache/ubuntu.gpg")
			mirrors=("deb $ubuntu_mirror noble main universe"
				"deb $ubuntu_mirror noble-updates main universe")
			;;
		sid)
			# Of what is in experimental, the server alone.  There is no pgTAP for it
			# yet: the version before has one, in SQL, that serves.
			options=(--setup-hook='printf "%s\n" "Package: src:postgresql-'"$2"'" \
					"Pin: release a=experimental" "Pin-Priority: 500" \
					>"$1/etc/apt/preferences.d/server"'
				--customize-hook='chroot "$1" sh -e -c "cd /tmp
					apt-get -q download postgresql-'$(($2 - 1))'-pgtap
					dpkg-deb -x postgresql-*-pgtap_*.deb pgtap
					mv pgtap/usr/share/postgresql/*/extension/* /usr/share/postgresql/'"$2"'/extension/
					rm -r pgtap postgresql-*-pgtap_*.deb"')
			mirrors=("deb ${mirror:-http://deb.debian.org/debian} sid main"
				"deb ${mirror:-http://deb.debian.org/debian} experimental main")
			;;
	esac
}

# Make the chroot of a version, unless the cache has it with the same packages.
prepare()
{
	local major=$1 suite packages root log options mirrors

	suite=$(suite_of "$major")
	root=$cache/$suite
	log=$cache/$suite.log
	packages=ca-certificates,gcc,make,libc6-dev,postgresql-$major,postgresql-server-dev-$major
	[ "$suite" = sid ] || packages=$packages,postgresql-$major-pgtap
	packages=$packages,libtap-parser-sourcehandler-pgtap-perl,libipc-run-perl

	[ "$(cat "$root/etc/pg_hygiene-packages" 2>/dev/null)" != "$packages" ] || return 0
	release "$suite" "$major" >"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		return 2
	}
	as_root rm -rf "$root"
	persist make_chroot >"$log" 2>&1 || {
		as_root rm -rf "$root.new"
		echo "could not make the chroot for PostgreSQL $major:" >&2
		tail -n 20 "$log" >&2
		return 2
	}
	echo "$packages" | as_root tee "$root.new/etc/pg_hygiene-packages" >/dev/null
	as_root mv "$root.new" "$root"
}

# The same, of the variables of prepare().
make_chroot()
{
	as_root rm -rf "$root.new"
	as_root mmdebstrap --mode=root --variant=minbase --format=directory \
		--aptopt='Acquire::Check-Valid-Until "false"' \
		--aptopt='Acquire::Check-Date "false"' \
		--aptopt='Acquire::Retries "3"' \
		--setup-hook='mkdir -p "$1/etc/postgresql-common/createcluster.d"' \
		--setup-hook='echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.d/none.conf"' \
		"${options[@]}" --include="$packages" \
		"$suite" "$root.new" "${mirrors[@]}"
}

# Run a command in a chroot.  In a mount namespace of its own if that is allowed,
# with /proc and /dev/shm; what a private mount cannot give, the chroot's own
# directories must do for, and PostgreSQL does with them.
enter()
{
	local root=$1 namespace=plain private=()
	shift

	if as_root unshare --mount --propagation private true 2>/dev/null; then
		private=(unshare --mount --propagation private)
		namespace=private
	fi
	as_root "${private[@]}" sh -c '
		root=$1; shift
		if [ "$1" = private ]; then
			mount -t proc proc "$root/proc" || mount --rbind /proc "$root/proc"
			mount -t tmpfs tmpfs "$root/dev/shm" || chmod 1777 "$root/dev/shm"
		else
			chmod 1777 "$root/dev/shm"
		fi 2>/dev/null
		shift
		exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
			HOME=/root LC_ALL=C.UTF-8 "$@"' \
		enter "$root" "$namespace" "$@"
}

# Lock file $2, which is open as descriptor $1; whoever has it may take an hour.
wait_for_lock()
{
	flock -n "$1" && return
	echo "waiting for whoever holds $2" >&2
	flock -w 3600 "$1" || die "gave up waiting for $2, which somebody has held for an hour"
}

# Make the chroots of those of the given versions that this machine does not have.
prepare_versions()
{
	local major chrooted=

	for major in "$@"; do
		native_pg_config "$major" >/dev/null || chrooted="$chrooted $major"
	done
	[ -n "$chrooted" ] || return 0
	require_mmdebstrap
	mkdir -p "$cache" && [ -O "$cache" ] || die "$cache is not a directory of ours"
	# One at a time makes them: somebody else may be at it for the same cache.
	exec 9>"$cache/lock" || die "cannot write to $cache"
	wait_for_lock 9 "$cache/lock"
	for major in $chrooted; do
		prepare "$major" || exit 2
	done
	flock -u 9
}

# Run script $3 of the tree with version $1; in a chroot, from the copy of the tree
# in directory $2.  With $4, a directory, the script is given one to write to as
# its argument, and what it wrote ends up in $4.
run_with_version()
{
	local major=$1 tree=$2 script=$3 outputs=${4:-} pg_config root rc=0

	if pg_config=$(native_pg_config "$major"); then
		PG_CONFIG=$pg_config "$top/$script" ${outputs:+"$outputs"}
		return
	fi
	root=$cache/$(suite_of "$major")
	# Two at a time would install over each other.
	exec 8>"$root.lock" || return 2
	wait_for_lock 8 "$root.lock"
	as_root rm -rf "$root/pg_hygiene" "$root/outputs"
	as_root mkdir "$root/pg_hygiene" "$root/outputs"
	tar -C "$tree" -cf - . | as_root tar -C "$root/pg_hygiene" --no-same-owner -xf -
	enter "$root" "/pg_hygiene/$script" ${outputs:+/outputs} 8>&- || rc=$?
	[ -z "$outputs" ] || as_root tar -C "$root/outputs" -cf - . | tar -C "$outputs" --no-same-owner -xf -
	as_root rm -rf "$root/pg_hygiene" "$root/outputs"
	exec 8>&-
	return $rc
}
