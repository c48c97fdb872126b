/* machine.c - see machine.h; on libcurl. */
#include "translate/machine.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "base/url.h"
#include "base/utf8.h"
#include "translate/check.h"

struct machine {
	const struct settings *settings;
	char host[256], url[1024];
	CURL *curl;
	struct curl_slist *headers;
	struct buf answer;
	char error[CURL_ERROR_SIZE];
};

static const char KEY_VARIABLE[] = "GEPPO_TRANSLATION_KEY";

/* "Authorization: DeepL-Auth-Key …" into a list that libcurl never prints. */
static int
key_read(struct machine *m, struct fail *f)
{
	const char *path = m->settings->machine_key_file, *value = getenv(KEY_VARIABLE);
	struct buf key;
	char header[512];
	int rc = 0;
	buf_init(&key, CAP_MESSAGE);
	if (path)
		rc = file_read(path, &key, f);
	else if (value)
		buf_adds(&key, value);
	size_t n = strcspn(key.text, "\r\n");
	if (rc == 0 && (n == 0 || n > 256))
		rc = fail_config(f, path, "no key for the translation service%s%s",
		    path ? "" : ": neither key_file is set nor ", path ? "" : KEY_VARIABLE);
	if (rc == 0) {
		snprintf(
		    header, sizeof header, "Authorization: DeepL-Auth-Key %.*s", (int)n, key.text);
		m->headers = curl_slist_append(m->headers, header);
		explicit_bzero(header, sizeof header);
	}
	explicit_bzero(key.text, key.len);
	buf_release(&key);
	return rc;
}

static size_t
take_bytes(char *bytes, size_t one, size_t n, void *user)
{
	struct machine *m = user;
	(void)one;
	buf_add(&m->answer, bytes, n);
	return buf_full(&m->answer) ? 0 : n;
}

