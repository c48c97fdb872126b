/* redhead.c - see redhead.h. */
#include "parse/extract/redhead.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/dates.h"
#include "parse/extract/text.h"

enum { HEAD_LINES = 25, TAIL_LINES = 60, TITLE_MOST = 90, DATE_LINE = 40, NUMBER_LINE = 40 };

struct line_span {
	const char *s;
	size_t n;
};

static size_t
lines_of(const char *text, struct line_span *line, size_t most)
{
	size_t n = 0;
	while (*text && n < most) {
		size_t len = strcspn(text, "\n");
		if (len > 0)
			line[n++] = (struct line_span){text, len};
		text += len + (text[len] == '\n');
	}
	return n;
}

static size_t
characters(const struct line_span *l, struct arena *a)
{
	return utf8_count(arena_strn(a, l->s, l->n));
}

/* One document: its lines, what is found in them. */
struct redhead {
	struct article *article;
	const struct line_span *line;
	size_t n;
	const struct patterns *p;
	struct arena *a;
};

/* A line without blanks but for those between Latin words. */
static char *
printed(struct arena *a, const struct line_span *l)
{
	char *text = text_folded(a, l->s, l->n), *to = text;
	for (const char *s = text; *s; s++) {
		bool latin = s > text && (unsigned char)s[-1] < 0x80 && (unsigned char)s[1] < 0x80;
		if (*s != ' ' || latin)
			*to++ = *s;
	}
	*to = '\0';
	return text;
}

/* 环大气〔2019〕53号 alone on its line, behind 文号： or beside 签发人. */
static const char *
number_in(const struct redhead *h, const char *text)
{
	struct span spans[SPAN_MAX];
	size_t n = strlen(text);
	if (utf8_count(text) > NUMBER_LINE ||
	    !pattern_find(h->p, PATTERN_DOC_NUMBER, text, n, 0, spans))
		return NULL;
	const char *rest = text + spans[0].end;
	bool ends = *rest == '\0' || *rest == ' ' || text_begins(rest, "签发人");
	bool begins = spans[0].start == 0 || strchr(" :", text[spans[0].start - 1]) ||
	              (spans[0].start >= 3 && text_begins(text + spans[0].start - 3, "："));
	return ends && begins
	           ? arena_strn(h->a, text + spans[0].start, spans[0].end - spans[0].start)
	           : NULL;
}

/* 第48号 or 2026年第15号 below the line that it belongs to: 某某令, 某某公告. */
static const char *
order_in(const struct redhead *h, size_t i)
{
	struct span spans[SPAN_MAX];
	const char *below = i + 1 < h->n ? printed(h->a, &h->line[i + 1]) : "";
	const char *text = printed(h->a, &h->line[i]);
	bool order = text_ends(text, "令") || text_ends(text, "公告") || text_ends(text, "通告");
	if (!order || utf8_count(text) < 4 || utf8_count(text) > NUMBER_LINE ||
	    utf8_count(below) > 14 || !text_ends(below, "号"))
		return NULL;
	const char *both = arena_printf(h->a, "%s%s", text, below);
	return pattern_find(h->p, PATTERN_ORDER, both, strlen(both), 0, spans) ? both : NULL;
}

/* 某政办发 and below it 〔2026〕33号. */
static const char *
number_over(const struct redhead *h, size_t i)
{
	static const char *const open[] = {"〔", "［", "[", "（", "(", "﹝"};
	const char *below = i + 1 < h->n ? printed(h->a, &h->line[i + 1]) : "";
	for (size_t k = 0; k < sizeof open / sizeof *open; k++)
		if (text_begins(below, open[k]))
			return number_in(
			    h, arena_printf(h->a, "%s%s", printed(h->a, &h->line[i]), below));
	return NULL;
}

/* The number, and the line behind it. */
static size_t
number_read(struct redhead *h)
{
	for (size_t i = 0; i < h->n && i < HEAD_LINES; i++) {
		const char *text = text_folded(h->a, h->line[i].s, h->line[i].n);
		const char *number = number_in(h, text);
		size_t lines = 1;
		if (number == NULL) {
			number = number_over(h, i);
			lines = 2;
		}
		if (number == NULL) {
			number = order_in(h, i);
			lines = 2;
		}
		if (number) {
			h->article->doc_number = number;
			return i + lines;
		}
	}
	return 0;
}

/* The length of a title without the brackets behind it: （征求意见稿）, (2026—2028年). */
static size_t
bare_length(const char *text)
{
	size_t n = strlen(text);
	bool wide = text_ends(text, "）"), narrow = text_ends(text, ")");
	for (size_t i = n; (wide || narrow) && i > 0; i--)
		if (text_begins(text + i - 1, "（") || text[i - 1] == '(')
			return i - 1;
	return n;
}

static bool
is_title_end(const char *text, struct arena *a)
{
	static const char *const ends[] = {"通知", "意见", "方案", "计划", "办法", "规定", "公告",
	    "通告", "决定", "条例", "细则", "标准", "报告", "函", "规划", "清单", "指南", "规范",
	    "通报", "要点", "措施", "目录", "解读", "说明", "预案", "批复", "请示", "决定书",
	    "通知书", "意见书", "责任书", "倡议书", "报告书", "公报", "导则", "规程", "名单",
	    "制度", "准则", "章程", "大纲", "简报", "表", "技术要求", "指引", "限值"};
	const char *bare = arena_strn(a, text, bare_length(text));
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(bare, ends[i]))
			return true;
	return false;
}

