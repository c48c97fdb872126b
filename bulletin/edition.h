/* edition.h - the editions of an issue together: what differs between them, and all faces of all
 * issues in one folder. Private to bulletin/. */
#ifndef GEPPO_BULLETIN_EDITION_H
#define GEPPO_BULLETIN_EDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "store/store.h"

struct edition {
	const char *id, *name;
};

/* The editions an issue knows, in its order. 0 or -1. */
int editions_read(const char *xml, struct arena *a, const struct edition **out, size_t *n,
    struct fail *f) __attribute__((warn_unused_result));

/* What each edition's text says that the issue as all get it does not: as text, one edition after
 * another, or as a page, side by side. `month` is YYYY-MM. 0 or -1. */
int editions_compare(const char *dir, const char *month, const char *xml, bool page,
    struct buf *out, struct fail *f) __attribute__((warn_unused_result));

/* Write the site: for each approved or sent issue (drafts too when asked) its pages, one an
 * edition, and its calendar; feeds of the newest; a list of issues as index.html. Files of earlier
 * runs are replaced, nothing else in the folder is touched. The number of issues, or -1. */
int site_write(struct store *s, const char *dir, const char *folder, bool drafts, struct fail *f)
    __attribute__((warn_unused_result));

#endif
