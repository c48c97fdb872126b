/* rule.c - see vocabulary.h: the rules of one file, checked and added to the vocabulary. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "config/yaml.h"
#include "parse/classify/pattern.h"
#include "parse/classify/vocabulary.h"

struct file {
	struct vocabulary *v;
	const char *path;
	struct fail *f;
};

static const char *const stage_names[STAGES] = {
    "air", "doc_type", "measure", "region", "translate"};
static const char *const place_names[] = {"title", "issuer", "doc_number", "lead", "body"};

static int
refuse(struct file *x, int line, const char *what, const char *word)
{
	return fail_config(
	    x->f, arena_printf(x->v->a, "%s:%d", x->path, line), "\"%s\": %s", word, what);
}

/* The words of a list, or a single one. */
static const struct yaml_node *
first_word(const struct yaml_node *n)
{
	return n->kind == YAML_LIST ? n->first : n;
}

static const struct yaml_node *
next_word(const struct yaml_node *list, const struct yaml_node *n)
{
	return list->kind == YAML_LIST ? n->next : NULL;
}

#define EACH_WORD(n, list) (const struct yaml_node *n = first_word(list); n; n = next_word(list, n))

static int
group_read(struct file *x, const struct yaml_node *list)
{
	struct vocabulary *v = x->v;
	int g = vocabulary_group(v, list->key);
	if (g < 0)
		return refuse(x, list->key_line, "too many groups of words", list->key);
	for
		EACH_WORD(n, list)
		{
			uint32_t literal = n->kind == YAML_SCALAR
			                       ? vocabulary_literal(v, n->text, strlen(n->text))
			                       : AUTOMATON_NONE;
			if (literal == AUTOMATON_NONE)
				return refuse(x, n->line, "a word of a group is 1 to 63 characters",
				    list->key);
			vocabulary_group_add(v, g, literal);
		}
	return 0;
}

static int
masks_read(struct file *x, const struct yaml_node *list)
{
	for
		EACH_WORD(n, list)
	if (n->kind != YAML_SCALAR || vocabulary_use(x->v, n->text, USE_MASK, 0) < 0)
		return refuse(x, n->line, "a mask is a word of 1 to 63 characters", "masks");
	return 0;
}

static int
patterns_read(struct file *x, const struct yaml_node *list, enum pattern_role role)
{
	struct vocabulary *v = x->v;
	for
		EACH_WORD(n, list)
		{
			if (n->kind != YAML_SCALAR)
				return refuse(x, n->line, "a pattern is a text", list->key);
			v->patterns = arena_grow(v->a, v->patterns, v->n_patterns,
			    v->n_patterns + 1, &v->cap_patterns, sizeof *v->patterns);
			struct pattern *p = &v->patterns[v->n_patterns];
			const char *fault = pattern_read(v, n->text, p);
			if (fault)
				return refuse(x, n->line, fault, n->text);
			p->role = role;
			p->rule = (uint32_t)v->n_rules;
			v->n_patterns++;
		}
	return 0;
}

/* The bits of a list of values of a stage. */
static int
values_read(struct file *x, const struct yaml_node *list, enum stage stage, uint64_t *bits)
{
	for
		EACH_WORD(n, list)
		{
			int value = n->kind == YAML_SCALAR ? stage_value(x->v, stage, n->text) : -1;
			if (value < 0)
				return refuse(x, n->line, "no such value here",
				    n->text ? n->text : list->key);
			*bits |= 1ull << value;
		}
	return 0;
}

static int
levels_read(struct file *x, const struct yaml_node *list, uint32_t *bits)
{
	for
		EACH_WORD(n, list)
		{
			enum level level = n->text ? level_named(n->text) : LEVEL_NONE;
			if (level == LEVEL_NONE && (!n->text || strcmp(n->text, "none") != 0))
				return refuse(
				    x, n->line, "no such level", n->text ? n->text : list->key);
			*bits |= 1u << level;
		}
	return 0;
}

static int
give_read(struct file *x, const struct yaml_node *list, struct rule *r)
{
	for
		EACH_WORD(n, list)
		{
			int value = n->text ? stage_value(x->v, r->stage, n->text) : -1;
			if (value < 0 || r->n_give == RULE_VALUES)
				return refuse(x, n->line, "no value of this part, or too many",
				    n->text ? n->text : "give");
			r->give[r->n_give++] = (uint8_t)value;
		}
	return 0;
}

static int
in_read(struct file *x, const struct yaml_node *list, struct rule *r)
{
	r->in = 0;
	for
		EACH_WORD(n, list)
		{
			size_t i = 0;
			while (i <= IN_BODY && (!n->text || strcmp(n->text, place_names[i]) != 0))
				i++;
			if (i > IN_BODY)
				return refuse(x, n->line,
				    "allowed: title, issuer, doc_number, lead, body",
				    n->text ? n->text : "in");
			r->in |= 1u << i;
		}
	return 0;
}

