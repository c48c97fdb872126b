/* charset.h - text of foreign mail to UTF-8, inside a cage: every converter is opened before.
 * Private to mail/. */
#ifndef GEPPO_MAIL_CHARSET_H
#define GEPPO_MAIL_CHARSET_H

#include <stddef.h>

#include "base/buf.h"

/* Open all converters; before the cage closes. */
void charsets_open(void);

/* Add n bytes in a charset (as MIME names it; NULL or an unknown one: UTF-8 when it is that, else
 * Latin-1). What cannot be converted becomes U+FFFD. */
void charset_add(const char *charset, const char *bytes, size_t n, struct buf *out);

/* The same for a whole text, whose label may be wrong: escape sequences of ISO-2022-JP, UTF-8, and
 * CP932 and EUC-JP that Japanese gateways send under another name (or none) are known by their
 * form. */
void charset_text_add(const char *charset, const char *bytes, size_t n, struct buf *out);

/* Add the value of a header field, folded as it stands, with its encoded-words (RFC 2047) decoded;
 * control characters become blanks. */
void words_add(const char *value, struct buf *out);

#endif
