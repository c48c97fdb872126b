/* lawname.h - national laws of China in Japanese headlines. Japan has laws of nearly the same
 * names: 大気汚染防治法 beside 大気汚染防止法. Private to bulletin/. */
#ifndef GEPPO_BULLETIN_LAWNAME_H
#define GEPPO_BULLETIN_LAWNAME_H

#include "base/buf.h"

/* Add a headline, its laws named as those of China: 「中国の大気汚染防治法」 for a name in brackets
 * or a whole headline that is one, with or without 中華人民共和国 before it. Measures (弁法) and
 * regulations of places are none. */
void headline_add(const char *headline, struct buf *out);

#endif
