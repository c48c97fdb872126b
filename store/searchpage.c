/* searchpage.c - geppo search. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/date.h"
#include "base/log.h"
#include "store/commands.h"

static const char *region, *measure, *doc_type, *level, *from, *to, *air;
static bool json;
static long most = 20;

static const struct option_spec options[] = {
    {"region", OPTION_TEXT, &region, "CODE",
        "of this place or below it (GB/T 2260, jjj, yrd, fwp, prd)", 0, 0},
    {"measure", OPTION_TEXT, &measure, "ID", "with this measure (measures.yaml)", 0, 0},
    {"type", OPTION_TEXT, &doc_type, "ID", "of this document type (doctypes.yaml)", 0, 0},
    {"level", OPTION_TEXT, &level, "NAME", "central, region, province, city or county", 0, 0},
    {"from", OPTION_TEXT, &from, "DATE", "not before (YYYY, YYYY-MM, YYYY-MM-DD)", 0, 0},
    {"to", OPTION_TEXT, &to, "DATE", "not after", 0, 0},
    {"air", OPTION_TEXT, &air, "WORD", "yes, borderline (with yes) or no", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "as JSON", 0, 0},
    {"max", OPTION_NUMBER, &most, "N", "at most so many (default 20)", 1, 10000}, {0}};

static json_t *
text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static void
print_json(const struct hit *hits, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++) {
		json_t *o = json_object();
		json_object_set_new(o, "item", json_string(hits[i].item));
		json_object_set_new(o, "title", text_or_null(hits[i].title));
		json_object_set_new(o, "title_ja", text_or_null(hits[i].title_ja));
		json_object_set_new(o, "date", text_or_null(hits[i].date));
		json_object_set_new(o, "issuer", text_or_null(hits[i].issuer));
		json_object_set_new(o, "snippet", text_or_null(hits[i].snippet));
		json_object_set_new(o, "attachment",
		    hits[i].attachment ? json_integer(hits[i].attachment) : json_null());
		json_object_set_new(o, "score", json_real(hits[i].score));
		json_array_append_new(list, o);
	}
	json_dumpf(list, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
	putchar('\n');
	json_decref(list);
}

static void
print_text(const struct hit *hits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		printf("%s  %s  %s\n", hits[i].item, hits[i].date ? hits[i].date : "-",
		    hits[i].issuer ? hits[i].issuer : "-");
		printf("    %s\n", hits[i].title);
		if (hits[i].title_ja)
			printf("    %s\n", hits[i].title_ja);
		if (hits[i].attachment)
			printf("    attachment %d, %s: %s\n", hits[i].attachment,
			    hits[i].attachment_name, hits[i].snippet);
		else if (*hits[i].snippet)
			printf("    %s\n", hits[i].snippet);
	}
	if (n == 0)
		puts("nothing found");
}

/* What is not shown, or why nothing is, beside the answer. */
static void
say_more(const struct search_answer *answer)
{
	if (answer->more)
		log_info(
		    "%zu of more than %zu items shown; further words or filters narrow it down",
		    answer->n, answer->found);
	else if (answer->found > answer->n)
		log_info("%zu of %zu items shown; --max shows more", answer->n, answer->found);
	if (answer->unknown)
		log_info("no item at all has the label \"%s\"", answer->unknown);
}

static int
check_dates(struct fail *f)
{
	const char *const dates[] = {from, to};
	for (int i = 0; i < 2; i++) {
		struct date d;
		if (dates[i] && !date_parse(dates[i], &d)) {
			fail_input(f, dates[i], "no date; allowed: YYYY, YYYY-MM, YYYY-MM-DD");
			f->exit = EXIT_USAGE;
			return -1;
		}
	}
	return 0;
}

/* The words as typed, one query. */
static void
join_words(const struct invocation *in, struct buf *out)
{
	for (int i = 0; i < in->argc; i++) {
		buf_adds(out, i > 0 ? " " : "");
		buf_adds(out, in->argv[i]);
	}
}

static int
search(const struct invocation *in)
{
	struct arena a = {0};
	struct config config;
	struct fail f = {0};
	struct search_answer answer;
	struct buf text;
	struct store *s = NULL;
	buf_init(&text, CAP_FIELD);
	join_words(in, &text);
	struct search_query q = {.text = text.text,
	    .region = region,
	    .measure = measure,
	    .doc_type = doc_type,
	    .level = level,
	    .air = air,
	    .date_from = from,
	    .date_to = to,
	    .max = (size_t)most};
	int rc = buf_full(&text)
	             ? fail_input(&f, NULL, "the query is longer than %d bytes", CAP_MESSAGE)
	             : check_dates(&f);
	if (rc == 0)
		rc = config_load_few(in->dir, region ? CONFIG_REGIONS : 0, &a, &config, NULL, &f);
	if (rc == 0)
		s = store_open(in->dir, STORE_READ, &f);
	rc = s ? store_search(s, &config, &q, &a, &answer, &f) : -1;
	if (rc == 0) {
		(json ? print_json : print_text)(answer.hits, answer.n);
		say_more(&answer);
	}
	store_close(s);
	buf_release(&text);
	arena_release(&a);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

const struct command search_command = {.name = "",
    .words = "WORD...",
    .summary = "Find items by words of title and text; all words must be there. Simplified,\n"
               "traditional and Japanese forms of a character are one.",
    .options = options,
    .min_words = 1,
    .max_words = -1,
    .run = search};
