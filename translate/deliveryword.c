/* deliveryword.c - the table of the DOCX as Word gives it back, inside the cage. */
#include <string.h>

#include "base/caps.h"
#include "translate/reading.h"

/* What Word shows elsewhere or not at all: text moved away, readings above kanji, a copy of the
 * same for old readers. */
static bool
word_aside(const xmlNode *n)
{
	return xml_named(n, "moveFrom") || xml_named(n, "rt") || xml_named(n, "Fallback");
}

/* The text of a cell or paragraph: w:t; what was struck out in Word is w:delText and not read. */
static void
word_text(struct buf *b, const xmlNode *n, int depth)
{
	for (const xmlNode *c = n->children; c && depth < 64; c = c->next) {
		if (c->type != XML_ELEMENT_NODE || word_aside(c))
			continue;
		if (xml_named(c, "noBreakHyphen"))
			buf_addc(b, '-');
		else if (xml_named(c, "t")) {
			xmlChar *text = xmlNodeGetContent(c);
			buf_adds(b, text ? (const char *)text : "");
			xmlFree(text);
		} else if (xml_named(c, "tab") || xml_named(c, "br"))
			buf_addc(b, ' ');
		else
			word_text(b, c, depth + 1);
	}
}

/* The cells of a row, also those that Word put into a control of its own. */
static void
row_cells(struct buf cells[3], size_t *n, const xmlNode *row, int depth)
{
	for (const xmlNode *c = row->children; c && *n < 3 && depth < 8; c = c->next)
		if (xml_named(c, "tc"))
			word_text(&cells[(*n)++], c, 0);
		else if (xml_named(c, "sdt") || xml_named(c, "sdtContent") ||
		         xml_named(c, "customXml"))
			row_cells(cells, n, c, depth + 1);
}

static void
row_read(struct reading *r, const xmlNode *row)
{
	struct buf cells[3];
	size_t n = 0;
	for (size_t i = 0; i < 3; i++)
		buf_init(&cells[i], CAP_BODY);
	row_cells(cells, &n, row, 0);
	size_t digits = strspn(cells[0].text, " 0123456789-");
	if (n == 3 && digits >= 11 && cells[0].text[digits] == '\0') {
		if (json_array_size(r->units) >= CAP_UNITS)
			r->full = true;
		else
			json_array_append_new(r->units,
			    json_pack("{s:s, s:s, s:s, s:s, s:s}", "id",
			        cells[0].text + strspn(cells[0].text, " "), "source", cells[1].text,
			        "target", cells[2].text, "source_tags", "", "target_tags", ""));
	}
	for (size_t i = 0; i < 3; i++)
		buf_release(&cells[i]);
}

void
word_read(struct reading *r, const xmlNode *n, int depth)
{
	for (const xmlNode *c = n->children; c && depth < 64; c = c->next) {
		if (xml_named(c, "tr"))
			row_read(r, c);
		else if (xml_named(c, "p") && r->stamp[0] == '\0') {
			buf_clear(&r->text);
			word_text(&r->text, c, 0);
			stamp_find(r, r->text.text);
		} else if (c->type == XML_ELEMENT_NODE)
			word_read(r, c, depth + 1);
	}
}
