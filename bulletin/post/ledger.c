/* ledger.c - what became of each message of a month: for people, in two languages, and for scripts.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "bulletin/post/desk.h"

static const char *lang_option;
static bool json_ledger;
const struct option_spec ledger_options[] = {
    {"json", OPTION_FLAG, &json_ledger, NULL, "as JSON", 0, 0},
    {"lang", OPTION_TEXT, &lang_option, "LANG", "en (default) or ja", 0, 0}, {0}};

/* Each state, what it is called, and what a person is to do about it. */
static const struct {
	const char *state, *english, *japanese, *todo, *todo_ja;
} states[] = {{"sent", "the server took it", "送信済み", NULL, NULL},
    {"pending", "not tried yet", "未送信", "geppo bulletin send %s", "geppo bulletin send %s"},
    {"sending", "in hand, or the sender was killed", "送信中", "geppo bulletin send %s",
        "geppo bulletin send %s"},
    {"dot", "in hand, or the sender was killed", "送信中(最後の応答待ち)", "geppo bulletin send %s",
        "geppo bulletin send %s"},
    {"retry", "to be tried again by itself", "再送待ち", NULL, NULL},
    {"unknown", "may have arrived: ask the reader, or look into the server's log",
        "届いたか不明(受信者に確かめる)",
        "geppo bulletin resolve %s --recipient ID --as sent (it arrived) or --as pending (send it "
        "again)",
        "届いていれば geppo bulletin resolve %s --recipient ID --as sent、いなければ --as pending"},
    {"refused", "the server refused it for good: is the address right (partners.yaml)?",
        "受取拒否(宛先を確かめる)",
        "mend partners.yaml, then geppo bulletin resolve %s --recipient ID --as pending",
        "partners.yaml を直し、geppo bulletin resolve %s --recipient ID --as pending"},
    {"bounced", "it came back: is the address right (partners.yaml)?", "不達(宛先を確かめる)",
        "mend partners.yaml, then geppo bulletin resolve %s --recipient ID --as pending",
        "partners.yaml を直し、geppo bulletin resolve %s --recipient ID --as pending"}};
enum { STATES = sizeof states / sizeof *states };

static const struct {
	const char *kind, *english, *japanese;
} kinds[] = {{"issue", "issue", "月報"}, {"correction", "corrections", "訂正"},
    {"proof", "proofs to the editors", "校正刷り"},
    {"reminder", "reminders to the editors", "編集者への連絡"}};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct ledger {
	struct desk *desk;
	const char *month;
	bool japanese, approved;
	struct approval approval;
	const struct letter *list;
	size_t n;
};

static size_t
count_of(const struct ledger *l, const char *kind, const char *state)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		n += strcmp(l->list[i].kind, kind) == 0 &&
		     (state == NULL || strcmp(l->list[i].state, state) == 0);
	return n;
}

/* Why a recipient has no message of the issue; NULL when there is one. */
static const char *
without(const struct ledger *l, const struct recipient *r)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->list[i].kind, "issue") == 0 && l->list[i].recipient &&
		    strcmp(l->list[i].recipient, r->id) == 0)
			return NULL;
	return recipient_is_active(r, l->desk->today) ? "no message yet" : r->state;
}

static const char *
without_japanese(const char *why)
{
	return strcmp(why, "paused") == 0 ? "休止中"
	       : strcmp(why, "left") == 0 ? "停止"
	                                  : "まだない";
}

/* "2026-07-07 10:00", in Japan. */
static const char *
japan_time(const char *instant, struct arena *a)
{
	int64_t seconds;
	char out[INSTANT_SIZE];
	if (instant == NULL || !instant_parse(instant, &seconds))
		return "-";
	instant_write(seconds + JAPAN_OFFSET, out);
	out[10] = ' ';
	out[16] = '\0';
	return arena_str(a, out);
}

static void
print_counts(const struct ledger *l, int kind)
{
	const char *name = kinds[kind].kind;
	printf("\n%s\n", l->japanese ? kinds[kind].japanese : kinds[kind].english);
	for (int k = 0; k < STATES; k++) {
		size_t n = count_of(l, name, states[k].state);
		const char *todo = l->japanese ? states[k].todo_ja : states[k].todo;
		if (n == 0)
			continue;
		if (l->japanese)
			printf("%6zu %s", n, states[k].japanese);
		else
			printf("%6zu %-8s %s", n, states[k].state, states[k].english);
		if (todo) {
			fputs(l->japanese ? " → " : "; ", stdout);
			printf(todo, l->month);
		}
		putchar('\n');
	}
}

static const char *
state_word(const struct ledger *l, const char *state)
{
	for (int k = 0; l->japanese && k < STATES; k++)
		if (strcmp(states[k].state, state) == 0)
			return arena_strn(
			    &l->desk->a, states[k].japanese, strcspn(states[k].japanese, "("));
	return state;
}

