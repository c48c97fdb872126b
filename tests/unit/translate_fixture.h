/* translate_fixture.h - the engine of drafts with the vocabulary of config/, for tests of titles;
 * hence static. */
#ifndef GEPPO_TESTS_TRANSLATE_FIXTURE_H
#define GEPPO_TESTS_TRANSLATE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "translate/translate.h"

static struct translator *engine;
static struct arena arena;

static int
setup(void **state)
{
	struct fail f = {0};
	(void)state;
	engine = translator_new(".", &f);
	if (engine == NULL)
		print_error("%s\n", fail_text(&f));
	return engine ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	translator_free(engine);
	arena_release(&arena);
	return 0;
}

#endif
