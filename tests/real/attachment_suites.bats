#!/usr/bin/env bats
# Other people's files behind a notice ($SHARED/suites: ofd, attachments, archives, xml-hostile). Each
# ends in text or a named reason within 10 s CPU and 512 MiB; the Chinese expected of some was read by
# a person from the files' own parts (XML unpacked, pages drawn), not from what geppo says.

setup() {
	cd "$BATS_TEST_TMPDIR"
	HERE=$BATS_TEST_DIRNAME
	SUITES=$SHARED/suites
}

# tries FOLDER LEAST: every file of it; at least so many.
tries() {
	nm "$(readlink -f "$GEPPO")" | grep -q __asan_ && skip "a sanitizer's memory is no measure"
	run python3 "$HERE/attachment_suites.py" "$GEPPO" "$SUITES/$1"
	echo "$output" | tail -5
	[ "$status" -eq 0 ] && [ "${#lines[@]}" -ge "$2" ]
}

# says FILE LINE...: the text has these lines, TAB written as |.
says() {
	file=$1
	shift
	"$GEPPO" extract --kind attachment "$SUITES/$file" | jq -r .text | tr '\t' '|' > text
	for line; do
		grep -qxF -e "$line" text || { echo "missing: $line"; cat text; return 1; }
	done
}

# holds FILE PATTERN: not read, for a reason like that.
holds() {
	run "$GEPPO" extract --kind attachment "$SUITES/$1"
	echo "$output"
	jq -e --arg p "$2" '.state != "read" and (.reason | test($p))' <<< "$output"
}

@test "every OFD file" { tries ofd 25; }
@test "every Office and PDF file" { tries attachments 28; }
@test "every archive" { tries archives 160; }
@test "every hostile XML and HTML file" { tries xml-hostile 120; }

@test "one worker reads them all, in order, without being started again" {
	run python3 - "$GEPPO" "$SUITES" <<-'END'
	import json, os, subprocess, sys
	geppo, suites = sys.argv[1:]
	files = sorted(os.path.join(d, n) for s in ("ofd", "attachments", "archives")
	    for d, _, names in os.walk(os.path.join(suites, s)) for n in names)
	with open("talk", "wb") as talk:
	    for f in files:
	        page = open(f, "rb").read()
	        talk.write(json.dumps({"id": f, "kind": "attachment", "length": len(page)}).encode() + b"\n" + page)
	done = subprocess.run([geppo, "extract", "--worker"], stdin=open("talk", "rb"), stdout=subprocess.PIPE)
	answers = [json.loads(line) for line in done.stdout.splitlines()]
	assert done.returncode == 0 and [a["id"] for a in answers] == files
	assert all(a["text"] or a["reason"] for a in answers)
	print(len(files))
	END
	echo "$output"
	[ "$status" -eq 0 ] && [ "$output" -gt 200 ]
}

