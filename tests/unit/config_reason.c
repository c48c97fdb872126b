/* Reasons and their Japanese: every message that can be kept as a reason stands in the table, and
 * every Japanese is Japanese. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/file.h"
#include "config/reason.h"

static struct arena memory;

static const char *
ja(const char *reason)
{
	const char *text = reason_japanese(reason, &memory);
	return text ? text : "(none)";
}

static void
test_parts_are_put_in_their_places(void **state)
{
	(void)state;
	assert_string_equal(ja("status 503"), "状態コード503");
	assert_string_equal(ja("page 3: broken: status 500"), "3ページ目：異常：状態コード500");
	assert_string_equal(
	    ja("robots.txt of http://a.example.cn:80 could not be read: the host name "
	       "could not be resolved (Could not resolve host: a)"),
	    "http://a.example.cn:80のrobots.txtを読めなかった：ホスト名を解決できなかった");
	assert_string_equal(ja("refused to connect to 10.1.2.3: private address (RFC 1918)"),
	    "接続を見合わせた：10.1.2.3（プライベートアドレス）");
	assert_string_equal(ja("challenged by RiverSecurity (瑞数) (status 412)"),
	    "閲覧者確認の画面が返された：RiverSecurity (瑞数)（状態コード412）");
	assert_null(reason_japanese("something nobody wrote down", &memory));
	assert_null(reason_japanese("", &memory));
	assert_null(reason_japanese("status x", &memory));
}

static void
test_a_place_in_front_is_passed_over(void **state)
{
	(void)state;
	assert_string_equal(
	    reason_part("/d/archive/x.warc.gz@12: there is no such file"), "there is no such file");
	assert_string_equal(
	    reason_part("http://a.cn/1.html: the page is empty"), "the page is empty");
	assert_string_equal(reason_part("odd: thing"), "odd: thing");
}

/* A hostile reason costs no more than its share. */
static void
test_long_reasons_end(void **state)
{
	(void)state;
	char text[4000];
	memset(text, ':', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_null(reason_japanese(text, &memory));
}

/* What each format makes of plain parts is known, and its Japanese holds every part named in it and
 * no English sentence. */
static void
test_every_reason_has_its_japanese(void **state)
{
	(void)state;
	for (size_t i = 0; i < reasons_n; i++) {
		struct buf b;
		buf_init(&b, 1000);
		for (const char *s = reasons[i].en; *s; s++) {
			if (*s != '%') {
				buf_addc(&b, *s);
				continue;
			}
			s += 1 + strspn(s + 1, "lz");
			buf_adds(&b, *s == 's' ? "甲" : "7");
		}
		const char *text = reason_japanese(b.text, &memory);
		if (text == NULL)
			fail_msg("%s: not known", b.text);
		size_t run = 0;
		for (const char *s = text; *s; s++) {
			run = (*s >= 'a' && *s <= 'z') || *s == ' ' ? run + 1 : 0;
			assert_int_not_equal(*s, '$');
			if (run > 12)
				fail_msg("%s: English in its Japanese: %s", b.text, text);
		}
		buf_release(&b);
	}
}

static bool
is_known(const char *format)
{
	for (size_t i = 0; i < reasons_n; i++)
		if (strcmp(reasons[i].en, format) == 0)
			return true;
	return false;
}

/* The string literal at s, with those that follow it; the end, and the text without quotes. */
static const char *
literal_read(const char *s, struct buf *out)
{
	buf_clear(out);
	while (*s == '"') {
		for (s++; *s && *s != '"'; s++) {
			if (*s == '\\')
				s++;
			buf_addc(out, *s);
		}
		s += *s == '"';
		s += strspn(s, " \t\n");
	}
	return s;
}

/* The formats of all calls of fail_again(), fail_drop() ... in a file: the first literal whose
 * place is that of the third argument. */
static int
formats_check(const char *path, const char *source)
{
	static const char *const calls[] = {
	    "fail_again(", "fail_drop(", "fail_input(", "fail_config(", "fail_io("};
	struct buf literal;
	int found = 0;
	buf_init(&literal, 2000);
	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++)
		for (const char *s = source; (s = strstr(s, calls[k])) != NULL;) {
			int depth = 1, comma = 0;
			for (s += strlen(calls[k]); *s && depth > 0;) {
				if (*s == '"') {
					s = literal_read(s, &literal);
					if (comma != 2 || depth != 1 || literal.text[0] == '%')
						continue;
					found++;
					if (!is_known(literal.text))
						fail_msg(
						    "%s: \"%s\" has no Japanese in config/reason.c",
						    path, literal.text);
					continue;
				}
				depth += (*s == '(') - (*s == ')');
				comma += *s == ',' && depth == 1;
				s++;
			}
		}
	buf_release(&literal);
	return found;
}

/* Literals of a table that are kept as reasons: those with a blank, between two marks. */
static int
table_check(const char *path, const char *from, const char *to, const char *behind)
{
	struct buf text, literal, format;
	struct fail f = {0};
	int found = 0;
	buf_init(&text, 1000 * 1000);
	buf_init(&literal, 2000);
	assert_int_equal(file_read(path, &text, &f), 0);
	const char *s = strstr(text.text, from);
	assert_non_null(s);
	const char *end = strstr(s, to);
	assert_non_null(end);
	while ((s = strchr(s, '"')) != NULL && s < end) {
		s = literal_read(s, &literal);
		if (strchr(literal.text, ' ') == NULL)
			continue;
		buf_init(&format, 2000);
		buf_addf(&format, "%s%s", literal.text, behind);
		if (!is_known(format.text))
			fail_msg(
			    "%s: \"%s\" has no Japanese in config/reason.c", path, format.text);
		buf_release(&format);
		found++;
	}
	buf_release(&literal);
	buf_release(&text);
	return found;
}

static void
test_every_reason_of_these_tables_is_in_the_table(void **state)
{
	(void)state;
	assert_int_equal(table_check("fetch/transfer.c", "causes[] = {", "};", " (%s)"), 11);
	assert_int_equal(table_check("config/config.c", "reasons[] = {", "};", ""), 3);
	assert_true(table_check("fetch/address.c", "special4[] = {", "local_suffixes", "") > 20);
	assert_true(table_check("config/paging.c", "page_url(const", "source_page(", "") == 2);
}

static void
test_every_message_of_these_files_is_in_the_table(void **state)
{
	(void)state;
	static const char *const files[] = {"fetch/settle.c", "fetch/pass.c", "fetch/onward.c",
	    "fetch/transfer.c", "parse/extract/kind.c", "parse/extract/extract.c",
	    "parse/extract/jsonlist.c", "parse/page.c", "parse/pass.c", "config/question.c",
	    "parse/assemble.c"};
	int found = 0;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct buf text;
		struct fail f = {0};
		buf_init(&text, 1000 * 1000);
		assert_int_equal(file_read(files[i], &text, &f), 0);
		found += formats_check(files[i], text.text);
		buf_release(&text);
	}
	assert_true(found >= 30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parts_are_put_in_their_places),
	    cmocka_unit_test(test_a_place_in_front_is_passed_over),
	    cmocka_unit_test(test_long_reasons_end),
	    cmocka_unit_test(test_every_reason_has_its_japanese),
	    cmocka_unit_test(test_every_reason_of_these_tables_is_in_the_table),
	    cmocka_unit_test(test_every_message_of_these_files_is_in_the_table),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&memory);
	return rc;
}
