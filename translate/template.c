/* template.c - the patterns of config/title-templates.tsv, compiled and rendered.
 *
 * A pattern is text with slots: {C} a clause, {V} one that begins with a verb, {N} the name of a
 * document (in 「」), {O} a noun phrase, {E} one that a headline reports, {I} issuers before a
 * noun, {J} issuers, {S} issuers that must be recognised, {P} a place or body that must be, {B}
 * something in 《》, {T} a title, {D} a document type, {W} a headline's verb. A digit tells slots
 * of one kind apart. Patterns see brackets as one sign. A slot that must be recognised and is not
 * sends the title on to the next pattern. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

struct pattern {
	enum pattern_kind kind;
	const char *id;
	const char *zh;
	const char *ja;
	unsigned flags;
	int line; /* in the file */
	pcre2_code *code;
};

static const struct {
	const char *name;
	enum pattern_kind kind;
} pattern_kinds[] = {{"whole", PATTERN_WHOLE}, {"title", PATTERN_TITLE}, {"clause", PATTERN_CLAUSE},
    {"name", PATTERN_NAME}};

static const struct {
	const char *name;
	unsigned flag;
} pattern_flags[] = {{"news_verb", FLAG_NEWS_VERB}, {"slogan", FLAG_SLOGAN},
    {"procurement", FLAG_PROCUREMENT}, {"word_order", FLAG_WORD_ORDER}, {"sense", FLAG_SENSE}};

static const char *
flags_read(const char *text, unsigned *flags)
{
	*flags = 0;
	if (*text == '\0')
		return NULL;
	for (size_t i = 0; i < sizeof(pattern_flags) / sizeof(*pattern_flags); i++)
		if (strcmp(text, pattern_flags[i].name) == 0) {
			*flags = pattern_flags[i].flag;
			return NULL;
		}
	return "when: a pattern takes one of news_verb, slogan, procurement, word_order, sense";
}

static const char *
pattern_add(struct templates *t, enum pattern_kind kind, int line, const char *const cells[])
{
	struct pattern p = {.kind = kind, .line = line};
	const char *fault = flags_read(cells[4], &p.flags);
	if (fault || *cells[2] == '\0' || *cells[3] == '\0')
		return fault ? fault : "zh and ja must not be empty";
	p.id = arena_str(&t->arena, cells[1]);
	p.zh = arena_str(&t->arena, cells[2]);
	p.ja = arena_str(&t->arena, cells[3]);
	t->patterns =
	    arena_grow(&t->arena, t->patterns, t->n, t->n + 1, &t->cap, sizeof(*t->patterns));
	t->patterns[t->n++] = p;
	return NULL;
}

const char *
template_add(struct templates *t, int line, const char *const cells[])
{
	static const char *const kinds[] = {"doc", "news", "before", "after", "prefix", "closing",
	    "nominal", "scene", "actor", "org"};
	for (size_t i = 0; i < sizeof(pattern_kinds) / sizeof(*pattern_kinds); i++)
		if (strcmp(cells[0], pattern_kinds[i].name) == 0)
			return pattern_add(t, pattern_kinds[i].kind, line, cells);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(cells[0], kinds[i]) != 0)
			continue;
		if (*cells[2] == '\0')
			return "zh must not be empty";
		t->words = arena_grow(&t->arena, t->words, t->n_words, t->n_words + 1,
		    &t->cap_words, sizeof(*t->words));
		t->words[t->n_words++] = (struct word){
		    .kind = kinds[i],
		    .zh = arena_str(&t->arena, cells[2]),
		    .ja = arena_str(&t->arena, cells[3]),
		    .when = arena_str(&t->arena, cells[4]),
		    .len = strlen(cells[2]),
		};
		return NULL;
	}
	return "kind: one of whole, title, clause, name, doc, news, before, after, prefix, "
	       "closing, "
	       "nominal, scene, actor, org, word";
}

const struct word *
word_find(const struct templates *t, const char *kind, const char *s, size_t n)
{
	for (size_t i = 0; i < t->n_words; i++) {
		const struct word *w = &t->words[i];
		if (w->len == n && memcmp(w->zh, s, n) == 0 && strcmp(w->kind, kind) == 0)
			return w;
	}
	return NULL;
}

