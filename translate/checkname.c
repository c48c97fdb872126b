/* checkname.c - figures that stand in words, years of an era, and days: 6月1日 is not 1月6日. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/checkvalue.h"

static const struct {
	const char *name;
	double figure;
} names[] = {{"细颗粒物", 2.5}, {"微小粒子状物質", 2.5}, {"可吸入颗粒物", 10}, {"粒子状物質", 10},
    {"首批", 1}, {"首次", 1}, {"首个", 1}, {"首届", 1}, {"首轮", 1}, {"小时浓度", 1},
    {"小时均值", 1}, {"小时平均", 1}, {"小时值", 1}, {"上半月", 1}, {"上半月", 15}, {"下半月", 16},
    {"上半年", 1}, {"上半年", 6}, {"下半年", 7}, {"下半年", 12}, {"半年", 6}, {"翻番", 2},
    {"翻一番", 2}, {"翻两番", 4}, {"一半", 50}, {"过半", 50}, {"半数", 50}, {"一成", 10},
    {"两成", 20}, {"三成", 30}, {"四成", 40}, {"五成", 50}, {"六成", 60}, {"七成", 70},
    {"八成", 80}, {"九成", 90}, {"一季度", 3}, {"二季度", 6}, {"三季度", 9}};

/* 令和8年, 平成31年: the western year. Only figures the writer can have meant. */
static void
era_years(const char *text, struct values *v)
{
	static const struct {
		const char *name;
		int before;
	} eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}};
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		for (const char *at = text; (at = strstr(at, eras[i].name)) != NULL;) {
			at += strlen(eras[i].name);
			long year = strncmp(at, "元", 3) == 0 ? 1 : strtol(at, NULL, 10);
			if (year > 0 && year < 65)
				values_word(v, eras[i].before + (double)year);
		}
}

void
values_named(const char *text, struct values *v)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (const char *at = text; (at = strstr(at, names[i].name)) != NULL;
		     at += strlen(names[i].name))
			values_word(v, names[i].figure);
	era_years(text, v);
}

bool
years_unsaid(const char *text)
{
	static const char *const words[] = {
	    "今年", "去年", "明年", "前年", "本年", "上年", "当年", "次年", "近年"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

enum { DAYS_MOST = 64 };

struct days {
	int of[DAYS_MOST]; /* month * 100 + day */
	size_t n;
};

/* Digits of any width, at most four; their number of bytes in *len. */
static int
short_number(const char *s, size_t *len)
{
	int value = 0, n = 0;
	size_t one;
	*len = 0;
	for (; s[*len] && n < 4; n++) {
		int cp = utf8_fold_width(utf8_decode(s + *len, strlen(s + *len), &one));
		if (cp < '0' || cp > '9')
			break;
		value = value * 10 + (cp - '0');
		*len += one;
	}
	return n ? value : -1;
}

static void
days_read(const char *text, struct days *d)
{
	size_t len;
	while (*text && d->n < DAYS_MOST) {
		int month = short_number(text, &len), day;
		if (month < 0) {
			(void)utf8_decode(text, strlen(text), &len);
			text += len;
			continue;
		}
		text += len;
		if (strncmp(text, "月", 3) != 0)
			continue;
		day = short_number(text + 3, &len);
		if (day > 0 && strncmp(text + 3 + len, "日", 3) == 0)
			d->of[d->n++] = month * 100 + day;
	}
}

static size_t
days_count(const struct days *d, int day)
{
	size_t n = 0;
	for (size_t i = 0; i < d->n; i++)
		n += d->of[i] == day;
	return n;
}

const char *
days_differ(const char *source, const char *target, struct arena *a)
{
	struct days from = {.n = 0}, to = {.n = 0};
	days_read(source, &from);
	days_read(target, &to);
	for (size_t i = 0; i < from.n && from.n == to.n; i++)
		if (days_count(&to, from.of[i]) < days_count(&from, from.of[i]))
			return arena_printf(a, "%d月%d日", from.of[i] / 100, from.of[i] % 100);
	return NULL;
}
