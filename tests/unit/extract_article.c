/* extract_article.c - the fields of an article, from small pages shaped like real ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/caps.h"
#include "parse/extract/extract.h"

#define TEXT1 "为深入打好蓝天保卫战，持续改善环境空气质量，现将有关事项通知如下，请认真贯彻执行。"
#define TEXT2 "各地要加强组织领导，落实工作责任，强化监督检查，确保各项任务按期完成，取得实效。"

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

static json_t *
read_page(const char *page, const char *url)
{
	struct arena a = {0};
	struct buf json;
	buf_init(&json, CAP_JSON_LINE);
	struct extract_input in = {
	    .id = "t", .url = url, .bytes = (const unsigned char *)page, .n = strlen(page)};
	extract(extractor, &in, &a, &json);
	assert_null(strchr(json.text, '\n'));
	json_t *answer = json_loadb(json.text, json.len, 0, NULL);
	assert_non_null(answer);
	buf_release(&json);
	arena_release(&a);
	return answer;
}

static const char *
field(const json_t *answer, const char *name)
{
	json_t *value = json_object_get(answer, name);
	assert_non_null(value);
	return json_string_value(value);
}

#define assert_field(answer, name, want) assert_string_equal(field(answer, name), want)

static void
test_info_table_and_body(void **state)
{
	(void)state;
	json_t *a = read_page(
	    "<html><head><title>某市人民政府关于印发清洁空气方案的通知_某市人民政府</title>"
	    "<meta name=\"SiteIDCode\" content=\"1301000003\"></head><body>"
	    "<ul><li><a href=\"/\">首页</a></li><li><a href=\"/zw/\">政务</a></li></ul>"
	    "<table><tr><td>索 引 号：</td><td>000014349/2026-00012</td><td>发文机关：</td>"
	    "<td>某市人民政府</td></tr><tr><td>发文字号：</td><td>某政发〔2026〕5号</td>"
	    "<td>成文日期：</td><td>2026年05月08日</td></tr><tr><td>发布日期：</td>"
	    "<td>2026-05-10</td><td>有 效 性：</td><td>有效</td></tr></table>"
	    "<h1>某市人民政府关于印发清洁空气方案的通知</h1>"
	    "<div><p>各区人民政府：</p><p>" TEXT1 "</p><p>一、总体要求</p><p>" TEXT2 "</p>"
	    "<p>本方案自2026年7月1日起施行。</p></div>"
	    "<div class=\"footer\">版权所有 某市人民政府 京ICP备05000000号</div></body></html>",
	    "http://www.example.gov.cn/a/202605/t20260510_1.html");
	assert_field(a, "kind", "article");
	assert_field(a, "title", "某市人民政府关于印发清洁空气方案的通知");
	assert_field(a, "index_number", "000014349/2026-00012");
	assert_field(a, "issuer", "某市人民政府");
	assert_field(a, "doc_number", "某政发〔2026〕5号");
	assert_field(a, "written", "2026-05-08");
	assert_field(a, "published", "2026-05-10");
	assert_field(a, "in_force", "2026-07-01");
	assert_field(a, "validity", "有效");
	assert_field(a, "site_code", "1301000003");
	assert_null(field(a, "deadline"));
	assert_field(a, "body",
	    "各区人民政府：\n" TEXT1 "\n一、总体要求\n" TEXT2 "\n本方案自2026年7月1日起施行。");
	json_decref(a);
}

static void
test_visible_date_before_meta(void **state)
{
	(void)state;
	json_t *a =
	    read_page("<title>空气质量通报</title><meta name=PubDate content=\"2020-01-02 10:00\">"
	              "<meta name=ArticleTitle content=\"2026年第一季度空气质量通报\">"
	              "<h1>2026年第一季度空气质量通报</h1>"
	              "<p>发布时间：2026-04-15 来源：监测中心 浏览次数：12</p>"
	              "<div><p>" TEXT1 "</p><p>" TEXT2 "</p></div>",
	        NULL);
	assert_field(a, "published", "2026-04-15");
	assert_field(a, "content_source", "监测中心");
	json_t *notes = json_object_get(a, "notes");
	bool noted = false;
	for (size_t i = 0; i < json_array_size(notes); i++)
		noted |= strstr(json_string_value(json_array_get(notes, i)), "2020-01-02") != NULL;
	assert_true(noted);
	json_decref(a);
}

static void
test_empty_markers_are_null(void **state)
{
	(void)state;
	json_t *a =
	    read_page("<title>通知公告一则内容说明</title><h1>通知公告一则内容说明</h1>"
	              "<ul><li>文号：无</li><li>索引号：----</li><li>发布日期：2026-01-05</li></ul>"
	              "<div><p>" TEXT1 "</p><p>" TEXT2 "</p></div>",
	        NULL);
	assert_null(field(a, "doc_number"));
	assert_null(field(a, "index_number"));
	assert_field(a, "published", "2026-01-05");
	json_decref(a);
}

static void
test_numbers_in_every_bracket(void **state)
{
	(void)state;
	static const char *const numbers[] = {"环大气〔2026〕12号", "环大气[2026]12号",
	    "环大气（2026）12号", "环大气﹝2026﹞12号", "环大气【2026】12号"};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		char page[2048];
		snprintf(page, sizeof page,
		    "<title>关于做好大气监测工作的通知</title><h1>关于做好大气监测工作的通知</h1>"
		    "<p>2026-03-04</p><div><p>%s</p><p>" TEXT1 "</p><p>" TEXT2 "</p></div>",
		    numbers[i]);
		json_t *a = read_page(page, NULL);
		assert_field(a, "doc_number", numbers[i]);
		json_decref(a);
	}
}

static void
test_joint_issuers_in_order(void **state)
{
	(void)state;
	json_t *a = read_page("<title>关于联合执法的通知</title><h1>关于联合执法的通知</h1>"
	                      "<p>发布机构：生态环境部、公安部、交通运输部</p>"
	                      "<div><p>" TEXT1 "</p><p>" TEXT2 "</p></div>",
	    NULL);
	json_t *issuers = json_object_get(a, "issuers");
	assert_int_equal(json_array_size(issuers), 3);
	assert_string_equal(json_string_value(json_array_get(issuers, 0)), "生态环境部");
	assert_string_equal(json_string_value(json_array_get(issuers, 2)), "交通运输部");
	assert_field(a, "issuer", "生态环境部");
	json_decref(a);
}

static void
test_consultation_deadline_and_contact(void **state)
{
	(void)state;
	json_t *a =
	    read_page("<title>关于公开征求锅炉排放标准意见的通知</"
	              "title><h1>关于公开征求锅炉排放标准意见的通知</h1>"
	              "<div><p>" TEXT1 "</p><p>请于2026年8月31日前将意见反馈至我厅。</p>"
	              "<p>联系人：王某 "
	              "联系电话：010-00000000</p><p>某省生态环境厅</p><p>2026年7月20日</p></div>",
	        NULL);
	assert_field(a, "deadline", "2026-08-31");
	assert_field(a, "written", "2026-07-20");
	assert_field(a, "issuer", "某省生态环境厅");
	bool contact = false, deadline = false;
	json_t *facts = json_object_get(a, "facts"), *fact;
	const char *body = field(a, "body");
	size_t i;
	json_array_foreach(facts, i, fact)
	{
		const char *kind = field(fact, "kind"), *text = field(fact, "text");
		size_t offset = (size_t)json_integer_value(json_object_get(fact, "offset"));
		assert_memory_equal(body + offset, text, strlen(text));
		contact |= strcmp(kind, "contact") == 0;
		if (strcmp(kind, "deadline") == 0) {
			deadline = true;
			assert_field(fact, "date", "2026-08-31");
		}
	}
	assert_true(contact && deadline);
	json_decref(a);
}

static const json_t *
fact_of(const json_t *answer, const char *kind)
{
	json_t *fact;
	size_t i;
	json_array_foreach(json_object_get(answer, "facts"), i,
	    fact) if (strcmp(field(fact, "kind"), kind) == 0) return fact;
	return NULL;
}

static void
test_facts(void **state)
{
	(void)state;
	json_t *a = read_page(
	    "<title>空气质量持续改善实施方案</title><h1>空气质量持续改善实施方案</h1><div>"
	    "<p>各市、县人民政府：</p>"
	    "<p>根据《空气质量持续改善行动计划》（国发〔2023〕24号），制定本方案。" TEXT2 "</p>"
	    "<p>到2025年，PM2.5浓度比2020年下降10%，完成国家下达的任务。</p>"
	    "<p>颗粒物排放浓度不得超过20mg/m³，" TEXT1 "</p></div>",
	    NULL);
	const json_t *target = fact_of(a, "target");
	assert_non_null(target);
	assert_field(target, "quantity", "PM2.5浓度"); /* the whole noun phrase */
	assert_field(target, "quantity_id", "pm25");
	assert_field(target, "value", "10");
	assert_field(target, "unit", "%");
	assert_field(target, "change", "down");
	assert_field(target, "base", "2020");
	assert_field(target, "year", "2025");
	const json_t *cites = fact_of(a, "cites");
	assert_field(cites, "title", "空气质量持续改善行动计划");
	assert_field(cites, "number", "国发〔2023〕24号");
	assert_field(fact_of(a, "limit"), "value", "20");
	assert_field(fact_of(a, "addressee"), "text", "各市、县人民政府：");
	json_decref(a);
}

