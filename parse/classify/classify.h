/* classify.h - an assembled document in, labels with their evidence out. Pure: no file, no network,
 * no database after classifier_new(). Rules and vocabulary are data in config/. */
#ifndef GEPPO_PARSE_CLASSIFY_CLASSIFY_H
#define GEPPO_PARSE_CLASSIFY_CLASSIFY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "config/config.h"
#include "config/label.h"

struct classifier;

/* What is known of the document; any field may be NULL. */
struct classify_input {
	const char *title;
	const char *issuer;
	const char *url;
	const char *doc_number;
	const char *published;     /* date text */
	const char *body;          /* with the text of attachments behind it */
	const char *site_code;     /* SiteIDCode, or NULL */
	const char *source_region; /* region code of the source it came from, or NULL */
	enum level source_level;   /* LEVEL_NONE when unknown */
};

struct classify_output {
	const struct label *labels;
	size_t n_labels;
};

/* Load the vocabulary for a data directory and compile every pattern once. `c` must hold
 * CONFIG_REGIONS, CONFIG_VOCABULARY and CONFIG_PARTNERS, and outlive the classifier. NULL on a
 * fault (f names file:line). */
struct classifier *classifier_new(const char *dir, const struct config *c, struct fail *f);
void classifier_free(struct classifier *k);

/* Look through the vocabulary of a data directory: what classifier_new() would refuse, and words
 * that are there twice, said and denied at once, or that nothing can ever match. Every fault is a
 * line "file:line: what" in `faults`. 0 without faults; else -1, f as from classifier_new(). */
int classifier_check(const char *dir, const struct config *c, struct buf *faults, struct fail *f)
    __attribute__((warn_unused_result));

/* Label one document. Labels live in the arena, borrowed terms too. Every kind of label.h except
 * region and measure is always present; never fails. */
void classify(struct classifier *k, const struct classify_input *in, struct arena *a,
    struct classify_output *out);

#endif
