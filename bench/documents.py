#!/usr/bin/env python3
"""Synthetic documents as JSON lines: what a country's environment sites post, in their proportions.

usage: bench/documents.py COUNT [FROM]        documents FROM .. FROM + COUNT - 1
       bench/documents.py --truth COUNT       id TAB what it is a posting of, for all below COUNT

Document i is the same whoever asks. Four in ten are papers of a place and year (with reposts, cut,
with a tail or a prefix; interpretations, drafts and local plans among them), the rest what comes every
day: reports of the month, forecasts, meetings, notices, many under the very same title.

Texts are of three kinds of words. Paragraphs that thousands of documents share; set phrases, the most
frequent in one sentence of ten and the rarest in none of a thousand documents; and words of a vocabulary
of 40,000, drawn as words of a language are, the n-th about 1/n as often as the first. The share of runs
of five characters that a text has in common with others lies above that of real pages
(bench/million prints it), and grows with their number as theirs does: with a vocabulary of a hundred
words every run of a text is in every other, which no language is.
"""
import bisect
import datetime
import itertools
import json
import os
import random
import sys

REGIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "config", "regions.tsv")
MATTERS = ("大气污染防治 扬尘污染治理 工业炉窑综合整治 挥发性有机物治理 柴油货车污染治理 秸秆禁烧 清洁取暖 散煤治理 "
           "重污染天气应急 钢铁行业超低排放改造 餐饮油烟整治 非道路移动机械管理 锅炉综合治理 水泥行业深度治理 臭氧污染防治 "
           "环境空气质量改善 机动车排放检验 施工工地管控 油气回收治理 监测数据质量管理").split()
KINDS = "实施方案 行动计划 工作方案 专项行动方案 管理办法 工作要点 攻坚方案 应急预案".split()
SHARED = [a + b + c for a in (
    "各县（市、区）人民政府，市政府各部门、各直属机构：", "为深入贯彻习近平生态文明思想，", "根据国家和省有关部署要求，",
    "坚持精准治污、科学治污、依法治污，", "各地各有关部门要高度重视，", "要加强组织领导，压实工作责任，",
    "充分发挥新闻媒体作用，", "建立健全长效机制，", "强化监督检查和考核问责，", "本方案自印发之日起施行，")
    for b in ("以改善环境空气质量为核心，", "统筹推进减污降碳协同增效，", "聚焦重点区域重点行业重点时段，", "进一步细化目标任务，",
              "明确时间表和路线图，", "及时协调解决工作中的困难和问题，", "定期调度工作进展情况，")
    for c in ("推动生态环境质量持续好转。", "确保各项任务落到实处。", "为高质量发展提供有力支撑。", "切实维护人民群众健康权益。",
              "重大情况及时报告。")]
WORDS = ("企业 园区 车间 管道 风机 滤筒 喷枪 烘干 涂装 印刷 焦炉 烧结 转炉 高炉 石灰 熟料 砂石 矿山 道路 渣土 围挡 喷淋 洒水 "
         "雾炮 监控 联网 台账 巡查 抽测 复核 通报 约谈 整改 销号 验收 补贴 置换 淘汰 更新 充电 加注 储罐 装卸 码头 岸电 船舶 机车 "
         "站点 走航 遥感 激光 雷达 卫星 预报 会商 研判 响应 停产 限产 错峰 运输 门禁 检测 尾气 尿素 油品 抽检 质量 标准 规范 指标 "
         "浓度 比例 天数 面积 吨位 台数 户数 村庄 社区 街道 学校 医院 商场 工地 仓库 煤场 堆场 皮带 破碎 筛分 除尘 脱硫 脱硝 活性炭 "
         "催化 燃烧 吸附 回收 密闭 收集 治理 改造 提升 评估 公示 培训 宣传 考核 奖励 处罚").split()


def falling(n, offset, power):
    """Running sums of what falls as rank ** -power."""
    return list(itertools.accumulate((i + offset) ** -power for i in range(n)))


