/* variants.c - see variants.h. */
#include "config/variants.h"

#include <string.h>

#include "base/utf8.h"
#include "config/config.h"

/* The one character of a cell, 0 when it is none of the basic plane. */
static unsigned
only_char(const char *text)
{
	size_t len, n = strlen(text);
	int cp = n > 0 ? utf8_decode(text, n, &len) : -1;
	return cp > 0 && cp < VARIANTS_PAGE && len == n ? (unsigned)cp : 0;
}

static const char *
take_row(void *context, int line, const char *const cells[])
{
	(void)line;
	uint16_t *to = context;
	unsigned variant = only_char(cells[0]), zh = only_char(cells[1]);
	if (variant == 0 || zh == 0)
		return "a variant and its zh are one character of the basic plane each";
	to[variant] = (uint16_t)zh;
	return NULL;
}

int
variants_read(const char *dir, uint16_t to[VARIANTS_PAGE], struct fail *f)
{
	static const char *const columns[] = {"variant", "zh"};
	struct arena a = {0};
	/* Half-width kana, U+FF61 to U+FF9F (JIS X 0201). */
	static const uint16_t kana[] = {0x3002, 0x300c, 0x300d, 0x3001, 0x30fb, 0x30f2, 0x30a1,
	    0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30e3, 0x30e5, 0x30e7, 0x30c3, 0x30fc, 0x30a2, 0x30a4,
	    0x30a6, 0x30a8, 0x30aa, 0x30ab, 0x30ad, 0x30af, 0x30b1, 0x30b3, 0x30b5, 0x30b7, 0x30b9,
	    0x30bb, 0x30bd, 0x30bf, 0x30c1, 0x30c4, 0x30c6, 0x30c8, 0x30ca, 0x30cb, 0x30cc, 0x30cd,
	    0x30ce, 0x30cf, 0x30d2, 0x30d5, 0x30d8, 0x30db, 0x30de, 0x30df, 0x30e0, 0x30e1, 0x30e2,
	    0x30e4, 0x30e6, 0x30e8, 0x30e9, 0x30ea, 0x30eb, 0x30ec, 0x30ed, 0x30ef, 0x30f3, 0x309b,
	    0x309c};
	for (int cp = 0; cp < VARIANTS_PAGE; cp++)
		to[cp] = (uint16_t)cp;
	to[0x3000] = ' ';
	for (int c = '!'; c <= '~'; c++)
		to[0xff01 + c - '!'] = to[c] = (uint16_t)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	memcpy(&to[0xff61], kana, sizeof kana);
	int r =
	    config_table(config_path(dir, "variants.tsv", &a), columns, 2, take_row, to, NULL, f);
	arena_release(&a);
	return r;
}
