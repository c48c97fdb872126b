/* factparts.h - private to the files that draft key facts. */
#ifndef GEPPO_TRANSLATE_FACTPARTS_H
#define GEPPO_TRANSLATE_FACTPARTS_H

#include <stdbool.h>
#include <stddef.h>

struct run;

/* The text begins with the word, which is then behind it. */
bool fact_takes(const char **text, const char *word);
/* The digits of a year at the place, before 年; 0: none. */
size_t fact_year(const char *s);
/* Subject, verb, figure; NULL: not of that form. */
const char *fact_figure(struct run *r, const char *text);

#endif
