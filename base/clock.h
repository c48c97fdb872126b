/* clock.h - time that only goes forward, for waits and rates; dates are date.h's. */
#ifndef GEPPO_BASE_CLOCK_H
#define GEPPO_BASE_CLOCK_H

/* Seconds since some fixed moment, untouched by changes of the system's clock. */
double clock_monotonic(void);

#endif
