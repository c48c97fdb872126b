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

static struct arena arena;
static struct config config;
static struct source sources[] = {
    {.id = "mee",
        .name_ja = "生態環境部",
        .column = "部文件",
        .region = "000000",
        .list_url = "https://www.mee.gov.cn/zcwj/",
        .state = "active"},
    {.id = "hd",
        .name_ja = "邯鄲市生態環境局",
        .column = "通知公告",
        .region = "130400",
        .list_url = "https://hd.example/",
        .state = "active"},
    {.id = "sh",
        .name_ja = "上海市生態環境局",
        .column = "公告",
        .region = "310000",
        .list_url = "https://sh.example/",
        .state = "active"},
    {.id = "wh",
        .name_ja = "武漢市生態環境局",
        .column = "公告",
        .region = "420100",
        .list_url = "https://wh.example/",
        .state = "active"},
};
static const struct visit visits[] = {
    {.source = "hd",
        .at = "2026-06-17T01:00:00Z",
        .outcome = "ok",
        .rows = 20,
        .fresh = 20,
        .oldest = "2026-05-01"},
    {.source = "hd", .at = "2026-06-25T01:00:00Z", .outcome = "broken", .why = "no answer"},
    {.source = "mee",
        .at = "2026-07-01T01:00:00Z",
        .outcome = "ok",
        .rows = 20,
        .fresh = 20,
        .oldest = "2026-05-01"},
    {.source = "sh",
        .at = "2026-07-01T01:00:00Z",
        .outcome = "ok",
        .rows = 20,
        .fresh = 20,
        .oldest = "2026-05-01"},
    {.source = "wh", .at = "2026-06-02T01:00:00Z", .outcome = "refused", .why = "403"},
};

static const char hostile[] =
    "<script>alert(1)</script> & \"x\" ]]> \x01\x1b[31m\xe2\x80\xae"
    "evil\t改行\n行　題 \xff\xfe &lt; </title><img src=http://evil.example/a.png>";

static int
load(void **state)
{
	(void)state;
	struct fail f = {0};
	int rc = config_load(
	    ".", CONFIG_REGIONS | CONFIG_VOCABULARY | CONFIG_PARTNERS, &arena, &config, NULL, &f);
	config.sources = sources;
	config.n_sources = sizeof sources / sizeof *sources;
	static const char *const near[] = {"carbon market", NULL};
	config.settings.near = near;
	config.settings.publisher = "月報編集部";
	config.settings.contact_mail = "geppo@example.jp";
	return rc;
}

static int
unload(void **state)
{
	(void)state;
	arena_release(&arena);
	xmlCleanupParser();
	return 0;
}

static struct item
item(const char *id, const char *date, const char *title, const char *type, const char *region)
{
	struct document *d = arena_zalloc(&arena, 1, sizeof *d);
	struct label *l = arena_zalloc(&arena, 6, sizeof *l);
	*d = (struct document){.title = title,
	    .published = date,
	    .issuer = "生态环境部",
	    .body = "",
	    .facts = "[]",
	    .url = arena_printf(&arena, "https://www.mee.gov.cn/zcwj/%s.html", id)};
	l[0] = (struct label){.kind = "air", .value = "yes"};
	l[1] = (struct label){.kind = "level", .value = "central"};
	l[2] = (struct label){.kind = "doc_type", .value = type};
	l[3] = (struct label){.kind = "region", .value = region};
	l[4] = (struct label){.kind = "translate", .value = "high"};
	l[5] = (struct label){.kind = "measure", .value = "vehicle"};
	return (struct item){.id = id,
	    .date = date,
	    .documents = d,
	    .n_documents = 1,
	    .labels = l,
	    .n_labels = 6,
	    .first_seen = "2026-06-15T00:00:00Z",
	    .title_flags = ""};
}

