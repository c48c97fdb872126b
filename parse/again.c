/* again.c - `geppo parse --again`: the pages of the store's documents read anew from the archive,
 * after the page reader or a source's overrides changed. Nothing is fetched. What a page is now
 * read to say becomes a new version of its document, of the same capture; what changed is told item
 * by item and field by field. Decisions of people are facts of their own and stay. */
#include "parse/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/utf8.h"

enum { PAGE = 50, SHOWN = 60 };

struct again {
	const char *dir;
	const struct config *config;
	struct classifier *classifier;
	struct store *store;
	struct worker worker;
	size_t documents, changed, unread, loaded;
	size_t files, files_changed;
};

/* The fields of a document, in the order they are told. A long one is told by its length. */
static const struct {
	const char *name;
	size_t to;
	bool length, count; /* count: a JSON array */
} fields[] = {
#define FIELD(member, length, count)                                                               \
	{                                                                                          \
#member, offsetof(struct document, member), length, count                          \
	}
    FIELD(title, false, false), FIELD(published, false, false), FIELD(written, false, false),
    FIELD(in_force, false, false), FIELD(deadline, false, false), FIELD(doc_number, false, false),
    FIELD(issuers, false, false), FIELD(content_source, false, false),
    FIELD(index_number, false, false), FIELD(subject, false, false), FIELD(validity, false, false),
    FIELD(site_code, false, false), FIELD(body, true, false), FIELD(attachments, false, true),
    FIELD(facts, false, true)};
enum { FIELDS = sizeof fields / sizeof *fields };

static const char *
field_of(const struct document *d, size_t i)
{
	const char *value = *(const char *const *)((const char *)d + fields[i].to);
	return value ? value : "";
}

static bool
is_same(const struct document *x, const struct document *y, size_t i)
{
	return strcmp(field_of(x, i), field_of(y, i)) == 0;
}

static void
print_value(const char *value, size_t i)
{
	json_t *list = fields[i].count ? json_loads(value, 0, NULL) : NULL;
	if (fields[i].count)
		printf("%zu", json_array_size(list));
	else if (fields[i].length)
		printf("%zu characters", utf8_count(value));
	else if (*value == '\0')
		printf("none");
	else
		printf("「%s」", value);
	json_decref(list);
}

static size_t
characters_before(const char *s, size_t n)
{
	size_t characters = 0;
	for (size_t i = 0; i < n; i++)
		characters += ((unsigned char)s[i] & 0xc0) != 0x80;
	return characters;
}

/* Where two texts part, with a little of what each says there. */
static void
print_parting(const char *before, const char *now)
{
	size_t at = 0;
	while (before[at] && before[at] == now[at])
		at++;
	while (at > 0 && ((unsigned char)before[at] & 0xc0) == 0x80)
		at--;
	const char *const sides[] = {before + at, now + at};
	printf(", first at character %zu:", characters_before(before, at) + 1);
	for (int k = 0; k < 2; k++) {
		size_t n = strcspn(sides[k], "\n");
		if (n > SHOWN)
			for (n = SHOWN; n > 0 && ((unsigned char)sides[k][n] & 0xc0) == 0x80;)
				n--;
		printf("%s「%.*s」", k ? " -> " : " ", (int)n, sides[k]);
	}
}

