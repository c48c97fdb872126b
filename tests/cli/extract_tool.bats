#!/usr/bin/env bats
# geppo extract as a tool: standard input, archives, the worker's conversation, wrong calls.

setup() {
	cd "$BATS_TEST_TMPDIR"
	cat > page.html <<-'END'
	<title>关于大气监测的通知</title><h1>关于大气监测的通知</h1><p>2026-05-10</p>
	<div><p>为持续改善环境空气质量，现将监测工作有关事项通知如下，请认真执行。</p></div>
	END
}

# ask ID FILE: one question of the worker's conversation.
ask() {
	printf '{"id":"%s","url":null,"content_type":null,"kind":null,"status":200,"length":%d}\n' \
		"$1" "$(stat -c %s "$2")"
	cat "$2"
}

@test "a page on standard input is one line of JSON" {
	run "$GEPPO" extract --id x --url http://a.gov.cn/1.html < page.html
	[ "$status" -eq 0 ] && [ "${#lines[@]}" -eq 1 ]
	[ "$(jq -r '[.v, .id, .url, .kind, .title, .published] | @tsv' <<< "$output")" = \
		"$(printf '1\tx\thttp://a.gov.cn/1.html\tarticle\t关于大气监测的通知\t2026-05-10')" ]
	jq -e '.attachments == [] and .facts == [] and .issuers == [] and .fail == null' <<< "$output"
}

@test "--text is for reading" {
	run "$GEPPO" extract --text < page.html
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = 关于大气监测的通知 ]
	[[ "${lines[1]}" == 为持续改善* ]]
}

@test "--explain names the signals" {
	run "$GEPPO" extract --explain < page.html
	[ "$(jq -r .explain.title <<< "$output")" = "heading that <title> holds" ]
	[ "$(jq -r .explain.published <<< "$output")" = "between title and text" ]
}

@test "the worker answers every question in order, and bad ones end it" {
	: > empty
	{ ask one page.html; ask two empty; ask three page.html; } > talk
	run "$GEPPO" extract --worker < talk
	[ "$status" -eq 0 ] && [ "${#lines[@]}" -eq 3 ]
	[ "$(jq -r .id <<< "${lines[2]}")" = three ]
	[ "$(jq -r .fail.why <<< "${lines[1]}")" = "the page is empty" ]
	[ "$(jq -r .body <<< "${lines[0]}")" = "$(jq -r .body <<< "${lines[2]}")" ]
	run "$GEPPO" extract --worker <<< 'no question'
	[ "$status" -eq 65 ]
	printf '{"id":"x","length":10}\nshort' > talk
	run "$GEPPO" extract --worker < talk
	[ "$status" -eq 65 ]
	[[ "$output" == *"ends inside a page"* ]]
}

@test "wrong calls" {
	run "$GEPPO" extract --kind novel < page.html
	[ "$status" -eq 64 ]
	run "$GEPPO" extract --warc missing.warc.gz
	[ "$status" -eq 65 ]
	[[ "$output" == *missing.warc.gz* ]]
	run "$GEPPO" extract page.html
	[ "$status" -eq 64 ]
}

@test "an archive gives one answer for each response" {
	body=$(cat page.html)
	http=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$body" | base64 -w0)
	for id in 1 2; do
		printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%s>\r\n' "$id"
		printf 'WARC-Date: 2026-05-11T00:00:00Z\r\nWARC-Target-URI: http://a.gov.cn/%s.html\r\n' "$id"
		printf 'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n' \
			"$(base64 -d <<< "$http" | wc -c)"
		base64 -d <<< "$http"
		printf '\r\n\r\n'
	done > two.warc
	run "$GEPPO" extract --warc two.warc
	[ "$status" -eq 0 ] && [ "${#lines[@]}" -eq 2 ]
	[ "$(jq -r '[.id, .url, .kind] | @tsv' <<< "${lines[1]}")" = \
		"$(printf 'urn:uuid:2\thttp://a.gov.cn/2.html\tarticle')" ]
}

@test "50 MB and a million attributes: an answer within the limits" {
	! nm "$(readlink -f "$GEPPO")" | grep -q __asan_ || skip "a sanitizer's shadow memory knows no limit"
	{ printf '<body>'; yes '<p>这是一段用来试验的正文，说明大气污染防治工作的要求。</p>' | head -c 50000000; } > big
	/usr/bin/env bash -c 'ulimit -v 700000; exec "$0" extract' "$GEPPO" < big > answer
	[ "$(jq -r .kind answer)" = article ]
	{ printf '<body><p '; yes 'a=x' | head -n 1000000 | tr '\n' ' '; printf '>正文'; } > many
	run timeout 20 "$GEPPO" extract < many
	[ "$status" -eq 0 ]
}
