#!/usr/bin/env bats
# Every face of a month of eighty entries and of one without any: they carry the same items, follow their
# standards, and the text survives a municipal gateway.
bats_require_minimum_version 1.5.0

setup_file() {
	export GEPPO_DIR="$BATS_FILE_TMPDIR/data" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	cat >>"$GEPPO_DIR/config/geppo.yaml" <<'YAML'
YAML
	sed -i 's/^bulletin:/bulletin:\n  first_issue: 2026-01\n  desk_url: https:\/\/desk.example.jp\//' "$GEPPO_DIR/config/geppo.yaml"
	python3 - >"$BATS_FILE_TMPDIR/set.jsonl" <<'PY'
import json
places = [("生态环境部", "www.mee.gov.cn", ""), ("上海市生态环境局", "sthj.sh.gov.cn", "上海市"),
          ("邯郸市人民政府", "www.hd.gov.cn", "邯郸市"), ("山西省生态环境厅", "sthjt.shanxi.gov.cn", "山西省"),
          ("昆明市生态环境局", "sthjj.km.gov.cn", "昆明市")]
kinds = ["大气污染防治条例", "扬尘污染防治工作方案", "重污染天气应急预案", "挥发性有机物治理实施方案",
         "臭氧污染防治行动计划", "柴油货车污染治理方案", "锅炉大气污染物排放标准", "秸秆禁烧工作方案"]
body = "到2030年，细颗粒物（PM2.5）浓度比2025年下降12%，氮氧化物排放总量比2025年减少8—10%。Ⅱ级响应按①②③办理，不低于20m³。"
for n in range(84):
    who, host, where = places[n % 5]
    what = kinds[n // 5 % 8]
    year = 2026 + n // 40
    print(json.dumps({"id": f"E{n:02}", "title": f"关于印发《{where}{what}（{year}—{year + 4}年）》的通知", "issuer": who,
        "published": f"2026-{10 if n < 80 else 9:02}-{n % 28 + 1:02}",
        "doc_number": f"环大气〔2026〕{100 + n}号", "url": f"https://{host}/a/{n}.html",
        "body": body.replace("12", str(10 + n)) if n % 4 else ""}, ensure_ascii=False))
PY
	"$GEPPO" load "$BATS_FILE_TMPDIR/set.jsonl" >/dev/null 2>&1
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE version SET in_force = '2027-01-01' WHERE document IN
		(SELECT id FROM document WHERE name IN ('E00','E09','E18','E27','E36','E45','E54','E63','E72'))"
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE version SET facts = '[{\"kind\":\"target\",\"text\":\"下降\",\"offset\":1,
		\"quantity_id\":\"pm25\",\"aspect\":\"concentration\",\"value\":\"8-12\",\"unit_id\":\"%\",\"change\":\"down\",
		\"base\":\"2025\",\"year\":\"2030\"},{\"kind\":\"limit\",\"text\":\"不低于20m³的Ⅱ级\",\"offset\":9}]'"
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	cd "$BATS_FILE_TMPDIR"
	for month in 2026-09 2026-10 2026-12; do
		"$GEPPO" bulletin draft $month --issued 2027-01-07 >/dev/null 2>&1
		for face in text mail-html html docx atom jsonfeed ics xml; do
			"$GEPPO" bulletin show $month --format $face --output "$month.$face"
		done
	done
	# printing is slow: a month of four entries
	"$GEPPO" bulletin show 2026-09 --format pdf --output 2026-09.pdf
	xmllint --xpath '//section/entry/@item' 2026-10.xml | grep -o '"[^"]*"' | tr -d '"' | sort -u >ids
}

setup() { cd "$BATS_FILE_TMPDIR"; }
root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }
# The ids that stand in brackets in a text.
ids_in() { grep -oE '\[[A-HJ-NP-Y][0-9]{4,}[A-HJ-NP-Y]\]' "$1" | tr -d '[]' | sort -u; }