/* What stands between a title and the text, or above it, is no part of it. */
static bool
is_apart(const char *part)
{
	static const char *const begins[] = {"附件", "附：", "主送", "抄送", "签发人", "ICS", "CCS",
	    "DB", "GB", "HJ", "文号", "密级"};
	static const char *const wholes[] = {
	    "目录", "公告", "通告", "通知", "特急", "加急", "急件", "内部资料", "附录"};
	static const char *const ends[] = {"文件", "地方标准", "国家标准", "行业标准"};
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (text_begins(part, begins[i]))
			return true;
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
		if (strcmp(part, wholes[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(part, ends[i]))
			return true;
	bool date =
	    strspn(part, "0123456789") == 4 && text_begins(part + 4, "年") && text_ends(part, "日");
	return date || utf8_count(part) < 3 || bare_length(part) == 0;
}

/* May a line be part of a title? A first sentence, a row, an addressee may not. */
static bool
is_title_part(const struct line_span *l, const char *part)
{
	return !strstr(part, "。") && !memchr(l->s, '\t', l->n) && !text_ends(part, "：") &&
	       !text_ends(part, ":") && !is_apart(part);
}

/* The title that begins on line i: up to four lines joined that end as titles do. */
static const char *
title_at(const struct redhead *h, size_t i)
{
	struct span spans[SPAN_MAX];
	const char *text = "";
	for (size_t k = i; k < h->n && k < i + 4; k++) {
		const char *part = printed(h->a, &h->line[k]);
		if (k > i && bare_length(part) == 0)
			continue; /* （2026年3月） below the issuer */
		if (!is_title_part(&h->line[k], part))
			return NULL;
		/* It begins here, with its own issuer. */
		if (k > i &&
		    pattern_find(h->p, PATTERN_ORGAN_TITLE, part, strlen(part), 0, spans) &&
		    !text_begins(part, "关于"))
			return NULL;
		text = arena_printf(h->a, "%s%s", text, part);
		if (utf8_count(text) > TITLE_MOST)
			return NULL;
		if (utf8_count(text) >= 6 && is_title_end(text, h->a))
			return text;
	}
	return NULL;
}

static const char *
title_in(const struct redhead *h, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < from + 10; i++) {
		const char *title = title_at(h, i);
		if (title)
			return title;
	}
	return NULL;
}

/* The first of those who sign above the date on line i. */
static const char *
signer_above(const struct redhead *h, size_t i)
{
	enum { SIGNERS_MOST = 8 };
	const char *signer = NULL;
	for (size_t k = i; k > 0 && k + SIGNERS_MOST > i; k--) {
		const char *text = text_folded(h->a, h->line[k - 1].s, h->line[k - 1].n);
		const char *first = arena_strn(h->a, text, strcspn(text, " \t"));
		if (!pattern_in(h->p, PATTERN_ORGAN, first))
			break;
		signer = first;
	}
	return signer;
}

/* Who issues it: before 关于 in the title, above the date, in the red head. */
static void
issuer_read(struct redhead *h, size_t dated)
{
	struct span spans[SPAN_MAX];
	const char *title = h->article->title;
	if (title && pattern_find(h->p, PATTERN_ORGAN_TITLE, title, strlen(title), 0, spans))
		h->article->issuer =
		    arena_strn(h->a, title + spans[1].start, spans[1].end - spans[1].start);
	else if (dated < h->n)
		h->article->issuer = signer_above(h, dated);
	for (size_t i = 0; i < 3 && i < h->n && h->article->issuer == NULL; i++) {
		const char *text = printed(h->a, &h->line[i]);
		const char *organ = text_ends(text, "文件")
		                        ? arena_strn(h->a, text, strlen(text) - strlen("文件"))
		                        : "";
		if (pattern_in(h->p, PATTERN_ORGAN, organ))
			h->article->issuer = organ;
	}
}

/* The dates of writing and of printing; the line of the first. */
static size_t
dates_of_tail(struct redhead *h)
{
	size_t dated = h->n;
	for (size_t i = h->n > TAIL_LINES ? h->n - TAIL_LINES : 0; i < h->n; i++) {
		const struct line_span *l = &h->line[i];
		struct date d;
		struct span at;
		char text[DATE_SIZE];
		if (characters(l, h->a) > DATE_LINE || !dates_find(h->p, l->s, l->n, 0, &d, &at))
			continue;
		date_write(d, text);
		if (memmem(l->s, l->n, "印发", strlen("印发")))
			h->article->published = arena_str(h->a, text);
		else if (at.start < 4 && l->n - at.end < 8) {
			h->article->written = arena_str(h->a, text);
			dated = i;
		}
	}
	return dated;
}

void
redhead_read(struct article *a, const char *text, const struct patterns *p, struct arena *arena)
{
	enum { LINES_MOST = 20000 };
	struct line_span *line = arena_zalloc(arena, LINES_MOST, sizeof *line);
	struct redhead h = {
	    .article = a, .line = line, .n = lines_of(text, line, LINES_MOST), .p = p, .a = arena};
	size_t from = number_read(&h);
	a->title = title_in(&h, from, h.n);
	if (a->title == NULL && from > 0)
		a->title = title_in(&h, 0, from - 1);
	issuer_read(&h, dates_of_tail(&h));
}
