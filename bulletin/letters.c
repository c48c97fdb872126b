/* letters.c - see letters.h. */
#include "bulletin/letters.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/utf8.h"
#include "bulletin/finish.h"
#include "bulletin/wrap.h"
#include "config/config.h"

enum { PLANE = 0x10000, AS_PRINTED = 0xe000, AS_PRINTED_END = 0xe001 };

struct letters {
	iconv_t to[2];
	bool asked[PLANE], carried[PLANE]; /* what the converters answered */
	uint16_t kanji[PLANE];
};

/* Signs, and what stands for them in every charset. Converters differ on the dashes: one takes the
 * wave dash only as U+301C, the other as U+FF5E. */
static const struct {
	const char *sign, *plain;
} signs[] = {{"～", "-"}, {"〜", "-"}, {"−", "-"}, {"－", "-"}, {"—", "-"}, {"―", "-"}, {"–", "-"},
    {"‐", "-"}, {"‑", "-"}, {"‒", "-"}, {"²", "2"}, {"³", "3"}, {"¹", "1"}, {"₂", "2"}, {"₃", "3"},
    {"₅", "5"}, {"₀", "0"}, {"₁", "1"}, {"₄", "4"}, {"₆", "6"}, {"₇", "7"}, {"₈", "8"}, {"₉", "9"},
    {"⁰", "0"}, {"⁴", "4"}, {"⁵", "5"}, {"⁶", "6"}, {"⁷", "7"}, {"⁸", "8"}, {"⁹", "9"}, {"⁻", "-"},
    {"ₓ", "x"}, {"µ", "μ"}, {"㎡", "m2"}, {"㎥", "m3"}, {"㎍", "μg"}, {"㎎", "mg"}, {"㎜", "mm"},
    {"㎝", "cm"}, {"㎖", "mL"}, {"㎘", "kL"}, {"㏄", "cc"}, {"㎾", "kW"}, {"㎿", "MW"},
    {"㎏", "kg"}, {"㎞", "km"}, {"•", "・"}, {"·", "・"}, {"∙", "・"}, {"‧", "・"}, {"⋅", "・"},
    {"Ⅰ", "I"}, {"Ⅱ", "II"}, {"Ⅲ", "III"}, {"Ⅳ", "IV"}, {"Ⅴ", "V"}, {"Ⅵ", "VI"}, {"Ⅶ", "VII"},
    {"Ⅷ", "VIII"}, {"Ⅸ", "IX"}, {"Ⅹ", "X"}, {"Ⅺ", "XI"}, {"Ⅻ", "XII"}, {"ⅰ", "i"}, {"ⅱ", "ii"},
    {"ⅲ", "iii"}, {"ⅳ", "iv"}, {"ⅴ", "v"}, {"ⅵ", "vi"}, {"①", "(1)"}, {"②", "(2)"}, {"③", "(3)"},
    {"④", "(4)"}, {"⑤", "(5)"}, {"⑥", "(6)"}, {"⑦", "(7)"}, {"⑧", "(8)"}, {"⑨", "(9)"},
    {"⑩", "(10)"}, {"⑪", "(11)"}, {"⑫", "(12)"}, {"⑬", "(13)"}, {"⑭", "(14)"}, {"⑮", "(15)"},
    {"⑯", "(16)"}, {"⑰", "(17)"}, {"⑱", "(18)"}, {"⑲", "(19)"}, {"⑳", "(20)"}, {"㈠", "(一)"},
    {"㈡", "(二)"}, {"㈢", "(三)"}, {"∶", "："}, {"︰", "："}, {"﹒", "."}, {"￣", "-"},
    {"‖", "｜"}, {"∥", "｜"}, {"≥", "≧"}, {"≤", "≦"}, {"⩾", "≧"}, {"⩽", "≦"}, {"№", "No."},
    {"⁃", "-"}, {"≈", "≒"}, {"＂", "\""}, {"＇", "'"}, {"髙", "高"}, {"﨑", "崎"},
    {"\xc2\xa0", " "}, {"\xe2\x80\x89", " "}, {"\xe2\x80\xaf", " "}, {"\xe2\x80\x8b", ""},
    {"\xef\xbb\xbf", ""}};

