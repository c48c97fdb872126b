/* surt.h - one line of a CDXJ index, as replay tools for web archives read it. */
#ifndef GEPPO_FETCH_SURT_H
#define GEPPO_FETCH_SURT_H

#include "base/buf.h"
#include "base/warc.h"

/* "cn,gov,mee)/path 20260630010203 {...}": the address with its host turned round, in lower case,
 * without "www."; the 14 digits of the instant; url, mime, status (0: none), digest, length, offset
 * and filename as JSON. `mime` may be NULL. */
void surt_line(struct buf *b, const struct warc_record *rec, const char *instant, const char *mime,
    int status, const char *filename);

#endif
