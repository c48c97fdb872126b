/* write.c - the draft as a text for the editor (manuscript.h). */
#include "bulletin/edit/manuscript.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/caps.h"
#include "bulletin/element.h"

const char *const part_names[PART_COUNT] = {"題名", "要点", "一言"};

struct writing {
	struct buf *out;
	const struct made_issue *issue;
	const struct choices *choices;
	struct arena arena;
	const char **given; /* items that have a block already */
	size_t n_given, room;
};

static bool
is_named(xmlNodePtr e, const char *name)
{
	return e->type == XML_ELEMENT_NODE && strcmp((const char *)e->name, name) == 0;
}

static bool
has(xmlNodePtr e, const char *attribute, const char *value)
{
	xmlChar *text = xmlGetProp(e, (const xmlChar *)attribute);
	bool same = text && strcmp((const char *)text, value) == 0;
	xmlFree(text);
	return same;
}

static void
attribute_add(struct buf *out, xmlNodePtr e, const char *name)
{
	xmlChar *text = xmlGetProp(e, (const xmlChar *)name);
	buf_adds(out, text ? (const char *)text : "");
	xmlFree(text);
}

static void
content_add(struct buf *out, const char *before, xmlNodePtr e)
{
	xmlChar *text = xmlNodeGetContent(e);
	buf_adds(out, before);
	buf_adds(out, text ? (const char *)text : "");
	xmlFree(text);
}

/* The first child of that name, with lang="..." when one is given. */
static xmlNodePtr
child_of(xmlNodePtr e, const char *name, const char *lang)
{
	for (xmlNodePtr c = e->children; c; c = c->next)
		if (is_named(c, name) && (!lang || has(c, "lang", lang)))
			return c;
	return NULL;
}

/* 発表 2026-06-10　文書 2026-06-08 */
static void
dates_add(struct writing *w, xmlNodePtr e)
{
	static const char *const kinds[][2] = {{"published", "発表 "}, {"written", "文書 "},
	    {"captured", "取得 "}, {"in_force", "施行 "}, {"deadline", "締切 "}};
	const char *before = "# 日付　";
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (xmlNodePtr c = e->children; c; c = c->next)
			if (is_named(c, "date") && has(c, "kind", kinds[k][0])) {
				buf_adds(w->out, before);
				content_add(w->out, kinds[k][1], c);
				before = "　";
			}
	buf_addc(w->out, '\n');
}

static void
children_add(struct writing *w, xmlNodePtr e, const char *name, const char *before)
{
	for (xmlNodePtr c = e->children; c; c = c->next)
		if (is_named(c, name)) {
			content_add(w->out, before, c);
			before = "、";
		}
}

static const struct item *
item_of(struct writing *w, xmlNodePtr e)
{
	xmlChar *id = xmlGetProp(e, (const xmlChar *)"item");
	const struct pick *p = selection_find(&w->issue->selection, id ? (const char *)id : "");
	xmlFree(id);
	return p ? p->item : NULL;
}

/* What the editor should know while writing, and sees change when the next opening shows it. */
static void
remarks_add(struct writing *w, xmlNodePtr e)
{
	xmlNodePtr c;
	const struct item *i = item_of(w, e);
	if ((c = child_of(e, "title", "zh")) != NULL)
		content_add(w->out, "# 原題　", c);
	buf_addc(w->out, '\n');
	if ((c = child_of(e, "issuer", "ja")) != NULL || (c = child_of(e, "issuer", NULL)) != NULL)
		content_add(w->out, "# 発出　", c);
	else if (child_of(e, "number", NULL))
		buf_adds(w->out, "# 発出　(不明)");
	if ((c = child_of(e, "number", NULL)) != NULL)
		content_add(w->out, "　番号　", c);
	if (w->out->text[w->out->len - 1] != '\n')
		buf_addc(w->out, '\n');
	dates_add(w, e);
	children_add(w, e, "kind", "# 種別　");
	children_add(w, e, "measure", "　対策　");
	children_add(w, e, "region", "　範囲　");
	buf_addc(w->out, '\n');
	const char *body = has(e, "body", "yes")        ? "あり"
	                   : has(e, "body", "attached") ? "添付ファイル"
	                                                : "未収録";
	if (i)
		buf_addf(w->out, "# 本文　%s(第%d版)\n", body, i->documents[0].version);
	if ((c = child_of(e, "other-title", NULL)) != NULL) {
		content_add(w->out, "# 機械翻訳の題名　", c);
		buf_addc(w->out, '\n');
	}
	if ((c = child_of(e, "source", NULL)) != NULL && child_of(c, "url", NULL)) {
		content_add(w->out, "# 出典　", child_of(c, "url", NULL));
		buf_addc(w->out, '\n');
	}
}

