/* infotable.c - see infotable.h. */
#include "parse/extract/infotable.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/text.h"

enum {
	MARKED_LONGEST = 400,
	LABEL_LINE = 1200,
	VALUE_LONGEST = 600,
	LABEL_WORDS = 32,
	LINE_NODES = 64
};

/* Longer words before the ones they begin with. */
static const struct {
	enum label label;
	const char *words[LABEL_WORDS];
} labels[LABEL_COUNT] = {
    {LABEL_INDEX, {"信息索引号", "索引号", "索引码", "索取号", "信息索引"}},
    {LABEL_NUMBER, {"发文字号", "发布文号", "公文字号", "发文文号", "文件编号", "文件字号",
                       "公文文号", "公文编号", "文件文号", "发文编号", "文号", "文 号", "字号"}},
    {LABEL_ISSUER,
        {"发布机构", "发文机关", "发文单位", "发布机关", "发布单位", "制发机关", "公开机构",
            "公开单位", "发文机构", "制定机关", "公开责任部门", "责任部门", "发布部门", "发文部门",
            "公开主体", "作出决定机关", "作出处罚决定的机关名称", "作出决定的机关名称",
            "作出行政处罚决定的机关名称", "信息公开单位", "制发单位", "公开部门"}},
    {LABEL_WRITTEN, {"成文日期", "生成日期", "成文时间", "发文日期", "发文时间", "印发日期",
                        "签发日期", "制发日期", "生成时间", "印发时间"}},
    {LABEL_PUBLISHED, {"发布日期", "发布时间", "公开日期", "公布日期", "公开时间", "公布时间",
                          "发稿时间", "发表时间", "发表日期", "刊发时间", "添加日期", "添加时间",
                          "加入时间", "发布于", "上传时间", "录入时间", "信息时间", "发布 日期"}},
    {LABEL_IN_FORCE,
        {"施行日期", "实施日期", "生效日期", "施行时间", "实施时间", "生效时间", "执行日期"}},
    {LABEL_TITLE, {"信息名称", "公文名称", "文件名称", "标题", "名称"}},
    {LABEL_SUBJECT,
        {"主题分类", "信息分类", "组配分类", "公文种类", "主题词", "分类", "主题", "体裁"}},
    {LABEL_VALIDITY, {"有效性", "文件有效性", "效力状态", "时效性", "公文时效", "时效", "效力"}},
    {LABEL_SOURCE, {"信息来源", "文章来源", "稿件来源", "新闻来源", "内容来源", "来源单位", "稿源",
                       "来源", "来 源", "出处"}},
    {LABEL_UPDATED, {"更新时间", "更新日期", "修改时间", "修改日期"}},
    {LABEL_TIME, {"日期", "时间"}},
    {LABEL_OTHER, {"责任编辑", "作者", "编辑", "浏览次数", "浏览量", "浏览", "点击数", "点击量",
                      "阅读次数", "阅读量", "阅读", "点击", "访问量", "访问次数", "字体大小",
                      "字体", "大小", "公开方式", "文章类型", "分享", "打印", "收藏", "下载",
                      "公开范围", "公开时限", "公开类别", "废止日期", "审核", "关键词"}},
};

/* Words with any blanks between their characters. */
static void
add_spaced(struct buf *regex, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0, len; i < n; i += len) {
		utf8_decode(word + i, n - i, &len);
		if (word[i] == ' ')
			continue;
		if (i > 0)
			buf_adds(regex, "\\s*");
		buf_add(regex, word + i, len);
	}
}

void
infotable_pattern(struct buf *regex)
{
	buf_adds(regex, "[\\[【]?\\s*(?:");
	for (size_t k = 0; k < LABEL_COUNT; k++) {
		buf_adds(regex, k ? "|(" : "(");
		for (size_t w = 0; w < LABEL_WORDS && labels[k].words[w]; w++) {
			if (w)
				buf_addc(regex, '|');
			/* 开始时间 is no date of the document. */
			if (k == LABEL_TIME)
				buf_adds(regex, "(?<!\\p{Han})");
			add_spaced(regex, labels[k].words[w]);
		}
		buf_addc(regex, ')');
	}
	buf_adds(regex, ")\\s*[\\]】]?\\s*[：:∶]");
}

static int
label_of(const struct span spans[SPAN_MAX])
{
	for (int k = 0; k < LABEL_COUNT; k++)
		if (spans[k + 1].start < spans[k + 1].end)
			return k;
	return -1;
}

/* A cell that holds nothing but a label, without a colon. */
static int
bare_label(const char *text)
{
	char key[96];
	size_t n = 0;
	for (size_t i = 0, len, all = strlen(text); i < all; i += len) {
		int cp = utf8_decode(text + i, all - i, &len);
		if (utf8_is_space(cp) || cp == '[' || cp == ']' || cp == 0x3010 || cp == 0x3011)
			continue;
		if (n + len >= sizeof key)
			return -1;
		memcpy(key + n, text + i, len);
		n += len;
	}
	key[n] = '\0';
	for (int k = 0; k < LABEL_TIME; k++)
		for (size_t w = 0; w < LABEL_WORDS && labels[k].words[w]; w++)
			if (strcmp(key, labels[k].words[w]) == 0)
				return k;
	return -1;
}

