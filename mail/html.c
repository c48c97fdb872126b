/* html.c - the text of a mail's HTML part: lines, and what is quoted marked as in plain text. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <strings.h>

#include "mail/parse.h"

struct writing {
	struct buf *out;
	int quoted;
	bool fresh; /* at the beginning of a line */
};

static const char *const blocks[] = {"p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul",
    "ol", "hr", "pre", "blockquote", NULL};
static const char *const silent[] = {"head", "style", "script", "title", NULL};

static bool
is_one_of(const xmlChar *name, const char *const *names)
{
	for (; *names; names++)
		if (strcasecmp((const char *)name, *names) == 0)
			return true;
	return false;
}

static void
line_end(struct writing *w)
{
	if (!w->fresh)
		buf_addc(w->out, '\n');
	w->fresh = true;
}

static void
add_text(struct writing *w, const char *text)
{
	for (; *text; text++) {
		bool blank = strchr(" \t\r\n", *text) != NULL;
		if (w->fresh && blank)
			continue;
		if (w->fresh)
			buf_adds(w->out, w->quoted > 0 ? "> " : "");
		buf_addc(w->out, blank ? ' ' : *text);
		w->fresh = false;
	}
}

static bool
has_style(const xmlNode *node, const char *what)
{
	bool has = false;
	size_t n = 0;
	char kept[256];
	xmlChar *style = xmlGetProp((xmlNodePtr)node, (const xmlChar *)"style");
	for (const xmlChar *s = style; s && *s && n < sizeof kept - 1; s++)
		if (!strchr(" \t\r\n", *s))
			kept[n++] = (char)*s;
	kept[n] = '\0';
	has = strcasestr(kept, what) != NULL;
	xmlFree(style);
	return has;
}

/* What no reader sees. */
static bool
is_unseen(const xmlNode *node)
{
	return node->type != XML_ELEMENT_NODE || is_one_of(node->name, silent) ||
	       xmlHasProp((xmlNodePtr)node, (const xmlChar *)"hidden") ||
	       has_style(node, "display:none");
}

static bool
is_quote(const xmlNode *node)
{
	return strcasecmp((const char *)node->name, "blockquote") == 0;
}

static void
element_begin(struct writing *w, const xmlNode *node)
{
	if (strcasecmp((const char *)node->name, "br") == 0) {
		w->fresh = false;
		line_end(w);
	} else if (is_one_of(node->name, blocks))
		line_end(w);
	w->quoted += is_quote(node);
}

static void
element_end(struct writing *w, const xmlNode *node)
{
	w->quoted -= is_quote(node);
	if (is_one_of(node->name, blocks))
		line_end(w);
}

/* However deep: mail programs nest a table for each answer. */
static void
write_nodes(struct writing *w, const xmlNode *root)
{
	const xmlNode *node = root;
	while (node) {
		if (node->type == XML_TEXT_NODE && node->content)
			add_text(w, (const char *)node->content);
		bool seen = !is_unseen(node);
		if (seen)
			element_begin(w, node);
		if (seen && node->children) {
			node = node->children;
			continue;
		}
		if (seen)
			element_end(w, node);
		while (node != root && node->next == NULL) {
			node = node->parent;
			element_end(w, node);
		}
		node = node == root ? NULL : node->next;
	}
}

void
html_text(const char *html, size_t n, struct buf *out)
{
	struct writing w = {.out = out, .fresh = true};
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html, (int)n);
	htmlDocPtr doc = NULL;
	if (parser) {
		/* as deep as it is: the cage bounds time and memory */
		htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
		                               HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER);
		parser->options |= XML_PARSE_HUGE;
		xmlSwitchToEncoding(parser, xmlFindCharEncodingHandler("UTF-8"));
		(void)htmlParseDocument(parser);
		doc = parser->myDoc;
		htmlFreeParserCtxt(parser);
	}
	if (doc && xmlDocGetRootElement(doc))
		write_nodes(&w, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}
