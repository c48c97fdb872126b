/* attachment.c - see attachment.h: what a file is, and which reader takes it. */
#include "parse/attachment/attachment.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/cfb.h"
#include "parse/attachment/members.h"
#include "parse/extract/kind.h"
#include "parse/extract/text.h"

enum { CONTAINERS_DEEP = 2 };

void
attachment_hold(struct attachment_reading *r, const char *fmt, ...)
{
	va_list ap;
	if (r->why[0])
		return;
	if (r->state == ATTACHMENT_READ)
		r->state = ATTACHMENT_HELD;
	va_start(ap, fmt);
	vsnprintf(r->why, sizeof r->why, fmt, ap);
	va_end(ap);
}

static size_t
letters(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
		     (*s >= 'a' && *s <= 'z') || ((unsigned char)*s >= 0xc0);
	return n;
}

/* Compound files ([MS-CFB]) by the streams in them; WPS writes the same ones. */
void
ole_read(struct attachment_reading *r, const struct attachment_file *file)
{
	static const struct {
		const char *stream, *type, *why;
	} others[] = {{"EncryptedPackage", "ole", "protected by a password"},
	    {"PowerPoint Document", "ppt", "slides are not read"},
	    {"__properties_version1.0", "msg", "a mail message is not read"},
	    {"VisioDocument", "ole", "drawings are not read"},
	    {"Quill", "ole", "a Publisher file is not read"},
	    {"MatOST", "ole", "a file of Microsoft Works is not read"}};
	struct cfb c;
	struct span_of_bytes stream;
	r->type = "ole";
	if (!cfb_open(&c, file->bytes, file->n, r->arena)) {
		attachment_hold(r, "damaged: no compound file that can be read");
		return;
	}
	if (cfb_stream(&c, "WordDocument", &stream)) {
		r->type = "doc";
		doc_read(r, &c);
	} else if (cfb_stream(&c, "Workbook", &stream) || cfb_stream(&c, "WORKBOOK", &stream) ||
	           cfb_stream(&c, "Book", &stream)) {
		r->type = "xls";
		xls_read(r, stream);
	} else {
		for (size_t i = 0; i < sizeof others / sizeof *others; i++)
			if (cfb_stream(&c, others[i].stream, &stream)) {
				r->type = others[i].type;
				attachment_hold(r, "%s", others[i].why);
			}
		attachment_hold(r, "a compound file that is no Word or Excel file");
	}
	if (r->why[0] == '\0' && letters(r->text.text) == 0)
		attachment_hold(r, "no text found in it");
}

static bool
is_html(const char *s, size_t n)
{
	static const char *const marks[] = {
	    "<html", "<!doctype html", "<body", "<head", "<table", "<div", "<p>", "<br"};
	size_t most = n < 4096 ? n : 4096;
	for (size_t i = 0; i < most; i++)
		for (size_t k = 0; s[i] == '<' && k < sizeof marks / sizeof *marks; k++)
			if (most - i >= strlen(marks[k]) &&
			    strncasecmp(s + i, marks[k], strlen(marks[k])) == 0)
				return true;
	return false;
}

static void
html_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct buf json;
	struct extract_input in = {.kind = "article", .bytes = file->bytes, .n = file->n};
	buf_init(&json, CAP_JSON_LINE);
	extract(r->extractor, &in, r->arena, &json);
	json_t *answer = json_loadb(json.text, json.len, 0, NULL);
	const char *title = json_string_value(json_object_get(answer, "title"));
	const char *body = json_string_value(json_object_get(answer, "body"));
	r->title = title ? arena_str(r->arena, title) : NULL;
	buf_adds(&r->text, body ? body : "");
	json_decref(answer);
	buf_release(&json);
	if (letters(r->text.text) == 0)
		attachment_hold(r, "a page without text");
}

void
plain_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct decoded d;
	size_t odd = 0;
	r->type = "txt";
	extractor_decode(r->extractor, NULL, file->bytes, file->n, r->arena, &d);
	for (size_t i = 0; i < d.n; i++)
		odd += (unsigned char)d.text[i] < 32 && strchr("\t\n\r\f", d.text[i]) == NULL;
	odd += d.replaced;
	if (odd * 50 > d.n) {
		r->type = "unknown";
		attachment_hold(r, "no kind of file that is known");
	} else if (is_html(d.text, d.n)) {
		r->type = "html";
		html_read(r, file);
	} else if (d.n > 5 && strncmp(d.text, "<?xml", 5) == 0) {
		r->type = "xml";
		attachment_hold(r, "XML that is no document is not read");
	} else {
		for (size_t i = 0; i < d.n; i++)
			if (d.text[i])
				buf_addc(&r->text, d.text[i]);
		if (letters(r->text.text) == 0)
			attachment_hold(r, "no text found in it");
	}
}

