/* attachment.c - see attachment.h: what a file is, and which reader takes it. */
#include "parse/attachment/attachment.h"

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

static bool
is_xml(const char *s, size_t n)
{
	return n > 5 && strncmp(s, "<?xml", 5) == 0;
}

/* UTF-16 without a mark: every other byte leads Chinese or is the NUL before ASCII. NULL: none. */
static const char *
wide_charset(const struct attachment_file *file)
{
	static const char *const names[] = {"utf-16be", "utf-16le"};
	size_t n = file->n < 4096 ? file->n & ~(size_t)1 : 4096;
	for (size_t k = 0; k < 2; k++) {
		size_t good = 0, nuls = 0, wrong = 0;
		for (size_t i = 0; i < n; i += 2) {
			unsigned high = file->bytes[i + k], low = file->bytes[i + 1 - k];
			good += (high >= 0x4e && high < 0xa0) || high == 0x30 || high == 0xff ||
			        high == 0x20 || (high == 0 && low < 0x7f);
			nuls += high == 0 && low != 0;
			wrong += high == 0 && low == 0;
		}
		if (nuls > 0 && wrong == 0 && good * 20 > n / 2 * 19)
			return names[k];
	}
	return NULL;
}

void
plain_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct decoded d;
	size_t odd = 0;
	r->type = "txt";
	extractor_decode(r->extractor, wide_charset(file), file->bytes, file->n, r->arena, &d);
	for (size_t i = 0; i < d.n; i++)
		odd += (unsigned char)d.text[i] < 32 && strchr("\t\n\r\f", d.text[i]) == NULL;
	odd += d.replaced;
	if (odd * 50 > d.n) {
		r->type = "unknown";
		attachment_hold(r, "no kind of file that is known");
	} else if (mime_is(file))
		mime_read(r, file);
	else if (is_xml(d.text, d.n) && flat_read(r, file)) {
		if (letters(r->text.text) == 0)
			attachment_hold(r, "no text found in it");
	} else if (is_html(d.text, d.n))
		html_read(r, d.text, d.n);
	else if (is_xml(d.text, d.n)) {
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
	    .began = r->began,
	    .converted = r->converted,
	    .ocr = r->ocr,
	    .unpacked = r->unpacked,
	    .parsed = r->parsed};
	buf_init(&inner.text, CAP_BODY);
	buf_init(&inner.notes, CAP_FIELD);
	attachment_read(&inner, file);
	r->unpacked = inner.unpacked;
	r->parsed = inner.parsed;
	r->converted = inner.converted;
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
		attachment_hold(
		    r, "%snone of its %zu files could be read", m->broken ? "damaged: " : "", n);
}

/* What the root of the main part says, wherever it lies. */
static const char *
package_root(struct attachment_reading *r, const struct members *m)
{
	const char *main = package_main(r, m);
	xmlDoc *doc = main ? member_xml(r, member_named(m, main)) : NULL;
	const char *name =
	    doc ? arena_str(r->arena, (const char *)xmlDocGetRootElement(doc)->name) : "";
	xmlFreeDoc(doc);
	return name;
}

struct document_kind {
	const char *member, *root; /* either tells it */
	const char *type, *why;
	void (*read)(struct attachment_reading *r, const struct members *m);
};

static const struct document_kind *
document_kind(struct attachment_reading *r, const struct members *m)
{
	static const struct document_kind kinds[] = {{"OFD.xml", "", "ofd", NULL, ofd_read},
	    {"word/document.xml", "document", "docx", NULL, docx_read},
	    {"xl/workbook.xml", "workbook", "xlsx", NULL, xlsx_read},
	    {"ppt/presentation.xml", "presentation", "pptx", NULL, pptx_read},
	    {"xl/workbook.bin", "", "xlsb", "a binary workbook is not read", NULL}};
	enum { N = sizeof kinds / sizeof *kinds };
	static const struct document_kind odf = {"content.xml", "", "odf", NULL, odf_read};
	for (size_t i = 0; i < N; i++)
		if (member_named(m, kinds[i].member))
			return &kinds[i];
	if (member_named(m, "mimetype") && member_named(m, odf.member))
		return &odf;
	const char *root = package_root(r, m);
	for (size_t i = 0; i < N && *root; i++)
		if (strcmp(root, kinds[i].root) == 0)
			return &kinds[i];
	return NULL;
}

