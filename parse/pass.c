/* pass.c - `geppo parse`: one pass over the captures that wait. */
#include "parse/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/log.h"
#include "base/progress.h"

enum { WORKERS_MAX = 32, LEASE_SECONDS = 600, SLACK_SECONDS = 10 };

struct counts {
	size_t documents, listings, others, held, dropped, retried;
};

struct pass {
	const char *dir;
	struct config config;
	struct arena memory; /* the configuration's */
	struct store *store;
	struct classifier *classifier;
	struct worker workers[WORKERS_MAX];
	struct arena pages[WORKERS_MAX]; /* the unit of work in each worker's hands */
	struct claim *claims;
	struct capture captures[WORKERS_MAX];
	bool asked[WORKERS_MAX];
	struct counts counts;
};

/* The unit of work failed: the store decides what comes next; one line says so. */
static int
give_up(struct pass *p, size_t i, struct fail *why, struct fail *f)
{
	if (why->exit == EXIT_IO && why->what == FAIL_RETRY)
		why->what = FAIL_HOLD; /* an archive that cannot be read needs a person */
	log_warn("capture %s: %s: %s", p->claims[i].id,
	    why->what == FAIL_DROP   ? "dropped"
	    : why->what == FAIL_HOLD ? "held"
	                             : "put back",
	    fail_text(why));
	p->counts.held += why->what == FAIL_HOLD;
	p->counts.dropped += why->what == FAIL_DROP;
	p->counts.retried += why->what == FAIL_RETRY;
	return store_claim_fail(p->store, STAGE_PARSE, &p->claims[i], why, f);
}

static int
finish_article(struct pass *p, size_t i, const json_t *answer, struct fail *f)
{
	struct document d;
	struct classify_output labels;
	struct fail why = {0};
	if (document_assemble(answer, &p->captures[i], &p->pages[i], &d, &why) != 0)
		return give_up(p, i, &why, f);
	document_label(p->classifier, &p->config, &d, &p->pages[i], &labels);
	p->counts.documents++;
	return store_finish_document(
	    p->store, &p->claims[i], &d, labels.labels, labels.n_labels, f);
}

static int
finish_listing(struct pass *p, size_t i, const json_t *answer, struct fail *f)
{
	struct visit v;
	struct link *links;
	size_t n;
	listing_assemble(answer, &p->captures[i], &p->config, &p->pages[i], &v, &links, &n);
	p->counts.listings++;
	/* The links of a page that belongs to no source lead nowhere that is ours to fetch. */
	return store_finish_listing(
	    p->store, &p->claims[i], &v, links, p->captures[i].source ? n : 0, f);
}

/* How a look at a listing ended that met no list. */
static const char *
outcome_of(const char *kind, int status)
{
	if (strcmp(kind, "challenge") == 0)
		return "challenged";
	if (status == 404 || status == 410 || (status >= 300 && status < 400))
		return "moved";
	if (status == 401 || status == 403 || status == 405 || status == 429 || status == 451)
		return "refused";
	return "broken";
}

static int
finish_other(struct pass *p, size_t i, const char *kind, const json_t *answer, struct fail *f)
{
	const struct capture *c = &p->captures[i];
	const char *note = json_string_value(json_array_get(json_object_get(answer, "notes"), 0));
	const char *why = note ? note
	                  : c->status >= 400
	                      ? arena_printf(&p->pages[i], "HTTP status %d", c->status)
	                      : kind;
	struct visit v = {.source = c->source,
	    .at = c->at,
	    .capture = c->id,
	    .outcome = outcome_of(kind, c->status),
	    .why = why};
	bool listing = c->role != NULL && strcmp(c->role, "listing") == 0 && c->source != NULL;
	p->counts.others++;
	return store_finish_other(p->store, &p->claims[i], kind, why, listing ? &v : NULL, f);
}

/* Fields that extract could not do without. NULL: none. */
static bool
answer_failed(const json_t *answer, struct fail *why)
{
	const json_t *fail = json_object_get(answer, "fail");
	if (!json_is_object(fail))
		return false;
	const char *text = json_string_value(json_object_get(fail, "why"));
	const char *place = json_string_value(json_object_get(fail, "place"));
	(void)fail_input(why, place, "%s", text ? text : "no reason given");
	why->what = fail_do_named(json_string_value(json_object_get(fail, "do")));
	return why->what != FAIL_NONE;
}

