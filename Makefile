#
# Makefile
#		Builds, installs and tests pg_hygiene by plain PGXS conventions.
#
# With a server at hand:
#
#	make && make install && make installcheck [PG_CONFIG=/path/to/pg_config]
#
# With nothing at hand (these set up what they need themselves):
#
#	make demo [SCHEMA=dump.sql|-] [MIGRATIONS=dir]	the main job on real input
#	make test										every test on a scratch server
#	make test-versions								the same on 15, 17 and 18
#	make fuzz [MINUTES=10] [SEED=n]					random DDL and queries, a server with assertions
#	make test-upgrade								pg_upgrade from one to the other
#	make accuracy									how well names tell money
#	make test-sanitize								valgrind, lost caches, long sessions
#	make test-core									PostgreSQL's own tests under pg_hygiene
#	make docs										docs/rules.md from the rules
#	make bench-audit [TABLES="1000 10000"]			audits against reading the catalogs bare
#	make bench-ddl [ROUNDS=15]						what the guard costs, against plain and others
#	make bench-scale [LOADS=...]					whether that grows with what is around it
#
# The version stands once: default_version in pg_hygiene.control.
#

# Where this file is, so that a build outside the source tree finds it all.
here := $(dir $(firstword $(MAKEFILE_LIST)))
sources := $(sort $(wildcard $(here)src/*.c $(here)src/*/*.c $(here)src/*/*/*.c))
headers := $(wildcard $(here)src/*.h $(here)src/*/*.h $(here)src/*/*/*.h)
version := $(shell sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" $(here)pg_hygiene.control)

MODULE_big = pg_hygiene
OBJS = $(patsubst $(here)%.c,%.o,$(sources))
EXTENSION = pg_hygiene
DATA = pg_hygiene--$(version).sql
PGFILEDESC = "pg_hygiene - judges schema changes inside the server"

# A build outside the source tree needs the directories of its objects.
ifneq ($(here),./)
$(shell mkdir -p $(sort $(dir $(OBJS))))
endif

PG_CPPFLAGS = -I$(here)src -DPG_HYGIENE_VERSION='"$(version)"'
PG_CFLAGS = -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare \
	-Wno-missing-field-initializers

# Nothing here runs once per row, so the JIT has nothing to inline: no bitcode,
# and no clang needed to build.
override with_llvm = no

REGRESS := $(sort $(notdir $(basename $(wildcard $(here)sql/*.sql))))
ISOLATION := $(sort $(notdir $(basename $(wildcard $(here)test/isolation/specs/*.spec))))
REGRESS_OPTS = --load-extension=pg_hygiene
ISOLATION_OPTS = --inputdir=$(here)test/isolation --load-extension=pg_hygiene
TAP_TESTS := $(if $(wildcard $(here)test/t/*.pl),1)
PROVE_TESTS = test/t/*.pl

PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
header := $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)/postgres.h

ifneq ($(and $(PGXS),$(wildcard $(header))),)
include $(PGXS)
else
# No server to build against; the targets further down get one themselves.
# Which there is, is said by the pg_config that somebody chose, or by the servers
# here: Debian's is that of a client library, which may be newer.
servers := $(patsubst /usr/lib/postgresql/%/bin/postgres,%,$(wildcard /usr/lib/postgresql/*/bin/postgres))
ifneq ($(or $(filter-out file,$(origin PG_CONFIG)),$(if $(servers),,any)),)
servers := $(or $(shell $(PG_CONFIG) --version 2>/dev/null | sed -nE 's/^PostgreSQL ([0-9]+).*/\1/p'),$(servers))
endif
majors := $(or $(servers),N)
.DEFAULT_GOAL := all
all install installcheck uninstall clean:
	@echo 'pg_hygiene cannot be built: $(if $(shell command -v $(PG_CONFIG)),the header files of the PostgreSQL server are missing ($(header)),there is no $(PG_CONFIG)).' >&2
	@echo 'Debian, Ubuntu, as root: $(foreach v,$(majors),apt-get install postgresql-server-dev-$v$(if $(filter-out $(lastword $(majors)),$v), or))$(if $(servers),, (N: the major version of the server))' >&2
	@echo 'Elsewhere install the development files of the server; if they are there: make PG_CONFIG=/path/to/pg_config' >&2
	@exit 2
endif

# Whatever a header says may matter to every object, also where the server was
# built without --enable-depend; so may a compiled-in version.
$(OBJS): $(headers) $(here)Makefile $(here)pg_hygiene.control

# In question mode make hands on a recipe's exit status 1 as its own, where it
# would else turn every failure into 2; the demo's 0, 1 and 2 mean different things.
ifneq ($(filter demo,$(MAKECMDGOALS)),)
MAKEFLAGS += -q
endif

demo:
	+@SCHEMA='$(SCHEMA)' MIGRATIONS='$(MIGRATIONS)' $(here)test/tools/demo

test:
	+@$(here)test/tools/run-tests

test-versions:
	+@$(here)test/tools/test-versions

fuzz:
	+@MINUTES='$(MINUTES)' SEED='$(SEED)' $(here)test/fuzz/run

test-core:
	+@$(here)test/core/run

test-upgrade:
	+@$(here)test/tools/test-upgrade

accuracy:
	@$(here)test/accuracy/run

docs:
	+@$(here)test/tools/docs

test-sanitize:
	+@$(here)test/tools/test-sanitize

bench-audit:
	+@$(here)test/bench/audit

bench-ddl:
	+@$(here)test/bench/ddl

bench-scale:
	+@$(here)test/bench/scale

.PHONY: fuzz docs bench-audit bench-ddl bench-scale demo test test-versions test-upgrade test-core test-sanitize accuracy
