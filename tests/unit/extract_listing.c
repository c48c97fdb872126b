/* extract_listing.c - rows of lists, from small pages shaped like real ones; and hostile pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/caps.h"
#include "parse/extract/extract.h"

#define URL "http://www.example.gov.cn/zw/tz/index.shtml"

static struct extractor *extractor;

static int
start(void **state)
{
	(void)state;
	extractor = extractor_new();
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	extractor_free(extractor);
	return 0;
}

static double took; /* CPU seconds of the last page */

static double
seconds_used(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6 +
	       (double)u.ru_stime.tv_sec + (double)u.ru_stime.tv_usec / 1e6;
}

static json_t *
read_bytes(const char *page, size_t n, const char *url)
{
	struct arena a = {0};
	struct buf json;
	buf_init(&json, CAP_JSON_LINE);
	struct extract_input in = {
	    .id = "t", .url = url, .bytes = (const unsigned char *)page, .n = n};
	double before = seconds_used();
	extract(extractor, &in, &a, &json);
	took = seconds_used() - before;
	json_t *answer = json_loadb(json.text, json.len, 0, NULL);
	assert_non_null(answer);
	buf_release(&json);
	arena_release(&a);
	return answer;
}

static json_t *
read_list(const char *page)
{
	json_t *a = read_bytes(page, strlen(page), URL);
	assert_string_equal(json_string_value(json_object_get(a, "kind")), "listing");
	return a;
}

static void
assert_row(const json_t *answer, size_t i, const char *title, const char *href, const char *date)
{
	json_t *row = json_array_get(json_object_get(answer, "items"), i);
	assert_non_null(row);
	assert_string_equal(json_string_value(json_object_get(row, "title")), title);
	assert_string_equal(json_string_value(json_object_get(row, "href")), href);
	if (date)
		assert_string_equal(json_string_value(json_object_get(row, "date")), date);
	else
		assert_true(json_is_null(json_object_get(row, "date")));
}

static size_t
rows(const json_t *answer)
{
	return json_array_size(json_object_get(answer, "items"));
}

static void
test_plain_rows_and_pager(void **state)
{
	(void)state;
	json_t *a = read_list("<div class=nav><a href=/>首页</a><a href=/zw/>政务公开</a></div><ul>"
	                      "<li><a href=\"./202605/t20260510_1.shtml\" "
	                      "title=\"关于加强大气污染防治监督执法工作的通知\">"
	                      "关于加强大气污染防治监督…</a><span>2026-05-10</span></li>"
	                      "<li class=line></li>"
	                      "<li><span>[2026/05/08]</span><a "
	                      "href=\"//other.gov.cn/a/1.html\">转发环境空气质量标准的通知</a></li>"
	                      "<li><a "
	                      "href=\"../gg/t20260501_3.shtml\">机动车排放检验公告第三号</"
	                      "a><em>2026年5月1日</em></li>"
	                      "</ul><script>createPageHTML(12, 0, \"index\", \"shtml\");</script>");
	assert_int_equal(rows(a), 3);
	assert_row(a, 0, "关于加强大气污染防治监督执法工作的通知",
	    "http://www.example.gov.cn/zw/tz/202605/t20260510_1.shtml", "2026-05-10");
	assert_row(
	    a, 1, "转发环境空气质量标准的通知", "http://other.gov.cn/a/1.html", "2026-05-08");
	assert_row(a, 2, "机动车排放检验公告第三号",
	    "http://www.example.gov.cn/zw/gg/t20260501_3.shtml", "2026-05-01");
	assert_string_equal(json_string_value(json_object_get(a, "next")),
	    "http://www.example.gov.cn/zw/tz/index_1.shtml");
	json_decref(a);
}

static void
test_split_dates_popups_and_repeated_links(void **state)
{
	(void)state;
	static const char row[] =
	    "<li><div><strong>%d</strong><span>2026-04</span></div><dl><dt><a "
	    "href=a%d.htm>大气质量状况通报之%d</a>"
	    "</dt><dd><a "
	    "href=a%d.htm>大气质量状况通报之%d</a><p>摘要里写着2026年3月31日的情况。</p>"
	    "<a href=a%d.htm>查看详细</a></dd></dl><ul style=\"display:none\"><li><a "
	    "href=b%d.htm>政策图解其一的解读链接</a>"
	    "</li></ul></li>";
	struct buf page;
	buf_init(&page, CAP_FIELD);
	buf_adds(&page, "<body></body></html><ul>");
	for (int i = 1; i <= 5; i++)
		buf_addf(&page, row, 10 + i, i, i, i, i, i, i);
	buf_adds(&page, "</ul>");
	json_t *a = read_list(page.text);
	assert_int_equal(rows(a), 5);
	assert_row(
	    a, 4, "大气质量状况通报之5", "http://www.example.gov.cn/zw/tz/a5.htm", "2026-04-15");
	json_decref(a);
	buf_release(&page);
}

