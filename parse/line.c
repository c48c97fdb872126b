/* line.c - JSON lines from outside, each up to the cap. */
#include "parse/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"

static const char BOM[] = "\xef\xbb\xbf";

bool
line_read(FILE *file, struct buf *line, bool *whole)
{
	char chunk[4096];
	size_t n = 0;
	bool first = ftell(file) == 0;
	int c;
	buf_clear(line);
	while ((c = getc_unlocked(file)) != EOF && c != '\n') {
		chunk[n++] = (char)c;
		if (first && n == strlen(BOM) && memcmp(chunk, BOM, n) == 0)
			n = 0; /* some editors put one in front */
		if (n < sizeof chunk)
			continue;
		buf_add(line, chunk, n);
		n = 0;
		first = false;
	}
	buf_add(line, chunk, n);
	*whole = !buf_full(line);
	return c != EOF || line->len > 0 || !*whole;
}
