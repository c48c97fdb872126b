/* fetch_address.c - where fetch may connect. Expected values from RFC 6890 and the IANA registries.
 * With a file of addresses (one a line, \n \t \\ escaped) as argument it prints the guard's word on
 * each instead: tests/real/fetch_ssrf.bats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>

#include "fetch/address.h"

static const struct address_rules closed;

static const char *
judge4(const struct address_rules *r, const char *address, int port)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	assert_int_equal(inet_pton(AF_INET, address, &in.sin_addr), 1);
	return address_refused(r, (const struct sockaddr *)&in);
}

static const char *
judge6(const struct address_rules *r, const char *address, int port)
{
	struct sockaddr_in6 in = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
	assert_int_equal(inet_pton(AF_INET6, address, &in.sin6_addr), 1);
	return address_refused(r, (const struct sockaddr *)&in);
}

static void
test_the_socket_decides(void **state)
{
	(void)state;
	static const char *const no4[] = {"0.0.0.0", "10.255.255.255", "100.64.0.1",
	    "100.127.255.255", "127.0.0.1", "169.254.169.254", "172.31.0.1", "192.0.0.192",
	    "192.168.0.1", "198.19.0.1", "224.0.0.1", "255.255.255.255"};
	static const char *const yes4[] = {"9.255.255.255", "11.0.0.0", "100.63.255.255",
	    "100.128.0.0", "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
	    "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255"};
	for (size_t i = 0; i < sizeof no4 / sizeof *no4; i++)
		assert_non_null(judge4(&closed, no4[i], 443));
	for (size_t i = 0; i < sizeof yes4 / sizeof *yes4; i++)
		assert_null(judge4(&closed, yes4[i], 443));
	static const char *const no6[] = {"::", "::1", "::8.8.8.8", "::ffff:127.0.0.1",
	    "::ffff:0:8.8.8.8", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1",
	    "2001:db8::1", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fdff::1",
	    "fe80::1", "fec0::1", "ff02::1"};
	static const char *const yes6[] = {"2001:200::1", "2400:3200::1", "2606:2800:220:1::1",
	    "3ffe::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"};
	for (size_t i = 0; i < sizeof no6 / sizeof *no6; i++)
		assert_non_null(judge6(&closed, no6[i], 443));
	for (size_t i = 0; i < sizeof yes6 / sizeof *yes6; i++)
		assert_null(judge6(&closed, yes6[i], 80));
}

static void
test_ports(void **state)
{
	(void)state;
	assert_null(judge4(&closed, "8.8.8.8", 80));
	assert_non_null(judge4(&closed, "8.8.8.8", 8080));
	assert_non_null(judge4(&closed, "8.8.8.8", 25));
	assert_non_null(judge6(&closed, "2400:3200::1", 22));
}

static void
test_allowed_networks(void **state)
{
	(void)state;
	struct arena a = {0};
	struct fail f = {0};
	struct address_rules r;
	static const char *const networks[] = {"127.0.0.0/8", "10.1.2.3", "fd00:1::/32", NULL};
	assert_int_equal(address_rules_read(&r, networks, &a, &f), 0);
	assert_null(judge4(&r, "127.0.0.1", 8080));
	assert_null(judge4(&r, "10.1.2.3", 80));
	assert_non_null(judge4(&r, "10.1.2.4", 80));
	assert_null(judge6(&r, "::ffff:127.9.9.9", 9999));
	assert_null(judge6(&r, "64:ff9b::127.0.0.1", 9999));
	assert_null(judge6(&r, "fd00:1:ffff::1", 81));
	assert_non_null(judge6(&r, "fd00:2::1", 80));
	/* A public address is no freer than before. */
	assert_non_null(judge4(&r, "8.8.8.8", 8080));
	static const char *const bad[] = {"10.0.0.0/33", NULL}, *const name[] = {"localhost", NULL};
	assert_int_equal(address_rules_read(&r, bad, &a, &f), -1);
	assert_int_equal(f.exit, EXIT_CONFIG);
	assert_int_equal(address_rules_read(&r, name, &a, &f), -1);
	arena_release(&a);
}

static void
test_text(void **state)
{
	(void)state;
	struct arena a = {0};
	struct url u;
	assert_null(address_url_refused(&closed, "http://www.mee.gov.cn/zcwj/", &a, &u));
	assert_string_equal(u.host, "www.mee.gov.cn");
	static const char *const no[] = {"http://localhost/", "http://intranet/",
	    "http://printer.local/", "http://2130706433/", "http://a.cn/x y", "http://a.cn\\@b.cn/",
	    "http://u@a.cn/", "http://:p@a.cn/", "ftp://a.cn/", "http://a.cn:8080/",
	    "http://[::1]/"};
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		assert_non_null(address_url_refused(&closed, no[i], &a, &u));
	arena_release(&a);
}

static char *
unescape(char *line)
{
	char *out = line;
	for (const char *s = line; *s; s++) {
		if (*s == '\\' && s[1])
			s++, *out++ = *s == 'n' ? '\n' : *s == 't' ? '\t' : *s;
		else
			*out++ = *s;
	}
	*out = '\0';
	return line;
}

static int
judge_file(const char *path)
{
	struct arena a = {0};
	struct url u;
	char *line = NULL;
	size_t room = 0;
	FILE *in = fopen(path, "r");
	if (in == NULL)
		return 1;
	while (getline(&line, &room, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		const char *why = address_url_refused(&closed, unescape(line), &a, &u);
		printf("%s\t%s\n", why ? "block" : "allow", why ? why : u.href);
	}
	free(line);
	fclose(in);
	arena_release(&a);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return judge_file(argv[1]);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_socket_decides),
	    cmocka_unit_test(test_ports),
	    cmocka_unit_test(test_allowed_networks),
	    cmocka_unit_test(test_text),
	};
	return cmocka_run_group_tests_name("fetch_address", tests, NULL, NULL);
}
