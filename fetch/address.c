/* address.c - see address.h. The tables follow the IANA special-purpose registries (RFC 6890 and
 * its successors); what is not listed as special is public. */
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const unsigned char mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
static const unsigned char nat64_prefix[12] = {0, 0x64, 0xff, 0x9b};

struct special {
	unsigned char bytes[16];
	int bits;
	const char *why;
};

/* IPv4, bits counted from its first octet. */
static const struct special special4[] = {
    {{0}, 8, "address of this host (0.0.0.0/8)"},
    {{10}, 8, "private address (RFC 1918)"},
    {{100, 64}, 10, "carrier-grade NAT address (RFC 6598)"},
    {{127}, 8, "loopback address"},
    {{169, 254}, 16, "link-local address"},
    {{172, 16}, 12, "private address (RFC 1918)"},
    {{192, 0, 0}, 24, "address kept for protocols (192.0.0.0/24)"},
    {{192, 0, 2}, 24, "documentation address"},
    {{192, 88, 99}, 24, "6to4 relay address"},
    {{192, 168}, 16, "private address (RFC 1918)"},
    {{198, 18}, 15, "benchmarking address"},
    {{198, 51, 100}, 24, "documentation address"},
    {{203, 0, 113}, 24, "documentation address"},
    {{224}, 4, "multicast address"},
    {{240}, 4, "reserved address"},
};

/* IPv6 outside 2000::/3 is refused as a whole; these only give the better word, and the last ones
 * are the holes inside it. */
static const struct special special6[] = {
    {{0}, 96, "IPv4-compatible, loopback or unspecified address"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "IPv4-translated address"},
    {{0, 0x64, 0xff, 0x9b, 0, 1}, 48, "local NAT64 address (RFC 8215)"},
    {{1}, 64, "discard address (RFC 6666)"},
    {{0xfc}, 7, "unique local address"},
    {{0xfe, 0x80}, 10, "link-local address"},
    {{0xfe, 0xc0}, 10, "site-local address"},
    {{0xff}, 8, "multicast address"},
    {{0x20, 0x01}, 23, "Teredo or protocol address (2001::/23)"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation address"},
    {{0x20, 0x02}, 16, "6to4 address"},
    {{0x3f, 0xff}, 20, "documentation address"},
};

/* Names that never mean a public site; a name without a dot is one of the local network as well. */
static const char *const local_suffixes[] = {
    "localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa"};

static bool
within(const unsigned char *address, const unsigned char *network, int bits)
{
	int whole = bits / 8, rest = bits % 8;
	if (memcmp(address, network, (size_t)whole) != 0)
		return false;
	return rest == 0 || ((address[whole] ^ network[whole]) >> (8 - rest)) == 0;
}

static const char *
special_find(const struct special *list, size_t n, const unsigned char *address)
{
	for (size_t i = 0; i < n; i++)
		if (within(address, list[i].bytes, list[i].bits))
			return list[i].why;
	return NULL;
}

static void
map4(const void *four, unsigned char out[16])
{
	memcpy(out, mapped_prefix, sizeof mapped_prefix);
	memcpy(out + sizeof mapped_prefix, four, 4);
}

static bool
is_allowed(const struct address_rules *r, const unsigned char address[16])
{
	for (size_t i = 0; i < r->n_allowed; i++)
		if (within(address, r->allowed[i].bytes, r->allowed[i].bits))
			return true;
	return false;
}

static const char *
judge4(const unsigned char *four)
{
	return special_find(special4, sizeof special4 / sizeof *special4, four);
}

static const char *
judge(const unsigned char address[16])
{
	if (memcmp(address, mapped_prefix, sizeof mapped_prefix) == 0 ||
	    memcmp(address, nat64_prefix, sizeof nat64_prefix) == 0)
		return judge4(address + 12);
	const char *why = special_find(special6, sizeof special6 / sizeof *special6, address);
	if (why)
		return why;
	return address[0] >> 5 == 1 ? NULL : "IPv6 address that is not global unicast";
}

/* Address and port together: an allowed network frees both. */
static const char *
judge_place(const struct address_rules *r, const unsigned char address[16], int port)
{
	unsigned char inner[16];
	bool wrapped = memcmp(address, nat64_prefix, sizeof nat64_prefix) == 0;
	if (wrapped)
		map4(address + 12, inner);
	if (is_allowed(r, address) || (wrapped && is_allowed(r, inner)))
		return NULL;
	const char *why = judge(address);
	if (why)
		return why;
	return port == 80 || port == 443 ? NULL : "port other than 80 and 443";
}

const char *
address_refused(const struct address_rules *r, const struct sockaddr *to)
{
	unsigned char address[16];
	if (to->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)to;
		map4(&in->sin_addr, address);
		return judge_place(r, address, ntohs(in->sin_port));
	}
	if (to->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)to;
		memcpy(address, &in->sin6_addr, sizeof address);
		return judge_place(r, address, ntohs(in->sin6_port));
	}
	return "neither IPv4 nor IPv6";
}

