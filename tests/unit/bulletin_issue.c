/* bulletin_issue.c - the issue as XML and its faces: valid, complete, safe against hostile text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/utf8.h"
#include "bulletin/bulletin.h"
#include "tests/unit/fullissue.h"

static char *
face(const char *xml, const char *name, const char *edition)
{
	struct buf out;
	struct fail f = {0};
	buf_init(&out, 10000000);
	if (issue_face("build/share/geppo", xml, name, edition, &out, &f) < 0)
		fail_msg("%s", f.why);
	char *kept = arena_str(&arena, out.text);
	buf_release(&out);
	return kept;
}

static void
holds(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("not found: %s\nin: %s", part, text);
}

static void
lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("found: %s", part);
}

static void
test_the_xml_follows_its_schema(void **state)
{
	(void)state;
	xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt("bulletin/templates/issue.rng");
	xmlRelaxNGPtr schema = xmlRelaxNGParse(parser);
	assert_non_null(schema);
	struct made_issue made[] = {full_issue(visits, 5), full_issue(NULL, 0)};
	for (int k = 0; k < 2; k++) {
		xmlDocPtr doc = xmlReadMemory(
		    made[k].xml, (int)strlen(made[k].xml), "i", NULL, XML_PARSE_NONET);
		assert_non_null(doc);
		xmlRelaxNGValidCtxtPtr valid = xmlRelaxNGNewValidCtxt(schema);
		assert_int_equal(xmlRelaxNGValidateDoc(valid, doc), 0);
		xmlRelaxNGFreeValidCtxt(valid);
		xmlFreeDoc(doc);
		issue_release(&made[k]);
	}
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
}

static void
test_counts(void **state)
{
	(void)state;
	struct made_issue made = full_issue(visits, 5);
	static const size_t expected[SECTION_COUNT] = {[SECTION_CENTRAL] = 2,
	    [SECTION_KEY] = 1,
	    [SECTION_PARTNER] = 2,
	    [SECTION_OTHER] = 1,
	    [SECTION_LATE] = 1,
	    [SECTION_DRAFTS] = 1,
	    [SECTION_CALENDAR] = 3,
	    [SECTION_FOLLOWUP] = 1,
	    [SECTION_TRANSLATION] = 2,
	    [SECTION_FLASH] = 1};
	for (int k = 0; k < SECTION_COUNT; k++)
		assert_int_equal(made.counts[k], expected[k]);
	/* six of the month, the late one, and the report as a line */
	assert_int_equal(made.n_entries, 8);
	issue_release(&made);
}

static void
test_both_faces_tell_the_same(void **state)
{
	(void)state;
	struct made_issue made = full_issue(visits, 5);
	char *text = face(made.xml, "text", NULL), *html = face(made.xml, "html", NULL);
	static const char *const parts[] = {"[A0001]", "[A0002]", "[A0003]", "[A0004]", "[A0005]",
	    "[A0006]", "[A0008]", "[L0001]", "[P0001]", "[P0002]", "[F0001]", "[A0007]",
	    "方案の印刷・配布に関する通知(機械訳案)", "大気に関する通報", "(題名未訳)",
	    "环大气〔2026〕9号", "2026-08-15", "2026-07-20",
	    "2030年までにPM2.5濃度を2025年比12%低下(機械抽出)", "NOx排出量を8%削減(機械抽出)",
	    "原文「", "会議資料に使えます。", "国发〔2023〕24号",

	    "https://www.mee.gov.cn/zcwj/A0001.html", "本文は未収録", "翻訳待ち", "翻訳済み",
	    "意見募集時の案", "正式に決定"};
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		holds(text, parts[k]);
		holds(html, parts[k]);
	}
	/* quoted Chinese: as it is on the page, in letters Japanese mail carries in the text */
	holds(html, "原文「<span lang=\"zh-Hans\">不超过35毫克</span>」(機械抽出)");
	holds(text, "原文「不超過35毫克」(機械抽出)");
	lacks(text, "大気に関する通報(機械訳案)");
	lacks(text, "010-1");
	lacks(text, "第四"); /* three points at most */
	lacks(html, "第四");
	issue_release(&made);
}

