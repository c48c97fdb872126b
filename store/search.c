/* search.c - see search.h and fold.h. The index holds versions, which never change; a hit on a
 * version that is not current any more, or of a document in no item, is passed over. */
#include "store/search.h"

#include <string.h>

#include "base/caps.h"
#include "store/attached.h"
#include "store/document.h"
#include "store/item.h"

static const char VERSION[] = "SELECT v.id FROM version v JOIN document d ON d.id = v.document"
                              " AND d.version = v.number WHERE d.id = ?";
static const char INDEXED[] = "SELECT id FROM search_docsize WHERE id = ?";
static const char ADD[] = "INSERT INTO search (rowid, title, body) VALUES (?,?,?)";
static const char ADD_TITLE[] = "INSERT INTO search_title (rowid, title) VALUES (?,?)";
static const char UNINDEXED[] =
    "SELECT t.id, t.text FROM document d JOIN version v ON v.document = d.id"
    " AND v.number = d.version JOIN attachment a ON a.version = v.id"
    " JOIN attachment_text t ON t.id = a.file WHERE d.id = ?1 AND t.text <> '' AND NOT EXISTS"
    " (SELECT 1 FROM search_attachment_docsize x WHERE x.id = t.id) LIMIT 1";
static const char ADD_ATTACHMENT[] = "INSERT INTO search_attachment (rowid, text) VALUES (?,?)";
static const char DROP_JA[] = "DELETE FROM search_ja WHERE rowid = ?";
static const char ADD_JA[] = "INSERT INTO search_ja (rowid, title) VALUES (?,?)";
static const char STATE[] = "SELECT fold FROM search_state";
static const char SET_STATE[] = "INSERT INTO search_state (fold) VALUES (?)";
static const char REBUILD[] = "INSERT INTO search (search) VALUES ('delete-all');"
                              "INSERT INTO search_title (search_title) VALUES ('delete-all');"
                              "INSERT INTO search_attachment (search_attachment)"
                              " VALUES ('delete-all');"
                              "DELETE FROM search_state;"
                              "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0"
                              " WHERE state = 'stored'";
/* The title counts four times the body; a match in the Japanese title counts as one in the title.
 */
static const char FIND[] =
    "SELECT i.id, i.name, i.date, max(score) AS best FROM ("
    " SELECT m.item AS item, -bm25(search, 4.0, 1.0) AS score FROM search"
    " JOIN version v ON v.id = search.rowid"
    " JOIN document d ON d.id = v.document AND d.version = v.number"
    " JOIN item_document m ON m.document = d.id WHERE search MATCH ?1"
    " UNION ALL SELECT m.item, -bm25(search_attachment) FROM search_attachment"
    " JOIN attachment a ON a.file = search_attachment.rowid JOIN version v ON v.id = a.version"
    " JOIN document d ON d.id = v.document AND d.version = v.number"
    " JOIN item_document m ON m.document = d.id WHERE search_attachment MATCH ?1"
    " UNION ALL SELECT rowid, -4.0 * bm25(search_ja) FROM search_ja WHERE search_ja MATCH ?1) x"
    " JOIN item i ON i.id = x.item WHERE i.representative IS NOT NULL"
    " AND (?2 IS NULL OR (length(i.date) >= 7 AND i.date >= substr(?2, 1, length(i.date))))"
    " AND (?3 IS NULL OR (length(i.date) >= 7 AND substr(i.date, 1, length(?3)) <= ?3))"
    " GROUP BY i.id ORDER BY best DESC, i.date DESC, i.name";
static const char ATTACHMENTS[] =
    "SELECT a.n + 1, ifnull(nullif(a.text, ''), a.href), t.text FROM item_document m"
    " JOIN item i ON i.id = m.item JOIN document d ON d.id = m.document"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " JOIN attachment a ON a.version = v.id JOIN attachment_text t ON t.id = a.file"
    " WHERE m.item = ? AND t.text <> '' ORDER BY d.id <> i.representative, d.id, a.n";
static const char REPRESENTATIVE[] = "SELECT representative FROM item WHERE id = ?";

