/* pattern.c - see pattern.h. A pattern is tried backwards from the hit of its last word. */
#include "parse/classify/pattern.h"

#include <string.h>

static const struct {
	const char *mark;
	uint8_t gap;
} gaps[] = {{"…", GAP_ANY}, {"‥", GAP_SHORT}};

/* The gap mark at s, or NULL. */
static const char *
gap_mark(const char *s, uint8_t *gap)
{
	for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
		if (strncmp(s, gaps[i].mark, strlen(gaps[i].mark)) == 0) {
			*gap = gaps[i].gap;
			return gaps[i].mark;
		}
	return NULL;
}

static int
group_named(const struct vocabulary *v, const char *name, size_t n)
{
	for (size_t i = 0; i < v->n_groups; i++)
		if (strlen(v->groups[i]) == n && memcmp(v->groups[i], name, n) == 0)
			return (int)i;
	return -1;
}

static const char *
atom_add(struct pattern *p, bool group, uint32_t id, uint8_t gap)
{
	if (p->n == PATTERN_ATOMS)
		return "too many parts in a pattern";
	p->atoms[p->n++] = (struct atom){group, gap, id};
	return NULL;
}

/* One part: <group>, or words up to the next mark; *text is moved behind it. */
static const char *
part_read(struct vocabulary *v, const char **text, uint8_t gap, struct pattern *p)
{
	const char *s = *text;
	if (*s == '<') {
		const char *close = strchr(s, '>');
		int group = close ? group_named(v, s + 1, (size_t)(close - s) - 1) : -1;
		if (group < 0)
			return "no such group of words; allowed: names under words:";
		*text = close + 1;
		return atom_add(p, true, (uint32_t)group, gap);
	}
	const char *end = s;
	uint8_t none;
	while (*end && *end != '<' && *end != '$' && gap_mark(end, &none) == NULL)
		end++;
	*text = end;
	uint32_t literal = vocabulary_literal(v, s, (size_t)(end - s));
	if (literal == AUTOMATON_NONE)
		return "a part of a pattern is empty or too long";
	return atom_add(p, false, literal, gap);
}

const char *
pattern_read(struct vocabulary *v, const char *text, struct pattern *p)
{
	*p = (struct pattern){.start = *text == '^'};
	text += p->start;
	uint8_t gap = 0;
	while (*text && *text != '$') {
		const char *mark = gap_mark(text, &gap);
		if (mark) {
			text += strlen(mark);
			continue;
		}
		const char *fault = part_read(v, &text, gap, p);
		if (fault)
			return fault;
		gap = 0;
	}
	p->end = *text == '$';
	if (p->n == 0 || text[p->end] || gap)
		return "a pattern is words and <groups>, … between them, ^ first and $ last";
	return NULL;
}

static bool
atom_fits(const struct vocabulary *v, const struct atom *a, const struct hit *h)
{
	return a->group ? v->groups_of[h->literal] >> a->id & 1 : a->id == h->literal;
}

/* Find atoms 0..n-1 before `limit`, the last of them at `limit` unless a gap follows; the first
 * atom's hit in *first. Hits are few, patterns short: plain search is enough. */
static bool
match_before(const struct vocabulary *v, const struct pattern *p, const struct passage *t, size_t n,
    uint32_t limit, const struct hit **first)
{
	if (n == 0)
		return !p->start || limit == t->core_from;
	uint32_t gap = p->atoms[n].gap;
	for (size_t i = t->n_hits; i-- > 0;) {
		const struct hit *h = &t->hits[i];
		if (h->to > limit || !atom_fits(v, &p->atoms[n - 1], h))
			continue;
		if (gap != GAP_ANY && h->to + gap < limit)
			return false;
		if (match_before(v, p, t, n - 1, h->from, first)) {
			if (n == 1)
				*first = h;
			return true;
		}
	}
	return false;
}

static void
firing_add(struct firing *f, const struct pattern *p, const struct passage *t,
    const struct hit *first, const struct hit *last)
{
	if (p->role != ROLE_TERM) {
		*(p->role == ROLE_UNLESS ? &f->blocked : &f->lead) = true;
		return;
	}
	f->count++;
	if (f->fired)
		return;
	f->fired = true;
	f->words =
	    (struct evidence){t->name, t->text + first->at, first->at, last->end - first->at};
}

static void
hit_match(const struct vocabulary *v, const struct passage *t, enum place_in in,
    const struct hit *h, struct firing *firings)
{
	const struct use *u = v->uses + v->first_use[h->literal];
	const struct use *end = v->uses + v->first_use[h->literal + 1];
	for (; u < end && u->kind == USE_PATTERN; u++) {
		const struct pattern *p = &v->patterns[u->index];
		struct firing *f = &firings[p->rule];
		unsigned where = p->role == ROLE_LEAD ? 1u << IN_LEAD : v->rules[p->rule].in;
		if (!(where >> in & 1) || (p->end && h->to != t->core_to))
			continue;
		const struct hit *first = h;
		if (match_before(v, p, t, p->n - 1, h->from, &first))
			firing_add(f, p, t, first, h);
	}
}

void
patterns_match(const struct vocabulary *v, const struct reading *r, struct firing *firings)
{
	for (int in = 0; in < PASSAGES; in++) {
		const struct passage *t = &r->passages[in];
		for (size_t i = 0; i < t->n_hits; i++)
			hit_match(v, t, (enum place_in)in, &t->hits[i], firings);
	}
}
