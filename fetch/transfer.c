/* transfer.c - see transfer.h. */
#include "fetch/transfer.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "fetch/request.h"

enum { CONNECTIONS = 1024 };

struct transfers {
	CURLM *multi;
	struct transfer *running;
};

struct transfers *
transfers_new(void)
{
	struct transfers *t = calloc(1, sizeof *t);
	if (t == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    (t->multi = curl_multi_init()) == NULL)
		fatal("libcurl could not be started");
	curl_multi_setopt(t->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
	curl_multi_setopt(t->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
	/* Kept open however few are under way just now: each host's is used again. */
	curl_multi_setopt(t->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS);
	return t;
}

static void
drop(struct transfers *t, struct transfer *one)
{
	struct transfer **at = &t->running;
	while (*at != one)
		at = &(*at)->next;
	*at = one->next;
	curl_multi_remove_handle(t->multi, one->easy);
	request_free(one);
}

int
transfers_start(struct transfers *t, const struct transfer_ask *ask, void *owner, struct fail *f)
{
	struct transfer *one = request_new(ask, owner);
	if (curl_multi_add_handle(t->multi, one->easy) != CURLM_OK) {
		request_free(one);
		return fail_again(f, ask->url, "libcurl took no further transfer");
	}
	one->next = t->running;
	t->running = one;
	return 0;
}

/* ---- ends */

static const struct {
	CURLcode code;
	const char *why;
} causes[] = {
    {CURLE_COULDNT_RESOLVE_HOST, "the host name could not be resolved"},
    {CURLE_COULDNT_CONNECT, "no connection could be made"},
    {CURLE_OPERATION_TIMEDOUT, "no complete answer in time"},
    {CURLE_PARTIAL_FILE, "the response broke off before its announced length"},
    {CURLE_GOT_NOTHING, "the server closed the connection without an answer"},
    {CURLE_RECV_ERROR, "the connection broke while receiving"},
    {CURLE_SEND_ERROR, "the connection broke while sending"},
    {CURLE_PEER_FAILED_VERIFICATION, "the TLS certificate could not be verified"},
    {CURLE_SSL_CONNECT_ERROR, "no TLS connection could be agreed on"},
    {CURLE_WEIRD_SERVER_REPLY, "the answer is no HTTP response"},
    {CURLE_UNSUPPORTED_PROTOCOL, "the answer is no HTTP/1 response"},
};

static int
transfer_fail(struct fail *f, const struct transfer *t, CURLcode code)
{
	errno = 0;
	if (t->refused[0])
		return fail_config(f, NULL, "refused to connect to %s", t->refused);
	if (t->stopped)
		return fail_again(f, NULL, "%s", t->stopped);
	const char *detail = t->error[0] ? t->error : curl_easy_strerror(code);
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
		if (causes[i].code == code)
			return fail_again(f, NULL, "%s (%s)", causes[i].why, detail);
	return fail_again(f, NULL, "the transfer failed (%s)", detail);
}

/* RFC 9110 section 10.2.3: seconds, however many digits, or a date; all else says nothing. */
static int64_t
patience_asked(const struct exchange *x)
{
	enum { LONGEST = 999999999, DIGITS = 9 };
	struct arena a = {0};
	int64_t seconds = 0;
	const char *value = exchange_field(x, "Retry-After", &a);
	size_t n = value ? strspn(value, "0123456789") : 0;
	if (n > 0 && value[n + strspn(value + n, " \t")] == '\0')
		seconds = n > DIGITS ? LONGEST : strtol(value, NULL, 10);
	else if (value) {
		time_t at = curl_getdate(value, NULL);
		seconds = at > 0 ? (int64_t)at - (int64_t)time(NULL) : 0;
	}
	arena_release(&a);
	return seconds > LONGEST ? LONGEST : seconds > 0 ? seconds : 0;
}

static int
transfer_end(struct transfer *t, CURLcode code, struct fail *f)
{
	long status = 0;
	curl_off_t micro = 0;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &micro);
	t->x.status = (int)status;
	t->x.tls_failed = code == CURLE_SSL_CONNECT_ERROR;
	t->x.seconds = (double)micro / 1e6;
	t->x.retry_after = patience_asked(&t->x);
	if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && t->x.truncated && t->cut_at_cap))
		return 0;
	if (t->x.truncated == NULL)
		t->x.truncated = code == CURLE_OPERATION_TIMEDOUT ? "time" : "disconnect";
	return transfer_fail(f, t, code);
}

void *
transfers_wait(
    struct transfers *t, int milliseconds, struct exchange *x, int *failed, struct fail *f)
{
	int still, left;
	/* What has ended is handed over before all of them are looked at again. */
	CURLMsg *m = curl_multi_info_read(t->multi, &left);
	if (m == NULL) {
		curl_multi_perform(t->multi, &still);
		m = curl_multi_info_read(t->multi, &left);
	}
	if (m == NULL && milliseconds > 0) {
		curl_multi_poll(t->multi, NULL, 0, milliseconds, NULL);
		curl_multi_perform(t->multi, &still);
		m = curl_multi_info_read(t->multi, &left);
	}
	if (m == NULL || m->msg != CURLMSG_DONE)
		return NULL;
	CURLcode code = m->data.result;
	struct transfer *one = NULL;
	curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&one);
	void *owner = one->owner;
	*failed = transfer_end(one, code, f);
	*x = one->x;
	buf_init(&one->x.request, 0);
	buf_init(&one->x.head, 0);
	buf_init(&one->x.body, 0);
	drop(t, one);
	return owner;
}

void
transfers_free(struct transfers *t)
{
	if (t == NULL)
		return;
	while (t->running)
		drop(t, t->running);
	curl_multi_cleanup(t->multi);
	free(t);
	curl_global_cleanup();
}
