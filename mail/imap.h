/* imap.h - a folder of an IMAP server, looked at read-only (EXAMINE, BODY.PEEK). Private to mail/.
 */
#ifndef GEPPO_MAIL_IMAP_H
#define GEPPO_MAIL_IMAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/fail.h"
#include "config/config.h"

struct imap;

/* Connect, log in, examine the folder; *validity and the numbers of its messages, which are the
 * caller's to free(). NULL on a failure. */
struct imap *imap_open(const struct mail_server *server, const char *folder, uint32_t *validity,
    uint32_t **uids, size_t *n, struct fail *f);
void imap_close(struct imap *m);
/* Up to CAP_MAIL bytes of a message. 1, 0 when it is there no more, -1. */
int imap_fetch(struct imap *m, uint32_t uid, struct buf *bytes, struct fail *f)
    __attribute__((warn_unused_result));

#endif
