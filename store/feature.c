/* feature.c - see feature.h. */
#include "store/feature.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/log.h"
#include "base/url.h"
#include "store/attached.h"
#include "store/featurecache.h"
#include "store/phrase.h"

enum { SPOKEN_BYTES = 600, LITTLE = 5, ZONE_LEAST = 9, ZONE_MOST = 30 };

static const char NOW[] = "SELECT d.version, m.item FROM document d"
                          " LEFT JOIN item_document m ON m.document = d.id WHERE d.id = ?";

static struct span
span_of(const char *text)
{
	struct date d;
	if (!date_parse(text, &d))
		return (struct span){0};
	struct date first = {d.year, d.month ? d.month : 1, d.day ? d.day : 1};
	struct date next = d.month ? (struct date){d.year + (d.month == 12), d.month % 12 + 1, 1}
	                           : (struct date){d.year + 1, 1, 1};
	int64_t day = date_days(first);
	return (struct span){day, d.day ? day : date_days(next) - 1, true};
}

static int64_t
span_gap(struct span x, struct span y)
{
	if (!x.known || !y.known)
		return -1;
	return x.first > y.last ? x.first - y.last : y.first > x.last ? y.first - x.last : 0;
}

int64_t
feature_gap(const struct feature *x, const struct feature *y)
{
	const struct span spans[2][2] = {{x->published, x->written}, {y->published, y->written}};
	int64_t least = -1;
	for (int i = 0; i < 2; i++)
		for (int k = 0; k < 2; k++) {
			int64_t gap = span_gap(spans[0][i], spans[1][k]);
			if (gap >= 0 && (least < 0 || gap < least))
				least = gap;
		}
	return least;
}

bool
feature_span(const struct feature *x, struct span *out)
{
	*out = x->written.known ? x->written : x->published.known ? x->published : x->spoken;
	if (x->written.known && x->published.known && x->published.first < out->first)
		*out = x->published;
	return out->known;
}

/* "2015年8月29日" at the head of a text that came without a date. */
static struct span
spoken_date(const char *body)
{
	size_t n = strlen(body);
	const char *end = body + (n < SPOKEN_BYTES ? n : SPOKEN_BYTES);
	for (const char *at = body; (at = memmem(at, (size_t)(end - at), "年", 3)) != NULL;
	     at += 3) {
		int year, month, day;
		char text[DATE_SIZE + 8];
		if (at - body < 4 || sscanf(at - 4, "%4d年%2d月%2d日", &year, &month, &day) != 3)
			continue;
		snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
		return span_of(text);
	}
	return (struct span){0};
}

int64_t
feature_day(const struct feature *x)
{
	struct span s;
	return feature_span(x, &s) && s.first > 0 ? s.first : 0;
}

/* Gateways that show another address in another script. */
static const char *
behind_gateway(const char *url, struct arena *a)
{
	const char *gate = strstr(url, "/gate/big5/");
	return gate ? arena_printf(a, "http://%s", gate + strlen("/gate/big5/")) : url;
}

/* The last part of the path, when it has an id's worth of digits. */
static const char *
page_id(const char *key, struct arena *a)
{
	size_t n = strcspn(key, "?"), digits = 0;
	while (n > 0 && key[n - 1] == '/')
		n--;
	size_t from = n;
	while (from > 0 && key[from - 1] != '/')
		from--;
	size_t stop = from;
	while (stop < n && key[stop] != '.') {
		digits += key[stop] >= '0' && key[stop] <= '9';
		stop++;
	}
	return digits >= 4 ? arena_strn(a, key + from, stop - from) : NULL;
}

static void
read_address(struct feature *x, struct arena *a)
{
	if (x->d.url == NULL)
		return;
	x->address = url_key(behind_gateway(x->d.url, a), a);
	x->host = url_host(x->d.url, a);
	x->page = x->address ? page_id(x->address, a) : NULL;
}

