/* fate.h - what a sentence does to a paper it names: ends it, changes it, leaves it in force. All
 * text is folded. Private to store/. */
#ifndef GEPPO_STORE_FATE_H
#define GEPPO_STORE_FATE_H

#include "store/roll.h"

/* What the sentence itself does to a paper named at `at` (behind its 《, when it has one), `after`
 * behind it: "《…》、《…》同时废止", "决定废止《…》"; not "《…》继续有效,《…》废止", "不予废止",
 * "根据《…》,废止". */
enum roll fate_of(const char *sentence, const char *at, const char *after);

/* Only what a verb right before it says: "废止《", "废止原《", "修改下列规章:《". */
enum roll fate_before(const char *sentence, const char *at);

/* A text that speaks of something's end. */
bool fate_ends(const char *text);

/* Before its own 《, for what stands in one; else `at`. */
const char *paper_open(const char *sentence, const char *at);

#endif
