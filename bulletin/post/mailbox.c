/* mailbox.c - the mail that came in: bounces, wishes for translations, and what an editor must see.
 * Each message is dealt with once, in one transaction with all it leads to. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/log.h"
#include "bulletin/post/intake.h"
#include "mail/bounce.h"
#include "mail/mailbox.h"

/* To one address: to wishes, and to mail that asks for nothing. */
enum { ANSWERS_A_DAY = 50, GREETINGS_A_DAY = 10 };

static const char *const outcomes[] = {
    [INTAKE_REQUEST] = "request",
    [INTAKE_EDITORS] = "editors",
    [INTAKE_BOUNCE] = "bounce",
    [INTAKE_REPORT] = "report",
    [INTAKE_AUTOMATIC] = "automatic",
    [INTAKE_STRANGER] = "stranger",
    [INTAKE_UNREAD] = "unread",
};

const char *
intake_name(enum intake_outcome outcome)
{
	return outcomes[outcome];
}

/* What was never handed over cannot have come back. */
static bool
is_out(const struct letter *l)
{
	return strcmp(l->state, "sent") == 0 || strcmp(l->state, "unknown") == 0 ||
	       strcmp(l->state, "bounced") == 0;
}

/* The message of ours that a report is about: by its Message-ID, by the token of the address it
 * came to, else the newest to that recipient. */
static const struct letter *
reported(const struct intake *k, const struct mail_read *m, const char *address)
{
	const struct letter *newest = NULL;
	for (size_t i = 0; i < k->n_letters; i++) {
		const struct letter *l = &k->letters[i];
		const char *token = strrchr(l->message_id, '-');
		if (m->original && strcmp(l->message_id, m->original) == 0)
			return l;
		for (const char *const *to = m->to; token && *to; to++) {
			const char *plus = strchr(*to, '+');
			size_t n = strcspn(token + 1, "@");
			if (plus && n >= 16 && strncasecmp(plus + 1, token + 1, n) == 0 &&
			    plus[1 + n] == '@')
				return l;
		}
		if (is_out(l) && strcasecmp(l->address, address) == 0)
			newest = l;
	}
	return newest;
}

static void
judge_report(const struct intake *k, const struct mail_read *m, struct judged *j)
{
	j->outcome = INTAKE_REPORT;
	for (size_t i = 0; i < m->n_fates; i++) {
		const struct mail_fate *fate = &m->fates[i];
		const struct letter *l = reported(k, m, fate->recipient ? fate->recipient : "");
		j->detail = arena_printf(k->a, "%s %s %s %s",
		    fate->recipient ? fate->recipient : "?", fate->action,
		    fate->status ? fate->status : "", fate->said ? fate->said : "");
		if (strcasecmp(fate->action, "failed") != 0)
			continue;
		j->outcome = INTAKE_BOUNCE;
		j->taken.bounced = l ? l->message_id : NULL;
		j->taken.bounce_answer = j->detail;
		if (l == NULL)
			j->detail = arena_printf(k->a, "%s (no message of ours)", j->detail);
		return;
	}
}

/* The message of ours that a report in plain words is about: its Message-ID stands in the text, or
 * came back in the address, or the newest to an address that is named. */
static const struct letter *
reported_in_words(const struct intake *k, const struct mail_read *m)
{
	const struct letter *newest = NULL, *known = reported(k, m, "");
	for (size_t i = 0; known == NULL && i < k->n_letters; i++) {
		const struct letter *l = &k->letters[i];
		if (strstr(m->text, l->message_id))
			return l;
		if (!is_out(l))
			continue;
		if ((newest && strcasecmp(newest->address, l->address) == 0) ||
		    bounce_names(m->text, l->address))
			newest = l;
	}
	return known ? known : newest;
}

/* True when a machine's message is a report on a delivery that only its words tell. */
static bool
judge_words(const struct intake *k, const struct mail_read *m, struct judged *j)
{
	enum bounce word = m->text ? bounce_read(m->subject, m->text) : BOUNCE_NONE;
	const struct letter *l = word == BOUNCE_NONE ? NULL : reported_in_words(k, m);
	if (l == NULL)
		return false;
	j->outcome = word == BOUNCE_FAILED ? INTAKE_BOUNCE : INTAKE_REPORT;
	j->detail = arena_printf(k->a, "%s %s %s", l->address,
	    word == BOUNCE_FAILED ? "failed" : "delayed", bounce_said(m->text, k->a));
	if (word == BOUNCE_FAILED) {
		j->taken.bounced = l->message_id;
		j->taken.bounce_answer = j->detail;
	}
	return true;
}

/* True when a message belongs to a conversation that we began. */
static const char *
answered_of_ours(const struct intake *k, const struct mail_read *m)
{
	for (const char *const *id = m->answers; *id; id++)
		for (size_t i = 0; i < k->n_letters; i++)
			if (strcmp(k->letters[i].message_id, *id) == 0)
				return k->letters[i].kind;
	return NULL;
}

static int
may_answer(struct intake *k, const struct mail_read *m, bool asks, bool *yes, struct fail *f)
{
	char since[INSTANT_SIZE];
	int64_t now = 0;
	(void)instant_parse(k->now, &now);
	instant_write(now - 24 * 3600, since);
	int64_t n = store_answers_since(k->store, m->from, since, f);
	*yes = n < (asks ? ANSWERS_A_DAY : GREETINGS_A_DAY);
	return n < 0 ? -1 : 0;
}

static bool
says_automatic(const char *text)
{
	static const char *const words[] = {"自動返信", "自動応答", "自動送信", "自動配信メール",
	    "自動的に送信", "自動的に返信", "automatic reply", "auto-reply"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(text, words[i]))
			return true;
	return false;
}

