/* statustext.c - see statustext.h: first what needs a person, then each source on one line, then
 * how much there is. */
#include "store/statustext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "config/reason.h"

enum word {
	TOTAL,
	CAPTURES,
	PARSED,
	HELD,
	WAITING,
	DROPPED,
	DOCUMENTS,
	IN_ITEMS,
	ITEMS,
	ATTACHMENTS,
	JOBS,
	NONE,
	WHY_HELD,
	TITLE,
	CLOCK,
	SOURCES,
	ARE_WELL,
	ARE_FAILING,
	ARE_BROKEN,
	ARE_UNABLE,
	ARE_NEVER,
	ARE_RESTING,
	ATTENTION,
	ALL_WELL,
	FAILURES,
	LAST_SUCCESS,
	NEXT_TRY,
	NO_SUCCESS,
	NOW,
	PARTLY,
	ROWS_DROPPED,
	FEWER,
	UNABLE,
	EVERY,
	COLUMN_SOURCE,
	COLUMN_STATE,
	COLUMN_NEWEST,
	COLUMN_ROWS,
	COLUMN_STREAK,
	DAYS,
	STAGES,
	LAST_DONE,
	STALLED,
	WORDS
};

static const char *const words[WORDS][2] = {
    [TOTAL] = {"total", "合計"},
    [CAPTURES] = {"captures", "取得記録"},
    [PARSED] = {"parsed", "解析済み"},
    [HELD] = {"held", "保留"},
    [WAITING] = {"waiting", "待ち"},
    [DROPPED] = {"dropped", "除外"},
    [DOCUMENTS] = {"documents", "文書"},
    [IN_ITEMS] = {"in items", "案件に整理済み"},
    [ITEMS] = {"items", "案件"},
    [ATTACHMENTS] = {"attachments", "添付ファイル"},
    [JOBS] = {"translation jobs", "翻訳ジョブ"},
    [NONE] = {"none", "なし"},
    [WHY_HELD] = {"held, by reason", "保留の理由"},
    [TITLE] = {"how things stand", "現在の状況"},
    [CLOCK] = {"UTC", "日本時間"},
    [SOURCES] = {"sources", "情報源"},
    [ARE_WELL] = {"well", "正常"},
    [ARE_FAILING] = {"failing", "取得失敗中"},
    [ARE_BROKEN] = {"broken", "異常"},
    [ARE_UNABLE] = {"can't be watched", "監視できない"},
    [ARE_NEVER] = {"never visited", "未取得"},
    [ARE_RESTING] = {"on trial or retired", "試行中・廃止"},
    [ATTENTION] = {"needs attention", "対応が必要な情報源"},
    [ALL_WELL] = {"all visited sources were well at their last visit",
        "取得した情報源は、前回すべて正常でした"},
    [FAILURES] = {"failures in a row", "連続失敗"},
    [LAST_SUCCESS] = {"last success", "最終成功"},
    [NEXT_TRY] = {"next try", "次回取得"},
    [NO_SUCCESS] = {"never", "なし"},
    [NOW] = {"now", "すぐに"},
    [PARTLY] = {"seen only in part", "一部しか見ていない情報源"},
    [ROWS_DROPPED] = {"rows not taken", "取り込まなかった行"},
    [FEWER] = {"fewer rows than usual", "行数がふだんより少ない"},
    [UNABLE] = {"can't be watched", "監視できない情報源"},
    [EVERY] = {"every source", "すべての情報源"},
    [COLUMN_SOURCE] = {"source", "情報源"},
    [COLUMN_STATE] = {"state", "状態"},
    [COLUMN_NEWEST] = {"newest row (age)", "最新の記事（経過）"},
    [COLUMN_ROWS] = {"rows / usual", "行数／通常"},
    [COLUMN_STREAK] = {"failures", "連続失敗"},
    [DAYS] = {"d", "日"},
    [STAGES] = {"stages", "処理の段階"},
    [LAST_DONE] = {"last thing done", "最後に進んだ時刻"},
    [STALLED] = {"STALLED since", "停滞中："},
};

