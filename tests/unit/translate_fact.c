/* Key facts of our own as lines of a list. The vocabulary is that of config/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "translate/translate.h"

static struct translator *engine;
static struct arena memory;

struct pair {
	const char *zh, *ja; /* NULL: flagged no_template */
};

static void
statements_of_figures(void **state)
{
	static const struct pair pairs[] = {
	    {"到2025年，全市PM2.5浓度下降10%", "2025年までに、全市PM2.5濃度は10%減"},
	    {"PM2.5浓度同比下降3.2%。", "PM2.5濃度は前年同期比3.2%減"},
	    {"优良天数比例达到85%以上", "優良日数割合は85%以上に到達"},
	    {"优良天数比例不低于87%", "優良日数割合は87%以上"},
	    {"到2027年底，PM2.5浓度控制在32微克/立方米以下",
	        "2027年末までに、PM2.5濃度は32μg/m³以下に抑制"},
	    {"自2026年7月1日起施行", "2026年7月1日施行"},
	    {"浓度不得提高5%", NULL},
	    {"加强环境监测", NULL},
	    {"PM2.5浓度下降10%，优良天数增加5天", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct draft_text d;
		fact_draft(engine, pairs[i].zh, &memory, &d);
		if (pairs[i].ja == NULL) {
			if (strstr(d.flags, "no_template") == NULL)
				fail_msg("%s -> %s, not flagged", pairs[i].zh, d.ja);
		} else {
			assert_string_equal(d.ja, pairs[i].ja);
			assert_null(strstr(d.flags, "no_template"));
		}
	}
}

static int
setup(void **state)
{
	struct fail f = {0};
	(void)state;
	engine = translator_new(".", &f);
	return engine ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	translator_free(engine);
	arena_release(&memory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(statements_of_figures)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
