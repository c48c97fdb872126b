/* load.c - `geppo load`: documents extracted elsewhere, one JSON object a line. A bad line costs
 * that line; what is good is in. */
#include "parse/parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/date.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/url.h"
#include "base/utf8.h"

enum { BATCH = 200, BATCH_BYTES = 16 * 1024 * 1024 };

struct load {
	struct config config;
	struct arena memory; /* the configuration's */
	struct arena batch;
	struct store *store;
	struct classifier *classifier;
	char now[INSTANT_SIZE];
	struct document documents[BATCH];
	const struct label *labels[BATCH];
	size_t n_labels[BATCH];
	size_t n;
	size_t fresh, known, refused;
	struct progress progress;
};

/* A member that must be text, null or absent. */
static int
take_text(const json_t *o, const char *name, size_t cap, struct arena *a, const char **out,
    struct fail *f)
{
	const json_t *value = json_object_get(o, name);
	if (value != NULL && !json_is_null(value) && !json_is_string(value))
		return fail_input(f, NULL, "%s: must be text or null", name);
	if (json_string_length(value) > cap)
		return fail_input(f, NULL, "%s: longer than %zu bytes", name, cap);
	*out = json_text(o, name, a);
	return 0;
}

/* A title of one line: runs of white space become one blank. NULL when nothing is left. */
static const char *
one_line(const char *text, struct arena *a)
{
	size_t n = strlen(text), k = 0, len;
	char *out = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(text + i, n - i, &len);
		bool blank = utf8_is_space(cp) || (cp >= 0 && cp < 0x20) || cp == 0x7f;
		if (blank && (k == 0 || out[k - 1] == ' '))
			continue;
		if (blank)
			out[k++] = ' ';
		for (size_t j = 0; !blank && j < len; j++)
			out[k++] = text[i + j];
	}
	while (k > 0 && out[k - 1] == ' ')
		k--;
	out[k] = '\0';
	return k > 0 ? out : NULL;
}

/* One of its attachments: what the page calls it and where it lies, and its text when that is
 * known. */
static int
attachment_of_line(struct load *l, const json_t *o, size_t n, struct document *d, json_t *links,
    struct attachment_text *out, struct fail *f)
{
	struct arena *a = &l->batch;
	const char *name, *href, *type, *body;
	if (!json_is_object(o))
		return fail_input(f, NULL, "attachments: must be a list of objects");
	if (take_text(o, "text", CAP_FIELD, a, &name, f) != 0 ||
	    take_text(o, "href", CAP_URL, a, &href, f) != 0 ||
	    take_text(o, "type", CAP_TITLE, a, &type, f) != 0 ||
	    take_text(o, "body", CAP_BODY, a, &body, f) != 0)
		return -1;
	if (href == NULL || url_key(href, a) == NULL)
		href = arena_printf(a, "%s#%zu", d->loaded_id ? d->loaded_id : d->title, n + 1);
	json_array_append_new(links,
	    json_pack("{s:s, s:s, s:s?}", "text", name ? name : "", "href", href, "type", type));
	struct capture *c = arena_zalloc(a, 1, sizeof *c);
	*c = (struct capture){.url = href, .at = l->now};
	*out = (struct attachment_text){
	    .capture = c, .type = type, .state = "read", .facts = "[]", .text = body};
	return 0;
}

static int
attachments_of_line(struct load *l, const json_t *o, struct document *d, struct fail *f)
{
	const json_t *list = json_object_get(o, "attachments");
	size_t n = json_array_size(list);
	if (list == NULL || json_is_null(list))
		return 0;
	if (!json_is_array(list) || n > CAP_ATTACHMENTS)
		return fail_input(
		    f, NULL, "attachments: must be a list of at most %d objects", CAP_ATTACHMENTS);
	struct attachment_text *texts = arena_zalloc(&l->batch, n + 1, sizeof *texts);
	json_t *links = json_array();
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct attachment_text *next = &texts[d->n_texts];
		rc = attachment_of_line(l, json_array_get(list, i), i, d, links, next, f);
		d->n_texts += rc == 0 && next->text;
	}
	char *dumped = json_dumps(links, JSON_COMPACT);
	d->attachments = dumped ? arena_str(&l->batch, dumped) : "[]";
	d->texts = texts;
	free(dumped);
	json_decref(links);
	return rc;
}

static int
document_of_line(struct load *l, const json_t *o, struct document *d, struct fail *f)
{
	struct arena *a = &l->batch;
	struct date date;
	*d = (struct document){
	    .captured_at = l->now, .attachments = "[]", .facts = "[]", .baseline = true};
	const struct {
		const char *name;
		size_t cap;
		const char **to;
	} members[] = {{"id", CAP_TITLE, &d->loaded_id}, {"title", CAP_TITLE, &d->title},
	    {"issuer", CAP_FIELD, &d->issuer}, {"published", CAP_FIELD, &d->published},
	    {"doc_number", CAP_FIELD, &d->doc_number}, {"url", CAP_URL, &d->url},
	    {"body", CAP_BODY, &d->body}};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (take_text(o, members[i].name, members[i].cap, a, members[i].to, f) != 0)
			return -1;
	if (d->title != NULL)
		d->title = one_line(d->title, a);
	if (d->title == NULL)
		return fail_input(f, NULL, "title: missing or empty");
	if (d->published != NULL && !date_parse(d->published, &date))
		return fail_input(f, NULL,
		    "published: \"%.40s\" is no date; YYYY, YYYY-MM or YYYY-MM-DD is allowed",
		    d->published);
	if (d->url != NULL && url_key(d->url, a) == NULL)
		return fail_input(f, NULL, "url: \"%.200s\" is no http or https address", d->url);
	if (d->body == NULL)
		d->body = "";
	return attachments_of_line(l, o, d, f);
}

