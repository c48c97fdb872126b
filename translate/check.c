/* check.c - see check.h. What needs the whole document, the glossary or the table of characters. */
#include "translate/check.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

struct term_row {
	const char *zh, *ja;
};
struct checker {
	struct arena *memory;
	struct term_row *terms;
	size_t n_terms, room_terms;
	struct kanji_pair {
		int zh, ja;
		bool simplified; /* a Japanese text does not have it */
	} * kanji;
	size_t n_kanji, room_kanji;
};

void
finding_add(struct findings *to, const struct check_unit *u, const char *check,
    enum check_level level, const char *text)
{
	to->list = arena_grow(to->memory, to->list, to->n, to->n + 1, &to->room, sizeof *to->list);
	to->list[to->n++] =
	    (struct finding){.n = u->n, .id = u->id, .check = check, .level = level, .text = text};
}

const char *
check_level_name(enum check_level level)
{
	return level == CHECK_ERROR ? "error" : level == CHECK_WARNING ? "warning" : "notice";
}

const char *
check_level_name_ja(enum check_level level)
{
	return level == CHECK_ERROR ? "誤り" : level == CHECK_WARNING ? "注意" : "参考";
}

/* JIS X 0208, which every Japanese font has. */
static bool
in_jis(const char *utf8, size_t n)
{
	char out[8], *to = out, *from = (char *)utf8;
	size_t room = sizeof out;
	iconv_t c = iconv_open("SHIFT_JIS", "UTF-8");
	if (c == (iconv_t)-1)
		return true;
	bool fits = iconv(c, &from, &n, &to, &room) != (size_t)-1;
	iconv_close(c);
	return fits;
}

static const char *
kanji_row(void *context, int line, const char *const cells[])
{
	struct checker *c = context;
	size_t len, n = strlen(cells[0]);
	(void)line;
	if (n == 0 || *cells[1] == '\0' || strcmp(cells[0], cells[1]) == 0)
		return NULL;
	c->kanji = arena_grow(
	    c->memory, c->kanji, c->n_kanji, c->n_kanji + 1, &c->room_kanji, sizeof *c->kanji);
	c->kanji[c->n_kanji++] = (struct kanji_pair){.zh = utf8_decode(cells[0], n, &len),
	    .ja = utf8_decode(cells[1], strlen(cells[1]), &len),
	    .simplified = !in_jis(cells[0], n)};
	return NULL;
}

/* Everyday words, and short words of any field, have many good renderings; units have a check of
 * their own. In bytes of the Chinese; SIZE_MAX: never. */
static size_t
term_least(const char *class)
{
	static const char *const loose[] = {"general", "idiom", "admin", "unit"};
	static const char *const names[] = {"org", "place", "pollutant"};
	for (size_t i = 0; i < sizeof loose / sizeof *loose; i++)
		if (strcmp(class, loose[i]) == 0)
			return SIZE_MAX;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(class, names[i]) == 0)
			return 6;
	return 9;
}

static const char *
glossary_row(void *context, int line, const char *const cells[])
{
	struct checker *c = context;
	(void)line;
	if (*cells[1] == '\0' || strlen(cells[0]) < term_least(cells[2]))
		return NULL;
	c->terms = arena_grow(
	    c->memory, c->terms, c->n_terms, c->n_terms + 1, &c->room_terms, sizeof *c->terms);
	c->terms[c->n_terms++] = (struct term_row){
	    .zh = arena_str(c->memory, cells[0]), .ja = arena_str(c->memory, cells[1])};
	return NULL;
}

struct checker *
checker_new(const char *dir, struct arena *a, struct fail *f)
{
	static const char *const columns[] = {"zh", "ja", "class"};
	struct checker *c = arena_zalloc(a, 1, sizeof *c);
	c->memory = a;
	if (config_table(config_path(dir, "kanji.tsv", a), columns, 2, kanji_row, c, NULL, f) < 0 ||
	    config_table(
	        config_path(dir, "glossary.tsv", a), columns, 3, glossary_row, c, NULL, f) < 0)
		return NULL;
	return c;
}

