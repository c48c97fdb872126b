/* deadline.c - the rules of time: instants are UTC, people read Japan time. */
#include <stdio.h>
#include <string.h>

#include "translate/work.h"

enum { HOUR = 3600, DAY = 86400, OFFICE_CLOSES = 17 * HOUR };

static const char *
instant_text(int64_t seconds, struct arena *a)
{
	char *out = arena_alloc(a, INSTANT_SIZE);
	instant_write(seconds, out);
	return out;
}

/* 17:00 in Japan, `days` after the day of `now` there. */
static const char *
closing_time(const char *now, int64_t days, struct arena *a)
{
	int64_t t = 0;
	instant_parse(now, &t);
	int64_t day = (t + JAPAN_OFFSET) / DAY + days;
	return instant_text(day * DAY + OFFICE_CLOSES - JAPAN_OFFSET, a);
}

const char *
lease_first(const char *now, struct arena *a)
{
	return closing_time(now, 3, a);
}

const char *
due_after(const char *now, int64_t characters, long days, struct arena *a)
{
	return closing_time(now, days > 0 ? days : 3 + (characters + 1399) / 1400, a);
}

const char *
lease_working(const char *now, const char *due, struct arena *a)
{
	const char *least = closing_time(now, 7, a);
	const char *late = due ? closing_time(due, 7, a) : least;
	return strcmp(late, least) > 0 ? late : least;
}

const char *
due_parse(const char *text, struct arena *a)
{
	char day[DATE_SIZE];
	int hour = 17, minute = 0, used = 0;
	struct date d;
	size_t n = strlen(text);
	if (n < 10 ||
	    (n > 10 && (sscanf(text + 10, "%*1[ T]%2d:%2d%n", &hour, &minute, &used) != 2 ||
	                   text[10 + used] != '\0')))
		return NULL;
	snprintf(day, sizeof day, "%.10s", text);
	if (!date_parse(day, &d) || d.day == 0 || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59)
		return NULL;
	return instant_text(date_days(d) * DAY + hour * HOUR + minute * 60 - JAPAN_OFFSET, a);
}

const char *
jst_text(const char *instant, struct arena *a)
{
	static const char *const days[] = {"日", "月", "火", "水", "木", "金", "土"};
	int64_t t;
	if (instant == NULL || !instant_parse(instant, &t))
		return "—";
	t += JAPAN_OFFSET;
	struct date d = date_from_days(t / DAY);
	return arena_printf(a, "%04d-%02d-%02d(%s) %02d:%02d JST", d.year, d.month, d.day,
	    days[date_weekday(d)], (int)(t % DAY / HOUR), (int)(t % HOUR / 60));
}
