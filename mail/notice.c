/* notice.c - see notice.h. */
#include "mail/notice.h"

#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "mail/message.h"

/* The same for a ref for ever. */
static const char *
message_id(const struct config *c, const struct notice *n, struct arena *a)
{
	char digest[65];
	sha256_hex(n->ref, strlen(n->ref), digest);
	return arena_printf(
	    a, "geppo-%s-%.32s%s", n->kind, digest, strchr(c->settings.mail_from, '@'));
}

int
notice_letter(const struct config *c, const struct notice *n, struct arena *a, struct letter *out,
    struct fail *f)
{
	const struct settings *set = &c->settings;
	struct buf head, entity;
	char now[INSTANT_SIZE];
	if (set->mail_from == NULL)
		return fail_config(f, NULL, "no sender: geppo.yaml names no mail.from");
	instant_now(now);
	buf_init(&head, CAP_FIELD);
	buf_init(&entity, CAP_ISSUE);
	const char *id = message_id(c, n, a);
	struct mail_head h = {.from_name = set->publisher,
	    .from = set->mail_from,
	    .to = n->address,
	    .subject = n->subject,
	    .date = now,
	    .message_id = id,
	    .answers = n->answers,
	    .automatic = strcmp(n->kind, "answer") == 0 ? "auto-replied" : "auto-generated"};
	int rc = message_entity(n->text, NULL, NULL, 0, &entity, f);
	if (rc == 0)
		rc = message_head(&h, &head, f);
	const char *sender = set->mail_bounces ? set->mail_bounces : set->mail_from;
	bool silent =
	    n->answers || strcmp(n->kind, "answer") == 0 || strcmp(n->kind, "forward") == 0;
	*out = (struct letter){.ref = arena_str(a, n->ref),
	    .kind = n->kind,
	    .month = n->month,
	    .recipient = n->recipient,
	    .address = arena_str(a, n->address),
	    .sender = silent ? "" : sender,
	    .message_id = id,
	    .head = arena_strn(a, head.text, head.len),
	    .entity = arena_strn(a, entity.text, entity.len),
	    .n_entity = entity.len};
	buf_release(&head);
	buf_release(&entity);
	return rc;
}

int
notice_put(struct store *s, const struct config *c, const struct notice *n, struct fail *f)
{
	struct arena a = {0};
	struct letter l;
	int64_t rc = notice_letter(c, n, &a, &l, f);
	if (rc == 0)
		rc = store_letters_put(s, &l, 1, f);
	arena_release(&a);
	return (int)rc;
}
