/* publish.h - private to translate/: accepted translations become files and are published. */
#ifndef GEPPO_TRANSLATE_PUBLISH_H
#define GEPPO_TRANSLATE_PUBLISH_H

#include "translate/parts.h"
#include "translate/work.h"

/* Write an accepted job's files under DIR/translations and step it to published; a published one
 * is made anew. *where is the folder. */
int translation_publish(struct store *s, const char *dir, const char *job, const char *now,
    struct arena *a, const char **where, struct fail *f) __attribute__((warn_unused_result));
/* All accepted jobs: the number, or -1. */
int64_t translations_publish(struct store *s, const char *dir, const char *now, struct fail *f);

#endif
