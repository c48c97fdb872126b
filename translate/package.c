/* package.c - one zip a job; see package.h. */
#include "translate/package.h"

#include <string.h>

#include "base/caps.h"

const char *
work_stamp(const struct work *w, struct arena *a)
{
	return arena_printf(a, "%s-v%d-%.12s", w->job.id, w->job.edition,
	    w->job.source_digest ? w->job.source_digest : "");
}

bool
package_holds(const struct package *p, size_t i)
{
	return !p->changes || p->work->segments[i].edition == p->work->job.edition;
}

const struct segment *
package_former(const struct package *p, size_t i)
{
	int n = p->work->segments[i].former;
	for (size_t k = 0; n > 0 && k < p->work->n_former; k++)
		if (p->work->former[k].n == n)
			return &p->work->former[k];
	return NULL;
}

struct glossary_reading {
	struct package *p;
	struct term *list;
	size_t n, room;
};

static const char *
term_row(void *context, int line, const char *const cells[])
{
	struct glossary_reading *r = context;
	struct arena *a = r->p->parts.memory;
	(void)line;
	if (*cells[0] == '\0' || *cells[1] == '\0')
		return NULL;
	r->list = arena_grow(a, r->list, r->n, r->n + 1, &r->room, sizeof *r->list);
	r->list[r->n++] = (struct term){.zh = arena_str(a, cells[0]),
	    .ja = arena_str(a, cells[1]),
	    .class = arena_str(a, cells[2])};
	return NULL;
}

static bool
occurs(const struct package *p, const char *zh)
{
	for (size_t i = 0; i < p->work->n; i++)
		if (package_holds(p, i) && strstr(p->work->segments[i].source, zh))
			return true;
	return false;
}

/* Words of one character occur everywhere and help nobody. */
static int
terms_load(struct package *p, struct fail *f)
{
	static const char *const columns[] = {"zh", "ja", "class"};
	struct glossary_reading r = {.p = p};
	struct arena *a = p->parts.memory;
	const char *path = config_path(p->dir, "glossary.tsv", a);
	if (config_table(path, columns, 3, term_row, &r, NULL, f) < 0)
		return -1;
	struct term *sorted = arena_zalloc(a, r.n + 1, sizeof *sorted);
	bool *here = arena_zalloc(a, r.n + 1, sizeof *here);
	for (size_t i = 0; i < r.n; i++) {
		here[i] = strlen(r.list[i].zh) > 3 && occurs(p, r.list[i].zh);
		if (here[i])
			sorted[p->n_here++] = r.list[i];
	}
	p->n_terms = p->n_here;
	for (size_t i = 0; i < r.n; i++)
		if (!here[i])
			sorted[p->n_terms++] = r.list[i];
	p->terms = sorted;
	return 0;
}

int
package_make(struct package *p, struct arena *a, struct buf *out, struct fail *f)
{
	int64_t seconds = 0;
	p->parts.memory = a;
	p->name = arena_printf(a, "%06lld", (long long)p->work->job.number);
	p->stamp = work_stamp(p->work, a);
	if (terms_load(p, f) < 0)
		return -1;
	brief_write(p);
	if (docx_write(p, "bilingual.docx", f) < 0)
		return -1;
	xliff12_write(p, XLIFF_PLAIN, arena_printf(a, "xliff/%s.xlf", p->name));
	omegat_write(p);
	page_write(p);
	originals_write(p);
	tmx_write(p, TMX_MATCHES, "memory/matches.tmx");
	terms_write(p);
	query_write(p);
	if (p->xliff21)
		xliff21_write(p, arena_printf(a, "xliff21/%s.xlf", p->name));
	if (p->tbx)
		tbx_write(p, "glossary/glossary.tbx");
	if (p->srx)
		srx_write(p, "srx/geppo-zh.srx");
	if (p->memory)
		tmx_write(p, TMX_MEMORY, "memory/full.tmx");
	manifest_write(p);
	instant_parse(p->work->job.made_at, &seconds);
	return parts_zip(&p->parts, arena_printf(a, "%s/", p->work->job.id), seconds, out, f);
}
