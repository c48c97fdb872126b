/* paging.h - the addresses of the pages of a source's list, as sources.yaml describes them. */
#ifndef GEPPO_CONFIG_PAGING_H
#define GEPPO_CONFIG_PAGING_H

#include "config/config.h"

/* What a page of the list said about the others. */
struct paging_said {
	const char *url;    /* its own address, or NULL */
	const char *next;   /* the address of the page behind it, or NULL */
	const char *pageid; /* the column's own number in the names of its pages, or NULL */
	int pages;          /* how many there are, 0: unknown */
};

struct source_page {
	const char *url;
	const char *body; /* of a POST request, "" for an empty one; NULL: GET */
};

/* How page n (1..) of a source's list is asked for. Strings live in the arena. False: there is no
 * such page, or it can't be known; *why (may be NULL) then says which in the second case, and is
 * NULL in the first. `said` may be NULL for page 1. */
bool source_page(const struct source *s, int n, const struct paging_said *said, struct arena *a,
    struct source_page *out, const char **why);

#endif
