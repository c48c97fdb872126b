/* command_deliver.c - `geppo translate check`, `deliver` and `inbox`. */
#include "translate/commands.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "translate/questions.h"
#include "translate/take.h"

static const char *by, *job, *waive;
static bool json, partial, revise;
static long settle = 5;

#define JOB                                                                                        \
	{                                                                                          \
		"job", OPTION_TEXT, &job, "JOB", "whose file it is, where the file does not say",  \
		    0, 0                                                                           \
	}
#define WAIVE                                                                                      \
	{                                                                                          \
		"waive", OPTION_TEXT, &waive, "ID:REASON",                                         \
		    "a finding that is none; several with ; between", 0, 0                         \
	}
#define PARTIAL                                                                                    \
	{                                                                                          \
		"partial", OPTION_FLAG, &partial, NULL, "a part: what is empty is no error", 0, 0  \
	}
#define JSON                                                                                       \
	{                                                                                          \
		"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0                          \
	}

const struct option_spec check_options[] = {JOB, WAIVE, PARTIAL, JSON, {0}};
const struct option_spec deliver_options[] = {
    {"by", OPTION_TEXT, &by, "NAME", "who gives it back (default: $USER)", 0, 0}, JOB, WAIVE,
    PARTIAL,
    {"revise", OPTION_FLAG, &revise, NULL, "the reviewer's changes, not the translator's text", 0,
        0},
    JSON, {0}};
const struct option_spec inbox_options[] = {
    {"settle", OPTION_NUMBER, &settle, "SECONDS",
        "leave files alone that changed since (default: 5)", 0, 3600},
    JSON, {0}};

static void
told(const struct taking *t, bool delivered, struct arena *a)
{
	struct buf b;
	if (json) {
		json_t *o = taking_json(t, a);
		if (delivered && o) {
			json_object_set_new(o, "taken", json_integer((json_int_t)t->done.taken));
			json_object_set_new(o, "kept", json_integer((json_int_t)t->done.kept));
			json_object_set_new(o, "again", json_boolean(t->done.again));
			json_object_set_new(o, "late", json_boolean(t->done.late));
			json_object_set_new(
			    o, "new_questions", json_integer((json_int_t)t->new_questions));
			if (t->done.state)
				json_object_set_new(o, "state", json_string(t->done.state));
		}
		json_print(o);
		return;
	}
	buf_init(&b, CAP_BODY);
	taking_report(t, delivered, &b, a);
	fwrite(b.text, 1, b.len, stdout);
	buf_release(&b);
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static int
take_file(const struct invocation *in, const char *path, const char *said, bool deliver,
    struct arena *a, struct fail *f)
{
	struct config c;
	struct taking t = {.dir = in->dir,
	    .name = base_name(path),
	    .who = deliver ? command_person(by) : "-",
	    .now = command_now(a),
	    .job = said,
	    .waive = waive,
	    .partial = partial,
	    .reviewer = revise};
	if (t.who == NULL)
		return fail_input(f, NULL, "nothing was done");
	buf_init(&t.bytes, CAP_DELIVERY);
	struct store *s = NULL;
	int rc = file_read(path, &t.bytes, f);
	if (rc < 0)
		f->exit = EXIT_INPUT;
	if (rc == 0)
		rc = config_load(in->dir, CONFIG_SETTINGS, a, &c, NULL, f);
	if (rc == 0)
		s = store_open(in->dir, STORE_WRITE, f);
	rc = s ? taking_judge(&t, s, &c, a, f) : -1;
	if (rc == 0 && deliver)
		rc = taking_commit(&t, s, a, f);
	if (rc == 0 && deliver)
		rc = questions_mail(s, &c, &t, a, f);
	if (rc == 0)
		told(&t, deliver, a);
	store_close(s);
	buf_release(&t.bytes);
	return rc < 0 ? -1 : t.refused || t.errors ? 1 : 0;
}

static int
take_command(const struct invocation *in, bool deliver)
{
	struct arena a = {0};
	struct fail f = {0};
	const char *said = in->argc > 1 ? in->argv[0] : job;
	int rc = take_file(in, in->argv[in->argc - 1], said, deliver, &a, &f);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : rc == 1 ? EXIT_INPUT : EXIT_DONE;
}

int
run_check(const struct invocation *in)
{
	return take_command(in, false);
}

int
run_deliver(const struct invocation *in)
{
	return take_command(in, true);
}

/* ---- the folder -------------------------------------------------------------------------------
 */

struct box {
	const char *root, *data;
	int from;  /* DIR/inbox */
	int check; /* DIR/check */
	const struct config *config;
	struct store *store;
	size_t taken, refused, waiting, checked;
};

/* Only whole, plain files that nobody is still writing. The bytes, or false. */
static bool
drop_read(int folder, const char *name, struct buf *bytes)
{
	struct stat st;
	char chunk[65536];
	ssize_t got = 0;
	if (name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
	    (strlen(name) > 5 && strcmp(name + strlen(name) - 5, ".part") == 0))
		return false;
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	bool fit = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	           st.st_size <= CAP_DELIVERY && st.st_mtime + settle <= time(NULL);
	while (fit && (got = read(fd, chunk, sizeof chunk)) > 0)
		buf_add(bytes, chunk, (size_t)got);
	if (fd >= 0)
		close(fd);
	return fit && got == 0 && !buf_full(bytes);
}

/* As Notepad on any Windows shows it: with a mark of UTF-8, lines ended by CR LF. */
static int
report_write(
    const struct taking *t, bool delivered, const char *path, struct arena *a, struct fail *f)
{
	struct buf b, out;
	buf_init(&b, CAP_BODY);
	buf_init(&out, 2 * CAP_BODY);
	taking_report(t, delivered, &b, a);
	buf_adds(&out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < b.len; i++) {
		if (b.text[i] == '\n')
			buf_addc(&out, '\r');
		buf_addc(&out, b.text[i]);
	}
	int rc = file_write(path, out.text, out.len, f);
	buf_release(&b);
	buf_release(&out);
	return rc;
}

/* The answer under a name of ours; the given one is only told inside. */
static int
drop_answer(struct box *box, const struct taking *t, struct arena *a, struct fail *f)
{
	return report_write(t, true,
	    arena_printf(a, "%s/outbox/%s-%.12s.report.txt", box->root,
	        t->known ? t->work.job.id : "unknown", t->digest),
	    a, f);
}

static const char REPORT[] = ".report.txt";

static bool
is_report(const char *name)
{
	size_t n = strlen(name), tail = sizeof REPORT - 1;
	return n > tail && strcmp(name + n - tail, REPORT) == 0;
}

/* A report younger than its file says all there is to say. */
static bool
is_checked(struct box *box, const char *name, const char *report)
{
	struct stat file, said;
	return fstatat(box->check, name, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(box->check, report, &said, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(said.st_mode) && said.st_mtime >= file.st_mtime;
}

/* Check a file where it lies; the report stands beside it under its name, or, where that would be
 * too long a name, under its hash. */
static int
drop_check(struct box *box, const char *name, struct arena *a, struct fail *f)
{
	struct taking t = {.dir = box->data, .name = name, .who = "-", .now = command_now(a)};
	const char *report = arena_printf(a, "%s%s", name, REPORT);
	bool fits = strlen(report) <= 255;
	if (is_report(name) || (fits && is_checked(box, name, report)))
		return 0;
	buf_init(&t.bytes, CAP_DELIVERY);
	int rc = 0;
	if (!drop_read(box->check, name, &t.bytes))
		box->waiting++;
	else if ((rc = taking_judge(&t, box->store, box->config, a, f)) == 0) {
		if (!fits)
			report = arena_printf(a, "%.12s%s", t.digest, REPORT);
		if (fits || !is_checked(box, name, report)) {
			rc = report_write(
			    &t, false, arena_printf(a, "%s/check/%s", box->root, report), a, f);
			box->checked++;
		}
	}
	buf_release(&t.bytes);
	return rc;
}

static int
check_pass(struct box *box, struct fail *f)
{
	struct arena a = {0};
	struct dirent *e;
	int rc = 0;
	DIR *d = fdopendir(dup(box->check));
	if (d == NULL)
		return fail_io(f, box->root, "cannot read the folder check");
	while (rc == 0 && (e = readdir(d)) != NULL) {
		if (e->d_name[0] != '.')
			rc = drop_check(box, e->d_name, &a, f);
		arena_reset(&a);
	}
	closedir(d);
	arena_release(&a);
	return rc;
}

/* The holder's own, or the last translator's. */
static const char *
drop_person(const struct taking *t)
{
	const struct queue_job *j = &t->work.job;
	return !t->known ? "inbox" : j->holder ? j->holder : j->translator ? j->translator : NULL;
}

static int
drop_take(struct box *box, const char *name, struct buf *bytes, struct arena *a, struct fail *f)
{
	struct taking t = {.dir = box->data, .name = name, .now = command_now(a), .bytes = *bytes};
	if (taking_judge(&t, box->store, box->config, a, f) < 0)
		return -1;
	t.who = drop_person(&t);
	if (t.who == NULL) {
		t.who = "inbox";
		t.refused = "この案件はまだ誰も引き受けていません(先に claim してください)";
	}
	if (taking_commit(&t, box->store, a, f) < 0) {
		if (f->exit != EXIT_INPUT && f->exit != EXIT_AGAIN)
			return -1;
		t.refused = arena_printf(a, "今は受け取れません: %s", f->why);
	}
	if (questions_mail(box->store, box->config, &t, a, f) < 0 || drop_answer(box, &t, a, f) < 0)
		return -1;
	*(t.refused || t.errors ? &box->refused : &box->taken) += 1;
	/* The bytes lie under deliveries/ and the report is out: the drop has done its work. */
	if (unlinkat(box->from, name, 0) < 0)
		return fail_io(f, name, "cannot be removed from the inbox");
	return 0;
}

static int
box_pass(struct box *box, struct fail *f)
{
	struct arena a = {0};
	struct dirent *e;
	int rc = 0;
	DIR *d = fdopendir(dup(box->from));
	if (d == NULL)
		return fail_io(f, box->root, "cannot read the inbox");
	while (rc == 0 && (e = readdir(d)) != NULL) {
		struct buf bytes;
		buf_init(&bytes, CAP_DELIVERY);
		if (drop_read(box->from, e->d_name, &bytes))
			rc = drop_take(box, e->d_name, &bytes, &a, f);
		else if (e->d_name[0] != '.')
			box->waiting++;
		buf_release(&bytes);
		arena_reset(&a);
	}
	closedir(d);
	arena_release(&a);
	return rc;
}

static int
inbox(const struct invocation *in, struct box *box, struct arena *a, struct fail *f)
{
	struct config *c = arena_zalloc(a, 1, sizeof *c); /* the box outlives this call */
	const char *from = arena_printf(a, "%s/inbox", box->root);
	const char *check = arena_printf(a, "%s/check", box->root);
	if (file_mkdir(from, f) < 0 || file_mkdir(check, f) < 0 ||
	    file_mkdir(arena_printf(a, "%s/outbox", box->root), f) < 0 ||
	    config_load(in->dir, CONFIG_SETTINGS, a, c, NULL, f) < 0)
		return -1;
	box->config = c;
	box->from = open(from, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (box->from < 0)
		return fail_io(f, from, "cannot open");
	box->check = open(check, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int rc = box->check < 0 ? fail_io(f, check, "cannot open") : 0;
	box->store = rc == 0 ? store_open(in->dir, STORE_WRITE, f) : NULL;
	rc = box->store ? box_pass(box, f) : -1;
	if (rc == 0)
		rc = check_pass(box, f);
	store_close(box->store);
	close(box->from);
	if (box->check >= 0)
		close(box->check);
	return rc;
}

int
run_inbox(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct box box = {.root = in->argv[0], .data = in->dir};
	int rc = inbox(in, &box, &a, &f);
	arena_release(&a);
	if (rc < 0)
		return step_failed(&f);
	if (json)
		json_print(json_pack("{s:i, s:I, s:I, s:I, s:I}", "v", 1, "taken",
		    (json_int_t)box.taken, "refused", (json_int_t)box.refused, "checked",
		    (json_int_t)box.checked, "left", (json_int_t)box.waiting));
	else
		printf("%zu taken, %zu refused, %zu only checked, %zu left alone\n", box.taken,
		    box.refused, box.checked, box.waiting);
	return box.refused ? EXIT_HELD : EXIT_DONE;
}
