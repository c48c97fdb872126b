/* settle.c - see pass.h: an address's end. The archive is written and durable before the store is
 * told; what the store could not take is taken in from the archive by the next run. */
#include "fetch/pass.h"

#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/log.h"
#include "fetch/challenge.h"

static bool
is_listing(const struct fetch *f)
{
	return f->target.role && strcmp(f->target.role, "listing") == 0;
}

/* Page 1 of a listing is looked at again and again; the pages behind it while their rows are new.
 */
static bool
is_first_page(const struct fetch *f)
{
	return is_listing(f) && f->target.page <= 1;
}

static void
end(struct pass *p, struct fetch *f, enum outcome o)
{
	p->outcomes[o]++;
	p->settled++;
	p->bad_listings += is_listing(f) && o != OUTCOME_TAKEN && o != OUTCOME_UNCHANGED;
	p->alive--;
	p->claimable = true;
	fetch_free(f);
}

/* The store refused: a claim that ran out is only told, everything else ends the pass. */
static void
store_failed(struct pass *p, const struct fail *why)
{
	if (why->exit == EXIT_AGAIN) {
		log_warn("%s", fail_text(why));
		return;
	}
	p->failed = true;
	p->fail = *why;
}

static void
due_in(int64_t seconds, char out[INSTANT_SIZE])
{
	instant_write(now_seconds() + seconds, out);
}

/* Seconds until another look after a bad one, or < 0: none. Never before the host's patience. */
static int64_t
retry_in(const struct fetch *f, enum outcome o, int status)
{
	int failures = f->target.failures + 1;
	int64_t wait = -1;
	if (is_first_page(f))
		wait = schedule_listing(f->target.every, false, failures);
	else if (schedule_worth_retry(o, status))
		wait = schedule_article(failures);
	int64_t patience = f->host ? (int64_t)host_wait(f->host) : 0;
	return wait >= 0 && wait < patience ? patience + 1 : wait;
}

/* Seconds until another look after a good one, or < 0: none. */
static int64_t
again_in(const struct pass *p, const struct fetch *f)
{
	const struct source *s = fetch_source(p, f);
	bool asked_for = s && strcmp(s->state, "active") != 0;
	if (is_first_page(f))
		return asked_for ? -1 : schedule_listing(f->target.every, true, 0);
	if (is_listing(f))
		return -1;
	return schedule_look_again(p->config->settings.fetch_look_again_days, f->target.looks,
	    f->target.baseline ? f->target.date : NULL, now_seconds());
}

static int
visit_note(struct pass *p, const struct fetch *f, enum outcome o, const char *capture,
    const char *why, struct fail *fail)
{
	char now[INSTANT_SIZE];
	if (!is_listing(f) || f->target.source == NULL)
		return 0;
	instant_now(now);
	struct visit v = {.source = f->target.source,
	    .at = now,
	    .outcome = outcome_name(o),
	    .capture = capture,
	    .page = f->target.page,
	    .why = why};
	return store_visit_add(p->store, &v, fail);
}

static void
tell(const struct fetch *f, enum outcome o, const char *why)
{
	if (is_listing(f))
		log_warn("source %s: %s: %s", f->target.source ? f->target.source : f->target.url,
		    outcome_name(o), why);
	else
		log_info("%s: %s: %s", f->target.url, outcome_name(o), why);
}

/* Count a bad look: the visit of a listing, then when to try again. */
static void
fail_record(struct pass *p, struct fetch *f, enum outcome o, int status, const char *capture,
    const struct fail *why)
{
	char due[INSTANT_SIZE] = "";
	struct fail fail = {0};
	int64_t wait = retry_in(f, o, status);
	tell(f, o, why->why);
	if (wait >= 0)
		due_in(wait, due);
	if (visit_note(p, f, o, capture, why->why, &fail) < 0 ||
	    store_frontier_fail(p->store, &f->target, wait >= 0 ? due : NULL, why, &fail) < 0)
		store_failed(p, &fail);
	end(p, f, o);
}

/* The capture whose payload the last hop repeats. */
static int
same_find(struct pass *p, struct fetch *f, struct capture *same)
{
	struct hop *h = &f->hops[f->n_hops - 1];
	sha1_label(h->x.body.text, h->x.body.len, h->x.digest);
	return store_capture_same(p->store, h->url, is_listing(f) ? f->target.page : 0, h->x.digest,
	    &f->arena, same, &p->fail);
}

