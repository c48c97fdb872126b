/* host.c - see host.h. Domains go through libidn2 (UTS #46, non-transitional). */
#include "base/host.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static int
hex_value(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
	                              : -1;
}

static char *
percent_decoded(const char *s, size_t n, size_t *len, struct arena *a)
{
	char *out = arena_alloc(a, n + 1);
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		bool encoded = s[i] == '%' && i + 2 < n && hex_value(s[i + 1]) >= 0 &&
		               hex_value(s[i + 2]) >= 0;
		if (!encoded) {
			out[k++] = s[i];
			continue;
		}
		out[k++] = (char)(hex_value(s[i + 1]) << 4 | hex_value(s[i + 2]));
		i += 2;
	}
	out[k] = '\0';
	*len = k;
	return out;
}

/* Forbidden domain code points: controls, space, DEL, %, and # / : < > ? @ [ \ ] ^ | . */
static bool
forbidden(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= 0x20 || s[i] == 0x7f || strchr("%#/:<>?@[\\]^|", s[i]))
			return true;
	return false;
}

/* One number of an IPv4 address: decimal, 0octal or 0xhex. False when it is none. */
static bool
ipv4_number(const char *s, size_t n, uint64_t *value)
{
	int radix = 10;
	if (n >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		radix = 16;
		s += 2;
		n -= 2;
	} else if (n >= 2 && s[0] == '0') {
		radix = 8;
		s++;
		n--;
	}
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		int digit = hex_value(s[i]);
		if (digit < 0 || digit >= radix)
			return false;
		*value = *value > UINT32_MAX ? *value : *value * (unsigned)radix + (unsigned)digit;
	}
	return true;
}

static size_t
split_dots(const char *s, size_t n, const char *part[5], size_t length[5])
{
	size_t parts = 0, start = 0;
	if (n > 0 && s[n - 1] == '.')
		n--;
	for (size_t i = 0; i <= n; i++)
		if (i == n || s[i] == '.') {
			if (parts == 5)
				return 6;
			part[parts] = s + start;
			length[parts++] = i - start;
			start = i + 1;
		}
	return parts;
}

/* "Ends in a number": the last label decides that the host is an IPv4 address, valid or not. */
static bool
ends_in_number(const char *s, size_t n)
{
	if (n > 0 && s[n - 1] == '.')
		n--;
	size_t start = n;
	while (start > 0 && s[start - 1] != '.')
		start--;
	if (start == n)
		return false;
	uint64_t ignored;
	if (strspn(s + start, "0123456789") >= n - start)
		return true;
	return s[start] == '0' && (s[start + 1] | 32) == 'x' &&
	       ipv4_number(s + start, n - start, &ignored);
}

static const char *
ipv4_parse(const char *s, size_t n, struct arena *a)
{
	const char *part[5];
	size_t length[5], parts = split_dots(s, n, part, length);
	if (parts > 4)
		return NULL;
	uint64_t address = 0;
	for (size_t i = 0; i < parts; i++) {
		uint64_t value;
		if (length[i] == 0 || !ipv4_number(part[i], length[i], &value))
			return NULL;
		bool last = i + 1 == parts;
		if (value >= (last ? (uint64_t)1 << (8 * (5 - parts)) : 256))
			return NULL;
		address += last ? value : value << (8 * (3 - i));
	}
	return arena_printf(a, "%u.%u.%u.%u", (unsigned)(address >> 24),
	    (unsigned)(address >> 16 & 255), (unsigned)(address >> 8 & 255),
	    (unsigned)(address & 255));
}

/* RFC 5952: the longest run of two or more zero pieces becomes "::". */
static const char *
ipv6_write(const unsigned char bytes[16], struct arena *a)
{
	unsigned piece[8], best = 8, best_run = 1;
	for (int i = 0; i < 8; i++)
		piece[i] = (unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1];
	for (unsigned i = 0; i < 8; i++) {
		unsigned run = 0;
		while (i + run < 8 && piece[i + run] == 0)
			run++;
		if (run > best_run) {
			best = i;
			best_run = run;
		}
	}
	char *text = arena_printf(a, "[");
	for (unsigned i = 0; i < 8; i++) {
		if (i == best) {
			text = arena_printf(a, "%s%s", text, i == 0 ? "::" : ":");
			i += best_run - 1;
			continue;
		}
		text = arena_printf(a, "%s%x%s", text, piece[i], i < 7 ? ":" : "");
	}
	return arena_printf(a, "%s]", text);
}

static const char *
ipv6_parse(const char *s, size_t n, struct arena *a)
{
	unsigned char bytes[16];
	if (n < 2 || s[n - 1] != ']' || memchr(s, '%', n) != NULL)
		return NULL; /* a zone has no place in an address of the web */
	char *inner = arena_strn(a, s + 1, n - 2);
	/* The standard allows a dotted tail only with exactly four decimal numbers, as inet_pton
	 * does. */
	return inet_pton(AF_INET6, inner, bytes) == 1 ? ipv6_write(bytes, a) : NULL;
}

/* What is ASCII already needs no IDNA, not even to check an "xn--" label (section 3.3):
 * underscores and long labels occur on real hosts. */
static bool
plain_domain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

const char *
host_parse(const char *text, size_t n, struct arena *a)
{
	if (n > 0 && text[0] == '[')
		return ipv6_parse(text, n, a);
	size_t len;
	char *name = percent_decoded(text, n, &len, a);
	if (len == 0 || strlen(name) != len || !utf8_valid(name, len))
		return NULL;
	for (size_t i = 0; i < len; i++)
		if (name[i] >= 'A' && name[i] <= 'Z')
			name[i] = (char)(name[i] + 32);
	if (!plain_domain(name, len)) {
		char *ascii = NULL;
		if (idn2_lookup_u8((const uint8_t *)name, (uint8_t **)&ascii,
		        IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
			return NULL;
		name = arena_str(a, ascii);
		idn2_free(ascii);
		len = strlen(name);
	}
	if (len == 0 || forbidden(name, len))
		return NULL;
	return ends_in_number(name, len) ? ipv4_parse(name, len, a) : name;
}