static bool
converts(iconv_t to, const char *bytes, size_t n)
{
	char out[32], *in_at = (char *)bytes, *out_at = out;
	size_t in_left = n, out_left = sizeof out;
	iconv(to, NULL, NULL, NULL, NULL);
	return iconv(to, &in_at, &in_left, &out_at, &out_left) == 0;
}

static bool
is_carried(struct letters *l, int cp, const char *bytes, size_t n)
{
	if (cp < 0x80)
		return true;
	if (cp >= PLANE)
		return false;
	if (!l->asked[cp]) {
		l->asked[cp] = true;
		l->carried[cp] = converts(l->to[0], bytes, n) && converts(l->to[1], bytes, n);
	}
	return l->carried[cp];
}

static const char *
kanji_row(void *context, int line, const char *const cells[])
{
	struct letters *l = context;
	size_t from_len, to_len;
	(void)line;
	int from = utf8_decode(cells[0], strlen(cells[0]), &from_len);
	int to = utf8_decode(cells[1], strlen(cells[1]), &to_len);
	if (from > 0 && from < PLANE && to > 0 && to < PLANE)
		l->kanji[from] = (uint16_t)to;
	return NULL;
}

struct letters *
letters_new(const char *dir, struct fail *f)
{
	static const char *const columns[] = {"zh", "ja"};
	struct arena a = {0};
	struct letters *l = calloc(1, sizeof *l);
	if (l == NULL)
		fatal("out of memory");
	l->to[0] = iconv_open("CP932", "UTF-8");
	l->to[1] = iconv_open("ISO-2022-JP", "UTF-8");
	if (l->to[0] == (iconv_t)-1 || l->to[1] == (iconv_t)-1)
		fatal("iconv has no CP932 or ISO-2022-JP");
	int rc = config_table(config_path(dir, "kanji.tsv", &a), columns, 2, kanji_row, l, NULL, f);
	arena_release(&a);
	if (rc == 0)
		return l;
	letters_free(l);
	return NULL;
}

void
letters_free(struct letters *l)
{
	if (l == NULL)
		return;
	iconv_close(l->to[0]);
	iconv_close(l->to[1]);
	free(l);
}

static const char *
plain_sign(int cp)
{
	static const char *plain[PLANE];
	static bool filled;
	size_t len;
	for (size_t k = 0; !filled && k < sizeof signs / sizeof *signs; k++)
		plain[utf8_decode(signs[k].sign, strlen(signs[k].sign), &len)] = signs[k].plain;
	filled = true;
	return cp >= 0 && cp < PLANE ? plain[cp] : NULL;
}

void
signs_add(const char *text, struct buf *out)
{
	size_t n = strlen(text);
	for (size_t i = 0, len; i < n; i += len) {
		const char *plain = plain_sign(utf8_decode(text + i, n - i, &len));
		if (plain)
			buf_adds(out, plain);
		else
			buf_add(out, text + i, len);
	}
}

static void
letter_add(struct letters *l, int cp, const char *bytes, size_t n, struct buf *out)
{
	const char *sign = plain_sign(cp);
	if (cp < 0 || (!sign && is_carried(l, cp, bytes, n))) {
		buf_add(out, bytes, n);
		return;
	}
	char kanji[5] = "";
	size_t len = cp < PLANE && l->kanji[cp] ? utf8_encode(l->kanji[cp], kanji) : 0;
	if (sign)
		buf_adds(out, sign);
	else if (len > 0 && is_carried(l, l->kanji[cp], kanji, len))
		buf_add(out, kanji, len);
	else
		buf_add(out, bytes, n);
}

void
letters_add(struct letters *l, const char *text, size_t n, struct buf *out)
{
	bool as_printed = false;
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode(text + i, n - i, &len);
		if (cp == AS_PRINTED || cp == AS_PRINTED_END)
			as_printed = cp == AS_PRINTED;
		else if (as_printed)
			buf_add(out, text + i, len);
		else
			letter_add(l, cp, text + i, len, out);
	}
}

int
finish_text(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
{
	struct letters *l = letters_new(dir, f);
	if (l == NULL)
		return -1;
	struct buf lines;
	buf_init(&lines, in->cap);
	letters_add(l, in->text, in->len, &lines);
	int rc = buf_full(&lines) ? fail_input(f, NULL, "the face is larger than allowed") : 0;
	if (rc == 0)
		wrap_text(lines.text, WRAP_COLUMNS, out);
	buf_release(&lines);
	letters_free(l);
	return rc;
}
