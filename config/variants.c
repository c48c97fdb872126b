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
	for (int cp = 0; cp < VARIANTS_PAGE; cp++) {
		int narrow = utf8_fold_width(cp);
		to[cp] = (uint16_t)(narrow >= 'A' && narrow <= 'Z' ? narrow + 32 : narrow);
	}
	int r =
	    config_table(config_path(dir, "variants.tsv", &a), columns, 2, take_row, to, NULL, f);
	arena_release(&a);
	return r;
}
