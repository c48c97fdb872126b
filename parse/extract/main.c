/* main.c - geppo-extract: one page on standard input, the records of an archive, or a conversation
 * with geppo-parse (--worker). Everything it needs is open before it enters the cage; pages are
 * read inside. */
#include <errno.h>
#include <jansson.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/cage.h"
#include "base/caps.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/warc.h"
#include "parse/attachment/attachment.h"
#include "config/config.h"
#include "parse/extract/extract.h"
#include "parse/extract/form.h"
#include "parse/extract/guard.h"
#include "parse/extract/worker.h"

static const char *url, *id, *kind, *warc, *source, *list, *charset;
static const char *const *xpath; /* the source's, NULL: none */
static struct listing_form form;
static const struct listing_form *source_form; /* of a list read as --source declares it */
static bool text, explain, worker, weaker;
static struct guard guard;
static long cpu_seconds = 10, memory_mb = 448, ocr_seconds;

/* The output limit binds files only: standard output of a whole archive may be one. */
static int
enter_cage(void)
{
	struct fail f = {0};
	struct cage_limits limits = {.memory = (size_t)memory_mb << 20,
	    .cpu_seconds = (int)cpu_seconds,
	    .output = (size_t)1 << 40};
	if (cage_enter(CAGE_WORKER, &limits, weaker, &f) == 0)
		return EXIT_DONE;
	log_warn("%s", fail_text(&f));
	return f.exit;
}

static int
read_input(struct buf *page)
{
	char chunk[65536];
	size_t n;
	while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0)
		buf_add(page, chunk, n);
	if (ferror(stdin)) {
		log_warn("standard input cannot be read");
		return EXIT_IO;
	}
	if (buf_full(page)) {
		log_warn("standard input is longer than the %d bytes allowed", CAP_PAGE);
		return EXIT_INPUT;
	}
	return EXIT_DONE;
}

/* --text: what a person wants to read, title, then body or rows. */
static void
print_text(const char *json, size_t n)
{
	json_t *answer = json_loadb(json, n, 0, NULL), *row;
	const char *title = json_string_value(json_object_get(answer, "title"));
	const char *body = json_string_value(json_object_get(answer, "body"));
	if (body == NULL)
		body = json_string_value(json_object_get(answer, "text"));
	const char *why =
	    json_string_value(json_object_get(json_object_get(answer, "fail"), "why"));
	if (why == NULL)
		why = json_string_value(json_object_get(answer, "reason"));
	size_t i;
	if (title)
		printf("%s\n\n", title);
	if (body)
		printf("%s\n", body);
	json_array_foreach(json_object_get(answer, "items"), i, row)
	{
		const char *date = json_string_value(json_object_get(row, "date"));
		printf("%s\t%s\t%s\n", date ? date : "",
		    json_string_value(json_object_get(row, "title")),
		    json_string_value(json_object_get(row, "href")));
	}
	if (why)
		printf("%s: %s\n", json_string_value(json_object_get(answer, "kind")), why);
	json_decref(answer);
}

static void
extract_print(
    struct extractor *x, const struct extract_input *in, struct arena *a, struct buf *json)
{
	buf_clear(json);
	extract(x, in, a, json);
	guard_stage(&guard, GUARD_ANSWERED);
	if (text) {
		print_text(json->text, json->len);
		return;
	}
	buf_addc(json, '\n');
	fwrite(json->text, 1, json->len, stdout);
}

static struct extract_input
input_of(const struct buf *page)
{
	return (struct extract_input){.id = id,
	    .url = url,
	    .kind = kind,
	    .xpath = xpath,
	    .charset = charset,
	    .form = list ? &form : source_form,
	    .bytes = (const unsigned char *)page->text,
	    .n = page->len,
	    .explain = explain};
}