static bool
network_read(const char *text, struct network *n)
{
	char host[INET6_ADDRSTRLEN];
	const char *slash = strchr(text, '/');
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	if (len >= sizeof host)
		return false;
	memcpy(host, text, len);
	host[len] = '\0';
	struct in_addr four;
	bool is4 = inet_pton(AF_INET, host, &four) == 1;
	if (is4)
		map4(&four, n->bytes);
	else if (inet_pton(AF_INET6, host, n->bytes) != 1)
		return false;
	int widest = is4 ? 32 : 128;
	char *end = NULL;
	long bits = slash ? strtol(slash + 1, &end, 10) : widest;
	if (slash && (end == slash + 1 || *end || bits < 0 || bits > widest))
		return false;
	n->bits = (int)bits + (is4 ? 96 : 0);
	return true;
}

int
address_rules_read(
    struct address_rules *r, const char *const *networks, struct arena *a, struct fail *f)
{
	size_t n = 0;
	while (networks && networks[n])
		n++;
	struct network *list = arena_zalloc(a, n + 1, sizeof *list);
	for (size_t i = 0; i < n; i++)
		if (!network_read(networks[i], &list[i]))
			return fail_config(f, "geppo.yaml",
			    "fetch.allow_networks: \"%s\" is no network; "
			    "allowed: forms like 192.0.2.0/24 or fd00::/8",
			    networks[i]);
	*r = (struct address_rules){.allowed = list, .n_allowed = n};
	return 0;
}

static const char *
text_refused(const char *text)
{
	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (*s <= ' ' || *s == 0x7f)
			return "blank or control byte in the address";
		if (*s == '\\')
			return "backslash in the address";
	}
	return NULL;
}

/* `host` is in lower case, as url_parse() leaves it. */
static bool
is_local_name(const char *host)
{
	size_t n = strlen(host);
	while (n > 0 && host[n - 1] == '.')
		n--;
	if (memchr(host, '.', n) == NULL)
		return true;
	for (size_t i = 0; i < sizeof local_suffixes / sizeof *local_suffixes; i++) {
		size_t m = strlen(local_suffixes[i]);
		if (n > m && host[n - m - 1] == '.' &&
		    strncmp(host + n - m, local_suffixes[i], m) == 0)
			return true;
	}
	return false;
}

/* The host of a URL as numbers; false when it is a name. */
static bool
host_number(const char *host, unsigned char out[16])
{
	char plain[INET6_ADDRSTRLEN];
	size_t n = strlen(host);
	struct in_addr four;
	if (*host == '[') {
		if (n < 2 || n - 2 >= sizeof plain)
			return false;
		memcpy(plain, host + 1, n - 2);
		plain[n - 2] = '\0';
		return inet_pton(AF_INET6, plain, out) == 1;
	}
	if (inet_pton(AF_INET, host, &four) != 1)
		return false;
	map4(&four, out);
	return true;
}

const char *
address_url_refused(const struct address_rules *r, const char *text, struct arena *a, struct url *u)
{
	unsigned char number[16];
	const char *why = text_refused(text);
	if (why)
		return why;
	if (!url_parse(text, strlen(text), NULL, a, u))
		return "no http or https address";
	if (*u->user || *u->password)
		return "credentials in the address";
	if (u->port == 0)
		return "port 0";
	if (host_number(u->host, number))
		return judge_place(r, number, u->port);
	/* With networks allowed, what a name means is decided on the socket alone. */
	if (r->n_allowed > 0)
		return NULL;
	if (is_local_name(u->host))
		return "name of the local network";
	return u->port == 80 || u->port == 443 ? NULL : "port other than 80 and 443";
}
