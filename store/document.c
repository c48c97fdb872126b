/* document.c - what pages and loaded records say, every version of it, and their labels. */
#include "store/document.h"

#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/url.h"
#include "store/attached.h"

static const char FIND[] = "SELECT id FROM document WHERE name = ?";
static const char ADD[] =
    "INSERT INTO document (name, loaded, url, source, first_seen, baseline, state)"
    " VALUES (?,?,?,?,?,?,'waiting') RETURNING id";
static const char SEEN[] =
    "UPDATE document SET first_seen = min(first_seen, ?2), source = coalesce(source, ?3),"
    " url = coalesce(url, ?4) WHERE id = ?1";
/* The neighbours in time of a capture among the versions. */
static const char BEFORE[] = "SELECT digest FROM version WHERE document = ?1 AND at <= ?2"
                             " ORDER BY at DESC, number DESC LIMIT 1";
static const char AFTER[] = "SELECT digest FROM version WHERE document = ?1 AND at > ?2"
                            " ORDER BY at, number LIMIT 1";
/* Labels are those of the current version: not of one that another came after, nor of a page that
 * was left blank. */
static const char OUTSPOKEN[] =
    "SELECT 1 FROM version v WHERE v.document = ?1 AND (v.at > ?2 OR ?3)"
    " AND NOT " VERSION_SILENT("v") " LIMIT 1";
static const char ADD_VERSION[] =
    "INSERT INTO version (document, number, capture, at, digest, title, issuer, issuers, published,"
    " written, in_force, deadline, doc_number, content_source, index_number, subject, validity,"
    " site_code, attachments, facts, body, untitled) SELECT ?1,"
    " 1 + (SELECT coalesce(max(number), 0) FROM version WHERE document = ?1),"
    " ?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21 RETURNING id";
static const char ADD_ATTACHMENTS[] =
    "INSERT INTO attachment (version, n, href, text, type)"
    " SELECT ?1, key, value->>'href', value->>'text', value->>'type' FROM"
    " json_each(iif(json_valid(?2), ?2, '[]'))"
    " WHERE value->>'href' IS NOT NULL";
/* What is current then waits for grouping; a token of work on the former lapses. */
static const char SET_CURRENT[] =
    "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0, why = NULL, token = NULL,"
    " lease_until = NULL, lease_owner = NULL, version = " VERSION_CURRENT " WHERE id = ?1";
static const char WALK[] =
    "SELECT " DOCUMENT_COLUMNS " WHERE d.name > ifnull(?1, '') ORDER BY d.name LIMIT ?2";
static const char GET[] = "SELECT " DOCUMENT_COLUMNS " WHERE d.id = ?";
const char *
document_name(const char *key, struct arena *a)
{
	char hex[65];
	sha256_hex(key, strlen(key), hex);
	return arena_printf(a, "d%.20s", hex);
}

void
document_digest(const struct document *d, char hex[65])
{
	const char *const parts[] = {d->title, d->issuer, d->issuers, d->published, d->written,
	    d->in_force, d->deadline, d->doc_number, d->content_source, d->index_number, d->subject,
	    d->validity, d->site_code, d->attachments, d->facts, d->body};
	struct buf whole;
	buf_init(&whole, CAP_JSON_LINE);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		buf_adds(&whole, parts[i] ? parts[i] : "");
		buf_addc(&whole, '\0');
	}
	sha256_hex(whole.text, whole.len, hex);
	buf_release(&whole);
}

static const char *
name_of(const struct document *d, struct arena *a)
{
	if (d->loaded_id)
		return d->loaded_id;
	const char *key = d->url ? url_key(d->url, a) : NULL;
	return document_name(key ? key : d->url ? d->url : d->title, a);
}

/* The document's row, made when new; *fresh says which. */
static int
find_or_add(struct store *s, const struct document *d, struct arena *a, int64_t *row, bool *fresh,
    struct fail *f)
{
	const char *name = name_of(d, a);
	struct query q = query(s, FIND);
	query_text(&q, name);
	int found = query_number(&q, row, f);
	*fresh = found == 0;
	if (found < 0)
		return -1;
	if (found) {
		q = query(s, SEEN);
		query_int(&q, *row);
		query_text(&q, d->captured_at);
		query_text(&q, d->source);
		query_text(&q, d->url);
		return query_run(&q, f) < 0 ? -1 : 0;
	}
	q = query(s, ADD);
	query_text(&q, name);
	query_int(&q, d->loaded_id != NULL);
	query_text(&q, d->url);
	query_text(&q, d->source);
	query_text(&q, d->captured_at);
	query_int(&q, d->baseline);
	return query_number(&q, row, f) < 0 ? -1 : 0;
}

/* 1 when a neighbour in time says the same already, 0 not, -1. */
static int
said_already(struct store *s, int64_t row, const char *at, const char *digest, struct fail *f)
{
	const char *const sides[] = {BEFORE, AFTER};
	for (int i = 0; i < 2; i++) {
		struct query q = query(s, sides[i]);
		query_int(&q, row);
		query_text(&q, at);
		int rc = query_step(&q, f);
		if (rc < 0)
			return -1;
		bool same = rc == 1 && strcmp(column_text(&q, 0), digest) == 0;
		query_done(&q);
		if (same)
			return 1;
	}
	return 0;
}

