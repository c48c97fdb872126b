/* issue.c - the issue as one XML document. */
#include "bulletin/bulletin.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/log.h"
#include "bulletin/element.h"
#include "bulletin/making.h"
#include "bulletin/material.h"

/* One issue a month, counted from the first; 0 before it, or when it is not known. */
static int
issue_number(const char *month, const char *first)
{
	struct date m, one;
	if (!first || !date_parse(month, &m) || !date_parse(first, &one))
		return 0;
	int n = (m.year - one.year) * 12 + m.month - one.month + 1;
	return n > 0 ? n : 0;
}

static void
head_write(xmlNodePtr root, const struct making *mk)
{
	const struct settings *set = &mk->config->settings;
	element_attr(root, "version", "1");
	element_attr(root, "month", mk->month->id);
	element_attr(root, "first", mk->month->first);
	element_attr(root, "last", mk->month->last);
	element_attr(root, "issued", mk->month->issued);
	element_number(root, "count", mk->selection->fates[FATE_ENTRY]);
	int number = issue_number(mk->month->id, set->first_issue);
	if (number > 0)
		element_number(root, "number", (size_t)number);
	xmlNodePtr publisher = element_add(root, "publisher");
	element_attr(publisher, "name", set->publisher);
	element_attr(publisher, "mail", set->contact_mail);
	element_attr(publisher, "phone", set->contact_phone);
	element_attr(publisher, "desk", set->desk_url);
}

static const char *
serialize(xmlDocPtr doc)
{
	xmlChar *text = NULL;
	int n = 0;
	xmlDocDumpFormatMemoryEnc(doc, &text, &n, "UTF-8", 1);
	if (text == NULL)
		fatal("out of memory");
	return (const char *)text;
}

/* Entries, and the reports that are lines in them: each is told once. */
static void
list_entries(struct made_issue *out, struct arena *a)
{
	struct entry *entries = arena_zalloc(a, out->selection.n + 1, sizeof *entries);
	for (size_t k = 0; k < out->selection.n; k++) {
		const struct pick *p = &out->selection.picks[k];
		if (p->fate == FATE_ENTRY || p->fate == FATE_REPORT)
			entries[out->n_entries++] =
			    (struct entry){p->item->id, section_names[p->section].id};
	}
	out->entries = entries;
}

void
issue_make(const struct config *c, const struct month *m, const struct material *mat,
    struct arena *a, struct made_issue *out)
{
	*out = (struct made_issue){0};
	selection_make(c, m, mat, a, &out->selection);
	coverage_make(c, m, mat->visits, mat->n_visits, a, &out->coverage);
	struct making mk = {c, m, mat, &out->selection, &out->coverage, a};
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"issue", NULL) : NULL;
	if (root == NULL)
		fatal("out of memory");
	xmlDocSetRootElement(doc, root);
	head_write(root, &mk);
	points_write(root, &mk);
	places_write(root, &mk);
	sections_write(root, &mk, out->counts);
	matrix_write(root, &mk);
	trend_write(root, &mk);
	leftout_write(root, &mk);
	scope_write(root, &mk);
	out->xml = serialize(doc);
	xmlFreeDoc(doc);
	list_entries(out, a);
}

void
issue_release(struct made_issue *i)
{
	xmlFree((void *)i->xml);
	i->xml = NULL;
}

static int
draft_once(struct store *s, const struct config *c, const struct month *m, struct arena *a,
    struct made_issue *out, struct fail *f)
{
	struct material mat;
	issue_release(out);
	if (material_read(s, m, a, &mat, f) < 0)
		return -1;
	issue_make(c, m, &mat, a, out);
	return store_issue_put(s, m->id, out->xml, out->entries, out->n_entries, f);
}

/* A draft made of decisions that are not the newest would hide one that somebody else's draft shows
 * already: it is made once more. */
int
issue_draft(struct store *s, const struct config *c, const struct month *m, struct arena *a,
    struct made_issue *out, struct fail *f)
{
	const struct decision *unused;
	size_t before, after = 0;
	*out = (struct made_issue){0};
	do {
		if (store_decisions(s, NULL, a, &unused, &before, f) < 0 ||
		    draft_once(s, c, m, a, out, f) < 0 ||
		    store_decisions(s, NULL, a, &unused, &after, f) < 0)
			return -1;
	} while (after != before);
	return 0;
}
