/* shell.h - lists that a script draws: the page holds the values that the address of its rows
 * needs. Values are found by the patterns of the source (listing.take); nothing of the page is run.
 */
#ifndef GEPPO_FETCH_SHELL_H
#define GEPPO_FETCH_SHELL_H

#include <stddef.h>

#include "base/arena.h"
#include "config/config.h"

/* The address (listing.data, absolute, in the arena) that the decoded page at `url` leads to; NULL
 * when a value is not in it, whose name *missing then is. */
const char *shell_leads(const struct source *s, const char *url, const char *page, size_t n,
    struct arena *a, const char **missing);

#endif
