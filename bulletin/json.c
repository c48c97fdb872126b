/* json.c - a small tree of XML to JSON, so that quoting is the serializer's job here too. */
#include "bulletin/finish.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>

#include "base/log.h"

static bool
is_named(const xmlNode *e, const char *name)
{
	return strcmp((const char *)e->name, name) == 0;
}

static json_t *
value_of(const xmlNode *e)
{
	bool list = is_named(e, "array");
	json_t *value;
	if (!list && !is_named(e, "object")) {
		xmlChar *text = xmlNodeGetContent(e);
		value = is_named(e, "yes") ? json_true() : json_string((const char *)text);
		xmlFree(text);
		return value;
	}
	value = list ? json_array() : json_object();
	for (const xmlNode *child = e->children; value && child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		xmlChar *name = xmlGetProp(child, (const xmlChar *)"name");
		int rc = list ? json_array_append_new(value, value_of(child))
		              : json_object_set_new(value, (const char *)name, value_of(child));
		xmlFree(name);
		if (rc != 0)
			fatal("out of memory");
	}
	return value;
}

int
finish_json(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
{
	(void)dir;
	xmlDocPtr doc = xmlReadMemory(in->text, (int)in->len, "json", NULL, XML_PARSE_NONET);
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root == NULL) {
		xmlFreeDoc(doc);
		return fail_config(f, NULL, "the template gives no tree for JSON");
	}
	json_t *value = value_of(root);
	char *text = value ? json_dumps(value, JSON_INDENT(1)) : NULL;
	if (text == NULL)
		fatal("out of memory");
	buf_adds(out, text);
	buf_addc(out, '\n');
	free(text);
	json_decref(value);
	xmlFreeDoc(doc);
	return 0;
}
