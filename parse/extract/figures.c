/* figures.c - targets, limits and observed values. A paragraph is read clause by clause; a clause
 * without a quantity, place or time of its own goes on with those of the one before. A figure is
 * only taken when nothing but words of time and manner stand between quantity, verb and number. */
#include <string.h>

#include "parse/extract/figures.h"
#include "parse/extract/text.h"

/* A longer run without a mark is no sentence. */
enum { CLAUSE_LONGEST = 1500 };

/* Bytes of a word that says when, how or compared with what, and names nothing new. */
static size_t
manner_length(const char *text, size_t at, struct span in)
{
	static const char *const words[] = {"比", "较", "与", "和", "相比", "同比", "环比", "同期",
	    "上年", "去年", "上月", "今年", "本年", "基准", "年度", "年", "月", "日", "末", "底",
	    "前", "到", "至", "以来", "期间", "累计", "分别", "依次", "总体", "平均", "力争",
	    "争取", "确保", "应当", "应", "需", "须", "要", "将", "均", "都", "已", "进一步",
	    "继续", "持续", "再", "也", "率", "幅度", "目标", "总", "约", "基本", "稳定", "不断",
	    "逐步", "原则上", "实现", "整体", "全面", "必须", "其中", "又", "由", "从", "首次",
	    "明显", "大幅", "显著", "仅", "只", "的", "值", "在", "为", "以", "水平", "指标",
	    "要求", "任务", "完成", "得到", "有效", "有所", "一", "十四五", "十五五", "十三五",
	    "时", "基础上", "每个", "每城市", "城市", "个", "或", "且", "并", "：", "、", "—", "-",
	    "“", "”", " ", "进行", "相对", "近", "达到", "有"};
	size_t best = strspn(text + at, "0123456789");
	if (best > in.end - at)
		best = in.end - at;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t len = text_word(text + at, in.end - at, words[i]);
		if (len > best)
			best = len;
	}
	if (best == 0)
		best = bracket_length(text + at, in.end - at);
	return best ? best : place_length(text, at, in.start, in.end);
}

static bool
only_manner(const char *text, struct span in)
{
	for (size_t at = in.start; at < in.end;) {
		size_t len = manner_length(text, at, in);
		if (len == 0)
			return false;
		at += len;
	}
	return true;
}

static const char *
versus_of(const char *text, struct span in)
{
	static const char *const year[] = {
	    "同比", "上年同期", "去年同期", "比上年", "较上年", "与上年", "比去年", "较去年", NULL};
	static const char *const month[] = {"环比", "比上月", "较上月", NULL};
	if (span_holds_any(text, in, year))
		return "last year";
	return span_holds_any(text, in, month) ? "last month" : NULL;
}

static const char *
quantity_text(const struct reading_state *r, const struct quantity *q)
{
	const char *noun = scan_text(r->scan, q->noun);
	return q->tail.start < q->tail.end
	           ? arena_printf(r->scan->arena, "%s%s", noun, scan_text(r->scan, q->tail))
	           : noun;
}

static const char *
number_text(const struct scan *s, struct span in)
{
	const char *text = scan_text(s, in);
	char *out = arena_alloc(s->arena, strlen(text) + 1), *to = out;
	for (; *text; text++) {
		bool digit = (*text >= '0' && *text <= '9') || *text == '.';
		if (digit)
			*to++ = *text;
		else if (to > out && to[-1] != '-')
			*to++ = '-';
	}
	*to = '\0';
	return out;
}

static bool
same_text(const char *x, const char *y)
{
	return x == y || (x && y && strcmp(x, y) == 0);
}

static bool
is_move(const struct verb *verb)
{
	return verb->change &&
	       (strcmp(verb->change, "down") == 0 || strcmp(verb->change, "up") == 0);
}

static void
change_fill(struct fact *x, const struct verb *verb, const struct value *v)
{
	if (is_move(verb)) {
		x->change = verb->change;
		x->bound = v->bound;
		return;
	}
	x->change = v->bound ? v->bound : verb->change;
	/* What was seen has reached its figure, no more; a concentration that is to 达到 one is not
	 * to exceed itself. 低于 and 超过 keep their meaning. */
	bool reached = verb->reaches &&
	               (x->kind == FACT_STATUS ||
	                   (v->unit.class == UNIT_DENSITY && same_text(verb->change, "at least")));
	if (reached && !v->bound)
		x->change = NULL;
}

static void
time_fill(const struct reading_state *r, struct fact *x, bool moves)
{
	struct arena *a = r->scan->arena;
	if (x->kind == FACT_LIMIT)
		return;
	if (r->when.period[0])
		x->period = arena_str(a, r->when.period);
	else if (r->when.year)
		x->year = arena_printf(a, "%d", r->when.year);
	int base = r->when.base ? r->when.base : r->base;
	if (base && moves)
		x->base = arena_printf(a, "%d", base);
}

