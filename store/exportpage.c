/* exportpage.c - geppo export: items and documents as tables for other programs. A spreadsheet must
 * not take a cell for a formula, whoever wrote the title. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "store/attachment.h"
#include "store/commands.h"

enum { PAGE = 200 };

static const char *format = "jsonl", *of = "items";
static bool bom, with_body;

static const struct option_spec options[] = {
    {"format", OPTION_TEXT, &format, "NAME", "jsonl (default) or csv", 0, 0},
    {"of", OPTION_TEXT, &of, "WHAT", "items (default) or documents", 0, 0},
    {"body", OPTION_FLAG, &with_body, NULL, "with the text of documents, in csv too", 0, 0},
    {"bom", OPTION_FLAG, &bom, NULL, "csv: begin with a byte order mark, for spreadsheets", 0, 0},
    {0}};

/* A row under way: an object, or cells. */
struct row {
	json_t *object; /* NULL: csv */
	struct buf line;
	bool header; /* csv: the names are written, not the values */
};

/* ---- cells */

static size_t
beginning(const char *text, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/* What a spreadsheet may take for the beginning of a formula, in any width, also behind blanks and
 * marks without width, which some strip. */
static bool
begins_formula(const char *text)
{
	static const char *const starts[] = {
	    "=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", NULL};
	static const char *const blanks[] = {
	    " ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u200e", "\u200f", "\u2060", NULL};
	for (size_t n; (n = beginning(text, blanks)) > 0;)
		text += n;
	return beginning(text, starts) > 0;
}

static void
cell(struct row *r, const char *name, const char *text)
{
	if (r->object) {
		json_object_set_new(r->object, name, text ? json_string(text) : json_null());
		return;
	}
	const char *value = r->header ? name : text ? text : "";
	bool first = r->line.len == 0;
	buf_adds(&r->line, first ? "\"" : ",\"");
	if (begins_formula(value))
		buf_addc(&r->line, '\'');
	for (; *value; value++) {
		if (*value == '"')
			buf_addc(&r->line, '"');
		buf_addc(&r->line, *value);
	}
	buf_addc(&r->line, '"');
}

static void
number(struct row *r, const char *name, int64_t n)
{
	char text[24];
	if (r->object) {
		json_object_set_new(r->object, name, json_integer(n));
		return;
	}
	snprintf(text, sizeof text, "%lld", (long long)n);
	cell(r, name, text);
}

/* Several values: a list, or joined by ";". */
static void
values(struct row *r, const char *name, const char *const *all, size_t n)
{
	if (r->object) {
		json_t *list = json_array();
		for (size_t i = 0; i < n; i++)
			json_array_append_new(list, json_string(all[i]));
		json_object_set_new(r->object, name, list);
		return;
	}
	struct buf joined;
	buf_init(&joined, CAP_LINE);
	for (size_t i = 0; i < n; i++)
		buf_addf(&joined, "%s%s", i > 0 ? ";" : "", all[i]);
	cell(r, name, joined.text);
	buf_release(&joined);
}

static int
row_end(struct row *r, struct fail *f)
{
	int rc = 0;
	if (r->object) {
		char *text = json_dumps(r->object, JSON_COMPACT);
		rc = text && puts(text) >= 0 ? 0 : fail_io(f, NULL, "cannot write");
		free(text);
		json_object_clear(r->object);
	} else if (buf_full(&r->line)) {
		rc = fail_input(f, NULL, "a row longer than %d bytes", CAP_JSON_LINE);
	} else {
		rc = printf("%s\r\n", r->line.text) < 0 ? fail_io(f, NULL, "cannot write") : 0;
	}
	buf_clear(&r->line);
	return rc;
}

/* ---- items */

static void
item_labels_of(struct row *r, const struct item *i)
{
	static const char *const kinds[] = {
	    "air", "level", "doc_type", "region", "measure", "translate"};
	enum { MOST = 64 };
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		const char *all[MOST];
		const struct label *l;
		size_t n = 0;
		while (n < MOST && (l = item_label_at(i, kinds[k], n)) != NULL)
			all[n++] = l->value;
		if (strcmp(kinds[k], "region") == 0 || strcmp(kinds[k], "measure") == 0)
			values(r, kinds[k], all, n);
		else
			cell(r, kinds[k], n > 0 ? all[0] : NULL);
	}
}

static void
item_row_of(struct row *r, const struct item *i)
{
	static const struct document none;
	const struct document *d = i->n_documents > 0 ? &i->documents[0] : &none;
	struct arena a = {0};
	const char **ids = arena_zalloc(&a, i->n_documents + 1, sizeof *ids);
	for (size_t k = 0; k < i->n_documents; k++)
		ids[k] = i->documents[k].id;
	cell(r, "id", i->id);
	cell(r, "date", i->date);
	number(r, "date_is_capture", i->date_is_capture);
	cell(r, "title", d->title);
	cell(r, "title_ja", i->title_ja);
	number(r, "title_accepted", i->title_accepted);
	cell(r, "issuer", d->issuer);
	cell(r, "issuer_ja", i->issuer_ja);
	cell(r, "doc_number", d->doc_number);
	cell(r, "in_force", d->in_force);
	cell(r, "deadline", d->deadline);
	cell(r, "url", d->url);
	item_labels_of(r, i);
	cell(r, "note", i->note);
	cell(r, "first_seen", i->first_seen);
	cell(r, "last_issue", i->last_issue);
	values(r, "documents", ids, i->n_documents);
	arena_release(&a);
}

