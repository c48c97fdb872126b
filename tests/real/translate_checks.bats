#!/usr/bin/env bats
# What is right passes: a check that cries wolf is a check nobody reads. Needs $SHARED/language.

@test "of some three thousand right translations none is called wrong, one in two hundred is doubted" {
	cd "$BATS_TEST_TMPDIR"
	GEPPO_DIR="$PWD/d" run python3 "$BATS_TEST_DIRNAME/translate_checks.py" "$GEPPO" "$SHARED/language"
	[ "$status" -eq 0 ]
	echo "$output" >&3
	[[ "$output" =~ found\ ([0-9]+)\ error\ 0\ warning\ ([0-9]+) ]]
	[ "${BASH_REMATCH[1]}" -gt 3000 ]
	[ $((BASH_REMATCH[2] * 200)) -lt "${BASH_REMATCH[1]}" ]
}
