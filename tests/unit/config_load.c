/* config_load.c - a data directory's configuration: every fault with its line, defaults, what lies
 * within what on a day, which source an address belongs to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/caps.h"
#include "base/file.h"
#include "config/config.h"

static char dir[] = "/tmp/geppo-config-XXXXXX";

static const char *const names[] = {"regions.tsv", "key-regions.tsv", "geppo.yaml", "sources.yaml",
    "partners.yaml", "measures.yaml", "doctypes.yaml", "quantities.tsv", "holidays.tsv"};

/* A small configuration without faults, in the order of names[]. */
static const char *const good[] = {
    "code\tzh\tja\tparent\tlevel\n"
    "000000\t全国\t全国\t\tnation\n"
    "130000\t河北省\t河北省\t000000\tprovince\n"
    "130400\t邯郸市\t邯鄲市\t130000\tprefecture\n"
    "jjj\t京津冀\t京津冀\t\tkey\n",
    "key\tcode\tfrom\tto\n"
    "jjj\t130400\t2017-02-17\t\n",
    "# all as it comes\n",
    "sources:\n"
    "- {id: hd, name_zh: 邯郸市, name_ja: 邯鄲市, column: 文件, level: city, region: 130400,\n"
    "   list_url: https://www.hd.gov.cn/zfwj/}\n",
    "partners:\n"
    "- {id: kitakyushu, name_ja: 北九州市, regions: [130400]}\n",
    "measures:\n"
    "- {id: plan, ja: 計画}\n",
    "doctypes:\n"
    "- {id: law, ja: 法律}\n",
    "kind\tid\tja\n"
    "unit\tdays\t日\n",
    "date\tname\n"
    "2026-01-01\t元日\n",
};

enum { FILES = 9 };

static void
put(const char *name, const char *text)
{
	char path[128];
	struct fail f = {0};
	snprintf(path, sizeof path, "%s/config/%s", dir, name);
	assert_int_equal(file_write(path, text, strlen(text), &f), 0);
}

static int
make_dir(void **state)
{
	(void)state;
	char path[128];
	struct fail f = {0};
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/config", dir);
	return file_mkdir(path, &f);
}

static int
remove_dir(void **state)
{
	(void)state;
	char path[128];
	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "%s/config/%s", dir, names[i]);
		(void)unlink(path); /* not every test writes every file */
	}
	snprintf(path, sizeof path, "%s/config", dir);
	return rmdir(path) == 0 && rmdir(dir) == 0 ? 0 : -1;
}

static int
put_good(void **state)
{
	(void)state;
	for (int i = 0; i < FILES; i++)
		put(names[i], good[i]);
	return 0;
}

static void
test_a_small_configuration_loads(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	struct buf faults;
	buf_init(&faults, CAP_MESSAGE);
	assert_int_equal(config_load(dir, CONFIG_ALL, &a, &c, &faults, &f), 0);
	assert_string_equal(faults.text, "");
	const struct source *s = config_source(&c, "hd");
	assert_int_equal(s->level, LEVEL_CITY);
	assert_string_equal(s->state, "active");
	assert_int_equal(s->line, 2);
	assert_int_equal(s->delay_seconds, 5);
	assert_int_equal(s->interval_hours, 24);
	assert_null(s->needs[0]);
	assert_null(s->article);
	assert_null(config_source(&c, "xx"));
	assert_string_equal(c.partners[0].regions[0], "130400");
	assert_null(c.partners[0].regions[1]);
	assert_string_equal(config_region(&c, "130400")->ja, "邯鄲市");
	assert_null(config_region(&c, "130000")->parent ? NULL : "a province has a parent");
	assert_null(config_region(&c, "999999"));
	assert_string_equal(config_measure(&c, "plan")->ja, "計画");
	assert_string_equal(config_doctype(&c, "law")->ja, "法律");
	assert_null(config_doctype(&c, "plan"));
	assert_null(c.settings.fetch_contact);
	assert_null(c.settings.fetch_allow_networks[0]);
	assert_false(c.settings.cage_allow_without);
	buf_release(&faults);
	arena_release(&a);
}