/* Who speaks for the whole country. */
static bool
is_central(const char *issuer)
{
	static const char *const words[] = {"国务院", "中共中央", "全国人", "国家", "总局",
	    "中国人民银行", "最高人民", "生态环境部", "环境保护部", "环保部", "财政部", "科技部",
	    "农业农村部", "交通运输部", "工业和信息化部", "水利部", "住房和城乡建设部",
	    "自然资源部", "公安部", "商务部", "教育部", "司法部", "中华人民共和国", NULL};
	return phrase_holds(issuer, words);
}

static bool
is_medium(const char *issuer)
{
	static const char *const words[] = {"网", "报", "社", "杂志", "转载", "镜像", "媒体",
	    "公众号", "平台", "文库", "频道", "百科", "\u300a", NULL};
	return phrase_holds(issuer, words);
}

/* The name of a zone (高新区, 经济开发区) that an authority is of: in no table of places, and many
 * cities have one. */
static const char *
zone_of(const char *issuer, struct arena *a)
{
	static const char *const others[] = {"自治区", "地区", "社区", "景区", "校区", NULL};
	const char *end = strstr(issuer, "区");
	size_t n = end ? (size_t)(end - issuer) + strlen("区") : 0;
	return n < ZONE_LEAST || n > ZONE_MOST || phrase_ending(issuer, n, others)
	           ? NULL
	           : arena_strn(a, issuer, n);
}

/* A name that several places have: the one below whoever speaks, else any of them. */
static void
read_shared_name(const struct grouping *g, struct feature *x, const char *issuer, struct arena *a)
{
	size_t len;
	const char *named = place_several(g->places, x->title.name, 1, 3, a);
	if (named && !place_at(g->places, x->title.name, &len)) {
		const char *inner = place_under(g->places, x->title.name, x->place);
		x->place = inner ? inner : x->place;
	}
	if (x->place)
		return;
	x->several = named ? named : place_several(g->places, x->title.lead, 12, 3, a);
	if (x->several == NULL)
		x->several = place_several(g->places, issuer, 1, 2, a);
	if (x->several == NULL)
		x->several = zone_of(issuer, a);
}

/* The folded name of who speaks: a ministry's website is the ministry. */
static const char *
speaker(const struct grouping *g, const char *name, struct arena *a)
{
	static const char *const sites[] = {"门户网站", "官方网站", "官网", "网站", NULL};
	char *s = phrase_folded(g->fold, name ? name : "", a);
	size_t n = strlen(s);
	const char *site = phrase_ending(s, n, sites);
	if (site)
		s[n - strlen(site)] = '\0';
	return s;
}

static const char *
speaker_place(const struct grouping *g, const char *name)
{
	return is_medium(name) ? NULL : is_central(name) ? "000000" : place_in(g->places, name, 12);
}

/* The title's own place first, then that of who speaks in it, then that of the authority it says
 * it is taken from, then that of the issuer, which a site may put as its own. */
static void
read_place(const struct grouping *g, struct feature *x, struct arena *a)
{
	size_t len;
	const char *issuer = phrase_folded(g->fold, x->d.issuer ? x->d.issuer : "", a);
	x->medium = is_medium(issuer);
	x->place = place_at(g->places, x->title.name, &len);
	if (x->place == NULL)
		x->place = place_in(g->places, x->title.lead, 12);
	if (x->place == NULL && is_central(x->title.lead))
		x->place = "000000";
	x->placed = x->place != NULL;
	if (x->place == NULL)
		x->place = speaker_place(g, speaker(g, x->d.content_source, a));
	if (x->place == NULL)
		x->place = speaker_place(g, issuer);
	if (x->place == NULL && x->medium && is_central(issuer) && x->d.url &&
	    strstr(x->d.url, ".gov.cn"))
		x->place = "000000";
	read_shared_name(g, x, x->medium ? "" : issuer, a);
	x->place = arena_str(a, x->place);
}

/* A page that says little beside its one large file stands for that file; one that reports or
 * explains says what it does in its title. */
