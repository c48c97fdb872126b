/* attached.c - documents with the texts of their attachments; see attachment.h. */
#include "store/attached.h"

#include <jansson.h>
#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "store/document.h"

/* How far an attachment `a` is, whose text is `t` or NULL. A capture that waits or is held goes
 * before what the frontier says of the address, and that before a capture that was no file. */
#define CAPTURED(columns)                                                                          \
	"(SELECT " columns " FROM capture c WHERE c.url = a.href AND c.type <> 'revisit'"          \
	" AND c.status NOT BETWEEN 300 AND 399 ORDER BY c.at DESC, c.id DESC LIMIT 1)"
#define ASKED(columns)                                                                             \
	"(SELECT " columns " FROM frontier f WHERE f.key = a.key AND f.role = 'attachment')"
#define STATE                                                                                         \
	"coalesce(t.state," CAPTURED("iif(c.state IN ('waiting', 'held'), c.state, NULL)") "," ASKED( \
	    "iif(f.due IS NOT NULL OR f.token IS NOT NULL, 'waiting', 'failed')") "," CAPTURED("'"    \
	                                                                                       "f"    \
	                                                                                       "a"    \
	                                                                                       "i"    \
	                                                                                       "l"    \
	                                                                                       "e"    \
	                                                                                       "d"    \
	                                                                                       "'") ", 'unasked')"
#define OF_CURRENT                                                                                 \
	" FROM document d JOIN version v ON v.document = d.id AND v.number = d.version"            \
	" JOIN attachment a ON a.version = v.id LEFT JOIN attachment_text t ON t.id = a.file"

static const char LIST[] =
    "SELECT a.text, a.href, ifnull(t.type, a.type), " STATE
    ", iif(t.id IS NULL, coalesce(" CAPTURED("c.why") "," ASKED(
        "f.why") "), t.why), t.ocr, t.capture, t.at, t.payload, t.digest,"
                 " t.text, t.facts, t.title, t.doc_number, t.issuer, t.written, t.printed, a.n + "
                 "1" OF_CURRENT " WHERE d.id = ? ORDER BY a.n";
static const char COUNTS[] = "SELECT state, count(*), ifnull(sum(ocr), 0) FROM (SELECT " STATE
                             " AS state, t.ocr AS ocr" OF_CURRENT ") GROUP BY state";
static const char CAPTURES[] =
    "SELECT record FROM capture WHERE state = 'parsed' AND outcome = 'attachment'"
    " AND id > ifnull((SELECT id FROM capture WHERE record = ?1), 0) ORDER BY id LIMIT ?2";
static const char UNLABELLED[] =
    "SELECT id, relabel FROM document WHERE relabel > 0 ORDER BY id LIMIT ?";
static const char LABELLED[] =
    "UPDATE document SET relabel = max(0, relabel - ?2) WHERE name = ?1 AND version = ?3";
static const char WANTED[] =
    "SELECT a.key, a.href, a.text, d.source, d.baseline, v.published FROM document d"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " JOIN attachment a ON a.version = v.id"
    " LEFT JOIN attachment_text t ON t.id = a.file"
    " WHERE d.id = ?1 AND d.source IS NOT NULL AND (t.id IS NULL OR ?2)"
    /* A link that only looks like one to a file: to an app, mostly. */
    " AND (a.type IS NOT NULL OR a.href NOT LIKE '%.htm%')"
    " AND EXISTS (SELECT 1 FROM label l WHERE l.document = d.id AND l.kind = 'air' AND l.rank = 0"
    " AND l.value IN ('yes','borderline')) ORDER BY a.n";
static const char ASK[] =
    "INSERT INTO frontier (key, url, host, source, role, title, date, baseline, due)"
    " VALUES (?1,?2,?3,?4,'attachment',?5,?6,?7,?8) ON CONFLICT (key) DO UPDATE SET due = ?8"
    " WHERE ?9 AND role = 'attachment' AND token IS NULL AND (due IS NULL OR due > ?8)";

static void
attachment_fill(struct query *q, struct arena *a, struct attachment *out)
{
	const char *text[17];
	for (int i = 0; i < 17; i++)
		text[i] = i == 5 ? NULL : column_copy(q, i, a);
	out->name = text[0] ? text[0] : "";
	out->url = text[1];
	out->type = text[2];
	out->state = text[3];
	out->why = text[4];
	out->ocr = column_int(q, 5);
	out->capture = text[6];
	out->at = text[7];
	out->payload = text[8];
	out->digest = text[9];
	out->text = text[10] ? text[10] : "";
	out->facts = text[11] ? text[11] : "[]";
	out->title = text[12];
	out->doc_number = text[13];
	out->issuer = text[14];
	out->written = text[15];
	out->printed = text[16];
}

int
attachments_read(struct store *s, int64_t document, struct arena *a, const struct attachment **out,
    size_t *n, struct fail *f)
{
	struct attachment *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	query_int(&q, document);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[*n] = (struct attachment){.n = (int)column_int(&q, 17)};
		attachment_fill(&q, a, &list[(*n)++]);
	}
	*out = list;
	return rc;
}

int
store_attachments(struct store *s, const char *document, struct arena *a,
    const struct attachment **out, size_t *n, struct fail *f)
{
	int64_t row;
	*n = 0;
	*out = NULL;
	int rc = document_row(s, document, &row, f);
	if (rc == 0)
		return fail_input(f, document, "no such document");
	return rc < 0 ? -1 : attachments_read(s, row, a, out, n, f);
}

