/* automaton.c - see automaton.h. While terms are added the trie is kept as linked siblings;
 * compiling sorts each node's edges into one array and computes the fail links breadth first. */
#include "parse/classify/automaton.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

/* A trie node while it grows: index as in nodes[]. */
struct automaton_link {
	uint32_t first, next; /* child, sibling; AUTOMATON_NONE: none */
	uint16_t class;
};

static uint32_t
node_new(struct automaton *m, struct arena *a, unsigned class, uint32_t depth)
{
	m->nodes =
	    arena_grow(a, m->nodes, m->n_nodes, m->n_nodes + 1, &m->cap_nodes, sizeof *m->nodes);
	m->links =
	    arena_grow(a, m->links, m->n_links, m->n_links + 1, &m->cap_links, sizeof *m->links);
	m->nodes[m->n_nodes] = (struct automaton_node){
	    .literal = AUTOMATON_NONE, .shorter = AUTOMATON_NONE, .depth = (uint16_t)depth};
	m->links[m->n_links++] = (struct automaton_link){
	    .first = AUTOMATON_NONE, .next = AUTOMATON_NONE, .class = (uint16_t) class};
	return (uint32_t)m->n_nodes++;
}

static unsigned
class_get(struct automaton *m, unsigned folded)
{
	if (m->class_of[folded] == 0) {
		if (m->n_classes + 1 >= AUTOMATON_CLASSES)
			fatal("the vocabularies use more than %d characters", AUTOMATON_CLASSES);
		m->class_of[folded] = (uint16_t)++m->n_classes;
	}
	return m->class_of[folded];
}

static uint32_t
child_get(struct automaton *m, struct arena *a, uint32_t node, unsigned class)
{
	for (uint32_t c = m->links[node].first; c != AUTOMATON_NONE; c = m->links[c].next)
		if (m->links[c].class == class)
			return c;
	uint32_t child = node_new(m, a, class, m->nodes[node].depth + 1);
	m->links[child].next = m->links[node].first;
	m->links[node].first = child;
	return child;
}

uint32_t
automaton_add(struct automaton *m, struct arena *a, const uint16_t *term, size_t n)
{
	if (n == 0 || n > AUTOMATON_TERM)
		bug("a term of %zu characters", n);
	if (m->n_nodes == 0)
		(void)node_new(m, a, 0, 0);
	uint32_t node = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned class = class_get(m, term[i]);
		/* The root has thousands of children: its dense table serves while adding too. */
		uint32_t child = node == 0 ? m->root[class] : child_get(m, a, node, class);
		if (child == 0)
			child = m->root[class] = child_get(m, a, 0, class);
		node = child;
	}
	if (m->nodes[node].literal == AUTOMATON_NONE)
		m->nodes[node].literal = (uint32_t)m->n_literals++;
	return m->nodes[node].literal;
}

static uint32_t
edge_find(const struct automaton *m, const struct automaton_node *node, unsigned class)
{
	const uint16_t *classes = m->edge_class + node->edges;
	size_t low = 0, high = node->n_edges;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (classes[middle] < class)
			low = middle + 1;
		else
			high = middle;
	}
	return low < node->n_edges && classes[low] == class ? m->edge_node[node->edges + low]
	                                                    : AUTOMATON_NONE;
}

uint32_t
automaton_follow(const struct automaton *m, uint32_t node, unsigned class)
{
	for (; node != 0; node = m->nodes[node].fail) {
		uint32_t next = edge_find(m, &m->nodes[node], class);
		if (next != AUTOMATON_NONE)
			return next;
	}
	return m->root[class];
}

/* Sort a node's children into the edge arrays at *used. The youngest comes first and has, mostly,
 * the greatest class: the room is filled from its end. */
static void
edges_lay(struct automaton *m, uint32_t node, size_t *used)
{
	struct automaton_node *at = &m->nodes[node];
	at->edges = (uint32_t)*used;
	for (uint32_t c = m->links[node].first; c != AUTOMATON_NONE; c = m->links[c].next)
		at->n_edges++;
	*used += at->n_edges;
	size_t first = *used;
	for (uint32_t c = m->links[node].first; c != AUTOMATON_NONE; c = m->links[c].next) {
		size_t i = --first;
		for (; i + 1 < *used && m->edge_class[i + 1] < m->links[c].class; i++) {
			m->edge_class[i] = m->edge_class[i + 1];
			m->edge_node[i] = m->edge_node[i + 1];
		}
		m->edge_class[i] = m->links[c].class;
		m->edge_node[i] = c;
	}
}

static void
fail_set(struct automaton *m, uint32_t parent, uint32_t child, unsigned class)
{
	struct automaton_node *c = &m->nodes[child];
	c->fail = parent == 0 ? 0 : automaton_follow(m, m->nodes[parent].fail, class);
	const struct automaton_node *suffix = &m->nodes[c->fail];
	c->ends = c->literal != AUTOMATON_NONE || suffix->ends;
	c->shorter = suffix->literal != AUTOMATON_NONE ? c->fail : suffix->shorter;
}

void
automaton_compile(struct automaton *m, struct arena *a)
{
	if (m->n_nodes == 0)
		(void)node_new(m, a, 0, 0);
	m->edge_class = arena_alloc(a, m->n_nodes * sizeof *m->edge_class);
	m->edge_node = arena_alloc(a, m->n_nodes * sizeof *m->edge_node);
	uint32_t *queue = arena_alloc(a, m->n_nodes * sizeof *queue);
	size_t used = 0, head = 0, tail = 0;
	for (uint32_t node = 0; node < m->n_nodes; node++)
		edges_lay(m, node, &used);
	queue[tail++] = 0;
	while (head < tail) {
		uint32_t node = queue[head++];
		const struct automaton_node *at = &m->nodes[node];
		for (uint32_t i = at->edges; i < at->edges + at->n_edges; i++) {
			fail_set(m, node, m->edge_node[i], m->edge_class[i]);
			queue[tail++] = m->edge_node[i];
		}
	}
	m->links = NULL;
}
