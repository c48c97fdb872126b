#!/usr/bin/env bats
# What a guest does when asked to wait, and where it does not go: further cases beside fetch_manners.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

# host ADDRESS FIELD: what the next run will know of a host.
host() { jq -r ".hosts[\"$1\"].$2" "$DIR/fetch/hosts.json"; }
now() { date +%s; }

@test "Retry-After as a date and as seconds; without it the pause doubles" {
	site_start 127.0.0.1 127.0.0.2 127.0.0.3
	source_add date 127.0.0.1 /busydate/7200
	source_add seconds 127.0.0.2 /busy/3600
	source_add silent 127.0.0.3 /status/503
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	left() { echo $(($(host "$1" until) - $(now))); }
	[ "$(left 127.0.0.1)" -gt 7100 ] && [ "$(left 127.0.0.1)" -le 7201 ]
	[ "$(left 127.0.0.2)" -gt 3500 ] && [ "$(left 127.0.0.2)" -le 3600 ]
	[ "$(left 127.0.0.3)" -gt 30 ] && [ "$(left 127.0.0.3)" -le 60 ]
	[[ "$(outcome date)" == "refused: status 503: the server asks for patience" ]]
	for n in 2 3; do
		jq '.hosts["127.0.0.3"].until = 0' "$DIR/fetch/hosts.json" >"$BATS_TEST_TMPDIR/h"
		cp "$BATS_TEST_TMPDIR/h" "$DIR/fetch/hosts.json"
		"$GEPPO" fetch --dir "$DIR" --source silent || [ $? -eq 1 ]
		[ "$(host 127.0.0.3 troubles)" -eq $n ]
	done
	[ "$(left 127.0.0.3)" -gt 200 ] && [ "$(left 127.0.0.3)" -le 240 ]
}

@test "Retry-After as other things: more digits than any number holds, negative, past, no number" {
	n=1
	site_start $(seq -f 127.0.0.%g 1 8)
	while read -r id value; do
		echo "$value" >"$SITE/after.$id"
		source_add "$id" 127.0.0.$n /after/$id
		n=$((n + 1))
	done <<-LIST
	huge 99999999999999999999999999
	long 31536000
	farther Fri, 31 Dec 9999 23:59:59 GMT
	negative -7200
	past Mon, 01 Jan 2024 00:00:00 GMT
	zero 0
	word soon
	broken 1e9
	LIST
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	left() { echo $(($(host "$1" until) - $(now))); }
	# At most a day is waited on a server's word.
	for n in 1 2 3; do
		[ "$(left 127.0.0.$n)" -gt 86000 ] && [ "$(left 127.0.0.$n)" -le 86400 ]
	done
	# Where it says nothing of use, a minute.
	for n in 4 5 6 7 8; do
		[ "$(left 127.0.0.$n)" -gt 20 ] && [ "$(left 127.0.0.$n)" -le 60 ]
	done
	[ "$(sql "SELECT count(*) FROM visit WHERE outcome = 'refused'")" -eq 8 ]
}

@test "five redirects are followed, a sixth is not; a ring and a guard's ring are told apart" {
	site_start $(seq -f 127.0.0.%g 1 5)
	source_add five 127.0.0.1 /hops/5
	source_add six 127.0.0.2 /hops/6
	source_add ring 127.0.0.3 /ring/1
	source_add guard 127.0.0.4 /ring/cookie2
	source_add itself 127.0.0.5 /to/
	echo "/to/" >"$SITE/to"
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	[ "$(sql "SELECT count(*) FROM capture WHERE source = 'five' AND status = 200")" -eq 1 ]
	[[ "$(outcome six)" == "broken: more than 5 redirects, the last to http://127.0.0.2:$PORT/hops/0" ]]
	[ "$(asked 127.0.0.2 | grep -c hops)" -eq 6 ]
	[[ "$(outcome ring)" == "broken: a redirect back to http://127.0.0.3:$PORT/ring/1" ]]
	[ "$(asked 127.0.0.3 | grep -c ring)" -eq 2 ]
	[[ "$(outcome guard)" == "challenged: a cookie loop"* ]]
	[[ "$(outcome itself)" == "broken: a redirect back to http://127.0.0.5:$PORT/to/" ]]
	# No cookie ever came back.
	[ "$(jq -r '.headers.Cookie // empty' "$SITE/log" | wc -l)" -eq 0 ]
	# None of these is left alone for ever.
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'listing' AND due IS NULL")" -eq 0 ]
}