static int
number_read(struct file *x, const struct yaml_node *n, long most, int *to)
{
	char *end = NULL;
	long w = n->text ? strtol(n->text, &end, 10) : -1;
	if (w < 0 || w > most || *end)
		return refuse(x, n->line, "a weight is 0 to 100, a year 0 to 9999", n->key);
	*to = (int)w;
	return 0;
}

static int
condition_read(struct file *x, const struct yaml_node *n, struct when *w)
{
	uint64_t bits = 0;
	if (strcmp(n->key, "level") == 0)
		return levels_read(x, n, &w->level);
	if (strcmp(n->key, "measure") == 0)
		return values_read(x, n, STAGE_MEASURE, &w->measure);
	if (strcmp(n->key, "first") == 0)
		return values_read(x, n, STAGE_MEASURE, &w->first);
	if (strcmp(n->key, "from") == 0)
		return number_read(x, n, 9999, &w->from);
	if (strcmp(n->key, "before") == 0)
		return number_read(x, n, 9999, &w->before);
	if (strcmp(n->key, "partner") == 0) {
		w->partner = true;
		return n->text && strcmp(n->text, "yes") == 0
		           ? 0
		           : refuse(x, n->line, "allowed: yes", "partner");
	}
	bool air = strcmp(n->key, "air") == 0;
	if (!air && strcmp(n->key, "doc_type") != 0)
		return refuse(x, n->key_line, "no such key of a rule", n->key);
	int r = values_read(x, n, air ? STAGE_AIR : STAGE_DOC_TYPE, &bits);
	*(air ? &w->air : &w->doc_type) = (uint32_t)bits;
	return r;
}

static int
key_read(struct file *x, const struct yaml_node *n, struct rule *r)
{
	if (strcmp(n->key, "id") == 0) {
		r->id = n->text;
		return n->text ? 0 : refuse(x, n->line, "an id is a word", "id");
	}
	if (strcmp(n->key, "give") == 0)
		return give_read(x, n, r);
	if (strcmp(n->key, "in") == 0)
		return in_read(x, n, r);
	if (strcmp(n->key, "weight") == 0)
		return number_read(x, n, 100, &r->weight);
	if (strcmp(n->key, "terms") == 0) {
		r->has_terms = true;
		return patterns_read(x, n, ROLE_TERM);
	}
	if (strcmp(n->key, "lead") == 0) {
		r->has_lead = true;
		return patterns_read(x, n, ROLE_LEAD);
	}
	if (strcmp(n->key, "unless") == 0)
		return patterns_read(x, n, ROLE_UNLESS);
	return condition_read(x, n, &r->when);
}

static int
rule_read(struct file *x, const struct yaml_node *map, enum stage stage)
{
	struct vocabulary *v = x->v;
	struct rule r = {.stage = stage, .in = 1u << IN_TITLE, .weight = 50};
	if (map->kind != YAML_MAP)
		return refuse(x, map->line, "a rule is a map", stage_names[stage]);
	for (const struct yaml_node *n = map->first; n; n = n->next)
		if (key_read(x, n, &r) < 0)
			return -1;
	if (r.id == NULL || r.n_give == 0)
		return refuse(
		    x, map->line, "a rule needs id and give", r.id ? r.id : stage_names[stage]);
	v->rules = arena_grow(v->a, v->rules, v->n_rules, v->n_rules + 1, &v->cap_rules, sizeof r);
	v->rules[v->n_rules++] = r;
	return 0;
}

static int
section_read(struct file *x, const struct yaml_node *n)
{
	if (strcmp(n->key, "masks") == 0)
		return masks_read(x, n);
	for (int stage = 0; stage < STAGES; stage++) {
		if (strcmp(n->key, stage_names[stage]) != 0)
			continue;
		for (const struct yaml_node *r = n->first; r; r = r->next)
			if (rule_read(x, r, (enum stage)stage) < 0)
				return -1;
		return 0;
	}
	return refuse(x, n->key_line,
	    "allowed: words, masks, air, doc_type, measure, region, translate", n->key);
}

int
vocabulary_read(struct vocabulary *v, const char *path, struct fail *f)
{
	struct file x = {v, path, f};
	const struct yaml_node *root = yaml_load(path, v->a, f);
	if (root == NULL)
		return -1;
	if (root->kind != YAML_MAP)
		return refuse(&x, root->line, "the file is a map", path);
	const struct yaml_node *words = yaml_get(root, "words");
	for (const struct yaml_node *n = words ? words->first : NULL; n; n = n->next)
		if (group_read(&x, n) < 0)
			return -1;
	for (const struct yaml_node *n = root->first; n; n = n->next)
		if (n != words && section_read(&x, n) < 0)
			return -1;
	return 0;
}
