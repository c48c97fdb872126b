/* vocabulary.c - see vocabulary.h: words, their uses, and the tables the reader needs. */
#include "parse/classify/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

static const char *const air_values[] = {"never", "yes", "mixed", "no", "borderline", NULL};
static const char *const translate_values[] = {"high", "medium", "low", "none", NULL};

static const char *
doctype_id(const struct vocabulary *v, size_t i)
{
	return i < v->config->n_doctypes ? v->config->doctypes[i].id : NULL;
}

static const char *
measure_id(const struct vocabulary *v, size_t i)
{
	return i < v->config->n_measures ? v->config->measures[i].id : NULL;
}

/* The nation and the key regions, in the order of their codes. */
static const char *
wide_region(const struct vocabulary *v, size_t i)
{
	const struct config *c = v->config;
	for (size_t k = 0; k < c->n_regions; k++) {
		const struct region *r = &c->regions[k];
		if (r->parent == NULL && i-- == 0)
			return r->code;
	}
	return NULL;
}

const char *
stage_value_name(const struct vocabulary *v, enum stage stage, int value)
{
	size_t i = (size_t)value;
	switch (stage) {
	case STAGE_AIR:
		return air_values[i];
	case STAGE_DOC_TYPE:
		return doctype_id(v, i);
	case STAGE_MEASURE:
		return measure_id(v, i);
	case STAGE_REGION:
		return wide_region(v, i);
	default:
		return translate_values[i];
	}
}

int
stage_value(const struct vocabulary *v, enum stage stage, const char *name)
{
	const char *known;
	for (int i = 0; (known = stage_value_name(v, stage, i)) != NULL; i++)
		if (strcmp(known, name) == 0)
			return i;
	return -1;
}

uint32_t
vocabulary_literal(struct vocabulary *v, const char *word, size_t n)
{
	uint16_t folded[AUTOMATON_TERM];
	size_t count = 0;
	for (size_t i = 0, len; i < n; i += len) {
		unsigned c = fold_char(&v->fold, utf8_decode(word + i, n - i, &len));
		if (c == FOLD_SKIP)
			continue;
		if (count == AUTOMATON_TERM)
			return AUTOMATON_NONE;
		folded[count++] = (uint16_t)c;
	}
	return count ? automaton_add(&v->automaton, v->a, folded, count) : AUTOMATON_NONE;
}

static void
use_add(struct vocabulary *v, uint32_t literal, enum use_kind kind, uint32_t index)
{
	v->uses =
	    arena_grow(v->a, v->uses, v->n_uses, v->n_uses + 1, &v->cap_uses, sizeof *v->uses);
	v->uses[v->n_uses++] = (struct use){literal, kind, index};
}

int
vocabulary_use(struct vocabulary *v, const char *word, enum use_kind kind, uint32_t index)
{
	uint32_t literal = vocabulary_literal(v, word, strlen(word));
	if (literal == AUTOMATON_NONE)
		return -1;
	use_add(v, literal, kind, index);
	return 0;
}

int
vocabulary_group(struct vocabulary *v, const char *name)
{
	size_t g = 0;
	while (g < v->n_groups && strcmp(v->groups[g], name) != 0)
		g++;
	if (g == GROUPS)
		return -1;
	if (g == v->n_groups)
		v->groups[v->n_groups++] = name;
	return (int)g;
}

void
vocabulary_group_add(struct vocabulary *v, int group, uint32_t literal)
{
	v->groups_of = arena_grow(v->a, v->groups_of, v->cap_groups_of, literal + 1,
	    &v->cap_groups_of, sizeof *v->groups_of);
	v->groups_of[literal] |= 1ull << group;
}

static int
use_order(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	if (x->literal != y->literal)
		return x->literal < y->literal ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* A pattern is tried when its last word is seen: of a group, any of the group's words. */
static void
patterns_hook(struct vocabulary *v)
{
	uint32_t *grouped = arena_alloc(v->a, v->automaton.n_literals * sizeof *grouped);
	size_t n = 0;
	for (uint32_t l = 0; l < v->automaton.n_literals; l++)
		if (v->groups_of[l])
			grouped[n++] = l;
	for (uint32_t p = 0; p < v->n_patterns; p++) {
		const struct atom *last = &v->patterns[p].atoms[v->patterns[p].n - 1];
		if (!last->group)
			use_add(v, last->id, USE_PATTERN, p);
		for (size_t i = 0; last->group && i < n; i++)
			if (v->groups_of[grouped[i]] >> last->id & 1)
				use_add(v, grouped[i], USE_PATTERN, p);
	}
}

/* Words of air rules that may speak from the body: one point each. */
static void
body_weigh(struct vocabulary *v)
{
	for (size_t i = 0; i < v->n_uses; i++) {
		const struct use *u = &v->uses[i];
		if (u->kind != USE_PATTERN)
			continue;
		const struct pattern *p = &v->patterns[u->index];
		if ((v->rules[p->rule].in >> IN_BODY & 1) && p->n == 1 && p->role == ROLE_TERM)
			v->body_weight[u->literal] = 1;
	}
}

void
vocabulary_compile(struct vocabulary *v)
{
	size_t n = v->automaton.n_literals;
	v->body_weight = arena_zalloc(v->a, n + 1, sizeof *v->body_weight);
	v->first_use = arena_zalloc(v->a, n + 2, sizeof *v->first_use);
	v->groups_of = arena_grow(
	    v->a, v->groups_of, v->cap_groups_of, n + 1, &v->cap_groups_of, sizeof *v->groups_of);
	automaton_compile(&v->automaton, v->a);
	patterns_hook(v);
	qsort(v->uses, v->n_uses, sizeof *v->uses, use_order);
	for (size_t i = 0; i < v->n_uses; i++)
		v->first_use[v->uses[i].literal + 1]++;
	for (size_t i = 0; i < n; i++)
		v->first_use[i + 1] += v->first_use[i];
	body_weigh(v);
}
