#!/usr/bin/env bats
# Needs $SHARED/language/title_pairs.tsv.

setup_file() {
	local pairs="$SHARED/language/title_pairs.tsv"
	tail -n +2 "$pairs" | cut -f2 | "$GEPPO" translate title >"$BATS_FILE_TMPDIR/drafts"
	python3 "$BATS_TEST_DIRNAME/translate_pairs.py" "$pairs" "$BATS_FILE_TMPDIR/drafts" \
		>"$BATS_FILE_TMPDIR/score"
	cat "$BATS_FILE_TMPDIR/score" >&3
}

value() {
	grep -o "$1 [0-9.]*" "$BATS_FILE_TMPDIR/score" | cut -d' ' -f2
}

at_least() {
	awk -v have="$(value "$1")" -v least="$2" 'BEGIN { exit !(have >= least) }'
}

@test "of the drafts at least 85% are exact" {
	at_least exact 0.85
}

@test "mean character similarity is at least .97" {
	at_least similarity 0.97
}

@test "of the drafts without a flag at least 95% are right" {
	at_least right 0.95
}

@test "at least half of the drafts carry no flag" {
	at_least clean "$(($(value pairs) / 2))"
}

@test "drafts hold on pairs whose own words were taken away" {
	run python3 "$BATS_TEST_DIRNAME/translate_folds.py" "$GEPPO" "$SHARED/language/title_pairs.tsv" \
		"$BATS_TEST_DIRNAME/../../config" "$BATS_TEST_TMPDIR/d"
	[ "$status" -eq 0 ]
	echo "apart: $output" >&3
	[[ "$output" =~ exact\ ([0-9.]+)\ similarity\ ([0-9.]+)\ clean\ [0-9]+\ right\ ([0-9.]+) ]]
	awk -v e="${BASH_REMATCH[1]}" -v s="${BASH_REMATCH[2]}" -v r="${BASH_REMATCH[3]}" \
		'BEGIN { exit !(e >= .8 && s >= .97 && r >= .95) }'
}
