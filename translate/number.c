/* number.c - what is copied or counted rather than translated: standard and document numbers, Latin
 * words, dates and their ranges, ordinals, counts. Western years stay western. */
#include <string.h>

#include "base/utf8.h"
#include "translate/engine.h"

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static bool
is_latin(int c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
begins(const char *s, size_t n, const char *with)
{
	size_t m = strlen(with);
	return n >= m && memcmp(s, with, m) == 0;
}

static size_t
dash_length(const char *s, size_t n)
{
	static const char *const dashes[] = {"——", "—", "–", "~", "～", "〜", "-", "至"};
	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
		if (begins(s, n, dashes[i]))
			return strlen(dashes[i]);
	return 0;
}

/* "GB 3095-2012", "HJ 663—2013", "DB11/T 1234.1": letters, perhaps a class, then numbers. */
static size_t
standard_length(const char *s, size_t n)
{
	size_t i = 0, digits = 0;
	while (i < n && i < 8 && s[i] >= 'A' && s[i] <= 'Z')
		i++;
	if (i < 2)
		return 0;
	while (i < n && is_digit(s[i]))
		i++;
	if (i + 1 < n && s[i] == '/' && s[i + 1] >= 'A' && s[i + 1] <= 'Z')
		for (i++; i < n && s[i] >= 'A' && s[i] <= 'Z'; i++)
			;
	if (i + 1 < n && s[i] == ' ' && is_digit(s[i + 1]))
		i++;
	for (; i < n && (is_digit(s[i]) || (s[i] == '.' && i + 1 < n && is_digit(s[i + 1]))); i++)
		digits++;
	size_t dash = dash_length(s + i, n - i);
	if (dash > 0 && i + dash < n && is_digit(s[i + dash]))
		for (i += dash; i < n && is_digit(s[i]); i++)
			digits++;
	return digits >= 2 ? i : 0;
}

static size_t
latin_length(const char *s, size_t n)
{
	size_t i = 0;
	if (n == 0 || !is_latin(s[0]))
		return 0;
	while (i < n && (is_latin(s[i]) || is_digit(s[i]) ||
	                    (i + 1 < n && strchr(".+-/&", s[i]) &&
	                        (is_latin(s[i + 1]) || is_digit(s[i + 1])))))
		i++;
	return i;
}

static size_t
digits_length(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && (is_digit(s[i]) ||
	                    (i > 0 && i + 1 < n && strchr(".,/", s[i]) && is_digit(s[i + 1]))))
		i++;
	return i;
}

static size_t
unit_length(const char *s, size_t n)
{
	static const char *const units[] = {
	    "年本", "年版", "年度", "年", "月份", "月", "日", "时", "%", "级", "周"};
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (begins(s, n, units[i]))
			return strlen(units[i]);
	return 0;
}

static const char *
unit_ja(const char *s, size_t n, struct arena *a)
{
	if (begins(s, n, "年本"))
		return "年版";
	if (begins(s, n, "月份"))
		return "月";
	if (begins(s, n, "时"))
		return "時";
	if (begins(s, n, "级"))
		return "級";
	if (begins(s, n, "周"))
		return "週";
	return arena_strn(a, s, n);
}

static bool
is_year(const char *s, size_t n)
{
	return n == 4 && (s[0] == '1' || s[0] == '2') && (s[1] == '9' || s[1] == '0');
}

/* Counters behind a number: what it is in Japanese, and whether の follows before a noun. */
static const struct counter {
	const char *zh, *ja;
	bool counts;
} counters[] = {
    {"个百分点", "ポイント", false},
    {"个月", "か月", false},
    {"个城市", "都市", false},
    {"家企业", "社", false},
    {"项", "件", true},
    {"起", "件", true},
    {"种", "種", true},
    {"件", "件", true},
    {"个部门和单位", "部門・機関", false},
    {"个部门", "部門", false},
    {"部门", "部門", false},
    {"部委", "部・委員会", false},
    {"年", "年", false},
    {"个", "", false},
    {"家", "社", true},
    {"地市", "地市", false},
    {"地", "地域", false},
    {"市", "市", false},
    {"省", "省", false},
    {"周年", "周年", false},
    {"条措施", "条の措置", false},
    {"天", "日間", false},
};

