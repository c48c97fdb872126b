#!/usr/bin/env bats
# Translators hear of their due date seven and two days before, once each.
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	sed 's/^  # from: .*/  from: geppo@example.jp/; s/^  editors: .*/  editors: [henshu@example.jp]/' \
		"$BATS_TEST_DIRNAME/../../config/geppo.yaml" >"$GEPPO_DIR/config/geppo.yaml"
	jq -cn '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:"为了防治大气污染，制定本法。"}' >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
}

# The day in Japan, N days from today.
day() {
	TZ=Asia/Tokyo date -d "$1 days" +%F
}

put() {
	"$GEPPO" translate due --remind --on "$(day "$1")" --json | jq -c '[.put, .known, .nowhere]'
}

sent_to() {
	sqlite3 "$GEPPO_DIR/geppo.db" "SELECT group_concat(address, ' ') FROM (SELECT address FROM outbox WHERE kind = 'reminder' ORDER BY id)"
}

@test "seven and two days before, once each, to the address given with the claim" {
	"$GEPPO" translate claim 1 --by 訳者 --days 9 --mail yakusha@example.jp >/dev/null
	[ "$(put 1)" = "[0,0,0]" ]
	[ "$(put 2)" = "[1,0,0]" ]
	[ "$(put 3)" = "[0,1,0]" ]
	[ "$(put 5)" = "[0,0,0]" ]
	[ "$(put 7)" = "[1,0,0]" ]
	[ "$(put 7)" = "[0,1,0]" ]
	[ "$(put 10)" = "[0,0,0]" ]
	[ "$(sent_to)" = "yakusha@example.jp yakusha@example.jp" ]
	sqlite3 "$GEPPO_DIR/geppo.db" "SELECT e.bytes FROM outbox o JOIN entity e ON e.digest = o.entity LIMIT 1" >"$BATS_TEST_TMPDIR/mail"
	run python3 -c 'import email,sys; m=email.message_from_string(open(sys.argv[1]).read()); print(m.get_payload(decode=True).decode())' "$BATS_TEST_TMPDIR/mail"
	[[ "$output" == *"納期まで、あと7日です"*geppo-000001*JST* ]]
}

@test "without an address the editors hear of it; without those it is said" {
	"$GEPPO" translate claim 1 --by 訳者 --days 7 >/dev/null
	[ "$(put 0)" = "[1,0,0]" ]
	[ "$(sent_to)" = henshu@example.jp ]
	sed -i '/^  editors:/d' "$GEPPO_DIR/config/geppo.yaml"
	run --separate-stderr "$GEPPO" translate due --remind --on "$(day 5)"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"訳者 has no address"* ]]
}

@test "who took it when the day was past is not reminded of that day; a new due date counts anew" {
	"$GEPPO" translate claim 1 --by 訳者 --days 5 --mail yakusha@example.jp >/dev/null
	[ "$(put 0)" = "[0,0,0]" ]
	"$GEPPO" translate release 1 --by 訳者 >/dev/null
	[ "$(put 3)" = "[0,0,0]" ]
}

@test "an address that is none is refused" {
	run "$GEPPO" translate claim 1 --by 訳者 --mail nowhere
	[ "$status" -eq 65 ]
	[ "$("$GEPPO" translate list --json | jq -r '.jobs[0].state')" = new ]
}