/* The request and response of every hop, in one go: nothing of another address comes between them
 * and the commit. `same`: what the last one repeats, or NULL. */
static int
hops_archive(struct pass *p, struct fetch *f, const struct capture *same, struct capture *rows)
{
	if (archive_turn(p->archive, &p->fail) < 0)
		return -1;
	for (int i = 0; i < f->n_hops; i++) {
		if (archive_put_same(p->archive, f->hops[i].url, &f->hops[i].x,
		        i == f->n_hops - 1 ? same : NULL, &f->arena, &rows[i], &p->fail) < 0)
			return -1;
		rows[i].source = f->target.source;
		rows[i].role = f->target.role;
		rows[i].baseline = f->target.baseline;
		rows[i].page = is_listing(f) ? f->target.page : 0;
		rows[i].leads = i + 1 < f->n_hops ? f->hops[i + 1].url : NULL;
	}
	return 0;
}

/* A page that is gone is often answered by a way to the front page. */
static bool
went_home(const struct fetch *f)
{
	struct arena a = {0};
	struct url asked;
	bool home = f->n_hops > 1 && strcmp(f->url.path, "/") == 0 && *f->url.query == '\0' &&
	            url_parse(f->target.url, strlen(f->target.url), NULL, &a, &asked) &&
	            strcmp(asked.path, "/") != 0;
	arena_release(&a);
	return home;
}

/* The last hop as an HTTP message; false when it is none. */
static bool
message_of(const struct fetch *f, struct arena *a, struct http_message *m)
{
	struct buf block;
	buf_init(&block, (size_t)CAP_PAGE + CAP_HTTP_HEADER + CAP_LINE);
	exchange_block(&f->hops[f->n_hops - 1].x, &block);
	struct warc_record rec = {.type = "response",
	    .content_type = "application/http;msgtype=response",
	    .block = (const unsigned char *)arena_strn(a, block.text, block.len),
	    .block_len = block.len};
	buf_release(&block);
	return warc_http(&rec, a, m);
}

const char *
answer_body(const struct fetch *f, struct arena *a, size_t *n)
{
	struct http_message m = {0};
	if (f->n_hops == 0 || !message_of(f, a, &m) || m.body_cut)
		return NULL;
	*n = m.body_len;
	return (const char *)m.body;
}

/* The guard that answered, or NULL; *cut: why the content is not whole, or NULL. */
static const char *
guard_of(const struct fetch *f, const char **cut)
{
	const struct exchange *x = &f->hops[f->n_hops - 1].x;
	struct arena a = {0};
	struct http_message m = {0};
	const char *name = NULL;
	if (message_of(f, &a, &m))
		name = challenge_name(x->status, x->head.text, m.body, m.body_len);
	*cut = !m.body_cut ? NULL
	       : m.body_len >= CAP_PAGE
	           ? "its compressed content is larger than allowed when unpacked"
	           : "its compressed content is damaged, or of an unknown kind";
	arena_release(&a);
	return name;
}

enum outcome
answer_judge(const struct fetch *f, struct fail *why)
{
	const struct exchange *x = &f->hops[f->n_hops - 1].x;
	const char *cut;
	const char *guard = guard_of(f, &cut);
	enum outcome o = schedule_outcome(x->status, guard);
	bool asked = f->n_hops == 1 && (f->target.etag || f->target.last_modified);
	if (guard)
		fail_again(why, NULL, "challenged by %s (status %d)", guard, x->status);
	else if (o == OUTCOME_UNCHANGED && !asked) {
		o = OUTCOME_BROKEN;
		fail_again(why, NULL, "status 304 to a request without conditions");
	} else if (o == OUTCOME_TAKEN && cut) {
		o = OUTCOME_BROKEN;
		fail_again(why, NULL, "%s", cut);
	} else if (o == OUTCOME_TAKEN && went_home(f)) {
		o = OUTCOME_MOVED;
		fail_again(why, NULL, "redirected to the front page %s", f->url.href);
	} else if (o == OUTCOME_TAKEN && f->leads && !f->led) {
		o = OUTCOME_BROKEN;
		fail_again(why, NULL,
		    "the page does not hold %s, which the address of its rows needs",
		    f->missing ? f->missing : "anything");
	} else if (x->status == 429 || x->status == 503)
		fail_again(why, NULL, "status %d: the server asks for patience", x->status);
	else
		fail_again(why, NULL, "status %d", x->status);
	return o;
}

