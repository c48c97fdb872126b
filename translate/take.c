/* take.c - see take.h. The order is: read in the cage, find the job, refuse what is another job's,
 * another language's or an older edition's, match by number and then by source, check. */
#include "translate/take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/utf8.h"
#include "translate/package.h"

/* The job that the stamp or the first numbered unit names. */
static const char *
job_named(const struct given *g, struct arena *a)
{
	if (*g->stamp)
		return arena_strn(a, g->stamp, strlen("geppo-000000"));
	for (size_t i = 0; i < g->n; i++) {
		size_t n = strspn(g->units[i].id, "0123456789");
		if (n >= 6 && n <= 9 && g->units[i].id[n] == '-')
			return arena_printf(a, "geppo-%.*s", (int)n, g->units[i].id);
	}
	return NULL;
}

static bool
speaks(const char *said, const char *language)
{
	return *said == '\0' || strncasecmp(said, language, 2) == 0;
}

static const char *
language_fault(const struct given *g, struct arena *a)
{
	if (speaks(g->source_language, "zh") && speaks(g->target_language, "ja"))
		return NULL;
	return arena_printf(a, "言語が違います: %s → %s(中国語 → 日本語のはず)", g->source_language,
	    g->target_language);
}

/* What the stamp says against the job as it is. */
static const char *
stamp_fault(const struct taking *t, struct arena *a)
{
	const char *stamp = t->given.stamp;
	if (*stamp == '\0')
		return NULL;
	const char *version = strstr(stamp, "-v");
	int edition = version ? (int)strtol(version + 2, NULL, 10) : 0;
	if (edition < t->work.job.edition)
		return arena_printf(a,
		    "古い版です: 第%d版(今は第%d版)。原文がその後改訂されました。geppo translate "
		    "package "
		    "%s で、変わった文の一式を受け取ってください",
		    edition, t->work.job.edition, t->work.job.id);
	return strcmp(stamp, work_stamp(&t->work, a)) == 0
	           ? NULL
	           : "照合の印が今の原文と違います(別の控えから作られた一式?)";
}

static void
units_prepare(struct taking *t, struct arena *a)
{
	t->units = arena_zalloc(a, t->work.n + 1, sizeof *t->units);
	t->targets = arena_zalloc(a, t->work.n + 1, sizeof *t->targets);
	t->lost = arena_zalloc(a, t->given.n + 1, sizeof *t->lost);
	t->findings.memory = a;
	for (size_t i = 0; i < t->work.n; i++) {
		const struct segment *g = &t->work.segments[i];
		t->units[i] = (struct check_unit){.n = g->n,
		    .id = segment_id(&t->work, g->n, a),
		    .source = g->source,
		    .target = g->target ? g->target : "",
		    .draft = g->draft,
		    .source_tags = "",
		    .target_tags = "",
		    .fixed = g->fixed};
	}
}

/* "ID:REASON" between semicolons; a segment's number alone will do for ID. */
static int
waivers_read(struct taking *t, struct arena *a, struct fail *f)
{
	size_t room = 0;
	for (const char *at = t->waive ? t->waive : ""; *at;) {
		size_t n = strcspn(at, ";\n"), id = strcspn(at, ":");
		char *end;
		const char *word = arena_strn(a, at, n), *dash = strchr(word, '-');
		long number = strtol(dash ? dash + 1 : word, &end, 10);
		if (id + 1 >= n || number <= 0 || end != word + id)
			return fail_input(
			    f, word, "--waive takes ID:REASON, several with ; between");
		t->waivers = arena_grow(
		    a, t->waivers, t->n_waivers, t->n_waivers + 1, &room, sizeof *t->waivers);
		t->waivers[t->n_waivers++] =
		    (struct given_waiver){.n = (int)number, .rule = "", .reason = word + id + 1};
		at += n;
		at += strspn(at, "; \n");
	}
	return 0;
}

/* A row of query.tsv of the kind 誤検出 waives as --waive does: for who has only a spreadsheet. */
static const char *
waived_by_form(const struct question *q, size_t n, const struct finding *x)
{
	for (size_t i = 0; i < n; i++)
		if (q[i].n == x->n && x->n > 0 && strcmp(q[i].kind, "誤検出") == 0 && *q[i].text)
			return q[i].text;
	return NULL;
}

struct reasons {
	const struct given_waiver *before; /* of former deliveries */
	size_t n_before;
	const struct question *form;
	size_t n_form;
};

static void
findings_weigh(struct taking *t, const struct reasons *r)
{
	const struct given_waiver *before = r->before;
	size_t n_before = r->n_before;
	for (size_t i = 0; i < t->findings.n; i++) {
		struct finding *x = &t->findings.list[i];
		x->waived = waived_by_form(r->form, r->n_form, x);
		for (size_t k = 0; k < n_before; k++)
			if (before[k].n == x->n &&
			    (!*before[k].rule || strcmp(before[k].rule, x->check) == 0))
				x->waived = before[k].reason;
		for (size_t k = 0; k < t->n_waivers; k++)
			if (t->waivers[k].n == x->n)
				x->waived = t->waivers[k].reason;
		*(x->waived                     ? &t->waived
		    : x->level == CHECK_ERROR   ? &t->errors
		    : x->level == CHECK_WARNING ? &t->warnings
		                                : &t->notices) += 1;
	}
}

static int
judge_units(struct taking *t, struct store *s, struct arena *a, struct fail *f)
{
	struct reasons r;
	struct checker *checker = checker_new(t->dir, a, f);
	if (checker == NULL || waivers_read(t, a, f) < 0 ||
	    store_waivers(s, t->work.job.id, a, &r.before, &r.n_before, f) < 0 ||
	    store_questions(s, t->work.job.id, a, &r.form, &r.n_form, f) < 0)
		return -1;
	taking_match(t, a);
	check_units(checker, t->units, t->work.n, t->partial, &t->findings);
	findings_weigh(t, &r);
	if (t->n_targets == 0 && t->errors == 0)
		t->refused = "訳文が一つもありません";
	return 0;
}

