/* probe.c - see probe.h: the asking. */
#include "fetch/probe.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"

static void
probe_end(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why)
{
	struct look *l = p->owner;
	l->f = f;
	l->outcome = o;
	l->why = *why;
	p->alive--;
}

static void
probe_answer(struct pass *p, struct fetch *f)
{
	struct fail why = {0};
	enum outcome o = answer_judge(f, &why);
	probe_end(p, f, o, &why);
}

static void
probe_later(struct pass *p, struct fetch *f, int64_t seconds)
{
	struct look *l = p->owner;
	l->later = seconds;
	l->outcome = OUTCOME_REFUSED;
	fail_again(&l->why, NULL, "its host asked to be left alone for another %lld seconds",
	    (long long)seconds);
	p->alive--;
	fetch_free(f);
}

static const struct ends probe_ends = {probe_answer, probe_end, probe_later};

const struct exchange *
look_exchange(const struct look *l)
{
	return l->f && l->f->n_hops > 0 ? &l->f->hops[l->f->n_hops - 1].x : NULL;
}

bool
look_at(struct pass *p, const struct source *source, const char *role,
    const struct source_page *page, int number, struct look *out)
{
	static volatile bool stop;
	*out = (struct look){0};
	p->ends = &probe_ends;
	p->owner = out;
	struct target t = {.url = page->url,
	    .body = page->body,
	    .source = source ? source->id : NULL,
	    .role = role,
	    .page = number};
	target_begin(p, &t);
	if (pass_turns(p, &stop) < 0)
		return false;
	const char *body = out->f ? answer_body(out->f, &out->arena, &out->n) : NULL;
	out->body = body ? arena_strn(&out->arena, body, out->n) : NULL;
	return true;
}

void
look_release(struct look *l)
{
	if (l->f)
		fetch_free(l->f);
	arena_release(&l->arena);
	*l = (struct look){0};
}

const char *
look_robots(struct pass *p, const char *url, struct arena *a)
{
	struct url u;
	if (!url_parse(url, strlen(url), NULL, a, &u))
		return "not asked";
	const struct origin *o =
	    host_origin(p->hosts, hosts_get(p->hosts, u.host), origin_name(&u, a));
	if (origin_state(o) == ORIGIN_UNKNOWN)
		return "not asked";
	if (origin_state(o) == ORIGIN_CLOSED)
		return arena_printf(a, "closed for now: %s", o->why);
	const char *path = arena_printf(a, "%s%s", u.path, u.query);
	const char *delay = o->robots.crawl_delay < 0
	                        ? ""
	                        : arena_printf(a, "; Crawl-delay %g s", o->robots.crawl_delay);
	return arena_printf(a, "%s (%zu rule%s for geppo)%s",
	    robots_allows(&o->robots, path, a) ? "allowed" : "disallowed", o->robots.n,
	    o->robots.n == 1 ? "" : "s", delay);
}
