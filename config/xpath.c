/* xpath.c - see xpath.h. */
#include "config/xpath.h"

#include <libxml/xpath.h>
#include <stdio.h>
#include <string.h>

const char *const xpath_keys[XPATH_COUNT] = {"drop_xpath", "title_xpath", "published_xpath",
    "written_xpath", "doc_number_xpath", "issuer_xpath", "index_number_xpath",
    "content_source_xpath", "body_xpath", "item_xpath", "item_title_xpath", "item_link_xpath",
    "item_date_xpath", "next_xpath"};

struct complaint {
	char *why;
	size_t room;
	int *at;
};

/* xmlXPathError() puts the place into int1. */
static void
complain(void *to, xmlErrorPtr error)
{
	struct complaint *c = to;
	snprintf(c->why, c->room, "%.*s", (int)strcspn(error->message, "\n"), error->message);
	*c->at = error->int1;
}

bool
xpath_compiles(const char *expression, char *why, size_t room, int *at)
{
	struct complaint c = {why, room, at};
	xmlXPathContextPtr context = xmlXPathNewContext(NULL);
	snprintf(why, room, "out of memory");
	*at = 0;
	if (context == NULL)
		return false;
	/* The context's own handler would be told no message. */
	xmlSetStructuredErrorFunc(&c, complain);
	xmlXPathCompExprPtr compiled = xmlXPathCtxtCompile(context, (const xmlChar *)expression);
	xmlSetStructuredErrorFunc(NULL, NULL);
	bool good = compiled != NULL;
	xmlXPathFreeCompExpr(compiled);
	xmlXPathFreeContext(context);
	return good;
}
