/* due.c - what the calendar says today. Run daily: each thing is done once, and what was missed on
 * its day is made up for on the next run. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "bulletin/bulletin.h"
#include "bulletin/month.h"
#include "bulletin/post/desk.h"

static const char *today_option;
static bool dry_option;

const struct option_spec due_options[] = {
    {"today", OPTION_TEXT, &today_option, "YYYY-MM-DD", "as if it were that day in Japan", 0, 0},
    {"dry-run", OPTION_FLAG, &dry_option, NULL, "only say what is due", 0, 0}, {0}};

/* The days of one issue, none of them a day off. */
struct days {
	char month[8];
	char draft[DATE_SIZE], remind[DATE_SIZE], send[DATE_SIZE];
};

static void
day_write(const struct config *c, struct date of, int day, char out[DATE_SIZE])
{
	of.day = day;
	date_write(config_workday_from(c, of), out);
}

/* The issue whose turn it is: that of the month before. */
static void
days_make(const struct config *c, struct date today, struct days *out)
{
	const struct settings *set = &c->settings;
	char last[DATE_SIZE];
	date_write(date_from_days(date_days(today) - today.day), last);
	snprintf(out->month, sizeof out->month, "%.7s", last);
	day_write(c, today, set->draft_day, out->draft);
	day_write(c, today, set->remind_day, out->remind);
	day_write(c, today, set->send_day, out->send);
}

struct run {
	struct desk *d;
	const char *dir;
	const struct days *days;
	const char *off; /* why today is a day off, NULL: it is none */
	int code;
};

static const char *
month_words(struct run *r)
{
	const char *month = r->days->month;
	return arena_printf(
	    &r->d->a, "%.4s年%d月号", month, (month[5] - '0') * 10 + month[6] - '0');
}

/* Tell the editors, when there are any; once by `what`. */
static int
tell(struct run *r, const struct issue *i, const char *what, const char *subject, const char *words)
{
	struct buf text;
	const char *month = r->days->month;
	if (!r->d->config.settings.editors || !*r->d->config.settings.editors) {
		printf("%s: geppo.yaml names no editors, nobody is told\n", month);
		return 0;
	}
	buf_init(&text, CAP_FIELD);
	buf_addf(&text, "%s\n\n", words);
	int rc = draft_open_points(i->xml, &text, &r->d->f);
	buf_addf(&text,
	    "\n見る　　geppo bulletin show %s\n直す　　geppo bulletin edit %s\n校正刷り　geppo "
	    "bulletin "
	    "proof %s\n承認する　geppo bulletin approve %s --by 氏名\n\n発送の予定日　%s\n"
	    "承認がなければ発送されません。\n",
	    month, month, month, month, r->days->send);
	if (rc == 0)
		rc = editors_tell(r->d, month, "reminder", what,
		    arena_printf(&r->d->a, "%s：中国大気政策月報 %s", subject, month_words(r)),
		    text.text);
	buf_release(&text);
	if (rc > 0)
		printf("%s: %d editors are told (%s)\n", month, rc, what);
	return rc < 0 ? -1 : 0;
}

/* Make the draft, or make it anew with what came in since: until the reminder it grows, then it
 * keeps still for its editors. */
static int
make_draft(struct run *r, struct issue *i, bool anew)
{
	struct month m;
	struct made_issue made;
	if (dry_option) {
		printf(
		    "%s: the draft is to be %s\n", r->days->month, anew ? "made anew" : "opened");
		return 0;
	}
	if (!month_init(&m, r->days->month, r->days->send))
		bug("no days for %s", r->days->month);
	int rc = issue_draft(r->d->store, &r->d->config, &m, &r->d->a, &made, &r->d->f);
	if (rc == 0)
		printf("%s: the draft is %s, %zu entries of %zu items\n", m.id,
		    anew ? "made anew" : "opened", made.selection.fates[FATE_ENTRY],
		    made.selection.n);
	issue_release(&made);
	if (rc == 0)
		rc = store_issue(r->d->store, m.id, &r->d->a, i, &r->d->f) < 0 ? -1 : 0;
	return rc;
}

static int
open_draft(struct run *r, struct issue *i)
{
	if (make_draft(r, i, false) < 0)
		return -1;
	return dry_option ? 0
	                  : tell(r, i, "opened", "下書きができました",
	                        "下書きができました。読んで、直し、承認してください。\n"
	                        "催促の日までは、新しく取れたものを加えて毎日作り直します。");
}

