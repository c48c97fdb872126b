/* date.c - see date.h. Days by the civil-calendar algorithm (era of 400 years). */
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool
digits(const char *s, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*value = *value * 10 + (s[i] - '0');
	}
	return true;
}

static int
month_length(int year, int month)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return length[month - 1] + (month == 2 && leap);
}

bool
date_valid(struct date d)
{
	if (d.year < 1 || d.year > 9999)
		return false;
	if (d.month == 0)
		return d.day == 0;
	if (d.month < 1 || d.month > 12)
		return false;
	return d.day >= 0 && d.day <= month_length(d.year, d.month);
}

bool
date_parse(const char *s, struct date *d)
{
	*d = (struct date){0};
	struct date r = {0};
	size_t n = s ? strlen(s) : 0;
	bool ok = (n == 4 || n == 7 || n == 10) && digits(s, 4, &r.year);
	if (ok && n >= 7)
		ok = s[4] == '-' && digits(s + 5, 2, &r.month) && r.month > 0;
	if (ok && n == 10)
		ok = s[7] == '-' && digits(s + 8, 2, &r.day) && r.day > 0;
	if (!ok || !date_valid(r))
		return false;
	*d = r;
	return true;
}

void
date_write(struct date d, char out[DATE_SIZE])
{
	unsigned y = (unsigned)d.year % 10000, m = (unsigned)d.month % 100,
	         day = (unsigned)d.day % 100;
	if (d.month == 0)
		snprintf(out, DATE_SIZE, "%04u", y);
	else if (d.day == 0)
		snprintf(out, DATE_SIZE, "%04u-%02u", y, m);
	else
		snprintf(out, DATE_SIZE, "%04u-%02u-%02u", y, m, day);
}

int64_t
date_days(struct date d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct date
date_from_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct date d = {
	    .day = (int)(doy - (153 * mp + 2) / 5 + 1), .month = (int)(mp < 10 ? mp + 3 : mp - 9)};
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

int
date_weekday(struct date d)
{
	int64_t w = (date_days(d) + 4) % 7;
	return (int)(w < 0 ? w + 7 : w);
}

bool
date_month(const char *month, char first[DATE_SIZE], char last[DATE_SIZE])
{
	struct date d;
	if (!date_parse(month, &d) || d.month == 0 || d.day != 0)
		return false;
	d.day = 1;
	date_write(d, first);
	d.day = month_length(d.year, d.month);
	date_write(d, last);
	return true;
}

void
instant_write(int64_t seconds, char out[INSTANT_SIZE])
{
	int64_t days = seconds / 86400, rest = seconds % 86400;
	if (rest < 0) {
		rest += 86400;
		days--;
	}
	char day[DATE_SIZE];
	date_write(date_from_days(days), day);
	unsigned r = (unsigned)rest;
	snprintf(out, INSTANT_SIZE, "%sT%02u:%02u:%02uZ", day, r / 3600, r / 60 % 60, r % 60);
}

bool
instant_parse(const char *s, int64_t *seconds)
{
	char day[DATE_SIZE];
	struct date d;
	int h, m, sec;
	if (s == NULL || strlen(s) < 20 || s[10] != 'T')
		return false;
	snprintf(day, sizeof day, "%.10s", s);
	if (!date_parse(day, &d) || s[13] != ':' || s[16] != ':' || !digits(s + 11, 2, &h) ||
	    !digits(s + 14, 2, &m) || !digits(s + 17, 2, &sec) || h > 23 || m > 59 || sec > 60)
		return false;
	const char *end = s + 19;
	if (*end == '.')
		end += 1 + strspn(end + 1, "0123456789");
	if (strcmp(end, "Z") != 0)
		return false;
	*seconds = date_days(d) * 86400 + h * 3600 + m * 60 + sec;
	return true;
}

void
instant_now(char out[INSTANT_SIZE])
{
	instant_write((int64_t)time(NULL), out);
}

bool
instant_date(const char *instant, int offset, char out[DATE_SIZE])
{
	int64_t seconds;
	if (!instant_parse(instant, &seconds))
		return false;
	char shifted[INSTANT_SIZE];
	instant_write(seconds + offset, shifted);
	snprintf(out, DATE_SIZE, "%.10s", shifted);
	return true;
}