/* Told before in the same paper. */
static bool
is_repeated(const struct scan *s, const struct fact *x)
{
	for (size_t i = 0; i < s->facts->n; i++) {
		const struct fact *y = &s->facts->fact[i];
		if (y->kind == x->kind && same_text(y->quantity_id, x->quantity_id) &&
		    same_text(y->value, x->value) && same_text(y->unit_id, x->unit_id) &&
		    same_text(y->place, x->place) && same_text(y->year, x->year) &&
		    same_text(y->period, x->period) && same_text(y->change, x->change))
			return true;
	}
	return false;
}

static struct span
figure_span(const struct reading_state *r, const struct figure *f)
{
	struct span clause = r->clause, span = {f->said.start, f->values.span.end};
	const struct span places = r->places.span, quantities = r->quantities.span;
	while (span.start < span.end && r->text[span.start] == ' ')
		span.start++;
	if (!f->own_quantities)
		return span;
	span.start = quantities.start;
	if (r->places.n && places.start >= clause.start && places.start < quantities.start)
		span.start = places.start;
	return span;
}

static void
fact_emit(struct scan *s, const struct reading_state *r, const struct figure *f,
    const struct quantity *q, const struct value *v, struct span place)
{
	if (!(q->units & v->unit.class))
		return;
	struct fact x = {.kind = r->kind,
	    .quantity = quantity_text(r, q),
	    .quantity_id = q->id,
	    .aspect = q->aspect,
	    .value = number_text(s, v->number),
	    .unit = scan_text(s, v->unit_text),
	    .unit_id = v->unit.id,
	    .versus = f->versus,
	    .place = place.start < place.end ? scan_text(s, place) : NULL};
	change_fill(&x, &f->verb, v);
	/* A pollutant "is" no percentage: a share of something else is meant. */
	if ((q->units & UNIT_DENSITY) && v->unit.class == UNIT_SHARE && !is_move(&f->verb))
		return;
	time_fill(r, &x, is_move(&f->verb));
	if (is_repeated(s, &x))
		return;
	struct fact *to = fact_add(s, x.kind, figure_span(r, f));
	x.offset = to->offset, x.length = to->length;
	*to = x;
}

/* A verb and figure of their own stand behind a joiner: 分别下降4.5%、上升2.3%. */
static bool
is_followed(const struct reading_state *r, const struct figure *f)
{
	struct values next;
	struct verb verb;
	size_t at = f->values.span.end, join = joiner_length(r->text + at, r->clause.end - at);
	struct span rest = {at + join, r->clause.end};
	return join && values_find(&next, r->text, rest) &&
	       verb_before(&verb, r->text, rest, next.span.start) && verb.span.start == rest.start;
}

/* 分别下降18%、15%: in turn, over quantities or over places. */
static void
figure_share_out(struct scan *s, struct reading_state *r, const struct figure *f)
{
	const struct quantities *q = &r->quantities;
	size_t n = f->values.n;
	struct places places = r->places;
	struct span whole = places.n
	                        ? (struct span){places.of[0].start, places.of[places.n - 1].end}
	                        : (struct span){0, 0};
	bool in_turn = span_holds(r->text, f->said, "分别") || span_holds(r->text, f->said, "依次");
	if (n == 1 && in_turn && q->n > 1 && (r->turn || is_followed(r, f))) {
		if (r->turn < q->n)
			fact_emit(s, r, f, &q->of[r->turn++], &f->values.of[0], whole);
		return;
	}
	if (n == 1) {
		for (size_t i = 0; i < q->n; i++)
			fact_emit(s, r, f, &q->of[i], &f->values.of[0], whole);
		return;
	}
	if (!in_turn)
		return;
	if (q->n == n) {
		for (size_t i = 0; i < n; i++)
			fact_emit(s, r, f, &q->of[i], &f->values.of[i], whole);
		return;
	}
	if (places.n != n && f->own_quantities)
		places_split(&places, r->text, (struct span){r->clause.start, q->span.start}, n);
	for (size_t i = 0; q->n == 1 && places.n == n && i < n; i++)
		fact_emit(s, r, f, &q->of[0], &f->values.of[i], places.of[i]);
}

/* The quantity the figures are of: named in front of the verb, or that of the clause before. False:
 * they are of something else. */
static bool
quantities_settle(struct reading_state *r, struct figure *f, size_t from)
{
	struct quantities found;
	bool verb = verb_before(&f->verb, r->text, r->clause, f->values.span.start);
	size_t until = verb ? f->verb.span.start : f->values.span.start;
	struct span before = {from, until};
	quantities_find(&found, r->text, before);
	f->own_quantities = found.n > 0;
	if (found.n > 0) {
		r->quantities = found;
		before.start = found.span.end;
	}
	if (!verb)
		f->verb = (struct verb){.span = {until, until}};
	if (!only_manner(r->text, before)) {
		r->quantities.n = 0;
		return false;
	}
	return r->quantities.n > 0 && (verb || before.start == until);
}

