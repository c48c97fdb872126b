/* title.c - one title from its characters to its draft. */
#include <iconv.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

/* The （…） that ends the text: where it begins, 0 when the text does not end in one or is nothing
 * else. */
static size_t
tail_paren(const char *text)
{
	size_t n = strlen(text), last = 0, at = 0;
	while (at < n) {
		size_t len = bracket_length(text + at, n - at);
		if (len > 0 && strncmp(text + at, "（", 3) == 0 && at + len == n)
			last = at;
		if (len == 0)
			(void)utf8_decode(text + at, n - at, &len);
		at += len;
	}
	return last;
}

static const char *
remembered(struct run *r, const char *text)
{
	const struct entry *e = glossary_find(&r->t->memory, text, strlen(text));
	if (e == NULL)
		return NULL;
	run_piece(r, text, strlen(text), e->ja, "memory");
	if (r->template == NULL)
		r->template = "P00";
	return e->ja;
}

const char *
title_any(struct run *r, const char *text)
{
	const char *ja = remembered(r, text);
	if (ja)
		return ja;
	if (r->depth >= RUN_DEPTH || glossary_find(&r->t->glossary, text, strlen(text)))
		return noun_draft(r, text, MODE_NAME);
	r->depth++;
	ja = pattern_draft(r, PATTERN_WHOLE, text);
	size_t tail = ja ? 0 : tail_paren(text);
	if (tail > 0)
		ja = arena_printf(r->a, "%s%s", title_any(r, arena_strn(r->a, text, tail)),
		    noun_draft(r, text + tail, MODE_NAME));
	if (ja == NULL)
		ja = pattern_draft(r, PATTERN_TITLE, text);
	if (ja == NULL)
		ja = name_draft(r, text);
	r->depth--;
	return ja;
}

/* A bare name is a title when it ends like one: a document type, a law, 状況, 名簿 ... */
static bool
is_name(struct run *r, const char *text)
{
	size_t tail = tail_paren(text);
	if (tail > 0)
		return is_name(r, arena_strn(r->a, text, tail));
	if (strncmp(text, "《", 3) == 0 && bracket_length(text, strlen(text)) == strlen(text))
		return true;
	const struct entry *e = glossary_find(&r->t->glossary, text, strlen(text));
	if (e == NULL)
		e = glossary_ending(&r->t->glossary, text, strlen(text));
	/* 施行, 公布 are words of law, and end headlines. */
	return e && (e->class == TERM_LAW || e->class == TERM_DOCUMENT) &&
	       !verb_is(&r->t->verbs, e->zh, e->len) &&
	       !word_find(&r->t->templates, "news", e->zh, e->len);
}

static void
words_check(struct run *r, const char *zh)
{
	static const char *const buying[] = {"招标", "中标", "采购", "成交公告", "竞争性磋商",
	    "询价", "比选", "废标", "谈判公告", "单一来源"};
	for (size_t i = 0; i < sizeof(buying) / sizeof(*buying); i++)
		if (strstr(zh, buying[i]))
			r->flags |= FLAG_PROCUREMENT;
	if (strstr(zh, "计划") && strstr(zh, "规划"))
		r->flags |= FLAG_TWO_PLANS;
	if (strstr(zh, "——"))
		r->flags |= FLAG_SLOGAN;
}

static bool
in_jis(const struct translator *t, const char *s, size_t n)
{
	char out[8], *to = out, *from = (char *)s;
	size_t room = sizeof(out);
	bool fits = iconv(t->jis, &from, &n, &to, &room) != (size_t)-1;
	(void)iconv(t->jis, NULL, NULL, NULL, NULL);
	return fits;
}

/* Characters that Japanese fonts may lack, and traditional forms that the map does not know. */
static void
characters_check(struct run *r, const char *zh, const char *ja)
{
	static const char traditional[] = "關於國務會議條從發佈氣點區實見產業與為";
	int old = 0;
	for (size_t len, n = strlen(ja); n > 0; ja += len, n -= len)
		if (utf8_is_han(utf8_decode(ja, n, &len)) && !in_jis(r->t, ja, len))
			r->flags |= FLAG_NONJIS;
	for (size_t len, n = strlen(zh); n > 0; zh += len, n -= len) {
		int cp = utf8_decode(zh, n, &len);
		r->han += utf8_is_han(cp);
		bool kana = cp >= 0x3041 && cp <= 0x30FA;
		old += kana ||
		       (utf8_is_han(cp) && memmem(traditional, sizeof(traditional) - 1, zh, len));
	}
	if (old >= 2)
		r->flags |= FLAG_NOT_SIMPLIFIED;
}

static const char *
trimmed(const char *zh, struct arena *a)
{
	size_t n = strlen(zh), len;
	while (n > 0 && utf8_is_space(utf8_decode(zh, n, &len))) {
		zh += len;
		n -= len;
	}
	while (n > 0 && (unsigned char)zh[n - 1] <= ' ')
		n--;
	return arena_strn(a, zh, n);
}

void
draft_end(struct run *r, const char *zh, const char *ja, struct draft_text *out)
{
	characters_check(r, zh, ja);
	size_t mapped = r->mapped < r->han ? r->mapped : r->han;
	*out = (struct draft_text){
	    .zh = zh,
	    .ja = ja,
	    .template = r->template ? r->template : "NONE",
	    .flags = flag_names(r->flags, r->a),
	    .coverage = r->han > 0 ? 1 - (double)mapped / (double)r->han : 1,
	    .pieces = r->pieces,
	    .n_pieces = r->n_pieces,
	};
}

void
title_draft(const struct translator *t, const char *zh, struct arena *a, struct draft_text *out)
{
	struct run r = {.t = t, .a = a};
	zh = trimmed(zh, a);
	const char *text = title_normalise(zh, a, &r.flags);
	const char *ja = title_any(&r, text);
	if (r.template == NULL && is_name(&r, text))
		r.template = tail_paren(text) > 0 ? "P29" : "P28";
	if (r.template == NULL)
		r.flags |= FLAG_NO_TEMPLATE;
	if (strcmp(r.template ? r.template : "", "P00") == 0)
		r.flags = 0; /* an editor has settled it */
	else {
		words_check(&r, text);
		ja = bracket_levels(&r, ja);
	}
	draft_end(&r, zh, ja, out);
}

void
issuer_draft(const struct translator *t, const char *zh, struct arena *a, struct draft_text *out)
{
	struct run r = {.t = t, .a = a};
	zh = trimmed(zh, a);
	const char *text = title_normalise(zh, a, &r.flags);
	const char *ja = bracket_levels(&r, issuers_draft(&r, text, false));
	draft_end(&r, zh, ja, out);
}
