/* values.c - see values.h. */
#include "parse/extract/values.h"

#include <string.h>
#include "parse/extract/text.h"

static const struct {
	const char *zh, *bound;
} bounds[] = {{"以内", "at most"}, {"以下", "at most"}, {"及以下", "at most"}, {"之内", "at most"},
    {"以上", "at least"}, {"及以上", "at least"}, {"左右", "about"}};

static const struct {
	const char *zh, *change;
	bool sets;
} verbs[] = {{"下降", "down", false}, {"降低", "down", false}, {"减少", "down", false},
    {"削减", "down", false}, {"压减", "down", false}, {"减排", "down", false},
    {"下降率达", "down", false}, {"降幅为", "down", false}, {"降幅达", "down", false},
    {"降幅达到", "down", false}, {"下降幅度达到", "down", false}, {"下降比例达到", "down", false},
    {"上升", "up", false}, {"提高", "up", false}, {"增长", "up", false}, {"提升", "up", false},
    {"增加", "up", false}, {"升高", "up", false}, {"控制在", "at most", true},
    {"控制到", "at most", true}, {"控制为", "at most", true}, {"不超过", "at most", true},
    {"不得超过", "at most", true}, {"不高于", "at most", true}, {"不得高于", "at most", true},
    {"不大于", "at most", true}, {"不得大于", "at most", true}, {"不多于", "at most", true},
    {"低于", "at most", false}, {"小于", "at most", false}, {"≤", "at most", true},
    {"降至", "at most", false}, {"降到", "at most", false}, {"下降至", "at most", false},
    {"下降到", "at most", false}, {"降低至", "at most", false}, {"降低到", "at most", false},
    {"减少至", "at most", false}, {"减少到", "at most", false}, {"压减到", "at most", false},
    {"压减至", "at most", false}, {"不低于", "at least", true}, {"不得低于", "at least", true},
    {"不少于", "at least", true}, {"不得少于", "at least", true}, {"不小于", "at least", true},
    {"≥", "at least", true}, {"高于", "at least", false}, {"超过", "at least", false},
    {"大于", "at least", false}, {"达到", "at least", false}, {"达", "at least", false},
    {"提高到", "at least", false}, {"提高至", "at least", false}, {"提升到", "at least", false},
    {"提升至", "at least", false}, {"增加到", "at least", false}, {"增长到", "at least", false},
    {"上升到", "at least", false}, {"上升至", "at least", false}, {"为", NULL, false},
    {"是", NULL, false}, {"稳定在", NULL, false}, {"保持在", NULL, false}, {"维持在", NULL, false},
    {"调整为", NULL, false}, {"调整到", NULL, false}, {"修订为", NULL, false},
    {"收严至", NULL, false}, {"收严到", NULL, false}, {"加严至", NULL, false},
    {"加严到", NULL, false}, {"收紧至", NULL, false}, {"收紧到", NULL, false}};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
blanks(const char *s, size_t n)
{
	size_t len = 0;
	while (len < n && s[len] == ' ')
		len++;
	return len;
}

/* 12, 12.5 */
static size_t
number_length(const char *s, size_t n)
{
	size_t len = 0;
	while (len < n && is_digit(s[len]))
		len++;
	if (len > 0 && len + 1 < n && s[len] == '.' && is_digit(s[len + 1]))
		for (len++; len < n && is_digit(s[len]);)
			len++;
	return len;
}

static size_t
dash_length(const char *s, size_t n)
{
	static const char *const dashes[] = {"——", "—", "－", "-", "–", "~", "～", "至", "到"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		size_t len = text_word(s, n, dashes[i]);
		if (len > 0)
			return len;
	}
	return 0;
}

/* One figure of the list; its unit may come with a later one. Bytes read, 0: none. */
static size_t
value_read(struct value *v, const char *text, size_t at, size_t end)
{
	size_t from = at, len = number_length(text + at, end - at);
	if (len == 0)
		return 0;
	*v = (struct value){.number = {at, at + len}};
	at += len;
	at += blanks(text + at, end - at);
	len = unit_read(text + at, end - at, &v->unit);
	v->unit_text = (struct span){at, at + len};
	at += len;
	size_t dash = dash_length(text + at, end - at);
	size_t more = dash ? number_length(text + at + dash, end - at - dash) : 0;
	if (more) {
		at += dash + more;
		v->number.end = at;
		at += blanks(text + at, end - at);
		len = unit_read(text + at, end - at, &v->unit);
		v->unit_text = (struct span){at, at + len};
		at += len;
	}
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		len = text_word(text + at, end - at, bounds[i].zh);
		if (len > 0) {
			v->bound = bounds[i].bound;
			return at + len - from;
		}
	}
	return at - from;
}

/* A list that begins here, up to the last figure with a unit; those without take the next one's. */
static void
list_read(struct values *v, const char *text, size_t at, size_t end)
{
	size_t with_unit = 0, len;
	*v = (struct values){.span = {at, at}};
	while (v->n < VALUES_MOST && (len = value_read(&v->of[v->n], text, at, end)) > 0) {
		at += len;
		v->n++;
		if (v->of[v->n - 1].unit.id) {
			with_unit = v->n;
			v->span.end = at;
		}
		size_t join = joiner_length(text + at, end - at);
		if (join == 0)
			break;
		at += join;
	}
	v->n = with_unit;
	for (size_t i = with_unit; i-- > 1;)
		if (v->of[i - 1].unit.id == NULL) {
			v->of[i - 1].unit = v->of[i].unit;
			v->of[i - 1].unit_text = v->of[i].unit_text;
		}
}

bool
values_find(struct values *v, const char *text, struct span in)
{
	for (size_t at = in.start; at < in.end; at++) {
		if (!is_digit(text[at]))
			continue;
		char before = at > 0 ? text[at - 1] : ' ';
		bool named = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') ||
		             before == '.';
		if (!named) {
			list_read(v, text, at, in.end);
			if (v->n > 0)
				return true;
		}
		size_t len = number_length(text + at, in.end - at);
		at += len ? len - 1 : 0;
	}
	return false;
}

static bool
ends_with(const char *text, size_t start, size_t end, const char *word)
{
	size_t len = strlen(word);
	return end - start >= len && memcmp(text + end - len, word, len) == 0;
}

static bool
is_comparison(const char *verb)
{
	static const char *const words[] = {"低于", "小于", "高于", "超过", "大于"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(verb, words[i]) == 0)
			return true;
	return false;
}

bool
verb_before(struct verb *v, const char *text, struct span clause, size_t at)
{
	static const char *const fillers[] = {" ", "大约", "约", "近", "接近"};
	bool more = true, seen = false;
	size_t best = 0;
	while (more) {
		more = false;
		for (size_t i = 0; i < sizeof fillers / sizeof *fillers && !more; i++)
			if (ends_with(text, clause.start, at, fillers[i])) {
				at -= strlen(fillers[i]);
				more = true;
			}
	}
	if (ends_with(text, clause.start, at, "了")) {
		at -= strlen("了");
		seen = true;
	}
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		size_t len = strlen(verbs[i].zh);
		if (len <= best || !ends_with(text, clause.start, at, verbs[i].zh))
			continue;
		best = len;
		*v = (struct verb){.change = verbs[i].change,
		    .sets = verbs[i].sets,
		    .reaches = !verbs[i].sets && !is_comparison(verbs[i].zh),
		    .observed = seen,
		    .span = {at - len, at}};
	}
	return best > 0;
}
