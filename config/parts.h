/* parts.h - private to config/: each file's reader; all report into the running check. */
#ifndef GEPPO_CONFIG_PARTS_H
#define GEPPO_CONFIG_PARTS_H

#include "config/check.h"
#include "config/config.h"

void settings_load(struct check *k, const char *path, struct settings *s);
void regions_load(struct check *k, const char *path, struct config *c);
void key_regions_load(struct check *k, const char *path, struct config *c);
void sources_load(struct check *k, const char *path, struct config *c);
void partners_load(struct check *k, const char *path, struct config *c);
void holidays_load(struct check *k, const char *path, struct config *c);
void measures_load(struct check *k, const char *path, struct config *c);
void doctypes_load(struct check *k, const char *path, struct config *c);
void wordings_load(struct check *k, const char *path, struct config *c);

/* config_load() and config_load_few(); sources.yaml is read by `sources`. */
typedef void (*part_load)(struct check *k, const char *path, struct config *c);
int parts_load(const char *dir, unsigned parts, part_load sources, struct arena *a,
    struct config *c, struct buf *faults, struct fail *f) __attribute__((warn_unused_result));

/* Prepare config_source_of_url(): list addresses as keys, article patterns compiled. */
void matches_build(struct config *c, struct arena *a);

/* Vocabulary that no part of struct config holds; returns the number of glossary terms. */
size_t glossary_check(struct check *k, const char *path);
void kanji_check(struct check *k, const char *path);
/* The form alone (UTF-8, cells, YAML) of every other data file; names nobody reads are faults. */
void others_check(struct check *k, const char *dir, const char *const *read_already);

#endif
