/* publish.c - an accepted translation as readers get it: one HTML page, plain text, DOCX, and PDF
 * when WeasyPrint is installed; each under its header, which says what it is a translation of. */
#include "translate/publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/child.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "translate/parts.h"
#include "translate/word.h"

static const char *
segment_text(const struct segment *g)
{
	return g->target ? g->target : g->source;
}

static const char *
title_of(const struct work *w)
{
	return w->n > 0 && w->segments[0].target ? w->segments[0].target
	       : w->item->title_ja               ? w->item->title_ja
	                                         : w->item->documents[0].title;
}

/* Label and value of the header, NULL-ended. */
static size_t
header_of(const struct work *w, struct arena *a, const char *out[10][2])
{
	const struct document *d = &w->item->documents[0];
	const struct queue_job *j = &w->job;
	const char *translator = j->shown_as ? j->shown_as : j->translator;
	const char *ja = w->item->issuer_ja;
	const char *issuer = d->issuer && ja && strcmp(ja, d->issuer) != 0
	                         ? arena_printf(a, "%s(%s)", ja, d->issuer)
	                         : d->issuer;
	const char *const all[][2] = {{"原題", d->title}, {"発出", issuer},
	    {"文書番号", d->doc_number}, {"原文の所在", d->url},
	    {"取得", d->captured_at ? jst_text(d->captured_at, a) : NULL},
	    {"原文の照合",
	        j->source_digest ? arena_printf(a, "sha256 %s", j->source_digest) : NULL},
	    {"翻訳", translator && *translator ? translator : "匿名"}, {"校閲", j->reviewer},
	    {"番号", arena_printf(a, "%s(%s 第%d版)", j->item, j->id, j->edition)}};
	size_t n = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i][1] && *all[i][1]) {
			out[n][0] = all[i][0];
			out[n++][1] = all[i][1];
		}
	return n;
}

static const char NOTICE[] =
    "仮訳です。正文は中国語の原文であり、内容の正確さは原文で確かめてください。";

static void
text_write(const struct work *w, struct buf *b, struct arena *a)
{
	const char *head[10][2];
	size_t n = header_of(w, a, head);
	buf_addf(b, "【仮訳】%s\n\n", title_of(w));
	for (size_t i = 0; i < n; i++)
		buf_addf(b, "%s: %s\n", head[i][0], head[i][1]);
	buf_addf(b, "%s\n", NOTICE);
	for (size_t i = 1; i < w->n; i++) {
		const struct segment *g = &w->segments[i];
		bool next = g->paragraph == w->segments[i - 1].paragraph;
		bool cell = strcmp(g->kind, "cell") == 0;
		buf_adds(b,
		    !next  ? (cell && strcmp(w->segments[i - 1].kind, "cell") == 0 ? "\n" : "\n\n")
		    : cell ? " | "
		           : "");
		if (strcmp(g->kind, "name") == 0)
			buf_adds(b, "【添付】");
		buf_adds(b, segment_text(g));
	}
	buf_addc(b, '\n');
}

static void
html_head(struct xml *x, const struct work *w, struct arena *a)
{
	const char *head[10][2];
	size_t n = header_of(w, a, head);
	xml_begin(x, "html", NULL, false);
	xml_start(x, "html");
	xml_attribute(x, "xmlns", "http://www.w3.org/1999/xhtml");
	xml_attribute(x, "lang", "ja");
	xml_start(x, "head");
	xml_start(x, "meta");
	xml_attribute(x, "charset", "UTF-8");
	xml_end(x);
	xml_element(x, "title", NULL, arena_printf(a, "【仮訳】%s", title_of(w)));
	xml_element(x, "style", NULL,
	    "body{max-width:42em;margin:2em auto;font-family:'Noto Serif CJK "
	    "JP',serif;line-height:1.8}"
	    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;"
	    "vertical-align:top;text-align:left}th{white-space:nowrap;font-weight:normal}"
	    "td{overflow-wrap:anywhere}tr{break-inside:avoid}h1{font-size:1.5em}h2{font-size:1.2em}"
	    ".note{color:#555}@page{size:A4;margin:22mm;@bottom-center{content:counter(page)}}");
	xml_end(x);
	xml_start(x, "body");
	xml_element(x, "h1", NULL, arena_printf(a, "【仮訳】%s", title_of(w)));
	xml_start(x, "table");
	for (size_t i = 0; i < n; i++) {
		xml_start(x, "tr");
		xml_element(x, "th", NULL, head[i][0]);
		xml_element(x, "td", i == 0 ? "zh-CN" : NULL, head[i][1]);
		xml_end(x);
	}
	xml_end(x);
	xml_start(x, "p");
	xml_attribute(x, "class", "note");
	xml_text(x, NOTICE);
	xml_end(x);
}

