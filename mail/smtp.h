/* smtp.h - one message to one recipient over SMTP (RFC 5321), many on one connection. */
#ifndef GEPPO_MAIL_SMTP_H
#define GEPPO_MAIL_SMTP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fail.h"
#include "config/config.h"

struct smtp;

/* How far the conversation came. SESSION: up to and with the login; DOT: the end of the message was
 * handed over. */
enum smtp_phase { SMTP_SESSION, SMTP_MAIL, SMTP_RCPT, SMTP_DATA, SMTP_DOT };

struct smtp_outcome {
	enum smtp_phase phase;
	bool accepted;    /* 250 after the dot */
	int code;         /* the server's answer to that phase, 0: none is known */
	bool reused;      /* the connection had carried a message before */
	char answer[400]; /* what the server said, or what went wrong, printable */
};

/* The password comes from the server's password_file, else from the environment variable. NULL on a
 * fault of the configuration. */
struct smtp *smtp_open(
    const struct mail_server *server, const char *password_variable, struct fail *f);
void smtp_close(struct smtp *s);

/* Break off a conversation soon after *stop became true, unless the end of the message is handed
 * over: then the answer is waited for. */
void smtp_stop_on(struct smtp *s, const volatile sig_atomic_t *stop);

/* Hand over head and entity, both CRLF. before_dot() is called when everything but the end is
 * handed over; when it fails the end is not. */
void smtp_send(struct smtp *s, const char *from, const char *to, const char *head,
    const char *entity, size_t n_entity, int (*before_dot)(void *context), void *context,
    struct smtp_outcome *out);

#endif
