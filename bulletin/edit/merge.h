/* merge.h - a text that came back, against the one that was given out and against how things stand
 * by now: what the editor touched becomes decisions, what others touched meanwhile stays, and what
 * both touched is a fault. Pure. Private to bulletin/edit/. */
#ifndef GEPPO_BULLETIN_EDIT_MERGE_H
#define GEPPO_BULLETIN_EDIT_MERGE_H

#include "bulletin/edit/manuscript.h"

struct merging {
	const char *month, *who;
	const struct manuscript *base, *mine, *now;
	const struct selection *selection; /* as of now */
	const struct decision *decisions;  /* all, as of now, oldest first */
	size_t n_decisions, n_base;        /* how many there were when the base was opened */
	const struct item *known;          /* items of `mine` that `now` does not hold */
	size_t n_known;
	struct arena *a;
	struct faults *faults;
	struct decision *out; /* what is to be decided, when there are no faults */
	size_t n_out, room;
};
void manuscripts_merge(struct merging *m);

/* What is other in `now` than it was in `base`, one line each, with who settled it or that it came
 * from the sources. The number of lines. */
size_t changes_write(const struct merging *m, const char *before_line, struct buf *out);

/* The newest decision on a subject ("item:A0427K") and field that was made since the base; NULL. */
const struct decision *decided_since(
    const struct merging *m, const char *subject, const char *field);

/* The decisions' field of a part. */
extern const char *const part_fields[PART_COUNT];

#endif
