/* iso2022jp.c - the ISO-2022-JP decoder (Encoding Standard 12.2): states chosen by escape
 * sequences.
 */
#include <stdbool.h>
#include <string.h>

#include "parse/extract/pairs.h"

enum state { ASCII, ROMAN, KATAKANA, KANJI };

static const struct {
	char bytes[2];
	enum state state;
} escapes[] = {{"(B", ASCII}, {"(J", ROMAN}, {"(I", KATAKANA}, {"$@", KANJI}, {"$B", KANJI}};

static int
escape_at(const unsigned char *s, size_t n)
{
	for (size_t i = 0; n >= 3 && i < sizeof escapes / sizeof *escapes; i++)
		if (memcmp(s + 1, escapes[i].bytes, 2) == 0)
			return (int)escapes[i].state;
	return -1;
}

static void
put_single(enum state state, unsigned char c, struct sink *to)
{
	if (state == KATAKANA && c >= 0x21 && c <= 0x5f)
		sink_put(to, 0xff61u - 0x21 + c);
	else if (state == KATAKANA || c >= 0x80 || c == 0x0e || c == 0x0f)
		sink_replace(to);
	else if (state == ROMAN && (c == 0x5c || c == 0x7e))
		sink_put(to, c == 0x5c ? 0xa5 : 0x203e);
	else
		sink_put(to, c);
}

static size_t
put_kanji(const struct pairs *euc_jp, const unsigned char *s, size_t n, struct sink *to)
{
	uint32_t cp = 0;
	if (s[0] < 0x21 || s[0] > 0x7e) {
		sink_replace(to);
		return 1;
	}
	if (n >= 2 && s[1] == 0x1b) {
		sink_replace(to);
		return 1;
	}
	if (n >= 2 && s[1] >= 0x21 && s[1] <= 0x7e)
		cp = euc_jp->cp[(s[0] | 0x80) - LEAD_FIRST][s[1] | 0x80];
	if (cp)
		sink_put(to, cp);
	else
		sink_replace(to);
	return n < 2 ? 1 : 2;
}

void
iso_2022_jp_decode(const struct pairs *euc_jp, const unsigned char *s, size_t n, struct sink *to)
{
	enum state state = ASCII;
	bool empty = false; /* nothing stood between two escape sequences: an error */
	for (size_t i = 0; i < n;) {
		int escape = s[i] == 0x1b ? escape_at(s + i, n - i) : -1;
		if (escape >= 0) {
			if (empty)
				sink_replace(to);
			state = (enum state)escape;
			empty = true;
			i += 3;
			continue;
		}
		empty = false;
		if (s[i] == 0x1b) {
			sink_replace(to);
			i++;
		} else if (state == KANJI)
			i += put_kanji(euc_jp, s + i, n - i, to);
		else
			put_single(state, s[i++], to);
	}
}
