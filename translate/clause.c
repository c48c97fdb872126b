/* clause.c - what stands between 关于 and 的通知: verb and object change places, so that it reads
 * as a Japanese noun phrase. Names of documents are clauses that must stay names. */
#include <string.h>

#include "translate/engine.h"

static const char *
phrase_join(struct run *r, const char *object, const struct verb_head *head)
{
	size_t joint = strlen(head->joint), n = strlen(object);
	bool doubled = joint > 0 && n >= joint && strcmp(object + n - joint, head->joint) == 0;
	return arena_printf(r->a, "%s%s%s", object, doubled ? "" : head->joint, head->ja);
}

static const char *middle_phrase(struct run *r, const char *text);
static const char *object_draft(struct run *r, const char *text, bool governed);

/* The noun that ends a text and takes what stands before it: 专项行动, 区域, 工作方案. */
static const struct entry *
noun_ending(struct run *r, const char *text)
{
	const struct entry *e = glossary_ending(&r->t->glossary, text, strlen(text));
	size_t n;
	struct token *t = e ? NULL : noun_tokens(r, text, &n);
	if (t == NULL || n < 2 || t[n - 1].kind != TOKEN_TERM)
		return e;
	bool takes = word_find(&r->t->templates, "nominal", t[n - 1].s, t[n - 1].n) ||
	             token_ending(r, "scene", &t[n - 1]);
	return takes ? glossary_find(&r->t->glossary, t[n - 1].s, t[n - 1].n) : NULL;
}

/* 貫徹・実施|実施方案 says 実施 once. */
static const char *
said_once(const char *stem, const char *end)
{
	const char *dot = strstr(stem, "・"), *last = dot ? dot + strlen("・") : stem;
	size_t n = strlen(last);
	return strncmp(end, last, n) == 0 ? end + n : end;
}

/* 打好攻坚战|2025年: the years at the end belong to the plan behind; taken off and drafted. */
static const char *
year_tail(struct run *r, const char **text)
{
	size_t n, at;
	struct token *t = noun_tokens(r, *text, &n);
	for (at = n; at > 1 && t[at - 1].kind == TOKEN_NUMBER && !t[at - 1].counts; at--)
		;
	if (at == n)
		return "";
	const char *years = t[at].s;
	*text = arena_strn(r->a, *text, (size_t)(years - *text));
	return noun_draft(r, years, MODE_NAME);
}

/* A verb phrase inside a name, or before a noun that takes it: 推动X行动方案 is X推進行動方案.
 * Rarely sure, always flagged. */
static const char *
name_with_verb(struct run *r, const char *text, bool strong)
{
	struct verb_head head;
	if (!verb_head(r, text, strong, &head))
		return NULL;
	const char *object = text + head.len;
	const struct entry *end = noun_ending(r, object);
	if (end == NULL || end->len >= strlen(object))
		return NULL;
	r->flags |= head.adverb_first ? FLAG_LEADING_ADVERB | FLAG_VO_IN_NAME : FLAG_VO_IN_NAME;
	const char *middle = arena_strn(r->a, object, strlen(object) - end->len);
	const char *when = year_tail(r, &middle), *ja = noun_draft(r, middle, MODE_OBJECT);
	run_piece(r, text, head.len, head.stem, "verb");
	run_piece(r, end->zh, end->len, end->ja, "glossary");
	return arena_printf(
	    r->a, "%s%s%s%s", ja, head.stem, when, *when ? end->ja : said_once(head.stem, end->ja));
}

/* An object may be a clause itself: 同意|雄安新区开展试点. */
static const char *
object_draft(struct run *r, const char *text, bool governed)
{
	const char *ja = NULL;
	bool whole = glossary_find(&r->t->glossary, text, strlen(text)) != NULL;
	if (r->depth >= RUN_DEPTH || whole)
		return noun_draft(r, text, MODE_OBJECT);
	r->depth++;
	ja = pattern_draft(r, PATTERN_CLAUSE, text);
	const struct entry *end = noun_ending(r, text);
	bool deed = governed && end && (end->class == TERM_LAW || end->class == TERM_DOCUMENT);
	if (ja == NULL && !deed) /* 暂停|执行|…规定 stops the deed */
		ja = name_with_verb(r, text, !governed);
	if (ja == NULL && (ja = verb_phrase(r, text, !governed)) != NULL)
		r->flags |= FLAG_DOUBLE_VO;
	if (ja == NULL)
		ja = middle_phrase(r, text);
	if (ja == NULL)
		ja = noun_draft(r, text, MODE_OBJECT);
	r->depth--;
	return ja;
}

const char *
verb_phrase(struct run *r, const char *text, bool strong)
{
	struct verb_head head;
	if (!verb_head(r, text, strong, &head))
		return NULL;
	const char *object = text + head.len;
	run_piece(r, text, head.len, head.ja, "verb");
	if (head.unsure)
		r->flags |= FLAG_SENSE;
	if (r->template && strcmp(r->template, "P14") == 0)
		r->template = head.template;
	if (head.names)
		return phrase_join(r, name_quoted(r, object), &head);
	size_t second = verb_second(r, object);
	if (second > 0) {
		const char *first = phrase_join(
		    r, noun_draft(r, arena_strn(r->a, object, second), MODE_OBJECT), &head);
		const char *rest = verb_phrase(r, object + second, false);
		if (rest) {
			r->flags |= FLAG_DOUBLE_VO;
			return arena_printf(r->a, "%s及び%s", first, rest);
		}
	}
	return phrase_join(r, object_draft(r, object, head.governs), &head);
}

