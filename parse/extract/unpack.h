/* unpack.h - gzip files that are served as such (a sitemap.xml.gz): not a content coding. */
#ifndef GEPPO_PARSE_EXTRACT_UNPACK_H
#define GEPPO_PARSE_EXTRACT_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* True when the bytes are a gzip file; then *out holds its n_out bytes, in the arena: as far as it
 * is whole and up to `cap`. *cut: there was more, or it is damaged. */
bool unpack_gzip(const unsigned char *bytes, size_t n, size_t cap, struct arena *a,
    const unsigned char **out, size_t *n_out, bool *cut);

#endif
