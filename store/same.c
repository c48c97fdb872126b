/* same.c - see same.h. A title alone never decides where numbers or years differ, a number alone
 * never where titles do; kinds that come again every week need the same day. */
#include "store/same.h"

#include <string.h>

#include "base/utf8.h"
#include "store/apart.h"
#include "store/key.h"
#include "store/mention.h"
#include "store/series.h"
#include "store/stretch.h"

enum {
	NEAR_DAYS = 60,     /* between the notice and the paper it carries */
	REPOST_DAYS = 200,  /* between postings under one title without a year in it */
	DATED_DAYS = 1100,  /* the same, when the title names its year */
	RECUR_DAYS = 7,     /* of what comes again, often in the very same words */
	NEWS_DAYS = 45,     /* between postings of one piece of news */
	LEAST_TITLE = 8,    /* letters of a title that can stand for itself */
	LEAST_UNDATED = 10, /* the same, when a date is missing */
	LEAST_CORE = 6,
	LEAST_TEXT = 150, /* runs of five that make a text tell by itself */
	LEAST_LEAD = 20,  /* those of a lead, which needs the title beside it */
};

bool
numbers_match(const char *x, const char *y)
{
	if (strcmp(x, y) == 0)
		return true;
	const char *year_x = strchr(x, '['), *year_y = strchr(y, '[');
	return year_x && year_y && strcmp(year_x, year_y) == 0 && (year_x == x || year_y == y);
}

static bool
years_clash(const struct title *x, const struct title *y)
{
	const struct title *few = x->n_years <= y->n_years ? x : y, *many = few == x ? y : x;
	for (size_t i = 0; i < few->n_years; i++) {
		size_t k = 0;
		while (k < many->n_years && many->years[k] != few->years[i])
			k++;
		if (k == many->n_years)
			return true;
	}
	return false;
}

/* A name that several places have stands for all of them. */
static bool
places_apart(const struct feature *x, const struct feature *y)
{
	if (x->place && y->place)
		return strcmp(x->place, y->place) != 0;
	if (x->several && y->several)
		return !strstr(x->several, y->several) && !strstr(y->several, x->several);
	const char *one = x->place ? x->place : y->place;
	const char *any = x->several ? x->several : y->several;
	bool coded = any && strpbrk(any, "0123456789"); /* a zone may be in that place */
	return one && coded && !strstr(any, one);
}

const char *
documents_differ(const struct grouping *g, const struct feature *x, const struct feature *y)
{
	const unsigned kinds = TITLE_DRAFT | TITLE_FORWARDS | TITLE_AMENDS | TITLE_REPEALS;
	if ((x->title.flags ^ y->title.flags) & kinds)
		return "another kind";
	bool numbers = x->number && y->number;
	if (numbers && !numbers_match(x->number, y->number))
		return "another number";
	if (years_clash(&x->title, &y->title))
		return "another year";
	if (*x->title.edition && *y->title.edition &&
	    strcmp(x->title.edition, y->title.edition) != 0)
		return "another edition";
	bool one = numbers && x->number_strong && y->number_strong;
	if (!one && places_apart(x, y) && !taken_over(g, x, y))
		return "another place";
	return NULL;
}

static size_t
chars(const char *s)
{
	return utf8_count(s);
}

static struct likeness
texts_compare(const struct grouping *g, struct feature *x, struct feature *y)
{
	return shingles_compare(feature_runs(g, x), feature_runs(g, y));
}

static bool
hosts_same(const struct feature *x, const struct feature *y)
{
	return x->host && y->host && strcmp(x->host, y->host) == 0;
}

/* ---- rules; each answers with its reason or NULL */

static const char *
by_address(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	(void)a;
	if (!x->address || !y->address || strcmp(x->address, y->address) != 0 ||
	    texts_apart(g, x, y))
		return NULL;
	return texts_alike(x->title.key, y->title.key) >= 0.5 ? "the same address" : NULL;
}

