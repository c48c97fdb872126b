/* noun.c - noun phrases: cut into words by the fewest-words path, drafted word by word. */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

enum { COST_WORD = 100, COST_CHARACTER = 1000, PREFIXES = 64 };

void
run_piece(struct run *r, const char *zh, size_t n, const char *ja, const char *by)
{
	r->pieces = arena_grow(
	    r->a, r->pieces, r->n_pieces, r->n_pieces + 1, &r->cap_pieces, sizeof(*r->pieces));
	r->pieces[r->n_pieces++] =
	    (struct piece){.zh = arena_strn(r->a, zh, n), .ja = ja, .by = by};
}

/* The character that ends before text[at], 0 at the start. */
static int
character_before(const char *text, size_t at)
{
	size_t i = at, len;
	while (i > 0 && ((unsigned char)text[--i] & 0xC0) == 0x80)
		;
	return at == 0 ? 0 : utf8_decode(text + i, at - i, &len);
}

static bool
has_any(const char *set, int cp)
{
	char c[5] = "";
	c[utf8_encode((unsigned)cp, c)] = '\0';
	return strstr(set, c) != NULL;
}

/* Place names hide inside common words (推广安装 holds 广安): they may stand at the start, behind
 * what is no word or another place, or before the suffix of an administrative unit. */
static bool
place_allowed(const char *text, size_t at, const struct entry *e)
{
	static const char units[] = "市省州区县盟旗及、和与）》 ";
	static const char starts[] =
	    "省市区县州盟旗部于在对向到从、，（）《》“”：｜丨 年月日的和与及";
	int before = character_before(text, at);
	bool start = before == 0 || has_any(starts, before) || (before < 0x2E80 && before > 0);
	if (e->region)
		return start;
	size_t len, left = strlen(text + at + e->len);
	if (start || left == 0)
		return true;
	return has_any(units, utf8_decode(text + at + e->len, left, &len)) ||
	       strncmp(text + at + e->len, "地区", 6) == 0;
}

/* "省", "市" in front of an authority, where a site of that place leaves its name out. */
static bool
own_unit(const struct translator *t, const char *text, size_t at)
{
	static const char *const units[] = {"省", "市", "县", "区", "州", "自治区"};
	int before = character_before(text, at);
	if (before != 0 && before != ' ' && before != 0x3001)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		const char *behind = text + at + strlen(units[i]);
		if (strncmp(text + at, units[i], strlen(units[i])) != 0)
			continue;
		const struct entry *e = glossary_longest(&t->glossary, behind, strlen(behind));
		return e && e->class == TERM_ORG;
	}
	return false;
}

struct path {
	unsigned cost;
	struct token token;
};

static bool
is_punctuation(int cp)
{
	return !utf8_is_han(cp) && cp != 0x3007 && !(cp >= 0x3040 && cp <= 0x30FF) && cp > 0x7F;
}

static struct token
character_token(struct run *r, const char *s, size_t n)
{
	size_t len;
	int cp = utf8_decode(s, n, &len);
	const char *ja = kanji_find(&r->t->kanji, cp);
	struct token t = {.s = s, .n = len, .by = "copied"};
	t.ja = ja ? ja : arena_strn(r->a, s, len);
	if (utf8_is_han(cp)) {
		t.by = "kanji";
		t.noun = true;
	}
	return t;
}

static void
path_offer(struct path *best, size_t from, const struct token *t, unsigned cost)
{
	unsigned total = cost + best[from + t->n].cost;
	if (total < best[from].cost)
		best[from] = (struct path){.cost = total, .token = *t};
}

