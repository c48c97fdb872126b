/* fact.c - one key fact as a line of a list: "到2025年，PM2.5浓度比2020年下降10%" is
 * "2025年までに、PM2.5濃度は2020年比10%減". What no pattern fits is drafted as nouns and flagged.
 */
#include <string.h>

#include "base/caps.h"
#include "translate/engine.h"

/* What stands between the subject and its figure, and how the line ends. Longer words first. */
static const struct {
	const char *zh, *tail, *number;
} verbs[] = {{"控制在", "に抑制", "F01"}, {"下降到", "に低下", "F02"}, {"下降至", "に低下", "F02"},
    {"降低到", "に低下", "F02"}, {"降低至", "に低下", "F02"}, {"降至", "に低下", "F02"},
    {"降到", "に低下", "F02"}, {"提高到", "に向上", "F03"}, {"提高至", "に向上", "F03"},
    {"提升到", "に向上", "F03"}, {"提升至", "に向上", "F03"}, {"增加到", "に増加", "F03"},
    {"增至", "に増加", "F03"}, {"不超过", "以下", "F04"}, {"不高于", "以下", "F04"},
    {"不低于", "以上", "F05"}, {"不少于", "以上", "F05"}, {"达到", "に到達", "F06"},
    {"为", "", "F12"}, {"下降", "減", "F07"}, {"降低", "減", "F07"}, {"减少", "減", "F07"},
    {"削减", "減", "F07"}, {"压减", "減", "F07"}, {"增长", "増", "F08"}, {"增加", "増", "F08"},
    {"上升", "上昇", "F08"}, {"提高", "向上", "F08"}, {"提升", "向上", "F08"}};

static bool
takes(const char **text, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(*text, word, n) != 0)
		return false;
	*text += n;
	return true;
}

/* The digits of a year at the place, before 年; 0: none. */
static size_t
year_length(const char *s)
{
	return strspn(s, "0123456789") == 4 && strncmp(s + 4, "年", 3) == 0 ? 4 : 0;
}

/* "2026年9月，" in front: when. */
static const char *
day_take(struct run *r, const char **text)
{
	struct number day;
	const char *s = *text;
	if (year_length(s) == 0 || !number_match(s, strlen(s), 0, r->a, &day))
		return "";
	s += day.len;
	for (struct number more; number_match(s, strlen(s), 0, r->a, &more); s += more.len)
		day.ja = arena_printf(r->a, "%s%s", day.ja, more.ja);
	if (!takes(&s, "，"))
		return "";
	*text = s;
	return arena_printf(r->a, "%s、", day.ja);
}

/* "到2025年底，" in front: until when. */
static const char *
deadline_take(struct run *r, const char **text)
{
	const char *s = *text;
	bool until = takes(&s, "到");
	size_t n = year_length(s);
	if (n == 0)
		return "";
	const char *year = arena_strn(r->a, s, n);
	s += n + 3;
	bool end = takes(&s, "底") || takes(&s, "末");
	until |= takes(&s, "前");
	if (!takes(&s, "，") && !takes(&s, ",") && !until)
		return until ? "" : day_take(r, text);
	*text = s;
	return arena_printf(r->a, "%s年%s%s、", year, end ? "末" : "", until ? "までに" : "");
}

/* "比2020年", "较上年", "同比" at the end of the subject: compared with what. */
static const char *
base_take(struct run *r, char *subject)
{
	static const struct {
		const char *zh, *ja;
	} bases[] = {{"同比", "前年同期比"}, {"环比", "前期比"}, {"比上年", "前年比"},
	    {"较上年", "前年比"}, {"比去年", "前年比"}, {"较去年", "前年比"}};
	size_t n = strlen(subject);
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
		size_t k = strlen(bases[i].zh);
		if (n >= k && strcmp(subject + n - k, bases[i].zh) == 0) {
			subject[n - k] = '\0';
			return bases[i].ja;
		}
	}
	if (n > 10 && strcmp(subject + n - 3, "年") == 0 && year_length(subject + n - 7) &&
	    (memcmp(subject + n - 10, "比", 3) == 0 || memcmp(subject + n - 10, "较", 3) == 0)) {
		const char *year = arena_strn(r->a, subject + n - 7, 7);
		subject[n - 10] = '\0';
		return arena_printf(r->a, "%s比", year);
	}
	return "";
}

