/* rule.c - see vocabulary.h: the rules of one file, checked and added to the vocabulary. */
#include <stdlib.h>
#include <string.h>

#include "config/check.h"
#include "config/yaml.h"
#include "parse/classify/pattern.h"
#include "parse/classify/vocabulary.h"

struct file {
	struct vocabulary *v;
	struct check *check;
};

static const char *const stage_names[STAGES] = {
    "air", "doc_type", "measure", "region", "translate"};
static const char *const place_names[] = {"title", "issuer", "doc_number", "lead", "body"};

/* Reading goes on behind a fault: all of them are told. */
static void
refuse(struct file *x, int line, const char *what, const char *word)
{
	check_fault(x->check, line, "\"%s\": %s", word, what);
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

static const char *
shown(const struct yaml_node *n, const char *otherwise)
{
	return n->kind == YAML_SCALAR ? n->text : otherwise;
}

static void
group_read(struct file *x, const struct yaml_node *list)
{
	struct vocabulary *v = x->v;
	int g = vocabulary_group(v, list->key);
	if (g < 0) {
		refuse(x, list->key_line, "too many groups of words", list->key);
		return;
	}
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n)) {
		uint32_t literal = n->kind == YAML_SCALAR
		                       ? vocabulary_literal(v, n->text, strlen(n->text))
		                       : AUTOMATON_NONE;
		if (literal == AUTOMATON_NONE)
			refuse(x, n->line, "a word of a group is 1 to 63 characters", list->key);
		else
			vocabulary_group_add(v, g, literal);
	}
}

static void
masks_read(struct file *x, const struct yaml_node *list)
{
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n))
		if (n->kind != YAML_SCALAR || vocabulary_use(x->v, n->text, USE_MASK, 0) < 0)
			refuse(x, n->line, "a mask is a word of 1 to 63 characters", "masks");
}

static void
patterns_read(struct file *x, const struct yaml_node *list, enum pattern_role role)
{
	struct vocabulary *v = x->v;
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n)) {
		if (n->kind != YAML_SCALAR) {
			refuse(x, n->line, "a pattern is a text", list->key);
			continue;
		}
		v->patterns = arena_grow(v->a, v->patterns, v->n_patterns, v->n_patterns + 1,
		    &v->cap_patterns, sizeof *v->patterns);
		struct pattern *p = &v->patterns[v->n_patterns];
		const char *fault = pattern_read(v, n->text, p);
		if (fault) {
			refuse(x, n->line, fault, n->text);
			continue;
		}
		p->role = role;
		p->rule = (uint32_t)v->n_rules;
		v->n_patterns++;
	}
}

/* The bits of a list of values of a stage. */
static uint64_t
values_read(struct file *x, const struct yaml_node *list, enum stage stage)
{
	uint64_t bits = 0;
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n)) {
		int value = n->kind == YAML_SCALAR ? stage_value(x->v, stage, n->text) : -1;
		if (value < 0)
			refuse(x, n->line, "no such value here", shown(n, list->key));
		else
			bits |= 1ull << value;
	}
	return bits;
}

static uint32_t
levels_read(struct file *x, const struct yaml_node *list)
{
	uint32_t bits = 0;
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n)) {
		enum level level = n->text ? level_named(n->text) : LEVEL_NONE;
		if (level == LEVEL_NONE && (!n->text || strcmp(n->text, "none") != 0))
			refuse(x, n->line, "no such level", shown(n, list->key));
		else
			bits |= 1u << level;
	}
	return bits;
}

static void
give_read(struct file *x, const struct yaml_node *list, struct rule *r)
{
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n)) {
		int value = n->text ? stage_value(x->v, r->stage, n->text) : -1;
		if (value < 0 || r->n_give == RULE_VALUES)
			refuse(x, n->line, "no value of this part, or too many", shown(n, "give"));
		else
			r->give[r->n_give++] = (uint8_t)value;
	}
}

static void
in_read(struct file *x, const struct yaml_node *list, struct rule *r)
{
	r->in = 0;
	for (const struct yaml_node *n = first_word(list); n; n = next_word(list, n)) {
		size_t i = 0;
		while (i <= IN_BODY && (!n->text || strcmp(n->text, place_names[i]) != 0))
			i++;
		if (i > IN_BODY)
			refuse(x, n->line, "allowed: title, issuer, doc_number, lead, body",
			    shown(n, "in"));
		else
			r->in |= 1u << i;
	}
}

static int
number_read(struct file *x, const struct yaml_node *n, long most)
{
	char *end = NULL;
	long w = n->text ? strtol(n->text, &end, 10) : -1;
	if (w >= 0 && w <= most && *end == '\0')
		return (int)w;
	refuse(x, n->line, "a weight is 0 to 100, a year 0 to 9999", n->key);
	return 0;
}

/* The labels that are made when a stage's rules are asked; later ones cannot be asked for. */
static const struct {
	const char *key;
	enum stage first;
} askable[] = {{"air", STAGE_DOC_TYPE}, {"doc_type", STAGE_MEASURE}, {"level", STAGE_MEASURE},
    {"measure", STAGE_REGION}, {"first", STAGE_REGION}, {"partner", STAGE_TRANSLATE}};

