/* originals.c - the files behind a notice as they were taken, for the translator to look at:
 * layout, pictures, and what no program could read. */
#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/warc.h"
#include "translate/package.h"

enum { ALL_BYTES = 40 * 1024 * 1024 /* of all files of a package; the rest is named only */ };

/* The payload of a capture; false: it is not there. */
static bool
payload_read(const struct package *p, const char *capture, struct http_message *m)
{
	struct arena *a = p->parts.memory;
	struct capture c;
	struct warc_record rec;
	struct fail f = {0};
	if (capture == NULL || store_capture(p->store, capture, a, &c, &f) != 1 || c.warc == NULL)
		return false;
	const char *path = c.warc[0] == '/' ? c.warc : arena_printf(a, "%s/%s", p->dir, c.warc);
	struct warc_reader *r = warc_open(path, c.offset, &f);
	if (r == NULL)
		return false;
	int got = warc_next(r, a, &rec, &f);
	while (got == 1 && rec.id && strcmp(rec.id, c.id) != 0 && rec.offset == c.offset)
		got = warc_next(r, a, &rec, &f);
	warc_close(r);
	if (got != 1)
		return false;
	if (warc_http(&rec, a, m))
		return m->body_len > 0 && !m->body_cut;
	*m = (struct http_message){.body = rec.block, .body_len = rec.block_len};
	return m->body_len > 0;
}

/* "pdf"; what is no plain word becomes "bin". */
static const char *
extension(const char *type)
{
	size_t n = type ? strspn(type, "abcdefghijklmnopqrstuvwxyz0123456789") : 0;
	return n > 0 && n <= 5 && type[n] == '\0' ? type : "bin";
}

static const char *
state_words(const struct attachment *x, struct arena *a)
{
	static const struct {
		const char *state, *words;
	} list[] = {{"read", "本文あり(訳す文に含む)"},
	    {"scanned", "画像のみ。本文は読めず、訳す文に含まない"},
	    {"held", "読めなかった。訳す文に含まない"}, {"waiting", "まだ取得していない"},
	    {"failed", "取得できなかった"}, {"unasked", "取得していない"}};
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (strcmp(x->state, list[i].state) == 0)
			return arena_printf(a, "%s%s", list[i].words,
			    x->ocr ? "。画像から文字認識したので、原文の誤りがありうる" : "");
	return x->state;
}

void
originals_write(struct package *p)
{
	const struct work *w = p->work;
	struct arena *a = p->parts.memory;
	struct buf list;
	size_t whole = 0;
	if (w->n_attachments == 0)
		return;
	buf_init(&list, CAP_BODY);
	buf_adds(&list, "原文の添付(番号、ファイル、状態、名称、所在)\n");
	for (size_t i = 0; i < w->n_attachments; i++) {
		const struct attachment *x = &w->attachments[i];
		struct http_message m;
		const char *file = "—", *why = "";
		if (!payload_read(p, x->capture, &m))
			;
		else if (whole + m.body_len > ALL_BYTES)
			why = "。大きいので一式に入れていない";
		else {
			whole += m.body_len;
			file = arena_printf(a, "attachments/%02d.%s", x->n, extension(x->type));
			part_add(&p->parts, arena_printf(a, "source/%s", file), m.body, m.body_len);
		}
		buf_addf(&list, "%d\t%s\t%s%s\t%s\t%s\n", x->n, file, state_words(x, a), why,
		    x->name, x->url);
	}
	part_add(&p->parts, "source/attachments.txt", list.text, list.len);
	buf_release(&list);
}
