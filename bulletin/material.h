/* material.h - reading from the store what an issue is made from. */
#ifndef GEPPO_BULLETIN_MATERIAL_H
#define GEPPO_BULLETIN_MATERIAL_H

#include "bulletin/month.h"
#include "bulletin/selection.h"

/* 0 or -1; everything lives in the arena. */
int material_read(struct store *s, const struct month *m, struct arena *a, struct material *out,
    struct fail *f) __attribute__((warn_unused_result));

#endif
