/* figurekind.c - whether a figure is a target, a limit or an observed value: by its verb, by what
 * stands around it, by its year against the paper's own, and last by what kind of paper it is. */
#include <string.h>

#include "parse/extract/figures.h"

bool
span_holds(const char *text, struct span in, const char *word)
{
	return in.start < in.end &&
	       memmem(text + in.start, in.end - in.start, word, strlen(word)) != NULL;
}

bool
span_holds_any(const char *text, struct span in, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (span_holds(text, in, words[i]))
			return true;
	return false;
}

/* A figure set for what may come out of a stack, or be in the air. */
static bool
is_limit(const struct reading_state *r, const struct figure *f)
{
	static const char *const words[] = {"限值", "限量", NULL};
	static const char *const seen[] = {"超过", "高于", "实测", "监测", "超标", NULL};
	const struct value *last = &f->values.of[f->values.n - 1];
	enum unit_class class = last->unit.class;
	struct span after = {f->values.span.end, r->clause.end};
	if (class != UNIT_DENSITY && class != UNIT_RATE)
		return false;
	if (f->verb.change && !f->verb.sets && span_holds_any(r->text, f->verb.span, seen))
		return false;
	if (span_holds_any(r->text, f->said, words) || r->limit)
		return true;
	if (span_holds_any(r->text, after, words))
		return !span_holds_any(r->text, f->said, seen);
	return f->verb.sets && (class == UNIT_RATE || strcmp(last->unit.id, "mg/m³") == 0);
}

static bool
is_past(const struct reading_state *r, const struct figure *f)
{
	static const char *const words[] = {"已", "截至", "实际", "今年以来", "监测", "创", "历史",
	    "实测", "完成情况", "居", "来自", NULL};
	const struct when *w = &r->when;
	int dated = r->scan->dated;
	if (f->verb.observed || span_holds_any(r->text, f->said, words))
		return true;
	if (w->period[0] && dated && !w->until) {
		int ends = 0;
		const char *to = strchr(w->period, '/');
		for (to = to ? to + 1 : w->period; *to >= '0' && *to <= '9'; to++)
			ends = ends * 10 + (*to - '0');
		return ends < dated;
	}
	return w->year && dated && w->year < dated;
}

static bool
is_ahead(const struct reading_state *r)
{
	const struct when *w = &r->when;
	int dated = r->scan->dated;
	return w->year &&
	       (dated == 0 ? w->until : w->year > dated || (w->until && w->year == dated));
}

enum fact_kind
figure_kind(const struct reading_state *r, const struct figure *f)
{
	static const char *const aims[] = {
	    "力争", "争取", "确保", "应", "须", "需", "必须", "目标", "要求", NULL};
	static const char *const aimed[] = {"目标", "任务", NULL};
	struct span after = {f->values.span.end, r->clause.end};
	bool bounded = f->values.of[f->values.n - 1].bound != NULL;
	enum paper paper = r->scan->paper;
	bool expects = r->scan->under_target || is_ahead(r) || paper == PAPER_PLAN;
	if (is_limit(r, f))
		return FACT_LIMIT;
	if (span_holds_any(r->text, after, aimed))
		return FACT_TARGET;
	if (is_past(r, f))
		return FACT_STATUS;
	if (f->verb.sets || span_holds_any(r->text, f->said, aims) || is_ahead(r))
		return FACT_TARGET;
	/* Half a sentence does not mix what is to be with what is. */
	if (r->kind_known && (!f->own_quantities || (r->kind == FACT_TARGET && f->verb.reaches)))
		return r->kind;
	if (f->versus || f->verb.change == NULL)
		return r->scan->under_target ? FACT_TARGET : FACT_STATUS;
	return expects && (bounded || paper != PAPER_REPORT) ? FACT_TARGET : FACT_STATUS;
}
