/* gb18030.c - GB18030, which every gb label means: GB2312 and GBK are parts of it. The table comes
 * from iconv and is corrected where the Encoding Standard's index differs from glibc 2.36. */
#include <string.h>

#include "base/log.h"
#include "parse/extract/pairs.h"

enum {
	E5E5 = 0x3000,
	QUAD_E7C7 = 7457,
	QUAD_9FB4 = 19057,
	QUAD_FE10 = 39076,
	QUADS_ASTRAL = 189000,
	QUADS_END = 1237576
};

/* The index's private-use code points that glibc maps to later additions of Unicode, and the
 * vertical forms that GB18030-2022 moved. */
static const struct {
	unsigned char lead, trail;
	uint16_t cp;
} patches[] = {{0xa3, 0xa0, E5E5}, {0xfe, 0x51, 0xe816}, {0xfe, 0x52, 0xe817}, {0xfe, 0x53, 0xe818},
    {0xfe, 0x6c, 0xe831}, {0xfe, 0x76, 0xe83b}, {0xfe, 0x91, 0xe855}};

static void
quad_bytes(unsigned pointer, unsigned char quad[4])
{
	quad[3] = (unsigned char)(0x30 + pointer % 10);
	quad[2] = (unsigned char)(0x81 + pointer / 10 % 126);
	quad[1] = (unsigned char)(0x30 + pointer / 1260 % 10);
	quad[0] = (unsigned char)(0x81 + pointer / 12600);
}

static void
quads_fill(uint16_t quads[BMP_QUADS], iconv_t reader)
{
	for (unsigned pointer = 0; pointer < BMP_QUADS; pointer++) {
		unsigned char quad[4];
		uint32_t cp = 0;
		quad_bytes(pointer, quad);
		char *in = (char *)quad, *out = (char *)&cp;
		size_t in_left = 4, out_left = 4;
		if (iconv(reader, &in, &in_left, &out, &out_left) == (size_t)-1 || cp > 0xffff)
			cp = 0;
		quads[pointer] = (uint16_t)cp;
	}
	quads[QUAD_E7C7] = 0xe7c7;
	/* The characters that GB18030-2022 gave two bytes keep their four in the index as well. */
	for (unsigned k = 0; k < 8; k++)
		quads[QUAD_9FB4 + k] = (uint16_t)(0x9fb4 + k);
	for (unsigned k = 0; k < 10; k++)
		quads[QUAD_FE10 + k] = (uint16_t)(0xfe10 + k);
}

void
gb18030_fill(struct gb18030 *g, iconv_t reader)
{
	pairs_fill(&g->pairs, reader);
	for (size_t i = 0; i < sizeof patches / sizeof *patches; i++)
		g->pairs.cp[patches[i].lead - LEAD_FIRST][patches[i].trail] = patches[i].cp;
	quads_fill(g->quads, reader);
}

static uint32_t
quad_character(const struct gb18030 *g, const unsigned char *s)
{
	unsigned pointer =
	    (s[0] - 0x81u) * 12600 + (s[1] - 0x30u) * 1260 + (s[2] - 0x81u) * 10 + (s[3] - 0x30u);
	if (pointer < BMP_QUADS)
		return g->quads[pointer];
	if (pointer < QUADS_ASTRAL || pointer >= QUADS_END)
		return 0;
	return 0x10000 + pointer - QUADS_ASTRAL;
}

static int
is_digit(unsigned char c)
{
	return c >= 0x30 && c <= 0x39;
}

/* A sequence that begins with a lead byte and a digit: four bytes, or the lead byte alone is bad
 * and the rest is read again. At the end of the input all of it is one bad sequence. */
static size_t
decode_quad(const struct gb18030 *g, const unsigned char *s, size_t n, struct sink *to)
{
	if (n < 3 || (n == 3 && s[2] >= 0x81 && s[2] <= 0xfe)) {
		sink_replace(to);
		return n;
	}
	if (n < 4 || s[2] < 0x81 || s[2] > 0xfe || !is_digit(s[3])) {
		sink_replace(to);
		return 1;
	}
	uint32_t cp = quad_character(g, s);
	if (cp)
		sink_put(to, cp);
	else
		sink_replace(to);
	return 4;
}

static size_t
decode_one(const struct gb18030 *g, const unsigned char *s, size_t n, struct sink *to)
{
	if (s[0] == 0x80) {
		sink_put(to, 0x20ac);
		return 1;
	}
	if (s[0] == 0xff || n < 2) {
		sink_replace(to);
		return 1;
	}
	if (is_digit(s[1]))
		return decode_quad(g, s, n, to);
	uint32_t cp = g->pairs.cp[s[0] - LEAD_FIRST][s[1]];
	if (cp == 0) {
		sink_replace(to);
		return s[1] < 0x80 ? 1 : 2;
	}
	/* Rows 0xB0 to 0xD7 with high trail bytes are the 3,755 everyday characters. */
	to->common += s[0] >= 0xb0 && s[0] <= 0xd7 && s[1] >= 0xa1;
	sink_put(to, cp);
	return 2;
}

void
gb18030_decode(const struct gb18030 *g, const unsigned char *s, size_t n, struct sink *to)
{
	for (size_t i = 0; i < n;) {
		size_t run = 0;
		while (i + run < n && s[i + run] < 0x80)
			run++;
		if (to->out)
			memcpy(to->out + to->len, s + i, run);
		to->len += run;
		i += run;
		if (i < n)
			i += decode_one(g, s + i, n - i, to);
	}
}
