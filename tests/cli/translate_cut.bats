#!/usr/bin/env bats
# Where Chinese is cut, rule by rule; each line of the text below with the pieces it must give.
bats_require_minimum_version 1.5.0

@test "marks, quotes, brackets, numbers, lists, long sentences, headings, cells" {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	cd "$BATS_TEST_TMPDIR"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	cat >pieces <<'END'
第一句。|第二句！|第三句？|第四句!|第五句?|尾
他说：“必须整改。”的要求很明确。|她说：“好。”|然后离开。
《办法》规定：“企业应当公开信息。”、“不得隐瞒。”等内容。
（一）总体要求。|到2025年，PM2.5下降10%。
一、指导思想
1.加强治理；|2.开展检查；|3.严格执法。
短句；不分开。
这是一个很长的句子，其中包含很多的内容，为了超过六十个字符的限制，我们需要继续写下去直到足够长为止；|分号之后应当另起一段，因为整句已经超过限制。
这是一个很长的句子（括号里的分号；不算），其中包含很多的内容，为了超过六十个字符的限制，我们需要继续写下去直到足够长为止。
依据GB 3095.1和No.5文件，见http://www.mee.gov.cn/a.html。|版本1.2.3。
以下事项：
等等……继续。|然后…结束
①第一项。|②第二项。
真的吗？！|是的。。。
第一条　为了保护环境，制定本法。
END
	printf '序号\t指标\t2025年\n1\tO3（微克/立方米）\t160\n' >cells
	{ sed 's/|//g' pieces; cat cells; } >body
	jq -cn --rawfile b body '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"生态环境部",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >in.jsonl
	"$GEPPO" load in.jsonl 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	"$GEPPO" translate show 1 --json >shown
	tr '|' '\n' <pieces >wanted
	printf '%s\n' 序号 指标 2025年 1 'O3（微克/立方米）' 160 >>wanted
	jq -r '.text[1:][].source' shown | diff - wanted
	# What has no Chinese in it is not translated.
	[ "$(jq -r '[.text[] | select(.translate | not) | .source] | join(" ")' shown)" = "1 160" ]
}
