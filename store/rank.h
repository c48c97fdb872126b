/* rank.h - which of the documents that are one thing stands for it. Private to store/. */
#ifndef GEPPO_STORE_RANK_H
#define GEPPO_STORE_RANK_H

#include <stdbool.h>
#include <stdint.h>

struct ranked {
	int64_t row;
	const char *first_seen, *url, *title, *issuer, *content_source, *published, *doc_number;
	int64_t body_bytes;
	bool baseline, has_attachments;
};

/* True when x is the better one to show: the most original first (an authority's own page before a
 * repost), then the fullest, then the oldest known. */
bool rank_better(const struct ranked *x, const struct ranked *y);

#endif
