/* alarm.c - geppo notify --failed: a timer's run failed, and its report goes to those who keep
 * geppo running. What broke may be the store or the disk: then the message goes out without them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"
#include "bulletin/post/desk.h"
#include "mail/notice.h"
#include "mail/smtp.h"

enum { REPORT_END = 8000 /* bytes of a report's end that are mailed */ };

static const char *failed_option;
const struct option_spec notify_options[] = {
    {"failed", OPTION_TEXT, &failed_option, "NAME",
        "mail the report of this timer's last run, which failed", 0, 0},
    {0}};

struct alarm {
	const struct config *config;
	const char *dir, *name;
	char now[INSTANT_SIZE];
	struct arena *a;
	struct buf text;
};

/* A name as the units have it: it becomes part of a path. */
static bool
is_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return n > 0 && n <= 32 && name[n] == '\0';
}

/* The end of a file from the beginning of a line on; "" when it cannot be read. */
static const char *
report_end(struct alarm *al, const char *path)
{
	char bytes[REPORT_END + 1];
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return "";
	bool cut = fseek(file, -(long)REPORT_END, SEEK_END) == 0 && ftell(file) > 0;
	if (!cut)
		rewind(file);
	size_t n = fread(bytes, 1, REPORT_END, file), from = 0, len;
	fclose(file);
	while (cut && from < n && bytes[from++] != '\n')
		continue;
	struct buf b;
	buf_init(&b, REPORT_END * 4);
	for (size_t i = from; i < n; i += len) {
		int cp = utf8_decode(bytes + i, n - i, &len);
		if (cp == '\n' || cp == '\t' || (cp >= ' ' && !(cp >= 0x7f && cp < 0xa0)))
			buf_addu(&b, (unsigned)cp);
	}
	const char *text = arena_strn(al->a, b.text, b.len);
	buf_release(&b);
	return text;
}

/* A run that was killed leaves last-NAME.part, newer than the report of the one before. */
static const char *
report_path(struct alarm *al)
{
	struct stat whole, part;
	const char *path = arena_printf(al->a, "%s/last-%s.txt", al->dir, al->name);
	const char *begun = arena_printf(al->a, "%s/last-%s.part", al->dir, al->name);
	bool killed =
	    stat(begun, &part) == 0 && (stat(path, &whole) != 0 || part.st_mtime >= whole.st_mtime);
	return killed ? begun : path;
}

/* What systemd says of the unit that failed (systemd.exec(5)). */
static void
result_write(struct alarm *al)
{
	static const char *const words[][2] = {{"exit-code", "終了コードが異常"},
	    {"timeout", "時間切れ"}, {"signal", "シグナルで終了"}, {"core-dump", "異常終了"},
	    {"oom-kill", "メモリ不足"}, {"start-limit-hit", "起動が多すぎる"}};
	const char *result = getenv("MONITOR_SERVICE_RESULT");
	const char *status = getenv("MONITOR_EXIT_STATUS");
	if (result == NULL || strlen(result) > 40 || (status && strlen(status) > 40))
		return;
	const char *word = result;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], result) == 0)
			word = words[i][1];
	buf_addf(&al->text, "結果：%s%s%s%s\n", word, status ? "（" : "", status ? status : "",
	    status ? "）" : "");
}

static void
text_write(struct alarm *al)
{
	const char *path = report_path(al);
	const char *end = report_end(al, path);
	buf_addf(&al->text, "定期処理「%s」が失敗しました。\n\n", al->name);
	result_write(al);
	buf_addf(&al->text, "記録：%s\n\n%s\n", path, *end ? end : "(記録を読めません)\n");
	buf_addf(&al->text,
	    "詳しくは、次のコマンドで分かります。\n"
	    "systemctl status geppo-%s.service\ngeppo status --lang ja\n",
	    al->name);
}

