/* itemid.c - see itemid.h. The check character is a weighted sum modulo 23, a prime above the
 * largest difference of two characters and of two weights: any one wrong character and any swap of
 * neighbours changes it. */
#include "store/itemid.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXY";
enum { PRIME = 23, DIGITS_MIN = 4, DIGITS_MAX = 9 };

static char
check_character(const char *body)
{
	int sum = (int)(strchr(letters, body[0]) - letters);
	for (int i = 1; body[i] != '\0'; i++)
		sum += (i + 1) * (body[i] - '0');
	return letters[sum % PRIME];
}

void
itemid_write(int64_t n, char out[ITEMID_SIZE])
{
	int64_t size = 10000; /* numbers to a letter, tenfold with each digit more */
	int digits = DIGITS_MIN;
	while (n >= size * PRIME) {
		n -= size * PRIME;
		size *= 10;
		if (++digits > DIGITS_MAX)
			bug("no item ids left");
	}
	snprintf(out, ITEMID_SIZE, "%c%0*d", letters[n / size], digits, (int)(n % size));
	size_t end = strlen(out);
	out[end] = check_character(out);
	out[end + 1] = '\0';
}

/* ASCII of what was typed, upper case, blanks dropped; 0 when it is longer than any id. */
static size_t
plain(const char *typed, char out[ITEMID_SIZE])
{
	size_t n = 0, len, left = strlen(typed);
	for (; left > 0; typed += len, left -= len) {
		int cp = utf8_fold_width(utf8_decode(typed, left, &len));
		if (utf8_is_space(cp))
			continue;
		if (cp <= 0 || cp > 0x7e || n == ITEMID_SIZE - 1)
			return 0;
		out[n++] = cp >= 'a' && cp <= 'z' ? (char)(cp - 'a' + 'A') : (char)cp;
	}
	out[n] = '\0';
	return n;
}

bool
itemid_parse(const char *typed, char out[ITEMID_SIZE])
{
	char id[ITEMID_SIZE], check;
	size_t n = plain(typed, id);
	if (n < DIGITS_MIN + 2 || n > DIGITS_MAX + 2 || strchr(letters, id[0]) == NULL)
		return false;
	for (size_t i = 1; i < n - 1; i++) {
		id[i] = id[i] == 'O' ? '0' : id[i] == 'I' ? '1' : id[i];
		if (id[i] < '0' || id[i] > '9')
			return false;
	}
	check = id[n - 1];
	id[n - 1] = '\0';
	if (check != check_character(id))
		return false;
	id[n - 1] = check;
	memcpy(out, id, n + 1);
	return true;
}
