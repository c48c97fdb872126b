/* publication.c - what readers are told of translations, and the text cut for mail. */
#include <stdio.h>
#include <string.h>

#include "store/item.h"
#include "store/jobrow.h"

static const char NEWEST[] = "SELECT id FROM job WHERE item = ? ORDER BY id DESC LIMIT 1";
static const char SINCE[] = "SELECT max(at) FROM job_event WHERE job = ?1 AND state IN"
                            " (SELECT value FROM json_each(?2)) AND from_state NOT IN"
                            " (SELECT value FROM json_each(?2))";

static const struct {
	const char *word, *states; /* JSON */
} stands[] = {{"受付", "[\"new\",\"offered\",\"expired\"]"},
    {"翻訳中", "[\"claimed\",\"in_progress\",\"returned\",\"superseded\",\"delivered\",\"checked\","
               "\"in_review\",\"accepted\"]"},
    {"公開", "[\"published\"]"}};

static int
stand_since(struct store *s, const struct queue_job *j, const char *states, struct arena *a,
    const char **at, struct fail *f)
{
	struct query q = query(s, SINCE);
	query_int(&q, j->number);
	query_text(&q, states);
	int rc = query_step(&q, f);
	if (rc != 1)
		return rc;
	const char *since = column_copy(&q, 0, a);
	*at = since ? since : j->made_at;
	query_done(&q);
	return 0;
}

int
store_translation_state(struct store *s, const char *item, const char *now, struct arena *a,
    struct translation_state *out, struct fail *f)
{
	int64_t row, job;
	char quoted[40];
	int rc = item_row(s, item, &row, f);
	if (rc <= 0)
		return rc;
	struct query q = query(s, NEWEST);
	query_int(&q, row);
	rc = query_number(&q, &job, f);
	if (rc <= 0 || job_get(s, job, now, a, &out->job, f) < 0)
		return rc <= 0 ? rc : -1;
	snprintf(quoted, sizeof quoted, "\"%.30s\"", out->job.state);
	for (size_t i = 0; i < sizeof stands / sizeof *stands; i++)
		if (strstr(stands[i].states, quoted)) {
			out->word = stands[i].word;
			return stand_since(s, &out->job, stands[i].states, a, &out->at, f) < 0 ? -1
			                                                                       : 1;
		}
	return 0;
}

/* 第一章 or 第1章 at the head of a paragraph. */
static bool
begins_chapter(const char *line)
{
	size_t n = strcspn(line, "\n");
	const char *chapter = n > 6 ? memmem(line, n < 24 ? n : 24, "章", 3) : NULL;
	return chapter != NULL && strncmp(line, "第", 3) == 0;
}

/* The end of the part that begins at text: the last chapter within `most`, else the last
 * paragraph, else the end of the first. */
static size_t
part_end(const char *text, size_t most)
{
	size_t chapter = 0, paragraph = 0, at = 0;
	while (text[at] != '\0') {
		size_t n = strcspn(text + at, "\n");
		n += text[at + n] == '\n';
		if (at > 0 && begins_chapter(text + at))
			chapter = at;
		if (at + n > most)
			break;
		at += n;
		paragraph = at;
	}
	if (text[at] == '\0')
		return at;
	if (chapter > 0)
		return chapter;
	return paragraph > 0 ? paragraph : strcspn(text, "\n") + 1;
}

size_t
publication_split(const char *text, size_t most, struct arena *a, const char *const **out)
{
	const char **list = NULL;
	size_t n = 0, room = 0;
	while (*text != '\0') {
		size_t end = part_end(text, most), whole = strlen(text);
		if (end > whole)
			end = whole;
		list = arena_grow(a, list, n, n + 1, &room, sizeof *list);
		list[n++] = arena_strn(a, text, end);
		text += end;
	}
	*out = list;
	return n;
}
