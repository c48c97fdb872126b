/* join.c - words side by side: where Japanese wants の, how lists and conjunctions read. */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

enum { COMPOUND = 14 }; /* kanji in one run that a reader still takes in */

static bool
is_zh(const struct token *t, const char *zh)
{
	return t->n == strlen(zh) && memcmp(t->s, zh, t->n) == 0;
}

static bool
is_and(const struct token *t)
{
	return !t->noun && (is_zh(t, "和") || is_zh(t, "及") || is_zh(t, "与"));
}

static bool
is_date(const struct token *t)
{
	return strcmp(t->by, "number") == 0 &&
	       (memmem(t->s, t->n, "月", 3) || memmem(t->s, t->n, "年", 3));
}

/* The first row of that kind whose zh ends the token, the longest ending first. */
static const struct word *
ending_find(struct run *r, const char *kind, const struct token *t)
{
	for (size_t i = 0; i < t->n; i++) {
		if (((unsigned char)t->s[i] & 0xC0) == 0x80)
			continue;
		const struct word *w = word_find(&r->t->templates, kind, t->s + i, t->n - i);
		if (w)
			return w;
	}
	return NULL;
}

static bool
when_fits(const struct word *w, enum mode mode, bool last)
{
	if (strstr(w->when, "never") || (strstr(w->when, "last") && !last))
		return false;
	if (strstr(w->when, "object") && mode != MODE_OBJECT)
		return false;
	return true;
}

/* の between t[i] and t[i+1]? */
static bool
wants_no(struct run *r, const struct token *t, size_t i, size_t n, enum mode mode)
{
	const struct token *left = &t[i], *right = &t[i + 1];
	if (!left->noun || !right->noun || is_zh(right, "等") || *right->s == ' ')
		return false;
	if (strncmp(right->s, "（", 3) == 0)
		return false;
	if (left->counts)
		return true;
	if (mode == MODE_NEWS && is_date(left) && i > 0 && is_and(&t[i - 1]) && !is_date(right))
		return true;
	const struct word *w = ending_find(r, "after", left);
	if (w && when_fits(w, mode, i + 2 == n)) {
		if (strstr(w->when, "unsure"))
			r->flags |= FLAG_WORD_ORDER;
		return true;
	}
	if (strcmp(left->by, "number") == 0 || left->class == TERM_PLACE)
		return false;
	w = word_find(&r->t->templates, "before", right->s, right->n);
	return w && when_fits(w, mode, i + 2 == n);
}

/* The mark between the members of a list: ・ unless a member holds one itself. */
static const char *
list_mark(const struct token *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *dot = t[i].noun && *t[i].by != 'b' ? strstr(t[i].ja, "・") : NULL;
		const char *paren = dot ? strstr(t[i].ja, "（") : NULL;
		if (dot && (paren == NULL || paren > dot))
			return "、";
	}
	return "・";
}

static const char *
mark_ja(const struct token *t)
{
	static const struct {
		const char *zh, *ja;
	} marks[] = {{"，", "、"}, {"——", "――"}, {"—", "―"}, {" ", "　"}, {"·", "・"}, {"｜", "｜"},
	    {"；", "；"}, {"！", "！"}};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (is_zh(t, marks[i].zh))
			return marks[i].ja;
	return t->ja;
}

static bool
listed(const struct token *t, size_t i)
{
	while (i-- > 0) {
		if (is_zh(&t[i], "、"))
			return true;
		if (is_zh(&t[i], "的") || is_zh(&t[i], "，") || is_zh(&t[i], "——"))
			return false;
	}
	return false;
}

/* What t[i] reads in its place. */
static const char *
word_ja(struct run *r, const struct token *t, size_t i, size_t n, const char *mark)
{
	if (is_zh(&t[i], "、"))
		return mark;
	if (is_and(&t[i]))
		return listed(t, i) ? mark : is_zh(&t[i], "与") ? "と" : "及び";
	if (is_zh(&t[i], "的")) {
		r->flags |= FLAG_SINGLE_DE;
		return i + 1 < n ? "の" : "";
	}
	if (!t[i].noun && is_zh(&t[i], "对"))
		r->flags |= FLAG_PREPOSITION;
	if (is_zh(&t[i], " ") && i > 0 && i + 1 < n) {
		bool latin = (unsigned char)t[i - 1].s[t[i - 1].n - 1] < 0x80;
		if (latin)
			return " ";
		r->flags |= FLAG_SLOGAN;
	}
	return t[i].noun ? t[i].ja : mark_ja(&t[i]);
}

static void
compound_check(struct run *r, const char *ja)
{
	size_t run = 0;
	for (size_t len, n = strlen(ja); n > 0; ja += len, n -= len) {
		run = utf8_is_han(utf8_decode(ja, n, &len)) ? run + 1 : 0;
		if (run > COMPOUND)
			r->flags |= FLAG_LONG_COMPOUND;
	}
}

/* A verb in the middle of nouns is a sentence that the patterns did not see. */
static void
verbs_check(struct run *r, const struct token *t, size_t n, enum mode mode)
{
	for (size_t i = 0; i < n; i++)
		if (verb_stands(r, t, n, i))
			r->flags |= mode == MODE_NAME ? FLAG_VO_IN_NAME : FLAG_WORD_ORDER;
}

static bool
ends_no(const struct buf *b)
{
	return b->len >= 3 && memcmp(b->text + b->len - 3, "の", 3) == 0;
}

const char *
noun_join(struct run *r, struct token *t, size_t n, enum mode mode)
{
	struct buf b;
	const char *mark = list_mark(t, n);
	buf_init(&b, CAP_TITLE * 4);
	for (size_t i = 0; i < n; i++) {
		const char *ja = word_ja(r, t, i, n, mark);
		if (strncmp(ja, "の", 3) == 0 && ends_no(&b))
			ja += 3;
		buf_adds(&b, ja);
		if (i + 1 < n && wants_no(r, t, i, n, mode) && !ends_no(&b) &&
		    strncmp(t[i + 1].ja, "の", 3) != 0)
			buf_adds(&b, "の");
	}
	const char *text = arena_strn(r->a, b.text, b.len);
	buf_release(&b);
	compound_check(r, text);
	verbs_check(r, t, n, mode);
	return text;
}
