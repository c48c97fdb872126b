/* override.c - see override.h. */
#include "parse/extract/override.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"
#include "parse/extract/entity.h"
#include "parse/extract/text.h"

struct override {
	struct page *page;
	xmlDocPtr doc;
	xmlNodePtr *nodes; /* of each node of the page */
	xmlXPathContextPtr context;
	xmlXPathCompExprPtr compiled[XPATH_COUNT];
	bool asked[XPATH_COUNT], found[XPATH_COUNT];
	char why[XPATH_COUNT][128];
	enum xpath_field now;
};

/* References decoded, blanks as they are; characters XML cannot hold are left out. */
static const xmlChar *
text_plain(struct arena *a, const char *s, size_t n, bool raw)
{
	char *out = arena_alloc(a, n + 1), *to = out;
	for (size_t i = 0, len; i < n; i += len) {
		int cp = !raw && s[i] == '&' ? entity_decode(s + i, n - i, &len) : 0;
		if (cp > 0) {
			to += utf8_encode((unsigned)cp, to);
			continue;
		}
		len = 1;
		if ((unsigned char)s[i] >= 0x20 || s[i] == '\n' || s[i] == '\t')
			*to++ = s[i];
	}
	*to = '\0';
	return (const xmlChar *)out;
}

static const xmlChar *
name_lower(struct arena *a, const char *s, size_t n)
{
	char *name = arena_strn(a, s, n);
	for (char *c = name; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c | 32 : *c);
	return (const xmlChar *)name;
}

static xmlNodePtr
element_new(struct override *o, uint32_t i)
{
	struct page *p = o->page;
	const char *at = p->starts[i], *end = p->source_end;
	if (at == NULL)
		return xmlNewDocNode(
		    o->doc, NULL, (const xmlChar *)tag_name(p->nodes[i].tag), NULL);
	size_t n = markup_name(at, end);
	struct raw_attribute attribute;
	xmlNodePtr node = xmlNewDocNode(o->doc, NULL, name_lower(p->arena, at, n), NULL);
	at += n;
	for (int k = 0; node && k < CAP_ATTRIBUTES && markup_attribute(&at, end, &attribute); k++)
		xmlNewProp(node, name_lower(p->arena, attribute.name, attribute.n),
		    text_plain(p->arena, attribute.value, attribute.len, false));
	return node;
}

static xmlNodePtr
node_new(struct override *o, uint32_t i)
{
	const struct node *n = &o->page->nodes[i];
	bool raw = tag_traits(o->page->nodes[n->parent].tag) & TRAIT_RAW;
	if (n->tag == TAG_TEXT)
		return xmlNewDocText(o->doc, text_plain(o->page->arena, n->text, n->len, raw));
	if (n->tag == TAG_COMMENT)
		return xmlNewDocComment(o->doc, text_plain(o->page->arena, n->text, n->len, true));
	return element_new(o, i);
}

/* What the nodes at the top stand in: expressions that people copy begin with /html/body, whether
 * the page writes those tags or not. */
static xmlNodePtr
top_new(struct override *o)
{
	const struct node *nodes = o->page->nodes;
	bool html = false, body = false;
	for (uint32_t i = 1; i < nodes[0].end; i = nodes[i].end) {
		html |= nodes[i].tag == TAG_HTML;
		body |= nodes[i].tag == TAG_BODY || nodes[i].tag == TAG_FRAMESET;
	}
	xmlNodePtr top = (xmlNodePtr)o->doc;
	if (!html)
		top = xmlAddChild(top, xmlNewDocNode(o->doc, NULL, BAD_CAST "html", NULL));
	if (top && !html && !body)
		top = xmlAddChild(top, xmlNewDocNode(o->doc, NULL, BAD_CAST "body", NULL));
	return top;
}

static void
tree_build(struct override *o)
{
	struct page *p = o->page;
	o->nodes = arena_zalloc(p->arena, p->n_nodes, sizeof *o->nodes);
	o->doc = xmlNewDoc(BAD_CAST "1.0");
	o->nodes[0] = o->doc ? top_new(o) : NULL;
	for (uint32_t i = 1; i < p->n_nodes; i++) {
		xmlNodePtr parent = o->nodes[p->nodes[i].parent];
		bool loose = parent == (xmlNodePtr)o->doc && p->nodes[i].tag == TAG_TEXT;
		xmlNodePtr node = parent && !loose ? node_new(o, i) : NULL;
		if (node == NULL && !loose)
			fatal("out of memory");
		if (node == NULL)
			continue;
		node->_private = &p->nodes[i];
		o->nodes[i] = xmlAddChild(parent, node);
	}
}

static void
complain(void *to, xmlErrorPtr error)
{
	struct override *o = to;
	snprintf(o->why[o->now], sizeof o->why[0], "%.*s", (int)strcspn(error->message, "\n"),
	    error->message);
}

/* The page's node behind a node of a result; 0 for attributes and the like. */
static uint32_t
page_node(const struct override *o, const xmlNode *node)
{
	if (node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE &&
	    node->type != XML_COMMENT_NODE)
		return 0;
	const struct node *n = node->_private;
	return n ? (uint32_t)(n - o->page->nodes) : 0;
}

