/* sheet.c - see sheet.h. */
#include "bulletin/sheet.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"

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

/* The tree a stylesheet makes; its serialized form is added to `out`. */
static xmlDocPtr
transform(xsltStylesheetPtr sheet, xmlDocPtr doc, const char *edition, struct complaint *why,
    struct buf *out, const char *path, struct fail *f)
{
	const char *const params[] = {"edition", edition ? edition : "", NULL};
	xsltSecurityPrefsPtr prefs = no_rights();
	xsltTransformContextPtr context = xsltNewTransformContext(sheet, doc);
	xmlDocPtr result = NULL;
	xmlChar *text = NULL;
	int n = 0;
	if (context == NULL)
		fatal("out of memory");
	xsltSetTransformErrorFunc(context, why, complain);
	if (xsltSetCtxtSecurityPrefs(prefs, context) == 0 &&
	    xsltQuoteUserParams(context, (const char **)params) == 0)
		result = xsltApplyStylesheetUser(sheet, doc, NULL, NULL, NULL, context);
	bool good = result && context->state == XSLT_STATE_OK;
	if (good && out && (good = xsltSaveResultToString(&text, &n, result, sheet) == 0))
		buf_add(out, text, (size_t)n);
	if (!good)
		(void)fail_input(f, path, "the template failed: %s", complaint_text(why));
	else if (out && buf_full(out)) {
		(void)fail_input(f, path, "the face is larger than allowed");
		good = false;
	}
	if (!good) {
		xmlFreeDoc(result);
		result = NULL;
	}
	xmlFree(text);
	xsltFreeTransformContext(context);
	xsltFreeSecurityPrefs(prefs);
	return result;
}

xmlDocPtr
sheet_run(const char *dir, const char *name, xmlDocPtr doc, const char *edition, struct buf *out,
    struct fail *f)
{
	char path[PATH_MAX];
	struct complaint why;
	template_path(dir, name, path);
	buf_init(&why.text, CAP_MESSAGE);
	xmlSetGenericErrorFunc(&why, complain);
	xsltSetGenericErrorFunc(&why, complain);
	*f = (struct fail){0};
	xmlDocPtr result = NULL;
	xsltStylesheetPtr sheet = xsltParseStylesheetFile((const xmlChar *)path);
	if (sheet == NULL)
		(void)fail_config(f, path, "no usable template: %s", complaint_text(&why));
	else
		result = transform(sheet, doc, edition, &why, out, path, f);
	xsltFreeStylesheet(sheet);
	xmlSetGenericErrorFunc(NULL, NULL);
	xsltSetGenericErrorFunc(NULL, NULL);
	buf_release(&why.text);
	return result;
}
