/* find.c - geppo's search. Titles, texts, attachments and Japanese words are looked for each by
 * itself, the latest taken in first. Of a word that very many have only the first POOL of each are
 * ranked, and of one that many have in the title only those: who has it in the text alone would
 * stand behind them. A hit on a version that is not current any more, or of a document in no item,
 * is passed over. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "store/closeness.h"
#include "store/hit.h"
#include "store/narrow.h"
#include "store/scan.h"
#include "store/search.h"
#include "store/title.h"

enum {
	POOL = 500,       /* hits of each kind that are ranked */
	PLENTY = 200,     /* hits in titles, with which texts are left out */
	LEAST = 30,       /* those are enough when filters */
	LOOKED_AT = 1500, /* made us look at so many */
	BUDGET = 3000,    /* looked at under filters, before the other kinds have their turn */
	FEW = 1500, /* versions that pass the filters: after BUDGET the rest of them is read */
	WINDOW = 1 << 14, /* rows of versions before the first look at that, then twice as many */
};

/* The title counts four times the text; a Japanese title as one. */
#define HIT "SELECT h.item, h.date, "
#define LABEL_IS(kind, n)                                                                          \
	" AND (" n " IS NULL OR settled(h.item) OR EXISTS (SELECT 1 FROM label l"                  \
	" WHERE l.document = h.representative AND l.kind = '" kind "' AND "
#define FITS                                                                                       \
	" AND (?2 IS NULL OR (length(h.date) >= 7 AND h.date >= substr(?2, 1, length(h.date))))"   \
	" AND (?3 IS NULL OR (length(h.date) >= 7 AND substr(h.date, 1, length(?3)) <= "           \
	"?3))" LABEL_IS("region", "?4") "within(l.value)))" LABEL_IS(                              \
	    "measure", "?5") "l.value = ?5))" LABEL_IS("doc_type",                                 \
	    "?6") "l.value = ?6))" LABEL_IS("level", "?7") "l.value = ?7))" LABEL_IS("air",        \
	    "?8") "(l.value = ?8 OR (?8 = 'borderline' AND l.value = 'yes'))))"

static const char IN_TITLES[] =
    HIT "closeness(search_title, 4.0) FROM search_title x"
        " CROSS JOIN search_version h ON h.id = x.rowid"
        " WHERE search_title MATCH ?1 AND x.rowid BETWEEN ?9 AND ?10 AND wanted(x.rowid)" FITS
        " ORDER BY x.rowid DESC";
static const char IN_TEXTS[] =
    HIT "closeness(search, 4.0, 1.0) FROM search x CROSS JOIN search_version h ON h.id = x.rowid"
        " WHERE search MATCH ?1 AND x.rowid BETWEEN ?9 AND ?10 AND wanted(x.rowid)" FITS
        " ORDER BY x.rowid DESC";
/* The number of a document, when it has one, is the first of its text: who has it comes before who
 * speaks of it. */
static const char BY_NUMBER[] =
    HIT "10.0 + closeness(search, 4.0, 1.0) FROM search x"
        " CROSS JOIN search_version h ON h.id = x.rowid"
        " CROSS JOIN version v ON v.id = h.id AND v.doc_number IS NOT NULL"
        " WHERE search MATCH 'body : ^' || ?1 AND wanted(x.rowid)" FITS " ORDER BY x.rowid DESC";
static const char IN_ATTACHMENTS[] =
    HIT "closeness(search_attachment, 1.0) FROM search_attachment x"
        " CROSS JOIN attachment b ON b.file = x.rowid"
        " CROSS JOIN search_version h ON h.id = b.version"
        " WHERE search_attachment MATCH ?1 AND wanted(h.id)" FITS " ORDER BY x.rowid DESC";
static const char IN_JAPANESE[] =
    HIT "closeness(search_ja, 4.0, 1.0) FROM search_ja x CROSS JOIN"
        " (SELECT id AS item, representative, date FROM item) h ON h.item = x.rowid"
        " WHERE search_ja MATCH ?1 AND h.representative IS NOT NULL" FITS " ORDER BY x.rowid DESC";
/* In this order: titles before texts. The rows of some are versions. */
enum { NUMBERS, TITLES, JAPANESE, TEXTS, ATTACHMENTS, KINDS };
static const struct {
	const char *sql;
	bool of_versions;
	bool of_texts;
} kinds[KINDS] = {[NUMBERS] = {BY_NUMBER, false, false},
    [TITLES] = {IN_TITLES, true, false},
    [JAPANESE] = {IN_JAPANESE, false, false},
    [TEXTS] = {IN_TEXTS, true, true},
    [ATTACHMENTS] = {IN_ATTACHMENTS, false, true}};

struct found {
	int64_t item;
	const char *date;
	double score;
};

