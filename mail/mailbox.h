/* mailbox.h - where replies and bounces lie: a maildir of this machine, or a folder of an IMAP
 * server (RFC 3501). It is only read: nothing is moved, marked or deleted. */
#ifndef GEPPO_MAIL_MAILBOX_H
#define GEPPO_MAIL_MAILBOX_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/fail.h"
#include "config/config.h"

enum { PLACE_SIZE = 512 };

struct mailbox;

/* As geppo.yaml says; the password from its file, else from GEPPO_MAILBOX_PASSWORD. NULL on a
 * failure; with neither host nor maildir EXIT_CONFIG. */
struct mailbox *mailbox_open(const struct settings *settings, struct fail *f);
void mailbox_close(struct mailbox *m);

/* 1 when what lies in a place was read before, 0, -1. */
typedef int (*place_known)(void *context, const char *place, struct fail *f);

/* The next message that is not known: its place, and at most CAP_MAIL of its bytes in an empty
 * buffer. 1, 0 when there is none, -1. */
int mailbox_next(struct mailbox *m, place_known known, void *context, char place[PLACE_SIZE],
    struct buf *bytes, struct fail *f) __attribute__((warn_unused_result));

#endif
