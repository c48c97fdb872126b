#!/usr/bin/env bats
# geppo fetch against a site of our own: what is asked, what is kept, what is told.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

@test "a listing is fetched, archived, recorded; what it says is who we are" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 0 ]
	[ "$output" = "1 address looked at: 1 taken; 4 records archived" ]
	[[ "$stderr" == *"127.0.0.0/8"* ]]
	[ "$(asked 127.0.0.1)" = "/robots.txt
/good/" ]
	[[ "$(jq -r '.headers["User-Agent"]' "$SITE/log" | sort -u)" =~ ^geppo/[0-9.]+\ \(\+fetch-test@example.jp\)$ ]]
	[ "$(sql "SELECT source, role, status, type, state FROM capture")" = "good|listing|200|response|waiting" ]
	archive_check
	[ "$(archive_check | cut -d' ' -f3- | sed "s/:$PORT//")" = "warcinfo - -
request - http://127.0.0.1/robots.txt
response 404 http://127.0.0.1/robots.txt
request - http://127.0.0.1/good/
response 200 http://127.0.0.1/good/" ]
	[ "$(archive_check | tail -1 | cut -d' ' -f1,2)" = "$(sql "SELECT offset || ' ' || length FROM capture")" ]
	# Not due again: nothing is asked.
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 0 ]
	[ "$output" = "nothing is due" ]
	[ "$(asked 127.0.0.1 | wc -l)" -eq 2 ]
}

@test "without a contact nobody goes out" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	sed -i /contact/d "$DIR/config/geppo.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 78 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ "$stderr" == *"fetch.contact"* ]]
	[ ! -e "$SITE/log" ]
}

@test "without an allowed network loopback is refused, at the socket" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	sed -i /allow_networks/d "$DIR/config/geppo.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 1 ]
	[[ "$(outcome good)" == "refused: "*loopback* ]]
	[ ! -e "$SITE/log" ]
}

@test "robots.txt is obeyed, and what it forbids is told" {
	site_start 127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.5 127.0.0.6 127.0.0.7 127.0.0.8
	printf 'User-agent: *\nDisallow: /\n\nUser-agent: geppo\nDisallow: /good/x\n' >"$SITE/robots.127.0.0.1"
	printf 'User-agent: *\nDisallow: /good\nAllow: /go\n' >"$SITE/robots.127.0.0.2"
	echo '!500' >"$SITE/robots.127.0.0.3"
	echo '!403' >"$SITE/robots.127.0.0.4"
	echo '!reset' >"$SITE/robots.127.0.0.5"
	echo '!loop' >"$SITE/robots.127.0.0.6"
	echo '!big' >"$SITE/robots.127.0.0.7"
	echo "!redirect http://127.0.0.2:$PORT/robots.txt" >"$SITE/robots.127.0.0.8"
	for n in 1 2 3 4 5 6 7 8; do source_add "s$n" 127.0.0.$n /good/; done
	source_add closed 127.0.0.7 /closed/
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	echo "$output" "$stderr"
	[ "$status" -eq 1 ]
	for yes in 1 4 6 7; do asked 127.0.0.$yes | grep -qx /good/; done
	for no in 2 3 5 8; do [ "$(asked 127.0.0.$no | grep -c /good/)" -eq 0 ]; done
	[ "$(asked 127.0.0.7 | grep -c closed)" -eq 0 ]
	[[ "$(outcome s2)" == "refused: robots.txt of http://127.0.0.2:$PORT disallows /good/" ]]
	[[ "$(outcome s3)" == "broken: robots.txt "*"status 500" ]]
	[[ "$(outcome s5)" == "broken: robots.txt "* ]]
	[[ "$(outcome s8)" == "refused: robots.txt "* ]]
	[ "$(asked 127.0.0.6 | grep -c robots)" -eq 6 ]
	archive_check
}

