/* changes.c - versions of a document, and official texts that changed. See history.h. */
#include "store/history.h"

#include <string.h>

#include "base/caps.h"
#include "base/log.h"
#include "store/clause.h"
#include "store/document.h"
#include "store/item.h"
#include "store/title.h"

static const char REPRESENTATIVE[] = "SELECT representative FROM item WHERE id = ?";
#define V_SPEAKS "NOT " VERSION_SILENT("v")
#define SPEAKING                                                                                   \
	"(SELECT count(*) FROM version x WHERE x.document = ?1 AND NOT " VERSION_SILENT("x") ")"
/* A page that never said anything has versions, too. */
static const char LAST_TWO[] =
    "SELECT v.number FROM version v WHERE v.document = ?1 AND (" V_SPEAKS " OR " SPEAKING " < 2)"
    " ORDER BY v.at DESC, v.number DESC LIMIT 2";
static const char VERSION[] =
    "SELECT v.at, v.capture, v.body, v.title, v.doc_number, v.issuer, v.published, v.written,"
    " v.in_force, v.deadline, v.validity,"
    " (SELECT group_concat(ifnull(value->>'text', ''), '; ') FROM json_each(v.attachments))"
    " FROM version v WHERE v.document = ? AND v.number = ?";
static const char ABOUT[] =
    "SELECT d.name, d.url, i.name, (SELECT value FROM label WHERE document = d.id"
    " AND kind = 'doc_type' AND rank = 0) FROM document d LEFT JOIN item_document m"
    " ON m.document = d.id LEFT JOIN item i ON i.id = m.item WHERE d.id = ?";
/* Of each version of a document with several, the one before it in time; versions read twice from
 * one capture are a better reader, not another text. A page left blank is a change only until its
 * text is back. */
#define BEFORE                                                                                     \
	"(SELECT x.id FROM version x WHERE x.document = v.document AND (x.at, x.number) <"         \
	" (v.at, v.number) AND NOT " VERSION_SILENT(                                               \
	    "x") " ORDER BY x.at DESC, x.number DESC LIMIT 1)"
#define SPOKE_AGAIN                                                                                \
	"EXISTS (SELECT 1 FROM version y WHERE y.document = v.document"                            \
	" AND (y.at, y.number) > (v.at, v.number) AND NOT " VERSION_SILENT("y") ")"
static const char CHANGED[] =
    "SELECT v.document, p.number, v.number FROM version v JOIN version p ON p.id = " BEFORE
    " LEFT JOIN item_document m ON m.document = v.document"
    " WHERE v.document IN (SELECT document FROM version WHERE number > 1)"
    " AND (" V_SPEAKS " OR NOT " SPOKE_AGAIN ")"
    " AND (?1 IS NULL OR m.item = ?1) AND v.at >= ifnull(?2, '') AND (?3 IS NULL OR v.at < ?3)"
    " AND (v.capture IS NULL OR v.capture IS NOT p.capture OR (v.by_attachment AND v.at > p.at))"
    " ORDER BY v.at, v.document";
/* Texts of its attachments; not of those that the other version has too, but nobody read there. */
static const char TEXTS[] =
    "SELECT t.text FROM version v JOIN attachment a ON a.version = v.id"
    " JOIN attachment_text t ON t.id = a.file WHERE v.document = ?1 AND v.number = ?2"
    " AND t.text <> '' AND NOT EXISTS (SELECT 1 FROM version w JOIN attachment b"
    " ON b.version = w.id LEFT JOIN attachment_text u ON u.id = b.file WHERE w.document = ?1"
    " AND w.number = ?3 AND b.key = a.key AND ifnull(u.text, '') = '') ORDER BY a.n";

/* Columns of VERSION after the body: what is compared beside it. */
static const char *const fields[] = {"title", "doc_number", "issuer", "published", "written",
    "in_force", "deadline", "validity", "attachments"};
enum { FIELDS = sizeof fields / sizeof *fields, BODY = 2 };

struct text_version {
	const char *at, *capture, *body;
	const char *fields[FIELDS];
};

static int
version_read(struct store *s, int64_t document, int number, struct arena *a,
    struct text_version *out, struct fail *f)
{
	struct query q = query(s, VERSION);
	query_int(&q, document);
	query_int(&q, number);
	int rc = query_step(&q, f);
	if (rc == 0)
		return fail_input(f, NULL, "there is no version %d", number);
	if (rc < 0)
		return -1;
	out->at = column_copy(&q, 0, a);
	out->capture = column_copy(&q, 1, a);
	out->body = column_copy(&q, BODY, a);
	for (int i = 0; i < FIELDS; i++)
		out->fields[i] = column_copy(&q, BODY + 1 + i, a);
	query_done(&q);
	return 0;
}

/* The body with the attachments behind it, as far as it can be held against the other version. */
static int
version_whole(struct store *s, int64_t document, int number, int other, struct arena *a,
    struct text_version *out, struct fail *f)
{
	struct buf whole;
	int rc;
	buf_init(&whole, CAP_BODY);
	buf_adds(&whole, out->body);
	struct query q = query(s, TEXTS);
	query_int(&q, document);
	query_int(&q, number);
	query_int(&q, other);
	while ((rc = query_step(&q, f)) == 1)
		buf_addf(&whole, "\n%s", column_text(&q, 0));
	if (rc == 0 && whole.len > strlen(out->body))
		out->body = arena_strn(a, whole.text, whole.len);
	buf_release(&whole);
	return rc;
}

