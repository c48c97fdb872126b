/* citation.c - the documents a text names: titles in 《》 with the number behind them, numbers
 * alone, and the short names it gives them. Each is told once; the text's own title is no citation.
 */
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/scan.h"
#include "parse/extract/text.h"

enum { TITLE_LONGEST = 360, BRACKET_LONGEST = 400, PREFIX_LONGEST = 12, TITLE_SHORTEST = 6 };

static const char open_title[] = "《", close_title[] = "》";

/* The title that begins at `at`, with titles in it; its end behind the closing mark, 0: none. */
static size_t
title_end(const char *text, size_t at, size_t n)
{
	int depth = 0;
	for (size_t i = at; i + 3 <= n && i - at < TITLE_LONGEST; i++) {
		depth += memcmp(text + i, open_title, 3) == 0;
		depth -= memcmp(text + i, close_title, 3) == 0;
		if (depth == 0)
			return i + 3;
	}
	return 0;
}

/* Titles and numbers without blanks and whatever bracket: for telling whether two are one. */
static const char *
cite_key(struct arena *a, const char *text)
{
	static const char *const marks[] = {"《", "》", "〈", "〉", "〔", "〕", "[", "]", "(", ")",
	    "【", "】", "﹝", "﹞", "（", "）", "“", "”", "—", "-", "－"};
	char *key = text_key(a, text), *to = key;
	for (const char *s = key; *s;) {
		size_t len = 0;
		for (size_t i = 0; i < sizeof marks / sizeof *marks && len == 0; i++)
			if (text_begins(s, marks[i]))
				len = strlen(marks[i]);
		if (len == 0)
			*to++ = *s++;
		s += len;
	}
	*to = '\0';
	return key;
}

static bool
same_key(const char *x, const char *y)
{
	return x && y && strcmp(x, y) == 0;
}

/* The cite told before that this title, short name or number is of. */
static struct cite *
cite_known(const struct scan *s, const char *title, const char *number)
{
	for (size_t i = 0; i < s->n_cites; i++) {
		struct cite *x = &s->cites[i];
		if (same_key(title, x->title) || same_key(title, x->alias) ||
		    (same_key(number, x->number) && !(title && x->title)))
			return x;
	}
	return NULL;
}

/* A title that is the document's own, or that it issues: 关于印发《…》的通知. */
static bool
is_own(const struct scan *s, const char *key)
{
	static const char *const issued[] = {
	    "印发", "发布", "公布", "下达", "公开", "征求", "批准"};
	static const char *const ends[] = {
	    "通知", "公告", "函", "意见", "通告", "公示", "令", "决定"};
	static const char *const about[] = {"解读", "答记者问", "图解", "转发", "修改", "废止"};
	const char *own = s->article->title;
	if (own == NULL)
		return false;
	const char *own_key = cite_key(s->arena, own);
	if (strcmp(own_key, key) == 0)
		return true;
	if (strstr(own_key, key) == NULL)
		return false;
	bool issues = false, ended = false;
	for (size_t i = 0; i < sizeof about / sizeof *about; i++)
		if (strstr(own, about[i]))
			return false;
	for (size_t i = 0; i < sizeof issued / sizeof *issued; i++)
		issues |= strstr(own, issued[i]) != NULL;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		ended |= text_ends(own, ends[i]);
	return issues && ended;
}

/* What documents are called: books, papers and songs stand in 《》 too. Short ones are words for
 * the paper at hand. */
static bool
is_document(const char *title)
{
	static const char *const ends[] = {"法", "法典", "条例", "规定", "办法", "计划", "方案",
	    "规划", "意见", "通知", "公告", "标准", "规范", "指南", "目录", "清单", "决定", "纲要",
	    "函", "批复", "细则", "要求", "导则", "规程", "预案", "协议", "公约", "限值", "方法",
	    "条件", "议案", "令", "通报", "要点", "措施", "准则", "制度", "政策", "指引", "议定书",
	    "建议", "规则", "通则"};
	enum { LAW_SHORTEST = 9, SHORTEST = 15 };
	size_t n = strlen(title);
	const char *bracket = strstr(title, "（");
	if (bracket == NULL)
		bracket = strchr(title, '(');
	if (bracket)
		n = (size_t)(bracket - title);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t len = strlen(ends[i]);
		if (n >= (i < 2 ? LAW_SHORTEST : SHORTEST) &&
		    memcmp(title + n - len, ends[i], len) == 0)
			return true;
	}
	return false;
}