@test "robots.txt is asked for once, and remembered over runs" {
	site_start 127.0.0.1
	printf 'User-agent: *\nDisallow: /good/202606\n' >"$SITE/robots.127.0.0.1"
	source_add good 127.0.0.1 /good/
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 2 good
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 refused"* ]]
	[ "$(asked 127.0.0.1)" = "/robots.txt
/good/" ]
}

@test "each kind of bad answer has its name, and every listing its visit" {
	# Long enough for a busy machine: what answers at all must not fail by time here.
	settings 0 6
	addresses=$(seq -f 127.0.0.%g 1 20)
	site_start $addresses
	n=1
	while read -r mode path; do
		source_add "$mode" 127.0.0.$n "$path"
		n=$((n + 1))
	done <<-LIST
	reset /reset/
	short /short/
	slow /slow/20
	drip /drip/
	endless /endless/
	bigheader /bigheader/
	loop /loop/
	cookieloop /cookieloop/
	inside /inside/
	blank /blank/
	home /home/
	busy /busy/7200
	gone /status/404
	forbidden /status/403
	error /status/500
	jsl /jsl/
	river /river/
	wzws /wzws/
	aliyun /aliyun/
	away /away/127.0.0.20/good/
	LIST
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	echo "$output"; echo "$stderr"
	sql "SELECT source, outcome, why FROM visit"
	[ "$status" -eq 1 ]
	while read -r source expected; do
		echo "$source: $(outcome "$source")"
		[[ "$(outcome "$source")" == $expected ]]
	done <<-LIST
	reset broken:*
	short broken:*length*
	slow broken:*time*
	drip broken:*
	endless broken:*
	bigheader broken:*headers*
	loop broken:*redirects*
	cookieloop challenged:*cookie*loop*
	inside refused:*169.254.169.254*link-local*
	blank refused:*backslash*
	home moved:*front*
	busy refused:*429*
	gone moved:*404*
	forbidden refused:*403*
	error broken:*500*
	jsl challenged:*Jiasule*521*
	river challenged:*RiverSecurity*412*
	wzws challenged:*WZWS*403*
	aliyun challenged:*Aliyun*405*
	LIST
	[ "$(sql "SELECT count(*), count(DISTINCT source) FROM visit")" = "19|19" ]
	# The one that only moved house is seen.
	[ "$(sql "SELECT status FROM capture WHERE source = 'away' ORDER BY id")" = "301
200" ]
	# What came whole is archived, whatever it was.
	archive_check
	[ "$(archive_check | grep -c 'response 521')" -eq 1 ]
	# The busy host is left alone as long as it asked for.
	[ "$(sql "SELECT due > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+7100 seconds') FROM frontier WHERE source = 'busy'")" -eq 1 ]
	"$GEPPO" fetch --dir "$DIR" --source busy
	[ "$(asked 127.0.0.12 | grep -c busy)" -eq 1 ]
}

@test "an unchanged listing is asked for with its validators and recorded as a revisit" {
	site_start 127.0.0.1
	source_add cached 127.0.0.1 /cached/
	"$GEPPO" fetch --dir "$DIR"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR" --source cached
	[ "$status" -eq 0 ]
	[ "$output" = "1 address looked at: 1 unchanged; 2 records archived" ]
	[ "$(outcome cached)" = "unchanged: " ]
	[ "$(jq -r 'select(.path == "/cached/") | [.status, .headers["If-None-Match"], .headers["If-Modified-Since"]] | @tsv' "$SITE/log" | tail -1)" = "304	\"list-3\"	Mon, 01 Jun 2026 00:00:00 GMT" ]
	[ "$(sql "SELECT type, state FROM capture ORDER BY id DESC LIMIT 1")" = "revisit|parsed" ]
	archive_check
	echo 5 >"$SITE/articles"
	"$GEPPO" fetch --dir "$DIR" --source cached
	[ "$(sql "SELECT count(*) FROM capture WHERE type = 'response' AND status = 200")" -eq 2 ]
}

@test "compressed and chunked answers are kept as they came, without the chunks" {
	site_start 127.0.0.1
	source_add chunked 127.0.0.1 /chunked/
	"$GEPPO" fetch --dir "$DIR"
	archive_check
	python3 tests/warc.py bodies "$DIR"/archive/*.warc.gz
	warc=$(ls "$DIR"/archive/*.warc.gz)
	gzip -dc "$warc" | grep -a "X-Archive-Orig-Transfer-Encoding: chunked"
	gzip -dc "$warc" | grep -a "Content-Encoding: gzip"
}

@test "proxy variables and .netrc are not looked at" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	printf 'machine 127.0.0.1 login someone password secret\n' >"$BATS_TEST_TMPDIR/.netrc"
	HOME="$BATS_TEST_TMPDIR" http_proxy=http://127.0.0.1:9/ all_proxy=http://127.0.0.1:9/ "$GEPPO" fetch --dir "$DIR"
	[ "$(jq -r '.headers.Authorization' "$SITE/log" | sort -u)" = null ]
	[ "$(sql "SELECT status FROM capture")" -eq 200 ]
}

@test "an unknown source, a retired one, a second fetch at work" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /slow/2
	run --separate-stderr "$GEPPO" fetch --dir "$DIR" --source none
	[ "$status" -eq 64 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	"$GEPPO" fetch --dir "$DIR" 3>&- &
	first=$!
	sleep 1
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 75 ]
	wait $first
}

@test "fetch and parse in turn: what the lists show becomes documents, new rows too" {
	site_start 127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4
	source_add good 127.0.0.1 /good/
	source_add lies 127.0.0.2 /lies/
	source_add badgzip 127.0.0.3 /badgzip/
	source_add bomb 127.0.0.4 /bomb/
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	"$GEPPO" fetch --dir "$DIR"
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	sql "SELECT source, outcome, rows, why FROM visit"
	titles() { sql "SELECT title, published FROM version JOIN document ON document.id = document WHERE source = '$1' ORDER BY 1"; }
	expected=$(for n in 1 2 3; do echo "关于印发大气污染防治试验方案第${n}号的通知|2026-06-0$((n + 1))"; done)
	[ "$(titles good)" = "$expected" ]
	[ "$(titles lies)" = "$expected" ]
	[ "$(sql "SELECT outcome, rows FROM visit WHERE source = 'lies'")" = "ok|3" ]
	# No look at a list goes untold.
	[ "$(sql "SELECT count(DISTINCT source) FROM visit")" -eq 4 ]
	[[ "$(outcome badgzip)" == broken:*compressed* ]]
	[[ "$(outcome bomb)" == broken:*larger* ]]
	[ "$(sql "SELECT DISTINCT baseline FROM document")" -eq 1 ]
	echo 5 >"$SITE/articles"
	"$GEPPO" fetch --dir "$DIR" --source good
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	"$GEPPO" fetch --dir "$DIR" --source good
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	[ "$(sql "SELECT count(*) FROM document WHERE source = 'good' AND NOT baseline")" -eq 2 ]
	[ "$(asked 127.0.0.1 | grep -c 202606)" -eq 5 ]
}
