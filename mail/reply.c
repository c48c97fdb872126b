/* reply.c - see reply.h. */
#include "mail/reply.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/utf8.h"
#include "store/request.h"

enum { MOST_IDS = 50, DIGITS_OF_AN_ID = 3 };

static const char *const wishes[] = {
    "翻訳希望", "翻訳を希望", "翻訳の希望", "翻訳 希望", "翻訳　希望", NULL};
static const char *const refusals[] = {"しません", "ありません", "取り消", "取消", "取りやめ",
    "キャンセル", "不要", "希望しない", "取り下げ", "取下げ", "ではなく", "辞退", "見送",
    "要りません", "いりません", NULL};
/* How an instruction of ours, or of a mail that holds one, goes on. */
static const char *const instructions[] = {"1行目に", "１行目に", NULL};
/* The first field of a message that is quoted; behind a sender's a colon or blanks, behind the
 * others a colon. */
static const char *const fields[] = {"From", "Sent", "Subject", "宛先", "件名", "送信日時", NULL};
static const char *const heads[] = {"差出人", "送信者", "送信元", "発信者", "発信元", NULL};
static const char *const attributions[] = {
    " wrote:", "さんは書きました", "さんからのメッセージ", "のメッセージ:", NULL};
static const char *const dividers[] = {"Original Message", "Forwarded", "元のメッセージ",
    "転送メッセージ", "転送:", "Original Appointment", "Forwarded message", "転送", NULL};
/* What programs put around such lines. */
static const char around[] = "-=*_~#<>[]【】■□●◆◇・━─　 \t";

static const char *
find_any(const char *line, const char *const *words)
{
	for (; *words; words++) {
		const char *at = strstr(line, *words);
		if (at)
			return at;
	}
	return NULL;
}

static bool
begins_any(const char *line, const char *const *words)
{
	for (; *words; words++)
		if (strncasecmp(line, *words, strlen(*words)) == 0)
			return true;
	return false;
}

static const char *
skip_blanks(const char *s)
{
	size_t len, left = strlen(s);
	while (left > 0 && utf8_is_space(utf8_decode(s, left, &len))) {
		s += len;
		left -= len;
	}
	return s;
}

/* A row of one sign, as mail programs and the bulletin's text draw them. */
static bool
is_rule(const char *line)
{
	static const char *const signs[] = {"_", "━", "─", NULL};
	for (const char *const *sign = signs; *sign; sign++) {
		size_t n = strlen(*sign), times = 0;
		while (strncmp(line + times * n, *sign, n) == 0)
			times++;
		if (times >= 10)
			return true;
	}
	return false;
}

/* The length of a character of `around` at s, or 0. */
static size_t
around_at(const char *s)
{
	size_t len, n;
	int cp = utf8_fold_width(utf8_decode(s, strlen(s), &len));
	for (const char *a = around; *s && *a; a += n)
		if (utf8_decode(a, strlen(a), &n) == cp)
			return len;
	return 0;
}

static const char *
skip_around(const char *s)
{
	for (size_t n; (n = around_at(s)) > 0;)
		s += n;
	return s;
}

/* "-----Original Message-----", or the words alone between rows of signs. */
static bool
is_divider(const char *line)
{
	const char *words = skip_around(line);
	if (strncmp(line, "--", 2) == 0 && find_any(line, dividers))
		return true;
	for (const char *const *d = dividers; *d; d++)
		if (strncasecmp(words, *d, strlen(*d)) == 0 &&
		    *skip_around(words + strlen(*d)) == '\0')
			return true;
	return false;
}

/* "差出人: ", "■ 差出人　". */
static bool
is_field_of(const char *line, const char *const *names, bool blanks)
{
	size_t len;
	for (; *names; names++) {
		size_t n = strlen(*names);
		if (strncasecmp(line, *names, n) != 0)
			continue;
		const char *after = skip_blanks(line + n);
		if (*after && utf8_fold_width(utf8_decode(after, strlen(after), &len)) == ':')
			return true;
		if (blanks && after > line + n)
			return true;
	}
	return false;
}

static bool
is_head(const char *line)
{
	line = skip_around(line);
	return is_field_of(line, heads, true) || is_field_of(line, fields, false);
}

