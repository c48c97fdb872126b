/* letters.h - private to store/: messages put inside a transaction that is open. */
#ifndef GEPPO_STORE_LETTERS_H
#define GEPPO_STORE_LETTERS_H

#include "store/outbox.h"

/* Those that are not there by ref; the number put, or -1. */
int64_t letters_insert(struct store *s, const struct letter *l, size_t n, struct fail *f);

#endif
