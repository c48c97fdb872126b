/* checknumber.c - figures are compared by value: 1.5万 = 1万5000 = 15000, 三项 = 3, 十四五 is
 * 第14次.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/check.h"

enum { MOST = 200 };

struct values {
	double digits[MOST]; /* written in digits */
	size_t n;
	double words[MOST]; /* written in characters: may stand for a figure, must not */
	size_t n_words;
};

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
};

static int
peek(const struct scan *s, size_t *len)
{
	*len = 0;
	return s->left ? utf8_fold_width(utf8_decode(s->text, s->left, len)) : 0;
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

/* Digits, a decimal point, commas between threes. */
static double
plain_number(struct scan *s)
{
	double v = 0, part = 0;
	size_t len;
	for (;;) {
		int cp = peek(s, &len);
		struct scan after = *s;
		skip(&after, len);
		if (cp >= '0' && cp <= '9') {
			v = part > 0 ? v + (cp - '0') * part : v * 10 + (cp - '0');
			part /= 10;
		} else if (cp == '.' && part == 0 && digit_next(&after))
			part = 0.1;
		else if (cp == ',' && part == 0 && after.left >= 3 && digit_next(&after)) {
			struct scan three = after;
			int k = 0;
			for (; k < 4 && digit_next(&three); k++) {
				peek(&three, &len);
				skip(&three, len);
			}
			if (k != 3)
				return v;
		} else
			return v;
		*s = after;
	}
}

/* 1億2000万: parts whose powers fall. */
static double
whole_number(struct scan *s)
{
	double sum = 0;
	int last = 100;
	for (;;) {
		size_t len;
		double v = plain_number(s);
		int power = power_of(peek(s, &len));
		if (power == 0 || power >= last)
			return sum + v;
		skip(s, len);
		sum += v * ten_to(power);
		last = power;
		if (!digit_next(s))
			return sum;
	}
}

static void
word_add(struct values *v, double x)
{
	if (v->n_words < MOST)
		v->words[v->n_words++] = x;
}

/* A run of 一二…十百千: its value, the value of each character, and 十四|五. */
static void
word_number(struct scan *s, struct values *v)
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
			word_add(v, d);
		}
		skip(s, len);
	}
	int power = power_of(peek(s, &len));
	word_add(v, sum + digit);
	if (power)
		word_add(v, (sum + digit) * ten_to(power));
	if (seen > 2)
		word_add(v, before);
	if (seen > 1 && plain > 1)
		word_add(v, sum + (double)((int)digit / 10));
}

/* Words for what has a figure in its other name: 细颗粒物 is PM2.5. */
static void
named_figures(const char *text, struct values *v)
{
	static const struct {
		const char *name;
		double figure;
	} names[] = {
	    {"细颗粒物", 2.5}, {"微小粒子状物質", 2.5}, {"可吸入颗粒物", 10}, {"粒子状物質", 10}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (const char *at = text; (at = strstr(at, names[i].name)) != NULL;
		     at += strlen(names[i].name))
			word_add(v, names[i].figure);
}

/* The digit behind SO, CO, m … is part of a symbol, whose name may stand there instead. */
static bool
in_symbol(const char *text, const char *at)
{
	static const char *const symbols[] = {
	    "m", "km", "cm", "CO", "SO", "NO", "O", "NH", "CH", "H"};
	size_t n = 0;
	while (at - n > text &&
	       ((at[-1 - (ptrdiff_t)n] | 32) >= 'a' && (at[-1 - (ptrdiff_t)n] | 32) <= 'z'))
		n++;
	for (size_t i = 0; n > 0 && i < sizeof symbols / sizeof *symbols; i++)
		if (strlen(symbols[i]) == n && memcmp(at - n, symbols[i], n) == 0)
			return at[1] < '0' || at[1] > '9';
	return false;
}

static void
values_read(const char *text, struct values *v)
{
	struct scan s = {text, strlen(text)};
	named_figures(text, v);
	while (s.left > 0) {
		size_t len;
		int cp = peek(&s, &len);
		if (*s.text >= '0' && *s.text <= '9' && in_symbol(text, s.text))
			skip(&s, len);
		else if (cp >= '0' && cp <= '9') {
			double x = whole_number(&s);
			if (v->n < MOST)
				v->digits[v->n++] = x;
		} else if (character_digit(cp) >= 0 || character_unit(cp) > 0)
			word_number(&s, v);
		else
			skip(&s, len);
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

/* A figure of `from` that `to` has less often. */
static bool
missing(const struct values *from, const struct values *to, double *x)
{
	for (size_t i = 0; i < from->n; i++) {
		*x = from->digits[i];
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
	if (missing(&from, &to, &x))
		return arena_printf(a, "原文の数 %.10g が訳文にない(または回数が違う)", x);
	if (missing(&to, &from, &x))
		return arena_printf(a, "訳文の数 %.10g が原文にない(または回数が違う)", x);
	return NULL;
}
