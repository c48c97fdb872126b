/* fetch_shell.c - lists that a script draws, as the shipped sources.yaml describes them: from a
 * page of the platform's shape (written here) to the address that its script asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/config.h"
#include "fetch/shell.h"

static struct arena arena;
static struct config config;

static int
load(void **state)
{
	struct fail f = {0};
	(void)state;
	/* The tree has the shipped configuration where a data directory has its own. */
	return config_load(".", CONFIG_SOURCES | CONFIG_REGIONS, &arena, &config, NULL, &f);
}

static int
unload(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

#define UNIT "/api-gateway/jpaas-publish-server/front/page/build/unit?parseType="
#define UNIT_END "&paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A20%7D"
#define BLOCK(q, web, tpl, tag, page)                                                              \
	"<script url=\"/api-gateway/jpaas-publish-server/front/page/build/unit\" queryData=\"{" q  \
	"parseType" q ":" q "bulidstatic" q "," q "webId" q ":" q web q "," q "tplSetId" q         \
	":" q tpl q "," q "pageType" q ":" q "column" q "," q "tagId" q ":" q tag q "," q          \
	"editType" q ":" q "null" q "," q "pageId" q ":" q page q "}\"></script>"

static const struct {
	const char *source, *url, *page, *leads;
} cases[] = {
    /* One block; quotes as they are. */
    {"mohurd-zqyj", "https://www.mohurd.gov.cn/gongkai/fdzdgknr/zqyj/index.html",
        "<html><body><div class='nav'></div>" BLOCK(
            "'", "86ca5", "fc259", "栏目-list", "p1") "</body>",
        "https://www.mohurd.gov.cn" UNIT
        "bulidstatic&webId=86ca5&tplSetId=fc259&pageType=column&tagId=%E6%A0%8F%E7%9B%AE-list"
        "&editType=null&pageId=p1" UNIT_END},
    /* The menu's block stands before that of the list, the footer's behind. */
    {"zj-sthjt-tzgg", "https://sthjt.zj.gov.cn/col/col1229263559/index.html",
        BLOCK("'", "1756", "Zx9", "左侧栏目", "1229263000") "\n" BLOCK("'", "1756", "Zx9",
            "当前栏目列表1a", "1229263559") "\n" BLOCK("'", "1756", "Zx9", "页脚", "0"),
        "https://sthjt.zj.gov.cn" UNIT "bulidstatic&webId=1756&tplSetId=Zx9&pageType=column&tagId="
        "%E5%BD%93%E5%89%8D%E6%A0%8F%E7%9B%AE%E5%88%97%E8%A1%A81a&editType=null&pageId="
        "1229263559" UNIT_END},
    /* No block is called a list: the last one. Quotes as references, in both ways. */
    {"samr-zjdc", "https://www.samr.gov.cn/hd/zjdc/",
        BLOCK("&apos;", "29e9", "5c30", "导航", "n") BLOCK("&#39;", "29e9", "5c30", "ajax区", "b"),
        "https://www.samr.gov.cn" UNIT "bulidstatic&webId=29e9&tplSetId=5c30&pageType=column&"
        "tagId=ajax%E5%8C%BA&editType=null&pageId=b" UNIT_END},
    {"hz-gov-gfxwj", "http://www.hangzhou.gov.cn/col/col1229417972/index.html",
        BLOCK("&quot;", "149", "LWYU", "信息列表", "1229417972"),
        "http://www.hangzhou.gov.cn" UNIT "bulidstatic&webId=149&tplSetId=LWYU&pageType=column&"
        "tagId=%E4%BF%A1%E6%81%AF%E5%88%97%E8%A1%A8"
        "&editType=null&pageId=1229417972" UNIT_END},
    {"miit-yjzj", "https://www.miit.gov.cn/gzcy/yjzj/", "<html><body>nothing</body></html>", NULL},
    /* The table of channels, members in either order. */
    {"hlj-sthj-gfxwj",
        "http://sthj.hlj.gov.cn/common/getChannelList?channelCode=c111958&websiteCodeName=sthj",
        "{\"results\":{\"children\":[{\"channelId\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\","
        "\"displayName\":\"其他\"},"
        "{\"channelId\":\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\"code\":\"c1\",\"displayName\":"
        "\"规章\"}]}}",
        "http://sthj.hlj.gov.cn/common/search/"
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb?_isAgg=true&_isJson=true"
        "&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page=1"},
    {"hlj-sthj-gfxwj", "http://sthj.hlj.gov.cn/common/getChannelList",
        "{\"children\":[{\"displayName\":\"规章\",\"channelId\":"
        "\"cccccccccccccccccccccccccccccccc\"},"
        "{\"displayName\":\"其他\",\"channelId\":\"dddddddddddddddddddddddddddddddd\"}]}",
        "http://sthj.hlj.gov.cn/common/search/"
        "cccccccccccccccccccccccccccccccc?_isAgg=true&_isJson=true"
        "&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page=1"},
    {"gs-sthj-yw", "https://sthj.gansu.gov.cn/sthj/c152440/sthjyw.shtml",
        "<head><META NAME=\"channelid\" lang=\"zh\" "
        "content=\"0123456789abcdef0123456789abcdef\"></head>",
        "https://sthj.gansu.gov.cn/common/search/0123456789abcdef0123456789abcdef?_isAgg=true"
        "&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page=1"},
    {"nmg-sthjt-zcfg", "https://sthjt.nmg.gov.cn/xxgk/zfxxgk/fdzdgknr/?gk=3&cid=16280",
        "<ul><li><a data-url=\"./zzjg/\">机构</a></li>\n<li class=\"on\"><div>\n<a "
        "data-url=\"./gfxwj/index.html?a=1&amp;b=2\">"
        "文件</a></div></li></ul>",
        "https://sthjt.nmg.gov.cn/xxgk/zfxxgk/fdzdgknr/gfxwj/index.html?a=1&b=2"},
    {"szh-gov-gkmlpt", "http://www.sz.gov.cn/gkmlpt/index",
        "<script>window._CONFIG = { SID: '755001', TREE: "
        "[{\"id\":1,\"name\":\"机构\",\"children\":[]},"
        "{\"id\":1573,\"parent_id\":0,\"name\":\"市政府规范性文件\",\"children\":[],\"post_count\":"
        "90}]}</script>",
        "http://www.sz.gov.cn/gkmlpt/api/all/1573?page=1&sid=755001"},
};

static void
each_page_leads_to_its_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct source *s = config_source(&config, cases[i].source);
		const char *missing = "";
		assert_non_null(s);
		const char *leads = shell_leads(
		    s, cases[i].url, cases[i].page, strlen(cases[i].page), &arena, &missing);
		if (cases[i].leads == NULL) {
			assert_null(leads);
			assert_string_equal(missing, "parseType");
			continue;
		}
		if (leads == NULL)
			fail_msg("%s: no %s", cases[i].source, missing);
		assert_string_equal(leads, cases[i].leads);
	}
}

