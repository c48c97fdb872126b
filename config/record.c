/* record.c - see record.h. */
#include "config/record.h"

#include <string.h>

static const char *const *
keys_of(struct check *k, const struct record *r)
{
	const char **keys = arena_zalloc(k->a, r->n + 1, sizeof *keys);
	for (size_t i = 0; i < r->n; i++)
		keys[i] = r->fields[i].key;
	return keys;
}

static void
unknown_key(struct check *k, const struct record *r, const struct yaml_node *value)
{
	const char *const *keys = keys_of(k, r);
	const char *near = check_nearest(value->key, keys);
	if (near != NULL)
		check_fault(k, value->key_line, "unknown key \"%s\" in %s; did you mean \"%s\"?",
		    value->key, r->noun, near);
	else
		check_fault(k, value->key_line, "unknown key \"%s\" in %s; allowed: %s", value->key,
		    r->noun, check_list(k->a, keys));
}

static bool
is_null(const struct yaml_node *value)
{
	return value->kind == YAML_SCALAR && !value->quoted &&
	       (!*value->text || strcmp(value->text, "~") == 0 || strcmp(value->text, "null") == 0);
}

uint64_t
record_read(struct check *k, const struct record *r, const struct yaml_node *map, void *to)
{
	uint64_t seen = 0;
	if (map->kind != YAML_MAP) {
		check_fault(k, map->line, "%s is %s; allowed: a map of %s", r->noun,
		    kind_shown(k, map), check_list(k->a, keys_of(k, r)));
		return ~UINT64_C(0);
	}
	for (const struct yaml_node *v = map->first; v; v = v->next) {
		size_t i = 0;
		while (i < r->n && strcmp(r->fields[i].key, v->key) != 0)
			i++;
		if (i == r->n) {
			unknown_key(k, r, v);
			continue;
		}
		if (seen & UINT64_C(1) << i)
			check_fault(k, v->key_line, "\"%s\" is given twice in %s", v->key, r->noun);
		else if (!is_null(v)) {
			seen |= UINT64_C(1) << i;
			(void)kind_readers[r->fields[i].kind](k, &r->fields[i], v, to);
		}
	}
	return seen;
}

void
record_require(struct check *k, const struct record *r, int line, uint64_t seen)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->fields[i].required && !(seen & UINT64_C(1) << i))
			check_fault(k, line, "%s without \"%s\", which is required", r->noun,
			    r->fields[i].key);
}

const struct yaml_node *
record_list(struct check *k, const char *path, const char *key)
{
	struct fail f = {0};
	struct yaml_node *root = yaml_load(path, k->a, &f), *list = NULL;
	k->path = path;
	if (root == NULL) {
		check_take(k, &f);
		return NULL;
	}
	for (struct yaml_node *v = root->kind == YAML_MAP ? root->first : NULL; v; v = v->next)
		if (strcmp(v->key, key) != 0)
			check_fault(k, v->key_line, "unknown key \"%s\"; allowed: %s", v->key, key);
		else if (list != NULL)
			check_fault(k, v->key_line, "\"%s\" is given twice", key);
		else
			list = v;
	if (list == NULL)
		check_fault(k, root->line, "no \"%s:\" with a list below it", key);
	else if (list->kind != YAML_LIST) {
		check_fault(
		    k, list->line, "\"%s\" is %s; allowed: a list", key, kind_shown(k, list));
		list = NULL;
	}
	return list;
}
