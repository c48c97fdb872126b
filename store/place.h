/* place.h - which place a title or an issuer speaks of. Private to store/. */
#ifndef GEPPO_STORE_PLACE_H
#define GEPPO_STORE_PLACE_H

#include "base/arena.h"
#include "base/fail.h"
#include "config/config.h"
#include "store/fold.h"

struct places;

/* Names of all divisions and key regions, whole and (provinces and prefectures) without their last
 * word. `config` must hold CONFIG_REGIONS, and it and `fold` outlive the result. Never NULL. */
struct places *places_new(const struct config *config, const struct folding *fold);
void places_free(struct places *p);

/* The place named at the start of a folded text: its code and how many bytes name it (a province
 * and its city count together), or NULL and 0. */
const char *place_at(const struct places *p, const char *text, size_t *len);

/* The first place named within the first `within` bytes, or NULL. */
const char *place_in(const struct places *p, const char *text, size_t within);

/* The place below `outer` that is named at the start of a text, or NULL. */
const char *place_under(const struct places *p, const char *text, const char *outer);

/* The codes, parted by blanks, of all places that share the first name (城关区, 鼓楼区) of at least
 * `least` characters that begins in the first `within` bytes, in the arena; NULL: there is none.
 * Names of two (城区, 郊区) are plain words, too. */
const char *place_several(
    const struct places *p, const char *text, size_t within, size_t least, struct arena *a);

/* How often a folded text names a place, by its whole name or what is left without 省, 市 and the
 * like. */
size_t place_count(const struct places *p, const char *code, const char *text);

/* True when `inner` lies below `outer` and is not the same; NULL lies nowhere. */
bool place_below(const struct places *p, const char *inner, const char *outer);
/* The places that `code` lies below, the nation last; at most max. Returns how many. */
size_t place_above(const struct places *p, const char *code, const char *out[], size_t max);
/* How near to the ground: nation 1, key region 2, province 3, prefecture 4, county 5; NULL 0. */
int place_depth(const char *code);

#endif