int
search_add(struct store *s, const struct folding *fold, int64_t document, const struct document *d,
    struct fail *f)
{
	int64_t version, indexed;
	struct query q = query(s, VERSION);
	query_int(&q, document);
	if (query_number(&q, &version, f) != 1)
		return -1;
	q = query(s, INDEXED);
	query_int(&q, version);
	int rc = query_number(&q, &indexed, f);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	struct buf title, body;
	buf_init(&title, CAP_FIELD);
	buf_init(&body, 4 * CAP_BODY); /* tokens overlap: more than twice the text */
	fold_tokens(fold, d->title, &title);
	fold_tokens(fold, d->body, &body);
	q = query(s, ADD);
	query_int(&q, version);
	query_text(&q, title.text);
	query_text(&q, body.text);
	rc = query_run(&q, f) < 0 ? -1 : 0;
	if (rc == 0) {
		q = query(s, ADD_TITLE);
		query_int(&q, version);
		query_text(&q, title.text);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	buf_release(&title);
	buf_release(&body);
	return rc;
}

/* One text that is not there yet: 1, 0 when all are, -1. */
static int
attachment_next(struct store *s, int64_t document, int64_t *row, struct buf *tokens,
    const struct folding *fold, struct fail *f)
{
	struct query q = query(s, UNINDEXED);
	query_int(&q, document);
	int rc = query_step(&q, f);
	if (rc == 1) {
		*row = column_int(&q, 0);
		buf_clear(tokens);
		fold_tokens(fold, column_text(&q, 1), tokens);
	}
	query_done(&q);
	return rc;
}

int
search_add_attachments(
    struct store *s, const struct folding *fold, int64_t document, struct fail *f)
{
	struct buf tokens;
	int64_t row;
	int rc;
	buf_init(&tokens, 4 * CAP_BODY);
	while ((rc = attachment_next(s, document, &row, &tokens, fold, f)) == 1) {
		struct query q = query(s, ADD_ATTACHMENT);
		query_int(&q, row);
		query_text(&q, tokens.text);
		if (query_run(&q, f) < 0) {
			rc = -1;
			break;
		}
	}
	buf_release(&tokens);
	return rc;
}

static int
add_ja(struct store *s, int64_t item, const char *title, struct fail *f)
{
	const struct folding *fold = store_fold(s, f);
	if (fold == NULL)
		return -1;
	struct buf tokens;
	buf_init(&tokens, CAP_FIELD);
	fold_tokens(fold, title, &tokens);
	struct query q = query(s, ADD_JA);
	query_int(&q, item);
	query_text(&q, tokens.text);
	int rc = query_run(&q, f) < 0 ? -1 : 0;
	buf_release(&tokens);
	return rc;
}

int
search_refresh_ja(struct store *s, int64_t item, struct fail *f)
{
	struct arena a = {0};
	struct item words = {0};
	int rc = item_words(s, item, &a, &words, f);
	if (rc == 0) {
		struct query q = query(s, DROP_JA);
		query_int(&q, item);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	if (rc == 0 && words.title_ja)
		rc = add_ja(s, item, words.title_ja, f);
	arena_release(&a);
	return rc;
}

static int
search_renew(struct store *s, const struct folding *fold, struct fail *f)
{
	struct query q = query(s, STATE);
	int rc = query_step(&q, f);
	bool current = rc == 1 && strcmp(column_text(&q, 0), fold->digest) == 0;
	query_done(&q);
	if (rc < 0 || current)
		return rc < 0 ? -1 : 0;
	if (db_script(s, REBUILD, f) < 0)
		return -1;
	q = query(s, SET_STATE);
	query_text(&q, fold->digest);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
search_check(struct store *s, const struct folding *fold, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, search_renew(s, fold, f), f);
}

/* ---- asking */

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

/* 1: the item passes the filters and *out is filled; 0; -1. */
static int
hit_read(struct store *s, const struct config *c, const struct search_query *q, int64_t item,
    struct arena *a, struct hit *out, struct fail *f)
{
	struct document d;
	const struct label *labels;
	size_t n;
	int64_t representative;
	struct item words = {0};
	struct query get = query(s, REPRESENTATIVE);
	query_int(&get, item);
	if (query_number(&get, &representative, f) != 1 ||
	    document_get(s, representative, a, &d, f) < 0 ||
	    item_labels(s, item, representative, d.id, a, &labels, &n, f) < 0)
		return -1;
	if (!labels_fit(c, q, labels, n))
		return 0;
	if (item_words(s, item, a, &words, f) < 0)
		return -1;
	out->title = d.title;
	out->title_ja = words.title_ja;
	out->issuer = d.issuer;
	out->snippet = snippet(s->fold, q->text, d.body, a);
	if (out->snippet == NULL)
		out->snippet = snippet(s->fold, q->text, d.title, a);
	if (out->snippet == NULL && find_attachment(s, item, q->text, a, out, f) < 0)
		return -1;
	if (out->snippet == NULL && words.title_ja)
		out->snippet = snippet(s->fold, q->text, words.title_ja, a);
	if (out->snippet == NULL)
		out->snippet = "";
	return 1;
}

struct found {
	int64_t item;
	struct hit hit;
};

static int
find_items(struct store *s, const char *match, const struct search_query *q, struct arena *a,
    struct found **out, size_t *n, struct fail *f)
{
	size_t room = 0;
	int rc;
	struct query find = query(s, FIND);
	query_text(&find, match);
	query_text(&find, q->date_from);
	query_text(&find, q->date_to);
	while ((rc = query_step(&find, f)) == 1) {
		*out = arena_grow(a, *out, *n, *n + 1, &room, sizeof **out);
		(*out)[(*n)++] = (struct found){.item = column_int(&find, 0),
		    .hit = {.item = column_copy(&find, 1, a),
		        .date = column_copy(&find, 2, a),
		        .score = column_real(&find, 3)}};
	}
	return rc;
}

static int
search_matching(struct store *s, const struct config *c, const char *match,
    const struct search_query *q, struct arena *a, const struct hit **out, size_t *n,
    struct fail *f)
{
	struct found *found = NULL;
	size_t n_found = 0;
	if (find_items(s, match, q, a, &found, &n_found, f) < 0)
		return -1;
	struct hit *hits = arena_zalloc(a, n_found + 1, sizeof *hits);
	for (size_t i = 0; i < n_found && (q->max == 0 || *n < q->max); i++) {
		hits[*n] = found[i].hit;
		int rc = hit_read(s, c, q, found[i].item, a, &hits[*n], f);
		if (rc < 0)
			return -1;
		*n += (size_t)rc;
	}
	*out = hits;
	return 0;
}

int
store_search(struct store *s, const struct config *c, const struct search_query *q, struct arena *a,
    const struct hit **out, size_t *n, struct fail *f)
{
	const struct folding *fold = store_fold(s, f);
	struct buf match;
	int rc;
	*n = 0;
	*out = NULL;
	if (fold == NULL)
		return -1;
	buf_init(&match, CAP_LINE);
	if (fold_query(fold, q->text, &match))
		rc = search_matching(s, c, match.text, q, a, out, n, f);
	else
		rc = fail_input(f, NULL, "the query holds no word that can be looked for");
	buf_release(&match);
	return rc;
}
