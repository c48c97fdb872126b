/* join.c - words side by side: where Japanese wants の, how lists and conjunctions read. */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

bool
token_is(const struct token *t, const char *zh)
{
	return t->n == strlen(zh) && memcmp(t->s, zh, t->n) == 0;
}

static bool
is_and(const struct token *t)
{
	return !t->noun && (token_is(t, "和") || token_is(t, "及") || token_is(t, "与"));
}

/* 臭氧和细颗粒物|协同控制: two things together, オゾンとPM2.5の. */
static bool
is_joint(const struct token *t)
{
	return t->n > 6 && memcmp(t->s, "协同", 6) == 0;
}

static bool
is_date(const struct token *t)
{
	return t->kind == TOKEN_NUMBER &&
	       (memmem(t->s, t->n, "月", 3) || memmem(t->s, t->n, "年", 3));
}

/* The first row of that kind whose zh ends the token, the longest ending first. */
const struct word *
token_ending(struct run *r, const char *kind, const struct token *t)
{
	for (size_t i = 0; i < t->n; i++) {
		if (((unsigned char)t->s[i] & 0xC0) == 0x80)
			continue;
		const struct word *w = word_find(&r->t->templates, kind, t->s + i, t->n - i);
		if (w)
			return w;
	}
	return NULL;
}

static bool
when_fits(const struct word *w, enum mode mode, bool last)
{
	if (strstr(w->when, "never") || (strstr(w->when, "last") && !last))
		return false;
	if (strstr(w->when, "object") && mode != MODE_OBJECT)
		return false;
	return true;
}

/* の between t[i] and t[i+1]? */
static bool
wants_no(struct run *r, const struct token *t, size_t i, size_t n, enum mode mode)
{
	const struct token *left = &t[i], *right = &t[i + 1];
	if (!left->noun || !right->noun || token_is(right, "等") || *right->s == ' ')
		return false;
	if (strncmp(right->s, "（", 3) == 0)
		return false;
	if (left->counts || (i > 0 && is_and(&t[i - 1]) && is_joint(right)))
		return true;
	if (mode == MODE_NEWS && is_date(left) && i > 0 && is_and(&t[i - 1]) && !is_date(right))
		return true;
	const struct word *w = token_ending(r, "after", left);
	if (w && when_fits(w, mode, i + 2 == n)) {
		if (strstr(w->when, "unsure"))
			r->flags |= FLAG_WORD_ORDER;
		return true;
	}
	if (left->kind == TOKEN_NUMBER || left->class == TERM_PLACE)
		return false;
	w = token_ending(r, "before", right);
	bool fits = w && when_fits(w, mode, i + 2 == n);
	if (fits && strstr(w->when, "unsure"))
		r->flags |= FLAG_JOINS;
	return fits;
}

/* The mark between the members of a list: ・ unless a member holds one itself. */
static const char *
list_mark(const struct token *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *dot =
		    t[i].noun && t[i].kind != TOKEN_BRACKET ? strstr(t[i].ja, "・") : NULL;
		const char *paren = dot ? strstr(t[i].ja, "（") : NULL;
		if (dot && (paren == NULL || paren > dot))
			return "、";
	}
	return "・";
}

static const char *
mark_ja(const struct token *t)
{
	static const struct {
		const char *zh, *ja;
	} marks[] = {{"，", "、"}, {"——", "――"}, {"—", "―"}, {" ", "　"}, {"·", "・"}, {"｜", "｜"},
	    {"；", "；"}, {"！", "！"}};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (token_is(t, marks[i].zh))
			return marks[i].ja;
	return t->ja;
}

static bool
listed(const struct token *t, size_t i)
{
	while (i-- > 0) {
		if (token_is(&t[i], "、"))
			return true;
		if (token_is(&t[i], "的") || token_is(&t[i], "，") || token_is(&t[i], "——"))
			return false;
	}
	return false;
}

/* 行业 behind the name of an industry is 業, 规范 at the end a paper, not a deed; 工作 is 業務, but
 * not in front of 方案 and the like.
 */
static const char *
term_ja(const struct token *t, size_t i, size_t n, enum mode mode)
{
	static const char work[] = "工作";
	if (token_is(&t[i], "行业") && i > 0 && t[i - 1].class == TERM_INDUSTRY)
		return "業";
	if (token_is(&t[i], "规范") && i > 0 && t[i - 1].noun && (i + 1 == n || !t[i + 1].noun))
		return "規範";
	bool document =
	    i + 1 < n && (t[i + 1].class == TERM_DOCUMENT || t[i + 1].class == TERM_LAW);
	if (token_is(&t[i], work) && mode == MODE_NAME && document)
		return work;
	return t[i].ja;
}

