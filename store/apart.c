/* apart.c - see apart.h. */
#include "store/apart.h"

#include <string.h>

#include "store/phrase.h"
#include "store/same.h"

enum {
	SHORT_TEXT = 60, /* runs of a text that can contradict */
	TOLD_TEXT = 150, /* of one that by itself tells that it is the same */
	LONG_TEXT = 300, /* of one that can whatever the title */
	LEAST_LEAD = 20, /* of one that can agree */
	CLAUSES = 2,     /* parted from the next by a comma, of a text that says something */
	AGAIN_DAYS = 60, /* what comes every year is further apart than what is posted again */
	MONTH_DAYS = 20,
	TIMES = 24,
};

/* Shares of the shorter text below which it is another one; the last where the title is not known
 * to mean one thing. */
static const double SHORT_SHARE = 0.1, LONG_SHARE = 0.3, SAME_SHARE = 0.5;

/* Sentences have clauses; the frame of a page and a list of files have none. */
static bool
speaks(const struct feature *x)
{
	const char *at = x->d.body;
	int n = 0;
	if (strstr(at, "。") == NULL)
		return false;
	for (; n < CLAUSES && (at = strstr(at, "，")) != NULL; at += strlen("，"))
		n++;
	return n == CLAUSES;
}

/* A paper has one name at its place, and a notice comes within weeks of what it carries; "关于做好…
 * 工作的通知" is said by everyone every year. */
static bool
names_paper(const struct feature *x, const struct feature *y)
{
	const struct title *t = &x->title;
	return (t->flags & TITLE_PAPER || t->n_quoted > 0) && !(t->flags & TITLE_RECURS) &&
	       feature_gap(x, y) <= AGAIN_DAYS;
}

/* Two authorities; the name of one may be part of the other's, as of those who sign together. */
static bool
issuers_differ(const struct feature *x, const struct feature *y)
{
	const char *one = x->d.issuer, *other = y->d.issuer;
	return one && other && !x->medium && !y->medium && !strstr(one, other) &&
	       !strstr(other, one);
}

/* "www.x.gov.cn", "sthj.x.gov.cn": where the part of an organisation begins. */
static const char *
site_of(const char *host)
{
	static const char *const shared[] = {
	    ".gov.cn", ".com.cn", ".org.cn", ".net.cn", ".edu.cn", ".ac.cn", NULL};
	size_t n = strlen(host);
	const char *suffix = phrase_ending(host, n, shared), *dot;
	size_t end = suffix                       ? n - strlen(suffix)
	             : (dot = strrchr(host, '.')) ? (size_t)(dot - host)
	                                          : n;
	while (end > 0 && host[end - 1] != '.')
		end--;
	return host + end;
}

bool
sites_same(const struct feature *x, const struct feature *y)
{
	return x->host && y->host && strcmp(site_of(x->host), site_of(y->host)) == 0;
}

/* One site puts out two pages of about the same size on two days. */
static bool
comes_again(const struct feature *x, const struct feature *y, const struct likeness *l)
{
	return sites_same(x, y) && x->address && y->address &&
	       strcmp(x->address, y->address) != 0 && feature_gap(x, y) > 0 &&
	       l->larger <= 2 * l->smaller;
}

/* The share below which the texts are two. */
static double
share_wanted(const struct feature *x, const struct feature *y, const struct likeness *l)
{
	bool both = l->smaller >= SHORT_TEXT && speaks(x) && speaks(y);
	if (both && comes_again(x, y, l))
		return SAME_SHARE;
	if (both && !names_paper(x, y) && (x->title.flags & TITLE_RECURS || issuers_differ(x, y)))
		return SAME_SHARE;
	if (l->smaller >= LONG_TEXT)
		return LONG_SHARE;
	if (!both || names_paper(x, y))
		return 0;
	double grown = (double)(l->smaller - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT);
	return SHORT_SHARE + grown * (LONG_SHARE - SHORT_SHARE);
}

/* Districts of one name: that it is the same one, only what they say can tell, or that they put out
 * a paper of one name on one day. */