static void
test_a_part_alone_needs_no_other_file(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	put("sources.yaml", "no: list\n");
	put("geppo.yaml", "fetch: {contact: a@example.jp, allow_networks: [127.0.0.0/8]}\n");
	assert_int_equal(config_load(dir, CONFIG_SETTINGS, &a, &c, NULL, &f), 0);
	assert_string_equal(c.settings.fetch_contact, "a@example.jp");
	assert_string_equal(c.settings.fetch_allow_networks[0], "127.0.0.0/8");
	assert_int_equal(c.settings.fetch_timeout_seconds, 60);
	assert_int_equal(c.n_sources, 0);
	arena_release(&a);
}

/* One fault each, in otherwise good files: exactly this line is reported. */
struct fault_case {
	const char *name, *text, *fault; /* behind "DIR/config/NAME" */
};

static const struct fault_case faults_of_files[] = {
    {"geppo.yaml", "fetch:\n  contcat: a@example.jp\n",
        ":2: unknown key \"contcat\" in fetch; did you mean \"contact\"?"},
    {"geppo.yaml", "parse: {workers: 2}\nbaking: {}\n",
        ":2: unknown key \"baking\" in geppo.yaml; allowed: bulletin, fetch, cage, parse, "
        "machine_translation, mail, mailbox, calendar, attachments, keep"},
    {"geppo.yaml", "mail: {host: smtp.example.jp, from: a@example.jp, security: none, user: u}\n",
        ": mail: \"user\" with \"security: none\" would send the password in the clear to "
        "smtp.example.jp; allowed: starttls, tls"},
    {"geppo.yaml", "mail: {host: smtp.example.jp}\n",
        ": mail: \"host\" without \"from\", which is required then"},
    {"geppo.yaml", "mail:\n  host: a b\n",
        ":2: \"host\" is \"a b\"; allowed: the name or address of a machine"},
    {"geppo.yaml", "calendar: {draft_day: 9}\n",
        ": calendar: the days are not in order; allowed: draft_day <= remind_day <= "
        "send_day"},
    {"partners.yaml", "partners: []\nrecipients:\n- {id: a, address: a@b.jp, partner: osaka}\n",
        ":3: no partner \"osaka\" in this file"},
    {"partners.yaml",
        "partners: []\nrecipients:\n- {id: a, address: a@b.jp}\n"
        "- {id: b, address: b@b.jp, was: [A@b.jp]}\n",
        ":4: the former address A@b.jp belongs to the recipient \"a\""},
    {"partners.yaml", "partners: []\nrecipients:\n- {id: a, address: \"a@b.jp,c@d.jp\"}\n",
        ":3: \"address\" is \"a@b.jp,c@d.jp\"; allowed: one mail address, such as "
        "geppo@example.jp"},
    {"geppo.yaml", "fetch:\n  delay_seconds: 5s\n",
        ":2: \"delay_seconds\" is \"5s\"; allowed: a whole number from 0 to 3600"},
    {"geppo.yaml", "fetch:\n  timeout_seconds: 0\n",
        ":2: \"timeout_seconds\" is \"0\"; allowed: a whole number from 1 to 600"},
    {"geppo.yaml", "parse:\n  workers: 65\n",
        ":2: \"workers\" is \"65\"; allowed: a whole number from 1 to 64"},
    {"geppo.yaml", "cage:\n  allow_without: yes\n",
        ":2: \"allow_without\" is \"yes\"; allowed: true, false"},
    {"geppo.yaml", "bulletin:\n  contact_mail: nobody\n",
        ":2: \"contact_mail\" is \"nobody\"; allowed: one mail address, such as "
        "geppo@example.jp"},
    {"geppo.yaml", "bulletin:\n  near: [a, [b]]\n",
        ":2: \"near\" is a list; allowed: a list of words, such as [carbon market]"},
    {"geppo.yaml", "bulletin:\n  first_issue: 2026-13\n",
        ":2: \"first_issue\" is \"2026-13\"; allowed: a month, YYYY-MM"},
    {"geppo.yaml", "fetch:\n  contact: call me\n",
        ":2: \"contact\" is \"call me\"; allowed: one mail address, or one http or https "
        "address"},
    {"geppo.yaml", "fetch:\n  allow_networks:\n  - 10.0.0.0/33\n",
        ":3: \"allow_networks\" is \"10.0.0.0/33\"; allowed: networks such as 127.0.0.0/8 "
        "or fd00::/8"},
    {"geppo.yaml", "fetch: 5\n",
        ":1: fetch is \"5\"; allowed: a map of contact, delay_seconds, timeout_seconds, "
        "max_pages, look_again_days, "
        "allow_networks, "
        "ca_file, archive_mb"},
    {"geppo.yaml", "parse: {workers: 2}\nparse: {workers: 3}\n",
        ":2: \"parse\" is given twice in geppo.yaml"},
    {"partners.yaml", "partners:\n- {id: a, name_ja: あ, regions: [13040]}\n",
        ":2: \"regions\" is \"13040\"; allowed: a code of regions.tsv, such as 130400; "
        "000000 for the nation"},
    {"partners.yaml", "partners:\n- {id: a, name_ja: あ, regions: 130400}\n",
        ":2: \"regions\" is \"130400\"; allowed: a list in brackets, [a, b]"},
    {"partners.yaml", "partners:\n- {id: a, name_ja: あ, regions: [130400, 130400]}\n",
        ":2: \"regions\" has 130400 twice"},
    {"partners.yaml", "partners:\n- {id: a, name_ja: あ, regions: []}\n",
        ":2: \"regions\" is an empty list; allowed: a list that is not empty"},
    {"partners.yaml", "partners:\n- {id: a, regions: [130400]}\n",
        ":2: a partner without \"name_ja\", which is required"},
    {"partners.yaml",
        "partners:\n- {id: a, name_ja: あ, regions: [130400]}\n"
        "- {id: a, name_ja: い, regions: [130400]}\n",
        ":3: the partner \"a\" is there twice"},
    {"partners.yaml", "partner: []\n",
        ":1: unknown key \"partner\"; allowed: partners, groups, recipients\n"
        "%s/config/partners.yaml:1: no \"partners:\" with a list below it"},
    {"measures.yaml", "measures: [{id: a, ja: あ}]\nmeasures: []\n",
        ":2: \"measures\" is given twice"},
    {"measures.yaml", "measures:\n- {id: a, ja: あ}\n- {id: a, ja: い}\n",
        ":3: the id \"a\" is there twice"},
    {"quantities.tsv", "kind\tid\tja\nquantity\ta\tあ\nunits\tt\tトン\n",
        ":3: kind must be quantity, aspect, unit or place"},
    {"quantities.tsv", "kind\tid\tja\nunit\tt\tトン\nunit\tt\tt\n", ":3: this id is there twice"},
    {"key-regions.tsv", "key\tcode\tfrom\tto\njjj\t130400\t2020\t\n",
        ":2: from and to must be dates, YYYY-MM-DD (to may be empty)"},
    {"key-regions.tsv", "key\tcode\tfrom\tto\n130000\t130400\t2020-01-01\t\n",
        ":2: \"130000\" is no key region of regions.tsv"},
    {"key-regions.tsv",
        "key\tcode\tfrom\tto\njjj\t130400\t2020-01-01\t\njjj\t130400\t2021-01-01\t\n",
        ":3: 130400 is in jjj twice at one time"},
};

