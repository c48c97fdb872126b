/* hit.c - see hit.h. */
#include "store/hit.h"

#include <string.h>

#include "base/log.h"
#include "store/document.h"
#include "store/item.h"
#include "store/search.h"

static const char ATTACHMENTS[] =
    "SELECT a.n + 1, ifnull(nullif(a.text, ''), a.href), t.text FROM item_document m"
    " JOIN item i ON i.id = m.item JOIN document d ON d.id = m.document"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " JOIN attachment a ON a.version = v.id JOIN attachment_text t ON t.id = a.file"
    " WHERE m.item = ? AND t.text <> '' ORDER BY d.id <> i.representative, d.id, a.n";
static const char ITEM[] = "SELECT representative, name FROM item WHERE id = ?";

static bool
label_is(const struct label *l, size_t n, const char *kind, const char *value)
{
	for (size_t i = 0; value && i < n; i++)
		if (strcmp(l[i].kind, kind) == 0 && strcmp(l[i].value, value) == 0)
			return true;
	return value == NULL;
}

static bool
region_fits(const struct config *c, const struct label *l, size_t n, const char *region)
{
	for (size_t i = 0; region && i < n; i++)
		if (strcmp(l[i].kind, "region") == 0 &&
		    config_region_within(c, l[i].value, region, NULL))
			return true;
	return region == NULL;
}

static bool
labels_fit(const struct config *c, const struct search_query *q, const struct label *l, size_t n)
{
	bool air = label_is(l, n, "air", q->air) ||
	           (q->air && strcmp(q->air, "borderline") == 0 && label_is(l, n, "air", "yes"));
	return air && label_is(l, n, "measure", q->measure) &&
	       label_is(l, n, "doc_type", q->doc_type) && label_is(l, n, "level", q->level) &&
	       region_fits(c, l, n, q->region);
}

/* The first attachment of the item with a word of the query. */
static int
find_attachment(struct store *s, int64_t item, const char *text, struct arena *a, struct hit *out,
    struct fail *f)
{
	int rc;
	struct query q = query(s, ATTACHMENTS);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1) {
		out->snippet = snippet(s->fold, text, column_text(&q, 2), a);
		if (out->snippet == NULL)
			continue;
		out->attachment = (int)column_int(&q, 0);
		out->attachment_name = column_copy(&q, 1, a);
		query_done(&q);
		return 0;
	}
	return rc;
}

static int
representative_read(struct store *s, int64_t item, struct arena *a, int64_t *representative,
    const char **name, struct fail *f)
{
	struct query q = query(s, ITEM);
	query_int(&q, item);
	int rc = query_step(&q, f);
	if (rc == 0)
		bug("item row %lld is gone", (long long)item);
	*representative = rc == 1 ? column_int(&q, 0) : 0;
	*name = rc == 1 ? column_copy(&q, 1, a) : NULL;
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

int
hit_fits(struct store *s, const struct config *c, const struct search_query *q, int64_t item,
    struct arena *a, struct fail *f)
{
	struct document d;
	const struct label *labels;
	const char *name;
	size_t n;
	int64_t representative;
	if (representative_read(s, item, a, &representative, &name, f) < 0 ||
	    document_get(s, representative, a, &d, f) < 0 ||
	    item_labels(s, item, representative, d.id, a, &labels, &n, f) < 0)
		return -1;
	return labels_fit(c, q, labels, n);
}

int
hit_read(struct store *s, const struct search_query *q, int64_t item, struct arena *a,
    struct hit *out, struct fail *f)
{
	struct document d;
	int64_t representative;
	struct item words = {0};
	if (representative_read(s, item, a, &representative, &out->item, f) < 0 ||
	    document_get(s, representative, a, &d, f) < 0 || item_words(s, item, a, &words, f) < 0)
		return -1;
	out->title = d.title;
	out->title_ja = words.title_ja;
	out->issuer = d.issuer;
	out->snippet = snippet(s->fold, q->text, d.body, a);
	if (out->snippet == NULL)
		out->snippet = snippet(s->fold, q->text, d.title, a);
	if (out->snippet == NULL && d.doc_number)
		out->snippet = snippet(s->fold, q->text, d.doc_number, a);
	if (out->snippet == NULL && find_attachment(s, item, q->text, a, out, f) < 0)
		return -1;
	const char *summary = NULL;
	if (out->snippet == NULL && search_summary(s, item, a, &summary, f) < 0)
		return -1;
	const char *const japanese[] = {words.title_ja, words.note, summary};
	for (size_t i = 0; out->snippet == NULL && i < sizeof japanese / sizeof *japanese; i++)
		if (japanese[i])
			out->snippet = snippet(s->fold, q->text, japanese[i], a);
	if (out->snippet == NULL)
		out->snippet = "";
	return 0;
}