/* 无, -, ----, 〔〕号 and the like stand for nothing. */
static bool
is_empty(const char *s, size_t n)
{
	static const char *const nothing[] = {"无", "暂无", "没有", "〔〕号", "[]号", "空", "null",
	    "NULL", "无文号", "其他", "〔〕", "（无）"};
	bool seen = false;
	for (size_t i = 0, len; i < n && !seen; i += len) {
		int cp = utf8_decode(s + i, n - i, &len);
		seen = !(utf8_is_space(cp) || (cp < 0x80 && strchr("-_/\\|.,;:*", cp)) ||
		         cp == 0x2014 || cp == 0xff0d || cp == 0x3001 || cp == 0xff1a ||
		         cp == 0xff1b);
	}
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (strlen(nothing[i]) == n && memcmp(s, nothing[i], n) == 0)
			return true;
	return !seen;
}

static void
trim(const char **s, size_t *n)
{
	static const char *const edges[] = {
	    " ", "|", "　", "\t", "[", "]", "【", "】", "丨", "│", "·"};
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
			size_t e = strlen(edges[i]);
			if (*n >= e && memcmp(*s, edges[i], e) == 0) {
				*s += e;
				*n -= e;
				again = true;
			}
			/* A closing bracket may belong to the value. */
			if (edges[i][0] != ']' && *n >= e &&
			    memcmp(*s + *n - e, edges[i], e) == 0) {
				*n -= e;
				again = true;
			}
		}
	}
}

static void
keep(struct infotable *t, int label, const char *s, size_t n, size_t line, struct arena *a)
{
	if (label < 0 || t->value[label].text)
		return;
	trim(&s, &n);
	if (n > VALUE_LONGEST || is_empty(s, n))
		return;
	t->value[label] = (struct label_value){arena_strn(a, s, n), line};
}

static uint32_t
row_of(const struct lines *l, size_t line)
{
	uint32_t i = l->line[line].block;
	while (i > 0 && l->page->nodes[i].tag != TAG_TR)
		i = l->page->nodes[i].parent;
	return i;
}

/* The value stands in the next line (of the same row, in a table), unless that is a label itself.
 */
static void
keep_next(struct infotable *t, int label, const struct lines *l, size_t line, size_t to,
    const struct patterns *p)
{
	struct span spans[SPAN_MAX];
	if (line + 1 >= to)
		return;
	const struct line *next = &l->line[line + 1];
	bool other_label = (pattern_find(p, PATTERN_LABEL, next->text, next->len, 0, spans) &&
	                       spans[0].start == 0) ||
	                   bare_label(next->text) >= 0 || text_ends(next->text, "：") ||
	                   text_ends(next->text, ":");
	if (!other_label && row_of(l, line) == row_of(l, line + 1))
		keep(t, label, next->text, next->len, line, l->page->arena);
}

/* No longer than a label with its blanks and references. */
static bool
is_short(const struct page *p, uint32_t element)
{
	size_t size = 0;
	for (uint32_t i = element + 1; i < p->nodes[element].end && size <= MARKED_LONGEST; i++)
		size += p->nodes[i].tag == TAG_TEXT ? p->nodes[i].len : 1;
	return size <= MARKED_LONGEST;
}

/* A label set off by an element of its own inside the line, with no colon behind it
 * (<b>文 号</b>国发〔2026〕1号, <em>[文号]</em> ...): the element, or 0. */
static uint32_t
label_element(const struct page *p, uint32_t text, uint32_t block, int *label)
{
	for (uint32_t i = p->nodes[text].parent; i != block && i != 0; i = p->nodes[i].parent) {
		const char *all = is_short(p, i) ? page_text(p, i) : NULL;
		*label = all ? bare_label(all) : -1;
		if (*label >= 0)
			return i;
	}
	return 0;
}

static void
read_marked_labels(struct infotable *t, const struct lines *l, size_t line)
{
	const struct page *p = l->page;
	uint32_t end = line + 1 < l->n ? l->line[line + 1].first : p->n_nodes;
	const char *value = "";
	int current = -1, label = -1;
	if (end - l->line[line].first > LINE_NODES)
		return;
	for (uint32_t i = l->line[line].first; i < end; i++) {
		if (p->nodes[i].tag != TAG_TEXT)
			continue;
		uint32_t element = label_element(p, i, l->line[line].block, &label);
		if (element == 0) {
			const char *text = current >= 0 ? page_text(p, i) : NULL;
			if (text)
				value = arena_printf(p->arena, "%s%s", value, text);
			continue;
		}
		keep(t, current, value, strlen(value), line, p->arena);
		current = label;
		value = "";
		i = p->nodes[element].end - 1;
	}
	keep(t, current, value, strlen(value), line, p->arena);
}

