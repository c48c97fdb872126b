/* search.c - see search.h and fold.h. The index holds versions, which never change. */
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
static const char HAS_JA[] = "SELECT id FROM search_ja_docsize WHERE id = ?";
static const char ADD_JA[] = "INSERT INTO search_ja (rowid, title, summary) VALUES (?,?,?)";
static const char SUMMARY[] = "SELECT t.text FROM item i JOIN machine_text t ON t.item = i.name"
                              " AND t.field = 'summary' WHERE i.id = ?";
static const char STATE[] = "SELECT fold FROM search_state";
static const char SET_STATE[] = "INSERT INTO search_state (fold) VALUES (?)";
static const char *const merges[] = {
    "INSERT INTO search_title (search_title, rank) VALUES ('merge', ?)",
    "INSERT INTO search (search, rank) VALUES ('merge', ?)",
    "INSERT INTO search_attachment (search_attachment, rank) VALUES ('merge', ?)",
    "INSERT INTO search_ja (search_ja, rank) VALUES ('merge', ?)"};
static const char REBUILD[] = "INSERT INTO search (search) VALUES ('delete-all');"
                              "INSERT INTO search_title (search_title) VALUES ('delete-all');"
                              "INSERT INTO search_attachment (search_attachment)"
                              " VALUES ('delete-all');"
                              "DELETE FROM search_state;"
                              "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0"
                              " WHERE state = 'stored'";

void
search_tokens(
    const struct folding *fold, const struct document *d, struct buf *title, struct buf *body)
{
	fold_tokens(fold, d->title, title);
	fold_tokens(fold, d->doc_number ? d->doc_number : "", body);
	fold_tokens(fold, d->body, body);
}

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
	search_tokens(fold, d, &title, &body);
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

int
search_summary(struct store *s, int64_t item, struct arena *a, const char **out, struct fail *f)
{
	struct query q = query(s, SUMMARY);
	query_int(&q, item);
	int rc = query_step(&q, f);
	*out = rc == 1 ? column_copy(&q, 0, a) : NULL;
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

int
search_tokens_ja(struct store *s, const struct folding *fold, int64_t item, struct buf *title,
    struct buf *text, struct arena *a, struct fail *f)
{
	struct item words = {0};
	const char *summary = NULL;
	if (item_words(s, item, a, &words, f) < 0 || search_summary(s, item, a, &summary, f) < 0)
		return -1;
	fold_tokens(fold, words.title_ja ? words.title_ja : "", title);
	fold_tokens(fold, words.note ? words.note : "", text);
	fold_tokens(fold, summary ? summary : "", text);
	return words.title_ja || words.note || summary;
}

static int
add_ja(struct store *s, int64_t item, const char *title, const char *text, struct fail *f)
{
	struct query q = query(s, ADD_JA);
	query_int(&q, item);
	query_text(&q, title);
	query_text(&q, text);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
drop_ja(struct store *s, int64_t item, struct fail *f)
{
	int64_t found;
	struct query q = query(s, HAS_JA);
	query_int(&q, item);
	int rc = query_number(&q, &found, f);
	if (rc <= 0)
		return rc;
	q = query(s, DROP_JA);
	query_int(&q, item);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
search_refresh_ja(struct store *s, int64_t item, struct fail *f)
{
	struct arena a = {0};
	struct buf title, text;
	const struct folding *fold = store_fold(s, f);
	if (fold == NULL)
		return -1;
	buf_init(&title, CAP_FIELD);
	buf_init(&text, 4 * CAP_BODY);
	int wanted = search_tokens_ja(s, fold, item, &title, &text, &a, f);
	int rc = wanted < 0 ? -1 : drop_ja(s, item, f);
	if (rc == 0 && wanted)
		rc = add_ja(s, item, title.text, text.text, f);
	buf_release(&title);
	buf_release(&text);
	arena_release(&a);
	return rc;
}

static int
search_renew(struct store *s, const struct folding *fold, struct fail *f)
{
	char digest[65];
	folding_digest(fold, digest);
	struct query q = query(s, STATE);
	int rc = query_step(&q, f);
	bool current = rc == 1 && strcmp(column_text(&q, 0), digest) == 0;
	query_done(&q);
	if (rc < 0 || current)
		return rc < 0 ? -1 : 0;
	if (db_script(s, REBUILD, f) < 0)
		return -1;
	q = query(s, SET_STATE);
	query_text(&q, digest);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
search_check(struct store *s, const struct folding *fold, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, search_renew(s, fold, f), f);
}

/* Pages written by a merge at once, by one pass at least, and for a document: half a page of it is
 * written again each time that pieces of like size become one, and a million documents are eleven
 * times twice what is written at first. */
enum { MERGE_PAGES = 2000, LEAST_PAGES = 16000, DOCUMENT_PAGES = 16 };

/* 1: pages of one index were merged, 0: there is nothing to merge; -1. */
static int
merge_some(struct store *s, const char *sql, struct fail *f)
{
	sqlite3_int64 before = sqlite3_total_changes64(s->db);
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, sql);
	query_int(&q, MERGE_PAGES);
	if (db_end(s, query_run(&q, f) < 0 ? -1 : 0, f) < 0)
		return -1;
	return sqlite3_total_changes64(s->db) - before >= 2; /* one: the command itself */
}

int
search_merge(struct store *s, size_t documents, struct fail *f)
{
	size_t pages = LEAST_PAGES + DOCUMENT_PAGES * documents;
	for (size_t i = 0; i < sizeof merges / sizeof *merges; i++)
		for (int rc = 1; rc == 1 && pages >= MERGE_PAGES;) {
			if ((rc = merge_some(s, merges[i], f)) < 0)
				return -1;
			pages -= rc ? MERGE_PAGES : 0;
		}
	return 0;
}
