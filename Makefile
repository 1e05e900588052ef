# amiquiz: build, test, install.  GNU make.  `make help` lists what can be asked for.
#
# Everything made goes under build/<variant>/, and every variant has objects of its own, so going
# back and forth between them rebuilds nothing.  There is no configure step: libraries are found by
# pkg-config, sources by wildcard.  A new .c file in engine/ or questions/ needs no change here.

VERSION := 0.1.0

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# ---- Where things go ----------------------------------------------------------------------------

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR    ?= $(PREFIX)/share
MANDIR     ?= $(DATADIR)/man

# ---- Variants -----------------------------------------------------------------------------------
# The first four are for people; fuzz and mcdc are what `make fuzz` and `make coverage` build.

VARIANT = release
KNOWN_VARIANTS := release debug asan coverage fuzz mcdc
ifeq (,$(filter $(VARIANT),$(KNOWN_VARIANTS)))
$(error unknown VARIANT "$(VARIANT)"; there are: $(KNOWN_VARIANTS))
endif

BUILD = build/$(VARIANT)
OBJ    = $(BUILD)/obj
GEN    = $(BUILD)/gen

# make's own idea of a compiler is `cc`; warnings and hardening are tried with gcc.
ifeq ($(origin CC),default)
CC := gcc
endif
AR         ?= ar
LD         ?= ld
OBJCOPY    ?= objcopy
PKG_CONFIG ?= pkg-config

# Flags that not every compiler or processor has.  $(call cc-option,FLAG)
cc-option = $(shell $(CC) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo '$(1)')

HARDEN_CFLAGS  = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE \
                 $(call cc-option,-fstack-clash-protection) $(call cc-option,-fcf-protection)
HARDEN_LDFLAGS = -pie -Wl,-z,relro,-z,now
SANITIZE       = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

VARIANT_CFLAGS_release   = -O2 -g $(HARDEN_CFLAGS)
VARIANT_LDFLAGS_release  = $(HARDEN_LDFLAGS)
VARIANT_CFLAGS_debug     = -O0 -g3
VARIANT_CFLAGS_asan      = -O1 -g $(SANITIZE)
VARIANT_LDFLAGS_asan     = $(SANITIZE)
VARIANT_CFLAGS_coverage  = -O0 -g --coverage
VARIANT_LDFLAGS_coverage = --coverage
VARIANT_CFLAGS_fuzz      = -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link
VARIANT_LDFLAGS_fuzz     = $(SANITIZE)
VARIANT_CFLAGS_mcdc      = -O0 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc
VARIANT_LDFLAGS_mcdc     = -fprofile-instr-generate

VARIANT_CFLAGS  := $(VARIANT_CFLAGS_$(VARIANT))
VARIANT_LDFLAGS := $(VARIANT_LDFLAGS_$(VARIANT))

# ---- Flags --------------------------------------------------------------------------------------
# CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS are left to the user and come last, so they win.

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wformat=2 -Wvla
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif

# -ffile-prefix-map: the same bytes come out in whatever directory the sources lie.
BASE_CFLAGS := -std=c11 $(WARNINGS) -ffile-prefix-map=$(CURDIR)=. -pthread $(VARIANT_CFLAGS)
BASE_CPPFLAGS := -I. -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE

comma := ,

# Other systems' linkers do not know --as-needed; with it a program loads only what it calls.
BASE_LDFLAGS := -pthread $(VARIANT_LDFLAGS) $(if $(filter Linux,$(shell uname -s)),-Wl$(comma)--as-needed)

# ---- Libraries ----------------------------------------------------------------------------------

ENGINE_PACKAGES  := libcjson
PROGRAM_PACKAGES := libcjson sqlite3 readline libutf8proc expat zlib

DEV_libcjson    := libcjson-dev
DEV_sqlite3     := libsqlite3-dev
DEV_readline    := libreadline-dev
DEV_libutf8proc := libutf8proc-dev
DEV_expat       := libexpat1-dev
DEV_zlib        := zlib1g-dev

