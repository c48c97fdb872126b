/* propose.c - see propose.h. */
#include "translate/propose.h"

#include <string.h>

#include "base/utf8.h"
#include "config/config.h"

enum { LEAST = 2, MOST = 10, PROPOSED_MOST = 100 };

struct proposing {
	struct term_proposal *list;
	size_t n;
};

/* Two to ten Chinese characters and nothing else. */
static bool
is_word(const char *zh)
{
	size_t len, n = strlen(zh), count = 0;
	for (; n > 0; zh += len, n -= len, count++)
		if (!utf8_is_han(utf8_decode(zh, n, &len)))
			return false;
	return count >= LEAST && count <= MOST;
}

/* What the glossary has is no news. */
static const char *
known_row(void *context, int line, const char *const cells[])
{
	struct proposing *p = context;
	(void)line;
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->list[i].zh, cells[0]) == 0)
			p->list[i--] = p->list[--p->n];
	return NULL;
}

int
terms_propose(struct store *s, const char *dir, const struct work *w, const char *who,
    const char *now, struct arena *a, struct fail *f)
{
	static const char *const columns[] = {"zh", "ja"};
	struct proposing p = {.list = arena_zalloc(a, PROPOSED_MOST, sizeof *p.list)};
	for (size_t i = 0; i < w->n && p.n < PROPOSED_MOST; i++) {
		const struct segment *g = &w->segments[i];
		bool name = strcmp(g->kind, "cell") == 0 || strcmp(g->kind, "heading") == 0;
		if (!name || !g->target || !is_word(g->source) ||
		    strcmp(g->source, g->target) == 0 || utf8_count(g->target) > 3 * MOST)
			continue;
		p.list[p.n++] = (struct term_proposal){.zh = g->source,
		    .ja = g->target,
		    .note = arena_printf(a, "受理した訳 %s から", segment_id(w, g->n, a)),
		    .job = w->job.id,
		    .who = who,
		    .at = now};
	}
	if (p.n == 0)
		return 0;
	if (config_table(config_path(dir, "glossary.tsv", a), columns, 2, known_row, &p, NULL, f) <
	    0)
		return -1;
	return store_term_propose(s, p.list, p.n, f);
}
