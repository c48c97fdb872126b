/* questions.h - private to translate/: translators' questions on their way to the editors and back.
 */
#ifndef GEPPO_TRANSLATE_QUESTIONS_H
#define GEPPO_TRANSLATE_QUESTIONS_H

#include "translate/take.h"

/* Mail the editors what is new in a form for questions; nothing without a sender in geppo.yaml. */
int questions_mail(struct store *s, const struct config *c, const struct taking *t, struct arena *a,
    struct fail *f) __attribute__((warn_unused_result));

#endif
