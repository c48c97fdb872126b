/* progress.c - see progress.h. */
#include "base/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

static void
draw(struct progress *p)
{
	double took = clock_monotonic() - p->started;
	fprintf(stderr, "\r\033[K%s: %zu", p->what, p->done);
	if (p->total > 0)
		fprintf(stderr, " of %zu", p->total);
	if (p->held > 0)
		fprintf(stderr, ", %zu held", p->held);
	if (took > 1)
		fprintf(stderr, "  %.0f/s", (double)p->done / took);
	fflush(stderr);
}

void
progress_start(struct progress *p, const char *what, size_t total)
{
	*p = (struct progress){.what = what,
	    .total = total,
	    .started = clock_monotonic(),
	    .terminal = isatty(STDERR_FILENO)};
}

void
progress_step(struct progress *p, size_t done, size_t held)
{
	p->done = done;
	p->held = held;
	double now = p->terminal ? clock_monotonic() : 0;
	if (now - p->drawn < 0.1)
		return;
	p->drawn = now;
	draw(p);
}

void
progress_end(struct progress *p)
{
	if (p->drawn > 0)
		fputs("\r\033[K", stderr);
}
