/* queue.c - the approved bytes as one message a recipient. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/log.h"
#include "bulletin/post/post.h"
#include "mail/message.h"

struct queueing {
	const struct config *config;
	const char *month, *now;
	const struct approval *approval;
	const struct frozen *faces;
	size_t n_faces;
	struct arena *a;
};

static const struct frozen *
find_face(const struct queueing *q, const char *edition, const char *face)
{
	for (size_t i = 0; i < q->n_faces; i++)
		if (strcmp(q->faces[i].edition, edition) == 0 &&
		    strcmp(q->faces[i].face, face) == 0)
			return &q->faces[i];
	return NULL;
}

static bool
wants(const struct recipient *r, const char *format)
{
	for (const char *const *w = r->formats; *w; w++)
		if (strcmp(*w, format) == 0)
			return true;
	return false;
}

static int
entity_make(const struct queueing *q, const struct recipient *r, struct buf *out, struct fail *f)
{
	static const char *const kinds[][2] = {{"pdf", "application/pdf"},
	    {"docx", "application/"
	             "vnd.openxmlformats-officedocument.wordprocessingml.document"}};
	const char *edition = r->partner ? r->partner : "";
	const struct frozen *text = find_face(q, edition, "text");
	const struct frozen *html = wants(r, "html") ? find_face(q, edition, "mail-html") : NULL;
	struct mail_file files[2];
	size_t n = 0;
	if (text == NULL)
		return fail_input(f, r->id,
		    "its edition %s was not approved: the partner came "
		    "after the approval",
		    edition);
	for (size_t i = 0; i < 2; i++) {
		if (!wants(r, kinds[i][0]))
			continue;
		const struct frozen *face = find_face(q, edition, kinds[i][0]);
		if (face == NULL)
			return fail_input(f, r->id,
			    "the %s of its edition was not approved: it "
			    "was asked for after the approval",
			    kinds[i][0]);
		files[n++] =
		    (struct mail_file){arena_printf(q->a, "geppo-%s.%s", q->month, kinds[i][0]),
		        kinds[i][1], face->bytes, face->n};
	}
	return message_entity(text->bytes, html ? html->bytes : NULL, files, n, out, f);
}

/* The same for a recipient and an approval for ever. */
static const char *
message_id(const struct queueing *q, const struct recipient *r)
{
	char digest[65];
	const char *from = q->config->settings.mail_from;
	const char *seed = arena_printf(
	    q->a, "%s %s %s %s", q->month, q->approval->digest, q->approval->at, r->id);
	sha256_hex(seed, strlen(seed), digest);
	return arena_printf(q->a, "geppo-%s-%.32s@%s", q->month, digest, strchr(from, '@') + 1);
}

static const char *
envelope_sender(const struct queueing *q, const char *id)
{
	const struct settings *set = &q->config->settings;
	const char *sender = set->mail_bounces ? set->mail_bounces : set->mail_from;
	if (!set->mail_verp)
		return sender;
	return arena_printf(q->a, "%.*s+%.*s%s", (int)strcspn(sender, "@"), sender,
	    (int)strcspn(id + 14, "@"), id + 14, strchr(sender, '@'));
}

static int
head_make(const struct queueing *q, const struct recipient *r, const char *id, struct buf *out,
    struct fail *f)
{
	const struct settings *set = &q->config->settings;
	const struct partner *p = config_partner(q->config, r->partner);
	struct mail_head h = {.from_name = set->publisher,
	    .from = set->mail_from,
	    .to_name = r->name,
	    .to = r->address,
	    .subject = arena_printf(q->a, "中国大気政策月報 %.4s年%d月号%s%s%s", q->month,
	        (q->month[5] - '0') * 10 + q->month[6] - '0', p ? "【" : "", p ? p->name_ja : "",
	        p ? "版】" : ""),
	    .date = q->now,
	    .message_id = id,
	    .unsubscribe = set->mail_from,
	    .unsubscribe_url = set->mail_unsubscribe_url,
	    .automatic = "auto-generated"};
	return message_head(&h, out, f);
}

