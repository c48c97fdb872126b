/* probe.h - one address looked at for a person who adds a source: with the manners of a pass, with
 * nothing recorded, and read by the caged page reader. */
#ifndef GEPPO_FETCH_PROBE_H
#define GEPPO_FETCH_PROBE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/fail.h"
#include "config/config.h"
#include "config/paging.h"
#include "fetch/pass.h"

/* How one address ended. */
struct look {
	struct fetch *f; /* with its hops, also where no answer came; NULL: put off */
	enum outcome outcome;
	struct fail why;    /* of what is neither taken nor unchanged */
	int64_t later;      /* put off: seconds that its host wants to be left alone */
	struct arena arena; /* of `body` */
	const char *body;   /* decoded; NULL when no complete answer came */
	size_t n;
};

/* Ask for one page through p (whose ends become the look's). `source` may be NULL; `number` is that
 * of a page of a list (1..). False: the pass cannot go on, p->fail says why. */
bool look_at(struct pass *p, const struct source *source, const char *role,
    const struct source_page *page, int number, struct look *out);
void look_release(struct look *l);
/* The answer itself, or NULL. */
const struct exchange *look_exchange(const struct look *l);
/* What robots.txt says of the address asked in hop i, for a person, in the arena. */
const char *look_robots(struct pass *p, const char *url, struct arena *a);

/* The page reader: a caged geppo-extract and its conversation. */
struct reader {
	struct child child;
	struct buf rest;
	bool running;
};

/* What it says of a look's answer as "listing" or "article", in geppo-extract(1)'s words. `form`
 * may be NULL: as it looks. NULL with *f. The caller's to json_decref(). */
json_t *reader_ask(struct reader *r, const struct config *c, const struct source *s,
    const struct listing_form *form, const char *kind, const struct look *l, struct fail *f);
void reader_stop(struct reader *r);

/* ---- what the answers suggest: probe_guess.c */

/* The family of software behind a site, static text, or NULL. */
const char *guess_cms(const char *body, size_t n, const json_t *items);
/* The kind of list that these bytes are: "html", "json", "jsonp", "rss" or "sitemap". */
const char *guess_kind(const char *body, size_t n);
/* A pattern that all rows' addresses fit, in the arena; NULL: they have too little in common. */
const char *guess_article(const json_t *items, struct arena *a);
/* Fill pagination, page_parameter and first_index of s from where page 2 is said to be; strings in
 * the arena. Left alone when nothing can be told. */
void guess_pages(struct source *s, const char *next, const char *pageid, struct arena *a);
/* Fill id, names, level, region of s from what the page's header says and from the sources that are
 * declared; strings in the arena. *sure is false where a person must look. */
void guess_site(
    struct source *s, const struct config *c, const json_t *listing, bool *sure, struct arena *a);

/* ---- probe_entry.c */

/* Text of a site on one line: nothing in it ends a line, moves the cursor or turns its direction.
 */
void put_clean(struct buf *b, const char *text, size_t most);
/* The entry of sources.yaml that declares s. */
void entry_write(const struct source *s, bool sure, struct buf *b);

#endif
