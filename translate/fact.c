/* fact.c - one key fact as a line of a list: "到2025年，PM2.5浓度比2020年下降10%" is
 * "2025年までに、PM2.5濃度は2020年比10%減". What no pattern fits is drafted as nouns and flagged.
 */
#include <string.h>

#include "base/caps.h"
#include "translate/engine.h"
#include "translate/factparts.h"

/* "2026年9月，" in front: when. */
static const char *
day_take(struct run *r, const char **text)
{
	struct number day;
	const char *s = *text;
	if (fact_year(s) == 0 || !number_match(s, strlen(s), 0, r->a, &day))
		return "";
	s += day.len;
	for (struct number more; number_match(s, strlen(s), 0, r->a, &more); s += more.len)
		day.ja = arena_printf(r->a, "%s%s", day.ja, more.ja);
	if (!fact_takes(&s, "，"))
		return "";
	*text = s;
	return arena_printf(r->a, "%s、", day.ja);
}

/* "到2025年底，" in front: until when. */
static const char *
deadline_take(struct run *r, const char **text)
{
	const char *s = *text;
	bool until = fact_takes(&s, "到");
	size_t n = fact_year(s);
	if (n == 0)
		return "";
	const char *year = arena_strn(r->a, s, n);
	s += n + 3;
	bool end = fact_takes(&s, "底") || fact_takes(&s, "末");
	until |= fact_takes(&s, "前");
	if (!fact_takes(&s, "，") && !fact_takes(&s, ",") && !until)
		return day_take(r, text);
	*text = s;
	return arena_printf(r->a, "%s年%s%s、", year, end ? "末" : "", until ? "までに" : "");
}

/* Sentences that say when, how long and for what a document holds: what stands before and behind a
 * slot of one kind. N: nouns; D: a day or days; C: what is done. */
static const struct {
	const char *before, *behind, *ja, *number;
	char slot;
} frames[] = {
    {"自发布之日起施行", "", "公布の日から施行", "F09", 0},
    {"自发布之日起实施", "", "公布の日から実施", "F09", 0},
    {"自公布之日起施行", "", "公布の日から施行", "F09", 0},
    {"自印发之日起施行", "", "配布の日から施行", "F09", 0},
    {"自印发之日起实施", "", "配布の日から実施", "F09", 0},
    {"自", "起施行", "%s施行", "F09", 'D'},
    {"于", "起施行", "%s施行", "F09", 'D'},
    {"自", "起实施", "%s実施", "F09", 'D'},
    {"于", "起实施", "%s実施", "F09", 'D'},
    {"自", "起执行", "%s執行", "F09", 'D'},
    {"有效期至", "", "有効期間は%sまで", "F13", 'D'},
    {"有效期为", "", "有効期間は%s", "F13", 'N'},
    {"有效期", "", "有効期間は%s", "F13", 'N'},
    {"意见反馈截止时间为", "", "意見提出の締切は%s", "F14", 'D'},
    {"意见反馈截止日期为", "", "意見提出の締切は%s", "F14", 'D'},
    {"反馈截止时间为", "", "意見提出の締切は%s", "F14", 'D'},
    {"征求意见截止时间为", "", "意見募集の締切は%s", "F14", 'D'},
    {"申报截止时间为", "", "申請の締切は%s", "F14", 'D'},
    {"截止时间为", "", "締切は%s", "F14", 'D'},
    {"截止日期为", "", "締切は%s", "F14", 'D'},
    {"截止时间：", "", "締切は%s", "F14", 'D'},
    {"截止日期：", "", "締切は%s", "F14", 'D'},
    {"征求意见时间为", "", "意見募集期間は%s", "F14", 'D'},
    {"公示期为", "", "公示期間は%s", "F14", 'D'},
    {"公示时间为", "", "公示期間は%s", "F14", 'D'},
    {"请于", "前反馈意见", "%sまでに意見を提出", "F14", 'D'},
    {"请于", "前反馈", "%sまでに意見を提出", "F14", 'D'},
    {"请于", "前报送", "%sまでに報告", "F14", 'D'},
    {"适用于", "", "%sに適用", "F15", 'N'},
    {"不适用于", "", "%sには適用しない", "F15", 'N'},
    {"规定了", "", "%sを規定", "F15", 'N'},
};

