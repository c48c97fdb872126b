/* geppo-translate: Japanese drafts. Knowledge lies in config/, work in the store. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/utf8.h"
#include "config/config.h"
#include "store/store.h"
#include "translate/commands.h"
#include "translate/publish.h"
#include "translate/queue.h"
#include "translate/reader.h"
#include "translate/remind.h"
#include "translate/translate.h"

static bool explain, issuers;
static const char *who;

static json_t *
flags_json(const char *flags)
{
	json_t *list = json_array();
	for (const char *s = flags; *s; s += s[0] == ' ') {
		size_t n = strcspn(s, " ");
		json_array_append_new(list, json_stringn(s, n));
		s += n;
	}
	return list;
}

static json_t *
pieces_json(const struct draft_text *d)
{
	json_t *list = json_array();
	for (size_t i = 0; i < d->n_pieces; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "zh", d->pieces[i].zh,
		                                "ja", d->pieces[i].ja, "by", d->pieces[i].by));
	return list;
}

/* Coverage with three places; %.3f would depend on nothing, json_real() prints seventeen. */
static void
print_draft(const struct draft_text *d)
{
	json_t *o = json_pack("{s:s, s:s, s:s, s:o}", "zh", d->zh, "ja", d->ja, "template",
	    d->template, "flags", flags_json(d->flags));
	if (o == NULL)
		bug("a draft that is no UTF-8: %s", d->zh);
	json_object_set_new(
	    o, "coverage", json_real((double)(long)(d->coverage * 1000 + 0.5) / 1000));
	if (explain)
		json_object_set_new(o, "pieces", pieces_json(d));
	json_dumpf(o, stdout, JSON_COMPACT | JSON_REAL_PRECISION(4));
	putchar('\n');
	json_decref(o);
}

/* One line of standard input: a fault, or NULL. */
static const char *
line_fault(const char *line, size_t n)
{
	if (n > CAP_TITLE)
		return "longer than a title may be";
	if (memchr(line, '\0', n))
		return "holds a NUL character";
	return utf8_valid(line, n) ? NULL : "is no UTF-8";
}

static int
draft_lines(const struct translator *t,
    void (*draft)(const struct translator *, const char *, struct arena *, struct draft_text *))
{
	struct arena a = {0};
	char *line = NULL;
	size_t room = 0, number = 0;
	int code = EXIT_DONE;
	for (ssize_t n; (n = getline(&line, &room, stdin)) >= 0; arena_reset(&a)) {
		struct draft_text d = {0};
		number++;
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = '\0';
		const char *fault = line_fault(line, (size_t)n);
		if (fault) {
			log_warn("standard input:%zu: %s; skipped", number, fault);
			code = EXIT_INPUT;
			continue;
		}
		draft(t, line, &a, &d);
		print_draft(&d);
	}
	if (ferror(stdin)) {
		log_warn("standard input: %s", strerror(errno));
		code = EXIT_IO;
	}
	free(line);
	arena_release(&a);
	return code;
}

/* The engine, with what editors of this data directory accepted. A directory without a store is
 * fine: titles can be drafted anywhere. */
static struct translator *
engine_open(const char *dir, struct fail *f)
{
	struct arena a = {0};
	struct translator *t = translator_new(dir, f);
	bool has_store = access(arena_printf(&a, "%s/geppo.db", dir), F_OK) == 0;
	struct store *s = t && has_store ? store_open(dir, STORE_READ, f) : NULL;
	if (t && has_store && (s == NULL || memory_load(t, s, f) < 0)) {
		translator_free(t);
		t = NULL;
	}
	store_close(s);
	arena_release(&a);
	return t;
}

static int
draft_command(const struct invocation *in,
    void (*draft)(const struct translator *, const char *, struct arena *, struct draft_text *))
{
	struct fail f = {0};
	struct translator *t = engine_open(in->dir, &f);
	if (t == NULL)
		return step_failed(&f);
	int code = draft_lines(t, draft);
	translator_free(t);
	return code;
}

static int
run_title(const struct invocation *in)
{
	return draft_command(in, issuers ? issuer_draft : title_draft);
}