/* Segments of one paragraph stand together; rows of cells make a table. */
static void
html_body(struct xml *x, const struct work *w)
{
	const char *open = NULL; /* "p", "row" */
	for (size_t i = 1; i < w->n; i++) {
		const struct segment *g = &w->segments[i];
		bool cell = strcmp(g->kind, "cell") == 0;
		bool fresh = open == NULL || g->paragraph != w->segments[i - 1].paragraph;
		if (fresh && open) {
			xml_end(x);
			if (strcmp(open, "row") == 0 && !cell)
				xml_end(x);
		}
		if (fresh && cell && (open == NULL || strcmp(open, "row") != 0))
			xml_start(x, "table");
		if (fresh)
			xml_start(
			    x, cell ? "tr"
			       : strcmp(g->kind, "heading") == 0 || strcmp(g->kind, "name") == 0
			           ? "h2"
			           : "p");
		if (cell)
			xml_element(x, "td", NULL, segment_text(g));
		else
			xml_text(x, segment_text(g));
		open = cell ? "row" : "p";
	}
}

static const char *
program_find(const char *name, struct arena *a)
{
	const char *path = getenv("PATH");
	for (const char *at = path ? path : ""; *at;) {
		size_t n = strcspn(at, ":");
		const char *file = arena_printf(a, "%.*s/%s", (int)n, at, name);
		if (n > 0 && access(file, X_OK) == 0)
			return file;
		at += n + (at[n] == ':');
	}
	return NULL;
}

/* The optional face: said when it is not made. */
static void
pdf_make(const char *from, const char *to, struct arena *a)
{
	const char *path = program_find("weasyprint", a);
	const char *const argv[] = {path, "-q", from, to, NULL};
	if (path == NULL)
		log_info("%s is not made: weasyprint is not installed", to);
	else if (child_run(argv) != 0)
		log_warn("%s is not made: weasyprint failed", to);
}

static const struct word_look word_title = {"ja-JP", .bold = true, .half_points = 30},
                              word_heading = {"ja-JP", .bold = true, .half_points = 23, .level = 1},
                              word_body = {"ja-JP", .half_points = 21},
                              word_note = {"ja-JP", .grey = true, .half_points = 19};

static void
word_head(struct xml *x, const struct work *w, struct arena *a)
{
	static const int widths[] = {1900, 7500};
	const char *head[10][2];
	size_t n = header_of(w, a, head);
	word_paragraph(x, arena_printf(a, "【仮訳】%s", title_of(w)), &word_title);
	word_table_start(x, widths, 2);
	for (size_t i = 0; i < n; i++) {
		word_row_start(x, false);
		word_cell(x, widths[0], head[i][0], &word_body);
		word_cell(x, widths[1], head[i][1], &word_body);
		xml_end(x);
	}
	xml_end(x);
	word_paragraph(x, NOTICE, &word_note);
}

static bool
is_kind(const struct segment *g, const char *kind)
{
	return strcmp(g->kind, kind) == 0;
}

/* How many segments from the i-th on are of its paragraph. */
static size_t
paragraph_length(const struct work *w, size_t i)
{
	size_t n = 1;
	while (i + n < w->n && w->segments[i + n].paragraph == w->segments[i].paragraph)
		n++;
	return n;
}

enum { WORD_COLUMNS = 30, WORD_WIDTH = 9400 };

/* Rows of as many cells are one table; the first row is its head. The segments that it took. */
static size_t
word_rows(struct xml *x, const struct work *w, size_t i)
{
	size_t columns = paragraph_length(w, i), from = i;
	int widths[WORD_COLUMNS];
	columns = columns > WORD_COLUMNS ? WORD_COLUMNS : columns;
	for (size_t k = 0; k < columns; k++)
		widths[k] = WORD_WIDTH / (int)columns;
	word_table_start(x, widths, columns);
	while (i < w->n && is_kind(&w->segments[i], "cell") && paragraph_length(w, i) == columns) {
		word_row_start(x, i == from);
		for (size_t k = 0; k < columns; k++)
			word_cell(x, widths[k], segment_text(&w->segments[i + k]), &word_body);
		xml_end(x);
		i += columns;
	}
	xml_end(x);
	word_paragraph(x, "", &word_body);
	return i - from;
}