/* An editor's lines, made safe as the issue makes them. */
static void
lines_add(struct writing *w, const char *lines)
{
	struct arena a = {0};
	const char *line;
	xmlNodePtr scratch = xmlNewNode(NULL, (const xmlChar *)"x");
	while (strcmp(lines, CHOICE_NONE) != 0 && (line = choice_line(&lines, &a)) != NULL) {
		xmlNodePtr e = element_text(scratch, "line", line);
		if (e) {
			content_add(w->out, "・", e);
			buf_addc(w->out, '\n');
		}
	}
	xmlFreeNode(scratch);
	arena_release(&a);
}

static void
entry_points_add(struct writing *w, xmlNodePtr e, const struct item *i)
{
	const char *bullets = i ? choice_bullets(w->choices, i->id) : NULL;
	buf_adds(w->out, bullets ? "要点:\n" : "要点(案):\n");
	if (bullets) {
		lines_add(w, bullets);
		return;
	}
	for (xmlNodePtr c = e->children; c; c = c->next)
		if (is_named(c, "point")) {
			content_add(w->out, has(c, "lang", "zh") ? "・原文「" : "・", c);
			buf_adds(w->out, has(c, "lang", "zh") ? "」\n" : "\n");
		}
}

static void
entry_add(struct writing *w, xmlNodePtr e)
{
	xmlNodePtr title = child_of(e, "title", "ja"), note = child_of(e, "note", NULL);
	buf_adds(w->out, "\n[");
	attribute_add(w->out, e, "item");
	buf_adds(w->out, "] 掲載\n");
	remarks_add(w, e);
	bool draft = title == NULL || has(title, "state", "draft");
	buf_adds(w->out, draft ? "題名(案): " : "題名: ");
	if (title)
		content_add(w->out, "", title);
	buf_addc(w->out, '\n');
	entry_points_add(w, e, item_of(w, e));
	buf_adds(w->out, "一言: ");
	if (note)
		content_add(w->out, "", note);
	buf_addc(w->out, '\n');
}

static void
section_add(struct writing *w, xmlNodePtr section)
{
	buf_adds(w->out, "\n== ");
	attribute_add(w->out, section, "title");
	buf_addc(w->out, '\n');
	for (xmlNodePtr e = section->children; e; e = e->next)
		if (is_named(e, "entry"))
			entry_add(w, e);
}

static void
points_add(struct writing *w, xmlNodePtr points)
{
	const char *settled = choice_points(w->choices);
	buf_adds(w->out, settled ? "== この号の要点\n" : "== この号の要点(案)\n");
	if (settled) {
		lines_add(w, settled);
		return;
	}
	for (xmlNodePtr c = points->children; c; c = c->next) {
		xmlNodePtr title;
		if (!is_named(c, "point"))
			continue;
		title = child_of(c, "title", "ja");
		content_add(w->out, "・", title ? title : child_of(c, "title", NULL));
		buf_adds(w->out, " [");
		attribute_add(w->out, c, "item");
		buf_adds(w->out, "]\n");
	}
}

