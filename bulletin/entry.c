/* entry.c - one item as readers see it. Nothing is said that the documents do not say: where no
 * text was captured, the entry ends at the title. */
#include "bulletin/making.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/url.h"
#include "bulletin/element.h"
#include "bulletin/lawname.h"
#include "bulletin/letters.h"
#include "bulletin/placing.h"
#include "bulletin/point.h"
#include "store/machine.h"

enum { RELATED_MAX = 6, POSTINGS_MAX = 4 };

const char *
region_name(const struct config *c, const char *code)
{
	const struct region *r = code ? config_region(c, code) : NULL;
	return r ? r->ja : code;
}

static const struct item *
find_in(const struct item *items, size_t n, const char *id)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(items[k].id, id) == 0)
			return &items[k];
	return NULL;
}

const struct item *
making_item(const struct making *mk, const char *id)
{
	const struct material *mat = mk->material;
	const struct item *i = find_in(mat->month, mat->n_month, id);
	if (i == NULL)
		i = find_in(mat->seen, mat->n_seen, id);
	if (i == NULL)
		i = find_in(mat->included, mat->n_included, id);
	return i ? i : find_in(mat->related, mat->n_related, id);
}

bool
making_is_entry(const struct making *mk, const char *id)
{
	const struct pick *p = selection_find(mk->selection, id);
	return p && p->fate == FATE_ENTRY;
}

/* The representative's value, else the first document's that has one. */
#define FIRST_KNOWN(field)                                                                         \
	static const char *item_##field(const struct item *i)                                      \
	{                                                                                          \
		for (size_t k = 0; k < i->n_documents; k++)                                        \
			if (i->documents[k].field && *i->documents[k].field)                       \
				return i->documents[k].field;                                      \
		return NULL;                                                                       \
	}
FIRST_KNOWN(doc_number)
FIRST_KNOWN(published)
FIRST_KNOWN(written)
FIRST_KNOWN(in_force)
FIRST_KNOWN(deadline)
FIRST_KNOWN(issuer)
FIRST_KNOWN(body)
FIRST_KNOWN(url)

/* The length of a title without what a page's title bar adds: "…的通知_中华人民共和国生态环境部",
 * or a column. Official titles hold no such bar; grouping and labels end there too. */
static size_t
own_length(const char *title)
{
	enum { TITLE_LEAST = 18 }; /* bytes: six characters */
	size_t n = strcspn(title, "_");
	return n >= TITLE_LEAST ? n : strlen(title);
}

static void
titles_write(xmlNodePtr e, const struct item *i)
{
	const char *title = i->documents[0].title;
	char own[CAP_TITLE + 1];
	size_t n = own_length(title);
	snprintf(own, sizeof own, "%.*s", (int)(n < CAP_TITLE ? n : CAP_TITLE), title);
	xmlNodePtr zh = element_text(e, "title", own);
	if (zh == NULL)
		zh = element_text(e, "title", "(无题名)");
	element_attr(zh, "lang", "zh");
	struct buf named, headline;
	buf_init(&named, CAP_FIELD);
	buf_init(&headline, CAP_FIELD);
	if (i->title_ja && !i->title_accepted)
		headline_add(i->title_ja, &named);
	else
		buf_adds(&named, i->title_ja ? i->title_ja : "");
	signs_add(named.text, &headline);
	xmlNodePtr ja = element_text(e, "title", headline.text);
	buf_release(&named);
	buf_release(&headline);
	if (ja == NULL)
		return;
	element_attr(ja, "lang", "ja");
	element_attr(ja, "state", i->title_accepted ? "accepted" : "draft");
}

static void
date_write_element(xmlNodePtr e, const char *kind, const char *value)
{
	xmlNodePtr d = element_text(e, "date", value);
	if (d)
		element_attr(d, "kind", kind);
}

static void
dates_write(xmlNodePtr e, const struct item *i)
{
	date_write_element(e, "written", item_written(i));
	date_write_element(e, "published", item_published(i));
	if (i->date_is_capture || (!item_published(i) && !item_written(i)))
		date_write_element(e, "captured", i->date);
	date_write_element(e, "in_force", item_in_force(i));
	date_write_element(e, "deadline", item_deadline(i));
}

static void
kind_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	const char *id = item_value(i, "doc_type");
	const struct doctype *t = config_doctype(mk->config, id);
	xmlNodePtr kind = element_text(e, "kind", t ? t->ja : id);
	if (kind)
		element_attr(kind, "id", id);
}