/* The page ended its reader: it is held, with the reason. */
static void
refuse_stdin(const char *why)
{
	struct buf none, json;
	buf_init(&none, 0);
	buf_init(&json, CAP_JSON_LINE);
	struct extract_input in = input_of(&none);
	if (kind && strcmp(kind, "attachment") == 0)
		attachment_refuse(&in, why, &json);
	else
		extract_refuse(&in, why, &json);
	if (text)
		print_text(json.text, json.len);
	else
		printf("%s\n", json.text);
	buf_release(&json);
}

static int
extract_stdin(struct extractor *x)
{
	struct buf page, json;
	struct arena a = {0};
	buf_init(&page, CAP_PAGE);
	buf_init(&json, CAP_JSON_LINE);
	int code = read_input(&page);
	if (code == EXIT_DONE) {
		struct extract_input in = input_of(&page);
		guard_stage(&guard, GUARD_READING);
		extract_print(x, &in, &a, &json);
	}
	buf_release(&page);
	buf_release(&json);
	arena_release(&a);
	return code;
}

/* Every response of the archive, one answer each; damage costs a record and is said. */
static int
extract_warc(struct extractor *x, struct warc_reader *r)
{
	struct arena a = {0};
	struct buf json;
	struct warc_record record;
	struct http_message m;
	struct fail f = {0};
	int code = EXIT_DONE, got;
	buf_init(&json, CAP_JSON_LINE);
	while ((got = warc_next(r, &a, &record, &f)) != 0) {
		if (got < 0) {
			log_warn("%s", fail_text(&f));
			code = EXIT_HELD;
		} else if (record.type && strcmp(record.type, "response") == 0 &&
		           warc_http(&record, &a, &m)) {
			struct extract_input in = {.id = id ? id : record.id,
			    .url = url ? url : record.url,
			    .content_type = m.content_type,
			    .kind = kind,
			    .xpath = xpath,
			    .charset = charset,
			    .form = list ? &form : source_form,
			    .bytes = m.body,
			    .n = m.body_len,
			    .status = m.status,
			    .explain = explain};
			cage_arm((int)cpu_seconds);
			extract_print(x, &in, &a, &json);
		}
		arena_reset(&a);
	}
	buf_release(&json);
	arena_release(&a);
	return code;
}

/* What --source says of its pages. 0 or -1. */
static int
source_read(const char *dir, struct arena *a, struct fail *f)
{
	struct config *c = arena_zalloc(a, 1, sizeof *c);
	if (config_load(dir, CONFIG_SOURCES, a, c, NULL, f) != 0)
		return -1;
	const struct source *s = config_source(c, source);
	if (s == NULL)
		return fail_config(f, dir, "no source is called %s", source);
	xpath = s->xpath;
	if (kind && strcmp(kind, "listing") == 0)
		source_form = &s->listing;
	charset = s->charset;
	return 0;
}

/* Open everything, enter the cage, read. */
static int
read_caged(struct warc_reader *r)
{
	setlocale(LC_CTYPE, "C.UTF-8"); /* libarchive converts member names by it */
	struct converter_limits limits = {.wall_seconds = (int)cpu_seconds + (int)ocr_seconds,
	    .ocr_seconds = (int)ocr_seconds,
	    .memory = (size_t)memory_mb << 20,
	    .weaker_allowed = weaker};
	struct converter *converter = converter_new(&limits);
	struct extractor *x = extractor_new();
	extractor_attach(x, attachment_answer, converter);
	int code = enter_cage();
	if (code == EXIT_DONE)
		code = worker ? worker_run(x, (int)cpu_seconds)
		       : r    ? extract_warc(x, r)
		              : extract_stdin(x);
	extractor_free(x);
	converter_free(converter);
	return code;
}

static int
read_guarded(void)
{
	const char *why;
	int code;
	if (!guard_split(&guard)) {
		log_warn("no process can be started: %s", strerror(errno));
		return EXIT_IO;
	}
	if (guard.pid == 0)
		return read_caged(NULL);
	if (guard_wait(&guard, &code, &why))
		return code;
	refuse_stdin(why);
	return EXIT_DONE;
}

