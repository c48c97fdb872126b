/* members.c - see members.h. */
#include "parse/attachment/members.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/extract/charset.h"

/* The name as UTF-8: the flag of ZIP, or GBK as Chinese Windows writes it. */
static const char *
name_of(struct attachment_reading *r, struct archive_entry *e)
{
	const char *raw = archive_entry_pathname(e);
	if (raw == NULL)
		raw = archive_entry_pathname_utf8(e);
	if (raw == NULL)
		return "";
	size_t n = strlen(raw);
	char *name = arena_strn(r->arena, raw, n < CAP_FIELD ? n : CAP_FIELD);
	if (!utf8_valid(name, strlen(name))) {
		struct decoded d;
		extractor_decode(r->extractor, "gb18030", (const unsigned char *)name, strlen(name),
		    r->arena, &d);
		name = arena_strn(r->arena, d.text, d.n);
	}
	for (char *c = name; *c; c++)
		*c = *c == '\\' ? '/' : *c;
	while (*name == '/')
		name++;
	return name;
}

/* One member's bytes; false: the caps are over. */
static bool
member_take(
    struct attachment_reading *r, struct archive *a, struct member *to, bool *broken, size_t packed)
{
	struct buf b;
	char chunk[65536];
	la_ssize_t n;
	bool fits = true;
	buf_init(&b, CAP_UNPACKED);
	while (fits && (n = archive_read_data(a, chunk, sizeof chunk)) > 0) {
		buf_add(&b, chunk, (size_t)n);
		r->unpacked += (size_t)n;
		fits =
		    r->unpacked <= CAP_UNPACKED && r->unpacked <= (packed + 65536) * UNPACK_RATIO;
	}
	*broken = fits && n < 0;
	if (!fits)
		attachment_hold(r,
		    "unpacks to more than is allowed (%d bytes, or %d times its size)",
		    CAP_UNPACKED, UNPACK_RATIO);
	to->n = b.len;
	to->bytes = (unsigned char *)buf_detach(&b);
	return fits;
}

static bool
member_add(struct attachment_reading *r, struct archive *a, struct archive_entry *e,
    struct members *m, size_t packed)
{
	bool broken = false;
	if (archive_entry_is_encrypted(e)) {
		m->encrypted++;
		return true;
	}
	if (archive_entry_filetype(e) != AE_IFREG && archive_entry_filetype(e) != 0) {
		m->links += archive_entry_filetype(e) != AE_IFDIR;
		return true;
	}
	m->list = arena_grow(r->arena, m->list, m->n, m->n + 1, &m->room, sizeof *m->list);
	struct member *to = &m->list[m->n];
	*to = (struct member){.name = name_of(r, e)};
	size_t len = strlen(to->name);
	if (len == 0 || to->name[len - 1] == '/')
		return true;
	bool fits = member_take(r, a, to, &broken, packed);
	m->broken += broken;
	m->n++;
	return fits;
}

static bool
is_archive(const struct attachment_file *file)
{
	return file->n > 4 &&
	       (memcmp(file->bytes, "PK", 2) == 0 || memcmp(file->bytes, "Rar!", 4) == 0 ||
	           memcmp(file->bytes, "7z\xbc\xaf", 4) == 0);
}

/* A ZIP by its list of members at the end, or (its end being lost) one member after the other. */
static struct archive *
archive_of(const struct attachment_file *file, bool from_start)
{
	struct archive *a = archive_read_new();
	if (a == NULL)
		return NULL;
	if (from_start)
		archive_read_support_format_zip_streamable(a);
	else if (is_archive(file)) {
		archive_read_support_format_zip_seekable(a);
		archive_read_support_format_rar(a);
		archive_read_support_format_rar5(a);
		archive_read_support_format_7zip(a);
	} else { /* one file or a tarball, compressed */
		archive_read_support_format_tar(a);
		archive_read_support_format_raw(a);
		archive_read_support_filter_gzip(a);
		archive_read_support_filter_bzip2(a);
		archive_read_support_filter_xz(a);
	}
	if (archive_read_open_memory(a, file->bytes, file->n) == ARCHIVE_OK)
		return a;
	archive_read_free(a);
	return NULL;
}

