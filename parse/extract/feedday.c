/* feedday.c - see feed.h: the dates of feeds. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parse/extract/dates.h"
#include "parse/extract/feed.h"

/* Minutes east of Greenwich; false when the text names no zone. */
static bool
zone_read(const char *s, int *minutes)
{
	static const struct {
		const char *name;
		int hours;
	} names[] = {{"GMT", 0}, {"UTC", 0}, {"UT", 0}, {"Z", 0}, {"EST", -5}, {"EDT", -4},
	    {"CST", 8}, {"PST", -8}, {"PDT", -7}, {"MST", -7}, {"MDT", -6}, {"JST", 9}};
	int hours, rest = 0;
	s += strspn(s, " ");
	if ((*s == '+' || *s == '-') && (sscanf(s + 1, "%2d:%2d", &hours, &rest) == 2 ||
	                                    sscanf(s + 1, "%2d%2d", &hours, &rest) >= 1)) {
		*minutes = (hours * 60 + rest) * (*s == '-' ? -1 : 1);
		return hours >= 0 && hours < 15 && rest >= 0 && rest < 60;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncasecmp(s, names[i].name, strlen(names[i].name)) == 0) {
			*minutes = names[i].hours * 60;
			return true;
		}
	return false;
}

/* The day in Beijing of a moment at a place `zone` minutes east. */
static struct date
beijing_day(struct date d, int hour, int minute, int zone)
{
	int64_t minutes = date_days(d) * 1440 + hour * 60 + minute - zone + BEIJING_OFFSET / 60;
	return date_from_days((minutes >= 0 ? minutes : minutes - 1439) / 1440);
}

static int
month_named(const char *s)
{
	static const char *const names[] = {
	    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
	for (int i = 0; i < 12; i++)
		if (strncasecmp(s, names[i], 3) == 0)
			return i + 1;
	return 0;
}

/* "Thu, 05 Jan 2017 13:34:51 +0100"; the weekday may be missing, the year may be short. */
static bool
mail_date(const char *s, struct date *d)
{
	int hour = 0, minute = 0, zone, used = 0;
	char *end;
	s += strcspn(s, "0123456789");
	d->day = (int)strtol(s, &end, 10);
	end += strspn(end, " -");
	d->month = month_named(end);
	while (isalpha((unsigned char)*end))
		end++;
	d->year = (int)strtol(end + strspn(end, " -"), &end, 10);
	if (d->year < 100)
		d->year += d->year < 70 ? 2000 : 1900;
	if (d->month == 0 || d->day == 0 || !date_valid(*d))
		return false;
	if (sscanf(end, "%d:%d%n", &hour, &minute, &used) == 2) {
		end += used;
		end += strspn(end, ":0123456789");
		if (zone_read(end, &zone))
			*d = beijing_day(*d, hour, minute, zone);
	}
	return true;
}

static bool
iso_date(const char *s, struct date *d)
{
	int hour, minute, zone, used = 0;
	char day[DATE_SIZE] = "";
	snprintf(day, sizeof day, "%.10s", s);
	if (!date_parse(day, d) || d->day == 0)
		return false;
	if (sscanf(s + 10, "T%2d:%2d%n", &hour, &minute, &used) == 2) {
		s += 10 + used;
		s += strspn(s, ":.0123456789");
		if (zone_read(s, &zone))
			*d = beijing_day(*d, hour, minute, zone);
	}
	return true;
}

const char *
feed_day(const struct reading *r, const char *text)
{
	struct date d = {0};
	char out[DATE_SIZE];
	if (text == NULL)
		return NULL;
	text += strspn(text, " \t\r\n");
	if (!iso_date(text, &d) && !mail_date(text, &d) &&
	    !dates_find(r->patterns, text, strlen(text), 0, &d, NULL))
		return NULL;
	date_write(d, out);
	return arena_str(r->arena, out);
}
