/* request.h - one transfer as libcurl has it: what is asked, and the bounds it is kept within. Only
 * transfer.c and request.c know libcurl. */
#ifndef GEPPO_FETCH_REQUEST_H
#define GEPPO_FETCH_REQUEST_H

#include <curl/curl.h>

#include "fetch/transfer.h"

struct transfer {
	struct transfer *next; /* of the running ones */
	CURL *easy;
	struct curl_slist *headers;
	struct exchange x;
	const struct address_rules *rules;
	void *owner;
	bool cut_at_cap;
	double slow_seconds; /* over which the speed is judged */
	double slow_since;   /* monotonic: when the present span began; 0: no answer yet */
	size_t slow_bytes;   /* what had come by then */
	const char *stopped; /* why a callback of ours ended it */
	char refused[512];   /* the address that was refused, and why */
	char error[CURL_ERROR_SIZE];
};

/* Never NULL; to be added to a multi handle, and to request_free() when it was taken off it. */
struct transfer *request_new(const struct transfer_ask *ask, void *owner);
void request_free(struct transfer *t);

#endif
