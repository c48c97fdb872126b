/* xliffcheck.c - see xliffcheck.h. */
#include "translate/xliffcheck.h"
#include "translate/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpathInternals.h>

#include "base/caps.h"

static const struct {
	const char *prefix, *uri;
} namespaces[] = {{"", XLIFF_CORE}, {"xml", "http://www.w3.org/XML/1998/namespace"},
    {"mtc", "urn:oasis:names:tc:xliff:matches:2.0"},
    {"gls", "urn:oasis:names:tc:xliff:glossary:2.0"}, {"fs", "urn:oasis:names:tc:xliff:fs:2.0"},
    {"mda", "urn:oasis:names:tc:xliff:metadata:2.0"},
    {"res", "urn:oasis:names:tc:xliff:resourcedata:2.0"},
    {"ctr", "urn:oasis:names:tc:xliff:changetracking:2.1"},
    {"ctr", "urn:oasis:names:tc:xliff:changetracking:2.0"},
    {"slr", "urn:oasis:names:tc:xliff:sizerestriction:2.0"},
    {"val", "urn:oasis:names:tc:xliff:validation:2.0"},
    {"itsm", "urn:oasis:names:tc:xliff:itsm:2.1"}, {"its", "http://www.w3.org/2005/11/its"}};

const char *
xliff_prefix(const xmlNs *ns)
{
	for (size_t i = 0; ns && i < sizeof namespaces / sizeof *namespaces; i++)
		if (strcmp((const char *)ns->href, namespaces[i].uri) == 0)
			return namespaces[i].prefix;
	return "o";
}

void
xliff_register(xmlXPathContext *context)
{
	for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
		xmlXPathRegisterNs(context,
		    (const xmlChar *)(namespaces[i].prefix[0] ? namespaces[i].prefix : "x"),
		    (const xmlChar *)namespaces[i].uri);
	/* The namespace of 2.1; its prefix stands for that of 2.0, the last in the table. */
	xmlXPathRegisterNs(context, (const xmlChar *)"ctr1",
	    (const xmlChar *)"urn:oasis:names:tc:xliff:changetracking:2.1");
}

bool
xliff_is(const xmlNode *n, const char *name)
{
	return n && n->type == XML_ELEMENT_NODE && n->ns &&
	       strcmp((const char *)n->ns->href, XLIFF_CORE) == 0 &&
	       strcmp((const char *)n->name, name) == 0;
}

const char *
xliff_value(const xmlNode *n, const char *name)
{
	for (const xmlAttr *at = n->properties; at; at = at->next)
		if (at->ns == NULL && strcmp((const char *)at->name, name) == 0)
			return at->children ? (const char *)at->children->content : "";
	return NULL;
}

xmlNode *
xliff_within(const xmlNode *n, const char *name)
{
	for (xmlNode *at = n->parent; at; at = at->parent)
		if (xliff_is(at, name))
			return at;
	return NULL;
}

static xmlNode *
step(const xmlNode *top, const xmlNode *n)
{
	if (n->children && n->type == XML_ELEMENT_NODE)
		return n->children;
	for (; n != top; n = n->parent)
		if (n->next)
			return n->next;
	return NULL;
}

xmlNode *
xliff_next(const xmlNode *top, const xmlNode *from)
{
	xmlNode *at = from ? step(top, from) : (xmlNode *)top;
	while (at && at->type != XML_ELEMENT_NODE)
		at = step(top, at);
	return at;
}

void
xliff_fault(struct xliff_faults *faults, const xmlNode *at, const char *fmt, ...)
{
	char why[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	faults->n++;
	buf_addf(&faults->text, "%ld\t%s\n", at ? xmlGetLineNo(at) : 0, why);
}

json_t *
xliff_judge(const char *bytes, size_t n, struct fail *f)
{
	struct xliff_faults faults = {.n = 0};
	bool declares = delivery_declares(bytes, n);
	xmlDoc *doc = declares ? NULL
	                       : xmlReadMemory(bytes, (int)n, NULL, NULL,
	                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	json_t *out = NULL;
	buf_init(&faults.text, CAP_BODY);
	if (declares)
		xliff_fault(&faults, NULL, "XML with declarations of its own is not read");
	else if (doc == NULL)
		xliff_fault(&faults, NULL, "no well-formed XML");
	else
		xliff_examine(doc, &faults);
	out = json_pack("{s:s}", "faults", faults.text.text);
	if (out == NULL)
		(void)fail_input(f, NULL, "characters that are no UTF-8");
	xmlFreeDoc(doc);
	buf_release(&faults.text);
	return out;
}

void
xliff_examine(xmlDoc *doc, struct xliff_faults *faults)
{
	xliff_shape(doc, faults);
	/* What the rest asks for is only there in a document of the right shape. */
	if (faults->n > 0)
		return;
	xliff_rules(doc, faults);
	xliff_references(doc, faults);
	xliff_codes(doc, faults);
}
