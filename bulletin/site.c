/* site.c - all issues as a folder of files that any web server can show. */
#include "bulletin/edition.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "bulletin/bulletin.h"
#include "bulletin/element.h"
#include "bulletin/sheet.h"

struct site {
	const char *dir, *folder;
	struct arena *arena;
	xmlNodePtr list; /* <site>, an <issue> each */
};

static int
put(const struct site *site, const char *name, const struct buf *face, struct fail *f)
{
	return file_write(
	    arena_printf(site->arena, "%s/%s", site->folder, name), face->text, face->len, f);
}

static int
face_put(const struct site *site, const char *xml, const char *face, const char *edition,
    const char *name, struct fail *f)
{
	struct buf out;
	buf_init(&out, CAP_ISSUE);
	int rc = issue_face(site->dir, xml, face, edition, &out, f);
	if (rc == 0)
		rc = put(site, name, &out, f);
	buf_release(&out);
	return rc;
}

static int
issue_put(const struct site *site, const struct issue *i, bool newest, struct fail *f)
{
	static const struct {
		const char *face, *name;
	} feeds[] = {{"atom", "atom.xml"}, {"jsonfeed", "feed.json"}};
	const struct edition *editions;
	size_t n;
	const char *month = i->month;
	if (editions_read(i->xml, site->arena, &editions, &n, f) < 0 ||
	    face_put(site, i->xml, "html", NULL, arena_printf(site->arena, "%s.html", month), f) <
	        0 ||
	    face_put(site, i->xml, "ics", NULL, arena_printf(site->arena, "%s.ics", month), f) < 0)
		return -1;
	xmlNodePtr e = element_add(site->list, "issue");
	element_attr(e, "month", month);
	element_attr(e, "state", i->state);
	for (size_t k = 0; k < n; k++) {
		const char *name = arena_printf(site->arena, "%s-%s.html", month, editions[k].id);
		if (face_put(site, i->xml, "html", editions[k].id, name, f) < 0)
			return -1;
		xmlNodePtr edition = element_add(e, "edition");
		element_attr(edition, "id", editions[k].id);
		element_attr(edition, "name", editions[k].name);
	}
	for (size_t k = 0; newest && k < sizeof feeds / sizeof *feeds; k++)
		if (face_put(site, i->xml, feeds[k].face, NULL, feeds[k].name, f) < 0)
			return -1;
	return 0;
}

static int
index_put(const struct site *site, xmlDocPtr doc, struct fail *f)
{
	struct buf out;
	buf_init(&out, CAP_ISSUE);
	xmlDocPtr page = sheet_run(site->dir, "site-index.xsl", doc, NULL, &out, f);
	int rc = page ? put(site, "index.html", &out, f) : -1;
	xmlFreeDoc(page);
	buf_release(&out);
	return rc;
}

static bool
is_shown(const struct issue *i, bool drafts)
{
	return drafts || strcmp(i->state, "draft") != 0;
}

int
site_write(struct store *s, const char *dir, const char *folder, bool drafts, struct fail *f)
{
	struct arena a = {0};
	const char *const *months;
	size_t n = 0;
	int shown = 0;
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"site", NULL) : NULL;
	if (root == NULL)
		fatal("out of memory");
	xmlDocSetRootElement(doc, root);
	struct site site = {dir, folder, &a, root};
	int rc = file_mkdir(folder, f);
	if (rc == 0)
		rc = store_issue_months(s, NULL, &a, &months, &n, f);
	for (size_t k = 0; rc == 0 && k < n; k++) {
		struct issue i;
		rc = store_issue(s, months[k], &a, &i, f) == 1 ? 0 : -1;
		if (rc == 0 && is_shown(&i, drafts))
			rc = issue_put(&site, &i, shown++ == 0, f);
	}
	if (rc == 0)
		rc = index_put(&site, doc, f);
	xmlFreeDoc(doc);
	arena_release(&a);
	return rc < 0 ? -1 : shown;
}