/* Megabytes without what is looked for, and what no address can hold. */
static void
hostile_pages_end(void **state)
{
	static const struct listing_take takes[] = {{"x", "a+(b+)c$"}, {NULL, NULL}};
	enum { BIG = 4 << 20 };
	char *page = malloc(BIG);
	const char *missing;
	const struct source *unit = config_source(&config, "miit-yjzj");
	struct source s = {.list_url = "http://a.cn/", .listing = {.data = "/{x}", .take = takes}};
	(void)state;
	assert_non_null(page);
	for (size_t i = 0; i < BIG; i++)
		page[i] = "'tagId':'ab"[i % 11];
	assert_null(shell_leads(unit, "https://www.miit.gov.cn/", page, BIG, &arena, &missing));
	memset(page, 'a', BIG);
	assert_null(shell_leads(&s, "http://a.cn/", page, BIG, &arena, &missing));
	assert_string_equal(missing, "x");
	free(page);
	/* Bytes that are no UTF-8, a line end, more than an address takes. */
	assert_null(shell_leads(&s, "http://a.cn/", "\xff\xfe", 2, &arena, &missing));
	static const struct listing_take lines[] = {{"x", "(?s)<(.*)>"}, {NULL, NULL}};
	s.listing.take = lines;
	assert_null(shell_leads(&s, "http://a.cn/", "<a\nb>", 5, &arena, &missing));
	assert_string_equal(shell_leads(&s, "http://a.cn/", "<../b c&d>", 10, &arena, &missing),
	    "http://a.cn/..%2Fb%20c%26d");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_page_leads_to_its_rows),
	    cmocka_unit_test(hostile_pages_end),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