/* Words of one kind as alternatives, the longest first so that 指导意见 wins over 意见. */
static void
add_alternatives(struct buf *b, const struct templates *t, const char *kind)
{
	const char *bar = "";
	for (size_t len = 60; len > 0; len--)
		for (size_t i = 0; i < t->n_words; i++)
			if (t->words[i].len == len && strcmp(t->words[i].kind, kind) == 0) {
				buf_addf(b, "%s%s", bar, t->words[i].zh);
				bar = "|";
			}
}

static void
add_slot(struct buf *b, const struct templates *t, const char *name, size_t n)
{
	buf_addf(b, "(?<%.*s>", (int)n, name);
	switch (*name) {
	case 'D':
		add_alternatives(b, t, "doc");
		break;
	case 'W':
		add_alternatives(b, t, "news");
		break;
	case 'B':
		buf_adds(b, "[\\x{E000}-\\x{E7FF}][\\x{E800}-\\x{EFFF}]?");
		break;
	case 'M':
	case 'Q':
		buf_adds(b, "[\\x{E800}-\\x{EFFF}]");
		break;
	default:
		buf_adds(b, ".+?");
	}
	buf_addc(b, ')');
}

static int
pattern_compile(struct templates *t, struct pattern *p, const char *path, struct fail *f)
{
	struct buf b;
	buf_init(&b, CAP_FIELD);
	/* Bounded: a hostile title must not make the matcher try for minutes. */
	buf_adds(&b, "(*LIMIT_MATCH=100000)\\A(?:");
	for (const char *s = p->zh; *s; s++) {
		const char *end = *s == '{' && s[1] >= 'A' && s[1] <= 'Z' ? strchr(s, '}') : NULL;
		if (end) {
			add_slot(&b, t, s + 1, (size_t)(end - s - 1));
			s = end;
		} else
			buf_addc(&b, *s);
	}
	buf_adds(&b, ")\\z");
	int error = 0;
	PCRE2_SIZE at = 0;
	p->code = pcre2_compile((PCRE2_SPTR)b.text, b.len, PCRE2_UTF, &error, &at, NULL);
	PCRE2_UCHAR why[128] = "";
	if (p->code == NULL)
		pcre2_get_error_message(error, why, sizeof(why));
	buf_release(&b);
	return p->code ? 0
	               : fail_config(f, arena_printf(&t->arena, "%s:%d", path, p->line),
	                     "pattern %s: %s", p->id, (char *)why);
}

int
templates_compile(struct templates *t, const char *path, struct fail *f)
{
	for (size_t i = 0; i < t->n; i++)
		if (pattern_compile(t, &t->patterns[i], path, f) < 0)
			return -1;
	return 0;
}

void
templates_free(struct templates *t)
{
	for (size_t i = 0; i < t->n; i++)
		pcre2_code_free(t->patterns[i].code);
	arena_release(&t->arena);
}

/* One match: what each slot holds. */
struct match {
	const struct pattern *pattern;
	pcre2_match_data *data;
};

/* The text of a slot, with its brackets; NULL when the slot took no part. */
static const char *
slot_text(struct run *r, const struct match *m, const char *name)
{
	PCRE2_UCHAR *text;
	PCRE2_SIZE n;
	if (pcre2_substring_get_byname(m->data, (PCRE2_SPTR)name, &text, &n) != 0)
		return NULL;
	const char *copy = n > 0 ? text_unmask(r, arena_strn(r->a, (char *)text, n)) : NULL;
	pcre2_substring_free(text);
	return copy;
}

const char *
name_quoted(struct run *r, const char *text)
{
	struct verb_head head;
	bool marked = strstr(text, "《") || strstr(text, "〈");
	if (marked && !verb_head(r, text, true, &head))
		return noun_draft(r, text, MODE_OBJECT);
	return arena_printf(r->a, "「%s」", name_draft(r, text));
}

