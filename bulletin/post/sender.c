/* sender.c - what is due goes out, one recipient at a time; each state is on disk before the effect
 * it announces. The one window: between "dot" and the server's answer. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/progress.h"
#include "bulletin/post/post.h"
#include "mail/smtp.h"

enum {
	FIRST_PAUSE = 5 * 60,
	LONGEST_PAUSE = 60 * 60,
	GIVE_UP_SECONDS = 5 * 24 * 3600,
	REFUSED_SENDERS = 3 /* in a row at MAIL: it is not the recipients */
};

struct round {
	struct store *store;
	const struct config *config;
	struct smtp *smtp;
	struct sending *out;
	const struct letter *letter;
	int refused_senders;
	struct fail *fail;
	bool broken; /* the store failed in before_dot() */
};

/* SIGTERM or SIGINT came: what is in hand is brought to an end, the rest waits. */
static volatile sig_atomic_t stop;

static void
stop_soon(int signal)
{
	(void)signal;
	stop = 1;
}

int
outbox_lock(const char *dir, struct fail *f)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/outbox.lock", dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_io(f, path, "cannot open");
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		return fail_again(f, path, "another sender is at work");
	}
	return fd;
}

static int
before_dot(void *context)
{
	struct round *r = context;
	int rc = store_letter_settle(r->store, r->letter->id, "dot", NULL, NULL, r->fail);
	r->broken |= rc < 0;
	return rc;
}

/* 5, 10, 20, 40, 60, 60 ... minutes after each other. */
static int64_t
pause_after(int attempts)
{
	int64_t pause = FIRST_PAUSE;
	for (int i = 1; i < attempts && pause < LONGEST_PAUSE; i++)
		pause *= 2;
	return pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE;
}

static int
settle_retry(struct round *r, const struct smtp_outcome *o)
{
	char next[INSTANT_SIZE], answer[500];
	int64_t first = 0, now = (int64_t)time(NULL);
	(void)instant_parse(r->letter->first_try, &first);
	if (now - first > GIVE_UP_SECONDS) {
		snprintf(answer, sizeof answer, "given up after 5 days; last: %s", o->answer);
		r->out->refused++;
		return store_letter_settle(
		    r->store, r->letter->id, "refused", answer, NULL, r->fail);
	}
	instant_write(now + pause_after(r->letter->attempts), next);
	r->out->retry++;
	return store_letter_settle(r->store, r->letter->id, "retry", o->answer, next, r->fail);
}

/* What the server's answer means for this recipient. Trouble before MAIL is the server's, not the
 * recipient's: the rest waits. */
static int
settle(struct round *r, const struct smtp_outcome *o)
{
	if (o->accepted) {
		r->out->sent++;
		return store_letter_settle(
		    r->store, r->letter->id, "sent", o->answer, NULL, r->fail);
	}
	if (o->phase == SMTP_DOT && o->code / 100 != 4 && o->code / 100 != 5) {
		r->out->unknown++;
		return store_letter_settle(
		    r->store, r->letter->id, "unknown", o->answer, NULL, r->fail);
	}
	if (o->phase != SMTP_SESSION && o->code / 100 == 5) {
		r->refused_senders = o->phase == SMTP_MAIL ? r->refused_senders + 1 : 0;
		r->out->stopped |= r->refused_senders >= REFUSED_SENDERS;
		r->out->refused++;
		return store_letter_settle(
		    r->store, r->letter->id, "refused", o->answer, NULL, r->fail);
	}
	if (stop) /* we broke off, the server did nothing wrong */
		return store_letter_settle(r->store, r->letter->id, "pending",
		    "the sender was told to stop", NULL, r->fail);
	r->out->stopped |= o->phase == SMTP_SESSION || o->code == 421;
	return settle_retry(r, o);
}

static int
send_one(struct round *r)
{
	const struct letter *l = r->letter;
	struct smtp_outcome o;
	for (int again = 1; again >= 0; again--) {
		smtp_send(r->smtp, l->sender, l->address, l->head, l->entity, l->n_entity,
		    before_dot, r, &o);
		if (r->broken)
			return -1;
		/* A server may close a connection after some messages: once more on a new one. */
		bool closed = !o.accepted && o.reused && o.phase != SMTP_DOT &&
		              (o.code == 421 || o.code / 100 < 4);
		if (!closed || stop)
			break;
	}
	if (!o.accepted)
		log_warn("%s: %s", l->address, o.answer);
	else
		r->refused_senders = 0;
	return settle(r, &o);
}

static void
keep_rate(double started, int per_minute)
{
	if (per_minute <= 0)
		return;
	double left = 60.0 / per_minute - (clock_monotonic() - started);
	if (left > 0 && !stop)
		usleep((useconds_t)(left * 1e6));
}

int
outbox_send(struct store *s, const struct config *c, const struct letter_query *which,
    struct sending *out, struct fail *f)
{
	struct round r = {.store = s, .config = c, .out = out, .fail = f};
	*out = (struct sending){0};
	int64_t lost = store_letters_recover(s, f);
	if (lost < 0 || (r.smtp = smtp_open(&c->settings.mail, "GEPPO_MAIL_PASSWORD", f)) == NULL)
		return -1;
	smtp_stop_on(r.smtp, &stop);
	if (lost > 0)
		log_warn("%d messages may have arrived: the sender was stopped in their last "
		         "moment (geppo bulletin ledger)",
		    (int)lost);
	const struct sigaction act = {.sa_handler = stop_soon};
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	int rc = 1;
	while (!out->stopped && !stop) {
		struct arena a = {0};
		struct letter l;
		double started = clock_monotonic();
		rc = store_letter_next(s, which, &a, &l, f);
		r.letter = &l;
		if (rc == 1)
			rc = send_one(&r) < 0 ? -1 : 1;
		arena_release(&a);
		if (rc != 1)
			break;
		keep_rate(started, c->settings.mail_per_minute);
	}
	smtp_close(r.smtp);
	out->told_to_stop = stop;
	return rc < 0 ? -1 : 0;
}