/* "10:00", "10時" */
static bool
has_hour(const char *line)
{
	for (const char *s = line; *s; s++) {
		size_t n = strspn(s, "0123456789");
		if (n > 0 && (strncmp(s + n, "時", 3) == 0 ||
		                 (s[n] == ':' && strspn(s + n + 1, "0123456789") >= 2)))
			return true;
		s += n > 0 ? n - 1 : 0;
	}
	return false;
}

/* "2026年7月8日(水) 10:00 山田:": a day and an hour, and a colon at the end. */
static bool
is_attribution(const char *line)
{
	static const char *const marks[] = {"年", "/", "-", ".", NULL};
	size_t n = strlen(line);
	while (n > 0 && strchr(" \t\r", line[n - 1]))
		n--;
	bool colon =
	    n > 0 && (line[n - 1] == ':' || (n >= 3 && memcmp(line + n - 3, "：", 3) == 0));
	for (const char *s = line; colon && has_hour(line) && (s = strstr(s, "20")) != NULL; s++)
		if (strspn(s, "0123456789") == 4 && begins_any(s + 4, marks))
			return true;
	return false;
}

/* The first line of what others wrote. */
static bool
begins_quotation(const char *line, const char *own)
{
	static const char *const marks[] = {
	    ">", "＞", "|", "｜", "»", ":", "：", "中国大気政策月報", NULL};
	line = skip_blanks(line);
	while (*line == '*')
		line++;
	if (begins_any(line, marks))
		return strncmp(line, "中国", 6) != 0 || !find_any(line, wishes);
	return is_head(line) || is_rule(line) || is_divider(line) || is_attribution(line) ||
	       find_any(line, attributions) || (own && strcasestr(line, own));
}

struct reading {
	struct arena *a;
	const char **ids, **wrong;
	size_t n_ids, n_wrong, ids_room, wrong_room;
};

static void
put(struct reading *r, const char ***list, size_t *n, size_t *room, const char *id)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*list)[i], id) == 0)
			return;
	if (*n >= MOST_IDS)
		return;
	*list = arena_grow(r->a, *list, *n, *n + 1, room, sizeof **list);
	(*list)[(*n)++] = arena_str(r->a, id);
}

/* A word of letters and digits, in upper case. */
struct word {
	char text[32];
	size_t n, digits;
	bool joined; /* nothing but blanks and hyphens between it and the word before */
};

