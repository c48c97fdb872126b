#!/usr/bin/env bats
# A call from a room into one above it does not link: the programs' own lists of rooms and libraries
# (Makefile) are used, with a main that makes the call.
bats_require_minimum_version 1.5.0

cd_root() { cd "$BATS_TEST_DIRNAME/../.."; }

# links PROGRAM HEADER FUNCTION: link a call of FUNCTION with what PROGRAM stands on.
links() {
	cd_root
	local rooms libs flags= archives= room
	rooms=$(make -pn 2>/dev/null | sed -n "s/^rooms_$1 := //p")
	libs=$(make -pn 2>/dev/null | sed -n "s/^libs_$1 := //p")
	[ -n "$rooms" ]
	for room in $rooms; do
		make -s "build/obj/$room/room.a" || return 3
		archives="$archives build/obj/$room/room.a"
	done
	nm build/obj/base/room.a 2>/dev/null | grep -q __asan_ && flags=-fsanitize=address,undefined
	# The address is enough to need the function; printing it keeps the compiler from dropping it.
	printf '#include <stdio.h>\n#include "%s"\nint main(void) { return printf("%%p", (void *)%s) < 0; }\n' \
		"$2" "$3" > "$BATS_TEST_TMPDIR/call.c"
	gcc -std=gnu11 -D_GNU_SOURCE -I. $flags -o "$BATS_TEST_TMPDIR/call" \
		"$BATS_TEST_TMPDIR/call.c" $archives $libs
}

refused() {
	run links "$@"
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *"undefined reference to \`$3'"* ]]
}

@test "a call downwards links" {
	links geppo-store store/store.h store_open
	links geppo-store config/config.h config_load
	links geppo-bulletin store/store.h store_open
	links geppo-extract parse/extract/extract.h extract
	links geppo-parse parse/classify/classify.h classify
}

@test "extract cannot reach the store" {
	refused geppo-extract store/store.h store_open
}

@test "the store cannot reach extract" {
	refused geppo-store parse/extract/extract.h extract
}

@test "parse reaches extract as a program only" {
	refused geppo-parse parse/extract/extract.h extract
}

@test "the bulletin cannot reach the classifier" {
	refused geppo-bulletin parse/classify/classify.h classify
}

@test "config cannot reach the store" {
	refused geppo-config store/store.h store_open
}

@test "base cannot reach config" {
	refused geppo-base config/config.h config_load
}

@test "no two rooms of one program have a public function of the same name" {
	cd_root
	local program room n=0
	for program in config extract store fetch parse bulletin translate; do
		for room in $(make -pn 2>/dev/null | sed -n "s/^rooms_geppo-$program := //p"); do
			make -s "build/obj/$room/room.a" || return 3
			nm -g --defined-only "build/obj/$room/room.a" | awk 'NF == 3 && $2 ~ /[TDB]/ {print $3}' | sort -u
			n=$((n + 1))
		done >"$BATS_TEST_TMPDIR/names"
		[ "$(wc -l <"$BATS_TEST_TMPDIR/names")" -gt 100 ]
		sort "$BATS_TEST_TMPDIR/names" | uniq -d >>"$BATS_TEST_TMPDIR/twice"
	done
	[ "$n" -ge 20 ]
	cat "$BATS_TEST_TMPDIR/twice"
	[ ! -s "$BATS_TEST_TMPDIR/twice" ]
}

# A library is linked at each start, with all it stands on; libxml2 alone brings ICU and libstdc++.
@test "the command people type needs C's library only; geppo-store none of the great ones" {
	cd_root
	needs() { readelf -d "build/libexec/geppo/$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | grep -v '^lib\(a\|ub\)san'; }
	[ "$(needs geppo)" = libc.so.6 ]
	needs geppo-store | grep -q libsqlite3
	run grep -E 'libxml2|libarchive|libcurl|libpcre2|libgmime' <(needs geppo-store; needs geppo-run)
	echo "$output"
	[ "$status" -eq 1 ]
}
