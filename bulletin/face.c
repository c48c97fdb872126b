/* face.c - faces of an issue by XSLT. The stylesheets may read nothing but themselves and write
 * nothing but their result. */
#include "bulletin/bulletin.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "bulletin/wrap.h"

static const struct face {
	const char *name, *stylesheet;
	bool wrapped;
} faces[] = {{"text", "issue-text.xsl", true}, {"html", "issue-html.xsl", false}};

static const struct face *
face_named(const char *name)
{
	for (size_t k = 0; k < sizeof faces / sizeof *faces; k++)
		if (strcmp(faces[k].name, name) == 0)
			return &faces[k];
	return NULL;
}

static void
template_path(const char *dir, const char *name, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/templates/%s", dir, name);
	if (access(path, R_OK) != 0)
		snprintf(path, PATH_MAX, "%s/templates/%s", file_share_dir(), name);
}

/* libxml2 and libxslt report in pieces; the first line is what a person needs. */
struct complaint {
	struct buf text;
};

static void
complain(void *context, const char *fmt, ...)
{
	struct complaint *c = context;
	va_list ap;
	va_start(ap, fmt);
	buf_vaddf(&c->text, fmt, ap);
	va_end(ap);
}

static const char *
complaint_text(struct complaint *c)
{
	for (char *s = c->text.text; s && *s; s++)
		if (*s == '\n')
			*s = ' ';
	return c->text.len > 0 ? c->text.text : "no reason given";
}

static xsltSecurityPrefsPtr
no_rights(void)
{
	static const xsltSecurityOption options[] = {XSLT_SECPREF_READ_FILE,
	    XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
	    XSLT_SECPREF_WRITE_NETWORK};
	xsltSecurityPrefsPtr prefs = xsltNewSecurityPrefs();
	if (prefs == NULL)
		fatal("out of memory");
	for (size_t k = 0; k < sizeof options / sizeof *options; k++)
		xsltSetSecurityPrefs(prefs, options[k], xsltSecurityForbid);
	return prefs;
}

/* Run the stylesheet over the issue; its output is added to `out`. */
static int
transform(xsltStylesheetPtr sheet, xmlDocPtr issue, const char *edition, struct complaint *why,
    struct buf *out, const char *path, struct fail *f)
{
	const char *const params[] = {"edition", edition ? edition : "", NULL};
	xsltSecurityPrefsPtr prefs = no_rights();
	xsltTransformContextPtr context = xsltNewTransformContext(sheet, issue);
	xmlDocPtr result = NULL;
	xmlChar *text = NULL;
	int n = 0, rc = -1;
	if (context == NULL)
		fatal("out of memory");
	xsltSetTransformErrorFunc(context, why, complain);
	if (xsltSetCtxtSecurityPrefs(prefs, context) != 0 ||
	    xsltQuoteUserParams(context, (const char **)params) != 0)
		goto out;
	result = xsltApplyStylesheetUser(sheet, issue, NULL, NULL, NULL, context);
	if (result == NULL || context->state != XSLT_STATE_OK ||
	    xsltSaveResultToString(&text, &n, result, sheet) != 0)
		goto out;
	buf_add(out, text, (size_t)n);
	rc = buf_full(out) ? fail_input(f, path, "the face is larger than allowed") : 0;
out:
	if (rc < 0 && f->what == FAIL_NONE)
		(void)fail_input(f, path, "the template failed: %s", complaint_text(why));
	xmlFree(text);
	xmlFreeDoc(result);
	xsltFreeTransformContext(context);
	xsltFreeSecurityPrefs(prefs);
	return rc;
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

static int
render(const char *path, xmlDocPtr issue, const char *edition, struct buf *out, struct fail *f)
{
	struct complaint why;
	buf_init(&why.text, CAP_MESSAGE);
	xmlSetGenericErrorFunc(&why, complain);
	xsltSetGenericErrorFunc(&why, complain);
	*f = (struct fail){0};
	int rc = -1;
	xsltStylesheetPtr sheet = xsltParseStylesheetFile((const xmlChar *)path);
	if (sheet == NULL)
		(void)fail_config(f, path, "no usable template: %s", complaint_text(&why));
	else
		rc = transform(sheet, issue, edition, &why, out, path, f);
	xsltFreeStylesheet(sheet);
	xmlSetGenericErrorFunc(NULL, NULL);
	xsltSetGenericErrorFunc(NULL, NULL);
	buf_release(&why.text);
	return rc;
}

int
issue_face(const char *dir, const char *xml, const char *name, const char *edition, struct buf *out,
    struct fail *f)
{
	const struct face *face = face_named(name);
	if (face == NULL)
		bug("issue_face: no face %s", name);
	xmlDocPtr issue = xmlReadMemory(
	    xml, (int)strlen(xml), "issue.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	if (issue == NULL)
		return fail_input(f, NULL, "the stored issue is no well-formed XML");
	char path[PATH_MAX];
	template_path(dir, face->stylesheet, path);
	struct buf lines;
	buf_init(&lines, CAP_ISSUE);
	int rc;
	if (edition && !knows_edition(issue, edition))
		rc = fail_input(f, edition, "the issue has no such edition (see partners.yaml)");
	else
		rc = render(path, issue, edition, face->wrapped ? &lines : out, f);
	if (rc == 0 && face->wrapped)
		wrap_text(lines.text, WRAP_COLUMNS, out);
	if (rc == 0 && buf_full(out))
		rc = fail_input(f, NULL, "the face is larger than allowed");
	buf_release(&lines);
	xmlFreeDoc(issue);
	return rc;
}
