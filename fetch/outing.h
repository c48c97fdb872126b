/* outing.h - what every command that goes out to sites needs: who it says it is, and that it goes
 * alone. */
#ifndef GEPPO_FETCH_OUTING_H
#define GEPPO_FETCH_OUTING_H

#include "base/arena.h"
#include "base/fail.h"
#include "config/config.h"

/* Manners are kept per process: a second one would double them. Lock DIR/fetch; the descriptor, to
 * be closed, or -1 (EXIT_AGAIN while another one holds it). */
int outing_lock(const char *dir, struct arena *a, struct fail *f);

/* The User-Agent, or NULL: nobody who asks in our name may hide. */
const char *outing_agent(const struct settings *s, struct arena *a, struct fail *f);

/* Say which private networks may be connected to. */
void outing_networks(const struct settings *s);

#endif
