/* clause.c - see clause.h. A clause is a line, or begins at "第…条" after a full stop. Clauses are
 * matched by their letters; what is left over between two matches is paired by label, then by
 * likeness, and compared character by character. */
#include "store/clause.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/utf8.h"
#include "store/stretch.h"
#include "store/title.h"

enum {
	MOST = 20000,             /* clauses of a text; what follows is one */
	TABLE = 16 * 1000 * 1000, /* cells of one comparison */
};

struct clause {
	const char *text;
	const char *label; /* NULL none */
	const char *key;   /* letters without the label */
	bool paired;
};

struct clauses {
	struct clause *all;
	size_t n, room;
};

/* ---- cutting */

static size_t
digits_han(const char *s)
{
	static const char *const signs[] = {
	    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "零", "〇"};
	size_t n = 0;
	for (size_t i = 0; i < sizeof signs / sizeof *signs;)
		if (strncmp(s + n, signs[i], 3) == 0) {
			n += 3;
			i = 0;
		} else {
			i++;
		}
	return n ? n : strspn(s, "0123456789");
}

/* "第三条", "第2章"; its bytes, or 0. */
static size_t
article(const char *s)
{
	static const char *const units[] = {"条", "章", "节", "款", "项", "编"};
	if (strncmp(s, "第", 3) != 0)
		return 0;
	size_t n = digits_han(s + 3);
	for (size_t i = 0; n > 0 && i < sizeof units / sizeof *units; i++)
		if (strncmp(s + 3 + n, units[i], 3) == 0)
			return n + 6;
	return 0;
}

/* "(二)", "（3）", "三、", "3." */
static size_t
numbered(const char *s)
{
	static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"},
	                         *const point[] = {"、", ".", "．"};
	for (size_t i = 0; i < 2; i++) {
		size_t o = strlen(open[i]), n;
		if (strncmp(s, open[i], o) != 0 || (n = digits_han(s + o)) == 0)
			continue;
		for (size_t k = 0; k < 2; k++)
			if (strncmp(s + o + n, close[k], strlen(close[k])) == 0)
				return o + n + strlen(close[k]);
	}
	size_t n = digits_han(s);
	for (size_t i = 0; n > 0 && i < 3; i++) {
		size_t p = strlen(point[i]);
		bool decimal = s[n] == '.' && s[n + p] >= '0' && s[n + p] <= '9';
		if (strncmp(s + n, point[i], p) == 0 && !decimal)
			return n + p;
	}
	return 0;
}

const char *
clause_label(const char *text, struct arena *a, size_t *len)
{
	*len = article(text);
	if (*len == 0)
		*len = numbered(text);
	return *len ? arena_strn(a, text, *len) : NULL;
}

