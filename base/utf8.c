/* utf8.c - see utf8.h. */
#include "base/utf8.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* The range of the second byte for each lead byte keeps out overlong forms, surrogates and values
 * above U+10FFFF (Unicode 15, table 3-7). */
int
utf8_decode(const char *text, size_t n, size_t *len)
{
	const unsigned char *s = (const unsigned char *)text;
	*len = 1;
	if (s[0] < 0x80)
		return s[0];
	/* U+1000 to U+CFFF: the greater part of a Chinese text. */
	if (s[0] >= 0xe1 && s[0] <= 0xec && n >= 3 && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		*len = 3;
		return (s[0] & 0x0f) << 12 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f);
	}
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return UTF8_BAD;
	size_t need = s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
	unsigned low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
	unsigned high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
	int cp = s[0] & (0x3f >> need);
	for (size_t i = 1; i <= need; i++) {
		if (i >= n || s[i] < low || s[i] > high)
			return UTF8_BAD;
		cp = cp << 6 | (s[i] & 0x3f);
		low = 0x80;
		high = 0xbf;
		*len = i + 1;
	}
	return cp;
}

size_t
utf8_encode(unsigned cp, char out[4])
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3f));
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	out[0] = (char)(lead[n] | cp);
	return n;
}

/* The greater part of a Chinese page: up to eight bytes of ASCII, or a character from U+4000 to
 * U+CFFF; 0: something else. */
static size_t
plain_length(const unsigned char *s, size_t n)
{
	uint64_t eight;
	if (s[0] < 0x80) {
		if (n < sizeof eight)
			return 1;
		memcpy(&eight, s, sizeof eight);
		eight = le64toh(eight) & UINT64_C(0x8080808080808080);
		return eight ? (size_t)__builtin_ctzll(eight) / 8 : sizeof eight;
	}
	return s[0] >= 0xe4 && s[0] <= 0xec && n >= 3 && (s[1] & 0xc0) == 0x80 &&
	               (s[2] & 0xc0) == 0x80
	           ? 3
	           : 0;
}

bool
utf8_valid(const char *s, size_t n)
{
	for (size_t i = 0, len; i < n; i += len) {
		len = plain_length((const unsigned char *)s + i, n - i);
		if (len > 0)
			continue;
		if (utf8_decode(s + i, n - i, &len) == UTF8_BAD)
			return false;
	}
	return true;
}

size_t
utf8_count(const char *s)
{
	size_t count = 0, n = strlen(s);
	for (size_t i = 0, len; i < n; i += len, count++)
		utf8_decode(s + i, n - i, &len);
	return count;
}

struct range {
	int from, to;
};

static bool
in_ranges(int cp, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n && r[i].from <= cp; i++)
		if (cp <= r[i].to)
			return true;
	return false;
}

#define IN(cp, table) in_ranges(cp, table, sizeof(table) / sizeof *(table))

int
utf8_width(int cp)
{
	static const struct range zero[] = {{0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff},
	    {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}};
	/* Wide, full-width, and the ambiguous ones that Japanese text uses: §±×÷, Greek, Cyrillic,
	 * general punctuation, letterlike, numerals, arrows, operators, boxes, shapes. */
	static const struct range wide[] = {{0xa7, 0xa8}, {0xb0, 0xb1}, {0xb4, 0xb4}, {0xb6, 0xb7},
	    {0xd7, 0xd7}, {0xf7, 0xf7}, {0x391, 0x3c9}, {0x401, 0x451}, {0x1100, 0x115f},
	    {0x2010, 0x2016}, {0x2018, 0x2019}, {0x201c, 0x201d}, {0x2020, 0x2022},
	    {0x2024, 0x2027}, {0x2030, 0x2033}, {0x203b, 0x203b}, {0x2103, 0x2121},
	    {0x2160, 0x2199}, {0x21d2, 0x21d4}, {0x2200, 0x22bf}, {0x2312, 0x2312},
	    {0x2460, 0x266f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf},
	    {0x4e00, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f},
	    {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};
	if (cp < 0xa0)
		return 1;
	return IN(cp, zero) ? 0 : IN(cp, wide) ? 2 : 1;
}

size_t
utf8_text_width(const char *s)
{
	size_t width = 0, n = strlen(s);
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode(s + i, n - i, &len);
		width += (size_t)utf8_width(cp == UTF8_BAD ? 0xfffd : cp);
	}
	return width;
}

bool
utf8_is_han(int cp)
{
	static const struct range han[] = {{0x3007, 0x3007}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
	    {0xf900, 0xfaff}, {0x20000, 0x323af}};
	return IN(cp, han);
}

bool
utf8_is_space(int cp)
{
	static const struct range space[] = {{0x9, 0xd}, {0x20, 0x20}, {0x85, 0x85}, {0xa0, 0xa0},
	    {0x2000, 0x200b}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f},
	    {0x3000, 0x3000}, {0xfeff, 0xfeff}};
	return (cp <= 0x3000 || cp == 0xfeff) && IN(cp, space);
}

int
utf8_fold_width(int cp)
{
	if (cp == 0x3000)
		return ' ';
	return cp >= 0xff01 && cp <= 0xff5e ? cp - 0xfee0 : cp;
}
