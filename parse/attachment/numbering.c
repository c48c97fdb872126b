/* numbering.c - see numbering.h. */
#include "parse/attachment/numbering.h"

#include <stdlib.h>
#include <string.h>

#include "parse/attachment/list.h"

enum { IDS_MOST = 32768, STYLES_MOST = 20000, BASES_MOST = 20 };

/* w:num: an instance of a list, perhaps with counts of its own. */
struct instance {
	struct list *list;
	const char *link;        /* the style whose list it is */
	long start[LIST_LEVELS]; /* -1: goes on */
	bool used[LIST_LEVELS];
};

struct style {
	const char *id, *base;
	long instance, level; /* -1: says nothing */
};

struct numbering {
	struct attachment_reading *r;
	struct list **lists; /* by abstractNumId */
	const char **links;  /* of a list that a style stands for: its id */
	struct instance **instances;
	struct style *styles; /* sorted by id */
	size_t n_styles, styles_room;
};

static long
value_of(const xmlNode *n, struct arena *a)
{
	const char *v = n ? part_attribute(n, "val", a) : NULL;
	return v ? strtol(v, NULL, 10) : -1;
}

static long
id_of(const xmlNode *n, const char *name, struct arena *a)
{
	const char *v = part_attribute(n, name, a);
	long id = v ? strtol(v, NULL, 10) : -1;
	return id < IDS_MOST ? id : -1;
}

static xmlDoc *
beside(struct attachment_reading *r, const struct members *m, const char *main, const char *name)
{
	const char *path = member_path(main, name, r->arena);
	return path ? member_xml(r, member_named(m, path)) : NULL;
}

static bool
is_on(const xmlNode *n, struct arena *a)
{
	const char *v = n ? part_attribute(n, "val", a) : NULL;
	return n && !(v && strchr("0fo", v[0]) && strcmp(v, "on") != 0);
}

/* Newer ways of counting stand in mc:AlternateContent, with one for everybody as fallback. */
static const char *
counting_name(const xmlNode *lvl, struct arena *a)
{
	const xmlNode *format = part_child(lvl, "numFmt");
	if (format == NULL)
		format = part_child(
		    part_child(part_child(lvl, "AlternateContent"), "Fallback"), "numFmt");
	return format ? part_attribute(format, "val", a) : NULL;
}

static void
level_read(struct list_level *to, const xmlNode *lvl, struct arena *a)
{
	const xmlNode *text = part_child(lvl, "lvlText"), *suffix = part_child(lvl, "suff");
	const char *after = suffix ? part_attribute(suffix, "val", a) : NULL;
	long start = value_of(part_child(lvl, "start"), a);
	*to = (struct list_level){.start = start < 0 ? 0 : start,
	    .counting = list_counting(counting_name(lvl, a)),
	    .text = text ? part_attribute(text, "val", a) : NULL,
	    .decimal = is_on(part_child(lvl, "isLgl"), a),
	    .bare = after && strcmp(after, "nothing") == 0,
	    .restart = (int)value_of(part_child(lvl, "lvlRestart"), a)};
}

static struct list *
list_read(const xmlNode *abstract, struct arena *a)
{
	struct list *l = arena_zalloc(a, 1, sizeof *l);
	for (int i = 0; i < LIST_LEVELS; i++)
		l->level[i].restart = -1;
	for (const xmlNode *c = abstract->children; c; c = c->next) {
		long i = part_is(c, "lvl") ? id_of(c, "ilvl", a) : -1;
		if (i >= 0 && i < LIST_LEVELS)
			level_read(&l->level[i], c, a);
	}
	return l;
}

static void
abstract_read(struct numbering *n, const xmlNode *abstract)
{
	struct arena *a = n->r->arena;
	const xmlNode *link = part_child(abstract, "numStyleLink");
	long id = id_of(abstract, "abstractNumId", a);
	if (id < 0 || n->lists[id])
		return;
	n->lists[id] = list_read(abstract, a);
	n->links[id] = link ? part_attribute(link, "val", a) : NULL;
}

/* What an instance says otherwise than its list: a start, or a whole level. */
static void
override_read(struct instance *to, const xmlNode *override, struct arena *a)
{
	long i = id_of(override, "ilvl", a);
	const xmlNode *start = part_child(override, "startOverride"),
	              *lvl = part_child(override, "lvl");
	if (i < 0 || i >= LIST_LEVELS)
		return;
	if (start)
		to->start[i] = value_of(start, a);
	if (lvl && to->list) {
		struct list *own = arena_zalloc(a, 1, sizeof *own);
		*own = *to->list;
		level_read(&own->level[i], lvl, a);
		to->list = own;
	}
}

