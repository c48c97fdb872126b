/* month.c - see month.h. */
#include "bulletin/month.h"

#include <stdio.h>

static int64_t
beijing_midnight(struct date d)
{
	return date_days(d) * 86400 - BEIJING_OFFSET;
}

bool
month_init(struct month *m, const char *id, const char *issued)
{
	*m = (struct month){0};
	struct date first, last, day;
	if (!date_month(id, m->first, m->last) || !date_parse(issued, &day) || day.day == 0)
		return false;
	if (!date_parse(m->first, &first) || !date_parse(m->last, &last))
		return false;
	struct date after = date_from_days(date_days(last) + 1);
	if (!date_valid(after)) /* the December of year 9999 */
		return false;
	snprintf(m->id, sizeof m->id, "%.7s", id);
	snprintf(m->issued, sizeof m->issued, "%.10s", issued);
	date_write(after, m->after);
	char next[DATE_SIZE], unused[DATE_SIZE];
	snprintf(next, sizeof next, "%.7s", m->after);
	if (!date_month(next, unused, m->after_last))
		return false;
	m->from_seconds = beijing_midnight(first);
	m->to_seconds = beijing_midnight(after);
	instant_write(m->from_seconds, m->from);
	instant_write(m->to_seconds, m->to);
	return true;
}
