#!/usr/bin/env bats
# Reading quality against truth made by people ($SHARED/corpus, $SHARED/extraction), scored by
# $SHARED/tools/score.py. The marks are the project's; reached on 2026-11-25: corpus mF1 .992, title,
# date, number, issuer and index 1.0, rows P .995 R .995; magic F1 .971; cwced F1 .963.
# magic and cwced are news, blogs and forums: a loss there is a loss of generality.

setup() { cd "$BATS_TEST_TMPDIR"; }

# read_pages FOLDER: every page of it, ids as the truth files are called.
read_pages() {
	for page in "$1"/*; do
		name=${page##*/}
		"$GEPPO" extract --id "${name%.*}" < "$page"
	done > out.jsonl
}

# score TRUTH [OPTION...]: one JSON object.
score() { python3 "$SHARED/tools/score.py" "$@" --json; }

# at_least JSON FIELD MARK
at_least() {
	jq -e --argjson mark "$3" ".$2 >= \$mark" <<< "$1" > /dev/null || { echo "$2: $1"; return 1; }
}

@test "government pages: text and fields" {
	read_pages "$SHARED/corpus/pages"
	result=$(score "$SHARED/corpus/truth" out.jsonl --id-len 3)
	[ "$(jq .pages <<< "$result")" -eq 47 ]
	at_least "$result" mF1 0.98
	at_least "$result" title 0.97
	at_least "$result" date 0.98
	at_least "$result" docno 0.97
	at_least "$result" issuer 0.95
}

@test "government lists: every row, its title and its date" {
	read_pages "$SHARED/corpus/pages"
	python3 - "$SHARED/corpus/truth" out.jsonl <<-'END'
	import glob, json, os, re, sys, unicodedata
	key = lambda s: re.sub(r"\s+", "", unicodedata.normalize("NFKC", s or ""))
	out = {o["id"][:3]: o for o in map(json.loads, open(sys.argv[2], encoding="utf-8"))}
	right = wrong = missed = lists = dates = 0
	for path in sorted(glob.glob(sys.argv[1] + "/*.json")):
	    truth = json.load(open(path, encoding="utf-8"))
	    if "items" not in truth:
	        continue
	    lists += 1
	    rows = out[os.path.basename(path)[:3]].get("items", [])
	    want = {key(r["title"]): r["date"] for r in truth["items"]}
	    got = {key(r["title"]): r["date"] for r in rows}
	    right += len(want.keys() & got.keys())
	    wrong += len(got.keys() - want.keys())
	    missed += len(want.keys() - got.keys())
	    dates += sum(got.get(k) == d for k, d in want.items())
	print(lists, right, wrong, missed, dates)
	assert lists == 17
	assert right / (right + wrong) >= 0.98 and right / (right + missed) >= 0.98
	assert dates >= right * 0.98
	END
}

@test "pages of other people's sets: magic" {
	read_pages "$SHARED/extraction/magic/pages"
	at_least "$(score "$SHARED/extraction/magic/truth" out.jsonl)" F1 0.96
}

@test "pages of other people's sets: cwced" {
	read_pages "$SHARED/extraction/cwced/pages"
	at_least "$(score "$SHARED/extraction/cwced/truth" out.jsonl)" F1 0.95
}

# No rule may live on one site: without metas, class names, ids and headings the text is found by
# its density alone, and titles and dates by where they stand.
@test "government pages stripped of every name" {
	python3 - "$SHARED/corpus/pages" "$GEPPO" <<-'END' > out.jsonl
	import os, re, subprocess, sys
	for name in sorted(os.listdir(sys.argv[1])):
	    if name.endswith(".json"):
	        continue
	    page = open(os.path.join(sys.argv[1], name), "rb").read()
	    page = re.sub(rb'(?i)<meta[^>]*(ArticleTitle|PubDate|ContentSource|publishedtime|og:)[^>]*>', b'', page)
	    page = re.sub(rb'''(?i)\s(class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)''', b'', page)
	    page = re.sub(rb'(?i)<(/?)h[1-6]\b', rb'<\1div', page)
	    sys.stdout.buffer.write(subprocess.run([sys.argv[2], "extract", "--id", name[:3]],
	        input=page, stdout=subprocess.PIPE, check=True).stdout)
	END
	result=$(score "$SHARED/corpus/truth" out.jsonl)
	at_least "$result" mF1 0.96
	at_least "$result" title 0.93
	at_least "$result" date 0.91
}
