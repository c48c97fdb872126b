/* pdf.c - PDF by pdftotext, pictures by tesseract: both tell in one form where every word stands.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/attachment.h"
#include "parse/attachment/layout.h"

/* A row of theirs: level, page, par, block, line, word, left, top, width, height, conf,
 * text. */
enum { TSV_LEVEL = 0, TSV_LEFT = 6, TSV_TOP, TSV_WIDTH, TSV_HEIGHT, TSV_TEXT = 11, TSV_FIELDS };
enum { LEVEL_PAGE = 1, LEVEL_LINE = 4, LEVEL_WORD = 5 };

struct pdf {
	struct attachment_reading *r;
	const struct attachment_file *file;
	struct layout layout;
	struct arena page; /* the words of one page */
	struct runs words;
	size_t pages, empty, by_ocr;
	bool drawn;         /* this page has no words of its own */
	bool picture;       /* words come from one: only their lines tell heights */
	double top, height; /* of the line */
	char ocr_why[160];  /* why a page was not read from its picture */
};

static void picture_words(struct pdf *p, const void *bytes, size_t n);

/* A page without words is one picture, as a rule. */
static void
page_draw(struct pdf *p)
{
	struct buf picture;
	struct conversion c = {.kind = CONVERT_PAGE,
	    .page = (int)p->pages,
	    .bytes = p->file->bytes,
	    .n = p->file->n,
	    .cpu_seconds = &p->r->ocr};
	buf_init(&picture, CAP_CONVERTED);
	if (converter_run(p->r->converter, &c, &picture) == 0)
		picture_words(p, picture.text, picture.len);
	else
		snprintf(p->ocr_why, sizeof p->ocr_why, "%s", c.why);
	buf_release(&picture);
}

static void
page_end(struct pdf *p)
{
	if (p->pages > 0 && p->words.n == 0 && !p->picture) {
		p->drawn = converter_ocr_seconds(p->r->converter) > 0;
		if (p->drawn)
			page_draw(p);
		p->empty += p->words.n == 0;
		p->by_ocr += p->words.n > 0;
	}
	p->layout.guessed = p->drawn;
	layout_page(&p->layout, &p->words);
	p->drawn = false;
	p->words = (struct runs){0};
	arena_reset(&p->page);
}

static void
word_add(struct pdf *p, char *const field[])
{
	double top = strtod(field[TSV_TOP], NULL), height = strtod(field[TSV_HEIGHT], NULL);
	struct run run = {.x = strtod(field[TSV_LEFT], NULL)};
	run.end = run.x + strtod(field[TSV_WIDTH], NULL);
	run.size = p->picture ? p->height : height;
	run.y = (p->picture ? p->top : top) + run.size * 0.85;
	if (field[TSV_TEXT][strspn(field[TSV_TEXT], " ")])
		runs_add(&p->words, &p->page, run, field[TSV_TEXT], strlen(field[TSV_TEXT]));
}

/* One line, its end replaced by a NUL. */
static void
row_read(struct pdf *p, char *line)
{
	char *field[TSV_FIELDS];
	for (int i = 0; i < TSV_FIELDS; i++) {
		field[i] = line;
		line = i < TSV_TEXT ? strchr(line, '\t') : NULL;
		if (line == NULL && i < TSV_TEXT)
			return;
		if (line)
			*line++ = '\0';
	}
	int level = (int)strtol(field[TSV_LEVEL], NULL, 10);
	if (level == LEVEL_PAGE && !p->picture) {
		page_end(p);
		p->pages++;
	} else if (level == LEVEL_LINE) {
		p->top = strtod(field[TSV_TOP], NULL);
		p->height = strtod(field[TSV_HEIGHT], NULL);
	} else if (level == LEVEL_WORD)
		word_add(p, field);
}

static void
rows_read(struct pdf *p, struct buf *tsv)
{
	for (size_t i = 0; i < tsv->len; i++)
		if (tsv->text[i] == '\0')
			tsv->text[i] = ' ';
	for (char *line = tsv->text, *next; line && *line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		row_read(p, line);
	}
}

/* Words of a picture, by tesseract. */
static void
picture_words(struct pdf *p, const void *bytes, size_t n)
{
	struct buf tsv;
	struct conversion c = {
	    .kind = CONVERT_PICTURE, .bytes = bytes, .n = n, .cpu_seconds = &p->r->ocr};
	buf_init(&tsv, CAP_CONVERTED);
	p->picture = true;
	if (converter_run(p->r->converter, &c, &tsv) == 0)
		rows_read(p, &tsv);
	else
		snprintf(p->ocr_why, sizeof p->ocr_why, "%s", c.why);
	p->picture = false;
	p->r->by_ocr |= p->words.n > 0;
	buf_release(&tsv);
}

static void
scanned(struct pdf *p, const char *what)
{
	p->r->state = ATTACHMENT_SCANNED;
	attachment_hold(
	    p->r, "scanned, not read: %s%s%s", what, p->ocr_why[0] ? "; " : "", p->ocr_why);
}

static void
pages_judge(struct pdf *p, const struct conversion *c, int code)
{
	struct attachment_reading *r = p->r;
	char what[80];
	snprintf(what, sizeof what, "%zu page%s without a text layer", p->pages,
	    p->pages > 1 ? "s" : "");
	if (p->pages > p->empty) {
		if (code != 0)
			buf_addf(&r->notes, "pdf: %s\n", c->why);
		if (p->by_ocr > 0)
			buf_addf(
			    &r->notes, "pdf: %zu of %zu pages read by OCR\n", p->by_ocr, p->pages);
		if (p->empty > 0)
			buf_addf(&r->notes,
			    "pdf: %zu of %zu pages without a text layer: not read%s%s\n", p->empty,
			    p->pages, p->ocr_why[0] ? "; " : "", p->ocr_why);
	} else if (code == 1 && memmem(p->file->bytes, p->file->n, "/Encrypt", 8))
		attachment_hold(r, "protected by a password, or damaged");
	else if (code != 0)
		attachment_hold(r, "%s", c->why);
	else if (p->pages == 0)
		attachment_hold(r, "a PDF without a page");
	else
		scanned(p, what);
}

void
pdf_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct buf tsv;
	struct pdf p = {.r = r, .file = file, .layout = {.b = &r->text}};
	struct conversion c = {
	    .kind = CONVERT_PDF, .bytes = file->bytes, .n = file->n, .cpu_seconds = &r->converting};
	buf_init(&tsv, CAP_CONVERTED);
	attachment_budget(r);
	double left = r->converting;
	int code = converter_run(r->converter, &c, &tsv);
	r->converted += left - r->converting;
	attachment_budget(r);
	rows_read(&p, &tsv);
	page_end(&p);
	layout_end(&p.layout);
	arena_release(&p.page);
	buf_release(&tsv);
	pages_judge(&p, &c, code);
}

void
picture_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct pdf p = {.r = r, .file = file, .layout = {.b = &r->text}};
	if (converter_ocr_seconds(r->converter) > 0)
		picture_words(&p, file->bytes, file->n);
	p.layout.guessed = true;
	layout_page(&p.layout, &p.words);
	layout_end(&p.layout);
	if (p.words.n == 0)
		scanned(&p, "a picture");
	arena_release(&p.page);
}
