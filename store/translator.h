/* translator.h - where translators are reached. */
#ifndef GEPPO_STORE_TRANSLATOR_H
#define GEPPO_STORE_TRANSLATOR_H

#include "base/arena.h"
#include "base/fail.h"
#include "store/store.h"

/* The mail address of who claims under `name`, in place of a former one. 0 or -1. */
int store_translator_put(struct store *s, const char *name, const char *address, const char *now,
    struct fail *f) __attribute__((warn_unused_result));
/* 1 and the address (in the arena), 0 when none is known, -1. */
int store_translator(struct store *s, const char *name, struct arena *a, const char **address,
    struct fail *f) __attribute__((warn_unused_result));

#endif