/* The core of one is the other's, or within it, or named in its text ("大气十条" is the popular
 * name of a plan whose title its text gives). */
static const char *
by_number(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	if (!x->number || !y->number || !numbers_match(x->number, y->number) ||
	    (x->title.flags ^ y->title.flags) & (TITLE_REPORTS | TITLE_INTERPRETS))
		return NULL;
	const char *one = x->title.core, *other = y->title.core;
	bool named = strcmp(x->title.key, y->title.key) == 0 || strcmp(one, other) == 0;
	if (!named && x->number_strong && y->number_strong)
		named = (chars(one) >= LEAST_CORE && strstr(other, one)) ||
		        (chars(other) >= LEAST_CORE && strstr(one, other)) ||
		        text_names(g->fold, x->d.body, other) ||
		        text_names(g->fold, y->d.body, one);
	return named ? arena_printf(a, "the same document number %s, and title",
	                   x->d.doc_number ? x->d.doc_number : x->number)
	             : NULL;
}

static bool
dates_allow(const struct feature *x, const struct feature *y, int64_t days, size_t letters)
{
	int64_t gap = feature_gap(x, y);
	return gap < 0 ? letters >= LEAST_UNDATED : gap <= days;
}

static bool
titles_equal(const struct title *x, const struct title *y)
{
	if (strcmp(x->key, y->key) == 0)
		return true;
	const struct title *cut = x->flags & TITLE_CUT ? x : y, *whole = cut == x ? y : x;
	return cut->flags & TITLE_CUT && chars(cut->key) >= 2 * LEAST_TITLE &&
	       strncmp(whole->key, cut->key, strlen(cut->key)) == 0;
}

bool
documents_clash(const struct grouping *g, struct feature *x, struct feature *y)
{
	return documents_differ(g, x, y) ||
	       (titles_equal(&x->title, &y->title) && texts_apart(g, x, y));
}

static const char *
by_title(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	const struct title *t = &x->title;
	size_t letters = chars(t->key);
	if (!titles_equal(t, &y->title) || letters < LEAST_TITLE)
		return NULL;
	int64_t gap = feature_gap(x, y);
	if (t->flags & TITLE_RECURS) {
		struct likeness l = texts_compare(g, x, y);
		bool alike = l.smaller >= LEAST_LEAD && l.contained >= 0.9;
		if (alike ? gap > RECUR_DAYS : (gap < 0 || gap > 1 || hosts_same(x, y)))
			return NULL;
	}
	int64_t days = t->n_years > 0 ? DATED_DAYS : REPOST_DAYS;
	if (!dates_allow(x, y, days, letters) || texts_apart(g, x, y))
		return NULL;
	return gap > 0 ? arena_printf(a, "the same title, %d days apart", (int)gap)
	               : "the same title";
}

static const char *
by_paper(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	const unsigned apart = TITLE_REPORTS | TITLE_RECURS | TITLE_INTERPRETS;
	const char *core = x->title.core;
	if (strcmp(core, y->title.core) != 0 || chars(core) < LEAST_CORE ||
	    (x->title.flags | y->title.flags) & apart || !(x->title.flags & TITLE_PAPER))
		return NULL;
	/* A repost seldom says whose paper it is; a long name then stands for itself. */
	bool placed =
	    x->place && y->place ? strcmp(x->place, y->place) == 0 : chars(core) >= LEAST_UNDATED;
	/* A law is amended more than once; its year is not that of the amendment. */
	bool dated = x->title.n_years > 0 && x->title.n_years == y->title.n_years &&
	             !(x->title.flags & (TITLE_AMENDS | TITLE_REPEALS));
	int64_t gap = feature_gap(x, y);
	if (!(placed || dated) || (gap < 0 && !dated) || gap > (dated ? DATED_DAYS : NEAR_DAYS) ||
	    texts_apart(g, x, y))
		return NULL;
	return arena_printf(a, "the same paper %s", core);
}

