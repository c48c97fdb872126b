/* parts.c - see parts.h. */
#include "translate/parts.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"

void
part_add(struct parts *p, const char *path, const void *bytes, size_t n)
{
	p->list = arena_grow(p->memory, p->list, p->n, p->n + 1, &p->room, sizeof *p->list);
	p->list[p->n++] = (struct part){
	    .path = arena_str(p->memory, path), .bytes = arena_strn(p->memory, bytes, n), .n = n};
}

static la_ssize_t
zip_take(struct archive *z, void *to, const void *bytes, size_t n)
{
	(void)z;
	buf_add(to, bytes, n);
	return buf_full(to) ? -1 : (la_ssize_t)n;
}

static int
zip_entry(struct archive *z, const char *path, const struct part *part, int64_t seconds)
{
	struct archive_entry *e = archive_entry_new();
	bool folder = path[strlen(path) - 1] == '/';
	archive_entry_set_pathname(e, path);
	archive_entry_set_mtime(e, seconds, 0);
	archive_entry_set_filetype(e, folder ? AE_IFDIR : AE_IFREG);
	archive_entry_set_perm(e, folder ? 0755 : 0644);
	archive_entry_set_size(e, (la_int64_t)part->n);
	int rc = archive_write_header(z, e);
	if (rc == ARCHIVE_OK && part->n > 0 &&
	    archive_write_data(z, part->bytes, part->n) != (la_ssize_t)part->n)
		rc = ARCHIVE_FATAL;
	archive_entry_free(e);
	return rc;
}

int
parts_zip(
    const struct parts *p, const char *folder, int64_t seconds, struct buf *out, struct fail *f)
{
	struct archive *z = archive_write_new();
	int rc = archive_write_set_format_zip(z);
	archive_write_set_bytes_per_block(z, 0);
	if (rc == ARCHIVE_OK)
		rc = archive_write_open(z, out, NULL, zip_take, NULL);
	for (size_t i = 0; i < p->n && rc == ARCHIVE_OK; i++)
		rc = zip_entry(z, arena_printf(p->memory, "%s%s", folder, p->list[i].path),
		    &p->list[i], seconds);
	if (rc == ARCHIVE_OK)
		rc = archive_write_close(z);
	if (rc != ARCHIVE_OK)
		(void)fail_io(f, folder, "the archive cannot be written: %s",
		    archive_error_string(z) ? archive_error_string(z) : "too large");
	archive_write_free(z);
	return rc == ARCHIVE_OK ? 0 : -1;
}

void
xml_begin(struct xml *x, const char *doctype, const char *system_id, bool indent)
{
	x->bytes = xmlBufferCreate();
	x->to = x->bytes ? xmlNewTextWriterMemory(x->bytes, 0) : NULL;
	if (x->to == NULL)
		fatal("out of memory");
	xmlTextWriterSetIndent(x->to, indent);
	xmlTextWriterStartDocument(x->to, NULL, "UTF-8", NULL);
	if (doctype) {
		xmlTextWriterStartDTD(x->to, BAD_CAST doctype, NULL, BAD_CAST system_id);
		xmlTextWriterEndDTD(x->to);
	}
}

void
xml_start(struct xml *x, const char *name)
{
	xmlTextWriterStartElement(x->to, BAD_CAST name);
}

/* What XML 1.0 cannot hold, and bytes that are no UTF-8, are dropped. */
static void
clean(struct buf *b, const char *text)
{
	for (size_t len, n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		bool allowed = cp == 0x9 || cp == 0xA || cp == 0xD || (cp >= 0x20 && cp < 0xFFFE) ||
		               cp >= 0x10000;
		if (allowed)
			buf_add(b, text, len);
	}
}

void
xml_attribute(struct xml *x, const char *name, const char *value)
{
	struct buf b;
	buf_init(&b, CAP_BODY);
	clean(&b, value);
	xmlTextWriterWriteAttribute(x->to, BAD_CAST name, BAD_CAST b.text);
	buf_release(&b);
}

void
xml_text(struct xml *x, const char *text)
{
	struct buf b;
	buf_init(&b, CAP_BODY);
	clean(&b, text);
	xmlTextWriterWriteString(x->to, BAD_CAST b.text);
	buf_release(&b);
}

void
xml_end(struct xml *x)
{
	xmlTextWriterEndElement(x->to);
}

void
xml_element(struct xml *x, const char *name, const char *language, const char *text)
{
	xml_start(x, name);
	if (language)
		xml_attribute(x, "xml:lang", language);
	xml_text(x, text);
	xml_end(x);
}

void
xml_finish(struct xml *x, struct parts *p, const char *path)
{
	xmlTextWriterEndDocument(x->to);
	xmlFreeTextWriter(x->to);
	part_add(p, path, x->bytes->content, x->bytes->use);
	xmlBufferFree(x->bytes);
}
