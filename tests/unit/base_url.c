/* base_url.c - addresses as government sites write them. With a file of cases (base TAB input, in
 * hex; "-" is no base) it prints what each becomes: the standard's own cases are run so in
 * tests/real. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/caps.h"
#include "base/url.h"

struct pair {
	const char *from, *to;
};

static void
resolves_links_of_listings(void **state)
{
	(void)state;
	static const char base[] = "https://www.mee.gov.cn/ywgz/fgbz/index_2.html?x=1#top";
	static const struct pair cases[] = {
	    {"./202606/t20260623_1.html",
	        "https://www.mee.gov.cn/ywgz/fgbz/202606/t20260623_1.html"},
	    {"../../a.html", "https://www.mee.gov.cn/a.html"},
	    {"../../../../a.html", "https://www.mee.gov.cn/a.html"},
	    {"/xxgk2018/", "https://www.mee.gov.cn/xxgk2018/"},
	    {"//sthj.sh.gov.cn/a", "https://sthj.sh.gov.cn/a"},
	    {"\\\\host\\a\\b", "https://host/a/b"},
	    {" http://a.cn/\n", "http://a.cn/"},
	    {"?id=3", "https://www.mee.gov.cn/ywgz/fgbz/index_2.html?id=3"},
	    {"#part", "https://www.mee.gov.cn/ywgz/fgbz/index_2.html?x=1#part"},
	    {"", "https://www.mee.gov.cn/ywgz/fgbz/index_2.html?x=1"},
	    {"附件 1.pdf", "https://www.mee.gov.cn/ywgz/fgbz/%E9%99%84%E4%BB%B6%201.pdf"},
	    {"https:b.html", "https://www.mee.gov.cn/ywgz/fgbz/b.html"},
	};
	struct arena a = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(url_resolve(base, cases[i].from, &a), cases[i].to);
	arena_release(&a);
}

static void
refuses_what_is_no_address(void **state)
{
	(void)state;
	static const char *const cases[] = {"javascript:void(0)", "mailto:a@b.cn", "ftp://a.cn/",
	    "http://", "http://a.cn:99999/", "http://a b.cn/", "http://[::1", "http://256.1.1.1/",
	    "http://1.2.3.4.5/", "http://a%00.cn/", "data:text/html,x", "/no/base"};
	struct arena a = {0};
	struct url u;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_false(url_parse(cases[i], strlen(cases[i]), NULL, &a, &u));
	static char long_one[CAP_URL + 32] = "http://a.cn/";
	memset(long_one + 12, 'a', CAP_URL);
	assert_false(url_parse(long_one, strlen(long_one), NULL, &a, &u));
	arena_release(&a);
}

/* All of these are 127.0.0.1 or another number form: none may pass for a name. */
static void
reads_number_hosts(void **state)
{
	(void)state;
	static const struct pair cases[] = {
	    {"http://2130706433/", "127.0.0.1"},
	    {"http://0x7f.1/", "127.0.0.1"},
	    {"http://0177.0.0.01/", "127.0.0.1"},
	    {"http://127.0.0.1./", "127.0.0.1"},
	    {"http://１２７.０.０.１/", "127.0.0.1"},
	    {"http://%31%32%37.1/", "127.0.0.1"},
	    {"http://[0:0::1]/", "[::1]"},
	    {"http://[::ffff:127.0.0.1]/", "[::ffff:7f00:1]"},
	    {"http://生态环境部.中国/", "xn--0ns37o3xr9kbiw5e.xn--fiqs8s"},
	    {"http://WWW.MEE.GOV.CN/", "www.mee.gov.cn"},
	    {"http://a。cn/", "a.cn"},
	};
	struct arena a = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(url_host(cases[i].from, &a), cases[i].to);
	arena_release(&a);
}

static void
keeps_every_part(void **state)
{
	(void)state;
	struct arena a = {0};
	struct url u;
	static const char text[] = "HTTPS://u:p@a.cn:8443/x/%2e%2E/y?q='1'#f g";
	assert_true(url_parse(text, strlen(text), NULL, &a, &u));
	assert_string_equal(u.href, "https://u:p@a.cn:8443/y?q=%271%27#f%20g");
	assert_string_equal(u.scheme, "https");
	assert_string_equal(u.user, "u");
	assert_string_equal(u.password, "p");
	assert_string_equal(u.host, "a.cn");
	assert_int_equal(u.port, 8443);
	assert_string_equal(u.path, "/y");
	assert_string_equal(u.query, "?q=%271%27");
	assert_string_equal(u.fragment, "#f%20g");
	arena_release(&a);
}

static void
folds_what_does_not_tell_pages_apart(void **state)
{
	(void)state;
	static const struct pair cases[] = {
	    {"https://www.mee.gov.cn/a/index.html#x", "http://mee.gov.cn/a/"},
	    {"http://MEE.gov.cn:80/a/INDEX.shtml", "http://mee.gov.cn/a/"},
	    {"https://a.gov.cn:443/b", "http://a.gov.cn/b"},
	    {"https://a.gov.cn:8443/b", "http://a.gov.cn:8443/b"},
	    {"http://a.cn/x.do;JSESSIONID=12F", "http://a.cn/x.do"},
	    {"http://a.cn/x?utm_source=w&id=3&spm=1.2&PHPSESSID=9", "http://a.cn/x?id=3"},
	    {"http://a.cn/x?spm=1", "http://a.cn/x"},
	    {"http://a.cn/x?spmode=1", "http://a.cn/x?spmode=1"},
	    {"http://a.cn/%e9%99%84", "http://a.cn/%E9%99%84"},
	    {"http://a.cn/x?q=%e9%2", "http://a.cn/x?q=%E9%2"},
	    {"http://a.cn", "http://a.cn/"},
	    {"http://www.a.cn/z/index.shtml;jsessionid=1A?spm=3.4&utm_source=x", "http://a.cn/z/"},
	};
	struct arena a = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(url_key(cases[i].from, &a), cases[i].to);
	assert_null(url_key("mailto:a@b", &a));
	arena_release(&a);
}

static size_t
unhex(const char *hex, char *out)
{
	size_t n = 0;
	for (unsigned byte; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		out[n++] = (char)byte;
	out[n] = '\0';
	return n;
}

static int
answer_file(const char *path)
{
	static char line[CAP_LINE], base[CAP_LINE], input[CAP_LINE];
	struct arena a = {0};
	FILE *in = fopen(path, "r");
	if (in == NULL)
		return 1;
	while (fgets(line, sizeof line, in)) {
		struct url from, u;
		char *tab = strchr(line, '\t');
		*tab = '\0';
		bool based = *line != '-' && url_parse(base, unhex(line, base), NULL, &a, &from);
		size_t n = unhex(tab + 1, input);
		puts(url_parse(input, n, based ? &from : NULL, &a, &u) ? u.href : "-");
		arena_reset(&a);
	}
	fclose(in);
	arena_release(&a);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return answer_file(argv[1]);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(resolves_links_of_listings),
	    cmocka_unit_test(refuses_what_is_no_address),
	    cmocka_unit_test(reads_number_hosts),
	    cmocka_unit_test(keeps_every_part),
	    cmocka_unit_test(folds_what_does_not_tell_pages_apart),
	};
	return cmocka_run_group_tests_name("base: addresses", tests, NULL, NULL);
}