@test "OFD: Chinese characters found, of those in the files' TextCodes" {
	checked=0
	while IFS=$'\t' read -r file _ _ _ _ _ _ han _; do
		[ -f "$SUITES/ofd/$file" ] && [ "$han" -gt 0 ] || continue
		found=$("$GEPPO" extract --kind attachment "$SUITES/ofd/$file" | python3 -c 'import json, sys
print(sum("\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in json.load(sys.stdin)["text"] or ""))')
		echo "$found of $han in $file"
		[ $((found * 100)) -ge $((han * 99)) ]
		checked=$((checked + 1))
	done < "$SUITES/ofd/INDEX.tsv"
	[ "$checked" -ge 20 ]
}

@test "OFD: lines and rows as they stand on the page" {
	reader=ofd/ofdrw-reader/src/test/resources
	layout=ofd/ofdrw-layout/src/test/resources
	says $reader/helloworld.ofd '你好呀，OFD Reader&Writer！'
	says $reader/multiKeywordInTextCode.ofd 打发打发打发打发打发哈哈打发哈哈哈哈哈哈哈哈哈打发
	# One name out of four objects, behind a leading blank.
	says $reader/keyword2.ofd '重庆市马上融资担保有限公司'
	# Labels of the template and values of the page, beside each other.
	says $reader/path_unstd.ofd 立案决定书 '根据《中华人民共和国刑事诉讼法》第|测试数据FLTK' \
		'条之规定，决定对|测试数据ajmc' 立案侦查。 （存根） 案件名称测试数据AJMC '住 址测试数据ZZ' \
		'填 发 人测试数据TFR'
	says $layout/no_page_container.ofd '上海增值税电子普通发票|发票号码：04875996' \
		'机器编号：661933656579|校 验 码：77669856890717802165' \
		'项目名称|规格型号|单位|数 量|单 价|金 额|税率|税 额' \
		'价税合计（大写）|伍拾柒圆整|（小写）¥57.00' '收款人：刘冬梅|复核：张闻一|开票人：admin'
	says $layout/keyword2.ofd '地址、电话：新北区河海街道时代商务广场3幢1910室18015826027' \
		'价税合计（大写）|贰佰圆整|（小写）¥200.00' '收款人：蔡海霞|复核：蔡海霞|开票人：管理员'
	says $layout/拿来主义_page6.ofd 拿来主义 鲁迅 '但我们没有人根据了“礼尚往来”的仪节，说道：拿来！' \
		'所以我们要运用脑髓，放出眼光，自己来拿！'
	says $layout/areaholder_fields.ofd 姓名 生日
	holds $layout/Page5.ofd '^scanned, not read'
}

@test "Office: paragraphs and rows" {
	office=attachments/office
	says $office/form2.doc 附件2 'XX（厅）局涉嫌环境违法适用行政拘留处罚案件移送书' '案 由' \
		'企业名称或其他经营者||组织机构代码' '地 址||邮政编码' \
		'移送依据|《中华人民共和国环境保护法》第六十三条； 《行政主管部门移送适用行政拘留环境违法案件暂行办法》。'
	says $office/2013policysummary.doc \
		'2013年3月7日|住建部|对个人转让自用5年以上，并且是家庭唯一生活用房取得的所得，免征个人所得税。' \
		'2013年3月17日|住建部|经适房各个地方可根据自身情况建设和分配，也允许适时取消。' \
		'2013年3月25日|北京住房公积金管理中心|北京住房公积金管理中心于2013年3月25日正式开启住房公积金联名卡办理新模式。以后个人办理联名卡允许一人多卡，并且可以直接在银行申领，不再必须通过单位才能办理。。'
	says $office/44235.xls 还原利润表 '代码|项目名称|科目号|金额|代码|项目名称|科目号|金额' \
		'01|一、贷款利息收入类|A5010002||07|七、利息支出类|A5020002'
	says $office/51519.xlsx 'RecordSpec|Name|CompanyName|Comment' '3|日本|会社|製品' \
		'13|西湖|龍井|龍井茶' '14|福建|鉄観音|烏龍茶鉄観音'
	says $office/docx_01.docx MinerU支持docx解析了 '2026 年03月04日' '1. 有序列表构成的章节标题' \
		'1 和文本在一起的带下划线的空格' '1.2.2 Table with nested table'
}

@test "PDF: rows of a form, lines of paragraphs joined" {
	pdf=attachments/pdf
	says $pdf/xbrl-001.pdf '旅客姓名|有效身份证件号码|签注' '王某某|384932********1234|不得签转' \
		'南航|CZ8866|V|2021-07-27|18:30|Y50|20K' \
		'CNY 477.06|CNY 45.87|9%|CNY 47.07|CNY 50.00|CNY 0.00|CNY 620.00'
	says $pdf/issue12823.pdf 可替换为所需图片。 愿景 描述团队的共同目标，有利于团队成员理解目标并朝着目标努力。
	"$GEPPO" extract --kind attachment "$SUITES/$pdf/Test.pdf" | jq -r .text > text
	grep -qF '气势汹汹地瞪着全班的学生。六个学生应声从板凳上站了起来' text
}

@test "hostile ones by name" {
	holds attachments/office/poc-xmlbomb.xlsx 'DOCTYPE'
	holds attachments/pdf/print_protection.pdf 'password'
	holds attachments/pdf/poppler-395-0-fuzzed.pdf 'damaged'
	holds archives/zip/test_encrypted.zip 'password'
	holds archives/zip/test_read_format_7zip_encryption_header.7z 'password'
	holds archives/zip/test_read_format_7zip_entries_oom.7z 'damaged'
	run "$GEPPO" extract --kind attachment "$SUITES/archives/zip/test_symlink_dotdot.zip"
	jq -e '.notes | any(test("links"))' <<< "$output"
}
