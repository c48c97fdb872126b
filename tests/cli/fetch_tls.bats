#!/usr/bin/env bats
# geppo fetch and certificates: one that can't be verified is no answer, whatever is wrong with it.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

# certificate ADDRESS NAME: signed by our authority for an address.
certificate() {
	openssl req -newkey rsa:2048 -nodes -keyout "$SITE/key" -subj "/CN=$2" -out "$SITE/csr" 2>/dev/null
	openssl x509 -req -in "$SITE/csr" -CA "$SITE/ca.pem" -CAkey "$SITE/ca.key" -CAcreateserial -days 2 \
		-extfile <(echo "subjectAltName=IP:$2") -out "$SITE/crt" 2>/dev/null
	cat "$SITE/crt" "$SITE/key" >"$SITE/tls.$1"
}

@test "a trusted certificate is taken; self-signed and another's are not" {
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$SITE/ca.key" -out "$SITE/ca.pem" -days 2 -subj /CN=trial 2>/dev/null
	certificate 127.0.0.1 127.0.0.1
	certificate 127.0.0.2 127.0.0.9
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$SITE/k" -out "$SITE/c" -days 2 -subj /CN=127.0.0.3 -addext subjectAltName=IP:127.0.0.3 2>/dev/null
	cat "$SITE/c" "$SITE/k" >"$SITE/tls.127.0.0.3"
	sed -i "s|^fetch:|&\n  ca_file: $SITE/ca.pem|" "$DIR/config/geppo.yaml"
	site_start 127.0.0.1 127.0.0.2 127.0.0.3
	for n in 1 2 3; do source_add "s$n" 127.0.0.$n /good/; done
	sed -i 's|"http:|"https:|' "$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	echo "$output"; echo "$stderr"
	[ "$status" -eq 1 ]
	[ "$(sql "SELECT source, status FROM capture")" = "s1|200" ]
	[[ "$(outcome s2)" == broken:*robots.txt*certificate* ]]
	[[ "$(outcome s3)" == broken:*robots.txt*certificate* ]]
	[ "$(asked 127.0.0.2 | wc -l)" -eq 0 ]
}

# authority: makes ours, and has it trusted.
authority() {
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$SITE/ca.key" -out "$SITE/ca.pem" -days 2 -subj /CN=trial 2>/dev/null
	sed -i "s|^fetch:|&\n  ca_file: $SITE/ca.pem|" "$DIR/config/geppo.yaml"
}

@test "an expired certificate is no answer" {
	authority
	certificate 127.0.0.1 127.0.0.1
	openssl x509 -req -in "$SITE/csr" -CA "$SITE/ca.pem" -CAkey "$SITE/ca.key" -CAcreateserial -days -1 \
		-extfile <(echo "subjectAltName=IP:127.0.0.1") -out "$SITE/crt" 2>/dev/null
	cat "$SITE/crt" "$SITE/key" >"$SITE/tls.127.0.0.1"
	site_start 127.0.0.1
	source_add s1 127.0.0.1 /good/
	sed -i 's|"http:|"https:|' "$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[[ "$(outcome s1)" == broken:*certificate*expired* ]]
	[ ! -e "$SITE/log" ]
}

@test "old TLS is tried where a source allows it, after the usual failed, and shouted about" {
	authority
	for n in 1 2 3 4; do certificate 127.0.0.$n 127.0.0.$n; done
	certificate 127.0.0.4 127.0.0.9
	touch "$SITE"/old.127.0.0.{1,2,4}
	site_start 127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4
	for n in 1 2 3 4; do source_add "s$n" 127.0.0.$n /good/; done
	sed -i 's|"http:|"https:|; /id: s[134]/s|list_url|tls: legacy, &|' "$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	echo "$stderr"
	# s3 needs none of it, s4 has another's certificate.
	[ "$(sql "SELECT group_concat(source, ' ') FROM (SELECT source FROM capture WHERE status = 200 ORDER BY 1)")" = "s1 s3" ]
	[[ "$(outcome s2)" == broken:*"no TLS connection"* ]]
	[[ "$(outcome s4)" == broken:*certificate* ]]
	[ "$(grep -c "127.0.0.1: LEGACY TLS" <<<"$stderr")" -eq 1 ]
	[ "$(grep -c "127.0.0.[23]: LEGACY TLS" <<<"$stderr")" -eq 0 ]
	[ "$(asked 127.0.0.1)" = "/robots.txt
/good/" ]
}

@test "a source's proxy is used, for robots.txt too, and no other source's" {
	site_start 127.0.0.1 127.0.0.2
	source_add direct 127.0.0.1 /good/
	source_add far 127.0.0.1 /good/
	sed -i "/id: far/s|list_url.*|proxy: \"http://127.0.0.2:$PORT/\", list_url: \"http://sthj.far-city.gov.cn/good/\"}|" "$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	echo "$stderr"
	[ "$status" -eq 0 ]
	[ "$(asked 127.0.0.2)" = "http://sthj.far-city.gov.cn/robots.txt
http://sthj.far-city.gov.cn/good/" ]
	[ "$(asked 127.0.0.1)" = "/robots.txt
/good/" ]
	[ "$(sql "SELECT url FROM capture WHERE source = 'far'")" = "http://sthj.far-city.gov.cn/good/" ]
	# The proxy's own address is judged on the socket.
	sed -i /allow_networks/d "$DIR/config/geppo.yaml"
	"$GEPPO" fetch --dir "$DIR" --source far || [ $? -eq 1 ]
	[[ "$(outcome far)" == refused:*loopback* ]]
}

@test "without the authority the same certificate is refused" {
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$SITE/ca.key" -out "$SITE/ca.pem" -days 2 -subj /CN=trial 2>/dev/null
	certificate 127.0.0.1 127.0.0.1
	site_start 127.0.0.1
	source_add s1 127.0.0.1 /good/
	sed -i 's|"http:|"https:|' "$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[[ "$(outcome s1)" == broken:*certificate* ]]
}

@test "an archive file of the set size is followed by a new one" {
	sed -i "s|^fetch:|&\n  archive_mb: 1|" "$DIR/config/geppo.yaml"
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	"$GEPPO" fetch --dir "$DIR"
	first=$(ls "$DIR"/archive/*.warc.gz)
	# A record that is nobody's capture, as large as the limit.
	python3 - "$first" <<-'PY'
	import gzip, os, sys
	sys.path.insert(0, "tests")
	block = os.urandom(1 << 20)
	head = "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:5e2a3c1e-0000-4000-8000-000000000001>\r\nWARC-Date: 2026-06-30T01:02:03Z\r\nContent-Length: %d\r\n\r\n" % len(block)
	open(sys.argv[1], "ab").write(gzip.compress(head.encode() + block + b"\r\n\r\n"))
	PY
	"$GEPPO" fetch --dir "$DIR" --source good
	[ "$(ls "$DIR"/archive/*.warc.gz | wc -l)" -eq 2 ]
	archive_check
	"$GEPPO" archive verify --dir "$DIR"
}
