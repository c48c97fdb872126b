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
	    {"吨", "トン|t", "unit", "「吨」は トン"},
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

/* The closing bracket that closes another than the one opened last, or NULL. */
static const char *
brackets_crossed(const char *text, const char *const pairs[][2], size_t n)
{
	size_t open[32], depth = 0;
	for (; *text; text++)
		for (size_t i = 0; i < n; i++) {
			if (strncmp(text, pairs[i][0], strlen(pairs[i][0])) == 0 && depth < 32)
				open[depth++] = i;
			else if (strncmp(text, pairs[i][1], strlen(pairs[i][1])) == 0 &&
			         (depth == 0 || open[--depth] != i))
				return pairs[i][1];
		}
	return NULL;
}

static void
check_brackets(const struct check_unit *u, struct findings *to)
{
	static const char *const pairs[][2] = {{"「", "」"}, {"『", "』"}, {"（", "）"}, {"(", ")"},
	    {"〔", "〕"}, {"［", "］"}, {"【", "】"}};
	if (times(u->source, "（") != times(u->source, "）"))
		return;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (times(u->target, pairs[i][0]) != times(u->target, pairs[i][1])) {
			finding_add(to, u, "bracket", CHECK_WARNING,
			    arena_printf(
			        to->memory, "括弧 %s%s の数が合わない", pairs[i][0], pairs[i][1]));
			return;
		}
	const char *crossed = brackets_crossed(u->target, pairs, sizeof pairs / sizeof *pairs);
	if (crossed)
		finding_add(to, u, "bracket", CHECK_WARNING,
		    arena_printf(to->memory, "括弧 %s の閉じる順が違う", crossed));
}

/* A minus, dash or full-width hyphen where the long-vowel mark belongs: デ－タ. */
static bool
kana_before_minus(const char *text)
{
	size_t len;
	bool kana = false;
	for (size_t n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		if (kana && (cp == 0xFF0D || cp == 0x2212 || cp == 0x2015 || cp == 0x2500))
			return true;
		kana = cp >= 0x30A1 && cp <= 0x30FA;
	}
	return false;
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
	if (kana_before_minus(u->target))
		finding_add(to, u, "width", CHECK_WARNING, "カナの後の横線は長音「ー」に");
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

/* The year and number of a document at an opening bracket: "2019", "53". */
static bool
number_at(const char *at, char year[5], char number[8])
{
	static const char *const open[] = {"〔", "［", "[", "（", "("};
	static const char *const close[] = {"〕", "］", "]", "）", ")"};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		size_t n = strlen(open[i]);
		if (strncmp(at, open[i], n) != 0)
			continue;
		const char *digits = at + n;
		if (strspn(digits, "0123456789") != 4 ||
		    strncmp(digits + 4, close[i], strlen(close[i])) != 0)
			return false;
		const char *serial = digits + 4 + strlen(close[i]);
		size_t length = strspn(serial, "0123456789");
		if (length == 0 || length > 6 || strncmp(serial + length, "号", 3) != 0)
			return false;
		memcpy(year, digits, 4);
		year[4] = '\0';
		memcpy(number, serial, length);
		number[length] = '\0';
		return true;
	}
	return false;
}

/* Document numbers as printed, with the bracket 〔〕 whatever the source has. */
static void
check_numbers_kept(const struct check_unit *u, struct findings *to)
{
	char year[5], number[8];
	for (const char *at = u->source; *at; at++)
		if (number_at(at, year, number)) {
			const char *kept = arena_printf(to->memory, "〔%s〕%s号", year, number);
			if (!holds(u->target, kept))
				finding_add(to, u, "reference", CHECK_WARNING,
				    arena_printf(to->memory,
				        "文書番号 %s が訳文にそのままの形でない", kept));
		}
}

/* "GB16297-1996" of "GB 16297—1996": letters, digits and points; blanks left out, one kind of
 * dash. */
static const char *
standard_folded(const char *s, size_t n, struct arena *a)
{
	char *out = arena_alloc(a, n + 1), *to = out;
	for (size_t i = 0; i < n; i++) {
		if (strncmp(s + i, "—", 3) == 0 || strncmp(s + i, "–", 3) == 0 ||
		    strncmp(s + i, "－", 3) == 0) {
			*to++ = '-';
			i += 2;
		} else if (s[i] != ' ')
			*to++ = s[i];
	}
	*to = '\0';
	return out;
}

/* GB 16297-1996, HJ/T 55-2000, DB11/ 501-2017: as printed but for blanks and the kind of dash. */
static void
check_standards(const struct check_unit *u, struct findings *to)
{
	static const char *const kinds[] = {"GB", "HJ", "DB", "HG", "JB", "QB", "SY", "NY", "CJ"};
	const char *source = standard_folded(u->source, strlen(u->source), to->memory);
	const char *target = standard_folded(u->target, strlen(u->target), to->memory);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (const char *at = source; (at = strstr(at, kinds[i])) != NULL; at += 2) {
			size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.-");
			const char *whole = arena_strn(to->memory, at, n);
			const char *dash = strrchr(whole, '-');
			if (dash == NULL || strspn(dash + 1, "0123456789") < 4)
				continue;
			if (!holds(target, whole))
				finding_add(to, u, "reference", CHECK_WARNING,
				    arena_printf(to->memory,
				        "規格番号 %s が訳文にそのままの形でない", whole));
			at += n - 2;
		}
}

static void
check_urls(const struct check_unit *u, struct findings *to)
{
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
	check_numbers_kept(u, to);
	check_standards(u, to);
	check_urls(u, to);
	check_length(u, to);
	if (u->draft && strcmp(u->draft, u->target) == 0)
		finding_add(to, u, "draft", CHECK_NOTICE, "機械の下訳のまま");
}
