/* content.h - which element of a page holds the text of its document. */
#ifndef GEPPO_PARSE_EXTRACT_CONTENT_H
#define GEPPO_PARSE_EXTRACT_CONTENT_H

#include "parse/extract/lines.h"
#include "parse/extract/meta.h"
#include "parse/extract/pattern.h"

struct content {
	bool found;
	uint32_t root;     /* the element that holds it, or it and more */
	int weight;        /* of the text in it: about its characters */
	const char *why;   /* static: which signal chose it */
	size_t from, to;   /* its lines */
	int *line_weight;  /* of every line of the page */
	bool *copy;        /* the line repeats another of the page */
	bool *outside;     /* lines between the nodes of the text; NULL: none */
	size_t title_line; /* the line that is the title; behind the last line: none */
};

void content_find(
    struct content *c, const struct lines *l, const struct meta *m, const struct patterns *p);
/* Its first half: the weights of the lines and the line of the title. */
void content_weigh(
    struct content *c, const struct lines *l, const struct meta *m, const struct patterns *p);

/* The text is these nodes and nothing else, as the source says. */
void content_point(struct content *c, const struct lines *l, const uint32_t *nodes, size_t n);

/* Names that site builders give to the element of the text, and to what stands around it. */
bool node_named_content(const struct node *n);
bool node_named_aside(const struct node *n);
bool node_named_comments(const struct node *n);

#endif
