/* mention.c - see mention.h. */
#include "store/mention.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "store/title.h"

enum {
	PURPOSE_BYTES = 1500, /* why a paper is made stands at its head */
	EVIDENCE_BYTES = 360,
	LEAST_CORE_BYTES = 12,
};

static bool
holds_any(const char *s, size_t n, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (memmem(s, n, words[i], strlen(words[i])))
			return true;
	return false;
}

/* "《…》、《…》同时废止", "决定废止《…》"; not "《…》继续有效,《…》废止", not "不予废止". */
static bool
is_ended(const char *sentence, size_t before, const char *after, size_t behind,
    const char *const repeal[])
{
	static const char *const stays[] = {
	    "有效", "不再", "不予", "不作", "尚未", "未被", "未予", "暂不", "保留", NULL};
	static const char *const ends[] = {"废止", "废止了", "废止原", NULL};
	for (size_t i = 0; ends[i]; i++) {
		size_t n = strlen(ends[i]) + strlen("\u300a");
		if (before >= n && memcmp(sentence + before - n, ends[i], strlen(ends[i])) == 0)
			return !holds_any(sentence, before, stays);
	}
	for (size_t i = 0; repeal[i]; i++) {
		const char *end = memmem(after, behind, repeal[i], strlen(repeal[i]));
		if (end)
			return !holds_any(after, (size_t)(end - after), stays);
	}
	return false;
}

/* How a paper named at `at` is spoken of in its sentence. */
static enum mention_role
role_of(const char *sentence, size_t len, const char *at, const char *after, bool head)
{
	static const char *const purpose[] = {"贯彻", "落实", "根据", "按照", "依据", "遵照", NULL};
	static const char *const repeal[] = {"废止", NULL};
	static const char *const revise[] = {"修订", "修改", "修正", NULL};
	size_t behind = (size_t)(sentence + len - after), before = (size_t)(at - sentence);
	if (is_ended(sentence, before, after, behind, repeal))
		return MENTION_REPEALS;
	if (holds_any(after, behind < 45 ? behind : 45, revise))
		return MENTION_REVISES;
	if (head && holds_any(sentence, before, purpose))
		return MENTION_PURPOSE;
	return MENTION_CITES;
}

/* Where the letters of an issuer begin before the bracket of a number: words that lead up to it are
 * not part of it. */
static const char *
number_start(const char *sentence, const char *bracket)
{
	static const char *const stops[] = {"原", "据", "照", "和", "与", "及", "对", "以", "即",
	    "将", "为", "由", "于", "的", "到", NULL};
	static const char *const words[] = {"贯彻", "落实", "印发", "转发", "下发", "执行", "参照",
	    "关于", "通知", "文件", "详见", NULL};
	const char *at = bracket;
	for (int han = 0; han < 10 && at - sentence >= 3; han++) {
		size_t len;
		if (!utf8_is_han(utf8_decode(at - 3, 3, &len)) || len != 3 ||
		    holds_any(at - 3, 3, stops) ||
		    (at - sentence >= 6 && holds_any(at - 6, 6, words)))
			break;
		at -= 3;
	}
	return at;
}

struct reader {
	const struct folding *fold;
	struct arena *arena;
	struct mention *out;
	size_t n, max;
};

static const char *
evidence(struct reader *r, const char *sentence, size_t len)
{
	if (len > EVIDENCE_BYTES) {
		len = EVIDENCE_BYTES;
		while ((sentence[len] & 0xc0) == 0x80)
			len--;
	}
	return arena_strn(r->arena, sentence, len);
}

static void
add(struct reader *r, struct mention m)
{
	if (r->n < r->max)
		r->out[r->n++] = m;
}

/* A number right behind a title in brackets: "《…》(国发[2023]24号)". */
static const char *
number_behind(struct reader *r, const char **after)
{
	bool strong;
	size_t n = **after == '(' ? number_length(*after + 1) : 0;
	if (n == 0)
		return NULL;
	const char *number =
	    document_number(r->fold, arena_strn(r->arena, *after + 1, n), r->arena, &strong);
	*after += n + 1;
	return number;
}

static void
read_titles(struct reader *r, const char *sentence, size_t len, bool head)
{
	const char *copy = arena_strn(r->arena, sentence, len), *after = copy, *in;
	size_t n;
	while ((in = title_quoted(after, &n, &after)) != NULL) {
		const char *core = title_core(in, n, r->arena);
		const char *number = number_behind(r, &after);
		if (strlen(core) < LEAST_CORE_BYTES)
			continue;
		add(r, (struct mention){.role = role_of(copy, len, in, after, head),
		           .core = core,
		           .number = number,
		           .named = arena_strn(r->arena, in, n),
		           .sentence = evidence(r, sentence, len)});
	}
}

/* Numbers that stand without a title. */
static void
read_numbers(struct reader *r, const char *sentence, size_t len, bool head, const char *bracket)
{
	const char *copy = arena_strn(r->arena, sentence, len);
	for (const char *at = copy; (at = strstr(at, bracket)) != NULL;) {
		bool strong;
		const char *start = number_start(copy, at);
		size_t n = number_length(start);
		at += strlen(bracket);
		if (n == 0 || (start > copy && start[-1] == '(' && start - 4 >= copy &&
		                  memcmp(start - 4, "\u300b", 3) == 0))
			continue;
		const char *text = arena_strn(r->arena, start, n);
		const char *number = document_number(r->fold, text, r->arena, &strong);
		if (strong)
			add(r, (struct mention){.role = role_of(copy, len, start, start + n, head),
			           .number = number,
			           .named = text,
			           .sentence = evidence(r, sentence, len)});
	}
}

/* Up to the next stop, whose own bytes are *stop. */
static size_t
sentence_length(const char *s, size_t *stop)
{
	static const char *const stops[] = {"。", "；", ";", "\n", "!", "?", NULL};
	size_t n = 0;
	for (; s[n += strcspn(s + n, "\xe3\xef;\n!?")]; n++) /* where one of them may begin */
		for (size_t i = 0; stops[i]; i++)
			if (strncmp(s + n, stops[i], *stop = strlen(stops[i])) == 0)
				return n;
	*stop = 0;
	return n;
}

size_t
mentions_read(
    const struct folding *fold, const char *text, struct arena *a, struct mention *out, size_t max)
{
	struct reader r = {.fold = fold, .arena = a, .out = out, .max = max};
	struct buf whole;
	buf_init(&whole, CAP_BODY);
	fold_text(fold, text, &whole);
	for (size_t at = 0; at < whole.len && r.n < max;) {
		const char *sentence = whole.text + at;
		size_t stop, len = sentence_length(sentence, &stop);
		if (len > 0 && len < CAP_FIELD) {
			read_titles(&r, sentence, len, at < PURPOSE_BYTES);
			read_numbers(&r, sentence, len, at < PURPOSE_BYTES, "\u3014");
			read_numbers(&r, sentence, len, at < PURPOSE_BYTES, "[");
		}
		at += len + stop;
	}
	buf_release(&whole);
	return r.n;
}

bool
text_names(const struct folding *fold, const char *text, const char *core)
{
	enum { LOOKED_AT = 16 };
	struct arena a = {0};
	struct mention found[LOOKED_AT];
	bool named = false;
	size_t n = mentions_read(fold, text, &a, found, LOOKED_AT);
	for (size_t i = 0; i < n; i++)
		named = named || (found[i].core && strcmp(found[i].core, core) == 0);
	arena_release(&a);
	return named;
}