static const struct counter *
counter_at(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++)
		if (begins(s, n, counters[i].zh))
			return &counters[i];
	return NULL;
}

/* Digits, with a range of the same unit behind them or a counter. */
static bool
digits_match(const char *s, size_t n, struct arena *a, struct number *out)
{
	size_t first = digits_length(s, n), i = first;
	if (first == 0)
		return false;
	size_t unit = unit_length(s + i, n - i), dash = dash_length(s + i + unit, n - i - unit);
	size_t from = i + unit + dash;
	size_t second = dash > 0 ? digits_length(s + from, n - from) : 0;
	size_t behind = second > 0 ? unit_length(s + from + second, n - from - second) : 0;
	bool years = second > 0 && is_year(s, first) && is_year(s + from, second);
	if (second > 0 && (behind > 0 || years)) {
		*out = (struct number){
		    .len = from + second + behind,
		    .ja = arena_printf(a, "%.*s%s〜%.*s%s", (int)first, s, unit_ja(s + i, unit, a),
		        (int)second, s + from, unit_ja(s + from + second, behind, a)),
		};
		return true;
	}
	if (second > 0 && unit == 0) { /* "4.26—5.2": a range of we do not know what */
		*out = (struct number){
		    .len = from + second, .ja = arena_strn(a, s, from + second), .copied = true};
		return true;
	}
	const struct counter *c = counter_at(s + i, n - i);
	if (c && unit == 0) {
		*out = (struct number){.len = i + strlen(c->zh),
		    .ja = arena_printf(a, "%.*s%s", (int)first, s, c->ja),
		    .counts = c->counts};
		return true;
	}
	*out = (struct number){.len = i + unit,
	    .ja = arena_printf(a, "%.*s%s", (int)first, s, unit_ja(s + i, unit, a)),
	    .copied = unit == 0};
	return true;
}

static const char *const han_digits[] = {
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "零", "两"};

static int
han_digit(const char *s, size_t n)
{
	for (int i = 0; i < 14; i++)
		if (begins(s, n, han_digits[i]))
			return i == 12 ? 0 : i == 13 ? 2 : i;
	return -1;
}

/* The value of a Chinese numeral below a thousand, or of digits read one by one (二〇二五). */
static size_t
han_number(const char *s, size_t n, long *value)
{
	size_t i = 0;
	long total = 0, unit = -1;
	bool places = false;
	for (int d; i + 3 <= n && (d = han_digit(s + i, n - i)) >= 0 && i < 15; i += 3) {
		if (d >= 10) {
			total += (unit < 0 ? 1 : unit) * (d == 10 ? 10 : 100);
			unit = -1;
			places = true;
		} else {
			unit = unit < 0 || places ? d : unit * 10 + d;
		}
	}
	*value = total + (unit > 0 ? unit : 0);
	return i;
}

/* What an ordinal counts: 第二次会议 is 第2回会議. */
static const struct {
	const char *zh, *ja;
} ordinals[] = {
    {"次会议", "回会議"},
    {"次工作会议", "回業務会議"},
    {"次会晤", "回会談"},
    {"届", "期"},
    {"批", "次"},
    {"轮", "巡"},
    {"阶段", "段階"},
    {"季度", "四半期"},
    {"号", "号"},
    {"次修订", "次改訂"},
    {"次征求", NULL},
    {"次全国", "次全国"},
    {"次", "回"},
    {"章", "章"},
    {"条", "条"},
    {"编", "編"},
    {"部分", "部分"},
    {"期", "期"},
    {"名", "位"},
    {"类", "類"},
    {"版", "版"},
    {"个", "の"},
    {"卷", "巻"},
    {"册", "冊"},
};

