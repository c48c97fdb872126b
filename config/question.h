/* question.h - the conversation with the page reader (geppo-extract --worker): a page handed over
 * with what its source says of how it is read. geppo-extract(1) has the words. */
#ifndef GEPPO_CONFIG_QUESTION_H
#define GEPPO_CONFIG_QUESTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/child.h"
#include "base/fail.h"
#include "config/config.h"

/* A page. Strings are borrowed and, but for id and url, may be NULL. */
struct question {
	const char *id, *url, *content_type;
	const char *kind; /* "listing", "article", "attachment"; NULL: as it looks */
	int status;       /* of HTTP; 0: not known */
	const struct source *source;
	const struct listing_form *form; /* how its rows are read; NULL: as it looks */
	const void *body;                /* decoded */
	size_t n;
};

/* Start the page reader in its cage, as the settings bound it; 0 `ocr_seconds`: no OCR. 0 or -1. */
int page_reader_start(struct child *c, const struct settings *s, int ocr_seconds, struct fail *f)
    __attribute__((warn_unused_result));

/* Hand a page over, each part within `seconds`. 0; -1: then the process is of no more use; 1: its
 * address or content type is no UTF-8, *f says so, nothing was handed over. */
int question_put(struct child *c, const struct question *q, int seconds, struct fail *f)
    __attribute__((warn_unused_result));

/* Its answer, the caller's to json_decref(), within `seconds`. `rest` holds what was read beyond
 * it. NULL: it ended (*ended, which may be NULL, is set), was too slow or answered nonsense. */
json_t *question_answer(
    struct child *c, struct buf *rest, int seconds, bool *ended, struct fail *f);

#endif
