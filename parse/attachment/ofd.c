/* ofd.c - OFD, GB/T 33190-2016: pages in order, their text in reading order by where it stands. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/layout.h"
#include "parse/attachment/members.h"

struct named_path {
	const char *id, *path;
};

struct paths {
	struct named_path *list;
	size_t n, room;
};

struct ofd {
	struct attachment_reading *r;
	const struct members *m;
	const char *document; /* its path */
	const xmlNode *root;
	bool *seen; /* of each member */
	struct layout layout;
	struct paths templates, annotations; /* of this document, by the ids that pages know */
	const char *annotation_list;
};

struct matrix {
	double a, b, c, d, e, f;
};

static size_t
numbers(const char *s, double *to, size_t most)
{
	size_t n = 0;
	while (s && n < most) {
		char *end;
		double v = strtod(s, &end);
		if (end == s)
			break;
		to[n++] = isfinite(v) ? v : 0;
		s = end;
	}
	return n;
}

/* The next distance of "1 2 g 3 4.5 7": g repeats the second number as often as the first says. */
struct deltas {
	const char *at;
	long repeat;
	double value;
};

static double
delta_next(struct deltas *d)
{
	char *end;
	if (d->repeat > 0) {
		d->repeat--;
		return d->value;
	}
	if (d->at == NULL)
		return 0;
	while (*d->at == ' ' || *d->at == '\t' || *d->at == '\n' || *d->at == '\r')
		d->at++;
	if (*d->at == 'g') {
		d->repeat = strtol(d->at + 1, &end, 10);
		d->value = strtod(end, &end);
		d->at = end;
		return d->repeat-- > 0 ? d->value : 0;
	}
	d->value = strtod(d->at, &end);
	if (end == d->at) {
		d->at = NULL;
		return 0;
	}
	d->at = end;
	return isfinite(d->value) ? d->value : 0;
}

/* One TextCode: cut where its characters leave the line or leave a wide gap. */
static void
code_read(struct ofd *o, struct runs *all, const xmlNode *code, double *x, double *y, double size,
    const struct matrix *m)
{
	const char *text = part_text(code, o->r->arena), *from = text;
	struct deltas dx = {.at = part_attribute(code, "DeltaX", o->r->arena)},
	              dy = {.at = part_attribute(code, "DeltaY", o->r->arena)};
	numbers(part_attribute(code, "X", o->r->arena), x, 1);
	numbers(part_attribute(code, "Y", o->r->arena), y, 1);
	double px = *x, py = *y, scale = hypot(m->a, m->b), height = size * (scale > 0 ? scale : 1);
	struct run run = {.size = height};
	size_t n = strlen(text), len;
	for (size_t i = 0; i < n; i += len) {
		utf8_decode(text + i, n - i, &len);
		double gx = m->a * px + m->c * py + m->e, gy = m->b * px + m->d * py + m->f;
		bool leaves = fabs(gy - run.y) > height * 0.5 && fabs(gx - run.x) > height * 0.5;
		bool gap = gx - run.end > height * 2.5;
		if (text + i == from || leaves || gap) {
			runs_add(all, o->r->arena, run, from, (size_t)(text + i - from));
			from = text + i;
			run.x = gx;
			run.y = gy;
		}
		run.end = gx + height * (len > 1 ? 1 : 0.5);
		px += delta_next(&dx);
		py += delta_next(&dy);
	}
	runs_add(all, o->r->arena, run, from, (size_t)(text + n - from));
}

static void
object_read(struct ofd *o, struct runs *all, const xmlNode *object, double left, double top)
{
	double box[4] = {0}, ctm[6] = {1, 0, 0, 1, 0, 0}, size = 3.5, x = 0, y = 0;
	numbers(part_attribute(object, "Boundary", o->r->arena), box, 4);
	numbers(part_attribute(object, "CTM", o->r->arena), ctm, 6);
	numbers(part_attribute(object, "Size", o->r->arena), &size, 1);
	struct matrix m = {
	    ctm[0], ctm[1], ctm[2], ctm[3], ctm[4] + box[0] + left, ctm[5] + box[1] + top};
	if (size <= 0)
		size = 3.5;
	for (const xmlNode *c = object->children; c; c = c->next)
		if (part_is(c, "TextCode"))
			code_read(o, all, c, &x, &y, size, &m);
}

