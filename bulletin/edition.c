/* edition.c - see edition.h. */
#include "bulletin/edition.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/caps.h"
#include "base/log.h"
#include "bulletin/bulletin.h"
#include "bulletin/element.h"
#include "bulletin/sheet.h"

static const char *
attribute(xmlNodePtr e, const char *name, struct arena *a)
{
	xmlChar *value = xmlGetProp(e, (const xmlChar *)name);
	const char *kept = arena_str(a, value ? (const char *)value : "");
	xmlFree(value);
	return kept;
}

static xmlNodePtr
child_named(xmlNodePtr parent, const char *name)
{
	xmlNodePtr e = parent ? xmlFirstElementChild(parent) : NULL;
	while (e && strcmp((const char *)e->name, name) != 0)
		e = xmlNextElementSibling(e);
	return e;
}

int
editions_read(
    const char *xml, struct arena *a, const struct edition **out, size_t *n, struct fail *f)
{
	xmlDocPtr doc = xmlReadMemory(
	    xml, (int)strlen(xml), "issue.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	if (doc == NULL)
		return fail_input(f, NULL, "the stored issue is no well-formed XML");
	struct edition *list = NULL;
	size_t room = 0;
	*n = 0;
	xmlNodePtr all = child_named(xmlDocGetRootElement(doc), "editions");
	for (xmlNodePtr e = all ? xmlFirstElementChild(all) : NULL; e;
	     e = xmlNextElementSibling(e)) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct edition){attribute(e, "id", a), attribute(e, "name", a)};
	}
	*out = list;
	xmlFreeDoc(doc);
	return 0;
}

/* A row without what differs only because an edition's sections are numbered from 2 on. */
static void
row_key(const char *row, size_t n, struct buf *key)
{
	static const char *const ignored[] = {"…", "━", "　"};
	buf_clear(key);
	for (size_t i = 0; i < n;) {
		size_t skip = row[i] == ' ' || (row[i] >= '0' && row[i] <= '9');
		for (size_t k = 0; k < sizeof ignored / sizeof *ignored && !skip; k++)
			if (n - i >= 3 && memcmp(row + i, ignored[k], 3) == 0)
				skip = 3;
		if (!skip)
			buf_addc(key, row[i]);
		i += skip ? skip : 1;
	}
}

/* The rows of a text as keys, sorted. */
struct rows {
	const char **keys;
	size_t n;
};

static int
compare_keys(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static struct rows
rows_of(const char *text, struct arena *a)
{
	struct rows r = {0};
	size_t room = 0;
	struct buf key;
	buf_init(&key, CAP_LINE);
	while (*text) {
		size_t n = strcspn(text, "\n");
		row_key(text, n, &key);
		text += n + (text[n] == '\n');
		r.keys = arena_grow(a, r.keys, r.n, r.n + 1, &room, sizeof *r.keys);
		r.keys[r.n++] = arena_str(a, key.text);
	}
	buf_release(&key);
	if (r.n > 0)
		qsort(r.keys, r.n, sizeof *r.keys, compare_keys);
	return r;
}

static void
add_differences(const struct rows *whole, const char *text, struct buf *out)
{
	struct buf key;
	buf_init(&key, CAP_LINE);
	while (*text) {
		size_t n = strcspn(text, "\n");
		row_key(text, n, &key);
		const char *sought = key.text;
		if (key.len > 0 && (whole->n == 0 || !bsearch(&sought, whole->keys, whole->n,
		                                         sizeof *whole->keys, compare_keys))) {
			buf_adds(out, "  ");
			buf_add(out, text, n);
			buf_addc(out, '\n');
		}
		text += n + (text[n] == '\n');
	}
	buf_release(&key);
}

/* <preview month> with each edition's differences as its text. */
static xmlDocPtr
preview_new(void)
{
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"preview", NULL) : NULL;
	if (root == NULL)
		fatal("out of memory");
	xmlDocSetRootElement(doc, root);
	return doc;
}

static void
preview_add(xmlDocPtr doc, const struct edition *edition, const char *differences)
{
	xmlNodePtr e = element_add(xmlDocGetRootElement(doc), "edition");
	element_attr(e, "id", edition->id);
	element_attr(e, "name", edition->name);
	xmlNodeAddContent(e, (const xmlChar *)differences);
}

static int
differences_read(const char *dir, const char *xml, xmlDocPtr doc, struct arena *a, struct fail *f)
{
	const struct edition *list;
	size_t n;
	struct buf face, differences;
	buf_init(&face, CAP_ISSUE);
	buf_init(&differences, CAP_ISSUE);
	int rc = editions_read(xml, a, &list, &n, f);
	if (rc == 0)
		rc = issue_face(dir, xml, "text", NULL, &face, f);
	struct rows whole = rc == 0 ? rows_of(face.text, a) : (struct rows){0};
	for (size_t k = 0; rc == 0 && k < n; k++) {
		buf_clear(&face);
		buf_clear(&differences);
		rc = issue_face(dir, xml, "text", list[k].id, &face, f);
		if (rc == 0)
			add_differences(&whole, face.text, &differences);
		preview_add(doc, &list[k], differences.text);
	}
	buf_release(&differences);
	buf_release(&face);
	return rc;
}

int
editions_compare(
    const char *dir, const char *month, const char *xml, bool page, struct buf *out, struct fail *f)
{
	struct arena a = {0};
	xmlDocPtr doc = preview_new();
	element_attr(xmlDocGetRootElement(doc), "month", month);
	int rc = differences_read(dir, xml, doc, &a, f);
	if (rc == 0) {
		xmlDocPtr face = sheet_run(
		    dir, page ? "preview-html.xsl" : "preview-text.xsl", doc, NULL, out, f);
		rc = face ? 0 : -1;
		xmlFreeDoc(face);
	}
	xmlFreeDoc(doc);
	arena_release(&a);
	return rc;
}
