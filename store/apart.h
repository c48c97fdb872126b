/* apart.h - whether the texts of two documents of one title forbid that they are one. Private to
 * store/. */
#ifndef GEPPO_STORE_APART_H
#define GEPPO_STORE_APART_H

#include "store/feature.h"

/* True when both carry a text and it is not the same one. How little may be shared grows with their
 * length; a title that names a paper lets shorter texts pass (a notice and what it carries), one
 * that anyone may use does not. What says nothing in sentences, as the frame of a page or a list of
 * files, tells nothing. */
bool texts_apart(const struct grouping *g, struct feature *x, struct feature *y);

/* True when two texts that are alike speak of other years, or of other months when they came weeks
 * apart: the same words for the next time. */
bool times_apart(const struct feature *x, const struct feature *y);

/* True when one is the other as taken over by an authority elsewhere, which put its own name to it:
 * one title that names no place, nearly the same text, and no place of the two that only one of
 * them names, as a pattern that is copied would. */
bool taken_over(const struct grouping *g, const struct feature *x, const struct feature *y);

/* True when both are pages of one site (any host of an organisation). */
bool sites_same(const struct feature *x, const struct feature *y);

#endif