/* Unpack what the archive gives; false: the caps are over. */
static bool
members_take(struct attachment_reading *r, struct archive *a, struct members *m, size_t packed)
{
	struct archive_entry *e;
	int got;
	size_t seen = 0;
	while ((got = archive_read_next_header(a, &e)) != ARCHIVE_EOF) {
		if (got < ARCHIVE_WARN) {
			m->cut = true;
			return true;
		}
		if (++seen > CAP_MEMBERS) {
			attachment_hold(r, "holds more than %d members", CAP_MEMBERS);
			return false;
		}
		if (!member_add(r, a, e, m, packed))
			return false;
	}
	return true;
}

static bool
archive_take(struct attachment_reading *r, const struct attachment_file *file, bool from_start,
    struct members *m, char *why, size_t room)
{
	struct archive *a = archive_of(file, from_start);
	bool fits = a == NULL || members_take(r, a, m, file->n);
	m->cut |= a == NULL;
	if (a && archive_read_has_encrypted_entries(a) > 0 && m->encrypted == 0 && m->n == 0)
		m->encrypted++;
	const char *said = a ? archive_error_string(a) : NULL;
	snprintf(why, room, "a damaged archive%s%s", said ? ": " : "", said ? said : "");
	if (a)
		archive_read_free(a);
	return fits;
}

bool
members_unpack(struct attachment_reading *r, const struct attachment_file *file, struct members *m)
{
	char why[160], again[160];
	*m = (struct members){0};
	bool fits = archive_take(r, file, false, m, why, sizeof why);
	bool zip = file->n > 4 && memcmp(file->bytes, "PK", 2) == 0;
	if (fits && zip && m->n == 0 && m->encrypted == 0 && m->cut) {
		fits = archive_take(r, file, true, m, again, sizeof again);
		if (fits && m->n > 0)
			buf_addf(&r->notes, "zip: damaged, read from its start\n");
	}
	if (fits && m->cut && m->n > 0)
		m->broken++;
	if (fits && m->n == 0 && m->encrypted)
		attachment_hold(r, "protected by a password");
	else if (fits && m->n == 0 && m->cut)
		attachment_hold(r, "%s", why);
	else if (fits && m->n == 0)
		attachment_hold(r, "an archive without a file");
	return fits && m->n > 0;
}

void
members_release(struct members *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->list[i].bytes);
	*m = (struct members){0};
}

const struct member *
member_named(const struct members *m, const char *name)
{
	for (size_t i = 0; name && i < m->n; i++)
		if (strcasecmp(m->list[i].name, name) == 0)
			return &m->list[i];
	return NULL;
}

const char *
member_path(const char *base, const char *path, struct arena *a)
{
	const char *slash = strrchr(base, '/');
	size_t n = 0, folder = *path == '/' || slash == NULL ? 0 : (size_t)(slash - base) + 1;
	const char *whole = arena_printf(a, "%.*s%s", (int)folder, base, path);
	char *out = arena_alloc(a, strlen(whole) + 2);
	for (const char *at = whole; *at;) {
		size_t len = strcspn(at, "/\\");
		if (len == 2 && at[0] == '.' && at[1] == '.') {
			if (n == 0)
				return NULL;
			n--;
			while (n > 0 && out[n - 1] != '/')
				n--;
		} else if (len > 0 && !(len == 1 && at[0] == '.')) {
			memcpy(out + n, at, len);
			n += len;
			out[n++] = '/';
		}
		at += len + (at[len] != '\0');
	}
	out[n > 0 ? n - 1 : 0] = '\0';
	return out;
}

/* libxml2 compares every attribute of an element with all others. */
static bool
has_crowded_tag(const struct member *m)
{
	enum { ATTRIBUTES_MOST = 500 };
	size_t n = 0;
	bool tag = false;
	for (size_t i = 0; i < m->n; i++) {
		unsigned char c = m->bytes[i];
		if (c == '<' || c == '>') {
			tag = c == '<';
			n = 0;
		} else if (c == '=' && tag && ++n > ATTRIBUTES_MOST)
			return true;
	}
	return false;
}

static bool
has_doctype(const struct member *m)
{
	return memmem(m->bytes, m->n, "<!DOCTYPE", 9) ||
	       memmem(m->bytes, m->n, "<\0!\0D\0O\0", 8) ||
	       memmem(m->bytes, m->n, "\0<\0!\0D\0O", 8);
}

