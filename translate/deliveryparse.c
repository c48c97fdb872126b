/* deliveryparse.c - the formats of files given back, inside the cage; see reader.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/caps.h"
#include "translate/reader.h"
#include "translate/reading.h"

static xmlNode *
child_named(xmlNode *n, const char *name)
{
	for (xmlNode *c = n->children; c; c = c->next)
		if (xml_named(c, name))
			return c;
	return NULL;
}

/* An attribute by its local name, cut to the room; "" when absent. */
static void
attribute(const xmlNode *n, const char *name, char *out, size_t size)
{
	out[0] = '\0';
	for (xmlAttr *at = n->properties; at; at = at->next)
		if (strcmp((const char *)at->name, name) == 0) {
			xmlChar *value = xmlNodeListGetString(n->doc, at->children, 1);
			snprintf(out, size, "%s", value ? (char *)value : "");
			xmlFree(value);
			return;
		}
}

void
stamp_find(struct reading *r, const char *text)
{
	const char *at = text;
	while (r->stamp[0] == '\0' && (at = strstr(at, "geppo-")) != NULL) {
		size_t n = strspn(at, "geppo-0123456789abcdefv");
		if (n < sizeof r->stamp && strncmp(at + 12, "-v", 2) == 0 && n > 16)
			snprintf(r->stamp, sizeof r->stamp, "%.*s", (int)n, at);
		at += 6;
	}
}

