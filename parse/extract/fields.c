/* fields.c - dates, document number and issuers of an article. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/article.h"
#include "parse/extract/dates.h"
#include "parse/extract/text.h"

enum { HEAD_BEFORE = 30, HEAD_FAR = 60, HEAD_LINES = 12, SIGNATURE = 8, NUMBER_LINES = 14 };

static const char *
date_text(const struct reading *r, struct date d)
{
	char text[DATE_SIZE];
	date_write(d, text);
	return arena_str(r->arena, text);
}

static const char *
date_of(const struct reading *r, const char *text)
{
	struct date d;
	if (text == NULL)
		return NULL;
	if (dates_find(r->patterns, text, strlen(text), 0, &d, NULL))
		return date_text(r, d);
	/* Digits alone, as some metas write it. */
	if (strspn(text, "0123456789") == 8) {
		char dashed[DATE_SIZE];
		snprintf(dashed, sizeof dashed, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
		return date_parse(dashed, &d) ? date_text(r, d) : NULL;
	}
	return NULL;
}

/* Where the head of the page begins: at its title, else some lines in front of the text. */
static size_t
head_start(const struct reading *r)
{
	size_t text = r->content->from;
	if (r->content->title_line < r->content->to && r->content->title_line + HEAD_FAR > text)
		return r->content->title_line;
	return text > HEAD_BEFORE ? text - HEAD_BEFORE : 0;
}

/* A date that stands alone or beside names, not in a sentence. */
static bool
is_date_line(const struct reading *r, const struct line *l, struct date *d)
{
	struct span at;
	return l->characters < 120 && l->linked * 2 <= l->characters && l->stops < 2 &&
	       dates_find(r->patterns, l->text, l->len, 0, d, &at) &&
	       (at.start < 60 || l->len - at.end < 30) && strstr(l->text, "通过") == NULL;
}

/* A date between the title and the text that no label explains. */
static const char *
date_in_head(const struct reading *r, const char *title)
{
	size_t text = r->content->from, start = head_start(r);
	size_t end = start + HEAD_LINES > text + 6 ? start + HEAD_LINES : text + 6;
	struct date d;
	for (size_t i = start; i < end && i < r->content->to; i++) {
		const struct line *l = &r->lines->line[i];
		if (i >= text && i > start && r->content->line_weight[i] > 20)
			break;
		/* The value of another label, as of a meeting's 开始时间. */
		if (i > 0 && (text_ends(l[-1].text, "：") || text_ends(l[-1].text, ":")) &&
		    !pattern_in(r->patterns, PATTERN_LABEL, l[-1].text))
			continue;
		if (is_date_line(r, l, &d) && !(title && strcmp(l->text, title) == 0))
			return date_text(r, d);
	}
	return NULL;
}

static const char *
date_in_address(const struct reading *r)
{
	struct date d;
	return r->url && dates_in_url(r->patterns, r->url, &d) ? date_text(r, d) : NULL;
}

static const char *
pointed_date(const struct reading *r, enum xpath_field which)
{
	return date_of(r, override_text(r->override, which, 0));
}

static void
find_published(struct article *a, const struct reading *r, const struct infotable *t)
{
	const char *meta = date_of(r, r->meta->published);
	const struct {
		const char *date, *why;
	} tries[] = {
	    {pointed_date(r, XPATH_PUBLISHED), xpath_keys[XPATH_PUBLISHED]},
	    {date_of(r, t->value[LABEL_PUBLISHED].text), "labelled on the page"},
	    {date_of(r, t->value[LABEL_TIME].text), "labelled on the page"},
	    {date_in_head(r, a->title), "between title and text"},
	    {date_of(r, t->value[LABEL_UPDATED].text), "labelled on the page"},
	    {meta, "meta PubDate"},
	    {date_in_address(r), "address"},
	};
	for (size_t i = 0; i < sizeof tries / sizeof *tries && !a->published; i++) {
		a->published = tries[i].date;
		a->published_why = tries[i].why;
	}
	if (meta && a->published && strcmp(meta, a->published) != 0)
		buf_addf(r->notes, "published: the page shows %s, its meta says %s\n", a->published,
		    meta);
}

