/* fullissue.h - June 2026 with something in every section, made without a store: fixtures of one
 * unit test, hence static. */
#ifndef GEPPO_TESTS_FULLISSUE_H
#define GEPPO_TESTS_FULLISSUE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

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

/* Entries of June: central, hostile, a draft, regions, a report, a near miss, one that is settled.
 */
static struct item *
month_items(void)
{
	struct item *month = arena_zalloc(&arena, 8, sizeof *month);
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
	return month;
}

/* The first decides a draft of an earlier issue and repeals; the sixth reports it. */
static void
relate(struct item *month)
{
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
}

/* A month with something in every section. */
static struct made_issue
full_issue(const struct visit *v, size_t n_visits)
{
	struct item *month = month_items();
	struct item *late = arena_zalloc(&arena, 1, sizeof *late);
	struct item *past = arena_zalloc(&arena, 2, sizeof *past);
	struct item *flash = arena_zalloc(&arena, 1, sizeof *flash);
	late[0] = item("L0001", "2026-05-20", "迟到", "notice", "000000");
	past[0] = item("P0001", "2026-05-02", "征求意见稿", "draft", "000000");
	past[0].last_issue = "2026-05";
	past[1] = item("P0002", "2026-03-12", "法典", "law", "000000");
	past[1].last_issue = "2026-03";
	((struct document *)past[1].documents)->in_force = "2026-08-15";
	flash[0] = item("F0001", "2026-07-03", "规划", "plan", "000000");
	relate(month);
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

#endif