/* What people settled about the item stays as they settled it: say what that is. */
static int
print_decisions(struct again *g, const char *item, struct arena *a, struct fail *f)
{
	const struct decision *all = NULL;
	size_t n = 0;
	if (store_decisions(g->store, arena_printf(a, "item:%s", item), a, &all, &n, f) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		printf("    kept as %s settled it: %s\n", all[i].who, all[i].field);
	return 0;
}

/* "A0427K  title" of the item the document is in; before it was grouped it has none. */
static int
print_item(struct again *g, const struct document *d, struct arena *a, struct fail *f)
{
	const char *ids[] = {d->id, NULL};
	struct item_query q = {.ids = ids};
	const struct item *items = NULL;
	size_t n = 0;
	if (store_items(g->store, &q, a, &items, &n, f) != 0)
		return -1;
	printf("%s  %s  %s\n", n ? items[0].id : "-", d->id, d->title);
	return n ? print_decisions(g, items[0].id, a, f) : 0;
}

static int
print_change(struct again *g, const struct document *before, const struct document *now,
    struct arena *a, struct fail *f)
{
	if (print_item(g, before, a, f) != 0)
		return -1;
	for (size_t i = 0; i < FIELDS; i++) {
		if (is_same(before, now, i))
			continue;
		printf("    %-14s  ", fields[i].name);
		print_value(field_of(before, i), i);
		printf(" -> ");
		print_value(field_of(now, i), i);
		if (fields[i].length)
			print_parting(field_of(before, i), field_of(now, i));
		putchar('\n');
	}
	return 0;
}

/* The answer for a capture, or NULL with *why; a reader that was dying of the page before is
 * replaced once. */
static json_t *
page_answer(struct again *g, const struct capture *c, struct arena *a, struct http_message *page,
    struct fail *why)
{
	struct worker *w = &g->worker;
	json_t *answer = NULL;
	if (page_read(g->dir, c, a, page, why) != 0)
		return NULL;
	for (int tries = 0; answer == NULL && tries < 2; tries++) {
		if (worker_ready(w, why) != 0)
			return NULL;
		bool used = w->pages > 0;
		if (worker_ask(w, c, page, why) == 0)
			answer = worker_answer(w, worker_seconds(&g->config->settings), why);
		if (!used)
			break;
	}
	return answer;
}

/* A listed file is a document that has itself as its attachment. */
static bool
is_file_itself(const struct document *d, const char *kind)
{
	json_t *list = json_loads(d->attachments, 0, NULL);
	const char *href = json_string_value(json_object_get(json_array_get(list, 0), "href"));
	bool itself = strcmp(kind, "attachment") == 0 && *d->body == '\0' && href && d->url &&
	              strcmp(href, d->url) == 0;
	json_decref(list);
	return itself;
}

static int
document_read_again(struct again *g, const struct document *before, const struct capture *c,
    struct arena *a, struct document *now, struct fail *why)
{
	struct http_message page;
	json_t *answer = page_answer(g, c, a, &page, why);
	const char *kind = json_string_value(json_object_get(answer, "kind"));
	int rc = -1;
	if (kind && is_file_itself(before, kind)) {
		*now = *before;
		rc = 0;
	} else if (answer && (kind == NULL || strcmp(kind, "article") != 0))
		(void)fail_input(why, c->url, "it reads as %s now, no article",
		    kind ? arena_str(a, kind) : "nothing");
	else if (answer)
		rc = document_assemble(answer, c, a, now, why);
	json_decref(answer);
	now->id = before->id;
	return rc;
}

/* A document whose page cannot be read any more stays as it is, and is told. */
static int
document_again(struct again *g, const struct document *before, struct arena *a, struct fail *f)
{
	struct capture c;
	struct document now, page = *before;
	struct classify_output out;
	struct fail why = {0};
	bool same = true;
	before = &page;
	store_document_page(&page, a);
	int found = store_capture(g->store, before->capture, a, &c, f);
	if (found < 0)
		return -1;
	if (found == 0)
		bug("capture %s of document %s is not in the store", before->capture, before->id);
	if (document_read_again(g, before, &c, a, &now, &why) != 0) {
		log_warn("document %s stays as it is: %s", before->id, fail_text(&why));
		g->unread++;
		return 0;
	}
	for (size_t i = 0; i < FIELDS; i++)
		same &= is_same(before, &now, i);
	if (same)
		return 0;
	g->changed++;
	if (print_change(g, before, &now, a, f) != 0)
		return -1;
	document_label(g->classifier, g->config, &now, NULL, 0, a, &out);
	return store_document_load(g->store, &now, out.labels, out.n_labels, f) < 0 ? -1 : 0;
}

/* A file whose reading differs; its documents get the new text, and their labels with it. */
static int
file_again(struct again *g, const struct capture *c, struct arena *a, struct fail *f)
{
	struct fail why = {0};
	struct attachment_text t;
	struct http_message page;
	json_t *answer = page_answer(g, c, a, &page, &why);
	const char *kind = json_string_value(json_object_get(answer, "kind"));
	g->files++;
	if (answer && (kind == NULL || strcmp(kind, "attachment") != 0))
		(void)fail_input(&why, c->url, "it reads as %s now, no file",
		    kind ? arena_str(a, kind) : "nothing");
	if (answer == NULL || why.what != FAIL_NONE) {
		log_warn("attachment %s stays as it is: %s", c->url, fail_text(&why));
		g->unread++;
		json_decref(answer);
		return 0;
	}
	attachment_assemble(answer, c, &page, a, &t);
	json_decref(answer);
	int rc = store_attachment_again(g->store, &t, f);
	if (rc == 1) {
		g->files_changed++;
		printf("%s  %s, %zu characters\n", c->url, t.state, utf8_count(t.text));
	}
	return rc < 0 ? -1 : 0;
}

static int
files_again(struct again *g, struct fail *f)
{
	struct arena a = {0}, unit = {0};
	struct buf after;
	const struct capture *list;
	size_t n = PAGE;
	int rc = 0;
	buf_init(&after, CAP_FIELD);
	while (rc == 0 && n == PAGE) {
		arena_reset(&a);
		rc = store_attachment_captures(
		    g->store, after.len ? after.text : NULL, PAGE, &a, &list, &n, f);
		for (size_t i = 0; rc == 0 && i < n; i++) {
			rc = file_again(g, &list[i], &unit, f);
			arena_reset(&unit);
			buf_clear(&after);
			buf_adds(&after, list[i].id);
		}
	}
	buf_release(&after);
	arena_release(&a);
	arena_release(&unit);
	return rc;
}

/* One page of documents; *after becomes the last id. */
static int
again_page(struct again *g, struct buf *after, size_t *n, struct arena *a, struct fail *f)
{
	const struct document *page;
	struct arena unit = {0};
	int rc = store_documents(g->store, after->len ? after->text : NULL, PAGE, a, &page, n, f);
	for (size_t i = 0; rc == 0 && i < *n; i++) {
		g->loaded += page[i].capture == NULL;
		if (page[i].capture) {
			rc = document_again(g, &page[i], &unit, f);
			g->documents++;
		}
		arena_reset(&unit);
	}
	if (rc == 0 && *n > 0) {
		buf_clear(after);
		buf_adds(after, page[*n - 1].id);
	}
	arena_release(&unit);
	return rc;
}

static int
again_all(struct again *g, struct fail *f)
{
	struct arena a = {0};
	struct buf after;
	struct progress progress;
	size_t n = PAGE;
	int rc = worker_check(&g->worker, f);
	buf_init(&after, CAP_FIELD);
	progress_start(&progress, "again", 0);
	while (rc == 0 && n == PAGE) {
		arena_reset(&a);
		rc = again_page(g, &after, &n, &a, f);
		progress_step(&progress, g->documents, g->unread);
	}
	progress_end(&progress);
	buf_release(&after);
	arena_release(&a);
	return rc;
}

int
documents_again(const char *dir, struct store *s, struct classifier *k, const struct config *config,
    bool *some_unread, struct fail *f)
{
	struct again g = {.dir = dir, .config = config, .classifier = k, .store = s};
	worker_init(&g.worker, config);
	int rc = again_all(&g, f);
	size_t unread = g.unread;
	if (rc == 0)
		rc = files_again(&g, f);
	worker_stop(&g.worker);
	log_info("%zu documents read again: %zu changed, %zu as they were, %zu could not be read; "
	         "%zu loaded ones have no page",
	    g.documents, g.changed, g.documents - g.changed - unread, unread, g.loaded);
	if (g.files > 0)
		log_info("%zu attachments read again: %zu changed, %zu could not be read", g.files,
		    g.files_changed, g.unread - unread);
	*some_unread = g.unread > 0;
	return rc;
}
