/* command_question.c - what translators ask and propose: `geppo translate answer` and `terms`. */
#include "translate/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "mail/notice.h"
#include "store/translator.h"
#include "translate/commands.h"

static const char *by, *take, *drop, *class;
static bool json;

const struct option_spec answer_options[] = {
    {"by", OPTION_TEXT, &by, "NAME", "who answers (default: $USER)", 0, 0}, {0}};
const struct option_spec terms_options[] = {
    {"by", OPTION_TEXT, &by, "NAME", "who settles it (default: $USER)", 0, 0},
    {"take", OPTION_TEXT, &take, "ZH=JA", "put a proposed term into the glossary", 0, 0},
    {"drop", OPTION_TEXT, &drop, "ZH=JA", "leave a proposed term out", 0, 0},
    {"class", OPTION_TEXT, &class, "C", "its class in the glossary (default: general)", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

int
questions_mail(struct store *s, const struct config *c, const struct taking *t, struct arena *a,
    struct fail *f)
{
	const char *const *editor = c->settings.editors;
	struct buf text;
	int rc = 0;
	if (t->new_questions <= 0 || c->settings.mail_from == NULL || editor == NULL)
		return 0;
	buf_init(&text, CAP_BODY);
	buf_addf(&text, "%s さまから、%s について質問・提案が%lld件あります。\n\n", t->who,
	    t->work.job.id, (long long)t->new_questions);
	taking_report(t, true, &text, a);
	buf_addf(&text,
	    "\n見る　　geppo translate show %s\n答える　geppo translate answer %s 番号 答え\n",
	    t->work.job.id, t->work.job.id);
	for (; *editor && rc >= 0; editor++) {
		const struct notice n = {
		    .ref = arena_printf(a, "question:%s:%s:%s", t->work.job.id, t->digest, *editor),
		    .kind = "reminder",
		    .address = *editor,
		    .subject = arena_printf(a, "翻訳者からの質問: %s", t->work.job.id),
		    .text = text.text};
		rc = notice_put(s, c, &n, f);
	}
	buf_release(&text);
	return rc < 0 ? -1 : 0;
}

/* To the translator, when an address is known. */
static int
answer_mail(struct store *s, const struct config *c, const char *job, const struct question *q,
    struct arena *a, struct fail *f)
{
	const char *to = strchr(q->who, '@') ? q->who : NULL;
	if (c->settings.mail_from == NULL ||
	    (to == NULL && store_translator(s, q->who, a, &to, f) < 0) || to == NULL)
		return f->exit ? -1 : 0;
	const struct notice n = {
	    .ref = arena_printf(a, "answered:%s:%d:%s", job, q->number, q->answered_at),
	    .kind = "reminder",
	    .address = to,
	    .subject = arena_printf(a, "質問への答え: %s の%d", job, q->number),
	    .text = arena_printf(a, "%s さま\n\n質問　%s %s %s\n　　　%s\n答え　%s\n", q->who,
	        q->kind, q->zh, q->ja, q->text, q->answer)};
	return notice_put(s, c, &n, f);
}

static int
answer(const struct invocation *in, struct store *s, const struct config *c, struct arena *a,
    struct fail *f)
{
	const struct question *list;
	struct queue_job j;
	size_t n;
	char *end;
	const char *who = command_person(by);
	long number = strtol(in->argv[1], &end, 10);
	if (who == NULL || *end || number < 1 || number > 100000 || !*in->argv[2])
		return fail_input(f, in->argv[1], "say which question: JOB NUMBER TEXT");
	if (store_queue_job(s, in->argv[0], command_now(a), a, &j, f) < 0 ||
	    store_question_answer(s, j.id, (int)number, in->argv[2], who, command_now(a), f) < 0 ||
	    store_questions(s, j.id, a, &list, &n, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (list[i].number == number && answer_mail(s, c, j.id, &list[i], a, f) < 0)
			return -1;
	printf("%s  question %ld answered\n", j.id, number);
	return 0;
}

struct rendering {
	const char *zh, *ja;
	bool there, other;
};

static const char *
rendering_row(void *context, int line, const char *const cells[])
{
	struct rendering *r = context;
	(void)line;
	if (strcmp(cells[0], r->zh) == 0)
		*(strcmp(cells[1], r->ja) == 0 ? &r->there : &r->other) = true;
	return NULL;
}

/* Whether a row is to be written: 1, 0 it is there (a former try wrote it), -1 it says otherwise.
 */
static int
glossary_lacks(const char *dir, const char *zh, const char *ja, struct arena *a, struct fail *f)
{
	static const char *const columns[] = {"zh", "ja"};
	struct rendering r = {.zh = zh, .ja = ja};
	if (config_table(
	        config_path(dir, "glossary.tsv", a), columns, 2, rendering_row, &r, NULL, f) < 0)
		return -1;
	return r.other ? fail_input(f, zh, "the glossary renders it otherwise; edit glossary.tsv")
	               : !r.there;
}

static int
proposal_open(struct store *s, const char *zh, const char *ja, struct arena *a, struct fail *f)
{
	const struct term_proposal *list;
	size_t n;
	if (store_term_proposals(s, a, &list, &n, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].zh, zh) == 0 && strcmp(list[i].ja, ja) == 0)
			return 0;
	return fail_input(f, zh, "no open proposal %s = %s", zh, ja);
}

/* A row behind those that are there, in the data directory's own glossary. */
static int
glossary_add(const char *dir, const char *zh, const char *ja, const char *note, struct arena *a,
    struct fail *f)
{
	struct buf b;
	buf_init(&b, CAP_CONFIG_FILE);
	int rc = file_read(config_path(dir, "glossary.tsv", a), &b, f);
	if (rc == 0 && b.len > 0 && b.text[b.len - 1] != '\n')
		buf_addc(&b, '\n');
	buf_addf(&b, "%s\t%s\t%s\t%s\n", zh, ja, class ? class : "general", note);
	if (rc == 0 && buf_full(&b))
		rc = fail_input(f, "glossary.tsv", "it would be too large");
	if (rc == 0)
		rc = file_mkdir(arena_printf(a, "%s/config", dir), f);
	if (rc == 0)
		rc = file_write(arena_printf(a, "%s/config/glossary.tsv", dir), b.text, b.len, f);
	buf_release(&b);
	return rc;
}

static int
term_settle(const struct invocation *in, struct store *s, struct arena *a, struct fail *f)
{
	static const char *const classes[] = {"org", "place", "pollutant", "measure", "document",
	    "law", "industry", "admin", "idiom", "unit", "general"};
	const char *pair = take ? take : drop, *equal = strchr(pair, '='),
	           *who = command_person(by);
	bool known = class == NULL;
	for (size_t i = 0; i < sizeof classes / sizeof *classes && !known; i++)
		known = strcmp(class, classes[i]) == 0;
	if (who == NULL || equal == NULL || equal == pair || !equal[1] || strpbrk(pair, "\t\r\n"))
		return fail_input(f, pair, "write ZH=JA");
	if (!known)
		return fail_input(f, class, "no class of the glossary");
	const char *zh = arena_strn(a, pair, (size_t)(equal - pair)), *ja = equal + 1;
	if (proposal_open(s, zh, ja, a, f) < 0)
		return -1;
	int lacks = take ? glossary_lacks(in->dir, zh, ja, a, f) : 0;
	if (lacks < 0)
		return -1;
	/* Settled last, so that no term is lost when this is cut short. */
	const char *note = arena_printf(a, "%.10s %s", command_now(a), who);
	if (lacks && glossary_add(in->dir, zh, ja, note, a, f) < 0)
		return -1;
	if (store_term_settle(s, zh, ja, take ? "taken" : "dropped", who, f) < 0)
		return -1;
	printf("%s = %s  %s\n", zh, ja, take ? "taken into the glossary" : "dropped");
	return 0;
}

static int
terms(const struct invocation *in, struct store *s, struct arena *a, struct fail *f)
{
	const struct term_proposal *list;
	size_t n;
	if (take || drop)
		return term_settle(in, s, a, f);
	if (store_term_proposals(s, a, &list, &n, f) < 0)
		return -1;
	json_t *all = json_array();
	for (size_t i = 0; i < n; i++) {
		const struct term_proposal *t = &list[i];
		if (json)
			json_array_append_new(all,
			    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "zh", t->zh, "ja", t->ja,
			        "note", t->note, "job", t->job, "by", t->who, "at", t->at));
		else
			print_line("", arena_printf(a, "%s = %s  %s  %s (%s)", t->zh, t->ja,
			                   t->note, t->job, t->who));
	}
	if (json)
		json_print(json_pack("{s:i, s:O}", "v", 1, "terms", all));
	else
		printf("%zu proposed\n", n);
	json_decref(all);
	return 0;
}

int
run_terms(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	if (take && drop) {
		log_warn("--take or --drop, not both");
		return EXIT_USAGE;
	}
	struct store *s = store_open(in->dir, take || drop ? STORE_WRITE : STORE_READ, &f);
	int rc = s ? terms(in, s, &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}

int
run_answer(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct config c;
	int rc = config_load(in->dir, CONFIG_SETTINGS, &a, &c, NULL, &f);
	struct store *s = rc == 0 ? store_open(in->dir, STORE_WRITE, &f) : NULL;
	rc = s ? answer(in, s, &c, &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}
