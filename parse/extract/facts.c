/* facts.c - see facts.h. One pass over the text for each kind, in order of place. */
#include "parse/extract/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "parse/extract/dates.h"
#include "parse/extract/json.h"
#include "parse/extract/scan.h"
#include "parse/extract/text.h"

enum { KIND_MOST = 200, SENTENCE_LONGEST = 900 };

struct fact *
fact_add(struct scan *s, enum fact_kind kind, struct span in)
{
	struct facts *f = s->facts;
	static struct fact spare;
	if (s->count[kind] >= KIND_MOST) {
		f->dropped++;
		return &spare;
	}
	s->count[kind]++;
	f->fact = arena_grow(s->arena, f->fact, f->n, f->n + 1, &f->room, sizeof *f->fact);
	f->fact[f->n] =
	    (struct fact){.kind = kind, .offset = s->line + in.start, .length = in.end - in.start};
	return &f->fact[f->n++];
}

const char *
scan_text(const struct scan *s, struct span in)
{
	if (in.start >= in.end)
		return NULL;
	return text_folded(s->arena, s->facts->body + s->line + in.start, in.end - in.start);
}

static void
read_dates(struct scan *s, enum pattern which, enum fact_kind kind)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	for (size_t at = 0; pattern_find(s->patterns, which, text, s->n, at, spans);
	     at = spans[0].end) {
		struct date d;
		char written[DATE_SIZE];
		bool found = dates_of_groups(text, spans, 1, &d);
		if (!found && which == PATTERN_DEADLINE)
			found = dates_of_groups(text, spans, 4, &d);
		if (!found)
			continue;
		date_write(d, written);
		fact_add(s, kind, spans[0])->date = arena_str(s->arena, written);
	}
}

static void
read_in_force(struct scan *s)
{
	read_dates(s, PATTERN_IN_FORCE, FACT_IN_FORCE);
	struct span spans[SPAN_MAX];
	const char *text = s->facts->body + s->line;
	if (pattern_find(s->patterns, PATTERN_IN_FORCE_NOW, text, s->n, 0, spans))
		fact_add(s, FACT_IN_FORCE, spans[0])->date = s->article->in_force;
}

static void
read_contacts(struct scan *s)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	for (size_t at = 0; pattern_find(s->patterns, PATTERN_CONTACT, text, s->n, at, spans);
	     at = spans[0].end)
		fact_add(s, FACT_CONTACT, spans[0])->value = scan_text(s, spans[1]);
}

/* The first lines of a letter, ended by a colon, that name bodies of government. */
static void
read_addressee(struct scan *s, size_t paragraph)
{
	static const char *const words[] = {"人民政府", "委员会", "办公室", "厅", "局", "部门",
	    "单位", "公司", "机构", "院", "各省", "各市", "各县", "各区"};
	const char *text = s->facts->body + s->line;
	bool ends = s->n >= 3 && memcmp(text + s->n - 3, "：", 3) == 0;
	ends |= s->n > 0 && text[s->n - 1] == ':';
	if (paragraph > 12 || !ends || s->n > SENTENCE_LONGEST || s->count[FACT_ADDRESSEE] ||
	    !pattern_find(
	        s->patterns, PATTERN_ADDRESSEE, text, s->n, 0, (struct span[SPAN_MAX]){{0}}))
		return;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memmem(text, s->n, words[i], strlen(words[i]))) {
			fact_add(s, FACT_ADDRESSEE, (struct span){0, s->n});
			return;
		}
}