static void
order_check(struct file *x, const struct yaml_node *n, enum stage stage)
{
	for (size_t i = 0; i < sizeof askable / sizeof *askable; i++)
		if (strcmp(n->key, askable[i].key) == 0 && stage < askable[i].first)
			refuse(x, n->key_line,
			    arena_printf(x->v->a,
			        "this label is not made yet when rules of %s are asked, so the "
			        "rule "
			        "can never hold",
			        stage_names[stage]),
			    n->key);
}

static void
condition_read(struct file *x, const struct yaml_node *n, struct rule *r)
{
	struct when *w = &r->when;
	order_check(x, n, r->stage);
	if (strcmp(n->key, "level") == 0)
		w->level = levels_read(x, n);
	else if (strcmp(n->key, "measure") == 0)
		w->measure = values_read(x, n, STAGE_MEASURE);
	else if (strcmp(n->key, "first") == 0)
		w->first = values_read(x, n, STAGE_MEASURE);
	else if (strcmp(n->key, "air") == 0)
		w->air = (uint32_t)values_read(x, n, STAGE_AIR);
	else if (strcmp(n->key, "doc_type") == 0)
		w->doc_type = (uint32_t)values_read(x, n, STAGE_DOC_TYPE);
	else if (strcmp(n->key, "from") == 0)
		w->from = number_read(x, n, 9999);
	else if (strcmp(n->key, "before") == 0)
		w->before = number_read(x, n, 9999);
	else if (strcmp(n->key, "partner") != 0)
		refuse(x, n->key_line, "no such key of a rule", n->key);
	else if (!n->text || strcmp(n->text, "yes") != 0)
		refuse(x, n->line, "allowed: yes", "partner");
	else
		w->partner = true;
}

static void
key_read(struct file *x, const struct yaml_node *n, struct rule *r)
{
	static const struct {
		const char *key;
		enum pattern_role role;
	} lists[] = {{"terms", ROLE_TERM}, {"lead", ROLE_LEAD}, {"unless", ROLE_UNLESS}};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (strcmp(n->key, lists[i].key) != 0)
			continue;
		r->has_terms |= lists[i].role == ROLE_TERM;
		r->has_lead |= lists[i].role == ROLE_LEAD;
		patterns_read(x, n, lists[i].role);
		return;
	}
	if (strcmp(n->key, "id") == 0)
		r->id = n->text;
	else if (strcmp(n->key, "give") == 0)
		give_read(x, n, r);
	else if (strcmp(n->key, "in") == 0)
		in_read(x, n, r);
	else if (strcmp(n->key, "weight") == 0)
		r->weight = number_read(x, n, 100);
	else
		condition_read(x, n, r);
}

static void
rule_read(struct file *x, const struct yaml_node *map, enum stage stage)
{
	struct vocabulary *v = x->v;
	struct rule r = {.stage = stage, .in = 1u << IN_TITLE, .weight = 50};
	if (map->kind != YAML_MAP) {
		refuse(x, map->line, "a rule is a map", stage_names[stage]);
		return;
	}
	for (const struct yaml_node *n = map->first; n; n = n->next)
		key_read(x, n, &r);
	const struct yaml_node *give = yaml_get(map, "give");
	if (r.id == NULL || give == NULL || first_word(give) == NULL)
		refuse(x, map->line, "a rule needs id and give", r.id ? r.id : stage_names[stage]);
	if (r.when.before && r.when.from >= r.when.before)
		refuse(x, map->line, "no year is from and before these", r.id ? r.id : "from");
	v->rules = arena_grow(v->a, v->rules, v->n_rules, v->n_rules + 1, &v->cap_rules, sizeof r);
	v->rules[v->n_rules++] = r;
}

static void
section_read(struct file *x, const struct yaml_node *n)
{
	if (strcmp(n->key, "masks") == 0) {
		masks_read(x, n);
		return;
	}
	for (int stage = 0; stage < STAGES; stage++) {
		if (strcmp(n->key, stage_names[stage]) != 0)
			continue;
		for (const struct yaml_node *r = n->first; r; r = r->next)
			rule_read(x, r, (enum stage)stage);
		return;
	}
	refuse(x, n->key_line, "allowed: words, masks, air, doc_type, measure, region, translate",
	    n->key);
}

const struct yaml_node *
vocabulary_read(struct vocabulary *v, const char *path, struct check *k)
{
	struct file x = {v, k};
	struct fail f = {0};
	const struct yaml_node *root = yaml_load(path, v->a, &f);
	k->path = path;
	if (root == NULL) {
		check_take(k, &f);
		return NULL;
	}
	if (root->kind != YAML_MAP) {
		refuse(&x, root->line, "the file is a map", path);
		return NULL;
	}
	const struct yaml_node *words = yaml_get(root, "words");
	for (const struct yaml_node *n = words ? words->first : NULL; n; n = n->next)
		group_read(&x, n);
	for (const struct yaml_node *n = root->first; n; n = n->next)
		if (n != words)
			section_read(&x, n);
	return root;
}
