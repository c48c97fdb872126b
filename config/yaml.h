/* yaml.h - a YAML document as a small tree with line numbers, on libyaml's event parser.
 * Aliases, tags and several documents are refused: configuration is data that a person reads. */
#ifndef GEPPO_CONFIG_YAML_H
#define GEPPO_CONFIG_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	int line;         /* 1-based, of the value */
	int key_line;     /* of the key, in a map */
	const char *key;  /* in a map */
	const char *text; /* scalar */
	bool quoted;
	struct yaml_node *first; /* children of a list or map, in order */
	struct yaml_node *next;
};

/* Parse a whole file. NULL on a fault: f names file:line. The tree lives in the arena. */
struct yaml_node *yaml_load(const char *path, struct arena *a, struct fail *f);

/* The child with that key, or NULL. */
struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
