/* extract.h - bytes of one capture in, facts out. Pure: no files, no network, no database.
 *
 * The answer is one JSON object (design "Extract's answer"), the contract between geppo-extract and
 * its readers; see man/geppo-extract.1:
 *   v (1), id, url, kind (article|listing|shell|challenge|error|attachment), charset, replaced,
 * fail article: title, published, written, in_force, deadline, doc_number, issuer, issuers[],
 *     content_source, index_number, subject, validity, site_code, body,
 *     attachments[{text,href,type}], facts[{kind,text,offset,...}], notes[]
 *   listing: items[{title,href,date}], next, dropped, pages (how many the list has, or null),
 * pageid (the number its pages' names hold, or null), parts[{href,date}] (files of a sitemap index)
 *   attachment: type, state (read|scanned|held), reason, ocr, file_title, text, characters, title,
 *     doc_number, written, published, issuer, facts[], notes[]
 * Absent = null, lists are never null. body: paragraphs joined by "\n", table cells by TAB.
 * fail = null or {do, why, place}. */
#ifndef GEPPO_PARSE_EXTRACT_EXTRACT_H
#define GEPPO_PARSE_EXTRACT_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "config/config.h"
#include "parse/extract/charset.h"

struct extractor;

/* One capture. Text fields may be NULL. */
struct extract_input {
	const char *id;
	const char *url;
	const char *content_type; /* of the HTTP header */
	const char *charset;      /* what its source says, where page and header say nothing */
	const char *kind;         /* "article" or "listing" to force, NULL to decide */
	const struct listing_form *form; /* how this list is read, or NULL: as it looks. Only for
	                                    "listing"; method and body play no part, links are
	                                    resolved against the referer where there is one */
	const unsigned char *bytes;
	size_t n;
	const char *const *xpath; /* what the source overrides (config/xpath.h), or NULL */
	int status;               /* HTTP, 0 = unknown */
	bool explain;             /* add "explain": which signal gave each field */
};

/* Open converters and compile patterns; everything the cage would forbid later. Never NULL. */
struct extractor *extractor_new(void);
void extractor_free(struct extractor *x);

/* Who reads what is no page (parse/attachment/ stands on this room): called by extract() for kind
 * "attachment" and for bytes that are no text. Unset: the answer names the type alone. */
typedef void (*extract_attachment)(void *context, struct extractor *x,
    const struct extract_input *in, struct arena *a, struct buf *json);
void extractor_attach(struct extractor *x, extract_attachment read, void *context);

/* Decode bytes: `charset` is a label, or NULL to find out. False: unknown label. */
bool extractor_decode(const struct extractor *x, const char *charset, const unsigned char *bytes,
    size_t n, struct arena *a, struct decoded *out);
/* ,"title":…,"doc_number":…,"written":…,"published":…,"issuer":…,"facts":[…] of a text without
 * markup, as GB/T 9704 lays documents out. */
void extractor_head(const struct extractor *x, const char *text, const char *url, struct arena *a,
    struct buf *json);

/* Add the answer as one line of JSON, without its line end. Scratch memory is the arena's. */
void extract(
    struct extractor *x, const struct extract_input *in, struct arena *a, struct buf *json);

/* The answer for a capture that was not read: kind error, fail hold with the reason. */
void extract_refuse(const struct extract_input *in, const char *why, struct buf *json);

#endif
