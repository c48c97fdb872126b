/* charset.c - see charset.h. A declaration is believed only as far as the bytes agree with it: the
 * candidates are decoded and the one with fewest bad bytes stands, in the order they were declared.
 */
#include "parse/extract/charset.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

#include "base/log.h"
#include "base/utf8.h"
#include "parse/extract/label.h"
#include "parse/extract/pairs.h"

enum {
	SINGLES = CHARSET_COUNT - CHARSET_SINGLE,
	SAMPLE = 256 * 1024, /* bytes judged when charsets are compared */
	UTF8_PLENTY = 4096,  /* well-formed bytes from the first character on: no need to count */
	UTF8_PROOF = 4       /* sequences of UTF-8 that are no accident */
};

/* Whose tables are filled when the first text of theirs is met: most pages are UTF-8. */
enum reader { READ_GB18030, READ_BIG5, READ_SHIFT_JIS, READ_EUC_JP, READ_EUC_KR, READERS };
static const char *const reader_names[READERS] = {
    "GB18030", "BIG5-HKSCS", "CP932", "EUC-JP-MS", "UHC"};

struct charsets {
	iconv_t readers[READERS]; /* open from the start: the cage opens no file */
	bool filled[READERS];
	struct gb18030 gb18030;
	struct pairs big5, euc_jp, jis0212, shift_jis, euc_kr;
	uint16_t single[SINGLES][128];
};

static void
single_fill(uint16_t table[128], const char *iconv_name)
{
	iconv_t cd = reader_open(iconv_name);
	for (int c = 0; c < 128; c++) {
		char byte = (char)(c + 128), *in = &byte, *out;
		uint32_t cp = 0;
		size_t in_left = 1, out_left = sizeof cp;
		out = (char *)&cp;
		if (iconv(cd, &in, &in_left, &out, &out_left) == (size_t)-1)
			cp = strncmp(iconv_name, "CP", 2) == 0 && c < 32 ? (uint32_t)c + 128 : 0;
		table[c] = (uint16_t)cp;
	}
	iconv_close(cd);
}

struct charsets *
charsets_new(void)
{
	struct charsets *c = calloc(1, sizeof *c);
	if (c == NULL)
		fatal("out of memory");
	for (int r = 0; r < READERS; r++)
		c->readers[r] = reader_open(reader_names[r]);
	for (int i = 0; i < SINGLES; i++)
		single_fill(c->single[i], charset_iconv_name((enum charset)(CHARSET_SINGLE + i)));
	return c;
}

void
charsets_free(struct charsets *c)
{
	for (int r = 0; c && r < READERS; r++)
		iconv_close(c->readers[r]);
	free(c);
}

static void
fill(struct charsets *c, enum reader which)
{
	iconv_t reader = c->readers[which];
	if (c->filled[which])
		return;
	c->filled[which] = true;
	if (which == READ_GB18030)
		gb18030_fill(&c->gb18030, reader);
	else if (which == READ_BIG5)
		pairs_fill(&c->big5, reader);
	else if (which == READ_SHIFT_JIS)
		pairs_fill(&c->shift_jis, reader);
	else if (which == READ_EUC_KR)
		pairs_fill(&c->euc_kr, reader);
	else {
		fill(c, READ_SHIFT_JIS);
		euc_jp_fill(&c->euc_jp, &c->shift_jis);
		jis0212_fill(&c->jis0212, reader);
	}
}

static void
fill_for(struct charsets *c, enum charset as)
{
	static const enum reader readers[] = {[CHARSET_GB18030] = READ_GB18030,
	    [CHARSET_BIG5] = READ_BIG5,
	    [CHARSET_EUC_JP] = READ_EUC_JP,
	    [CHARSET_ISO_2022_JP] = READ_EUC_JP,
	    [CHARSET_SHIFT_JIS] = READ_SHIFT_JIS,
	    [CHARSET_EUC_KR] = READ_EUC_KR};
	if (as >= CHARSET_GB18030 && as <= CHARSET_EUC_KR)
		fill(c, readers[as]);
}

