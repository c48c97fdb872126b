/* record.h - private to config/: a YAML map read into a struct by a table of fields.
 * The tables are the single place that says which keys exist and what they allow; faults, defaults
 * and the manual's test all come from them. */
#ifndef GEPPO_CONFIG_RECORD_H
#define GEPPO_CONFIG_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/check.h"
#include "config/yaml.h"

enum field_kind {
	FIELD_TEXT,     /* const char * */
	FIELD_ID,       /* const char *: a-z 0-9 and hyphens */
	FIELD_NUMBER,   /* int, min..max */
	FIELD_BOOL,     /* bool */
	FIELD_CHOICE,   /* const char *, one of `allowed` */
	FIELD_CHOICES,  /* const char *const *, any of `allowed` */
	FIELD_LEVEL,    /* enum level */
	FIELD_URL,      /* const char *: absolute, http or https */
	FIELD_SERVICE,  /* the same; https, or http to this machine */
	FIELD_PAGES,    /* const char *: a link with {n}; "none"; NULL for "auto" */
	FIELD_DAYS,     /* const char *const *: whole numbers up to `max`, rising */
	FIELD_CHARSET,  /* const char *: known to iconv */
	FIELD_MAIL,     /* const char * */
	FIELD_MONTH,    /* const char *: YYYY-MM */
	FIELD_MAILS,    /* const char *const * */
	FIELD_TEXTS,    /* const char *const *: any words */
	FIELD_HOST,     /* const char *: a name or address of a machine */
	FIELD_DATE,     /* const char *: YYYY-MM-DD */
	FIELD_CONTACT,  /* const char *: mail address or URL */
	FIELD_NETWORKS, /* const char *const *: CIDR */
	FIELD_REGION,   /* const char *: a code of regions.tsv */
	FIELD_REGIONS,  /* const char *const * */
	FIELD_OWN,      /* as `read` does, which needs a library that few programs link */
	FIELD_SECTION,  /* a map of its own: `section`, into the same struct */
	FIELD_OTHER,    /* any value; read by somebody else */
	FIELD_KINDS
};

struct record;
struct field;

/* The reading of one field; false after reporting. */
typedef bool (*kind_read)(
    struct check *k, const struct field *f, const struct yaml_node *value, void *to);

struct field {
	const char *key;
	enum field_kind kind;
	bool required;
	size_t to; /* offset in the struct */
	long min, max;
	const char *const *allowed;
	const struct record *section;
	kind_read read;
};

struct record {
	const char *noun; /* "a source" */
	const struct field *fields;
	size_t n; /* at most 64 */
};

/* Read the map's fields into `to`, reporting every fault; a null value (`key:`) counts as absent.
 * Returns the set of fields seen, a bit each; required ones are not asked for. */
uint64_t record_read(
    struct check *k, const struct record *r, const struct yaml_node *map, void *to);

/* Report required fields that are not in `seen`. */
void record_require(struct check *k, const struct record *r, int line, uint64_t seen);

/* Load a file whose single top key holds a list, such as `sources:`. NULL after reporting a fault;
 * else the list (its children may be of any kind); without a value
 * it is empty. */
const struct yaml_node *record_list(struct check *k, const char *path, const char *key);
/* The same for a file of several lists: the first of the keys (NULL-terminated) is required. */
void record_lists(
    struct check *k, const char *path, const char *const keys[], const struct yaml_node *lists[]);

extern const kind_read kind_readers[FIELD_KINDS];

/* "a list", "a map" or the word itself in quotes, for a message. */
const char *kind_shown(struct check *k, const struct yaml_node *value);

/* The tables, one a kind of record. */
extern const struct record settings_record, source_record, site_record, partner_record,
    group_record, recipient_record, measure_record, doctype_record;

#endif
