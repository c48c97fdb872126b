/* statustext.h - the page of geppo status that people read. */
#ifndef GEPPO_STORE_STATUSTEXT_H
#define GEPPO_STORE_STATUSTEXT_H

#include <stdbool.h>

#include "store/store.h"

/* On standard output; wholly in Japanese with `japanese`, else in English. */
void status_print(const struct status *st, bool japanese);

#endif