# Asked one by one: a missing library must not hide the flags of the others.  Only where the headers
# are: readline's other flags would set a feature macro that we set otherwise.
pkg         = $(strip $(foreach p,$(2),$(shell $(PKG_CONFIG) $(1) $(p) 2>/dev/null)))
pkg-missing = $(strip $(foreach p,$(1),$(if $(shell $(PKG_CONFIG) --exists $(p) 2>/dev/null && echo y),,$(p))))

# Goals that compile nothing in this make (they start another one, or need no libraries) skip this.
PLAIN_GOALS := help clean deps drill test test-update test-long test-foreign bench fuzz coverage \
               lint format uninstall
ifneq (,$(filter-out $(PLAIN_GOALS),$(or $(MAKECMDGOALS),all)))
ENGINE_CFLAGS   := $(call pkg,--cflags-only-I,$(ENGINE_PACKAGES))
ENGINE_LIBS     := $(call pkg,--libs,$(ENGINE_PACKAGES))
PROGRAM_CFLAGS  := $(call pkg,--cflags-only-I,$(PROGRAM_PACKAGES))
PROGRAM_LIBS    := $(call pkg,--libs,$(PROGRAM_PACKAGES))
ENGINE_MISSING  := $(call pkg-missing,$(ENGINE_PACKAGES))
PROGRAM_MISSING := $(call pkg-missing,$(PROGRAM_PACKAGES))
endif

# ---- Sources ------------------------------------------------------------------------------------

