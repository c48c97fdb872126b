/* trend.h - how many entries the issues of twelve months held. Private to bulletin/. */
#ifndef GEPPO_BULLETIN_TREND_H
#define GEPPO_BULLETIN_TREND_H

#include "bulletin/month.h"
#include "bulletin/selection.h"

/* The eleven months before an issue, oldest first, into mat->trend: the entries of its issue where
 * there is one, else the documents on air that are dated in it and known. 0 or -1. */
int trend_read(struct store *s, const struct month *m, struct arena *a, struct material *mat,
    struct fail *f) __attribute__((warn_unused_result));

#endif
