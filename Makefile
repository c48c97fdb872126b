# geppo: one folder a room, one archive a room; a program links only the rooms below its own.

CC ?= gcc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
VERSION := 0.1.0
JOBS := $(shell nproc 2>/dev/null || echo 1)

DEPS := gcc make pkg-config ca-certificates libcurl4-openssl-dev libssl-dev libxml2-dev libxslt1-dev \
	libuchardet-dev libpcre2-dev libsqlite3-dev libyaml-dev libjansson-dev zlib1g-dev \
	libseccomp-dev libidn2-dev libarchive-dev libgmime-3.0-dev poppler-utils poppler-data
DEPS_TEST := libcmocka-dev bats perl python3 python3-yaml sqlite3 jq libxml2-utils omegat \
	translate-toolkit procps php-symfony-translation strace wget postfix dovecot-imapd openssl systemd-container weasyprint \
	poppler-utils fonts-noto-cjk

STD := -std=gnu11 -D_GNU_SOURCE -I. -DGEPPO_VERSION='"$(VERSION)"' -fno-strict-aliasing \
	-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings \
	-Wpointer-arith -Wformat=2 -Wno-format-nonliteral $(WERROR)
XML_CFLAGS := $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
MAIL_CFLAGS := $(shell pkg-config --cflags gmime-3.0 2>/dev/null)

B := build
OBJ := $(B)/obj
BIN := $(B)/libexec/geppo
SHARE := $(B)/share/geppo

