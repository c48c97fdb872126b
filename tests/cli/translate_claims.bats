#!/usr/bin/env bats
# The queue: who takes a job, how it is given back, and that two never have it.
bats_require_minimum_version 1.5.0

load_body() {
	jq -cn --arg b "$1" '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
}

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	load_body $'第一条　为了保护环境，制定本法。不得处罚！应当奖励。\n序号\t指标\n1\t优良天数比例'
}

field() {
	"$GEPPO" translate show 1 --json | jq -r "$1"
}

@test "text is cut after its marks, by lines and by cells, and numbers are left alone" {
	[ "$(field '[.text[].source] | join("|")')" = "中华人民共和国大气污染防治法|第一条　为了保护环境，制定本法。|不得处罚！|应当奖励。|序号|指标|1|优良天数比例" ]
	[ "$(field '[.text[] | select(.translate | not) | .source] | join("|")')" = 1 ]
	[ "$(field '.text[1].id')" = 000001-0002 ]
	[ "$(field '.new + .fuzzy + .exact + .repeated')" -eq "$(($(field .characters) - 1))" ]
}

@test "of many claims at once one wins" {
	"$GEPPO" translate show 1 >/dev/null
	for i in $(seq 16); do
		(rc=0; "$GEPPO" translate claim 1 --by "P$i" >/dev/null 2>&1 || rc=$?; echo $rc >"$BATS_TEST_TMPDIR/rc.$i") &
	done
	wait
	[ "$(cat "$BATS_TEST_TMPDIR"/rc.* | grep -c '^0$')" -eq 1 ]
	[ "$(cat "$BATS_TEST_TMPDIR"/rc.* | grep -c '^75$')" -eq 15 ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT count(*) FROM job_event WHERE action = 'claim'")" -eq 1 ]
}

@test "two translators at once, sixty times: one of them, every time" {
	"$GEPPO" translate show 1 >/dev/null
	for i in $(seq 60); do
		"$GEPPO" translate claim 1 --by 甲 >/dev/null 2>&1 & one=$!
		"$GEPPO" translate claim 1 --by 乙 >/dev/null 2>&1 & two=$!
		first=0 second=0
		wait $one || first=$?
		wait $two || second=$?
		case "$first $second" in
		"0 75") who=甲 ;;
		"75 0") who=乙 ;;
		*) echo "claim $i ended with $first and $second" && return 1 ;;
		esac
		"$GEPPO" translate release 1 --by $who >/dev/null
	done
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT count(*) FROM job_event WHERE action = 'claim'")" -eq 60 ]
}

@test "only the one who has it renews, releases, undoes; a release can be undone" {
	"$GEPPO" translate claim 1 --by 甲
	run "$GEPPO" translate renew 1 --by 乙
	[ "$status" -eq 75 ]
	run "$GEPPO" translate undo 1 --by 乙
	[ "$status" -eq 65 ]
	"$GEPPO" translate renew 1 --by 甲
	[ "$(field .state)" = in_progress ]
	"$GEPPO" translate release 1 --by 甲
	[ "$(field '.state + (.holder // "nobody")')" = offerednobody ]
	"$GEPPO" translate undo 1 --by 甲
	[ "$(field '.state + .holder')" = in_progress甲 ]
}

@test "a lease that ran out is free for the next one" {
	"$GEPPO" translate claim 1 --by 甲
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE job SET lease_until = '2026-01-01T00:00:00Z'"
	[ "$("$GEPPO" translate list --json | jq -r '.jobs[0].state')" = offered ]
	"$GEPPO" translate claim 1 --by 乙
	[ "$(field .holder)" = 乙 ]
	[ "$(field '[.events[].action] | join(" ")')" = "flag claim expire claim" ]
}

@test "due dates are Japan time; reminders come seven and two days before" {
	item=$("$GEPPO" translate list --json | jq -r '.jobs[0].item')
	"$GEPPO" translate offer "$item" --due "2026-07-24 17:00" --by 編集
	"$GEPPO" translate claim 1 --by 甲
	[ "$(field .due)" = 2026-07-24T08:00:00Z ]
	for day in 17:true 22:true 23:false; do
		[ "$("$GEPPO" translate due --on "2026-07-${day%:*}" --json | jq -r '.due[0].remind')" = "${day#*:}" ]
	done
	run "$GEPPO" translate offer 1 --due tomorrow --by 編集
	[ "$status" -eq 65 ]
}

@test "a changed source supersedes what somebody works on; segments that stayed keep their ids" {
	"$GEPPO" translate claim 1 --by 甲
	before=$(field '.text[] | select(.source == "应当奖励。") | .id')
	load_body $'第一条　为了保护环境和健康，制定本法。不得处罚！应当奖励。'
	[ "$(field '.state + .holder + (.edition | tostring)')" = superseded甲2 ]
	[ "$(field '.text[] | select(.source == "应当奖励。") | .id')" = "$before" ]
	[ "$(field '.text[1].id')" = 000001-0009 ]
	"$GEPPO" translate renew 1 --by 甲
	[ "$(field .state)" = in_progress ]
}

@test "the log is never changed" {
	run sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE job_event SET who = 'x'"
	[ "$status" -ne 0 ]
	run sqlite3 "$GEPPO_DIR/geppo.db" "DELETE FROM job_event"
	[ "$status" -ne 0 ]
}

