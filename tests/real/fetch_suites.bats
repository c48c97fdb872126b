#!/usr/bin/env bats
# Outside tables for what fetch and the reader of its lists meet ($SHARED/suites): sitemaps,
# Content-Type, dates. tests/conformance.md lists every difference; a new one fails.
bats_require_minimum_version 1.5.0

setup() { cd "$BATS_TEST_DIRNAME/../.."; SUITES="$SHARED/suites"; }

@test "sitemaps: every address of every file, counted by another reader" {
	python3 - "$GEPPO" "$SUITES/sitemaps" <<-'END'
	import glob, gzip, json, os, re, subprocess, sys
	import xml.etree.ElementTree as tree
	from urllib.parse import urlsplit
	geppo, folder = sys.argv[1:]
	seen = 0
	for path in sorted(glob.glob(folder + "/*/**", recursive=True)):
	    if not os.path.isfile(path):
	        continue
	    raw = open(path, "rb").read()
	    text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
	    if text.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
	        root = tree.fromstring(text)
	        local = lambda e: e.tag.rsplit("}", 1)[-1]
	        rows = [e for e in root.iter() if local(e) in ("url", "sitemap", "item", "entry")]
	        links = [next((c.text.strip() if local(c) == "loc" or (local(c) == "link" and c.text and c.text.strip()) else c.get("href")
	                       for c in row if local(c) in ("loc", "link") and (c.get("href") or (c.text or "").strip())), (row.text or "").strip()) for row in rows]
	    else:
	        links = text.decode("utf-8-sig").split()
	    links = [l for l in links if l]
	    first = urlsplit(links[0])
	    answer = json.loads(subprocess.run([geppo, "extract", "--kind", "listing", "--list", '{"kind":"sitemap"}', "--url",
	        "%s://%s/sitemap.xml" % (first.scheme, first.netloc)], input=raw, stdout=subprocess.PIPE).stdout)
	    ours = len(answer["items"]) + len(answer["parts"])
	    print(os.path.basename(path), len(links), ours, answer["dropped"])
	    assert ours == len(links), path
	    seen += 1
	assert seen == 20, seen
	END
}

@test "Content-Type: which charset is declared" {
	python3 - "${GEPPO%/geppo}/build/libexec/geppo/geppo-extract" "$SUITES/mime-sniff" <<-'END'
	import json, re, subprocess, sys
	worker = subprocess.Popen([sys.argv[1], "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
	body = b"<html><body><p>plain text only</p></body></html>"
	asked, differ = 0, []
	for name in ("mime-types", "generated-mime-types"):
	    for case in json.load(open("%s/%s.json" % (sys.argv[2], name))):
	        if isinstance(case, str):
	            continue
	        given, wanted = case if isinstance(case, list) else (case["input"], case["output"])
	        if "\0" in given:  # cannot stand in a header
	            continue
	        worker.stdin.write(json.dumps({"id": "x", "url": "http://example.com/", "content_type": given, "length": len(body)}).encode() + b"\n" + body)
	        worker.stdin.flush()
	        charset = json.loads(worker.stdout.readline())["charset"].lower()
	        value = re.match(r'[^;]*;(?:(?!charset=)[^;]*;)*charset=("(?:[^"\\]|\\.)*"|[^;]*)', wanted or "", re.I)
	        wants = bool(value) and re.sub(r"\\(.)", r"\1", value[1].strip('"')).lower() == "gbk"
	        asked += 1
	        if wants != (charset in ("gbk", "gb18030")):
	            differ.append(given)
	print(asked, len(differ), *map(repr, differ), sep="\n")
	assert asked > 900 and len(differ) == 11, differ
	END
}

@test "dates as feeds write them" {
	python3 - "$GEPPO" "$SUITES/http-date" <<-'END'
	import collections, datetime, html, json, subprocess, sys
	geppo, folder = sys.argv[1:]
	epoch, cases = datetime.datetime(1970, 1, 1), []
	for line in open(folder + "/curl-getdate.tsv"):
	    if not line.startswith("#"):
	        text, seconds = line.rstrip("\n").split("\t")
	        cases.append((text, None if seconds == "-1" else epoch + datetime.timedelta(seconds=int(seconds))))
	for name in ("examples", "bsd-examples"):
	    text = open("%s/dates/%s.json" % (folder, name)).read()
	    for case in json.loads(text[text.index("[\n"):]):
	        cases.append((case["test"], case["expected"] and datetime.datetime.strptime(case["expected"], "%a, %d %b %Y %H:%M:%S GMT")))
	rows = "".join("<item><title>row number %d</title><link>https://example.com/%d.html</link><pubDate>%s</pubDate></item>"
	               % (i, i, html.escape(text)) for i, (text, _) in enumerate(cases))
	answer = json.loads(subprocess.run([geppo, "extract", "--kind", "listing", "--list", '{"kind":"rss"}', "--url", "https://example.com/rss"],
	    input=('<?xml version="1.0"?><rss version="2.0"><channel>%s</channel></rss>' % rows).encode(), stdout=subprocess.PIPE).stdout)
	dates = {row["href"]: row["date"] for row in answer["items"]}
	kinds = collections.Counter()
	for i, (text, wanted) in enumerate(cases):
	    ours = dates["https://example.com/%d.html" % i]
	    # A day is a day in Beijing; a text without a zone is taken as Beijing's.
	    days = wanted and {wanted.strftime("%Y-%m-%d"), (wanted + datetime.timedelta(hours=8)).strftime("%Y-%m-%d")}
	    kind = "agree" if ours in (days or {None}) else "accepted" if wanted is None else "refused" if ours is None else "other"
	    kinds[kind] += 1
	    if kind != "agree":
	        print(kind, repr(text), wanted, ours)
	print(len(cases), kinds)
	assert len(cases) == 250
	assert kinds["refused"] <= 63 and kinds["accepted"] <= 31 and kinds["other"] <= 4, kinds
	END
}