/* The first document number in a part of the text, told by the pattern's groups. */
static bool
number_find(const struct scan *s, struct span in, struct span *number)
{
	struct span spans[SPAN_MAX];
	const char *text = s->facts->body + s->line;
	if (!pattern_find(s->patterns, PATTERN_DOC_NUMBER, text, in.end, in.start, spans))
		return false;
	*number = spans[0];
	return true;
}

static bool
ends_at(const char *text, size_t start, size_t at, const char *word)
{
	size_t len = strlen(word);
	return at - start >= len && memcmp(text + at - len, word, len) == 0;
}

static size_t
back_one(const char *text, size_t at)
{
	at--;
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static bool
is_han_before(const char *text, size_t start, size_t at)
{
	size_t len, before = at > start ? back_one(text, at) : at;
	return before < at && utf8_is_han(utf8_decode(text + before, at - before, &len));
}

/* Where the issuer's letters begin that end at `end`: what leads up to them in the sentence is no
 * part of them. A county's own first letter, with nothing in front, is: 和政发, 于府发. */
static size_t
prefix_start(const char *text, size_t from, size_t end)
{
	static const char *const words[] = {"贯彻", "落实", "根据", "按照", "依据", "依照", "遵照",
	    "参照", "执行", "印发", "转发", "下发", "关于", "通知", "文件", "公告", "废止", "修订",
	    "修改", "替代", "见", "详见", "即", "的", "如", "由", "按", "经", "在", "为", "将",
	    "以", "从", "到", "于", "及", "与", "和", "对", "号", "部门", "规定", "原"};
	size_t at = end;
	for (int letters = 0; letters < PREFIX_LONGEST && is_han_before(text, from, at);
	     letters++) {
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			size_t len = strlen(words[i]);
			if (ends_at(text, from, at, words[i]) &&
			    (len > 3 || is_han_before(text, from, at - len)))
				return at;
		}
		at = back_one(text, at);
	}
	return at;
}

/* The conjunction at the head of the letters, when it joins them to a title or number before. */
static size_t
joined_start(const char *text, size_t start)
{
	static const char *const joins[] = {"和", "与", "及", "或", "对", "原"};
	bool behind = start >= 3 && (memcmp(text + start - 3, close_title, 3) == 0 ||
	                                memcmp(text + start - 3, "号", 3) == 0);
	for (size_t i = 0; behind && i < sizeof joins / sizeof *joins; i++)
		if (text_begins(text + start, joins[i]))
			return start + 3;
	return start;
}

/* The number without the words in front of it; the pattern's first group may begin anywhere, even
 * behind a mark (PCRE2 counts 。 among the Han script). */
static struct span
number_trim(const char *text, struct span number)
{
	size_t end = number.start;
	while (text[end] < '0' || text[end] > '9')
		end++;
	while (end > number.start && text[end - 1] == ' ')
		end--;
	end = back_one(text, end);
	while (end > number.start && text[end - 1] == ' ')
		end--;
	size_t start = prefix_start(text, number.start, end);
	return (struct span){joined_start(text, start), number.end};
}

/* （国发〔2026〕31号，以下简称《行动计划》）: what the bracket behind a title says of it. */
static size_t
bracket_read(const struct scan *s, size_t at, const char **number, const char **alias)
{
	static const char *const calls[] = {"以下简称", "下称", "简称"};
	const char *text = s->facts->body + s->line;
	bool wide = text_begins(text + at, "（");
	if (!wide && text[at] != '(')
		return at;
	const char *close = wide ? "）" : ")";
	size_t left = s->n - at < BRACKET_LONGEST ? s->n - at : BRACKET_LONGEST;
	const char *end = memmem(text + at, left, close, strlen(close));
	if (end == NULL)
		return at;
	struct span in = {at + (wide ? 3 : 1), (size_t)(end - text)}, found;
	if (number_find(s, in, &found) && found.start < in.end)
		*number = scan_text(s, number_trim(text, found));
	for (size_t i = 0; i < sizeof calls / sizeof *calls && *alias == NULL; i++) {
		const char *call =
		    memmem(text + in.start, in.end - in.start, calls[i], strlen(calls[i]));
		if (call == NULL)
			continue;
		size_t from = (size_t)(call - text) + strlen(calls[i]);
		const char *key = cite_key(s->arena, scan_text(s, (struct span){from, in.end}));
		if (*key)
			*alias = key;
	}
	return in.end + strlen(close);
}

