/* rule.c - flags.yaml: named rules that put items in the translation queue. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "config/yaml.h"
#include "translate/queue.h"

enum { RULES = 200, VALUES = 64 };

struct reading {
	const char *path;
	const struct config *config;
	struct arena *arena;
	struct fail *first;
	size_t faults;
};

static void __attribute__((format(printf, 3, 4)))
fault(struct reading *r, int line, const char *fmt, ...)
{
	struct fail f = {0};
	char why[sizeof(f.why)];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	(void)fail_config(&f, arena_printf(r->arena, "%s:%d", r->path, line), "%s", why);
	log_warn("%s", fail_text(&f));
	if (r->faults++ == 0)
		*r->first = f;
}

static bool
one_of(const char *word, const char *const words[])
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static const char *const grades[] = {"high", "medium", "low", NULL};

static bool
is_grade(const struct config *c, const char *word)
{
	(void)c;
	return one_of(word, grades);
}

static bool
is_doc_type(const struct config *c, const char *word)
{
	return config_doctype(c, word) != NULL;
}

static bool
is_level(const struct config *c, const char *word)
{
	(void)c;
	return level_named(word) != LEVEL_NONE;
}

static bool
is_measure(const struct config *c, const char *word)
{
	return config_measure(c, word) != NULL;
}

/* The conditions that are lists of words. */
static const struct condition {
	const char *key;
	bool (*allowed)(const struct config *c, const char *word);
	const char *allowed_text;
	size_t to;
} conditions[] = {
    {"translate", is_grade, "high, medium, low", offsetof(struct rule, translate)},
    {"doc_type", is_doc_type, "an id of doctypes.yaml", offsetof(struct rule, doc_type)},
    {"level", is_level, "central, region, province, city, county", offsetof(struct rule, level)},
    {"measure", is_measure, "an id of measures.yaml", offsetof(struct rule, measure)},
};

static void
values_read(
    struct reading *r, const struct condition *k, const struct yaml_node *v, struct rule *to)
{
	const char **list = arena_zalloc(r->arena, VALUES + 1, sizeof(*list));
	size_t n = 0;
	const struct yaml_node *word = v->kind == YAML_LIST  ? v->first
	                               : v->kind == YAML_MAP ? NULL
	                                                     : v;
	for (; word; word = v->kind == YAML_LIST ? word->next : NULL) {
		if (word->kind != YAML_SCALAR || !k->allowed(r->config, word->text))
			fault(r, word->line, "%s: \"%s\" is not known; allowed: %s", k->key,
			    word->kind == YAML_SCALAR ? word->text : "a list", k->allowed_text);
		else if (n < VALUES)
			list[n++] = word->text;
	}
	if (v->kind == YAML_MAP || (v->kind == YAML_LIST && v->first == NULL))
		fault(r, v->line, "%s: empty; allowed: %s", k->key, k->allowed_text);
	memcpy((char *)to + k->to, &list, sizeof(list));
}

static void
member_read(struct reading *r, const struct yaml_node *v, struct rule *to)
{
	static const char *const names[] = {"name", "priority", "partner", NULL};
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++)
		if (strcmp(v->key, conditions[i].key) == 0) {
			values_read(r, &conditions[i], v, to);
			return;
		}
	if (!one_of(v->key, names))
		fault(r, v->key_line,
		    "unknown key \"%s\"; allowed: name, priority, translate, doc_type, level, "
		    "measure, partner",
		    v->key);
	else if (v->kind != YAML_SCALAR)
		fault(r, v->line, "%s: one word is allowed", v->key);
	else if (strcmp(v->key, "name") == 0)
		to->name = v->text;
	else if (strcmp(v->key, "priority") == 0)
		to->priority = v->text;
	else if (strcmp(v->text, "true") != 0)
		fault(r, v->line, "partner: \"%s\"; allowed: true, or leave it out", v->text);
	else
		to->partner = true;
}

static void
rule_read(struct reading *r, const struct yaml_node *v, struct rules *out)
{
	struct rule rule = {0};
	if (v->kind != YAML_MAP) {
		fault(r, v->line, "a rule is a map with a name");
		return;
	}
	for (const struct yaml_node *m = v->first; m; m = m->next)
		member_read(r, m, &rule);
	if (rule.name == NULL || *rule.name == '\0' || strpbrk(rule.name, " \t\n"))
		fault(r, v->line, "a rule needs a name, one word");
	else if (rule.priority == NULL || !one_of(rule.priority, grades))
		fault(r, v->line, "rule %s: priority must be high, medium or low", rule.name);
	else if (out->n == RULES)
		fault(r, v->line, "more than %d rules", RULES);
	else
		out->rules[out->n++] = rule;
	for (size_t i = 0; rule.name && i + 1 < out->n; i++)
		if (strcmp(out->rules[i].name, rule.name) == 0)
			fault(r, v->line, "rule %s is there already", rule.name);
}

int
rules_load(
    const char *dir, const struct config *c, struct arena *a, struct rules *out, struct fail *f)
{
	struct reading r = {
	    .path = config_path(dir, "flags.yaml", a), .config = c, .arena = a, .first = f};
	const struct yaml_node *root = yaml_load(r.path, a, f);
	*out = (struct rules){.rules = arena_zalloc(a, RULES, sizeof(struct rule))};
	if (root == NULL)
		return -1;
	const struct yaml_node *list = root->kind == YAML_MAP ? yaml_get(root, "rules") : NULL;
	if (list == NULL || list->kind != YAML_LIST || root->first->next)
		fault(&r, root->line, "the file holds one key, rules, with a list");
	for (const struct yaml_node *v = r.faults ? NULL : list->first; v; v = v->next)
		rule_read(&r, v, out);
	if (r.faults > 1)
		fail_in(f, "%zu faults, the first:", r.faults);
	return r.faults ? -1 : 0;
}

/* Any label of that kind has one of the values. */
static bool
labelled(const struct item *item, const char *kind, const char *const *values)
{
	const struct label *l;
	if (values == NULL)
		return true;
	for (size_t k = 0; (l = item_label_at(item, kind, k)) != NULL; k++)
		if (one_of(l->value, values))
			return true;
	return false;
}

static bool
about_partner(const struct config *c, const struct item *item)
{
	const struct label *l;
	for (size_t k = 0; (l = item_label_at(item, "region", k)) != NULL; k++)
		for (size_t p = 0; p < c->n_partners; p++)
			for (const char *const *code = c->partners[p].regions; *code; code++)
				if (config_region_within(c, l->value, *code, NULL))
					return true;
	return false;
}

const struct rule *
rules_find(const struct rules *rules, const struct config *c, const struct item *item)
{
	const struct label *air = item_label(item, "air");
	if (air == NULL || strcmp(air->value, "no") == 0)
		return NULL;
	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->rules[i];
		if (labelled(item, "translate", r->translate) &&
		    labelled(item, "doc_type", r->doc_type) && labelled(item, "level", r->level) &&
		    labelled(item, "measure", r->measure) &&
		    (!r->partner || about_partner(c, item)))
			return r;
	}
	return NULL;
}