static void
test_hostile_text_is_only_text(void **state)
{
	(void)state;
	struct made_issue made = full_issue(visits, 5);
	char *text = face(made.xml, "text", "nagano"), *html = face(made.xml, "html", "nagano");
	lacks(html, "<script");
	lacks(html, "<img");
	lacks(html, "href=\"javascript");
	holds(html, "javascript:alert(1)");
	lacks(html, "</title><im");
	holds(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp;");
	holds(text, "<script>alert(1)</script> & \"x\" ]]>");
	assert_true(utf8_valid(text, strlen(text)));
	assert_true(utf8_valid(html, strlen(html)));
	for (const char *s = text; *s; s++)
		assert_true((unsigned char)*s >= 0x20 || *s == '\n');
	lacks(text, "\xe2\x80\xae");
	lacks(html, "\xe2\x80\xae");
	lacks(html, "\x1b");
	issue_release(&made);
}

static void
test_zero_is_a_finding(void **state)
{
	(void)state;
	struct made_issue made = full_issue(visits, 5);
	char *text = face(made.xml, "text", "kitakyushu");
	holds(text, "【北九州市版】");
	holds(text, "　上海市　新着1件・確認済み");
	holds(text, "　武漢市　★未確認");
	holds(text, "　邯鄲市　新着1件 ★ほかに未確認の欄あり");
	holds(text, "6月18日から6月30日まで");
	holds(text, "　天津市　★未確認(情報源の登録なし)");
	holds(text, "情報源4欄＝全期間確認2＋一部期間1＋確認できず1");
	lacks(text, "0件・確認済み");
	issue_release(&made);
	struct visit whole[] = {{.source = "wh",
	    .at = "2026-07-01T01:00:00Z",
	    .outcome = "ok",
	    .rows = 9,
	    .fresh = 9,
	    .oldest = "2026-05-01"}};
	made = full_issue(whole, 1);
	text = face(made.xml, "text", "kitakyushu");
	holds(text, "　武漢市　0件・確認済み");
	issue_release(&made);
}

/* One column of a city with nothing new, over a month, in every way it can go. */
static const struct month_of_a_column {
	const char *name;
	bool whole;
	struct visit visits[5];
} columns[] = {
#define LOOK(day, what, first, ...)                                                                \
	{                                                                                          \
		.source = "wh", .at = day "T01:00:00Z", .outcome = what, .oldest = first,          \
		.rows = 20, __VA_ARGS__                                                            \
	}
    {"never looked at", false, {{0}}},
    {"seen daily, as it were", true,
        {LOOK("2026-06-10", "ok", "2026-05-01"), LOOK("2026-07-01", "ok", "2026-06-05")}},
    {"nothing new all month", true,
        {LOOK("2026-05-31", "ok", NULL), LOOK("2026-06-15", "unchanged", NULL),
            LOOK("2026-07-02", "unchanged", NULL)}},
    {"added in mid-month, its list reaches back", true,
        {LOOK("2026-06-15", "ok", "2026-05-20", .fresh = 20),
            LOOK("2026-07-01", "ok", "2026-06-01")}},
    {"added in mid-month, its list has no dates", false,
        {LOOK("2026-06-15", "ok", NULL, .fresh = 20), LOOK("2026-07-01", "ok", NULL, .fresh = 1)}},
    {"first harvest in the month, a short list", false,
        {LOOK("2026-06-15", "ok", "2026-06-10", .fresh = 20),
            LOOK("2026-07-01", "ok", "2026-06-12")}},
    {"stopped in mid-month", false,
        {LOOK("2026-06-10", "ok", "2026-05-01"), LOOK("2026-06-20", "broken", NULL),
            LOOK("2026-07-01", "broken", NULL)}},
    {"stopped on the last day", false,
        {LOOK("2026-06-29", "ok", "2026-05-01"), LOOK("2026-06-30", "broken", NULL)}},
    {"challenged all month", false,
        {LOOK("2026-06-01", "challenged", NULL), LOOK("2026-06-30", "challenged", NULL)}},
    {"empty all month", false,
        {LOOK("2026-06-01", "empty", NULL), LOOK("2026-07-01", "empty", NULL)}},
    {"moved", false, {LOOK("2026-05-30", "ok", "2026-05-01"), LOOK("2026-06-10", "moved", NULL)}},
    {"recovered, its list reaches back to the last look", true,
        {LOOK("2026-06-05", "ok", "2026-05-01"), LOOK("2026-06-10", "broken", NULL),
            LOOK("2026-07-01", "ok", "2026-06-03")}},
    {"recovered, something ran off the page", false,
        {LOOK("2026-06-05", "ok", "2026-05-01"), LOOK("2026-06-10", "refused", NULL),
            LOOK("2026-07-01", "ok", "2026-06-20")}},
    {"looked at before the month only", false, {LOOK("2026-05-31", "ok", "2026-05-01")}},
    {"looked at long after", false, {LOOK("2026-11-01", "ok", "2026-10-01")}},
#undef LOOK
};

static void
test_zero_only_over_the_whole_month(void **state)
{
	(void)state;
	static const char *const faces[] = {"text", "html", "mail-html"};
	for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
		struct visit all[9];
		size_t n = 4; /* the other columns, as ever */
		memcpy(all, visits, n * sizeof *all);
		for (const struct visit *v = columns[k].visits; v->source; v++)
			all[n++] = *v;
		struct made_issue made = full_issue(all, n);
		for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
			char *shown = face(made.xml, faces[i], "kitakyushu");
			bool said = strstr(shown, "0件・確認済み") != NULL;
			if (said != columns[k].whole || (strstr(shown, "★未確認") == NULL))
				fail_msg("%s (%s): said %d", columns[k].name, faces[i], said);
		}
		issue_release(&made);
	}
}

