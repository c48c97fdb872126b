#!/usr/bin/env bats
# What became of an issue after it went out, on the site, in the feeds and by mail: corrections lead
# forward and back, what was sent stays as it was, an approval taken back is not shown.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

setup() {
	export GEPPO_DIR="$(mktemp -d /dev/shm/geppo-correct-XXXXXX)" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	sink="$BATS_TEST_TMPDIR/sink" site="$BATS_TEST_TMPDIR/site"
	mkdir -p "$sink"
	python3 "$(root)/tests/smtp.py" "$sink" 3>&- &
	server_pid=$!
	for _ in $(seq 100); do
		[ -s "$sink/port" ] && break
		sleep 0.05
	done
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp, contact_phone: 00-0000-0000}
		mail: {host: 127.0.0.1, port: $(cat "$sink/port"), security: none, from: geppo@example.jp, per_minute: 0, timeout_seconds: 5}
	YAML
	cat >"$GEPPO_DIR/config/partners.yaml" <<-YAML
		partners:
		- {id: kitakyushu, name_ja: 北九州市, regions: [310000, 420100]}
		recipients:
		- {id: both, address: one@example.jp, partner: kitakyushu}
		- {id: plain, address: two@example.jp, formats: [text]}
	YAML
	echo '{"id":"T01","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/a/1.htm","body":""}' >"$BATS_TEST_TMPDIR/set.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin approve 2026-06 --by 佐藤 >/dev/null
	id="$("$GEPPO" bulletin show 2026-06 --format xml | xmllint --xpath 'string(//entry/@item)' -)"
}

teardown() {
	kill "$server_pid" && wait "$server_pid" 2>/dev/null || true
	rm -rf "$GEPPO_DIR"
}

corrected() {
	"$GEPPO" bulletin send 2026-06 --any-day >/dev/null
	printf '[%s]の題名を訂正します。\n誤：空气质量<改善>\n\n正：空气质量持续改善\n' "$id" >"$BATS_TEST_TMPDIR/words"
	"$GEPPO" bulletin correct 2026-06 "$BATS_TEST_TMPDIR/words"
	"$GEPPO" bulletin approve 2026-06 --correction --by 佐藤
}

