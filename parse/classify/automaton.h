/* automaton.h - private to classify/: all terms in one Aho-Corasick automaton over folded
 * characters, so that a text is read once whatever the size of the vocabularies. */
#ifndef GEPPO_PARSE_CLASSIFY_AUTOMATON_H
#define GEPPO_PARSE_CLASSIFY_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum {
	AUTOMATON_TERM = 63,     /* longest term, in folded characters */
	AUTOMATON_NONE = ~0u,    /* no literal, no node */
	AUTOMATON_CLASSES = 8192 /* distinct characters of all terms */
};

struct automaton_node {
	uint32_t edges; /* first of its edges */
	uint32_t n_edges;
	uint32_t fail;    /* node of the longest proper suffix */
	uint32_t literal; /* term that ends here, or AUTOMATON_NONE */
	uint32_t shorter; /* nearest node on the fail path with a literal, or AUTOMATON_NONE */
	uint16_t depth;
	bool ends; /* some term ends here */
};

struct automaton {
	uint16_t class_of[0x10000]; /* 0: in no term */
	struct automaton_node *nodes;
	size_t n_nodes, cap_nodes;
	uint16_t *edge_class; /* of all nodes, each node's sorted */
	uint32_t *edge_node;
	uint32_t root[AUTOMATON_CLASSES]; /* the root's edges, dense; 0 is the root */
	size_t n_classes, n_literals;
	struct automaton_link *links; /* while terms are added */
	size_t n_links, cap_links;
};

/* A zeroed automaton is valid and empty. Memory is the arena's.
 * Add a term of n folded characters (1..AUTOMATON_TERM); the same term gives the same number, and
 * numbers count up from 0. */
uint32_t automaton_add(struct automaton *m, struct arena *a, const uint16_t *term, size_t n);

/* Build the tables once all terms are added. */
void automaton_compile(struct automaton *m, struct arena *a);

/* Follow a class that `node`, not the root, may have no edge for. */
uint32_t automaton_follow(const struct automaton *m, uint32_t node, unsigned class);

/* The node after reading one folded character at `node` (begin with 0). */
static inline uint32_t
automaton_step(const struct automaton *m, uint32_t node, unsigned folded)
{
	unsigned class = m->class_of[folded];
	if (class == 0)
		return 0;
	return node == 0 ? m->root[class] : automaton_follow(m, node, class);
}

#endif
