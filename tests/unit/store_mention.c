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
		assert_int_equal(mentions_read(fold, &(struct mention_text){.text = cases[i].text},
		                     &a, found, 4),
		    1);
		assert_string_equal(found[0].named, cases[i].named);
		arena_release(&a);
	}
	folding_free(fold);
}

/* What ends a paper, and what only stands beside something that ends. */
static void
test_papers_that_end_and_that_stay(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum mention_role roles[3];
		size_t n;
	} cases[] = {
	    {"《甲地扬尘管理办法》《乙地扬尘管理办法》同时废止", {MENTION_REPEALS, MENTION_REPEALS},
	        2},
	    {"原《甲地扬尘管理办法》(甲政发[2010]3号)自本办法施行之日起废止", {MENTION_REPEALS}, 1},
	    {"经研究,现决定废止《甲地扬尘管理办法》", {MENTION_REPEALS}, 1},
	    {"《甲地扬尘管理办法》继续有效,《乙地扬尘管理办法》予以废止",
	        {MENTION_CITES, MENTION_REPEALS}, 2},
	    {"《甲地扬尘管理办法》不予废止", {MENTION_CITES}, 1},
	    {"《甲地扬尘管理办法》尚未废止,仍须执行", {MENTION_CITES}, 1},
	    {"《关于废止部分文件的决定》已经印发", {MENTION_CITES}, 1},
	    {"我们对《甲地扬尘管理办法》进行了修订", {MENTION_REVISES}, 1},
	    {"为落实《甲地扬尘管理办法》,制定本方案", {MENTION_PURPOSE}, 1},
	};
	struct fail f = {0};
	struct folding *fold = folding_load(".", &f);
	assert_non_null(fold);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct mention found[4];
		assert_int_equal(mentions_read(fold, &(struct mention_text){.text = cases[i].text},
		                     &a, found, 4),
		    cases[i].n);
		for (size_t k = 0; k < cases[i].n; k++)
			if (found[k].role != cases[i].roles[k])
				fail_msg("%s: %s: %d", cases[i].text, found[k].named,
				    (int)found[k].role);
		arena_release(&a);
	}
	folding_free(fold);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers_without_their_verbs),
	    cmocka_unit_test(test_papers_that_end_and_that_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
