/* command_fetch.c - `geppo fetch`: one pass over what is due, or one after the other. */
#include "fetch/fetch.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "fetch/opening.h"
#include "fetch/outing.h"
#include "fetch/pass.h"

enum { NAP_SECONDS = 5, NAP_SINCE = 60 };

static volatile bool stop;

static void
stop_soon(int signal)
{
	(void)signal;
	stop = true;
}

static int
source_due(struct store *s, const struct config *c, const char *id, struct fail *f)
{
	const struct source *source = config_source(c, id);
	if (source == NULL) {
		fail_input(f, id, "no such source; sources.yaml declares them");
		f->exit = EXIT_USAGE;
		return -1;
	}
	if (strcmp(source->state, "retired") == 0)
		return fail_config(f, id, "this source is retired; nothing is fetched from it");
	return store_frontier_due_now(s, id, f);
}

static int
pass_open(struct pass *p, struct opening *o, const char *dir, bool asked, struct fail *f)
{
	struct settings *s = &o->config.settings;
	p->agent = outing_agent(s, &o->arena, f);
	if (p->agent == NULL ||
	    address_rules_read(&p->rules, s->fetch_allow_networks, &o->arena, f) < 0)
		return -1;
	if (p->only && !asked && source_due(o->store, &o->config, p->only, f) < 0)
		return -1;
	if (!asked)
		outing_networks(s);
	struct ingest in = {.store = o->store, .config = &o->config, .dir = dir};
	p->archive = archive_open(dir, &in, f);
	if (p->archive == NULL)
		return -1;
	if (in.counts.added > 0)
		log_warn("%lld capture%s that an earlier run archived and did not record %s taken "
		         "in",
		    (long long)in.counts.added, in.counts.added == 1 ? "" : "s",
		    in.counts.added == 1 ? "was" : "were");
	p->store = o->store;
	p->ends = &settle_ends;
	p->config = &o->config;
	p->hosts = hosts_open(dir, s->fetch_delay_seconds);
	p->transfers = transfers_new();
	return hosts_save(p->hosts, false, f);
}

static void
pass_close(struct pass *p)
{
	transfers_free(p->transfers);
	hosts_free(p->hosts);
	archive_close(p->archive);
}

static void
say_result(const struct pass *p)
{
	if (p->settled == 0 && p->put_off == 0) {
		puts("nothing is due");
		return;
	}
	printf("%zu address%s looked at", p->settled, p->settled == 1 ? "" : "es");
	const char *before = ": ";
	for (int o = 0; o < OUTCOME_KINDS; o++) {
		if (p->outcomes[o] == 0)
			continue;
		printf("%s%zu %s", before, p->outcomes[o], outcome_name(o));
		before = ", ";
	}
	if (p->put_off > 0)
		printf("; %zu put off for later", p->put_off);
	printf("; %lld records archived\n", (long long)archive_records(p->archive));
}

static int
pass_do(struct pass *p, struct fail *f)
{
	progress_start(&p->progress, "fetch", 0);
	int rc = fetch_pass(p, &stop);
	progress_end(&p->progress);
	if (rc < 0)
		*f = p->fail;
	/* The manners of this run hold for the next one, however it went. */
	struct fail late = {0};
	if (hosts_save(p->hosts, true, rc < 0 ? &late : f) < 0)
		rc = -1;
	return rc;
}

/* One pass under the lock; *code as the command would end. 0, or -1 with why. */
static int
pass_once(struct opening *o, const char *dir, const struct fetch_wish *w, int *code, struct fail *f)
{
	struct pass p = {.only = w->source, .since = w->since};
	int lock = outing_lock(dir, &o->arena, f);
	if (lock < 0)
		return -1;
	int rc = pass_open(&p, o, dir, w->asked, f);
	if (rc == 0) {
		rc = pass_do(&p, f);
		if (!w->stay || p.settled + p.put_off > 0)
			say_result(&p);
		*code = p.bad_listings > 0 ? EXIT_HELD : EXIT_DONE;
	}
	pass_close(&p);
	close(lock);
	return rc;
}

/* ---- staying up */

/* When the files that people edit were changed last, as one number. */
static int64_t
files_changed(const char *dir, struct arena *a)
{
	static const char *const names[] = {"geppo.yaml", "sources.yaml"};
	int64_t sum = 0;
	struct stat st;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (stat(config_path(dir, names[i], a), &st) == 0)
			sum = sum * 31 + st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000 +
			      st.st_size;
	return sum;
}

static void
nap(int seconds)
{
	const struct timespec half = {.tv_nsec = 500 * 1000 * 1000};
	for (int i = 0; i < 2 * seconds && !stop; i++)
		nanosleep(&half, NULL);
}

/* Take up a changed configuration; while it is faulty the former holds. */
static void
opening_renew(struct opening *o, const char *dir, int64_t *changed)
{
	struct opening next = {0};
	struct fail f = {0};
	int64_t now = files_changed(dir, &o->arena);
	if (now == *changed)
		return;
	*changed = now;
	if (opening_open(&next, dir, &f) < 0) {
		log_warn("%s; what was declared before holds", fail_text(&f));
		opening_close(&next);
		return;
	}
	opening_close(o);
	*o = next;
	outing_networks(&o->config.settings);
}

/* Pass after pass while something is due. A pass by hand or a probe between them is waited for;
 * a failing disk or store ends it. */
static int
stay_up(struct opening *o, const char *dir, struct fetch_wish w, int *code, struct fail *f)
{
	int64_t changed = files_changed(dir, &o->arena), due = 1;
	while (!stop) {
		int rc = due > 0 ? pass_once(o, dir, &w, code, f) : 0;
		if (rc < 0 && f->exit != EXIT_AGAIN)
			return -1;
		if (rc == 0)
			w.asked = true;
		nap(w.since ? NAP_SINCE : NAP_SECONDS);
		opening_renew(o, dir, &changed);
		due = store_frontier_due(o->store, f);
		if (due < 0)
			return -1;
	}
	*code = EXIT_DONE;
	return 0;
}

int
fetch_command(const struct invocation *call, const struct fetch_wish *w)
{
	struct opening o = {0};
	struct fail f = {0};
	struct sigaction act = {.sa_handler = stop_soon, .sa_flags = SA_RESTART};
	int code = EXIT_DONE;
	struct date day;
	if (w->since && (!date_parse(w->since, &day) || day.day == 0)) {
		log_warn("--since is a date such as 2026-06-01, not %s", w->since);
		return EXIT_USAGE;
	}
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	int rc = opening_open(&o, call->dir, &f);
	if (rc == 0) {
		rc = w->stay ? stay_up(&o, call->dir, *w, &code, &f)
		             : pass_once(&o, call->dir, w, &code, &f);
	}
	if (rc < 0)
		code = opening_failed(&o, &f);
	opening_close(&o);
	return code;
}

int
fetch_due_command(const struct invocation *in)
{
	struct fail f = {0};
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int64_t n = s ? store_frontier_due(s, &f) : -1;
	store_close(s);
	if (n < 0) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	printf("%lld\n", (long long)n);
	return command_finish_output(EXIT_DONE);
}
