/* issuer.h - private to classify/: who issued a document, at which level, for which place. */
#ifndef GEPPO_PARSE_CLASSIFY_ISSUER_H
#define GEPPO_PARSE_CLASSIFY_ISSUER_H

#include "parse/classify/place.h"
#include "parse/classify/reading.h"

/* A row of issuers.tsv: what a name or the letters of a document number say. */
enum name_kind {
	NAME_ORGAN, /* an organ with its own level and region: 国务院, 长三角区域…协作小组 */
	NAME_OFFICE, /* a word that makes a place an authority: 人民政府, 生态环境局 */
	NAME_SUB,    /* a part of a city that is no division: 经开区, 街道 */
	NAME_MEDIA,  /* whoever reports or reposts */
	NAME_NUMBER, /* letters of document numbers: 冀政办发 */
	NAME_HOST,   /* end of a host name */
	NAME_LOCAL,  /* "全市", "省政府": a level, of a place the text does not name */
	NAME_PLACE   /* a further name of a place */
};

struct issuer_name {
	const char *text;
	enum name_kind kind;
	enum level level;
	const struct region *region; /* first of its regions, or NULL */
	int line;                    /* in issuers.tsv */
};

struct issuers {
	struct issuer_name *names; /* index of USE_NAME */
	size_t n, cap;
};

/* Read issuers.tsv into the vocabulary; its places go into the atlas. Faults are reported to k. */
void issuers_load(
    struct issuers *s, struct vocabulary *v, struct atlas *t, const char *path, struct check *k);

struct authority {
	enum level level;            /* LEVEL_NONE: not known */
	const struct region *region; /* may be NULL */
	bool ambiguous;              /* a place was named, but not which of its name */
	struct evidence words;
	const char *rule;
};

enum level region_level(const struct region *r);

/* The authority that [from, to) of a passage names; false when it names none (or a medium). */
bool authority_find(const struct issuers *s, const struct vocabulary *v, const struct atlas *t,
    const struct passage *p, uint32_t from, uint32_t to, const struct around *known,
    struct authority *out);

/* The level that words such as 全市 tell. */
bool authority_by_local(const struct issuers *s, const struct vocabulary *v,
    const struct passage *p, struct authority *out);

/* By the letters of a document number; by the end of a host name. */
bool authority_by_number(const struct issuers *s, const struct vocabulary *v,
    const struct passage *p, struct authority *out);
bool authority_by_host(const struct issuers *s, const char *url, struct authority *out);

#endif
