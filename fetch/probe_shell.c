/* probe_shell.c - see probing.h: lists that lie elsewhere than in the page at hand. */
#include "fetch/probing.h"

#include <string.h>

#include "base/file.h"
#include "fetch/shell.h"

enum { TRIES = 3 };

/* What is found out about the list, taken back where it leads nowhere. */
static void
source_describe(struct source *s, const struct source *like)
{
	s->listing = like->listing;
	s->listing.referer = NULL;
	s->pagination = like->pagination;
	s->page_parameter = like->page_parameter;
	s->page_value = like->page_value;
	s->first_index = like->first_index;
	s->cms = like->cms;
}

/* Ask for page 1 as p->s now describes it; true when there are rows, which p->list then holds. */
static bool
is_there(struct probe *p, const struct source_page *page, bool *good)
{
	struct look l;
	p->pass.probed = &p->s;
	*good = look_at(&p->pass, &p->s, "listing", page, 1, &l);
	if (!*good)
		return false;
	say_look(p, "asked", page->url, &l);
	bool taken = l.outcome == OUTCOME_TAKEN && l.body;
	if (taken && p->s.listing.data == NULL)
		p->s.listing.kind = guess_kind(l.body, l.n);
	json_t *answer = taken ? list_answer(p, &l) : NULL;
	bool there = answer_rows(answer) > 0;
	if (there) {
		json_decref(p->list);
		p->list = answer;
		p->at = arena_str(&p->arena, l.f->url.href);
		list_say(p, &l);
	} else {
		say(p, "", "no rows there");
		json_decref(answer);
	}
	look_release(&l);
	return there;
}

/* The values that another source takes from its page are in this one too. */
static bool
is_like(const struct look *l, const struct source *other)
{
	struct arena a = {0};
	const char *missing;
	bool like = other->listing.data &&
	            shell_leads(other, l->f->url.href, l->body, l->n, &a, &missing) != NULL;
	arena_release(&a);
	return like;
}

static bool
is_same_form(const struct listing_form *x, const struct listing_form *y)
{
	if (strcmp(x->data, y->data) != 0)
		return false;
	const struct listing_take *a = x->take, *b = y->take;
	while (a->name && b->name && strcmp(a->pattern, b->pattern) == 0)
		a++, b++;
	return !a->name && !b->name;
}

/* As one of these sources is declared; each form once. True when rows are found, or the pass ended.
 */
static bool
try_declared(struct probe *p, const struct look *l, const struct config *c, bool *good)
{
	const struct source *tried[TRIES], before = p->s;
	size_t n = 0;
	for (size_t i = 0; i < c->n_sources && n < TRIES; i++) {
		const struct source *other = &c->sources[i];
		bool known = false;
		for (size_t k = 0; other->listing.data && k < n; k++)
			known |= is_same_form(&other->listing, &tried[k]->listing);
		if (known || !is_like(l, other))
			continue;
		tried[n++] = other;
		source_describe(&p->s, other);
		say(p, "list", "drawn by a script; asked for as that of %s is", other->id);
		struct source_page page = {.url = p->s.list_url};
		if (is_there(p, &page, good) || !*good)
			return true;
		p->s = before;
		p->pass.probed = NULL;
	}
	return false;
}

/* The address of data that a script of the page shows. */
static bool
try_shown(struct probe *p, bool *good)
{
	const struct source before = p->s;
	const char *data = answer_text(p->list, "data");
	struct source_page page = {.url = data ? arena_str(&p->arena, data) : NULL};
	if (data == NULL || strcmp(data, p->s.list_url) == 0)
		return false;
	p->s.listing.referer = p->s.list_url;
	p->s.list_url = page.url;
	if (is_there(p, &page, good) || !*good)
		return true;
	p->s = before;
	p->pass.probed = NULL;
	return false;
}

/* The first part of a list that is made of several, such as the files of a sitemap index. */
static bool
try_part(struct probe *p, bool *good)
{
	const json_t *parts = json_object_get(p->list, "parts");
	const char *first = answer_text(json_array_get(parts, 0), "href");
	struct source_page page = {.url = first ? arena_str(&p->arena, first) : NULL};
	if (first == NULL)
		return false;
	say(p, "parts", "%zu, the first of them is looked at", json_array_size(parts));
	(void)is_there(p, &page, good);
	return true;
}

static const struct config *
shipped_sources(struct probe *p)
{
	struct fail f = {0};
	if (config_load(file_share_dir(), CONFIG_SOURCES | CONFIG_REGIONS, &p->arena, &p->shipped,
	        NULL, &f) < 0)
		p->shipped.n_sources = 0;
	return &p->shipped;
}

bool
list_elsewhere(struct probe *p, const struct look *l)
{
	bool good = true;
	(void)(try_part(p, &good) || try_declared(p, l, &p->config, &good) ||
	       try_declared(p, l, shipped_sources(p), &good) || try_shown(p, &good));
	return good;
}