static void
read_line(struct infotable *t, const struct lines *l, size_t i, size_t to, const struct patterns *p)
{
	const struct line *line = &l->line[i];
	struct span spans[SPAN_MAX];
	size_t at = 0;
	while (pattern_find(p, PATTERN_LABEL, line->text, line->len, at, spans)) {
		int label = label_of(spans);
		size_t start = spans[0].end;
		at = start;
		bool more = pattern_find(p, PATTERN_LABEL, line->text, line->len, at, spans);
		size_t end = more ? spans[0].start : line->len;
		if (start < end || more)
			keep(t, label, line->text + start, end - start, i, l->page->arena);
		else
			keep_next(t, label, l, i, to, p);
		if (!more)
			return;
	}
	int label = at == 0 ? bare_label(line->text) : -1;
	if (label >= 0)
		keep_next(t, label, l, i, to, p);
	else if (at == 0)
		read_marked_labels(t, l, i);
}

void
infotable_read(
    struct infotable *t, const struct lines *l, size_t from, size_t to, const struct patterns *p)
{
	for (size_t i = from; i < to && i < l->n; i++)
		if (l->line[i].len <= LABEL_LINE && l->line[i].linked * 2 <= l->line[i].characters)
			read_line(t, l, i, to, p);
}

/* The text of the k-th cell of a row, or NULL. */
static const char *
cell_text(const struct page *p, uint32_t row, uint32_t k)
{
	for (uint32_t i = row + 1; i < p->nodes[row].end; i = p->nodes[i].end)
		if ((p->nodes[i].tag == TAG_TD || p->nodes[i].tag == TAG_TH) && k-- == 0)
			return page_text(p, i);
	return NULL;
}

static uint32_t
cells_of(const struct page *p, uint32_t row)
{
	uint32_t n = 0;
	for (uint32_t i = row + 1; i < p->nodes[row].end; i = p->nodes[i].end)
		n += p->nodes[i].tag == TAG_TD || p->nodes[i].tag == TAG_TH;
	return n;
}

static void
read_columns(struct infotable *t, const struct lines *l, uint32_t labels_row, uint32_t row)
{
	const struct page *p = l->page;
	uint32_t n = cells_of(p, labels_row);
	int known = 0, label[16];
	if (n < 2 || n > 16 || cells_of(p, row) != n)
		return;
	for (uint32_t k = 0; k < n; k++) {
		const char *text = cell_text(p, labels_row, k), *value = cell_text(p, row, k);
		label[k] = text ? bare_label(text) : -1;
		/* A label on both rows: the columns go the other way. */
		known += label[k] >= 0 && !(value && bare_label(value) >= 0) ? 1 : 0;
	}
	for (uint32_t k = 0; known >= 1 && k < n; k++) {
		const char *value = cell_text(p, row, k);
		bool sure = known >= 2 || label[k] == LABEL_ISSUER;
		if (label[k] >= 0 && sure && value && bare_label(value) < 0)
			keep(t, label[k], value, strlen(value), lines_from(l, row), p->arena);
	}
}

/* label | value | label | value */
static void
read_pairs(struct infotable *t, const struct lines *l, uint32_t row)
{
	const struct page *p = l->page;
	uint32_t n = cells_of(p, row);
	for (uint32_t k = 0; k + 1 < n && n <= 8; k++) {
		const char *text = cell_text(p, row, k), *value = cell_text(p, row, k + 1);
		int label = text ? bare_label(text) : -1;
		if (label >= 0 && value && bare_label(value) < 0)
			keep(t, label, value, strlen(value), lines_from(l, row), p->arena);
	}
}

void
infotable_read_cells(struct infotable *t, const struct lines *l)
{
	const struct page *p = l->page;
	uint32_t before = 0;
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		if (p->nodes[i].tag == TAG_TABLE)
			before = 0;
		if (p->nodes[i].tag != TAG_TR || p->nodes[i].end - i > 200)
			continue;
		if (before && cells_of(p, i) > 0)
			read_columns(t, l, before, i);
		read_pairs(t, l, i);
		before = before ? UINT32_MAX : i;
		if (before == UINT32_MAX)
			before = 0;
	}
}

bool
infotable_bare_label(const char *text)
{
	return bare_label(text) >= 0;
}

/* It begins with a label that has a value, a date where it should; or it holds two labels. */
bool
infotable_line(const struct lines *l, size_t line, const struct patterns *p)
{
	struct span spans[SPAN_MAX], second[SPAN_MAX];
	const char *text = l->line[line].text;
	size_t n = l->line[line].len;
	if (n >= 400)
		return false;
	if (!pattern_find(p, PATTERN_LABEL, text, n, 0, spans)) {
		int marked;
		return label_element(l->page, l->line[line].first, l->line[line].block, &marked) !=
		       0;
	}
	if (pattern_find(p, PATTERN_LABEL, text, n, spans[0].end, second))
		return true;
	int label = label_of(spans);
	if (spans[0].start > 0 || label == LABEL_TITLE)
		return false;
	return label != LABEL_TIME || pattern_find(p, PATTERN_DATE, text, n, 0, second);
}
