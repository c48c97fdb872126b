/* password.h - secrets of mail servers. Private to mail/. */
#ifndef GEPPO_MAIL_PASSWORD_H
#define GEPPO_MAIL_PASSWORD_H

#include <stddef.h>

#include "base/fail.h"
#include "config/config.h"

/* The first line of the server's password_file, else the environment variable; "" when there is no
 * login. 0 or -1 (EXIT_CONFIG, EXIT_IO). */
int password_read(const struct mail_server *server, const char *variable, char *out, size_t size,
    struct fail *f) __attribute__((warn_unused_result));

#endif