#define HEAD "sources:\n- name_zh: 邯郸市\n  name_ja: 邯鄲市\n  level: city\n  region: 130400\n"
static const struct fault_case faults_of_sources[] = {
    {"sources.yaml", HEAD "  columns:\n  - {id: a, column: x, list_url: //www.hd.gov.cn/}\n",
        ":7: \"list_url\" is \"//www.hd.gov.cn/\"; allowed: an absolute http or https "
        "address"},
    {"sources.yaml", HEAD "  columns:\n  - {id: a, column: x}\n",
        ":7: a source without \"list_url\", which is required"},
    {"sources.yaml", HEAD "  columns:\n  - {id: a_b, column: x, list_url: 'http://h/'}\n",
        ":7: \"id\" is \"a_b\"; allowed: up to 64 of a-z, 0-9 and hyphen, no hyphen first"},
    {"sources.yaml",
        HEAD "  article: '^http(s'\n  columns:\n  - {id: a, column: x, list_url: "
             "'http://h/'}\n",
        ":6: \"article\": the pattern does not compile, at character 7 of \"^http(s\": "
        "missing closing parenthesis; allowed: a regular expression (PCRE2)"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', title_xpath: '//h1['}\n",
        ":7: \"title_xpath\": the XPath does not compile, at character 5 of \"//h1[\": "
        "Invalid expression"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', pagination: p2.html}\n",
        ":7: \"pagination\" is \"p2.html\"; allowed: a link with {n}, such as "
        "index_{n}.html (also {from}, {to}, {pageid}, {col}, {name}), auto or none"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', charset: gbx}\n",
        ":7: \"charset\" is \"gbx\"; allowed: an encoding that iconv knows, such as utf-8 "
        "or gb18030"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', needs: [vpn]}\n",
        ":7: \"needs\" is \"vpn\"; allowed: proxy, js, json, cookie, tls_legacy"},
    {"sources.yaml", HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', state: on}\n",
        ":7: \"state\" is \"on\"; allowed: active, trial, retired"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', level: province}\n",
        ":7: level province does not fit region 130400, which is 邯郸市 (prefecture)"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/'}\n"
             "  - {id: a, column: y, list_url: 'http://h/y/'}\n",
        ":8: the id \"a\" is taken by the source on line 7"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/x/'}\n"
             "  - {id: b, column: y, list_url: 'https://h/x/'}\n",
        ":8: \"list_url\" is that of the source on line 7"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', pagination: "
             "'index_{m}_{n}.html'}\n",
        ":7: \"pagination\" is \"index_{m}_{n}.html\"; allowed: a link with {n}, such as "
        "index_{n}.html (also {from}, {to}, {pageid}, {col}, {name}), auto or none"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', listing: {kind: xml}}\n",
        ":7: \"kind\" is \"xml\"; allowed: html, script, json, jsonp, rss, sitemap"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', listing: {items: "
             "rows}}\n",
        ":7: \"listing\" has paths into data and the kind html; allowed: json, jsonp, "
        "script"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', pagination: "
             "'?from={from}'}\n",
        ":7: {from} and {to} without \"per_page\", which they need"},
    {"sources.yaml",
        HEAD "  columns:\n  - {id: a, column: x, list_url: 'http://h/', listing: {kind: json, "
             "method: GET, body: x}}\n",
        ":7: \"listing\" has a body and the method GET; allowed: POST"},
    {"sources.yaml", HEAD "  columns: []\n",
        ":6: \"columns\" is empty; allowed: a list of sources"},
    {"sources.yaml", HEAD "  listurl: http://h/\n  column: x\n  id: a\n",
        ":6: unknown key \"listurl\" in a source; did you mean \"list_url\"?\n"
        "%s/config/sources.yaml:2: a source without \"list_url\", which is required"},
    {"sources.yaml", "sources:\n- x\n",
        ":2: a source is \"x\"; allowed: a map of name_zh, name_ja, level, region, "
        "article, cms, charset, pagination, listing, page_parameter, page_value, "
        "first_index, "
        "numbering, per_page, max_pages, needs, proxy, tls, delay_seconds, interval_hours, "
        "interval_min_hours, interval_max_hours, state, "
        "drop_xpath, title_xpath, published_xpath, written_xpath, doc_number_xpath, "
        "issuer_xpath, index_number_xpath, content_source_xpath, body_xpath, item_xpath, "
        "item_title_xpath, item_link_xpath, item_date_xpath, next_xpath, id, column, "
        "list_url"},
};
#undef HEAD