static void
word_content(struct xml *x, const struct work *w)
{
	for (size_t i = 1; i < w->n;) {
		const struct segment *g = &w->segments[i];
		size_t n = paragraph_length(w, i);
		if (is_kind(g, "cell") && n <= WORD_COLUMNS) {
			i += word_rows(x, w, i);
			continue;
		}
		struct buf b;
		buf_init(&b, CAP_BODY);
		for (size_t k = 0; k < n; k++)
			buf_addf(&b, "%s%s", is_kind(g, "cell") && k > 0 ? " | " : "",
			    segment_text(&w->segments[i + k]));
		bool heading = is_kind(g, "heading") || is_kind(g, "name");
		word_paragraph(x, b.text, heading ? &word_heading : &word_body);
		buf_release(&b);
		i += n;
	}
}

static int
word_write(const struct work *w, const char *path, struct arena *a, struct fail *f)
{
	struct xml x;
	struct buf zip;
	word_begin(&x);
	word_head(&x, w, a);
	word_content(&x, w);
	buf_init(&zip, CAP_PAGE);
	int rc = word_finish(&x, WORD_PORTRAIT, w->job.made_at, a, &zip, f);
	if (rc == 0)
		rc = file_write(path, zip.text, zip.len, f);
	buf_release(&zip);
	return rc;
}

static int
faces_write(const struct work *w, const char *folder, const struct buf *text, struct arena *a,
    struct fail *f)
{
	struct parts p = {.memory = a};
	struct xml x;
	html_head(&x, w, a);
	html_body(&x, w);
	xml_finish(&x, &p, "translation.html");
	const char *html = arena_printf(a, "%s/translation.html", folder);
	if (file_mkdir(folder, f) < 0 || file_write(html, p.list[0].bytes, p.list[0].n, f) < 0 ||
	    file_write(arena_printf(a, "%s/translation.txt", folder), text->text, text->len, f) <
	        0 ||
	    word_write(w, arena_printf(a, "%s/translation.docx", folder), a, f) < 0)
		return -1;
	pdf_make(html, arena_printf(a, "%s/translation.pdf", folder), a);
	return 0;
}

int
translation_publish(struct store *s, const char *dir, const char *job, const char *now,
    struct arena *a, const char **where, struct fail *f)
{
	struct work w;
	struct buf text;
	char digest[65];
	if (work_open(s, job, now, a, &w, f) < 0)
		return -1;
	if (strcmp(w.job.state, "accepted") != 0 && strcmp(w.job.state, "published") != 0)
		return fail_input(f, w.job.id, "cannot publish: it is %s", w.job.state);
	const char *folder = arena_printf(a, "translations/%s-v%d", w.job.id, w.job.edition);
	*where = arena_printf(a, "%s/%s", dir, folder);
	buf_init(&text, CAP_BODY);
	text_write(&w, &text, a);
	sha256_hex(text.text, text.len, digest);
	int rc = faces_write(&w, *where, &text, a, f);
	const struct publication p = {.job = w.job.id,
	    .edition = w.job.edition,
	    .at = now,
	    .folder = folder,
	    .title = title_of(&w),
	    .digest = digest,
	    .text = text.text};
	if (rc == 0)
		rc = store_publication_put(s, &p, f);
	buf_release(&text);
	return rc;
}

int64_t
translations_publish(struct store *s, const char *dir, const char *now, struct fail *f)
{
	struct arena a = {0}, each = {0};
	const struct queue_job *jobs;
	size_t n = 0;
	const char *where;
	int rc = store_queue(s, &(struct queue_query){.state = "accepted"}, now, &a, &jobs, &n, f);
	for (size_t i = 0; i < n && rc == 0; i++) {
		arena_reset(&each);
		rc = translation_publish(s, dir, jobs[i].id, now, &each, &where, f);
	}
	arena_release(&a);
	arena_release(&each);
	return rc < 0 ? -1 : (int64_t)n;
}