static void
read_paper(const struct grouping *g, struct feature *x, size_t own, struct arena *a)
{
	const struct attachment *largest = NULL;
	struct title title;
	for (size_t i = 0; i < x->n_files; i++)
		if (largest == NULL || strlen(x->files[i].text) > strlen(largest->text))
			largest = &x->files[i];
	if (largest == NULL || largest->title == NULL || own * LITTLE > strlen(largest->text) ||
	    x->title.flags & (TITLE_REPORTS | TITLE_INTERPRETS))
		return;
	title_read(g->fold, largest->title, a, &title);
	x->paper = *title.key ? title.key : NULL;
}

/* What the files say stands behind the body. */
static int
read_files(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
{
	struct buf whole;
	size_t own = x->own = strlen(x->d.body);
	if (x->d.attachments == NULL || strcmp(x->d.attachments, "[]") == 0)
		return 0;
	if (attachments_read(g->store, x->row, a, &x->files, &x->n_files, f) < 0)
		return -1;
	buf_init(&whole, CAP_BODY);
	buf_adds(&whole, x->d.body);
	for (size_t i = 0; i < x->n_files; i++)
		if (*x->files[i].text)
			buf_addf(&whole, "\n%s", x->files[i].text);
	x->enclosed = whole.len > own;
	if (x->enclosed) {
		x->d.body = arena_strn(a, whole.text, whole.len);
		read_paper(g, x, own, a);
	}
	buf_release(&whole);
	return 0;
}

/* All that is read from the document itself, and not from where it is put. */
static int
document_features(
    const struct grouping *g, int64_t row, struct arena *a, struct feature *out, struct fail *f)
{
	*out =
	    (struct feature){.row = row, .arena = a, .runs = arena_zalloc(a, 1, sizeof *out->runs)};
	if (document_get(g->store, row, a, &out->d, f) < 0)
		return -1;
	title_read(g->fold, out->d.title, a, &out->title);
	if (read_files(g, out, a, f) < 0)
		return -1;
	out->number = document_number(g->fold, out->d.doc_number, a, &out->number_strong);
	if (out->number == NULL)
		out->number = document_number(g->fold, out->title.number, a, &out->number_strong);
	out->published = span_of(out->d.published);
	out->written = span_of(out->d.written);
	if (!out->published.known && !out->written.known)
		out->spoken = spoken_date(out->d.body);
	read_address(out, a);
	read_place(g, out, a);
	return 0;
}

int
feature_read(
    const struct grouping *g, int64_t row, struct arena *a, struct feature *out, struct fail *f)
{
	int64_t item = 0;
	struct query q = query(g->store, NOW);
	query_int(&q, row);
	int rc = query_step(&q, f);
	if (rc == 0)
		bug("document row %lld is gone", (long long)row);
	if (rc < 0)
		return -1;
	int version = (int)column_int(&q, 0);
	item = column_int(&q, 1);
	query_done(&q);
	const struct feature *known = g->cache ? feature_cache_find(g->cache, row, version) : NULL;
	if (known) {
		*out = *known;
	} else if (g->cache == NULL) {
		rc = document_features(g, row, a, out, f);
	} else if ((rc = document_features(g, row, feature_cache_arena(g->cache), out, f)) >= 0) {
		feature_cache_put(g->cache, out);
	}
	out->item = item;
	return rc < 0 ? -1 : 0;
}

const struct shingles *
feature_runs(const struct grouping *g, const struct feature *x)
{
	if (x->runs->all)
		return x->runs;
	struct arena a = {0};
	struct shingles runs;
	text_shingles(g->fold, x->d.body, strlen(x->d.body), &a, &runs);
	*x->runs = runs;
	x->runs->all = arena_alloc(x->arena, (runs.n + 1) * sizeof *runs.all);
	memcpy(x->runs->all, runs.all, runs.n * sizeof *runs.all);
	arena_release(&a);
	return x->runs;
}