static int
by_place(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

static bool
title_holds(const char *title, const char *const words[])
{
	for (size_t i = 0; title && words[i]; i++)
		if (strstr(title, words[i]))
			return true;
	return false;
}

static void
scan_date(struct scan *s)
{
	const char *date = s->article->published ? s->article->published : s->article->written;
	struct date d;
	if (date && date_parse(date, &d)) {
		s->dated = d.year;
		s->month = d.month;
	}
}

static enum paper
paper_of(const char *title)
{
	static const char *const report[] = {
	    "通报", "状况", "公报", "月报", "排名", "情况", "答记者问", "发布会", "报告", NULL};
	static const char *const plan[] = {
	    "计划", "方案", "规划", "意见", "办法", "条例", "措施", "要点", "决定", "通知", NULL};
	if (title_holds(title, report))
		return PAPER_REPORT;
	return title_holds(title, plan) ? PAPER_PLAN : PAPER_OTHER;
}

/* 一、主要目标; what stands under it until the next heading are targets. A heading and its text may
 * share a paragraph. */
static void
heading_note(struct scan *s)
{
	static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九",
	    "十", "（", "(", "第", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
	enum { HEADING_LONGEST = 75 };
	const char *text = s->facts->body + s->line;
	bool numbered = false;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		numbered |= text_begins(text, numbers[i]);
	if (!numbered)
		return;
	const char *stop = memmem(text, s->n, "。", 3);
	size_t n = stop ? (size_t)(stop - text) : s->n;
	s->under_target = n <= HEADING_LONGEST && memmem(text, n, "目标", 6) != NULL;
}

void
facts_read(struct facts *f, const struct article *a, const struct patterns *p, struct arena *arena)
{
	*f = (struct facts){.body = a->body};
	struct scan s = {.facts = f, .article = a, .patterns = p, .arena = arena};
	scan_date(&s);
	s.paper = paper_of(a->title);
	for (size_t paragraph = 0; f->body[s.line]; paragraph++) {
		if (s.line > CAP_FACTS_TEXT) {
			f->unread = strlen(f->body + s.line);
			break;
		}
		s.n = strcspn(f->body + s.line, "\n");
		heading_note(&s);
		read_addressee(&s, paragraph);
		figures_read(&s);
		tables_read(&s);
		read_in_force(&s);
		citations_read(&s);
		read_contacts(&s);
		if (a->deadline)
			read_dates(&s, PATTERN_DEADLINE, FACT_DEADLINE);
		s.line += s.n + (f->body[s.line + s.n] == '\n');
	}
	if (f->n > 1)
		qsort(f->fact, f->n, sizeof *f->fact, by_place);
}

void
facts_write(const struct facts *f, struct buf *b)
{
	static const char *const kinds[] = {[FACT_TARGET] = "target",
	    "limit",
	    "status",
	    "in_force",
	    "deadline",
	    "cites",
	    "addressee",
	    "contact"};
	buf_adds(b, ",\"facts\":[");
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->fact[i];
		const struct {
			const char *name, *value;
		} members[] = {{"quantity", x->quantity}, {"quantity_id", x->quantity_id},
		    {"aspect", x->aspect}, {"value", x->value}, {"unit", x->unit},
		    {"unit_id", x->unit_id}, {"change", x->change}, {"bound", x->bound},
		    {"base", x->base}, {"versus", x->versus}, {"year", x->year},
		    {"period", x->period}, {"place", x->place}, {"scope", x->scope},
		    {"date", x->date}, {"title", x->title}, {"number", x->number},
		    {"alias", x->alias}};
		char words[SENTENCE_LONGEST + 4];
		size_t n = x->length < sizeof words - 1 ? x->length : sizeof words - 1;
		while (n < x->length && n > 0 && (f->body[x->offset + n] & 0xc0) == 0x80)
			n--;
		memcpy(words, f->body + x->offset, n);
		words[n] = '\0';
		buf_addf(b, "%s{\"kind\":\"%s\"", i ? "," : "", kinds[x->kind]);
		json_member(b, "text", words);
		buf_addf(b, ",\"offset\":%zu", x->offset);
		for (size_t k = 0; k < sizeof members / sizeof *members; k++)
			if (members[k].value)
				json_member(b, members[k].name, members[k].value);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}