static void
test_one_of_two_copies(void **state)
{
	(void)state;
	json_t *a = read_page("<title>蓝天保卫战进展情况</title><h1>蓝天保卫战进展情况</h1>"
	                      "<div class=\"pc\"><p>" TEXT1 "</p><p>" TEXT2 "</p></div>"
	                      "<div class=\"mobile\"><p>" TEXT1 "</p><p>" TEXT2 "</p></div>",
	    NULL);
	assert_field(a, "body", TEXT1 "\n" TEXT2);
	json_decref(a);
}

static void
test_table_rows_and_attachments(void **state)
{
	(void)state;
	json_t *a = read_page(
	    "<title>重点行业排放限值表公布</title><h1>重点行业排放限值表公布</h1><div "
	    "id=\"zoom\"><p>" TEXT1
	    "</p><table><tr><th>行业</th><th>限值</th></tr><tr><td>钢铁</td><td>10</td></tr>"
	    "<tr><td>水泥</td><td><p>20</p><p>注</p></td></tr></table><p>" TEXT2 "</p>"
	    "<p><a href=\"./P020260101.docx\">附件：限值说明.docx</a></p></div>",
	    "http://www.example.gov.cn/b/202601/t20260101_2.html");
	assert_field(a, "body", TEXT1 "\n行业\t限值\n钢铁\t10\n水泥\t20 注\n" TEXT2);
	json_t *file = json_array_get(json_object_get(a, "attachments"), 0);
	assert_field(file, "href", "http://www.example.gov.cn/b/202601/P020260101.docx");
	assert_field(file, "type", "docx");
	json_decref(a);
}

