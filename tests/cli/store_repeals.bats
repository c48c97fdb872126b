#!/usr/bin/env bats
# Decisions that end, change or keep papers: in lists, under headings, in tables, in files, in
# sentences. Each expected pair is written down by hand.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
	IN="$BATS_TEST_TMPDIR/in.jsonl"
}

# doc ID TITLE ISSUER DATE NUMBER BODY
doc() {
	jq -nc --arg id "$1" --arg t "$2" --arg i "$3" --arg d "$4" --arg n "$5" --arg b "$(printf '%b' "$6")" \
		'{id: $id, title: $t, issuer: $i, published: $d, doc_number: (if $n == "" then null else $n end), body: $b}' >>"$IN"
}

papers() {
	doc p1 关于印发《甲类涂装废气治理指南》的通知 环境保护部 2008-05-06 环发〔2008〕930号 指南正文。
	doc p2 排污口信息登记管理暂行办法 环境保护部 2009-03-01 环发〔2009〕911号 登记办法正文。
	doc p3 关于加强燃煤锅炉烟尘监测工作的通知 环境保护部 2010-07-09 环办〔2010〕955号 监测工作正文。
	doc p4 机动车尾气检测机构管理规定 环境保护部 2011-02-03 "" 检测机构正文。
	doc p5 油气回收治理验收规程 环境保护部 2012-08-08 环发〔2012〕977号 验收规程正文。
}

relations() {
	"$GEPPO" load --dir "$D" "$IN"
	"$GEPPO" store --dir "$D"
	"$GEPPO" store export-relations --dir "$D" | sort >"$BATS_TEST_TMPDIR/relations"
	cat "$BATS_TEST_TMPDIR/relations"
}

# of ID: its relations, "kind target" each, sorted
of() { awk -v d="$1" -F '\t' '$1 == d {print $2, $3}' "$BATS_TEST_TMPDIR/relations" | sort | paste -sd, -; }

@test "headings part what ends, what changes and what stays" {
	papers
	doc r 关于废止和修改部分规范性文件的决定 生态环境部 2031-06-01 "" '根据《国务院办公厅关于开展规范性文件专项清理的通知》（国办发〔2031〕90号）要求，我部进行了清理，决定如下。\n一、予以废止的规范性文件\n1.《关于印发〈甲类涂装废气治理指南〉的通知》（环发〔2008〕930号）\n2.《排污口信息登记管理暂行办法》（环发〔2009〕911号）\n二、予以修改的规范性文件\n1.《关于加强燃煤锅炉烟尘监测工作的通知》（环办〔2010〕955号）\n将第三条中的“每季度”修改为“每月”。\n三、继续有效的规范性文件\n1.《机动车尾气检测机构管理规定》\n四、施行\n本决定自公布之日起施行。'
	doc q 国务院办公厅关于开展规范性文件专项清理的通知 国务院办公厅 2031-01-05 国办发〔2031〕90号 清理工作的安排。
	relations
	[ "$(of r)" = "amends p3,cites p4,cites q,repeals p1,repeals p2" ]
}

@test "a list without 《》, under a title that only ends" {
	papers
	doc r 关于公布废止部分环保部门规范性文件目录的公告 生态环境部 2031-06-01 "" '经研究，现将废止的规范性文件目录予以公布，自公布之日起停止执行。\n附件：废止的规范性文件目录\n1. 关于印发《甲类涂装废气治理指南》的通知（环发[2008]930号）\n2. 排污口信息登记管理暂行办法（环发[2009]911号）\n3. 关于加强燃煤锅炉烟尘监测工作的通知 环办〔2010〕955号\n4. 机动车尾气检测机构管理规定'
	relations
	[ "$(of r)" = "repeals p1,repeals p2,repeals p3,repeals p4" ]
}

@test "a table: a column of numbers, a column of results" {
	papers
	doc r 关于规范性文件清理结果的公告 生态环境部 2031-06-01 "" '现将规范性文件清理结果公告如下：\n序号\t文件名称\t文号\t清理结果\n1\t关于印发《甲类涂装废气治理指南》的通知\t环发〔2008〕930号\t废止\n2\t排污口信息登记管理暂行办法\t环发〔2009〕911号\t宣布失效\n3\t关于加强燃煤锅炉烟尘监测工作的通知\t环办〔2010〕955号\t继续有效\n4\t《机动车尾气检测机构管理规定》\t\t废止'
	doc t 生态环境部关于宣布失效一批文件的决定 生态环境部 2031-07-01 "" '决定宣布以下文件失效：\n序号\t名称\t文号\n1\t油气回收治理验收规程\t环发〔2012〕977号'
	relations
	[ "$(of t)" = "repeals p5" ]
	[[ "$(of r)" == *"repeals p1,repeals p2,repeals p4" ]]
	[[ "$(of r)" != *"repeals p3"* ]]
	[[ "$(of r)" != *p5* ]]
}