# The example is a program that uses the library, as a stranger would write it; tests build it.
EXAMPLE           := engine/example.c
ENGINE_SOURCES    := $(sort $(filter-out $(EXAMPLE),$(wildcard engine/*.c)))
QUESTIONS_SOURCES := $(sort $(wildcard questions/*.c questions/*/*.c))
HEADERS           := $(sort $(wildcard engine/*.h questions/*.h questions/*/*.h tests/*/*.h))
PACKS             := $(sort $(patsubst data/packs/%.json,%,$(wildcard data/packs/*.json)))
HAVE_BUILTIN      := $(wildcard questions/builtin.h)
HAVE_PROGRAM      := $(wildcard questions/main.c)

ENGINE_OBJECTS    := $(ENGINE_SOURCES:%.c=$(OBJ)/%.o)
QUESTIONS_OBJECTS := $(QUESTIONS_SOURCES:%.c=$(OBJ)/%.o) $(if $(HAVE_BUILTIN),$(OBJ)/builtin_packs.o)

# Two archives of the same objects.  The program and the tests use the engine's own headers, so they
# link ENGINE, in which every function can be seen.  LIBRARY is for strangers, and is what is
# installed: one object in which only what engine/amiquiz.h declares can be seen, so that no name of
# ours (table_free, pack_read) can meet one of theirs.
ENGINE  := $(BUILD)/engine.a
LIBRARY := $(BUILD)/libamiquiz.a
PROGRAM := $(BUILD)/amiquiz

# ---- all ----------------------------------------------------------------------------------------

.PHONY: all
all: $(if $(ENGINE_SOURCES),$(LIBRARY)) $(if $(HAVE_PROGRAM),$(PROGRAM)) ## build the program and the library of the engine (VARIANT=release)
	$(if $(ENGINE_SOURCES),,@echo 'make: engine/ holds no .c file, so there is no library to build')
	$(if $(HAVE_PROGRAM),@:,@echo 'make: questions/main.c does not exist, so there is no program to build')

$(ENGINE): $(ENGINE_OBJECTS) $(BUILD)/engine.list
	@echo '  AR      $@'
	@rm -f $@ && $(AR) rcs $@ $(ENGINE_OBJECTS)

$(LIBRARY): $(ENGINE_OBJECTS) $(BUILD)/engine.list
	@echo '  AR      $@'
	@$(LD) -r -o $(OBJ)/libamiquiz.o $(ENGINE_OBJECTS)
	@$(OBJCOPY) --wildcard --keep-global-symbol='amiquiz_*' $(OBJ)/libamiquiz.o
	@rm -f $@ && $(AR) rcs $@ $(OBJ)/libamiquiz.o

$(PROGRAM): $(QUESTIONS_OBJECTS) $(ENGINE) $(BUILD)/questions.list
	@echo '  LINK    $@'
	@$(CC) $(BASE_LDFLAGS) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(QUESTIONS_OBJECTS) $(ENGINE) \
	  $(PROGRAM_LIBS) -lm $(LDLIBS)

# The library goes into whatever a stranger builds, a shared object too, and must not be seen from there.
LIBRARY_CFLAGS := -fPIC -fvisibility=hidden -DAMIQUIZ_VERSION='"$(VERSION)"'

$(OBJ)/engine/%.o: PART_FLAGS = $(ENGINE_CFLAGS) $(LIBRARY_CFLAGS)
$(OBJ)/questions/%.o: PART_FLAGS = $(PROGRAM_CFLAGS) -DAMIQUIZ_VERSION='"$(VERSION)"'
$(OBJ)/tests/%.o: PART_FLAGS = $(PROGRAM_CFLAGS)

COMPILE = $(CC) $(BASE_CPPFLAGS) $(BASE_CFLAGS) $(PART_FLAGS) $(CPPFLAGS) $(CFLAGS)

$(OBJ)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  CC      $@'
	@$(COMPILE) -MMD -MP -c -o $@ $<

# A missing library is said once and with the way out, in place of a page of compiler errors.
$(ENGINE_OBJECTS): | engine-packages
$(QUESTIONS_OBJECTS): | program-packages

.PHONY: engine-packages program-packages
engine-packages: ; $(call complain,$(ENGINE_MISSING))
program-packages: ; $(call complain,$(PROGRAM_MISSING))

complain = $(if $(1),@$(foreach p,$(1),echo 'make: the library $(p) is missing (Debian and Ubuntu: package $(DEV_$(p)))' >&2;) \
  echo 'make: `make deps` installs what the program needs' >&2; exit 1)

# ---- The packs, built in ------------------------------------------------------------------------
# Each pack becomes an array of bytes in one generated file; questions/builtin.h declares the table.

$(GEN)/builtin_packs.c: $(PACKS:%=data/packs/%.json) $(BUILD)/packs.list
	@mkdir -p $(@D)
	@echo '  GEN     $@'
	@{ echo '/* Made by the Makefile from data/packs/; not to be edited. */'; \
	  echo '#include "questions/builtin.h"'; \
	  n=0; for id in $(PACKS); do \
	    echo; echo "static const unsigned char bytes_$$n[] = {"; \
	    od -An -v -tx1 "data/packs/$$id.json" | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	    echo '};'; n=$$((n + 1)); done; \
	  echo; echo 'const struct builtin_pack builtin_packs[] = {'; \
	  n=0; for id in $(PACKS); do \
	    echo "    {\"$$id\", bytes_$$n, sizeof bytes_$$n},"; n=$$((n + 1)); done; \
	  [ $$n -gt 0 ] || echo '    {0, 0, 0},'; \
	  echo '};'; echo "const size_t builtin_pack_count = $$n;"; } >$@

$(OBJ)/builtin_packs.o: $(GEN)/builtin_packs.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  CC      $@'
	@$(COMPILE) -MMD -MP -c -o $@ $<

# ---- Lists that are prerequisites ---------------------------------------------------------------
# Written only when what they say changes.  Through them other flags recompile, and a source or pack
# that was added or taken away makes the archive, the program or the table anew.

.PHONY: FORCE
note = @mkdir -p $(@D) && printf '%s\n' $(1) | cmp -s - $@ || printf '%s\n' $(1) >$@

$(BUILD)/flags: FORCE
	$(call note,'$(subst ','\'',$(CC) $(BASE_CPPFLAGS) $(BASE_CFLAGS) $(ENGINE_CFLAGS) $(LIBRARY_CFLAGS) $(PROGRAM_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(VERSION))')
$(BUILD)/engine.list: FORCE
	$(call note,'$(ENGINE_OBJECTS)')
$(BUILD)/questions.list: FORCE
	$(call note,'$(QUESTIONS_OBJECTS) $(subst ','\'',$(PROGRAM_LIBS) $(LDFLAGS) $(LDLIBS))')
$(BUILD)/packs.list: FORCE
	$(call note,'$(PACKS)')

# ---- Test programs ------------------------------------------------------------------------------
# A test_*.c is a program; another .c beside it is a helper that every test may call.  Both helpers
# and questions/ (without its main) come as archives: only what a test calls is linked to it.

TEST_SOURCES   := $(sort $(wildcard tests/unit/test_*.c tests/property/test_*.c tests/fault/test_*.c))
FUZZ_SOURCES   := $(sort $(wildcard tests/fuzz/fuzz_*.c))
REPLAY_SOURCE  := $(wildcard tests/fuzz/replay.c)
HELPER_SOURCES := $(sort $(filter-out $(TEST_SOURCES) $(FUZZ_SOURCES) $(REPLAY_SOURCE), \
                    $(wildcard tests/unit/*.c tests/property/*.c tests/fault/*.c tests/fuzz/*.c)))
TEST_PROGRAMS  := $(TEST_SOURCES:tests/%.c=$(BUILD)/tests/%)
TEST_OBJECTS   := $(TEST_SOURCES:%.c=$(OBJ)/%.o)
FUZZ_PROGRAMS  := $(FUZZ_SOURCES:tests/%.c=$(BUILD)/tests/%)
FUZZ_OBJECTS   := $(FUZZ_SOURCES:%.c=$(OBJ)/%.o) $(REPLAY_SOURCE:%.c=$(OBJ)/%.o)
HELPER_OBJECTS := $(HELPER_SOURCES:%.c=$(OBJ)/%.o)
UNDER_TEST     := $(filter-out $(OBJ)/questions/main.o,$(QUESTIONS_OBJECTS))

TEST_ARCHIVES := $(if $(HELPER_OBJECTS),$(BUILD)/tests/helpers.a) \
                 $(if $(UNDER_TEST),$(BUILD)/tests/questions.a) $(if $(ENGINE_SOURCES),$(ENGINE))

$(TEST_OBJECTS) $(HELPER_OBJECTS) $(FUZZ_OBJECTS): | program-packages

$(BUILD)/tests/questions.a: $(UNDER_TEST) $(BUILD)/questions.list
	@mkdir -p $(@D)
	@rm -f $@ && $(AR) rcs $@ $(UNDER_TEST)
$(BUILD)/tests/helpers.a: $(HELPER_OBJECTS) $(BUILD)/helpers.list
	@mkdir -p $(@D)
	@rm -f $@ && $(AR) rcs $@ $(HELPER_OBJECTS)
$(BUILD)/helpers.list: FORCE
	$(call note,'$(HELPER_OBJECTS)')

$(TEST_PROGRAMS): $(BUILD)/tests/%: $(OBJ)/tests/%.o $(TEST_ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LINK    $@'
	@$(CC) $(BASE_LDFLAGS) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(TEST_ARCHIVES) $(PROGRAM_LIBS) -lm $(LDLIBS)

# A fuzzer's main is libFuzzer's under `make fuzz`; elsewhere tests/fuzz/replay.c's, which runs what
# the corpus keeps.  CJSON_SOURCE=dir/cJSON.c compiles cJSON with the fuzzer's eyes: the shared one is
# opaque.
ifneq (,$(CJSON_SOURCE))
CJSON_OBJECT := $(OBJ)/cJSON.o
$(CJSON_OBJECT): $(CJSON_SOURCE) $(BUILD)/flags
	@mkdir -p $(@D)
	@$(CC) $(VARIANT_CFLAGS) $(CFLAGS) -c -o $@ $<
endif
FUZZ_MAIN := $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer,$(REPLAY_SOURCE:%.c=$(OBJ)/%.o))

$(FUZZ_PROGRAMS): $(BUILD)/tests/%: $(OBJ)/tests/%.o $(filter %.o,$(FUZZ_MAIN)) $(TEST_ARCHIVES) $(CJSON_OBJECT)
	@mkdir -p $(@D)
	@echo '  LINK    $@'
	@$(CC) $(BASE_LDFLAGS) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(FUZZ_MAIN) $(TEST_ARCHIVES) $(CJSON_OBJECT) \
	  $(PROGRAM_LIBS) -lm $(LDLIBS)

.PHONY: test-programs fuzz-programs
test-programs: all $(TEST_PROGRAMS) $(FUZZ_PROGRAMS)
fuzz-programs: $(FUZZ_PROGRAMS)

# ---- Compile only -------------------------------------------------------------------------------
# What another compiler has to say, without making anything: `make syntax CC=clang WERROR=1`.

ALL_SOURCES := $(ENGINE_SOURCES) $(EXAMPLE) $(QUESTIONS_SOURCES) $(TEST_SOURCES) $(HELPER_SOURCES) $(FUZZ_SOURCES) $(REPLAY_SOURCE)
.PHONY: syntax $(ALL_SOURCES:%=syntax/%)
syntax: $(ALL_SOURCES:%=syntax/%)
$(filter syntax/engine/%,$(ALL_SOURCES:%=syntax/%)): PART_FLAGS = $(ENGINE_CFLAGS) $(LIBRARY_CFLAGS) -Iengine
$(filter-out syntax/engine/%,$(ALL_SOURCES:%=syntax/%)): PART_FLAGS = $(PROGRAM_CFLAGS) -DAMIQUIZ_VERSION='"$(VERSION)"'
$(ALL_SOURCES:%=syntax/%): syntax/%: %
	@$(COMPILE) -fsyntax-only $<

-include $(wildcard $(OBJ)/*.d $(OBJ)/*/*.d $(OBJ)/*/*/*.d)

# ---- Getting started ----------------------------------------------------------------------------
# These goals start make again, because what they install changes what the lines above find.

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
AGAIN = +@$(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

.PHONY: deps drill
deps: ## install what is missing: FOR=drill (default) or FOR=test; YES=1 does not ask
	@YES='$(YES)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh .ci/install-deps $(or $(FOR),drill)

# The trap keeps the recipe's shell waiting when Ctrl-C is pressed in the program, which has its own
# idea of what Ctrl-C means; leaving the program that way (130) is no failure of make's.
drill: ## install what the program needs, build it, start studying
	@YES='$(YES)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh .ci/install-deps drill
	$(AGAIN) VARIANT=release all
	$(if $(HAVE_PROGRAM),,@echo 'make: there is no program to start yet' >&2; exit 1)
	@trap : INT; build/release/amiquiz drill; status=$$?; \
	  echo 'To study again: build/release/amiquiz'; \
	  [ $$status -eq 130 ] || exit $$status

# ---- Tests --------------------------------------------------------------------------------------

VARIANTS ?= release asan
RUN = tests/run.sh --variants '$(VARIANTS)'

.PHONY: test test-update test-long test-foreign test-prepare
test: test-prepare ## install what the tests need, build, run every test; T=golden/name runs one, VARIANTS=asan in one variant
	@$(RUN) $(T)

test-update: VARIANTS = release
test-update: test-prepare ## write the expected output of golden and reject tests anew, for review; T=name for one
	@$(RUN) --update $(T)

test-long: test-prepare ## campaigns that take long; T=name runs one
	@$(RUN) --kinds long $(T:long/%=%)

test-foreign: VARIANTS = release
test-foreign: test-prepare ## our files read by other people's programs; T=name runs one
	@tests/lib/fetch-npm.sh
	@$(RUN) --kinds foreign $(T:foreign/%=%)

test-prepare:
	@YES='$(YES)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh .ci/install-deps test
	+@for v in $(VARIANTS); do \
	  $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS)) VARIANT=$$v test-programs || exit 1; done

# ---- Measuring ----------------------------------------------------------------------------------

.PHONY: bench coverage fuzz
bench: ## measure the release build: every tests/bench/*.sh, or T=name
	$(AGAIN) VARIANT=release test-programs
	@tests/run.sh --bench $(T:bench/%=%)

coverage: ## lines and branches per file (gcov); MC/DC of engine/ where clang 19 is installed
	@YES='$(YES)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh .ci/install-deps test
	$(AGAIN) VARIANT=coverage test-programs
	@find build/coverage -name '*.gcda' -exec rm -f {} +
	@tests/run.sh --variants coverage --no-lint $(T) || echo 'coverage: some tests failed; the figures below are of this run all the same'
	@tests/lib/coverage.sh lines
	$(if $(MCDC_CC),$(AGAIN) VARIANT=mcdc CC=$(MCDC_CC) test-programs)
	$(if $(MCDC_CC),@rm -f build/mcdc/profile/*; tests/run.sh --variants mcdc --no-lint $(T) || echo 'coverage: some tests failed under $(MCDC_CC)')
	$(if $(MCDC_CC),@tests/lib/coverage.sh mcdc $(T),@echo 'coverage: MC/DC of engine/ skipped: it needs clang 19 or later and its llvm-cov')

# The first compiler that can do it, newest last in Debian 12; clang 14 cannot.
MCDC_CC ?= $(firstword $(foreach v,-19 -20 -21,$(shell command -v clang$(v) 2>/dev/null)))
CLANG   ?= $(firstword $(shell command -v clang 2>/dev/null) $(foreach v,19 18 17 16 15 14,$(shell command -v clang-$(v) 2>/dev/null)))

FUZZ_SECS ?= 60

fuzz: ## every tests/fuzz/fuzz_*.c under libFuzzer, FUZZ_SECS=60 each; T=name for one; YES=1 fetches cJSON's source
	$(if $(FUZZ_SOURCES),,@echo 'make: tests/fuzz/ holds no fuzz_*.c, so there is nothing to fuzz' >&2; exit 1)
	$(if $(CLANG),,@echo 'make: fuzzing needs clang (Debian and Ubuntu: package clang)' >&2; exit 1)
	+@source=$$(CJSON_SOURCE='$(CJSON_SOURCE)' YES='$(YES)' tests/lib/cjson-source.sh) && \
	  $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS)) \
	    VARIANT=fuzz CC=$(CLANG) CJSON_SOURCE="$$source" fuzz-programs
	@FUZZ_SECS='$(FUZZ_SECS)' tests/lib/fuzz.sh $(T:fuzz/%=%)

# ---- Care ---------------------------------------------------------------------------------------

.PHONY: lint format print-flags
lint: ## layers, sizes, formatter, gcc and clang without warnings, analysers where installed
	@tests/lint.sh

format: ## format all C in place with clang-format
	@tests/lint.sh format-in-place

# For tests/lint.sh, which calls tools that want to know how the sources are compiled.  -Iengine is for
# the example, which finds <amiquiz.h> as if it were installed.
print-flags:
	@printf '%s\n' '$(subst ','\'',$(BASE_CPPFLAGS) -Iengine -std=c11 $(PROGRAM_CFLAGS) -DAMIQUIZ_VERSION="$(VERSION)")'

# ---- install ------------------------------------------------------------------------------------
# Of the headers only the public one is installed; engine/README.md says what it takes to use it.

MAN1 := $(sort $(wildcard questions/*.1))
MAN3 := $(sort $(wildcard engine/*.3))
MAN5 := $(sort $(wildcard data/*.5))

INSTALLED = $(BINDIR)/amiquiz $(LIBDIR)/libamiquiz.a $(LIBDIR)/pkgconfig/amiquiz.pc $(INCLUDEDIR)/amiquiz.h \
            $(PACKS:%=$(DATADIR)/amiquiz/packs/%.json) \
            $(patsubst %,$(MANDIR)/man1/%,$(notdir $(MAN1))) $(patsubst %,$(MANDIR)/man3/%,$(notdir $(MAN3))) \
            $(patsubst %,$(MANDIR)/man5/%,$(notdir $(MAN5)))
# Ours alone, so they go too; inner ones first.
INSTALLED_DIRS = $(DATADIR)/amiquiz/packs $(DATADIR)/amiquiz

# amiquiz.pc, a line an argument.  Folders inside PREFIX are said to be so: a tree that was moved is then
# found with pkg-config --define-prefix.  The archive holds the engine alone; what it calls is private.
PC_LINES = 'prefix=$(PREFIX)' 'libdir=$(LIBDIR:$(PREFIX)/%=$${prefix}/%)' \
  'includedir=$(INCLUDEDIR:$(PREFIX)/%=$${prefix}/%)' '' 'Name: amiquiz' \
  'Description: Decision tables over yes/no facts: decide, explain, advise, prove, compare' \
  'Version: $(VERSION)' 'Requires.private: $(ENGINE_PACKAGES)' 'Libs: -L$${libdir} -lamiquiz' \
  'Libs.private: -lm' 'Cflags: -I$${includedir}'

.PHONY: install uninstall clean help
install: all ## install under PREFIX=/usr/local; DESTDIR, BINDIR, LIBDIR, INCLUDEDIR, DATADIR, MANDIR are honoured
	$(if $(and $(HAVE_PROGRAM),$(ENGINE_SOURCES)),,@echo 'make: there is nothing to install yet' >&2; exit 1)
	@mkdir -p $(sort $(foreach f,$(INSTALLED),'$(DESTDIR)$(dir $(f))'))
	install -m 755 $(PROGRAM) '$(DESTDIR)$(BINDIR)/amiquiz'
	install -m 644 $(LIBRARY) '$(DESTDIR)$(LIBDIR)/libamiquiz.a'
	install -m 644 engine/amiquiz.h '$(DESTDIR)$(INCLUDEDIR)/amiquiz.h'
	printf '%s\n' $(PC_LINES) >'$(DESTDIR)$(LIBDIR)/pkgconfig/amiquiz.pc'
	@chmod 644 '$(DESTDIR)$(LIBDIR)/pkgconfig/amiquiz.pc'
	$(if $(PACKS),install -m 644 $(PACKS:%=data/packs/%.json) '$(DESTDIR)$(DATADIR)/amiquiz/packs')
	$(if $(MAN1),install -m 644 $(MAN1) '$(DESTDIR)$(MANDIR)/man1')
	$(if $(MAN3),install -m 644 $(MAN3) '$(DESTDIR)$(MANDIR)/man3')
	$(if $(MAN5),install -m 644 $(MAN5) '$(DESTDIR)$(MANDIR)/man5')

uninstall: ## take away every file that install put there
	rm -f $(foreach f,$(INSTALLED),'$(DESTDIR)$(f)')
	@for d in $(foreach d,$(INSTALLED_DIRS),'$(DESTDIR)$(d)'); do [ ! -d "$$d" ] || rmdir "$$d" 2>/dev/null || :; done

clean: ## remove build/
	rm -rf build

help: ## this list
	@echo 'Targets of amiquiz (VARIANT=release|debug|asan|coverage, WERROR=1 turns warnings into errors):'
	@sed -n 's/^\([a-z][a-z-]*\):.* ## \(.*\)/\1	\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='	' read -r name text; do printf '  %-13s %s\n' "$$name" "$$text"; done
