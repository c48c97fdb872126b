#!/usr/bin/env bats
# geppo parse --relabel: another vocabulary reaches what the store holds.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	D="$BATS_TEST_TMPDIR/data"
	mkdir -p "$D/config"
	cat >"$BATS_TEST_TMPDIR/in.jsonl" <<-'END'
	{"id":"soot","title":"某市关于加强黑碳管控的通告","issuer":"天津市人民政府","published":"2026-06-03","body":"加强管控。"}
	{"id":"plan","title":"天津市空气质量持续改善行动方案","issuer":"天津市人民政府","published":"2026-06-04","body":"降低浓度。"}
	{"id":"water","title":"天津市水污染防治条例","issuer":"天津市人大常委会","published":"2026-06-05","body":"保护水体。"}
	END
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store --dir "$D" 2>/dev/null
}

labels() { sqlite3 "$D/geppo.db" 'SELECT * FROM label; SELECT * FROM version; SELECT * FROM item'; }
air() { sqlite3 "$D/geppo.db" "SELECT value FROM label l JOIN document d ON d.id = l.document WHERE d.name = '$1' AND kind = 'air'"; }

@test "the same vocabulary changes nothing, and says how many were looked at" {
	before=$(labels)
	run --separate-stderr "$GEPPO" parse --relabel --dir "$D"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ "$stderr" == *"3 documents labelled anew: 0 with other labels, 0 with other words for the same labels, 3 as they were"* ]]
	[ "$before" = "$(labels)" ]
}

@test "a word more: the document it is about is told, with the word, and no other" {
	[ "$(air soot)" != yes ]
	sed 's/^  - 雾霾$/  - 雾霾\n  - 黑碳/' config/relevance.yaml >"$D/config/relevance.yaml"
	run --separate-stderr "$GEPPO" parse --relabel --dir "$D"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "soot  某市关于加强黑碳管控的通告" ]
	[[ "${lines[1]}" =~ ^\ +air\ +(no|borderline)\ -\>\ yes\ +「黑碳」\ in\ title\ +\(air\ named\)$ ]]
	! grep -qE "^(plan|water)" <<<"$output"
	[ "$(air soot)" = yes ]
	[ "$(air plan)" = yes ]
	[ "$(air water)" = no ]
	[[ "$stderr" == *"3 documents labelled anew: 1 with other labels,"* ]]
}

@test "what an editor settled holds over the new vocabulary" {
	item=$("$GEPPO" store export-groups --dir "$D" | awk -F'\t' '$1 == "water" { print $2 }')
	sqlite3 "$D/geppo.db" "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$item', 'label.air', 'borderline', 'editor', '2026-06-10T00:00:00Z')"
	sed 's/^  - 雾霾$/  - 雾霾\n  - 水污染/; s/\[水污染, /[/' config/relevance.yaml >"$D/config/relevance.yaml"
	run "$GEPPO" parse --relabel --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$output" == *"air"*"no -> yes"* ]]
	[ "$(air water)" = yes ]
	# Readers of the store see the editor's word.
	[ "$("$GEPPO" search 水污染 --air yes --dir "$D" | grep -c "$item" || true)" -eq 0 ]
}

@test "a broken vocabulary changes nothing" {
	before=$(labels)
	printf 'air:\n- {id: x, give: maybe}\n' >"$D/config/relevance.yaml"
	run --separate-stderr "$GEPPO" parse --relabel --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"relevance.yaml:2: first of "*"faults: \"maybe\""* ]]
	[ "$before" = "$(labels)" ]
}