static void
options_set(struct machine *m)
{
	const struct settings *s = m->settings;
	curl_easy_setopt(m->curl, CURLOPT_URL, m->url);
	curl_easy_setopt(m->curl, CURLOPT_HTTPHEADER, m->headers);
	curl_easy_setopt(m->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(m->curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(m->curl, CURLOPT_TIMEOUT, (long)s->machine_timeout_seconds);
	curl_easy_setopt(m->curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(m->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(m->curl, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(m->curl, CURLOPT_WRITEDATA, m);
	curl_easy_setopt(m->curl, CURLOPT_ERRORBUFFER, m->error);
	if (s->fetch_ca_file)
		curl_easy_setopt(m->curl, CURLOPT_CAINFO, s->fetch_ca_file);
}

struct machine *
machine_open(const struct settings *settings, struct fail *f)
{
	struct arena a = {0};
	struct url u;
	if (settings->machine_url == NULL) {
		(void)fail_config(f, "geppo.yaml", "machine_translation.url is not set");
		return NULL;
	}
	struct machine *m = calloc(1, sizeof *m);
	if (m == NULL)
		fatal("out of memory");
	m->settings = settings;
	buf_init(&m->answer, CAP_BODY);
	const char *url = settings->machine_url;
	size_t n = strlen(url);
	snprintf(m->url, sizeof m->url, "%.*s/v2/translate",
	    (int)(n - (n > 0 && url[n - 1] == '/')), url);
	if (url_parse(url, n, NULL, &a, &u))
		snprintf(m->host, sizeof m->host, "%s", u.host);
	arena_release(&a);
	m->headers = curl_slist_append(NULL, "Content-Type: application/json");
	m->curl = curl_easy_init();
	if (key_read(m, f) < 0) {
		machine_close(m);
		return NULL;
	}
	options_set(m);
	return m;
}

void
machine_close(struct machine *m)
{
	if (m == NULL)
		return;
	for (struct curl_slist *h = m->headers; h; h = h->next)
		explicit_bzero(h->data, strlen(h->data));
	curl_slist_free_all(m->headers);
	curl_easy_cleanup(m->curl);
	buf_release(&m->answer);
	free(m);
}

const char *
machine_name(const struct machine *m)
{
	return m->host;
}

/* What the status says; the numbers are those of the API's documentation. */
static int
status_take(struct machine *m, long status, struct fail *f)
{
	if (status == 200)
		return 0;
	if (status == 403 || status == 401)
		return fail_config(f, m->host, "the translation service refuses the key");
	if (status == 456)
		return fail_again(f, m->host, "the service's allowance is used up");
	if (status == 429 || status >= 500)
		return fail_again(f, m->host, "the service is busy (HTTP status %ld)", status);
	return fail_input(
	    f, m->host, "the service does not take the request (HTTP status %ld)", status);
}

static int
ask(struct machine *m, const char *request, struct fail *f)
{
	long status = 0;
	buf_clear(&m->answer);
	m->error[0] = '\0';
	curl_easy_setopt(m->curl, CURLOPT_POSTFIELDS, request);
	CURLcode code = curl_easy_perform(m->curl);
	curl_easy_getinfo(m->curl, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK)
		return fail_again(f, m->host, "the service cannot be reached: %s",
		    m->error[0] ? m->error : curl_easy_strerror(code));
	return status_take(m, status, f);
}

/* The texts of the answer, as many as were asked for. */
static int
answer_read(struct machine *m, size_t n, struct arena *a, const char **out, struct fail *f)
{
	json_t *root = json_loadb(m->answer.text, m->answer.len, 0, NULL);
	json_t *list = json_object_get(root, "translations");
	int rc = json_array_size(list) == n
	             ? 0
	             : fail_again(f, m->host, "the service's answer is not what was asked for");
	for (size_t i = 0; rc == 0 && i < n; i++) {
		json_t *text = json_object_get(json_array_get(list, i), "text");
		out[i] = json_is_string(text) ? terms_take(json_string_value(text), a) : "";
	}
	json_decref(root);
	return rc;
}

static char *
request_make(const char *const *xml, size_t n)
{
	json_t *texts = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(texts, json_string(xml[i]));
	json_t *o = json_pack("{s:o, s:s, s:s, s:s, s:[s], s:b}", "text", texts, "source_lang",
	    "ZH", "target_lang", "JA", "tag_handling", "xml", "ignore_tags", "t",
	    "preserve_formatting", 1);
	char *text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	if (text == NULL)
		fatal("out of memory");
	return text;
}

static bool
has_kana(const char *s)
{
	size_t left = strlen(s), len;
	for (int cp; left > 0; s += len, left -= len) {
		cp = utf8_decode(s, left, &len);
		if (cp >= 0x3041 && cp <= 0x30ff)
			return true;
	}
	return false;
}

static const char *
flags_of(const char *zh, const char *ja, const char *const *terms, struct arena *a)
{
	const char *flags = "machine";
	bool lost = false;
	for (size_t i = 0; terms[i]; i++)
		lost |= strstr(ja, terms[i]) == NULL;
	if (lost)
		flags = arena_printf(a, "%s term_lost", flags);
	if (check_numbers(zh, ja, a))
		flags = arena_printf(a, "%s number_changed", flags);
	if (strcmp(zh, ja) == 0)
		return arena_printf(a, "%s unchanged", flags);
	return has_kana(ja) ? flags : arena_printf(a, "%s no_kana", flags);
}

int
machine_translate(struct machine *m, const struct translator *t, const char *const *zh, size_t n,
    struct arena *a, const char **ja, const char **flags, struct fail *f)
{
	const char *xml[MACHINE_TEXTS], **terms[MACHINE_TEXTS];
	if (n == 0 || n > MACHINE_TEXTS)
		bug("%zu texts for the translation service", n);
	for (size_t i = 0; i < n; i++)
		xml[i] = terms_put(t, zh[i], a, &terms[i]);
	char *request = request_make(xml, n);
	int rc = ask(m, request, f);
	free(request);
	if (rc == 0)
		rc = answer_read(m, n, a, ja, f);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (*ja[i] == '\0' || strlen(ja[i]) > CAP_FIELD)
			return fail_again(f, m->host, "the service's answer is empty or endless");
		flags[i] = flags_of(zh[i], ja[i], (const char *const *)terms[i], a);
	}
	return rc;
}