static const char *
word_of(const struct pick *p, xmlNodePtr e)
{
	if (p && p->fate == FATE_REPORT)
		return "報道";
	if (p && p->fate == FATE_FOLLOWUP)
		return "続報";
	if (p)
		return "除外";
	return has(e->parent, "id", "flash") ? "速報" : "一行";
}

static bool
is_given(const struct writing *w, const char *id)
{
	for (size_t k = 0; k < w->n_given; k++)
		if (strcmp(w->given[k], id) == 0)
			return true;
	return false;
}

/* An item that stands in a line somewhere: its title can be settled, and whether it stays. */
static void
line_add(struct writing *w, xmlNodePtr e)
{
	xmlChar *id = xmlGetProp(e, (const xmlChar *)"item");
	const struct pick *p = selection_find(&w->issue->selection, (const char *)id);
	xmlNodePtr zh = child_of(e, "title", "zh"), ja = child_of(e, "title", "ja");
	if ((p == NULL || p->fate != FATE_ENTRY) && !is_given(w, (const char *)id)) {
		w->given = arena_grow(
		    &w->arena, w->given, w->n_given, w->n_given + 1, &w->room, sizeof *w->given);
		w->given[w->n_given++] = arena_str(&w->arena, (const char *)id);
		buf_addf(w->out, "\n[%s] %s\n", (const char *)id, word_of(p, e));
		if (p)
			buf_addf(w->out, "# 理由　%s\n", fate_names[p->fate].title);
		if (zh)
			content_add(w->out, "# 原題　", zh);
		buf_addc(w->out, '\n');
		dates_add(w, e);
		buf_adds(w->out, !ja || has(ja, "state", "draft") ? "題名(案): " : "題名: ");
		if (ja)
			content_add(w->out, "", ja);
		buf_addc(w->out, '\n');
	}
	xmlFree(id);
}

static void
lines_walk(struct writing *w, xmlNodePtr e)
{
	static const char *const names[] = {
	    "report", "near", "by", "followup", "line", "event", "job"};
	for (; e; e = e->next) {
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (is_named(e, names[k]))
				line_add(w, e);
		lines_walk(w, e->children);
	}
}

/* What is told nowhere: a word, its title and why. */
static void
rest_add(struct writing *w)
{
	xmlNodePtr scratch = xmlNewNode(NULL, (const xmlChar *)"x");
	buf_adds(w->out, "\n== そのほか(載せないもの)\n");
	for (size_t k = 0; k < w->issue->selection.n; k++) {
		const struct pick *p = &w->issue->selection.picks[k];
		if (p->fate == FATE_ENTRY || is_given(w, p->item->id))
			continue;
		xmlNodePtr title = element_text(scratch, "t", p->item->documents[0].title);
		buf_addf(w->out, "\n[%s] %s\n# 理由　%s", p->item->id, word_of(p, NULL),
		    fate_names[p->fate].title);
		if (title)
			content_add(w->out, "\n# 原題　", title);
		buf_addc(w->out, '\n');
	}
	xmlFreeNode(scratch);
}

int
manuscript_write(
    const struct made_issue *i, const struct choices *c, struct buf *out, struct fail *f)
{
	struct writing w = {.out = out, .issue = i, .choices = c};
	xmlDocPtr doc = xmlReadMemory(i->xml, (int)strlen(i->xml), NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_HUGE);
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root == NULL)
		return fail_input(f, NULL, "the issue as made is no XML");
	points_add(&w, child_of(root, "points", NULL));
	for (xmlNodePtr e = root->children; e; e = e->next)
		for (int k = 0; k < SECTION_ENTRIES; k++)
			if (is_named(e, "section") && has(e, "id", section_names[k].id))
				section_add(&w, e);
	buf_adds(out, "\n== 行だけで載るもの(報道、続報、速報、カレンダーなど)\n");
	lines_walk(&w, root->children);
	rest_add(&w);
	arena_release(&w.arena);
	xmlFreeDoc(doc);
	return buf_full(out) ? fail_input(f, NULL, "the issue is too large to be edited as a text")
	                     : 0;
}