@test "at each hop the address and robots.txt are looked at again; no other scheme, no credentials" {
	site_start 127.0.0.1 127.0.0.2
	printf 'User-agent: *\nDisallow: /good/\n' >"$SITE/robots.127.0.0.2"
	source_add s 127.0.0.1 /to/
	try() {
		echo "$1" >"$SITE/to"
		rm -f "$DIR/fetch/hosts.json"
		"$GEPPO" fetch --dir "$DIR" --source s || [ $? -eq 1 ]
		outcome s
	}
	[[ "$(try "http://127.0.0.2:$PORT/good/")" == *"refused: robots.txt of http://127.0.0.2:$PORT disallows /good/" ]]
	[ "$(asked 127.0.0.2)" = /robots.txt ]
	[[ "$(try "file:///etc/passwd")" == *"refused: refused to go to file:///etc/passwd"* ]]
	[[ "$(try "ftp://127.0.0.2/")" == *"refused: "* ]]
	[[ "$(try "http://169.254.169.254/latest/")" == *"refused: "*link-local* ]]
	[[ "$(try "http://[::ffff:169.254.169.254]/")" == *"refused: "*link-local* ]]
	[[ "$(try "http://0xa9fea9fe/latest/")" == *"refused: "*link-local* ]]
	[[ "$(try "http://user:word@127.0.0.2:$PORT/good/")" == *"refused: "*credentials* ]]
}

@test "304 to a request without conditions is no answer" {
	site_start 127.0.0.1
	source_add s 127.0.0.1 /unasked/
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	[ "$(outcome s)" = "broken: status 304 to a request without conditions" ]
}

@test "robots.txt is read again after a day, a closed door after an hour" {
	site_start 127.0.0.1 127.0.0.2
	echo '!500' >"$SITE/robots.127.0.0.2"
	source_add open 127.0.0.1 /good/
	source_add shut 127.0.0.2 /good/
	asked_robots() { asked "$1" | grep -c robots.txt; }
	again() {
		jq "(.hosts[].origins[].at) -= $1 | .hosts[].until = 0" "$DIR/fetch/hosts.json" >"$BATS_TEST_TMPDIR/h"
		cp "$BATS_TEST_TMPDIR/h" "$DIR/fetch/hosts.json"
		"$GEPPO" fetch --dir "$DIR" --source open || [ $? -eq 1 ]
		"$GEPPO" fetch --dir "$DIR" --source shut || [ $? -eq 1 ]
	}
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	again 3000
	[ "$(asked_robots 127.0.0.1) $(asked_robots 127.0.0.2)" = "1 1" ]
	again 1000
	[ "$(asked_robots 127.0.0.1) $(asked_robots 127.0.0.2)" = "1 2" ]
	rm "$SITE/robots.127.0.0.2"
	again 83000
	[ "$(asked_robots 127.0.0.1) $(asked_robots 127.0.0.2)" = "2 3" ]
	[ "$(asked 127.0.0.2 | tail -1)" = /good/ ]
}

@test "further challenges by name: 202 with a script, a cookie page with status 200" {
	site_start 127.0.0.1 127.0.0.2
	source_add river 127.0.0.1 /river202/
	source_add c3vk 127.0.0.2 /c3vk/
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	[[ "$(outcome river)" == challenged:*RiverSecurity*202* ]]
	[[ "$(outcome c3vk)" == challenged:*C3VK*200* ]]
}

@test "a name that leads to this machine is refused on the socket, whatever it is called" {
	cat >"$BATS_TEST_TMPDIR/names.c" <<-'C'
	#define _GNU_SOURCE
	#include <dlfcn.h>
	#include <netdb.h>
	#include <string.h>
	int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
	{
		int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = dlsym(RTLD_NEXT, "getaddrinfo");
		return real(node && strcmp(node, "sthj.trial-city.gov.cn") == 0 ? "127.0.0.1" : node, service, hints, out);
	}
	C
	cc -shared -fPIC -o "$BATS_TEST_TMPDIR/names.so" "$BATS_TEST_TMPDIR/names.c" -ldl
	site_start 127.0.0.1
	source_add s 127.0.0.1 /good/
	sed -i "s|http://127.0.0.1:$PORT|http://sthj.trial-city.gov.cn|" "$DIR/config/sources.yaml"
	sed -i /allow_networks/d "$DIR/config/geppo.yaml"
	LD_PRELOAD="$BATS_TEST_TMPDIR/names.so" "$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	echo "$(outcome s)"
	[[ "$(outcome s)" == *"refused to connect to 127.0.0.1: loopback address"* ]]
	[ ! -e "$SITE/log" ]
}

@test "IPv6 as well as IPv4" {
	python3 -c 'import socket; socket.socket(socket.AF_INET6).bind(("::1", 0))' 2>/dev/null || { echo "# no IPv6 here: not tried"; return 0; }
	site_start ::1
	sed -i 's|127.0.0.0/8|"::1/128"|' "$DIR/config/geppo.yaml"
	source_add six "[::1]" /good/
	"$GEPPO" fetch --dir "$DIR"
	[ "$(asked ::1)" = "/robots.txt
/good/" ]
	[ "$(sql "SELECT status FROM capture")" -eq 200 ]
	sed -i /allow_networks/d "$DIR/config/geppo.yaml"
	"$GEPPO" fetch --dir "$DIR" --source six || [ $? -eq 1 ]
	[[ "$(outcome six)" == refused:*loopback* ]]
}
