/* post.h - the approved issue on its way: bytes frozen, one message a recipient, sent once, told in
 * a ledger. */
#ifndef GEPPO_BULLETIN_POST_POST_H
#define GEPPO_BULLETIN_POST_POST_H

#include <stdbool.h>

#include "base/command.h"
#include "config/config.h"
#include "store/outbox.h"
#include "store/store.h"

/* Freeze every edition of a draft in every face that a recipient asks for. The number of faces, or
 * -1. */
int issue_approve(struct store *s, const struct config *c, const char *dir, const char *month,
    const char *who, struct fail *f) __attribute__((warn_unused_result));

/* The subject of a correction, in the arena. */
const char *correction_subject(const char *month, int notice, struct arena *a);
/* Freeze the faces of the correction that waits; *notice is its number. The number of faces, or -1.
 */
int correction_approve(struct store *s, const struct config *c, const char *dir, const char *month,
    const char *who, int *notice, struct fail *f) __attribute__((warn_unused_result));
/* The letter of a recipient (id) among n, or NULL. */
const struct letter *letter_of(const struct letter *list, size_t n, const char *recipient);
/* Did its recipient get the issue, or may have got it? Corrections go to these. */
bool letter_served(const struct letter *issue);
/* Put the approved corrections of a month for everyone who got the issue (it was sent, or may have
 * arrived), as answers to it. `address` NULL: all. The number put, or -1. */
int64_t corrections_queue(struct store *s, const struct config *c, const char *month,
    const char *address, struct fail *f);

/* Put published translations for those who asked for them and have not got them. The number of
 * messages put, or -1. */
int64_t results_queue(struct store *s, const struct config *c, const char *day, struct fail *f);

struct queued {
	size_t passed_over; /* recipients that are paused or left */
	size_t held;        /* that no message can be made for; told in the log */
};
/* Put a message for each recipient active on `day` that has none yet. `address` NULL: all. The
 * number put, or -1. */
int64_t issue_queue(struct store *s, const struct config *c, const char *month, const char *day,
    const char *address, struct queued *done, struct fail *f);

enum intake_outcome {
	INTAKE_REQUEST,   /* a reader wishes for a translation; answered */
	INTAKE_EDITORS,   /* a reader wrote something else: given to the editors, answered */
	INTAKE_BOUNCE,    /* a message of ours came back for good */
	INTAKE_REPORT,    /* it is late, or arrived */
	INTAKE_AUTOMATIC, /* a machine wrote */
	INTAKE_STRANGER,  /* from no address of partners.yaml */
	INTAKE_UNREAD,    /* the reader died of it */
	INTAKE_OUTCOMES
};
const char *intake_name(enum intake_outcome outcome);
/* Deal with what is new in the mailbox, a line each on standard output. 0 or -1. */
int mailbox_take(struct store *s, const struct config *c, size_t counts[INTAKE_OUTCOMES],
    struct fail *f) __attribute__((warn_unused_result));

struct sending {
	size_t sent, refused, retry, unknown;
	bool stopped;      /* the server itself failed: the rest waits */
	bool told_to_stop; /* by a signal: the rest waits */
};
/* Send what is due. 0 or -1. */
int outbox_send(struct store *s, const struct config *c, const struct letter_query *which,
    struct sending *out, struct fail *f) __attribute__((warn_unused_result));

/* One sender at a time in a data directory: a lock that ends with the process. -1 when another
 * holds it (EXIT_AGAIN). */
int outbox_lock(const char *dir, struct fail *f) __attribute__((warn_unused_result));

int command_approve(const struct invocation *in);
int command_withdraw(const struct invocation *in);
int command_send(const struct invocation *in);
int command_proof(const struct invocation *in);
int command_due(const struct invocation *in);
int command_post(const struct invocation *in);
/* geppo notify: check the stages, put what changed into one message to the operators, send it; with
 * --failed NAME mail them the report of a timer's run. */
int command_notify(const struct invocation *in);
int command_ledger(const struct invocation *in);
int command_resolve(const struct invocation *in);
int command_correct(const struct invocation *in);
int command_mailbox(const struct invocation *in);
int command_requests(const struct invocation *in);
extern const struct option_spec approve_options[], withdraw_options[], send_options[],
    post_options[], due_options[], notify_options[], requests_options[], ledger_options[],
    resolve_options[];

#endif
