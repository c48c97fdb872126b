/* pairs.c - see pairs.h: Big5, EUC-KR, Shift_JIS, EUC-JP, ISO-2022-JP. */
#include "parse/extract/pairs.h"

#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

void
sink_put(struct sink *s, uint32_t cp)
{
	s->characters += cp >= 0x80;
	char bytes[4];
	size_t n = utf8_encode(cp, bytes);
	if (s->out)
		memcpy(s->out + s->len, bytes, n);
	s->len += n;
}

void
sink_replace(struct sink *s)
{
	s->replaced++;
	sink_put(s, 0xfffd);
}

iconv_t
reader_open(const char *iconv_name)
{
	iconv_t cd = iconv_open("UCS-4LE", iconv_name);
	if (cd == (iconv_t)-1)
		fatal("iconv has no %s: is the package libc-bin complete?", iconv_name);
	return cd;
}

/* The one character that a sequence of bytes stands for, 0 when it is none. */
static uint32_t
sequence_character(iconv_t cd, char *in, size_t in_left)
{
	uint32_t cp[2] = {0, 0};
	char *out = (char *)cp;
	size_t out_left = sizeof cp;
	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &in, &in_left, &out, &out_left) == (size_t)-1 || in_left > 0)
		return 0;
	/* The charset holds the character back until it has seen what follows. */
	if (out_left == sizeof cp)
		iconv(cd, NULL, NULL, &out, &out_left);
	return out_left == sizeof cp - sizeof *cp ? cp[0] : 0;
}

void
pairs_fill(struct pairs *p, iconv_t reader)
{
	for (int lead = 0x81; lead < 0xff; lead++)
		for (int trail = 0x40; trail < 0xff; trail++) {
			char pair[2] = {(char)lead, (char)trail};
			p->cp[lead - LEAD_FIRST][trail] = sequence_character(reader, pair, 2);
		}
}

void
euc_jp_fill(struct pairs *p, const struct pairs *shift_jis)
{
	for (int row = 0; row < 94; row++)
		for (int cell = 0; cell < 94; cell++) {
			/* Two rows of 94 share a lead byte of Shift_JIS. */
			int lead = row / 2, trail = row % 2 * 94 + cell;
			lead += lead < 0x1f ? 0x81 : 0xc1;
			trail += trail < 0x3f ? 0x40 : 0x41;
			p->cp[row + 0xa1 - LEAD_FIRST][cell + 0xa1] =
			    shift_jis->cp[lead - LEAD_FIRST][trail];
		}
}

void
jis0212_fill(struct pairs *p, iconv_t reader)
{
	for (int lead = 0xa1; lead < 0xff; lead++)
		for (int trail = 0xa1; trail < 0xff; trail++) {
			char triple[3] = {(char)0x8f, (char)lead, (char)trail};
			p->cp[lead - LEAD_FIRST][trail] = sequence_character(reader, triple, 3);
		}
}

static uint32_t
pair(const struct pairs *p, unsigned char lead, unsigned char trail)
{
	return lead >= LEAD_FIRST ? p->cp[lead - LEAD_FIRST][trail] : 0;
}

/* A lead byte with what follows: the character, or U+FFFD; an ASCII trail byte that makes no
 * character is read again. */
static size_t
put_pair(uint32_t cp, const unsigned char *s, size_t n, struct sink *to)
{
	if (cp) {
		sink_put(to, cp);
		return 2;
	}
	sink_replace(to);
	return n < 2 || s[1] < 0x80 ? 1 : 2;
}

void
big5_decode(const struct pairs *p, const unsigned char *s, size_t n, struct sink *to)
{
	/* Four pairs stand for a letter and a combining mark. */
	static const struct {
		unsigned char trail;
		uint16_t letter, mark;
	} two[] = {
	    {0x62, 0xca, 0x304}, {0x64, 0xca, 0x30c}, {0xa3, 0xea, 0x304}, {0xa5, 0xea, 0x30c}};
	for (size_t i = 0; i < n;) {
		if (s[i] < 0x80) {
			sink_put(to, s[i++]);
			continue;
		}
		bool done = false;
		for (size_t k = 0; k < 4 && s[i] == 0x88 && i + 1 < n; k++)
			if (s[i + 1] == two[k].trail) {
				sink_put(to, two[k].letter);
				sink_put(to, two[k].mark);
				done = true;
			}
		if (done) {
			i += 2;
			continue;
		}
		bool lead = s[i] > 0x80 && s[i] < 0xff && i + 1 < n;
		to->common += lead && s[i] >= 0xa4 && s[i] <= 0xc6;
		i += put_pair(lead ? pair(p, s[i], s[i + 1]) : 0, s + i, lead ? 2 : 1, to);
	}
}

void
euc_kr_decode(const struct pairs *p, const unsigned char *s, size_t n, struct sink *to)
{
	for (size_t i = 0; i < n;) {
		if (s[i] < 0x80) {
			sink_put(to, s[i++]);
			continue;
		}
		bool lead = s[i] > 0x80 && s[i] < 0xff && i + 1 < n;
		i += put_pair(lead ? pair(p, s[i], s[i + 1]) : 0, s + i, lead ? 2 : 1, to);
	}
}

void
shift_jis_decode(const struct pairs *p, const unsigned char *s, size_t n, struct sink *to)
{
	for (size_t i = 0; i < n;) {
		if (s[i] <= 0x80) {
			sink_put(to, s[i++]);
		} else if (s[i] >= 0xa1 && s[i] <= 0xdf) {
			sink_put(to, 0xff61u - 0xa1 + s[i++]);
		} else {
			bool lead = s[i] != 0xa0 && s[i] < 0xfd && i + 1 < n;
			i += put_pair(lead ? pair(p, s[i], s[i + 1]) : 0, s + i, lead ? 2 : 1, to);
		}
	}
}

static size_t
euc_jp_triple(const struct pairs *jis0212, const unsigned char *s, size_t n, struct sink *to)
{
	if (n < 2 || s[1] < 0xa1 || s[1] == 0xff) {
		sink_replace(to);
		return n < 2 || s[1] < 0x80 ? 1 : 2;
	}
	uint32_t cp = n < 3 || s[2] < 0xa1 ? 0 : pair(jis0212, s[1], s[2]);
	if (cp == 0) {
		sink_replace(to);
		return n < 3 || s[2] < 0x80 ? 2 : 3;
	}
	sink_put(to, cp);
	return 3;
}

void
euc_jp_decode(const struct pairs *p, const struct pairs *jis0212, const unsigned char *s, size_t n,
    struct sink *to)
{
	for (size_t i = 0; i < n;) {
		if (s[i] < 0x80) {
			sink_put(to, s[i++]);
		} else if (s[i] == 0x8f) {
			i += euc_jp_triple(jis0212, s + i, n - i, to);
		} else if (s[i] == 0x8e) {
			bool kana = i + 1 < n && s[i + 1] >= 0xa1 && s[i + 1] <= 0xdf;
			i += put_pair(kana ? 0xff61u - 0xa1 + s[i + 1] : 0, s + i, n - i, to);
		} else {
			bool lead = s[i] >= 0xa1 && s[i] < 0xff && i + 1 < n;
			bool trail = lead && s[i + 1] >= 0xa1;
			i += put_pair(trail ? pair(p, s[i], s[i + 1]) : 0, s + i, lead ? 2 : 1, to);
		}
	}
}
