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

static size_t
key_place(const char *const keys[], const char *key)
{
	size_t i = 0;
	while (keys[i] && strcmp(keys[i], key) != 0)
		i++;
	return i;
}

void
record_lists(
    struct check *k, const char *path, const char *const keys[], const struct yaml_node *lists[])
{
	struct fail f = {0};
	struct yaml_node *root = yaml_load(path, k->a, &f);
	k->path = path;
	for (size_t i = 0; keys[i]; i++)
		lists[i] = NULL;
	if (root == NULL) {
		check_take(k, &f);
		return;
	}
	for (struct yaml_node *v = root->kind == YAML_MAP ? root->first : NULL; v; v = v->next) {
		size_t i = key_place(keys, v->key);
		if (keys[i] == NULL)
			check_fault(k, v->key_line, "unknown key \"%s\"; allowed: %s", v->key,
			    check_list(k->a, keys));
		else if (lists[i] != NULL)
			check_fault(k, v->key_line, "\"%s\" is given twice", keys[i]);
		else if (!is_null(v) || i == 0)
			lists[i] = v;
	}
	if (lists[0] == NULL)
		check_fault(k, root->line, "no \"%s:\" with a list below it", keys[0]);
	for (size_t i = 0; keys[i]; i++) {
		if (lists[i] == NULL || lists[i]->kind == YAML_LIST || is_null(lists[i]))
			continue;
		check_fault(k, lists[i]->line, "\"%s\" is %s; allowed: a list", keys[i],
		    kind_shown(k, lists[i]));
		lists[i] = NULL;
	}
}

const struct yaml_node *
record_list(struct check *k, const char *path, const char *key)
{
	const char *const keys[] = {key, NULL};
	const struct yaml_node *list[1];
	record_lists(k, path, keys, list);
	return list[0];
}
