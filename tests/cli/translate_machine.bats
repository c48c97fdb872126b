#!/usr/bin/env bats
# geppo translate machine, against a server on this machine that speaks the DeepL API's form.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	LOG="$BATS_TEST_TMPDIR/log"
	: > "$LOG"
	echo ok > "$LOG.mode"
	python3 "$BATS_TEST_DIRNAME/../machine.py" "$LOG" > "$BATS_TEST_TMPDIR/port" 3>&- &
	SERVER=$!
	"$GEPPO" init "$D" > /dev/null
	cat > "$BATS_TEST_TMPDIR/docs.jsonl" <<-'END'
	{"id":"one","title":"关于印发大气污染防治行动计划的通知","issuer":"生态环境部","published":"2026-05-10","body":"各省：\n到2025年，全国PM2.5浓度下降10%，重点加强大气污染防治工作。\n第二句<也>很重要&必须执行，各单位要认真落实本通知的要求。"}
	{"id":"two","title":"关于幼儿园招生工作的通知","issuer":"教育部","published":"2026-05-11","body":"与空气无关。"}
	END
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/docs.jsonl"
	"$GEPPO" store --dir "$D"
	while [ ! -s "$BATS_TEST_TMPDIR/port" ]; do sleep 0.05; done
	sed -i "s|  # url: https://api.deepl.com|  url: http://127.0.0.1:$(cat "$BATS_TEST_TMPDIR/port")/|; s|timeout_seconds: 30|timeout_seconds: 1|" "$D/config/geppo.yaml"
	export GEPPO_TRANSLATION_KEY=secret-key:fx
}

teardown() { kill "$SERVER"; }

machine() { run --separate-stderr "$GEPPO" translate machine --dir "$D" "$@"; echo "$output"; echo "$stderr"; }
mode() { echo "$1" > "$LOG.mode"; }
kept() { sqlite3 "$D/geppo.db" "SELECT count(*) FROM machine_text"; }
spent() { sqlite3 "$D/geppo.db" "SELECT total(characters) FROM machine_use"; }

@test "what concerns air is asked once, in the API's form, with the glossary's terms in Japanese" {
	machine
	[ "$status" -eq 0 ]
	[ "$(wc -l < "$LOG")" -eq 1 ]
	[ "$(jq -r '.path, .key, .type, .body.source_lang, .body.target_lang, .body.tag_handling, .body.ignore_tags[0]' "$LOG" | tr '\n' ' ')" = \
		"/v2/translate DeepL-Auth-Key secret-key:fx application/json ZH JA xml t " ]
	[[ "$(jq -r '.body.text[0]' "$LOG")" == *"<t>大気汚染"* ]]
	[[ "$(jq -r '.body.text[1]' "$LOG")" == *"&lt;也&gt;很重要&amp;"* ]]
	[[ "$(jq -r '.body.text[1]' "$LOG")" != *各省* ]]
	[ "$(kept)" = 2 ]
	[[ "$output" == *"  title  machine"* ]]
	[[ "$output" == *"<也>很重要&"* ]]
	[[ "$output$stderr" != *secret-key* ]]
	# Asked again: nothing is sent. A draft is not replaced.
	before=$(spent)
	machine
	[[ "$stderr" == *"0 items translated by machine (0 characters), 1 had it"* ]]
	[ "$(wc -l < "$LOG")" -eq 1 ]
	[ "$(spent)" = "$before" ]
}

@test "lost terms, changed figures and Chinese that comes back are flagged" {
	mode lose; machine one
	[[ "$output" == *"title  machine term_lost"* ]]
	sqlite3 "$D/geppo.db" "DELETE FROM machine_text"
	mode numbers; machine one
	[[ "$output" == *"summary  machine number_changed"* ]]
	sqlite3 "$D/geppo.db" "DELETE FROM machine_text"
	mode chinese; machine one
	[[ "$output" == *"title  machine term_lost no_kana"* ]]
}

@test "the month's characters are never passed" {
	sed -i "s|characters_a_month: 300000|characters_a_month: 20|" "$D/config/geppo.yaml"
	machine
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"1 beyond the month's 20 characters"* ]]
	[ ! -s "$LOG" ]
}

@test "a service that refuses, is busy, hangs, or talks nonsense costs nothing but the try" {
	for case in 403:78:"refuses the key" 456:75:"allowance is used up" 429:75:busy 503:75:busy 400:65:"HTTP status 400" \
		hang:75:"cannot be reached" garbage:75:"not what was asked for" few:75:"not what was asked for" endless:75:"cannot be reached"; do
		IFS=: read -r word code said <<<"$case"
		mode "$word"; machine one
		[ "$status" -eq "$code" ]
		[[ "$stderr" == *"$said"* ]]
		[ "$(kept)" = 0 ]
	done
	mode ok; machine one
	[ "$status" -eq 0 ]
	[ "$(kept)" = 2 ]
}

@test "it is never required: without a service or a key it says so, and drafting goes on" {
	unset GEPPO_TRANSLATION_KEY
	machine
	[ "$status" -eq 78 ]
	[[ "$stderr" == *GEPPO_TRANSLATION_KEY* ]]
	sed -i '/^  url: /d' "$D/config/geppo.yaml"
	machine
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"machine_translation.url is not set"* ]]
	run "$GEPPO" translate draft --dir "$D"
	[ "$status" -eq 0 ]
}

@test "a key is only sent by https, or to this machine" {
	sed -i 's|^  url: .*|  url: http://api.example.jp|' "$D/config/geppo.yaml"
	run "$GEPPO" config check --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$output" == *"an https address: a key is sent there"* ]]
}

@test "the issue shows the summary as a machine's, the editor sees the other title; wrong figures stay out" {
	machine
	draft() {
		"$GEPPO" bulletin draft 2026-05 --dir "$D" --issued 2026-06-05 > /dev/null
		"$GEPPO" bulletin show 2026-05 --dir "$D" --format "$1"
	}
	# The mark may break over two lines, which begin with a full-width blank.
	[[ "$(draft text | python3 -c 'import sys; print("".join(l.strip("　\n") for l in sys.stdin))')" == *"概要　"*"(機械翻訳・冒頭)"* ]]
	draft xml | xmllint --noout --relaxng "$BATS_TEST_DIRNAME/../../bulletin/templates/issue.rng" -
	"$GEPPO" bulletin edit 2026-05 --dir "$D" --out "$BATS_TEST_TMPDIR/edit.txt"
	grep "^# 機械翻訳の題名　" "$BATS_TEST_TMPDIR/edit.txt"
	sqlite3 "$D/geppo.db" "UPDATE machine_text SET flags = 'machine number_changed'"
	[[ "$(draft text)" != *"　概要　"* ]]
}
