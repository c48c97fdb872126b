/* article.h - the fields of a page that holds one document. */
#ifndef GEPPO_PARSE_EXTRACT_ARTICLE_H
#define GEPPO_PARSE_EXTRACT_ARTICLE_H

#include "base/buf.h"
#include "base/date.h"
#include "parse/extract/content.h"
#include "parse/extract/infotable.h"
#include "parse/extract/meta.h"
#include "parse/extract/override.h"

struct attachment {
	const char *text, *href, *type;
};

struct article {
	const char *title;
	const char *published, *written, *in_force, *deadline; /* date texts */
	const char *doc_number;
	const char *issuer;         /* the first */
	const char *const *issuers; /* n_issuers */
	size_t n_issuers;
	const char *content_source, *index_number, *subject, *validity, *site_code;
	const char *body;
	const struct attachment *attachments;
	size_t n_attachments;
	/* Why: the signal each field was taken from, static texts. */
	const char *title_why, *published_why, *written_why, *number_why, *issuer_why, *body_why;
};

/* What reading one page goes by. */
struct reading {
	const struct patterns *patterns;
	const struct page *page;
	const struct lines *lines;
	const struct content *content;
	const struct meta *meta;
	struct override *override; /* NULL: none */
	const char *url;           /* may be NULL */
	struct arena *arena;
	struct buf *notes; /* one a line */
};

void article_read(struct article *a, const struct reading *r);

/* The parts, in the order they rely on each other. */
const char *title_find(const struct reading *r, const struct infotable *t, const char **why);
void body_read(struct article *a, const struct reading *r);
void article_dates(struct article *a, const struct reading *r, const struct infotable *t);
void article_number(struct article *a, const struct reading *r, const struct infotable *t);
void article_issuers(struct article *a, const struct reading *r, const struct infotable *t);
void article_attachments(struct article *a, const struct reading *r);

#endif