/* "85%以上": the figure in Japanese, several for several subjects; NULL when more than a figure
 * stands there. */
static const char *
value_draft(struct run *r, const char *text, bool several)
{
	static const char *const joins[] = {"、", "，", "。", "；", ",", "的"};
	for (size_t i = several ? 1 : 0; i < sizeof joins / sizeof *joins; i++)
		if (strstr(text, joins[i]))
			return NULL;
	size_t n = strlen(text);
	const char *around = "";
	if (n > 6 && strcmp(text + n - 6, "左右") == 0) {
		text = arena_strn(r->a, text, n - 6);
		around = "前後";
	}
	return arena_printf(r->a, "%s%s", noun_draft(r, text, MODE_NAME), around);
}

/* 2025年|PM2.5浓度: 2025年のPM2.5濃度. */
static const char *
subject_draft(struct run *r, const char *subject)
{
	size_t n = year_length(subject) ? 7 : 0;
	if (n == 0 || subject[n] == '\0' || strncmp(subject + n, "度", 3) == 0)
		return noun_draft(r, subject, MODE_NAME);
	return arena_printf(
	    r->a, "%.*sの%s", (int)n, subject, noun_draft(r, subject + n, MODE_NAME));
}

/* "分别", "均" at the end of the subject: each of them. */
static const char *
each_take(char *subject, bool *several)
{
	static const char *const words[] = {"分别", "均"};
	size_t n = strlen(subject);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t k = strlen(words[i]);
		if (n <= k || strcmp(subject + n - k, words[i]) != 0)
			continue;
		subject[n - k] = '\0';
		*several = i == 0;
		return i == 0 ? "それぞれ" : "いずれも";
	}
	return "";
}

/* "由35微克/立方米" at the end of the subject: from what. */
static const char *
from_take(struct run *r, char *subject)
{
	char *at = strstr(subject, "由");
	size_t n = at ? strlen("由") : 0;
	if (at == NULL || at == subject || at[n] < '0' || at[n] > '9')
		return "";
	const char *value = value_draft(r, at + n, false);
	*at = '\0';
	return value ? arena_printf(r->a, "%sから", value) : "";
}

/* Subject and what is said of it: NULL when the subject is no plain noun phrase. */
static const char *
said_of(struct run *r, char *subject, const char *figure, const char *tail)
{
	bool several = false;
	const char *each = each_take(subject, &several), *base = base_take(r, subject);
	if (*each == '\0')
		each = each_take(subject, &several);
	const char *from = from_take(r, subject), *value = value_draft(r, figure, several);
	if (value == NULL || strstr(subject, "。") || (*subject == '\0' && *base == '\0'))
		return NULL;
	const char *joint = *each && *base ? "で" : "";
	if (*subject == '\0')
		return arena_printf(r->a, "%s%s%s%s%s", base, joint, each, value, tail);
	return arena_printf(r->a, "%sは%s%s%s%s%s%s", subject_draft(r, subject), base, joint, each,
	    from, value, tail);
}

/* Subject, verb, figure; NULL: not of that form. */
static const char *
statement(struct run *r, const char *text)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		const char *at = strstr(text, verbs[i].zh),
		           *figure = at ? at + strlen(verbs[i].zh) : "";
		takes(&figure, "了");
		bool denied =
		    at && at - text >= 3 && memmem("不未得应可须能再", 24, at - 3, 3) != NULL;
		if (at == NULL || at == text || denied || *figure < '0' || *figure > '9')
			continue;
		char *subject = arena_strn(r->a, text, (size_t)(at - text));
		const char *ja = said_of(r, subject, figure, verbs[i].tail);
		if (ja)
			r->template = verbs[i].number;
		return ja;
	}
	return NULL;
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
	const char *self = takes(&s, "本") ? "本" : takes(&s, "该") ? "同" : NULL;
	for (size_t i = 0; self && i < sizeof kinds / sizeof *kinds; i++) {
		const char *rest = s;
		if (!takes(&rest, kinds[i]))
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
	if (!takes(&text, "力争"))
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
	    about_itself, repealed, statement, duty, forbidden_there, aim, verb_predicate};
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