xmlNodePtr
line_write(xmlNodePtr parent, const char *name, const struct making *mk, const struct item *i)
{
	xmlNodePtr e = element_add(parent, name);
	element_attr(e, "item", i->id);
	titles_write(e, i);
	dates_write(e, i);
	kind_write(e, mk, i);
	element_text(e, "url", item_url(i));
	return e;
}

static void
issuer_write(xmlNodePtr e, const struct item *i)
{
	const struct document *d = &i->documents[0];
	const char *zh = d->issuers && *d->issuers ? d->issuers : item_issuer(i);
	xmlNodePtr issuer = element_text(e, "issuer", zh);
	if (issuer)
		element_attr(issuer, "lang", "zh");
	if ((issuer = element_text(e, "issuer", i->issuer_ja)) != NULL)
		element_attr(issuer, "lang", "ja");
}

static void
classes_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	const struct label *l;
	kind_write(e, mk, i);
	for (size_t k = 0; (l = item_label_at(i, "measure", k)) != NULL; k++) {
		const struct measure *m = config_measure(mk->config, l->value);
		xmlNodePtr measure = element_text(e, "measure", m ? m->ja : l->value);
		if (measure)
			element_attr(measure, "id", l->value);
	}
	for (size_t k = 0; (l = item_label_at(i, "region", k)) != NULL; k++) {
		xmlNodePtr region = element_text(e, "region", region_name(mk->config, l->value));
		if (region)
			element_attr(region, "code", l->value);
	}
}

/* What a machine read out of the text, marked so; the document's own words where there is no phrase
 * for it. Dates stand in the entry already. */
static void
facts_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	struct point points[POINTS_MAX];
	size_t n = points_make(mk->config, i->documents[0].facts, i->facts_ja, mk->arena, points);
	for (size_t k = 0; k < n; k++) {
		const char *text = points[k].ja ? points[k].ja : points[k].zh;
		xmlNodePtr point = element_text(e, "point", text);
		if (point == NULL)
			continue;
		element_attr(point, "by", "machine");
		element_attr(point, "kind", points[k].kind);
		if (points[k].attachment)
			element_attr(point, "attachment",
			    arena_printf(mk->arena, "%d", points[k].attachment));
		element_attr(point, "lang", points[k].ja ? "ja" : "zh");
	}
}

static void
entry_points(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	const char *line, *bullets = choice_bullets(&mk->material->choices, i->id);
	if (bullets == NULL) {
		facts_write(e, mk, i);
		return;
	}
	if (strcmp(bullets, CHOICE_NONE) == 0)
		return;
	for (int k = 0; k < POINTS_MAX && (line = choice_line(&bullets, mk->arena)); k++) {
		xmlNodePtr point = element_text(e, "point", line);
		if (point == NULL)
			continue;
		element_attr(point, "by", "editor");
		element_attr(point, "lang", "ja");
	}
}

/* Who cites an entry is no news of it. What the store does not hold is named only where its fate is
 * told: drafts, changes, repeals. */
static bool
worth_naming(const struct relation *r, bool outward, const struct item *other)
{
	if (other)
		return outward || strcmp(r->kind, "cites") != 0;
	static const char *const kinds[] = {
	    "draft_of", "interprets", "forwards", "amends", "repeals"};
	for (size_t k = 0; r->target && k < sizeof kinds / sizeof *kinds; k++)
		if (strcmp(r->kind, kinds[k]) == 0)
			return true;
	return false;
}

static void
related_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	size_t found = 0;
	for (size_t k = 0; k < i->n_relations; k++) {
		const struct relation *r = &i->relations[k];
		bool outward = strcmp(r->from, i->id) == 0;
		const char *id = outward ? r->to : r->from;
		const struct item *other = id ? making_item(mk, id) : NULL;
		const struct pick *p = selection_find(mk->selection, id ? id : "");
		if ((p && p->fate == FATE_REPORT) || !worth_naming(r, outward, other))
			continue;
		if (++found > RELATED_MAX)
			continue;
		xmlNodePtr related = element_add(e, "related");
		element_attr(related, "kind", r->kind);
		element_attr(related, "direction", outward ? "to" : "from");
		if (other) {
			element_attr(related, "item", other->id);
			titles_write(related, other);
		} else
			element_text(related, "named", r->target);
	}
	if (found > RELATED_MAX)
		element_number(e, "more-related", found - RELATED_MAX);
}