/* *version is its row. */
static int
version_insert(struct store *s, int64_t row, const struct document *d, const char *digest,
    int64_t *version, struct fail *f)
{
	const char *const texts[] = {d->capture, d->captured_at, digest, d->title, d->issuer,
	    d->issuers, d->published, d->written, d->in_force, d->deadline, d->doc_number,
	    d->content_source, d->index_number, d->subject, d->validity, d->site_code,
	    d->attachments ? d->attachments : "[]", d->facts ? d->facts : "[]",
	    d->body ? d->body : ""};
	struct query q = query(s, ADD_VERSION);
	query_int(&q, row);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		query_text(&q, texts[i]);
	query_int(&q, d->untitled);
	if (query_number(&q, version, f) < 0)
		return -1;
	q = query(s, ADD_ATTACHMENTS);
	query_int(&q, *version);
	query_text(&q, d->attachments ? d->attachments : "[]");
	if (query_run(&q, f) < 0)
		return -1;
	q = query(s, SET_CURRENT);
	query_int(&q, row);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
document_row(struct store *s, const char *name, int64_t *row, struct fail *f)
{
	struct query q = query(s, FIND);
	query_text(&q, name);
	return query_number(&q, row, f);
}

int
document_take(struct store *s, const struct document *d, const struct label *labels, size_t n,
    bool relabel, struct fail *f)
{
	struct arena a = {0};
	int64_t row, version = 0;
	bool fresh;
	char digest[65];
	document_digest(d, digest);
	int rc = find_or_add(s, d, &a, &row, &fresh, f);
	int said = rc == 0 ? said_already(s, row, d->captured_at, digest, f) : -1;
	if (said == 0)
		rc = version_insert(s, row, d, digest, &version, f);
	bool files = d->attachments && strcmp(d->attachments, "[]") != 0;
	if (said == 0 && rc == 0 && (files || !fresh))
		rc = attachments_settle(s, row, version, f);
	int64_t texts = 0;
	for (size_t i = 0; said >= 0 && rc == 0 && i < d->n_texts; i++) {
		int taken = attachment_take(s, &d->texts[i], f);
		texts += taken > 0;
		rc = taken < 0 ? -1 : 0;
	}
	if (said >= 0 && rc == 0 && (said == 0 || relabel)) {
		struct query q = query(s, OUTSPOKEN);
		query_int(&q, row);
		query_text(&q, d->captured_at);
		query_int(&q, !files && (d->body == NULL || *d->body == '\0'));
		int64_t other;
		rc = query_number(&q, &other, f);
		if (rc == 0)
			rc = labels_replace(s, row, labels, n, f);
		if (rc == 0)
			rc = attachments_ask(s, row, said == 0 && !fresh, f);
	}
	arena_release(&a);
	return said < 0 || rc < 0 ? -1 : !said || texts > 0;
}

int
store_finish_document(struct store *s, const struct claim *c, const struct document *d,
    const struct label *labels, size_t n_labels, struct fail *f)
{
	int64_t row;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = claim_check(s, STAGE_PARSE, c, &row, f);
	if (rc == 0)
		rc = document_take(s, d, labels, n_labels, true, f);
	if (rc >= 0)
		rc = claim_settle(s, STAGE_PARSE, row, "parsed", "document", NULL, f);
	return (int)db_end(s, rc, f);
}

int64_t
store_documents_load(struct store *s, const struct document *d, const struct label *const *labels,
    const size_t *n_labels, size_t n, struct fail *f)
{
	int64_t changed = 0;
	int rc = 0;
	if (db_begin(s, f) < 0)
		return -1;
	for (size_t i = 0; i < n && rc >= 0; i++) {
		rc = document_take(s, &d[i], labels[i], n_labels[i], false, f);
		changed += rc > 0;
	}
	return db_end(s, rc, f) < 0 ? -1 : changed;
}

int
store_document_load(struct store *s, const struct document *d, const struct label *labels,
    size_t n_labels, struct fail *f)
{
	return (int)store_documents_load(s, d, &labels, &n_labels, 1, f);
}

void
document_read(struct query *q, int column, struct arena *a, struct document *out)
{
	const char *text[DOCUMENT_COLUMN_COUNT];
	for (int i = 0; i < DOCUMENT_COLUMN_COUNT; i++)
		text[i] = i == 1 || i == 4 || i == 7 ? NULL : column_copy(q, column + i, a);
	*out = (struct document){.id = text[0],
	    .loaded_id = column_int(q, column + 1) ? text[0] : NULL,
	    .url = text[2],
	    .source = text[3],
	    .baseline = column_int(q, column + 4),
	    .capture = text[5],
	    .captured_at = text[6],
	    .version = (int)column_int(q, column + 7),
	    .title = text[8],
	    .issuer = text[9],
	    .issuers = text[10],
	    .published = text[11],
	    .written = text[12],
	    .in_force = text[13],
	    .deadline = text[14],
	    .doc_number = text[15],
	    .content_source = text[16],
	    .index_number = text[17],
	    .subject = text[18],
	    .validity = text[19],
	    .site_code = text[20],
	    .attachments = text[21],
	    .facts = text[22],
	    .body = text[23],
	    .head = text[24]};
}

int
document_get(struct store *s, int64_t row, struct arena *a, struct document *out, struct fail *f)
{
	struct query q = query(s, GET);
	query_int(&q, row);
	int rc = query_step(&q, f);
	if (rc == 0)
		bug("document row %lld is gone", (long long)row);
	if (rc == 1)
		document_read(&q, 0, a, out);
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

int
store_documents(struct store *s, const char *after, size_t max, struct arena *a,
    const struct document **out, size_t *n, struct fail *f)
{
	struct document *list = arena_zalloc(a, max, sizeof *list);
	int rc;
	struct query q = query(s, WALK);
	query_text(&q, after);
	query_int(&q, (int64_t)max);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1)
		document_read(&q, 0, a, &list[(*n)++]);
	*out = list;
	return rc;
}
