/* scan.c - see scan.h. A phrase of the index is a run of tokens one after the other, and
 * fold_tokens() writes them so: it is found in that text as it stands. */
#include "store/scan.h"

#include <string.h>

#include "base/caps.h"

static const char TEXTS[] = "SELECT title, doc_number, body FROM version WHERE id = ?";

void
phrases_read(const char *match, struct arena *a, struct phrases *out)
{
	size_t room = 0;
	*out = (struct phrases){0};
	for (const char *at = match; (at = strchr(at, '"')) != NULL;) {
		size_t n = strcspn(at + 1, "\"");
		const char *end = at + 1 + n;
		out->all = arena_grow(a, out->all, out->n, out->n + 1, &room, sizeof *out->all);
		out->all[out->n++] =
		    (struct phrase){.tokens = arena_printf(a, " %.*s", (int)n, at + 1),
		        .prefix = end[0] == '"' && end[1] == '*'};
		at = end + (*end == '"');
	}
}

static bool
holds(const struct buf *tokens, const struct phrase *p)
{
	size_t n = strlen(p->tokens);
	for (const char *at = tokens->text; (at = strstr(at, p->tokens)) != NULL; at += n)
		if (p->prefix || at[n] == ' ' || at[n] == '\0')
			return true;
	return false;
}

int
version_scan(struct store *s, const struct folding *fold, const struct phrases *p, int64_t version,
    struct presence *out, struct fail *f)
{
	struct buf title, body;
	struct query q = query(s, TEXTS);
	query_int(&q, version);
	*out = (struct presence){0};
	int rc = query_step(&q, f);
	if (rc <= 0)
		return rc;
	buf_init(&title, CAP_FIELD);
	buf_init(&body, 4 * CAP_BODY);
	fold_tokens(fold, column_text(&q, 0), &title);
	fold_tokens(fold, column_text(&q, 1) ? column_text(&q, 1) : "", &body);
	fold_tokens(fold, column_text(&q, 2), &body);
	*out = (struct presence){.title = p->n > 0, .text = p->n > 0};
	for (size_t i = 0; i < p->n && out->text; i++) {
		bool in_title = holds(&title, &p->all[i]);
		out->title = out->title && in_title;
		out->text = in_title || holds(&body, &p->all[i]);
	}
	out->title = out->title && out->text;
	buf_release(&title);
	buf_release(&body);
	query_done(&q);
	return 0;
}
