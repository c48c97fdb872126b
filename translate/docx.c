/* docx.c - the bilingual table for those who work in Word: number, Chinese, Japanese, remarks. The
 * line above the table carries job, edition and digest back. */
#include <string.h>

#include "base/caps.h"
#include "translate/package.h"
#include "translate/word.h"

static const int widths[] = {1300, 5400, 5400, 2400};

static void
row_write(struct xml *x, const char *const cells[4], bool grey, bool head)
{
	static const char *const languages[] = {"ja-JP", "zh-CN", "ja-JP", "ja-JP"};
	word_row_start(x, head);
	for (size_t i = 0; i < 4; i++) {
		const struct word_look look = {.language = languages[i],
		    .grey = grey || i == 3 || (head && i == 0),
		    .half_points = 20};
		word_cell(x, widths[i], cells[i], &look);
	}
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

int
docx_write(struct package *p, const char *path, struct fail *f)
{
	static const struct word_look plain = {.language = "ja-JP", .half_points = 20},
	                              hint = {.language = "ja-JP", .grey = true, .half_points = 18};
	const struct queue_job *j = &p->work->job;
	struct xml x;
	struct buf zip;
	word_begin(&x);
	word_paragraph(&x,
	    arena_printf(p->parts.memory, "案件 %s 第%d版 [%s]", j->id, j->edition, p->stamp),
	    &plain);
	word_paragraph(&x,
	    "訳文の列にだけ書き、番号の列と上の行は変えないでください。灰色の行は訳しません。",
	    &hint);
	word_table_start(&x, widths, 4);
	rows_write(&x, p);
	xml_end(&x);
	word_paragraph(&x, "", &plain);
	buf_init(&zip, CAP_PAGE);
	int rc = word_finish(&x, WORD_LANDSCAPE, j->made_at, p->parts.memory, &zip, f);
	if (rc == 0)
		part_add(&p->parts, path, zip.text, zip.len);
	buf_release(&zip);
	return rc;
}
