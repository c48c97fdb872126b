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
