/* redhead.c - what a page lacks is taken from the red head of an attachment that is the document
 * itself: the paper as it was printed, not one it hands on or encloses. */
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "store/attached.h"
#include "store/document.h"
#include "store/title.h"

enum {
	LEAST_TITLE = 8, /* letters that make a title tell */
	STUB_BODY = 120, /* a page that says no more than this leaves the word to its only file */
};

static const char UNDO[] =
    "UPDATE version SET title = ifnull(head->>'page_title', title),"
    " doc_number = iif(head->>'doc_number' IS NULL, doc_number, NULL),"
    " issuer = iif(head->>'issuer' IS NULL, issuer, NULL),"
    " written = iif(head->>'written' IS NULL, written, NULL),"
    " published = iif(head->>'published' IS NULL, published, NULL), head = NULL"
    " WHERE document = ? AND head IS NOT NULL";
static const char VERSIONS[] =
    "SELECT v.id, v.title, v.doc_number, v.issuer, v.written, v.published, v.untitled, v.body,"
    " (SELECT count(*) FROM attachment a WHERE a.version = v.id) FROM version v"
    " WHERE v.document = ?1 AND EXISTS (SELECT 1 FROM attachment a JOIN attachment_text t"
    " ON t.id = a.file WHERE a.version = v.id AND t.state = 'read')";
static const char HEADS[] =
    "SELECT a.n + 1, t.title, t.doc_number, t.issuer, t.written, t.printed FROM attachment a"
    " JOIN attachment_text t ON t.id = a.file WHERE a.version = ? AND t.state = 'read'"
    " ORDER BY a.n";
static const char TAKE[] = "UPDATE version SET head = ?2, title = ifnull(?2->>'title', title),"
                           " doc_number = ifnull(doc_number, ?2->>'doc_number'),"
                           " issuer = ifnull(issuer, ?2->>'issuer'),"
                           " written = ifnull(written, ?2->>'written'),"
                           " published = ifnull(published, ?2->>'published') WHERE id = ?1";

enum { NUMBER, ISSUER, WRITTEN, PUBLISHED, FIELDS };
static const char *const names[FIELDS] = {"doc_number", "issuer", "written", "published"};

struct said {
	int64_t id; /* of the version, or number of the attachment */
	const char *title;
	const char *fields[FIELDS];
	bool untitled, stub;
};

static bool
ends_with(const char *whole, const char *tail)
{
	size_t n = strlen(whole), k = strlen(tail);
	return n >= k && strcmp(whole + n - k, tail) == 0;
}

/* The title with or without who issues it in front. */
static bool
titles_same(const struct folding *fold, const char *x, const char *y, struct arena *a)
{
	struct title page, head;
	title_read(fold, x, a, &page);
	title_read(fold, y, a, &head);
	return utf8_count(page.key) >= LEAST_TITLE && utf8_count(head.key) >= LEAST_TITLE &&
	       (ends_with(page.key, head.key) || ends_with(head.key, page.key));
}

static bool
is_itself(
    const struct folding *fold, const struct said *page, const struct said *head, struct arena *a)
{
	if (page->untitled)
		return head->title != NULL;
	return head->title ? titles_same(fold, page->title, head->title, a) : page->stub;
}

static bool
numbers_same(const struct folding *fold, const char *x, const char *y, struct arena *a)
{
	bool strong;
	const char *one = document_number(fold, x, a, &strong);
	const char *other = document_number(fold, y, a, &strong);
	return one && other ? strcmp(one, other) == 0 : strcmp(x, y) == 0;
}

/* A date that is only less exact says nothing else. */
static bool
field_same(const struct folding *fold, int k, const char *x, const char *y, struct arena *a)
{
	size_t n = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
	return k == NUMBER ? numbers_same(fold, x, y, a) : k == ISSUER || strncmp(x, y, n) == 0;
}

static void
head_compare(const struct folding *fold, const struct said *page, const struct said *head,
    json_t *out, struct arena *a)
{
	json_t *otherwise = json_array();
	for (int k = 0; k < FIELDS; k++) {
		const char *has = page->fields[k], *says = head->fields[k];
		if (says && has == NULL)
			json_object_set_new(out, names[k], json_string(says));
		else if (says && k != PUBLISHED && !field_same(fold, k, has, says, a))
			json_array_append_new(
			    otherwise, json_pack("{s:s, s:s, s:s}", "field", names[k], "page", has,
			                   "attachment", says));
	}
	if (page->untitled && head->title) {
		json_object_set_new(out, "title", json_string(head->title));
		json_object_set_new(out, "page_title", json_string(page->title));
	}
	if (json_array_size(otherwise) > 0)
		json_object_set(out, "otherwise", otherwise);
	json_decref(otherwise);
}

static void
said_read(struct query *q, struct arena *a, struct said *out)
{
	*out = (struct said){.id = column_int(q, 0), .title = column_copy(q, 1, a)};
	for (int k = 0; k < FIELDS; k++)
		out->fields[k] = column_copy(q, 2 + k, a);
}

/* The first attachment that is the document itself. 0 or -1; *out NULL: none, or nothing new. */
static int
head_find(struct store *s, const struct folding *fold, const struct said *page, struct arena *a,
    json_t **out, struct fail *f)
{
	int rc;
	bool found = false;
	struct query q = query(s, HEADS);
	query_int(&q, page->id);
	*out = NULL;
	while ((rc = query_step(&q, f)) == 1) {
		struct said head;
		said_read(&q, a, &head);
		if (found || !is_itself(fold, page, &head, a))
			continue;
		found = true;
		*out = json_object();
		head_compare(fold, page, &head, *out, a);
		if (json_object_size(*out) > 0) {
			json_object_set_new(*out, "attachment", json_integer(head.id));
			continue;
		}
		json_decref(*out);
		*out = NULL;
	}
	return rc;
}

static int
version_take(struct store *s, int64_t version, json_t *head, struct fail *f)
{
	char *text = json_dumps(head, JSON_COMPACT);
	struct query q = query(s, TAKE);
	query_int(&q, version);
	query_text(&q, text);
	int rc = query_run(&q, f) < 0 ? -1 : 0;
	free(text);
	return rc;
}

static int
versions_read(struct store *s, int64_t document, struct arena *a, struct said **out, size_t *n,
    struct fail *f)
{
	size_t room = 0;
	int rc;
	struct query q = query(s, VERSIONS);
	query_int(&q, document);
	*out = NULL;
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		*out = arena_grow(a, *out, *n, *n + 1, &room, sizeof **out);
		struct said *page = &(*out)[(*n)++];
		said_read(&q, a, page);
		page->untitled = column_int(&q, 6);
		page->stub = column_int(&q, 8) == 1 && utf8_count(column_text(&q, 7)) < STUB_BODY;
	}
	return rc;
}

int
head_take(struct store *s, int64_t document, struct arena *a, struct fail *f)
{
	struct said *pages;
	size_t n;
	const struct folding *fold = store_fold(s, f);
	struct query q = query(s, UNDO);
	query_int(&q, document);
	if (fold == NULL || query_run(&q, f) < 0 ||
	    versions_read(s, document, a, &pages, &n, f) < 0)
		return -1;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		json_t *head;
		rc = head_find(s, fold, &pages[i], a, &head, f);
		if (rc == 0 && head)
			rc = version_take(s, pages[i].id, head, f);
		json_decref(head);
	}
	return rc;
}