static int
usage_check(void)
{
	if (kind && strcmp(kind, "article") != 0 && strcmp(kind, "listing") != 0 &&
	    strcmp(kind, "attachment") != 0) {
		log_warn("--kind is article, listing or attachment, not %s", kind);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static int
run(const struct invocation *in)
{
	struct arena memory = {0};
	struct fail f = {0};
	struct warc_reader *r = NULL;
	if (usage_check() != EXIT_DONE)
		return EXIT_USAGE;
	if (source && source_read(in->dir, &memory, &f) != 0) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	json_t *described = list ? json_loads(list, 0, NULL) : NULL;
	if (list && !form_read(described, &form)) {
		log_warn("--list is a JSON object, see geppo-extract(1)");
		return EXIT_USAGE;
	}
	if (warc && (r = warc_open(warc, 0, &f)) == NULL) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	if (in->argc > 0 && strcmp(in->argv[0], "-") != 0 &&
	    freopen(in->argv[0], "re", stdin) == NULL) {
		log_warn("%s: cannot be read: %s", in->argv[0], strerror(errno));
		return EXIT_IO;
	}
	int code = worker || r ? read_caged(r) : read_guarded();
	arena_release(&memory);
	json_decref(described);
	if (r)
		warc_close(r);
	return code;
}

#if defined(__SANITIZE_ADDRESS__)
/* The leak check at the end needs a process of its own, which the cage forbids; the unit tests,
 * which run outside it, look for leaks. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

int
main(int argc, char **argv)
{
	static bool json;
	static const struct option_spec options[] = {
	    {"url", OPTION_TEXT, &url, "URL", "the address of the page", 0, 0},
	    {"id", OPTION_TEXT, &id, "ID", "what the answer calls it", 0, 0},
	    {"kind", OPTION_TEXT, &kind, "KIND",
	        "article, listing or attachment, instead of deciding", 0, 0},
	    {"source", OPTION_TEXT, &source, "ID",
	        "read with the XPath overrides and the charset this source has in sources.yaml", 0,
	        0},
	    {"list", OPTION_TEXT, &list, "JSON", "how the list is read, with --kind listing", 0, 0},
	    {"warc", OPTION_TEXT, &warc, "FILE", "read the responses of an archive", 0, 0},
	    {"json", OPTION_FLAG, &json, NULL, "one line of JSON a page (the default)", 0, 0},
	    {"text", OPTION_FLAG, &text, NULL, "title and text, or rows, for reading", 0, 0},
	    {"explain", OPTION_FLAG, &explain, NULL, "say which signal gave each field", 0, 0},
	    {"worker", OPTION_FLAG, &worker, NULL, "converse with geppo-parse", 0, 0},
	    {"cpu-seconds", OPTION_NUMBER, &cpu_seconds, "N", "CPU time for a page (10)", 1, 3600},
	    {"ocr-seconds", OPTION_NUMBER, &ocr_seconds, "N",
	        "read pictures of an attachment with tesseract, for so much CPU time (0: not)", 0,
	        3600},
	    {"memory-mb", OPTION_NUMBER, &memory_mb, "N", "memory beyond the start (448)", 64,
	        65536},
	    {"weaker-cage", OPTION_FLAG, &weaker, NULL,
	        "go on where the kernel has no Landlock or seccomp", 0, 0},
	    {0}};
	static const struct command command = {.name = "extract",
	    .words = "[FILE|-]",
	    .summary = "A page or an attachment, or the pages of an archive, to JSON.",
	    .max_words = 1,
	    .options = options,
	    .run = run};
	if (argc > 1 && strcmp(argv[1], "extract") == 0) {
		argc--;
		argv++;
	}
	return command_run_one("geppo", &command, argc, argv);
}
