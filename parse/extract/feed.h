/* feed.h - lists that sites write for machines: RSS 0.9 to 2.0 and Atom feeds; sitemaps and their
 * indexes (sitemaps.org protocol 0.9) as XML or as text. */
#ifndef GEPPO_PARSE_EXTRACT_FEED_H
#define GEPPO_PARSE_EXTRACT_FEED_H

#include "parse/extract/listing.h"

/* False when the text is no feed at all. */
bool feed_read(struct listing *l, const struct reading *r, const char *text, size_t n);

/* False when the text is no sitemap at all; a feed may stand for one. Rows have no titles but where
 * an extension gives one (NULL otherwise); addresses of other hosts are dropped, as the protocol
 * wants it; what is beyond CAP_ROWS are the oldest. */
bool sitemap_read(struct listing *l, const struct reading *r, const char *text, size_t n);

/* True when the first element is one of a sitemap. */
bool sitemap_is(const char *text, size_t n);

/* The day in Beijing of an instant as RFC 822 ("Thu, 05 Jan 2017 13:34:51 +0100") or as ISO 8601
 * with a zone; a date without one is a day as it stands. "YYYY-MM-DD" in the arena, or NULL. */
const char *feed_day(const struct reading *r, const char *text);

#endif