struct finding {
	const struct search_query *asked;
	struct narrowing narrowing;
	struct phrases phrases;
	struct arena *arena;
	struct found *all;
	size_t n, room;
	size_t times; /* as many as usual */
	size_t taken; /* of this kind */
	/* Where the looking through versions goes on, in a second round. */
	struct place {
		size_t span;
		int64_t to; /* 0: at the end of that span */
	} left[KINDS];
	bool number; /* a document number is asked for */
	bool second;
	bool cut; /* there are more */
};

static bool
enough(const struct finding *x)
{
	size_t max = x->asked->max;
	size_t most = x->times * (max > POOL ? max : POOL);
	size_t least = x->times * (max > LEAST ? max : LEAST);
	if (max == 0)
		return false;
	return x->taken >= most || (x->taken >= least && x->narrowing.looked_at >= LOOKED_AT);
}

/* Hits of one kind; 1: there are enough, 0, -1. */
static int
find_in(struct store *s, const char *sql, const char *match, struct version_span rows,
    struct finding *x, struct fail *f)
{
	const struct search_query *asked = x->asked;
	int rc;
	struct query q = query(s, sql);
	const char *const words[] = {match, asked->date_from, asked->date_to, asked->region,
	    asked->measure, asked->doc_type, asked->level, asked->air};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		query_text(&q, words[i]);
	if (rows.to > 0) {
		query_int(&q, rows.from);
		query_int(&q, rows.to);
	}
	while ((rc = query_step(&q, f)) == 1) {
		x->all = arena_grow(x->arena, x->all, x->n, x->n + 1, &x->room, sizeof *x->all);
		x->all[x->n++] = (struct found){.item = column_int(&q, 0),
		    .date = column_copy(&q, 1, x->arena),
		    .score = column_real(&q, 2)};
		x->taken++;
		if (enough(x)) {
			x->cut = true;
			query_done(&q);
			return 1;
		}
	}
	return rc;
}

/* The versions that pass the filters, up to this one, each by its own text. */
static int
look_through(struct store *s, int kind, const char *match, int64_t version, struct finding *x,
    struct fail *f)
{
	int rc = 0;
	for (; version > 0 && rc == 0; version--) {
		struct presence there;
		if (!narrowing_holds(&x->narrowing, version))
			continue;
		x->narrowing.looked_at++;
		rc = version_scan(s, s->fold, &x->phrases, version, &there, f);
		if (rc == 0 && (kind == TITLES ? there.title : there.text))
			rc = find_in(s, kinds[kind].sql, match,
			    (struct version_span){version, version}, x, f);
	}
	return rc;
}

static bool
filtered(const struct search_query *q)
{
	return q->region || q->measure || q->doc_type || q->level || q->air || q->date_from ||
	       q->date_to;
}

/* Hits in the rows of one span from the last not yet seen. 1: there are enough, or the rest has to
 * wait, 0, -1. */
static int
find_in_span(struct store *s, int kind, const char *match, struct finding *x, struct fail *f)
{
	struct narrowing *w = &x->narrowing;
	struct place *at = &x->left[kind];
	int64_t from = w->spans[at->span].from, window = WINDOW;
	int rc = 0;
	if (at->to == 0)
		at->to = w->spans[at->span].to;
	for (; rc == 0 && at->to >= from; window *= 2) {
		struct version_span rows = {from, at->to};
		bool spent = filtered(x->asked) && w->looked_at >= BUDGET;
		if (spent && w->bounded && w->n_set <= FEW) {
			rc = look_through(s, kind, match, at->to, x, f);
			at->span = w->n_spans;
			return rc < 0 ? -1 : 1;
		}
		if (spent && !x->second)
			return 1;
		if (filtered(x->asked) && rows.to - rows.from >= window)
			rows.from = rows.to - window + 1;
		rc = find_in(s, kinds[kind].sql, match, rows, x, f);
		at->to = rows.from - 1;
	}
	return rc;
}

/* Hits among versions, the latest first. */
static int
find_in_versions(struct store *s, int kind, const char *match, struct finding *x, struct fail *f)
{
	struct place *at = &x->left[kind];
	int rc = 0;
	while (rc == 0 && at->span < x->narrowing.n_spans) {
		rc = find_in_span(s, kind, match, x, f);
		if (rc == 0)
			*at = (struct place){.span = at->span + 1};
	}
	return rc < 0 ? -1 : 0;
}

static int
by_item(const void *x, const void *y)
{
	const struct found *a = x, *b = y;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return (a->score < b->score) - (a->score > b->score);
}

static int
by_score(const void *x, const void *y)
{
	const struct found *a = x, *b = y;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	int dates = a->date && b->date ? strcmp(b->date, a->date) : 0;
	return dates != 0 ? dates : (a->item > b->item) - (a->item < b->item);
}

/* Each item once, with its best score, best first. */
static void
rank(struct finding *x)
{
	size_t kept = 0;
	if (x->n == 0)
		return;
	qsort(x->all, x->n, sizeof *x->all, by_item);
	for (size_t i = 0; i < x->n; i++)
		if (i == 0 || x->all[i].item != x->all[i - 1].item)
			x->all[kept++] = x->all[i];
	x->n = kept;
	qsort(x->all, x->n, sizeof *x->all, by_score);
}