/* The next word of a line, of any width; false at its end. */
static bool
next_word(const char **line, struct word *w)
{
	size_t len;
	*w = (struct word){.joined = true};
	for (; **line; *line += len) {
		int cp = utf8_fold_width(utf8_decode(*line, strlen(*line), &len));
		if (cp >= 'a' && cp <= 'z')
			cp -= 'a' - 'A';
		if ((cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9')) {
			if (w->n < sizeof w->text - 1)
				w->text[w->n++] = (char)cp;
			w->digits += cp <= '9';
		} else if (w->n > 0)
			break;
		else
			w->joined &= cp == ' ' || cp == '-' || cp == 0x2010 || cp == 0x2011 ||
			             cp == 0x2013 || cp == 0x2212 || cp == 0x30fc ||
			             utf8_is_space(cp);
	}
	return w->n > 0;
}

static bool
is_id(const char *before, const struct word *w, char id[ITEM_ID_SIZE])
{
	char typed[sizeof w->text * 2];
	snprintf(typed, sizeof typed, "%s%s", before, w->text);
	return item_id_read(typed, id);
}

/* Ids, also such as were written in two parts; what looks like one and is none. */
static void
take_ids(struct reading *r, const char *line, bool wrong_too)
{
	struct word w, before = {0};
	char id[ITEM_ID_SIZE];
	const char *missed = NULL; /* the word before, when it may be a wrong id */
	while (next_word(&line, &w)) {
		bool whole = is_id("", &w, id),
		     both = !whole && w.joined && is_id(before.text, &w, id);
		if (missed && !both)
			put(r, &r->wrong, &r->n_wrong, &r->wrong_room, missed);
		missed = NULL;
		if (whole || both)
			put(r, &r->ids, &r->n_ids, &r->ids_room, id);
		else if (wrong_too && w.n >= 4 && w.n <= 12 && w.digits >= DIGITS_OF_AN_ID &&
		         w.digits < w.n)
			missed = arena_str(r->a, w.text);
		before = w;
		if (whole || both)
			before.text[0] = '\0';
	}
	if (missed)
		put(r, &r->wrong, &r->n_wrong, &r->wrong_room, missed);
}

/* True when a line asks; `first`: nothing stands above it. */
static bool
asks(const char *line, bool first)
{
	const char *at = find_any(line, wishes);
	if (at == NULL || find_any(line, refusals) || find_any(line, instructions))
		return false;
	const char *begin = skip_blanks(line);
	bool bracket =
	    at - line >= 3 && (strncmp(at - 3, "「", 3) == 0 || strncmp(at - 3, "『", 3) == 0);
	return !bracket || (first && at - 3 == begin);
}

static const char *
own_text(const char *text, const char *own, struct arena *a, const char *const **lines)
{
	struct buf b;
	const char **list = NULL;
	size_t n = 0, room = 0;
	buf_init(&b, CAP_MAIL_TEXT);
	while (*text) {
		size_t len = strcspn(text, "\n");
		const char *line = arena_strn(a, text, len);
		if (begins_quotation(line, own))
			break;
		list = arena_grow(a, list, n, n + 2, &room, sizeof *list);
		list[n++] = line;
		buf_adds(&b, line);
		buf_addc(&b, '\n');
		text += len + (text[len] == '\n');
	}
	list = arena_grow(a, list, n, n + 1, &room, sizeof *list);
	list[n] = NULL;
	*lines = list;
	const char *whole = arena_strn(a, b.text, b.len);
	buf_release(&b);
	return whole;
}

static bool
is_answer_subject(const char *subject)
{
	static const char *const marks[] = {
	    "Re:", "RE :", "Fw:", "Fwd:", "転送", "返信", "回覆", "Aw:", NULL};
	char folded[64];
	size_t n = 0, len;
	subject = skip_blanks(subject);
	if (*subject == '[' && strchr(subject, ']')) /* of a list: [geppo:123] */
		subject = skip_blanks(strchr(subject, ']') + 1);
	for (; *subject && n + 5 < sizeof folded; subject += len)
		n += utf8_encode(
		    (unsigned)utf8_fold_width(utf8_decode(subject, strlen(subject), &len)),
		    folded + n);
	folded[n] = '\0';
	return begins_any(folded, marks);
}

void
reply_read(
    const char *subject, const char *text, const char *own, struct arena *a, struct reply *out)
{
	struct reading r = {.a = a};
	const char *const *lines;
	bool above = false, near = false;
	*out = (struct reply){.text = own_text(text ? text : "", own, a, &lines)};
	if (subject && !is_answer_subject(subject) && asks(subject, true)) {
		out->asks = true;
		take_ids(&r, subject, true);
	}
	for (const char *const *l = lines; *l; l++) {
		bool blank = *skip_blanks(*l) == '\0', wish = asks(*l, !above);
		out->asks |= wish;
		near = wish || (near && !blank);
		if (near && !find_any(*l, refusals))
			take_ids(&r, *l, true);
		above |= !blank;
	}
	/* no id near the wish: any above the quotation */
	bool none_near = out->asks && r.n_ids + r.n_wrong == 0;
	for (const char *const *l = lines; *l && none_near; l++)
		if (!find_any(*l, instructions) && !find_any(*l, refusals))
			take_ids(&r, *l, false);
	static const char *const none[] = {NULL};
	r.ids = arena_grow(a, r.ids, r.n_ids, r.n_ids + 1, &r.ids_room, sizeof *r.ids);
	r.wrong = arena_grow(a, r.wrong, r.n_wrong, r.n_wrong + 1, &r.wrong_room, sizeof *r.wrong);
	r.ids[r.n_ids] = r.wrong[r.n_wrong] = NULL;
	out->ids = out->asks ? r.ids : none;
	out->n_ids = out->asks ? r.n_ids : 0;
	out->wrong = out->asks ? r.wrong : none;
	out->n_wrong = out->asks ? r.n_wrong : 0;
}
