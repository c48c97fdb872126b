/* buf.c - see buf.h. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

static char empty[1];

void
buf_init(struct buf *b, size_t cap)
{
	*b = (struct buf){.text = empty, .cap = cap};
}

void
buf_release(struct buf *b)
{
	if (b->room > 0)
		free(b->text);
	buf_init(b, b->cap);
}

void
buf_clear(struct buf *b)
{
	b->full = false;
	buf_cut(b, 0);
}

void
buf_cut(struct buf *b, size_t n)
{
	if (n > b->len)
		bug("buf_cut: %zu of %zu", n, b->len);
	b->len = n;
	if (b->room > 0)
		b->text[n] = '\0';
}

/* Room for n more bytes and the terminator, or false when the cap forbids it. */
static bool
buf_reserve(struct buf *b, size_t n)
{
	if (b->full || n > b->cap - b->len) {
		b->full = true;
		return false;
	}
	size_t need = b->len + n + 1;
	if (need <= b->room)
		return true;
	size_t room = b->room ? b->room * 2 : 256;
	if (room < need)
		room = need;
	char *text = realloc(b->room ? b->text : NULL, room);
	if (text == NULL)
		fatal("out of memory: %zu bytes", room);
	b->text = text;
	b->room = room;
	return true;
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0 || !buf_reserve(b, n))
		return;
	memcpy(b->text + b->len, bytes, n);
	b->len += n;
	b->text[b->len] = '\0';
}

void
buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		bug("buf_addf: bad format %s", fmt);
	if (n > 0 && buf_reserve(b, (size_t)n)) {
		vsnprintf(b->text + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

void
buf_addu(struct buf *b, unsigned cp)
{
	char bytes[4];
	size_t n = utf8_encode(cp, bytes);
	buf_add(b, bytes, n);
}

bool
buf_full(const struct buf *b)
{
	return b->full;
}

char *
buf_detach(struct buf *b)
{
	char *text = b->room > 0 ? b->text : strdup("");
	if (text == NULL)
		fatal("out of memory");
	buf_init(b, b->cap);
	return text;
}
