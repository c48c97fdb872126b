/* labels.c - what the classifier says of a document: kept with its evidence, replaced as a whole.
 */
#include <string.h>

#include "store/attached.h"
#include "store/document.h"
#include "store/facet.h"

static const char CLEAR_LABELS[] = "DELETE FROM label WHERE document = ?";
static const char ADD_LABEL[] =
    "INSERT INTO label (document, kind, rank, value, score, term, field, offset, rule)"
    " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING";
static const char LABELS[] = "SELECT kind, value, rank, score, term, field, offset, rule FROM label"
                             " WHERE document = ? ORDER BY kind, rank";

int
labels_replace(
    struct store *s, int64_t document, const struct label *labels, size_t n, struct fail *f)
{
	struct query q = query(s, CLEAR_LABELS);
	query_int(&q, document);
	if (query_run(&q, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		q = query(s, ADD_LABEL);
		query_int(&q, document);
		query_text(&q, labels[i].kind);
		query_int(&q, labels[i].rank);
		query_text(&q, labels[i].value);
		query_real(&q, labels[i].score);
		query_text(&q, labels[i].term);
		query_text(&q, labels[i].field);
		query_int(&q, (int64_t)labels[i].offset);
		query_text(&q, labels[i].rule);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return document_facets_write(s, document, f);
}

int
labels_read(struct store *s, int64_t document, struct arena *a, const struct label **out, size_t *n,
    struct fail *f)
{
	struct label *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LABELS);
	query_int(&q, document);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct label){.kind = column_copy(&q, 0, a),
		    .value = column_copy(&q, 1, a),
		    .rank = (int)column_int(&q, 2),
		    .score = column_real(&q, 3),
		    .term = column_copy(&q, 4, a),
		    .field = column_copy(&q, 5, a),
		    .offset = (size_t)column_int(&q, 6),
		    .rule = column_copy(&q, 7, a)};
	}
	*out = list;
	return rc;
}

static bool
text_same(const char *x, const char *y)
{
	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static bool
label_same(const struct label *x, const struct label *y)
{
	return strcmp(x->value, y->value) == 0 && x->score == y->score && x->offset == y->offset &&
	       text_same(x->term, y->term) && text_same(x->field, y->field) &&
	       text_same(x->rule, y->rule);
}

static bool
labels_same(const struct label *x, size_t n_x, const struct label *y, size_t n_y)
{
	if (n_x != n_y)
		return false;
	for (size_t i = 0; i < n_y; i++) { /* x comes sorted, y as the classifier gave it */
		size_t k = 0;
		while (k < n_x && (x[k].rank != y[i].rank || strcmp(x[k].kind, y[i].kind) != 0))
			k++;
		if (k == n_x || !label_same(&x[k], &y[i]))
			return false;
	}
	return true;
}

int
document_relabel(struct store *s, struct relabelling *r, struct arena *a, struct fail *f)
{
	int64_t row;
	int rc = document_row(s, r->document, &row, f);
	if (rc == 0)
		return fail_input(f, r->document, "no such document");
	if (rc < 0 || labels_read(s, row, a, &r->before, &r->n_before, f) < 0)
		return -1;
	r->changed = !labels_same(r->before, r->n_before, r->labels, r->n_labels);
	if (r->changed && labels_replace(s, row, r->labels, r->n_labels, f) < 0)
		return -1;
	return attachments_ask(s, row, false, f);
}

int64_t
store_relabel(struct store *s, struct relabelling *r, size_t n, struct arena *a, struct fail *f)
{
	int64_t changed = 0;
	int rc = db_begin(s, f);
	if (rc < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = document_relabel(s, &r[i], a, f);
		changed += r[i].changed;
	}
	return db_end(s, rc, f) < 0 ? -1 : changed;
}
