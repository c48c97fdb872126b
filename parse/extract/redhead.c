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

/* 环大气〔2019〕53号 alone on its line, or beside 签发人. */
static const char *
number_in(const struct line_span *l, struct arena *a)
{
	static const char *const open[] = {"〔", "［", "[", "（"};
	const char *text = text_folded(a, l->s, l->n), *end = strstr(text, "号");
	if (utf8_count(text) > NUMBER_LINE || end == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		const char *at = strstr(text, open[i]);
		if (at && at > text && at < end && strspn(at + strlen(open[i]), "0123456789") == 4)
			return arena_strn(a, text, (size_t)(end - text) + strlen("号"));
	}
	return NULL;
}

static bool
is_title_end(const char *text)
{
	static const char *const ends[] = {"通知", "意见", "方案", "计划", "办法", "规定", "公告",
	    "通告", "决定", "条例", "细则", "标准", "报告", "函", "规划", "清单", "指南", "规范",
	    "通报", "要点", "措施", "目录", "解读", "说明"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(text, ends[i]))
			return true;
	return text_ends(text, "）") || text_ends(text, ")");
}

/* What stands between a title and the text is no part of it. */
static bool
is_apart(const char *part)
{
	static const char *const begins[] = {"附件", "附：", "主送", "抄送", "签发人"};
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (strncmp(part, begins[i], strlen(begins[i])) == 0)
			return true;
	bool date = strspn(part, "0123456789") == 4 && strncmp(part + 4, "年", strlen("年")) == 0 &&
	            text_ends(part, "日");
	return date || strcmp(part, "目录") == 0;
}

/* The title: up to four lines joined that end as titles do, before the first sentence. */
static const char *
title_in(const struct line_span *line, size_t n, size_t from, struct arena *a)
{
	for (size_t i = from; i < n && i < from + 8; i++) {
		const char *text = "";
		for (size_t k = i; k < n && k < i + 4; k++) {
			const char *part = text_key(a, arena_strn(a, line[k].s, line[k].n));
			if (strstr(part, "。") ||
			    strchr(arena_strn(a, line[k].s, line[k].n), '\t') ||
			    text_ends(part, "：") || text_ends(part, ":") || is_apart(part))
				break;
			text = arena_printf(a, "%s%s", text, part);
			if (utf8_count(text) > TITLE_MOST)
				break;
			if (utf8_count(text) >= 6 && is_title_end(text))
				return text;
		}
	}
	return NULL;
}

static void
dates_of_tail(struct article *a, const struct line_span *line, size_t n, const struct patterns *p,
    struct arena *arena)
{
	for (size_t i = n > TAIL_LINES ? n - TAIL_LINES : 0; i < n; i++) {
		struct date d;
		struct span at;
		char text[DATE_SIZE];
		if (characters(&line[i], arena) > DATE_LINE ||
		    !dates_find(p, line[i].s, line[i].n, 0, &d, &at))
			continue;
		date_write(d, text);
		if (memmem(line[i].s, line[i].n, "印发", strlen("印发")))
			a->published = arena_str(arena, text);
		else if (at.start < 4 && line[i].n - at.end < 8)
			a->written = arena_str(arena, text);
	}
}

void
redhead_read(struct article *a, const char *text, const struct patterns *p, struct arena *arena)
{
	enum { LINES_MOST = 20000 };
	struct line_span *line = arena_zalloc(arena, LINES_MOST, sizeof *line);
	size_t n = lines_of(text, line, LINES_MOST), from = 0;
	for (size_t i = 0; i < n && i < HEAD_LINES && a->doc_number == NULL; i++) {
		a->doc_number = number_in(&line[i], arena);
		if (a->doc_number)
			from = i + 1;
	}
	a->title = title_in(line, n, from, arena);
	if (a->title == NULL && from > 0)
		a->title = title_in(line, from - 1, 0, arena);
	dates_of_tail(a, line, n, p, arena);
}