@test "the site: the issue leads to its correction, the correction back, feeds tell both" {
	"$GEPPO" bulletin site "$site"
	cp -r "$site" "$site.before"
	digest="$("$GEPPO" bulletin ledger 2026-06 | head -1)"
	run corrected
	echo "$output"
	[[ "$output" == *"2 faces frozen"* ]]
	"$GEPPO" bulletin site "$site"
	for page in 2026-06.html 2026-06-kitakyushu.html; do
		[ "$(grep -c 'この号には訂正があります' "$site.before/$page")" -eq 0 ]
		[ "$(xmllint --html --xpath 'count(//header//a[@href="2026-06-correction-1.html"])' "$site/$page" 2>/dev/null)" -eq 1 ]
		# at the entry it names as well
		[ "$(xmllint --html --xpath "count(//*[@id='$id']//a[@href='2026-06-correction-1.html'])" "$site/$page" 2>/dev/null)" -eq 1 ]
	done
	page="$site/2026-06-correction-1.html"
	[ "$(xmllint --html --xpath 'count(//a[@href="2026-06.html"])' "$page" 2>/dev/null)" -eq 1 ]
	grep -q '正：空气质量持续改善' "$page"
	grep -q '空气质量&lt;改善&gt;' "$page"
	grep -q '月報編集部' "$page"
	grep -q 'href="2026-06-correction-1.html">第1号(' "$site/index.html"
	python3 - "$site" "$id" <<-'PY'
		import json, re, sys, xml.etree.ElementTree as ET
		site, item = sys.argv[1:]
		a = '{http://www.w3.org/2005/Atom}'
		def read(folder):
		    f = ET.parse(folder + '/atom.xml').getroot()
		    return f, {e.find(a + 'id').text: e for e in f.findall(a + 'entry')}
		old, before = read(site + '.before')
		new, after = read(site)
		added = set(after) - set(before)
		assert added == {'tag:example.jp,2026:geppo/correction/2026-06/1'}, added
		assert set(before) <= set(after)
		c = after[added.pop()]
		at = c.find(a + 'updated').text
		assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', at), at
		assert [l.get('href') for l in c.findall(a + 'link')] == ['2026-06-correction-1.html', '2026-06.html']
		entry = after['tag:example.jp,2026:geppo/item/' + item]
		assert entry.find(a + 'updated').text == new.find(a + 'updated').text == at
		assert old.find(a + 'updated').text == '2026-07-07T00:00:00+09:00'
		assert '正：空气质量持续改善' in entry.find(a + 'content').text
		feed = {i['id']: i for i in json.load(open(site + '/feed.json'))['items']}
		assert set(feed) == set(after)
		assert feed['tag:example.jp,2026:geppo/item/' + item]['date_modified'] == at
	PY
	# what was sent is what was approved
	[ "$("$GEPPO" bulletin ledger 2026-06 | head -1)" = "$digest" ]
	"$GEPPO" bulletin show 2026-06 --format html >"$BATS_TEST_TMPDIR/show"
	[ "$(grep -c 'この号には訂正があります' "$BATS_TEST_TMPDIR/show")" -eq 0 ]
	"$GEPPO" check >/dev/null
}

@test "by mail: HTML for whom it is set, and a dry run that says to whom it goes" {
	corrected
	run "$GEPPO" bulletin send 2026-06 --dry-run
	echo "$output"
	[ "$(grep -c 'correction 1' <<<"$output")" -eq 2 ]
	[[ "$output" == *"both "*"correction 1 text+html  to be sent"* ]]
	[[ "$output" == *"plain "*"correction 1 text  to be sent"* ]]
	"$GEPPO" bulletin send 2026-06 --any-day
	run "$GEPPO" bulletin send 2026-06 --dry-run
	[ "$(grep -c 'correction 1 .*sent$' <<<"$output")" -eq 2 ]
	[[ "$output" != *"to be sent"* ]]
	python3 - "$sink" "$id" <<-'PY'
		import email, email.policy, glob, sys
		got = {}
		for name in sorted(glob.glob(sys.argv[1] + '/*.eml')):
		    m = email.message_from_bytes(open(name, 'rb').read().split(b'\n', 2)[2], policy=email.policy.default)
		    if m['subject'].startswith('【訂正】'):
		        got[m['to'].addresses[0].addr_spec] = m
		one, two = got['one@example.jp'], got['two@example.jp']
		assert [p.get_content_type() for p in one.walk()] == ['multipart/alternative', 'text/plain', 'text/html']
		assert two.get_content_type() == 'text/plain'
		html, text = one.get_body(('html',)).get_content(), one.get_body(('plain',)).get_content()
		assert '正：空气质量持续改善' in html and '<style' in html and 'href=' not in html
		rows = text.replace('\r\n', '\n').split('\n')
		assert rows[0] == '【訂正】中国大気政策月報 2026年6月号(訂正第1号)', rows[0]
		assert '誤：空气质量<改善>' in rows and '正：空气质量持续改善' in rows
		assert rows[rows.index('誤：空气质量<改善>') + 1] == ''
		assert text == two.get_content()
	PY
}

@test "an approval taken back: no page of it is left, its address says so, nothing feeds it" {
	"$GEPPO" bulletin site "$site"
	echo mine >"$site/2026-06-photo.jpg"
	echo mine >"$site/about.html"
	"$GEPPO" bulletin withdraw 2026-06 --by 佐藤
	run "$GEPPO" bulletin site "$site"
	[[ "$output" == "0 issues in "* ]]
	grep -q '承認が取り消され' "$site/2026-06.html"
	[ "$(grep -c "$id" "$site/2026-06.html")" -eq 0 ]
	for gone in 2026-06-kitakyushu.html 2026-06.ics atom.xml feed.json; do [ ! -e "$site/$gone" ]; done
	[ "$(cat "$site/2026-06-photo.jpg" "$site/about.html" | grep -c mine)" -eq 2 ]
	grep -q '公開を取りやめ、編集中' "$site/index.html"
	"$GEPPO" bulletin approve 2026-06 --by 鈴木
	"$GEPPO" bulletin site "$site"
	grep -q "$id" "$site/2026-06.html"
	[ -s "$site/atom.xml" ]
	[ "$(grep -c '取りやめ' "$site/index.html")" -eq 0 ]
}