/* （2024年 第12号） behind 公告 or 令 is a part of its name: 2024年第12号. */
static const char *
notice_number(struct run *r, const char *text)
{
	struct buf b;
	buf_init(&b, CAP_TITLE);
	for (const char *s = text + 3; s + 3 < text + strlen(text); s++)
		if (*s != ' ')
			buf_addc(&b, *s);
	size_t n;
	const char *plain = run_text(r, &b);
	struct token *t = noun_tokens(r, plain, &n);
	for (size_t i = 0; i < n; i++)
		if (t[i].kind != TOKEN_NUMBER)
			return NULL;
	return n > 0 && n <= 2 ? noun_draft(r, plain, MODE_NAME) : NULL;
}

/* The Japanese of a slot; NULL: not recognised where it must be. */
static const char *
slot_draft(struct run *r, char kind, const char *text)
{
	const struct word *w;
	switch (kind) {
	case 'I':
		return arena_printf(r->a, "%sの", issuers_draft(r, text, false));
	case 'J':
		return issuers_draft(r, text, false);
	case 'S':
		return issuers_draft(r, text, true);
	case 'P':
		return noun_is_scene(r, text) ? noun_draft(r, text, MODE_OBJECT) : NULL;
	case 'M':
		return notice_number(r, text);
	case 'C':
		return clause_draft(r, text);
	case 'V':
		return verb_phrase(r, text, false);
	case 'N':
		return name_quoted(r, text);
	case 'T':
		return title_any(r, text);
	case 'E':
		return noun_draft(r, text, MODE_NEWS);
	case 'D':
	case 'W':
		w = word_find(&r->t->templates, kind == 'D' ? "doc" : "news", text, strlen(text));
		return w ? w->ja : NULL;
	default:
		return noun_draft(r, text, MODE_OBJECT);
	}
}

/* 「…に関する事項」 is not followed by another に関する but by について. */
static const char *
about_twice(const struct buf *b, const char *literal)
{
	static const char *const ends[] = {
	    "に関する事項", "に関する問題", "に関する要求事項", "に関する状況"};
	static const char about[] = "に関する";
	if (strncmp(literal, about, sizeof(about) - 1) != 0)
		return literal;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i]);
		if (b->len >= n && memcmp(b->text + b->len - n, ends[i], n) == 0)
			return literal + sizeof(about) - 1;
	}
	return literal;
}

static bool
match_render(struct run *r, const struct match *m, struct buf *b)
{
	for (const char *s = m->pattern->ja; *s;) {
		const char *end = *s == '{' ? strchr(s, '}') : NULL;
		if (end) {
			const char *name = arena_strn(r->a, s + 1, (size_t)(end - s - 1));
			const char *text = slot_text(r, m, name);
			const char *ja = text ? slot_draft(r, *name, text) : "";
			if (ja == NULL)
				return false;
			buf_adds(b, ja);
			s = end + 1;
			continue;
		}
		size_t n = strcspn(s, "{");
		const char *literal = about_twice(b, s);
		if (literal != s)
			buf_adds(b, "についての");
		buf_add(b, literal, n - (size_t)(literal - s));
		s += n;
	}
	return true;
}

static const char *
pattern_try(struct run *r, const struct pattern *p, const char *masked)
{
	const char *ja = NULL;
	struct match m = {
	    .pattern = p, .data = pcre2_match_data_create_from_pattern(p->code, NULL)};
	if (m.data &&
	    pcre2_match(p->code, (PCRE2_SPTR)masked, strlen(masked), 0, 0, m.data, NULL) > 0) {
		struct run saved = *r;
		struct buf b;
		buf_init(&b, CAP_TITLE * 4);
		if (r->template == NULL)
			r->template = p->id;
		r->flags |= p->flags;
		run_piece(r, p->zh, strlen(p->zh), p->ja, "template");
		if (match_render(r, &m, &b))
			ja = run_text(r, &b);
		else
			*r = saved;
		buf_release(&b);
	}
	pcre2_match_data_free(m.data);
	return ja;
}

const char *
pattern_draft(struct run *r, enum pattern_kind kind, const char *text)
{
	const struct templates *t = &r->t->templates;
	const char *masked = text_mask(r, text);
	for (size_t i = 0; i < t->n; i++) {
		if (t->patterns[i].kind != kind)
			continue;
		const char *ja = pattern_try(r, &t->patterns[i], masked);
		if (ja)
			return ja;
	}
	return NULL;
}
