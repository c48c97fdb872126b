/* normalise.c - one spelling for what sites write in many: widths, blanks, quotes, dashes. Drops
 * what a page adds around a title. The caller keeps the original. */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

static bool
is_private(int cp)
{
	return cp >= 0xE000 && cp <= 0xF8FF;
}

static bool
is_dash(int cp)
{
	return cp == 0x2012 || cp == 0x2013 || cp == 0x2014 || cp == 0x2015 || cp == 0xFF0D ||
	       cp == 0x2500;
}

/* Full-width letters, digits and some signs become ASCII; ASCII brackets become full-width. */
static int
fold(int cp)
{
	static const struct {
		int from, to;
	} table[] = {
	    {'(', 0xFF08},
	    {')', 0xFF09},
	    {0x4E28, 0xFF5C},
	    {'|', 0xFF5C},
	    {0x2502, 0xFF5C},
	    {0x300A, 0x300A},
	    {0xFF02, '"'},
	    {0x201F, 0x201C},
	    {0x226A, 0x300A},
	    {0x226B, 0x300B},
	    {0xFF3B, 0x3014},
	    {0xFF3D, 0x3015},
	    {'[', 0x3014},
	    {']', 0x3015},
	    {':', 0xFF1A},
	    {',', 0xFF0C},
	    {';', 0xFF1B},
	    {0x2022, 0x00B7},
	    {0x30FB, 0x00B7},
	    {0x2027, 0x00B7},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (table[i].from == cp)
			return table[i].to;
	bool alnum = (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
	             (cp >= 0xFF41 && cp <= 0xFF5A) || cp == 0xFF0E || cp == 0xFF05 || cp == 0xFF0F;
	return alnum ? utf8_fold_width(cp) : cp;
}

/* Characters, folded; private-use ones are ours to hide brackets behind and are not let in. */
static size_t
decode(const char *s, int *out, size_t max)
{
	size_t n = 0;
	bool quote_open = false;
	for (size_t len, left = strlen(s); left > 0 && n + 2 < max; s += len, left -= len) {
		int cp = utf8_decode(s, left, &len);
		if (cp == UTF8_BAD || is_private(cp) || (cp < 0x20 && !utf8_is_space(cp)))
			continue;
		if (utf8_is_space(cp)) {
			if (n > 0 && out[n - 1] != ' ')
				out[n++] = ' ';
			continue;
		}
		cp = fold(cp);
		if (cp == '"') {
			cp = quote_open ? 0x201D : 0x201C;
			quote_open = !quote_open;
		}
		out[n++] = cp;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	return n;
}

/* A lone dash between digits joins a range and stays; one or two elsewhere become ――'s source
 * form, a pair. ASCII hyphens are left alone unless doubled. */
static void
add_dashes(struct buf *b, const int *c, size_t n, size_t *i)
{
	size_t run = 1;
	while (*i + run < n && (is_dash(c[*i + run]) || (c[*i] == '-' && c[*i + run] == '-')))
		run++;
	bool digits = *i > 0 && *i + run < n && c[*i - 1] < 0x80;
	if (run == 1 && c[*i] == '-')
		buf_addc(b, '-');
	else if (run == 1 && digits)
		buf_addu(b, (unsigned)c[*i]);
	else if (run == 1)
		buf_addu(b, 0x2014);
	else
		buf_adds(b, "——");
	*i += run - 1;
}

static bool
is_about(const int *c, size_t n, size_t i)
{
	return i + 1 < n && c[i] == 0x5173 && c[i + 1] == 0x4E8E; /* 关于 */
}

/* Behind 关于, up to a 《, a blank is where a page broke the line. */
static bool
behind_about(const int *c, size_t n, size_t i)
{
	while (i-- > 0 && c[i] != 0x300A)
		if (is_about(c, n, i))
			return true;
	return false;
}

/* "2007 年", "第 14 号": a blank inside a number. */
static bool
inside_number(int before, int after)
{
	static const int units[] = {
	    0x5E74, 0x6708, 0x65E5, 0x53F7, 0x9879, 0x6279}; /* 年月日号项批 */
	bool digit = before >= '0' && before <= '9';
	for (size_t i = 0; digit && i < sizeof(units) / sizeof(*units); i++)
		if (after == units[i])
			return true;
	return before == 0x7B2C /* 第 */ && after >= '0' && after <= '9';
}

/* Blanks between a Latin or digit run and the next character are kept, and between two Chinese
 * characters (they part issuers, or halves of a headline); beside brackets they are dropped. */
static bool
blank_kept(const int *c, size_t n, size_t i)
{
	static const char edges[] = "《》（）“”、，：；【】｜〔〕";
	if (i == 0 || i + 1 >= n)
		return false;
	bool han = utf8_is_han(c[i - 1]) && utf8_is_han(c[i + 1]);
	if (han &&
	    (behind_about(c, n, i) || (is_about(c, n, i + 1) && c[i - 1] != 0x53F7 /* 号 */)))
		return false;
	if (inside_number(c[i - 1], c[i + 1]))
		return false;
	char text[5] = "";
	text[utf8_encode((unsigned)c[i - 1], text)] = '\0';
	if (strstr(edges, text) && c[i - 1] != 0x300B && c[i - 1] != 0xFF09)
		return false;
	memset(text, 0, sizeof(text));
	text[utf8_encode((unsigned)c[i + 1], text)] = '\0';
	return !(strstr(edges, text) && c[i + 1] != 0x300A);
}

static bool
ends_with(const char *s, size_t n, const char *end)
{
	size_t m = strlen(end);
	return n >= m && memcmp(s + n - m, end, m) == 0;
}

/* Where the last "-" between Chinese characters stands, 0 when there is none. */
static size_t
last_dash(const char *s, size_t n)
{
	for (size_t i = n; i-- > 1;)
		if (s[i] == '-' && i + 1 < n &&
		    ((unsigned char)s[i - 1] >= 0x80 || s[i - 1] == ' ') &&
		    ((unsigned char)s[i + 1] >= 0xE4 || s[i + 1] == ' '))
			return i;
	return 0;
}

/* "_中华人民共和国生态环境部", "-交通要闻-中华人民共和国交通运输部": the name of the site behind a
 * title, and of its columns. */
static size_t
cut_site(const char *s, size_t n)
{
	enum { COLUMN = 24 }; /* bytes of a column's name */
	static const char *const sites[] = {
	    "政府信息公开", "部", "局", "厅", "委员会", "网", "网站", "政府"};
	const char *under = memchr(s, '_', n);
	if (under && under > s)
		return (size_t)(under - s);
	size_t dash = last_dash(s, n);
	bool site = false;
	for (size_t k = 0; dash > 0 && k < sizeof(sites) / sizeof(*sites); k++)
		site |= ends_with(s, n, sites[k]);
	while (dash > 0 && site) {
		n = s[dash - 1] == ' ' ? dash - 1 : dash;
		dash = last_dash(s, n);
		site = dash > 0 && n - dash <= COLUMN;
	}
	return n;
}

static size_t
cut_ellipsis(const char *s, size_t n, unsigned *flags)
{
	static const char *const ends[] = {"……", "…", "...", "..", " "};
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends);) {
		if (ends_with(s, n, ends[i])) {
			n -= strlen(ends[i]);
			if (*ends[i] != ' ')
				*flags |= FLAG_TRUNCATED;
			i = 0;
		} else
			i++;
	}
	return n;
}

const char *
title_normalise(const char *zh, struct arena *a, unsigned *flags)
{
	size_t max = strlen(zh) + 3;
	int *c = arena_alloc(a, max * sizeof(*c));
	size_t n = decode(zh, c, max);
	struct buf b;
	buf_init(&b, CAP_TITLE * 3);
	for (size_t i = 0; i < n; i++) {
		if (is_dash(c[i]) || c[i] == '-')
			add_dashes(&b, c, n, &i);
		else if (c[i] != ' ' || blank_kept(c, n, i))
			buf_addu(&b, (unsigned)c[i]);
	}
	size_t len = cut_site(b.text, b.len);
	len = cut_ellipsis(b.text, len, flags);
	const char *text = arena_strn(a, b.text, len);
	buf_release(&b);
	return text;
}
