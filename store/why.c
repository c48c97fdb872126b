/* why.c - geppo store why ITEM: everything that explains an item. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "store/attached.h"
#include "store/commands.h"
#include "store/item.h"

static const char DOCUMENTS[] =
    "SELECT d.name, d.id = i.representative, m.reason, b.name, v.published, v.issuer, d.url,"
    " v.title, d.version, v.head, d.id FROM item_document m JOIN item i ON i.id = m.item"
    " JOIN document d ON d.id = m.document"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " LEFT JOIN document b ON b.id = m.beside WHERE m.item = ?"
    " ORDER BY d.id <> i.representative, d.id";
static const char MERGED[] = "SELECT i.name, r.reason, r.at FROM redirect r"
                             " JOIN item i ON i.id = r.item WHERE r.target = ? ORDER BY r.at, i.id";

/* On the item by any of its names, on its documents, and what took documents out of it. */
static const char DECISIONS[] =
    "WITH named AS (SELECT name FROM item WHERE id = ?1 UNION ALL SELECT i.name FROM redirect r"
    " JOIN item i ON i.id = r.item WHERE r.target = ?1)"
    " SELECT at, subject, field, value, who, why FROM decision WHERE id IN ("
    " SELECT d.id FROM named n JOIN decision d ON d.subject = 'item:' || n.name"
    " UNION SELECT d.id FROM named n JOIN decision d ON d.field = 'merge'"
    " AND d.value IN (n.name, 'item:' || n.name)"
    " UNION SELECT d.id FROM item_document m JOIN document x ON x.id = m.document"
    " JOIN decision d ON d.subject = 'document:' || x.name WHERE m.item = ?1"
    " UNION SELECT d.id FROM decision d WHERE d.field = 'split' AND d.value IN"
    " (SELECT name FROM named)) ORDER BY id";

static const char *
or_dash(const char *text)
{
	return text && *text ? text : "-";
}

/* What was taken from a red head, and where it contradicts the page. */
static void
print_head(const char *text)
{
	json_t *head = json_loads(text, 0, NULL), *value, *one;
	const char *name;
	size_t i;
	int n = (int)json_integer_value(json_object_get(head, "attachment"));
	json_object_foreach(head, name, value)
	{
		if (json_is_string(value) && strcmp(name, "page_title") != 0)
			printf(
			    "    %s from attachment %d: %s\n", name, n, json_string_value(value));
	}
	json_array_foreach(json_object_get(head, "otherwise"), i, one)
	{
		printf("    attachment %d says otherwise: %s %s, the page %s\n", n,
		    json_string_value(json_object_get(one, "field")),
		    json_string_value(json_object_get(one, "attachment")),
		    json_string_value(json_object_get(one, "page")));
	}
	json_decref(head);
}

static int
print_attachments(struct store *s, int64_t document, struct fail *f)
{
	struct arena a = {0};
	const struct attachment *list;
	size_t n = 0;
	int rc = attachments_read(s, document, &a, &list, &n, f);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct attachment *x = &list[i];
		printf("    attachment %d: %s%s", x->n, x->state, x->ocr ? " by OCR" : "");
		if (x->type)
			printf(", %s", x->type);
		if (*x->text)
			printf(", %zu characters", utf8_count(x->text));
		printf("  %s\n        %s\n", x->name, x->url);
		if (x->why)
			printf("        %s\n", x->why);
	}
	arena_release(&a);
	return rc;
}

static int
print_documents(struct store *s, int64_t item, struct fail *f)
{
	int rc, listed = 0;
	struct query q = query(s, DOCUMENTS);
	query_int(&q, item);
	while (listed == 0 && (rc = query_step(&q, f)) == 1) {
		printf("%s %s  %s  %s\n", column_int(&q, 1) ? "*" : " ", column_text(&q, 0),
		    or_dash(column_text(&q, 4)), or_dash(column_text(&q, 5)));
		printf("    %s\n", column_text(&q, 7));
		if (column_text(&q, 6))
			printf("    %s\n", column_text(&q, 6));
		printf("    here because: %s", column_text(&q, 2));
		if (column_text(&q, 3))
			printf(" (beside %s)", column_text(&q, 3));
		if (column_int(&q, 8) > 1)
			printf("; version %d", (int)column_int(&q, 8));
		putchar('\n');
		if (column_text(&q, 9))
			print_head(column_text(&q, 9));
		listed = print_attachments(s, column_int(&q, 10), f);
	}
	if (listed < 0)
		query_done(&q);
	return listed < 0 ? -1 : rc;
}

static int
print_merged(struct store *s, int64_t item, struct fail *f)
{
	int rc;
	struct query q = query(s, MERGED);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1)
		printf("took in %s: %s (%s)\n", column_text(&q, 0), column_text(&q, 1),
		    column_text(&q, 2));
	return rc;
}

static void
print_relations(const char *name, const struct relation *r, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(r[i].from, name) == 0)
			printf("%s -> %s  %s\n", r[i].kind, r[i].to ? r[i].to : "(not here)",
			    r[i].target);
		else
			printf("%s <- %s\n", r[i].kind, r[i].from);
		printf("    says: %s\n", r[i].evidence);
	}
}

static int
print_decisions(struct store *s, int64_t item, struct fail *f)
{
	int rc;
	struct query q = query(s, DECISIONS);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1)
		printf("decided %s: %s %s = %s, by %s%s%s\n", column_text(&q, 0),
		    column_text(&q, 1), column_text(&q, 2), or_dash(column_text(&q, 3)),
		    column_text(&q, 4), column_text(&q, 5) ? ": " : "",
		    column_text(&q, 5) ? column_text(&q, 5) : "");
	return rc;
}

static int
explain(struct store *s, const char *asked, struct arena *a, struct fail *f)
{
	int64_t item;
	const struct relation *relations;
	size_t n;
	if (item_row_required(s, asked, &item, f) < 0)
		return -1;
	const char *name = item_name(s, item, a, f);
	if (name == NULL)
		return -1;
	printf("item %s\n", name);
	if (print_documents(s, item, f) < 0 || print_merged(s, item, f) < 0 ||
	    item_relations(s, item, a, &relations, &n, f) < 0)
		return -1;
	print_relations(name, relations, n);
	return print_decisions(s, item, f);
}

int
why_run(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc = s ? explain(s, in->argv[0], &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}
