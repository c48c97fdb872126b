/* extract_charset.c - which charset, and bytes to UTF-8. With $SHARED, also every vector of the
 * collected suites; without it, the ones written here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "parse/extract/charset.h"

static struct charsets *charsets;

static int
open_tables(void **state)
{
	(void)state;
	charsets = charsets_new();
	return 0;
}

static int
close_tables(void **state)
{
	(void)state;
	charsets_free(charsets);
	return 0;
}

static struct decoded
decide(const char *bytes, size_t n, const char *content_type, struct arena *a)
{
	struct decoded d;
	charset_decode(charsets, (const unsigned char *)bytes, n, content_type, NULL, a, &d);
	return d;
}

static void
assert_text(const struct decoded *d, const char *want)
{
	assert_int_equal(d->n, strlen(want));
	assert_memory_equal(d->text, want, d->n);
}

static void
test_meta_decides(void **state)
{
	(void)state;
	struct arena a = {0};
	/* 空气 in GBK. */
	static const char page[] = "<meta charset=gb2312><p>\xbf\xd5\xc6\xf8</p>";
	struct decoded d = decide(page, sizeof page - 1, NULL, &a);
	assert_string_equal(d.charset, "gb18030");
	assert_text(&d, "<meta charset=gb2312><p>空气</p>");
	assert_false(d.lied);
	assert_int_equal(d.replaced, 0);
	arena_release(&a);
}

static void
test_header_decides_without_meta(void **state)
{
	(void)state;
	struct arena a = {0};
	/* 環境 in Shift_JIS. */
	static const char page[] = "<p>\x8a\xc2\x8b\xab</p>";
	struct decoded d = decide(page, sizeof page - 1, "text/html; charset=Shift_JIS", &a);
	assert_string_equal(d.charset, "shift_jis");
	assert_text(&d, "<p>環境</p>");
	arena_release(&a);
}

static void
test_utf8_under_a_gb_label(void **state)
{
	(void)state;
	struct arena a = {0};
	static const char page[] = "<meta charset=gb2312><p>大气污染防治行动计划</p>";
	struct decoded d = decide(page, sizeof page - 1, NULL, &a);
	assert_string_equal(d.charset, "utf-8");
	assert_string_equal(d.declared, "gb18030");
	assert_true(d.lied);
	assert_text(&d, page);
	arena_release(&a);
}

static void
test_gb_under_a_utf8_label(void **state)
{
	(void)state;
	struct arena a = {0};
	/* 大气污染防治行动计划 twice over. */
	static const char page[] =
	    "<meta "
	    "charset=utf-8><p>\xb4\xf3\xc6\xf8\xce\xdb\xc8\xbe\xb7\xc0\xd6\xce\xd0\xd0\xb6\xaf\xbc"
	    "\xc6\xbb\xae\xa3\xac\xb4\xf3\xc6\xf8\xce\xdb\xc8\xbe\xb7\xc0\xd6\xce\xd0\xd0\xb6\xaf"
	    "\xbc\xc6"
	    "\xbb\xae</p>";
	struct decoded d = decide(page, sizeof page - 1, NULL, &a);
	assert_string_equal(d.charset, "gb18030");
	assert_true(d.lied);
	assert_non_null(strstr(d.text, "大气污染防治行动计划，"));
	arena_release(&a);
}

static void
test_gb_under_a_label_of_letters(void **state)
{
	(void)state;
	struct arena a = {0};
	/* 大气污染防治, eight times: no byte of it is bad in Latin-1. */
#define SIX "\xb4\xf3\xc6\xf8\xce\xdb\xc8\xbe\xb7\xc0\xd6\xce"
	static const char page[] = "<meta charset=iso-8859-1><p>" SIX SIX SIX SIX SIX SIX SIX SIX;
	struct decoded d = decide(page, sizeof page - 1, NULL, &a);
	assert_string_equal(d.charset, "gb18030");
	assert_true(d.lied);
	assert_non_null(strstr(d.text, "大气污染防治大气"));
	/* French stays what it says. */
	static const char french[] =
	    "<meta charset=iso-8859-1><p>\xe9t\xe9 \xe0 la mer, d\xe9j\xe0 vu";
	d = decide(french, sizeof french - 1, NULL, &a);
	assert_string_equal(d.charset, "windows-1252");
	arena_release(&a);
}

static void
test_one_cut_character_keeps_the_charset(void **state)
{
	(void)state;
	struct arena a = {0};
	static const char page[] = "<p>大气污染防治行动计划\xe6\xb1";
	struct decoded d = decide(page, sizeof page - 1, NULL, &a);
	assert_string_equal(d.charset, "utf-8");
	assert_int_equal(d.replaced, 1);
	assert_text(&d, "<p>大气污染防治行动计划\xef\xbf\xbd");
	arena_release(&a);
}

