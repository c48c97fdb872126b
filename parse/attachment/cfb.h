/* cfb.h - compound files ([MS-CFB]): the streams of a DOC, XLS or WPS file. */
#ifndef GEPPO_PARSE_ATTACHMENT_CFB_H
#define GEPPO_PARSE_ATTACHMENT_CFB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct span_of_bytes {
	const unsigned char *at;
	size_t n;
};

struct cfb {
	struct arena *a;
	struct span_of_bytes file;
	size_t sector, mini; /* bytes of one */
	uint32_t *fat, *mini_fat;
	size_t n_fat, n_mini_fat;
	struct span_of_bytes folder, mini_stream;
	uint32_t mini_below; /* streams shorter than this lie in the mini stream */
};

/* Read the tables of sectors. False: no compound file. */
bool cfb_open(struct cfb *c, const unsigned char *bytes, size_t n, struct arena *a);
/* The stream of that (ASCII) name, in the arena; in the root folder, else anywhere. False: none. */
bool cfb_stream(const struct cfb *c, const char *name, struct span_of_bytes *out);

/* Little-endian numbers; 0 beyond the end. */
unsigned u8_at(struct span_of_bytes s, size_t at);
unsigned u16_at(struct span_of_bytes s, size_t at);
uint32_t u32_at(struct span_of_bytes s, size_t at);

#endif