static void
instance_read(struct numbering *n, const xmlNode *num)
{
	struct arena *a = n->r->arena;
	long id = id_of(num, "numId", a), of = value_of(part_child(num, "abstractNumId"), a);
	if (id < 0 || of < 0 || of >= IDS_MOST || n->lists[of] == NULL || n->instances[id])
		return;
	struct instance *i = arena_zalloc(a, 1, sizeof *i);
	i->list = n->lists[of];
	i->link = n->links[of];
	for (int k = 0; k < LIST_LEVELS; k++)
		i->start[k] = -1;
	for (const xmlNode *c = num->children; c; c = c->next)
		if (part_is(c, "lvlOverride"))
			override_read(i, c, a);
	n->instances[id] = i;
}

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct style *)a)->id, ((const struct style *)b)->id);
}

static void
styles_read(struct numbering *n, const xmlNode *root)
{
	struct arena *a = n->r->arena;
	for (const xmlNode *c = root ? root->children : NULL; c; c = c->next) {
		const char *id = part_is(c, "style") ? part_attribute(c, "styleId", a) : NULL;
		if (id == NULL || n->n_styles >= STYLES_MOST)
			continue;
		const xmlNode *base = part_child(c, "basedOn"),
		              *num = part_child(part_child(c, "pPr"), "numPr");
		n->styles = arena_grow(
		    a, n->styles, n->n_styles, n->n_styles + 1, &n->styles_room, sizeof *n->styles);
		n->styles[n->n_styles++] = (struct style){.id = id,
		    .base = base ? part_attribute(base, "val", a) : NULL,
		    .instance = value_of(part_child(num, "numId"), a),
		    .level = value_of(part_child(num, "ilvl"), a)};
	}
	if (n->n_styles > 0)
		qsort(n->styles, n->n_styles, sizeof *n->styles, by_id);
}

static const struct style *
style_of(const struct numbering *n, const char *id)
{
	struct style wanted = {.id = id};
	return id && n->n_styles > 0
	           ? bsearch(&wanted, n->styles, n->n_styles, sizeof wanted, by_id)
	           : NULL;
}

/* The list of a style, or of those it is based on. */
static void
style_settle(const struct numbering *n, const char *id, long *instance, long *level)
{
	const struct style *s = style_of(n, id);
	for (int i = 0; s && i < BASES_MOST && *instance < 0; i++) {
		*instance = s->instance;
		if (*level < 0)
			*level = s->level;
		s = style_of(n, s->base);
	}
}

/* The list itself: one that only names a style counts as that style's list does. */
static struct list *
list_of(const struct numbering *n, const struct instance *i)
{
	long instance = -1, level = -1;
	if (i->link == NULL)
		return i->list;
	style_settle(n, i->link, &instance, &level);
	const struct instance *of =
	    instance > 0 && instance < IDS_MOST ? n->instances[instance] : NULL;
	return of ? of->list : i->list;
}

struct numbering *
numbering_read(struct attachment_reading *r, const struct members *m, const char *main)
{
	struct arena *a = r->arena;
	struct numbering *n = arena_zalloc(a, 1, sizeof *n);
	n->r = r;
	xmlDoc *doc = beside(r, m, main, "numbering.xml"), *styles;
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root == NULL)
		return n;
	n->lists = arena_zalloc(a, IDS_MOST, sizeof *n->lists);
	n->links = arena_zalloc(a, IDS_MOST, sizeof *n->links);
	n->instances = arena_zalloc(a, IDS_MOST, sizeof *n->instances);
	for (const xmlNode *c = root->children; c; c = c->next)
		if (part_is(c, "abstractNum"))
			abstract_read(n, c);
	for (const xmlNode *c = root->children; c; c = c->next)
		if (part_is(c, "num"))
			instance_read(n, c);
	xmlFreeDoc(doc);
	styles = beside(r, m, main, "styles.xml");
	styles_read(n, styles ? xmlDocGetRootElement(styles) : NULL);
	xmlFreeDoc(styles);
	return n;
}

void
numbering_next(struct numbering *n, const xmlNode *properties)
{
	struct arena *a = n->r->arena;
	const xmlNode *num = part_child(properties, "numPr"),
	              *style = part_child(properties, "pStyle");
	long id = value_of(part_child(num, "numId"), a),
	     level = value_of(part_child(num, "ilvl"), a);
	if (n->instances == NULL || (num == NULL && style == NULL))
		return;
	if (id < 0 && style)
		style_settle(n, part_attribute(style, "val", a), &id, &level);
	struct instance *i = id > 0 && id < IDS_MOST ? n->instances[id] : NULL;
	struct list *l = i ? list_of(n, i) : NULL;
	if (level < 0)
		level = 0;
	if (l == NULL || level >= LIST_LEVELS)
		return;
	if (!i->used[level] && i->start[level] >= 0) {
		l->count[level] = i->start[level] - 1;
		l->begun[level] = true;
	}
	i->used[level] = true;
	list_next(l, (int)level, &n->r->text);
}
