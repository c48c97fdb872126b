/* checksearch.c - see check.h. The index keeps no text, but how many words each place has and where
 * they stand: both are compared with what the text gives now. */
#include "store/check.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "store/document.h"
#include "store/item.h"
#include "store/search.h"

enum {
	PHRASE = 8,  /* words that must stand together */
	COLUMNS = 2, /* of an index, at most */
};

static const char STATE[] = "SELECT fold FROM search_state";
static const char VERSIONS[] = "SELECT count(*) FROM version";
static const char SAMPLE[] =
    "SELECT v.id, d.id, d.name, s.sz, t.sz FROM version v JOIN document d ON d.id = v.document"
    " AND d.version = v.number JOIN search_docsize s ON s.id = v.id"
    " LEFT JOIN search_title_docsize t ON t.id = v.id"
    " WHERE d.state = 'stored' AND (v.id - 1) % ?1 = 0";
static const char ITEM_COUNT[] = "SELECT count(*) FROM item";
static const char ITEM_SAMPLE[] = "SELECT id, name FROM item WHERE (id - 1) % ?1 = 0"
                                  " AND representative IS NOT NULL";
static const char IN_TITLES[] =
    "SELECT rowid FROM search_title WHERE search_title MATCH ?1 AND rowid = ?2";
static const char IN_TEXTS[] = "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid = ?2";
static const char IN_JAPANESE[] = "SELECT title, summary FROM search_ja WHERE rowid = ?";
static const char LET_CHECK[] = "PRAGMA query_only=OFF";
static const struct {
	const char *of, *sql;
} whole[] = {{"texts", "INSERT INTO search (search) VALUES ('integrity-check')"},
    {"titles", "INSERT INTO search_title (search_title) VALUES ('integrity-check')"},
    {"attachments", "INSERT INTO search_attachment (search_attachment) VALUES ('integrity-check')"},
    {"Japanese words", "INSERT INTO search_ja (search_ja) VALUES ('integrity-check')"}};

/* The index's own check is written as an insertion, and changes nothing. */
static int
check_whole(struct store *s, struct check_result *r, struct fail *f)
{
	if (db_script(s, LET_CHECK, f) < 0)
		return -1;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		struct query q = query(s, whole[i].sql);
		struct fail why = {0};
		char text[512];
		if (query_run(&q, &why) >= 0)
			continue;
		snprintf(text, sizeof text, "the index of %s is damaged: %s", whole[i].of,
		    fail_text(&why));
		check_fault_found(r, "search", text);
	}
	return 0;
}

static size_t
words_in(const char *tokens)
{
	size_t n = 0;
	for (; *tokens; tokens++)
		n += *tokens == ' ';
	return n;
}

/* The numbers of words of each column, as SQLite's variable-length integers. */
static void
sizes_read(const unsigned char *at, size_t n, uint64_t out[COLUMNS])
{
	memset(out, 0, COLUMNS * sizeof *out);
	for (size_t i = 0, column = 0; i < n && column < COLUMNS; i++) {
		out[column] = out[column] << 7 | (at[i] & 0x7f);
		column += (at[i] & 0x80) == 0;
	}
}

/* PHRASE words from a place on, as an expression. */
static const char *
phrase_at(const char *tokens, size_t from, struct arena *a)
{
	while (from > 0 && tokens[from] != ' ')
		from--;
	const char *end = tokens + from;
	for (int i = 0; i <= PHRASE && *end; i++)
		end += strcspn(end + 1, " ") + 1;
	const char *words = arena_strn(a, tokens + from, (size_t)(end - tokens) - from);
	return words_in(words) > 0 ? arena_printf(a, "\"%s\"", words + 1) : NULL;
}

static int
is_found(struct store *s, const char *sql, const char *phrase, int64_t row, struct fail *f)
{
	int64_t found;
	struct query q = query(s, sql);
	query_text(&q, phrase);
	query_int(&q, row);
	return query_number(&q, &found, f);
}

/* 1: words at the beginning, in the middle and at the end are found where they are. */
static int
text_is_found(struct store *s, const char *sql, const char *tokens, int64_t row, struct arena *a,
    struct fail *f)
{
	size_t n = strlen(tokens), tail = n > 40 ? n - 40 : 0;
	const size_t places[] = {0, n / 2, tail};
	int rc = 1;
	for (size_t i = 0; rc == 1 && i < sizeof places / sizeof *places; i++) {
		const char *phrase = phrase_at(tokens, places[i], a);
		rc = phrase ? is_found(s, sql, phrase, row, f) : 1;
	}
	return rc;
}

struct sampled {
	int64_t version, document;
	const char *name;
	uint64_t words[COLUMNS], title_words[COLUMNS]; /* that the indexes count */
	bool titled;
};

