/* series.h - which one of a series a title is: "第三批", "2031年5月", "一季度". Private to store/.
 */
#ifndef GEPPO_STORE_SERIES_H
#define GEPPO_STORE_SERIES_H

#include <stdbool.h>

/* True when the letters of two titles carry the same numbers in the same order: those in digits,
 * the Chinese ones that count something ("第二批" is "第2批"; "统一" and "三年行动" count nothing),
 * and halves, thirds and seasons. */
bool series_same(const char *x, const char *y);

#endif