/* Codes of XLIFF and TMX that stand for something in the text; mrk only marks. */
static bool
is_code(const xmlNode *n)
{
	static const char *const codes[] = {
	    "g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "pc", "sc", "ec", "cp"};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (xml_named(n, codes[i]))
			return true;
	return false;
}

/* The text below a node. What bpt and its like hold is code, not text. */
static void
text_of(struct reading *r, const xmlNode *n, int depth)
{
	static const char *const native[] = {"bpt", "ept", "ph", "it", "ut"};
	for (const xmlNode *c = n->children; c && depth < 64; c = c->next) {
		bool code = c->type == XML_ELEMENT_NODE && is_code(c), hidden = false;
		if (code) {
			char id[32];
			attribute(c, "id", id, sizeof id);
			if (id[0] == '\0')
				attribute(c, "i", id, sizeof id);
			buf_addf(
			    &r->tags, "%s%s%s", r->tags.len ? " " : "", (const char *)c->name, id);
		}
		for (size_t i = 0; code && i < sizeof native / sizeof *native; i++)
			hidden |= strcmp((const char *)c->name, native[i]) == 0;
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			buf_adds(&r->text, c->content ? (const char *)c->content : "");
		else if (c->type == XML_ELEMENT_NODE && !hidden)
			text_of(r, c, depth + 1);
	}
}

static json_t *
taken_text(struct reading *r, const xmlNode *n, json_t **tags)
{
	buf_clear(&r->text);
	buf_clear(&r->tags);
	if (n)
		text_of(r, n, 0);
	*tags = json_stringn(r->tags.text, r->tags.len);
	return json_stringn(r->text.text, r->text.len);
}

static void
unit_add(struct reading *r, const char *id, const xmlNode *source, const xmlNode *target)
{
	json_t *source_tags, *target_tags;
	json_t *from = taken_text(r, source, &source_tags);
	json_t *to = taken_text(r, target, &target_tags);
	if (json_array_size(r->units) >= CAP_UNITS)
		r->full = true;
	else
		json_array_append_new(r->units,
		    json_pack("{s:s, s:O?, s:O?, s:O?, s:O?}", "id", id, "source", from, "target",
		        to, "source_tags", source_tags, "target_tags", target_tags));
	json_decref(from);
	json_decref(to);
	json_decref(source_tags);
	json_decref(target_tags);
}

static void
xliff12_read(struct reading *r, xmlNode *n, int depth)
{
	char id[128], original[256];
	for (xmlNode *c = n->children; c && depth < 64; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		if (xml_named(c, "file")) {
			attribute(c, "original", original, sizeof original);
			stamp_find(r, original);
			attribute(
			    c, "source-language", r->source_language, sizeof r->source_language);
			attribute(
			    c, "target-language", r->target_language, sizeof r->target_language);
		}
		if (xml_named(c, "trans-unit")) {
			attribute(c, "id", id, sizeof id);
			unit_add(r, id, child_named(c, "source"), child_named(c, "target"));
		} else if (xml_named(c, "note") && r->stamp[0] == '\0') {
			json_t *tags, *text = taken_text(r, c, &tags);
			stamp_find(r, r->text.text);
			json_decref(tags);
			json_decref(text);
		} else
			xliff12_read(r, c, depth + 1);
	}
}

/* The segments of a unit are one sentence of ours. */
static void
unit2_read(struct reading *r, xmlNode *unit)
{
	char id[128];
	xmlNode *from = xmlNewNode(NULL, BAD_CAST "source"),
	        *to = xmlNewNode(NULL, BAD_CAST "target");
	attribute(unit, "id", id, sizeof id);
	for (xmlNode *c = unit->children; c; c = c->next) {
		if (!xml_named(c, "segment") && !xml_named(c, "ignorable"))
			continue;
		xmlNode *source = child_named(c, "source"), *target = child_named(c, "target");
		if (source)
			xmlAddChildList(from, xmlCopyNodeList(source->children));
		if (target)
			xmlAddChildList(to, xmlCopyNodeList(target->children));
	}
	unit_add(r, id, from, to);
	xmlFreeNode(from);
	xmlFreeNode(to);
}

static void
xliff2_read(struct reading *r, xmlNode *n, int depth)
{
	char original[256];
	for (xmlNode *c = n->children; c && depth < 64; c = c->next) {
		if (xml_named(c, "file")) {
			attribute(c, "original", original, sizeof original);
			stamp_find(r, original);
		}
		if (xml_named(c, "unit"))
			unit2_read(r, c);
		else if (c->type == XML_ELEMENT_NODE)
			xliff2_read(r, c, depth + 1);
	}
}

static void
tu_read(struct reading *r, xmlNode *tu)
{
	xmlNode *from = NULL, *to = NULL;
	char id[128], language[40];
	attribute(tu, "tuid", id, sizeof id);
	for (xmlNode *c = tu->children; c; c = c->next) {
		if (!xml_named(c, "tuv"))
			continue;
		attribute(c, "lang", language, sizeof language);
		bool chinese = strncasecmp(language, "zh", 2) == 0;
		bool japanese = strncasecmp(language, "ja", 2) == 0;
		if (chinese)
			from = child_named(c, "seg");
		else if (japanese)
			to = child_named(c, "seg");
		snprintf(chinese ? r->source_language : r->target_language,
		    sizeof r->source_language, "%s", language);
	}
	if (from)
		unit_add(r, id, from, to);
}

static void
tmx_read(struct reading *r, xmlNode *root)
{
	xmlNode *body = child_named(root, "body");
	for (xmlNode *c = body ? body->children : NULL; c; c = c->next)
		if (xml_named(c, "tu"))
			tu_read(r, c);
}

static int
root_read(struct reading *r, xmlNode *root, struct fail *f)
{
	char version[16];
	attribute(root, "version", version, sizeof version);
	if (xml_named(root, "xliff") && version[0] == '1') {
		r->format = "xliff-1.2";
		xliff12_read(r, root, 0);
	} else if (xml_named(root, "xliff") && version[0] == '2') {
		r->format = "xliff-2";
		attribute(root, "srcLang", r->source_language, sizeof r->source_language);
		attribute(root, "trgLang", r->target_language, sizeof r->target_language);
		xliff2_read(r, root, 0);
	} else if (xml_named(root, "tmx")) {
		r->format = "tmx";
		tmx_read(r, root);
	} else if (xml_named(root, "document")) {
		r->format = "docx";
		snprintf(r->source_language, sizeof r->source_language, "zh-CN");
		snprintf(r->target_language, sizeof r->target_language, "ja-JP");
		word_read(r, root, 0);
	} else
		return fail_input(f, NULL, "XLIFF でも TMX でもない XML です(%.40s)", root->name);
	return r->full ? fail_input(f, NULL, "文が多すぎます(上限 %d)", CAP_UNITS) : 0;
}

/* A document type may be named, as TMX does; one that declares anything is refused unread. */
bool
delivery_declares(const char *bytes, size_t n)
{
	const char *at = memmem(bytes, n, "<!DOCTYPE", 9);
	const char *end = at ? memchr(at, '>', n - (size_t)(at - bytes)) : NULL;
	bool inside = at && memchr(at, '[', end ? (size_t)(end - at) : n - (size_t)(at - bytes));
	return inside || memmem(bytes, n, "<!ENTITY", 8) != NULL;
}

static int
xml_read(struct reading *r, const char *bytes, size_t n, struct fail *f)
{
	if (delivery_declares(bytes, n))
		return fail_input(f, NULL, "実体や文書型の宣言を含む XML は受け取りません");
	xmlDoc *doc = xmlReadMemory(bytes, (int)n, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	int rc;
	if (root == NULL)
		rc = fail_input(f, NULL, "XML として読めません");
	else if (doc->intSubset && doc->intSubset->children)
		rc = fail_input(f, NULL, "実体や文書型の宣言を含む XML は受け取りません");
	else
		rc = root_read(r, root, f);
	xmlFreeDoc(doc);
	return rc;
}

/* The text of a DOCX: one member, unpacked within the cap. */
static int
docx_read(struct reading *r, const char *bytes, size_t n, struct fail *f)
{
	struct archive *z = archive_read_new();
	struct archive_entry *e;
	struct buf text;
	char chunk[16384];
	la_ssize_t got = 0;
	int rc = -1;
	buf_init(&text, CAP_DELIVERY);
	archive_read_support_format_zip(z);
	if (archive_read_open_memory(z, bytes, n) == ARCHIVE_OK)
		for (int i = 0; i < 1000 && archive_read_next_header(z, &e) == ARCHIVE_OK; i++) {
			const char *name = archive_entry_pathname(e);
			if (name == NULL || strcmp(name, "word/document.xml") != 0)
				continue;
			while ((got = archive_read_data(z, chunk, sizeof chunk)) > 0 && !text.full)
				buf_add(&text, chunk, (size_t)got);
			break;
		}
	if (text.len == 0 || got < 0)
		(void)fail_input(f, NULL, "Word の文書(.docx)として読めません");
	else if (buf_full(&text))
		(void)fail_input(f, NULL, "展開すると %d バイトを超えます", CAP_DELIVERY);
	else
		rc = xml_read(r, text.text, text.len, f);
	buf_release(&text);
	archive_read_free(z);
	return rc;
}

json_t *
delivery_parse(const char *bytes, size_t n, struct fail *f)
{
	struct reading r = {.units = json_array(), .format = ""};
	json_t *out = NULL;
	buf_init(&r.text, CAP_BODY);
	buf_init(&r.tags, CAP_FIELD);
	int rc = n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0 ? docx_read(&r, bytes, n, f)
	                                                   : xml_read(&r, bytes, n, f);
	if (rc == 0)
		out = json_pack("{s:s, s:s, s:s, s:s, s:O}", "format", r.format, "stamp", r.stamp,
		    "source_language", r.source_language, "target_language", r.target_language,
		    "units", r.units);
	if (rc == 0 && out == NULL)
		(void)fail_input(f, NULL, "UTF-8 でない文字があります");
	json_decref(r.units);
	buf_release(&r.text);
	buf_release(&r.tags);
	return out;
}
