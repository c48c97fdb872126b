/* commands.c - approve, send, post and resolve, as typed. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "bulletin/choice.h"
#include "bulletin/month.h"
#include "bulletin/post/desk.h"
#include "bulletin/post/post.h"

static const char *by_option, *to_option, *recipient_option, *as_option;
static bool dry_option, any_day_option, correction_option;

const struct option_spec approve_options[] = {
    {"by", OPTION_TEXT, &by_option, "NAME", "who says so (required)", 0, 0},
    {"correction", OPTION_FLAG, &correction_option, NULL,
        "the correction that waits, instead of the issue", 0, 0},
    {0}};
const struct option_spec withdraw_options[] = {
    {"by", OPTION_TEXT, &by_option, "NAME", "who says so (required)", 0, 0}, {0}};
const struct option_spec send_options[] = {
    {"dry-run", OPTION_FLAG, &dry_option, NULL, "say what would go out, send nothing", 0, 0},
    {"to", OPTION_TEXT, &to_option, "ADDRESS", "to this recipient only", 0, 0},
    {"any-day", OPTION_FLAG, &any_day_option, NULL, "also on a day off in Japan", 0, 0}, {0}};
const struct option_spec post_options[] = {
    {"any-day", OPTION_FLAG, &any_day_option, NULL, "issues also on a day off in Japan", 0, 0},
    {0}};
const struct option_spec resolve_options[] = {
    {"as", OPTION_TEXT, &as_option, "STATE",
        "sent (it arrived), or pending (send it again) (required)", 0, 0},
    {"recipient", OPTION_TEXT, &recipient_option, "ID", "this one only", 0, 0},
    {"by", OPTION_TEXT, &by_option, "NAME", "who says so (required)", 0, 0}, {0}};

int
desk_open(struct desk *d, const struct invocation *in, enum store_mode mode, unsigned what)
{
	struct buf faults;
	char now[INSTANT_SIZE];
	*d = (struct desk){0};
	instant_now(now);
	(void)instant_date(now, JAPAN_OFFSET, d->today);
	buf_init(&faults, CAP_CONFIG_FILE);
	int rc = config_load(in->dir, what, &d->a, &d->config, &faults, &d->f);
	fputs(faults.text, stderr);
	buf_release(&faults);
	if (rc == 0)
		d->store = store_open(in->dir, mode, &d->f);
	return d->store ? 0 : -1;
}

int
desk_close(struct desk *d, int rc, int code)
{
	if (rc < 0) {
		log_warn("%s", fail_text(&d->f));
		code = d->f.exit;
	}
	store_close(d->store);
	arena_release(&d->a);
	return code;
}

bool
is_month(const struct invocation *in)
{
	struct month m;
	if (month_init(&m, in->argv[0], "2000-01-01"))
		return true;
	fprintf(stderr, "geppo bulletin: not a month (YYYY-MM): %s\n", in->argv[0]);
	return false;
}

static bool
is_named(void)
{
	if (by_option && choice_who_valid(by_option))
		return true;
	fprintf(stderr, "geppo bulletin: --by NAME is %s: a person answers for it\n",
	    by_option && *by_option ? "no name" : "missing");
	return false;
}

int
command_approve(const struct invocation *in)
{
	struct desk d;
	struct approval approval = {0};
	const char *month = in->argv[0];
	if (!is_month(in) || !is_named())
		return EXIT_USAGE;
	int n = 1, notice = 0, rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	if (rc == 0 && correction_option)
		rc = n = correction_approve(
		    d.store, &d.config, in->dir, month, by_option, &notice, &d.f);
	else if (rc == 0)
		rc = n = issue_approve(d.store, &d.config, in->dir, month, by_option, &d.f);
	if (rc >= 0)
		rc = store_approval(d.store, month, notice, &d.a, &approval, &d.f);
	if (rc == 1)
		printf("%s: approved by %s; %d faces frozen, sha256 %s\n", month, approval.who, n,
		    approval.digest);
	return desk_close(&d, rc, EXIT_DONE);
}

int
command_withdraw(const struct invocation *in)
{
	struct desk d;
	if (!is_month(in) || !is_named())
		return EXIT_USAGE;
	int rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	if (rc == 0)
		rc = store_approval_withdraw(d.store, in->argv[0], by_option, &d.f);
	if (rc == 0)
		printf("%s: a draft again\n", in->argv[0]);
	return desk_close(&d, rc, EXIT_DONE);
}

static int
check_day(struct desk *d)
{
	struct date day;
	char next[DATE_SIZE];
	bool known;
	(void)date_parse(d->today, &day);
	const char *off = config_day_off(&d->config, day, &known);
	if (!known)
		log_warn("holidays.tsv knows no day of %.4s: only Saturdays and Sundays are off",
		    d->today);
	if (off == NULL || any_day_option)
		return 0;
	date_write(config_workday_from(&d->config, day), next);
	return fail_again(&d->f, NULL, "%s is a day off in Japan (%s); the next working day is %s",
	    d->today, off, next);
}

/* How one correction stands with one who got the issue. */
static void
dry_run_correction(const struct desk *d, const struct letter *issue, int notice,
    const struct letter *sent, size_t n)
{
	const struct recipient *r = config_recipient(&d->config, issue->recipient);
	const char *state = "to be sent", *address = r ? r->address : issue->address;
	bool html = false;
	for (const char *const *w = r ? r->formats : NULL; w && *w; w++)
		html |= strcmp(*w, "html") == 0;
	for (size_t i = 0; i < n; i++)
		if (sent[i].notice == notice && strcmp(sent[i].recipient, issue->recipient) == 0)
			state = sent[i].state;
	printf("%-24s %-32s correction %d text%s  %s\n", issue->recipient, address, notice,
	    html ? "+html" : "", state);
}