static void
utf8_put(const unsigned char *s, size_t n, struct sink *to)
{
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode((const char *)s + i, n - i, &len);
		if (cp == UTF8_BAD)
			sink_replace(to);
		else
			sink_put(to, (uint32_t)cp);
	}
}

static unsigned
unit16(const unsigned char *s, bool big)
{
	return big ? (unsigned)s[0] << 8 | s[1] : (unsigned)s[1] << 8 | s[0];
}

static void
utf16_put(const unsigned char *s, size_t n, bool big, struct sink *to)
{
	for (size_t i = 0; i < n; i += 2) {
		unsigned unit = i + 1 < n ? unit16(s + i, big) : 0xd800;
		if (unit < 0xd800 || unit > 0xdfff) {
			sink_put(to, unit);
			continue;
		}
		unsigned next = i + 3 < n ? unit16(s + i + 2, big) : 0;
		if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) {
			sink_replace(to);
			/* A high half with a byte behind it ends the input as one error. */
			if (i + 3 == n && unit <= 0xdbff)
				return;
			continue;
		}
		sink_put(to, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
		i += 2;
	}
}

static void
single_put(const uint16_t table[128], const unsigned char *s, size_t n, struct sink *to)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] < 0x80)
			sink_put(to, s[i]);
		else if (table[s[i] - 128])
			sink_put(to, table[s[i] - 128]);
		else
			sink_replace(to);
	}
}

static void
decode(struct charsets *c, enum charset as, const unsigned char *s, size_t n, struct sink *to)
{
	fill_for(c, as);
	if (as == CHARSET_UTF8)
		utf8_put(s, n, to);
	else if (as == CHARSET_GB18030)
		gb18030_decode(&c->gb18030, s, n, to);
	else if (as == CHARSET_BIG5)
		big5_decode(&c->big5, s, n, to);
	else if (as == CHARSET_EUC_JP)
		euc_jp_decode(&c->euc_jp, &c->jis0212, s, n, to);
	else if (as == CHARSET_ISO_2022_JP)
		iso_2022_jp_decode(&c->euc_jp, s, n, to);
	else if (as == CHARSET_SHIFT_JIS)
		shift_jis_decode(&c->shift_jis, s, n, to);
	else if (as == CHARSET_EUC_KR)
		euc_kr_decode(&c->euc_kr, s, n, to);
	else if (as == CHARSET_UTF16BE || as == CHARSET_UTF16LE)
		utf16_put(s, n, as == CHARSET_UTF16BE, to);
	else
		single_put(c->single[as - CHARSET_SINGLE], s, n, to);
}

