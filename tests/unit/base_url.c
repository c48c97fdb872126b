/* base_url.c - addresses and digests: cases from the WHATWG URL Standard's own examples, FIPS 180-4
 * and RFC 4648, and links as Chinese government pages write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/url.h"

static struct arena memory;

static void
test_links_resolve(void **state)
{
	(void)state;
	static const struct {
		const char *base, *link, *want;
	} cases[] = {
	    {"https://www.mee.gov.cn/zcwj/bwj/wj/index.shtml", "./202610/t20261020_1.shtml",
	        "https://www.mee.gov.cn/zcwj/bwj/wj/202610/t20261020_1.shtml"},
	    {"https://www.mee.gov.cn/zcwj/bwj/wj/", "../../../xxgk2018/xxgk/xxgk03/1.html",
	        "https://www.mee.gov.cn/xxgk2018/xxgk/xxgk03/1.html"},
	    {"http://a.gov.cn/x/y", "//b.gov.cn/z", "http://b.gov.cn/z"},
	    {"http://a.gov.cn/x/y?q=1", "?page=2", "http://a.gov.cn/x/y?page=2"},
	    {"http://a.gov.cn/x/", "附件 1.pdf", "http://a.gov.cn/x/%E9%99%84%E4%BB%B6%201.pdf"},
	    {"http://a.gov.cn/x/", "\\down\\1.doc", "http://a.gov.cn/down/1.doc"},
	    {"http://a.gov.cn/x/", "javascript:share()", NULL},
	    {"http://a.gov.cn/x/", "mailto:a@b.cn", NULL},
	    {"http://a.gov.cn/x/", "HTTP://WWW.B.GOV.CN:80/A/../b", "http://www.b.gov.cn/b"},
	    {"http://a.gov.cn/x/", "http://0x7f.1/", "http://127.0.0.1/"},
	    {"http://a.gov.cn/x/", "http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"},
	    {"http://a.gov.cn/x/", "http://1.2.3.256/", NULL},
	    {"http://a.gov.cn/x/", "http://政务.中国/", "http://xn--zfr164b.xn--fiqs8s/"},
	    {NULL, "page.html", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = url_resolve(cases[i].base, cases[i].link, &memory);
		if (cases[i].want == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i].want);
	}
	arena_reset(&memory);
}

static void
test_key_folds_twins(void **state)
{
	(void)state;
	static const char *const same[] = {"http://mee.gov.cn/zcwj/",
	    "https://www.mee.gov.cn/zcwj/", "https://www.MEE.gov.cn:443/zcwj/index.html",
	    "http://www.mee.gov.cn/zcwj/#top",
	    "http://www.mee.gov.cn/zcwj/index.shtml;jsessionid=1A?spm=3.4&utm_source=x"};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_string_equal(url_key(same[i], &memory), "http://mee.gov.cn/zcwj/");
	assert_string_equal(
	    url_key("http://a.cn/%e4?id=2&spm=1&p=3", &memory), "http://a.cn/%E4?id=2&p=3");
	assert_string_not_equal(
	    url_key("http://a.cn/1.html", &memory), url_key("http://a.cn/2.html", &memory));
	assert_null(url_key("ftp://a.cn/", &memory));
	arena_reset(&memory);
}

static void
test_parts(void **state)
{
	(void)state;
	struct url u;
	const char *text = "https://me:secret@Example.com:8443/a b?q#f";
	assert_true(url_parse(text, strlen(text), NULL, &memory, &u));
	assert_string_equal(u.user, "me");
	assert_string_equal(u.password, "secret");
	assert_string_equal(u.host, "example.com");
	assert_int_equal(u.port, 8443);
	assert_string_equal(u.path, "/a%20b");
	assert_string_equal(u.query, "?q");
	assert_string_equal(u.fragment, "#f");
	arena_reset(&memory);
}

static void
test_digests(void **state)
{
	(void)state;
	char label[40], hex[65];
	sha1_label("", 0, label);
	assert_string_equal(label, "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
	sha256_hex("abc", 3, hex);
	assert_string_equal(
	    hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	/* 56 bytes: the length no longer fits into the first block. */
	sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
	assert_string_equal(
	    hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_links_resolve),
	    cmocka_unit_test(test_key_folds_twins),
	    cmocka_unit_test(test_parts),
	    cmocka_unit_test(test_digests),
	};
	int failed = cmocka_run_group_tests_name("base: addresses and digests", tests, NULL, NULL);
	arena_release(&memory);
	return failed;
}