static int
run_issuer(const struct invocation *in)
{
	return draft_command(in, issuer_draft);
}

static int
run_fact(const struct invocation *in)
{
	return draft_command(in, fact_draft);
}

static int
reminders_today(struct store *s, const struct config *c, struct pass *p, struct fail *f)
{
	char now[INSTANT_SIZE], today[DATE_SIZE];
	struct date d;
	struct reminding r = {0};
	instant_now(now);
	if (!instant_date(now, JAPAN_OFFSET, today) || !date_parse(today, &d))
		bug("no day of %s", now);
	if (reminders_put(s, c, date_days(d), now, &r, f) < 0)
		return -1;
	p->reminded = r.put;
	return 0;
}

static int
pass_run(struct store *s, const char *dir, const struct config *c, struct arena *a, struct pass *p,
    struct fail *f)
{
	struct flags flags;
	if (flags_load(dir, c, a, &flags, NULL, f) < 0)
		return -1;
	struct translator *t = translator_new(dir, f);
	int rc = t ? memory_load(t, s, f) : -1;
	if (rc == 0)
		rc = drafts_make(t, s, p, f);
	translator_free(t);
	if (rc < 0 || queue_fill(s, &flags, c, p, f) < 0)
		return -1;
	return c->settings.mail_from ? reminders_today(s, c, p, f) : 0;
}

static int
run_draft(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct config c;
	struct pass p = {0};
	const unsigned parts =
	    CONFIG_SETTINGS | CONFIG_PARTNERS | CONFIG_REGIONS | CONFIG_VOCABULARY;
	int rc = config_load(in->dir, parts, &a, &c, NULL, &f);
	struct store *s = rc == 0 ? store_open(in->dir, STORE_WRITE, &f) : NULL;
	rc = s ? pass_run(s, in->dir, &c, &a, &p, &f) : -1;
	store_close(s);
	arena_release(&a);
	if (rc < 0)
		return step_failed(&f);
	log_info("%lld items drafted, %lld of them flagged; %lld weighed, %lld queued",
	    (long long)p.drafted, (long long)p.flagged, (long long)p.weighed, (long long)p.queued);
	if (p.reminded > 0)
		log_info(
		    "%lld reminders to translators put into the outbox", (long long)p.reminded);
	if (p.superseded > 0)
		log_info("%lld jobs superseded: their source changed", (long long)p.superseded);
	return EXIT_DONE;
}

/* The title to accept: the one typed, else the draft that is there. */
static int
title_accepted(struct store *s, const struct invocation *in, struct arena *a, const char **title,
    struct fail *f)
{
	const char *const ids[] = {in->argv[0], NULL};
	const struct item *items;
	size_t n;
	*title = in->argc > 1 ? in->argv[1] : NULL;
	if (store_items(s, &(struct item_query){.ids = ids}, a, &items, &n, f) < 0)
		return -1;
	if (n == 0)
		return fail_input(f, in->argv[0], "no such item");
	if (*title == NULL)
		*title = items[0].title_ja;
	if (*title == NULL)
		return fail_input(f, in->argv[0], "no draft to accept; give a title");
	const char *fault = line_fault(*title, strlen(*title));
	if (fault || strpbrk(*title, "\t\n\r") || **title == '\0')
		return fail_input(
		    f, in->argv[0], "the title %s", fault ? fault : "must be one line");
	return 0;
}

static int
run_accept_title(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	const char *title = NULL;
	struct store *s = store_open(in->dir, STORE_WRITE, &f);
	int rc = s ? title_accepted(s, in, &a, &title, &f) : -1;
	if (rc == 0) {
		const char *user = who ? who : getenv("USER");
		struct decision d = {
		    .subject = arena_printf(&a, "item:%s", in->argv[0]),
		    .field = "title_ja",
		    .value = title,
		    .who = user ? user : "editor",
		};
		rc = store_decide(s, &d, &f);
	}
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}

static const struct option_spec title_options[] = {
    {"explain", OPTION_FLAG, &explain, NULL, "show the pieces each draft was made of", 0, 0},
    {"issuers", OPTION_FLAG, &issuers, NULL, "the lines name issuers, not titles", 0, 0}, {0}};