/* Names that the store keeps; English ones that can be read as they are stand in no row. */
static const struct {
	const char *key, *text[2];
} names[] = {{"ok", {"ok", "正常"}}, {"failing", {"FAILING", "取得失敗中"}},
    {"broken", {"BROKEN", "異常"}}, {"recovered", {"recovered", "回復"}},
    {"shell", {"shell", "本文なし"}}, {"challenge", {"challenge", "閲覧者確認の画面"}},
    {"error", {"error", "エラー画面"}}, {"unusable", {"unusable", "使用不可"}},
    {"new", {"new", "新規"}}, {"waiting", {"waiting", "待ち"}}, {"held", {"held", "保留"}},
    {"offered", {"offered", "依頼中"}}, {"claimed", {"claimed", "担当決定"}},
    {"in_progress", {"in progress", "作業中"}}, {"expired", {"expired", "期限切れ"}},
    {"superseded", {"superseded", "原文が更新された"}}, {"returned", {"returned", "差し戻し"}},
    {"delivered", {"delivered", "納品済み"}}, {"checked", {"checked", "点検済み"}},
    {"in_review", {"in review", "確認中"}}, {"accepted", {"accepted", "承認済み"}},
    {"published", {"published", "公開済み"}}, {"withdrawn", {"withdrawn", "取り下げ"}},
    {"read", {"read", "読み取り済み"}}, {"scanned", {"scanned, not read", "画像のみ（未読）"}},
    {"failed", {"not to be had", "取得できず"}}, {"unasked", {"not asked for", "対象外（未取得）"}},
    {"ocr", {"of them by OCR", "うち文字認識による"}}, {"fetch", {"fetch", "取得"}},
    {"parse", {"parse", "解析"}}, {"store", {"store", "整理"}}};

struct page {
	int lang; /* column of the tables */
	struct arena a;
	char now[INSTANT_SIZE];
	const struct status *st;
};

static const char *
word(const struct page *p, enum word w)
{
	return words[w][p->lang];
}

static const char *
named(const struct page *p, const char *key)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].key, key) == 0)
			return names[i].text[p->lang];
	return key;
}