static int
letter_make(const struct queueing *q, const struct recipient *r, struct letter *out, struct fail *f)
{
	struct buf head, entity;
	buf_init(&head, CAP_FIELD);
	buf_init(&entity, CAP_ISSUE);
	const char *id = message_id(q, r);
	int rc = entity_make(q, r, &entity, f);
	if (rc == 0)
		rc = head_make(q, r, id, &head, f);
	if (rc == 0)
		*out = (struct letter){.ref = arena_printf(q->a, "issue:%s:0:%s", q->month, r->id),
		    .kind = "issue",
		    .month = q->month,
		    .recipient = r->id,
		    .address = r->address,
		    .sender = envelope_sender(q, id),
		    .message_id = id,
		    .head = arena_strn(q->a, head.text, head.len),
		    .entity = arena_strn(q->a, entity.text, entity.len),
		    .n_entity = entity.len};
	buf_release(&head);
	buf_release(&entity);
	return rc;
}

static int
correction_letter(const struct queueing *q, int notice, const struct letter *to, struct letter *out,
    struct fail *f)
{
	const struct settings *set = &q->config->settings;
	const struct frozen *text = find_face(q, "", "text"), *html = NULL;
	struct buf head, entity;
	char digest[65];
	const char *seed =
	    arena_printf(q->a, "%s %d %s %s", q->month, notice, q->approval->digest, to->recipient);
	sha256_hex(seed, strlen(seed), digest);
	const char *id =
	    arena_printf(q->a, "geppo-%s-%.32s%s", q->month, digest, strchr(set->mail_from, '@'));
	const struct recipient *r = config_recipient(q->config, to->recipient);
	if (r && wants(r, "html"))
		html = find_face(q, "", "mail-html");
	struct mail_head h = {.from_name = set->publisher,
	    .from = set->mail_from,
	    .to_name = r ? r->name : NULL,
	    .to = r ? r->address : to->address,
	    .subject = correction_subject(q->month, notice, q->a),
	    .date = q->now,
	    .message_id = id,
	    .answers = to->message_id,
	    .unsubscribe = set->mail_from,
	    .unsubscribe_url = set->mail_unsubscribe_url,
	    .automatic = "auto-generated"};
	buf_init(&head, CAP_FIELD);
	buf_init(&entity, CAP_ISSUE);
	int rc = text ? message_entity(text->bytes, html ? html->bytes : NULL, NULL, 0, &entity, f)
	              : fail_input(f, q->month, "the correction has no text");
	if (rc == 0)
		rc = message_head(&h, &head, f);
	*out = (struct letter){
	    .ref = arena_printf(q->a, "issue:%s:%d:%s", q->month, notice, to->recipient),
	    .kind = "correction",
	    .month = q->month,
	    .notice = notice,
	    .recipient = to->recipient,
	    .address = h.to,
	    .sender = envelope_sender(q, id),
	    .message_id = id,
	    .head = arena_strn(q->a, head.text, head.len),
	    .entity = arena_strn(q->a, entity.text, entity.len),
	    .n_entity = entity.len};
	buf_release(&head);
	buf_release(&entity);
	return rc;
}

bool
letter_served(const struct letter *issue)
{
	return strcmp(issue->state, "sent") == 0 || strcmp(issue->state, "unknown") == 0;
}

static int64_t
correction_put_all(struct store *s, const struct queueing *q, int notice,
    const struct letter *issues, size_t n, const char *address, struct fail *f)
{
	int64_t put = 0;
	for (size_t i = 0; i < n; i++) {
		struct letter l;
		if (!letter_served(&issues[i]) ||
		    (address && strcasecmp(address, issues[i].address) != 0))
			continue;
		int64_t one = correction_letter(q, notice, &issues[i], &l, f) < 0
		                  ? -1
		                  : store_letters_put(s, &l, 1, f);
		if (one < 0)
			return -1;
		put += one;
	}
	return put;
}