/* 全面的な推進 said of an object is 全面的に推進, 推進加速 is の推進を加速. */
static const char *
predicate_ja(struct run *r, const char *object, const struct verb_head *head)
{
	static const struct {
		const char *noun, *predicate;
	} forms[] = {{"より一層の", "より一層"}, {"徹底した", "徹底して"}, {"的な", "的に"},
	    {"的推進", "的に推進"}, {"徹底推進", "徹底して推進"}, {"な", "に"},
	    {"早期の", "早期に"}, {"引き続きの", "引き続き"}, {"全力での", "全力で"},
	    {"共同の", "共同で"}, {"秩序ある", "秩序をもって"}, {"断固たる", "断固として"},
	    {"法に基づく", "法に基づき"}};
	static const char *const deeds[] = {"加速", "禁止", "停止"};
	size_t n = strlen(head->ja);
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		size_t k = strlen(deeds[i]);
		if (n > k && strcmp(head->ja + n - k, deeds[i]) == 0)
			return arena_printf(
			    r->a, "%sの%.*sを%s", object, (int)(n - k), head->ja, deeds[i]);
	}
	const char *marker = strcmp(head->joint, "への") == 0 ? "に" : "を";
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *at = strstr(head->ja, forms[i].noun), *rest;
		if (at == NULL || ((*(rest = at + strlen(forms[i].noun)) == '\0') !=
		                      (strstr(forms[i].noun, "推進") != NULL)))
			continue;
		return arena_printf(r->a, "%s%s%.*s%s%s", object, marker, (int)(at - head->ja),
		    head->ja, forms[i].predicate, rest);
	}
	return arena_printf(r->a, "%s%s%s", object, marker, head->ja);
}

const char *
verb_predicate(struct run *r, const char *text)
{
	struct verb_head head;
	if (!verb_head(r, text, false, &head))
		return NULL;
	const char *object = text + head.len;
	run_piece(r, text, head.len, head.ja, "verb");
	if (head.unsure)
		r->flags |= FLAG_SENSE;
	size_t second = verb_second(r, object);
	if (second > 0)
		r->flags |= FLAG_DOUBLE_VO;
	return predicate_ja(r, object_draft(r, object, head.governs), &head);
}

/* S V O: 雄安新区开展试点 is done there: 雄安新区における試行の実施. */
static const char *
middle_phrase(struct run *r, const char *text)
{
	size_t n;
	struct token *t = noun_tokens(r, text, &n);
	for (size_t i = 1; i + 1 < n; i++) {
		const struct verbs *v = &r->t->verbs;
		for (size_t k = 0; k < v->n; k++) {
			if (!v->rows[k].middle || v->rows[k].len != t[i].n ||
			    memcmp(v->rows[k].zh, t[i].s, t[i].n) != 0)
				continue;
			const char *place = arena_strn(r->a, text, (size_t)(t[i].s - text));
			if (!noun_is_scene(r, place))
				continue;
			const char *done = verb_phrase(r, arena_str(r->a, t[i].s), true);
			if (done)
				return arena_printf(
				    r->a, "%sにおける%s", noun_draft(r, place, MODE_OBJECT), done);
		}
	}
	return NULL;
}

const char *
clause_draft(struct run *r, const char *text)
{
	const char *ja = NULL;
	if (r->depth >= RUN_DEPTH)
		return noun_draft(r, text, MODE_OBJECT);
	r->depth++;
	const struct entry *e = glossary_find(&r->t->glossary, text, strlen(text));
	if (e == NULL)
		ja = pattern_draft(r, PATTERN_CLAUSE, text);
	if (ja == NULL && e == NULL)
		ja = verb_phrase(r, text, false);
	if (ja == NULL && e == NULL)
		ja = middle_phrase(r, text);
	if (ja == NULL) {
		ja = noun_draft(r, text, MODE_OBJECT);
		if (e == NULL && r->loose > 0) /* no verb to hold the nouns together */
			r->flags |= FLAG_JOINS;
	}
	r->depth--;
	return ja;
}

/* The length of place names and years in front of a name: 大同市2021年. */
static size_t
name_front(struct run *r, const char *text)
{
	size_t n, len = 0;
	struct token *t = noun_tokens(r, text, &n);
	for (size_t i = 0; i + 1 < n; i++) {
		bool number = t[i].kind == TOKEN_NUMBER && !t[i].counts;
		if (t[i].class != TERM_PLACE && !number)
			break;
		len += t[i].n;
	}
	return len;
}

const char *
name_draft(struct run *r, const char *text)
{
	const struct entry *e = glossary_find(&r->t->glossary, text, strlen(text));
	if (e || r->depth >= RUN_DEPTH)
		return noun_draft(r, text, MODE_NAME);
	r->depth++;
	const char *ja = pattern_draft(r, PATTERN_NAME, text);
	if (ja == NULL) {
		size_t front = name_front(r, text);
		ja = name_with_verb(r, text + front, false);
		if (ja && front > 0)
			ja = arena_printf(r->a, "%s%s",
			    noun_draft(r, arena_strn(r->a, text, front), MODE_NAME), ja);
	}
	if (ja == NULL)
		ja = noun_draft(r, text, MODE_NAME);
	r->depth--;
	return ja;
}