/* True: it is a document, and read or held. */
static bool
document_read(struct attachment_reading *r, const struct members *m)
{
	const struct document_kind *kind = document_kind(r, m);
	if (kind == NULL)
		return false;
	r->type = kind->type;
	if (m->broken)
		buf_addf(&r->notes, "%s: %zu members damaged\n", r->type, m->broken);
	if (kind->why)
		attachment_hold(r, "%s", kind->why);
	else
		kind->read(r, m);
	if (letters(r->text.text) == 0)
		attachment_hold(r, "%sno text found in it", m->broken ? "damaged: " : "");
	return true;
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

static void
rtf_whole(struct attachment_reading *r, const struct attachment_file *file)
{
	rtf_read(r, file);
	if (letters(r->text.text) == 0)
		attachment_hold(r, "no text found in it");
}

static void
archive_whole(struct attachment_reading *r, const struct attachment_file *file)
{
	archive_read_file(r, file, r->type);
}

/* What kind_sniff() leaves to us, and kinds that are worth a name. */
static const char *
sniff(const unsigned char *bytes, size_t n)
{
	static const struct {
		const char *type, *magic;
		size_t len;
	} magics[] = {{"tiff", "MM\0*", 4}, {"bmp", "BM", 2}, {"bzip2", "BZh", 3},
	    {"xz", "\xfd\x37zXZ", 5}, {"zip", "PK\5\6", 4}, {"zip", "PK00PK", 6},
	    {"Excel 2 to 4", "\x09\0\4\0", 4}, {"Excel 2 to 4", "\x09\2\6\0", 4},
	    {"Excel 2 to 4", "\x09\4\6\0", 4}, {"program", "MZ", 2},
	    {"program",
	        "\x7f"
	        "ELF",
	        4},
	    {"PostScript", "%!PS", 4}, {"rpm", "\xed\xab\xee\xdb", 4}, {"chm", "ITSF", 4},
	    {"wpd", "\xffWPC", 4}, {"OneNote", "\xe4\x52\x5c\x7b", 4}};
	const char *type = kind_sniff(bytes, n);
	for (size_t i = 0; type == NULL && i < sizeof magics / sizeof *magics; i++)
		if (n >= magics[i].len && memcmp(bytes, magics[i].magic, magics[i].len) == 0)
			type = magics[i].type;
	if (type == NULL && n > 262 && memcmp(bytes + 257, "ustar", 5) == 0)
		type = "tar";
	/* Mail gateways and scanners put something in front. */
	if (type == NULL && n > 0 && memmem(bytes, n < 1024 ? n : 1024, "%PDF-", 5))
		type = "pdf";
	return type;
}

void
attachment_read(struct attachment_reading *r, const struct attachment_file *file)
{
	static const struct {
		const char *type;
		void (*read)(struct attachment_reading *r, const struct attachment_file *file);
	} readers[] = {{"pdf", pdf_read}, {"ole", ole_read}, {"rtf", rtf_whole},
	    {"zip", archive_whole}, {"rar", archive_whole}, {"7z", archive_whole},
	    {"gzip", archive_whole}, {"bzip2", archive_whole}, {"xz", archive_whole},
	    {"tar", archive_whole}, {"png", picture_read}, {"jpeg", picture_read},
	    {"gif", picture_read}, {"tiff", picture_read}, {"bmp", picture_read}};
	const char *type = sniff(file->bytes, file->n);
	size_t i = 0, n = sizeof readers / sizeof *readers;
	r->type = type ? type : "unknown";
	while (type && i < n && strcmp(type, readers[i].type) != 0)
		i++;
	if (file->n == 0)
		attachment_hold(r, "an empty file");
	else if (type == NULL)
		plain_read(r, file);
	else if (i < n)
		readers[i].read(r, file);
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