/* Everything that may stand at text[i], the longest first. */
static void
path_step(struct run *r, const char *text, size_t n, size_t i, struct path *best)
{
	const struct entry *found[PREFIXES];
	const char *s = text + i;
	size_t k = glossary_prefixes(&r->t->glossary, s, n - i, found, PREFIXES);
	while (k-- > 0) {
		const struct entry *e = found[k];
		if (e->class == TERM_PLACE && !place_allowed(text, i, e))
			continue;
		struct token t = {.s = s,
		    .n = e->len,
		    .ja = e->ja,
		    .by = "glossary",
		    .class = e->class,
		    .noun = true};
		path_offer(best, i, &t, COST_WORD + (e->region ? 10 : 0));
	}
	struct number number;
	if (number_match(s, n - i, character_before(text, i), r->a, &number)) {
		struct token t = {.s = s,
		    .n = number.len,
		    .ja = number.ja,
		    .noun = true,
		    .by = number.copied ? "copied" : "number",
		    .counts = number.counts};
		path_offer(best, i, &t, COST_WORD);
	}
	size_t bracket = bracket_length(s, n - i);
	if (bracket > 0) {
		struct token t = {.s = s, .n = bracket, .by = "bracket", .noun = true};
		path_offer(best, i, &t, COST_WORD);
	}
	int before = character_before(text, i);
	size_t doc =
	    before == 0 || is_punctuation(before) || before == ' ' ? docnumber_length(s, n - i) : 0;
	if (doc > 0) {
		struct token t = {.s = s, .n = doc, .by = "docnumber", .noun = true};
		path_offer(best, i, &t, COST_WORD);
	}
	struct token single = character_token(r, s, n - i);
	if (single.noun && own_unit(r->t, text, i)) {
		single.by = "glossary";
		single.class = TERM_PLACE;
		path_offer(best, i, &single, COST_WORD);
		return;
	}
	path_offer(best, i, &single, single.noun ? COST_CHARACTER : COST_WORD);
}

struct token *
noun_tokens(struct run *r, const char *text, size_t *count)
{
	size_t n = strlen(text);
	struct path *best = arena_alloc(r->a, (n + 1) * sizeof(*best));
	best[n].cost = 0;
	for (size_t i = n; i-- > 0;) {
		best[i].cost = 0x7FFFFFFF;
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			path_step(r, text, n, i, best);
	}
	struct token *tokens = arena_zalloc(r->a, n + 1, sizeof(*tokens));
	*count = 0;
	for (size_t i = 0; i < n; i += best[i].token.n)
		tokens[(*count)++] = best[i].token;
	return tokens;
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
	const char *text = arena_strn(r->a, b.text, b.len);
	buf_release(&b);
	return text;
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
	if (strcmp(t->by, "bracket") == 0)
		t->ja = r->depth < RUN_DEPTH ? bracket_ja(r, t) : arena_strn(r->a, t->s, t->n);
	else if (strcmp(t->by, "docnumber") == 0)
		t->ja = docnumber_ja(r, t);
	else if (strcmp(t->by, "glossary") == 0)
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
		bool left = i > 0 && t[i - 1].noun && strcmp(t[i - 1].by, "kanji") != 0;
		bool right = i + 1 < n && t[i + 1].noun && strcmp(t[i + 1].by, "kanji") != 0;
		bool tail = strncmp(t[i].s, "等", 3) == 0;
		if (left && (right || tail))
			t[i].noun = tail;
		else if (strncmp(t[i].s, "的", 3) != 0)
			t[i] = character_token(r, t[i].s, t[i].n);
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
		if (strcmp(t[i].by, "kanji") == 0) {
			r->mapped++;
			r->flags |= FLAG_CHAR_MAP;
		}
	}
	const char *ja = noun_join(r, t, n, mode);
	for (size_t i = 0; i < n; i++)
		if (strcmp(t[i].by, "bracket") != 0)
			run_piece(r, t[i].s, t[i].n, t[i].ja, t[i].by);
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
	while (n > 0 && (strcmp(t[n - 1].by, "bracket") == 0 ||
	                    (t[n - 1].n == 3 && strncmp(t[n - 1].s, "等", 3) == 0)))
		n--;
	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(t[i].by, "kanji") == 0)
			return false;
	const struct token *last = &t[n - 1];
	if (last->class == TERM_ORG || (places && last->class == TERM_PLACE))
		return true;
	for (size_t len = 3; len <= 12 && len <= last->n; len += 3)
		if (word_find(&r->t->templates, "org", last->s + last->n - len, len))
			return true;
	return memmem(last->ja, strlen(last->ja), "部門", 6) != NULL;
}