static const struct option_spec draft_options[] = {
    {"explain", OPTION_FLAG, &explain, NULL, "show the pieces each draft was made of", 0, 0}, {0}};

static const struct option_spec title_accept_options[] = {
    {"who", OPTION_TEXT, &who, "NAME", "who accepts it (default: $USER)", 0, 0}, {0}};

static const struct command commands[] = {
    {"draft", "", "draft what has no Japanese yet, and fill the queue by rules", NULL, 0, 0,
        run_draft},
    {"list", "", "show the queue of documents to translate", list_options, 0, 0, run_list},
    {"accept-title", "ITEM [TITLE]", "accept a title: the draft, or the one given",
        title_accept_options, 1, 2, run_accept_title},
    {"show", "JOB", "show a job: its text, what happened to it, what was given back", show_options,
        1, 1, run_show},
    {"offer", "ITEM|JOB", "put a document forward for translation", offer_options, 1, 1, run_offer},
    {"request", "ITEM", "a municipality asks for an item's translation", request_options, 1, 1,
        run_request},
    {"claim", "JOB", "take a job; of two at once one gets it", claim_options, 1, 1, run_claim},
    {"renew", "JOB", "say that the work goes on", step_options, 1, 1, run_renew},
    {"release", "JOB", "give a job back; the work so far is kept", step_options, 1, 1, run_release},
    {"undo", "JOB", "take back one's own newest step", step_options, 1, 1, run_undo},
    {"package", "JOB", "make a job's package for its translator", package_options, 1, 1,
        run_package},
    {"check", "[JOB] FILE", "check a translation before it is delivered", check_options, 1, 2,
        run_check},
    {"deliver", "[JOB] FILE", "give a translation back, whole or in part", deliver_options, 1, 2,
        run_deliver},
    {"inbox", "DIR", "take what was dropped into DIR/inbox, check what lies in DIR/check",
        inbox_options, 1, 1, run_inbox},
    {"review", "JOB", "read a translation as the second person", step_options, 1, 1, run_review},
    {"accept", "JOB", "accept a translation", step_options, 1, 1, run_accept},
    {"publish", "JOB", "write an accepted translation's files", publish_options, 1, 1, run_publish},
    {"return", "JOB", "give a translation back to its translator", step_options, 1, 1, run_return},
    {"machine", "[ITEM...]", "titles and summaries by the translation service configured",
        machine_options, 0, 1000, run_machine},
    {"validate", "FILE...", "say whether files are XLIFF 2.0 or 2.1, and what is wrong",
        validate_options, 1, 1000, run_validate},
    {"answer", "JOB NUMBER TEXT", "answer a translator's question", answer_options, 3, 3,
        run_answer},
    {"terms", "", "proposed terms: list them, take one into the glossary, or drop it",
        terms_options, 0, 0, run_terms},
    {"withdraw", "JOB", "take a job out of the queue", step_options, 1, 1, run_withdraw},
    {"due", "", "what is due when, and whom to remind", due_options, 0, 0, run_due},
    {"stats", "", "the queue in figures", stats_options, 0, 0, run_stats},
    {"title", "", "draft titles: one a line on standard input, one JSON line each", title_options,
        0, 0, run_title},
    {"issuer", "", "draft the names of issuers, likewise", draft_options, 0, 0, run_issuer},
    {"fact", "", "draft key facts, likewise: one line of a list each", draft_options, 0, 0,
        run_fact},
    {0}};

#if defined(__SANITIZE_ADDRESS__)
/* As in geppo-extract: the caged reader cannot start the leak checker's process. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

int
main(int argc, char **argv)
{
	if (argc == 2 &&
	    (strncmp(argv[1], "--reader", 8) == 0 || strncmp(argv[1], "--validator", 11) == 0))
		return reader_main(argv[1]);
	if (argc > 1 && strcmp(argv[1], "translate") == 0) {
		argc--;
		argv++;
	}
	return command_run("geppo translate", commands, argc, argv);
}
