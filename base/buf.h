/* buf.h - growing text with a cap that must be named (base/caps.h).
 * `text` is never NULL and always NUL-terminated at `text[len]`. Writing past the cap sets `full`
 * and drops the rest of that write whole: write many times, check once with buf_full(). */
#ifndef GEPPO_BASE_BUF_H
#define GEPPO_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *text;
	size_t len;
	size_t room; /* allocated bytes, 0 while `text` is the shared empty string */
	size_t cap;  /* most bytes of content, terminator not counted */
	bool full;
};

void buf_init(struct buf *b, size_t cap);
/* Give the memory back; the buffer is empty with the same cap. */
void buf_release(struct buf *b);
/* Empty, memory kept, `full` cleared. */
void buf_clear(struct buf *b);
/* Cut to n bytes (n <= len). */
void buf_cut(struct buf *b, size_t n);

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap);
/* The UTF-8 encoding of a scalar value; anything else becomes U+FFFD. */
void buf_addu(struct buf *b, unsigned cp);

/* True when some write did not fit. */
bool buf_full(const struct buf *b) __attribute__((warn_unused_result));

/* The text itself, now the caller's to free(); the buffer is empty. */
char *buf_detach(struct buf *b) __attribute__((warn_unused_result));

#endif