/* A day, or days with 至 between them: nothing but numbers. */
static const char *
days_draft(struct run *r, const char *text)
{
	size_t n;
	struct token *t = noun_tokens(r, text, &n);
	for (size_t i = 0; i < n; i++)
		if (t[i].kind != TOKEN_NUMBER && !token_is(&t[i], "至") && t[i].kind != TOKEN_MARK)
			return NULL;
	struct buf b;
	buf_init(&b, CAP_FIELD);
	for (size_t i = 0; i < n; i++)
		buf_adds(&b, token_is(&t[i], "至") ? "〜" : t[i].ja);
	return n > 0 ? run_text(r, &b) : (buf_release(&b), NULL);
}

/* What a frame leaves between its ends, NULL when the text is not of it. */
static const char *
frame_slot(struct run *r, const char *text, const char *before, const char *behind)
{
	size_t n = strlen(text), head = strlen(before), tail = strlen(behind);
	if (n < head + tail || strncmp(text, before, head) != 0 ||
	    strcmp(text + n - tail, behind) != 0)
		return NULL;
	return arena_strn(r->a, text + head, n - head - tail);
}

static const char *
framed(struct run *r, const char *text)
{
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		const char *slot = frame_slot(r, text, frames[i].before, frames[i].behind);
		if (slot == NULL || (*slot == '\0') != (frames[i].slot == 0))
			continue;
		const char *ja = frames[i].slot == 'D'   ? days_draft(r, slot)
		                 : frames[i].slot == 'N' ? noun_draft(r, slot, MODE_OBJECT)
		                                         : "";
		if (ja == NULL)
			continue;
		r->template = frames[i].number;
		return frames[i].slot ? arena_printf(r->a, frames[i].ja, ja) : frames[i].ja;
	}
	return NULL;
}

/* "本标准": what the sentence is about, in front of a frame. */
static const char *
about_itself(struct run *r, const char *text)
{
	static const char *const kinds[] = {"标准", "办法", "规定", "条例", "方案", "通知", "公告",
	    "通告", "意见", "细则", "预案", "规范", "指南"};
	const char *s = text;
	const char *self = fact_takes(&s, "本") ? "本" : fact_takes(&s, "该") ? "同" : NULL;
	for (size_t i = 0; self && i < sizeof kinds / sizeof *kinds; i++) {
		const char *rest = s;
		if (!fact_takes(&rest, kinds[i]))
			continue;
		const char *ja = framed(r, rest);
		const struct entry *e = glossary_find(&r->t->glossary, kinds[i], strlen(kinds[i]));
		return ja && e ? arena_printf(r->a, "%s%sは%s", self, e->ja, ja) : NULL;
	}
	return framed(r, text);
}

/* "《X》同时废止" */
static const char *
repealed(struct run *r, const char *text)
{
	const char *name = frame_slot(r, text, "", "同时废止");
	if (name == NULL || strncmp(name, "《", 3) != 0)
		return NULL;
	r->template = "F16";
	return arena_printf(r->a, "%sは同時に廃止", noun_draft(r, name, MODE_OBJECT));
}

