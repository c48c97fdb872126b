/* store_fixture.h - a data directory for one test, gone after it. */
#ifndef GEPPO_TESTS_STORE_FIXTURE_H
#define GEPPO_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/pass.h"
#include "store/store.h"

static char dir[64];
static struct store *s;
static struct fail f;
static struct arena memory;

/* The configuration is the shipped one. */
static int
set_up(void **state)
{
	char link[128], config[4096];
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/geppo-store-XXXXXX");
	if (mkdtemp(dir) == NULL || realpath("config", config) == NULL)
		return -1;
	snprintf(link, sizeof link, "%s/config", dir);
	if (symlink(config, link) < 0)
		return -1;
	s = store_open(dir, STORE_WRITE, &f);
	return s ? 0 : -1;
}

static int
tear_down(void **state)
{
	static const char *const names[] = {"config", "geppo.db", "geppo.db-journal"};
	(void)state;
	store_close(s);
	arena_release(&memory);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	return rmdir(dir);
}

/* Fail with the reason the store gave. */
#define assert_works(rc)                                                                           \
	do {                                                                                       \
		if ((rc) < 0)                                                                      \
			fail_msg("%s: %s", #rc, fail_text(&f));                                    \
	} while (0)

static inline void
run_pass(void)
{
	struct config config;
	struct pass_result done;
	assert_works(config_load(dir, CONFIG_REGIONS, &memory, &config, NULL, &f));
	assert_works(pass_run(s, &config, &done, &f));
	assert_int_equal(done.held, 0);
}

#endif
