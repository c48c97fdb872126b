/* itempart.c - what hangs on an item: labels under editors' decisions, relations in both
 * directions, Japanese words. Decisions on a name that was merged away still count. */
#include "store/item.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "store/document.h"

#define NAMES_OF_ITEM                                                                              \
	"(SELECT 'item:' || name FROM item WHERE id = ?1"                                          \
	" OR id IN (SELECT item FROM redirect WHERE target = ?1))"

/* The newest of each field; bare columns beside max() are those of that row. */
static const char ITEM_DECISIONS[] = "SELECT field, value, max(id) FROM decision"
                                     " WHERE subject IN " NAMES_OF_ITEM " GROUP BY field";
static const char DOCUMENT_DECISIONS[] =
    "SELECT field, value, max(id) FROM decision WHERE subject = 'document:' || ?1 GROUP BY field";
static const char DRAFTS[] =
    "SELECT r.field, r.text, r.flags FROM draft r JOIN item i ON i.id = r.item"
    " JOIN document d ON d.id = i.representative"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " WHERE r.item = ?1 AND r.source = CASE r.field WHEN 'issuer' THEN v.issuer WHEN 'facts' "
    "THEN " DOCUMENT_FACTS " ELSE v.title END";
static const char LAST_ISSUE[] = "SELECT max(month) FROM entry WHERE item = ?";
static const char RELATIONS[] =
    "SELECT DISTINCT r.kind, fi.name, ti.name, r.named, r.evidence FROM relation r"
    " JOIN item_document fm ON fm.document = r.document JOIN item fi ON fi.id = fm.item"
    " LEFT JOIN item_document tm ON tm.document = r.target LEFT JOIN item ti ON ti.id = tm.item"
    " WHERE (fm.item = ?1 OR r.id IN (SELECT x.id FROM item_document m"
    " JOIN relation x ON x.target = m.document WHERE m.item = ?1))"
    " AND fm.item IS NOT tm.item ORDER BY r.kind, fi.name, ti.name, r.named, r.evidence";

/* A list of labels that can be changed kind by kind. */
struct label_list {
	struct arena *arena;
	struct label *all;
	size_t n, room;
};

static void
list_add(struct label_list *l, struct label label)
{
	l->all = arena_grow(l->arena, l->all, l->n, l->n + 1, &l->room, sizeof *l->all);
	l->all[l->n++] = label;
}

/* A person's values of a kind take the place of the machine's: separated by ";", first = main. */
static void
list_settle(struct label_list *l, const char *kind, const char *values)
{
	size_t kept = 0;
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->all[i].kind, kind) != 0)
			l->all[kept++] = l->all[i];
	l->n = kept;
	for (int rank = 0; *values != '\0'; rank++) {
		size_t len = strcspn(values, ";");
		if (len > 0)
			list_add(l, (struct label){.kind = arena_str(l->arena, kind),
			                .value = arena_strn(l->arena, values, len),
			                .rank = rank,
			                .score = 1.0,
			                .rule = "decision"});
		values += len + (values[len] == ';');
	}
}

static int
apply_decisions(struct query *q, struct label_list *l, struct fail *f)
{
	int rc;
	while ((rc = query_step(q, f)) == 1) {
		const char *field = column_text(q, 0), *value = column_text(q, 1);
		if (strncmp(field, "label.", 6) == 0 && value)
			list_settle(l, field + 6, value);
	}
	return rc;
}

int
item_labels(struct store *s, int64_t item, int64_t representative, const char *document,
    struct arena *a, const struct label **out, size_t *n, struct fail *f)
{
	const struct label *machine;
	struct label_list l = {.arena = a};
	if (labels_read(s, representative, a, &machine, n, f) < 0)
		return -1;
	for (size_t i = 0; i < *n; i++)
		list_add(&l, machine[i]);
	struct query q = query(s, DOCUMENT_DECISIONS);
	query_text(&q, document);
	if (apply_decisions(&q, &l, f) < 0)
		return -1;
	q = query(s, ITEM_DECISIONS);
	query_int(&q, item);
	if (apply_decisions(&q, &l, f) < 0)
		return -1;
	*out = l.all;
	*n = l.n;
	return 0;
}

int
item_relations(struct store *s, int64_t item, struct arena *a, const struct relation **out,
    size_t *n, struct fail *f)
{
	struct relation *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, RELATIONS);
	query_int(&q, item);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct relation){.kind = column_copy(&q, 0, a),
		    .from = column_copy(&q, 1, a),
		    .to = column_copy(&q, 2, a),
		    .target = column_copy(&q, 3, a),
		    .evidence = column_copy(&q, 4, a)};
	}
	*out = list;
	return rc;
}

static int
read_drafts(struct store *s, int64_t item, struct arena *a, struct item *out, struct fail *f)
{
	int rc;
	struct query q = query(s, DRAFTS);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1) {
		if (strcmp(column_text(&q, 0), "title") == 0) {
			out->title_ja = column_copy(&q, 1, a);
			out->title_flags = column_copy(&q, 2, a);
		} else if (strcmp(column_text(&q, 0), "issuer") == 0) {
			out->issuer_ja = column_copy(&q, 1, a);
		} else if (strcmp(column_text(&q, 0), "facts") == 0) {
			out->facts_ja = column_copy(&q, 1, a);
		}
	}
	return rc;
}

/* What an editor wrote wins over the draft; an empty value takes an earlier one back. */
static int
read_settled(struct store *s, int64_t item, struct arena *a, struct item *out, struct fail *f)
{
	int rc;
	struct query q = query(s, ITEM_DECISIONS);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1) {
		const char *field = column_text(&q, 0), *value = column_copy(&q, 1, a);
		if (value == NULL || *value == '\0')
			continue;
		if (strcmp(field, "title_ja") == 0) {
			out->title_ja = value;
			out->title_accepted = true;
			out->title_flags = "";
		} else if (strcmp(field, "issuer_ja") == 0) {
			out->issuer_ja = value;
		} else if (strcmp(field, "note") == 0) {
			out->note = value;
		} else if (strcmp(field, "flag") == 0) {
			out->flag = value;
		}
	}
	return rc;
}

int
item_words(struct store *s, int64_t item, struct arena *a, struct item *out, struct fail *f)
{
	out->title_flags = "";
	if (read_drafts(s, item, a, out, f) < 0 || read_settled(s, item, a, out, f) < 0)
		return -1;
	struct query q = query(s, LAST_ISSUE);
	query_int(&q, item);
	int rc = query_step(&q, f);
	if (rc == 1)
		out->last_issue = column_copy(&q, 0, a);
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

const struct label *
item_label_at(const struct item *i, const char *kind, size_t k)
{
	for (size_t n = 0; n < i->n_labels; n++)
		if (strcmp(i->labels[n].kind, kind) == 0 && k-- == 0)
			return &i->labels[n];
	return NULL;
}

const struct label *
item_label(const struct item *i, const char *kind)
{
	return item_label_at(i, kind, 0);
}