/* All text objects below a node; libxml2 bounds the depth. */
static void
objects_read(struct ofd *o, struct runs *all, const xmlNode *n, double left, double top)
{
	for (; n; n = n->next) {
		double box[4] = {0};
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (part_is(n, "TextObject"))
			object_read(o, all, n, left, top);
		else if (part_is(n, "Appearance")) {
			numbers(part_attribute(n, "Boundary", o->r->arena), box, 2);
			objects_read(o, all, n->children, left + box[0], top + box[1]);
		} else
			objects_read(o, all, n->children, left, top);
	}
}

/* A part as a tree, by a path from the folder of `base` or from the root; marks it seen. */
static xmlDoc *
part_tree(struct ofd *o, const char *base, const char *path)
{
	struct arena *a = o->r->arena;
	const struct member *m = path ? member_named(o->m, member_path(base, path, a)) : NULL;
	if (m == NULL && path)
		m = member_named(o->m, member_path("", path, a));
	if (m == NULL) {
		buf_addf(&o->r->notes, "ofd: %s is missing\n", path ? path : "a path");
		return NULL;
	}
	o->seen[m - o->m->list] = true;
	return member_xml(o->r, m);
}

static void
part_read(struct ofd *o, struct runs *all, const char *base, const char *path)
{
	xmlDoc *doc = part_tree(o, base, path);
	if (doc)
		objects_read(o, all, xmlDocGetRootElement(doc), 0, 0);
	xmlFreeDoc(doc);
}

static void
path_add(struct ofd *o, struct paths *to, const char *id, const char *path)
{
	if (id == NULL || path == NULL || to->n >= CAP_PAGES_OF_FILE)
		return;
	to->list = arena_grow(o->r->arena, to->list, to->n, to->n + 1, &to->room, sizeof *to->list);
	to->list[to->n++] = (struct named_path){id, path};
}

static void
paths_read(struct ofd *o, struct paths *which, struct runs *all, const char *base, const char *id)
{
	for (size_t i = 0; id && i < which->n; i++)
		if (strcmp(which->list[i].id, id) == 0)
			part_read(o, all, base, which->list[i].path);
}

static void
templates_of(struct ofd *o)
{
	const xmlNode *common = part_child(o->root, "CommonData");
	struct arena *a = o->r->arena;
	for (const xmlNode *t = common ? common->children : NULL; t; t = t->next)
		if (part_is(t, "TemplatePage"))
			path_add(o, &o->templates, part_attribute(t, "ID", a),
			    part_attribute(t, "BaseLoc", a));
}

/* Stamps and remarks laid over pages. */
static void
annotations_of(struct ofd *o)
{
	struct arena *a = o->r->arena;
	const char *path = part_text(part_child(o->root, "Annotations"), a);
	o->annotation_list = *path ? member_path(o->document, path, a) : NULL;
	xmlDoc *doc =
	    o->annotation_list ? member_xml(o->r, member_named(o->m, o->annotation_list)) : NULL;
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	for (const xmlNode *p = root ? root->children : NULL; p; p = p->next)
		if (part_is(p, "Page"))
			path_add(o, &o->annotations, part_attribute(p, "PageID", a),
			    part_text(part_child(p, "FileLoc"), a));
	xmlFreeDoc(doc);
}

static void
page_read_at(struct ofd *o, const xmlNode *p)
{
	enum { TEMPLATES_OF_PAGE = 20 };
	struct runs all = {0};
	struct arena *a = o->r->arena;
	xmlDoc *doc = part_tree(o, o->document, part_attribute(p, "BaseLoc", a));
	const xmlNode *page = doc ? xmlDocGetRootElement(doc) : NULL;
	int n = 0;
	for (const xmlNode *t = page ? page->children : NULL; t && n < TEMPLATES_OF_PAGE;
	     t = t->next)
		if (part_is(t, "Template")) {
			paths_read(o, &o->templates, &all, o->document,
			    part_attribute(t, "TemplateID", a));
			n++;
		}
	if (page)
		objects_read(o, &all, page, 0, 0);
	xmlFreeDoc(doc);
	paths_read(o, &o->annotations, &all, o->annotation_list, part_attribute(p, "ID", a));
	if (all.dropped > 0)
		buf_addf(&o->r->notes, "ofd: a page with %zu texts too many\n", all.dropped);
	layout_page(&o->layout, &all);
}

