#!/usr/bin/env bats
# geppo extract --kind attachment: files made here, good and hostile, each ends in text or a reason.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	cat > make.py <<-'END'
	import io, struct, sys, zipfile
	W = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
	def packed(name, parts):
	    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
	        for member, text in parts:
	            z.writestr(member, text)
	    return open(name, "rb").read()
	END
}

# make CODE: Python over make.py.
make() { { cat make.py; cat; } > now.py; python3 now.py; }

# ends FILE WANT: state, reason or text, of the answer.
ends() {
	run "$GEPPO" extract --kind attachment "$1"
	[ "$status" -eq 0 ] && [ "${#lines[@]}" -eq 1 ]
	echo "$output"
	[ "$(jq -r '.state + ": " + (.reason // .text)' <<< "$output")" = "$2" ]
}

sanitized() { nm "$(readlink -f "$GEPPO")" | grep -q __asan_; }

@test "recognised by content, whatever the name; standard input and --text" {
	make <<< 'packed("policy.pdf", [("word/document.xml", W % "文字")])'
	ends policy.pdf "read: 文字"
	[ "$(jq -r .type <<< "$output")" = docx ]
	run bash -c '"$0" extract --kind attachment --text - < policy.pdf' "$GEPPO"
	[ "$output" = 文字 ]
	run bash -c '"$0" extract --id x --url http://a.gov.cn/1.doc < policy.pdf' "$GEPPO"
	[ "$(jq -r '[.id, .kind, .text] | @tsv' <<< "$output")" = "$(printf 'x\tattachment\t文字')" ]
}

@test "plain text in the charsets that Windows writes" {
	printf '大气污染\n防治方案\n' > utf8.txt
	iconv -f utf-8 -t gb18030 utf8.txt > gbk.txt
	{ printf '\377\376'; iconv -f utf-8 -t utf-16le utf8.txt; } > utf16.txt
	iconv -f utf-8 -t utf-16le utf8.txt > utf16le.txt
	iconv -f utf-8 -t utf-16be utf8.txt > utf16be.txt
	want=$(printf 'read: 大气污染\n防治方案')
	for file in utf8.txt gbk.txt utf16.txt utf16le.txt utf16be.txt; do
		ends "$file" "$want"
	done
	: > empty
	ends empty "held: an empty file"
	head -c 3000 /dev/urandom > noise
	ends noise "held: no kind of file that is known"
}

@test "archives: members in GBK, in folders, in archives; names are never paths" {
	make <<-'END'
	inner = packed("inner.zip", [("a.txt", "里层文字".encode("gb18030"))])
	with zipfile.ZipFile("gbk.zip", "w") as z:
	    z.writestr("NAME1.docx", packed("d", [("word/document.xml", W % "方案")]))
	    z.writestr("x/inner.zip", inner)
	    z.writestr("../../etc/x.txt", "越界文字")
	raw = open("gbk.zip", "rb").read().replace(b"NAME1", "附件".encode("gbk") + b"1")
	open("gbk.zip", "wb").write(raw)
	END
	before=$(ls /etc | wc -l)
	ends gbk.zip "$(printf 'read: 附件1.docx\n方案\ninner.zip\na.txt\n里层文字\nx.txt\n越界文字')"
	[ "$(ls /etc | wc -l)" = "$before" ]
}

