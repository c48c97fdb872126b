/* automatic.h - inside the cage: does a machine write, and may one answer? Private to mail/. */
#ifndef GEPPO_MAIL_AUTOMATIC_H
#define GEPPO_MAIL_AUTOMATIC_H

#include <stdbool.h>

struct _GMimeObject; /* GMimeObject */

/* The value of the first field of a name as it stands; NULL when there is none, or it is longer
 * than CAP_FIELD. */
const char *raw_field(struct _GMimeObject *o, const char *name);

/* Why a message is a machine's: by its sender, its fields (RFC 3834, 2369 and what came before
 * them), or how its subject begins; NULL: a person's. Either text may be NULL. */
const char *automatic_why(struct _GMimeObject *m, const char *from, const char *subject);

/* True when it wants no machine's answer, as Exchange says it. */
bool automatic_unwanted(struct _GMimeObject *m);

#endif
