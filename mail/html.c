/* html.c - the text of a mail's HTML part: lines, and what is quoted marked as in plain text. */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
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

static void
write_nodes(struct writing *w, const xmlNode *node, int depth)
{
	for (; node && depth < CAP_DEPTH; node = node->next) {
		if (node->type == XML_TEXT_NODE && node->content)
			add_text(w, (const char *)node->content);
		if (node->type != XML_ELEMENT_NODE || is_one_of(node->name, silent))
			continue;
		bool quote = strcasecmp((const char *)node->name, "blockquote") == 0;
		bool block = is_one_of(node->name, blocks);
		if (strcasecmp((const char *)node->name, "br") == 0) {
			w->fresh = false;
			line_end(w);
		}
		if (block)
			line_end(w);
		w->quoted += quote;
		write_nodes(w, node->children, depth + 1);
		w->quoted -= quote;
		if (block)
			line_end(w);
	}
}

void
html_text(const char *html, size_t n, struct buf *out)
{
	struct writing w = {.out = out, .fresh = true};
	htmlDocPtr doc = htmlReadMemory(html, (int)n, NULL, "UTF-8",
	    HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER);
	if (doc)
		write_nodes(&w, xmlDocGetRootElement(doc), 0);
	xmlFreeDoc(doc);
}
