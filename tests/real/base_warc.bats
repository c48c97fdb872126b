#!/usr/bin/env bats
# Archives that other tools wrote or broke ($SHARED/suites/warc): each ends in records or in a
# message that names file@offset.

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	SUITE="$SHARED/suites/warc"
}

# list FILE: what is in it, one line a record, without the folder.
list() {
	run build/tests/base_warc "$SUITE/$1"
	printf '%s\n' "$output" | sed "s,$SUITE/,,"
}

@test "no archive of the suite ends in a crash or in silence" {
	n=0
	for file in "$SUITE"/*/*; do
		list "${file#"$SUITE"/}" >"$BATS_TEST_TMPDIR/out"
		[ "$status" -eq 0 ] || [ "$status" -eq 65 ]
		[ -s "$BATS_TEST_TMPDIR/out" ]
		bad=$(grep -E '^(refused|damage)' "$BATS_TEST_TMPDIR/out" || true)
		[ -z "$(grep -vE '^(refused|damage) [^ ]+@[0-9]+: .|^$' <<<"$bad")" ]
		n=$((n + 1))
	done
	[ "$n" -eq 18 ]
}

@test "the sound ones are read whole" {
	for file in warcio/example.warc warcio/example.warc.gz; do
		list "$file" | awk '{print $2, $3, $4, $5}' >"$BATS_TEST_TMPDIR/out"
		diff "$BATS_TEST_TMPDIR/out" - <<-LIST
		warcinfo 0 249 
		warcinfo 0 470 
		response 200 1270 
		request 0 493 
		revisit 200 0 
		request 0 493 
		LIST
	done
	list jwarc/cc.warc.gz | diff - <(echo "0 response 200 20289")
	list jwarc/gzip_extra_sl.warc.gz | diff - <(echo "0 warcinfo 0 327")
	list warcio/example-iana.org-chunked.warc | grep -x "405 response 200 7223"
}

@test "one member for a whole file is read record by record" {
	[ "$(list warcio/example-bad.warc.gz.bad | grep -c '^0 ')" -eq 6 ]
}

@test "a wrong digest is seen, a right one is not" {
	list warcio/example-digest.warc | cut -d' ' -f1,5 | diff - <(printf '%s\n' 0 922 1840 "2758 digest")
}

@test "a length two bytes short costs no other record" {
	list warcio/example-trunc.warc >"$BATS_TEST_TMPDIR/out"
	grep -x "1197 response 200 1270 cut digest" "$BATS_TEST_TMPDIR/out"
	grep "^damage warcio/example-trunc.warc@2560: no WARC record begins here" "$BATS_TEST_TMPDIR/out"
	grep "^2566 request" "$BATS_TEST_TMPDIR/out"
}

@test "the format before WARC is called by its name" {
	for file in bad.arc example.arc example.arc.gz example-space-in-url.arc; do
		list "warcio/$file" | grep "@0: no WARC record: this is ARC"
	done
}

@test "64 captures of real sites are read whole" {
	run build/tests/base_warc "$SHARED/corpus/captures.warc.gz"
	[ "$status" -eq 0 ]
	[ "$(grep -c ' response ' <<<"$output")" -eq 64 ]
	[ -z "$(grep -E '^damage|cut|digest' <<<"$output")" ]
}
