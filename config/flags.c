/* flags.c - see flags.h. */
#include "config/flags.h"

#include <stddef.h>
#include <string.h>

#include "config/check.h"
#include "config/yaml.h"

enum { RULES = 200, VALUES = 64 };

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

static bool
is_novelty(const struct config *c, const char *word)
{
	static const char *const kinds[] = {"new", "amending", "following", "changed", NULL};
	(void)c;
	return one_of(word, kinds);
}

/* The conditions that are lists of words. */
static const struct condition {
	const char *key;
	bool (*allowed)(const struct config *c, const char *word);
	const char *allowed_text;
	size_t to;
} conditions[] = {
    {"translate", is_grade, "high, medium, low", offsetof(struct flag_rule, translate)},
    {"doc_type", is_doc_type, "an id of doctypes.yaml", offsetof(struct flag_rule, doc_type)},
    {"level", is_level, "central, region, province, city, county",
        offsetof(struct flag_rule, level)},
    {"measure", is_measure, "an id of measures.yaml", offsetof(struct flag_rule, measure)},
    {"novelty", is_novelty, "new, amending, following, changed",
        offsetof(struct flag_rule, novelty)},
};

static void
values_read(
    struct check *r, const struct condition *k, const struct yaml_node *v, struct flag_rule *to)
{
	const char **list = arena_zalloc(r->a, VALUES + 1, sizeof(*list));
	size_t n = 0;
	const struct yaml_node *word = v->kind == YAML_LIST  ? v->first
	                               : v->kind == YAML_MAP ? NULL
	                                                     : v;
	for (; word; word = v->kind == YAML_LIST ? word->next : NULL) {
		if (word->kind != YAML_SCALAR || !k->allowed(r->config, word->text))
			check_fault(r, word->line, "%s: \"%s\" is not known; allowed: %s", k->key,
			    word->kind == YAML_SCALAR ? word->text : "a list", k->allowed_text);
		else if (n < VALUES)
			list[n++] = word->text;
	}
	if (v->kind == YAML_MAP || (v->kind == YAML_LIST && v->first == NULL))
		check_fault(r, v->line, "%s: empty; allowed: %s", k->key, k->allowed_text);
	memcpy((char *)to + k->to, &list, sizeof(list));
}

static void
member_read(struct check *r, const struct yaml_node *v, struct flag_rule *to)
{
	static const char *const names[] = {"name", "priority", "partner", NULL};
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++)
		if (strcmp(v->key, conditions[i].key) == 0) {
			values_read(r, &conditions[i], v, to);
			return;
		}
	if (!one_of(v->key, names))
		check_fault(r, v->key_line,
		    "unknown key \"%s\"; allowed: name, priority, translate, doc_type, level, "
		    "measure, novelty, partner",
		    v->key);
	else if (v->kind != YAML_SCALAR)
		check_fault(r, v->line, "%s: one word is allowed", v->key);
	else if (strcmp(v->key, "name") == 0)
		to->name = v->text;
	else if (strcmp(v->key, "priority") == 0)
		to->priority = v->text;
	else if (strcmp(v->text, "true") != 0)
		check_fault(r, v->line, "partner: \"%s\"; allowed: true, or leave it out", v->text);
	else
		to->partner = true;
}

static void
rule_read(struct check *r, const struct yaml_node *v, struct flags *out)
{
	struct flag_rule rule = {0};
	if (v->kind != YAML_MAP) {
		check_fault(r, v->line, "a rule is a map with a name");
		return;
	}
	for (const struct yaml_node *m = v->first; m; m = m->next)
		member_read(r, m, &rule);
	if (rule.name == NULL || *rule.name == '\0' || strpbrk(rule.name, " \t\n"))
		check_fault(r, v->line, "a rule needs a name, one word");
	else if (rule.priority == NULL || !one_of(rule.priority, grades))
		check_fault(r, v->line, "rule %s: priority must be high, medium or low", rule.name);
	else if (out->n == RULES)
		check_fault(r, v->line, "more than %d rules", RULES);
	else
		out->rules[out->n++] = rule;
	for (size_t i = 0; rule.name && i + 1 < out->n; i++)
		if (strcmp(out->rules[i].name, rule.name) == 0)
			check_fault(r, v->line, "rule %s is there already", rule.name);
}

int
flags_load(const char *dir, const struct config *c, struct arena *a, struct flags *out,
    struct buf *faults, struct fail *f)
{
	struct check k = {.a = a, .config = c, .faults = faults, .first = f};
	struct fail unread = {0};
	k.path = config_path(dir, "flags.yaml", a);
	const struct yaml_node *root = yaml_load(k.path, a, &unread);
	*out = (struct flags){.rules = arena_zalloc(a, RULES, sizeof(struct flag_rule))};
	if (root == NULL) {
		check_take(&k, &unread);
		return check_result(&k);
	}
	const struct yaml_node *list = root->kind == YAML_MAP ? yaml_get(root, "rules") : NULL;
	if (list == NULL || list->kind != YAML_LIST || root->first->next)
		check_fault(&k, root->line, "the file holds one key, rules, with a list");
	for (const struct yaml_node *v = k.n ? NULL : list->first; v; v = v->next)
		rule_read(&k, v, out);
	return check_result(&k);
}
