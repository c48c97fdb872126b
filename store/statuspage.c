/* statuspage.c - geppo status: for people in English or Japanese, and for programs. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "store/commands.h"

static bool json;
static const char *lang = "en";

static const struct option_spec options[] = {
    {"json", OPTION_FLAG, &json, NULL, "as JSON, for programs", 0, 0},
    {"lang", OPTION_TEXT, &lang, "LANG", "en or ja (default en)", 0, 0}, {0}};

/* ---- for programs */

static json_t *
counts_json(const struct count *counts, size_t n)
{
	json_t *o = json_object();
	for (size_t i = 0; i < n; i++)
		json_object_set_new(o, counts[i].name, json_integer(counts[i].n));
	return o;
}

static json_t *
text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *
sources_json(const struct status *st)
{
	json_t *list = json_array();
	for (size_t i = 0; i < st->n_sources; i++) {
		const struct source_status *s = &st->sources[i];
		json_t *o = json_object();
		json_object_set_new(o, "id", json_string(s->id));
		json_object_set_new(o, "outcome", text_or_null(s->outcome));
		json_object_set_new(o, "last_success", text_or_null(s->last_success));
		json_object_set_new(o, "newest", text_or_null(s->newest));
		json_object_set_new(o, "rows", json_integer(s->rows));
		json_object_set_new(o, "usual", json_real(s->usual));
		json_object_set_new(o, "next", text_or_null(s->next));
		json_array_append_new(list, o);
	}
	return list;
}

static void
print_json(const struct status *st)
{
	json_t *captures = json_object(), *documents = json_object(), *o = json_object();
	json_object_set_new(captures, "total", json_integer(st->captures));
	json_object_set_new(captures, "parsed", json_integer(st->parsed));
	json_object_set_new(captures, "held", json_integer(st->held));
	json_object_set_new(captures, "waiting", json_integer(st->waiting));
	json_object_set_new(captures, "dropped", counts_json(st->dropped, st->n_dropped));
	json_object_set_new(documents, "total", json_integer(st->documents));
	json_object_set_new(documents, "in_items", json_integer(st->in_items));
	json_object_set_new(documents, "held", json_integer(st->documents_held));
	json_object_set_new(documents, "waiting", json_integer(st->documents_waiting));
	json_object_set_new(o, "v", json_integer(1));
	json_object_set_new(o, "captures", captures);
	json_object_set_new(o, "documents", documents);
	json_object_set_new(o, "attachments", counts_json(st->attachments, st->n_attachments));
	json_object_set_new(o, "sources", sources_json(st));
	json_object_set_new(o, "jobs", counts_json(st->jobs, st->n_jobs));
	json_dumpf(o, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
	putchar('\n');
	json_decref(o);
}

/* ---- for people: the same page in two languages */

struct naming {
	const char *key, *word;
};

static const struct naming japanese_names[] = {{"ok", "正常"}, {"unchanged", "変更なし"},
    {"empty", "0件"}, {"moved", "移転"}, {"refused", "拒否"}, {"challenged", "認証要求"},
    {"broken", "異常"}, {"shell", "本文なし"}, {"challenge", "認証画面"}, {"error", "エラー画面"},
    {"unusable", "使用不可"}, {"new", "新規"}, {"read", "読み取り済み"},
    {"scanned", "画像のみ（未読）"}, {"held", "保留"}, {"waiting", "待ち"},
    {"failed", "取得できず"}, {"unasked", "対象外（未取得）"}, {"ocr", "うち文字認識による"},
    {NULL, NULL}};

struct words {
	const char *total, *captures, *parsed, *held, *waiting, *dropped, *documents, *in_items,
	    *items, *sources, *never, *last_success, *rows, *usual, *newest, *next, *failures,
	    *jobs, *none, *why_held, *well, *attachments;
	const struct naming *names; /* of outcomes, reasons and states; ended by a NULL key */
	int offset;                 /* of the clock that is shown, and its name */
	const char *clock;
};

static const struct naming english_names[] = {{"scanned", "scanned, not read"},
    {"failed", "not to be had"}, {"unasked", "not asked for"}, {"ocr", "of them by OCR"},
    {NULL, NULL}};

static const struct words english = {"total", "captures", "parsed", "held", "waiting", "dropped",
    "documents", "in items", "items", "sources", "never visited", "last success", "rows", "usually",
    "newest", "next visit", "failures in a row", "translation jobs", "none", "held, by reason",
    "all visited sources were well at their last visit", "attachments", english_names, 0, "UTC"};

static const struct words japanese = {"合計", "取得記録", "解析済み", "保留", "待ち", "除外",
    "文書", "案件に整理済み", "案件", "情報源", "未取得", "最終成功", "行数", "通常", "最新の記事",
    "次回取得", "連続失敗", "翻訳ジョブ", "なし", "保留の理由",
    "取得した情報源は、前回すべて正常でした", "添付ファイル", japanese_names, JAPAN_OFFSET,
    "日本時間"};

static const char *
named(const struct words *w, const char *key)
{
	for (size_t i = 0; w->names && w->names[i].key; i++)
		if (strcmp(w->names[i].key, key) == 0)
			return w->names[i].word;
	return key;
}

static void
pad(const char *text, int width)
{
	fputs(text, stdout);
	for (int n = (int)utf8_text_width(text); n < width; n++)
		putchar(' ');
}

static void
print_count(const char *name, int64_t n)
{
	fputs("  ", stdout);
	pad(name, 24);
	printf("%8lld\n", (long long)n);
}

/* An instant on the reader's clock, to the minute. */
static const char *
local_time(const struct words *w, const char *instant, char out[INSTANT_SIZE])
{
	int64_t seconds;
	if (instant == NULL || !instant_parse(instant, &seconds))
		return "-";
	instant_write(seconds + w->offset, out);
	out[10] = ' ';
	out[16] = '\0';
	return out;
}

static void
print_source(const struct words *w, const struct source_status *s)
{
	char success[INSTANT_SIZE], next[INSTANT_SIZE];
	fputs("  ", stdout);
	pad(s->id, 28);
	pad(s->outcome ? named(w, s->outcome) : w->never, 14);
	if (s->last_success)
		printf("%s %s, %s %d (%s %g)", w->last_success,
		    local_time(w, s->last_success, success), w->rows, s->rows, w->usual, s->usual);
	if (s->newest)
		printf(", %s %s", w->newest, s->newest);
	if (s->next)
		printf(", %s %s", w->next, local_time(w, s->next, next));
	putchar('\n');
	if (s->streak > 0)
		printf("      %s: %d%s%s\n", w->failures, s->streak, s->why ? " - " : "",
		    s->why ? s->why : "");
}

/* Sources in trouble come first, then those that are well; never visited ones are only counted. */
static void
print_sources(const struct words *w, const struct status *st)
{
	int never = 0, bad = 0, visited = 0;
	printf("\n%s (%zu, %s)\n", w->sources, st->n_sources, w->clock);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < st->n_sources; i++) {
			const struct source_status *s = &st->sources[i];
			bool trouble = s->streak > 0;
			if (s->outcome == NULL) {
				never += pass;
				continue;
			}
			visited += pass;
			bad += pass == 0 && trouble;
			if (trouble == (pass == 0))
				print_source(w, s);
		}
	if (visited > 0 && bad == 0)
		printf("  %s\n", w->well);
	if (never > 0)
		print_count(w->never, never);
}

