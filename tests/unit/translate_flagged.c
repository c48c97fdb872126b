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
load(const char *yaml, struct flags *flags, struct fail *f)
{
	const char *path = arena_printf(&arena, "%s/config/flags.yaml", dir);
	assert_int_equal(file_write(path, yaml, strlen(yaml), f), 0);
	return flags_load(dir, &config, &arena, flags, NULL, f);
}

/* The name of the rule for an item with these labels, "-" for none. */
static const char *
named(const struct flags *flags, const char *air, const char *translate, const char *doc_type,
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
	const struct flag_rule *r = flags_find(flags, &config, &item);
	return r ? r->name : "-";
}

static void
shipped_rules_name_what_it_is(void **state)
{
	struct flags flags;
	struct fail f = {0};
	(void)state;
	assert_int_equal(flags_load(".", &config, &arena, &flags, NULL, &f), 0);
	assert_string_equal(named(&flags, "yes", "high", "law", "central", "000000"), "law");
	assert_string_equal(
	    named(&flags, "yes", "high", "standard", "central", "000000"), "national-standard");
	assert_string_equal(
	    named(&flags, "yes", "high", "plan", "region", "jjj"), "plan-of-centre");
	/* 130400 邯郸 is a partner; 131000 廊坊 lies in 河北, which is one too; 370100 济南 is
	 * none. */
	assert_string_equal(
	    named(&flags, "yes", "high", "plan", "city", "130400"), "plan-of-partner");
	assert_string_equal(
	    named(&flags, "yes", "high", "plan", "city", "131000"), "plan-of-partner");
	assert_string_equal(named(&flags, "yes", "high", "plan", "city", "370100"), "high");
	assert_string_equal(
	    named(&flags, "yes", "high", "plan", "province", "370000"), "plan-of-province");
	assert_string_equal(named(&flags, "yes", "medium", "plan", "city", "370100"), "-");
	assert_string_equal(named(&flags, "borderline", "high", "law", "central", "000000"), "law");
	assert_string_equal(named(&flags, "no", "high", "law", "central", "000000"), "-");
}

static void
measures_and_order_decide(void **state)
{
	struct flags flags;
	struct fail f = {0};
	(void)state;
	assert_int_equal(
	    load("rules:\n"
	         "- {name: ozone, priority: low, measure: [ozone, voc]}\n"
	         "- {name: dust, priority: high, measure: dust, level: [city, county]}\n"
	         "- {name: rest, priority: low}\n",
	        &flags, &f),
	    0);
	assert_string_equal(named(&flags, "yes", "none", "plan", "city", "130400"), "dust");
	assert_string_equal(named(&flags, "yes", "none", "plan", "central", "130400"), "rest");
}

/* An item that does this to another, under a rule for `novelty` alone. */
static const char *
novel(const char *novelty, const char *relation, const char *from, int version)
{
	struct flags flags;
	struct fail f = {0};
	const struct label air = {.kind = "air", .value = "yes"};
	const struct relation r = {.kind = relation, .from = from, .to = "A0002B"};
	const struct document d = {.version = version};
	const struct item item = {.id = "A0001A",
	    .labels = &air,
	    .n_labels = 1,
	    .documents = &d,
	    .n_documents = 1,
	    .relations = &r,
	    .n_relations = relation ? 1 : 0};
	assert_int_equal(
	    load(arena_printf(&arena, "rules:\n- {name: x, priority: low, novelty: %s}\n", novelty),
	        &flags, &f),
	    0);
	return flags_find(&flags, &config, &item) ? "queued" : "-";
}

static void
novelty_is_what_it_does_to_others(void **state)
{
	(void)state;
	assert_string_equal(novel("new", NULL, NULL, 1), "queued");
	assert_string_equal(novel("new", "cites", "A0001A", 1), "queued");
	assert_string_equal(novel("new", "amends", "A0001A", 1), "-");
	assert_string_equal(novel("new", NULL, NULL, 2), "-");
	assert_string_equal(novel("amending", "amends", "A0001A", 1), "queued");
	assert_string_equal(novel("amending", "repeals", "A0001A", 1), "queued");
	assert_string_equal(novel("following", "forwards", "A0001A", 1), "queued");
	assert_string_equal(novel("changed", NULL, NULL, 2), "queued");
	/* It is the other that amends this one. */
	assert_string_equal(novel("amending", "amends", "A0002B", 1), "-");
	assert_string_equal(novel("new", "amends", "A0002B", 1), "queued");
	assert_string_equal(novel("[amending, new]", "forwards", "A0001A", 1), "-");
}

static void
an_editors_word_stands_above_the_rules(void **state)
{
	struct flags flags;
	struct fail f = {0};
	const struct label air = {.kind = "air", .value = "no"};
	struct item item = {.id = "A0001A", .labels = &air, .n_labels = 1, .flag = "medium"};
	(void)state;
	assert_int_equal(load("rules:\n- {name: all, priority: low}\n", &flags, &f), 0);
	const struct flag_rule *r = flags_find(&flags, &config, &item);
	assert_non_null(r);
	assert_string_equal(r->name, "editor");
	assert_string_equal(r->priority, "medium");
	const struct label yes = {.kind = "air", .value = "yes"};
	item.labels = &yes;
	item.flag = "none";
	assert_null(flags_find(&flags, &config, &item));
	item.flag = NULL;
	assert_string_equal(flags_find(&flags, &config, &item)->name, "all");
}

static void
every_fault_is_counted_and_placed(void **state)
{
	struct flags flags;
	struct fail f = {0};
	(void)state;
	assert_int_equal(load("rules:\n"
	                      "- {name: a, priority: urgent}\n"
	                      "- {name: b, priority: low, doc_type: poem}\n"
	                      "- {priority: low}\n"
	                      "- {name: d, priority: low, weight: 3}\n"
	                      "- {name: d, priority: low, partner: maybe}\n"
	                      "- plain\n",
	                     &flags, &f),
	    -1);
	assert_int_equal(f.exit, EXIT_CONFIG);
	assert_non_null(strstr(f.place, "flags.yaml:2"));
	assert_non_null(strstr(f.why, "priority must be high, medium or low"));
	/* a, b, the nameless one, weight, partner, the second d, "plain" */
	assert_non_null(strstr(fail_text(&f), "7 faults"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shipped_rules_name_what_it_is),
	    cmocka_unit_test(measures_and_order_decide),
	    cmocka_unit_test(novelty_is_what_it_does_to_others),
	    cmocka_unit_test(an_editors_word_stands_above_the_rules),
	    cmocka_unit_test(every_fault_is_counted_and_placed),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
