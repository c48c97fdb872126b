/* remind.h - private to translate/: mails to translators before their work is due. */
#ifndef GEPPO_TRANSLATE_REMIND_H
#define GEPPO_TRANSLATE_REMIND_H

#include "config/config.h"
#include "translate/work.h"

struct reminding {
	int64_t put;     /* messages put into the outbox */
	int64_t known;   /* put before */
	int64_t nowhere; /* nobody's address is known */
};

/* Days until a job is due by the calendar of Japan; false when nobody works on it or it has no due
 * date. `today`: a day number of date_days(). */
bool job_days_left(const struct queue_job *j, int64_t today, int64_t *left);
/* Seven and two days before (up to two days late when no pass came by), once each: to the holder's
 * address, else to the editors. */
int reminders_put(struct store *s, const struct config *c, int64_t today, const char *now,
    struct reminding *out, struct fail *f) __attribute__((warn_unused_result));

#endif
