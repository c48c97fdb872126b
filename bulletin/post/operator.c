/* operator.c - geppo notify: what changed for the worse or the better, as one message to those who
 * keep geppo running. The message and the mark that its turns are told come in one transaction;
 * what a kill leaves is sent by the next run. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "bulletin/post/desk.h"
#include "config/reason.h"
#include "mail/notice.h"
#include "store/health.h"

static const struct {
	const char *kind, *state, *heading;
} sections[] = {{"source", "broken", "取得できなくなった情報源"},
    {"source", "recovered", "回復した情報源"}, {"stage", "stalled", "停滞している処理"},
    {"stage", "ok", "再び動き出した処理"}};
enum { SECTIONS = sizeof sections / sizeof *sections };

struct telling {
	struct desk *desk;
	struct status status;
	const struct turn *turns;
	size_t n;
	int counts[SECTIONS];
	struct buf text;
};

static const struct source_status *
source_of(const struct telling *t, const char *id)
{
	for (size_t i = 0; i < t->status.n_sources; i++)
		if (strcmp(t->status.sources[i].id, id) == 0)
			return &t->status.sources[i];
	return NULL;
}

/* A column on trial, or given up, is nobody's worry. */
static bool
is_told(const struct telling *t, const struct turn *turn)
{
	if (!turn_matters(turn))
		return false;
	if (strcmp(turn->kind, "stage") == 0)
		return true;
	const struct source_status *s = source_of(t, turn->subject);
	return s && s->declared && strcmp(s->declared, "active") == 0;
}

static const char *
stage_word(const char *name)
{
	static const char *const words[][2] = {
	    {"fetch", "取得（fetch）"}, {"parse", "解析（parse）"}, {"store", "整理（store）"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], name) == 0)
			return words[i][1];
	return name;
}

static const char *
japan_time(const char *instant, struct arena *a)
{
	int64_t seconds;
	char out[INSTANT_SIZE];
	if (instant == NULL || !instant_parse(instant, &seconds))
		return "なし";
	instant_write(seconds + JAPAN_OFFSET, out);
	out[10] = ' ';
	out[16] = '\0';
	return arena_str(a, out);
}

static void
turn_write(struct telling *t, const struct turn *turn)
{
	struct arena *a = &t->desk->a;
	const struct source_status *s = source_of(t, turn->subject);
	const char *why = turn->why ? reason_japanese(turn->why, a) : NULL;
	bool stage = strcmp(turn->kind, "stage") == 0;
	buf_addf(&t->text, "・%s%s%s%s（%s）\n", stage ? stage_word(turn->subject) : turn->subject,
	    s && s->name ? "（" : "", s && s->name ? s->name : "", s && s->name ? "）" : "",
	    japan_time(turn->at, a));
	if (turn->why)
		buf_addf(&t->text, "　理由：%s\n", why ? why : turn->why);
	if (s && strcmp(turn->state, "broken") == 0)
		buf_addf(&t->text, "　最終成功：%s／次回取得：%s\n", japan_time(s->last_success, a),
		    japan_time(s->next, a));
}

static void
section_write(struct telling *t, int section)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct turn *turn = &t->turns[i];
		if (strcmp(turn->kind, sections[section].kind) != 0 ||
		    strcmp(turn->state, sections[section].state) != 0 || !is_told(t, turn))
			continue;
		if (t->counts[section]++ == 0)
			buf_addf(&t->text, "\n■ %s\n", sections[section].heading);
		turn_write(t, turn);
	}
}

/* The message's text; the number of turns in it. */
static int
text_write(struct telling *t)
{
	int all = 0;
	buf_adds(&t->text, "geppoからのお知らせです（時刻は日本時間）。\n");
	for (int i = 0; i < SECTIONS; i++) {
		section_write(t, i);
		all += t->counts[i];
	}
	buf_adds(&t->text, "\n全体の状況は、次のコマンドで分かります。\n"
	                   "geppo status --lang ja\n");
	return all;
}

static const char *
subject_text(struct telling *t)
{
	const char *subject = "geppo：";
	for (int i = 0; i < SECTIONS; i++)
		if (t->counts[i] > 0)
			subject = arena_printf(&t->desk->a, "%s%s%s%d件", subject,
			    strcmp(subject, "geppo：") == 0 ? "" : "、", sections[i].heading,
			    t->counts[i]);
	return subject;
}

/* One letter for each operator; their number, or -1. */
static int
letters_make(struct telling *t, const char *ref, struct letter **out)
{
	struct desk *d = t->desk;
	const char *const *to = d->config.settings.mail_operators;
	int n = 0;
	while (to && to[n])
		n++;
	*out = arena_zalloc(&d->a, (size_t)n + 1, sizeof **out);
	for (int i = 0; i < n; i++) {
		const struct notice notice = {.ref = arena_printf(&d->a, "%s:%s", ref, to[i]),
		    .kind = "operator",
		    .address = to[i],
		    .subject = subject_text(t),
		    .text = t->text.text};
		if (notice_letter(&d->config, &notice, &d->a, &(*out)[i], &d->f) < 0)
			return -1;
	}
	return n;
}

/* Everything open into one message; without an operator it is told here and nowhere else. */
static int
turns_settle(struct telling *t)
{
	struct desk *d = t->desk;
	struct letter *letters = NULL;
	int n = 0, told = text_write(t);
	int64_t last = t->turns[t->n - 1].id;
	const char *ref =
	    arena_printf(&d->a, "operator:%lld-%lld", (long long)t->turns[0].id, (long long)last);
	if (buf_full(&t->text))
		return fail_input(&d->f, NULL, "too much has changed for one message");
	if (told > 0 && (n = letters_make(t, ref, &letters)) < 0)
		return -1;
	if (told > 0 && n == 0)
		fputs(t->text.text, stdout);
	else if (told > 0)
		printf("%d changes to tell, in a message to %d operator%s\n", told, n,
		    n == 1 ? "" : "s");
	return store_turns_tell(d->store, last, n > 0 ? ref : "", letters, (size_t)n, &d->f);
}

static int
turns_take(struct desk *d)
{
	struct telling t = {.desk = d};
	const struct settings *set = &d->config.settings;
	if (store_stages_check(d->store, set->fetch_contact != NULL, STALL_SECONDS, &d->f) < 0 ||
	    store_turns(d->store, true, &d->a, &t.turns, &t.n, &d->f) < 0)
		return -1;
	if (t.n == 0)
		return 0;
	if (store_status(d->store, &d->a, &t.status, &d->f) < 0)
		return -1;
	buf_init(&t.text, CAP_ISSUE);
	int rc = turns_settle(&t);
	buf_release(&t.text);
	return rc;
}

int
notify_changes(const struct invocation *in)
{
	struct desk d;
	struct sending done = {0};
	const struct letter_query which = {.no_issues = true};
	int lock = -1, rc = desk_open(&d, in, STORE_WRITE, CONFIG_SETTINGS);
	if (rc == 0)
		rc = lock = outbox_lock(in->dir, &d.f);
	if (rc >= 0)
		rc = turns_take(&d);
	if (rc == 0 && d.config.settings.mail.host)
		rc = outbox_send(d.store, &d.config, &which, &done, &d.f);
	if (lock >= 0)
		close(lock);
	return desk_close(&d, rc, sending_code(&done));
}