@test "eighty entries, each once; the schema holds for both months" {
	[ "$(wc -l <ids)" -eq 80 ]
	[ "$(xmllint --xpath 'count(//section/entry)' 2026-10.xml)" -eq 80 ]
	[ "$(xmllint --xpath 'count(//section/entry)' 2026-12.xml)" -eq 0 ]
	for month in 2026-10 2026-12; do
		xmllint --noout --relaxng "$(root)/bulletin/templates/issue.rng" $month.xml
	done
}

@test "text, page, mail, PDF and DOCX carry the same items" {
	python3 -c 'import re, sys, zipfile
x = zipfile.ZipFile("2026-10.docx").read("word/document.xml").decode()
print("\n".join(re.sub("<[^>]+>", "", p) for p in x.split("</w:p>")))' >docx.txt
	for face in html mail-html; do
		sed 's/<[^>]*>//g' 2026-10.$face >$face.txt
	done
	ids_in 2026-10.text >of.text
	comm -23 ids of.text | wc -l | grep -qx 0
	for face in html mail-html docx; do
		ids_in $face.txt | diff of.text -
	done
	pdftotext 2026-09.pdf pdf.txt
	ids_in 2026-09.text >of.text
	[ "$(wc -l <of.text)" -ge 4 ]
	ids_in pdf.txt | diff of.text -
}

@test "the PDF has an outline and Japanese fonts inside" {
	grep -aq '/Outlines' 2026-09.pdf
	pdffonts 2026-09.pdf | grep -q 'CJK'
	run ! grep -q ' no *no *no ' <(pdffonts 2026-09.pdf | tail -n +3)
	# pictures and margins as well: no other font gives Chinese forms to Japanese words
	run ! grep -v 'Noto-Sans-CJK-\(JP\|SC\)' <(pdffonts 2026-09.pdf | tail -n +3)
}

@test "DOCX is a package of well-formed parts with Word's own headings, the same bytes each time" {
	python3 - <<'PY'
import zipfile, xml.dom.minidom
z = zipfile.ZipFile("2026-10.docx")
assert z.testzip() is None
assert z.namelist()[0] == "[Content_Types].xml"
for name in z.namelist():
    xml.dom.minidom.parseString(z.read(name))
document = z.read("word/document.xml").decode()
assert document.count('w:val="Heading3"') >= 80
assert 'lang="zh' not in document and "<html" not in document
PY
	"$GEPPO" bulletin show 2026-10 --format docx | cmp - 2026-10.docx
}

@test "mail HTML: one small style sheet, nothing loaded, short enough not to be cut" {
	run ! grep -Eqi '<(svg|script|img|link|iframe|section|article|header|nav)|url\(|@import|src=' 2026-10.mail-html
	[ "$(grep -c '<style' 2026-10.mail-html)" -eq 1 ]
	# without it labels, widths and rules still stand
	[ "$(grep -o '<table width="100%"' 2026-10.mail-html | wc -l)" -gt 80 ]
	grep -q '<table width="100%" cellspacing="0" border="1"' 2026-10.mail-html
	# Gmail cuts at 102 kB: a common month of forty stays below, eighty stay below twice that
	[ "$(stat -c %s 2026-10.mail-html)" -lt 200000 ]
	# half of what a page is
	python3 - <<-'PY'
		import re
		html = open("2026-10.mail-html", encoding="utf-8").read()
		shown = len(re.sub(r"(?s)<style.*?</style>|<[^>]+>", "", html).encode())
		assert len(html.encode()) < 2 * shown, (len(html.encode()), shown)
	PY
	run ! grep -Eqi '<(img|link|iframe|object|script)|@import|url\(|src=' 2026-10.html
	# the pictures of the page are tables in mail
	grep -q '<svg' 2026-10.html
	grep -q 'VOC</th>' 2026-10.mail-html
}

