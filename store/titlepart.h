/* titlepart.h - the steps of title_read(). Private to store/. */
#ifndef GEPPO_STORE_TITLEPART_H
#define GEPPO_STORE_TITLEPART_H

#include "store/title.h"

/* Folded, without what the site put on; sets number and TITLE_CUT. In the arena. */
char *title_clean(
    const struct folding *fold, const char *title, struct arena *a, struct title *out);

/* Where what a notice is about ends: before its "的通知" that nothing but brackets follow. NULL: it
 * is no notice. */
const char *paper_end(const char *title);

/* The folded text of the paper a title is about, flags of which are read; sets lead and
 * TITLE_CARRIES, and *edition when it is "" and the title tells one. */
const char *paper_name(const char *title, struct arena *a, struct title *out, const char **edition);

/* Letters without the state's name in front and the stage of a draft behind. */
const char *paper_core(const char *letters, struct arena *a);

/* The core of the paper that a name says is carried out ("落实X实施方案"), or NULL. */
const char *paper_under(const char *name, struct arena *a);

/* The core of what an explanation without 《》 explains. */
const char *paper_explained(const char *name, struct arena *a);

/* The core of what "废止X", "修改X" changes; NULL when it is not one paper but some ("部分规章").
 */
const char *paper_changed(const char *core, struct arena *a);

/* Years and five-year plans out of letters, in place. */
void paper_drop_periods(char *letters);

#endif
