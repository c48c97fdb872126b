/* json.c - see json.h. Line and paragraph separators are escaped too: one answer is one line for
 * every reader. */
#include "parse/extract/json.h"

#include <string.h>

#include "base/caps.h"

static size_t
plain_run(const char *s)
{
	size_t n = 0;
	while (
	    (unsigned char)s[n] >= 0x20 && s[n] != '"' && s[n] != '\\' && s[n] != 0x7f &&
	    !(s[n] == '\xe2' && s[n + 1] == '\x80' && (s[n + 2] == '\xa8' || s[n + 2] == '\xa9')))
		n++;
	return n;
}

void
json_text(struct buf *b, const char *s)
{
	if (s == NULL) {
		buf_adds(b, "null");
		return;
	}
	buf_addc(b, '"');
	while (*s) {
		size_t n = plain_run(s);
		buf_add(b, s, n);
		s += n;
		if (*s == '\0')
			break;
		if (*s == '\xe2') {
			buf_adds(b, s[2] == '\xa8' ? "\\u2028" : "\\u2029");
			s += 3;
			continue;
		}
		if (*s == '"' || *s == '\\')
			buf_addf(b, "\\%c", *s);
		else if (*s == '\n' || *s == '\t')
			buf_adds(b, *s == '\n' ? "\\n" : "\\t");
		else
			buf_addf(b, "\\u%04x", (unsigned char)*s);
		s++;
	}
	buf_addc(b, '"');
}

void
json_member(struct buf *b, const char *name, const char *s)
{
	buf_addf(b, ",\"%s\":", name);
	json_text(b, s);
}

/* The bytes of a quoted text from behind its first quote, with the last. */
static size_t
quoted_run(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *quote = memchr(s + i, '"', n - i);
		if (quote == NULL)
			return n;
		i = (size_t)(quote - s);
		size_t back = 0;
		while (back < i && s[i - back - 1] == '\\')
			back++;
		if (back % 2 == 0)
			return i + 1;
	}
	return n;
}

bool
json_small(const char *s, size_t n)
{
	size_t values = 0;
	for (size_t i = 0; i < n && values <= CAP_JSON_VALUES; i++) {
		values += s[i] == ',' || s[i] == '{' || s[i] == '[';
		if (s[i] == '"')
			i += quoted_run(s + i + 1, n - i - 1);
	}
	return values <= CAP_JSON_VALUES;
}