static xmlXPathObjectPtr
evaluate(struct override *o, enum xpath_field which, uint32_t node)
{
	if (o == NULL || o->compiled[which] == NULL)
		return NULL;
	o->asked[which] = true;
	o->now = which;
	o->context->node = node && o->nodes[node] ? o->nodes[node] : (xmlNodePtr)o->doc;
	xmlXPathObjectPtr result = xmlXPathCompiledEval(o->compiled[which], o->context);
	if (result && result->type == XPATH_NODESET && result->nodesetval)
		xmlXPathNodeSetSort(result->nodesetval);
	return result;
}

static const char *
folded_take(struct override *o, xmlChar *s)
{
	const char *text = s ? text_folded(o->page->arena, (char *)s, strlen((char *)s)) : NULL;
	xmlFree(s);
	return text && *text ? text : NULL;
}

static const char *
first_text(struct override *o, xmlXPathObjectPtr result, bool link)
{
	if (result->type != XPATH_NODESET)
		return folded_take(o, xmlXPathCastToString(result));
	if (xmlXPathNodeSetIsEmpty(result->nodesetval))
		return NULL;
	xmlNodePtr node = xmlXPathNodeSetItem(result->nodesetval, 0);
	uint32_t i = page_node(o, node);
	if (i == 0)
		return folded_take(o, xmlXPathCastNodeToString(node));
	return link ? page_attribute(o->page, i, ATTR_HREF) : page_text(o->page, i);
}

static const char *
text_at(struct override *o, enum xpath_field which, uint32_t node, bool link)
{
	xmlXPathObjectPtr result = evaluate(o, which, node);
	const char *text = result ? first_text(o, result, link) : NULL;
	xmlXPathFreeObject(result);
	if (text)
		o->found[which] = true;
	return text;
}

const char *
override_text(struct override *o, enum xpath_field which, uint32_t node)
{
	return text_at(o, which, node, false);
}

const char *
override_link(struct override *o, enum xpath_field which, uint32_t node)
{
	return text_at(o, which, node, true);
}

size_t
override_nodes(struct override *o, enum xpath_field which, uint32_t **nodes)
{
	size_t n = 0;
	xmlXPathObjectPtr result = evaluate(o, which, 0);
	int all = result && result->type == XPATH_NODESET && result->nodesetval
	              ? result->nodesetval->nodeNr
	              : 0;
	*nodes = all ? arena_alloc(o->page->arena, (size_t)all * sizeof **nodes) : NULL;
	for (int i = 0; i < all; i++) {
		uint32_t node = page_node(o, result->nodesetval->nodeTab[i]);
		if (node)
			(*nodes)[n++] = node;
	}
	xmlXPathFreeObject(result);
	if (n > 0)
		o->found[which] = true;
	return n;
}

/* Silent, as the content of <template> is. */
static void
drop(struct override *o)
{
	uint32_t *nodes;
	size_t n = override_nodes(o, XPATH_DROP, &nodes);
	for (size_t i = 0; i < n; i++) {
		struct node *node = &o->page->nodes[nodes[i]];
		if (node->tag == TAG_TEXT)
			node->len = 0;
		else if (node->tag != TAG_COMMENT)
			node->tag = TAG_TEMPLATE;
	}
}

struct override *
override_new(const char *const *xpath, struct page *p)
{
	bool any = false;
	for (int i = 0; xpath && i < XPATH_COUNT; i++)
		any |= xpath[i] != NULL;
	if (!any)
		return NULL;
	struct override *o = arena_zalloc(p->arena, 1, sizeof *o);
	o->page = p;
	tree_build(o);
	o->context = xmlXPathNewContext(o->doc);
	if (o->context == NULL)
		fatal("out of memory");
	o->context->opLimit = CAP_XPATH_STEPS;
	xmlSetStructuredErrorFunc(o, complain);
	for (int i = 0; i < XPATH_COUNT; i++) {
		o->now = (enum xpath_field)i;
		if (xpath[i])
			o->compiled[i] = xmlXPathCtxtCompile(o->context, (const xmlChar *)xpath[i]);
		o->asked[i] = xpath[i] && !o->compiled[i];
	}
	drop(o);
	return o;
}

void
override_free(struct override *o)
{
	if (o == NULL)
		return;
	xmlSetStructuredErrorFunc(NULL, NULL);
	for (int i = 0; i < XPATH_COUNT; i++)
		xmlXPathFreeCompExpr(o->compiled[i]);
	xmlXPathFreeContext(o->context);
	xmlFreeDoc(o->doc);
}

void
override_note(
    const struct override *o, enum xpath_field from, enum xpath_field to, struct buf *notes)
{
	for (int i = (int)from; o && i < (int)to; i++)
		if (o->asked[i] && (!o->found[i] || o->why[i][0]))
			buf_addf(notes, "%s: %s\n", xpath_keys[i],
			    o->why[i][0] ? o->why[i] : "nothing found");
}