static void
assert_fault(const struct fault_case *it, unsigned what)
{
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	struct buf faults, expected;
	buf_init(&faults, CAP_MESSAGE);
	buf_init(&expected, CAP_MESSAGE);
	put_good(NULL);
	put(it->name, it->text);
	buf_addf(&expected, "%s/config/%s", dir, it->name);
	buf_addf(&expected, it->fault, dir);
	buf_addc(&expected, '\n');
	assert_int_equal(config_load(dir, what, &a, &c, &faults, &f), -1);
	assert_string_equal(faults.text, expected.text);
	assert_int_equal(f.exit, EXIT_CONFIG);
	buf_release(&faults);
	buf_release(&expected);
	arena_release(&a);
}

static void
test_each_kind_of_fault(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faults_of_files / sizeof *faults_of_files; i++)
		assert_fault(&faults_of_files[i], CONFIG_ALL);
	for (size_t i = 0; i < sizeof faults_of_sources / sizeof *faults_of_sources; i++)
		assert_fault(&faults_of_sources[i], CONFIG_SOURCES);
}

static void
test_faults_of_regions(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	struct buf faults, expected;
	buf_init(&faults, CAP_MESSAGE);
	buf_init(&expected, CAP_MESSAGE);
	put("key-regions.tsv", "key\tcode\tfrom\tto\n");
	put("regions.tsv", "code\tzh\tja\tparent\tlevel\n"
	                   "000000\t全国\t全国\t\tnation\n"
	                   "110000\t北京\t北京\t999999\tprovince\n"
	                   "120000\t天津\t天津\t120100\tprovince\n"
	                   "120100\t市\t市\t120000\tprefecture\n"
	                   "000000\t全国\t全国\t\tnation\n"
	                   "130000\t河北\t河北\t000000\tstate\n");
	buf_addf(&expected,
	    "%s/config/regions.tsv:7: unknown level; allowed: nation, province, prefecture, "
	    "county, key\n"
	    "%s/config/regions.tsv:6: the code 000000 is there twice\n"
	    "%s/config/regions.tsv:3: the parent of 110000 is \"999999\"; allowed: a code of this "
	    "table\n"
	    "%s/config/regions.tsv:4: the parents of 120000 run in a circle\n"
	    "%s/config/regions.tsv:5: the parents of 120100 run in a circle\n",
	    dir, dir, dir, dir, dir);
	assert_int_equal(config_load(dir, CONFIG_REGIONS, &a, &c, &faults, &f), -1);
	assert_string_equal(faults.text, expected.text);
	buf_release(&faults);
	buf_release(&expected);
	arena_release(&a);
}