/* The last date of the text that stands alone in its line: the signature's. */
static const char *
signature_date(const struct reading *r)
{
	size_t from = r->content->from, to = r->content->to;
	struct date d;
	struct span at;
	for (size_t i = to, seen = 0; i > from && seen < SIGNATURE; i--, seen++) {
		const struct line *l = &r->lines->line[i - 1];
		if (l->len < 80 && dates_find(r->patterns, l->text, l->len, 0, &d, &at) &&
		    at.start == 0 && l->len - at.end <= 3)
			return date_text(r, d);
	}
	return NULL;
}

static const char *
phrase_date(const struct reading *r, enum pattern which, const char *body)
{
	struct span spans[SPAN_MAX];
	struct date d;
	size_t n = strlen(body);
	for (size_t at = 0; pattern_find(r->patterns, which, body, n, at, spans); at = spans[0].end)
		for (int k = 1; k <= 4; k += 3)
			if (spans[k].start < spans[k].end && dates_of_groups(body, spans, k, &d))
				return date_text(r, d);
	return NULL;
}

static bool
asks_for_comments(const struct article *a)
{
	return (a->title && (strstr(a->title, "征求") || strstr(a->title, "意见稿") ||
	                        strstr(a->title, "公示"))) ||
	       strstr(a->body, "征求意见") || strstr(a->body, "公开征求");
}

void
article_dates(struct article *a, const struct reading *r, const struct infotable *t)
{
	find_published(a, r, t);
	a->written = pointed_date(r, XPATH_WRITTEN);
	a->written_why = xpath_keys[XPATH_WRITTEN];
	if (a->written == NULL) {
		a->written = date_of(r, t->value[LABEL_WRITTEN].text);
		a->written_why = "labelled on the page";
	}
	if (a->written == NULL) {
		a->written = signature_date(r);
		a->written_why = "signature";
	}
	a->in_force = date_of(r, t->value[LABEL_IN_FORCE].text);
	if (a->in_force == NULL)
		a->in_force = phrase_date(r, PATTERN_IN_FORCE, a->body);
	if (a->in_force == NULL && pattern_in(r->patterns, PATTERN_IN_FORCE_NOW, a->body))
		a->in_force = a->written ? a->written : a->published;
	if (asks_for_comments(a))
		a->deadline = phrase_date(r, PATTERN_DEADLINE, a->body);
}

/* ---- number */

static const char *
number_in(const struct reading *r, const char *s, size_t n, bool whole)
{
	struct span spans[SPAN_MAX];
	if (!pattern_find(r->patterns, PATTERN_DOC_NUMBER, s, n, 0, spans))
		return NULL;
	if (whole && (spans[0].start > 4 || n - spans[0].end > 4))
		return NULL;
	return text_folded(r->arena, s + spans[0].start, spans[0].end - spans[0].start);
}

/* In the title: the last in brackets. */
static const char *
number_in_title(const struct reading *r, const char *title)
{
	return title ? number_in(r, title, strlen(title), false) : NULL;
}

/* A line of its own, under the title or in front of the text. */
static const char *
number_in_head(const struct reading *r)
{
	size_t start = head_start(r), end = start > r->content->from ? start : r->content->from;
	for (size_t i = start; i < r->content->to && i < end + NUMBER_LINES; i++) {
		const struct line *l = &r->lines->line[i];
		const char *number = l->len < 200 ? number_in(r, l->text, l->len, true) : NULL;
		struct span spans[SPAN_MAX];
		if (number)
			return number;
		if (l->len < 90 && l->stops == 0 &&
		    pattern_find(r->patterns, PATTERN_ORDER, l->text, l->len, 0, spans) &&
		    l->len - spans[0].end <= 4)
			return text_folded(r->arena, l->text, l->len);
	}
	return NULL;
}