static void
places_settle(struct reading_state *r, struct span in)
{
	struct places found;
	places_find(&found, r->text, in);
	if (found.n > 0)
		r->places = found;
}

static void
figures_of_clause(struct scan *s, struct reading_state *r)
{
	struct figure f = {0};
	struct span rest = r->clause;
	size_t from = r->clause.start;
	r->turn = 0;
	while (values_find(&f.values, r->text, rest)) {
		f.said = (struct span){r->clause.start, f.values.span.start};
		places_settle(r, (struct span){from, f.values.span.start});
		bool of_something = quantities_settle(r, &f, from);
		/* 同比分别下降4.5%、上升2.3%: it holds for both; not for what is named after. */
		f.versus = versus_of(
		    r->text, (struct span){f.own_quantities ? from : f.said.start, f.said.end});
		if (of_something) {
			r->kind = figure_kind(r, &f);
			r->kind_known = true;
			r->limit = r->limit || r->kind == FACT_LIMIT;
			figure_share_out(s, r, &f);
		}
		from = rest.start = f.values.span.end;
	}
	if (from > r->clause.start)
		return;
	/* No figure: what the next clauses are of. */
	struct quantities found;
	quantities_find(&found, r->text, r->clause);
	places_settle(r, r->clause);
	if (found.n > 0)
		r->quantities = found;
	else if (!only_manner(r->text, r->clause))
		r->quantities.n = 0;
	if (r->when.base)
		r->base = r->when.base;
}

/* The clause's own time, else the one that leads the paragraph. */
static void
when_settle(struct reading_state *r)
{
	static const char *const plans[] = {"十二五", "十三五", "十四五", "十五五", NULL};
	struct when own;
	const struct scan *s = r->scan;
	when_read(&own, r->text, r->clause, (struct dated){s->dated, s->month});
	if (own.year == 0 && own.period[0] == '\0') {
		/* “十四五”时期 is a time of its own that no member holds. */
		bool five_years = span_holds_any(r->text, r->clause, plans);
		if (five_years)
			r->lasting = (struct when){.span = own.span};
		r->when = r->lasting;
		r->when.base = own.base;
		return;
	}
	r->when = own;
	if (own.leads) {
		r->lasting = own;
		r->lasting.base = 0;
	}
}

/* Where the clause that begins at `at` ends; what ends it, in bytes, goes to *stop. */
static size_t
clause_end(const char *text, size_t at, size_t n, size_t *stop)
{
	static const char *const stops[] = {
	    "，", "；", "。", "！", "？", "：", ";", ",", "\t", ":"};
	for (; at < n; at++) {
		/* Every stop begins with one of these bytes. */
		if (strchr("\xef\xe3;,\t:", text[at]) == NULL)
			continue;
		for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
			*stop = strlen(stops[i]);
			bool thousands = stops[i][0] == ',' && at + 1 < n && text[at + 1] >= '0' &&
			                 text[at + 1] <= '9';
			if (!thousands && *stop <= n - at &&
			    memcmp(text + at, stops[i], *stop) == 0)
				return at;
		}
	}
	*stop = 0;
	return n;
}

/* ASCII or full-width (EF BC 90 to 99). Most paragraphs have none, and then no figure. */
static bool
has_digit(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const unsigned char *c = (const unsigned char *)text + i;
		if (*c >= '0' && *c <= '9')
			return true;
		if (*c == 0xef && i + 2 < n && c[1] == 0xbc && c[2] >= 0x90 && c[2] <= 0x99)
			return true;
	}
	return false;
}

void
figures_read(struct scan *s)
{
	struct reading_state r = {.scan = s, .text = s->facts->body + s->line};
	if (!has_digit(r.text, s->n))
		return;
	for (size_t at = 0, stop; at < s->n; at = r.clause.end + stop) {
		r.clause = (struct span){at, clause_end(r.text, at, s->n, &stop)};
		if (r.clause.end - at <= CLAUSE_LONGEST) {
			when_settle(&r);
			figures_of_clause(s, &r);
		}
		const char *mark = r.text + r.clause.end;
		bool ends = stop && (text_begins(mark, "。") || text_begins(mark, "！") ||
		                        text_begins(mark, "？"));
		if (ends || (stop && (text_begins(mark, "；") || *mark == ';' || *mark == '\t'))) {
			r.places.n = 0;
			r.base = 0;
			r.kind_known = false;
		}
		if (ends || (stop && *mark == '\t'))
			r.quantities.n = 0;
		r.limit = r.limit && !ends;
	}
}
