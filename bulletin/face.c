/* face.c - faces of an issue: a stylesheet of templates/ makes each, some are finished in C, where
 * the form asks for more than a tree of text can give. */
#include "bulletin/bulletin.h"

#include <stdbool.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/caps.h"
#include "base/log.h"
#include "bulletin/correction.h"
#include "bulletin/finish.h"
#include "bulletin/sheet.h"

/* `second` works on the result of the first; `finish` on the serialized text of the last. */
static const struct face {
	const char *name, *stylesheet, *second;
	int (*finish)(const char *dir, const struct buf *in, struct buf *out, struct fail *f);
	bool one; /* the same for all editions */
} faces[] = {
    {"text", "issue-text.xsl", NULL, finish_text, false},
    {"html", "issue-html.xsl", NULL, NULL, false},
    {"mail-html", "issue-html.xsl", "page-mail.xsl", NULL, false},
    {"pdf", "issue-html.xsl", NULL, finish_pdf, false},
    {"docx", "issue-html.xsl", "page-docx.xsl", finish_docx, false},
    {"atom", "issue-atom.xsl", NULL, NULL, true},
    {"jsonfeed", "issue-jsonfeed.xsl", NULL, finish_json, true},
    {"ics", "issue-ics.xsl", NULL, finish_calendar, true},
};
static const struct face correction_faces[] = {
    {"text", "correction-text.xsl", NULL, finish_text, true},
    {"html", "correction-html.xsl", NULL, NULL, true},
    {"mail-html", "correction-html.xsl", "page-mail.xsl", NULL, true},
};

static const struct face *
named(const struct face *list, size_t n, const char *name)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(list[k].name, name) == 0)
			return &list[k];
	return NULL;
}

static const struct face *
face_named(const char *name)
{
	return named(faces, sizeof faces / sizeof *faces, name);
}

bool
face_known(const char *name, bool *one)
{
	const struct face *face = face_named(name);
	*one = face && face->one;
	return face != NULL;
}

static bool
knows_edition(xmlDocPtr issue, const char *edition)
{
	xmlXPathContextPtr context = xmlXPathNewContext(issue);
	xmlXPathObjectPtr editions =
	    context
	        ? xmlXPathEvalExpression((const xmlChar *)"/issue/editions/edition/@id", context)
	        : NULL;
	if (editions == NULL)
		fatal("out of memory");
	bool known = false;
	for (int k = 0; editions->nodesetval && k < editions->nodesetval->nodeNr; k++) {
		xmlChar *id = xmlNodeGetContent(editions->nodesetval->nodeTab[k]);
		known |= strcmp((const char *)id, edition) == 0;
		xmlFree(id);
	}
	xmlXPathFreeObject(editions);
	xmlXPathFreeContext(context);
	return known;
}

/* The stylesheets of a face, the last one's result serialized. */
static int
render(const char *dir, const struct face *face, xmlDocPtr issue, const char *edition,
    struct buf *out, struct fail *f)
{
	xmlDocPtr page =
	    sheet_run(dir, face->stylesheet, issue, edition, face->second ? NULL : out, f);
	xmlDocPtr last = page;
	if (page && face->second) {
		last = sheet_run(dir, face->second, page, edition, out, f);
		xmlFreeDoc(page);
	}
	xmlFreeDoc(last);
	return last ? 0 : -1;
}

static int
finished(const char *dir, const struct face *face, xmlDocPtr issue, const char *edition,
    struct buf *out, struct fail *f)
{
	struct buf raw;
	int rc;
	buf_init(&raw, CAP_ISSUE);
	if (face->finish == NULL)
		rc = render(dir, face, issue, edition, out, f);
	else if ((rc = render(dir, face, issue, edition, &raw, f)) == 0)
		rc = face->finish(dir, &raw, out, f);
	buf_release(&raw);
	if (rc == 0 && buf_full(out))
		rc = fail_input(f, NULL, "the face is larger than allowed");
	return rc;
}

static xmlDocPtr
read_xml(const char *xml)
{
	return xmlReadMemory(
	    xml, (int)strlen(xml), "issue.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
}

int
issue_face(const char *dir, const char *xml, const char *name, const char *edition, struct buf *out,
    struct fail *f)
{
	const struct face *face = face_named(name);
	if (face == NULL)
		bug("issue_face: no face %s", name);
	xmlDocPtr issue = read_xml(xml);
	if (issue == NULL)
		return fail_input(f, NULL, "the stored issue is no well-formed XML");
	int rc = edition && !knows_edition(issue, edition)
	             ? fail_input(f, edition, "the issue has no such edition (see partners.yaml)")
	             : finished(dir, face, issue, edition, out, f);
	xmlFreeDoc(issue);
	return rc;
}

int
correction_face(const char *dir, const char *xml, const char *name, struct buf *out, struct fail *f)
{
	const struct face *face =
	    named(correction_faces, sizeof correction_faces / sizeof *correction_faces, name);
	if (face == NULL)
		bug("correction_face: no face %s", name);
	xmlDocPtr doc = read_xml(xml);
	if (doc == NULL)
		return fail_input(f, NULL, "the correction is no well-formed XML");
	int rc = finished(dir, face, doc, NULL, out, f);
	xmlFreeDoc(doc);
	return rc;
}
