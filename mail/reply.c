/* reply.c - see reply.h. */
#include "mail/reply.h"

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
    "キャンセル", "不要", "希望しない", NULL};
/* How an instruction of ours, or of a mail that holds one, goes on. */
static const char *const instructions[] = {"1行目に", "１行目に", NULL};
static const char *const heads[] = {"From:", "From：", "差出人:", "差出人：",
    "差出人 :", "送信者:", "送信者：", "送信元:", "送信元：", "発信者:", "発信者：", NULL};
static const char *const attributions[] = {
    " wrote:", "さんは書きました", "さんからのメッセージ", "のメッセージ:", NULL};
static const char *const dividers[] = {"Original Message", "Forwarded", "元のメッセージ",
    "転送メッセージ", "転送:", "Original Appointment", NULL};

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

static bool
is_divider(const char *line)
{
	return strncmp(line, "--", 2) == 0 && find_any(line, dividers);
}

/* The first line of what others wrote. */
static bool
begins_quotation(const char *line, const char *own)
{
	static const char *const marks[] = {">", "＞", "|", "｜", "»", "中国大気政策月報", NULL};
	line = skip_blanks(line);
	while (*line == '*')
		line++;
	if (begins_any(line, marks))
		return strncmp(line, "中国", 6) != 0 || !find_any(line, wishes);
	return begins_any(line, heads) || is_rule(line) || is_divider(line) ||
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

static void
take_word(struct reading *r, const char *word, size_t n, bool wrong_too)
{
	char typed[32], id[ITEM_ID_SIZE];
	size_t digits = 0;
	if (n < 4 || n >= sizeof typed)
		return;
	memcpy(typed, word, n);
	typed[n] = '\0';
	for (size_t i = 0; i < n; i++)
		digits += typed[i] >= '0' && typed[i] <= '9';
	if (item_id_read(typed, id))
		put(r, &r->ids, &r->n_ids, &r->ids_room, id);
	else if (wrong_too && digits >= DIGITS_OF_AN_ID && digits < n && n <= 12)
		put(r, &r->wrong, &r->n_wrong, &r->wrong_room, typed);
}

/* Words of letters and digits, of any width, in upper case. */
static void
take_ids(struct reading *r, const char *line, bool wrong_too)
{
	char word[32];
	size_t n = 0, len, left = strlen(line);
	for (;; line += len, left -= len) {
		int cp = left > 0 ? utf8_fold_width(utf8_decode(line, left, &len)) : 0;
		if (cp >= 'a' && cp <= 'z')
			cp -= 'a' - 'A';
		if ((cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9')) {
			if (n < sizeof word)
				word[n++] = (char)cp;
			continue;
		}
		take_word(r, word, n, wrong_too);
		n = 0;
		if (left == 0)
			return;
	}
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
	    "Re:", "Re：", "RE :", "Fw:", "Fwd:", "FW：", "転送", "返信", "回覆", "Aw:", NULL};
	return begins_any(skip_blanks(subject), marks);
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
		if (near)
			take_ids(&r, *l, true);
		above |= !blank;
	}
	for (const char *const *l = lines; *l && out->asks && r.n_ids + r.n_wrong == 0; l++)
		if (!find_any(*l, instructions))
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
