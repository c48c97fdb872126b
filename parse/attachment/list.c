/* list.c - see list.h. */
#include "parse/attachment/list.h"

#include <string.h>

enum { ROMAN = 1, LETTER = 3, DIGITS_OF = 10, COUNTED = 11, FORMAL = 12, CYCLE = 13, PLACE = 14 };

/* How a counting is written: `letters` are its signs, `most` how many there are. */
static const struct counting {
	const char *name, *letters;
	int number;
	int way, most;
	unsigned first; /* of a stretch of code points */
} countings[] = {
    {"decimal", NULL, 0, 0, 0, 0},
    {"upperRoman", "MDCLXVI", 1, ROMAN, 0, 0},
    {"lowerRoman", "mdclxvi", 2, ROMAN, 0, 0},
    {"upperLetter", NULL, 3, LETTER, 0, 'A'},
    {"lowerLetter", NULL, 4, LETTER, 0, 'a'},
    {"ideographDigital", "〇一二三四五六七八九", 10, DIGITS_OF, 0, 0},
    {"japaneseCounting", NULL, 11, COUNTED, 0, 0},
    {"decimalFullWidth", NULL, 14, PLACE, 0, 0xff10},
    {"japaneseLegal", NULL, 16, FORMAL, 0, 0},
    {"japaneseDigitalTenThousand", "〇一二三四五六七八九", 17, DIGITS_OF, 0, 0},
    {"decimalEnclosedCircle", NULL, 18, CYCLE, 20, 0x2460},
    {"decimalFullWidth2", NULL, 19, PLACE, 0, 0xff10},
    {"decimalZero", NULL, 22, 0, 0, 0},
    {"bullet", NULL, LIST_BULLET, 0, 0, 0},
    {"decimalEnclosedFullstop", NULL, 26, CYCLE, 20, 0x2488},
    {"decimalEnclosedParen", NULL, 27, CYCLE, 20, 0x2474},
    {"decimalEnclosedCircleChinese", NULL, 28, CYCLE, 20, 0x2460},
    {"ideographEnclosedCircle", NULL, 29, CYCLE, 10, 0x3280},
    {"ideographTraditional", "甲乙丙丁戊己庚辛壬癸", 30, CYCLE, 10, 0},
    {"ideographZodiac", "子丑寅卯辰巳午未申酉戌亥", 31, CYCLE, 12, 0},
    {"taiwaneseCounting", NULL, 33, COUNTED, 0, 0},
    {"ideographLegalTraditional", NULL, 34, FORMAL, 0, 0},
    {"taiwaneseCountingThousand", NULL, 35, COUNTED, 0, 0},
    {"taiwaneseDigital", "○一二三四五六七八九", 36, DIGITS_OF, 0, 0},
    {"chineseCounting", NULL, 37, COUNTED, 0, 0},
    {"chineseLegalSimplified", NULL, 38, FORMAL, 0, 0},
    {"chineseCountingThousand", NULL, 39, COUNTED, 0, 0},
    {"koreanDigital2", "零一二三四五六七八九", 43, DIGITS_OF, 0, 0},
    {"none", NULL, LIST_NONE, 0, 0, 0},
};

int
list_counting(const char *name)
{
	for (size_t i = 0; name && i < sizeof countings / sizeof *countings; i++)
		if (strcmp(countings[i].name, name) == 0)
			return countings[i].number;
	return LIST_DECIMAL;
}

static const struct counting *
counting_of(int number)
{
	for (size_t i = 0; i < sizeof countings / sizeof *countings; i++)
		if (countings[i].number == number)
			return &countings[i];
	return &countings[0];
}

/* Sign i of letters that are all three bytes long. */
static void
han_add(struct buf *b, const char *letters, long i)
{
	buf_add(b, letters + 3 * i, 3);
}

/* 十二, 一百零五; formal: 壹拾贰. */
static void
counted_add(struct buf *b, long n, bool formal)
{
	static const char *const digits[] = {"零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"};
	static const char *const units[] = {"千百十", "仟佰拾"};
	bool begun = false, gap = false;
	long unit = 1000;
	for (int i = 0; i < 4; i++, unit /= 10) {
		long digit = n / unit % 10;
		if (digit == 0) {
			gap = begun;
			continue;
		}
		if (gap)
			han_add(b, digits[formal], 0);
		if (digit > 1 || i != 2 || begun || formal)
			han_add(b, digits[formal], digit);
		if (i < 3)
			han_add(b, units[formal], i);
		begun = true;
		gap = false;
	}
}

