/* smtp.c - see smtp.h; on libcurl. The dot is libcurl's to send, after the read callback said that
 * there is no more: what must be known before it is settled there. */
#include "mail/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/log.h"
#include "mail/password.h"

struct smtp {
	const struct mail_server *server;
	char url[512], password[512];
	CURL *curl;
	size_t carried; /* messages on this connection */
	bool over;      /* the answers that come now are no answers to this message */
	struct {
		const char *bytes;
		size_t left;
	} pieces[2];
	int (*before_dot)(void *);
	void *context;
	struct smtp_outcome *out;
	const volatile sig_atomic_t *stop;
	char error[CURL_ERROR_SIZE];
};

static bool
is_security(const struct smtp *s, const char *name)
{
	return strcmp(s->server->security, name) == 0;
}

static void
forget_answer(struct smtp_outcome *o)
{
	o->code = 0;
	o->answer[0] = '\0';
}

/* Only verbs and answers are looked at: a login passes by here. */
static int
listen_in(CURL *curl, curl_infotype type, char *data, size_t n, void *context)
{
	static const struct {
		const char *verb;
		enum smtp_phase phase;
	} verbs[] = {{"MAIL", SMTP_MAIL}, {"RCPT", SMTP_RCPT}, {"DATA", SMTP_DATA}};
	struct smtp *s = context;
	(void)curl;
	if (type == CURLINFO_HEADER_OUT) {
		s->over |= n >= 4 && strncasecmp(data, "QUIT", 4) == 0;
		if (!s->over)
			forget_answer(s->out);
		for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
			if (n > 4 && strncasecmp(data, verbs[i].verb, 4) == 0)
				s->out->phase = verbs[i].phase;
	} else if (type == CURLINFO_HEADER_IN && n >= 3 && !s->over) {
		size_t k = 0;
		s->out->code = (data[0] - '0') * 100 + (data[1] - '0') * 10 + (data[2] - '0');
		for (; k < n && k < sizeof s->out->answer - 1 && data[k] != '\r' && data[k] != '\n';
		     k++)
			s->out->answer[k] = data[k] >= ' ' && data[k] <= '~' ? data[k] : '?';
		s->out->answer[k] = '\0';
	}
	return 0;
}

static size_t
hand_over(char *to, size_t size, size_t n, void *context)
{
	struct smtp *s = context;
	size_t done = 0, room = size * n;
	for (size_t i = 0; i < 2 && done < room; i++) {
		size_t take = s->pieces[i].left < room - done ? s->pieces[i].left : room - done;
		memcpy(to + done, s->pieces[i].bytes, take);
		s->pieces[i].bytes += take;
		s->pieces[i].left -= take;
		done += take;
	}
	if (done > 0 || s->out->phase == SMTP_DOT)
		return done;
	if (s->before_dot(s->context) < 0)
		return CURL_READFUNC_ABORT;
	s->out->phase = SMTP_DOT;
	forget_answer(s->out);
	return 0;
}

static int
go_on(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	const struct smtp *s = context;
	(void)a;
	(void)b;
	(void)c;
	(void)d;
	return s->stop && *s->stop && s->out->phase != SMTP_DOT;
}

static void
set_up(struct smtp *s)
{
	const struct mail_server *m = s->server;
	s->curl = curl_easy_init();
	if (s->curl == NULL)
		fatal("out of memory");
	s->carried = 0;
	curl_easy_setopt(s->curl, CURLOPT_URL, s->url);
	curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(s->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(s->curl, CURLOPT_USE_SSL,
	    (long)(is_security(s, "none") ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(s->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (m->ca_file)
		curl_easy_setopt(s->curl, CURLOPT_CAINFO, m->ca_file);
	if (m->user) {
		curl_easy_setopt(s->curl, CURLOPT_USERNAME, m->user);
		curl_easy_setopt(s->curl, CURLOPT_PASSWORD, s->password);
	}
	curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, 60L);
	curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)m->timeout_seconds);
	curl_easy_setopt(s->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(s->curl, CURLOPT_LOW_SPEED_TIME, (long)m->timeout_seconds);
	curl_easy_setopt(s->curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(s->curl, CURLOPT_XFERINFOFUNCTION, go_on);
	curl_easy_setopt(s->curl, CURLOPT_XFERINFODATA, s);
	curl_easy_setopt(s->curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(s->curl, CURLOPT_DEBUGFUNCTION, listen_in);
	curl_easy_setopt(s->curl, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, hand_over);
	curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_ERRORBUFFER, s->error);
}

struct smtp *
smtp_open(const struct mail_server *server, const char *password_variable, struct fail *f)
{
	struct smtp *s = calloc(1, sizeof *s);
	char self[256] = "";
	if (s == NULL)
		fatal("out of memory");
	s->server = server;
	if (server->host == NULL) {
		(void)fail_config(f, NULL, "no mail server: geppo.yaml names no mail.host");
		free(s);
		return NULL;
	}
	if (password_read(server, password_variable, s->password, sizeof s->password, f) < 0) {
		free(s);
		return NULL;
	}
	if (gethostname(self, sizeof self - 1) != 0 || !*self)
		snprintf(self, sizeof self, "localhost");
	bool tls = is_security(s, "tls"), v6 = strchr(server->host, ':') != NULL;
	int port = server->port ? server->port : tls ? 465 : is_security(s, "none") ? 25 : 587;
	snprintf(s->url, sizeof s->url, "%s://%s%s%s:%d/%s", tls ? "smtps" : "smtp", v6 ? "[" : "",
	    server->host, v6 ? "]" : "", port, self);
	set_up(s);
	return s;
}

void
smtp_stop_on(struct smtp *s, const volatile sig_atomic_t *stop)
{
	s->stop = stop;
}

void
smtp_close(struct smtp *s)
{
	if (s == NULL)
		return;
	curl_easy_cleanup(s->curl);
	explicit_bzero(s->password, sizeof s->password);
	free(s);
}

void
smtp_send(struct smtp *s, const char *from, const char *to, const char *head, const char *entity,
    size_t n_entity, int (*before_dot)(void *context), void *context, struct smtp_outcome *out)
{
	struct curl_slist *rcpt = curl_slist_append(NULL, to);
	*out = (struct smtp_outcome){.reused = s->carried > 0};
	s->out = out;
	s->over = false;
	s->pieces[0].bytes = head;
	s->pieces[0].left = strlen(head);
	s->pieces[1].bytes = entity;
	s->pieces[1].left = n_entity;
	s->before_dot = before_dot;
	s->context = context;
	s->error[0] = '\0';
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, rcpt);
	CURLcode rc = curl_easy_perform(s->curl);
	out->accepted = rc == CURLE_OK && out->phase == SMTP_DOT && out->code / 100 == 2;
	if (!out->accepted && out->code == 0)
		snprintf(out->answer, sizeof out->answer, "%s",
		    *s->error ? s->error : curl_easy_strerror(rc));
	s->carried++;
	if (!out->accepted) { /* a connection in doubt carries nothing more */
		curl_easy_cleanup(s->curl);
		set_up(s);
	}
	curl_slist_free_all(rcpt);
}
