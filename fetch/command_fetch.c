/* command_fetch.c - `geppo fetch`: one pass over what is due. */
#include "fetch/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "fetch/opening.h"
#include "fetch/pass.h"

static volatile bool stop;

static void
stop_soon(int signal)
{
	(void)signal;
	stop = true;
}

/* Manners are kept per process: a second one would double them. The descriptor, or -1. */
static int
lock_take(const char *dir, struct arena *a, struct fail *f)
{
	const char *folder = arena_printf(a, "%s/fetch", dir);
	const char *path = arena_printf(a, "%s/lock", folder);
	if (file_mkdir(folder, f) < 0)
		return -1;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_io(f, path, "the lock can't be opened");
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	bool held = errno == EWOULDBLOCK;
	close(fd);
	errno = 0;
	return held ? fail_again(f, dir, "another geppo fetch is at work in this data directory")
	            : fail_io(f, path, "the lock can't be taken");
}

/* The User-Agent, or NULL: nobody who asks in our name may hide. */
static const char *
agent_name(const struct settings *s, struct arena *a, struct fail *f)
{
	const char *contact = s->fetch_contact;
	if (contact == NULL || *contact == '\0') {
		fail_config(f, "geppo.yaml",
		    "fetch.contact is not set: a mail address or web page where the operators of "
		    "the sites can reach you; without it nothing is fetched");
		return NULL;
	}
	for (const unsigned char *c = (const unsigned char *)contact; *c; c++)
		if (*c < ' ' || *c >= 0x7f) {
			fail_config(f, "geppo.yaml", "fetch.contact: only plain ASCII is allowed");
			return NULL;
		}
	return arena_printf(a, "geppo/" GEPPO_VERSION " (+%s)", contact);
}

static void
say_networks(const struct settings *s)
{
	struct buf list;
	buf_init(&list, CAP_MESSAGE);
	for (size_t i = 0; s->fetch_allow_networks && s->fetch_allow_networks[i]; i++)
		buf_addf(&list, "%s%s", i ? ", " : "", s->fetch_allow_networks[i]);
	if (list.len > 0)
		log_warn("these networks may be connected to, on any port "
		         "(fetch.allow_networks): %s",
		    list.text);
	buf_release(&list);
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
pass_open(struct pass *p, struct opening *o, const char *dir, struct fail *f)
{
	struct settings *s = &o->config.settings;
	p->agent = agent_name(s, &o->arena, f);
	if (p->agent == NULL ||
	    address_rules_read(&p->rules, s->fetch_allow_networks, &o->arena, f) < 0)
		return -1;
	if (p->only && source_due(o->store, &o->config, p->only, f) < 0)
		return -1;
	say_networks(s);
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
	struct sigaction act = {.sa_handler = stop_soon, .sa_flags = SA_RESTART};
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	progress_start(&p->progress, "fetch", 0);
	int rc = fetch_pass(p, &stop);
	progress_end(&p->progress);
	if (rc < 0)
		*f = p->fail;
	say_result(p);
	/* The manners of this run hold for the next one, however it went. */
	struct fail late = {0};
	if (hosts_save(p->hosts, true, rc < 0 ? &late : f) < 0)
		rc = -1;
	return rc;
}

int
fetch_command(const struct invocation *call, const char *source, const char *since)
{
	struct opening o = {0};
	struct pass p = {.only = source, .since = since};
	struct fail f = {0};
	int lock = -1, code = EXIT_DONE;
	struct date day;
	if (since && (!date_parse(since, &day) || day.day == 0)) {
		log_warn("--since is a date such as 2026-06-01, not %s", since);
		return EXIT_USAGE;
	}
	if (opening_open(&o, call->dir, &f) < 0 ||
	    (lock = lock_take(call->dir, &o.arena, &f)) < 0 ||
	    pass_open(&p, &o, call->dir, &f) < 0 || pass_do(&p, &f) < 0)
		code = opening_failed(&o, &f);
	else if (p.bad_listings > 0)
		code = EXIT_HELD;
	pass_close(&p);
	if (lock >= 0)
		close(lock);
	opening_close(&o);
	return code;
}
