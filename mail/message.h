/* message.h - messages as they go out (RFC 5322, 2045 to 2047, 2369, 3834, 8058). */
#ifndef GEPPO_MAIL_MESSAGE_H
#define GEPPO_MAIL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/fail.h"

/* A file that goes with a message; the name is ASCII. */
struct mail_file {
	const char *name, *type; /* "geppo-2026-06.pdf", "application/pdf" */
	const void *bytes;
	size_t n;
};

/* Everything from the first Content- field on, CRLF, every line at most 78 bytes: the text (UTF-8,
 * LF), beside it the HTML (may be NULL), then the files. The same input gives the same bytes. */
int message_entity(const char *text, const char *html, const struct mail_file *files, size_t n,
    struct buf *out, struct fail *f) __attribute__((warn_unused_result));

struct mail_head {
	const char *from_name, *from; /* UTF-8 (may be NULL), address */
	const char *to_name, *to;
	const char *subject;
	const char *date;            /* an instant, written in Japan time */
	const char *message_id;      /* without < > */
	const char *answers;         /* the Message-ID this answers or belongs to, or NULL */
	const char *unsubscribe;     /* address for List-Unsubscribe, or NULL: no list fields */
	const char *unsubscribe_url; /* https, or NULL */
	const char *automatic;       /* Auto-Submitted: "auto-generated", "auto-replied" */
};
/* The fields before the entity, CRLF. A control character or line separator in any field, or an
 * address that is none, is refused (EXIT_INPUT). */
int message_head(const struct mail_head *h, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

/* Printable ASCII that may stand in an envelope. */
bool mail_address_valid(const char *address);
/* A field's value after its name and ": ": plain and folded when it is ASCII, else encoded-words of
 * at most 75 characters, each of whole characters, no line over 76. `used`: columns before it. */
void header_text(const char *text, size_t used, struct buf *out);
/* The same as encoded-words whatever it holds: for names, in which ( ) , ; : < > mean something. */
void header_words(const char *text, size_t used, struct buf *out);

#endif
