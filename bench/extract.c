/* extract.c - how fast pages are read, beside the least any reader of HTML has to do: decode the
 * charset and let libxml2 call back for every element and text. Same pages, same process, one core.
 * usage: extract PAGE...  (HTML files) */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "parse/extract/charset.h"
#include "parse/extract/extract.h"

enum { ROUNDS = 5 };

static double
seconds_used(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6;
}

static void
count_element(void *n, const xmlChar *name, const xmlChar **attributes)
{
	(void)name;
	(void)attributes;
	++*(size_t *)n;
}

static void
count_text(void *n, const xmlChar *text, int len)
{
	(void)text;
	*(size_t *)n += (size_t)len;
}

static void
read_sax(struct charsets *charsets, const struct buf *page, struct arena *a)
{
	static htmlSAXHandler calls = {.startElement = count_element, .characters = count_text};
	struct decoded d;
	size_t n = 0;
	charset_decode(charsets, (const unsigned char *)page->text, page->len, NULL, NULL, a, &d);
	htmlParserCtxtPtr p =
	    htmlCreatePushParserCtxt(&calls, &n, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	htmlCtxtUseOptions(p,
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
	htmlParseChunk(p, d.text, (int)d.n, 1);
	htmlFreeParserCtxt(p);
}

int
main(int argc, char **argv)
{
	struct extractor *x = extractor_new();
	struct charsets *charsets = charsets_new();
	struct buf *pages = calloc((size_t)argc, sizeof *pages), json;
	struct arena a = {0};
	struct fail f;
	size_t bytes = 0;
	buf_init(&json, CAP_JSON_LINE);
	for (int i = 1; i < argc; i++) {
		buf_init(&pages[i], CAP_PAGE);
		if (file_read(argv[i], &pages[i], &f) != 0) {
			fprintf(stderr, "%s\n", fail_text(&f));
			return f.exit;
		}
		bytes += pages[i].len;
	}
	double start = seconds_used();
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 1; i < argc; i++) {
			read_sax(charsets, &pages[i], &a);
			arena_reset(&a);
		}
	double sax = seconds_used() - start;
	start = seconds_used();
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 1; i < argc; i++) {
			struct extract_input in = {
			    .bytes = (const unsigned char *)pages[i].text, .n = pages[i].len};
			extract(x, &in, &a, &json);
			buf_clear(&json);
			arena_reset(&a);
		}
	double all = seconds_used() - start, mb = (double)bytes * ROUNDS / 1e6;
	printf(
	    "%d pages, %.1f MB\ndecode + SAX  %6.1f MB/s\ngeppo extract %6.1f MB/s  %6.0f pages/s\n"
	    "ratio         %6.2f\n",
	    argc - 1, (double)bytes / 1e6, mb / sax, mb / all, (argc - 1) * ROUNDS / all,
	    sax / all);
	return 0;
}