/* Corrections that are approved go to everyone who got the issue; nothing is put. */
static int
dry_run_corrections(struct desk *d, const char *month, const struct letter *issues, size_t n_issues)
{
	const struct correction *list;
	const struct letter *sent;
	size_t n, n_sent;
	if (store_corrections(d->store, month, &d->a, &list, &n, &d->f) < 0 ||
	    store_letters(d->store, month, "correction", &d->a, &sent, &n_sent, &d->f) < 0)
		return -1;
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < n_issues; i++)
			if (letter_served(&issues[i]) &&
			    (!to_option || strcasecmp(to_option, issues[i].address) == 0))
				dry_run_correction(d, &issues[i], list[k].notice, sent, n_sent);
	return 0;
}

static int
dry_run(struct desk *d, const char *month)
{
	const struct letter *list;
	size_t n;
	if (store_letters(d->store, month, "issue", &d->a, &list, &n, &d->f) < 0)
		return -1;
	for (size_t i = 0; i < d->config.n_recipients; i++) {
		const struct recipient *r = &d->config.recipients[i];
		const struct letter *l = letter_of(list, n, r->id);
		if (to_option && strcasecmp(to_option, r->address) != 0)
			continue;
		printf("%-24s %-32s %-12s", r->id, r->address, r->partner ? r->partner : "-");
		for (const char *const *w = r->formats; *w; w++)
			printf("%s%s", w == r->formats ? "" : "+", *w);
		printf("  %s\n", l                                  ? l->state
		                 : recipient_is_active(r, d->today) ? "to be sent"
		                                                    : r->state);
	}
	return dry_run_corrections(d, month, list, n);
}

int
sending_code(const struct sending *done)
{
	if (done->stopped || done->told_to_stop || done->retry > 0)
		return EXIT_AGAIN;
	return done->refused > 0 || done->unknown > 0 ? EXIT_HELD : EXIT_DONE;
}

static const char *
why_the_rest_waits(const struct sending *done)
{
	return done->stopped        ? "; the server failed, the rest waits"
	       : done->told_to_stop ? "; told to stop, the rest waits"
	                            : "";
}

int
send_month(struct desk *d, const char *dir, const char *month, int *code)
{
	struct sending done;
	struct queued queued;
	const struct letter_query which = {month, to_option, false};
	if (to_option && !config_recipient_of(&d->config, to_option))
		return fail_input(&d->f, to_option, "no recipient of partners.yaml");
	int lock = outbox_lock(dir, &d->f);
	if (lock < 0)
		return -1;
	int64_t put = issue_queue(d->store, &d->config, month, d->today, to_option, &queued, &d->f);
	if (put >= 0)
		put = corrections_queue(d->store, &d->config, month, to_option, &d->f);
	int rc = put < 0 ? -1 : outbox_send(d->store, &d->config, &which, &done, &d->f);
	close(lock);
	if (rc < 0)
		return -1;
	printf("%s: %zu sent, %zu refused, %zu to be tried again, %zu unknown, %zu paused or "
	       "left, %zu held%s\n",
	    month, done.sent, done.refused, done.retry, done.unknown, queued.passed_over,
	    queued.held, why_the_rest_waits(&done));
	*code = sending_code(&done);
	if (*code == EXIT_DONE && queued.held > 0)
		*code = EXIT_HELD;
	return 0;
}

int
command_send(const struct invocation *in)
{
	struct desk d;
	int code = EXIT_DONE;
	if (!is_month(in))
		return EXIT_USAGE;
	int rc = desk_open(&d, in, dry_option ? STORE_READ : STORE_WRITE, DESK_CONFIG);
	if (rc == 0 && dry_option)
		return desk_close(&d, dry_run(&d, in->argv[0]), EXIT_DONE);
	if (rc == 0)
		rc = check_day(&d);
	if (rc == 0)
		rc = send_month(&d, in->dir, in->argv[0], &code);
	return desk_close(&d, rc, code);
}

/* What waits in the outbox of any kind: answers, notices, reminders, messages to be tried again; on
 * a day off no issue. */
int
command_post(const struct invocation *in)
{
	struct desk d;
	struct sending done = {0};
	int lock = -1, rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	const struct letter_query which = {NULL, NULL, rc == 0 && check_day(&d) < 0};
	if (rc == 0)
		rc = lock = outbox_lock(in->dir, &d.f);
	if (rc >= 0)
		rc = results_queue(d.store, &d.config, d.today, &d.f) < 0 ? -1 : 0;
	if (rc >= 0)
		rc = outbox_send(d.store, &d.config, &which, &done, &d.f);
	if (lock >= 0)
		close(lock);
	if (rc < 0)
		return desk_close(&d, -1, EXIT_DONE);
	printf("%zu sent, %zu refused, %zu to be tried again, %zu unknown%s\n", done.sent,
	    done.refused, done.retry, done.unknown, why_the_rest_waits(&done));
	return desk_close(&d, 0, sending_code(&done));
}

int
command_resolve(const struct invocation *in)
{
	struct desk d;
	if (!is_month(in) || !is_named())
		return EXIT_USAGE;
	if (!as_option || (strcmp(as_option, "sent") != 0 && strcmp(as_option, "pending") != 0)) {
		fputs("geppo bulletin resolve: --as sent or --as pending is missing\n", stderr);
		return EXIT_USAGE;
	}
	int rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	int64_t n = rc < 0 ? -1
	                   : store_letters_resolve(d.store, in->argv[0], recipient_option,
	                         as_option, by_option, &d.f);
	if (n >= 0)
		printf("%s: %d messages are %s\n", in->argv[0], (int)n, as_option);
	return desk_close(&d, n < 0 ? -1 : 0, n == 0 ? EXIT_INPUT : EXIT_DONE);
}
