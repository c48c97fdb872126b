/* answer.h - the extractor's answer as one line of JSON; documented in geppo-extract(1). */
#ifndef GEPPO_PARSE_EXTRACT_ANSWER_H
#define GEPPO_PARSE_EXTRACT_ANSWER_H

#include "parse/extract/charset.h"
#include "parse/extract/extract.h"
#include "parse/extract/facts.h"
#include "parse/extract/kind.h"
#include "parse/extract/meta.h"

struct answer {
	const struct extract_input *in;
	enum kind kind;
	const char *type; /* of an attachment, else NULL */
	const char *data; /* of a shell: the address its script asks, or NULL */
	struct decoded decoded;
	struct fail fail; /* FAIL_NONE: null */
	const struct article *article;
	const struct facts *facts;
	const struct listing *listing;
	const struct meta *meta;  /* of a listing or shell: whose site it is; NULL: no page */
	const char *notes;        /* one a line */
	const char *kind_why;     /* how article and list were weighed, or NULL */
	const char *content_path; /* the element of the text, or NULL */
};

void answer_write(const struct answer *a, struct buf *json);

#endif
