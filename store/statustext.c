/* statustext.c - see statustext.h: first what needs a person, then each source on one line, then
 * how much there is. */
#include "store/statustext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "config/reason.h"
#include "store/statusword.h"

struct page {
	int lang; /* column of the tables */
	struct arena a;
	char now[INSTANT_SIZE];
	const struct status *st;
};

static const char *
word(const struct page *p, enum status_word w)
{
	return status_word(w, p->lang);
}

static const char *
named(const struct page *p, const char *key)
{
	return status_name(key, p->lang);
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
	return instant && strcmp(instant, p->now) <= 0 ? word(p, WORD_NOW) : local_time(p, instant);
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
	int n[STATUS_WORDS] = {0};
	for (size_t i = 0; i < p->st->n_sources; i++) {
		const struct source_status *s = &p->st->sources[i];
		bool broken = s->state && strcmp(s->state, "broken") == 0;
		n[is_resting(s)          ? WORD_ARE_RESTING
		    : s->outcome == NULL ? s->unable ? WORD_ARE_UNABLE : WORD_ARE_NEVER
		    : broken             ? WORD_ARE_BROKEN
		    : s->streak > 0      ? WORD_ARE_FAILING
		                         : WORD_ARE_WELL]++;
	}
	printf("%s: %s (%s)\n\n%s: %zu", word(p, WORD_TITLE), local_time(p, p->now),
	    word(p, WORD_CLOCK), word(p, WORD_SOURCES), p->st->n_sources);
	const char *between = " - ";
	for (int w = WORD_ARE_WELL; w <= WORD_ARE_RESTING; w++)
		if (n[w] > 0) {
			printf("%s%d %s", between, n[w], word(p, (enum status_word)w));
			between = ", ";
		}
	putchar('\n');
	if (n[WORD_ARE_WELL] > 0 && n[WORD_ARE_BROKEN] + n[WORD_ARE_FAILING] == 0)
		printf("%s\n", word(p, WORD_ALL_WELL));
}

static void
print_trouble(struct page *p, const struct source_status *s)
{
	printf("  %s (%s)  %s %s\n", s->id, s->name ? s->name : "", named(p, s->state),
	    local_time(p, s->since));
	printf("      %s: %d%s%s\n", word(p, WORD_FAILURES), s->streak, s->why ? " - " : "",
	    s->why ? reason(p, s->why) : "");
	printf("      %s: %s", word(p, WORD_LAST_SUCCESS),
	    s->last_success ? local_time(p, s->last_success) : word(p, WORD_NO_SUCCESS));
	if (s->next)
		printf("; %s: %s", word(p, WORD_NEXT_TRY), next_try(p, s->next));
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
		printf("%s%s: %d", between, word(p, WORD_ROWS_DROPPED), s->dropped);
		between = "; ";
	}
	if (has_fewer(s))
		printf("%s%s: %d / %g", between, word(p, WORD_FEWER), s->rows, s->usual);
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
print_group(struct page *p, enum status_word heading, bool (*belongs)(const struct source_status *),
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
	return arena_printf(
	    &p->a, "%s (%ld%s%s)", newest, age, p->lang ? "" : " ", word(p, WORD_DAYS));
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
	printf("\n%s\n  ", word(p, WORD_EVERY));
	static const struct {
		enum status_word word;
		int width;
	} columns[] = {{WORD_COLUMN_SOURCE, 30}, {WORD_COLUMN_STATE, 11}, {WORD_LAST_SUCCESS, 18},
	    {WORD_COLUMN_NEWEST, 21}, {WORD_COLUMN_ROWS, 14}, {WORD_COLUMN_STREAK, 10},
	    {WORD_NEXT_TRY, 0}};
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
	printf("\n%s\n", word(p, WORD_STAGES));
	for (size_t i = 0; i < p->st->n_stages; i++) {
		const struct stage_status *s = &p->st->stages[i];
		fputs("  ", stdout);
		pad(named(p, s->name), 10);
		printf("%s: %lld; %s: %s", word(p, WORD_WAITING), (long long)s->waiting,
		    word(p, WORD_LAST_DONE), local_time(p, s->last));
		if (s->stalled)
			printf("; %s %s", word(p, WORD_STALLED), local_time(p, s->since));
		putchar('\n');
	}
}

static void
print_counts(struct page *p)
{
	const struct status *st = p->st;
	printf("\n%s\n", word(p, WORD_CAPTURES));
	print_count(word(p, WORD_TOTAL), st->captures);
	print_count(word(p, WORD_PARSED), st->parsed);
	print_count(word(p, WORD_HELD), st->held);
	print_count(word(p, WORD_WAITING), st->waiting);
	for (size_t i = 0; i < st->n_dropped; i++)
		print_count(arena_printf(&p->a, "%s: %s", word(p, WORD_DROPPED),
		                named(p, st->dropped[i].name)),
		    st->dropped[i].n);
	printf("\n%s\n", word(p, WORD_DOCUMENTS));
	print_count(word(p, WORD_TOTAL), st->documents);
	print_count(word(p, WORD_IN_ITEMS), st->in_items);
	print_count(word(p, WORD_HELD), st->documents_held);
	print_count(word(p, WORD_WAITING), st->documents_waiting);
	print_count(word(p, WORD_ITEMS), st->items);
	printf("\n%s\n", word(p, WORD_ATTACHMENTS));
	for (size_t i = 0; i < st->n_attachments; i++)
		print_count(named(p, st->attachments[i].name), st->attachments[i].n);
}

static void
print_jobs(struct page *p)
{
	const struct status *st = p->st;
	printf("\n%s\n", word(p, WORD_JOBS));
	for (size_t i = 0; i < st->n_jobs; i++)
		print_count(named(p, st->jobs[i].name), st->jobs[i].n);
	if (st->n_jobs == 0)
		printf("  %s\n", word(p, WORD_NONE));
}

/* The places of what is held would make each reason one of its own. */
static void
print_held(struct page *p)
{
	const struct status *st = p->st;
	if (st->n_held_why > 0)
		printf("\n%s\n", word(p, WORD_WHY_HELD));
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
	print_group(&p, WORD_ATTENTION, is_in_trouble, print_trouble);
	print_group(&p, WORD_PARTLY, is_partly, print_partly);
	print_group(&p, WORD_UNABLE, is_unable, print_unable);
	print_table(&p);
	print_stages(&p);
	print_counts(&p);
	print_jobs(&p);
	print_held(&p);
	arena_release(&p.a);
}