int64_t
corrections_queue(
    struct store *s, const struct config *c, const char *month, const char *address, struct fail *f)
{
	struct arena a = {0};
	struct approval approval;
	char now[INSTANT_SIZE];
	const struct letter *issues;
	size_t n;
	int64_t put = 0, one = 0;
	instant_now(now);
	if (store_letters(s, month, "issue", &a, &issues, &n, f) < 0)
		put = -1;
	for (int notice = 1; put >= 0; notice++) {
		struct queueing q = {c, month, now, &approval, NULL, 0, &a};
		int rc = store_approval(s, month, notice, &a, &approval, f);
		if (rc == 1 && store_frozen(s, month, notice, &a, &q.faces, &q.n_faces, f) < 0)
			rc = -1;
		if (rc == 0)
			break;
		one = rc < 0 ? -1 : correction_put_all(s, &q, notice, issues, n, address, f);
		put = one < 0 ? -1 : put + one;
	}
	arena_release(&a);
	return put;
}

const struct letter *
letter_of(const struct letter *list, size_t n, const char *recipient)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].recipient && strcmp(list[i].recipient, recipient) == 0)
			return &list[i];
	return NULL;
}

/* A message that waits to be sent again follows its recipient to another address: the same entity
 * and Message-ID. */
static int
follow(struct store *s, const struct queueing *q, const struct recipient *r,
    const struct letter *there, struct fail *f)
{
	struct letter l;
	bool waits = strcmp(there->state, "pending") == 0 || strcmp(there->state, "retry") == 0;
	if (!waits || strcmp(there->address, r->address) == 0)
		return 0;
	return letter_make(q, r, &l, f) < 0 ? -1 : store_letter_readdress(s, &l, f);
}

static int64_t
put_all(struct store *s, struct queueing *q, const char *day, const char *address,
    struct queued *done, struct fail *f)
{
	const struct letter *there;
	size_t n_there;
	int64_t put = 0;
	if (store_letters(s, q->month, "issue", q->a, &there, &n_there, f) < 0)
		return -1;
	for (size_t i = 0; i < q->config->n_recipients; i++) {
		const struct recipient *r = &q->config->recipients[i];
		struct letter l;
		if (address && strcasecmp(address, r->address) != 0)
			continue;
		if (!recipient_is_active(r, day)) {
			done->passed_over++;
			continue;
		}
		const struct letter *known = letter_of(there, n_there, r->id);
		if (known && follow(s, q, r, known, f) < 0)
			return -1;
		if (known)
			continue;
		if (letter_make(q, r, &l, f) < 0) {
			if (f->exit != EXIT_INPUT)
				return -1;
			log_warn("%s", fail_text(f)); /* the others get theirs */
			done->held++;
			continue;
		}
		int64_t one = store_letters_put(s, &l, 1, f);
		if (one < 0)
			return -1;
		put += one;
	}
	return put;
}

int64_t
issue_queue(struct store *s, const struct config *c, const char *month, const char *day,
    const char *address, struct queued *done, struct fail *f)
{
	struct arena a = {0};
	struct approval approval;
	char now[INSTANT_SIZE];
	struct queueing q = {c, month, now, &approval, NULL, 0, &a};
	instant_now(now);
	*done = (struct queued){0};
	int64_t rc = store_approval(s, month, 0, &a, &approval, f);
	if (rc == 0)
		rc = fail_input(f, month,
		    "nobody approved the issue (geppo bulletin approve %s --by NAME)", month);
	else if (rc > 0 && c->settings.mail_from == NULL)
		rc = fail_config(f, NULL, "no sender: geppo.yaml names no mail.from");
	if (rc > 0 && store_frozen(s, month, 0, &a, &q.faces, &q.n_faces, f) < 0)
		rc = -1;
	if (rc > 0)
		rc = put_all(s, &q, day, address, done, f);
	arena_release(&a);
	return rc;
}