@test "the gateway: HTML, attachments and links gone, re-wrapped, in CP932 and ISO-2022-JP" {
	python3 - <<'PY'
import re, unicodedata, xml.etree.ElementTree as ET
text = open("2026-10.text", encoding="utf-8").read()
text = re.sub(r"https?://\S+", "", text)
def columns(c): return 2 if unicodedata.east_asian_width(c) in "WFA" else 1
def wrapped(width):
    rows = []
    for line in text.split("\n"):
        row, used = "", 0
        for c in line:
            if used + columns(c) > width:
                rows.append(row)
                row, used = "", 0
            row, used = row + c, used + columns(c)
        rows.append(row)
    return "\n".join(rows)
flat = lambda s: re.sub(r"[\s　]", "", s)
issue = ET.parse("2026-10.xml").getroot()
checked = 0
# how a converter treats what it lacks: a mark for each, or nothing at all
for width, charset, lost in ((w, c, l) for w in (60, 70) for c in ("cp932", "iso2022_jp") for l in ("replace", "ignore")):
    got = flat(wrapped(width).encode(charset, lost).decode(charset))
    kept = whole = 0
    for e in issue.iter("entry"):
        # the entry itself is where its headline is followed by the Chinese title
        head = "[%s]%s" % (e.get("item"), flat(e.find("title[@lang='ja']").text))
        at = re.search(re.escape(head) + r"(\(機械訳案\))?(★全文翻訳[^★]{2,3})?原題", got)
        assert at, head
        entry = got[at.start():at.start() + 900]
        issuer = [i.text for i in e.findall("issuer") if i.get("lang") == "ja"]
        for want in issuer + [d.text for d in e.findall("date")] + [e.find("kind").text]:
            assert flat(want) in entry, (e.get("item"), want)
        for p in e.findall("point"):
            if p.get("lang") == "ja":
                assert flat(p.text) in entry, (e.get("item"), p.text)
                checked += 1
            else:
                assert "原文「" in entry
        if e.get("body") == "no":
            assert "本文は未収録" in entry
        assert "翻訳希望" + e.get("item") in entry
        # the Chinese title loses letters, not its sense, and the number its year and figure never
        title = flat(e.find("title[@lang='zh']").text)
        left = flat(title.encode(charset, lost).decode(charset))
        assert left in entry, (left, entry)
        kept, whole = kept + sum(c in title for c in left), whole + len(title)
        assert re.search(r"〔2026〕\d+号", entry), entry
    assert kept / whole > 0.6, (charset, kept, whole)
# nothing but Chinese titles and numbers as printed needs more than both charsets have
printed = flat("".join(t.text for t in issue.iter("title") if t.get("lang") == "zh") + "".join(n.text for n in issue.iter("number")))
for c in set(text):
    for charset in ("cp932", "iso2022_jp"):
        try:
            c.encode(charset)
        except UnicodeError:
            assert c in printed, (c, charset)
assert checked >= 400, checked
PY
	# what may be lost is said
	grep -q '原題・番号は中国語(簡体字)のまま' 2026-10.text
}

@test "no row is wider than 38 full-width characters, none begins with a closing mark" {
	python3 - <<'PY'
import unicodedata
for month in ("2026-10", "2026-12"):
    for row in open(month + ".text", encoding="utf-8"):
        row = row.rstrip("\n")
        wide = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in row)
        assert wide <= 76 or row.startswith("http"), row
        assert row.strip("　 ")[:1] not in set("、。」』）)〕】"), row
PY
}