static void
test_rows_in_a_script(void **state)
{
	(void)state;
	json_t *a = read_list(
	    "<h2>公示</h2><script "
	    "type=\"text/xml\"><datastore><totalrecord>3</totalrecord><recordset>"
	    "<record><![CDATA[<li><a href=\"/art/2026/5/1/art_1_1.html\">扬尘管控措施公示名单</a>"
	    "<b>2026-05-\n01</b></li>]]></record>"
	    "<record><![CDATA[<li><a href=\"/art/2026/4/9/art_1_2.html\">锅炉改造项目公示名单</a>"
	    "<b>2026-04-09</b></li>]]></record>"
	    "<record><![CDATA[<li><a href=\"/art/2026/4/2/art_1_3.html\">散煤治理补贴公示名单</a>"
	    "<b>2026-04-02</b></li>]]></record></recordset></datastore></script>");
	assert_int_equal(rows(a), 3);
	assert_row(a, 0, "扬尘管控措施公示名单",
	    "http://www.example.gov.cn/art/2026/5/1/art_1_1.html", "2026-05-01");
	json_decref(a);
}

static void
test_json_of_unknown_services(void **state)
{
	(void)state;
	json_t *a = read_list("{\"code\":0,\"data\":{\"list\":["
	                      "{\"docTitle\":\"关于<em>大气</em>监测的通\\u200b知\",\"linkUrl\":\"/"
	                      "a/1.html\",\"pubDate\":1778342400000},"
	                      "{\"docTitle\":\"挥发性有机物治理指南\",\"linkUrl\":\"/a/"
	                      "2.html\",\"pubDate\":1778342400},"
	                      "{\"docTitle\":\"没有地址的一行标题\"}]}}");
	assert_int_equal(rows(a), 2);
	/* 1778342400 is 2026-05-09 16:00 UTC: the tenth in Beijing. */
	assert_row(a, 0, "关于大气监测的通知", "http://www.example.gov.cn/a/1.html", "2026-05-10");
	assert_row(
	    a, 1, "挥发性有机物治理指南", "http://www.example.gov.cn/a/2.html", "2026-05-10");
	assert_int_equal(json_integer_value(json_object_get(a, "dropped")), 1);
	json_decref(a);
	a = read_list("{\"success\":true,\"data\":{\"html\":\"<ul><li><a "
	              "href='/c/1.html'>建筑工地扬尘通报一</a>"
	              "<span>2026-02-01</span></li><li><a href='/c/2.html'>建筑工地扬尘通报二</a>"
	              "<span>2026-02-02</span></li></ul>\"}}");
	assert_int_equal(rows(a), 2);
	json_decref(a);
}

static void
test_an_article_with_a_sidebar_stays_one(void **state)
{
	(void)state;
	struct buf page;
	buf_init(&page, CAP_FIELD);
	buf_adds(
	    &page, "<title>全省空气质量会商结果发布</title><h1>全省空气质量会商结果发布</h1><div>");
	for (int i = 0; i < 4; i++)
		buf_adds(&page, "<p>"
		                "受冷空气影响，全省扩散条件较好，空气质量以优良为主，局部地区可能出"
		                "现轻度污染。</p>");
	buf_adds(&page, "</div><ul>");
	for (int i = 1; i < 9; i++)
		buf_addf(&page,
		    "<li><a href=s%d.htm>旁边的其他新闻标题%d</a><span>2026-01-0%d</span></li>", i,
		    i, i);
	buf_adds(&page, "</ul>");
	json_t *a = read_bytes(page.text, page.len, URL);
	assert_string_equal(json_string_value(json_object_get(a, "kind")), "article");
	json_decref(a);
	buf_release(&page);
}

/* ---- hostile */

/* head, n times middle, tail: answered with a kind, in time. The sanitizers take theirs. */
static void
assert_survives(const char *head, const char *middle, size_t n, const char *tail)
{
	size_t m = strlen(middle);
	struct buf page;
	buf_init(&page, CAP_PAGE);
	buf_adds(&page, head);
	for (size_t i = 0; i < n; i++)
		buf_add(&page, middle, m);
	buf_adds(&page, tail);
	assert_false(buf_full(&page));
	json_t *a = read_bytes(page.text, page.len, URL);
	assert_true(json_is_string(json_object_get(a, "kind")));
#if !defined(__SANITIZE_ADDRESS__)
	if (took >= 2.0)
		print_error("%s times %zu took %.1f s\n", middle, n, took);
	assert_true(took < 2.0);
#endif
	json_decref(a);
	buf_release(&page);
}

