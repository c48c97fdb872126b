/* work.c - see work.h. */
#include "translate/work.h"

#include <string.h>

static int
item_find(struct store *s, const char *id, struct arena *a, const struct item **out, struct fail *f)
{
	const char *const ids[] = {id, NULL};
	size_t n;
	if (store_items(s, &(struct item_query){.ids = ids}, a, out, &n, f) < 0)
		return -1;
	return n == 1 ? 0 : fail_input(f, id, "no such item");
}

/* The files behind the page are part of what it says: their names, and what could be read of them.
 */
static void
cut_attachments(struct cutting *c, const struct work *w)
{
	for (size_t i = 0; i < w->n_attachments; i++) {
		const struct attachment *x = &w->attachments[i];
		const char *place = *x->name ? x->name : arena_printf(c->memory, "%d", x->n);
		if (*x->name)
			cut_whole(c, "name", place, x->name);
		if (strcmp(x->state, "read") == 0)
			cut_text(c, place, x->text);
	}
}

static struct cutting
item_cut(const struct work *w, struct arena *a)
{
	struct cutting c = {.memory = a};
	const struct document *d = &w->item->documents[0];
	cut_whole(&c, "title", "", d->title);
	if (c.n > 0)
		c.segments[0].draft = w->item->title_ja;
	cut_text(&c, "", d->body ? d->body : "");
	cut_attachments(&c, w);
	return c;
}

static int
last_number(const struct segment *all, size_t n)
{
	return n > 0 ? all[n - 1].n : 0;
}

static bool
worked_on(const char *state)
{
	static const char *const states[] = {"claimed", "in_progress", "returned", "delivered",
	    "checked", "in_review", "superseded"};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcmp(state, states[i]) == 0)
			return true;
	return false;
}

static bool
settled(const char *state)
{
	return strcmp(state, "accepted") == 0 || strcmp(state, "published") == 0 ||
	       strcmp(state, "withdrawn") == 0;
}

static int
supersede(struct store *s, const struct work *w, const char *now, struct fail *f)
{
	const struct job_step step = {.job = w->job.id,
	    .action = JOB_SUPERSEDE,
	    .who = "geppo",
	    .now = now,
	    .note = "the source is another now; what was translated is kept"};
	return store_job_step(s, &step, f);
}

/* Bring the segments up to the source; *changed when that superseded somebody's work. */
static int
work_cut(struct store *s, struct work *w, const char *now, struct arena *a, bool *changed,
    struct fail *f)
{
	struct cutting fresh = item_cut(w, a);
	const struct document *d = &w->item->documents[0];
	const char *digest = cut_digest(fresh.segments, fresh.n, a);
	bool same = w->job.source_digest && strcmp(w->job.source_digest, digest) == 0;
	struct cut c = {.job = w->job.id, .edition = w->job.edition, .segments = NULL};
	if (!same && !settled(w->job.state)) {
		const struct segment *all;
		size_t n_all;
		if (store_segments_all(s, w->job.id, a, &all, &n_all, f) < 0)
			return -1;
		cut_number(fresh.segments, fresh.n, w->segments, w->n, last_number(all, n_all));
		c = (struct cut){.job = w->job.id,
		    .edition = w->job.edition + 1,
		    .document = d->id,
		    .document_version = d->version,
		    .digest = digest,
		    .segments = fresh.segments,
		    .n = fresh.n};
		*changed = w->job.edition > 0 && worked_on(w->job.state);
		w->segments = fresh.segments;
		w->n = fresh.n;
	}
	w->matches = leverage_find(w->segments, w->n, w->memory, w->n_memory, a);
	struct cut counted = {.segments = (struct segment *)w->segments, .n = w->n};
	leverage_count(&counted, w->matches);
	c.characters = counted.characters;
	c.fresh = counted.fresh;
	c.fuzzy = counted.fuzzy;
	c.exact = counted.exact;
	c.repeated = counted.repeated;
	bool known = c.segments == NULL && w->job.fresh == c.fresh && w->job.fuzzy == c.fuzzy &&
	             w->job.exact == c.exact && w->job.repeated == c.repeated;
	if (*changed && supersede(s, w, now, f) < 0)
		return -1;
	return known || settled(w->job.state) ? 0 : store_cut(s, &c, f);
}

static int
work_read(struct store *s, const char *job, const char *now, struct arena *a, struct work *w,
    struct fail *f)
{
	if (store_queue_job(s, job, now, a, &w->job, f) < 0 ||
	    store_segments(s, w->job.id, a, &w->segments, &w->n, f) < 0)
		return -1;
	return store_segments_all(s, w->job.id, a, &w->former, &w->n_former, f);
}

int
work_open(struct store *s, const char *job, const char *now, struct arena *a, struct work *w,
    struct fail *f)
{
	bool changed = false;
	*w = (struct work){0};
	if (work_read(s, job, now, a, w, f) < 0 || item_find(s, w->job.item, a, &w->item, f) < 0 ||
	    store_attachments(
	        s, w->item->documents[0].id, a, &w->attachments, &w->n_attachments, f) < 0 ||
	    store_memory(s, a, &w->memory, &w->n_memory, f) < 0 ||
	    work_cut(s, w, now, a, &changed, f) < 0)
		return -1;
	return work_read(s, job, now, a, w, f);
}

int64_t
work_follow_sources(struct store *s, const char *now, struct fail *f)
{
	struct arena a = {0}, each = {0};
	const struct queue_job *jobs;
	size_t n = 0;
	int64_t superseded = 0;
	int rc = store_queue(s, &(struct queue_query){.open = true}, now, &a, &jobs, &n, f);
	for (size_t i = 0; i < n && rc == 0; i++) {
		struct work w;
		arena_reset(&each);
		if (jobs[i].edition == 0)
			continue;
		rc = work_open(s, jobs[i].id, now, &each, &w, f);
		superseded += rc == 0 && w.job.edition > jobs[i].edition &&
		              strcmp(w.job.state, "superseded") == 0;
	}
	arena_release(&a);
	arena_release(&each);
	return rc < 0 ? -1 : superseded;
}

const struct segment *
work_segment(const struct work *w, int n)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->segments[i].n == n)
			return &w->segments[i];
	return NULL;
}

const char *
segment_id(const struct work *w, int n, struct arena *a)
{
	return arena_printf(a, "%06lld-%04d", (long long)w->job.number, n);
}
