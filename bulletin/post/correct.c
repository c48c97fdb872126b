/* correct.c - corrections: a notice of its own to everyone who got the issue, linked to it,
 * approved and frozen like it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/utf8.h"
#include "bulletin/correction.h"
#include "bulletin/post/desk.h"

const char *
correction_subject(const char *month, int notice, struct arena *a)
{
	return arena_printf(a, "【訂正】中国大気政策月報 %.4s年%d月号(訂正第%d号)", month,
	    (month[5] - '0') * 10 + month[6] - '0', notice);
}

/* One face of the notice, in the arena; NULL on failure. */
static const char *
notice_face(const struct correction *c, const struct approval *issue, const struct config *config,
    const char *dir, const char *face, struct arena *a, struct fail *f)
{
	struct buf out;
	buf_init(&out, CAP_ISSUE);
	const char *xml = correction_xml(c, issue->at, &config->settings, a);
	int rc = correction_face(dir, xml, face, &out, f);
	const char *kept = rc == 0 ? arena_strn(a, out.text, out.len) : NULL;
	buf_release(&out);
	return kept;
}

/* A person's words: UTF-8, no control characters. */
static int
words_read(const char *path, struct buf *words, struct fail *f)
{
	int rc = 0;
	if (strcmp(path, "-") == 0) {
		char chunk[4096];
		size_t got;
		while ((got = fread(chunk, 1, sizeof chunk, stdin)) > 0)
			buf_add(words, chunk, got);
	} else
		rc = file_read(path, words, f);
	if (rc == 0 && (buf_full(words) || !utf8_valid(words->text, words->len)))
		rc = fail_input(f, path, "is no UTF-8, or longer than %d bytes", CAP_FIELD);
	bool any = false;
	for (const char *s = words->text; rc == 0 && s < words->text + words->len; s++) {
		any |= (unsigned char)*s > ' ';
		if (((unsigned char)*s < ' ' && *s != '\n' && *s != '\t') || *s == 0x7f)
			rc = fail_input(f, path, "holds a control character");
	}
	return rc == 0 && !any ? fail_input(f, path, "says nothing") : rc;
}

static int
correction_put(struct desk *d, const char *dir, const char *month, const char *path)
{
	struct buf words;
	struct approval issue;
	int notice = 0;
	buf_init(&words, CAP_FIELD);
	int rc = words_read(path, &words, &d->f);
	if (rc == 0)
		rc = store_approval(d->store, month, 0, &d->a, &issue, &d->f);
	if (rc == 0)
		rc = fail_input(&d->f, month, "the issue was not approved: edit the draft instead");
	if (rc == 1)
		rc = store_correction_put(d->store, month, words.text, &notice, &d->f);
	if (rc == 0) {
		const struct correction c = {month, notice, words.text, NULL, NULL};
		const char *text = notice_face(&c, &issue, &d->config, dir, "text", &d->a, &d->f);
		if (text)
			printf("%s\n%s: correction %d waits for its approval (geppo bulletin "
			       "approve %s --correction --by NAME)\n",
			    text, month, notice, month);
		else
			rc = -1;
	}
	buf_release(&words);
	return rc < 0 ? -1 : 0;
}

int
command_correct(const struct invocation *in)
{
	struct desk d;
	if (!is_month(in))
		return EXIT_USAGE;
	int rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	if (rc == 0)
		rc = correction_put(&d, in->dir, in->argv[0], in->argv[1]);
	return desk_close(&d, rc, EXIT_DONE);
}

int
correction_approve(struct store *s, const struct config *c, const char *dir, const char *month,
    const char *who, int *notice, struct fail *f)
{
	static const char *const names[] = {"text", "mail-html"};
	enum { FACES = sizeof names / sizeof *names };
	struct arena a = {0};
	struct approval issue;
	struct frozen faces[FACES];
	struct correction words = {.month = month};
	int rc = store_correction(s, month, &a, &words.notice, &words.text, f);
	if (rc == 0)
		rc = fail_input(f, month, "no correction waits (geppo bulletin correct)");
	if (rc == 1)
		rc = store_approval(s, month, 0, &a, &issue, f);
	for (size_t k = 0; rc == 1 && k < FACES; k++) {
		const char *bytes = notice_face(&words, &issue, c, dir, names[k], &a, f);
		if (bytes)
			faces[k] = (struct frozen){
			    .edition = "", .face = names[k], .bytes = bytes, .n = strlen(bytes)};
		else
			rc = -1;
	}
	if (rc == 1)
		rc = store_approve_correction(s, month, words.notice, who, faces, FACES, f);
	*notice = words.notice;
	arena_release(&a);
	return rc < 0 ? -1 : FACES;
}