/* 第十四届全国人大 sits for a term, 第二十届展览会 is held for the 20th time. */
static bool
is_term(const char *s, size_t n)
{
	static const char *const bodies[] = {
	    "人大", "人民代表", "政协", "委员会", "全会", "中央", "常委"};
	size_t near = n < 60 ? n : 60;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		if (memmem(s, near, bodies[i], strlen(bodies[i])))
			return true;
	return false;
}

static bool
ordinal_match(const char *s, size_t n, bool di, struct arena *a, struct number *out)
{
	size_t at = di ? strlen("第") : 0;
	size_t digits = digits_length(s + at, n - at);
	long value = 0;
	size_t len = digits > 0 ? digits : han_number(s + at, n - at, &value);
	if (len == 0 || (!di && digits > 0))
		return false;
	const char *number =
	    digits > 0 ? arena_strn(a, s + at, digits) : arena_printf(a, "%ld", value);
	size_t i = at + len;
	if (di && begins(s + i, n - i, "三方"))
		return false;
	for (size_t k = 0; k < sizeof(ordinals) / sizeof(*ordinals); k++) {
		/* Without 第 only 十四届, 二次会议: other numerals are counts, or part of a word.
		 */
		if (!begins(s + i, n - i, ordinals[k].zh) || ordinals[k].ja == NULL ||
		    (!di && k > 3))
			continue;
		out->len = i + strlen(ordinals[k].zh);
		bool held =
		    strcmp(ordinals[k].zh, "届") == 0 && di && !is_term(s + out->len, n - out->len);
		out->ja = arena_printf(a, "第%s%s", number, held ? "回" : ordinals[k].ja);
		return true;
	}
	return false;
}

static bool
count_match(const char *s, size_t n, struct arena *a, struct number *out)
{
	long value;
	size_t len = han_number(s, n, &value);
	const struct counter *c = len > 0 ? counter_at(s + len, n - len) : NULL;
	if (c == NULL || (value < 2 && strcmp(c->zh, "个月") != 0))
		return false;
	*out = (struct number){.len = len + strlen(c->zh),
	    .ja = arena_printf(a, "%ld%s", value, c->ja),
	    .counts = c->counts};
	return true;
}

bool
number_match(const char *s, size_t n, int before, struct arena *a, struct number *out)
{
	*out = (struct number){0};
	bool inside = is_latin(before) || is_digit(before);
	size_t copied = inside ? 0 : standard_length(s, n);
	if (copied == 0 && !inside)
		copied = latin_length(s, n);
	if (copied > 0) {
		*out =
		    (struct number){.len = copied, .ja = arena_strn(a, s, copied), .copied = true};
		return true;
	}
	if (!inside && digits_match(s, n, a, out))
		return true;
	if (begins(s, n, "第"))
		return ordinal_match(s, n, true, a, out);
	return ordinal_match(s, n, false, a, out) || count_match(s, n, a, out);
}

size_t
docnumber_length(const char *s, size_t n)
{
	size_t i = 0, prefix = 0;
	for (size_t len; i < n && prefix <= 12; i += len, prefix++) {
		int cp = utf8_decode(s + i, n - i, &len);
		if (cp == 0x3014)
			break;
		if (!utf8_is_han(cp) && !is_latin(cp) && !is_digit(cp))
			return 0;
	}
	if (prefix == 0 || prefix > 12 || !begins(s + i, n - i, "〔"))
		return 0;
	i += strlen("〔");
	size_t year = digits_length(s + i, n - i);
	i += year;
	if (year != 4 || !begins(s + i, n - i, "〕"))
		return 0;
	i += strlen("〕");
	if (begins(s + i, n - i, "第"))
		i += strlen("第");
	size_t digits = digits_length(s + i, n - i);
	i += digits;
	return digits > 0 && begins(s + i, n - i, "号") ? i + strlen("号") : 0;
}