@test "sentences: 同时废止, verbs in front, reasons that are not ended" {
	papers
	doc a 涂装行业废气治理管理办法 生态环境部 2031-06-01 环规〔2031〕901号 '第一条 根据《机动车尾气检测机构管理规定》，制定本办法。\n第九条 本办法自2031年7月1日起施行。《关于印发〈甲类涂装废气治理指南〉的通知》（环发〔2008〕930号）、《油气回收治理验收规程》（环发﹝2012﹞977号）同时废止。'
	doc b 关于停止执行有关文件的通知 生态环境部 2031-06-05 "" '经研究，决定废止《排污口信息登记管理暂行办法》和《关于加强燃煤锅炉烟尘监测工作的通知》，《机动车尾气检测机构管理规定》继续有效。'
	doc c 关于做好登记工作的通知 生态环境部 2031-06-08 环办〔2031〕77号 '原环发（2009）911号文件同时废止。'
	relations
	[ "$(of a)" = "cites p4,repeals p1,repeals p5" ]
	[ "$(of b)" = "cites p4,repeals p2,repeals p3" ]
	[ "$(of c)" = "repeals p2" ]
}

@test "a draft, an explanation and news end nothing; a new edition amends" {
	papers
	doc f 排污口信息登记管理办法 生态环境部 2031-06-01 "" '本办法自印发之日起施行。《排污口信息登记管理暂行办法》（环发〔2009〕911号）同时废止。'
	doc d '关于公开征求《油气回收治理规则（征求意见稿）》意见的通知' 生态环境部 2031-06-01 "" '《油气回收治理验收规程》（环发〔2012〕977号）同时废止。'
	doc e '《排污口信息登记管理办法》解读' 生态环境部 2031-06-03 "" '《关于加强燃煤锅炉烟尘监测工作的通知》（环办〔2010〕955号）同时废止。'
	doc g 关于拟废止部分规范性文件公开征求意见的公告 生态环境部 2031-05-03 "" '拟废止的规范性文件目录：\n1.《机动车尾气检测机构管理规定》'
	relations
	[ "$(of f)" = "amends p2" ]
	[ "$(of d)" = "cites p5" ]
	[ "$(of e)" = "cites p3,interprets f" ]
	[ "$(of g)" = "cites p4" ]
}

@test "places and editions: only one's own, only that number" {
	doc x1 扬尘污染防治管理办法 石家庄市人民政府 2015-01-01 石政发〔2015〕3号 石家庄的办法。
	doc x2 扬尘污染防治管理办法 太原市人民政府 2015-02-01 并政发〔2015〕4号 太原的办法。
	doc y1 石家庄市建筑工地喷淋设施管理规定 石家庄市人民政府 2012-01-01 石政发〔2012〕5号 旧的规定。
	doc y2 石家庄市建筑工地喷淋设施管理规定 石家庄市人民政府 2019-01-01 石政发〔2019〕6号 新的规定。
	doc r 石家庄市人民政府关于废止部分规章的决定 石家庄市人民政府 2031-06-01 "" '现决定废止下列规章：\n一、《扬尘污染防治管理办法》\n二、《石家庄市建筑工地喷淋设施管理规定》（石政发〔2012〕5号）'
	relations
	[ "$(of r)" = "repeals x1,repeals y1" ]
}

@test "a decision with two hundred lines" {
	for i in $(seq 1 200); do
		doc "n$i" "关于第${i}类锅炉烟气脱硝设施运行记录的管理办法" 环境保护部 2009-01-01 "环发〔2009〕$((1000 + i))号" "第${i}类的正文。"
	done
	body='决定废止下列规范性文件：'
	for i in $(seq 1 200); do body+="\\n$i.《关于第${i}类锅炉烟气脱硝设施运行记录的管理办法》（环发〔2009〕$((1000 + i))号）"; done
	doc r 关于废止一批规范性文件的决定 生态环境部 2031-06-01 "" "$body"
	relations >/dev/null
	[ "$(grep -c $'^r\trepeals\t' "$BATS_TEST_TMPDIR/relations")" -eq 200 ]
}

@test "a hostile text costs its own time only, and names what it names" {
	papers
	python3 - >>"$IN" <<'END'
import json
texts = {"h1": "一、废止如下：\n" * 50000, "h2": "决定废止《" + "《" * 3000 + "》" * 3000, "h3": "1.关于某某事项的通知（" + "（〔[【" * 1000 + "\n",
    "h4": "废止《排污口信息登记管理暂行办法》（环发〔2009〕911号）\n" + "1\t" + "关于废止的通知\t" * 3000}
for k, body in texts.items():
    print(json.dumps({"id": k, "title": "关于废止部分文件的决定之" + k, "issuer": "生态环境部", "published": "2031-01-01", "doc_number": None, "body": body}, ensure_ascii=False))
END
	relations
	[ "$(of h4)" = "repeals p2" ]
	[ -z "$(of h1)$(of h2)$(of h3)" ]
	"$GEPPO" check --dir "$D"
}
