/* attachment.c - texts of files come in; see attachment.h. A text is given to versions by address
 * and time: a version has the newest text that was there before the next version. Everything here
 * follows from the rows of attachment_text and of the pages, so that the order in which they came
 * makes no difference. */
#include "store/attachment.h"

#include <string.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/url.h"
#include "store/attached.h"
#include "store/document.h"

static const char ADD[] =
    "INSERT INTO attachment_text (key, url, capture, at, payload, type, state, why, ocr, title,"
    " doc_number, issuer, written, printed, facts, text, digest)"
    " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)";
static const char SAME[] =
    "SELECT 1 FROM attachment_text t WHERE t.id = (SELECT max(id) FROM attachment_text"
    " WHERE capture = ?1) AND t.digest = ?2 AND t.state = ?3 AND t.facts = ?4 AND t.ocr = ?5"
    " AND t.why IS ?6 AND t.title IS ?7 AND t.doc_number IS ?8 AND t.issuer IS ?9"
    " AND t.written IS ?10 AND t.printed IS ?11 AND t.type IS ?12";
static const char DOCUMENTS[] = "SELECT DISTINCT v.document FROM attachment a JOIN version v"
                                " ON v.id = a.version WHERE a.key = ? ORDER BY 1";
/* A text that is another than the one before it, of a file that the version then current names. */
static const char PARTINGS[] =
    "SELECT DISTINCT t.at FROM attachment a JOIN version v ON v.id = a.version"
    " JOIN attachment_text t ON t.key = a.key AND t.state = 'read' WHERE v.document = ?1"
    " AND t.id = (SELECT max(l.id) FROM attachment_text l WHERE l.key = t.key AND l.at = t.at"
    " AND l.state = 'read')"
    " AND t.digest <> (SELECT p.digest FROM attachment_text p WHERE p.key = t.key"
    " AND p.state = 'read' AND p.at < t.at ORDER BY p.at DESC, p.id DESC LIMIT 1)"
    " AND NOT EXISTS (SELECT 1 FROM version x WHERE x.document = ?1 AND x.at = t.at)"
    " AND a.version = (SELECT b.id FROM version b WHERE b.document = ?1 AND b.at < t.at"
    " ORDER BY b.at DESC, b.number DESC LIMIT 1) ORDER BY t.at";
/* Versions made by attachments while the page said what it said before this one came. */
static const char FOLLOWING[] =
    "SELECT DISTINCT w.at FROM version w JOIN version v ON v.id = ?1 WHERE w.document = v.document"
    " AND w.by_attachment AND w.at > v.at AND w.at < ifnull((SELECT min(n.at) FROM version n"
    " WHERE n.document = v.document AND n.at > v.at AND NOT n.by_attachment), '~')";
static const char BASE[] = "SELECT id FROM version WHERE document = ?1 AND at < ?2"
                           " ORDER BY at DESC, number DESC LIMIT 1";
static const char COPY[] =
    "INSERT INTO version (document, number, capture, at, digest, title, issuer, issuers, published,"
    " written, in_force, deadline, doc_number, content_source, index_number, subject, validity,"
    " site_code, attachments, facts, body, head, untitled, by_attachment) SELECT document,"
    " 1 + (SELECT max(number) FROM version x WHERE x.document = v.document), capture, ?2, digest,"
    " title, issuer, issuers, published, written, in_force, deadline, doc_number, content_source,"
    " index_number, subject, validity, site_code, attachments, facts, body, head, untitled, 1"
    " FROM version v WHERE id = ?1 RETURNING id";
static const char COPY_LINKS[] =
    "INSERT INTO attachment (version, n, href, text, type, key)"
    " SELECT ?2, n, href, text, type, key FROM attachment WHERE version = ?1";
/* A bad answer never takes the place of a good one. */
static const char GIVE[] =
    "UPDATE attachment SET file = x.file FROM (SELECT a.version AS version, a.n AS n,"
    " (SELECT t.id FROM attachment_text t WHERE t.key = a.key AND t.at <"
    " ifnull((SELECT min(w.at) FROM version w WHERE w.document = v.document AND w.at > v.at), '~')"
    " ORDER BY t.state = 'read' DESC, t.at DESC, t.id DESC LIMIT 1) AS file"
    " FROM version v JOIN attachment a ON a.version = v.id WHERE v.document = ?1) x"
    " WHERE attachment.version = x.version AND attachment.n = x.n"
    " AND attachment.file IS NOT x.file";
static const char LINKS[] =
    "SELECT version, n, href FROM attachment WHERE key IS NULL AND (?1 IS NULL"
    " OR version IN (SELECT id FROM version WHERE document = ?1))";
