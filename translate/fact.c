/* fact.c - one key fact as a line of a list: "到2025年，PM2.5浓度比2020年下降10%" is
 * "2025年までに、PM2.5濃度は2020年比10%減". What no pattern fits is drafted as nouns and flagged.
 */
#include <string.h>

#include "base/caps.h"
#include "translate/engine.h"

/* What stands between the subject and its figure, and how the line ends. Longer words first. */
static const struct {
	const char *zh, *tail, *number;
} verbs[] = {{"控制在", "に抑制", "F01"}, {"下降到", "に低下", "F02"}, {"下降至", "に低下", "F02"},
    {"降低到", "に低下", "F02"}, {"降低至", "に低下", "F02"}, {"降至", "に低下", "F02"},
    {"降到", "に低下", "F02"}, {"提高到", "に向上", "F03"}, {"提高至", "に向上", "F03"},
    {"提升到", "に向上", "F03"}, {"提升至", "に向上", "F03"}, {"增加到", "に増加", "F03"},
    {"增至", "に増加", "F03"}, {"不超过", "以下", "F04"}, {"不高于", "以下", "F04"},
    {"不低于", "以上", "F05"}, {"不少于", "以上", "F05"}, {"达到", "に到達", "F06"},
    {"下降", "減", "F07"}, {"降低", "減", "F07"}, {"减少", "減", "F07"}, {"削减", "減", "F07"},
    {"压减", "減", "F07"}, {"增长", "増", "F08"}, {"增加", "増", "F08"}, {"上升", "上昇", "F08"},
    {"提高", "向上", "F08"}, {"提升", "向上", "F08"}};

static bool
takes(const char **text, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(*text, word, n) != 0)
		return false;
	*text += n;
	return true;
}

/* The digits of a year at the place, before 年; 0: none. */
static size_t
year_length(const char *s)
{
	return strspn(s, "0123456789") == 4 && strncmp(s + 4, "年", 3) == 0 ? 4 : 0;
}

/* "到2025年底，" in front: until when. */
static const char *
deadline_take(struct run *r, const char **text)
{
	const char *s = *text;
	bool until = takes(&s, "到");
	size_t n = year_length(s);
	if (n == 0)
		return "";
	const char *year = arena_strn(r->a, s, n);
	s += n + 3;
	bool end = takes(&s, "底") || takes(&s, "末");
	until |= takes(&s, "前");
	if (!takes(&s, "，") && !takes(&s, ",") && !until)
		return "";
	*text = s;
	return arena_printf(r->a, "%s年%s%s、", year, end ? "末" : "", until ? "までに" : "");
}

/* "比2020年", "较上年", "同比" at the end of the subject: compared with what. */
static const char *
base_take(struct run *r, char *subject)
{
	static const struct {
		const char *zh, *ja;
	} bases[] = {{"同比", "前年同期比"}, {"环比", "前期比"}, {"比上年", "前年比"},
	    {"较上年", "前年比"}, {"比去年", "前年比"}, {"较去年", "前年比"}};
	size_t n = strlen(subject);
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
		size_t k = strlen(bases[i].zh);
		if (n > k && strcmp(subject + n - k, bases[i].zh) == 0) {
			subject[n - k] = '\0';
			return bases[i].ja;
		}
	}
	if (n > 10 && strcmp(subject + n - 3, "年") == 0 && year_length(subject + n - 7) &&
	    (memcmp(subject + n - 10, "比", 3) == 0 || memcmp(subject + n - 10, "较", 3) == 0)) {
		const char *year = arena_strn(r->a, subject + n - 7, 7);
		subject[n - 10] = '\0';
		return arena_printf(r->a, "%s比", year);
	}
	return "";
}

/* "85%以上": the figure in Japanese, or NULL when more than a figure stands there. */
static const char *
value_draft(struct run *r, const char *text)
{
	static const char *const joins[] = {"，", "。", "；", "、", ",", "的"};
	for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
		if (strstr(text, joins[i]))
			return NULL;
	size_t n = strlen(text);
	const char *around = "";
	if (n > 6 && strcmp(text + n - 6, "左右") == 0) {
		text = arena_strn(r->a, text, n - 6);
		around = "前後";
	}
	return arena_printf(r->a, "%s%s", noun_draft(r, text, MODE_NAME), around);
}

/* Subject, verb, figure; NULL: not of that form. */
static const char *
statement(struct run *r, const char *text)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		const char *at = strstr(text, verbs[i].zh),
		           *figure = at ? at + strlen(verbs[i].zh) : "";
		takes(&figure, "了");
		bool denied =
		    at && at - text >= 3 && memmem("不未得应可须能再", 24, at - 3, 3) != NULL;
		if (at == NULL || at == text || denied || *figure < '0' || *figure > '9')
			continue;
		char *subject = arena_strn(r->a, text, (size_t)(at - text));
		const char *base = base_take(r, subject), *value = value_draft(r, figure);
		if (value == NULL || strstr(subject, "，") || strstr(subject, "。"))
			return NULL;
		r->template = verbs[i].number;
		return arena_printf(r->a, "%sは%s%s%s", noun_draft(r, subject, MODE_NAME), base,
		    value, verbs[i].tail);
	}
	return NULL;
}

/* "自2026年7月1日起施行" */
static const char *
in_force(struct run *r, const char *text)
{
	const char *from = text, *end = strstr(text, "起施行");
	if (!takes(&from, "自") || end == NULL || end[strlen("起施行")] || year_length(from) == 0)
		return NULL;
	r->template = "F09";
	return arena_printf(r->a, "%s施行", arena_strn(r->a, from, (size_t)(end - from)));
}

void
fact_draft(const struct translator *t, const char *zh, struct arena *a, struct draft_text *out)
{
	struct run r = {.t = t, .a = a};
	size_t n = strlen(zh);
	n -= n >= 3 && strcmp(zh + n - 3, "。") == 0 ? 3 : 0;
	const char *text = title_normalise(arena_strn(a, zh, n), a, &r.flags), *rest = text;
	const char *when = deadline_take(&r, &rest), *ja = in_force(&r, text);
	if (ja == NULL) {
		ja = statement(&r, rest);
		ja = ja ? arena_printf(a, "%s%s", when, ja) : NULL;
	}
	if (ja == NULL) {
		r.flags |= FLAG_NO_TEMPLATE;
		ja = noun_draft(&r, text, MODE_NAME);
	}
	draft_end(&r, zh, bracket_levels(&r, ja), out);
}