static void
print_rows(const struct ledger *l, int kind)
{
	struct arena *a = &l->desk->a;
	for (size_t i = 0; i < l->n; i++) {
		const struct letter *t = &l->list[i];
		const struct recipient *r = config_recipient(&l->desk->config, t->recipient);
		if (strcmp(t->kind, kinds[kind].kind) != 0)
			continue;
		printf("%-8s %-24s %-32s %s %d  ", state_word(l, t->state),
		    t->recipient ? t->recipient : t->kind, t->address, japan_time(t->at, a),
		    t->attempts);
		if (r && r->name)
			printf("%s  ", r->name);
		if (t->next_try)
			printf(l->japanese ? "次は%s  " : "next %s  ", japan_time(t->next_try, a));
		printf("%s\n", t->answer ? t->answer : "");
	}
}

static void
print_without(const struct ledger *l)
{
	const struct config *c = &l->desk->config;
	bool head = false;
	for (size_t i = 0; l->approved && i < c->n_recipients; i++) {
		const char *why = without(l, &c->recipients[i]);
		if (why == NULL)
			continue;
		if (!head)
			puts(l->japanese ? "\n月報のメールがない受信者"
			                 : "\nno message of the issue");
		head = true;
		printf("%-8s %-24s %s\n", l->japanese ? without_japanese(why) : why,
		    c->recipients[i].id, c->recipients[i].address);
	}
}

static void
ledger_text(const struct ledger *l)
{
	struct arena *a = &l->desk->a;
	if (l->approved)
		printf(l->japanese ? "%s：%sが%s(日本時間)に承認、sha256 %s\n"
		                   : "%s: approved by %s at %s (Japan), sha256 %s\n",
		    l->month, l->approval.who, japan_time(l->approval.at, a), l->approval.digest);
	else
		printf(l->japanese ? "%s：承認されていません\n" : "%s: nobody approved the issue\n",
		    l->month);
	for (int k = 0; k < KINDS; k++) {
		if (count_of(l, kinds[k].kind, NULL) == 0)
			continue;
		print_counts(l, k);
		print_rows(l, k);
	}
	print_without(l);
}

static json_t *
counts_json(const struct ledger *l)
{
	json_t *o = json_object();
	for (int k = 0; k < STATES; k++)
		json_object_set_new(o, states[k].state,
		    json_integer((json_int_t)count_of(l, "issue", states[k].state)));
	return o;
}

static json_t *
rows_json(const struct ledger *l)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < l->n; i++) {
		const struct letter *t = &l->list[i];
		json_array_append_new(rows,
		    json_pack("{s:s, s:i, s:s?, s:s, s:s, s:s, s:i, s:s, s:s?, s:s?}", "kind",
		        t->kind, "notice", t->notice, "recipient", t->recipient, "address",
		        t->address, "message_id", t->message_id, "state", t->state, "attempts",
		        t->attempts, "at", t->at, "next_try", t->next_try, "answer", t->answer));
	}
	return rows;
}

static json_t *
without_json(const struct ledger *l)
{
	json_t *rows = json_array();
	const struct config *c = &l->desk->config;
	for (size_t i = 0; l->approved && i < c->n_recipients; i++) {
		const struct recipient *r = &c->recipients[i];
		const char *why = without(l, r);
		if (why)
			json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "recipient", r->id,
			                                "address", r->address, "why", why));
	}
	return rows;
}

static void
ledger_json(const struct ledger *l)
{
	const struct approval *ap = &l->approval;
	json_t *approved = l->approved ? json_pack("{s:s, s:s, s:s}", "by", ap->who, "at", ap->at,
	                                     "sha256", ap->digest)
	                               : json_null();
	json_t *all = json_pack("{s:i, s:s, s:o, s:o, s:o, s:o}", "v", 1, "month", l->month,
	    "approved", approved, "issue", counts_json(l), "messages", rows_json(l), "without",
	    without_json(l));
	json_dumpf(all, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(all);
}

int
command_ledger(const struct invocation *in)
{
	struct desk d;
	struct ledger l = {.desk = &d, .month = in->argv[0]};
	if (!is_month(in))
		return EXIT_USAGE;
	if (lang_option && strcmp(lang_option, "en") != 0 && strcmp(lang_option, "ja") != 0) {
		fprintf(stderr, "geppo bulletin ledger: --lang is en or ja, not %s\n", lang_option);
		return EXIT_USAGE;
	}
	l.japanese = lang_option && strcmp(lang_option, "ja") == 0;
	int rc = desk_open(&d, in, STORE_READ, DESK_CONFIG), found = -1;
	if (rc == 0)
		found = store_approval(d.store, l.month, 0, &d.a, &l.approval, &d.f);
	l.approved = found == 1;
	if (found >= 0)
		rc = store_letters(d.store, l.month, NULL, &d.a, &l.list, &l.n, &d.f);
	if (found < 0 || rc < 0)
		return desk_close(&d, -1, EXIT_DONE);
	if (json_ledger)
		ledger_json(&l);
	else
		ledger_text(&l);
	return desk_close(&d, 0, EXIT_DONE);
}