static int
judge_reader(struct intake *k, const struct mail_read *m, const struct recipient *r,
    struct judged *j, struct fail *f)
{
	bool answer;
	reply_read(m->subject, m->text, k->config->settings.mail_from, k->a, &j->reply);
	if (may_answer(k, m, j->reply.asks, &answer, f) < 0)
		return -1;
	j->recipient = r;
	j->outcome = j->reply.asks ? INTAKE_REQUEST : INTAKE_EDITORS;
	/* What answers an answer of ours and asks for nothing goes to a person only. */
	const char *kind = answered_of_ours(k, m);
	if (!j->reply.asks && kind && strcmp(kind, "answer") == 0)
		answer = false;
	/* Nor what wants no machine's answer, or comes from one that says so in its text alone. */
	if (m->silent || (!j->reply.asks && says_automatic(j->reply.text)))
		answer = false;
	if (wishes_take(k, m, j, f) < 0)
		return -1;
	if (answer && answer_make(k, m, j, f) < 0)
		return -1;
	if (!answer)
		j->detail = arena_printf(k->a, "%s (not answered)", j->detail ? j->detail : "");
	return forward_make(k, m, j, f);
}

static int
judge(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
{
	const struct recipient *r = m->from ? config_recipient_of(k->config, m->from) : NULL;
	bool ours = m->from && strcasecmp(m->from, k->config->settings.mail_from) == 0;
	if (m->n_fates > 0) {
		judge_report(k, m, j);
		return 0;
	}
	if (m->automatic || ours) {
		j->outcome = INTAKE_AUTOMATIC;
		j->detail = m->automatic ? m->automatic : "our own address";
		bool report = m->automatic && (strcmp(m->automatic, "report") == 0 ||
		                                  strcmp(m->automatic, "sender") == 0);
		bool receipt = m->automatic && strcmp(m->automatic, "receipt") == 0;
		if (m->automatic && !ours && !receipt && judge_words(k, m, j))
			return 0;
		/* A report nobody can read but a person. */
		return report && !ours ? forward_make(k, m, j, f) : 0;
	}
	if (r)
		return judge_reader(k, m, r, j, f);
	j->outcome = INTAKE_STRANGER;
	return m->from && answered_of_ours(k, m) ? forward_make(k, m, j, f) : 0;
}

static void
tell(const struct mail_read *m, const struct judged *j)
{
	printf("%-9s  %s  %s  %s\n", intake_name(j->outcome), m->from ? m->from : "-",
	    m->subject ? m->subject : "-", j->detail ? j->detail : "");
}

/* What makes a message the same though it came by another way, with other fields on top. */
static void
identity_write(const struct mail_read *m, struct arena *a, char digest[65])
{
	if (m->from == NULL || m->message_id == NULL)
		return;
	const char *seed = arena_printf(a, "%s\n%s\n%s\n%s", m->from, m->message_id,
	    m->subject ? m->subject : "", m->text ? m->text : "");
	sha256_hex(seed, strlen(seed), digest);
}

static int
take_one(struct intake *k, const struct buf *bytes, const char *place, struct fail *f)
{
	char digest[65];
	struct mail_read m = {0};
	struct judged j = {0};
	struct fail unread = {0};
	sha256_hex(bytes->text, bytes->len, digest);
	j.taken.digest = digest;
	j.taken.place = place;
	k->digest = digest;
	int rc = store_mail_known(k->store, digest, f);
	if (rc == 0 && mail_read(bytes->text, bytes->len, k->config->settings.cage_allow_without,
	                   k->a, &m, &unread) < 0) {
		if (unread.exit != EXIT_INPUT) {
			*f = unread;
			return -1;
		}
		j.outcome = INTAKE_UNREAD;
		j.detail = unread.why;
	} else if (rc == 0) {
		identity_write(&m, k->a, digest);
		if (judge(k, &m, &j, f) < 0)
			return -1;
	}
	j.taken.from = m.from;
	j.taken.subject = m.subject;
	j.taken.outcome = rc == 1 ? "known" : intake_name(j.outcome);
	int taken = rc < 0 ? -1 : store_mail_take(k->store, &j.taken, f);
	if (taken == 1) {
		tell(&m, &j);
		k->counts[j.outcome]++;
	}
	return taken;
}

static int
place_is_known(void *context, const char *place, struct fail *f)
{
	return store_mail_place_known(context, place, f);
}

int
mailbox_take(
    struct store *s, const struct config *c, size_t counts[INTAKE_OUTCOMES], struct fail *f)
{
	struct arena kept = {0}, a = {0};
	struct intake k = {.store = s, .config = c, .a = &a, .counts = counts};
	char place[PLACE_SIZE];
	struct buf bytes;
	instant_now(k.now);
	if (c->settings.mail_from == NULL)
		return fail_config(f, NULL, "no sender of answers: geppo.yaml names no mail.from");
	if (store_letters(s, NULL, NULL, &kept, &k.letters, &k.n_letters, f) < 0) {
		arena_release(&kept);
		return -1;
	}
	struct mailbox *m = mailbox_open(&c->settings, f);
	int rc = m ? 1 : -1;
	buf_init(&bytes, CAP_MAIL);
	while (rc > 0) {
		buf_clear(&bytes);
		rc = mailbox_next(m, place_is_known, s, place, &bytes, f);
		if (rc == 1 && take_one(&k, &bytes, place, f) < 0)
			rc = -1;
		arena_reset(&a);
	}
	buf_release(&bytes);
	mailbox_close(m);
	arena_release(&a);
	arena_release(&kept);
	return rc;
}
