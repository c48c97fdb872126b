/* article.c - see article.h: puts the fields of a document together. */
#include "parse/extract/article.h"

#include <string.h>

#include "base/caps.h"
#include "parse/extract/body.h"
#include "parse/extract/dates.h"
#include "parse/extract/text.h"

enum { HEAD_LINES = 40, PROSE = 30, TITLE_LINES = 2 };

void
body_read(struct article *a, const struct reading *r)
{
	struct buf body;
	buf_init(&body, CAP_BODY);
	size_t left_out = body_write(&body, r->content, r->lines, a->title, r->patterns);
	if (buf_full(&body))
		buf_addf(r->notes, "body: cut at %d bytes\n", CAP_BODY);
	if (left_out > 0)
		buf_addf(r->notes, "body: %zu lines of the page around it left out\n", left_out);
	a->body = arena_strn(r->arena, body.text, body.len);
	a->body_why = r->content->why;
	buf_release(&body);
}

static bool
is_site_code(const char *s)
{
	return s && strlen(s) == 10 && strspn(s, "0123456789") + strspn(s, "bm") >= 10;
}

/* A source may carry a date or the page's controls behind it. */
static const char *
clean_source(const struct reading *r, const char *s)
{
	static const char *const labels[] = {"来源：", "来源:", "信息来源：", "文章来源："};
	static const char *const controls[] = {" 下载", " 收藏", " 打印", " 分享", " 字体", " 字号",
	    " 大", " 【", " [", " 浏览", " 阅读", " 关闭", " 点击", " |", " 作者", " 编辑",
	    " 责任编辑", " 发布", "【"};
	struct span at;
	struct date d;
	if (s == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (text_begins(s, labels[i]))
			s += strlen(labels[i]);
	size_t n = strlen(s);
	if (dates_find(r->patterns, s, n, 0, &d, &at))
		n = at.start;
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
		const char *hit = memmem(s, n, controls[i], strlen(controls[i]));
		if (hit)
			n = (size_t)(hit - s);
	}
	s = text_folded(r->arena, s, n);
	return *s ? s : NULL;
}

/* Where the text proper begins inside the content: at its first sentence that no labelled line
 * follows closely (a long title may stand before an info box). */
static size_t
head_end(const struct reading *r)
{
	size_t from = r->content->from;
	size_t most = from + HEAD_LINES < r->content->to ? from + HEAD_LINES : r->content->to;
	size_t end = from;
	for (size_t i = from; i < most && i <= end + TITLE_LINES; i++)
		if (infotable_line(r->lines, i, r->patterns) ||
		    (i == end && r->content->line_weight[i] < PROSE))
			end = i + 1;
	return end;
}

static const char *
pointed(const struct reading *r, enum xpath_field which)
{
	return override_text(r->override, which, 0);
}

void
article_read(struct article *a, const struct reading *r)
{
	*a = (struct article){0};
	struct infotable t = {0};
	size_t from = r->content->from, to = r->content->to;
	infotable_read_cells(&t, r->lines);
	/* What stands around the text says more about it than the text does. */
	infotable_read(&t, r->lines, 0, from, r->patterns);
	infotable_read(&t, r->lines, from, head_end(r), r->patterns);
	infotable_read(&t, r->lines, to, r->lines->n, r->patterns);
	a->title = pointed(r, XPATH_TITLE);
	a->title_why = xpath_keys[XPATH_TITLE];
	if (a->title == NULL)
		a->title = title_find(r, &t, &a->title_why);
	body_read(a, r);
	article_dates(a, r, &t);
	article_number(a, r, &t);
	article_issuers(a, r, &t);
	article_attachments(a, r);
	a->index_number = pointed(r, XPATH_INDEX_NUMBER);
	if (a->index_number == NULL)
		a->index_number = t.value[LABEL_INDEX].text;
	a->subject = t.value[LABEL_SUBJECT].text;
	a->validity = t.value[LABEL_VALIDITY].text;
	a->content_source = clean_source(r, pointed(r, XPATH_CONTENT_SOURCE));
	if (a->content_source == NULL)
		a->content_source = clean_source(r, t.value[LABEL_SOURCE].text);
	if (a->content_source == NULL)
		a->content_source = clean_source(r, r->meta->content_source);
	a->site_code = is_site_code(r->meta->site_code) ? r->meta->site_code : NULL;
}
