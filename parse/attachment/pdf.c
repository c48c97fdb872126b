/* pdf.c - PDF by pdftotext, pictures by tesseract: both tell in one form where every word stands.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
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
	size_t pages, empty, by_ocr, gibberish;
	bool line_begins;   /* the next word is the first of a line */
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

/* Fonts without a table of their characters, or with a wrong one, give signs that mean nothing:
 * rare ones of all kinds. */
static bool
is_gibberish(const struct runs *words)
{
	size_t odd = 0, n = 0, len;
	for (size_t i = 0; i < words->n; i++)
		for (const char *s = words->run[i].text; *s; s += len) {
			int cp = utf8_decode(s, strlen(s), &len);
			n += cp >= 0x80 || cp == UTF8_BAD;
			odd += cp == UTF8_BAD || cp == 0xfffd || (cp >= 0x80 && cp < 0xa0) ||
			       (cp >= 0x2700 && cp < 0x27c0) || (cp >= 0x3400 && cp < 0x4dc0) ||
			       (cp >= 0xac00 && cp < 0xf900);
		}
	return n >= 20 && odd * 5 > n;
}

/* Which way a page's words follow each other in their lines, and its lines each other. */
enum { WAY_RIGHT, WAY_LEFT, WAY_DOWN, WAY_UP, WAYS };

static void
steps_count(const struct runs *words, size_t in_line[WAYS], size_t of_lines[WAYS])
{
	for (size_t i = 1; i < words->n; i++) {
		const struct run *a = &words->run[i - 1], *b = a + 1;
		double x = (b->x + b->end) / 2 - (a->x + a->end) / 2, y = b->y - a->y;
		size_t *count = b->join ? of_lines : in_line;
		if (fabs(x) > fabs(y))
			count[x > 0 ? WAY_RIGHT : WAY_LEFT]++;
		else if (y != 0)
			count[y > 0 ? WAY_DOWN : WAY_UP]++;
	}
}

static bool
is_sideways(const struct runs *words)
{
	size_t upright = 0, tall = 0;
	for (size_t i = 0; i < words->n; i++) {
		const struct run *w = &words->run[i];
		if (utf8_count(w->text) > 1)
			*(w->size > (w->end - w->x) * 1.5 ? &tall : &upright) += 1;
	}
	return tall > upright;
}

static void
word_turn(struct run *w, int way)
{
	double x = w->x, end = w->end, height = w->size, top = w->y - height * 0.85;
	if (way == WAY_LEFT) {
		w->x = -end;
		w->end = -x;
		w->y = -top;
		return;
	}
	w->x = way == WAY_DOWN ? top : -(top + height);
	w->end = w->x + height;
	w->size = end - x;
	w->y = way == WAY_DOWN ? -x : end;
}

/* Words on their side or on their head: turned so that lines run as they are read. Boxes do not
 * tell which way, but words come in the order in which they are read. */
static void
words_turn(struct pdf *p)
{
	size_t in[WAYS] = {0}, of[WAYS] = {0};
	struct runs *words = &p->words;
	bool side = is_sideways(words);
	int way = WAY_RIGHT;
	steps_count(words, in, of);
	if (side && in[WAY_DOWN] != in[WAY_UP])
		way = in[WAY_DOWN] > in[WAY_UP] ? WAY_DOWN : WAY_UP;
	else if (side)
		way = of[WAY_LEFT] > of[WAY_RIGHT] ? WAY_DOWN : WAY_UP;
	else if (in[WAY_LEFT] > in[WAY_RIGHT] * 2)
		way = WAY_LEFT;
	else if (in[WAY_RIGHT] == 0 && of[WAY_UP] > of[WAY_DOWN] * 2 && of[WAY_UP] > 5)
		way = WAY_LEFT;
	for (size_t i = 0; i < words->n; i++) {
		words->run[i].join = 0;
		if (way != WAY_RIGHT)
			word_turn(&words->run[i], way);
	}
	if (side)
		p->layout.width = -p->layout.width;
}

static void
page_end(struct pdf *p)
{
	if (is_gibberish(&p->words)) {
		p->words.n = 0;
		p->gibberish++;
	}
	if (p->pages > 0 && p->words.n == 0 && !p->picture) {
		p->drawn = converter_ocr_seconds(p->r->converter) > 0;
		if (p->drawn)
			page_draw(p);
		p->empty += p->words.n == 0;
		p->by_ocr += p->words.n > 0;
	} else
		words_turn(p);
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
	run.join = p->line_begins; /* for words_turn() */
	p->line_begins = false;
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
		p->layout.width = strtod(field[TSV_WIDTH], NULL);
	} else if (level == LEVEL_LINE) {
		p->line_begins = true;
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
	snprintf(what, sizeof what, "%zu page%s %s", p->pages, p->pages > 1 ? "s" : "",
	    p->gibberish ? "whose text layer names no characters" : "without a text layer");
	if (p->layout.heads > 0)
		buf_addf(&r->notes, "pdf: %zu lines repeated at heads and feet of pages left out\n",
		    p->layout.heads);
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
	struct pdf p = {.r = r, .file = file, .layout = {.b = &r->text, .running = true}};
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
