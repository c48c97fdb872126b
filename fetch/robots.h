/* robots.h - the rules of a robots.txt that hold for us (RFC 9309), and Crawl-delay. */
#ifndef GEPPO_FETCH_ROBOTS_H
#define GEPPO_FETCH_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

struct robots_rule {
	bool allow;
	const char *path; /* percent-encoding normalised; may hold '*' and a '$' at its end */
};

struct robots {
	const struct robots_rule *rules;
	size_t n;
	double crawl_delay; /* seconds, < 0: none */
};

enum { ROBOTS_BYTES = 500 * 1024 }; /* what RFC 9309 section 2.5 asks to be read */

/* Read n bytes of robots.txt for the product token `agent`: the groups that name it, else those of
 * "*". Anything can be read; what makes no sense is passed over. All parts live in the arena. */
void robots_read(struct robots *r, const char *text, size_t n, const char *agent, struct arena *a);

/* The same rules as the text of a robots.txt that robots_read() reads back. */
void robots_write(const struct robots *r, struct buf *b);

/* May this path with its query ("/x?y") be fetched? The longest matching rule decides, allow wins a
 * tie, /robots.txt itself is always allowed. */
bool robots_allows(const struct robots *r, const char *path, struct arena *a);

#endif