static void
reports_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (p->fate == FATE_REPORT && p->under == i)
			line_write(e, "report", mk, p->item);
	}
}

/* Whose page it is: the declared source, else another column of the same host, else the host. */
static const char *
site_name(const struct making *mk, const struct document *d)
{
	const struct config *c = mk->config;
	const struct source *s = d->source ? config_source(c, d->source) : NULL;
	if (s)
		return s->name_ja;
	const char *host = url_host(d->url, mk->arena);
	for (size_t k = 0; host && k < c->n_sources; k++) {
		const char *other = url_host(c->sources[k].list_url, mk->arena);
		if (other && strcmp(other, host) == 0)
			return c->sources[k].name_ja;
	}
	return host;
}

static void
sources_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	size_t first = 0;
	while (first < i->n_documents && !i->documents[first].url)
		first++;
	if (first == i->n_documents)
		return;
	xmlNodePtr source = element_add(e, "source");
	element_attr(source, "lang", "zh");
	element_attr(source, "name", site_name(mk, &i->documents[first]));
	element_text(source, "url", i->documents[first].url);
	size_t others = 0;
	for (size_t k = first + 1; k < i->n_documents; k++) {
		const struct document *d = &i->documents[k];
		if (!d->url || ++others > POSTINGS_MAX)
			continue;
		xmlNodePtr posting = element_add(e, "posting");
		element_attr(posting, "name", site_name(mk, d));
		element_attr(posting, "date", d->published);
		element_text(posting, "url", d->url);
	}
	element_number(source, "postings", others);
}

bool
making_has_job(const struct making *mk, const char *item)
{
	for (size_t k = 0; k < mk->material->n_jobs; k++)
		if (strcmp(mk->material->jobs[k].item, item) == 0)
			return true;
	return false;
}

static const struct machine_text *
machine_text(const struct material *mat, const char *item, const char *field)
{
	for (size_t k = 0; k < mat->n_machine; k++)
		if (strcmp(mat->machine[k].item, item) == 0 &&
		    strcmp(mat->machine[k].field, field) == 0)
			return &mat->machine[k];
	return NULL;
}

/* A summary whose figures changed, or that came back in Chinese, is not for readers; a title made
 * of another one than stands here now is for nobody. */
static void
machine_write(xmlNodePtr e, const struct making *mk, const struct item *i)
{
	static const char *const unfit[] = {"number_changed", "no_kana", "unchanged"};
	const struct machine_text *summary = machine_text(mk->material, i->id, "summary");
	const struct machine_text *title = machine_text(mk->material, i->id, "title");
	for (size_t k = 0; summary && k < sizeof unfit / sizeof *unfit; k++)
		if (strstr(summary->flags, unfit[k]))
			summary = NULL;
	xmlNodePtr text =
	    summary && item_body(i) ? element_text(e, "summary", summary->text) : NULL;
	if (text)
		element_attr(text, "service", summary->service);
	text = title && strcmp(title->source, i->documents[0].title) == 0
	           ? element_text(e, "other-title", title->text)
	           : NULL;
	if (text)
		element_attr(text, "service", title->service);
}

/* Where the text is, when no page holds it. */
static const char *
body_elsewhere(const struct making *mk, const char *item)
{
	for (size_t k = 0; k < mk->material->n_filed; k++)
		if (strcmp(mk->material->filed[k].item, item) == 0)
			return mk->material->filed[k].read ? "attached" : "unread";
	return "no";
}

void
entry_write(xmlNodePtr parent, const struct making *mk, const struct pick *p)
{
	const struct item *i = p->item;
	xmlNodePtr e = element_add(parent, "entry");
	element_attr(e, "item", i->id);
	element_attr(e, "air", item_value(i, "air"));
	element_attr(e, "place", p->place);
	element_attr(e, "body", item_body(i) ? "yes" : body_elsewhere(mk, i->id));
	element_attr(e, "translate", item_value(i, "translate"));
	element_attr(e, "queued", making_has_job(mk, i->id) ? "yes" : "no");
	titles_write(e, i);
	issuer_write(e, i);
	element_text(e, "number", item_doc_number(i));
	dates_write(e, i);
	classes_write(e, mk, i);
	entry_points(e, mk, i);
	machine_write(e, mk, i);
	element_text(e, "note", i->note);
	reports_write(e, mk, i);
	related_write(e, mk, i);
	sources_write(e, mk, i);
}
