#!/usr/bin/env bats
# Charsets against the collected suites ($SHARED/suites/encoding, html5lib-encoding): 329 decoding
# vectors (the list's 124 others are for encoders, which geppo has none of) and every prescan case.

@test "decoding vectors and prescan cases" {
	cd "$BATS_TEST_DIRNAME/../.."
	run build/tests/extract_charset
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" != *skip* && "$output" != *SKIP* ]]
}