/* A file of a container: under its name, its own reason noted and not the container's. */
static size_t
inner_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct attachment_reading inner = {.extractor = r->extractor,
	    .converter = r->converter,
	    .arena = r->arena,
	    .converting = r->converting,
	    .ocr = r->ocr,
	    .unpacked = r->unpacked};
	buf_init(&inner.text, CAP_BODY);
	buf_init(&inner.notes, CAP_FIELD);
	attachment_read(&inner, file);
	r->unpacked = inner.unpacked;
	r->converting = inner.converting;
	r->ocr = inner.ocr;
	r->by_ocr |= inner.by_ocr;
	bool read = inner.state == ATTACHMENT_READ;
	if (read)
		buf_addf(&r->text, "%s\n%s\n", file->name, inner.text.text);
	else
		buf_addf(&r->notes, "%s: %s\n", file->name, inner.why);
	buf_adds(&r->notes, inner.notes.text);
	buf_release(&inner.text);
	buf_release(&inner.notes);
	return read;
}

static void
container_read(
    struct attachment_reading *r, const struct attachment_file *file, const struct members *m)
{
	size_t read = 0, n = 0;
	if (file->depth >= CONTAINERS_DEEP) {
		attachment_hold(r, "containers nested deeper than %d", CONTAINERS_DEEP);
		return;
	}
	for (size_t i = 0; i < m->n; i++) {
		const char *slash = strrchr(m->list[i].name, '/');
		struct attachment_file inner = {.bytes = m->list[i].bytes,
		    .n = m->list[i].n,
		    .name = slash ? slash + 1 : m->list[i].name,
		    .depth = file->depth + 1};
		if (inner.name[0] == '.' || strncmp(m->list[i].name, "__MACOSX/", 9) == 0)
			continue;
		n++;
		read += inner_read(r, &inner);
	}
	if (m->encrypted + m->broken + m->links > 0)
		buf_addf(&r->notes, "%s: %zu members encrypted, %zu damaged, %zu links\n", r->type,
		    m->encrypted, m->broken, m->links);
	if (read == 0)
		attachment_hold(r, "none of its %zu files could be read", n);
}

/* True: it is a document, and read or held. */
static bool
document_read(struct attachment_reading *r, const struct members *m)
{
	static const struct {
		const char *member, *type, *why;
		void (*read)(struct attachment_reading *r, const struct members *m);
	} kinds[] = {{"OFD.xml", "ofd", NULL, ofd_read},
	    {"word/document.xml", "docx", NULL, docx_read},
	    {"xl/workbook.xml", "xlsx", NULL, xlsx_read},
	    {"ppt/presentation.xml", "pptx", "slides are not read", NULL},
	    {"xl/workbook.bin", "xlsb", "a binary workbook is not read", NULL},
	    {"word/document2.xml", "docx", NULL, docx_read}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (member_named(m, kinds[i].member) == NULL)
			continue;
		r->type = kinds[i].type;
		if (m->broken)
			buf_addf(&r->notes, "%s: %zu members damaged\n", r->type, m->broken);
		if (kinds[i].why)
			attachment_hold(r, "%s", kinds[i].why);
		else
			kinds[i].read(r, m);
		if (letters(r->text.text) == 0)
			attachment_hold(r, "no text found in it");
		return true;
	}
	return false;
}

static void
archive_read_file(
    struct attachment_reading *r, const struct attachment_file *file, const char *type)
{
	struct members m;
	r->type = type;
	if (members_unpack(r, file, &m) && !document_read(r, &m))
		container_read(r, file, &m);
	members_release(&m);
}

void
attachment_read(struct attachment_reading *r, const struct attachment_file *file)
{
	const char *type = kind_sniff(file->bytes, file->n);
	/* Mail gateways and scanners put something in front. */
	if (type == NULL && file->n > 0 &&
	    memmem(file->bytes, file->n < 1024 ? file->n : 1024, "%PDF-", 5))
		type = "pdf";
	r->type = type ? type : "unknown";
	if (file->n == 0)
		attachment_hold(r, "an empty file");
	else if (type == NULL)
		plain_read(r, file);
	else if (strcmp(type, "pdf") == 0)
		pdf_read(r, file);
	else if (strcmp(type, "ole") == 0)
		ole_read(r, file);
	else if (strcmp(type, "rtf") == 0) {
		rtf_read(r, file);
		if (letters(r->text.text) == 0)
			attachment_hold(r, "no text found in it");
	} else if (strcmp(type, "zip") == 0 || strcmp(type, "rar") == 0 || strcmp(type, "7z") == 0)
		archive_read_file(r, file, type);
	else if (strcmp(type, "png") == 0 || strcmp(type, "jpeg") == 0 ||
	         strcmp(type, "gif") == 0 || strcmp(type, "tiff") == 0)
		picture_read(r, file);
	else
		attachment_hold(r, "files of type %s are not read", type);
	if (buf_full(&r->text))
		buf_addf(&r->notes, "text beyond %d bytes left out\n", CAP_BODY);
	/* What was got before something went wrong is kept, and the reason with it. */
	if (r->state == ATTACHMENT_HELD && letters(r->text.text) >= 20) {
		r->state = ATTACHMENT_READ;
		buf_addf(&r->notes, "%s\n", r->why);
		r->why[0] = '\0';
	}
}