/* What sites put around a text, told by how a short line begins. */
static bool
is_chrome(const char *s)
{
	static const char *const starts[] = {"浏览", "阅读", "点击", "访问", "分享", "打印", "关闭",
	    "字号", "字体", "【字", "[字", "【打印", "责任编辑", "责编", "编辑:", "编辑：",
	    "上一篇", "下一篇", "上一条", "下一条", "扫一扫", "扫描二维码", "相关链接", "返回顶部",
	    "当前位置", "您所在的位置", "来源：", "来源:", "信息来源", "发布时间", "发布日期",
	    "更新时间", "收藏", "微信", "微博", "保护视力", "大 中 小", "主办单位", "版权所有",
	    "网站标识码", "备案号"};
	if (utf8_count(s) > 60)
		return false;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncmp(s, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

static void
clause_add(
    const struct folding *fold, const char *text, size_t n, struct arena *a, struct clauses *c)
{
	size_t len = 0;
	while (n > 0 && (*text == ' ' || *text == '\t' || *text == '\r'))
		text++, n--;
	while (n >= 3 && memcmp(text, "\u3000", 3) == 0)
		text += 3, n -= 3;
	struct clause one = {.text = arena_strn(a, text, n)};
	struct buf folded;
	one.label = clause_label(one.text, a, &len);
	buf_init(&folded, CAP_BODY);
	fold_text(fold, one.text + len, &folded);
	one.key = letters_of(folded.text, a);
	buf_release(&folded);
	if ((*one.key == '\0' && one.label == NULL) || is_chrome(one.text))
		return;
	c->all = arena_grow(a, c->all, c->n, c->n + 1, &c->room, sizeof *c->all);
	c->all[c->n++] = one;
}

/* The end of the clause that begins at s: the line's, or before an article after a full stop. */
static size_t
clause_length(const char *s)
{
	size_t n = 0;
	for (; s[n] && s[n] != '\n'; n++)
		if (n >= 3 && memcmp(s + n - 3, "。", 3) == 0) {
			const char *next = s + n;
			while (*next == ' ' || strncmp(next, "\u3000", 3) == 0)
				next += *next == ' ' ? 1 : 3;
			if (article(next))
				return n;
		}
	return n;
}

static void
clauses_cut(const struct folding *fold, const char *text, struct arena *a, struct clauses *out)
{
	while (*text) {
		size_t n = out->n < MOST ? clause_length(text) : strlen(text);
		clause_add(fold, text, n, a, out);
		text += n;
		text += *text == '\n';
	}
}

/* ---- reporting */

static void
report(struct version_diff *out, struct arena *a, size_t *room, enum clause_change change,
    const struct clause *before, const struct clause *after)
{
	struct clause_diff d = {.change = change,
	    .label = after && after->label ? after->label
	             : before              ? before->label
	                                   : NULL,
	    .before = before ? before->text : NULL,
	    .after = after ? after->text : NULL};
	if (change == CLAUSE_CHANGED)
		d.stretches = stretches_of(before->text, after->text, a, &d.n_stretches);
	size_t *counts[] = {&out->added, &out->removed, &out->changed, &out->renumbered};
	++*counts[change];
	struct clause_diff *list = (struct clause_diff *)out->clauses;
	list = arena_grow(a, list, out->n_clauses, out->n_clauses + 1, room, sizeof *list);
	list[out->n_clauses++] = d;
	out->clauses = list;
}

static bool
labels_same(const struct clause *x, const struct clause *y)
{
	return x->label && y->label && strcmp(x->label, y->label) == 0;
}

/* Best partner of x among y[from..to), or to. One with its label first, then the most alike. */
static size_t
partner(const struct clause *x, const struct clause *y, size_t from, size_t to)
{
	size_t best = to;
	double most = 0.4;
	for (size_t i = from; i < to; i++) {
		double alike = texts_alike(x->key, y[i].key) + (labels_same(x, &y[i]) ? 0.25 : 0);
		if (alike > most) {
			most = alike;
			best = i;
		}
	}
	return best;
}

struct comparison {
	struct clauses x, y;
	struct arena *arena;
	struct version_diff *out;
	size_t room;
};

/* Clauses between two matches: order is kept, so a partner never lies before the last one. */
static void
compare_gap(struct comparison *c, size_t i, size_t i_end, size_t k, size_t k_end)
{
	for (; i < i_end; i++) {
		const struct clause *x = &c->x.all[i];
		size_t found = k_end - k <= 200 ? partner(x, c->y.all, k, k_end) : k_end;
		if (found == k_end) {
			report(c->out, c->arena, &c->room, CLAUSE_REMOVED, x, NULL);
			continue;
		}
		for (; k < found; k++)
			report(c->out, c->arena, &c->room, CLAUSE_ADDED, NULL, &c->y.all[k]);
		report(c->out, c->arena, &c->room, CLAUSE_CHANGED, x, &c->y.all[k++]);
	}
	for (; k < k_end; k++)
		report(c->out, c->arena, &c->room, CLAUSE_ADDED, NULL, &c->y.all[k]);
}

static void
match(struct comparison *c, size_t i, size_t k)
{
	const struct clause *x = &c->x.all[i], *y = &c->y.all[k];
	c->out->same++;
	if (x->label && y->label && strcmp(x->label, y->label) != 0) {
		c->out->same--;
		report(c->out, c->arena, &c->room, CLAUSE_RENUMBERED, x, y);
	}
}

static bool
keys_same(const struct comparison *c, size_t i, size_t k)
{
	return strcmp(c->x.all[i].key, c->y.all[k].key) == 0;
}

/* Longest common run of clauses between the same head and tail; one table of the rest. */
static void
compare_middle(struct comparison *c, size_t from, size_t x_end, size_t y_end)
{
	size_t n = x_end - from, m = y_end - from, w = m + 1;
	if (n == 0 || m == 0 || n * m > TABLE) {
		compare_gap(c, from, x_end, from, y_end);
		return;
	}
	uint16_t *best = calloc((n + 1) * w, sizeof *best);
	if (best == NULL) {
		compare_gap(c, from, x_end, from, y_end);
		return;
	}
	for (size_t i = n; i-- > 0;)
		for (size_t k = m; k-- > 0;)
			best[i * w + k] =
			    keys_same(c, from + i, from + k) ? best[(i + 1) * w + k + 1] + 1
			    : best[(i + 1) * w + k] > best[i * w + k + 1] ? best[(i + 1) * w + k]
			                                                  : best[i * w + k + 1];
	size_t i = 0, k = 0, gap_i = 0, gap_k = 0;
	while (i < n && k < m) {
		if (keys_same(c, from + i, from + k)) {
			compare_gap(c, from + gap_i, from + i, from + gap_k, from + k);
			match(c, from + i++, from + k++);
			gap_i = i;
			gap_k = k;
		} else if (best[(i + 1) * w + k] >= best[i * w + k + 1]) {
			i++;
		} else {
			k++;
		}
	}
	compare_gap(c, from + gap_i, x_end, from + gap_k, y_end);
	free(best);
}

void
clauses_compare(const struct folding *fold, const char *before, const char *after, struct arena *a,
    struct version_diff *out)
{
	struct comparison c = {.arena = a, .out = out};
	clauses_cut(fold, before, a, &c.x);
	clauses_cut(fold, after, a, &c.y);
	size_t head = 0, x_end = c.x.n, y_end = c.y.n, tail = 0;
	while (head < x_end && head < y_end && keys_same(&c, head, head)) {
		match(&c, head, head);
		head++;
	}
	while (x_end > head && y_end > head && keys_same(&c, x_end - 1, y_end - 1)) {
		x_end--;
		y_end--;
		tail++;
	}
	compare_middle(&c, head, x_end, y_end);
	for (size_t i = 0; i < tail; i++)
		match(&c, x_end + i, y_end + i);
}

const char *
clause_change_name(enum clause_change change)
{
	static const char *const names[] = {"added", "removed", "changed", "renumbered"};
	return names[change];
}
