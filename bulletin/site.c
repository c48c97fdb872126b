/* site.c - all issues as a folder of files that any web server can show: what was sent, what
 * corrects it, and no page of an issue that is not public any more. */
#include "bulletin/edition.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxml/tree.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "bulletin/bulletin.h"
#include "bulletin/correction.h"
#include "bulletin/element.h"
#include "bulletin/sheet.h"

struct site {
	struct store *store;
	const char *dir, *folder;
	struct arena *arena;
	xmlNodePtr list;                      /* <site>, an <issue> each */
	const struct correction *corrections; /* of all issues */
	size_t n_corrections;
	bool fed; /* the feeds, of the newest issue, are written */
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
correction_put(const struct site *site, const struct correction *c, const char *issue_xml,
    xmlNodePtr issue, struct fail *f)
{
	struct buf out;
	buf_init(&out, CAP_ISSUE);
	const char *xml = correction_page_xml(c, issue_xml, site->arena);
	int rc = xml ? correction_face(site->dir, xml, "html", &out, f)
	             : fail_input(f, c->month, "the stored issue is no well-formed XML");
	if (rc == 0)
		rc = put(site,
		    arena_printf(site->arena, "%s-correction-%d.html", c->month, c->notice), &out,
		    f);
	xmlNodePtr e = element_add(issue, "correction");
	element_number(e, "notice", (size_t)c->notice);
	char day[DATE_SIZE];
	if (instant_date(c->at, JAPAN_OFFSET, day))
		element_attr(e, "day", day);
	buf_release(&out);
	return rc;
}

static int
editions_put(
    const struct site *site, const char *xml, const char *month, xmlNodePtr issue, struct fail *f)
{
	const struct edition *editions;
	size_t n;
	if (editions_read(xml, site->arena, &editions, &n, f) < 0)
		return -1;
	for (size_t k = 0; k < n; k++) {
		const char *name = arena_printf(site->arena, "%s-%s.html", month, editions[k].id);
		if (face_put(site, xml, "html", editions[k].id, name, f) < 0)
			return -1;
		xmlNodePtr edition = element_add(issue, "edition");
		element_attr(edition, "id", editions[k].id);
		element_attr(edition, "name", editions[k].name);
	}
	return 0;
}

static int
feeds_put(struct site *site, const char *xml, struct fail *f)
{
	if (site->fed)
		return 0;
	site->fed = true;
	int rc = face_put(site, xml, "atom", NULL, "atom.xml", f);
	return rc < 0 ? rc : face_put(site, xml, "jsonfeed", NULL, "feed.json", f);
}

static int
issue_put(struct site *site, const struct issue *i, struct fail *f)
{
	struct arena *a = site->arena;
	const char *month = i->month;
	const char *xml = issue_with_corrections(i->xml, site->corrections, site->n_corrections, a);
	if (xml == NULL)
		return fail_input(f, month, "the stored issue is no well-formed XML");
	xmlNodePtr e = element_add(site->list, "issue");
	element_attr(e, "month", month);
	element_attr(e, "state", i->state);
	int rc = face_put(site, xml, "html", NULL, arena_printf(a, "%s.html", month), f);
	if (rc == 0)
		rc = face_put(site, xml, "ics", NULL, arena_printf(a, "%s.ics", month), f);
	if (rc == 0)
		rc = editions_put(site, xml, month, e, f);
	for (size_t k = 0; rc == 0 && k < site->n_corrections; k++)
		if (strcmp(site->corrections[k].month, month) == 0)
			rc = correction_put(site, &site->corrections[k], i->xml, e, f);
	return rc < 0 ? rc : feeds_put(site, xml, f);
}

/* Is it a file that issue_put() makes of this month? */
static bool
is_page(const char *name, const char *month)
{
	size_t n = strlen(month);
	if (strncmp(name, month, n) != 0)
		return false;
	const char *s = name + n;
	while (*s == '-' || islower((unsigned char)*s) || isdigit((unsigned char)*s))
		s++;
	return strcmp(s, ".html") == 0 || strcmp(name + n, ".ics") == 0;
}

/* Remove what an earlier run showed of a month; how many files that were. */
static int
pages_remove(const struct site *site, const char *month, struct fail *f)
{
	int n = 0;
	DIR *d = opendir(site->folder);
	if (d == NULL)
		return fail_io(f, site->folder, "cannot read the folder");
	for (struct dirent *e; n >= 0 && (e = readdir(d)) != NULL;) {
		if (!is_page(e->d_name, month))
			continue;
		const char *path = arena_printf(site->arena, "%s/%s", site->folder, e->d_name);
		n = unlink(path) == 0 ? n + 1 : fail_io(f, path, "cannot remove");
	}
	closedir(d);
	return n;
}

static int
index_put(const struct site *site, xmlDocPtr doc, const char *name, struct fail *f)
{
	struct buf out;
	buf_init(&out, CAP_ISSUE);
	xmlDocPtr page = sheet_run(site->dir, "site-index.xsl", doc, NULL, &out, f);
	int rc = page ? put(site, name, &out, f) : -1;
	xmlFreeDoc(page);
	buf_release(&out);
	return rc;
}

static xmlDocPtr
doc_new(const char *name)
{
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)name, NULL) : NULL;
	if (root == NULL)
		fatal("out of memory");
	xmlDocSetRootElement(doc, root);
	return doc;
}

