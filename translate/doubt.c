/* doubt.c - what in a phrase a person should look at: its nouns may want another の, a verb may
 * hide in it, a term may have another sense. */
#include <string.h>

#include "base/utf8.h"
#include "translate/engine.h"

enum {
	COMPOUND = 14, /* kanji in one run that a reader still takes in */
	LOOSE = 2,     /* joins of nouns that a draft is trusted with, less one */
};

/* Kanji at the end of a text: what a run goes on from. */
static size_t
kanji_tail(const char *ja, bool *whole)
{
	size_t run = 0;
	*whole = true;
	for (size_t len, n = strlen(ja); n > 0; ja += len, n -= len) {
		bool han = utf8_is_han(utf8_decode(ja, n, &len));
		run = han ? run + 1 : 0;
		*whole &= han;
	}
	return run;
}

static size_t
kanji_head(const char *ja)
{
	size_t run = 0;
	for (size_t len, n = strlen(ja); n > 0; ja += len, n -= len, run++)
		if (!utf8_is_han(utf8_decode(ja, n, &len)))
			break;
	return run;
}

/* Too many kanji in one run of several words; places in front are not counted, nor is one known
 * term however long. */
static void
compound_check(struct run *r, const struct token *t, size_t n, const bool *no)
{
	size_t run = 0;
	for (size_t i = 0; i < n; i++) {
		bool whole, place = t[i].class == TERM_PLACE || t[i].class == TERM_ORG;
		if (run > 0 && run + kanji_head(t[i].ja) > COMPOUND && t[i].noun)
			r->flags |= FLAG_LONG_COMPOUND;
		size_t tail = kanji_tail(t[i].ja, &whole);
		run = !t[i].noun || place || no[i] ? 0 : whole ? run + tail : tail;
	}
}

static bool
has_joint(const char *ja)
{
	static const char *const joints[] = {"の", "と", "及び"};
	for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
		if (strstr(ja, joints[i]))
			return true;
	return false;
}

static bool
ends_in(const char *s, size_t n, const char *end)
{
	size_t m = strlen(end);
	return n > m && memcmp(s + n - m, end, m) == 0;
}

/* A glossary entry that is a predicate, not a noun: しっかり進める, 使用しない. */
static bool
is_predicate(const char *ja)
{
	static const char *const ends[] = {
	    "る", "す", "く", "う", "ない", "して", "た", "に", "を", "で"};
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (ends_in(ja, strlen(ja), ends[i]))
			return true;
	return false;
}

/* Two terms side by side without の. */
static unsigned
pair_doubts(struct run *r, const struct token *left, const struct token *right, enum mode mode)
{
	unsigned flags = 0;
	if (token_is(right, "标准"))
		flags |= FLAG_SENSE; /* 基準 or 標準 */
	if (is_predicate(left->ja))
		flags |= FLAG_WORD_ORDER;
	if (has_joint(left->ja))
		flags |= FLAG_JOINS;
	/* 企业|排放: who does it wants の as often as not. */
	if (mode == MODE_OBJECT && right->class != TERM_DOCUMENT && token_ending(r, "actor", left))
		flags |= FLAG_JOINS;
	return flags;
}

/* 大气污染防治工作: a term with 工作 at the end of an object is 業務 as often. */
static bool
ends_in_work(const struct token *t, size_t n)
{
	const struct token *last = &t[n - 1];
	return last->kind == TOKEN_TERM && ends_in(last->s, last->n, "工作") &&
	       ends_in(last->ja, strlen(last->ja), "工作");
}

/* Nouns side by side, of which a person might want one の more or less. */
static void
joins_check(struct run *r, const struct token *t, size_t n, const bool *no, enum mode mode)
{
	r->loose = 0;
	for (size_t i = 0; i + 1 < n; i++) {
		bool terms = t[i].kind == TOKEN_TERM && t[i + 1].kind == TOKEN_TERM;
		if (token_is(&t[i], "与") && !t[i].noun)
			r->flags |= FLAG_JOINS;
		if (!terms || !t[i].noun || !t[i + 1].noun || no[i] || t[i].class == TERM_PLACE ||
		    t[i].class == TERM_ORG)
			continue;
		r->flags |= pair_doubts(r, &t[i], &t[i + 1], mode);
		r->loose += t[i + 1].class != TERM_DOCUMENT && t[i + 1].class != TERM_LAW;
	}
	if (mode == MODE_OBJECT && n > 0 && ends_in_work(t, n))
		r->flags |= FLAG_SENSE;
	if (r->loose >= LOOSE)
		r->flags |= FLAG_JOINS;
}

/* 持续深入|打好…攻坚战: a known phrase that begins with a verb, and what stands before it is
 * neither a place nor a year. */
static bool
phrase_stands(struct run *r, const struct token *t, size_t n, size_t i)
{
	return i > 0 && i + 1 < n && t[i].kind == TOKEN_TERM && t[i - 1].kind == TOKEN_TERM &&
	       t[i - 1].class != TERM_PLACE && t[i - 1].class != TERM_ORG &&
	       t[i].class == TERM_DOCUMENT && verb_begins(&r->t->verbs, t[i].s, t[i].n);
}

/* A verb in the middle of nouns is a sentence that the patterns did not see. */
static void
verbs_check(struct run *r, const struct token *t, size_t n, enum mode mode)
{
	for (size_t i = 0; i < n; i++)
		if (verb_stands(r, t, n, i, mode) || phrase_stands(r, t, n, i))
			r->flags |= mode == MODE_NAME ? FLAG_VO_IN_NAME : FLAG_WORD_ORDER;
}

void
phrase_doubts(struct run *r, const struct token *t, size_t n, const bool *no, enum mode mode)
{
	compound_check(r, t, n, no);
	joins_check(r, t, n, no, mode);
	if (r->in_paren == 0) /* （修订草案） is a state, not a phrase */
		verbs_check(r, t, n, mode);
}