/* How long a byte order mark of this charset is at s. */
static size_t
mark_length(enum charset as, const unsigned char *s, size_t n)
{
	if (as == CHARSET_UTF8 && n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		return 3;
	if (as == CHARSET_UTF16BE && n >= 2 && memcmp(s, "\xfe\xff", 2) == 0)
		return 2;
	if (as == CHARSET_UTF16LE && n >= 2 && memcmp(s, "\xff\xfe", 2) == 0)
		return 2;
	return 0;
}

static enum charset
marked(const unsigned char *s, size_t n)
{
	static const enum charset with_mark[] = {CHARSET_UTF8, CHARSET_UTF16BE, CHARSET_UTF16LE};
	for (size_t i = 0; i < 3; i++)
		if (mark_length(with_mark[i], s, n))
			return with_mark[i];
	return CHARSET_NONE;
}

static void
decode_all(struct charsets *c, enum charset as, const unsigned char *s, size_t n, struct arena *a,
    struct decoded *out)
{
	size_t mark = mark_length(as, s, n);
	s += mark;
	n -= mark;
	out->charset = charset_name(as);
	out->replaced = 0;
	if (as == CHARSET_UTF8 && utf8_valid((const char *)s, n)) {
		out->text = (const char *)s;
		out->n = n;
		return;
	}
	/* Twice over the bytes: the first pass measures, so that a large page costs no more memory
	 * than its text. */
	struct sink measure = {0};
	decode(c, as, s, n, &measure);
	struct sink to = {.out = arena_alloc(a, measure.len + 1)};
	decode(c, as, s, n, &to);
	to.out[to.len] = '\0';
	out->text = to.out;
	out->n = to.len;
	out->replaced = to.replaced;
}

bool
charset_decode_as(struct charsets *c, const char *label, const unsigned char *bytes, size_t n,
    struct arena *a, struct decoded *out)
{
	enum charset as = charset_labelled(label, strlen(label));
	if (as == CHARSET_NONE)
		return false;
	*out = (struct decoded){.declared = charset_name(as)};
	enum charset mark = marked(bytes, n);
	decode_all(c, mark == CHARSET_NONE ? as : mark, bytes, n, a, out);
	return true;
}

static enum charset
header_charset(const char *content_type)
{
	const char *at = content_type ? strcasestr(content_type, "charset=") : NULL;
	if (at == NULL)
		return CHARSET_NONE;
	at += 8;
	at += *at == '"' || *at == '\'';
	return charset_labelled(at, strcspn(at, "\"'; \t"));
}

/* The bytes from the first on that is not ASCII. */
static const unsigned char *
beyond_ascii(const unsigned char *s, size_t *n)
{
	size_t i = 0;
	while (i < *n && s[i] < 0x80 && s[i] != 0x1b)
		i++;
	*n -= i;
	return s + i;
}

static enum charset
guessed(const unsigned char *s, size_t n)
{
	uchardet_t u = uchardet_new();
	enum charset found = CHARSET_NONE;
	s = beyond_ascii(s, &n);
	if (u && uchardet_handle_data(u, (const char *)s, n < SAMPLE ? n : SAMPLE) == 0) {
		uchardet_data_end(u);
		const char *name = uchardet_get_charset(u);
		found = charset_labelled(name, strlen(name));
	}
	uchardet_delete(u);
	return found;
}

/* UTF-16 without a mark: mostly ASCII markup, so every other byte is NUL. */
static enum charset
halves(const unsigned char *s, size_t n)
{
	size_t even = 0, odd = 0;
	n = n < SAMPLE ? n & ~(size_t)1 : SAMPLE;
	if (memchr(s, 0, n) == NULL)
		return CHARSET_NONE;
	for (size_t i = 0; i < n; i += 2) {
		even += s[i] == 0;
		odd += s[i + 1] == 0;
	}
	if (n < 32 || even + odd < n / 6)
		return CHARSET_NONE;
	if (even > odd * 8)
		return CHARSET_UTF16BE;
	return odd > even * 8 ? CHARSET_UTF16LE : CHARSET_NONE;
}

/* Does the text look like this charset? Bad bytes per thousand characters, with a penalty where
 * most characters are ones that ordinary text does not use. */
static unsigned
strangeness(struct charsets *c, enum charset as, const unsigned char *s, size_t n)
{
	struct sink s_count = {0};
	s = beyond_ascii(s, &n);
	decode(c, as, s, n < SAMPLE ? n : SAMPLE, &s_count);
	size_t bad = s_count.replaced;
	/* The sample may end inside a character. */
	if (n > SAMPLE && bad > 0)
		bad--;
	size_t all = s_count.characters ? s_count.characters : 1;
	unsigned strange = (unsigned)(bad * 1000 / all);
	bool judged = as == CHARSET_GB18030 || as == CHARSET_BIG5;
	if (judged && all >= 20 && s_count.common * 100 < all * 45)
		strange += 100;
	return strange;
}

static bool
ends_inside(const unsigned char *s, size_t n)
{
	size_t len, back = 1;
	while (back < 3 && back < n && (s[n - back] & 0xc0) == 0x80)
		back++;
	return n > 0 && s[n - back] >= 0xc0 &&
	       utf8_decode((const char *)s + n - back, back, &len) == UTF8_BAD;
}

/* Enough well-formed sequences, none or next to none bad: UTF-8 whatever the label says. */
static bool
is_utf8(const unsigned char *s, size_t n)
{
	struct sink count = {0};
	s = beyond_ascii(s, &n);
	if (n > UTF8_PLENTY && utf8_valid((const char *)s, n))
		return true;
	utf8_put(s, n < SAMPLE ? n : SAMPLE, &count);
	/* The sample, or the page, may end inside a character. */
	size_t bad =
	    count.replaced - (count.replaced > 0 && ends_inside(s, n < SAMPLE ? n : SAMPLE));
	return count.characters >= UTF8_PROOF && bad * 50 <= count.characters;
}

static bool
is_ascii(const unsigned char *s, size_t n)
{
	beyond_ascii(s, &n);
	return n == 0;
}

static enum charset
least_strange(
    struct charsets *c, const enum charset *of, size_t count, const unsigned char *s, size_t n)
{
	enum charset best = CHARSET_NONE;
	unsigned least = 0;
	for (size_t i = 0; i < count; i++) {
		if (of[i] == CHARSET_NONE)
			continue;
		unsigned strange = strangeness(c, of[i], s, n);
		if (best == CHARSET_NONE || strange < least) {
			best = of[i];
			least = strange;
		}
		if (least < 5)
			break;
	}
	return best;
}

/* Pages of GBK that say they are of a charset whose every byte is a letter: nothing in them is bad,
 * but they are ordinary Chinese. */
static bool
is_chinese(struct charsets *c, const unsigned char *s, size_t n)
{
	enum { HIGH_LEAST = 80 };
	size_t high = 0;
	for (size_t i = 0; i < n && i < SAMPLE; i++)
		high += s[i] >= 0x80;
	return high >= HIGH_LEAST && strangeness(c, CHARSET_GB18030, s, n) < 5;
}

void
charset_decode(struct charsets *c, const unsigned char *bytes, size_t n, const char *content_type,
    const char *hint, struct arena *a, struct decoded *out)
{
	*out = (struct decoded){0};
	const char *meta = charset_prescan(bytes, n);
	enum charset declared = meta ? charset_labelled(meta, strlen(meta)) : CHARSET_NONE;
	enum charset hinted = hint ? charset_labelled(hint, strlen(hint)) : CHARSET_NONE;
	enum charset header = header_charset(content_type), as = marked(bytes, n);
	if (as == CHARSET_NONE && (header == CHARSET_UTF16BE || header == CHARSET_UTF16LE) &&
	    halves(bytes, n) != CHARSET_NONE)
		as = header;
	if (as == CHARSET_NONE)
		as = halves(bytes, n);
	if (declared == CHARSET_NONE)
		declared = header;
	if (as == CHARSET_NONE && is_ascii(bytes, n))
		as = declared == CHARSET_NONE ? CHARSET_UTF8 : declared;
	if (as == CHARSET_NONE && is_utf8(bytes, n))
		as = CHARSET_UTF8;
	if (as == CHARSET_NONE && declared >= CHARSET_SINGLE && declared < CHARSET_COUNT &&
	    is_chinese(c, bytes, n))
		as = CHARSET_GB18030;
	if (as == CHARSET_NONE) {
		enum charset of[] = {declared, header, hinted, CHARSET_NONE, CHARSET_GB18030,
		    CHARSET_BIG5, CHARSET_UTF8};
		if (declared == CHARSET_NONE || strangeness(c, declared, bytes, n) >= 5)
			of[3] = guessed(bytes, n);
		as = least_strange(c, of, sizeof of / sizeof *of, bytes, n);
	}
	out->declared = declared == CHARSET_NONE ? NULL : charset_name(declared);
	out->lied = declared != CHARSET_NONE && declared != as;
	decode_all(c, as, bytes, n, a, out);
}
