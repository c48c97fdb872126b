/* notice.h - a text of ours to one address, put into the outbox; `geppo bulletin post` (and the
 * next sending of an issue) sends it. */
#ifndef GEPPO_MAIL_NOTICE_H
#define GEPPO_MAIL_NOTICE_H

#include "config/config.h"
#include "store/outbox.h"

struct notice {
	const char *ref;   /* what it is; it is put only once: "operator:2026-11-25:sthjt-hebei" */
	const char *kind;  /* "operator", "proof", "reminder", "answer", "forward", "result" */
	const char *month; /* of the issue it belongs to, or NULL */
	const char *address;   /* where it goes */
	const char *recipient; /* its id in partners.yaml, or NULL */
	const char *subject;   /* UTF-8, one line */
	const char *text;      /* UTF-8, LF; it stands alone: no HTML beside it */
	const char *answers; /* Message-ID it answers, or NULL. Such a one, an answer and a forward
	                        have no envelope sender, so that nothing can answer in turn */
};

/* The message as a letter whose strings live in the arena. Without mail.from: EXIT_CONFIG. */
int notice_letter(const struct config *c, const struct notice *n, struct arena *a,
    struct letter *out, struct fail *f) __attribute__((warn_unused_result));
/* Make it and put it: 1, or 0 when one of this ref is there, or -1. */
int notice_put(struct store *s, const struct config *c, const struct notice *n, struct fail *f)
    __attribute__((warn_unused_result));

#endif