static bool
is_simplified(const struct checker *c, int cp)
{
	for (size_t i = 0; i < c->n_kanji; i++)
		if (c->kanji[i].zh == cp)
			return c->kanji[i].simplified;
	return false;
}

int
checker_kanji(const struct checker *c, int cp)
{
	for (size_t i = 0; i < c->n_kanji; i++)
		if (c->kanji[i].zh == cp)
			return c->kanji[i].ja;
	return cp;
}

/* What is printed in Chinese on purpose: document numbers as printed, and originals in brackets. */
static bool
quoted(const char *target, size_t at)
{
	int depth = 0;
	for (size_t i = 0; i < at;) {
		size_t len;
		int cp = utf8_decode(target + i, strlen(target) - i, &len);
		depth += cp == 0xFF08 || cp == '(';
		depth -= depth > 0 && (cp == 0xFF09 || cp == ')');
		i += len;
	}
	const char *number = strstr(target + at, "〔");
	return depth > 0 || (number && (size_t)(number - target) - at <= 30);
}

/* No kana, but two of the words that make a Chinese sentence. */
static bool
still_chinese(const char *target)
{
	static const char *const words[] = {"的", "了", "把", "将", "并", "为", "是", "和", "在"};
	size_t len, n = strlen(target);
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(target + i, n - i, &len);
		if (cp >= 0x3041 && cp <= 0x30FE && cp != 0x30FB)
			return false;
	}
	size_t seen = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		seen += strstr(target, words[i]) != NULL;
	return seen > 1 && n > 8 * 3;
}

static void
check_untranslated(const struct checker *c, const struct check_unit *u, struct findings *to)
{
	size_t len, n = strlen(u->target);
	if (still_chinese(u->target)) {
		finding_add(to, u, "untranslated", CHECK_WARNING, "中国語のまま(かながない)");
		return;
	}
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(u->target + i, n - i, &len);
		if (is_simplified(c, cp) && !quoted(u->target, i)) {
			finding_add(to, u, "untranslated", CHECK_WARNING,
			    arena_printf(
			        to->memory, "簡体字「%.*s」が残っている", (int)len, u->target + i));
			return;
		}
	}
	for (size_t i = 0; i < n; i += len)
		if (utf8_is_han(utf8_decode(u->target + i, n - i, &len)) &&
		    !in_jis(u->target + i, len)) {
			finding_add(to, u, "font", CHECK_NOTICE,
			    arena_printf(to->memory, "JIS X 0208 にない漢字「%.*s」", (int)len,
			        u->target + i));
			return;
		}
}

