/* factfigure.c - a subject and its figure: "PM2.5浓度比2020年下降10%" is
 * "PM2.5濃度は2020年比10%減". */
#include <string.h>

#include "translate/engine.h"
#include "translate/factparts.h"

/* What stands between the subject and its figure, and how the line ends. Longer words first. */
static const struct {
	const char *zh, *tail, *number;
} verbs[] = {{"控制在", "に抑制", "F01"}, {"下降到", "に低下", "F02"}, {"下降至", "に低下", "F02"},
    {"降低到", "に低下", "F02"}, {"降低至", "に低下", "F02"}, {"降至", "に低下", "F02"},
    {"降到", "に低下", "F02"}, {"提高到", "に向上", "F03"}, {"提高至", "に向上", "F03"},
    {"提升到", "に向上", "F03"}, {"提升至", "に向上", "F03"}, {"增加到", "に増加", "F03"},
    {"增至", "に増加", "F03"}, {"不超过", "以下", "F04"}, {"不高于", "以下", "F04"},
    {"不低于", "以上", "F05"}, {"不少于", "以上", "F05"}, {"达到", "に到達", "F06"},
    {"为", "", "F12"}, {"下降", "減", "F07"}, {"降低", "減", "F07"}, {"减少", "減", "F07"},
    {"削减", "減", "F07"}, {"压减", "減", "F07"}, {"增长", "増", "F08"}, {"增加", "増", "F08"},
    {"上升", "上昇", "F08"}, {"提高", "向上", "F08"}, {"提升", "向上", "F08"}};

bool
fact_takes(const char **text, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(*text, word, n) != 0)
		return false;
	*text += n;
	return true;
}

size_t
fact_year(const char *s)
{
	return strspn(s, "0123456789") == 4 && strncmp(s + 4, "年", 3) == 0 ? 4 : 0;
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
		if (n >= k && strcmp(subject + n - k, bases[i].zh) == 0) {
			subject[n - k] = '\0';
			return bases[i].ja;
		}
	}
	if (n > 10 && strcmp(subject + n - 3, "年") == 0 && fact_year(subject + n - 7) &&
	    (memcmp(subject + n - 10, "比", 3) == 0 || memcmp(subject + n - 10, "较", 3) == 0)) {
		const char *year = arena_strn(r->a, subject + n - 7, 7);
		subject[n - 10] = '\0';
		return arena_printf(r->a, "%s比", year);
	}
	return "";
}

/* "85%以上": the figure in Japanese, several for several subjects; NULL when more than a figure
 * stands there. */
static const char *
value_draft(struct run *r, const char *text, bool several)
{
	static const char *const joins[] = {"、", "，", "。", "；", ",", "的"};
	for (size_t i = several ? 1 : 0; i < sizeof joins / sizeof *joins; i++)
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

/* 2025年|PM2.5浓度: 2025年のPM2.5濃度. */
static const char *
subject_draft(struct run *r, const char *subject)
{
	size_t n = fact_year(subject) ? 7 : 0;
	if (n == 0 || subject[n] == '\0' || strncmp(subject + n, "度", 3) == 0)
		return noun_draft(r, subject, MODE_NAME);
	return arena_printf(
	    r->a, "%.*sの%s", (int)n, subject, noun_draft(r, subject + n, MODE_NAME));
}

/* "分别", "均" at the end of the subject: each of them. */
static const char *
each_take(char *subject, bool *several)
{
	static const char *const words[] = {"分别", "均"};
	size_t n = strlen(subject);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t k = strlen(words[i]);
		if (n <= k || strcmp(subject + n - k, words[i]) != 0)
			continue;
		subject[n - k] = '\0';
		*several = i == 0;
		return i == 0 ? "それぞれ" : "いずれも";
	}
	return "";
}

/* "由35微克/立方米" at the end of the subject: from what. */
static const char *
from_take(struct run *r, char *subject)
{
	char *at = strstr(subject, "由");
	size_t n = at ? strlen("由") : 0;
	if (at == NULL || at == subject || at[n] < '0' || at[n] > '9')
		return "";
	const char *value = value_draft(r, at + n, false);
	*at = '\0';
	return value ? arena_printf(r->a, "%sから", value) : "";
}

/* Subject and what is said of it: NULL when the subject is no plain noun phrase. */
static const char *
said_of(struct run *r, char *subject, const char *figure, const char *tail)
{
	bool several = false;
	const char *each = each_take(subject, &several), *base = base_take(r, subject);
	if (*each == '\0')
		each = each_take(subject, &several);
	const char *from = from_take(r, subject), *value = value_draft(r, figure, several);
	if (value == NULL || strstr(subject, "。") || (*subject == '\0' && *base == '\0'))
		return NULL;
	const char *joint = *each && *base ? "で" : "";
	if (*subject == '\0')
		return arena_printf(r->a, "%s%s%s%s%s", base, joint, each, value, tail);
	return arena_printf(r->a, "%sは%s%s%s%s%s%s", subject_draft(r, subject), base, joint, each,
	    from, value, tail);
}

const char *
fact_figure(struct run *r, const char *text)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		const char *at = strstr(text, verbs[i].zh),
		           *figure = at ? at + strlen(verbs[i].zh) : "";
		fact_takes(&figure, "了");
		bool denied =
		    at && at - text >= 3 && memmem("不未得应可须能再", 24, at - 3, 3) != NULL;
		if (at == NULL || at == text || denied || *figure < '0' || *figure > '9')
			continue;
		char *subject = arena_strn(r->a, text, (size_t)(at - text));
		const char *ja = said_of(r, subject, figure, verbs[i].tail);
		if (ja)
			r->template = verbs[i].number;
		return ja;
	}
	return NULL;
}
