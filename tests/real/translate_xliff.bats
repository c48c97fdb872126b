#!/usr/bin/env bats
# The OASIS test suite of XLIFF 2.1 ($SHARED/suites/xliff): every valid file is accepted, and of 162
# invalid ones at least 150 are refused. The two that are not: tests/conformance.md.

setup() { cd "$SHARED/suites/xliff/xliff-21/test-suite"; }

@test "valid files are accepted" {
	run "$GEPPO" translate validate core/valid/*.xlf modules/valid/*.xlf
	echo "$output" | grep -v ': valid$' || true
	[ "$status" -eq 0 ]
	[ "$(grep -c ': valid$' <<<"$output")" -eq 59 ]
}

@test "invalid files are refused, each with a line and a reason" {
	run "$GEPPO" translate validate core/invalid/*.xlf modules/invalid/*.xlf
	[ "$status" -eq 65 ]
	grep ': valid$' <<<"$output" || true
	refused=$(grep -v ': valid$' <<<"$output" | grep -E '^[^:]+\.xlf:[0-9]+: .' | cut -d: -f1 | sort -u | wc -l)
	accepted=$(grep -c ': valid$' <<<"$output")
	echo "$refused refused, $accepted accepted"
	[ $((refused + accepted)) -eq 162 ]
	[ "$refused" -ge 150 ]
}
