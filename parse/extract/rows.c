/* rows.c - see rows.h. */
#include "parse/extract/rows.h"

#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/extract/dates.h"
#include "parse/extract/text.h"

enum { TEXT_LONGEST = 4000, LINK_NODES = 100, SENTENCE = 120 };

static bool
leads_somewhere(const char *href)
{
	return href && *href && *href != '#' && strncasecmp(href, "javascript:", 11) != 0 &&
	       strncasecmp(href, "mailto:", 7) != 0 && strncasecmp(href, "tel:", 4) != 0;
}

static bool
is_date_text(const struct reading *r, const char *s, size_t n)
{
	struct date d;
	struct span at;
	return n < 60 && dates_find(r->patterns, s, n, 0, &d, &at) && at.start <= 3 &&
	       n - at.end <= 12;
}

/* "05-08 2026" is a date in pieces. */
static bool
has_letters(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80 || (*s | 32) >= 'a')
			return true;
	return false;
}

/* The text of a link without a date that stands in an element of its own at its end or start. */
static const char *
without_date(const struct reading *r, const struct page *p, uint32_t a, const char *text)
{
	size_t n = strlen(text);
	for (uint32_t i = a + 1; i < p->nodes[a].end; i++) {
		const char *part = p->nodes[i].tag == TAG_TEXT ? page_text(p, i) : NULL;
		size_t len = part ? strlen(part) : 0;
		if (len == 0 || len + 4 >= n || !is_date_text(r, part, len))
			continue;
		if (strcmp(text + n - len, part) == 0)
			return text_folded(r->arena, text, n - len);
		if (strncmp(text, part, len) == 0)
			return text_folded(r->arena, text + len, n - len);
	}
	return text;
}

/* Inside a link that holds whole blocks: the heading, else the first line that is no date. */
static const char *
block_title(const struct reading *r, const struct page *p, uint32_t a)
{
	const char *first = NULL;
	bool blocks = false;
	for (uint32_t i = a + 1; i < p->nodes[a].end; i++) {
		enum tag tag = p->nodes[i].tag;
		if (tag >= TAG_H1 && tag <= TAG_H6)
			return page_text(p, i);
		if (!(tag_traits(tag) & TRAIT_BLOCK) || tag == TAG_BR)
			continue;
		blocks = true;
		const char *text = page_text(p, i);
		if (first == NULL && text && !is_date_text(r, text, strlen(text)) &&
		    utf8_count(text) >= 4 && has_letters(text))
			first = text;
	}
	return blocks ? first : NULL;
}

/* 标题：… 发布时间：… 作者：…, as some tooltips have it: the title alone. */
static const char *
without_labels(const struct reading *r, const char *title)
{
	static const char *const labels[] = {
	    "文章标题：", "文章标题:", "信息标题：", "标题：", "标题:"};
	static const char *const next[] = {"发布时间", "发布日期", "发表时间", "更新时间", "点击数",
	    "点击次数", "作者：", "作者:", "作　　者", "来源：", "来源:"};
	size_t skip = 0;
	for (size_t i = 0; title && skip == 0 && i < sizeof labels / sizeof *labels; i++)
		if (text_begins(title, labels[i]))
			skip = strlen(labels[i]);
	if (skip == 0)
		return title;
	const char *end = title + strlen(title);
	for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
		const char *hit = strstr(title + skip, next[i]);
		end = hit && hit < end ? hit : end;
	}
	return text_folded(r->arena, title + skip, (size_t)(end - title) - skip);
}

/* The text of a link, or its title attribute where that is the fuller one. */
static const char *
link_title(const struct reading *r, const struct page *p, uint32_t a)
{
	const char *text = block_title(r, p, a);
	const char *title = without_labels(r, page_attribute(p, a, ATTR_TITLE));
	if (text == NULL) {
		text = page_text(p, a);
		text = text ? without_date(r, p, a, text) : NULL;
	}
	if (text)
		text = dates_stripped(r->patterns, text, r->arena);
	if (title && *title && strstr(title, "<") == NULL &&
	    (text == NULL || text_ends(text, "...") || text_ends(text, "…") ||
	        (utf8_count(title) > utf8_count(text) && utf8_count(title) < 400)))
		return title;
	return text;
}

static bool
is_button(const char *title)
{
	static const char *const words[] = {"详细", "查看", "更多", "下载", "阅读全文", "全文",
	    "点击", "打开", "详情", "[详", "[查看", "more", "MORE", "【详"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_begins(title, words[i]) && utf8_count(title) <= 6)
			return true;
	return false;
}

static bool
is_address(const char *s, size_t n)
{
	return n >= 2 && n < CAP_URL && memchr(s, ' ', n) == NULL &&
	       (*s == '/' || strncmp(s, "./", 2) == 0 || strncmp(s, "../", 3) == 0 ||
	           strncasecmp(s, "http", 4) == 0 || memmem(s, n, ".htm", 4) ||
	           memmem(s, n, ".shtm", 5));
}

