/* work.h - private to translate/: one job with everything a translator needs of it, and the rules
 * of time. */
#ifndef GEPPO_TRANSLATE_WORK_H
#define GEPPO_TRANSLATE_WORK_H

#include "base/date.h"
#include "store/attachment.h"
#include "translate/cut.h"

struct work {
	struct queue_job job;
	const struct item *item;
	const struct attachment *attachments; /* of its representative document */
	size_t n_attachments;
	const struct segment *segments;
	size_t n;
	const struct segment *former; /* all the job ever had, by number */
	size_t n_former;
	const struct memory_unit *memory;
	size_t n_memory;
	const struct match *matches;
};

/* Load a job; its text is cut when that was not done, and cut anew when the source changed (a job
 * somebody works on is then superseded). The store must be open for writing. */
int work_open(struct store *s, const char *job, const char *now, struct arena *a, struct work *out,
    struct fail *f) __attribute__((warn_unused_result));
/* Look at every open job whose text was cut: the number superseded, or -1. */
int64_t work_follow_sources(struct store *s, const char *now, struct fail *f);
/* The segment of a number in the present edition, or NULL. */
const struct segment *work_segment(const struct work *w, int n);
/* "000123-0007" */
const char *segment_id(const struct work *w, int n, struct arena *a);

/* A claim is confirmed by a renewal or a part of the work within three days; the due date follows
 * from the length: three days and one for every 1,400 characters, or `days` when they are agreed.
 * Both end at 17:00 in Japan. */
const char *lease_first(const char *now, struct arena *a);
const char *due_after(const char *now, int64_t characters, long days, struct arena *a);
/* While somebody works: until a week after the due date, and a week from now at least. */
const char *lease_working(const char *now, const char *due, struct arena *a);
/* "2026-07-24" or "2026-07-24 17:00", Japan time, to an instant; NULL when it is neither. */
const char *due_parse(const char *text, struct arena *a);
/* "2026-07-24(金) 17:00 JST" */
const char *jst_text(const char *instant, struct arena *a);

#endif
