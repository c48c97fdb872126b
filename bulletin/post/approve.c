/* approve.c - the faces of every edition, made once and frozen. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/log.h"
#include "bulletin/bulletin.h"
#include "bulletin/post/post.h"

struct freezing {
	const char *dir, *xml;
	struct frozen *list;
	size_t n, room;
	struct arena *a;
};

static int
face_add(struct freezing *z, const char *edition, const char *face, struct fail *f)
{
	struct buf bytes;
	buf_init(&bytes, CAP_ISSUE);
	int rc = issue_face(z->dir, z->xml, face, *edition ? edition : NULL, &bytes, f);
	if (rc == 0) {
		z->list = arena_grow(z->a, z->list, z->n, z->n + 1, &z->room, sizeof *z->list);
		z->list[z->n++] = (struct frozen){.edition = edition,
		    .face = face,
		    .bytes = arena_strn(z->a, bytes.text, bytes.len),
		    .n = bytes.len};
	}
	buf_release(&bytes);
	return rc;
}

static bool
is_asked_for(const struct config *c, const char *edition, const char *format)
{
	for (size_t i = 0; i < c->n_recipients; i++) {
		const struct recipient *r = &c->recipients[i];
		if (strcmp(r->partner ? r->partner : "", edition) != 0)
			continue;
		for (const char *const *w = r->formats; *w; w++)
			if (strcmp(*w, format) == 0)
				return true;
	}
	return false;
}

static int
edition_add(struct freezing *z, const struct config *c, const char *edition, struct fail *f)
{
	static const char *const extras[] = {"pdf", "docx"};
	if (face_add(z, edition, "text", f) < 0 || face_add(z, edition, "mail-html", f) < 0)
		return -1;
	for (size_t i = 0; i < sizeof extras / sizeof *extras; i++)
		if (is_asked_for(c, edition, extras[i]) && face_add(z, edition, extras[i], f) < 0)
			return -1;
	return 0;
}

static int
freeze_all(struct freezing *z, const struct config *c, struct fail *f)
{
	if (edition_add(z, c, "", f) < 0)
		return -1;
	for (size_t i = 0; i < c->n_partners; i++)
		if (edition_add(z, c, c->partners[i].id, f) < 0)
			return -1;
	return 0;
}

/* Does a decision bear on what stands in the draft? */
static bool
bears_on(const struct decision *d, const struct issue *i, struct arena *a)
{
	if (strncmp(d->subject, "issue:", 6) == 0)
		return strcmp(d->subject + 6, i->month) == 0 && strcmp(d->field, "approved") != 0;
	return strncmp(d->subject, "item:", 5) == 0 &&
	       strstr(i->xml, arena_printf(a, "item=\"%s\"", d->subject + 5)) != NULL;
}

/* What was settled after the draft was made is not in it: whoever approves should know. */
static int
tell_newer(struct store *s, const struct issue *i, struct arena *a, struct fail *f)
{
	const struct decision *all;
	size_t n, newer = 0;
	if (store_decisions(s, NULL, a, &all, &n, f) < 0)
		return -1;
	for (size_t k = 0; k < n; k++)
		newer += strcmp(all[k].at, i->made_at) > 0 && bears_on(&all[k], i, a);
	if (newer > 0)
		log_warn("%s: %zu decisions are newer than this draft and not in it (geppo "
		         "bulletin draft %s makes it anew)",
		    i->month, newer, i->month);
	return 0;
}

/* The draft that the editors have read is another one: whoever approves should know that too. */
static int
tell_unproofed(struct store *s, const struct issue *i, struct arena *a, struct fail *f)
{
	const struct letter *proofs;
	const char *ref = arena_printf(a, "proof:%s:%.16s:", i->month, i->digest);
	size_t n;
	bool this_one = false;
	if (store_letters(s, i->month, "proof", a, &proofs, &n, f) < 0)
		return -1;
	for (size_t k = 0; k < n; k++)
		this_one |= strncmp(proofs[k].ref, ref, strlen(ref)) == 0;
	if (n > 0 && !this_one)
		log_warn(
		    "%s: the draft changed since its proof was mailed on %.10s (geppo bulletin "
		    "proof %s mails this one)",
		    i->month, proofs[n - 1].at, i->month);
	return 0;
}

int
issue_approve(struct store *s, const struct config *c, const char *dir, const char *month,
    const char *who, struct fail *f)
{
	struct arena a = {0};
	struct issue issue;
	struct freezing z = {.dir = dir, .a = &a};
	int rc = store_issue(s, month, &a, &issue, f);
	if (rc == 0)
		rc = fail_input(f, month, "there is no issue yet (geppo bulletin draft %s)", month);
	else if (rc == 1 && strcmp(issue.state, "draft") != 0)
		rc = fail_input(f, month, "the issue is %s already", issue.state);
	if (rc == 1) {
		z.xml = issue.xml;
		rc = tell_newer(s, &issue, &a, f) < 0 || tell_unproofed(s, &issue, &a, f) < 0
		         ? -1
		         : freeze_all(&z, c, f);
	}
	if (rc == 0)
		rc = store_approve(s, month, issue.digest, who, z.list, z.n, f);
	arena_release(&a);
	return rc < 0 ? -1 : (int)z.n;
}