static void
answer_record(
    struct pass *p, struct fetch *f, enum outcome o, const struct capture *rows, int64_t wait)
{
	const struct exchange *x = &f->hops[f->n_hops - 1].x;
	struct fail fail = {0};
	char due[INSTANT_SIZE];
	due_in(wait, due);
	/* Validators speak for the address that gave them, not for one that led to it; a 304 need
	 * not repeat them. */
	const char *etag = exchange_field(x, "ETag", &f->arena);
	const char *modified = exchange_field(x, "Last-Modified", &f->arena);
	if (f->n_hops > 1)
		etag = modified = NULL;
	if (o == OUTCOME_UNCHANGED && !etag && !modified)
		etag = f->target.etag, modified = f->target.last_modified;
	if (o == OUTCOME_UNCHANGED &&
	    visit_note(p, f, o, rows[f->n_hops - 1].id, NULL, &fail) < 0) {
		store_failed(p, &fail);
		return;
	}
	if (store_frontier_finish(p->store, &f->target, wait >= 0 ? due : NULL, etag, modified,
	        rows, (size_t)f->n_hops, &fail) == 0)
		return;
	store_failed(p, &fail);
	/* The claim was lost, the answer need not be. */
	if (!p->failed && store_captures_add(p->store, rows, (size_t)f->n_hops, &fail) < 0)
		store_failed(p, &fail);
}

static void
settle_answer(struct pass *p, struct fetch *f)
{
	struct capture rows[REDIRECTS + 1], same;
	struct fail why = {0}, fail = {0};
	enum outcome o = answer_judge(f, &why);
	const struct hop *last = &f->hops[f->n_hops - 1];
	int repeats = o == OUTCOME_TAKEN ? same_find(p, f, &same) : 0;
	if (repeats < 0 || hops_archive(p, f, repeats ? &same : NULL, rows) < 0) {
		p->failed = true;
		end(p, f, OUTCOME_BROKEN);
		return;
	}
	struct capture *row = &rows[f->n_hops - 1];
	if (repeats)
		o = OUTCOME_UNCHANGED;
	if (o == OUTCOME_TAKEN || o == OUTCOME_UNCHANGED) {
		answer_record(p, f, o, rows, again_in(p, f));
		end(p, f, o);
		return;
	}
	if (o == OUTCOME_BROKEN && last->x.status < 300)
		row->bad = why.why;
	/* The front page in place of ours: kept, but not as a page of this source. */
	if (o == OUTCOME_MOVED && last->x.status < 300)
		row->source = row->role = NULL;
	if (store_captures_add(p->store, rows, (size_t)f->n_hops, &fail) < 0) {
		store_failed(p, &fail);
		end(p, f, o);
		return;
	}
	fail_record(p, f, o, last->x.status, row->id, &why);
}

static void
settle_failure(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why)
{
	struct capture rows[REDIRECTS + 1];
	struct fail fail = {0};
	if (f->n_hops > 0) {
		if (hops_archive(p, f, NULL, rows) < 0) {
			p->failed = true;
			end(p, f, o);
			return;
		}
		if (f->hops[f->n_hops - 1].x.truncated)
			rows[f->n_hops - 1].bad = why->why;
		else if (f->led)
			rows[f->n_hops - 1].leads = f->url.href;
		if (store_captures_add(p->store, rows, (size_t)f->n_hops, &fail) < 0)
			store_failed(p, &fail);
	}
	if (p->failed)
		end(p, f, o);
	else
		fail_record(p, f, o, 0, NULL, why);
}

static void
settle_later(struct pass *p, struct fetch *f, int64_t seconds)
{
	char due[INSTANT_SIZE];
	struct fail fail = {0};
	due_in(seconds, due);
	if (!p->failed && store_frontier_defer(p->store, &f->target, due, &fail) < 0)
		store_failed(p, &fail);
	p->put_off++;
	p->alive--;
	p->claimable = true;
	fetch_free(f);
}

const struct ends settle_ends = {settle_answer, settle_failure, settle_later};
