/* Small vocabularies of one's own: what the rules and patterns of the YAML files mean, and what is
 * said about a file that is wrong. The data directory's config/ wins over what is shipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "parse/classify/classify.h"

static char dir[] = "/tmp/geppo-classify-XXXXXX";
static struct arena memory;
static struct config config;

static void
put(const char *name, const char *text)
{
	struct fail f = {0};
	char path[256];
	(void)snprintf(path, sizeof path, "%s/config/%s", dir, name);
	assert_int_equal(file_write(path, text, strlen(text), &f), 0);
}

static int
make_dir(void **state)
{
	(void)state;
	struct fail f = {0};
	char path[256];
	if (mkdtemp(dir) == NULL)
		return -1;
	(void)snprintf(path, sizeof path, "%s/config", dir);
	return file_mkdir(path, &f) < 0
	           ? -1
	           : config_load(".", CONFIG_REGIONS | CONFIG_VOCABULARY | CONFIG_PARTNERS, &memory,
	                 &config, NULL, &f);
}

static int
remove_dir(void **state)
{
	(void)state;
	static const char *const names[] = {
	    "relevance.yaml", "terms.yaml", "priority.yaml", "issuers.tsv", "variants.tsv"};
	char path[256];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		(void)snprintf(path, sizeof path, "%s/config/%s", dir, names[i]);
		(void)unlink(path);
	}
	(void)snprintf(path, sizeof path, "%s/config", dir);
	(void)rmdir(path);
	arena_release(&memory);
	return rmdir(dir);
}

static struct classifier *
with_rules(const char *relevance)
{
	struct fail f = {0};
	put("relevance.yaml", relevance);
	put("terms.yaml", "doc_type: []\n");
	put("priority.yaml", "translate: []\n");
	put("issuers.tsv", "text\tkind\tlevel\tregion\n");
	put("variants.tsv", "variant\tzh\n氣\t气\n");
	struct classifier *k = classifier_new(dir, &config, &f);
	if (k == NULL)
		fail_msg("%s", fail_text(&f));
	return k;
}

static const struct label *
air_of(struct classifier *k, const char *title, const char *body, struct arena *a)
{
	struct classify_output out;
	struct classify_input in = {.title = title, .body = body};
	classify(k, &in, a, &out);
	for (size_t i = 0; i < out.n_labels; i++)
		if (strcmp(out.labels[i].kind, "air") == 0)
			return &out.labels[i];
	fail_msg("no label air");
	return NULL;
}

static void
expect(const char *relevance, const char *title, const char *body, const char *value)
{
	struct arena a = {0};
	struct classifier *k = with_rules(relevance);
	const struct label *l = air_of(k, title, body, &a);
	if (strcmp(l->value, value) != 0)
		fail_msg(
		    "\"%s\" is \"%s\" by \"%s\", expected \"%s\"", title, l->value, l->rule, value);
	classifier_free(k);
	arena_release(&a);
}

static void
test_gap_and_ends(void **state)
{
	(void)state;
	static const char rules[] =
	    "air:\n- {id: r, give: 'yes', terms: [甲…乙, ^丙, 丁$, 戊‥己]}\n";
	expect(rules, "甲一二三四五乙", NULL, "yes");
	expect(rules, "乙甲", NULL, "no");
	expect(rules, "丙一", NULL, "yes");
	expect(rules, "一丙", NULL, "no");
	expect(rules, "一丁", NULL, "yes");
	expect(rules, "一丁（试行）", NULL, "yes");
	expect(rules, "丁一", NULL, "no");
	expect(rules, "戊一二三己", NULL, "yes");
	expect(rules, "戊一二三四己", NULL, "no");
}

static void
test_core_of_a_title(void **state)
{
	(void)state;
	static const char rules[] = "air:\n- {id: r, give: 'yes', terms: [^甲…乙$]}\n";
	expect(rules, "视频丨甲一乙", NULL, "yes");
	expect(rules, "《甲一乙》", NULL, "yes");
	expect(rules, "甲一乙_中华人民共和国某部", NULL, "yes");
	expect(rules, "甲一乙(某环〔2020〕1号)", NULL, "yes");
	expect(rules, "【快讯】甲一乙", NULL, "yes");
	expect(rules, "丑甲一乙", NULL, "no");
}

static void
test_groups_unless_lead(void **state)
{
	(void)state;
	static const char rules[] =
	    "words: {fruit: [梨子, 桃子]}\n"
	    "air:\n"
	    "- {id: eaten, give: 'yes', terms: [吃<fruit>], unless: [不吃]}\n"
	    "- {id: sold, give: 'yes', terms: [卖<fruit>], lead: [市场]}\n";
	expect(rules, "吃梨子", NULL, "yes");
	expect(rules, "吃苹果", NULL, "no");
	expect(rules, "不吃梨子", NULL, "no");
	expect(rules, "卖桃子", "在市场上", "yes");
	expect(rules, "卖桃子", "在家里", "no");
}

static void
test_masks_hide(void **state)
{
	(void)state;
	static const char rules[] =
	    "masks: [大气象]\nair:\n- {id: r, give: 'yes', terms: [大气]}\n";
	expect(rules, "重大气象", NULL, "no");
	expect(rules, "重大气象与大气", NULL, "yes");
}

static void
test_folding(void **state)
{
	(void)state;
	static const char rules[] = "air:\n- {id: r, give: 'yes', terms: [空气pm2.5]}\n";
	expect(rules, "空氣ＰＭ２．５", NULL, "yes");
	expect(rules, "空 气 “PM2.5”", NULL, "yes");
	expect(rules, "空气PM10", NULL, "no");
}

static void
test_body_speaks_last(void **state)
{
	(void)state;
	static const char rules[] =
	    "masks: [大气象]\n"
	    "air:\n- {id: r, give: 'yes', in: [title, body], terms: [大气]}\n";
	expect(rules, "通知", "大气，大气，大气，大气。", "borderline");
	expect(rules, "通知", "大气，大气。", "no");
	expect(rules, "通知", "重大气象，重大气象，重大气象，重大气象。", "no");
}

static void
test_classes_weigh(void **state)
{
	(void)state;
	static const char rules[] = "air:\n"
	                            "- {id: y, give: 'yes', terms: [大气]}\n"
	                            "- {id: m, give: mixed, terms: [净土]}\n"
	                            "- {id: n, give: 'no', terms: [噪声]}\n"
	                            "- {id: b, give: borderline, terms: [污染]}\n"
	                            "- {id: x, give: never, terms: [论文]}\n";
	expect(rules, "大气净土", NULL, "borderline");
	expect(rules, "大气噪声", NULL, "yes");
	expect(rules, "噪声污染", NULL, "no");
	expect(rules, "大气论文", NULL, "no");
	expect(rules, "污染", NULL, "borderline");
}

static void
expect_fault(const char *relevance, const char *part)
{
	struct fail f = {0};
	put("relevance.yaml", relevance);
	struct classifier *k = classifier_new(dir, &config, &f);
	assert_null(k);
	assert_int_equal(f.exit, EXIT_CONFIG);
	if (strstr(fail_text(&f), part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", fail_text(&f), part);
}

static void
test_faults_name_the_line(void **state)
{
	(void)state;
	expect_fault("air:\n- {id: r, give: maybe, terms: [甲]}\n", "relevance.yaml:2: \"maybe\"");
	expect_fault("air:\n- {id: r, give: 'yes',\n   terms: [<none>]}\n", "relevance.yaml:3:");
	expect_fault("air:\n- {give: 'yes', terms: [甲]}\n", "needs id");
	expect_fault("air:\n- {id: r, give: 'yes', terms: [甲…]}\n", "\"甲…\"");
	expect_fault("air:\n- {id: r, give: 'yes', colour: red}\n", "\"colour\"");
	expect_fault("winds: []\n", "\"winds\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_gap_and_ends),
	    cmocka_unit_test(test_core_of_a_title),
	    cmocka_unit_test(test_groups_unless_lead),
	    cmocka_unit_test(test_masks_hide),
	    cmocka_unit_test(test_folding),
	    cmocka_unit_test(test_body_speaks_last),
	    cmocka_unit_test(test_classes_weigh),
	    cmocka_unit_test(test_faults_name_the_line),
	};
	return cmocka_run_group_tests_name("classify rules", tests, make_dir, remove_dir);
}
