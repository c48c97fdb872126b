/* The numbers a text names: the issuer's letters, without the words that lead up to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/mention.h"

static void
test_numbers_without_their_verbs(void **state)
{
	(void)state;
	static const struct {
		const char *text, *named;
	} cases[] = {
	    {"为贯彻落实环大气[2026]58号,制定本方案", "环大气[2026]58号"},
	    {"请遵照执行国发[2026]31号", "国发[2026]31号"},
	    {"现转发环办大气函[2026]412号", "环办大气函[2026]412号"},
	    {"依据豫政办[2024]3号办理", "豫政办[2024]3号"},
	    {"环发[2014]30号规定的", "环发[2014]30号"},
	};
	struct fail f = {0};
	struct folding *fold = folding_load(".", &f);
	assert_non_null(fold);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct mention found[4];
		assert_int_equal(mentions_read(fold, cases[i].text, &a, found, 4), 1);
		assert_string_equal(found[0].named, cases[i].named);
		arena_release(&a);
	}
	folding_free(fold);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers_without_their_verbs)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