static bool
districts_doubtful(const struct feature *x, const struct feature *y)
{
	return x->several && y->several && x->host && y->host && !sites_same(x, y) &&
	       !(names_paper(x, y) && feature_gap(x, y) == 0);
}

bool
texts_apart(const struct grouping *g, struct feature *x, struct feature *y)
{
	if (x->number && y->number && numbers_match(x->number, y->number))
		return false;
	struct likeness l = shingles_compare(feature_runs(g, x), feature_runs(g, y));
	if (l.contained < share_wanted(x, y, &l))
		return true;
	if (districts_doubtful(x, y) && (l.smaller < LEAST_LEAD || l.contained < SAME_SHARE))
		return true;
	return l.contained >= SAME_SHARE && times_apart(x, y);
}

bool
taken_over(const struct grouping *g, const struct feature *x, const struct feature *y)
{
	if (x->placed || y->placed || x->place == NULL || y->place == NULL ||
	    strcmp(x->title.key, y->title.key) != 0)
		return false;
	struct likeness l = shingles_compare(feature_runs(g, x), feature_runs(g, y));
	if (l.smaller < TOLD_TEXT || l.jaccard < 0.9)
		return false;
	struct arena a = {0};
	const char *one = phrase_folded(g->fold, x->d.body, &a);
	const char *other = phrase_folded(g->fold, y->d.body, &a);
	bool same =
	    place_count(g->places, x->place, one) == place_count(g->places, x->place, other) &&
	    place_count(g->places, y->place, one) == place_count(g->places, y->place, other);
	arena_release(&a);
	return same;
}

/* ---- the years and months a text speaks of */

struct times {
	int years[TIMES], months[TIMES];
	size_t n_years, n_months;
};

static void
add(int all[TIMES], size_t *n, int time)
{
	for (size_t i = 0; i < *n; i++)
		if (all[i] == time)
			return;
	if (*n < TIMES)
		all[(*n)++] = time;
}

/* The number of at most four digits that ends before a place, or -1; when the page was posted is
 * not what it speaks of. */
static int
number_before(const char *text, const char *at)
{
	static const char *const posted[] = {"时间", "日期", NULL};
	const char *from = at;
	while (from > text && at - from < 4 && from[-1] >= '0' && from[-1] <= '9')
		from--;
	if (from == at)
		return -1;
	const char *line = from - text > 24 ? from - 24 : text;
	while (((unsigned char)*line & 0xc0) == 0x80)
		line++;
	if (phrase_within(line, (size_t)(from - line), posted))
		return -1;
	int n = 0;
	for (; from < at; from++)
		n = 10 * n + (*from - '0');
	return n;
}

static void
read_times(const char *text, struct times *out)
{
	*out = (struct times){0};
	for (const char *at = text; (at = strstr(at, "年")) != NULL; at += 3) {
		int n = number_before(text, at);
		if (n >= 1949 && n < 2100)
			add(out->years, &out->n_years, n);
	}
	for (const char *at = text; (at = strstr(at, "月")) != NULL; at += 3) {
		int n = number_before(text, at);
		if (n >= 1 && n <= 12)
			add(out->months, &out->n_months, n);
	}
}

/* Each has one that the other lacks. */
static bool
clash(const int *x, size_t n_x, const int *y, size_t n_y)
{
	size_t common = 0;
	for (size_t i = 0; i < n_x; i++)
		for (size_t k = 0; k < n_y; k++)
			common += x[i] == y[k];
	return common < n_x && common < n_y;
}

bool
times_apart(const struct feature *x, const struct feature *y)
{
	struct times one, other;
	int64_t gap = feature_gap(x, y);
	if (gap >= 0 && gap < MONTH_DAYS)
		return false;
	read_times(x->d.body, &one);
	read_times(y->d.body, &other);
	if (gap >= MONTH_DAYS && clash(one.months, one.n_months, other.months, other.n_months))
		return true;
	return (gap < 0 || gap > AGAIN_DAYS) &&
	       clash(one.years, one.n_years, other.years, other.n_years);
}