static int
finish(struct pass *p, size_t i, const json_t *answer, struct fail *f)
{
	static const struct {
		const char *kind;
		int (*finish)(struct pass *p, size_t i, const json_t *answer, struct fail *f);
	} kinds[] = {{"article", finish_article}, {"listing", finish_listing}};
	const char *kind = json_string_value(json_object_get(answer, "kind"));
	struct fail why = {0};
	if (answer_failed(answer, &why))
		return give_up(p, i, &why, f);
	if (kind == NULL) {
		(void)fail_input(&why, p->captures[i].url, "the page reader named no kind");
		return give_up(p, i, &why, f);
	}
	/* A page with an error status is no document, whatever it says. */
	bool error = p->captures[i].status >= 400 && strcmp(kind, "challenge") != 0;
	for (size_t k = 0; !error && k < sizeof kinds / sizeof *kinds; k++)
		if (strcmp(kinds[k].kind, kind) == 0)
			return kinds[k].finish(p, i, answer, f);
	return finish_other(p, i, error ? "error" : kind, answer, f);
}

static int
ask(struct pass *p, size_t i, struct fail *f)
{
	struct http_message page;
	struct fail why = {0};
	p->asked[i] = false;
	int found = store_capture(p->store, p->claims[i].id, &p->pages[i], &p->captures[i], f);
	if (found < 0)
		return -1;
	if (found == 0)
		bug("claimed capture %s is not in the store", p->claims[i].id);
	if (page_read(p->dir, &p->captures[i], &p->pages[i], &page, &why) != 0 ||
	    worker_ask(&p->workers[i], &p->captures[i], &page, &why) != 0)
		return give_up(p, i, &why, f);
	p->asked[i] = true;
	return 0;
}

static int
take_answer(struct pass *p, size_t i, struct fail *f)
{
	struct fail why = {0};
	json_t *answer = worker_answer(
	    &p->workers[i], p->config.settings.cage_cpu_seconds + SLACK_SECONDS, &why);
	int r = answer ? finish(p, i, answer, f) : give_up(p, i, &why, f);
	json_decref(answer);
	return r;
}

/* One round: a capture to each worker, then the answers. -1 when the store failed. */
static int
pass_round(struct pass *p, size_t n, struct fail *f)
{
	for (size_t i = 0; i < n; i++)
		if (ask(p, i, f) != 0)
			return -1;
	for (size_t i = 0; i < n; i++)
		if (p->asked[i] && take_answer(p, i, f) != 0)
			return -1;
	for (size_t i = 0; i < n; i++)
		arena_reset(&p->pages[i]);
	return 0;
}

static int
pass_rounds(struct pass *p, struct fail *f)
{
	struct arena a = {0};
	struct progress progress;
	int64_t waiting = store_waiting(p->store, STAGE_PARSE, f);
	size_t workers = (size_t)p->config.settings.parse_workers, done = 0, n = 0;
	if (workers > WORKERS_MAX)
		workers = WORKERS_MAX;
	int r = waiting < 0 ? -1 : 0;
	progress_start(&progress, "parse", waiting > 0 ? (size_t)waiting : 0);
	while (r == 0) {
		arena_reset(&a);
		for (size_t i = 0; r == 0 && i < workers; i++)
			r = worker_ready(&p->workers[i], f);
		if (r != 0)
			break;
		r = store_claim(
		    p->store, STAGE_PARSE, workers, LEASE_SECONDS, &a, &p->claims, &n, f);
		if (r != 0 || n == 0)
			break;
		r = pass_round(p, n, f);
		done += n;
		progress_step(&progress, done, p->counts.held);
	}
	progress_end(&progress);
	arena_release(&a);
	return r;
}

static int
pass_open(struct pass *p, struct fail *f)
{
	if (config_load(p->dir, CONFIG_ALL, &p->memory, &p->config, NULL, f) != 0)
		return -1;
	p->classifier = classifier_new(p->dir, &p->config, f);
	if (p->classifier == NULL)
		return -1;
	p->store = store_open(p->dir, STORE_WRITE, f);
	if (p->store == NULL)
		return -1;
	for (size_t i = 0; i < WORKERS_MAX; i++)
		worker_init(&p->workers[i]);
	if (store_sources_declare(p->store, &p->config, f) != 0)
		return -1;
	return worker_check(&p->workers[0], f);
}

static void
pass_close(struct pass *p)
{
	for (size_t i = 0; p->store && i < WORKERS_MAX; i++) {
		worker_stop(&p->workers[i]);
		arena_release(&p->pages[i]);
	}
	classifier_free(p->classifier);
	store_close(p->store);
	arena_release(&p->memory);
}

int
command_parse(const struct invocation *in)
{
	struct pass p = {.dir = in->dir};
	struct fail f = {0};
	int r = pass_open(&p, &f);
	if (r == 0)
		r = pass_rounds(&p, &f);
	const struct counts *c = &p.counts;
	if (r != 0)
		log_warn("%s", fail_text(&f));
	if (r == 0 || c->documents + c->listings + c->others + c->held + c->dropped > 0)
		log_info("%zu pages to documents, %zu listings, %zu others, %zu held, %zu dropped, "
		         "%zu put back",
		    c->documents, c->listings, c->others, c->held, c->dropped, c->retried);
	pass_close(&p);
	return r != 0 ? f.exit : c->held > 0 ? EXIT_HELD : EXIT_DONE;
}