/* A form for questions: rows for the editor, no texts. */
static void
questions_read(struct taking *t, struct arena *a)
{
	struct question *list = arena_zalloc(a, t->given.n + 1, sizeof *list);
	for (size_t i = 0; i < t->given.n; i++) {
		const struct given_unit *u = &t->given.units[i];
		int n = given_number(u->id, t->work.job.number);
		const char *text = u->target_tags;
		if (n == 0 && *u->id) /* not a number of ours: kept with the words */
			text = arena_printf(a, "%s(番号 %s)", text, u->id);
		list[i] = (struct question){.n = n,
		    .kind = *u->source_tags ? u->source_tags : "質問",
		    .zh = u->source,
		    .ja = u->target,
		    .text = text};
	}
	t->questions = list;
	t->n_questions = t->given.n;
	if (t->given.n == 0 && *t->given.credit == '\0')
		t->refused = "質問が一つもありません";
}

static int
questions_keep(struct taking *t, struct store *s, struct arena *a, struct fail *f)
{
	struct question *list = arena_zalloc(a, t->n_questions + 1, sizeof *list);
	const char *credit = strcmp(t->given.credit, "匿名") == 0 ? "" : NULL;
	for (size_t i = 0; i < t->n_questions; i++) {
		list[i] = t->questions[i];
		list[i].who = t->who;
		list[i].at = t->now;
	}
	t->new_questions = store_questions_put(s, t->work.job.id, list, t->n_questions, credit, f);
	return t->new_questions < 0 ? -1 : 0;
}

int
taking_judge(
    struct taking *t, struct store *s, const struct config *c, struct arena *a, struct fail *f)
{
	struct fail unread = {0};
	sha256_hex(t->bytes.text, t->bytes.len, t->digest);
	if (given_read(&t->bytes, c->settings.cage_allow_without, a, &t->given, &unread) < 0) {
		t->refused = arena_str(a, unread.why);
		t->given.format = "unknown";
		return 0;
	}
	const char *named = job_named(&t->given, a), *job = t->job ? t->job : named;
	if (job == NULL) {
		t->refused = "どの案件のファイルか分かりません(--job 案件 を付けてください)";
		return 0;
	}
	if (work_open(s, job, t->now, a, &t->work, &unread) < 0) {
		if (unread.exit != EXIT_INPUT)
			return *f = unread, -1;
		t->refused = arena_printf(a, "案件 %s はありません", job);
		return 0;
	}
	t->known = true;
	units_prepare(t, a);
	if (named && strcmp(named, t->work.job.id) != 0)
		t->refused = arena_printf(a, "別の案件のファイルです: %s", named);
	else if (strcmp(t->given.format, "query") == 0) {
		questions_read(t, a);
		return 0;
	} else if ((t->refused = language_fault(&t->given, a)) == NULL)
		t->refused = stamp_fault(t, a);
	return t->refused ? 0 : judge_units(t, s, a, f);
}

/* deliveries/<job>/<sha256>: a name of ours, never the given one. */
static int
bytes_keep(struct taking *t, struct arena *a, struct fail *f)
{
	const char *folder =
	    arena_printf(a, "deliveries/%s", t->known ? t->work.job.id : "unknown");
	t->path = arena_printf(a, "%s/%s", folder, t->digest);
	if (file_mkdir(arena_printf(a, "%s/%s", t->dir, folder), f) < 0)
		return -1;
	return file_write(
	    arena_printf(a, "%s/%s", t->dir, t->path), t->bytes.text, t->bytes.len, f);
}

int
taking_commit(struct taking *t, struct store *s, struct arena *a, struct fail *f)
{
	if (t->questions && t->refused == NULL)
		return bytes_keep(t, a, f) < 0 ? -1 : questions_keep(t, s, a, f);
	json_t *report = taking_json(t, a);
	char *text = report ? json_dumps(report, JSON_COMPACT) : NULL;
	json_decref(report);
	bool open = t->refused == NULL && t->errors == 0;
	const struct delivery d = {.job = t->known ? t->work.job.id : NULL,
	    .edition = t->known ? t->work.job.edition : 0,
	    .who = t->who,
	    .now = t->now,
	    .name = t->name,
	    .digest = t->digest,
	    .format = t->given.format,
	    .size = (int64_t)t->bytes.len,
	    .report = text ? text : "{}",
	    .taken = open,
	    .partial = t->partial,
	    .reviewer = t->reviewer,
	    .lease_until = lease_working(t->now, t->known ? t->work.job.due : NULL, a),
	    .targets = t->targets,
	    .n_targets = t->n_targets,
	    .waivers = t->waivers,
	    .n_waivers = t->n_waivers};
	struct delivery kept = d;
	int rc = bytes_keep(t, a, f);
	kept.path = t->path;
	if (rc == 0)
		rc = store_deliver(s, &kept, a, &t->done, f);
	/* Checked: no error was found; what is partial or late beside another's work stays open. */
	if (rc == 0 && open && !t->reviewer && !t->done.again &&
	    strcmp(t->done.state, "delivered") == 0) {
		const struct job_step step = {.job = t->work.job.id,
		    .action = JOB_CHECK,
		    .who = "geppo",
		    .now = t->now,
		    .note = arena_printf(a, "warnings %zu, waived %zu", t->warnings, t->waived)};
		rc = store_job_step(s, &step, f);
		t->done.state = "checked";
	}
	free(text);
	return rc;
}