/* A month with something in every section. */
static struct made_issue
full_issue(const struct visit *v, size_t n_visits)
{
	struct item *month = arena_zalloc(&arena, 8, sizeof *month);
	struct item *late = arena_zalloc(&arena, 1, sizeof *late);
	struct item *past = arena_zalloc(&arena, 2, sizeof *past);
	struct item *flash = arena_zalloc(&arena, 1, sizeof *flash);
	struct document *d;
	month[0] = item("A0001", "2026-06-18", "关于印发方案的通知", "plan", "000000");
	month[0].title_ja = "方案の印刷・配布に関する通知";
	d = (struct document *)month[0].documents;
	d->doc_number = "环大气〔2026〕9号";
	d->written = "2026-06-10";
	d->in_force = "2026-08-15";
	d->body = "正文";
	d->facts = "[{\"kind\":\"limit\",\"text\":\"不超过35毫克\",\"value\":\"35\"},"
	           "{\"kind\":\"target\"},{\"kind\":\"contact\",\"text\":\"010-1\"},7,"
	           "{\"kind\":\"target\",\"text\":\"NOx下降8%\",\"quantity_id\":\"nox\","
	           "\"aspect\":\"emission\",\"value\":\"8\",\"unit_id\":\"%\",\"change\":\"down\"},"
	           "{\"kind\":\"target\",\"text\":\"浓度下降12%\",\"quantity_id\":\"pm25\","
	           "\"aspect\":\"concentration\",\"value\":\"12\",\"unit_id\":\"%\","
	           "\"change\":\"down\",\"base\":\"2025\",\"year\":\"2030\"},"
	           "{\"kind\":\"status\",\"text\":\"第四\"}]";
	month[1] = item("A0002", "2026-06-20", hostile, "notice", "130400");
	((struct document *)month[1].documents)->url = "javascript:alert(1)";
	month[2] = item("A0003", "2026-06-21", "征求意见", "draft", "310000");
	((struct document *)month[2].documents)->deadline = "2026-07-20";
	month[3] = item("A0004", "2026-06-22", "昆明", "notice", "530100");
	month[4] = item("A0005", "2026-06-22", "京津冀", "notice", "jjj");
	month[5] = item("A0006", "2026-06-22", "国务院印发方案", "news", "000000");
	month[6] = item("A0007", "2026-06-22", "碳市场", "notice", "000000");
	((struct label *)month[6].labels)[0] =
	    (struct label){.kind = "air", .value = "no", .rule = "carbon market"};
	month[7] = item("A0008", "2026-06-23", "大气通报", "notice", "000000");
	month[7].title_ja = "大気に関する通報";
	month[7].title_accepted = true;
	month[7].note = "会議資料に使えます。";
	late[0] = item("L0001", "2026-05-20", "迟到", "notice", "000000");
	past[0] = item("P0001", "2026-05-02", "征求意见稿", "draft", "000000");
	past[0].last_issue = "2026-05";
	past[1] = item("P0002", "2026-03-12", "法典", "law", "000000");
	past[1].last_issue = "2026-03";
	((struct document *)past[1].documents)->in_force = "2026-08-15";
	flash[0] = item("F0001", "2026-07-03", "规划", "plan", "000000");
	struct relation *final = arena_zalloc(&arena, 3, sizeof *final);
	final[0] = (struct relation){.kind = "draft_of", .from = "P0001", .to = "A0001"};
	final[1] =
	    (struct relation){.kind = "repeals", .from = "A0001", .target = "国发〔2023〕24号"};
	/* told in an earlier issue, and only cited: no follow-up */
	final[2] = (struct relation){.kind = "cites", .from = "A0001", .to = "P0002"};
	month[0].relations = final, month[0].n_relations = 3;
	struct relation *report = arena_zalloc(&arena, 1, sizeof *report);
	report[0] = (struct relation){.kind = "reports", .from = "A0006", .to = "A0001"};
	month[5].relations = report, month[5].n_relations = 1;
	static const struct told_job told[] = {
	    {.id = "geppo-000001", .item = "A0001", .word = "受付", .day = "2026-06-12"},
	    {.id = "geppo-000002", .item = "P0002", .word = "公開", .day = "2026-06-20"}};
	struct job *jobs = arena_zalloc(&arena, 2, sizeof *jobs);
	jobs[0] = (struct job){.id = "geppo-000001", .item = "A0001", .state = "new"};
	jobs[1] = (struct job){.id = "geppo-000002", .item = "P0002", .state = "published"};
	struct item *coming = arena_zalloc(&arena, 3, sizeof *coming);
	coming[0] = month[0], coming[1] = month[2], coming[2] = past[1];
	struct material mat = {.month = month,
	    .n_month = 8,
	    .seen = late,
	    .n_seen = 1,
	    .coming = coming,
	    .n_coming = 3,
	    .flash = flash,
	    .n_flash = 1,
	    .related = past,
	    .n_related = 2,
	    .jobs = jobs,
	    .n_jobs = 2,
	    .told = told,
	    .n_told = 2,
	    .visits = v,
	    .n_visits = n_visits};
	struct month m;
	struct made_issue made;
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	issue_make(&config, &m, &mat, &arena, &made);
	return made;
}

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
	    "毫克」(機械抽出)", "会議資料に使えます。", "国发〔2023〕24号",

	    "https://www.mee.gov.cn/zcwj/A0001.html", "本文は未収録", "翻訳待ち", "翻訳済み",
	    "意見募集時の案", "正式に決定"};
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		holds(text, parts[k]);
		holds(html, parts[k]);
	}
	/* quoted Chinese: as it is on the page, in letters Japanese mail carries in the text */
	holds(html, "原文「不超过35毫克」");
	holds(text, "原文「不超過35毫克」");
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
	    cmocka_unit_test(test_not_run_is_said),
	    cmocka_unit_test(test_rows_fit_the_page),
	    cmocka_unit_test(test_an_unknown_edition_is_refused),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