static void
print_page(const struct words *w, const struct status *st)
{
	printf("%s\n", w->captures);
	print_count(w->total, st->captures);
	print_count(w->parsed, st->parsed);
	print_count(w->held, st->held);
	print_count(w->waiting, st->waiting);
	for (size_t i = 0; i < st->n_dropped; i++) {
		char name[128];
		snprintf(name, sizeof name, "%s: %s", w->dropped, named(w, st->dropped[i].name));
		print_count(name, st->dropped[i].n);
	}
	printf("\n%s\n", w->documents);
	print_count(w->total, st->documents);
	print_count(w->in_items, st->in_items);
	print_count(w->held, st->documents_held);
	print_count(w->waiting, st->documents_waiting);
	print_count(w->items, st->items);
	printf("\n%s\n", w->attachments);
	for (size_t i = 0; i < st->n_attachments; i++)
		print_count(named(w, st->attachments[i].name), st->attachments[i].n);
	print_sources(w, st);
	printf("\n%s\n", w->jobs);
	for (size_t i = 0; i < st->n_jobs; i++)
		print_count(named(w, st->jobs[i].name), st->jobs[i].n);
	if (st->n_jobs == 0)
		printf("  %s\n", w->none);
	if (st->n_held_why > 0)
		printf("\n%s\n", w->why_held);
	for (size_t i = 0; i < st->n_held_why; i++)
		printf("  %6lld  %s\n", (long long)st->held_why[i].n, st->held_why[i].name);
}

static int
status(const struct invocation *in)
{
	struct arena a = {0};
	struct status st;
	struct fail f = {0};
	if (strcmp(lang, "en") != 0 && strcmp(lang, "ja") != 0) {
		fail_input(&f, "--lang", "%s is not known; allowed: en, ja", lang);
		f.exit = EXIT_USAGE;
		return store_failed(&f);
	}
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc = s ? store_status(s, &a, &st, &f) : -1;
	if (rc == 0 && json)
		print_json(&st);
	else if (rc == 0)
		print_page(strcmp(lang, "ja") == 0 ? &japanese : &english, &st);
	store_close(s);
	arena_release(&a);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

const struct command status_command = {.name = "",
    .summary = "Health of every source, queue lengths, last success. Every figure is counted.",
    .options = options,
    .run = status};
