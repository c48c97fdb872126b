/* checktext.c - the checks that look at the characters of one sentence. */
#include <string.h>

#include "base/utf8.h"
#include "translate/check.h"

static bool
holds(const char *text, const char *what)
{
	return strstr(text, what) != NULL;
}

static size_t
times(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
		n++;
	return n;
}

/* Any of the words between bars. */
static bool
holds_any(const char *text, const char *words)
{
	char one[64];
	for (size_t n; *words; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		if (n < sizeof one) {
			memcpy(one, words, n);
			one[n] = '\0';
			if (holds(text, one))
				return true;
		}
	}
	return false;
}

static void
check_words(const struct check_unit *u, struct findings *to)
{
	static const struct {
		const char *zh, *ja, *check, *text;
	} pairs[] = {
	    {"禁止", "禁止|てはならない|禁じ", "obligation", "「禁止」の訳が見当たらない"},
	    {"不得", "てはならない|禁止|禁じ|できない|得ない", "obligation",
	        "「不得」(してはならない)の訳が見当たらない"},
	    {"应当", "なければならない|べき|ものとする|必要がある|こと", "obligation",
	        "「应当」(しなければならない)の訳が見当たらない"},
	    {"必须", "なければならない|必要がある|必ず|必須|こと", "obligation",
	        "「必须」(しなければならない)の訳が見当たらない"},
	    {"微克/立方米", "μg/m³|µg/m³|μg/m3|μｇ/m³|マイクログラム", "unit",
	        "「微克/立方米」は μg/m³"},
	    {"毫克/立方米", "mg/m³|mg/m3|ミリグラム", "unit", "「毫克/立方米」は mg/m³"},
	    {"万吨", "トン", "unit", "「吨」は トン"},
	    {"年底", "年末|年度末|年の末|年底|末まで", "date", "「年底」は 年末"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (holds(u->source, pairs[i].zh) && !holds_any(u->target, pairs[i].ja))
			finding_add(to, u, pairs[i].check, CHECK_WARNING, pairs[i].text);
	if (holds_any(u->target, "令和|平成|昭和"))
		finding_add(to, u, "date", CHECK_WARNING, "元号は使わない(西暦のみ)");
}

static void
check_marks(const struct check_unit *u, struct findings *to)
{
	static const char *const marks[] = {"，", "；", "“", "”", "《", "》", "‘", "’"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (holds(u->target, marks[i])) {
			finding_add(to, u, "punctuation", CHECK_WARNING,
			    arena_printf(to->memory, "中国語の記号「%s」が残っている", marks[i]));
			return;
		}
}

static void
check_brackets(const struct check_unit *u, struct findings *to)
{
	static const char *const pairs[][2] = {{"「", "」"}, {"『", "』"}, {"（", "）"}, {"(", ")"},
	    {"〔", "〕"}, {"［", "］"}, {"【", "】"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (times(u->target, pairs[i][0]) != times(u->target, pairs[i][1]) &&
		    times(u->source, "（") == times(u->source, "）"))
			finding_add(to, u, "bracket", CHECK_WARNING,
			    arena_printf(
			        to->memory, "括弧 %s%s の数が合わない", pairs[i][0], pairs[i][1]));
}

/* Full-width digits and letters, half-width kana, a tilde or minus in place of 〜 and ー. */
static void
check_width(const struct check_unit *u, struct findings *to)
{
	size_t len;
	const char *text = u->target;
	for (size_t n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		bool letter = (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
		              (cp >= 0xFF41 && cp <= 0xFF5A);
		if (letter || (cp >= 0xFF66 && cp <= 0xFF9F)) {
			finding_add(to, u, "width", CHECK_WARNING,
			    letter ? "全角の数字・英字がある(半角にする)" : "半角カナがある");
			return;
		}
	}
	if (holds_any(u->target, "~|～"))
		finding_add(to, u, "width", CHECK_NOTICE, "「~」「～」は「〜」に");
}

static void
check_doubled(const struct check_unit *u, struct findings *to)
{
	size_t n = strlen(u->target);
	if (holds_any(u->target, "。。|、、|のの|をを|がが|にに"))
		finding_add(to, u, "doubled", CHECK_WARNING, "同じ字が続いている(。。 のの など)");
	if (n > 0 && (u->target[n - 1] == ' ' || u->target[0] == ' ' ||
	                 (n >= 3 && memcmp(u->target + n - 3, "　", 3) == 0)))
		finding_add(to, u, "space", CHECK_NOTICE, "前後に空白がある");
}

/* "〔2019〕53号" with what stands before it, as printed; brackets may be of another shape. */
static void
check_references(const struct check_unit *u, struct findings *to)
{
	for (const char *at = u->source; (at = strstr(at, "〔")) != NULL; at += 3) {
		char number[64];
		const char *end = strstr(at, "号");
		size_t n = end ? (size_t)(end - at) : 0;
		if (n < 7 || n >= sizeof number)
			continue;
		memcpy(number, at, n);
		number[n] = '\0';
		if (!holds(u->target, number))
			finding_add(to, u, "reference", CHECK_WARNING,
			    arena_printf(
			        to->memory, "文書番号 %s号 が訳文にそのままの形でない", number));
	}
	for (const char *at = u->source; (at = strstr(at, "http")) != NULL; at += 4) {
		size_t n =
		    strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		               ":/.-_?=&%#~+");
		const char *url = arena_strn(to->memory, at, n);
		if (!holds(u->target, url))
			finding_add(to, u, "url", CHECK_WARNING, "URL が変わっている");
	}
}

static void
check_length(const struct check_unit *u, struct findings *to)
{
	double from = (double)utf8_count(u->source), ratio = (double)utf8_count(u->target) / from;
	if (from >= 10 && (ratio < 0.6 || ratio > 2.5))
		finding_add(to, u, "length", CHECK_WARNING,
		    ratio < 0.6 ? "訳文が短すぎる(訳し漏れ?)" : "訳文が長すぎる");
}

void
check_text(const struct check_unit *u, struct findings *to)
{
	check_words(u, to);
	check_marks(u, to);
	check_brackets(u, to);
	check_width(u, to);
	check_doubled(u, to);
	check_references(u, to);
	check_length(u, to);
	if (u->draft && strcmp(u->draft, u->target) == 0)
		finding_add(to, u, "draft", CHECK_NOTICE, "機械の下訳のまま");
}
