/* tree.c - see tree.h. */
#include "parse/extract/tree.h"

#include <string.h>
#include <strings.h>

/* How far an end tag looks for its element; real pages stay far below. */
enum { SEARCH_DEPTH = 96 };

static uint32_t
add_node(struct tree *t, enum tag tag)
{
	struct page *p = t->page;
	if (p->n_nodes >= p->room) {
		p->dropped++;
		return 0;
	}
	uint32_t i = p->n_nodes++;
	struct node *n = &p->nodes[i];
	*n = (struct node){.tag = (uint8_t)tag};
	n->end = i + 1;
	n->flags = t->hidden ? NODE_HIDDEN : 0;
	if (t->n_open == 0)
		return i;
	n->parent = t->open[t->n_open - 1];
	n->block = tag_traits(tag) & TRAIT_BLOCK ? i : p->nodes[n->parent].block;
	return i;
}

static void
push(struct tree *t, uint32_t node, enum tag tag)
{
	t->open[t->n_open] = node;
	t->open_tag[t->n_open++] = (uint8_t)tag;
	t->count[tag]++;
}

static void
pop(struct tree *t)
{
	uint32_t node = t->open[--t->n_open];
	enum tag tag = t->open_tag[t->n_open];
	t->count[tag]--;
	if (tag == TAG_A && t->link == node)
		t->link = 0;
	if (t->hidden > t->n_open)
		t->hidden = 0;
	struct node *n = &t->page->nodes[node];
	if (n->end == node + 1)
		n->end = t->page->n_nodes;
}

void
tree_start(struct tree *t, struct page *p)
{
	memset(t, 0, sizeof *t);
	t->page = p;
	add_node(t, TAG_OTHER);
	push(t, 0, TAG_OTHER);
}

static void
pop_to(struct tree *t, uint32_t depth)
{
	while (t->n_open > depth)
		pop(t);
}

/* Open elements of one of the tags, above any of the fences: closed, with all they hold. */
static void
imply_end(struct tree *t, const uint8_t *tags, const uint8_t *fences, unsigned fence_traits)
{
	uint32_t lowest = t->n_open > SEARCH_DEPTH ? t->n_open - SEARCH_DEPTH : 1, at = 0;
	for (uint32_t i = t->n_open; i > lowest; i--) {
		enum tag open = t->open_tag[i - 1];
		if (memchr(tags, open, strlen((const char *)tags)))
			at = i - 1;
		else if (tag_traits(open) & fence_traits ||
		         memchr(fences, open, strlen((const char *)fences)))
			break;
	}
	if (at)
		pop_to(t, at);
}

/* What a start tag ends. Lists of tags end with 0, which is TAG_OTHER. */
static const struct {
	uint8_t tag;
	uint8_t ends[9];
	uint8_t fences[4];
	unsigned fence_traits;
} implied[] = {
    {TAG_LI, {TAG_LI}, {TAG_UL, TAG_OL}, TRAIT_SCOPE},
    {TAG_DT, {TAG_DT, TAG_DD}, {TAG_DL}, TRAIT_SCOPE},
    {TAG_DD, {TAG_DT, TAG_DD}, {TAG_DL}, TRAIT_SCOPE},
    {TAG_TR, {TAG_TR, TAG_TD, TAG_TH, TAG_CAPTION}, {TAG_TABLE}, 0},
    {TAG_TD, {TAG_TD, TAG_TH}, {TAG_TABLE, TAG_TR}, 0},
    {TAG_TH, {TAG_TD, TAG_TH}, {TAG_TABLE, TAG_TR}, 0},
    {TAG_TBODY, {TAG_TR, TAG_TD, TAG_TH, TAG_TBODY, TAG_THEAD, TAG_TFOOT, TAG_CAPTION}, {TAG_TABLE},
        0},
    {TAG_THEAD, {TAG_TR, TAG_TD, TAG_TH, TAG_TBODY, TAG_THEAD, TAG_TFOOT, TAG_CAPTION}, {TAG_TABLE},
        0},
    {TAG_TFOOT, {TAG_TR, TAG_TD, TAG_TH, TAG_TBODY, TAG_THEAD, TAG_TFOOT, TAG_CAPTION}, {TAG_TABLE},
        0},
    {TAG_OPTION, {TAG_OPTION}, {TAG_SELECT}, TRAIT_SCOPE},
};

/* A link inside a link ends the first. Where blocks stand between, the first stays open for them
 * but no longer counts as a link. */
static void
end_open_link(struct tree *t)
{
	uint32_t lowest = t->n_open > SEARCH_DEPTH ? t->n_open - SEARCH_DEPTH : 1;
	bool blocks = false;
	for (uint32_t i = t->n_open; i > lowest; i--) {
		enum tag open = t->open_tag[i - 1];
		if (open == TAG_A && !blocks) {
			pop_to(t, i - 1);
			return;
		}
		if (open == TAG_A) {
			t->page->nodes[t->open[i - 1]].end = t->page->n_nodes;
			t->open_tag[i - 1] = TAG_SPAN;
			t->count[TAG_A]--;
			t->count[TAG_SPAN]++;
			t->link = 0;
			return;
		}
		if (tag_traits(open) & TRAIT_SCOPE)
			return;
		blocks |= (tag_traits(open) & TRAIT_SPECIAL) != 0;
	}
}