@test "Atom: what RFC 4287 asks of a feed and of each entry" {
	xmllint --noout 2026-10.atom
	"$GEPPO" bulletin show 2026-10 --format atom | cmp - 2026-10.atom
	python3 - <<'PY'
import re, xml.etree.ElementTree as ET
a = "{http://www.w3.org/2005/Atom}"
known = {"author", "category", "content", "generator", "id", "link", "published", "summary", "title", "updated"}
for month, n in (("2026-10", 80), ("2026-12", 0)):
    f = ET.parse(month + ".atom").getroot()
    assert f.tag == a + "feed"
    for e in [f] + f.findall(a + "entry"):
        for must in ("id", "title", "updated"):
            assert len(e.findall(a + must)) == 1 and e.find(a + must).text
        for c in e:
            assert c.tag == a + "entry" or c.tag[len(a):] in known, c.tag
        for when in e.findall(a + "updated") + e.findall(a + "published"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[89]:00", when.text)
        assert re.fullmatch(r"tag:[a-z.]+,\d{4}:\S+", e.find(a + "id").text)
        for l in e.findall(a + "link"):
            assert l.get("href") and l.get("rel") in ("alternate", "self", "related")
        assert all(c.get("term") for c in e.findall(a + "category"))
    # no content, no alternate: not allowed
    for e in f.findall(a + "entry"):
        assert len(e.findall(a + "content")) == 1 and e.find(a + "content").get("type") == "text"
        alternates = [(l.get("type"), l.get("hreflang")) for l in e.findall(a + "link") if l.get("rel") == "alternate"]
        assert len(alternates) == len(set(alternates))
    ids = [e.find(a + "id").text for e in f.findall(a + "entry")]
    assert len(ids) == len(set(ids)) == n
    assert f.find(a + "author").find(a + "name").text
    assert [l.get("rel") for l in f.findall(a + "link")].count("self") == 1
PY
}

@test "JSON Feed 1.1: what it asks, and nothing it does not know" {
	python3 - <<'PY'
import json, re
top = {"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors", "language", "expired", "hubs", "items"}
item = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified", "authors", "tags", "language", "attachments"}
for month, n in (("2026-10", 80), ("2026-12", 0)):
    f = json.load(open(month + ".jsonfeed", encoding="utf-8"))
    assert f["version"] == "https://jsonfeed.org/version/1.1" and f["title"] and f["language"] == "ja"
    assert set(f) <= top and [set(x) <= {"name", "url", "avatar"} for x in f["authors"]] == [True]
    assert len({i["id"] for i in f["items"]}) == len(f["items"]) == n
    for i in f["items"]:
        assert set(i) <= item and isinstance(i["id"], str) and len(i["content_text"]) > 20
        assert i["external_url"].startswith("https://")
        for when in (i["date_published"], i["date_modified"]):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[89]:00", when), when
        assert all(isinstance(t, str) for t in i["tags"])
PY
}

@test "the calendar: RFC 5545, line by line; the same ids when it is made again" {
	"$GEPPO" bulletin draft 2026-10 --issued 2027-01-08 >/dev/null 2>&1
	"$GEPPO" bulletin show 2026-10 --format ics --output again.ics
	"$GEPPO" bulletin draft 2026-10 --issued 2027-01-07 >/dev/null 2>&1
	diff <(grep '^UID' 2026-10.ics) <(grep '^UID' again.ics)
	python3 - <<'PY'
import re
for month, n in (("2026-10", 9), ("2026-12", 9)):
    raw = open(month + ".ics", "rb").read()
    assert raw.endswith(b"END:VCALENDAR\r\n") and raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert all(len(l) <= 75 for l in raw.split(b"\r\n"))
    for l in raw.split(b"\r\n"):
        l.decode("utf-8")  # never cut inside a character
    lines = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//geppo//bulletin//JA", "CALSCALE:GREGORIAN"]
    # a METHOD would make it a message of RFC 5546, which asks for an ORGANIZER
    events, event = [], None
    for l in lines:
        name, params, value = re.fullmatch(r"([A-Z-]+)((?:;[A-Z]+=[A-Z]+)*):(.*)", l).groups()
        if name in ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"):
            assert re.fullmatch(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*", value), value
        if l == "BEGIN:VEVENT":
            event = {}
        elif l == "END:VEVENT":
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event, name  # each at most once
            event[name] = (params, value)
    assert event is None and len(events) == n
    for e in events:
        assert set(e) <= {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"}
        assert re.fullmatch(r"[A-Z][0-9]+[A-Z]-in_force@example\.jp", e["UID"][1]), e["UID"]
        assert re.fullmatch(r"\d{8}T\d{6}Z", e["DTSTAMP"][1])
        assert e["DTSTART"] == (";VALUE=DATE", "20270101")
        assert "施行" in e["SUMMARY"][1]
    assert len({e["UID"] for e in events}) == n
PY
}

@test "the month of nothing: every face is made and says what was looked at" {
	grep -q '掲載する項目は見つかりませんでした' 2026-12.text
	grep -q '今月の確認範囲' 2026-12.text
	grep -q '協力対象の省・市' 2026-12.text
	xmllint --noout 2026-12.atom
	grep -q 'BEGIN:VCALENDAR' 2026-12.ics
}

@test "issues are numbered, and say where else to ask" {
	grep -q '2026年10月号(第10号)' 2026-10.text
	grep -q 'https://desk.example.jp/' 2026-10.text
}

@test "the trend: its own month from the issue, months without an issue in brackets or a dash" {
	[ "$(xmllint --xpath 'count(//trend/month)' 2026-10.xml)" -eq 12 ]
	[ "$(xmllint --xpath 'string(//trend/month[last()]/@count)' 2026-10.xml)" -eq 80 ]
	[ "$(xmllint --xpath 'string(//trend/month[@id="2026-10"]/@from)' 2026-12.xml)" = issue ]
	[ "$(xmllint --xpath 'string(//trend/month[@id="2026-09"]/@count)' 2026-10.xml)" -eq 4 ]
	[ "$(xmllint --xpath 'string(//trend/month[@id="2026-09"]/@from)' 2026-10.xml)" = issue ]
	grep -q '2026-08 -、' 2026-10.text
}

@test "a preview shows of each edition what the issue does not say" {
	run -0 "$GEPPO" bulletin preview 2026-10
	[ "$(grep -c '^== ' <<<"$output")" -eq 10 ]
	[[ "$output" == *"北九州市の連携先"* ]]
	[[ "$output" != *"■ 目次"* ]]
	[[ "$output" != *"中央政府"* ]]
}

@test "the same as a page: a column each, with what its text says" {
	"$GEPPO" bulletin preview 2026-10 >preview.txt
	"$GEPPO" bulletin preview 2026-10 --html >preview.html
	[ "$(xmllint --html --xpath 'count(//tr[1]/th)' preview.html 2>/dev/null)" -eq 10 ]
	[ "$(xmllint --html --xpath 'count(//tr[2]/td/pre)' preview.html 2>/dev/null)" -eq 10 ]
	for n in 1 4 10; do
		name=$(xmllint --html --xpath "string(//tr[1]/th[$n])" preview.html 2>/dev/null)
		diff <(sed -n "/^== /h; \\|^== $name\$|,/^\$/p" preview.txt | sed '1d; /^$/d') \
			<(xmllint --html --xpath "string(//tr[2]/td[$n])" preview.html 2>/dev/null | sed '/^$/d')
	done
}

@test "the site holds approved issues only, unless drafts are asked for" {
	run -0 "$GEPPO" bulletin site "$BATS_TEST_TMPDIR/site"
	grep -q '公開した号はまだありません' "$BATS_TEST_TMPDIR/site/index.html"
	[ ! -e "$BATS_TEST_TMPDIR/site/2026-10.html" ]
	run -0 "$GEPPO" bulletin site --drafts "$BATS_TEST_TMPDIR/site"
	for file in 2026-10.html 2026-10-kitakyushu.html 2026-10.ics atom.xml feed.json; do
		[ -s "$BATS_TEST_TMPDIR/site/$file" ]
	done
	grep -q 'href="2026-12.html"' "$BATS_TEST_TMPDIR/site/index.html"
}

@test "without WeasyPrint a PDF is refused in words, and no file is left" {
	PATH=/nowhere run -78 "$GEPPO" bulletin show 2026-10 --format pdf --output "$BATS_TEST_TMPDIR/x.pdf"
	[[ "$output" == *weasyprint*"not installed"* ]]
	[ ! -e "$BATS_TEST_TMPDIR/x.pdf" ]
}

@test "what has one form for all takes no edition" {
	run -64 "$GEPPO" bulletin show 2026-10 --format atom --edition kitakyushu
	run -64 "$GEPPO" bulletin show 2026-10 --format xml --edition kitakyushu
}
