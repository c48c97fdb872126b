/* series.c - see series.h. */
#include "store/series.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "store/phrase.h"

enum { MARKS = 24 };

static const char *const numerals[] = {
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", NULL};
/* Behind a number without 第 they say that it counts. */
static const char *const counted[] = {"季度", "月", "批", "期", "轮", "号", "级", NULL};
static const struct {
	const char *word;
	long mark;
} parts[] = {{"首批", 1}, {"上半年", -1}, {"下半年", -2}, {"上旬", -3}, {"中旬", -4}, {"下旬", -5},
    {"春季", -6}, {"夏季", -7}, {"秋季", -8}, {"冬季", -9}, {"蓝色", -10}, {"黄色", -11},
    {"橙色", -12}, {"红色", -13}, {"解除", -14}, {"终止", -14}, {"取消", -14}, {"延长", -15},
    {"升级", -16}, {"降级", -17}};

/* The value of a numeral below a hundred at the start, or -1; *len its bytes. */
static long
numeral(const char *s, size_t *len)
{
	long value = 0, last = 0;
	*len = 0;
	for (const char *word; (word = phrase_beginning(s + *len, numerals)) != NULL;
	     *len += strlen(word)) {
		long digit = 0;
		while (strcmp(numerals[digit], word) != 0)
			digit++;
		if (digit == 10) {
			value += 10 * (last ? last : 1);
			last = 0;
		} else {
			last = digit;
		}
	}
	return *len ? value + last : -1;
}

/* The mark at a place, if one begins there; *len how far to go on. */
static bool
mark_at(const char *title, const char *at, long *mark, size_t *len)
{
	*len = strspn(at, "0123456789");
	if (*len > 0) {
		*mark = strtol(at, NULL, 10);
		return true;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (phrase_starts(at, parts[i].word)) {
			*mark = parts[i].mark;
			*len = strlen(parts[i].word);
			return true;
		}
	*mark = numeral(at, len);
	if (*mark < 0) {
		*len = 1;
		return false;
	}
	return phrase_ends(title, (size_t)(at - title), "第") ||
	       phrase_beginning(at + *len, counted);
}

static size_t
marks_of(const char *title, long out[MARKS])
{
	size_t n = 0, len;
	for (const char *at = title; *at && n < MARKS; at += len)
		n += mark_at(title, at, &out[n], &len);
	return n;
}

bool
series_same(const char *x, const char *y)
{
	long one[MARKS], other[MARKS];
	size_t n = marks_of(x, one);
	return n == marks_of(y, other) && memcmp(one, other, n * sizeof *one) == 0;
}
