/* page.c - reading from a page: attributes and text. See page.h; page_read() is in markup.c. */
#include "parse/extract/page.h"

#include <string.h>
#include <strings.h>

#include "parse/extract/text.h"

const char *
node_raw(const struct node *n, enum attribute_name name, size_t *len)
{
	if (n->tag == TAG_TEXT || n->tag == TAG_COMMENT)
		return NULL;
	for (uint32_t i = 0; i < n->len; i++)
		if (n->attributes[i].name == name) {
			*len = n->attributes[i].len;
			return n->attributes[i].value;
		}
	return NULL;
}

const char *
page_attribute(const struct page *p, uint32_t node, enum attribute_name name)
{
	size_t len;
	const char *raw = node_raw(&p->nodes[node], name, &len);
	if (raw == NULL)
		return NULL;
	struct plain text = {.out = arena_alloc(p->arena, len + 2)};
	plain_add(&text, 0, raw, len);
	text.out[text.len] = '\0';
	return text.out;
}

bool
node_attribute_has(const struct node *n, enum attribute_name name, const char *word)
{
	size_t len, w = strlen(word);
	const char *raw = node_raw(n, name, &len);
	for (size_t i = 0; raw && i + w <= len; i++)
		if ((raw[i] | 32) == (word[0] | 32) && strncasecmp(raw + i, word, w) == 0)
			return true;
	return false;
}

const char *
page_text(const struct page *p, uint32_t node)
{
	size_t size = 2;
	uint32_t end = p->nodes[node].end;
	if (end - node > PAGE_TEXT_NODES)
		end = node + PAGE_TEXT_NODES;
	for (uint32_t i = node; i < end; i++)
		size += p->nodes[i].tag == TAG_TEXT ? p->nodes[i].len + 1u : 0;
	struct plain text = {.out = arena_alloc(p->arena, size)};
	for (uint32_t i = node; i < end; i++) {
		const struct node *n = &p->nodes[i];
		if (i > node && tag_traits(n->tag) & TRAIT_SILENT)
			i = n->end - 1;
		else if (n->tag == TAG_TEXT)
			plain_add(&text, 0, n->text, n->len);
		else if (tag_traits(n->tag) & TRAIT_BLOCK && text.len > 0)
			text.gap = true;
	}
	text.out[text.len] = '\0';
	return text.len > 0 ? text.out : NULL;
}

const char *
page_raw_text(const struct page *p, uint32_t node, size_t *len)
{
	const struct node *n = &p->nodes[node];
	if (n->tag != TAG_TEXT && n->tag != TAG_COMMENT)
		n = n->end > node + 1 ? n + 1 : NULL;
	*len = n ? n->len : 0;
	return n ? n->text : "";
}
