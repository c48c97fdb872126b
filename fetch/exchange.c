/* exchange.c - see exchange.h. */
#include "fetch/exchange.h"

#include <string.h>
#include <strings.h>

void
exchange_release(struct exchange *x)
{
	buf_release(&x->request);
	buf_release(&x->head);
	buf_release(&x->body);
}

const char *
exchange_field(const struct exchange *x, const char *name, struct arena *a)
{
	size_t m = strlen(name);
	for (const char *s = strchr(x->head.text, '\n'); s; s = strchr(s, '\n')) {
		s++;
		if (strncasecmp(s, name, m) != 0 || s[m] != ':')
			continue;
		s += m + 1;
		s += strspn(s, " \t");
		return arena_strn(a, s, strcspn(s, "\r\n"));
	}
	return NULL;
}

void
exchange_head(const struct exchange *x, struct buf *out)
{
	static const char field[] = "Transfer-Encoding:";
	for (const char *s = x->head.text; *s;) {
		const char *end = strchr(s, '\n');
		size_t n = end ? (size_t)(end - s) + 1 : strlen(s);
		if (strncasecmp(s, field, strlen(field)) == 0)
			buf_adds(out, "X-Archive-Orig-");
		buf_add(out, s, n);
		s += n;
	}
}

void
exchange_block(const struct exchange *x, struct buf *out)
{
	exchange_head(x, out);
	buf_add(out, x->body.text, x->body.len);
}
