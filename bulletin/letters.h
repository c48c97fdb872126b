/* letters.h - letters that Japanese mail carries. Gateways turn text into CP932 or ISO-2022-JP;
 * what only one of them knows (wave dash, circled and Roman numbers, superscripts) or neither
 * (simplified characters) would be lost. Private to bulletin/. */
#ifndef GEPPO_BULLETIN_LETTERS_H
#define GEPPO_BULLETIN_LETTERS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/fail.h"

/* Add a text with signs that only one of the two carries in their plain form: "2026〜2030" as
 * "2026-2030". Kanji stay. */
void signs_add(const char *text, struct buf *out);

struct letters;

/* With the characters of kanji.tsv of a data directory. NULL on failure. */
struct letters *letters_new(const char *dir, struct fail *f);
void letters_free(struct letters *l);

/* Add n bytes of text. A character both can carry stays; a sign becomes its plain form, a Chinese
 * character the one Japanese texts give it; what has neither stays as it is. */
void letters_add(struct letters *l, const char *text, size_t n, struct buf *out);

#endif
