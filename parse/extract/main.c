/* main.c - geppo-extract: one page on standard input, the records of an archive, or a conversation
 * with geppo-parse (--worker). */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/caps.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/log.h"
#include "parse/extract/extract.h"
#include "parse/extract/worker.h"

static const char *url, *id, *kind;
static bool explain, worker;

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

static int
extract_stdin(struct extractor *x)
{
	struct buf page, json;
	struct arena a = {0};
	buf_init(&page, CAP_PAGE);
	buf_init(&json, CAP_JSON_LINE);
	int code = read_input(&page);
	if (code == EXIT_DONE) {
		struct extract_input in = {.id = id,
		    .url = url,
		    .kind = kind,
		    .bytes = (const unsigned char *)page.text,
		    .n = page.len,
		    .explain = explain};
		extract(x, &in, &a, &json);
		buf_addc(&json, '\n');
		if (buf_full(&json)) {
			log_warn("the answer is longer than the %d bytes allowed", CAP_JSON_LINE);
			code = EXIT_INPUT;
		} else
			fwrite(json.text, 1, json.len, stdout);
	}
	buf_release(&page);
	buf_release(&json);
	arena_release(&a);
	return code;
}

static int
run(const struct invocation *in)
{
	(void)in;
	struct extractor *x = extractor_new();
	int code = worker ? worker_run(x) : extract_stdin(x);
	extractor_free(x);
	return code;
}

static const struct option_spec options[] = {
    {"url", OPTION_TEXT, &url, "URL", "the address of the page", 0, 0},
    {"id", OPTION_TEXT, &id, "ID", "what the answer calls it", 0, 0},
    {"kind", OPTION_TEXT, &kind, "KIND", "article or listing instead of deciding", 0, 0},
    {"worker", OPTION_FLAG, &worker, NULL, "converse with geppo-parse", 0, 0},
    {"explain", OPTION_FLAG, &explain, NULL, "say which signal gave each field", 0, 0}, {0}};

int
main(int argc, char **argv)
{
	static const struct command command = {.name = "extract",
	    .summary = "A page on standard input to one line of JSON.",
	    .options = options,
	    .run = run};
	if (argc > 1 && strcmp(argv[1], "extract") == 0) {
		argc--;
		argv++;
	}
	return command_run_one("geppo", &command, argc, argv);
}
