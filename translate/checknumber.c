/* checknumber.c - figures are compared by value: 1.5万 = 1万5000 = 15000, 3千万 = 3000万, 三项 = 3,
 * 十四五 is 第14次, ① is 1, 2026.06.23 a date. What is part of a unit or of a formula (m³, CO₂) is
 * no figure. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/check.h"
#include "translate/checkvalue.h"

static int
power_of(int cp)
{
	return cp == 0x4E07 || cp == 0x842C ? 4 /* 万 萬 */
	       : cp == 0x4EBF || cp == 0x5104 || cp == 0x5146
	           ? (cp == 0x5146 ? 12 : 8) /* 亿 億 兆 */
	           : 0;
}

static double
ten_to(int power)
{
	double v = 1;
	while (power-- > 0)
		v *= 10;
	return v;
}

static int
character_digit(int cp)
{
	static const int digits[] = {
	    0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
	for (int i = 0; i < 10; i++)
		if (cp == digits[i])
			return i;
	return cp == 0x96F6 ? 0 : cp == 0x4E24 ? 2 : -1; /* 零 两 */
}

static int
character_unit(int cp)
{
	return cp == 0x5341 ? 10 : cp == 0x767E ? 100 : cp == 0x5343 ? 1000 : 0; /* 十百千 */
}

struct scan {
	const char *text;
	size_t left;
	const char *begin;
};

/* Subscripts stand for their digits: PM₂.₅. */
static int
peek(const struct scan *s, size_t *len)
{
	*len = 0;
	int cp = s->left ? utf8_fold_width(utf8_decode(s->text, s->left, len)) : 0;
	return cp >= 0x2080 && cp <= 0x2089 ? cp - 0x2080 + '0' : cp;
}

static void
skip(struct scan *s, size_t len)
{
	s->text += len;
	s->left -= len;
}

static bool
digit_next(const struct scan *s)
{
	size_t len;
	int cp = peek(s, &len);
	return cp >= '0' && cp <= '9';
}

/* How many digits stand next. */
static int
digits_next(struct scan s)
{
	size_t len;
	int k = 0;
	for (; digit_next(&s); k++) {
		peek(&s, &len);
		skip(&s, len);
	}
	return k;
}

/* "06.23": the point before it stood in a date. */
static bool
date_next(struct scan s)
{
	size_t len;
	for (int k = digits_next(s); k > 0; k--) {
		peek(&s, &len);
		skip(&s, len);
	}
	if (peek(&s, &len) != '.')
		return false;
	skip(&s, len);
	return digit_next(&s);
}

/* Digits, a decimal point, commas between threes. */
static double
plain_number(struct scan *s)
{
	double v = 0, part = 0;
	bool in_date = s->text - s->begin > 1 && s->text[-1] == '.' && s->text[-2] >= '0' &&
	               s->text[-2] <= '9';
	size_t len;
	for (;;) {
		int cp = peek(s, &len);
		struct scan after = *s;
		skip(&after, len);
		if (cp >= '0' && cp <= '9') {
			v = part > 0 ? v + (cp - '0') * part : v * 10 + (cp - '0');
			part /= 10;
		} else if (cp == '.' && part == 0 && !in_date && digit_next(&after) &&
		           !date_next(after))
			part = 0.1;
		else if (cp != ',' || part > 0 || digits_next(after) != 3)
			return v;
		*s = after;
	}
}

static bool
any_of(int cp, const int *list)
{
	for (; *list; list++)
		if (*list == cp)
			return true;
	return false;
}

/* 千 and 百 behind digits, unless 千 belongs to a unit: 千克, 千瓦, 千米, 千焦, 千帕, 千伏, 千赫.
 */
static int
unit_behind(const struct scan *s, size_t *len)
{
	static const int units[] = {0x514B, 0x74E6, 0x7C73, 0x7126, 0x5E15, 0x4F0F, 0x8D6B, 0};
	int unit = character_unit(peek(s, len));
	struct scan after = *s;
	size_t next;
	skip(&after, *len);
	if (unit == 100 && peek(&after, &next) == 0x5206) /* 90百分位 */
		return 0;
	return unit < 100 || any_of(peek(&after, &next), units) ? 0 : unit;
}

/* 1億2000万, 3千万: parts whose powers fall. */
static double
whole_number(struct scan *s)
{
	double sum = 0;
	int last = 100;
	for (;;) {
		size_t len;
		double v = plain_number(s);
		int unit = unit_behind(s, &len);
		if (unit) {
			v *= unit;
			skip(s, len);
		}
		int power = power_of(peek(s, &len));
		if (power == 0 || power >= last)
			return sum + v;
		skip(s, len);
		if (power == 4 && power_of(peek(s, &len)) == 8) { /* 1.2万亿 */
			skip(s, len);
			power += 8;
		}
		sum += v * ten_to(power);
		last = power;
		if (!digit_next(s))
			return sum;
	}
}

void
values_word(struct values *v, double x)
{
	if (v->n_words < VALUES_MOST)
		v->words[v->n_words++] = x;
}

static void
digit_add(struct values *v, double x)
{
	if (v->n < VALUES_MOST)
		v->digits[v->n++] = x;
}

/* 第三条, 三项, 十一月: a number that a translation must have too. */
static void
firm_add(struct values *v, double x, bool ordinal, int counter)
{
	static const int ordered[] = {0x6761, 0x7AE0, 0x8282, 0x9879, 0x6B3E, 0x6279, 0x6B21,
	    0x5C4A, 0x671F, 0x7F16, 0x90E8, 0}; /* 条章节项款批次届期编部 */
	static const int counted[] = {
	    0x9879, 0x5E74, 0x6708, 0x65E5, 0x500D, 0x7EA7, 0}; /* 项年月日倍级 */
	if ((ordinal ? any_of(counter, ordered) : x > 1 && any_of(counter, counted)) &&
	    v->n_firm < VALUES_MOST)
		v->firm[v->n_firm++] = x;
}

/* "点五" behind a number in characters, not read away: .5. */
static double
word_fraction(const struct scan *s)
{
	struct scan after = *s;
	double part = 0.1, sum = 0;
	size_t len;
	if (peek(&after, &len) != 0x70B9)
		return 0;
	skip(&after, len);
	for (int d; (d = character_digit(peek(&after, &len))) >= 0; part /= 10) {
		sum += d * part;
		skip(&after, len);
	}
	return sum;
}

/* A run of 一二…十百千: its value, the value of each character, and 十四|五. */
static void
word_number(struct scan *s, bool ordinal, struct values *v)
{
	double sum = 0, digit = 0, before = 0;
	int plain = 0, seen = 0;
	size_t len;
	for (;; seen++) {
		int cp = peek(s, &len), d = character_digit(cp), unit = character_unit(cp);
		if (d < 0 && unit == 0)
			break;
		if (unit) {
			sum += (digit > 0 ? digit : 1) * unit;
			digit = 0;
			plain = 0;
		} else {
			before = sum + digit;
			digit = plain > 0 ? digit * 10 + d : d;
			plain++;
			values_word(v, d);
		}
		skip(s, len);
	}
	int next = peek(s, &len), power = power_of(next);
	values_word(v, sum + digit + word_fraction(s));
	values_word(v, sum + digit);
	if (power)
		values_word(v, (sum + digit) * ten_to(power));
	if (seen > 2)
		values_word(v, before);
	if (seen > 1 && plain > 1)
		values_word(v, sum + (double)((int)digit / 10));
	firm_add(v, sum + digit, ordinal, next);
}

/* The Latin letters right before the place: "PM" of PM2.5. */
static size_t
letters_before(const struct scan *s, char out[8])
{
	size_t n = 0, at = (size_t)(s->text - s->begin);
	while (
	    n < at && ((s->text[-1 - (long)n] | 32) >= 'a' && (s->text[-1 - (long)n] | 32) <= 'z'))
		n++;
	size_t take = n < 8 ? n : 0;
	memcpy(out, s->text - take, take);
	out[take < 8 ? take : 7] = '\0';
	return take;
}

/* 令和8年 stands for a year of its own. */
static bool
era_before(const struct scan *s)
{
	static const char *const eras[] = {"令和", "平成", "昭和"};
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		if (s->text - s->begin >= 6 && memcmp(s->text - 6, eras[i], 6) == 0)
			return true;
	return false;
}

/* The digit of m³ and km2, of CO2, O3 and N2O; and the minutes of 17:00. */
static bool
no_figure(const struct scan *s)
{
	static const char *const heads[] = {
	    "m", "cm", "km", "dm", "mm", "CO", "SO", "NO", "O", "N", "CH", "NH", "SF", "H"};
	char letters[8];
	size_t len;
	struct scan after = *s;
	peek(s, &len);
	if (s->text > s->begin &&
	    (s->text[-1] == ':' || (s->text - s->begin >= 3 && memcmp(s->text - 3, "：", 3) == 0)))
		return digits_next(*s) == 2 && strncmp(s->text, "00", 2) == 0;
	skip(&after, len);
	if (digits_next(*s) != 1 || peek(&after, &len) == '.' || letters_before(s, letters) == 0)
		return false;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (strcmp(letters, heads[i]) == 0)
			return true;
	return false;
}

static void
digits_take(struct scan *s, struct values *v)
{
	size_t len;
	if (!no_figure(s) && !era_before(s)) {
		digit_add(v, whole_number(s));
		return;
	}
	while (digit_next(s)) {
		peek(s, &len);
		skip(s, len);
	}
}

static void
values_read(const char *text, struct values *v)
{
	struct scan s = {text, strlen(text), text};
	values_named(text, v);
	for (int cp, before = 0; s.left > 0; before = cp) {
		size_t len;
		cp = peek(&s, &len);
		if (cp >= '0' && cp <= '9')
			digits_take(&s, v);
		else if (character_digit(cp) >= 0 || character_unit(cp) > 0)
			word_number(&s, before == 0x7B2C, v); /* 第 */
		else {
			if (cp >= 0x2460 && cp <= 0x2473) /* ① */
				digit_add(v, cp - 0x2460 + 1);
			else if (cp >= 0x2160 && cp <= 0x216B) /* Ⅰ */
				values_word(v, cp - 0x2160 + 1);
			else if (cp == 0x53CC) /* 双 */
				values_word(v, 2);
			skip(&s, len);
		}
	}
}

static size_t
count(const double *list, size_t n, double x)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		double d = list[i] - x;
		k += d < 1e-6 * (x + 1) && -d < 1e-6 * (x + 1);
	}
	return k;
}

