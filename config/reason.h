/* reason.h - why something went wrong, in Japanese. Reasons are made and kept in English where they
 * are seen; each that a person may be shown stands in the one table of reason.c with its Japanese.
 */
#ifndef GEPPO_CONFIG_REASON_H
#define GEPPO_CONFIG_REASON_H

#include <stddef.h>

#include "base/arena.h"

/* `en` is the printf format that makes it (%s, %d, %zu); in `ja` $1 to $9 stand for its parts,
 * which may be reasons themselves. */
struct reason {
	const char *en, *ja;
};
extern const struct reason reasons[];
extern const size_t reasons_n;

/* The Japanese of a reason (in the arena), or NULL when the table does not know it. */
const char *reason_japanese(const char *reason, struct arena *a);
/* Where the reason begins behind a place ("FILE@12: ", an address); the text itself when none is
 * known in it. */
const char *reason_part(const char *text);

#endif