int
store_attachment_counts(
    struct store *s, struct arena *a, const struct count **out, size_t *n, struct fail *f)
{
	static const char *const names[] = {
	    "read", "scanned", "held", "waiting", "failed", "unasked", "ocr"};
	enum { NAMES = sizeof names / sizeof *names };
	struct count *list = arena_zalloc(a, NAMES, sizeof *list);
	int rc;
	for (int i = 0; i < NAMES; i++)
		list[i].name = names[i];
	struct query q = query(s, COUNTS);
	while ((rc = query_step(&q, f)) == 1) {
		for (int i = 0; i < NAMES - 1; i++)
			if (strcmp(names[i], column_text(&q, 0)) == 0)
				list[i].n = column_int(&q, 1);
		list[NAMES - 1].n += column_int(&q, 2);
	}
	*out = list;
	*n = NAMES;
	return rc;
}

int
store_attachment_captures(struct store *s, const char *after, size_t max, struct arena *a,
    const struct capture **out, size_t *n, struct fail *f)
{
	struct capture *list = arena_zalloc(a, max, sizeof *list);
	int rc;
	struct query q = query(s, CAPTURES);
	query_text(&q, after);
	query_int(&q, (int64_t)max);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1)
		list[(*n)++].id = column_copy(&q, 0, a);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = store_capture(s, list[i].id, a, &list[i], f);
	*out = list;
	return rc < 0 ? -1 : 0;
}

/* ---- labels */

int
store_unlabelled(struct store *s, size_t max, struct arena *a, const struct unlabelled **out,
    size_t *n, struct fail *f)
{
	struct unlabelled *list = arena_zalloc(a, max, sizeof *list);
	int64_t *rows = arena_zalloc(a, max, sizeof *rows);
	int rc;
	struct query q = query(s, UNLABELLED);
	query_int(&q, (int64_t)max);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list[*n].asked = column_int(&q, 1);
		rows[(*n)++] = column_int(&q, 0);
	}
	for (size_t i = 0; rc == 0 && i < *n; i++) {
		rc = document_get(s, rows[i], a, &list[i].document, f);
		if (rc == 0)
			rc = attachments_read(
			    s, rows[i], a, &list[i].attachments, &list[i].n_attachments, f);
	}
	*out = list;
	return rc;
}

int
store_label(struct store *s, const struct unlabelled *u, const struct label *labels, size_t n,
    struct fail *f)
{
	struct arena a = {0};
	struct relabelling r = {.document = u->document.id, .labels = labels, .n_labels = n};
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, LABELLED);
	query_text(&q, u->document.id);
	query_int(&q, u->asked);
	query_int(&q, u->document.version);
	int64_t ours = query_run(&q, f);
	int rc = ours < 0 ? -1 : 0;
	if (ours > 0)
		rc = document_relabel(s, &r, &a, f);
	arena_release(&a);
	return db_end(s, rc, f) < 0 ? -1 : r.changed;
}

/* ---- the frontier */

struct wanted {
	const char *key, *url, *name, *source, *date;
	bool baseline;
};

static int
wanted_read(struct store *s, int64_t document, bool again, struct arena *a, struct wanted **out,
    size_t *n, struct fail *f)
{
	size_t room = 0;
	int rc;
	struct query q = query(s, WANTED);
	query_int(&q, document);
	query_int(&q, again);
	*out = NULL;
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		*out = arena_grow(a, *out, *n, *n + 1, &room, sizeof **out);
		(*out)[(*n)++] = (struct wanted){.key = column_copy(&q, 0, a),
		    .url = column_copy(&q, 1, a),
		    .name = column_copy(&q, 2, a),
		    .source = column_copy(&q, 3, a),
		    .baseline = column_int(&q, 4),
		    .date = column_copy(&q, 5, a)};
	}
	return rc;
}

int
attachments_ask(struct store *s, int64_t document, bool again, struct fail *f)
{
	struct arena a = {0};
	struct wanted *list;
	size_t n;
	char now[INSTANT_SIZE];
	instant_now(now);
	int rc = wanted_read(s, document, again, &a, &list, &n, f);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const char *host = url_host(list[i].url, &a);
		if (host == NULL)
			continue;
		struct query q = query(s, ASK);
		const char *const texts[] = {
		    list[i].key, list[i].url, host, list[i].source, list[i].name, list[i].date};
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			query_text(&q, texts[k]);
		query_int(&q, list[i].baseline);
		query_text(&q, now);
		query_int(&q, again);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	arena_release(&a);
	return rc;
}

/* ---- what the page alone says */

/* The key facts of the page, without those of the attachments. */
static const char *
facts_of_page(const char *facts, struct arena *a)
{
	json_t *all = json_loads(facts, 0, NULL), *fact;
	size_t i;
	json_t *kept = json_array();
	json_array_foreach(all, i, fact)
	{
		if (json_object_get(fact, "attachment") == NULL)
			json_array_append(kept, fact);
	}
	char *text = json_dumps(kept, JSON_COMPACT);
	const char *copy = text ? arena_str(a, text) : facts;
	free(text);
	json_decref(kept);
	json_decref(all);
	return copy;
}

void
store_document_page(struct document *d, struct arena *a)
{
	const struct {
		const char *name, **to;
	} fields[] = {{"doc_number", &d->doc_number}, {"issuer", &d->issuer},
	    {"written", &d->written}, {"published", &d->published}};
	json_t *head = d->head ? json_loads(d->head, 0, NULL) : NULL;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (json_object_get(head, fields[i].name))
			*fields[i].to = NULL;
	const char *title = json_string_value(json_object_get(head, "page_title"));
	if (title)
		d->title = arena_str(a, title);
	json_decref(head);
	d->head = NULL;
	if (strstr(d->facts, "\"attachment\":"))
		d->facts = facts_of_page(d->facts, a);
}