/* window.open('/a.html') where the address of the link should be: the first address in quotes. */
static const char *
called_address(const struct page *p, uint32_t i, const char *href)
{
	const char *calls[] = {page_attribute(p, i, ATTR_ONCLICK), href};
	for (size_t k = 0; k < 2; k++)
		for (const char *s = calls[k]; s && (s = strpbrk(s, "'\"")) != NULL;) {
			const char *close = strchr(s + 1, *s);
			if (close == NULL)
				break;
			if (is_address(s + 1, (size_t)(close - s) - 1))
				return arena_strn(p->arena, s + 1, (size_t)(close - s) - 1);
			s = close + 1;
		}
	return NULL;
}

static void
add_link(struct rows *rows, uint32_t i)
{
	if (rows->page->nodes[i].end - i > LINK_NODES)
		return;
	const char *href = page_attribute(rows->page, i, ATTR_HREF);
	if (!leads_somewhere(href))
		href = called_address(rows->page, i, href);
	const char *title = leads_somewhere(href) ? link_title(rows->reading, rows->page, i) : NULL;
	if (title == NULL || is_button(title))
		return;
	rows->links = arena_grow(rows->reading->arena, rows->links, rows->n_links,
	    rows->n_links + 1, &rows->links_room, sizeof *rows->links);
	rows->links[rows->n_links++] = (struct link){i, (uint32_t)utf8_count(title), title, href};
}

static void
add_mark(struct rows *rows, uint32_t i, struct date d, bool alone, bool sentence)
{
	rows->marks = arena_grow(rows->reading->arena, rows->marks, rows->n_marks,
	    rows->n_marks + 1, &rows->marks_room, sizeof *rows->marks);
	rows->marks[rows->n_marks++] = (struct date_mark){
	    i, d, (rows->page->nodes[i].flags & NODE_LINKED) != 0, alone, sentence};
}

static int
number(const char *s, size_t n)
{
	int value = 0;
	for (size_t i = 0; i < n && value < 10000; i++)
		value = value * 10 + s[i] - '0';
	return value;
}

/* 26-05-20, [26/05/20], nothing else. */
static bool
short_date(const char *s, size_t n, struct date *d)
{
	size_t at = n > 0 && strchr("[(", *s) ? 1 : 0;
	const char *x = s + at;
	if (n - at < 8 || n - at > 9 || strspn(x, "0123456789") != 2 ||
	    strspn(x + 3, "0123456789") != 2 || strspn(x + 6, "0123456789") != 2 || x[2] != x[5] ||
	    strchr("-/.", x[2]) == NULL || (n - at == 9 && strchr("])", x[8]) == NULL))
		return false;
	*d = (struct date){2000 + number(x, 2), number(x + 3, 2), number(x + 6, 2)};
	return date_valid(*d);
}

/* 05-08, 5/8, 5月8日, nothing else. */
static bool
day_of_month(const char *s, size_t n, struct date *d)
{
	size_t m = strspn(s, "0123456789"), k = 0;
	const char *rest = s + m;
	bool han = text_begins(rest, "月");
	rest += han ? strlen("月") : strspn(rest, "-/.") == 1;
	k = strspn(rest, "0123456789");
	if (m < 1 || m > 2 || k < 1 || k > 2 || rest == s + m)
		return false;
	size_t left = n - (size_t)(rest + k - s);
	if (left > 0 && !(han && left == strlen("日") && text_begins(rest + k, "日")))
		return false;
	*d = (struct date){0, number(s, m), number(rest, k)};
	struct date whole = {2024, d->month, d->day};
	return d->month > 0 && date_valid(whole);
}

/* Year and month, month and day, or one of them alone. */
static void
add_part(struct rows *rows, uint32_t i, const char *s, size_t n)
{
	struct span spans[SPAN_MAX];
	size_t digits = strspn(s, "0123456789");
	struct date d;
	if (short_date(s, n, &d)) {
		add_mark(rows, i, d, true, false);
	} else if (day_of_month(s, n, &d)) {
		add_mark(rows, i, d, true, false);
	} else if (digits == 4 && (n == 4 || (n == 7 && strstr(s, "年")))) {
		add_mark(rows, i, (struct date){number(s, 4), 0, 0}, true, false);
	} else if (digits >= 1 && digits <= 2 && n - digits <= 3 &&
	           (n == digits || strstr(s, "日"))) {
		add_mark(rows, i, (struct date){0, 0, number(s, digits)}, true, false);
	} else if (n < 24 && pattern_find(rows->reading->patterns, PATTERN_MONTH, s, n, 0, spans)) {
		d = (struct date){number(s + spans[1].start, spans[1].end - spans[1].start),
		    number(s + spans[2].start, spans[2].end - spans[2].start), 0};
		if (date_valid(d))
			add_mark(rows, i, d, true, false);
	}
}

/* What a text between two dates makes of the first: a period that goes on, or nothing. */
static int
period_after(int period, const char *s, size_t n)
{
	static const char *const words[] = {"至", "到", "-", "--", "—", "——", "–", "~", "～"};
	while (n > 0 && *s == ' ')
		s++, n--;
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n == 0)
		return period;
	for (size_t i = 0; period == PERIOD_BEGUN && i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == n && memcmp(s, words[i], n) == 0)
			return PERIOD_UNTIL;
	return PERIOD_NONE;
}

