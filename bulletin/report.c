/* report.c - see report.h. */
#include "bulletin/report.h"

#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/utf8.h"

enum { SHORTEST = 5, SUBJECT_SHORTEST = 10, MARK = 3 /* bytes of 《 and 》 */ };

struct name {
	const char *at;
	size_t n;
};

/* The next name in 《》 at or after *from, nested ones within it; false when there is none. */
static bool
name_next(const char *title, size_t *from, struct name *name)
{
	const char *open = strstr(title + *from, "《");
	if (open == NULL)
		return false;
	int depth = 1;
	const char *s = open + MARK;
	for (; *s && depth > 0; s++) {
		depth += strncmp(s, "《", MARK) == 0;
		depth -= strncmp(s, "》", MARK) == 0;
	}
	if (depth > 0)
		return false;
	s--; /* on the closing mark */
	*name = (struct name){open + MARK, (size_t)(s - open) - MARK};
	*from = (size_t)(s - title) + MARK;
	return true;
}

static void
fold(struct name name, struct buf *b)
{
	static const char ignored[] = "“”‘’\"'「」『』";
	buf_clear(b);
	for (size_t i = 0, len; i < name.n; i += len) {
		int cp = utf8_fold_width(utf8_decode(name.at + i, name.n - i, &len));
		char bytes[5] = "";
		bytes[utf8_encode((unsigned)cp, bytes)] = '\0';
		if (!utf8_is_space(cp) && strstr(ignored, bytes) == NULL)
			buf_adds(b, bytes);
	}
}

static bool
same(const struct buf *name, const char *text, size_t n)
{
	struct buf other;
	buf_init(&other, CAP_TITLE);
	fold((struct name){text, n}, &other);
	bool equal = !buf_full(&other) && strcmp(name->text, other.text) == 0;
	buf_release(&other);
	return equal;
}

static bool
names(const char *document, const struct buf *name)
{
	if (same(name, document, strlen(document)))
		return true;
	struct name own;
	for (size_t from = 0; name_next(document, &from, &own);)
		if (same(name, own.at, own.n))
			return true;
	return false;
}

/* What a paper without a name in 《》 is on: between 关于 and the last 的, its verb of two
 * characters left out: 关于开展2026年新能源汽车下乡活动的通知. False when it has no such form. */
static bool
subject(const char *document, struct name *name)
{
	const char *about = strstr(document, "关于"), *last = NULL;
	if (about == NULL)
		return false;
	const char *from = about + strlen("关于开展");
	for (const char *s = about; (s = strstr(s, "的")) != NULL; s += MARK)
		last = s;
	if (last == NULL || last <= from || !utf8_valid(from, (size_t)(last - from)))
		return false;
	*name = (struct name){from, (size_t)(last - from)};
	return true;
}

static bool
tells_subject(const char *news, const char *document)
{
	struct buf on, told;
	struct name name;
	if (!subject(document, &name))
		return false;
	buf_init(&on, CAP_TITLE);
	buf_init(&told, CAP_TITLE);
	fold(name, &on);
	fold((struct name){news, strlen(news)}, &told);
	bool found = !buf_full(&on) && utf8_count(on.text) >= SUBJECT_SHORTEST &&
	             strstr(told.text, on.text) != NULL;
	buf_release(&on);
	buf_release(&told);
	return found;
}

bool
title_reports(const char *news, const char *document)
{
	struct buf folded;
	struct name name;
	bool found = false;
	buf_init(&folded, CAP_TITLE);
	for (size_t from = 0; !found && name_next(news, &from, &name);) {
		fold(name, &folded);
		found = !buf_full(&folded) && utf8_count(folded.text) >= SHORTEST &&
		        names(document, &folded);
	}
	buf_release(&folded);
	return found || tells_subject(news, document);
}
