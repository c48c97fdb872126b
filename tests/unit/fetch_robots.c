/* fetch_robots.c - robots.txt as in RFC 9309. With arguments (a table of robots.txt, agent,
 * address, each field escaped) it prints a decision for each row instead:
 * tests/real/fetch_robots.bats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/url.h"
#include "fetch/robots.h"

static bool
allows(const char *text, const char *agent, const char *path)
{
	struct arena a = {0};
	struct robots r;
	robots_read(&r, text, strlen(text), agent, &a);
	bool yes = robots_allows(&r, path, &a);
	arena_release(&a);
	return yes;
}

static void
test_groups(void **state)
{
	(void)state;
	const char *text = "User-agent: *\nDisallow: /\n\nUser-agent: geppo\nUser-Agent: other\n"
	                   "Disallow: /closed/\n\nuser-agent: GEPPO/2.0\nDisallow: /also\n";
	assert_true(allows(text, "geppo", "/open"));
	assert_false(allows(text, "geppo", "/closed/x"));
	assert_false(allows(text, "geppo", "/also-this"));
	assert_true(allows(text, "other", "/also-this"));
	assert_false(allows(text, "third", "/open"));
	assert_true(allows(text, "third", "/robots.txt"));
	assert_true(allows("", "geppo", "/x"));
	assert_true(allows("Disallow: /\n", "geppo", "/x")); /* a rule before any group */
	assert_true(allows("User-agent: *\nDisallow:\n", "geppo", "/x"));
}

static void
test_longest_wins(void **state)
{
	(void)state;
	const char *text = "User-agent: *\nDisallow: /p\nAllow: /p/a\nDisallow: /p/a/b$\n"
	                   "Allow: /q\nDisallow: /q\nDisallow: /*.doc$\n";
	assert_false(allows(text, "geppo", "/page"));
	assert_true(allows(text, "geppo", "/p/a/x"));
	assert_false(allows(text, "geppo", "/p/a/b"));
	assert_true(allows(text, "geppo", "/p/a/bc"));
	assert_true(allows(text, "geppo", "/q1")); /* allow wins a tie */
	assert_false(allows(text, "geppo", "/x/y.doc"));
	assert_true(allows(text, "geppo", "/x/y.docx"));
}

static void
test_encoding(void **state)
{
	(void)state;
	const char *text = "User-agent: *\r\nDisallow: /\xe7\xa9\xba\r\nDisallow: /%7Eme # why\r"
	                   "Disallow: /s/%2f\nDisallow: /a%2Ab\n";
	assert_false(allows(text, "geppo", "/%e7%A9%ba/x"));
	assert_false(allows(text, "geppo", "/~me"));
	assert_false(allows(text, "geppo", "/s/%2Fx"));
	assert_true(allows(text, "geppo", "/s//x"));
	assert_false(allows(text, "geppo", "/a*b"));
	assert_true(allows(text, "geppo", "/axb"));
}

static void
test_crawl_delay_and_writing(void **state)
{
	(void)state;
	struct arena a = {0};
	struct robots r, again;
	struct buf b;
	const char *text =
	    "\xef\xbb\xbfUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x\nAllow: /x/y\n";
	robots_read(&r, text, strlen(text), "geppo", &a);
	assert_true(r.crawl_delay > 2.49 && r.crawl_delay < 2.51);
	buf_init(&b, 1000);
	robots_write(&r, &b);
	robots_read(&again, b.text, b.len, "geppo", &a);
	assert_int_equal(again.n, 2);
	assert_true(again.crawl_delay > 2.49 && again.crawl_delay < 2.51);
	assert_false(robots_allows(&again, "/xz", &a));
	assert_true(robots_allows(&again, "/x/y", &a));
	const char *odd = "User-agent: *\nCrawl-delay: soon\n";
	robots_read(&r, odd, strlen(odd), "geppo", &a);
	assert_true(r.crawl_delay < 0);
	buf_release(&b);
	arena_release(&a);
}

/* A pattern of many stars must cost no more than the product of the lengths. */
static void
test_stars_are_cheap(void **state)
{
	(void)state;
	char text[600] = "User-agent: *\nDisallow: /";
	for (int i = 0; i < 200; i++)
		strcat(text, "a*");
	strcat(text, "b\n");
	char path[4000];
	memset(path, 'a', sizeof path - 1);
	path[0] = '/';
	path[sizeof path - 1] = '\0';
	assert_true(allows(text, "geppo", path));
}

static size_t
unescape(char *s)
{
	char *out = s, *begin = s;
	for (; *s; s++) {
		if (*s != '\\' || !s[1]) {
			*out++ = *s;
			continue;
		}
		s++;
		if (*s == 'x' && s[1] && s[2]) {
			char hex[3] = {s[1], s[2], 0};
			*out++ = (char)strtol(hex, NULL, 16);
			s += 2;
		} else
			*out++ = *s == 'n' ? '\n' : *s == 'r' ? '\r' : *s == 't' ? '\t' : *s;
	}
	*out = '\0';
	return (size_t)(out - begin);
}

static int
judge_file(const char *path)
{
	char *line = NULL;
	size_t room = 0;
	FILE *in = fopen(path, "r");
	if (in == NULL)
		return 1;
	while (getline(&line, &room, in) > 0) {
		struct arena a = {0};
		struct robots r;
		struct url u;
		char *rest = line, *cells[3];
		line[strcspn(line, "\n")] = '\0';
		for (int i = 0; i < 3; i++)
			cells[i] = strsep(&rest, "\t");
		if (cells[2] == NULL)
			return 1;
		size_t n = unescape(cells[0]);
		unescape(cells[1]);
		unescape(cells[2]);
		bool whole = url_parse(cells[2], strlen(cells[2]), NULL, &a, &u);
		const char *at = whole ? arena_printf(&a, "%s%s", u.path, u.query) : cells[2];
		robots_read(&r, cells[0], n, cells[1], &a);
		printf("%s\t%g\n", robots_allows(&r, *at ? at : "/", &a) ? "allow" : "deny",
		    r.crawl_delay);
		arena_release(&a);
	}
	free(line);
	fclose(in);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return judge_file(argv[1]);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_groups),
	    cmocka_unit_test(test_longest_wins),
	    cmocka_unit_test(test_encoding),
	    cmocka_unit_test(test_crawl_delay_and_writing),
	    cmocka_unit_test(test_stars_are_cheap),
	};
	return cmocka_run_group_tests_name("fetch_robots", tests, NULL, NULL);
}