/* 大気汚染防治工作 in a sentence is 業務 like every other 工作. */
static const char *
work_ja(struct run *r, const struct token *t, const char *ja)
{
	static const char work[] = "工作";
	size_t k = sizeof(work) - 1, n = strlen(ja);
	bool both = t->kind == TOKEN_TERM && t->n > k && n > k &&
	            memcmp(t->s + t->n - k, work, k) == 0 && strcmp(ja + n - k, work) == 0;
	return both ? arena_printf(r->a, "%.*s業務", (int)(n - k), ja) : ja;
}

/* What t[i] reads in its place. */
static const char *
word_ja(struct run *r, const struct token *t, size_t i, size_t n, const char *mark, enum mode mode)
{
	if (token_is(&t[i], "、"))
		return mark;
	if (is_and(&t[i]) && i + 2 < n && is_joint(&t[i + 2]))
		return "と";
	if (is_and(&t[i]))
		return listed(t, i) ? mark : token_is(&t[i], "与") ? "と" : "及び";
	if (token_is(&t[i], "的")) {
		r->flags |= FLAG_SINGLE_DE;
		return i + 1 < n ? "の" : "";
	}
	if (!t[i].noun && token_is(&t[i], "对"))
		r->flags |= FLAG_PREPOSITION;
	if (token_is(&t[i], " ") && i > 0 && i + 1 < n) {
		bool latin = (unsigned char)t[i - 1].s[t[i - 1].n - 1] < 0x80;
		if (latin)
			return " ";
		r->flags |= FLAG_SLOGAN;
	}
	if (!t[i].noun)
		return mark_ja(&t[i]);
	const char *ja = term_ja(t, i, n, mode);
	return mode == MODE_NAME ? ja : work_ja(r, &t[i], ja);
}

/* In front of 行動計画 and the like 空気質の持続的改善 is 空気質持続的改善. */
static const char *
name_form(struct run *r, const struct token *t, size_t i, size_t n)
{
	const char *ja = t[i].ja, *no = strstr(ja, "の");
	size_t k = i + 1;
	while (k < n && t[k].kind == TOKEN_NUMBER && !t[k].counts) /* 2025年|行动计划 */
		k++;
	bool document = k < n && (t[k].class == TERM_DOCUMENT || t[k].class == TERM_LAW);
	if (!document || strncmp(t[k].ja, "「", 3) == 0 || t[i].kind != TOKEN_TERM || no == NULL ||
	    no == ja || strstr(no + 3, "の") || strstr(ja, "と") || strstr(ja, "（") ||
	    memmem(t[i].s, t[i].n, "的", 3))
		return ja;
	return arena_printf(r->a, "%.*s%s", (int)(no - ja), ja, no + 3);
}

static bool
ends_no(const struct buf *b)
{
	return b->len >= 3 && memcmp(b->text + b->len - 3, "の", 3) == 0;
}

/* 治理|攻坚方案: 対策 is said once, 対策集中方案. */
static const char *
campaign_once(struct run *r, const struct buf *b, const char *ja)
{
	static const char measures[] = "対策", campaign[] = "集中対策";
	size_t k = sizeof(measures) - 1, n = sizeof(campaign) - 1;
	bool said = b->len >= k && memcmp(b->text + b->len - k, measures, k) == 0;
	if (!said || strncmp(ja, campaign, n) != 0 || ja[n] == '\0')
		return ja;
	return arena_printf(r->a, "集中%s", ja + n);
}

/* Two verb phrases that the glossary knows whole, side by side: 全面加强…|坚决打好…. */
static bool
phrases_meet(struct run *r, const struct token *t, size_t i, size_t n)
{
	const struct verbs *v = &r->t->verbs;
	if (i + 1 >= n || t[i].kind != TOKEN_TERM || t[i + 1].kind != TOKEN_TERM ||
	    !verb_begins(v, t[i].s, t[i].n) || !verb_begins(v, t[i + 1].s, t[i + 1].n))
		return false;
	r->flags |= FLAG_DOUBLE_VO;
	return true;
}

const char *
noun_join(struct run *r, struct token *t, size_t n, enum mode mode)
{
	struct buf b;
	const char *mark = list_mark(t, n);
	bool *no = arena_zalloc(r->a, n + 1, sizeof(*no));
	buf_init(&b, CAP_TITLE * 4);
	for (size_t i = 0; i < n; i++) {
		const char *ja = word_ja(r, t, i, n, mark, mode);
		if (mode == MODE_NAME && ja == t[i].ja)
			ja = name_form(r, t, i, n);
		if (strncmp(ja, "の", 3) == 0 && ends_no(&b))
			ja += 3;
		ja = campaign_once(r, &b, ja);
		buf_adds(&b, ja);
		no[i] = i + 1 < n && wants_no(r, t, i, n, mode);
		if (no[i] && !ends_no(&b) && strncmp(t[i + 1].ja, "の", 3) != 0)
			buf_adds(&b, "の");
		else if (mode == MODE_OBJECT && phrases_meet(r, t, i, n))
			buf_adds(&b, "及び");
	}
	const char *text = run_text(r, &b);
	phrase_doubts(r, t, n, no, mode);
	return text;
}
