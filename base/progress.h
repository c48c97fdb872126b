/* progress.h - how far a pass is: a line redrawn on a terminal, nothing elsewhere (the log has the
 * summary). Written to standard error, at most ten times a second. */
#ifndef GEPPO_BASE_PROGRESS_H
#define GEPPO_BASE_PROGRESS_H

#include <stddef.h>

struct progress {
	const char *what;
	size_t done, total; /* total 0: unknown */
	size_t held;
	double started, drawn;
	int terminal;
};

void progress_start(struct progress *p, const char *what, size_t total);
void progress_step(struct progress *p, size_t done, size_t held);
/* Clears the line. */
void progress_end(struct progress *p);

#endif
