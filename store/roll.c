/* roll.c - see roll.h. Decisions that clear up what is in force list it by the hundred, under
 * headings or with a column of results. */
#include "store/roll.h"

#include <string.h>

#include "base/utf8.h"
#include "store/phrase.h"
#include "store/title.h"

enum {
	BRIEF_BYTES = 96, /* of a heading that is no whole sentence */
	FATE_BYTES = 36,  /* of a cell that says what becomes of its row */
	LEAST_TITLE_BYTES = 15,
	CELLS = 16,
};

static const char *const ends[] = {"废止", "失效", "停止执行", "停止施行", "停止适用", "停止使用",
    "不再执行", "不再施行", "不再适用", NULL};
static const char *const changes[] = {"修改", "修订", "修正", NULL};
static const char *const stays[] = {"继续有效", "有效的", "现行有效", "保留", "继续执行",
    "继续施行", "继续适用", "拟废止", "拟修改", "拟修订", "不予废止", "暂不", NULL};
static const char *const lists[] = {"如下", "下列", "以下", "目录", "清单", "名录", "一览", NULL};
static const char *const papers[] = {"通知", "办法", "规定", "意见", "方案", "计划", "规划", "决定",
    "公告", "通告", "函", "批复", "细则", "条例", "标准", "规范", "导则", "指南", "目录", "名录",
    "预案", "要求", "制度", "规程", "通报", "纪要", "规则", "措施", "办法》", NULL};

/* Text outside of 《》. */
static bool
said_outside(const char *s, const char *const words[])
{
	int depth = 0;
	for (const char *at = s; *at; at++) {
		if (((unsigned char)*at & 0xc0) == 0x80)
			continue;
		depth += phrase_starts(at, "\u300a") ? 1 : phrase_starts(at, "\u300b") ? -1 : 0;
		if (depth <= 0 && phrase_beginning(at, words))
			return true;
	}
	return false;
}

enum roll
roll_words(const char *text)
{
	bool end = said_outside(text, ends), change = said_outside(text, changes),
	     stay = said_outside(text, stays);
	static const char *const plans[] = {"拟废止", "拟宣布失效", NULL};
	if (said_outside(text, plans))
		end = false, stay = true;
	if (end + change + stay != 1)
		return ROLL_NONE;
	return end ? ROLL_ENDS : change ? ROLL_CHANGES : ROLL_STAYS;
}

static bool
says_any(const char *text)
{
	if (!phrase_holds(text, ends) && !phrase_holds(text, changes) && !phrase_holds(text, stays))
		return false;
	return said_outside(text, ends) || said_outside(text, changes) || said_outside(text, stays);
}

static const char *
past(const char *s, const char *set)
{
	for (size_t len; *s; s += len) {
		int cp = utf8_decode(s, strnlen(s, 4), &len); /* s may be all the rest of a text */
		if (utf8_is_space(cp))
			continue;
		char one[5] = {0};
		memcpy(one, s, len < 5 ? len : 4);
		if (!strstr(set, one))
			break;
	}
	return s;
}

/* Past a marker; *section: it is one of a part, not of an item. */
static const char *
past_marker(const char *s, bool *section)
{
	static const char digits[] = "0123456789", numerals[] = "一二三四五六七八九十百零〇";
	*section = false;
	s = past(s, "");
	if (phrase_starts(s, "附件") || phrase_starts(s, "附表")) {
		*section = true;
		s = past(s + strlen("附件"), numerals);
		s = past(s, digits);
		return past(s, ":.、-—");
	}
	const char *in = *s == '(' ? s + 1 : s;
	in = phrase_starts(in, "第") ? in + strlen("第") : in;
	const char *behind = past(in, numerals);
	*section = behind > in && *s != '(';
	if (behind == in)
		behind = past(in, digits);
	if (behind == in)
		return s;
	if (phrase_starts(behind, "条") || phrase_starts(behind, "部分"))
		return past(behind + (phrase_starts(behind, "条") ? 3 : 6), ":、");
	const char *mark = past(behind, ")、.:");
	if (mark > behind && !(*mark >= '0' && *mark <= '9'))
		return mark;
	*section = false;
	return s;
}

const char *
roll_marker(const char *line)
{
	bool section;
	return past_marker(line, &section);
}

/* Where a number of the usual form stands, or NULL; with the letters of who issued it. */
static const char *
number_in(const char *s, size_t *len)
{
	for (const char *at = s; *at; at++) {
		if (((unsigned char)*at & 0xc0) == 0x80)
			continue;
		if ((*len = number_length(at)) > 0)
			return at;
	}
	return NULL;
}

/* The cells of a row, copied; 1 for a line that is none. */
static size_t
cells_of(const char *line, struct arena *a, char *out[CELLS])
{
	size_t n = 0;
	char *copy = arena_str(a, line), *rest = copy, *cell;
	const char *bar = strchr(copy, '|');
	const char *part = strchr(copy, '\t') ? "\t" : bar && strchr(bar + 1, '|') ? "|" : "";
	while (n < CELLS && (cell = strsep(&rest, *part ? part : "\n")) != NULL) {
		cell = (char *)past(cell, "");
		size_t end = strlen(cell);
		while (end > 0 && strchr(" \t\r", cell[end - 1]))
			cell[--end] = '\0';
		out[n++] = cell;
	}
	return n;
}