static bool
says_same(const struct folding *fold, size_t field, const char *x, const char *y, struct arena *a)
{
	struct title tx, ty;
	if (strcmp(x ? x : "", y ? y : "") == 0)
		return true;
	if (x == NULL || y == NULL || field > 0)
		return false;
	title_read(fold, x, a, &tx); /* without what the site puts behind it */
	title_read(fold, y, a, &ty);
	return strcmp(tx.key, ty.key) == 0;
}

static void
compare_fields(const struct folding *fold, const struct text_version *x,
    const struct text_version *y, struct arena *a, struct version_diff *out)
{
	struct field_diff *list = arena_zalloc(a, FIELDS, sizeof *list);
	for (size_t i = 0; i < FIELDS; i++)
		if (!says_same(fold, i, x->fields[i], y->fields[i], a))
			list[out->n_fields++] = (struct field_diff){
			    .field = fields[i], .before = x->fields[i], .after = y->fields[i]};
	out->fields = list;
}

/* Types of what an authority decrees or asks; others report. */
static bool
is_official(const char *type, const char *number)
{
	static const char *const types[] = {"law", "regulation", "plan", "opinion", "notice",
	    "standard", "guideline", "draft", "announcement", "approval"};
	if (number && *number)
		return true;
	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

static int
read_about(struct store *s, int64_t document, const char *number, struct arena *a,
    struct version_diff *out, struct fail *f)
{
	struct query q = query(s, ABOUT);
	query_int(&q, document);
	int rc = query_step(&q, f);
	if (rc == 0)
		bug("document row %lld is gone", (long long)document);
	if (rc < 0)
		return -1;
	out->document = column_copy(&q, 0, a);
	out->url = column_copy(&q, 1, a);
	out->item = column_copy(&q, 2, a);
	out->official = is_official(column_text(&q, 3), number);
	query_done(&q);
	return 0;
}

static int
compare(struct store *s, int64_t document, int from, int to, struct arena *a,
    struct version_diff *out, struct fail *f)
{
	struct text_version x, y;
	const struct folding *fold = store_fold(s, f);
	*out = (struct version_diff){.from = from, .to = to};
	if (fold == NULL || version_read(s, document, from, a, &x, f) < 0 ||
	    version_read(s, document, to, a, &y, f) < 0 ||
	    version_whole(s, document, from, to, a, &x, f) < 0 ||
	    version_whole(s, document, to, from, a, &y, f) < 0 ||
	    read_about(s, document, y.fields[1], a, out, f) < 0)
		return -1;
	out->title = y.fields[0];
	out->from_at = x.at;
	out->to_at = y.at;
	out->from_capture = x.capture;
	out->to_capture = y.capture;
	compare_fields(fold, &x, &y, a, out);
	clauses_compare(fold, x.body, y.body, a, out);
	out->trivial = out->n_fields == 0 && out->n_clauses == 0;
	return 0;
}

static int
subject_row(struct store *s, const char *subject, int64_t *document, struct fail *f)
{
	int64_t item;
	int rc = document_row(s, subject, document, f);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (item_row_required(s, subject, &item, f) < 0)
		return -1;
	struct query q = query(s, REPRESENTATIVE);
	query_int(&q, item);
	return query_number(&q, document, f) < 0 ? -1 : 0;
}

static int
last_two(struct store *s, int64_t document, int *from, int *to, struct fail *f)
{
	int rc, n = 0, numbers[2] = {0};
	struct query q = query(s, LAST_TWO);
	query_int(&q, document);
	while ((rc = query_step(&q, f)) == 1)
		numbers[n++] = (int)column_int(&q, 0);
	*to = *to ? *to : numbers[0];
	*from = *from ? *from : *to == numbers[0] ? numbers[1] : *to - 1;
	return rc < 0 ? -1 : *from > 0 && *to > 0;
}

int
store_version_diff(struct store *s, const char *subject, int from, int to, struct arena *a,
    struct version_diff *out, struct fail *f)
{
	int64_t document = 0;
	if (subject_row(s, subject, &document, f) < 0)
		return -1;
	int rc = last_two(s, document, &from, &to, f);
	if (rc <= 0)
		return rc;
	return compare(s, document, from, to, a, out, f) < 0 ? -1 : 1;
}

/* A pair of versions that may differ. */
struct pair {
	int64_t document;
	int from, to;
};

static int
collect_pairs(struct store *s, int64_t item, const char *from, const char *to, struct arena *a,
    struct pair **out, size_t *n, struct fail *f)
{
	size_t room = 0;
	int rc;
	struct query q = query(s, CHANGED);
	query_optional(&q, item);
	query_text(&q, from);
	query_text(&q, to);
	*n = 0;
	*out = NULL;
	while ((rc = query_step(&q, f)) == 1) {
		*out = arena_grow(a, *out, *n, *n + 1, &room, sizeof **out);
		(*out)[(*n)++] = (struct pair){
		    column_int(&q, 0), (int)column_int(&q, 1), (int)column_int(&q, 2)};
	}
	return rc;
}

int
store_changes(struct store *s, const char *item, const char *from, const char *to, struct arena *a,
    const struct version_diff **out, size_t *n, struct fail *f)
{
	struct pair *pairs;
	size_t n_pairs;
	int64_t row = 0;
	*n = 0;
	*out = NULL;
	if ((item && item_row_required(s, item, &row, f) < 0) ||
	    collect_pairs(s, row, from, to, a, &pairs, &n_pairs, f) < 0)
		return -1;
	struct version_diff *list = arena_zalloc(a, n_pairs + 1, sizeof *list);
	for (size_t i = 0; i < n_pairs; i++) {
		struct version_diff *d = &list[*n];
		if (compare(s, pairs[i].document, pairs[i].from, pairs[i].to, a, d, f) < 0)
			return -1;
		*n += d->official && !d->trivial;
	}
	*out = list;
	return 0;
}