/* A draft that waits for its editors. */
static int
remind(struct run *r, struct issue *i)
{
	const char *today = r->d->today;
	bool late = strcmp(today, r->days->send) >= 0;
	if (strcmp(today, r->days->remind) <= 0 && make_draft(r, i, true) < 0)
		return -1;
	if (strcmp(today, r->days->remind) < 0 || r->off)
		return 0;
	if (dry_option) {
		printf("%s: the editors are to be reminded\n", r->days->month);
		return 0;
	}
	if (late)
		return tell(r, i, arena_printf(&r->d->a, "late-%s", today),
		    "承認待ち・発送日を経過",
		    "発送の予定日になりましたが、まだ承認されていません。");
	return tell(r, i, "remind", "承認のお願い", "発送の予定日が近づいています。");
}

static int
prepare(struct run *r)
{
	struct issue i;
	int rc = store_issue(r->d->store, r->days->month, &r->d->a, &i, &r->d->f);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return strcmp(r->d->today, r->days->draft) >= 0 ? open_draft(r, &i) : 0;
	return strcmp(i.state, "draft") == 0 ? remind(r, &i) : 0;
}

static void
code_add(struct run *r, int code)
{
	if (r->code == EXIT_DONE || (r->code == EXIT_HELD && code == EXIT_AGAIN))
		r->code = code;
}

static bool
is_send_day(const struct run *r, const char *month)
{
	return strcmp(month, r->days->month) < 0 ||
	       (strcmp(month, r->days->month) == 0 && strcmp(r->d->today, r->days->send) >= 0);
}

/* Approved issues whose day has come, on working days. */
static int
send_approved(struct run *r)
{
	const char *const *months;
	size_t n;
	if (store_issue_months(r->d->store, "approved", &r->d->a, &months, &n, &r->d->f) < 0)
		return -1;
	for (size_t k = n; k-- > 0;) {
		int code = EXIT_DONE;
		if (!is_send_day(r, months[k]))
			printf("%s: approved, goes out on %s\n", months[k], r->days->send);
		else if (r->off)
			printf("%s: approved, but today is a day off (%s)\n", months[k], r->off);
		else if (dry_option)
			printf("%s: is to be sent\n", months[k]);
		else if (send_month(r->d, r->dir, months[k], &code) < 0)
			return -1;
		code_add(r, code);
	}
	return 0;
}

/* Reminders and whatever else waits. */
static int
send_rest(struct run *r)
{
	struct sending done;
	const struct letter_query which = {0};
	if (dry_option || r->off || !r->d->config.settings.mail.host)
		return 0;
	int lock = outbox_lock(r->dir, &r->d->f);
	if (lock < 0)
		return -1;
	int rc = outbox_send(r->d->store, &r->d->config, &which, &done, &r->d->f);
	close(lock);
	if (rc < 0)
		return -1;
	if (done.sent + done.refused + done.retry + done.unknown > 0)
		printf("outbox: %zu sent, %zu refused, %zu to be tried again, %zu unknown\n",
		    done.sent, done.refused, done.retry, done.unknown);
	code_add(r, sending_code(&done));
	return 0;
}

static int
run_day(struct desk *d, const char *dir, int *code)
{
	struct date today;
	struct days days = {0};
	bool known;
	(void)date_parse(d->today, &today);
	days_make(&d->config, today, &days);
	struct run r = {d, dir, &days, config_day_off(&d->config, today, &known), EXIT_DONE};
	if (!known)
		log_warn("holidays.tsv knows no day of %.4s: only Saturdays and Sundays are off",
		    d->today);
	printf("%s%s%s%s: the issue of %s: draft %s, reminder %s, sending %s\n", d->today,
	    r.off ? " (" : "", r.off ? r.off : "", r.off ? ")" : "", days.month, days.draft,
	    days.remind, days.send);
	int rc = prepare(&r);
	if (rc == 0)
		rc = send_approved(&r);
	if (rc == 0)
		rc = send_rest(&r);
	*code = r.code;
	return rc;
}

int
command_due(const struct invocation *in)
{
	struct desk d;
	struct date day;
	int code = EXIT_DONE;
	if (today_option && (!date_parse(today_option, &day) || day.day == 0)) {
		fprintf(stderr, "geppo bulletin due: not a day (YYYY-MM-DD): %s\n", today_option);
		return EXIT_USAGE;
	}
	int rc = desk_open(&d, in, dry_option ? STORE_READ : STORE_WRITE, CONFIG_ALL);
	if (today_option)
		snprintf(d.today, sizeof d.today, "%s", today_option);
	if (rc == 0)
		rc = run_day(&d, in->dir, &code);
	return desk_close(&d, rc, code);
}
