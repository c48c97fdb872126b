/* itemid.h - the ids readers type and mail back: a letter, four or more digits, a check character.
 * No I, O or Z anywhere, so that nothing looks like a digit. Private to store/. */
#ifndef GEPPO_STORE_ITEMID_H
#define GEPPO_STORE_ITEMID_H

#include <stdbool.h>
#include <stdint.h>

enum { ITEMID_SIZE = 16 };

/* The id of the n-th item (n >= 0): A0000A, A0001F, ... */
void itemid_write(int64_t n, char out[ITEMID_SIZE]);

/* Read what a person typed: any width and case, blanks around it, O and I among the digits. False
 * when it is no id; every wrong character and every swap of neighbours is found. */
bool itemid_parse(const char *typed, char out[ITEMID_SIZE]);

#endif
