/* pass.c - see pass.h: the loop, and an address's way to its request. */
#include "fetch/pass.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/log.h"
#include "fetch/shell.h"

enum { IDLE_MILLISECONDS = 500 };

void
fetch_free(struct fetch *f)
{
	for (int i = 0; i < f->n_hops; i++)
		exchange_release(&f->hops[i].x);
	arena_release(&f->arena);
	free(f);
}

static void
host_queue(struct host *h, struct fetch *f)
{
	f->host = h;
	f->next = NULL;
	/* robots.txt goes before those who wait for it. */
	if (f->robots) {
		f->next = h->first;
		h->first = f;
		if (h->last == NULL)
			h->last = f;
		return;
	}
	if (h->last)
		h->last->next = f;
	else
		h->first = f;
	h->last = f;
}

static struct fetch *
host_take(struct host *h)
{
	struct fetch *f = h->first;
	h->first = f->next;
	if (h->first == NULL)
		h->last = NULL;
	f->next = NULL;
	return f;
}

const char *
origin_name(const struct url *u, struct arena *a)
{
	return arena_printf(a, "%s://%s:%d", u->scheme, u->host, u->port);
}

const struct source *
fetch_source(const struct pass *p, const struct fetch *f)
{
	const char *id = f->target.source;
	if (id && p->probed && strcmp(p->probed->id, id) == 0)
		return p->probed;
	return id ? config_source(p->config, id) : NULL;
}

static bool
is_list(const struct fetch *f)
{
	return f->target.role && strcmp(f->target.role, "listing") == 0;
}

void
fetch_fail(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why)
{
	if (f->robots)
		origin_failed(p, f, why);
	else
		batch_failure(p, f, o, why);
}

/* What robots.txt says about an address whose origin is known. */
static void
go_by_rules(struct pass *p, struct fetch *f)
{
	struct origin *o = f->origin;
	struct fail why = {0};
	if (origin_state(o) == ORIGIN_CLOSED) {
		fail_again(&why, NULL, "robots.txt of %s could not be read: %s", o->name, o->why);
		batch_failure(p, f, OUTCOME_BROKEN, &why);
		return;
	}
	const char *path = arena_printf(&f->arena, "%s%s", f->url.path, f->url.query);
	if (!robots_allows(&o->robots, path, &f->arena)) {
		fail_drop(&why, NULL, "robots.txt of %s disallows %s", o->name, path);
		batch_failure(p, f, OUTCOME_REFUSED, &why);
		return;
	}
	host_queue(o->host, f);
}

void
fetch_go(struct pass *p, struct fetch *f)
{
	struct fail why = {0};
	const char *refused = address_url_refused(&p->rules, f->text, &f->arena, &f->url);
	if (refused) {
		fail_config(&why, NULL, "refused to go to %s: %s", f->text, refused);
		fetch_fail(p, f, OUTCOME_REFUSED, &why);
		return;
	}
	struct host *host = hosts_get(p->hosts, f->url.host);
	const struct source *s = fetch_source(p, f);
	if (s && s->proxy)
		host->proxy = s->proxy;
	host->old_tls |= s && s->tls && strcmp(s->tls, "legacy") == 0;
	f->old_tls = host->old_tls && host->tls_failed;
	if (f->robots) {
		host_queue(host, f);
		return;
	}
	double wait = host_wait(host);
	if (wait > PATIENCE_SECONDS) {
		batch_later(p, f, (int64_t)wait + 1);
		return;
	}
	f->origin = host_origin(p->hosts, host, origin_name(&f->url, &f->arena));
	if (origin_state(f->origin) != ORIGIN_UNKNOWN) {
		go_by_rules(p, f);
		return;
	}
	f->next = f->origin->waiting;
	f->origin->waiting = f;
	origin_ask(p, f->origin);
}

/* ---- claims */

