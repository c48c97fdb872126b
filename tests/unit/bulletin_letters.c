/* bulletin_letters.c - what mail in CP932 and in ISO-2022-JP carries, and what stands for the rest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <iconv.h>

#include "bulletin/letters.h"

static struct letters *letters;

static int
load(void **state)
{
	(void)state;
	struct fail f = {0};
	letters = letters_new(".", &f);
	return letters ? 0 : -1;
}

static int
unload(void **state)
{
	(void)state;
	letters_free(letters);
	return 0;
}

static bool
is_carried(const char *charset, const char *text)
{
	char out[512], *in_at = (char *)text, *out_at = out;
	size_t in_left = strlen(text), out_left = sizeof out;
	iconv_t to = iconv_open(charset, "UTF-8");
	bool good = iconv(to, &in_at, &in_left, &out_at, &out_left) == 0;
	iconv_close(to);
	return good;
}

/* The text as mail gets it; both charsets must take it. */
static void
becomes(const char *text, const char *expected)
{
	struct buf out;
	buf_init(&out, 1000);
	letters_add(letters, text, strlen(text), &out);
	assert_string_equal(out.text, expected);
	assert_true(is_carried("CP932", out.text));
	assert_true(is_carried("ISO-2022-JP", out.text));
	buf_release(&out);
}

static void
test_units_and_numbers(void **state)
{
	(void)state;
	becomes("35㎍/㎥、10 µg/m³、NO₂とO₃、50㎎、5㎜", "35μg/m3、10 μg/m3、NO2とO3、50mg、5mm");
	becomes("①Ⅱ級⑫ⅳ㈠", "(1)II級(12)iv(一)");
	becomes("10⁻⁶、≥5、≈3", "10-6、≧5、≒3");
}

static void
test_dashes_blanks_and_brackets(void **state)
{
	(void)state;
	becomes("2026—2030年〔3〕．～〜–", "2026-2030年〔3〕．---");
	becomes("a\xc2\xa0"
	        "b\xe2\x80\x8b"
	        "c",
	    "a bc");
	becomes("＂＇", "\"'");
}

static void
test_kanji(void **state)
{
	(void)state;
	becomes("髙橋、宮﨑", "高橋、宮崎");
	becomes("环境污染", "環境汚染");
}

/* As printed: the letters stay, whoever carries them. */
static void
test_what_is_printed_stays(void **state)
{
	(void)state;
	struct buf out;
	static const char text[] = "原題 \xee\x80\x80环大气—①\xee\x80\x81①";
	buf_init(&out, 1000);
	letters_add(letters, text, strlen(text), &out);
	assert_string_equal(out.text, "原題 环大气—①(1)");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_units_and_numbers),
	    cmocka_unit_test(test_dashes_blanks_and_brackets),
	    cmocka_unit_test(test_kanji),
	    cmocka_unit_test(test_what_is_printed_stays),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
