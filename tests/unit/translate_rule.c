/* flags.yaml: which rule names an item's job, and what is said of a broken file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "translate/queue.h"

static struct arena arena;
static struct config config;
static char dir[] = "/tmp/geppo-rules-XXXXXX";

static int
setup(void **state)
{
	struct fail f = {0};
	const unsigned parts = CONFIG_PARTNERS | CONFIG_REGIONS | CONFIG_VOCABULARY;
	(void)state;
	if (mkdtemp(dir) == NULL || config_load(".", parts, &arena, &config, NULL, &f) < 0)
		return -1;
	return mkdir(arena_printf(&arena, "%s/config", dir), 0700);
}

static int
teardown(void **state)
{
	(void)state;
	unlink(arena_printf(&arena, "%s/config/flags.yaml", dir));
	rmdir(arena_printf(&arena, "%s/config", dir));
	rmdir(dir);
	arena_release(&arena);
	return 0;
}

static int
load(const char *yaml, struct rules *rules, struct fail *f)
{
	const char *path = arena_printf(&arena, "%s/config/flags.yaml", dir);
	assert_int_equal(file_write(path, yaml, strlen(yaml), f), 0);
	return rules_load(dir, &config, &arena, rules, f);
}

/* The name of the rule for an item with these labels, "-" for none. */
static const char *
named(const struct rules *rules, const char *air, const char *translate, const char *doc_type,
    const char *level, const char *region)
{
	const struct label labels[] = {
	    {.kind = "air", .value = air},
	    {.kind = "translate", .value = translate},
	    {.kind = "doc_type", .value = doc_type},
	    {.kind = "level", .value = level},
	    {.kind = "measure", .value = "plan"},
	    {.kind = "measure", .value = "dust", .rank = 1},
	    {.kind = "region", .value = "659002"},
	    {.kind = "region", .value = region, .rank = 1},
	};
	const struct item item = {.labels = labels, .n_labels = 8};
	const struct rule *r = rules_find(rules, &config, &item);
	return r ? r->name : "-";
}

static void
shipped_rules_name_what_it_is(void **state)
{
	struct rules rules;
	struct fail f = {0};
	(void)state;
	assert_int_equal(rules_load(".", &config, &arena, &rules, &f), 0);
	assert_string_equal(named(&rules, "yes", "high", "law", "central", "000000"), "law");
	assert_string_equal(
	    named(&rules, "yes", "high", "standard", "central", "000000"), "national-standard");
	assert_string_equal(
	    named(&rules, "yes", "high", "plan", "region", "jjj"), "plan-of-centre");
	/* 130400 邯郸 is a partner; 131000 廊坊 lies in 河北, which is one too; 370100 济南 is
	 * none. */
	assert_string_equal(
	    named(&rules, "yes", "high", "plan", "city", "130400"), "plan-of-partner");
	assert_string_equal(
	    named(&rules, "yes", "high", "plan", "city", "131000"), "plan-of-partner");
	assert_string_equal(named(&rules, "yes", "high", "plan", "city", "370100"), "high");
	assert_string_equal(
	    named(&rules, "yes", "high", "plan", "province", "370000"), "plan-of-province");
	assert_string_equal(named(&rules, "yes", "medium", "plan", "city", "370100"), "-");
	assert_string_equal(named(&rules, "borderline", "high", "law", "central", "000000"), "law");
	assert_string_equal(named(&rules, "no", "high", "law", "central", "000000"), "-");
}

static void
measures_and_order_decide(void **state)
{
	struct rules rules;
	struct fail f = {0};
	(void)state;
	assert_int_equal(
	    load("rules:\n"
	         "- {name: ozone, priority: low, measure: [ozone, voc]}\n"
	         "- {name: dust, priority: high, measure: dust, level: [city, county]}\n"
	         "- {name: rest, priority: low}\n",
	        &rules, &f),
	    0);
	assert_string_equal(named(&rules, "yes", "none", "plan", "city", "130400"), "dust");
	assert_string_equal(named(&rules, "yes", "none", "plan", "central", "130400"), "rest");
}

static void
every_fault_is_counted_and_placed(void **state)
{
	struct rules rules;
	struct fail f = {0};
	(void)state;
	assert_int_equal(load("rules:\n"
	                      "- {name: a, priority: urgent}\n"
	                      "- {name: b, priority: low, doc_type: poem}\n"
	                      "- {priority: low}\n"
	                      "- {name: d, priority: low, weight: 3}\n"
	                      "- {name: d, priority: low, partner: maybe}\n"
	                      "- plain\n",
	                     &rules, &f),
	    -1);
	assert_int_equal(f.exit, EXIT_CONFIG);
	assert_non_null(strstr(f.place, "flags.yaml:2"));
	assert_non_null(strstr(f.why, "priority must be high, medium or low"));
	/* a, b, the nameless one, weight, partner, the second d, "plain" */
	assert_non_null(strstr(f.why, "7 faults"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shipped_rules_name_what_it_is),
	    cmocka_unit_test(measures_and_order_decide),
	    cmocka_unit_test(every_fault_is_counted_and_placed),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
