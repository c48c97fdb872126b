/* check.h - collects the faults of a configuration, one line each, and goes on. For config/ and for
 * rooms above it that read data of their own. */
#ifndef GEPPO_CONFIG_CHECK_H
#define GEPPO_CONFIG_CHECK_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"

struct config;

struct check {
	const char *path; /* the file being read, for file:line */
	struct arena *a;
	const struct config *config; /* what is loaded so far: region codes are looked up here */
	struct buf *faults;          /* may be NULL */
	struct fail *first;
	size_t n;
};

/* Report a fault of the file being read; line 0 names the file alone. */
void check_fault(struct check *k, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Report a failure that already names its place (an unreadable file, a syntax error). */
void check_take(struct check *k, const struct fail *f);

/* 0 when nothing was reported; else -1, with the first fault and the count in k->first. */
int check_result(struct check *k) __attribute__((warn_unused_result));

/* The word of a NULL-terminated list that a misspelt one probably meant, or NULL. */
const char *check_nearest(const char *word, const char *const *words);

/* "a, b, c" in the arena. */
const char *check_list(struct arena *a, const char *const *words);

#endif
