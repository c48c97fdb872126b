/* pdf.c - PDF by pdftotext, which tells where every word stands. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/attachment.h"
#include "parse/attachment/layout.h"

/* A row of pdftotext -tsv: level, page, par, block, line, word, left, top, width, height, conf,
 * text. */
enum { TSV_LEVEL = 0, TSV_LEFT = 6, TSV_TOP, TSV_WIDTH, TSV_HEIGHT, TSV_TEXT = 11, TSV_FIELDS };
enum { LEVEL_PAGE = 1, LEVEL_WORD = 5 };

struct pdf {
	struct attachment_reading *r;
	struct layout layout;
	struct arena page; /* the words of one page */
	struct runs words;
	size_t pages, empty;
};

static void
page_end(struct pdf *p)
{
	if (p->pages > 0 && p->words.n == 0)
		p->empty++;
	layout_page(&p->layout, &p->words);
	p->words = (struct runs){0};
	arena_reset(&p->page);
}

/* One line of n bytes, its end replaced by a NUL. */
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
	if (level == LEVEL_PAGE) {
		page_end(p);
		p->pages++;
	} else if (level == LEVEL_WORD) {
		double height = strtod(field[TSV_HEIGHT], NULL);
		struct run run = {.x = strtod(field[TSV_LEFT], NULL), .size = height};
		run.end = run.x + strtod(field[TSV_WIDTH], NULL);
		run.y = strtod(field[TSV_TOP], NULL) + height * 0.85;
		runs_add(&p->words, &p->page, run, field[TSV_TEXT], strlen(field[TSV_TEXT]));
	}
}

static void
rows_read(struct pdf *p, char *tsv)
{
	for (char *line = tsv, *next; line && *line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		row_read(p, line);
	}
	page_end(p);
	layout_end(&p->layout);
}

void
pdf_read(struct attachment_reading *r, const struct attachment_file *file)
{
	char why[160];
	struct buf out;
	struct pdf p = {.r = r, .layout = {.b = &r->text}};
	buf_init(&out, CAP_CONVERTED);
	int code = attachment_convert(r, file, CONVERT_PDF, &out, why, sizeof why);
	rows_read(&p, out.text);
	arena_release(&p.page);
	buf_release(&out);
	if (p.pages > p.empty) {
		if (code != 0)
			buf_addf(&r->notes, "pdf: %s\n", why);
		if (p.empty > 0)
			buf_addf(&r->notes,
			    "pdf: %zu of %zu pages without a text layer: not read\n", p.empty,
			    p.pages);
	} else if (code == 1 && memmem(file->bytes, file->n, "/Encrypt", 8))
		attachment_hold(r, "protected by a password, or damaged");
	else if (code != 0)
		attachment_hold(r, "%s", why);
	else if (p.pages == 0)
		attachment_hold(r, "a PDF without a page");
	else {
		r->state = ATTACHMENT_SCANNED;
		attachment_hold(r, "scanned, not read: %zu page%s without a text layer", p.pages,
		    p.pages > 1 ? "s" : "");
	}
}
