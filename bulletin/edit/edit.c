/* edit.c - see edit.h. */
#include "bulletin/edit/edit.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/child.h"
#include "base/file.h"
#include "base/log.h"
#include "bulletin/choice.h"
#include "bulletin/edit/session.h"

static const char *by_option, *out_option, *in_option;

const struct option_spec edit_options[] = {
    {"out", OPTION_TEXT, &out_option, "FILE", "write the text there, start no editor", 0, 0},
    {"in", OPTION_TEXT, &in_option, "FILE", "take this text back, start no editor", 0, 0},
    {"by", OPTION_TEXT, &by_option, "NAME", "who edits (default: the login name)", 0, 0}, {0}};

static const char *
who_edits(struct arena *a)
{
	if (by_option && *by_option)
		return by_option;
	const struct passwd *pw = getpwuid(getuid());
	return pw ? arena_str(a, pw->pw_name) : arena_printf(a, "uid %u", (unsigned)getuid());
}

static int
give_out(struct session *s, const char *path, struct fail *f)
{
	struct buf text;
	buf_init(&text, CAP_ISSUE);
	int rc = session_give(s, &text, f);
	if (rc == 0)
		rc = file_write(path, text.text, text.len, f);
	buf_release(&text);
	return rc;
}

static void
tell_taken(const struct session *s, size_t n, const struct buf *changes)
{
	if (changes->len > 0)
		printf("changed since the file was opened, and kept\n%s", changes->text);
	if (n > 0)
		printf("%s: %zu changes by %s; the draft is made anew\n", s->month.id, n, s->who);
	else
		printf("%s: nothing was changed\n", s->month.id);
}

/* The exit code; what is wrong with the text goes to standard error, line by line. */
static int
take_back(struct session *s, const char *path, struct fail *f)
{
	struct buf text, changes;
	struct faults faults;
	size_t n = 0;
	buf_init(&text, CAP_ISSUE);
	buf_init(&changes, CAP_ISSUE);
	faults_init(&faults, path);
	int rc = file_read(path, &text, f);
	if (rc == 0)
		rc = session_take(s, text.text, text.len, &faults, &n, &changes, f);
	if (rc == 1)
		tell_taken(s, n, &changes);
	if (rc == 0) {
		fputs(faults.text.text, stderr);
		if (changes.len > 0)
			fprintf(stderr, "changed since the file was opened\n%s", changes.text);
		fprintf(stderr, "%s: %zu faults; nothing was taken\n", path, faults.n);
	}
	faults_release(&faults);
	buf_release(&changes);
	buf_release(&text);
	return rc < 0 ? -1 : rc == 1 ? EXIT_DONE : EXIT_INPUT;
}

static int
run_editor(const char *path, struct fail *f)
{
	const char *editor = getenv("VISUAL");
	if (!editor || !*editor)
		editor = getenv("EDITOR");
	if (!editor || !*editor)
		editor = "vi";
	/* the variables hold a command with its options, as every program has it */
	struct arena a = {0};
	const char *const argv[] = {
	    "/bin/sh", "-c", arena_printf(&a, "%s \"$@\"", editor), editor, path, NULL};
	int code = child_run(argv);
	arena_release(&a);
	if (code == 0)
		return 0;
	return fail_input(f, editor, "the editor ended with %d; nothing was taken", code);
}

/* On a terminal: shall the editor open once more? */
static bool
again(void)
{
	char answer[16];
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	fputs("edit it again? [Y/n] ", stderr);
	return fgets(answer, sizeof answer, stdin) && strchr("nN", *answer) == NULL;
}

static int
edit_here(struct session *s, const char *path, struct fail *f)
{
	int code;
	if (give_out(s, path, f) < 0)
		return -1;
	do {
		if (run_editor(path, f) < 0)
			return -1;
		code = take_back(s, path, f);
	} while (code == EXIT_INPUT && again());
	return code;
}

/* What an editor wrote is never thrown away unless it was taken. */
static int
edit_in_editor(struct session *s, struct fail *f)
{
	const char *tmp = getenv("TMPDIR");
	char *path =
	    arena_printf(&s->a, "%s/geppo-%s-XXXXXX.txt", tmp && *tmp ? tmp : "/tmp", s->month.id);
	int fd = mkstemps(path, (int)strlen(".txt"));
	if (fd < 0)
		return fail_io(f, path, "cannot make a file to edit");
	close(fd);
	int code = edit_here(s, path, f);
	if (code == EXIT_DONE)
		(void)unlink(path);
	else if (access(path, F_OK) == 0)
		fprintf(stderr, "the text is kept: geppo bulletin edit %s --in %s\n", s->month.id,
		    path);
	return code;
}

int
command_edit(const struct invocation *in)
{
	struct session s;
	struct month m;
	struct fail f = {0};
	if (!month_init(&m, in->argv[0], "2000-01-01")) {
		fprintf(stderr, "geppo bulletin: not a month (YYYY-MM): %s\n", in->argv[0]);
		return EXIT_USAGE;
	}
	if (by_option && !choice_who_valid(by_option)) {
		fputs("geppo bulletin edit: --by is no name\n", stderr);
		return EXIT_USAGE;
	}
	if (out_option && in_option) {
		fputs("geppo bulletin edit: --out and --in are two steps\n", stderr);
		return EXIT_USAGE;
	}
	int code = session_open(&s, in->dir, in->argv[0], &f);
	s.who = who_edits(&s.a);
	if (code == 0 && out_option)
		code = give_out(&s, out_option, &f);
	else if (code == 0 && in_option)
		code = take_back(&s, in_option, &f);
	else if (code == 0)
		code = edit_in_editor(&s, &f);
	if (code < 0) {
		log_warn("%s", fail_text(&f));
		code = f.exit;
	}
	session_close(&s);
	return code;
}