static void
test_page_around_the_text_is_left_out(void **state)
{
	(void)state;
	json_t *a = read_page(
	    "<title>关于重污染天气应急的通告</title><h1>关于重污染天气应急的通告</h1>"
	    "<div class=\"con\"><p>来源：办公室 发布时间：2026-02-03</p><p>【字体：大 中 小】</p>"
	    "<p>" TEXT1 "</p><p>" TEXT2 "</p><p>扫一扫在手机打开当前页</p>"
	    "<p>责任编辑：某某</p><p>相关解读：</p><ul><li><a "
	    "href=1.html>解读之一的标题很长</a></li></ul>"
	    "<p>上一篇：<a href=2.html>另一则通告</a></p></div>",
	    NULL);
	assert_field(a, "body", TEXT1 "\n" TEXT2);
	assert_field(a, "published", "2026-02-03");
	json_decref(a);
}

static void
test_title_without_site_or_dialog(void **state)
{
	(void)state;
	json_t *a = read_page(
	    "<title>关于开展臭氧污染防治攻坚的通知 - 某省生态环境厅</title>"
	    "<div style=\"display:none\"><h1>您访问的链接即将离开本站，是否继续？</h1></div>"
	    "<h2>关于开展臭氧污染防治攻坚的通知</h2><p>2026-06-01</p>"
	    "<div><p>" TEXT1 "</p><p>" TEXT2 "</p></div>",
	    NULL);
	assert_field(a, "title", "关于开展臭氧污染防治攻坚的通知");
	json_decref(a);
}

static void
test_kinds_that_make_no_document(void **state)
{
	(void)state;
	static const struct {
		const char *page, *kind, *what;
	} cases[] = {
	    {"<html><head><script>var $_ts=window['$_ts'];</script></head><body></body></html>",
	        "challenge", "retry"},
	    {"<html><head><title>404 Not Found</title></head><body><h1>404 Not "
	     "Found</h1></body></html>",
	        "error", "drop"},
	    {"<html><body><div id=app></div><script src=app.js></script></body></html>", "shell",
	        "hold"},
	    {"", "shell", "hold"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		json_t *a = read_page(cases[i].page, NULL);
		assert_field(a, "kind", cases[i].kind);
		assert_field(json_object_get(a, "fail"), "do", cases[i].what);
		json_decref(a);
	}
	json_t *a = read_page("%PDF-1.7 and so on", NULL);
	assert_field(a, "kind", "attachment");
	assert_true(json_is_null(json_object_get(a, "fail")));
	json_decref(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_info_table_and_body),
	    cmocka_unit_test(test_visible_date_before_meta),
	    cmocka_unit_test(test_empty_markers_are_null),
	    cmocka_unit_test(test_numbers_in_every_bracket),
	    cmocka_unit_test(test_joint_issuers_in_order),
	    cmocka_unit_test(test_consultation_deadline_and_contact),
	    cmocka_unit_test(test_facts),
	    cmocka_unit_test(test_one_of_two_copies),
	    cmocka_unit_test(test_table_rows_and_attachments),
	    cmocka_unit_test(test_page_around_the_text_is_left_out),
	    cmocka_unit_test(test_title_without_site_or_dialog),
	    cmocka_unit_test(test_kinds_that_make_no_document),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