void
article_number(struct article *a, const struct reading *r, const struct infotable *t)
{
	const char *labelled = t->value[LABEL_NUMBER].text;
	const struct {
		const char *number, *why;
	} tries[] = {
	    {override_text(r->override, XPATH_DOC_NUMBER, 0), xpath_keys[XPATH_DOC_NUMBER]},
	    {labelled && strpbrk(labelled, "0123456789") ? labelled : NULL, "labelled on the page"},
	    {number_in_head(r), "line of its own"},
	    {number_in_title(r, a->title), "title"},
	};
	for (size_t i = 0; i < sizeof tries / sizeof *tries && !a->doc_number; i++) {
		a->doc_number = tries[i].number;
		a->number_why = tries[i].why;
	}
}

/* ---- issuers */

static void
add_issuer(struct article *a, const struct reading *r, const char *s, size_t n)
{
	const char *name = text_folded(r->arena, s, n);
	if (*name == '\0' || a->n_issuers == SPAN_MAX)
		return;
	for (size_t i = 0; i < a->n_issuers; i++)
		if (strcmp(a->issuers[i], name) == 0)
			return;
	const char **all = (const char **)a->issuers;
	all[a->n_issuers++] = name;
}

/* "A、B 局 C厅": divided by 、，; and by blanks where each part names a body. */
static void
split_issuers(struct article *a, const struct reading *r, const char *s)
{
	static const char *const marks[] = {"、", "，", ",", ";", "；", "|", "/"};
	const char *start = s, *at = s;
	int depth = 0;
	while (*at) {
		size_t len = 0;
		if (text_begins(at, "（") || *at == '(')
			depth++;
		if (text_begins(at, "）") || *at == ')')
			depth--;
		for (size_t i = 0; i < sizeof marks / sizeof *marks && !len && depth <= 0; i++)
			if (text_begins(at, marks[i]))
				len = strlen(marks[i]);
		char *part = arena_strn(r->arena, start, (size_t)(at - start));
		if (!len && *at == ' ' && pattern_in(r->patterns, PATTERN_ORGAN, part))
			len = 1;
		if (!len) {
			at++;
			continue;
		}
		add_issuer(a, r, start, (size_t)(at - start));
		start = at += len;
	}
	add_issuer(a, r, start, (size_t)(at - start));
}

static const char *
issuer_in_title(const struct reading *r, const char *title)
{
	struct span spans[SPAN_MAX];
	if (title == NULL ||
	    !pattern_find(r->patterns, PATTERN_ORGAN_TITLE, title, strlen(title), 0, spans))
		return NULL;
	return text_folded(r->arena, title + spans[1].start, spans[1].end - spans[1].start);
}

/* The line above the signature's date. */
static const char *
issuer_in_signature(const struct reading *r)
{
	size_t from = r->content->from, to = r->content->to;
	struct date d;
	struct span at;
	for (size_t i = to, seen = 0; i > from + 1 && seen < SIGNATURE; i--, seen++) {
		const struct line *l = &r->lines->line[i - 1], *above = l - 1;
		if (l->len < 80 && dates_find(r->patterns, l->text, l->len, 0, &d, &at) &&
		    at.start == 0 && above->len < 200 &&
		    pattern_in(r->patterns, PATTERN_ORGAN, above->text))
			return above->text;
	}
	return NULL;
}

void
article_issuers(struct article *a, const struct reading *r, const struct infotable *t)
{
	a->issuers = arena_zalloc(r->arena, SPAN_MAX, sizeof *a->issuers);
	const struct {
		const char *text, *why;
	} tries[] = {
	    {override_text(r->override, XPATH_ISSUER, 0), xpath_keys[XPATH_ISSUER]},
	    {t->value[LABEL_ISSUER].text, "labelled on the page"},
	    {issuer_in_title(r, a->title), "title"},
	    {issuer_in_signature(r), "signature"},
	};
	for (size_t i = 0; i < sizeof tries / sizeof *tries && a->n_issuers == 0; i++)
		if (tries[i].text) {
			split_issuers(a, r, tries[i].text);
			a->issuer_why = tries[i].why;
		}
	a->issuer = a->n_issuers ? a->issuers[0] : NULL;
}