static void
test_hostile_pages(void **state)
{
	(void)state;
	static const char text[] = "这是一段用来试验的正文，说明大气污染防治工作的要求。";
	assert_survives("<body>", "<div>", 100000, text);
	assert_survives("<body>", "<a href=x><b><p><table><tr><td>", 30000, text);
	assert_survives("<body><p ", "a=x b class=y ", 400000, ">正文");
	assert_survives("<body>", "<b>", 1000000, "x");
	assert_survives("<body><x><x><x>", "</y>", 4000000, "x");
	assert_survives("<p>", "&lt;&zzzz;&#x4e00;", 500000, "");
	assert_survives("<p>", "<a href=\"", 1000000, "");
	assert_survives("", "<!--", 2000000, "");
	assert_survives("", "[", 1000000, "");
	assert_survives("<p>", "来源：发布时间：", 200000, "");
	assert_survives("<table>", "<tr><td>1</td>", 300000, "");
	assert_survives(
	    "<ul>", "<li><a href=/t20260101_1.html>标题标题标题</a>2026-01-01", 100000, "");
	assert_survives(
	    "<body>", "<p>这是一段用来试验的正文，说明大气污染防治工作的要求。</p>", 400000, "");
}

static void
test_nothing_deep_is_lost(void **state)
{
	(void)state;
	struct buf page;
	buf_init(&page, CAP_PAGE);
	for (int i = 0; i < 5000; i++)
		buf_adds(&page, "<div>");
	buf_adds(
	    &page, "<p>埋在五千层元素里面的正文，一个字也不能少，必须原样读出来，这才算数。</p>");
	json_t *a = read_bytes(page.text, page.len, URL);
	assert_string_equal(json_string_value(json_object_get(a, "body")),
	    "埋在五千层元素里面的正文，一个字也不能少，必须原样读出来，这才算数。");
	json_decref(a);
	buf_release(&page);
}

static void
test_nul_bytes(void **state)
{
	(void)state;
	static const char page[] =
	    "<p>正文里有\0空字节，\0但是前后的文字都要保留下来，不能在这里被截断。</p>";
	json_t *a = read_bytes(page, sizeof page - 1, URL);
	assert_string_equal(json_string_value(json_object_get(a, "body")),
	    "正文里有空字节，但是前后的文字都要保留下来，不能在这里被截断。");
	json_decref(a);
}

/* A comma in a text, a quote behind a backslash and brackets in texts are no values. */
static void
test_json_of_too_many_values(void **state)
{
	(void)state;
	struct buf page;
	buf_init(&page, CAP_PAGE);
	buf_adds(
	    &page, "[{\"title\":\"关于大气污染防治的通知\",\"url\":\"/a/1.html\",\"x\":\"\\\"\\\\");
	for (int i = 0; i < 150000; i++)
		buf_adds(&page, ",{[,\\\"");
	buf_adds(&page, "\"}]");
	json_t *a = read_list(page.text);
	assert_int_equal(json_array_size(json_object_get(a, "items")), 1);
	json_decref(a);
	buf_clear(&page);
	buf_adds(&page, "[{\"title\":\"关于大气污染防治的通知\",\"url\":\"/a/1.html\"}");
	for (int i = 0; i < 500000; i++)
		buf_adds(&page, ",{}");
	buf_adds(&page, "]");
	a = read_bytes(page.text, page.len, URL);
	assert_string_equal(json_string_value(json_object_get(a, "kind")), "error");
	assert_string_equal(json_string_value(json_object_get(json_object_get(a, "fail"), "why")),
	    "JSON of more than 400000 values");
	json_decref(a);
	buf_release(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plain_rows_and_pager),
	    cmocka_unit_test(test_split_dates_popups_and_repeated_links),
	    cmocka_unit_test(test_rows_in_a_script),
	    cmocka_unit_test(test_json_of_unknown_services),
	    cmocka_unit_test(test_an_article_with_a_sidebar_stays_one),
	    cmocka_unit_test(test_hostile_pages),
	    cmocka_unit_test(test_nothing_deep_is_lost),
	    cmocka_unit_test(test_nul_bytes),
	    cmocka_unit_test(test_json_of_too_many_values),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