static void
test_bad_bytes_are_counted_and_nothing_is_cut(void **state)
{
	(void)state;
	struct arena a = {0};
	static const char bytes[] = "\xb4\xf3\xff\xc6\xf8 end";
	struct decoded d;
	assert_true(charset_decode_as(
	    charsets, "gbk", (const unsigned char *)bytes, sizeof bytes - 1, &a, &d));
	assert_int_equal(d.replaced, 1);
	assert_text(&d, "大\xef\xbf\xbd气 end");
	arena_release(&a);
}

static void
test_utf16_with_and_without_mark(void **state)
{
	(void)state;
	struct arena a = {0};
	static const char marked[] = "\xff\xfe<\0p\0>\0\x14\x6c";
	struct decoded d = decide(marked, sizeof marked - 1, NULL, &a);
	assert_string_equal(d.charset, "utf-16le");
	assert_text(&d, "<p>气");
	static const char bare[] =
	    "\0<\0h\0t\0m\0l\0>\0<\0b\0o\0d\0y\0>\0<\0p\0>\x6c\x14\0<\0/\0p\0>";
	d = decide(bare, sizeof bare - 1, NULL, &a);
	assert_string_equal(d.charset, "utf-16be");
	assert_text(&d, "<html><body><p>气</p>");
	arena_release(&a);
}

static void
test_big5_without_a_label(void **state)
{
	(void)state;
	struct arena a = {0};
	/* 空氣污染防制法 and more, in Big5. */
	static const char page[] = "<p>"
	                           "\xaa\xc5\xae\xf0\xa6\xc3\xac\x56\xa8\xbe\xa8\xee\xaa\x6b\xa1"
	                           "\x41\xb2\xc4\xa4\x40\xb1\xf8"
	                           "\xa1\x47\xac\xb0\xa8\xbe\xa8\xee\xaa\xc5\xae\xf0\xa6\xc3\xac"
	                           "\x56\xa1\x41\xba\xfb\xc5\x40\xa5"
	                           "\xcd\xac\xa1\xc0\xf4\xb9\xd2\xa1\x41\xa4\xce\xb0\xea\xa5\xc1"
	                           "\xb0\xb7\xb1\x64\xa1\x41\xab\x50"
	                           "\xb6\x69\xa5\xc3\xc4\xf2\xb5\x6f\xae\x69</p>";
	struct decoded d = decide(page, sizeof page - 1, NULL, &a);
	assert_string_equal(d.charset, "big5");
	assert_non_null(strstr(d.text, "空氣污染防制法，第一條："));
	arena_release(&a);
}

/* ---- suites */

static const char *
shared(void)
{
	const char *dir = getenv("SHARED");
	return dir && *dir ? dir : NULL;
}

/* Some expectations of the list hold an escape of their source as text: \\x5B for one byte. */
static size_t
from_hex(const char *hex, unsigned char *out)
{
	size_t n = 0;
	for (unsigned value; sscanf(hex, "%2x", &value) == 1; hex += 2) {
		out[n++] = (unsigned char)value;
		if (n >= 4 && out[n - 4] == '\\' && out[n - 3] == 'x' &&
		    sscanf((const char[]){(char)out[n - 2], (char)out[n - 1], 0}, "%2x", &value) ==
		        1) {
			n -= 3;
			out[n - 1] = (unsigned char)value;
		}
	}
	return n;
}

static bool
vector_holds(const char *encoding, const char *input, const char *want)
{
	static const struct {
		const char *name, *label;
	} names[] = {{"utf8_to_utf8", "utf-8"}, {"euc_jp", "euc-jp"}, {"euc_kr", "euc-kr"},
	    {"iso_2022_jp", "iso-2022-jp"}, {"utf_16le", "utf-16le"}, {"utf_16be", "utf-16be"}};
	struct arena a = {0};
	struct decoded d;
	unsigned char in[4096], out[4096];
	size_t n = from_hex(input, in), m = from_hex(want, out);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(encoding, names[i].name) == 0)
			encoding = names[i].label;
	assert_true(charset_decode_as(charsets, encoding, in, n, &a, &d));
	bool same = d.n == m && memcmp(d.text, out, m) == 0;
	if (!same)
		print_error("%s %s: want %s\n", encoding, input, want);
	arena_release(&a);
	return same;
}