/* Who must, may or must not: "企业应当安装…". */
static const char *
duty(struct run *r, const char *text)
{
	static const struct {
		const char *zh, *ja;
	} modals[] = {{"应当", "しなければならない"}, {"必须", "しなければならない"},
	    {"不得", "してはならない"}, {"可以", "することができる"}, {"应", "しなければならない"},
	    {"须", "しなければならない"}};
	for (size_t i = 0; i < sizeof modals / sizeof *modals; i++) {
		const char *at = strstr(text, modals[i].zh);
		if (at == NULL)
			continue;
		const char *who = arena_strn(r->a, text, (size_t)(at - text));
		const char *done = verb_predicate(r, at + strlen(modals[i].zh));
		if (done == NULL || (*who && !noun_is_scene(r, who)))
			return NULL;
		r->template = "F17";
		return arena_printf(r->a, "%s%s%s%s", *who ? noun_draft(r, who, MODE_OBJECT) : "",
		    *who ? "は" : "", done, modals[i].ja);
	}
	return NULL;
}

/* "重点区域禁止新增产能": where something is forbidden. */
static const char *
forbidden_there(struct run *r, const char *text)
{
	const char *at = strstr(text, "禁止");
	if (at == NULL || at == text)
		return NULL;
	const char *where = arena_strn(r->a, text, (size_t)(at - text));
	const char *done = noun_is_scene(r, where) ? verb_predicate(r, at) : NULL;
	if (done)
		r->template = "F18";
	return done ? arena_printf(r->a, "%sでは%s", noun_draft(r, where, MODE_OBJECT), done)
	            : NULL;
}

/* "力争2030年前实现碳达峰": what is aimed at. */
static const char *
aim(struct run *r, const char *text)
{
	if (!fact_takes(&text, "力争"))
		return NULL;
	const char *when = deadline_take(r, &text), *done = verb_phrase(r, text, false);
	if (done)
		r->template = "F19";
	return done ? arena_printf(r->a, "%s%sを目指す", when, done) : NULL;
}

/* One clause: a figure, a frame, a duty, a deed. */
static const char *
clause_fact(struct run *r, const char *text)
{
	static const char *(*const forms[])(struct run *, const char *) = {
	    about_itself, repealed, fact_figure, duty, forbidden_there, aim, verb_predicate};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct run saved = *r;
		const char *ja = forms[i](r, text);
		if (ja) {
			if (r->template == NULL)
				r->template = "F10";
			return ja;
		}
		saved.pieces = r->pieces;
		saved.n_pieces = r->n_pieces;
		saved.cap_pieces = r->cap_pieces;
		*r = saved;
	}
	return NULL;
}

/* Clauses one after the other, "、" between them; NULL when one of them is of no known form. */
static const char *
clauses_fact(struct run *r, const char *text)
{
	struct buf b;
	buf_init(&b, CAP_TITLE * 4);
	const char *ja = "";
	while (*text && ja) {
		size_t n = strcspn(text, ",;");
		for (size_t i = 0; i < n; i++)
			if (strncmp(text + i, "，", 3) == 0 || strncmp(text + i, "；", 3) == 0)
				n = i;
		ja = clause_fact(r, arena_strn(r->a, text, n));
		if (ja)
			buf_addf(&b, "%s%s", b.len > 0 ? "、" : "", ja);
		text += n + (text[n] == '\0' ? 0 : text[n] == ',' || text[n] == ';' ? 1 : 3);
	}
	if (ja)
		return run_text(r, &b);
	buf_release(&b);
	return NULL;
}

void
fact_draft(const struct translator *t, const char *zh, struct arena *a, struct draft_text *out)
{
	struct run r = {.t = t, .a = a};
	size_t n = strlen(zh);
	n -= n >= 3 && strcmp(zh + n - 3, "。") == 0 ? 3 : 0;
	const char *text = title_normalise(arena_strn(a, zh, n), a, &r.flags), *rest = text;
	const char *when = deadline_take(&r, &rest), *ja = clauses_fact(&r, rest);
	if (ja)
		ja = arena_printf(a, "%s%s", when, ja);
	else {
		r.flags |= FLAG_NO_TEMPLATE;
		ja = noun_draft(&r, text, MODE_NAME);
	}
	draft_end(&r, zh, bracket_levels(&r, ja), out);
}