void
target_begin(struct pass *p, const struct target *t)
{
	struct fetch *f = calloc(1, sizeof *f);
	if (f == NULL)
		fatal("out of memory");
	struct arena *a = &f->arena;
	f->target = (struct target){.url = arena_str(a, t->url),
	    .source = arena_str(a, t->source),
	    .role = arena_str(a, t->role),
	    .title = arena_str(a, t->title),
	    .date = arena_str(a, t->date),
	    .etag = arena_str(a, t->etag),
	    .last_modified = arena_str(a, t->last_modified),
	    .token = arena_str(a, t->token),
	    .body = arena_str(a, t->body),
	    .page = t->page,
	    .every = t->every,
	    .looks = t->looks,
	    .baseline = t->baseline,
	    .failures = t->failures};
	f->text = f->target.url;
	p->alive++;
	const char *name = url_host(f->text, a);
	struct host *host = name ? hosts_get(p->hosts, name) : NULL;
	const struct source *s = fetch_source(p, f);
	f->leads = s && s->listing.data && is_list(f) && t->page <= 1;
	if (host && s && host->delay < s->delay_seconds)
		host->delay = s->delay_seconds;
	fetch_go(p, f);
}

void
claim_take(struct pass *p, struct claimed *c)
{
	size_t most = (size_t)HOSTS_AT_ONCE * HOST_AHEAD, room = most - p->alive;
	if (!p->open || !p->claimable || room == 0)
		return;
	if (store_frontier_claim(p->store, p->only, p->since, room, HOST_AHEAD, LEASE_SECONDS,
	        &c->arena, &c->targets, &c->n, &p->fail) < 0) {
		p->failed = true;
		c->n = 0;
	}
	p->claimable = c->n == room;
}

void
claim_begin(struct pass *p, struct claimed *c)
{
	for (size_t i = 0; i < c->n && !p->failed; i++)
		target_begin(p, &c->targets[i]);
	arena_release(&c->arena);
}

/* ---- requests */

/* Sent again after 307 and 308 only (RFC 9110 section 15.4). */
static const char *
request_body(const struct fetch *f)
{
	for (int i = 0; i < f->n_hops; i++)
		if (f->hops[i].x.status != 307 && f->hops[i].x.status != 308)
			return NULL;
	return f->target.body;
}

static const char *
request_referer(const struct pass *p, const struct fetch *f)
{
	const struct source *s = is_list(f) ? fetch_source(p, f) : NULL;
	if (s == NULL || s->listing.referer)
		return s ? s->listing.referer : NULL;
	return s->listing.data && (f->led || !f->leads) ? s->list_url : NULL;
}

static void
request_begin(struct pass *p, struct fetch *f)
{
	/* A page that is only asked for what it leads to must come whole. */
	bool first = f->n_hops == 0 && !f->robots && !f->leads;
	struct fail why = {0};
	struct transfer_ask ask = {.url = f->url.href,
	    .agent = p->agent,
	    .etag = first ? f->target.etag : NULL,
	    .last_modified = first ? f->target.last_modified : NULL,
	    .body = request_body(f),
	    .referer = request_referer(p, f),
	    .proxy = f->host->proxy,
	    .old_tls = f->old_tls,
	    .ca_file = p->config->settings.fetch_ca_file,
	    .rules = &p->rules,
	    .timeout_seconds = p->config->settings.fetch_timeout_seconds,
	    .body_cap = f->robots ? (size_t)ROBOTS_BYTES : (size_t)CAP_PAGE,
	    .cut_at_cap = f->robots};
	/* The fragment is ours, not the server's. */
	if (*f->url.fragment)
		ask.url = arena_strn(
		    &f->arena, f->url.href, strlen(f->url.href) - strlen(f->url.fragment));
	f->host->active = f;
	if (transfers_start(p->transfers, &ask, f, &why) < 0) {
		f->host->active = NULL;
		fetch_fail(p, f, OUTCOME_BROKEN, &why);
	}
}

/* Begin what may begin now; seconds until the next may, or a little when none waits. */
static double
begin_due(struct pass *p)
{
	double soonest = IDLE_MILLISECONDS / 1000.0;
	for (struct host *h = hosts_first(p->hosts); h && !p->failed; h = h->next) {
		if (h->first == NULL || h->active)
			continue;
		double wait = host_wait(h);
		if (wait <= 0)
			request_begin(p, host_take(h));
		else if (wait > PATIENCE_SECONDS && !h->first->robots)
			batch_later(p, host_take(h), (int64_t)wait + 1);
		else if (wait < soonest)
			soonest = wait;
	}
	return soonest;
}

