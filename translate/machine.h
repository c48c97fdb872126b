/* machine.h - private to translate/: a translation service that a deployment may buy, spoken to in
 * the form of the DeepL API (POST /v2/translate, JSON; tag handling "xml" with ignored tags). What
 * it says is marked as a machine's and looked through: terms of the glossary are put in before and
 * looked for after, figures are compared. Never required. */
#ifndef GEPPO_TRANSLATE_MACHINE_H
#define GEPPO_TRANSLATE_MACHINE_H

#include "base/arena.h"
#include "base/fail.h"
#include "config/config.h"
#include "translate/translate.h"

struct machine;

/* Ready to ask; the key is read. NULL: no service is configured, or its key is not to be had. */
struct machine *machine_open(const struct settings *settings, struct fail *f);
void machine_close(struct machine *m);
/* The host asked, for people. Lives as long as the machine. */
const char *machine_name(const struct machine *m);

/* Chinese, UTF-8, to Japanese; n at most MACHINE_TEXTS. Terms the glossary of `t` knows come back
 * in its words. flags[i]: "machine", and "term_lost", "number_changed", "unchanged", "no_kana",
 * "cut" where one fits. 0, or -1: FAIL_RETRY when the service is busy or out of reach. */
enum { MACHINE_TEXTS = 20 };
int machine_translate(struct machine *m, const struct translator *t, const char *const *zh,
    size_t n, struct arena *a, const char **ja, const char **flags, struct fail *f)
    __attribute__((warn_unused_result));

/* ---- the text as it is sent: terms.c ---- */

/* The Chinese as XML text, with each term of the glossary replaced by <t>its Japanese</t>; *terms:
 * a NULL-terminated list of those, in order. */
const char *terms_put(
    const struct translator *t, const char *zh, struct arena *a, const char ***terms);
/* The service's XML text as plain text: tags away, the five entities read. */
const char *terms_take(const char *xml, struct arena *a);

/* What a summary is made of: the first sentences of the body that say something, at most
 * SUMMARY_CHARACTERS; "" when there is none. */
enum { SUMMARY_CHARACTERS = 240 };
const char *summary_source(const char *body, struct arena *a);

#endif