static void
test_edge_vectors(void **state)
{
	(void)state;
	char path[4096], line[8192];
	if (shared() == NULL) {
		print_message(
		    "# without $SHARED the standard's vectors are not there: passed over\n");
		return;
	}
	snprintf(path, sizeof path, "%s/suites/encoding/edge-cases.tsv", shared());
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	int decoded = 0, failed = 0;
	while (fgets(line, sizeof line, f)) {
		char *cell[4] = {0};
		line[strcspn(line, "\n")] = '\0';
		char *rest = line;
		for (int i = 0; i < 4; i++)
			cell[i] = strsep(&rest, "\t");
		if (strcmp(cell[0], "decode") != 0)
			continue;
		decoded++;
		failed += !vector_holds(cell[1], cell[2], cell[3]);
	}
	fclose(f);
	assert_int_equal(decoded, 329);
	assert_int_equal(failed, 0);
}

/* Blocks of "#data" and "#encoding"; the prescan is the first 1024 bytes' business, the default for
 * none is windows-1252 there. */
static void
prescan_file(const char *name, int *cases, int *failed)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/suites/html5lib-encoding/encoding/%s", shared(), name);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	static char all[1 << 20];
	size_t n = fread(all, 1, sizeof all - 1, f);
	all[n] = '\0';
	fclose(f);
	for (char *at = all; (at = strstr(at, "#data\n")) != NULL;) {
		char *data = at + 6, *end = strstr(data, "\n#encoding\n");
		assert_non_null(end);
		char *want = end + 11;
		at = want;
		char label[64];
		snprintf(label, sizeof label, "%.*s", (int)strcspn(want, "\r\n"), want);
		bool mark = memcmp(data, "\xef\xbb\xbf", 3) == 0;
		const char *got =
		    mark ? "utf-8"
		         : charset_prescan((const unsigned char *)data, (size_t)(end - data));
		/* Compared by meaning: labels of one charset are equal. */
		struct arena a = {0};
		struct decoded d, w;
		assert_true(charset_decode_as(
		    charsets, got ? got : "windows-1252", (const unsigned char *)"", 0, &a, &d));
		assert_true(
		    charset_decode_as(charsets, label, (const unsigned char *)"", 0, &a, &w));
		++*cases;
		if (strcmp(d.charset, w.charset) != 0) {
			++*failed;
			print_error(
			    "%s: want %s, got %s: %.120s\n", name, w.charset, d.charset, data);
		}
		arena_release(&a);
	}
}

static void
test_prescan_cases(void **state)
{
	(void)state;
	int cases = 0, failed = 0;
	if (shared() == NULL) {
		print_message(
		    "# without $SHARED the standard's vectors are not there: passed over\n");
		return;
	}
	prescan_file("tests1.dat", &cases, &failed);
	prescan_file("tests2.dat", &cases, &failed);
	assert_true(cases >= 80);
	assert_int_equal(failed, 0);
}

/* Too little for statistics; a hint that does not fit, or that the page contradicts, is passed
 * over. */
static void
test_a_hint_decides_where_nothing_is_declared(void **state)
{
	(void)state;
	struct arena a = {0};
	struct decoded d;
	/* 大氣污染 in Big5; 空气 in GBK. */
	static const unsigned char big5[] = "\xa4\x6a"
	                                    "\xae\xf0"
	                                    "\xa6\xc3"
	                                    "\xac\x56";
	static const unsigned char gbk[] = "<meta charset=gbk>\xbf\xd5\xc6\xf8";
	charset_decode(charsets, big5, sizeof big5 - 1, "text/html", "big5", &a, &d);
	assert_string_equal(d.charset, "big5");
	assert_text(&d, "大氣污染");
	assert_null(d.declared);
	charset_decode(charsets, gbk, sizeof gbk - 1, NULL, "big5", &a, &d);
	assert_string_equal(d.charset, "gb18030");
	charset_decode(charsets, gbk + 18, sizeof gbk - 19, NULL, "utf-8", &a, &d);
	assert_string_not_equal(d.charset, "utf-8");
	charset_decode(charsets, (const unsigned char *)"空气", 6, NULL, "big5", &a, &d);
	assert_string_equal(d.charset, "utf-8");
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_meta_decides),
	    cmocka_unit_test(test_header_decides_without_meta),
	    cmocka_unit_test(test_utf8_under_a_gb_label),
	    cmocka_unit_test(test_gb_under_a_utf8_label),
	    cmocka_unit_test(test_gb_under_a_label_of_letters),
	    cmocka_unit_test(test_one_cut_character_keeps_the_charset),
	    cmocka_unit_test(test_bad_bytes_are_counted_and_nothing_is_cut),
	    cmocka_unit_test(test_utf16_with_and_without_mark),
	    cmocka_unit_test(test_big5_without_a_label),
	    cmocka_unit_test(test_a_hint_decides_where_nothing_is_declared),
	    cmocka_unit_test(test_edge_vectors),
	    cmocka_unit_test(test_prescan_cases),
	};
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