static void
test_columns_take_what_their_site_says(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	put("sources.yaml",
	    "sources:\n"
	    "- name_zh: 邯郸市\n"
	    "  name_ja: 邯鄲市\n"
	    "  level: city\n"
	    "  region: 130400\n"
	    "  pagination: 'index_{n}.html'\n"
	    "  first_index: 2\n"
	    "  needs: [js]\n"
	    "  columns:\n"
	    "  - {id: a, column: x, list_url: 'http://h/a/'}\n"
	    "  - {id: b, column: y, list_url: 'http://h/b/', pagination: none, needs: [],\n"
	    "     level: province, region: 130000}\n");
	assert_int_equal(config_load(dir, CONFIG_SOURCES, &a, &c, NULL, &f), 0);
	assert_int_equal(c.n_sources, 2);
	assert_string_equal(c.sources[0].pagination, "index_{n}.html");
	assert_int_equal(c.sources[0].first_index, 2);
	assert_string_equal(c.sources[0].needs[0], "js");
	assert_int_equal(c.sources[0].line, 10);
	assert_string_equal(c.sources[1].name_ja, "邯鄲市");
	assert_string_equal(c.sources[1].pagination, "none");
	assert_null(c.sources[1].needs[0]);
	assert_int_equal(c.sources[1].level, LEVEL_PROVINCE);
	arena_release(&a);
}

