/* bulletin_wrap.c - rows by Japanese rules; every expected row is written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "bulletin/wrap.h"

static void
check(const char *line, size_t columns, const char *rows)
{
	struct buf out;
	buf_init(&out, 100000);
	wrap_line(line, strlen(line), columns, &out);
	assert_string_equal(out.text, rows);
	buf_release(&out);
}

static void
test_short_lines_stay(void **state)
{
	(void)state;
	check("月報", 20, "月報\n");
	check("", 20, "\n");
	check("あいうえおかきくけこ", 20, "あいうえおかきくけこ\n");
	check("あいうえおかきくけこさ", 20, "あいうえおかきくけこ\nさ\n");
}

static void
test_no_row_begins_with_a_closing_mark(void **state)
{
	(void)state;
	check("あいうえおかきくけこ。さし", 20, "あいうえおかきくけ\nこ。さし\n");
	check("あいうえおかきくけ「こ」。さ", 20, "あいうえおかきくけ\n「こ」。さ\n");
	check("あいうえおかきくけデータ", 20, "あいうえおかきくけ\nデータ\n");
	check("あいうえおかきくけこ)さ", 20, "あいうえおかきくけ\nこ)さ\n");
}

static void
test_no_row_ends_with_an_opening_mark(void **state)
{
	(void)state;
	check("あいうえおかきくけ「こさ」", 20, "あいうえおかきくけ\n「こさ」\n");
	check("あいうえおかきくけ（《こ》）", 20, "あいうえおかきくけ\n（《こ》）\n");
}

static void
test_latin_words_and_numbers_stay_whole(void **state)
{
	(void)state;
	check("大気質基準GB3095-2026を施行", 20, "大気質基準\nGB3095-2026を施行\n");
	check("あいうえおかきく2026年の計画", 20, "あいうえおかきく\n2026年の計画\n");
	check("あいうえおかきく２０２６年の計画", 20, "あいうえおかきく\n２０２６年の計画\n");
	check("PM2.5 and ozone control", 10, "PM2.5 and\nozone\ncontrol\n");
	check("目標は……とする", 8, "目標は\n……とす\nる\n");
}

static void
test_an_address_is_never_cut(void **state)
{
	(void)state;
	const char *url = "https://www.example.cn/zwgk/2026/art_0123456789abcdef.html";
	check(url, 20, "https://www.example.cn/zwgk/2026/art_0123456789abcdef.html\n");
	check("abcdefghijklmnopqrstuvwxyz", 20, "abcdefghijklmnopqrst\nuvwxyz\n");
	check("。。。。。。。。。。。。", 20, "。。。。。。。。。。\n。。\n");
}

static void
test_hanging(void **state)
{
	(void)state;
	check("　原題　\t关于开展下乡活动的通知", 20, "　原題　关于开展下乡\n　　　　活动的通知\n");
	check("[C055] \tあいうえおかきく", 20, "[C055] あいうえおか\n　　　 きく\n");
	/* a head as long as the row must not leave a column of single characters */
	check("あいうえおかきくけこ\tさしすせそ", 20, "あいうえおかきくけこ\nさしすせそ\n");
}

static void
test_filled_rows(void **state)
{
	(void)state;
	check("\t━\t", 20, "━━━━━━━━━━\n");
	check("━━ 2　中央 \t━\t", 20, "━━ 2　中央 ━━━\n");
	check("1　連携先 \t…\t 0件", 24, "1　連携先 …………… 0件\n");
	check("あいうえおかきくけこさし\t…\t0件", 20, "あいうえおかきくけこさし0件\n");
}

static void
test_no_row_is_wider_than_the_page(void **state)
{
	(void)state;
	const char *text =
	    "・中央の大気関係は3件。政策文書は新エネルギー車の通知1件だけです（本文は"
	    "未収録）。「環境大気質基準」GB 3095-2026の本限値は2031年1月1日から適用、PM2.5"
	    "年平均(二級)は30→25 μg/m³。";
	for (size_t columns = 12; columns <= 76; columns++) {
		struct buf out;
		buf_init(&out, 10000);
		wrap_line(text, strlen(text), columns, &out);
		for (char *rest, *row = strtok_r(out.text, "\n", &rest); row;
		     row = strtok_r(NULL, "\n", &rest))
			assert_true(utf8_text_width(row) <= columns);
		buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_short_lines_stay),
	    cmocka_unit_test(test_no_row_begins_with_a_closing_mark),
	    cmocka_unit_test(test_no_row_ends_with_an_opening_mark),
	    cmocka_unit_test(test_latin_words_and_numbers_stay_whole),
	    cmocka_unit_test(test_an_address_is_never_cut),
	    cmocka_unit_test(test_hanging),
	    cmocka_unit_test(test_filled_rows),
	    cmocka_unit_test(test_no_row_is_wider_than_the_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