@test "bombs, nests, crowds and lies are held with their reason" {
	sanitized && skip "a sanitizer's shadow memory knows no limit"
	make <<-'END'
	import zlib
	packed("flat.zip", [("a.txt", b"0" * (200 << 20))])
	packed("flat.docx", [("word/document.xml", b" " * (200 << 20))])
	deep = packed("deep0.zip", [("a.txt", "深")])
	for i in range(1, 5):
	    deep = packed("deep%d.zip" % i, [("n.zip", deep)])
	packed("many.zip", [("%d" % i, "") for i in range(20000)])
	open("short.docx", "wb").write(packed("d", [("word/document.xml", W % "长" * 999)])[:200])
	with zipfile.ZipFile("nodes.docx", "w") as z:
	    z.writestr("word/document.xml", W % ("文</w:t></w:r></w:p>" + "<a/>" * (5 << 20) + "<w:p><w:r><w:t>后"))
	with zipfile.ZipFile("crowded.docx", "w") as z:
	    z.writestr("word/document.xml", "<w " + " ".join("a%d='1'" % i for i in range(300000)) + "/>")
	open("controls.rtf", "w").write(r"{\rtf1 " + "\\a " * (2 << 20) + "end}")
	packed("nested.docx", [("word/document.xml", "<w>" * 1000000)])
	open("nested.rtf", "w").write(r"{\rtf1 " + "{" * 1000000 + "deep" + "}" * 1000000 + "}")
	END
	ends flat.zip "held: unpacks to more than is allowed (100663296 bytes, or 200 times its size)"
	ends flat.docx "held: unpacks to more than is allowed (100663296 bytes, or 200 times its size)"
	ends deep4.zip "held: none of its 1 files could be read"
	jq -e '.notes | any(test("nested deeper than 2"))' <<< "$output"
	ends many.zip "held: holds more than 10000 members"
	run "$GEPPO" extract --kind attachment short.docx
	[ "$(jq -r .state <<< "$output")" = held ]
	jq -e '.reason | test("damaged")' <<< "$output"
	run "$GEPPO" extract --kind attachment nodes.docx
	[ "$(jq -r .text <<< "$output")" = 文 ]
	jq -e '.notes | any(test("too many elements"))' <<< "$output"
	ends nested.docx "held: no text found in it"
	ends nested.rtf "read: deep"
	ends crowded.docx "held: damaged: no Word document that can be read"
	jq -e '.notes | any(test("too many attributes"))' <<< "$output"
	ends controls.rtf "read: end"
}

@test "protected files say so" {
	make <<-'END'
	raw = bytearray(packed("locked.zip", [("a.txt", "秘密")]))
	raw[6] |= 1
	raw[raw.index(b"PK\1\2") + 8] |= 1
	open("locked.zip", "wb").write(raw)
	END
	ends locked.zip "held: protected by a password"
}

@test "a reader that dies costs its file, with the reason" {
	sanitized && skip "a sanitizer's shadow memory knows no limit"
	make <<< 'packed("big.zip", [("%d.txt" % i, b"abc def " * (1 << 20)) for i in range(10)])'
	run --separate-stderr "$GEPPO" extract --kind attachment --memory-mb 64 big.zip
	[ "$status" -eq 0 ]
	[ "$(jq -r '.state + ": " + .reason' <<< "$output")" = "held: its reader ran out of memory" ]
}

@test "no process is left behind" {
	printf '%%PDF-1.4\nnothing' > bad.pdf
	ends bad.pdf "held: damaged: no PDF that can be opened"
	run setsid -w bash -c '"$0" extract --kind attachment bad.pdf > answer; ps -o comm= -s $$' "$GEPPO"
	echo "$output"
	[ "$output" = ps ]
}

# scan TEXT: scan.pdf, a page that is one picture of that text, three times.
scan() {
	printf '<meta charset=utf-8><p style="font:24pt Noto Serif CJK SC">%s' "$1" "<p>$1" "<p>$1" > page.html
	weasyprint -q page.html page.pdf
	pdftoppm -r 150 -jpeg page.pdf page
	make <<-'END'
	import glob
	raw = open(glob.glob("page*.jpg")[0], "rb").read()
	at = 2
	while raw[at + 1] not in (0xc0, 0xc2):
	    at += 2 + struct.unpack(">H", raw[at + 2:at + 4])[0]
	high, wide = struct.unpack(">HH", raw[at + 5:at + 9])
	draw = b"595 0 0 842 0 0 cm /I Do"
	objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
	    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
	    b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
	    b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
	    b"/Filter/DCTDecode/Length %d>>stream\n%s\nendstream" % (wide, high, len(raw), raw)]
	out, places = b"%PDF-1.4\n", []
	for i, o in enumerate(objects, 1):
	    places.append(len(out))
	    out += b"%d 0 obj\n%s\nendobj\n" % (i, o)
	table = b"".join(b"%010d 00000 n \n" % p for p in places)
	out += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(out))
	open("scan.pdf", "wb").write(out)
	END
}

