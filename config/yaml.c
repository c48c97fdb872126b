/* yaml.c - see yaml.h. The tree is built without recursion, so nesting costs no stack. */
#include "config/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/caps.h"
#include "base/file.h"

struct builder {
	const char *path;
	struct arena *a;
	struct fail *f;
	struct yaml_node *root;
	size_t lines; /* of the file */
	size_t nodes;
	int depth;
	struct frame {
		struct yaml_node *node;
		struct yaml_node *last; /* child */
		const char *key;        /* waits for its value */
		int key_line;
	} open[CAP_CONFIG_DEPTH];
};

static int
refuse(struct builder *b, const yaml_mark_t *at, const char *what)
{
	const char *place = arena_printf(b->a, "%s:%zu", b->path, at->line + 1);
	return fail_config(b->f, place, "%s", what);
}

static struct yaml_node *
node_new(struct builder *b, enum yaml_kind kind, const yaml_mark_t *at)
{
	struct yaml_node *node = arena_zalloc(b->a, 1, sizeof *node);
	node->kind = kind;
	node->line = (int)at->line + 1;
	return node;
}

/* Hang a finished scalar, or a list or map that begins, below what is open. */
static int
node_add(struct builder *b, struct yaml_node *node, const yaml_mark_t *at)
{
	if (++b->nodes > CAP_CONFIG_NODES)
		return refuse(b, at, "too many values for a configuration file");
	if (b->depth == 0) {
		b->root = node;
		return 0;
	}
	struct frame *top = &b->open[b->depth - 1];
	if (top->node->kind == YAML_MAP && top->key == NULL) {
		if (node->kind != YAML_SCALAR)
			return refuse(b, at, "a key is a list or a map; a key must be a word");
		top->key = node->text;
		top->key_line = node->line;
		return 0;
	}
	node->key = top->key;
	node->key_line = top->key_line;
	top->key = NULL;
	*(top->last ? &top->last->next : &top->node->first) = node;
	top->last = node;
	return 0;
}

static int
open_node(struct builder *b, enum yaml_kind kind, const yaml_event_t *e, bool marked)
{
	if (marked)
		return refuse(b, &e->start_mark, "anchors and tags are not allowed");
	if (b->depth == CAP_CONFIG_DEPTH)
		return refuse(b, &e->start_mark, "nested too deeply");
	struct yaml_node *node = node_new(b, kind, &e->start_mark);
	if (node_add(b, node, &e->start_mark) < 0)
		return -1;
	b->open[b->depth++] = (struct frame){.node = node};
	return 0;
}

static int
add_scalar(struct builder *b, const yaml_event_t *e)
{
	const char *text = (const char *)e->data.scalar.value;
	if (e->data.scalar.anchor || e->data.scalar.tag)
		return refuse(b, &e->start_mark, "anchors and tags are not allowed");
	if (strlen(text) != e->data.scalar.length)
		return refuse(b, &e->start_mark, "a NUL character is not allowed");
	struct yaml_node *node = node_new(b, YAML_SCALAR, &e->start_mark);
	node->text = arena_strn(b->a, text, e->data.scalar.length);
	node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return node_add(b, node, &e->start_mark);
}

static int
take_event(struct builder *b, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return refuse(b, &e->start_mark, "aliases are not allowed");
	case YAML_DOCUMENT_START_EVENT:
		return b->root ? refuse(b, &e->start_mark, "one document a file is allowed") : 0;
	case YAML_SCALAR_EVENT:
		return add_scalar(b, e);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(
		    b, YAML_LIST, e, e->data.sequence_start.anchor || e->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		return open_node(
		    b, YAML_MAP, e, e->data.mapping_start.anchor || e->data.mapping_start.tag);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		return 0;
	default:
		return 0;
	}
}

static int
syntax_fault(struct builder *b, const yaml_parser_t *p)
{
	/* What never ends is better looked for where it begins. */
	bool at_end = p->context && p->problem_mark.line >= b->lines;
	const yaml_mark_t *at = at_end ? &p->context_mark : &p->problem_mark;
	if (p->error == YAML_READER_ERROR)
		return fail_config(b->f, arena_printf(b->a, "%s@%zu", b->path, p->problem_offset),
		    "%s; allowed: UTF-8", p->problem);
	const char *what =
	    arena_printf(b->a, "no valid YAML: %s%s%s", p->problem ? p->problem : "out of memory",
	        p->context ? ", " : "", p->context ? p->context : "");
	return refuse(b, at, what);
}

static size_t
count_lines(const struct buf *text)
{
	size_t n = text->len > 0 && text->text[text->len - 1] != '\n';
	for (size_t i = 0; i < text->len; i++)
		n += text->text[i] == '\n';
	return n;
}

static int
parse(struct builder *b, const struct buf *text)
{
	b->lines = count_lines(text);
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		return fail_config(b->f, b->path, "out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text->text, text->len);
	int r = 0;
	for (bool end = false; r == 0 && !end;) {
		yaml_event_t e;
		if (!yaml_parser_parse(&parser, &e)) {
			r = syntax_fault(b, &parser);
			break;
		}
		end = e.type == YAML_STREAM_END_EVENT;
		r = take_event(b, &e);
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&parser);
	return r;
}

struct yaml_node *
yaml_load(const char *path, struct arena *a, struct fail *f)
{
	struct buf text;
	buf_init(&text, CAP_CONFIG_FILE);
	struct builder b = {.path = path, .a = a, .f = f};
	int r = file_read(path, &text, f);
	if (r == 0)
		r = parse(&b, &text);
	buf_release(&text);
	if (r < 0)
		return NULL;
	/* A file of comments alone says nothing: an empty map. */
	if (b.root == NULL || (b.root->kind == YAML_SCALAR && !*b.root->text))
		b.root = node_new(&b, YAML_MAP, &(yaml_mark_t){0});
	return b.root;
}

struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	if (map->kind != YAML_MAP)
		return NULL;
	for (struct yaml_node *n = map->first; n; n = n->next)
		if (strcmp(n->key, key) == 0)
			return n;
	return NULL;
}
