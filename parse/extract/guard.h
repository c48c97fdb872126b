/* guard.h - a page that ends its reader is still answered. The reader runs in a child; the parent
 * only waits, and knows from shared memory how far the child had come. */
#ifndef GEPPO_PARSE_EXTRACT_GUARD_H
#define GEPPO_PARSE_EXTRACT_GUARD_H

#include <stdbool.h>
#include <sys/types.h>

enum guard_stage { GUARD_OPENING, GUARD_READING, GUARD_ANSWERED };

struct guard {
	pid_t pid;            /* 0: this is the reader */
	volatile char *stage; /* enum guard_stage, shared */
};

/* Split in two. Only the reader returns with pid 0; it dies with its parent. False: no process. */
bool guard_split(struct guard *g);
void guard_stage(struct guard *g, enum guard_stage stage);

/* Wait for the reader. True: it ended as it meant to, its exit code in *code. False: it was ended
 * while it read; `why` (static) says by what. */
bool guard_wait(struct guard *g, int *code, const char **why);

#endif
