/* token.c - a text cut into words: fewest characters left over, then fewest words. */
#include <string.h>

#include "base/utf8.h"
#include "translate/engine.h"

enum { COST_WORD = 100, COST_REGION = 10, COST_CHARACTER = 1000, PREFIXES = 64 };

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

struct token
token_character(struct run *r, const char *s, size_t n)
{
	size_t len;
	int cp = utf8_decode(s, n, &len);
	const char *ja = kanji_find(&r->t->kanji, cp);
	bool han = utf8_is_han(cp);
	return (struct token){
	    .s = s,
	    .n = len,
	    .ja = ja ? ja : arena_strn(r->a, s, len),
	    .kind = han ? TOKEN_KANJI : TOKEN_MARK,
	    .noun = han,
	};
}

static void
path_offer(struct path *best, size_t from, struct token t, unsigned cost)
{
	unsigned total = cost + best[from + t.n].cost;
	if (total < best[from].cost)
		best[from] = (struct path){.cost = total, .token = t};
}

/* 大气污染防治工作|会议: a term that ends in 工作 where 工作会议 is a word of its own. */
static bool
work_split(const struct translator *t, const char *text, size_t n, const struct entry *e)
{
	static const char work[] = "工作";
	size_t k = sizeof(work) - 1;
	if (e->len <= k || memcmp(text + e->len - k, work, k) != 0)
		return false;
	const struct entry *next =
	    glossary_longest(&t->glossary, text + e->len - k, n - e->len + k);
	return next && next->len > k;
}

/* Terms of the glossary and places, the longest first: of equal paths it stays. */
static void
path_terms(struct run *r, const char *text, size_t n, size_t i, struct path *best)
{
	const struct entry *found[PREFIXES];
	size_t k = glossary_prefixes(&r->t->glossary, text + i, n - i, found, PREFIXES);
	while (k-- > 0) {
		const struct entry *e = found[k];
		if (e->class == TERM_PLACE && !place_allowed(text, i, e))
			continue;
		if (work_split(r->t, text + i, n - i, e))
			continue;
		struct token t = {.s = text + i,
		    .n = e->len,
		    .ja = e->ja,
		    .kind = TOKEN_TERM,
		    .class = e->class,
		    .noun = true};
		path_offer(best, i, t, COST_WORD + (e->region ? COST_REGION : 0));
	}
}

/* What is copied, counted or drafted for itself. */
static void
path_spans(struct run *r, const char *text, size_t n, size_t i, struct path *best)
{
	struct token t = {.s = text + i, .noun = true};
	struct number number;
	int before = character_before(text, i);
	if (number_match(t.s, n - i, before, r->a, &number)) {
		t.n = number.len;
		t.ja = number.ja;
		t.counts = number.counts;
		t.kind = number.copied ? TOKEN_COPY : TOKEN_NUMBER;
		path_offer(best, i, t, COST_WORD);
	}
	t.counts = false;
	t.ja = NULL;
	t.kind = TOKEN_BRACKET;
	if ((t.n = bracket_length(t.s, n - i)) > 0)
		path_offer(best, i, t, COST_WORD);
	t.kind = TOKEN_DOCNUMBER;
	bool edge = before == 0 || before == ' ' || is_punctuation(before);
	if (edge && (t.n = docnumber_length(t.s, n - i)) > 0)
		path_offer(best, i, t, COST_WORD);
}

static void
path_character(struct run *r, const char *text, size_t n, size_t i, struct path *best)
{
	struct token t = token_character(r, text + i, n - i);
	unsigned cost = t.kind == TOKEN_KANJI ? COST_CHARACTER : COST_WORD;
	if (t.kind == TOKEN_KANJI && own_unit(r->t, text, i)) {
		t.kind = TOKEN_TERM;
		t.class = TERM_PLACE;
		cost = COST_WORD;
	}
	path_offer(best, i, t, cost);
}

struct token *
noun_tokens(struct run *r, const char *text, size_t *count)
{
	size_t n = strlen(text);
	struct path *best = arena_alloc(r->a, (n + 1) * sizeof(*best));
	best[n].cost = 0;
	for (size_t i = n; i-- > 0;) {
		best[i].cost = 0x7FFFFFFF;
		if (((unsigned char)text[i] & 0xC0) == 0x80)
			continue;
		path_terms(r, text, n, i, best);
		path_spans(r, text, n, i, best);
		path_character(r, text, n, i, best);
	}
	struct token *tokens = arena_zalloc(r->a, n + 1, sizeof(*tokens));
	*count = 0;
	for (size_t i = 0; i < n; i += best[i].token.n)
		tokens[(*count)++] = best[i].token;
	return tokens;
}