/* So many have the words in their titles that those who only have them in the text would stand
 * behind them. */
static bool
has_plenty(const struct finding *x)
{
	size_t max = x->asked->max;
	return max > 0 && x->n >= x->times * (max > PLENTY ? max : PLENTY);
}

static int
find_each(struct store *s, const char *match, struct finding *x, struct fail *f)
{
	for (int kind = 0; kind < KINDS; kind++) {
		int rc = 0;
		if (kinds[kind].of_texts && has_plenty(x)) {
			x->cut = true;
			break;
		}
		x->taken = 0;
		x->narrowing.looked_at = 0;
		if (kinds[kind].of_versions)
			rc = find_in_versions(s, kind, match, x, f);
		else if (!x->second && (kind != NUMBERS || x->number))
			rc = find_in(s, kinds[kind].sql, match, (struct version_span){0}, x, f);
		if (rc < 0)
			return -1;
	}
	rank(x);
	return 0;
}

/* There are versions that were not looked at. */
static bool
has_left(const struct finding *x)
{
	bool left = x->cut;
	for (int kind = 0; kind < KINDS; kind++)
		left =
		    left || (kinds[kind].of_versions && x->left[kind].span < x->narrowing.n_spans);
	return left;
}

/* All that can be had by going on are there, or as many as are asked for and as are ranked. */
static bool
satisfied(const struct finding *x)
{
	size_t least = x->asked->max > LEAST ? x->asked->max : LEAST;
	return !has_left(x) || (x->asked->max > 0 && x->n >= least);
}

/* Hits of all kinds. Under filters the titles may hold none for very long, while the texts hold
 * many: all kinds are looked at for a while first. Many hits may be of few items: then more are
 * asked for. */
static int
find_items(struct store *s, const char *match, struct finding *x, struct fail *f)
{
	for (x->times = 1;; x->times *= 4) {
		x->n = 0;
		x->cut = x->second = false;
		memset(x->left, 0, sizeof x->left);
		if (find_each(s, match, x, f) < 0)
			return -1;
		x->second = true;
		if (!x->cut && !satisfied(x) && find_each(s, match, x, f) < 0)
			return -1;
		if (!x->cut || x->n >= x->asked->max)
			return 0;
	}
}

/* The best as they are shown, and how many they are. The statements read labels as the machine gave
 * them: where an editor settled one, that is asked here. */
static int
read_hits(struct store *s, const struct config *c, const struct finding *x,
    struct search_answer *out, struct fail *f)
{
	size_t max = x->asked->max ? x->asked->max : x->n;
	struct hit *hits = arena_zalloc(x->arena, x->n + 1, sizeof *hits);
	out->hits = hits;
	for (size_t i = 0; i < x->n; i++) {
		const struct found *found = &x->all[i];
		int fits = 1;
		if (narrowing_is_settled(&x->narrowing, found->item))
			fits = hit_fits(s, c, x->asked, found->item, x->arena, f);
		if (fits < 0)
			return -1;
		out->found += (size_t)fits;
		if (!fits || out->n == max)
			continue;
		hits[out->n] = (struct hit){.date = found->date, .score = found->score};
		if (hit_read(s, x->asked, found->item, x->arena, &hits[out->n++], f) < 0)
			return -1;
	}
	out->more = has_left(x);
	out->unknown = out->n == 0 ? x->narrowing.unknown : NULL;
	return 0;
}

static int
search_matching(struct store *s, const struct config *c, const char *match,
    const struct search_query *q, struct arena *a, struct search_answer *out, struct fail *f)
{
	struct finding x = {.asked = q, .arena = a};
	bool strong;
	if (closeness_open(s, f) < 0 || narrow(s, c, q, a, &x.narrowing, f) < 0)
		return -1;
	phrases_read(match, a, &x.phrases);
	x.number = x.phrases.n == 1 && document_number(s->fold, q->text, a, &strong) && strong;
	return find_items(s, match, &x, f) < 0 ? -1 : read_hits(s, c, &x, out, f);
}

static int
search_at_once(struct store *s, const struct config *c, const char *match,
    const struct search_query *q, struct arena *a, struct search_answer *out, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, search_matching(s, c, match, q, a, out, f), f);
}

int
store_search(struct store *s, const struct config *c, const struct search_query *q, struct arena *a,
    struct search_answer *out, struct fail *f)
{
	const struct folding *fold = store_fold(s, f);
	struct buf match;
	int rc;
	*out = (struct search_answer){0};
	if (strlen(q->text) > CAP_MESSAGE)
		return fail_input(f, NULL, "the query is longer than %d bytes", CAP_MESSAGE);
	if (fold == NULL)
		return -1;
	buf_init(&match, CAP_LINE);
	if (fold_query(fold, q->text, &match))
		rc = search_at_once(s, c, match.text, q, a, out, f);
	else
		rc = fail_input(f, NULL, "the query holds no word that can be looked for");
	buf_release(&match);
	return rc;
}