# Rooms, lowest first. <room>/main.c is the room's program, every other file its archive.
ROOMS := base config parse/extract parse/attachment parse/classify store store/backup mail fetch parse bulletin bulletin/edit bulletin/post translate
HDRS := $(wildcard $(addsuffix /*.h,$(ROOMS)))
objects = $(patsubst %.c,$(OBJ)/%.o,$(filter-out $(1)/main.c,$(wildcard $(1)/*.c)))
archive = $(OBJ)/$(1)/room.a

# What each program stands on: rooms in link order, then libraries.
BASE_LIBS := -lz -lseccomp -lidn2
CONFIG_LIBS := -lxml2 -lyaml $(BASE_LIBS)
PROGRAMS := geppo geppo-run geppo-config geppo-fetch geppo-extract geppo-parse geppo-store geppo-backup \
	geppo-bulletin geppo-translate

rooms_geppo := base
libs_geppo :=
main_geppo := geppo.c
rooms_geppo-run := config base
libs_geppo-run := $(CONFIG_LIBS) -lpcre2-8
main_geppo-run := run.c
rooms_geppo-config := parse/classify config base
libs_geppo-config := $(CONFIG_LIBS) -lpcre2-8
main_geppo-config := config/main.c
rooms_geppo-extract := parse/attachment parse/extract config base
libs_geppo-extract := -larchive -lxml2 -luchardet -lpcre2-8 -ljansson $(CONFIG_LIBS) -lm
main_geppo-extract := parse/extract/main.c
rooms_geppo-store := store config base
MAIL_LIBS := -lgmime-3.0 -lgobject-2.0 -lglib-2.0
libs_geppo-store := -lsqlite3 -larchive -ljansson -lpcre2-8 $(CONFIG_LIBS) -lm
main_geppo-store := store/main.c
rooms_geppo-backup := store/backup store config base
libs_geppo-backup := $(libs_geppo-store)
main_geppo-backup := store/backup/main.c
rooms_geppo-fetch := fetch store config base
libs_geppo-fetch := -lcurl -lssl $(libs_geppo-store)
main_geppo-fetch := fetch/main.c
rooms_geppo-parse := parse parse/classify store config base
libs_geppo-parse := $(libs_geppo-store)
main_geppo-parse := parse/main.c
rooms_geppo-bulletin := bulletin/post bulletin/edit bulletin mail store config base
libs_geppo-bulletin := -lxslt -larchive -lcurl $(MAIL_LIBS) $(libs_geppo-store)
main_geppo-bulletin := bulletin/main.c
rooms_geppo-translate := translate mail store config base
libs_geppo-translate := -lcurl $(MAIL_LIBS) $(libs_geppo-store)
main_geppo-translate := translate/main.c

.PHONY: all units deps deps-test need demo test asan fuzz lint install clean
.SECONDARY:

all: need $(addprefix $(BIN)/,$(PROGRAMS)) $(SHARE) geppo

need:
	@tests/need $(DEPS)

deps:
	@tests/need --install $(DEPS)

deps-test: deps
	@tests/need --install $(DEPS_TEST)

# One short line a file; V=1 shows whole commands.
Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1) $(2)')

$(OBJ)/%.o: %.c $(HDRS) Makefile
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) $(STD) $(XML_CFLAGS) $(CFLAGS) -c -o $@ $<

$(patsubst %.c,$(OBJ)/%.o,$(wildcard mail/*.c tests/unit/mail_*.c)): STD += $(MAIL_CFLAGS)

$(patsubst %.c,$(OBJ)/%.o,$(wildcard tests/unit/*.c)): $(wildcard tests/unit/*.h)

$(OBJ)/store/schema.o: $(wildcard store/schema-*.sql)

define room_rules
$(call archive,$(1)): $(call objects,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(Q)$(AR) rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

# Put in place in one step: a test or a timer may be starting the one before.
define program_rules
$(BIN)/$(1): $(OBJ)/$(main_$(1):.c=.o) $(foreach r,$(rooms_$(1)),$(call archive,$(r)))
	@mkdir -p $$(@D)
	$$(call say,ld,$$@)
	$$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $$@.new $$^ $(libs_$(1)) && mv -f $$@.new $$@
endef
$(foreach p,$(PROGRAMS),$(eval $(call program_rules,$(p))))

# tests/unit/<room>_<topic>.c stands on what that room's program stands on.
UNIT_SRC := $(wildcard tests/unit/*.c)
UNITS := $(UNIT_SRC:tests/unit/%.c=$(B)/tests/%)
rooms_geppo-base := base
libs_geppo-base := $(BASE_LIBS)
rooms_geppo-mail := mail store config base
libs_geppo-mail := -lcurl $(MAIL_LIBS) $(libs_geppo-store)
rooms_geppo-attachment := $(rooms_geppo-extract)
libs_geppo-attachment := $(libs_geppo-extract)
rooms_geppo-classify := $(rooms_geppo-parse)
libs_geppo-classify := $(libs_geppo-parse)
define unit_rules
$(B)/tests/$(1)_%: $(OBJ)/tests/unit/$(1)_%.o $(foreach r,$(rooms_geppo-$(1)),$(call archive,$(r)))
	@mkdir -p $$(@D)
	$$(call say,ld,$$@)
	$$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $$@ $$^ -lcmocka $(libs_geppo-$(1))
endef
$(foreach p,base config mail extract attachment classify store fetch parse bulletin translate,$(eval $(call unit_rules,$(p))))

units: $(UNITS)

# The tree as built has the shape of the tree as installed: libexec/ beside share/.
$(SHARE):
	@mkdir -p $@
	@ln -sfn ../../../config $@/config
	@ln -sfn ../../../bulletin/templates $@/templates

geppo:
	@ln -sfn $(BIN)/geppo $@

# A make of its own, started when everything is installed: flags are asked of pkg-config.
demo: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@demo/run

test: deps-test
	@$(MAKE) --no-print-directory -j$(JOBS) all units
	@tests/run

asan: clean
	@$(MAKE) --no-print-directory test CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"

# The readers of pages and of attachments as fuzz targets (clang); tests/fuzz/run runs them.
FUZZ_SRC := $(filter-out %/main.c,$(foreach r,$(rooms_geppo-extract),$(wildcard $(r)/*.c)))
fuzz: $(B)/fuzz/extract $(B)/fuzz/attachment

$(B)/fuzz/%: tests/fuzz/%.c $(FUZZ_SRC) $(HDRS)
	@tests/need clang
	@mkdir -p $(@D)
	clang $(STD) -Wno-missing-field-initializers $(XML_CFLAGS) -O1 -g -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined -o $@ $< $(FUZZ_SRC) $(libs_geppo-extract)

lint:
	@tests/need --install $(DEPS_TEST) clang-format cppcheck mandoc
	@tests/lint

install: all
	install -d $(DESTDIR)$(PREFIX)/libexec/geppo $(DESTDIR)$(PREFIX)/bin \
		$(DESTDIR)$(PREFIX)/share/geppo/config $(DESTDIR)$(PREFIX)/share/geppo/templates \
		$(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	for program in $(PROGRAMS); do install $(BIN)/$$program $(DESTDIR)$(PREFIX)/libexec/geppo/$$program.new && \
		mv -f $(DESTDIR)$(PREFIX)/libexec/geppo/$$program.new $(DESTDIR)$(PREFIX)/libexec/geppo/$$program || exit 1; done
	ln -sfn ../libexec/geppo/geppo $(DESTDIR)$(PREFIX)/bin/geppo
	install -m 644 $(wildcard config/*.yaml config/*.tsv) $(DESTDIR)$(PREFIX)/share/geppo/config
	install -m 644 $(wildcard bulletin/templates/*) $(DESTDIR)$(PREFIX)/share/geppo/templates
	install -m 644 $(wildcard man/*.1) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(wildcard man/*.5) $(DESTDIR)$(PREFIX)/share/man/man5
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/lib/sysusers.d \
		$(DESTDIR)$(PREFIX)/share/doc/geppo
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system/geppo-.service.d
	for unit in $(patsubst etc/systemd/%,%,$(wildcard etc/systemd/*.* etc/systemd/*/*.conf)); do \
		[ -d etc/systemd/$$unit ] || sed 's|/usr/local|$(PREFIX)|g' etc/systemd/$$unit \
		>$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit || exit 1; done
	install etc/geppo-report $(DESTDIR)$(PREFIX)/libexec/geppo
	install -m 644 etc/sysusers/geppo.conf $(DESTDIR)$(PREFIX)/lib/sysusers.d
	sed 's|/usr/local|$(PREFIX)|g' etc/cron.example >$(DESTDIR)$(PREFIX)/share/doc/geppo/cron.example

clean:
	rm -rf $(B) geppo