/* A figure of `from` that `to` has less often. What is called this year there may be a year here.
 */
static bool
missing(const struct values *from, const struct values *to, double *x)
{
	for (size_t i = 0; i < from->n; i++) {
		*x = from->digits[i];
		if (to->any_year && *x >= 1990 && *x < 2100)
			continue;
		size_t have = count(to->digits, to->n, *x) + count(to->words, to->n_words, *x);
		if (have < count(from->digits, from->n, *x))
			return true;
	}
	return false;
}

const char *
check_numbers(const char *source, const char *target, struct arena *a)
{
	struct values from = {.n = 0}, to = {.n = 0};
	double x = 0;
	values_read(source, &from);
	values_read(target, &to);
	from.any_year = years_unsaid(source);
	if (missing(&from, &to, &x))
		return arena_printf(a, "原文の数 %.10g が訳文にない(または回数が違う)", x);
	if (missing(&to, &from, &x))
		return arena_printf(a, "訳文の数 %.10g が原文にない(または回数が違う)", x);
	const char *day = days_differ(source, target, a);
	if (day)
		return arena_printf(a, "原文の日付 %s が訳文にない", day);
	for (size_t i = 0; i < from.n_firm; i++)
		if (count(to.digits, to.n, from.firm[i]) == 0 &&
		    count(to.words, to.n_words, from.firm[i]) == 0)
			return arena_printf(
			    a, "原文の漢数字 %.10g にあたる数が訳文にない", from.firm[i]);
	return NULL;
}
