/* onward.c - see pass.h: an answer that leads to another address. */
#include "fetch/pass.h"

#include <string.h>

#include "fetch/challenge.h"
#include "fetch/shell.h"

static bool
is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* What it is called when an address that was asked is asked for again: a guard's loop where a
 * cookie was set on the way. OUTCOME_TAKEN: it is none. Rules of five redirects hold for
 * robots.txt, and what answers a form may well be its own address. */
static enum outcome
loop_of(const struct fetch *f, const char *url, struct fail *why)
{
	bool cookie = false;
	for (int i = f->n_hops - 1; i >= 0; i--) {
		struct arena a = {0};
		cookie |= exchange_field(&f->hops[i].x, "Set-Cookie", &a) != NULL;
		arena_release(&a);
		if (strcmp(url, f->hops[i].url) != 0)
			continue;
		if (cookie) {
			fail_again(why, NULL, "%s", CHALLENGE_COOKIE_LOOP);
			return OUTCOME_CHALLENGED;
		}
		if (f->robots || f->target.body)
			return OUTCOME_TAKEN;
		fail_again(why, NULL, "a redirect back to %s", url);
		return OUTCOME_BROKEN;
	}
	return OUTCOME_TAKEN;
}

/* Follow the redirect of the last hop; false when it is no redirect that leads anywhere. */
static bool
follow(struct pass *p, struct fetch *f)
{
	const struct hop *h = &f->hops[f->n_hops - 1];
	struct fail why = {0};
	if (!is_redirect(h->x.status))
		return false;
	const char *to = exchange_field(&h->x, "Location", &f->arena);
	const char *url = to ? url_resolve(f->url.href, to, &f->arena) : NULL;
	/* What is no http address is refused under its name. */
	if (to && url == NULL && !f->robots)
		url = to;
	if (url == NULL)
		return false;
	if (f->n_hops > REDIRECTS) {
		fail_drop(&why, NULL, "more than %d redirects, the last to %s", REDIRECTS, url);
		fetch_fail(p, f, OUTCOME_BROKEN, &why);
		return true;
	}
	enum outcome o = loop_of(f, url, &why);
	if (o != OUTCOME_TAKEN) {
		fetch_fail(p, f, o, &why);
		return true;
	}
	/* Judged as it came: resolving would mend what must be refused. */
	f->text = strpbrk(to, " \t\\") ? to : url;
	fetch_go(p, f);
	return true;
}

/* From the page of a list to where its rows are; false when this is the answer. */
static bool
lead_on(struct pass *p, struct fetch *f)
{
	const struct hop *h = &f->hops[f->n_hops - 1];
	struct fail why = {0};
	struct arena page = {0};
	size_t n = 0;
	if (!f->leads || f->led || h->x.status != 200)
		return false;
	const char *body = answer_body(f, &page, &n);
	const char *url =
	    body ? shell_leads(fetch_source(p, f), h->url, body, n, &f->arena, &f->missing) : NULL;
	arena_release(&page);
	if (url == NULL)
		return false;
	if (f->n_hops > REDIRECTS) {
		fail_drop(&why, NULL, "more than %d redirects, the last to %s", REDIRECTS, url);
		fetch_fail(p, f, OUTCOME_BROKEN, &why);
		return true;
	}
	f->led = true;
	f->text = url;
	fetch_go(p, f);
	return true;
}

bool
answer_leads_on(struct pass *p, struct fetch *f)
{
	return follow(p, f) || lead_on(p, f);
}