static int
export_items(struct store *s, struct row *r, struct fail *f)
{
	struct arena a = {0};
	char after[32] = "";
	size_t n;
	int rc;
	do {
		const struct item *items = NULL;
		struct item_query q = {.after = *after ? after : NULL, .max = PAGE};
		rc = store_items(s, &q, &a, &items, &n, f);
		for (size_t i = 0; rc == 0 && i < n; i++) {
			item_row_of(r, &items[i]);
			rc = row_end(r, f);
		}
		if (rc == 0 && n > 0)
			snprintf(after, sizeof after, "%s", items[n - 1].id);
		arena_reset(&a);
	} while (rc == 0 && n == PAGE);
	arena_release(&a);
	return rc;
}

/* ---- documents */

static void
document_row_of(struct row *r, const struct document *d)
{
	const struct {
		const char *name, *text;
	} cells[] = {{"id", d->id}, {"title", d->title}, {"issuer", d->issuer},
	    {"issuers", d->issuers}, {"published", d->published}, {"written", d->written},
	    {"in_force", d->in_force}, {"deadline", d->deadline}, {"doc_number", d->doc_number},
	    {"index_number", d->index_number}, {"content_source", d->content_source},
	    {"subject", d->subject}, {"validity", d->validity}, {"url", d->url},
	    {"source", d->source}, {"capture", d->capture}, {"captured_at", d->captured_at}};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		cell(r, cells[i].name, cells[i].text);
	number(r, "version", d->version);
	if (r->object || with_body)
		cell(r, "body", d->body);
}

/* As geppo load takes them. */
static json_t *
attachments_json(const struct attachment *all, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:s?, s:s, s:s?}", "text", all[i].name, "href",
		              all[i].url, "type", all[i].type, "state", all[i].state, "body",
		              *all[i].text ? all[i].text : NULL));
	return list;
}

static int
export_document(
    struct store *s, const struct document *d, struct row *r, struct arena *a, struct fail *f)
{
	const struct attachment *all;
	size_t n;
	document_row_of(r, d);
	if (r->object) {
		if (store_attachments(s, d->id, a, &all, &n, f) < 0)
			return -1;
		json_object_set_new(r->object, "attachments", attachments_json(all, n));
	}
	return row_end(r, f);
}

static int
export_documents(struct store *s, struct row *r, struct fail *f)
{
	struct arena a = {0};
	char *after = NULL;
	size_t n;
	int rc;
	do {
		const struct document *list = NULL;
		rc = store_documents(s, after, PAGE, &a, &list, &n, f);
		for (size_t i = 0; rc == 0 && i < n; i++)
			rc = export_document(s, &list[i], r, &a, f);
		free(after);
		after = rc == 0 && n > 0 ? strdup(list[n - 1].id) : NULL;
		arena_reset(&a);
	} while (rc == 0 && n == PAGE);
	free(after);
	arena_release(&a);
	return rc;
}

/* ---- the command */

static int
usage(struct fail *f, const char *word, const char *allowed)
{
	fail_input(f, word, "not known; allowed: %s", allowed);
	f->exit = EXIT_USAGE;
	return -1;
}

static int
write_header(struct row *r, bool items, struct fail *f)
{
	static const struct item no_item;
	static const struct document no_document;
	if (r->object)
		return 0;
	r->header = true;
	if (items)
		item_row_of(r, &no_item);
	else
		document_row_of(r, &no_document);
	r->header = false;
	if (bom)
		fputs("\uFEFF", stdout);
	return row_end(r, f);
}

static int
export_run(const struct invocation *in)
{
	struct row r = {0};
	struct fail f = {0};
	struct store *s = NULL;
	bool csv = strcmp(format, "csv") == 0, items = strcmp(of, "items") == 0;
	int rc = 0;
	buf_init(&r.line, CAP_JSON_LINE);
	if (!csv && strcmp(format, "jsonl") != 0)
		rc = usage(&f, format, "jsonl, csv");
	else if (!items && strcmp(of, "documents") != 0)
		rc = usage(&f, of, "items, documents");
	else if ((s = store_open(in->dir, STORE_READ, &f)) == NULL)
		rc = -1;
	r.object = csv ? NULL : json_object();
	if (rc == 0)
		rc = write_header(&r, items, &f);
	if (rc == 0)
		rc = (items ? export_items : export_documents)(s, &r, &f);
	store_close(s);
	json_decref(r.object);
	buf_release(&r.line);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

const struct command export_command = {.name = "",
    .summary = "Print all items, or the current version of all documents, as JSON lines or as CSV\n"
               "(RFC 4180) in which no cell begins a formula.",
    .options = options,
    .run = export_run};
