#!/usr/bin/env bats
# geppo, the command: what it becomes, what it says it has, what it refuses.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	mkdir -p "$DIR/config"
	echo 'sources: []' >"$DIR/config/sources.yaml"
}

@test "--version and --help; every command listed answers to --help" {
	run --separate-stderr "$GEPPO" --version
	[ "$status" -eq 0 ]
	[[ "$output" =~ ^geppo\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	run --separate-stderr "$GEPPO" --help
	[ "$status" -eq 0 ]
	commands=$(grep -oE '^  [a-z]+' <<<"$output")
	[ "$(wc -l <<<"$commands")" -ge 12 ]
	for command in $commands; do
		run --separate-stderr "$GEPPO" "$command" --help
		echo "$command: $status"
		[ "$status" -eq 0 ]
		[[ "${lines[0]}" == "usage: geppo $command"* ]]
	done
}

@test "only commands whose program is there are listed" {
	mkdir -p "$BATS_TEST_TMPDIR/bin"
	cp build/libexec/geppo/geppo build/libexec/geppo/geppo-store "$BATS_TEST_TMPDIR/bin"
	run --separate-stderr "$BATS_TEST_TMPDIR/bin/geppo" --help
	[ "$(grep -oE '^  [a-z]+' <<<"$output" | xargs)" = "store search cascade check export status" ]
	run --separate-stderr "$BATS_TEST_TMPDIR/bin/geppo" parse
	[ "$status" -eq 64 ]
	[[ "$stderr" == *"no such command: parse"* ]]
}

@test "wrong calls are usage errors of one line" {
	for call in "" "nonsense" "run extra" "run --nonsense" "--nonsense"; do
		run --separate-stderr "$GEPPO" $call
		echo "$call: $status $stderr"
		[ "$status" -eq 64 ]
		[ -z "$output" ]
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ "$stderr" == *"--help"* ]]
	done
}

@test "the data directory: option before or after the command, or the environment" {
	echo '{"id":"a","title":"题"}' >"$BATS_TEST_TMPDIR/in"
	"$GEPPO" --dir "$DIR" load "$BATS_TEST_TMPDIR/in"
	[ -s "$DIR/geppo.db" ]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq .documents.total)" -eq 1 ]
	[ "$(GEPPO_DIR="$DIR" "$GEPPO" status --json | jq .documents.total)" -eq 1 ]
	[ "$("$GEPPO" --dir="$DIR" status --json | jq .documents.total)" -eq 1 ]
}

@test "run goes through the stages and says that it does not go out" {
	python3 tests/pages.py "$BATS_TEST_TMPDIR/a.warc.gz" article1 article2 list
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/a.warc.gz"
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	echo "$stderr"
	[ "$status" -eq 0 ]
	[ "$(sed 's/:.*//' <<<"$stderr" | xargs -d '\n' printf '%s;')" = "geppo run;geppo parse;geppo store;geppo translate draft;" ]
	[[ "${stderr_lines[0]}" == *"nothing is fetched: geppo.yaml names no fetch.contact" ]]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '[.captures.parsed, .documents.in_items]')" = "[3,2]" ]
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT count(*) FROM draft WHERE field = 'title'")" -eq 2 ]
}

@test "run gives back the worst of its stages, and stops at a broken one" {
	python3 tests/pages.py "$BATS_TEST_TMPDIR/a.warc.gz" article1 brotli
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/a.warc.gz"
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	[ "$status" -eq 1 ]
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT count(*) FROM item")" -eq 1 ]
	run --separate-stderr "$GEPPO" run --dir "$BATS_TEST_TMPDIR/nowhere"
	echo "$stderr"
	[ "$status" -eq 78 ]
	printf 'parse:\n  workers: many\n' >"$DIR/config/geppo.yaml"
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"geppo.yaml:2"* ]]
}