/* How much two titles say the same; a page that only hands out a paper speaks by the paper's. */
static double
titles_alike(const struct feature *x, const struct feature *y)
{
	double most = texts_alike(x->title.key, y->title.key);
	const char *const pairs[][2] = {
	    {x->paper, y->title.key}, {x->title.key, y->paper}, {x->paper, y->paper}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		double alike =
		    pairs[i][0] && pairs[i][1] ? texts_alike(pairs[i][0], pairs[i][1]) : 0;
		most = alike > most ? alike : most;
	}
	return most;
}

/* The same file is handed out by those who publish, report, explain and apply a paper. */
static const char *
by_file(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	const unsigned apart = TITLE_REPORTS | TITLE_INTERPRETS | TITLE_RECURS;
	(void)g;
	if ((x->title.flags | y->title.flags) & apart || titles_alike(x, y) < 0.6 ||
	    (texts_alike(x->title.key, y->title.key) >= 0.6 &&
	        !series_same(x->title.key, y->title.key)))
		return NULL;
	for (size_t i = 0; i < x->n_files; i++) {
		const char *one = attachment_identity(&x->files[i]);
		for (size_t k = 0; one && k < y->n_files; k++) {
			const char *other = attachment_identity(&y->files[k]);
			if (other && strcmp(one, other) == 0)
				return arena_printf(a, "the same attachment %s", x->files[i].name);
		}
	}
	return NULL;
}

static const char *
by_text(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	struct likeness l = texts_compare(g, x, y);
	double titles = texts_alike(x->title.key, y->title.key);
	int64_t gap = feature_gap(x, y);
	bool whole = l.smaller >= LEAST_TEXT && (l.jaccard >= 0.8 || l.contained >= 0.9);
	bool lead = l.smaller >= LEAST_LEAD && l.contained >= 0.95 && l.jaccard >= 0.5 &&
	            titles >= 0.4 && gap <= NEWS_DAYS &&
	            !((x->title.flags ^ y->title.flags) & TITLE_REPORTS);
	if ((!whole && !lead) || times_apart(x, y))
		return NULL;
	/* A paper stands in the attachments of what reports and explains it, too. */
	if ((x->enclosed || y->enclosed) &&
	    (titles_alike(x, y) < 0.4 ||
	        (x->title.flags ^ y->title.flags) & (TITLE_REPORTS | TITLE_INTERPRETS)))
		return NULL;
	if ((titles >= 0.6 && !series_same(x->title.key, y->title.key)) ||
	    ((x->title.flags | y->title.flags) & TITLE_RECURS && (gap > 1 || titles < 0.8)))
		return NULL;
	return arena_printf(a, "text alike: %.0f%% of the shorter one, %.0f%% of both",
	    100 * l.contained, 100 * l.jaccard);
}

/* A page id that two sites share, and the words to go with it. */
static const char *
by_page(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	if (!x->page || !y->page || strcmp(x->page, y->page) != 0)
		return NULL;
	struct likeness l = texts_compare(g, x, y);
	bool text = l.smaller >= LEAST_LEAD && l.contained >= 0.9;
	bool title = texts_alike(x->title.key, y->title.key) >= 0.8 && !texts_apart(g, x, y) &&
	             series_same(x->title.key, y->title.key);
	return text || title ? arena_printf(a, "the same page %s on another site", x->page) : NULL;
}

const char *
documents_same(const struct grouping *g, struct feature *x, struct feature *y, struct arena *a)
{
	static const char *(*const rules[])(
	    const struct grouping *, struct feature *, struct feature *, struct arena *) = {
	    by_address, by_number, by_title, by_paper, by_page, by_file, by_text};
	if (documents_differ(g, x, y))
		return NULL;
	const char *reason = NULL;
	for (size_t i = 0; i < sizeof rules / sizeof *rules && !reason; i++)
		reason = rules[i](g, x, y, a);
	return reason;
}