static int
letter_make(struct alarm *al, const char *to, struct letter *out, struct fail *f)
{
	const struct notice n = {
	    .ref = arena_printf(al->a, "failed:%s:%s:%s", al->name, al->now, to),
	    .kind = "operator",
	    .address = to,
	    .subject = arena_printf(al->a, "geppo：定期処理「%s」が失敗しました", al->name),
	    .text = al->text.text};
	return notice_letter(al->config, &n, al->a, out, f);
}

static int
nothing_to_settle(void *context)
{
	(void)context;
	return 0;
}

/* Past a store that cannot be written: no ledger knows of it. */
static int
send_directly(struct alarm *al, const struct letter *letters, size_t n, struct fail *f)
{
	struct smtp *smtp = smtp_open(&al->config->settings.mail, "GEPPO_MAIL_PASSWORD", f);
	size_t sent = 0;
	for (size_t i = 0; smtp && i < n; i++) {
		struct smtp_outcome o;
		smtp_send(smtp, letters[i].sender, letters[i].address, letters[i].head,
		    letters[i].entity, letters[i].n_entity, nothing_to_settle, NULL, &o);
		if (!o.accepted)
			log_warn("%s: %s", letters[i].address, o.answer);
		sent += o.accepted;
	}
	smtp_close(smtp);
	if (smtp && sent < n)
		return fail_again(f, NULL, "%zu of %zu messages were not taken", n - sent, n);
	return smtp ? 0 : -1;
}

static int
send_by_outbox(struct alarm *al, const struct letter *letters, size_t n, int *code, struct fail *f)
{
	struct sending done = {0};
	const struct letter_query which = {.no_issues = true};
	struct store *s = store_open(al->dir, STORE_WRITE, f);
	int lock = -1, rc = s ? (int)store_letters_put(s, letters, n, f) : -1;
	if (rc >= 0 && (lock = outbox_lock(al->dir, f)) >= 0)
		rc = outbox_send(s, al->config, &which, &done, f);
	else if (rc >= 0) /* whoever holds the lock, or the next, sends it */
		done.retry = n;
	if (lock >= 0)
		close(lock);
	store_close(s);
	*code = sending_code(&done);
	return rc;
}

static int
alarm_raise(struct alarm *al, int *code, struct fail *f)
{
	const char *const *to = al->config->settings.mail_operators;
	struct fail store = {0};
	size_t n = 0;
	while (to && to[n])
		n++;
	if (n == 0) {
		fputs(al->text.text, stdout);
		return 0;
	}
	struct letter *letters = arena_zalloc(al->a, n, sizeof *letters);
	for (size_t i = 0; i < n; i++)
		if (letter_make(al, to[i], &letters[i], f) < 0)
			return -1;
	if (send_by_outbox(al, letters, n, code, &store) == 0)
		return 0;
	log_warn("%s; told without the store", fail_text(&store));
	*code = EXIT_DONE;
	return send_directly(al, letters, n, f);
}

static int
alarm_command(const struct invocation *in)
{
	struct arena a = {0};
	struct config config;
	struct buf faults;
	struct fail f = {0};
	struct alarm al = {.config = &config, .dir = in->dir, .name = failed_option, .a = &a};
	int code = EXIT_DONE;
	if (!is_name(failed_option)) {
		fprintf(stderr, "geppo notify: no name of a timer: %s\n", failed_option);
		return EXIT_USAGE;
	}
	instant_now(al.now);
	buf_init(&faults, CAP_CONFIG_FILE);
	buf_init(&al.text, CAP_FIELD * 4);
	int rc = config_load(in->dir, CONFIG_SETTINGS, &a, &config, &faults, &f);
	fputs(faults.text, stderr);
	if (rc == 0) {
		text_write(&al);
		rc = alarm_raise(&al, &code, &f);
	}
	if (rc < 0) {
		log_warn("%s", fail_text(&f));
		code = f.exit;
	}
	buf_release(&al.text);
	buf_release(&faults);
	arena_release(&a);
	return code;
}

int
command_notify(const struct invocation *in)
{
	return failed_option ? alarm_command(in) : notify_changes(in);
}
