/* running.c - see running.h. */
#include "parse/attachment/running.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bool
is_page_number(const char *line, size_t n)
{
	size_t len, digits = 0;
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_fold_width(utf8_decode(line + i, n - i, &len));
		if (cp >= '0' && cp <= '9')
			digits++;
		else if (!utf8_is_space(cp) && strchr("-/.,|~", cp < 0x80 ? cp : 1) == NULL &&
		         cp != 0x2014 && cp != 0x2013 && cp != 0x2015 && cp != 0xb7 &&
		         cp != 0x7b2c && cp != 0x9875 && cp != 0x5171)
			return false;
	}
	return digits > 0 && digits < 9;
}

static bool
has_han(const char *line, size_t n)
{
	size_t len;
	for (size_t i = 0; i < n; i += len)
		if (utf8_is_han(utf8_decode(line + i, n - i, &len)))
			return true;
	return false;
}

/* FNV-1a, blanks apart. */
static bool
is_new(struct running *seen, const char *line, size_t n)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < n; i++)
		if (line[i] != ' ' && line[i] != '\t')
			hash = (hash ^ (unsigned char)line[i]) * 0x100000001b3u;
	for (size_t i = 0; i < seen->n; i++)
		if (seen->line[i] == hash)
			return false;
	if (seen->n < RUNNING_MOST)
		seen->line[seen->n++] = hash;
	return true;
}

/* GB/T 9704: 某某市生态环境局文件, 某环发〔2026〕17号. */
static bool
is_red(const char *line, size_t n)
{
	static const char *const ends[] = {"文件", "号"};
	while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
		n--;
	for (size_t i = 0; i < 2; i++) {
		size_t len = strlen(ends[i]);
		if (n >= len && memcmp(line + n - len, ends[i], len) == 0)
			return true;
	}
	return false;
}

void
running_keep(struct running *seen, struct buf *text, size_t from, bool red)
{
	char *copy = strdup(text->text + from);
	buf_cut(text, from);
	for (char *line = copy, *next; line && *line; line = next) {
		size_t n = strcspn(line, "\n");
		next = line + n + (line[n] == '\n');
		if (has_han(line, n) && !is_page_number(line, n) && (!red || is_red(line, n)) &&
		    is_new(seen, line, n)) {
			buf_add(text, line, n);
			buf_addc(text, '\n');
		}
	}
	free(copy);
}