/* Takes what a mention adds to a cite that is known, or tells a new one. */
static void
cite_add(struct scan *s, struct span in, const struct fact *read, const struct cite *keys)
{
	struct cite *known = cite_known(s, keys->title, keys->number);
	if (known == NULL) {
		size_t index = s->facts->n;
		fact_add(s, FACT_CITES, in);
		if (s->facts->n == index)
			return;
		s->cites = arena_grow(
		    s->arena, s->cites, s->n_cites, s->n_cites + 1, &s->room, sizeof *s->cites);
		known = &s->cites[s->n_cites++];
		*known = (struct cite){.fact = index};
	}
	struct fact *f = &s->facts->fact[known->fact];
	if (!known->title) {
		known->title = keys->title;
		f->title = read->title;
	}
	if (!known->number) {
		known->number = keys->number;
		f->number = read->number;
	}
	if (!known->alias) {
		known->alias = keys->alias;
		f->alias = read->alias;
	}
}

static const char *
key_of(const struct scan *s, const char *text)
{
	return text ? cite_key(s->arena, text) : NULL;
}

static void
title_take(struct scan *s, struct span in, const struct fact *read)
{
	struct cite keys = {.title = key_of(s, read->title),
	    .number = key_of(s, read->number),
	    .alias = key_of(s, read->alias)};
	if (is_own(s, keys.title)) {
		s->own_alias = keys.alias ? keys.alias : s->own_alias;
		return;
	}
	if ((is_document(read->title) || cite_known(s, keys.title, NULL)) &&
	    !same_key(keys.title, s->own_alias))
		cite_add(s, in, read, &keys);
}

static void
titles_read(struct scan *s)
{
	const char *text = s->facts->body + s->line, *hit;
	for (size_t at = 0; (hit = memmem(text + at, s->n - at, open_title, 3)) != NULL;) {
		size_t from = (size_t)(hit - text), end = title_end(text, from, s->n);
		at = from + 3;
		if (end == 0 || end - from - 6 < TITLE_SHORTEST)
			continue;
		struct fact read = {.title = scan_text(s, (struct span){from + 3, end - 3})};
		at = bracket_read(s, end, &read.number, &read.alias);
		title_take(s, (struct span){from, at}, &read);
	}
}

/* True when the place is inside 《》 or in the bracket behind it, which titles_read() has seen. */
static bool
is_titled(const char *text, size_t at)
{
	for (size_t i = at; i >= 3 && at - i < BRACKET_LONGEST; i--) {
		if (memcmp(text + i - 3, open_title, 3) == 0)
			return true;
		if (memcmp(text + i - 3, "）", 3) == 0 || text[i - 1] == ')')
			return false;
		if (memcmp(text + i - 3, close_title, 3) == 0)
			return text_begins(text + i, "（") || text[i] == '(';
	}
	return false;
}

static void
numbers_read(struct scan *s)
{
	const char *text = s->facts->body + s->line;
	struct span found;
	for (size_t at = 0; number_find(s, (struct span){at, s->n}, &found); at = found.end) {
		struct span in = number_trim(text, found);
		const char *number = scan_text(s, in);
		bool alone = found.start == 0 && found.end == s->n;
		struct cite keys = {.number = key_of(s, number)};
		if (!alone && !is_titled(text, in.start) &&
		    !same_key(keys.number, key_of(s, s->article->doc_number)))
			cite_add(s, in, &(struct fact){.number = number}, &keys);
	}
}

void
citations_read(struct scan *s)
{
	titles_read(s);
	numbers_read(s);
}