static bool
is_fate(const char *cell)
{
	return *cell && strlen(cell) <= FATE_BYTES && says_any(cell) && !strstr(cell, "名称") &&
	       !strstr(cell, "文件") && !strstr(cell, "规章");
}

static bool
is_number_cell(const char *cell)
{
	size_t n = strlen(cell), len;
	const char *at = number_in(cell, &len);
	if (at)
		return at == cell && n <= len + 30;
	return n <= 90 && phrase_ends(cell, n, "号") && strpbrk(cell, "0123456789");
}

/* Without brackets behind it, and without 《》 around it. */
static const char *
bare_title(const char *s, struct arena *a)
{
	size_t len;
	const char *after, *in = title_quoted(s, &len, &after);
	if (in && in - s <= 6)
		return arena_strn(a, in, len);
	char *title = arena_str(a, s);
	const char *number = number_in(title, &len);
	if (number && number - title < LEAST_TITLE_BYTES) { /* it stands in front */
		title += (size_t)(number - title) + len;
		title = (char *)past(title, ").,、:");
	} else if (number) {
		title[number - title] = '\0';
	}
	size_t n = strlen(title);
	while (n > 0 && strchr(" (,.;\t", title[n - 1]))
		title[--n] = '\0';
	return title;
}

static bool
is_title(const char *title)
{
	static const char *const reasons[] = {"根据", "按照", "依据", "为了", "为贯彻", NULL};
	size_t n = strlen(title);
	const char *open = strrchr(title, '(');
	if (phrase_beginning(title, reasons))
		return false;
	if (n > 0 && title[n - 1] == ')' && open && open > title)
		n = (size_t)(open - title); /* (试行) */
	while (n > 0 && title[n - 1] == ' ')
		n--;
	return n >= LEAST_TITLE_BYTES && phrase_ending(title, n, papers) != NULL;
}

static bool
read_row(char *const cells[], size_t n, struct arena *a, struct roll_paper *out)
{
	*out = (struct roll_paper){.row = true};
	for (size_t i = 0; i < n; i++) {
		size_t len;
		const char *after, *in = title_quoted(cells[i], &len, &after);
		const char *title =
		    in && in - cells[i] <= 6 ? arena_strn(a, in, len) : bare_title(cells[i], a);
		if (is_fate(cells[i]))
			out->fate = roll_words(cells[i]);
		else if (is_number_cell(cells[i]))
			out->number = out->number ? out->number : cells[i];
		else if (out->title == NULL && ((in && in - cells[i] <= 6) || is_title(title)))
			out->title = title;
		if (out->title == title && out->number == NULL) {
			const char *number = number_in(cells[i], &len);
			out->number = number ? arena_strn(a, number, len) : NULL;
		}
	}
	return out->title != NULL;
}

bool
roll_paper(const char *line, struct arena *a, struct roll_paper *out)
{
	char *cells[CELLS];
	size_t n = cells_of(line, a, cells), len;
	if (n > 1)
		return read_row(cells, n, a, out);
	bool section;
	const char *text = past_marker(line, &section);
	bool marked = text > line;
	const char *number = number_in(text, &len);
	*out = (struct roll_paper){
	    .title = bare_title(text, a), .number = number ? arena_strn(a, number, len) : NULL};
	return (marked || number) && !strchr(out->title, ',') && is_title(out->title);
}

/* A part of a sentence that both says what becomes of papers and that they follow. */
static bool
announces(const char *sentence, struct arena *a)
{
	char *rest = arena_str(a, sentence), *clause;
	while ((clause = strsep(&rest, ",")) != NULL)
		if (says_any(clause) && said_outside(clause, lists))
			return true;
	return false;
}

static bool
row_heads(const char *line, struct arena *a)
{
	static const char *const columns[] = {"名称", "目录", "文件", "规章", NULL};
	char *cells[CELLS];
	size_t n = cells_of(line, a, cells);
	for (size_t i = 0; i < n; i++)
		if (says_any(cells[i]) && phrase_holds(cells[i], columns) &&
		    strlen(cells[i]) < BRIEF_BYTES && !strstr(cells[i], "\u300a"))
			return true;
	return false;
}

static bool
heads(const char *sentence, const char *text, bool marked, struct arena *a)
{
	static const char *const starts[] = {"废止", "失效", "宣布", "予以", "决定", "拟", "继续",
	    "修改", "修订", "保留", "需", "现行", "停止", "不再", NULL};
	size_t n = strlen(text);
	bool opens = n > 0 && text[n - 1] == ':';
	if (!opens && (number_in(text, &(size_t){0}) || phrase_starts(text, "关于")))
		return false;
	if (strchr(sentence, '\t'))
		return row_heads(sentence, a);
	bool brief = n <= BRIEF_BYTES && !strstr(text, "\u300a") && !strchr(text, ',');
	return opens || (brief && (marked || phrase_beginning(text, starts))) || announces(text, a);
}

bool
roll_heading(const char *sentence, enum roll *out)
{
	struct arena a = {0};
	bool section;
	const char *text = past_marker(sentence, &section);
	bool found = false;
	*out = ROLL_NONE;
	if (says_any(text)) {
		found = heads(sentence, text, text > sentence, &a);
		*out = found ? roll_words(text) : ROLL_NONE;
	} else if (section && strlen(text) <= BRIEF_BYTES && !strstr(text, "\u300a")) {
		struct roll_paper item;
		found = !roll_paper(sentence, &a, &item);
	}
	arena_release(&a);
	return found;
}