@test "a PDF: rows, paragraphs, the red head; one without a text layer says so" {
	cat > page.html <<-'END'
	<meta charset=utf-8><style>body { font: 12pt Noto Serif CJK SC } td { padding: 2px 30px }</style>
	<p>甲环发〔2026〕8号<h3>关于印发大气污染防治方案的通知</h3><p>各县（市、区）人民政府：
	<p>　　为持续改善环境空气质量，根据《中华人民共和国大气污染防治法》，结合本市实际，制定本方案，请认真贯彻执行，并将落实情况按时报送。
	<table><tr><td>城市<td>目标<tr><td>甲市<td>28微克</table><p>2026年5月8日
	END
	weasyprint -q page.html page.pdf
	run "$GEPPO" extract page.pdf
	[ "$(jq -r '[.type, .state, .ocr, .doc_number, .title, .written] | @tsv' <<< "$output")" = \
		"$(printf 'pdf\tread\tfalse\t甲环发〔2026〕8号\t关于印发大气污染防治方案的通知\t2026-05-08')" ]
	jq -e '.text | contains("结合本市实际，制定本方案") and contains("\n城市\t目标\n甲市\t28微克\n")' <<< "$output"
	scan 大气污染防治方案
	ends scan.pdf "scanned: scanned, not read: 1 page without a text layer"
	ends page-1.jpg "scanned: scanned, not read: a picture"
}

# A page of a running head, a table with wrapped cells, page numbers in Chinese.
pages() {
	cat > page.html <<-'END'
	<meta charset=utf-8><style>@page { size: A4; margin: 2.5cm; @top-center { content: "甲市污染防治资料汇编" }
	@bottom-center { content: "第 " counter(page) " 页 共 " counter(pages) " 页" } }
	body { font: 14pt/1.6 Noto Serif CJK SC } td { border: 1px solid; padding: 4px; width: 4cm } p { text-indent: 2em }
	</style><h1>重点治理项目清单</h1><table><tr><td>序号<td>企业名称<td>治理内容<td>时限
	<tr><td>1<td>甲市钢铁集团有限公司第一炼铁厂<td>烧结机头烟气脱硫脱硝除尘超低排放改造工程项目<td>2026年12月
	<tr><td>2<td>丙区热电厂<td>燃煤锅炉淘汰<td>2026年10月</table>
	<p>完成后细颗粒物浓度应当低于32μg/m<sup>3</sup>。<p style="break-before: page">第二页说明。
	<p style="break-before: page">第三页说明。<p>各县应当于十月底以前报送总结材料。<p>逾期不报的予以通报。
	<p>本清单由甲市生态环境局解释。<p>联系电话另行公布。<p>自印发之日起施行。
	END
	weasyprint -q page.html page.pdf
}

@test "a PDF: cells that wrap, raised signs, heads and numbers of pages" {
	pages
	run "$GEPPO" extract page.pdf
	jq -r .text <<< "$output" | tr '\t' '|' > text
	cat text
	diff - text <<-'END'
	重点治理项目清单
	序号|企业名称|治理内容|时限
	1|甲市钢铁集团有限公司第一炼铁厂|烧结机头烟气脱硫脱硝除尘超低排放改造工程项目|2026年12月
	2|丙区热电厂|燃煤锅炉淘汰|2026年10月
	完成后细颗粒物浓度应当低于32μg/m3。
	第二页说明。
	第三页说明。
	各县应当于十月底以前报送总结材料。
	逾期不报的予以通报。
	本清单由甲市生态环境局解释。
	联系电话另行公布。
	自印发之日起施行。
	END
	jq -e '.notes == ["pdf: 3 lines repeated at heads and feet of pages left out"]' <<< "$output"
}

@test "a PDF: pages lying on their side or standing on their head" {
	pages
	"$GEPPO" extract page.pdf | jq -r .text > upright
	for turn in 90 180 270; do
		sed "s|/MediaBox|/Rotate $turn /MediaBox|" page.pdf > turned.pdf
		cmp page.pdf turned.pdf && return 1
		"$GEPPO" extract turned.pdf | jq -r .text | diff upright -
	done
}

@test "pictures are read where that is asked for, and marked" {
	scan 大气污染防治方案
	run "$GEPPO" extract --ocr-seconds 60 scan.pdf
	if ! [ -x /usr/bin/tesseract ]; then
		jq -e '.state == "scanned" and (.reason | test("tesseract is not installed"))' <<< "$output"
	elif ! ls /usr/share/tesseract-ocr/*/tessdata/chi_sim.traineddata; then
		jq -e '.state == "scanned" and (.reason | test("data is not installed"))' <<< "$output"
	else
		echo "$output"
		jq -e '.state == "read" and .ocr and (.text | contains("大气污染防治方案"))' <<< "$output"
		[ "$(jq -r '.notes[0]' <<< "$output")" = "pdf: 1 of 1 pages read by OCR" ]
	fi
}