static void
pages_read(struct ofd *o)
{
	const xmlNode *pages = part_child(o->root, "Pages");
	size_t n = 0;
	for (const xmlNode *p = pages ? pages->children : NULL; p; p = p->next) {
		if (!part_is(p, "Page") || buf_full(&o->r->text))
			continue;
		if (++n > CAP_PAGES_OF_FILE) {
			buf_addf(
			    &o->r->notes, "ofd: pages beyond %d left out\n", CAP_PAGES_OF_FILE);
			return;
		}
		page_read_at(o, p);
	}
}

static void
body_of(struct ofd *o, const xmlNode *body)
{
	const xmlNode *info = part_child(body, "DocInfo");
	const char *path = part_text(part_child(body, "DocRoot"), o->r->arena);
	const char *title = part_text(part_child(info, "Title"), o->r->arena);
	if (*title && o->r->title == NULL)
		o->r->title = title;
	const xmlNode *custom = part_child(info, "CustomDatas");
	for (const xmlNode *c = custom ? custom->children : NULL; c; c = c->next)
		if (part_is(c, "CustomData"))
			buf_addf(&o->r->notes, "ofd: %s: %s\n",
			    part_attribute(c, "Name", o->r->arena)
			        ? part_attribute(c, "Name", o->r->arena)
			        : "",
			    part_text(c, o->r->arena));
	o->document = member_path("", path, o->r->arena);
	const struct member *m = o->document ? member_named(o->m, o->document) : NULL;
	xmlDoc *doc = member_xml(o->r, m);
	if (doc) {
		o->root = xmlDocGetRootElement(doc);
		o->templates.n = o->annotations.n = 0;
		templates_of(o);
		annotations_of(o);
		pages_read(o);
	} else
		buf_addf(&o->r->notes, "ofd: its document %s cannot be read\n", path);
	xmlFreeDoc(doc);
}

/* Text of parts that no page leads to: a wrong path shall not cost it. */
static void
rest_read(struct ofd *o)
{
	for (size_t i = 0; i < o->m->n; i++) {
		struct runs all = {0};
		const struct member *m = &o->m->list[i];
		if (o->seen[i] || memmem(m->bytes, m->n, "TextCode", 8) == NULL)
			continue;
		xmlDoc *doc = member_xml(o->r, m);
		if (doc == NULL)
			continue;
		objects_read(o, &all, xmlDocGetRootElement(doc), 0, 0);
		if (all.n > 0)
			buf_addf(&o->r->notes, "ofd: %s is on no page\n", m->name);
		layout_page(&o->layout, &all);
		xmlFreeDoc(doc);
	}
}

void
ofd_read(struct attachment_reading *r, const struct members *m)
{
	struct ofd o = {.r = r,
	    .m = m,
	    .layout = {.b = &r->text},
	    .seen = arena_zalloc(r->arena, m->n + 1, sizeof *o.seen)};
	xmlDoc *doc = member_xml(r, member_named(m, "OFD.xml"));
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	bool text = false, objects = false;
	for (const xmlNode *b = root ? root->children : NULL; b; b = b->next)
		if (part_is(b, "DocBody"))
			body_of(&o, b);
	rest_read(&o);
	layout_end(&o.layout);
	xmlFreeDoc(doc);
	for (size_t i = 0; i < m->n; i++) {
		text |= memmem(m->list[i].bytes, m->list[i].n, "TextCode", 8) != NULL;
		objects |= memmem(m->list[i].bytes, m->list[i].n, "ImageObject", 11) ||
		           memmem(m->list[i].bytes, m->list[i].n, "PathObject", 10);
	}
	if (r->text.len == 0 && !text && objects) {
		r->state = ATTACHMENT_SCANNED;
		attachment_hold(r, "scanned, not read: pages of pictures without text");
	} else if (r->text.len == 0)
		attachment_hold(r, m->encrypted ? "protected by a password" : "no page with text");
}