static const char *
reason(struct page *p, const char *why)
{
	const char *ja = p->lang ? reason_japanese(why, &p->a) : why;
	return ja ? ja : arena_printf(&p->a, "記録のまま：%s", why);
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
local_time(struct page *p, const char *instant)
{
	int64_t seconds;
	char out[INSTANT_SIZE];
	if (instant == NULL || !instant_parse(instant, &seconds))
		return "-";
	instant_write(seconds + (p->lang ? JAPAN_OFFSET : 0), out);
	out[10] = ' ';
	out[16] = '\0';
	return arena_str(&p->a, out);
}

static const char *
next_try(struct page *p, const char *instant)
{
	return instant && strcmp(instant, p->now) <= 0 ? word(p, NOW) : local_time(p, instant);
}

/* ---- sources */

static bool
is_resting(const struct source_status *s)
{
	return s->declared && strcmp(s->declared, "active") != 0;
}

static bool
is_in_trouble(const struct source_status *s)
{
	return s->streak > 0 && !is_resting(s);
}

static bool
has_fewer(const struct source_status *s)
{
	return s->streak == 0 && s->usual >= 4 && s->rows * 2 < s->usual;
}

static void
print_head(struct page *p)
{
	int n[WORDS] = {0};
	for (size_t i = 0; i < p->st->n_sources; i++) {
		const struct source_status *s = &p->st->sources[i];
		bool broken = s->state && strcmp(s->state, "broken") == 0;
		n[is_resting(s)          ? ARE_RESTING
		    : s->outcome == NULL ? s->unable ? ARE_UNABLE : ARE_NEVER
		    : broken             ? ARE_BROKEN
		    : s->streak > 0      ? ARE_FAILING
		                         : ARE_WELL]++;
	}
	printf("%s: %s (%s)\n\n%s: %zu", word(p, TITLE), local_time(p, p->now), word(p, CLOCK),
	    word(p, SOURCES), p->st->n_sources);
	const char *between = " - ";
	for (int w = ARE_WELL; w <= ARE_RESTING; w++)
		if (n[w] > 0) {
			printf("%s%d %s", between, n[w], word(p, (enum word)w));
			between = ", ";
		}
	putchar('\n');
	if (n[ARE_WELL] > 0 && n[ARE_BROKEN] + n[ARE_FAILING] == 0)
		printf("%s\n", word(p, ALL_WELL));
}

static void
print_trouble(struct page *p, const struct source_status *s)
{
	printf("  %s (%s)  %s %s\n", s->id, s->name ? s->name : "", named(p, s->state),
	    local_time(p, s->since));
	printf("      %s: %d%s%s\n", word(p, FAILURES), s->streak, s->why ? " - " : "",
	    s->why ? reason(p, s->why) : "");
	printf("      %s: %s", word(p, LAST_SUCCESS),
	    s->last_success ? local_time(p, s->last_success) : word(p, NO_SUCCESS));
	if (s->next)
		printf("; %s: %s", word(p, NEXT_TRY), next_try(p, s->next));
	putchar('\n');
}

static void
print_partly(struct page *p, const struct source_status *s)
{
	printf("  %s", s->id);
	const char *between = ": ";
	if (s->capped || s->note) {
		printf("%s%s", between, reason(p, s->note ? s->note : "no reason kept"));
		between = "; ";
	}
	if (s->dropped > 0) {
		printf("%s%s: %d", between, word(p, ROWS_DROPPED), s->dropped);
		between = "; ";
	}
	if (has_fewer(s))
		printf("%s%s: %d / %g", between, word(p, FEWER), s->rows, s->usual);
	putchar('\n');
}

static void
print_unable(struct page *p, const struct source_status *s)
{
	printf("  %s (%s): %s\n", s->id, s->name ? s->name : "", reason(p, s->unable));
}

static bool
is_partly(const struct source_status *s)
{
	return s->capped || s->note || s->dropped > 0 || has_fewer(s);
}

static bool
is_unable(const struct source_status *s)
{
	return s->unable && !is_resting(s);
}

/* A heading and a paragraph for each source that belongs under it; nothing when none does. */
static void
print_group(struct page *p, enum word heading, bool (*belongs)(const struct source_status *),
    void (*print)(struct page *, const struct source_status *))
{
	bool headed = false;
	for (size_t i = 0; i < p->st->n_sources; i++) {
		const struct source_status *s = &p->st->sources[i];
		if (!belongs(s))
			continue;
		if (!headed)
			printf("\n%s\n", word(p, heading));
		headed = true;
		print(p, s);
	}
}

/* "2026-06-23 (155 d)"; a date without a day has no age. */
static const char *
newest_text(struct page *p, const char *newest)
{
	struct date d;
	int64_t now;
	if (newest == NULL)
		return "-";
	if (!date_parse(newest, &d) || d.day == 0 || !instant_parse(p->now, &now))
		return newest;
	long age = (long)((now + BEIJING_OFFSET) / 86400 - date_days(d));
	return arena_printf(&p->a, "%s (%ld%s%s)", newest, age, p->lang ? "" : " ", word(p, DAYS));
}

static void
print_row(struct page *p, const struct source_status *s)
{
	printf("  ");
	pad(s->id, 29);
	putchar(' ');
	pad(named(p, s->state ? s->state : "ok"), 11);
	pad(local_time(p, s->last_success), 18);
	pad(newest_text(p, s->newest), 21);
	pad(arena_printf(&p->a, "%d / %g", s->rows, s->usual), 14);
	pad(arena_printf(&p->a, "%d", s->streak), 10);
	printf("%s\n", next_try(p, s->next));
}

static bool
is_visited(const struct source_status *s)
{
	return s->outcome != NULL;
}

static void
print_table(struct page *p)
{
	bool any = false;
	for (size_t i = 0; i < p->st->n_sources; i++)
		any |= is_visited(&p->st->sources[i]);
	if (!any)
		return;
	printf("\n%s\n  ", word(p, EVERY));
	static const struct {
		enum word word;
		int width;
	} columns[] = {{COLUMN_SOURCE, 30}, {COLUMN_STATE, 11}, {LAST_SUCCESS, 18},
	    {COLUMN_NEWEST, 21}, {COLUMN_ROWS, 14}, {COLUMN_STREAK, 10}, {NEXT_TRY, 0}};
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		pad(word(p, columns[i].word), columns[i].width);
	putchar('\n');
	for (int well = 0; well < 2; well++)
		for (size_t i = 0; i < p->st->n_sources; i++)
			if (is_visited(&p->st->sources[i]) &&
			    (p->st->sources[i].streak == 0) == well)
				print_row(p, &p->st->sources[i]);
}

/* ---- how much there is */

static void
print_stages(struct page *p)
{
	printf("\n%s\n", word(p, STAGES));
	for (size_t i = 0; i < p->st->n_stages; i++) {
		const struct stage_status *s = &p->st->stages[i];
		fputs("  ", stdout);
		pad(named(p, s->name), 10);
		printf("%s: %lld; %s: %s", word(p, WAITING), (long long)s->waiting,
		    word(p, LAST_DONE), local_time(p, s->last));
		if (s->stalled)
			printf("; %s %s", word(p, STALLED), local_time(p, s->since));
		putchar('\n');
	}
}

static void
print_counts(struct page *p)
{
	const struct status *st = p->st;
	printf("\n%s\n", word(p, CAPTURES));
	print_count(word(p, TOTAL), st->captures);
	print_count(word(p, PARSED), st->parsed);
	print_count(word(p, HELD), st->held);
	print_count(word(p, WAITING), st->waiting);
	for (size_t i = 0; i < st->n_dropped; i++)
		print_count(
		    arena_printf(&p->a, "%s: %s", word(p, DROPPED), named(p, st->dropped[i].name)),
		    st->dropped[i].n);
	printf("\n%s\n", word(p, DOCUMENTS));
	print_count(word(p, TOTAL), st->documents);
	print_count(word(p, IN_ITEMS), st->in_items);
	print_count(word(p, HELD), st->documents_held);
	print_count(word(p, WAITING), st->documents_waiting);
	print_count(word(p, ITEMS), st->items);
	printf("\n%s\n", word(p, ATTACHMENTS));
	for (size_t i = 0; i < st->n_attachments; i++)
		print_count(named(p, st->attachments[i].name), st->attachments[i].n);
}

static void
print_jobs(struct page *p)
{
	const struct status *st = p->st;
	printf("\n%s\n", word(p, JOBS));
	for (size_t i = 0; i < st->n_jobs; i++)
		print_count(named(p, st->jobs[i].name), st->jobs[i].n);
	if (st->n_jobs == 0)
		printf("  %s\n", word(p, NONE));
}

/* The places of what is held would make each reason one of its own. */
static void
print_held(struct page *p)
{
	const struct status *st = p->st;
	if (st->n_held_why > 0)
		printf("\n%s\n", word(p, WHY_HELD));
	for (size_t i = 0; i < st->n_held_why; i++)
		printf(
		    "  %6lld  %s\n", (long long)st->held_why[i].n, reason(p, st->held_why[i].name));
}

void
status_print(const struct status *st, bool japanese)
{
	struct page p = {.lang = japanese, .st = st};
	instant_now(p.now);
	print_head(&p);
	print_group(&p, ATTENTION, is_in_trouble, print_trouble);
	print_group(&p, PARTLY, is_partly, print_partly);
	print_group(&p, UNABLE, is_unable, print_unable);
	print_table(&p);
	print_stages(&p);
	print_counts(&p);
	print_jobs(&p);
	print_held(&p);
	arena_release(&p.a);
}