static void
answer_take(struct pass *p, struct fetch *f, struct exchange *x)
{
	f->hops[f->n_hops++] = (struct hop){.url = arena_str(&f->arena, f->url.href), .x = *x};
	bool trouble = x->status == 429 || x->status == 503;
	host_answered(f->host, x->seconds, trouble, x->retry_after);
	if (answer_leads_on(p, f))
		return;
	if (f->robots)
		origin_answered(p, f);
	else
		batch_answer(p, f);
}

/* Once more, with what the server is too old for, and so for the rest of the run; never in silence.
 */
static void
try_old_tls(struct fetch *f, const struct fail *why)
{
	struct host *h = f->host;
	log_warn(
	    "%s: LEGACY TLS is used, as its source allows (tls: legacy): %s", h->name, why->why);
	host_answered(h, 0, false, 0);
	h->tls_failed = f->old_tls = true;
	f->next = h->first;
	h->first = f;
	if (h->last == NULL)
		h->last = f;
}

static void
transfer_take(
    struct pass *p, struct fetch *f, struct exchange *x, int failed, const struct fail *why)
{
	f->host->active = NULL;
	if (failed == 0) {
		answer_take(p, f, x);
		return;
	}
	if (x->tls_failed && f->host->old_tls && !f->old_tls) {
		exchange_release(x);
		try_old_tls(f, why);
		return;
	}
	bool refused = why->exit == EXIT_CONFIG;
	host_answered(f->host, x->seconds, !refused, 0);
	/* What came of an answer that broke off is kept. */
	if (x->head.len > 0 && strstr(x->head.text, "\r\n\r\n"))
		f->hops[f->n_hops++] =
		    (struct hop){.url = arena_str(&f->arena, f->url.href), .x = *x};
	else
		exchange_release(x);
	fetch_fail(p, f, refused ? OUTCOME_REFUSED : OUTCOME_BROKEN, why);
}

/* Everything still queued goes back to the frontier. */
static void
give_back(struct pass *p)
{
	for (struct host *h = hosts_first(p->hosts); h; h = h->next) {
		while (h->first) {
			struct fetch *f = host_take(h);
			if (f->robots)
				fetch_free(f);
			else
				batch_later(p, f, 0);
		}
		for (struct origin *o = h->origins; o; o = o->next)
			while (o->waiting) {
				struct fetch *f = o->waiting;
				o->waiting = f->next;
				batch_later(p, f, 0);
			}
		if (h->active && !h->active->robots)
			batch_later(p, h->active, 0);
		else if (h->active)
			fetch_free(h->active);
		h->active = NULL;
	}
}

/* Take what has ended, all of it, before anything else is begun. */
static void
take_ended(struct pass *p, double seconds)
{
	struct exchange x;
	struct fail why = {0};
	struct fetch *f;
	int failed, wait = (int)(seconds * 1000) + 1;
	while (!p->failed && (f = transfers_wait(p->transfers, wait, &x, &failed, &why)) != NULL) {
		transfer_take(p, f, &x, failed, &why);
		wait = 0;
	}
}

int
pass_turns(struct pass *p, const volatile bool *stop)
{
	p->open = p->claimable = p->store != NULL;
	while (!p->failed && !*stop) {
		struct claimed c = {0};
		if (batch_wait(p) <= 0)
			batch_settle(p);
		if (p->batch.n == 0)
			claim_take(p, &c);
		claim_begin(p, &c);
		double wait = begin_due(p), settle = batch_wait(p);
		if (wait > settle)
			wait = settle;
		if (p->alive == 0 && !p->claimable)
			break;
		take_ended(p, wait);
		progress_step(&p->progress, p->settled, p->bad_listings);
	}
	p->open = false;
	return p->failed ? -1 : 0;
}

int
fetch_pass(struct pass *p, const volatile bool *stop)
{
	int rc = pass_turns(p, stop);
	transfers_free(p->transfers);
	p->transfers = NULL;
	if (rc == 0)
		give_back(p);
	batch_settle(p);
	return p->failed ? -1 : 0;
}
