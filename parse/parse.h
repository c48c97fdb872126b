/* parse.h - the coordinator: captures become documents with labels.
 *
 * Bytes are never parsed here. Each capture is read from its archive and handed to a caged
 * geppo-extract worker; the answer (parse/extract/extract.h) is assembled into a document, labelled
 * (parse/classify/classify.h) and committed in one transaction with its claim.
 *
 * The conversation with a worker, `geppo-extract --worker`: one line of JSON
 *   {"id","url","content_type","charset","kind","status","xpath","list","length"}
 * (kind: "listing" or "attachment" when its role says so, else null; xpath: what its source
 * overrides, by the keys of sources.yaml, else null; list: how its source says a listing is read,
 * {kind,referer,items, title,link,date,link_template}, else null), its line end, then exactly
 * `length` bytes of page; the worker answers one line of JSON. A worker that dies, is too slow or
 * answers nonsense costs the capture in its hands; it is replaced, and after some hundreds of pages
 * too. */
#ifndef GEPPO_PARSE_PARSE_H
#define GEPPO_PARSE_PARSE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/fail.h"
#include "base/warc.h"
#include "config/config.h"
#include "parse/classify/classify.h"
#include "store/attachment.h"
#include "store/store.h"

/* ---- one caged worker ---- */

struct worker {
	const struct config *config; /* the cage's limits, what sources override */
	struct child child;
	struct buf rest;
	int pages; /* read by this process; it is replaced after some hundreds */
	bool running;
	bool died; /* it ended by itself instead of giving its last answer */
};

void worker_init(struct worker *w, const struct config *config);
/* Start the process, or replace it when it has read its share. -1: it cannot be started, and no
 * capture is to blame. */
int worker_ready(struct worker *w, struct fail *f) __attribute__((warn_unused_result));
/* Read a page of our own, to know that the program, its cage and this kernel fit. 0 or -1. */
int worker_check(struct worker *w, struct fail *f) __attribute__((warn_unused_result));
/* Hand a page to a ready worker. 0 or -1 (the process is gone). */
int worker_ask(struct worker *w, const struct capture *c, const struct http_message *page,
    struct fail *f) __attribute__((warn_unused_result));
/* Its answer, the caller's to json_decref(); NULL: it died, was too slow or answered nonsense, f
 * says which and the process is gone. Waits at most `seconds`. */
/* How long an answer may take. */
int worker_seconds(const struct settings *s);
json_t *worker_answer(struct worker *w, int seconds, struct fail *f);
void worker_stop(struct worker *w);

/* ---- pieces ---- */

/* The page of a capture, from its archive. Relative archive paths are below `dir`. 0 or -1. */
int page_read(const char *dir, const struct capture *c, struct arena *a, struct http_message *page,
    struct fail *f) __attribute__((warn_unused_result));

/* An article's answer as a document of its capture. Strings live in the arena; dates that are none
 * and text that is no UTF-8 are left out. -1: without a title there is no document. */
int document_assemble(const json_t *answer, const struct capture *c, struct arena *a,
    struct document *d, struct fail *f) __attribute__((warn_unused_result));

/* A listing's answer: its visit (v->source stays NULL for a page that is no source's first list
 * page) and its links. */
void listing_assemble(const json_t *answer, const struct capture *c, const struct config *config,
    struct arena *a, struct visit *v, struct link **links, size_t *n);

/* Where the list of a fetched page goes on; nowhere when it has reached the most pages allowed,
 * which v->capped and v->why then say. */
void listing_pages(const json_t *answer, const struct capture *c, const struct config *config,
    struct arena *a, struct visit *v, struct listing_page **pages, size_t *n);

/* A JSON string member in the arena; NULL when absent, empty or no text. */
const char *json_text(const json_t *object, const char *member, struct arena *a);

/* Label a document with the texts of its attachments behind its own; a label that one of them
 * earned names it as its field ("attachment 2"). What its source says of region and level is taken
 * into account. */
void document_label(struct classifier *k, const struct config *config, const struct document *d,
    const struct attachment *attachments, size_t n, struct arena *a, struct classify_output *out);

/* The answer of a file as what the store keeps of it; a web page is no file, but what an office
 * program wrote as one is. Strings live in the arena. */
void attachment_assemble(const json_t *answer, const struct capture *c,
    const struct http_message *page, struct arena *a, struct attachment_text *out);

/* The next line into `line` (whose cap is CAP_JSON_LINE), without its end; a byte order mark in
 * front of the first is passed over. A longer one is read to its end and told by *whole = false.
 * False at the end of the file, or when it cannot be read further (ferror). */
bool line_read(FILE *file, struct buf *line, bool *whole);

/* Read the pages of all documents anew from the archive, store what differs as a new version of the
 * same capture, print it item by item and log the counts. *unread: some could not be read and stay
 * as they were. 0, or -1 when the store failed; what was done until then is done. */
int documents_again(const char *dir, struct store *s, struct classifier *k,
    const struct config *config, bool *unread, struct fail *f) __attribute__((warn_unused_result));
/* The document that a listed file is: what its row says, and the file as its attachment. False when
 * nobody named it. */
bool file_assemble(
    const struct attachment_text *t, const struct link *row, struct arena *a, struct document *d);

/* Label anew the documents whose attachments arrived; *n counts those whose labels changed by it.
 * 0, or -1 when the store failed; what was done until then is done. */
int documents_label_arrived(struct store *s, struct classifier *k, const struct config *config,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* Label every document of the store anew, print those whose labels changed, and log the counts. 0,
 * or -1 when the store failed; what was done until then is done. */
int documents_relabel(struct store *s, struct classifier *k, const struct config *config,
    struct fail *f) __attribute__((warn_unused_result));

/* ---- commands ---- */

struct invocation;
int command_parse(const struct invocation *in);
int command_load(const struct invocation *in);
int command_classify(const struct invocation *in);
extern bool classify_explain;
extern const char *classify_review, *classify_take, *classify_by;
extern bool parse_relabel, parse_again; /* --relabel: no captures, the documents anew */

#endif
