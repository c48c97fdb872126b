/* word.c - see word.h. */
#include "translate/word.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static const char TYPES[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
    "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
    "officedocument.wordprocessingml.document.main+xml\"/></Types>";
static const char RELATIONS[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

static void
number_attribute(struct xml *x, const char *name, int n)
{
	char text[16];
	snprintf(text, sizeof text, "%d", n);
	xml_attribute(x, name, text);
}

static void
flag(struct xml *x, const char *name)
{
	xml_start(x, name);
	xml_end(x);
}

static void
valued(struct xml *x, const char *name, const char *value)
{
	xml_start(x, name);
	xml_attribute(x, "w:val", value);
	xml_end(x);
}

static void
valued_number(struct xml *x, const char *name, int value)
{
	xml_start(x, name);
	number_attribute(x, "w:val", value);
	xml_end(x);
}

void
word_begin(struct xml *x)
{
	xml_begin(x, NULL, NULL, false);
	xml_start(x, "w:document");
	xml_attribute(x, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
	xml_start(x, "w:body");
}

static void
run_write(struct xml *x, const char *text, const struct word_look *look)
{
	bool chinese = strcmp(look->language, "zh-CN") == 0;
	xml_start(x, "w:r");
	xml_start(x, "w:rPr");
	xml_start(x, "w:rFonts");
	xml_attribute(x, "w:ascii", "Times New Roman");
	xml_attribute(x, "w:eastAsia", chinese ? "SimSun" : look->bold ? "MS Gothic" : "MS Mincho");
	xml_attribute(x, "w:hAnsi", "Times New Roman");
	xml_end(x);
	if (look->bold)
		flag(x, "w:b");
	if (look->grey)
		valued(x, "w:color", "777777");
	valued_number(x, "w:sz", look->half_points);
	xml_start(x, "w:lang");
	xml_attribute(x, "w:val", "en-US");
	xml_attribute(x, "w:eastAsia", look->language);
	xml_end(x);
	xml_end(x);
	xml_start(x, "w:t");
	xml_attribute(x, "xml:space", "preserve");
	xml_text(x, text);
	xml_end(x);
	xml_end(x);
}

void
word_paragraph(struct xml *x, const char *text, const struct word_look *look)
{
	xml_start(x, "w:p");
	if (look->level > 0) {
		xml_start(x, "w:pPr");
		flag(x, "w:keepNext");
		xml_start(x, "w:spacing");
		xml_attribute(x, "w:before", "240");
		xml_attribute(x, "w:after", "80");
		xml_end(x);
		valued_number(x, "w:outlineLvl", look->level - 1);
		xml_end(x);
	}
	if (*text)
		run_write(x, text, look);
	xml_end(x);
}

static void
borders_write(struct xml *x)
{
	static const char *const sides[] = {
	    "w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
	xml_start(x, "w:tblBorders");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		xml_start(x, sides[i]);
		xml_attribute(x, "w:val", "single");
		xml_attribute(x, "w:sz", "4");
		xml_attribute(x, "w:color", "999999");
		xml_end(x);
	}
	xml_end(x);
}

void
word_table_start(struct xml *x, const int widths[], size_t n)
{
	int total = 0;
	for (size_t i = 0; i < n; i++)
		total += widths[i];
	xml_start(x, "w:tbl");
	xml_start(x, "w:tblPr");
	xml_start(x, "w:tblW");
	number_attribute(x, "w:w", total);
	xml_attribute(x, "w:type", "dxa");
	xml_end(x);
	borders_write(x);
	xml_start(x, "w:tblLayout");
	xml_attribute(x, "w:type", "fixed");
	xml_end(x);
	xml_end(x);
	xml_start(x, "w:tblGrid");
	for (size_t i = 0; i < n; i++) {
		xml_start(x, "w:gridCol");
		number_attribute(x, "w:w", widths[i]);
		xml_end(x);
	}
	xml_end(x);
}

void
word_row_start(struct xml *x, bool head)
{
	xml_start(x, "w:tr");
	if (!head)
		return;
	xml_start(x, "w:trPr");
	flag(x, "w:tblHeader");
	xml_end(x);
}

void
word_cell(struct xml *x, int width, const char *text, const struct word_look *look)
{
	xml_start(x, "w:tc");
	xml_start(x, "w:tcPr");
	xml_start(x, "w:tcW");
	number_attribute(x, "w:w", width);
	xml_attribute(x, "w:type", "dxa");
	xml_end(x);
	if (look->grey) {
		xml_start(x, "w:shd");
		xml_attribute(x, "w:val", "clear");
		xml_attribute(x, "w:color", "auto");
		xml_attribute(x, "w:fill", "EEEEEE");
		xml_end(x);
	}
	xml_end(x);
	word_paragraph(x, text, look);
	xml_end(x);
}

static void
section_write(struct xml *x, enum word_page page)
{
	static const char *const sides[] = {
	    "w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer", "w:gutter"};
	bool wide = page == WORD_LANDSCAPE;
	xml_start(x, "w:sectPr");
	xml_start(x, "w:pgSz");
	number_attribute(x, "w:w", wide ? 16838 : 11906);
	number_attribute(x, "w:h", wide ? 11906 : 16838);
	if (wide)
		xml_attribute(x, "w:orient", "landscape");
	xml_end(x);
	xml_start(x, "w:pgMar");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		number_attribute(x, sides[i], i >= 4 ? 0 : wide ? 1000 : 1250);
	xml_end(x);
	xml_end(x);
}

int
word_finish(struct xml *x, enum word_page page, const char *made_at, struct arena *a,
    struct buf *out, struct fail *f)
{
	struct parts inside = {.memory = a};
	int64_t seconds = 0;
	section_write(x, page);
	part_add(&inside, "[Content_Types].xml", TYPES, sizeof TYPES - 1);
	part_add(&inside, "_rels/.rels", RELATIONS, sizeof RELATIONS - 1);
	xml_finish(x, &inside, "word/document.xml");
	instant_parse(made_at, &seconds);
	return parts_zip(&inside, "", seconds, out, f);
}
