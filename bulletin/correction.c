/* correction.c - see correction.h. */
#include "bulletin/correction.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/date.h"
#include "base/log.h"
#include "bulletin/element.h"

static const char *
serialize(xmlDocPtr doc, struct arena *a)
{
	xmlChar *text = NULL;
	int n = 0;
	xmlDocDumpMemoryEnc(doc, &text, &n, "UTF-8");
	if (text == NULL)
		fatal("out of memory");
	const char *kept = arena_strn(a, (const char *)text, (size_t)n);
	xmlFree(text);
	xmlFreeDoc(doc);
	return kept;
}

static xmlDocPtr
read_issue(const char *xml)
{
	return xmlReadMemory(
	    xml, (int)strlen(xml), "issue.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
}

/* When it was approved: the instant, and its day in Japan. */
static void
approved_write(xmlNodePtr e, const struct correction *c)
{
	char day[DATE_SIZE];
	element_attr(e, "at", c->at);
	if (instant_date(c->at, JAPAN_OFFSET, day))
		element_attr(e, "day", day);
}

/* An empty line stays one. */
static void
lines_write(xmlNodePtr e, const char *words, struct arena *a)
{
	for (const char *s = words; *s;) {
		size_t n = strcspn(s, "\n");
		if (!element_text(e, "line", arena_strn(a, s, n)))
			element_add(e, "line");
		s += n + (s[n] == '\n');
	}
}

static xmlDocPtr
correction_doc(const struct correction *c, struct arena *a)
{
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root =
	    doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"correction", NULL) : NULL;
	if (root == NULL)
		fatal("out of memory");
	xmlDocSetRootElement(doc, root);
	element_attr(root, "month", c->month);
	element_number(root, "notice", (size_t)c->notice);
	lines_write(root, c->text, a);
	return doc;
}

const char *
correction_xml(
    const struct correction *c, const char *approved, const struct settings *from, struct arena *a)
{
	xmlDocPtr doc = correction_doc(c, a);
	xmlNodePtr root = xmlDocGetRootElement(doc);
	element_attr(root, "approved", arena_strn(a, approved, strlen("2026-07-07")));
	xmlNodePtr publisher = element_add(root, "publisher");
	element_attr(publisher, "name", from->publisher);
	element_attr(publisher, "mail", from->contact_mail);
	element_attr(publisher, "phone", from->contact_phone);
	return serialize(doc, a);
}

const char *
correction_page_xml(const struct correction *c, const char *issue_xml, struct arena *a)
{
	xmlDocPtr issue = read_issue(issue_xml);
	if (issue == NULL)
		return NULL;
	xmlDocPtr doc = correction_doc(c, a);
	xmlNodePtr root = xmlDocGetRootElement(doc);
	approved_write(root, c);
	for (xmlNodePtr e = xmlFirstElementChild(xmlDocGetRootElement(issue)); e;
	     e = xmlNextElementSibling(e))
		if (strcmp((const char *)e->name, "publisher") == 0)
			xmlAddChild(root, xmlDocCopyNode(e, doc, 1));
	xmlFreeDoc(issue);
	return serialize(doc, a);
}

const char *
issue_with_corrections(const char *xml, const struct correction *list, size_t n, struct arena *a)
{
	xmlDocPtr doc = read_issue(xml);
	if (doc == NULL)
		return NULL;
	xmlNodePtr all = element_add(xmlDocGetRootElement(doc), "corrections");
	for (size_t k = 0; k < n; k++) {
		xmlNodePtr e = element_add(all, "correction");
		element_attr(e, "month", list[k].month);
		element_number(e, "notice", (size_t)list[k].notice);
		approved_write(e, &list[k]);
		lines_write(e, list[k].text, a);
	}
	return serialize(doc, a);
}
