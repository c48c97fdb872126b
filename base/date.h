/* date.h - dates of documents as text with their precision, and instants.
 *
 * A document date is "2026", "2026-06" or "2026-06-23", in the Beijing calendar. An instant is UTC,
 * "2026-06-23T01:02:03Z". Both compare correctly with strcmp() inside one precision. */
#ifndef GEPPO_BASE_DATE_H
#define GEPPO_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum { DATE_SIZE = 11, INSTANT_SIZE = 21, BEIJING_OFFSET = 8 * 3600, JAPAN_OFFSET = 9 * 3600 };

struct date {
	int year;  /* 1..9999 */
	int month; /* 0 when only the year is known */
	int day;   /* 0 when only the month is known */
};

/* Read "YYYY", "YYYY-MM" or "YYYY-MM-DD"; the calendar is checked. False leaves *d zeroed. */
bool date_parse(const char *text, struct date *d);
/* Write d with its precision. */
void date_write(struct date d, char out[DATE_SIZE]);
bool date_valid(struct date d);

/* Days since 1970-01-01 of a full date, and back (proleptic Gregorian). */
int64_t date_days(struct date d);
struct date date_from_days(int64_t days);
/* 0 = Sunday. */
int date_weekday(struct date d);

/* "YYYY-MM" -> the first and last day of that month; false when it is no month. */
bool date_month(const char *month, char first[DATE_SIZE], char last[DATE_SIZE]);

/* Seconds since 1970 to "YYYY-MM-DDTHH:MM:SSZ" and back. instant_parse() also takes fractions of a
 * second, as WARC-Date may carry; false when the text is no instant. */
void instant_write(int64_t seconds, char out[INSTANT_SIZE]);
bool instant_parse(const char *text, int64_t *seconds);
/* The present. */
void instant_now(char out[INSTANT_SIZE]);
/* The calendar date of an instant at an offset from UTC (BEIJING_OFFSET, JAPAN_OFFSET). */
bool instant_date(const char *instant, int offset, char out[DATE_SIZE]);

#endif
