/* pass.c - `geppo parse`: one pass over the captures that wait. */
#include "parse/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/log.h"
#include "base/progress.h"

enum { WORKERS_MAX = 64, LEASE_SECONDS = 600 };

struct counts {
	size_t documents, listings, others, held, dropped, retried, cut, lost;
	size_t files, scanned, files_held, relabelled;
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
	struct http_message messages[WORKERS_MAX];
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

/* A claim that another process took over meanwhile is its business now; only a store that cannot
 * be written ends the pass. */
static int
settled(struct pass *p, size_t i, int r, struct fail *f)
{
	if (r >= 0 || f->exit != EXIT_AGAIN)
		return r < 0 ? -1 : 0;
	log_warn("capture %s: %s", p->claims[i].id, fail_text(f));
	p->counts.lost++;
	return 0;
}

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
finish_article(struct pass *p, size_t i, const char *kind, const json_t *answer, struct fail *f)
{
	(void)kind;
	struct document d;
	struct classify_output labels;
	struct fail why = {0};
	if (answer_failed(answer, &why) ||
	    document_assemble(answer, &p->captures[i], &p->pages[i], &d, &why) != 0)
		return give_up(p, i, &why, f);
	document_label(p->classifier, &p->config, &d, NULL, 0, &p->pages[i], &labels);
	p->counts.documents++;
	return store_finish_document(
	    p->store, &p->claims[i], &d, labels.labels, labels.n_labels, f);
}

static int
finish_listing(struct pass *p, size_t i, const char *kind, const json_t *answer, struct fail *f)
{
	(void)kind;
	struct visit v;
	struct link *links;
	struct listing_page *pages;
	size_t n, n_pages;
	struct fail why = {0};
	if (answer_failed(answer, &why))
		return give_up(p, i, &why, f);
	listing_assemble(answer, &p->captures[i], &p->config, &p->pages[i], &v, &links, &n);
	listing_pages(answer, &p->captures[i], &p->config, &p->pages[i], &v, &pages, &n_pages);
	p->counts.listings++;
	/* The links of a page that belongs to no source lead nowhere that is ours to fetch. */
	return store_finish_listing(
	    p->store, &p->claims[i], &v, links, p->captures[i].source ? n : 0, pages, n_pages, f);
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

/* What makes no document. Its bytes are archived and will say the same the next time, so "retry" is
 * no business of ours: the frontier looks again when the source is due. */
static int
finish_other(struct pass *p, size_t i, const char *kind, const json_t *answer, struct fail *f)
{
	const struct capture *c = &p->captures[i];
	struct fail said = {0};
	bool failed = answer_failed(answer, &said);
	if (failed && said.what == FAIL_HOLD && strcmp(kind, "error") == 0 && c->status < 400)
		return give_up(p, i, &said, f); /* the page could not be read at all */
	const char *why = failed ? said.why
	                  : c->status >= 400
	                      ? arena_printf(&p->pages[i], "HTTP status %d", c->status)
	                      : kind;
	struct visit v = {.source = c->source,
	    .at = c->at,
	    .capture = c->id,
	    .outcome = outcome_of(kind, c->status),
	    .page = c->page,
	    .why = why};
	bool listing = c->role != NULL && strcmp(c->role, "listing") == 0 && c->source != NULL;
	p->counts.others++;
	return store_finish_other(p->store, &p->claims[i], kind, why, listing ? &v : NULL, f);
}

static void
count_attachment(struct counts *n, const struct attachment_text *t)
{
	n->files += strcmp(t->state, "read") == 0;
	n->scanned += strcmp(t->state, "scanned") == 0;
	n->files_held += strcmp(t->state, "held") == 0;
	if (strcmp(t->state, "read") != 0)
		log_warn("attachment %s: %s: %s", t->capture->url, t->state,
		    t->why ? t->why : "no reason given");
}

/* A file behind a notice, or one that a listing names as an article. */
static int
finish_attachment(struct pass *p, size_t i, const char *kind, const json_t *answer, struct fail *f)
{
	(void)kind;
	struct attachment_text t;
	struct document d;
	struct classify_output labels = {0};
	struct link row;
	attachment_assemble(answer, &p->captures[i], &p->messages[i], &p->pages[i], &t);
	int listed = store_listed(p->store, p->captures[i].url, &p->pages[i], &row, f);
	if (listed < 0)
		return -1;
	bool itself = listed && file_assemble(&t, &row, &p->pages[i], &d);
	if (itself)
		document_label(p->classifier, &p->config, &d, NULL, 0, &p->pages[i], &labels);
	count_attachment(&p->counts, &t);
	p->counts.documents += itself;
	return store_finish_attachment(
	    p->store, &p->claims[i], &t, itself ? &d : NULL, labels.labels, labels.n_labels, f);
}

static const struct {
	const char *kind;
	int (*finish)(
	    struct pass *p, size_t i, const char *kind, const json_t *answer, struct fail *f);
} kinds[] = {{"article", finish_article}, {"listing", finish_listing}, {"shell", finish_other},
    {"challenge", finish_other}, {"error", finish_other}, {"attachment", finish_attachment}};

static int
finish(struct pass *p, size_t i, const json_t *answer, struct fail *f)
{
	const char *kind = json_string_value(json_object_get(answer, "kind"));
	struct fail why = {0};
	/* A page with an error status is no document, whatever it says. */
	if (kind && p->captures[i].status >= 400 && strcmp(kind, "challenge") != 0)
		kind = "error";
	for (size_t k = 0; kind && k < sizeof kinds / sizeof *kinds; k++)
		if (strcmp(kinds[k].kind, kind) == 0)
			return kinds[k].finish(p, i, kind, answer, f);
	(void)fail_input(
	    &why, p->captures[i].url, "the page reader named %s kind", kind ? "an unknown" : "no");
	return give_up(p, i, &why, f);
}

/* Hand the page over; a reader that died of the page before is no fault of this one. */
static int
hand_over(struct pass *p, size_t i, struct fail *why)
{
	struct worker *w = &p->workers[i];
	if (worker_ready(w, why) != 0)
		return -1;
	bool used = w->pages > 0;
	const struct capture *c = &p->captures[i];
	int r = worker_ask(w, c, &p->messages[i], why);
	if (r != 0 && used && worker_ready(w, why) == 0)
		r = worker_ask(w, c, &p->messages[i], why);
	return r;
}

/* The same for one that was dying while it was asked: a fresh reader decides whose fault it is. */
static json_t *
hear(struct pass *p, size_t i, struct fail *why)
{
	struct worker *w = &p->workers[i];
	int seconds = worker_seconds(&p->config.settings);
	bool used = w->pages > 1;
	json_t *answer = worker_answer(w, seconds, why);
	if (answer == NULL && w->died && used && hand_over(p, i, why) == 0)
		answer = worker_answer(w, seconds, why);
	return answer;
}

static int
ask(struct pass *p, size_t i, struct fail *f)
{
	struct fail why = {0};
	p->asked[i] = false;
	int found = store_capture(p->store, p->claims[i].id, &p->pages[i], &p->captures[i], f);
	if (found < 0)
		return -1;
	if (found == 0)
		bug("claimed capture %s is not in the store", p->claims[i].id);
	if (page_read(p->dir, &p->captures[i], &p->pages[i], &p->messages[i], &why) != 0 ||
	    hand_over(p, i, &why) != 0)
		return settled(p, i, give_up(p, i, &why, f), f);
	if (p->messages[i].body_cut) {
		log_warn(
		    "capture %s: its body is cut short; taken as far as it goes", p->claims[i].id);
		p->counts.cut++;
	}
	p->asked[i] = true;
	return 0;
}

static int
take_answer(struct pass *p, size_t i, struct fail *f)
{
	struct fail why = {0};
	json_t *answer = hear(p, i, &why);
	int r = answer ? finish(p, i, answer, f) : give_up(p, i, &why, f);
	json_decref(answer);
	return settled(p, i, r, f);
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
	/* A reader that cannot work at all ends the pass before anything is claimed. */
	if (waiting > 0)
		r = worker_check(&p->workers[0], f);
	progress_start(&progress, "parse", waiting > 0 ? (size_t)waiting : 0);
	while (r == 0 && waiting > 0) {
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
	for (size_t i = 0; i < WORKERS_MAX; i++)
		worker_init(&p->workers[i], &p->config);
	if (config_load(p->dir, CONFIG_ALL, &p->memory, &p->config, NULL, f) != 0)
		return -1;
	p->classifier = classifier_new(p->dir, &p->config, f);
	if (p->classifier == NULL)
		return -1;
	p->store = store_open(p->dir, STORE_WRITE, f);
	return p->store ? store_sources_declare(p->store, &p->config, f) : -1;
}

static void
pass_close(struct pass *p)
{
	for (size_t i = 0; i < WORKERS_MAX; i++) {
		worker_stop(&p->workers[i]);
		arena_release(&p->pages[i]);
	}
	classifier_free(p->classifier);
	store_close(p->store);
	arena_release(&p->memory);
}

static void
say_counts(const struct counts *c)
{
	char more[128] = "";
	if (c->cut + c->lost > 0)
		snprintf(more, sizeof more, "; %zu cut short, %zu taken over by another process",
		    c->cut, c->lost);
	log_info("%zu pages to documents, %zu listings, %zu others, %zu held, %zu dropped, "
	         "%zu put back%s",
	    c->documents, c->listings, c->others, c->held, c->dropped, c->retried, more);
	if (c->files + c->scanned + c->files_held + c->relabelled > 0)
		log_info("%zu attachments read, %zu scanned and not read, %zu held; %zu documents "
		         "with other labels by them",
		    c->files, c->scanned, c->files_held, c->relabelled);
}

bool parse_relabel, parse_again;

/* Documents first; then what made none before, and may now. */
static int
pass_again(struct pass *p, bool *unread, struct fail *f)
{
	int rc = documents_again(p->dir, p->store, p->classifier, &p->config, unread, f);
	if (rc == 0 && store_release_dropped(p->store, f) < 0)
		rc = -1;
	return rc == 0 ? pass_rounds(p, f) : rc;
}

int
command_parse(const struct invocation *in)
{
	struct pass *p = calloc(1, sizeof *p);
	struct fail f = {0};
	if (p == NULL)
		fatal("out of memory");
	p->dir = in->dir;
	int r = pass_open(p, &f);
	bool begun = r == 0 && !parse_relabel, unread = false;
	if (r == 0)
		r = parse_relabel ? documents_relabel(p->store, p->classifier, &p->config, &f)
		    : parse_again ? pass_again(p, &unread, &f)
		                  : pass_rounds(p, &f);
	if (r == 0)
		r = documents_label_arrived(
		    p->store, p->classifier, &p->config, &p->counts.relabelled, &f);
	if (r != 0)
		log_warn("%s", fail_text(&f));
	if (begun)
		say_counts(&p->counts);
	bool held = p->counts.held + p->counts.files_held > 0 || unread;
	pass_close(p);
	free(p);
	return r != 0 ? f.exit : held ? EXIT_HELD : EXIT_DONE;
}