static int
load_flush(struct load *l, struct fail *f)
{
	int64_t fresh =
	    store_documents_load(l->store, l->documents, l->labels, l->n_labels, l->n, f);
	if (fresh < 0)
		return -1;
	l->fresh += (size_t)fresh;
	l->known += l->n - (size_t)fresh;
	l->n = 0;
	arena_reset(&l->batch);
	progress_step(&l->progress, l->fresh + l->known, l->refused);
	return 0;
}

/* One line: 0 taken or refused (and said), -1 when the store failed. */
static int
load_line(struct load *l, const char *line, size_t n, const char *place, struct fail *f)
{
	json_error_t error;
	struct fail why = {0};
	struct classify_output labels;
	json_t *o = json_loadb(line, n, JSON_REJECT_DUPLICATES, &error);
	int r = 0;
	if (o == NULL)
		r = fail_input(&why, NULL, "not JSON: %s (column %d)", error.text, error.column);
	else if (!json_is_object(o))
		r = fail_input(&why, NULL, "not a JSON object");
	else
		r = document_of_line(l, o, &l->documents[l->n], &why);
	json_decref(o);
	if (r != 0) {
		log_warn("%s: refused: %s", place, why.why);
		l->refused++;
		return 0;
	}
	document_label(l->classifier, &l->config, &l->documents[l->n], NULL, 0, &l->batch, &labels);
	l->labels[l->n] = labels.labels;
	l->n_labels[l->n] = labels.n_labels;
	l->n++;
	return l->n == BATCH || l->batch.used > BATCH_BYTES ? load_flush(l, f) : 0;
}

static bool
is_blank(const struct buf *line)
{
	return strspn(line->text, " \t\r\n") == line->len;
}

static int
load_lines(struct load *l, FILE *file, const char *path, struct fail *f)
{
	struct buf line;
	bool whole;
	size_t lines = 0;
	int r = 0;
	buf_init(&line, CAP_JSON_LINE);
	for (size_t number = 1; r == 0 && line_read(file, &line, &whole); number++) {
		char place[1024];
		snprintf(place, sizeof place, "%s:%zu", path, number);
		if (is_blank(&line))
			continue;
		lines++;
		if (whole) {
			r = load_line(l, line.text, line.len, place, f);
			continue;
		}
		log_warn("%s: refused: a line longer than %d bytes", place, CAP_JSON_LINE);
		l->refused++;
	}
	buf_release(&line);
	int error = ferror(file) ? errno : 0; /* what was read before it goes in all the same */
	if (r == 0 && l->n > 0)
		r = load_flush(l, f);
	errno = error;
	if (r == 0 && error == EISDIR)
		r = fail_input(f, path, "this is a folder");
	else if (r == 0 && error != 0)
		r = fail_io(f, path, "cannot read");
	else if (r == 0 && lines == 0)
		r = fail_input(f, path, "holds no line");
	return r;
}

static int
load_file(struct load *l, const char *path, struct fail *f)
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		(void)fail_io(f, path, "cannot open");
		f->exit = errno == ENOENT ? EXIT_INPUT : f->exit;
		return -1;
	}
	int r = load_lines(l, file, path, f);
	fclose(file);
	return r;
}

static int
load_open(struct load *l, const char *dir, struct fail *f)
{
	instant_now(l->now);
	if (config_load(dir, CONFIG_ALL, &l->memory, &l->config, NULL, f) != 0)
		return -1;
	l->classifier = classifier_new(dir, &l->config, f);
	if (l->classifier == NULL)
		return -1;
	l->store = store_open(dir, STORE_WRITE, f);
	return l->store ? 0 : -1;
}

static void
load_close(struct load *l)
{
	classifier_free(l->classifier);
	store_close(l->store);
	arena_release(&l->batch);
	arena_release(&l->memory);
	free(l);
}

/* Every file, a bad one too, unless the store fails. */
static int
load_files(struct load *l, const struct invocation *in)
{
	struct fail f = {0};
	int code = EXIT_DONE;
	progress_start(&l->progress, "load", 0);
	for (int i = 0; i < in->argc && code != EXIT_IO; i++)
		if (load_file(l, in->argv[i], &f) != 0) {
			log_warn("%s", fail_text(&f));
			code = f.exit;
		}
	progress_end(&l->progress);
	size_t relabelled;
	if (code != EXIT_IO &&
	    documents_label_arrived(l->store, l->classifier, &l->config, &relabelled, &f) != 0) {
		log_warn("%s", fail_text(&f));
		code = f.exit;
	}
	log_info("%zu documents taken in, %zu known already, %zu lines refused", l->fresh, l->known,
	    l->refused);
	return code;
}

int
command_load(const struct invocation *in)
{
	struct load *l = calloc(1, sizeof *l);
	struct fail f = {0};
	if (l == NULL)
		fatal("out of memory");
	int code = load_open(l, in->dir, &f) == 0 ? EXIT_DONE : f.exit;
	if (code != EXIT_DONE)
		log_warn("%s", fail_text(&f));
	else
		code = load_files(l, in);
	bool refused = l->refused > 0;
	load_close(l);
	return code == EXIT_DONE && refused ? EXIT_INPUT : code;
}