/* Was it approved once? A draft that was is one whose approval was taken back. */
static int
was_approved(const struct site *site, const char *month, struct fail *f)
{
	const struct decision *list;
	size_t n;
	const char *subject = arena_printf(site->arena, "issue:%s", month);
	if (store_decisions(site->store, subject, site->arena, &list, &n, f) < 0)
		return -1;
	for (size_t k = 0; k < n; k++)
		if (strcmp(list[k].field, "approved") == 0)
			return 1;
	return 0;
}

/* Pages of an earlier run give way; the address that was public says what happened. */
static int
issue_hide(const struct site *site, const char *month, struct fail *f)
{
	int approved = was_approved(site, month, f);
	int removed = approved < 0 ? -1 : pages_remove(site, month, f);
	if (removed < 0 || !approved)
		return removed < 0 ? -1 : 0;
	xmlNodePtr e = element_add(site->list, "issue");
	element_attr(e, "month", month);
	element_attr(e, "state", "withdrawn");
	xmlDocPtr doc = doc_new("withdrawn");
	element_attr(xmlDocGetRootElement(doc), "month", month);
	int rc = index_put(site, doc, arena_printf(site->arena, "%s.html", month), f);
	xmlFreeDoc(doc);
	return rc;
}

static bool
is_shown(const struct issue *i, bool drafts)
{
	return drafts || strcmp(i->state, "draft") != 0;
}

/* Every month of the store, the newest first; the number shown, or -1. */
static int
months_put(struct site *site, bool drafts, struct fail *f)
{
	const char *const *months;
	size_t n = 0;
	int shown = 0, rc = store_issue_months(site->store, NULL, site->arena, &months, &n, f);
	for (size_t k = 0; rc >= 0 && k < n; k++) {
		struct issue i;
		rc = store_issue(site->store, months[k], site->arena, &i, f) == 1 ? 0 : -1;
		if (rc == 0 && is_shown(&i, drafts)) {
			rc = issue_put(site, &i, f);
			shown++;
		} else if (rc == 0)
			rc = issue_hide(site, i.month, f);
	}
	return rc < 0 ? -1 : shown;
}

/* Feeds of an issue that is not public any more. */
static void
feeds_remove(const struct site *site)
{
	static const char *const names[] = {"atom.xml", "feed.json"};
	for (size_t k = 0; !site->fed && k < sizeof names / sizeof *names; k++)
		(void)unlink(arena_printf(site->arena, "%s/%s", site->folder, names[k]));
}

int
site_write(struct store *s, const char *dir, const char *folder, bool drafts, struct fail *f)
{
	struct arena a = {0};
	xmlDocPtr doc = doc_new("site");
	struct site site = {.store = s,
	    .dir = dir,
	    .folder = folder,
	    .arena = &a,
	    .list = xmlDocGetRootElement(doc)};
	int shown = -1;
	if (file_mkdir(folder, f) == 0 &&
	    store_corrections(s, NULL, &a, &site.corrections, &site.n_corrections, f) == 0)
		shown = months_put(&site, drafts, f);
	if (shown >= 0) {
		feeds_remove(&site);
		if (index_put(&site, doc, "index.html", f) < 0)
			shown = -1;
	}
	xmlFreeDoc(doc);
	arena_release(&a);
	return shown;
}
