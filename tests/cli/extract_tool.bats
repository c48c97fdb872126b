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
	run "$GEPPO" extract page.html page.html
	[ "$status" -eq 64 ]
	run "$GEPPO" extract missing.html
	[ "$status" -eq 74 ]
	[[ "$output" == *missing.html* ]]
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

@test "hostile pages end in text or a named reason" {
	! nm "$(readlink -f "$GEPPO")" | grep -q __asan_ || skip "a sanitizer's shadow memory knows no limit"
	# ending WANT COMMAND...: what the page that the command writes ends as, in 256 MiB.
	ending() {
		want=$1
		shift
		"$@" > hostile
		"$GEPPO" extract --memory-mb 256 --cpu-seconds 10 < hostile > answer
		[ "$(jq -r '.kind + ": " + (.fail.why // (.body | length > 20 | tostring))' answer)" = "$want" ] || { head -c 300 answer; return 1; }
	}
	TEXT=为深入打好蓝天保卫战，持续改善环境空气质量，现将有关事项通知如下，请认真贯彻执行。
	export TEXT
	many() { yes "$1" | head -n "$2" | tr -d '\n'; }
	nested() { many '<div>' 100000; echo "<p>$TEXT"; }
	nuls() { head -c 5000000 /dev/zero; echo "<p>$TEXT"; }
	cut_short() { many "<p>$TEXT" 100; printf '\346\260'; }
	entities() { echo "<p>$TEXT"; many '&nbsp;&#x4e00;&nope&amp' 300000; }
	only_script() { printf '<script>'; many "var a='b';" 1000000; }
	quotes() { printf '<script>'; many "\"<p>'\`{\"a\":[" 300000; }
	ending "article: true" nested
	ending "article: true" nuls
	ending "article: true" cut_short
	[ "$(jq .replaced answer)" -eq 1 ]
	ending "article: true" entities
	ending "shell: a shell: its 0 visible characters are no document, scripts draw it" only_script
	ending "shell: a shell: its 0 visible characters are no document, scripts draw it" quotes
}