def vocabulary(r):
    """The trade's own words first, then words of the 3755 characters of everyday use (GB 2312, level 1)."""
    signs = [bytes((0xb0 + i // 94, 0xa1 + i % 94)).decode("gb2312") for i in range(3755)]
    r.shuffle(signs)
    often = falling(len(signs), 40, 1.0)
    found = list(dict.fromkeys(WORDS))
    while len(found) < 40000:
        found.append("".join(r.choices(signs, cum_weights=often, k=r.choice((2, 2, 2, 3, 4)))))
    return found


def regions():
    with open(REGIONS, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file if line[:6].isdigit()]
    named = [row[1] for row in rows if row[0] != "000000" and len(row[1]) > 1]
    upper = [row[1] for row in rows if row[0].endswith("00") and row[0] != "000000" and len(row[1]) > 2]
    return upper, named


FIRST = random.Random("words")
VOCABULARY = vocabulary(FIRST)
OFTEN = falling(len(VOCABULARY), 3, 1.0)
PHRASES = ["".join(FIRST.choices(VOCABULARY, cum_weights=OFTEN, k=FIRST.randint(2, 5))) for _ in range(30000)]
PHRASES_OFTEN = falling(len(PHRASES), 3, 0.9)
UPPER, PLACES = regions()


def draw(r, all_of, sums):
    return all_of[bisect.bisect(sums, r.random() * sums[-1])]


def place_of(r):
    """Provinces and cities speak as often as all their counties together."""
    return r.choice(UPPER if r.random() < 0.5 else PLACES)


def sentence(r):
    parts = [draw(r, PHRASES, PHRASES_OFTEN) if r.random() < 0.2 else draw(r, VOCABULARY, OFTEN)
             for _ in range(r.randint(4, 9))]
    parts.insert(r.randint(1, len(parts)), f"{r.randint(2, 9800)}{r.choice('家台处吨户座项')}")
    return f"{''.join(parts)}，完成{draw(r, VOCABULARY, OFTEN)}{r.randint(1, 999)}{r.choice('个套次份')}。"


def body(r, short=False):
    parts = [r.choice(SHARED) for _ in range(r.randint(1, 3 if short else 8))]
    for _ in range(r.randint(2, 5) if short else min(60, int(r.expovariate(1 / 18)) + 4)):
        parts.insert(r.randint(0, len(parts)), sentence(r))
    return "\n".join(parts)


def day_of(i, r):
    """Two hundred documents a day since 2013, each found some days late."""
    return (datetime.date(2013, 1, 10) + datetime.timedelta(days=i // 200 - r.randint(0, 9))).isoformat()


def paper(n):
    """The paper of family n: what its postings have in common."""
    r = random.Random(f"paper {n}")
    place, day = place_of(r), day_of(5 * n, r)
    year = int(day[:4])
    name = f"{place}{year}年{r.choice(MATTERS)}{r.choice(KINDS)}"
    name += "" if r.random() < 0.5 else f"（第{r.randint(1, 40)}批）"
    number = f"{place[:1]}政办{r.choice('发字函')}〔{year}〕{r.randint(1, 99999)}号" if r.random() < 0.6 else None
    return day, place, year, name, number, f"关于印发《{name}》的通知", body(r)


def family_of(i):
    return i // 5 if i % 5 else (i // 5) - random.Random(f"family {i}").randint(0, min(4, i // 5))


def repost(title, text, r):
    """As media and other columns take it over: under a prefix, with a tail, its title or text cut."""
    way = r.random()
    if way < 0.4:
        return f"转载：{title}", "来源：政府网站\n" + text
    if way < 0.7:
        return f"{title}_环境观察网", text + "\n责任编辑：" + r.choice(WORDS)
    if way < 0.85:
        return title, text[:max(200, len(text) * 4 // 5)]
    return title[:max(18, len(title) * 4 // 5)] + "…", text


def posting(i, r):
    day, place, year, name, number, title, text = paper(family_of(i))
    shape = r.random()
    if shape < 0.45:
        return title, f"{place}人民政府", day, number, text
    if shape < 0.65:
        title, text = repost(title, text, r)
        return title, "环境观察网", day, None, text
    if shape < 0.8:
        return f"《{name}》政策解读", f"{place}生态环境局", day, None, f"《{name}》已经印发。" + body(r, True)
    if shape < 0.9:
        return f"关于公开征求《{name}（征求意见稿）》意见的公告", f"{place}生态环境局", f"{year - 1}-{day[5:7]}-{min(28, int(day[8:])):02d}", None, text
    return f"{place}印发《{name}》", f"{place}日报", day, None, "记者获悉，" + body(r, True)


def daily(i, r):
    place, day = place_of(r), day_of(i, r)
    year, month = int(day[:4]), int(day[5:7])
    shapes = (f"{place}{year}年{month}月环境空气质量状况", f"{place}空气质量预报（{month}月{r.randint(1, 28)}日）",
              f"{place}召开{r.choice(MATTERS)}推进会", f"关于做好{r.choice(MATTERS)}有关工作的通知",
              f"{place}{r.choice(MATTERS)}项目环境影响评价文件受理公示",
              f"{place}第{r.randint(1, 999)}次{draw(r, VOCABULARY, OFTEN)}{draw(r, VOCABULARY, OFTEN)}检查通报")
    return r.choice(shapes), f"{place}生态环境局", day, None, body(r, True)


def document(i):
    r = random.Random(f"document {i}")
    title, issuer, day, number, text = posting(i, r) if i % 5 < 2 else daily(i, r)
    return {"id": f"s{i:07d}", "title": title, "issuer": issuer, "published": day, "doc_number": number,
            "url": f"http://www.site{r.randint(1, 300)}.gov.cn/zw/{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{i:07d}.html",
            "body": text}


def truth(i):
    """The paper that a document is a posting of; drafts, reports and explanations are none of it, and
    what comes every day is one by itself."""
    shape = random.Random(f"document {i}").random()
    if i % 5 >= 2:
        return f"s{i:07d}"
    return f"p{family_of(i)}" if shape < 0.65 else f"{'' if shape < 0.8 else 'r' if shape >= 0.9 else 'd'}{family_of(i)}"


def main():
    if sys.argv[1] == "--truth":
        for i in range(int(sys.argv[2])):
            print(f"s{i:07d}\t{truth(i)}")
        return
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for i in range(first, first + int(sys.argv[1])):
        sys.stdout.write(json.dumps(document(i), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
