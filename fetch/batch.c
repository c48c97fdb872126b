/* batch.c - see pass.h: addresses that ended wait for each other, so that one wait for the disk
 * covers them all. Their records are durable before their rows are committed. */
#include "fetch/pass.h"

#include "base/clock.h"

enum { BATCH_MOST = 256, BATCH_BYTES = 16 * 1024 * 1024 };
/* The disk may take a fifth of the time: what ends is gathered four times as long as the last
 * settling took. When nothing more comes, nothing is waited for. */
static const double GATHER_FACTOR = 4, GATHER_LEAST = 0.02, GATHER_MOST = 0.5, QUIET = 0.005;

enum ending { ENDING_ANSWER, ENDING_FAILURE, ENDING_LATER };

static void
ending_run(struct pass *p, struct fetch *f)
{
	switch (f->ending) {
	case ENDING_ANSWER:
		p->ends->answer(p, f);
		break;
	case ENDING_FAILURE:
		p->ends->failure(p, f, f->outcome, &f->why);
		break;
	case ENDING_LATER:
		p->ends->later(p, f, f->later);
		break;
	}
}

/* Without a store nothing is waited for. */
static void
ending_add(struct pass *p, struct fetch *f, enum ending how)
{
	struct batch *b = &p->batch;
	f->ending = how;
	if (p->store == NULL) {
		ending_run(p, f);
		return;
	}
	f->next = NULL;
	if (b->last)
		b->last->next = f;
	else
		b->first = f;
	b->last = f;
	b->latest = clock_monotonic();
	if (b->n++ == 0)
		b->since = b->latest;
	for (int i = 0; i < f->n_hops; i++)
		b->bytes += f->hops[i].x.body.len;
}

void
batch_answer(struct pass *p, struct fetch *f)
{
	ending_add(p, f, ENDING_ANSWER);
}

void
batch_failure(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why)
{
	f->outcome = o;
	f->why = *why;
	ending_add(p, f, ENDING_FAILURE);
}

void
batch_later(struct pass *p, struct fetch *f, int64_t seconds)
{
	f->later = seconds;
	ending_add(p, f, ENDING_LATER);
}

double
batch_wait(const struct pass *p)
{
	const struct batch *b = &p->batch;
	if (b->n == 0)
		return 1e9;
	if (b->n >= BATCH_MOST || b->bytes >= BATCH_BYTES || b->n == p->alive)
		return 0;
	double gather = GATHER_FACTOR * b->cost, quiet = b->latest + QUIET;
	gather = gather < GATHER_LEAST ? GATHER_LEAST : gather > GATHER_MOST ? GATHER_MOST : gather;
	double at = b->since + gather < quiet ? b->since + gather : quiet;
	double left = at - clock_monotonic();
	return left > 0 ? left : 0;
}

/* Each one that waits, in the order they came; freed unrecorded once the pass has failed. */
static void
endings_run(struct pass *p, struct fetch *f)
{
	while (f) {
		struct fetch *next = f->next;
		f->next = NULL;
		if (p->failed)
			fetch_free(f);
		else
			ending_run(p, f);
		f = next;
	}
}

void
batch_settle(struct pass *p)
{
	struct fetch *first = p->batch.first;
	struct claimed c = {0};
	double begun = clock_monotonic();
	bool open = first && !p->failed && store_batch_begin(p->store, &p->fail) == 0;
	if (first && !open)
		p->failed = true;
	p->batch = (struct batch){0};
	endings_run(p, first);
	if (!open)
		return;
	if (!p->failed)
		claim_take(p, &c);
	bool good = !p->failed && (p->archive == NULL || archive_sync(p->archive, &p->fail) == 0);
	struct fail late = {0};
	if (store_batch_end(p->store, good, good ? &p->fail : &late) < 0)
		p->failed = true;
	p->batch.cost = clock_monotonic() - begun;
	claim_begin(p, &c);
}