static const char SET_KEY[] = "UPDATE attachment SET key = ?3 WHERE version = ?1 AND n = ?2";
static const char ANEW[] =
    "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0, why = NULL, token = NULL,"
    " lease_until = NULL, lease_owner = NULL, relabel = relabel + 1, version = " VERSION_CURRENT
    " WHERE id = ?1";

static const char NEWEST[] =
    "SELECT digest = ?2 FROM attachment_text WHERE key = ?1 ORDER BY at DESC, id DESC LIMIT 1";
static const char LEADING[] = "SELECT url FROM capture WHERE leads = ?";

static const char LISTED[] =
    "SELECT url, title, date FROM frontier WHERE key = ? AND role = 'article'";

enum { KEYS = 16 }; /* addresses that lead to one file */

struct rows {
	struct arena *arena;
	int64_t *all;
	size_t n, room;
};

static int
rows_read(struct query *q, struct rows *r, struct fail *f)
{
	int rc;
	while ((rc = query_step(q, f)) == 1) {
		r->all = arena_grow(r->arena, r->all, r->n, r->n + 1, &r->room, sizeof *r->all);
		r->all[r->n++] = column_int(q, 0);
	}
	return rc;
}

static int
texts_read(struct query *q, struct arena *a, const char *const **out, size_t *n, struct fail *f)
{
	const char **list = NULL;
	size_t room = 0;
	int rc;
	*n = 0;
	while ((rc = query_step(q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = column_copy(q, 0, a);
	}
	*out = list;
	return rc;
}

/* ---- keys of links */

struct link_row {
	int64_t version, n;
	const char *href;
};

/* Of one document, or of all with 0. */
static int
keys_fill(struct store *s, int64_t document, struct arena *a, struct fail *f)
{
	struct link_row *list = NULL;
	size_t n = 0, room = 0;
	int rc;
	struct query q = query(s, LINKS);
	query_optional(&q, document);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, n, n + 1, &room, sizeof *list);
		list[n++] =
		    (struct link_row){column_int(&q, 0), column_int(&q, 1), column_copy(&q, 2, a)};
	}
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const char *key = url_key(list[i].href, a);
		q = query(s, SET_KEY);
		query_int(&q, list[i].version);
		query_int(&q, list[i].n);
		query_text(&q, key ? key : list[i].href);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	return rc;
}

int
attachments_key(struct store *s, struct fail *f)
{
	struct arena a = {0};
	int rc = keys_fill(s, 0, &a, f);
	arena_release(&a);
	return rc;
}

/* ---- versions */

static int
version_copy(struct store *s, int64_t base, const char *at, struct fail *f)
{
	int64_t copy;
	struct query q = query(s, COPY);
	query_int(&q, base);
	query_text(&q, at);
	if (query_number(&q, &copy, f) < 0)
		return -1;
	q = query(s, COPY_LINKS);
	query_int(&q, base);
	query_int(&q, copy);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* A version from each instant on where a file said something else. */
static int
versions_part(struct store *s, int64_t document, struct arena *a, struct fail *f)
{
	const char *const *at;
	size_t n;
	struct query q = query(s, PARTINGS);
	query_int(&q, document);
	int rc = texts_read(&q, a, &at, &n, f);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		int64_t base;
		q = query(s, BASE);
		query_int(&q, document);
		query_text(&q, at[i]);
		rc = query_number(&q, &base, f);
		if (rc == 1)
			rc = version_copy(s, base, at[i], f);
	}
	return rc;
}

static int
versions_follow(struct store *s, int64_t version, struct arena *a, struct fail *f)
{
	const char *const *at;
	size_t n;
	struct query q = query(s, FOLLOWING);
	query_int(&q, version);
	int rc = texts_read(&q, a, &at, &n, f);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = version_copy(s, version, at[i], f);
	return rc;
}

