/* docx.c - the bilingual table for those who work in Word: number, Chinese, Japanese, remarks. The
 * line above the table carries job, edition and digest back. */
#include <string.h>

#include "base/caps.h"
#include "translate/package.h"

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
valued(struct xml *x, const char *name, const char *value)
{
	xml_start(x, name);
	xml_attribute(x, "w:val", value);
	xml_end(x);
}

static void
run_write(struct xml *x, const char *text, const char *language, bool grey, const char *size)
{
	xml_start(x, "w:r");
	xml_start(x, "w:rPr");
	xml_start(x, "w:rFonts");
	xml_attribute(x, "w:ascii", "Times New Roman");
	xml_attribute(x, "w:eastAsia", strcmp(language, "zh-CN") == 0 ? "SimSun" : "MS Mincho");
	xml_end(x);
	if (grey)
		valued(x, "w:color", "777777");
	valued(x, "w:sz", size);
	xml_start(x, "w:lang");
	xml_attribute(x, "w:val", "en-US");
	xml_attribute(x, "w:eastAsia", language);
	xml_end(x);
	xml_end(x);
	xml_start(x, "w:t");
	xml_attribute(x, "xml:space", "preserve");
	xml_text(x, text);
	xml_end(x);
	xml_end(x);
}

static void
paragraph_write(struct xml *x, const char *text, const char *language, bool grey, const char *size)
{
	xml_start(x, "w:p");
	if (*text)
		run_write(x, text, language, grey, size);
	xml_end(x);
}

static void
cell_write(struct xml *x, const char *width, const char *text, const char *language, bool grey)
{
	xml_start(x, "w:tc");
	xml_start(x, "w:tcPr");
	xml_start(x, "w:tcW");
	xml_attribute(x, "w:w", width);
	xml_attribute(x, "w:type", "dxa");
	xml_end(x);
	if (grey) {
		xml_start(x, "w:shd");
		xml_attribute(x, "w:val", "clear");
		xml_attribute(x, "w:color", "auto");
		xml_attribute(x, "w:fill", "EEEEEE");
		xml_end(x);
	}
	xml_end(x);
	paragraph_write(x, text, language, grey, "20");
	xml_end(x);
}

static void
row_write(struct xml *x, const char *const cells[4], bool grey, bool head)
{
	xml_start(x, "w:tr");
	if (head) {
		xml_start(x, "w:trPr");
		xml_start(x, "w:tblHeader");
		xml_end(x);
		xml_end(x);
	}
	cell_write(x, "1300", cells[0], "ja-JP", grey || head);
	cell_write(x, "5400", cells[1], "zh-CN", grey);
	cell_write(x, "5400", cells[2], "ja-JP", grey);
	cell_write(x, "2400", cells[3], "ja-JP", true);
	xml_end(x);
}

static const char *
remark(const struct package *p, size_t i, struct arena *a)
{
	const struct match *m = &p->work->matches[i];
	const struct segment *g = &p->work->segments[i], *former = package_former(p, i);
	if (g->fixed)
		return "訳さない";
	if (former && former->target)
		return arena_printf(a, "旧: %s → 旧訳: %s", former->source, former->target);
	if (m->unit)
		return arena_printf(
		    a, "類似%d%%: %s", m->score > 100 ? 100 : m->score, m->unit->target);
	if (m->repeated)
		return "反復(前と同じ文)";
	return g->target == NULL && g->draft ? "機械の下訳。要確認" : "";
}

/* A changed segment is shown with the ones beside it. */
static bool
near_work(const struct package *p, size_t i)
{
	return package_holds(p, i) || (i > 0 && package_holds(p, i - 1)) ||
	       (i + 1 < p->work->n && package_holds(p, i + 1));
}

static void
table_borders(struct xml *x)
{
	static const char *const sides[] = {
	    "w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
	xml_start(x, "w:tblPr");
	xml_start(x, "w:tblW");
	xml_attribute(x, "w:w", "14500");
	xml_attribute(x, "w:type", "dxa");
	xml_end(x);
	xml_start(x, "w:tblBorders");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		xml_start(x, sides[i]);
		xml_attribute(x, "w:val", "single");
		xml_attribute(x, "w:sz", "4");
		xml_attribute(x, "w:color", "999999");
		xml_end(x);
	}
	xml_end(x);
	xml_start(x, "w:tblLayout");
	xml_attribute(x, "w:type", "fixed");
	xml_end(x);
	xml_end(x);
	static const char *const widths[] = {"1300", "5400", "5400", "2400"};
	xml_start(x, "w:tblGrid");
	for (size_t i = 0; i < 4; i++) {
		xml_start(x, "w:gridCol");
		xml_attribute(x, "w:w", widths[i]);
		xml_end(x);
	}
	xml_end(x);
}

static void
rows_write(struct xml *x, struct package *p)
{
	static const char *const head[4] = {"番号", "原文", "訳文(ここに入れる)", "備考"};
	struct arena *a = p->parts.memory;
	row_write(x, head, false, true);
	for (size_t i = 0; i < p->work->n; i++) {
		const struct segment *g = &p->work->segments[i];
		bool ours = package_holds(p, i) && !g->fixed;
		if (!near_work(p, i))
			continue;
		const char *text = g->target ? g->target : g->draft ? g->draft : "";
		const char *const cells[4] = {segment_id(p->work, g->n, a), g->source,
		    g->fixed ? g->source : text, remark(p, i, a)};
		row_write(x, cells, !ours, false);
	}
}

static void
landscape_write(struct xml *x)
{
	xml_start(x, "w:sectPr");
	xml_start(x, "w:pgSz");
	xml_attribute(x, "w:w", "16838");
	xml_attribute(x, "w:h", "11906");
	xml_attribute(x, "w:orient", "landscape");
	xml_end(x);
	xml_start(x, "w:pgMar");
	static const char *const sides[] = {
	    "w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer", "w:gutter"};
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		xml_attribute(x, sides[i], i < 4 ? "1000" : "0");
	xml_end(x);
	xml_end(x);
}

int
docx_write(struct package *p, const char *path, struct fail *f)
{
	struct parts inside = {.memory = p->parts.memory};
	const struct queue_job *j = &p->work->job;
	struct xml x;
	struct buf zip;
	int64_t seconds = 0;
	part_add(&inside, "[Content_Types].xml", TYPES, sizeof TYPES - 1);
	part_add(&inside, "_rels/.rels", RELATIONS, sizeof RELATIONS - 1);
	xml_begin(&x, NULL, NULL, false);
	xml_start(&x, "w:document");
	xml_attribute(
	    &x, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
	xml_start(&x, "w:body");
	paragraph_write(&x,
	    arena_printf(p->parts.memory, "案件 %s 第%d版 [%s]", j->id, j->edition, p->stamp),
	    "ja-JP", false, "20");
	paragraph_write(&x,
	    "訳文の列にだけ書き、番号の列と上の行は変えないでください。灰色の行は訳しません。",
	    "ja-JP", true, "18");
	xml_start(&x, "w:tbl");
	table_borders(&x);
	rows_write(&x, p);
	xml_end(&x);
	paragraph_write(&x, "", "ja-JP", false, "20");
	landscape_write(&x);
	xml_finish(&x, &inside, "word/document.xml");
	buf_init(&zip, CAP_PAGE);
	instant_parse(j->made_at, &seconds);
	int rc = parts_zip(&inside, "", seconds, &zip, f);
	if (rc == 0)
		part_add(&p->parts, path, zip.text, zip.len);
	buf_release(&zip);
	return rc;
}
