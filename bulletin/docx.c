/* docx.c - a DOCX package (ECMA-376, part 2): each part of the template's answer is one file of a
 * ZIP, in the order given, without a time of its own: the same issue gives the same bytes. */
#include "bulletin/finish.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>

#include "base/log.h"

static la_ssize_t
take(struct archive *zip, void *context, const void *bytes, size_t n)
{
	(void)zip;
	buf_add(context, bytes, n);
	return (la_ssize_t)n;
}

static bool
file_add(struct archive *zip, const char *name, const char *bytes, size_t n)
{
	struct archive_entry *e = archive_entry_new();
	if (e == NULL)
		fatal("out of memory");
	archive_entry_set_pathname(e, name);
	archive_entry_set_size(e, (la_int64_t)n);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_mtime(e, 315619200, 0); /* 1980-01-02: the oldest day a ZIP can say */
	bool good = archive_write_header(zip, e) == ARCHIVE_OK &&
	            archive_write_data(zip, bytes, n) == (la_ssize_t)n;
	archive_entry_free(e);
	return good;
}

/* The one element inside a part, as a document of its own. */
static bool
part_add(struct archive *zip, xmlNodePtr part)
{
	xmlChar *name = xmlGetProp(part, (const xmlChar *)"name"), *text = NULL;
	xmlNodePtr root = xmlFirstElementChild(part);
	int n = 0;
	bool good = false;
	if (name && root) {
		xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
		xmlDocSetRootElement(doc, xmlDocCopyNode(root, doc, 1));
		xmlDocDumpMemoryEnc(doc, &text, &n, "UTF-8");
		good = text && file_add(zip, (const char *)name, (const char *)text, (size_t)n);
		xmlFreeDoc(doc);
	}
	xmlFree(text);
	xmlFree(name);
	return good;
}

static bool
package(xmlNodePtr parts, struct buf *out)
{
	struct archive *zip = archive_write_new();
	if (zip == NULL)
		fatal("out of memory");
	bool good = archive_write_set_format_zip(zip) == ARCHIVE_OK &&
	            archive_write_set_bytes_in_last_block(zip, 1) == ARCHIVE_OK &&
	            archive_write_open(zip, out, NULL, take, NULL) == ARCHIVE_OK;
	for (xmlNodePtr part = xmlFirstElementChild(parts); good && part;
	     part = xmlNextElementSibling(part))
		good = part_add(zip, part);
	good = archive_write_close(zip) == ARCHIVE_OK && good;
	archive_write_free(zip);
	return good;
}

int
finish_docx(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
{
	(void)dir;
	xmlDocPtr doc =
	    xmlReadMemory(in->text, (int)in->len, "docx", NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
	bool good = root && package(root, out);
	xmlFreeDoc(doc);
	return good ? 0 : fail_config(f, NULL, "the template gives no parts of a DOCX file");
}
