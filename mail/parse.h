/* parse.h - inside the cage: a message as JSON. Private to mail/. */
#ifndef GEPPO_MAIL_PARSE_H
#define GEPPO_MAIL_PARSE_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

/* Load what the library loads on first use; before the cage closes. */
void message_parser_open(void);
/* The fields of struct mail_read. */
json_t *message_parse(const char *bytes, size_t n);
/* Text of HTML, quotations as lines with ">". */
void html_text(const char *html, size_t n, struct buf *out);
/* Add {"original":, "fates":[]} of the bytes of a message/delivery-status. */
void report_parse(const char *bytes, size_t n, json_t *fates);

#endif