static void
test_which_source_an_address_belongs_to(void **state)
{
	(void)state;
	static const struct {
		const char *url, *source;
		bool is_list;
	} cases[] = {
	    {"http://www.h.cn/a/", "a", true},
	    {"https://h.cn/a/index.html", "a", true},
	    {"https://www.h.cn/a/index_12.shtml", "a", true},
	    {"https://www.h.cn/a/index_.shtml", NULL, false},
	    {"https://www.h.cn/list?x=1&page=3", "q", true},
	    {"https://www.h.cn/list?x=1", "q", true},
	    {"https://www.h.cn/a/202606/t20260623_1.html", "a", false},
	    {"https://www.h.cn/b/c/202606/t20260623_1.html", "b", false}, /* nearest folder */
	    {"https://www.h.cn/z/202606/t20260623_1.html", "a", false},   /* first declared */
	    {"https://sub.k.cn/x/post_5.html", "k", false}, /* the pattern names hosts */
	    {"https://www.k.cn/x/other.html", NULL, false},
	    {"https://any.cn/whatever", "any", false},
	    {"https://any.cn/list/p_1.html", "some",
	        false},                               /* a pattern counts more than a folder */
	    {"https://www.l.cn/p/5.htm", "l", false}, /* a pattern for its own host alone */
	    {"https://www.other.cn/p/5.htm", NULL, false},
	    {"ftp://www.h.cn/a/", NULL, false},
	    {"", NULL, false},
	};
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	put("sources.yaml",
	    "sources:\n"
	    "- name_zh: 邯郸市\n"
	    "  name_ja: 邯鄲市\n"
	    "  level: city\n"
	    "  region: 130400\n"
	    "  article: '^https?://www\\.h\\.cn/.+/t\\d{8}_\\d+\\.html$'\n"
	    "  columns:\n"
	    "  - {id: a, column: x, list_url: 'https://www.h.cn/a/', pagination: "
	    "'index_{n}.shtml'}\n"
	    "  - {id: b, column: x, list_url: 'https://www.h.cn/b/'}\n"
	    "  - {id: q, column: x, list_url: 'https://www.h.cn/list?x=1', pagination: "
	    "'?x=1&page={n}'}\n"
	    "  - {id: k, column: x, list_url: 'https://www.k.cn/l/', article: "
	    "'^https?://[a-z]+\\.k\\.cn/x/post_'}\n"
	    "  - {id: l, column: x, list_url: 'https://www.l.cn/l/', article: '/p/\\d+\\.htm$'}\n"
	    "- {id: any, name_zh: z, name_ja: j, level: city, region: 130400, column: c,\n"
	    "   list_url: 'https://any.cn/list/'}\n"
	    "- {id: some, name_zh: z, name_ja: j, level: city, region: 130400, column: c,\n"
	    "   list_url: 'https://any.cn/news/', article: 'p_\\d+\\.html$'}\n");
	assert_int_equal(config_load(dir, CONFIG_SOURCES, &a, &c, NULL, &f), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool is_list = !cases[i].is_list;
		const struct source *s = config_source_of_url(&c, cases[i].url, &is_list);
		const char *id = s ? s->id : "(none)";
		if (strcmp(id, cases[i].source ? cases[i].source : "(none)") != 0 ||
		    is_list != cases[i].is_list)
			fail_msg("%s is taken for %s %s", cases[i].url,
			    is_list ? "a list of" : "an article of", id);
	}
	arena_release(&a);
}