static void
imply_ends(struct tree *t, enum tag tag)
{
	static const uint8_t paragraph[] = {TAG_P, 0}, none[] = {0};
	if (tag == TAG_A) {
		if (t->count[TAG_A])
			end_open_link(t);
		return;
	}
	if (tag_traits(tag) & TRAIT_BLOCK && tag != TAG_BR && t->count[TAG_P])
		imply_end(t, paragraph, none, TRAIT_SCOPE);
	for (size_t i = 0; i < sizeof implied / sizeof *implied; i++)
		if (implied[i].tag == tag)
			imply_end(t, implied[i].ends, implied[i].fences, implied[i].fence_traits);
}

/* The header of a page ends where something a visitor sees begins. */
static void
leave_head(struct tree *t, enum tag tag)
{
	static const uint8_t allowed[] = {TAG_TITLE, TAG_META, TAG_LINK, TAG_STYLE, TAG_SCRIPT,
	    TAG_BASE, TAG_NOSCRIPT, TAG_TEMPLATE, TAG_OTHER, TAG_OBJECT};
	if (!t->count[TAG_HEAD] || memchr(allowed, tag, sizeof allowed))
		return;
	static const uint8_t head[] = {TAG_HEAD, 0}, none[] = {0};
	imply_end(t, head, none, 0);
}

static bool
value_has(const struct attribute *a, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= a->len; i++)
		if ((a->value[i] | 32) == word[0] && strncasecmp(a->value + i, word, n) == 0)
			return true;
	return false;
}

static bool
not_drawn(const struct attribute *a, size_t n)
{
	for (; n > 0; a++, n--)
		if (a->name == ATTR_HIDDEN ||
		    (a->name == ATTR_STYLE &&
		        (value_has(a, "display:none") || value_has(a, "display: none"))))
			return true;
	return false;
}

static bool
has_address(const struct attribute *a, size_t n)
{
	for (; n > 0; a++, n--)
		if (a->name == ATTR_HREF && a->len > 0)
			return true;
	return false;
}

void
tree_open(struct tree *t, enum tag tag, const struct attribute *attributes, size_t n)
{
	if ((tag == TAG_HTML || tag == TAG_BODY) && t->count[tag])
		return;
	leave_head(t, tag);
	imply_ends(t, tag);
	uint32_t i = add_node(t, tag);
	if (i == 0)
		return;
	struct node *node = &t->page->nodes[i];
	node->len = (uint32_t)n;
	if (n > 0) {
		struct attribute *copy = arena_alloc(t->page->arena, n * sizeof *copy);
		memcpy(copy, attributes, n * sizeof *copy);
		node->attributes = copy;
	}
	if (tag_traits(tag) & TRAIT_VOID)
		return;
	if (t->n_open == CAP_DEPTH) {
		node->flags |= NODE_CUT;
		t->skipped[tag]++;
		t->page->cut++;
		return;
	}
	push(t, i, tag);
	if (!t->hidden && not_drawn(attributes, n)) {
		t->hidden = t->n_open;
		node->flags |= NODE_HIDDEN;
	}
	if (tag == TAG_A && has_address(attributes, n))
		t->link = i;
}

/* Elements that hold most of a page are not ended by their end tags: pages go on behind them. */
static bool
ends_nothing(enum tag tag)
{
	return tag == TAG_HTML || tag == TAG_BODY || tag_traits(tag) & TRAIT_VOID;
}

void
tree_close(struct tree *t, enum tag tag)
{
	if (ends_nothing(tag))
		return;
	if (t->skipped[tag]) {
		t->skipped[tag]--;
		return;
	}
	if (!t->count[tag])
		return;
	unsigned traits = tag_traits(tag),
	         fence = traits & TRAIT_BLOCK ? TRAIT_SCOPE : TRAIT_SPECIAL;
	if (tag == TAG_TABLE)
		fence = 0;
	bool row = tag == TAG_TR || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT;
	uint32_t lowest = t->n_open > SEARCH_DEPTH ? t->n_open - SEARCH_DEPTH : 1;
	for (uint32_t i = t->n_open; i > lowest; i--) {
		enum tag open = t->open_tag[i - 1];
		if (open == tag) {
			pop_to(t, i - 1);
			return;
		}
		if (tag == TAG_A && tag_traits(open) & TRAIT_SPECIAL &&
		    !(tag_traits(open) & TRAIT_SCOPE))
			continue;
		if (row ? open == TAG_TABLE : (tag_traits(open) & fence) != 0)
			return;
	}
}

void
tree_text(struct tree *t, enum tag kind, const char *text, size_t n)
{
	uint32_t i = n > 0 ? add_node(t, kind) : 0;
	if (i == 0)
		return;
	struct node *node = &t->page->nodes[i];
	node->text = text;
	node->len = n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
	if (t->link)
		node->flags |= NODE_LINKED;
}

void
tree_finish(struct tree *t)
{
	pop_to(t, 0);
}