/* The dates of a text; the last day of a period is none of the row's. */
static void
add_marks(struct rows *rows, uint32_t i)
{
	const struct node *n = &rows->page->nodes[i];
	struct plain text = {.out = arena_alloc(rows->reading->arena, n->len + 2u)};
	struct date d;
	struct span at = {0, 0};
	size_t end = 0;
	bool found = false;
	if (n->len > TEXT_LONGEST || n->len == 0)
		return;
	plain_add(&text, 0, n->text, n->len);
	text.out[text.len] = '\0';
	bool sentence = text.len > SENTENCE || strstr(text.out, "。") || strstr(text.out, "，");
	bool alone = is_date_text(rows->reading, text.out, text.len);
	while (dates_find(rows->reading->patterns, text.out, text.len, end, &d, &at)) {
		rows->period = period_after(rows->period, text.out + end, at.start - end);
		if (rows->period != PERIOD_UNTIL)
			add_mark(rows, i, d, alone, sentence);
		rows->period = rows->period == PERIOD_UNTIL ? PERIOD_NONE : PERIOD_BEGUN;
		found = true;
		end = at.end;
	}
	rows->period = period_after(rows->period, text.out + end, text.len - end);
	if (!found && text.len > 0)
		add_part(rows, i, text.out, text.len);
}

void
rows_read(struct rows *rows, const struct reading *r, const struct page *p)
{
	*rows = (struct rows){.reading = r, .page = p};
	for (uint32_t i = 0; i < p->n_nodes;) {
		const struct node *n = &p->nodes[i];
		if (n->tag == TAG_A)
			add_link(rows, i);
		else if (n->tag == TAG_TEXT)
			add_marks(rows, i);
		i = tag_traits(n->tag) & TRAIT_SILENT ? n->end : i + 1;
	}
}

static size_t
first_link(const struct rows *rows, uint32_t node)
{
	size_t low = 0, high = rows->n_links;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (rows->links[middle].node < node)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t
first_mark(const struct rows *rows, uint32_t node)
{
	size_t low = 0, high = rows->n_marks;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (rows->marks[middle].node < node)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct link *
row_link(const struct rows *rows, uint32_t row, uint32_t end)
{
	const struct link *best = NULL;
	for (size_t i = first_link(rows, row); i < rows->n_links && rows->links[i].node < end;
	     i++) {
		const struct link *l = &rows->links[i];
		bool hidden = (rows->page->nodes[l->node].flags & NODE_HIDDEN) != 0;
		bool same = best && strcmp(l->href, best->href) == 0;
		if (best == NULL || (same && l->characters > best->characters) ||
		    (!same && !hidden && best->characters < 8 &&
		        l->characters > 2 * best->characters))
			best = l;
	}
	return best;
}

const char *
row_title(const struct rows *rows, uint32_t row, uint32_t end, const struct link *link)
{
	struct arena *a = rows->reading->arena;
	size_t n = strlen(link->title);
	if (text_ends(link->title, "..."))
		n -= 3;
	else if (text_ends(link->title, "…"))
		n -= strlen("…") * (text_ends(link->title, "……") ? 2 : 1);
	else
		return link->title;
	const char *start = text_key(a, arena_strn(a, link->title, n));
	for (uint32_t i = row; i < end; i++) {
		const struct node *node = &rows->page->nodes[i];
		if (node->tag != TAG_TEXT || node->len < n || node->len > TEXT_LONGEST)
			continue;
		const char *text = page_text(rows->page, i);
		if (text && strlen(text) > n && utf8_count(text) < 400 &&
		    text_begins(text_key(a, text), start) && !text_ends(text, "...") &&
		    !text_ends(text, "…"))
			return text;
	}
	return link->title;
}

enum dated
row_date(
    const struct rows *rows, uint32_t row, uint32_t end, const struct link *link, struct date *d)
{
	struct date month = {0}, day = {0}, in_link = {0}, full = {0};
	bool alone = false;
	for (size_t i = first_mark(rows, row); i < rows->n_marks && rows->marks[i].node < end;
	     i++) {
		const struct date_mark *m = &rows->marks[i];
		if (m->date.year == 0)
			day = m->date;
		else if (m->date.day == 0)
			month = m->date;
		else if (m->linked && m->alone)
			in_link = m->date;
		else if (!m->linked && !m->sentence && (m->alone || !alone)) {
			full = m->date;
			alone |= m->alone;
		}
	}
	struct date joined = {month.year, month.month ? month.month : day.month, day.day};
	if (full.year)
		*d = full;
	else if (month.year && day.day && joined.month && date_valid(joined))
		*d = joined;
	else if (in_link.year)
		*d = in_link;
	else
		return link && dates_in_url(rows->reading->patterns, link->href, d) ? DATED_ADDRESS
		                                                                    : DATED_NOT;
	return DATED_SHOWN;
}