/* The shipped tables: tests run in the root of the tree, where config/ lies. */
static void
test_key_regions_by_date(void **state)
{
	(void)state;
	static const struct {
		const char *code, *ancestor, *date;
		bool within;
	} cases[] = {
	    {"140100", "jjj", "2020-01-01", true},  /* 太原, of "2+26" */
	    {"140100", "jjj", "2024-01-01", false}, /* not of "2+36" */
	    {"140100", "jjj", "2023-11-29", true},
	    {"140100", "jjj", "2023-11-30", false},
	    {"140100", "fwp", "2023-11-29", false},
	    {"140100", "fwp", "2023-11-30", true},
	    {"140100", "fwp", NULL, true},
	    {"130300", "jjj", "2023-01-01", false}, /* 秦皇岛 came with "2+36" */
	    {"130300", "jjj", "2024-01-01", true},
	    {"410300", "fwp", "2020-01-01", true}, /* 洛阳 moved from fwp to jjj */
	    {"410300", "jjj", NULL, true},
	    {"130181", "jjj", NULL, true}, /* 辛集 lies in 石家庄 */
	    {"110000", "jjj", "2014-06-01", true},
	    {"110000", "jjj", "2012-06-01", false},
	    {"330300", "yrd", "2020-01-01", true}, /* 温州: the whole province, then not */
	    {"330300", "yrd", "2024-01-01", false},
	    {"330000", "yrd", "2024-01-01", false},
	    {"420100", "jjj", NULL, false},
	    {"440100", "prd", NULL, true},
	    {"130400", "130000", NULL, true},
	    {"130400", "130400", NULL, true},
	    {"130400", "140000", NULL, false},
	    {"130400", "000000", NULL, true},
	    {"jjj", "000000", NULL, true},
	    {"130000", "130400", NULL, false},
	};
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	assert_int_equal(config_load(".", CONFIG_REGIONS, &a, &c, NULL, &f), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (config_region_within(&c, cases[i].code, cases[i].ancestor, cases[i].date) !=
		    cases[i].within)
			fail_msg("%s in %s on %s should be %d", cases[i].code, cases[i].ancestor,
			    cases[i].date ? cases[i].date : "today", cases[i].within);
	arena_release(&a);
}

static size_t
members_on(const struct config *c, const char *key, const char *date)
{
	size_t n = 0;
	for (size_t i = 0; i < c->n_members; i++) {
		const struct key_member *m = &c->members[i];
		n += strcmp(m->key, key) == 0 && strcmp(m->from, date) <= 0 &&
		     (!m->to || strcmp(date, m->to) < 0);
	}
	return n;
}

/* 国发〔2023〕24号 and 国发〔2018〕22号 count them: 2+36, 2+26, 31, 13 and 11; 济源 comes on top.
 */
static void
test_key_regions_have_as_many_cities_as_the_plans_say(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	assert_int_equal(config_load(".", CONFIG_REGIONS, &a, &c, NULL, &f), 0);
	assert_int_equal(members_on(&c, "jjj", "2024-01-01"), 38 + 1);
	assert_int_equal(members_on(&c, "jjj", "2020-01-01"), 28 + 1);
	assert_int_equal(members_on(&c, "yrd", "2024-01-01"), 31);
	assert_int_equal(members_on(&c, "fwp", "2024-01-01"), 13);
	assert_int_equal(members_on(&c, "fwp", "2020-01-01"), 11);
	assert_int_equal(members_on(&c, "prd", "2024-01-01"), 9);
	arena_release(&a);
}

static void
test_japanese_names_that_matter(void **state)
{
	(void)state;
	static const char *const wanted[][2] = {{"210100", "瀋陽市"}, {"130400", "邯鄲市"},
	    {"440100", "広州市"}, {"610100", "西安市"}, {"420100", "武漢市"}, {"310000", "上海市"},
	    {"120000", "天津市"}, {"210000", "遼寧省"}, {"320000", "江蘇省"}, {"140000", "山西省"},
	    {"610000", "陝西省"}, {"230000", "黒竜江省"}, {"150000", "内モンゴル自治区"},
	    {"540000", "チベット自治区"}, {"650000", "新疆ウイグル自治区"},
	    {"450000", "広西チワン族自治区"}, {"640000", "寧夏回族自治区"},
	    {"820000", "マカオ特別行政区"}, {"150100", "フフホト市"}, {"230100", "ハルビン市"},
	    {"jjj", "京津冀・周辺"}, {"yrd", "長江デルタ"}, {"prd", "珠江デルタ"}};
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	assert_int_equal(config_load(".", CONFIG_REGIONS, &a, &c, NULL, &f), 0);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_string_equal(config_region(&c, wanted[i][0])->ja, wanted[i][1]);
	arena_release(&a);
}

/* Every partner region and every province has a source of its own, or the bulletin could never say
 * that it was looked at. */
static void
test_shipped_sources_cover_the_partners_and_provinces(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	size_t pairs = 0;
	assert_int_equal(config_load(".", CONFIG_SOURCES | CONFIG_PARTNERS, &a, &c, NULL, &f), 0);
	assert_true(c.n_sources >= 150);
	for (size_t i = 0; i < c.n_partners; i++)
		for (const char *const *r = c.partners[i].regions; *r; r++, pairs++) {
			size_t n = 0;
			for (size_t j = 0; j < c.n_sources; j++)
				n += strcmp(c.sources[j].region, *r) == 0;
			if (n == 0)
				fail_msg("%s has no source", *r);
		}
	assert_int_equal(pairs, 13);
	for (size_t i = 0; i < c.n_regions; i++) {
		bool found = strcmp(c.regions[i].level, "province") != 0 ||
		             strcmp(c.regions[i].code, "700000") > 0; /* Taiwan, Hong Kong, Macao */
		for (size_t j = 0; j < c.n_sources && !found; j++)
			found = strcmp(c.sources[j].region, c.regions[i].code) == 0;
		if (!found)
			fail_msg("%s has no source", c.regions[i].zh);
	}
	arena_release(&a);
}

static void
test_levels_have_names(void **state)
{
	(void)state;
	assert_string_equal(level_name(LEVEL_COUNTY), "county");
	assert_int_equal(level_named("region"), LEVEL_REGION);
	assert_int_equal(level_named("none"), LEVEL_NONE);
	assert_int_equal(level_named("xyz"), LEVEL_NONE);
	assert_int_equal(level_named(NULL), LEVEL_NONE);
}

static void
test_a_missing_directory_is_said(void **state)
{
	(void)state;
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	assert_int_equal(config_load("/nonexistent", CONFIG_ALL, &a, &c, NULL, &f), -1);
	assert_string_equal(
	    fail_text(&f), "/nonexistent: no such data directory; geppo init makes one");
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_a_small_configuration_loads, put_good),
	    cmocka_unit_test_setup(test_a_part_alone_needs_no_other_file, put_good),
	    cmocka_unit_test(test_each_kind_of_fault),
	    cmocka_unit_test_setup(test_faults_of_regions, put_good),
	    cmocka_unit_test_setup(test_columns_take_what_their_site_says, put_good),
	    cmocka_unit_test_setup(test_which_source_an_address_belongs_to, put_good),
	    cmocka_unit_test(test_key_regions_by_date),
	    cmocka_unit_test(test_key_regions_have_as_many_cities_as_the_plans_say),
	    cmocka_unit_test(test_japanese_names_that_matter),
	    cmocka_unit_test(test_shipped_sources_cover_the_partners_and_provinces),
	    cmocka_unit_test(test_levels_have_names),
	    cmocka_unit_test(test_a_missing_directory_is_said),
	};
	return cmocka_run_group_tests_name("config: loading", tests, make_dir, remove_dir);
}
