#!/usr/bin/env bats
# Labels of the labelled items against the marks the project must keep.

setup_file() {
	"$GEPPO" init "$BATS_FILE_TMPDIR/data" >/dev/null
	"$GEPPO" classify --dir "$BATS_FILE_TMPDIR/data" <"$SHARED/gold/documents.jsonl" \
		>"$BATS_FILE_TMPDIR/full.jsonl"
	jq -c '{id, title}' "$SHARED/gold/documents.jsonl" |
		"$GEPPO" classify --dir "$BATS_FILE_TMPDIR/data" >"$BATS_FILE_TMPDIR/titles.jsonl"
	for kind in full titles; do
		python3 "$SHARED/tools/score_labels.py" "$SHARED/gold/items.tsv" \
			"$BATS_FILE_TMPDIR/$kind.jsonl" >"$BATS_FILE_TMPDIR/$kind.scores"
	done
}

# at_least SCORES "figure" MARK
at_least() {
	awk -v figure="$2" -v mark="$3" 'index($0, figure) == 1 {
			found = 1
			value = substr($0, length(figure) + 1) + 0
			if (value < mark) { print figure ": " value " is below " mark; exit 1 }
		}
		END { if (!found) { print "no figure " figure; exit 1 } }' "$BATS_FILE_TMPDIR/$1.scores"
}

@test "every item is answered" {
	[ "$(wc -l <"$BATS_FILE_TMPDIR/full.jsonl")" -eq "$(wc -l <"$SHARED/gold/documents.jsonl")" ]
}

@test "air" {
	at_least full "air precision" 0.98
	at_least full "air recall" 0.98
}

@test "level and region" {
	at_least full "level accuracy" 0.95
	at_least full "region set exact" 0.92
}

@test "document type" {
	at_least full "doc_type accuracy" 0.92
}

@test "measures" {
	at_least full "first measure" 0.90
	at_least full "measures micro-F1" 0.85
}

@test "worth a full translation" {
	at_least full "translate=high precision" 0.85
	at_least full "translate=high recall" 0.95
}

@test "a bare title is enough for air and type" {
	at_least titles "air precision" 0.98
	at_least titles "air recall" 0.95
	at_least titles "doc_type accuracy" 0.92
	at_least titles "first measure" 0.90
}
