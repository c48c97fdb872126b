/* place.h - private to classify/: names of places, and which place a name means where it stands. */
#ifndef GEPPO_PARSE_CLASSIFY_PLACE_H
#define GEPPO_PARSE_CLASSIFY_PLACE_H

#include "parse/classify/reading.h"
#include "parse/classify/vocabulary.h"

/* How far a form of a name can be trusted to be one. */
enum form {
	FORM_FULL,  /* 朝阳区, 河北省, 文山州 */
	FORM_SHORT, /* 河北, 邯郸: of provinces and prefectures */
	FORM_WEAK, /* 临漳: of counties; only right behind the place it lies in, or before 分局 */
	FORM_ALIAS /* 浦东, 京津冀: from issuers.tsv; all regions of it are meant */
};

struct place_name {
	const struct region *region;
	enum form form;
};

struct atlas {
	struct place_name *names; /* index of USE_PLACE */
	size_t n, cap;
};

/* Put the forms of every region's name into the vocabulary. */
void atlas_fill(struct atlas *t, struct vocabulary *v);
/* A further name of a region. 0, or -1 when the name is empty or too long. */
int atlas_alias(
    struct atlas *t, struct vocabulary *v, const char *name, const struct region *region);

/* A place a text names. */
struct mention {
	const struct region *region; /* NULL: one of several of this name, nothing tells which */
	const char *level;           /* of the region, also where the region is not known */
	uint32_t from, to;           /* folded */
	struct evidence words;
};

enum { MENTIONS = 64, AROUND = 8 };
struct mentions {
	struct mention list[MENTIONS];
	size_t n;
};

/* Regions known from elsewhere that tell places of one name apart, most trusted first. */
struct around {
	const struct region *regions[AROUND];
	size_t n;
};
void around_add(struct around *k, const struct region *r);

/* The places named in hits of [from, to) of a passage, left to right, longest name first. */
void mentions_find(const struct vocabulary *v, const struct atlas *t, const struct passage *p,
    uint32_t from, uint32_t to, const struct around *known, struct mentions *out);

/* True when `inner` lies below `outer` or is it. Key regions hold their members of today. */
bool region_holds(
    const struct vocabulary *v, const struct region *outer, const struct region *inner);

bool region_is_key(const struct region *r);

#endif
