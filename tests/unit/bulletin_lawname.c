/* bulletin_lawname.c - laws of China named as such, and what is no such law left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/caps.h"
#include "bulletin/lawname.h"

static void
test_names(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"大気汚染防治法", "中国の大気汚染防治法"},
	    {"生態環境法典", "中国の生態環境法典"},
	    {"中華人民共和国大気汚染防治法（2018年改正）", "中国の大気汚染防治法（2018年改正）"},
	    {"「大気汚染防治法」の改正に関する決定", "「中国の大気汚染防治法」の改正に関する決定"},
	    {"「中華人民共和国環境保護法」の解説", "「中国の環境保護法」の解説"},
	    {"「『環境保護税法』実施細則」の通知", "「『中国の環境保護税法』実施細則」の通知"},
	    {"「中国の大気汚染防治法」", "「中国の大気汚染防治法」"},
	    {"山東省粉じん汚染防治管理弁法", "山東省粉じん汚染防治管理弁法"},
	    {"「重度汚染天気緊急対応管理弁法」の通知", "「重度汚染天気緊急対応管理弁法」の通知"},
	    {"「排気煙度限度値及び測定方法」", "「排気煙度限度値及び測定方法」"},
	    {"河北省大気汚染防治条例", "河北省大気汚染防治条例"},
	    {"「未完の括弧", "「未完の括弧"},
	    {"", ""},
	};
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct buf b;
		buf_init(&b, CAP_TITLE);
		headline_add(cases[k][0], &b);
		assert_string_equal(b.text, cases[k][1]);
		buf_release(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