static void
roman_add(struct buf *b, long n, const char *letters)
{
	static const struct {
		long value;
		int first, second;
	} parts[] = {{1000, 0, -1}, {900, 2, 0}, {500, 1, -1}, {400, 2, 1}, {100, 2, -1},
	    {90, 4, 2}, {50, 3, -1}, {40, 4, 3}, {10, 4, -1}, {9, 6, 4}, {5, 5, -1}, {4, 6, 5},
	    {1, 6, -1}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; n >= parts[i].value; n -= parts[i].value) {
			buf_addc(b, letters[parts[i].first]);
			if (parts[i].second >= 0)
				buf_addc(b, letters[parts[i].second]);
		}
}

/* Each digit of n by its own sign. */
static void
digits_add(struct buf *b, long n, const struct counting *c)
{
	long unit = 1;
	while (n / unit >= 10)
		unit *= 10;
	for (; unit > 0; unit /= 10)
		if (c->letters)
			han_add(b, c->letters, n / unit % 10);
		else
			buf_addu(b, c->first + (unsigned)(n / unit % 10));
}

static void
number_add(struct buf *b, long n, int counting)
{
	const struct counting *c = counting_of(counting);
	if (c->number == LIST_NONE || c->number == LIST_BULLET)
		return;
	if (c->way == ROMAN && n > 0 && n < 4000)
		roman_add(b, n, c->letters);
	else if (c->way == LETTER && n > 0 && n < 1000)
		for (long i = 0; i <= (n - 1) / 26; i++)
			buf_addc(b, (char)(c->first + (unsigned)((n - 1) % 26)));
	else if ((c->way == COUNTED || c->way == FORMAL) && n > 0 && n < 10000)
		counted_add(b, n, c->way == FORMAL);
	else if (c->way == CYCLE && n > 0 && n <= c->most && c->letters)
		han_add(b, c->letters, n - 1);
	else if (c->way == CYCLE && n > 0 && n <= c->most)
		buf_addu(b, c->first + (unsigned)n - 1);
	else if ((c->way == DIGITS_OF || c->way == PLACE) && n >= 0)
		digits_add(b, n, c);
	else
		buf_addf(b, counting == 22 ? "%02ld" : "%ld", n);
}

/* Points and circles adorn; a box is there to be ticked. */
static void
bullet_add(struct buf *b, const char *text)
{
	if (strcmp(text, "□") == 0 || strcmp(text, "☐") == 0)
		buf_adds(b, text);
}

static void
text_add(const struct list *l, const struct list_level *level, struct buf *b)
{
	for (const char *s = level->text; *s; s++)
		if (s[0] == '%' && s[1] >= '1' && s[1] <= '9') {
			int other = *++s - '1';
			int counting = l->level[other].counting;
			number_add(b, l->count[other],
			    level->decimal && counting != LIST_NONE ? LIST_DECIMAL : counting);
		} else
			buf_addc(b, *s);
}

static void
level_count(struct list *l, int level)
{
	for (int i = 0; i <= level; i++)
		if (!l->begun[i]) {
			l->count[i] = l->level[i].start - (i == level);
			l->begun[i] = true;
		}
	l->count[level]++;
	for (int i = level + 1; i < LIST_LEVELS; i++)
		if (l->level[i].restart < 0 || level < l->level[i].restart)
			l->begun[i] = false;
}

void
list_next(struct list *l, int level, struct buf *to)
{
	if (level < 0 || level >= LIST_LEVELS)
		return;
	const struct list_level *at = &l->level[level];
	size_t before = to->len;
	level_count(l, level);
	if (at->text == NULL)
		return;
	if (at->counting == LIST_BULLET)
		bullet_add(to, at->text);
	else
		text_add(l, at, to);
	/* Behind 一、 and （一） Chinese text goes on; "1." and "①" want a blank. */
	if (to->len > before && !at->bare && (unsigned char)to->text[to->len - 1] < 0x80)
		buf_addc(to, ' ');
}
