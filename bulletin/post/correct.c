/* correct.c - corrections: a notice of its own to everyone who got the issue, linked to it,
 * approved and frozen like it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/utf8.h"
#include "bulletin/post/desk.h"
#include "bulletin/wrap.h"

/* 2026年6月号 */
static const char *
month_words(const char *month, struct arena *a)
{
	return arena_printf(a, "%.4s年%d月号", month, (month[5] - '0') * 10 + month[6] - '0');
}

const char *
correction_subject(const char *month, int notice, struct arena *a)
{
	return arena_printf(
	    a, "【訂正】中国大気政策月報 %s(訂正第%d号)", month_words(month, a), notice);
}

/* The notice as readers get it. */
static const char *
correction_text(const struct config *c, const char *month, int notice, const char *words,
    const char *approved, struct arena *a)
{
	const struct settings *set = &c->settings;
	struct buf b, rows;
	buf_init(&b, CAP_FIELD * 4);
	buf_init(&rows, CAP_FIELD * 8);
	buf_addf(&b, "%s\n\n", correction_subject(month, notice, a));
	buf_addf(&b,
	    "お送りした中国大気政策月報 %s(%.10s承認)に、次のとおり訂正があります。\n\n%s%s\n",
	    month_words(month, a), approved, words, words[strlen(words) - 1] == '\n' ? "" : "\n");
	buf_addf(&b, "この訂正は、%sをお送りしたすべての方へお送りしています。\n\n%s\n%s\n",
	    month_words(month, a), set->publisher, set->contact_mail);
	if (set->contact_phone)
		buf_addf(&b, "%s\n", set->contact_phone);
	wrap_text(b.text, WRAP_COLUMNS, &rows);
	const char *text = arena_strn(a, rows.text, rows.len);
	buf_release(&rows);
	buf_release(&b);
	return text;
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
correction_put(struct desk *d, const char *month, const char *path)
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
	if (rc == 0)
		printf("%s\n%s: correction %d waits for its approval (geppo bulletin approve %s "
		       "--correction --by NAME)\n",
		    correction_text(&d->config, month, notice, words.text, issue.at, &d->a), month,
		    notice, month);
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
		rc = correction_put(&d, in->argv[0], in->argv[1]);
	return desk_close(&d, rc, EXIT_DONE);
}

int
correction_approve(struct store *s, const struct config *c, const char *month, const char *who,
    int *notice, struct fail *f)
{
	struct arena a = {0};
	struct approval issue;
	const char *words;
	int rc = store_correction(s, month, &a, notice, &words, f);
	if (rc == 0)
		rc = fail_input(f, month, "no correction waits (geppo bulletin correct)");
	if (rc == 1)
		rc = store_approval(s, month, 0, &a, &issue, f);
	if (rc == 1) {
		const char *text = correction_text(c, month, *notice, words, issue.at, &a);
		const struct frozen face = {
		    .edition = "", .face = "text", .bytes = text, .n = strlen(text)};
		rc = store_approve_correction(s, month, *notice, who, &face, f);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}