/* 3カ年, 3か年: 年 as in 3年. */
static size_t
year_counter(const char *s, size_t n)
{
	static const char *const marks[] = {"カ年", "か年", "ヵ年", "ヶ年", "箇年"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (n >= 6 && memcmp(s, marks[i], 6) == 0)
			return 3;
	return 0;
}

/* Without の and ・: モニタリングのデータ is モニタリングデータ. */
static const char *
joined(const char *s, size_t n, struct arena *a)
{
	char *out = arena_alloc(a, n + 1), *to = out;
	for (size_t i = 0; i < n; i++) {
		bool joiner =
		    n - i >= 3 && (memcmp(s + i, "の", 3) == 0 || memcmp(s + i, "・", 3) == 0);
		if (joiner || year_counter(s + i, n - i))
			i += 2;
		else
			*to++ = s[i];
	}
	*to = '\0';
	return out;
}

/* The rendering without what brackets add: "超低排出（ULE）" is found as 超低排出. */
static bool
rendered(const char *target, const char *ja, struct arena *a)
{
	size_t n = strcspn(ja, "(");
	const char *wide = strstr(ja, "（");
	if (wide && (size_t)(wide - ja) < n)
		n = (size_t)(wide - ja);
	/* What stands in the brackets is the other name: 微小粒子状物質（PM2.5）. */
	if (n < strlen(ja)) {
		const char *other = ja + n + (ja[n] == '(' ? 1 : 3);
		size_t len = strcspn(other, ")");
		const char *end = strstr(other, "）");
		len = end && (size_t)(end - other) < len ? (size_t)(end - other) : len;
		if (len > 0 && strstr(target, arena_strn(a, other, len)))
			return true;
	}
	if (strncmp(ja, "「", 3) == 0 && strstr(ja, "」")) {
		ja += 3;
		n = (size_t)(strstr(ja, "」") - ja);
	}
	return n == 0 || strstr(target, arena_strn(a, ja, n)) != NULL ||
	       strstr(joined(target, strlen(target), a), joined(ja, n, a)) != NULL;
}

/* A longer term around this one says how it is rendered there. */
static bool
inside_longer(const struct checker *c, const char *source, const char *zh)
{
	for (size_t i = 0; i < c->n_terms; i++)
		if (strlen(c->terms[i].zh) > strlen(zh) && strstr(c->terms[i].zh, zh) &&
		    strstr(source, c->terms[i].zh))
			return true;
	return false;
}

static void
check_terms(const struct checker *c, const struct check_unit *u, struct findings *to)
{
	for (size_t i = 0; i < c->n_terms; i++) {
		const struct term_row *t = &c->terms[i];
		bool known = false;
		if (!strstr(u->source, t->zh) || rendered(u->target, t->ja, to->memory) ||
		    inside_longer(c, u->source, t->zh))
			continue;
		for (size_t k = 0; k < c->n_terms && !known;
		     k++) /* another rendering of the list */
			known = strcmp(c->terms[k].zh, t->zh) == 0 &&
			        rendered(u->target, c->terms[k].ja, to->memory);
		if (!known)
			finding_add(to, u, "term", CHECK_WARNING,
			    arena_printf(to->memory, "用語「%s」は「%s」", t->zh, t->ja));
	}
}

static void
check_same(const struct check_unit *u, size_t i, struct findings *to)
{
	for (size_t k = 0; k < i; k++)
		if (*u[k].target && strcmp(u[k].source, u[i].source) == 0 &&
		    strcmp(u[k].target, u[i].target) != 0) {
			finding_add(to, &u[i], "consistency", CHECK_WARNING,
			    arena_printf(to->memory, "同じ原文(%s)と訳が違う", u[k].id));
			return;
		}
}

static bool
polite(const char *text)
{
	return strstr(text, "です。") || strstr(text, "ます。") || strstr(text, "ました。");
}

static bool
plain(const char *text)
{
	return strstr(text, "である。") || strstr(text, "する。") || strstr(text, "ない。");
}

static void
check_style(const struct check_unit *u, size_t n, struct findings *to)
{
	bool any_plain = false;
	for (size_t i = 0; i < n; i++)
		any_plain |= plain(u[i].target);
	for (size_t i = 0; i < n; i++)
		if (polite(u[i].target))
			finding_add(to, &u[i], "style", CHECK_WARNING,
			    any_plain ? "です・ます体が混じる(である体に)"
			              : "です・ます体(である体に)");
}

static void
check_unit(const struct checker *c, const struct check_unit *all, size_t i, struct findings *to)
{
	const struct check_unit *u = &all[i];
	const char *numbers = check_numbers(u->source, u->target, to->memory);
	if (numbers)
		finding_add(to, u, "number", CHECK_ERROR, numbers);
	if (strcmp(u->source_tags, u->target_tags) != 0)
		finding_add(to, u, "tag", CHECK_ERROR, "タグが原文と違う");
	check_untranslated(c, u, to);
	check_terms(c, u, to);
	check_text(u, to);
	check_marks(u, to);
	check_references(c, u, to);
	check_same(all, i, to);
}

void
check_units(const struct checker *c, const struct check_unit *u, size_t n, bool partial,
    struct findings *to)
{
	for (size_t i = 0; i < n; i++) {
		if (u[i].fixed)
			continue;
		if (*u[i].target == '\0') {
			if (!partial)
				finding_add(to, &u[i], "empty", CHECK_ERROR,
				    "訳文がない(または原文のまま)");
		} else
			check_unit(c, u, i, to);
	}
	check_style(u, n, to);
}