static void
test_not_run_is_said(void **state)
{
	(void)state;
	struct made_issue made = full_issue(NULL, 0);
	char *text = face(made.xml, "text", "kitakyushu"), *html = face(made.xml, "html", NULL);
	holds(text, "★この月は情報源の自動収集を実施していません。");
	holds(html, "★この月は情報源の自動収集を実施していません。");
	lacks(text, "0件");
	issue_release(&made);
}

static void
test_rows_fit_the_page(void **state)
{
	(void)state;
	struct made_issue made = full_issue(visits, 5);
	char *text = face(made.xml, "text", "kitakyushu");
	for (char *rest, *row = strtok_r(text, "\n", &rest); row; row = strtok_r(NULL, "\n", &rest))
		assert_true(utf8_text_width(row) <= 76 || strncmp(row, "http", 4) == 0);
	issue_release(&made);
}

static void
test_an_unknown_edition_is_refused(void **state)
{
	(void)state;
	struct made_issue made = full_issue(NULL, 0);
	struct buf out;
	struct fail f = {0};
	buf_init(&out, 1000000);
	assert_int_equal(
	    issue_face("build/share/geppo", made.xml, "text", "' or '1", &out, &f), -1);
	assert_int_equal(f.exit, EXIT_INPUT);
	assert_int_equal(out.len, 0);
	buf_release(&out);
	issue_release(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_xml_follows_its_schema),
	    cmocka_unit_test(test_counts),
	    cmocka_unit_test(test_both_faces_tell_the_same),
	    cmocka_unit_test(test_hostile_text_is_only_text),
	    cmocka_unit_test(test_zero_is_a_finding),
	    cmocka_unit_test(test_zero_only_over_the_whole_month),
	    cmocka_unit_test(test_not_run_is_said),
	    cmocka_unit_test(test_rows_fit_the_page),
	    cmocka_unit_test(test_an_unknown_edition_is_refused),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
