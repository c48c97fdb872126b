/* checkmark.c - punctuation left in Chinese, brackets, widths. */
#include <string.h>

#include "base/utf8.h"
#include "translate/check.h"

enum { DEEPEST = 32 };

static void
check_punctuation(const struct check_unit *u, struct findings *to)
{
	static const struct {
		const char *mark;
		enum check_level level; /* "：" and "．" stand in Japanese too */
	} marks[] = {{"，", CHECK_WARNING}, {"；", CHECK_WARNING}, {"“", CHECK_WARNING},
	    {"”", CHECK_WARNING}, {"《", CHECK_WARNING}, {"》", CHECK_WARNING},
	    {"‘", CHECK_WARNING}, {"’", CHECK_WARNING}, {"·", CHECK_WARNING}, {"——", CHECK_NOTICE},
	    {"：", CHECK_NOTICE}};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strstr(u->target, marks[i].mark)) {
			finding_add(to, u, "punctuation", marks[i].level,
			    arena_printf(
			        to->memory, "中国語の記号「%s」が残っている", marks[i].mark));
			return;
		}
}

static const struct {
	int open, close;
	const char *shown;
} pairs[] = {{0x300C, 0x300D, "「」"}, {0x300E, 0x300F, "『』"}, {0xFF08, 0xFF09, "（）"},
    {'(', ')', "()"}, {0x3014, 0x3015, "〔〕"}, {0xFF3B, 0xFF3D, "［］"}, {'[', ']', "[]"},
    {0x3010, 0x3011, "【】"}, {0x300A, 0x300B, "《》"}, {0x201C, 0x201D, "“”"}};
enum { PAIRS = sizeof pairs / sizeof *pairs };

/* Follow the brackets: NULL when they close in order, else the pair that does not. *twice: 「
 * stands inside 「. "1)" at a line's head numbers it and opens nothing. */
static const char *
bracket_fault(const char *text, bool *twice)
{
	int open[DEEPEST], depth = 0;
	size_t len, left = strlen(text);
	const char *begin = text;
	for (; left > 0; text += len, left -= len) {
		int cp = utf8_decode(text, left, &len);
		for (int i = 0; i < PAIRS; i++) {
			if (cp == pairs[i].open) {
				for (int k = 0; k < depth && i == 0; k++)
					*twice |= open[k] == 0 && k == depth - 1;
				if (depth == DEEPEST)
					return pairs[i].shown;
				open[depth++] = i;
			} else if (cp == pairs[i].close) {
				bool number = depth == 0 && (i == 2 || i == 3) && text - begin <= 6;
				if (!number && (depth == 0 || open[--depth] != i))
					return pairs[i].shown;
			}
		}
	}
	return depth > 0 ? pairs[open[depth - 1]].shown : NULL;
}

/* A source that was cut inside a bracket, or is faulty itself, says nothing. */
static void
check_brackets(const struct check_unit *u, struct findings *to)
{
	bool twice = false, ignored = false;
	const char *fault = bracket_fault(u->target, &twice);
	if (fault && bracket_fault(u->source, &ignored) == NULL)
		finding_add(to, u, "bracket", CHECK_WARNING,
		    arena_printf(to->memory, "括弧 %s が合わない(閉じ忘れ・順序)", fault));
	else if (fault == NULL && twice)
		finding_add(to, u, "bracket", CHECK_WARNING, "「」の中の括弧は『』にする");
}

static bool
is_katakana(int cp)
{
	return cp >= 0x30A1 && cp <= 0x30FA;
}

/* Dashes that look like the long vowel mark: － - ‐ — ― −. */
static bool
is_dash(int cp)
{
	return cp == 0xFF0D || cp == '-' || cp == 0x2010 || cp == 0x2014 || cp == 0x2015 ||
	       cp == 0x2212;
}

static const char *
width_fault(const char *text)
{
	size_t len, after;
	int before = 0;
	for (size_t n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		if ((cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
		    (cp >= 0xFF41 && cp <= 0xFF5A))
			return "全角の数字・英字がある(半角にする)";
		if (cp >= 0xFF66 && cp <= 0xFF9F)
			return "半角カナがある(全角にする)";
		if (is_katakana(before) && is_dash(cp) &&
		    (n == len || is_katakana(utf8_decode(text + len, n - len, &after))))
			return "長音「ー」のところに横棒がある";
		before = cp;
	}
	return NULL;
}

static void
check_width(const struct check_unit *u, struct findings *to)
{
	const char *fault = width_fault(u->target);
	if (fault)
		finding_add(to, u, "width", CHECK_WARNING, fault);
	else if (strstr(u->target, "~") || strstr(u->target, "～"))
		finding_add(to, u, "width", CHECK_NOTICE, "「~」「～」は「〜」に");
}

void
check_marks(const struct check_unit *u, struct findings *to)
{
	check_punctuation(u, to);
	check_brackets(u, to);
	check_width(u, to);
}
