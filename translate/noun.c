/* noun.c - noun phrases, drafted word by word; and what kind of thing one names. */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

const char *
run_text(struct run *r, struct buf *b)
{
	const char *text = arena_strn(r->a, b->text, b->len);
	if (buf_full(b))
		r->flags |= FLAG_TRUNCATED;
	buf_release(b);
	return text;
}

static const char *const token_by[] = {
    [TOKEN_KANJI] = "kanji",
    [TOKEN_MARK] = "copied",
    [TOKEN_COPY] = "copied",
    [TOKEN_NUMBER] = "number",
    [TOKEN_TERM] = "glossary",
    [TOKEN_DOCNUMBER] = "docnumber",
    [TOKEN_BRACKET] = "bracket",
};

void
run_piece(struct run *r, const char *zh, size_t n, const char *ja, const char *by)
{
	r->pieces = arena_grow(
	    r->a, r->pieces, r->n_pieces, r->n_pieces + 1, &r->cap_pieces, sizeof(*r->pieces));
	r->pieces[r->n_pieces++] =
	    (struct piece){.zh = arena_strn(r->a, zh, n), .ja = ja, .by = by};
}

/* A document number keeps its digits and brackets; only its characters are Japanese. */
static const char *
docnumber_ja(struct run *r, const struct token *t)
{
	struct buf b;
	buf_init(&b, CAP_TITLE);
	for (size_t i = 0, len; i < t->n; i += len) {
		int cp = utf8_decode(t->s + i, t->n - i, &len);
		const struct word *w = word_find(&r->t->templates, "prefix", t->s + i, len);
		const char *ja = w ? w->ja : kanji_find(&r->t->kanji, cp);
		if (ja)
			buf_adds(&b, ja);
		else
			buf_add(&b, t->s + i, len);
	}
	return run_text(r, &b);
}

static const char *
bracket_ja(struct run *r, const struct token *t)
{
	const char *inner = arena_strn(r->a, t->s + 3, t->n - 6);
	if (strncmp(t->s, "《", 3) == 0 || strncmp(t->s, "〈", 3) == 0)
		return arena_printf(r->a, "「%s」", title_any(r, inner));
	if (strncmp(t->s, "（", 3) == 0) {
		r->in_paren++;
		const char *ja = noun_draft(r, inner, MODE_NAME);
		r->in_paren--;
		return arena_printf(r->a, "（%s）", ja);
	}
	if (strncmp(t->s, "【", 3) == 0)
		return arena_printf(r->a, "【%s】", noun_draft(r, inner, MODE_NAME));
	if (strncmp(t->s, "〔", 3) == 0)
		return arena_printf(r->a, "〔%s〕", noun_draft(r, inner, MODE_NAME));
	/* Some terms of the glossary come with their own 「」. */
	const char *ja = noun_draft(r, inner, MODE_NAME);
	bool quoted = bracket_length(ja, strlen(ja)) == strlen(ja);
	return quoted ? ja : arena_printf(r->a, "「%s」", ja);
}

/* A gloss in （） is printed once, and not inside a parenthesis of the original. */
static const char *
gloss_once(struct run *r, const struct token *t)
{
	size_t open = 0, ja = strlen(t->ja);
	const char *paren = strstr(t->ja, "（");
	if (paren == NULL || memmem(t->s, t->n, "（", 3))
		return t->ja;
	open = (size_t)(paren - t->ja);
	const char *close = strstr(paren, "）");
	bool seen = r->in_paren > 0;
	for (size_t i = 0; i < r->n_glosses; i++)
		seen |= strcmp(r->glosses[i], paren) == 0;
	const char *gloss =
	    arena_strn(r->a, paren, close ? (size_t)(close + 3 - paren) : ja - open);
	for (size_t i = 0; i < r->n_glosses; i++)
		seen |= strcmp(r->glosses[i], gloss) == 0;
	if (seen && close)
		return arena_printf(r->a, "%.*s%s", (int)open, t->ja, close + 3);
	if (r->n_glosses < sizeof(r->glosses) / sizeof(*r->glosses))
		r->glosses[r->n_glosses++] = gloss;
	return t->ja;
}

static void
token_draft(struct run *r, struct token *t)
{
	if (t->kind == TOKEN_BRACKET)
		t->ja = r->depth < RUN_DEPTH ? bracket_ja(r, t) : arena_strn(r->a, t->s, t->n);
	else if (t->kind == TOKEN_DOCNUMBER)
		t->ja = docnumber_ja(r, t);
	else if (t->kind == TOKEN_TERM)
		t->ja = gloss_once(r, t);
}

/* Function words of one character stand only between words that were recognised: 和 of 和谐, 及 of
 * 普及 are none. Elsewhere they are characters like any other. */
static void
function_words(struct run *r, struct token *t, size_t n)
{
	static const char words[] = "的 和 及 与 或 对 等";
	for (size_t i = 0; i < n; i++) {
		if (t[i].n != 3 || !memmem(words, sizeof(words) - 1, t[i].s, 3))
			continue;
		bool left = i > 0 && t[i - 1].noun && t[i - 1].kind != TOKEN_KANJI;
		bool right = i + 1 < n && t[i + 1].noun && t[i + 1].kind != TOKEN_KANJI;
		bool tail = strncmp(t[i].s, "等", 3) == 0;
		if (left && (right || tail))
			t[i].noun = tail;
		else if (strncmp(t[i].s, "的", 3) != 0)
			t[i] = token_character(r, t[i].s, t[i].n);
	}
}

const char *
noun_draft(struct run *r, const char *text, enum mode mode)
{
	size_t n;
	r->depth++;
	struct token *t = noun_tokens(r, text, &n);
	function_words(r, t, n);
	for (size_t i = 0; i < n; i++) {
		token_draft(r, &t[i]);
		if (t[i].kind == TOKEN_KANJI) {
			r->mapped++;
			r->flags |= FLAG_CHAR_MAP;
		}
	}
	const char *ja = noun_join(r, t, n, mode);
	for (size_t i = 0; i < n; i++)
		if (t[i].kind != TOKEN_BRACKET)
			run_piece(r, t[i].s, t[i].n, t[i].ja, token_by[t[i].kind]);
	r->depth--;
	return ja;
}

bool
noun_is_scene(struct run *r, const char *text)
{
	for (size_t n = strlen(text), len = 6; len <= n && len <= 6; len += 3)
		if (word_find(&r->t->templates, "scene", text + n - len, len))
			return true;
	return noun_is_org(r, text, true);
}

bool
noun_is_org(struct run *r, const char *text, bool places)
{
	size_t n;
	struct token *t = noun_tokens(r, text, &n);
	while (n > 0 && (t[n - 1].kind == TOKEN_BRACKET ||
	                    (t[n - 1].n == 3 && strncmp(t[n - 1].s, "等", 3) == 0)))
		n--;
	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (t[i].kind == TOKEN_KANJI)
			return false;
	const struct token *last = &t[n - 1];
	if (last->class == TERM_ORG || (places && last->class == TERM_PLACE))
		return true;
	for (size_t len = 3; len <= 12 && len <= last->n; len += 3)
		if (word_find(&r->t->templates, "org", last->s + last->n - len, len))
			return true;
	return last->ja && strstr(last->ja, "部門") != NULL;
}