/* What the tree may cost is counted as it grows: 24 MiB of "<a/>" would be a GiB of nodes. */
struct growth {
	size_t cost;
	bool over;
};

enum { COST_ELEMENT = 2 * sizeof(xmlNode), COST_ATTRIBUTE = sizeof(xmlAttr) + sizeof(xmlNode) };

static void
element_counted(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
    const xmlChar **attributes)
{
	xmlParserCtxt *c = context;
	struct growth *g = c->_private;
	g->cost += COST_ELEMENT + (size_t)(n_namespaces + n_attributes) * COST_ATTRIBUTE;
	if (g->cost > CAP_TREE) {
		g->over = true;
		xmlStopParser(c);
		return;
	}
	xmlSAX2StartElementNs(context, name, prefix, uri, n_namespaces, namespaces, n_attributes,
	    n_defaulted, attributes);
}

/* Nothing outside is opened, no entity is put in; what is damaged gives what stands before it. */
static xmlDoc *
tree_of(const struct member *m, struct growth *g)
{
	xmlParserCtxt *c = xmlCreateMemoryParserCtxt((const char *)m->bytes, (int)m->n);
	if (c == NULL)
		return NULL;
	xmlCtxtUseOptions(c, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                         XML_PARSE_RECOVER | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
	c->_private = g;
	c->sax->startElementNs = element_counted;
	xmlParseDocument(c);
	xmlDoc *doc = c->myDoc;
	xmlFreeParserCtxt(c);
	return doc;
}

xmlDoc *
member_xml(struct attachment_reading *r, const struct member *m)
{
	struct growth g = {0};
	if (m == NULL || m->n == 0)
		return NULL;
	if (m->n > CAP_XML) {
		buf_addf(&r->notes, "%s is longer than %d bytes: not read\n", m->name, CAP_XML);
		return NULL;
	}
	if (r->parsed + m->n > CAP_PARSED) {
		buf_addf(
		    &r->notes, "more than %d bytes of XML: %s is not read\n", CAP_PARSED, m->name);
		return NULL;
	}
	r->parsed += m->n;
	if (has_crowded_tag(m)) {
		buf_addf(
		    &r->notes, "%s has an element with too many attributes: not read\n", m->name);
		return NULL;
	}
	if (has_doctype(m)) {
		buf_addf(&r->notes, "%s has a DOCTYPE: not read\n", m->name);
		attachment_hold(r, "XML with a DOCTYPE (%s)", m->name);
		return NULL;
	}
	xmlDoc *doc = tree_of(m, &g);
	if (g.over)
		buf_addf(&r->notes, "%s has too many elements: only the first are read\n", m->name);
	if (doc == NULL || doc->intSubset || xmlDocGetRootElement(doc) == NULL) {
		buf_addf(&r->notes, "%s is no XML that can be read\n", m->name);
		xmlFreeDoc(doc);
		return NULL;
	}
	return doc;
}

bool
part_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

const xmlNode *
part_child(const xmlNode *n, const char *name)
{
	for (n = n ? n->children : NULL; n; n = n->next)
		if (part_is(n, name))
			return n;
	return NULL;
}

/* Counted by hand: xmlNodeGetContent() multiplies entities. */
static const char *
texts_of(const xmlNode *first, struct arena *a)
{
	size_t n = 0;
	for (const xmlNode *t = first; t; t = t->next)
		if ((t->type == XML_TEXT_NODE || t->type == XML_CDATA_SECTION_NODE) && t->content)
			n += strlen((const char *)t->content);
	if (n > CAP_BODY)
		return "";
	char *out = arena_alloc(a, n + 1), *to = out;
	for (const xmlNode *t = first; t; t = t->next)
		if ((t->type == XML_TEXT_NODE || t->type == XML_CDATA_SECTION_NODE) && t->content) {
			size_t len = strlen((const char *)t->content);
			memcpy(to, t->content, len);
			to += len;
		}
	*to = '\0';
	return out;
}

const char *
part_attribute(const xmlNode *n, const char *name, struct arena *a)
{
	for (const xmlAttr *p = n->properties; p; p = p->next)
		if (strcmp((const char *)p->name, name) == 0)
			return texts_of(p->children, a);
	return NULL;
}

const char *
part_text(const xmlNode *n, struct arena *a)
{
	return n ? texts_of(n->children, a) : "";
}