int
attachments_settle(struct store *s, int64_t document, int64_t version, struct fail *f)
{
	struct arena a = {0};
	int rc = keys_fill(s, document, &a, f);
	if (rc == 0 && version)
		rc = versions_follow(s, version, &a, f);
	if (rc == 0)
		rc = versions_part(s, document, &a, f);
	struct query q = query(s, GIVE);
	query_int(&q, document);
	int64_t given = rc == 0 ? query_run(&q, f) : 0;
	if (rc == 0 && given > 0)
		rc = head_take(s, document, &a, f);
	if (rc == 0 && given > 0) {
		q = query(s, ANEW);
		query_int(&q, document);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	arena_release(&a);
	return rc < 0 || given < 0 ? -1 : 0;
}

/* ---- a text */

static int
text_insert(struct store *s, const struct attachment_text *t, const char *key, const char *digest,
    struct fail *f)
{
	const struct capture *c = t->capture;
	struct query q = query(s, ADD);
	const char *const head[] = {
	    key, c->url, c->id, c->at, c->digest, t->type, t->state, t->why};
	const char *const rest[] = {t->title, t->doc_number, t->issuer, t->written, t->printed,
	    t->facts ? t->facts : "[]", t->text ? t->text : "", digest};
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		query_text(&q, head[i]);
	query_int(&q, t->ocr);
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		query_text(&q, rest[i]);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
text_known(struct store *s, const struct attachment_text *t, const char *digest, struct fail *f)
{
	int64_t one;
	const char *const texts[] = {
	    t->why, t->title, t->doc_number, t->issuer, t->written, t->printed, t->type};
	struct query q = query(s, SAME);
	query_text(&q, t->capture->id);
	query_text(&q, digest);
	query_text(&q, t->state);
	query_text(&q, t->facts ? t->facts : "[]");
	query_int(&q, t->ocr);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		query_text(&q, texts[i]);
	return query_number(&q, &one, f);
}

/* The newest text of the address is this one. */
static int
loaded_known(struct store *s, const char *key, const char *digest, struct fail *f)
{
	int64_t same = 0;
	struct query q = query(s, NEWEST);
	query_text(&q, key);
	query_text(&q, digest);
	return query_number(&q, &same, f) < 0 ? -1 : same != 0;
}

/* What makes a text another one: its words; of what is not read, the bytes. */
static void
text_digest(const struct attachment_text *t, char hex[65])
{
	const char *of = t->text && *t->text  ? t->text
	                 : t->capture->digest ? t->capture->digest
	                                      : t->capture->id;
	sha256_hex(of, strlen(of), hex);
}

/* Keys of the addresses that lead to the one of list[0]. */
static int
keys_leading(struct store *s, const char *list[KEYS], size_t *n, struct arena *a, struct fail *f)
{
	int rc = 0;
	for (size_t i = 0; i < *n && rc == 0; i++) {
		struct query q = query(s, LEADING);
		query_text(&q, list[i]);
		while ((rc = query_step(&q, f)) == 1) {
			const char *key = url_key(column_text(&q, 0), a);
			size_t k = 0;
			while (key && k < *n && strcmp(list[k], key) != 0)
				k++;
			if (key && k == *n && *n < KEYS)
				list[(*n)++] = key;
		}
	}
	return rc;
}

/* The text under one address, and to the documents that name it. */
static int
text_give(struct store *s, const struct attachment_text *t, const char *key, const char *digest,
    struct arena *a, struct fail *f)
{
	struct rows rows = {.arena = a};
	int rc = text_insert(s, t, key, digest, f);
	struct query q = query(s, DOCUMENTS);
	query_text(&q, key);
	if (rc == 0)
		rc = rows_read(&q, &rows, f);
	for (size_t i = 0; rc == 0 && i < rows.n; i++)
		rc = attachments_settle(s, rows.all[i], 0, f);
	return rc;
}

int
attachment_take(struct store *s, const struct attachment_text *t, struct fail *f)
{
	struct arena a = {0};
	char digest[65];
	const char *keys[KEYS] = {url_key(t->capture->url, &a)};
	size_t n = 1;
	if (keys[0] == NULL)
		keys[0] = t->capture->url;
	text_digest(t, digest);
	int known =
	    t->capture->id ? text_known(s, t, digest, f) : loaded_known(s, keys[0], digest, f);
	int rc = known == 0 ? keys_leading(s, keys, &n, &a, f) : 0;
	for (size_t i = 0; known == 0 && rc == 0 && i < n; i++)
		rc = text_give(s, t, keys[i], digest, &a, f);
	arena_release(&a);
	return known < 0 || rc < 0 ? -1 : known == 0;
}

int
store_finish_attachment(struct store *s, const struct claim *c, const struct attachment_text *t,
    const struct document *itself, const struct label *labels, size_t n_labels, struct fail *f)
{
	int64_t row;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = claim_check(s, STAGE_PARSE, c, &row, f);
	if (rc == 0)
		rc = attachment_take(s, t, f);
	if (rc >= 0 && itself)
		rc = document_take(s, itself, labels, n_labels, true, f);
	if (rc >= 0 && strcmp(t->state, "held") == 0)
		rc = frontier_forget(s, row, f);
	if (rc >= 0)
		rc = claim_settle(s, STAGE_PARSE, row, "parsed", "attachment", t->why, f);
	return (int)db_end(s, rc, f);
}

int
store_attachment_again(struct store *s, const struct attachment_text *t, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, attachment_take(s, t, f), f);
}

int
store_listed(struct store *s, const char *url, struct arena *a, struct link *out, struct fail *f)
{
	const char *key = url_key(url, a);
	struct query q = query(s, LISTED);
	query_text(&q, key);
	int rc = key ? query_step(&q, f) : 0;
	if (rc == 1)
		*out = (struct link){.url = column_copy(&q, 0, a),
		    .title = column_copy(&q, 1, a),
		    .date = column_copy(&q, 2, a)};
	query_done(&q);
	return rc;
}
