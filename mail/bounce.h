/* bounce.h - reports on deliveries in plain words, as qmail, Exchange and Japanese providers write
 * them, where RFC 3464 has fields. Pure. */
#ifndef GEPPO_MAIL_BOUNCE_H
#define GEPPO_MAIL_BOUNCE_H

#include <stdbool.h>

#include "base/arena.h"

enum bounce { BOUNCE_NONE, BOUNCE_DELAYED, BOUNCE_FAILED };

/* What subject and text (UTF-8, LF; either may be NULL) say; only what stands above a copy of the
 * message reported on is looked at. To be asked of mail that a machine sent. */
enum bounce bounce_read(const char *subject, const char *text);

/* The line that says why: the first with a reply of SMTP (550 ...) or a status (5.1.1), in the
 * arena; "" when there is none. */
const char *bounce_said(const char *text, struct arena *a);

/* True when an address stands in a text by itself, not as a part of a longer one. */
bool bounce_names(const char *text, const char *address);

#endif