static int
check_version(struct store *s, const struct folding *fold, const struct sampled *x,
    struct check_result *r, struct arena *a, struct fail *f)
{
	struct document d;
	struct buf title, body;
	if (document_get(s, x->document, a, &d, f) < 0)
		return -1;
	buf_init(&title, CAP_FIELD);
	buf_init(&body, 4 * CAP_BODY);
	search_tokens(fold, &d, &title, &body);
	int rc = text_is_found(s, IN_TITLES, title.text, x->version, a, f);
	if (rc == 1)
		rc = text_is_found(s, IN_TEXTS, body.text, x->version, a, f);
	bool counted = x->titled && x->words[0] == words_in(title.text) &&
	               x->words[1] == words_in(body.text) &&
	               x->title_words[0] == words_in(title.text);
	buf_release(&title);
	buf_release(&body);
	if (rc == 0 || (rc == 1 && x->titled && !counted))
		check_fault_found(r, "search",
		    arena_printf(a, "%s: the index is not what its text says", x->name));
	return rc < 0 ? -1 : 0;
}

static int
step_of(struct store *s, const char *sql, bool all, int64_t *step, struct fail *f)
{
	int64_t n;
	struct query q = query(s, sql);
	if (query_number(&q, &n, f) < 0)
		return -1;
	*step = check_step(n, all);
	return 0;
}

static int
check_texts(
    struct store *s, const struct folding *fold, bool all, struct check_result *r, struct fail *f)
{
	struct arena a = {0};
	int64_t step = 1;
	int rc = step_of(s, VERSIONS, all, &step, f);
	struct query q = query(s, SAMPLE);
	query_int(&q, step);
	while (rc >= 0 && (rc = query_step(&q, f)) == 1) {
		size_t n;
		arena_reset(&a);
		struct sampled x = {.version = column_int(&q, 0),
		    .document = column_int(&q, 1),
		    .name = column_copy(&q, 2, &a)};
		const void *sizes = column_blob(&q, 3, &n);
		sizes_read(sizes, n, x.words);
		sizes = column_blob(&q, 4, &n);
		x.titled = sizes != NULL;
		sizes_read(sizes, n, x.title_words);
		if (check_version(s, fold, &x, r, &a, f) < 0)
			rc = -1;
	}
	query_done(&q);
	arena_release(&a);
	return rc;
}

/* The words in Japanese are kept in the index as they were put in. */
static int
check_japanese(struct store *s, const struct folding *fold, int64_t item, bool *same,
    struct arena *a, struct fail *f)
{
	struct buf title, text;
	buf_init(&title, CAP_FIELD);
	buf_init(&text, 4 * CAP_BODY);
	int wanted = search_tokens_ja(s, fold, item, &title, &text, a, f), rc = -1;
	if (wanted >= 0) {
		struct query q = query(s, IN_JAPANESE);
		query_int(&q, item);
		rc = query_step(&q, f);
		*same =
		    rc == wanted && (rc == 0 || (strcmp(column_text(&q, 0), title.text) == 0 &&
		                                    strcmp(column_text(&q, 1), text.text) == 0));
		query_done(&q);
	}
	buf_release(&title);
	buf_release(&text);
	return rc < 0 ? -1 : 0;
}

static int
check_items(
    struct store *s, const struct folding *fold, bool all, struct check_result *r, struct fail *f)
{
	struct arena a = {0};
	int64_t step = 1;
	bool same;
	int rc = step_of(s, ITEM_COUNT, all, &step, f);
	struct query q = query(s, ITEM_SAMPLE);
	query_int(&q, step);
	while (rc >= 0 && (rc = query_step(&q, f)) == 1) {
		arena_reset(&a);
		const char *name = column_copy(&q, 1, &a);
		if (check_japanese(s, fold, column_int(&q, 0), &same, &a, f) < 0)
			rc = -1;
		else if (!same)
			check_fault_found(r, "search",
			    arena_printf(
			        &a, "%s: its words in Japanese are not in the index", name));
	}
	query_done(&q);
	arena_release(&a);
	return rc;
}

int
check_search(struct store *s, bool all, struct check_result *r, struct fail *f)
{
	size_t before = r->faults;
	const struct folding *fold = store_fold(s, f);
	if (fold == NULL || check_whole(s, r, f) < 0)
		return -1;
	if (r->faults > before) /* nothing can be looked for in it */
		return 0;
	char digest[65];
	folding_digest(fold, digest);
	struct query q = query(s, STATE);
	int rc = query_step(&q, f);
	/* Of another table of variants: the next pass makes it anew, and nothing fits until then.
	 */
	bool current = rc == 1 && strcmp(column_text(&q, 0), digest) == 0;
	query_done(&q);
	if (rc < 0 || !current)
		return rc < 0 ? -1 : 0;
	return check_texts(s, fold, all, r, f) < 0 ? -1 : check_items(s, fold, all, r, f);
}
