/* flat.c - documents kept as one XML file: Word and Excel 2003, flat OPC, flat OpenDocument. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/members.h"

enum { CELLS_APART = 60 };

/* Texts below a cell, whatever marks them up. */
static void
data_read(struct attachment_reading *r, const xmlNode *n)
{
	for (; n && !buf_full(&r->text); n = n->next) {
		if (n->type == XML_TEXT_NODE && n->content)
			for (const char *s = (const char *)n->content; *s; s++)
				buf_addc(&r->text, strchr("\r\n\t", *s) ? ' ' : *s);
		else if (n->type == XML_ELEMENT_NODE && !part_is(n, "Comment"))
			data_read(r, n->children);
	}
}

static void
sheet_row(struct attachment_reading *r, const xmlNode *row)
{
	long last = 0;
	size_t kept = r->text.len, start = kept;
	for (const xmlNode *c = row->children; c; c = c->next) {
		if (!part_is(c, "Cell"))
			continue;
		const char *index = part_attribute(c, "Index", r->arena);
		long column = index ? strtol(index, NULL, 10) : last + 1;
		if (column <= last || column > 100000)
			column = last + 1;
		for (long k = last > 0 ? last : 1; k < column && k - last < CELLS_APART; k++)
			buf_addc(&r->text, '\t');
		last = column;
		size_t before = r->text.len;
		data_read(r, c->children);
		kept = r->text.len > before ? r->text.len : kept;
	}
	buf_cut(&r->text, kept);
	if (kept > start)
		buf_addc(&r->text, '\n');
}

static void
workbook_tree(struct attachment_reading *r, const xmlNode *n)
{
	for (; n && !buf_full(&r->text); n = n->next) {
		if (part_is(n, "Row"))
			sheet_row(r, n);
		else if (n->type == XML_ELEMENT_NODE)
			workbook_tree(r, n->children);
	}
}

/* Flat OPC: the parts of a package, one after the other. */
static void
package_tree(struct attachment_reading *r, const xmlNode *package)
{
	for (const xmlNode *p = package->children; p; p = p->next) {
		const char *name = part_is(p, "part") ? part_attribute(p, "name", r->arena) : NULL;
		if (name && strstr(name, "/document.xml"))
			docx_tree(r, part_child(p, "xmlData"));
	}
}

bool
flat_read(struct attachment_reading *r, const struct attachment_file *file)
{
	static const struct {
		const char *root, *type;
		void (*read)(struct attachment_reading *r, const xmlNode *root);
	} kinds[] = {{"wordDocument", "docx", docx_tree}, {"Workbook", "xlsx", workbook_tree},
	    {"package", "docx", package_tree}, {"document", "odf", odf_tree}};
	struct member whole = {
	    .name = "the file", .bytes = (unsigned char *)file->bytes, .n = file->n};
	xmlDoc *doc = member_xml(r, &whole);
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	for (size_t i = 0; root && i < sizeof kinds / sizeof *kinds; i++)
		if (part_is(root, kinds[i].root)) {
			r->type = kinds[i].type;
			kinds[i].read(r, root);
			xmlFreeDoc(doc);
			return true;
		}
	xmlFreeDoc(doc);
	return false;
}
