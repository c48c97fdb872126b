#!/usr/bin/env python3
"""Turn month.txt into captures.warc.gz: pages of a constructed month, laid out as the real sites lay
theirs out. Run it after editing month.txt; the archive is committed, so that the demo needs no Python.

usage: build.py [OUT.warc.gz]
"""
import base64, datetime, gzip, hashlib, html, os, re, sys, uuid

HERE = os.path.dirname(os.path.abspath(__file__))
# When the listings were looked at (UTC). Documents are captured a minute after a listing shows them.
VISITS = ["2026-09-28T02:00:00Z", "2026-10-16T02:00:00Z", "2026-10-24T02:00:00Z", "2026-11-02T03:00:00Z"]

# source -> (family, host, listing path, name of the site, column)
SOURCES = {
    "gov-zuixin": ("gov", "www.gov.example", "/zhengce/zuixin/", "中国政府网", "最新政策"),
    "mee-gwywj": ("trs", "www.mee.example", "/zcwj/gwywj/", "生态环境部", "国务院有关文件"),
    "mee-wj": ("trs", "www.mee.example", "/zcwj/bwj/wj/", "生态环境部", "部文件"),
    "mee-bgthan": ("trs", "www.mee.example", "/zcwj/bgtwj/han/", "生态环境部", "办公厅函"),
    "mee-zcjd": ("trs", "www.mee.example", "/zcwj/zcjd/", "生态环境部", "政策解读"),
    "mee-bzfb": ("trs", "www.mee.example", "/ywgz/fgbz/bz/bzfb/", "生态环境部", "标准发布"),
    "mee-yjzj": ("trs", "www.mee.example", "/hdjl/yjzj/", "生态环境部", "征求意见"),
    "mee-xwfb": ("trs", "www.mee.example", "/ywdt/xwfb/", "生态环境部", "新闻发布"),
    "mee-hjyw": ("trs", "www.mee.example", "/ywdt/hjywnews/", "生态环境部", "环境要闻"),
    "mee-gsgg": ("trs", "www.mee.example", "/ywdt/gsgg/", "生态环境部", "公示公告"),
    "ndrc-tz": ("trs", "www.ndrc.example", "/xxgk/zcfb/tz/", "国家发展和改革委员会", "通知"),
    "mof-zcfb": ("trs", "zyhj.mof.example", "/zcfb/", "财政部", "政策发布"),
    "bj-zcwj": ("numid", "sthjj.beijing.example", "/bjhrb/index/zcfb/325821937/", "北京市生态环境局", "政策文件"),
    "bj-tzgg": ("numid", "sthjj.beijing.example", "/bjhrb/index/325924085/", "北京市生态环境局", "通知公告"),
    "tj-tzgg": ("trs", "sthj.tj.example", "/ZWXX808/TZGG6419/", "天津市生态环境局", "通知公告"),
    "heb-tzgg": ("static", "hbepb.hebei.example", "/hbhjt/zwgk/tongzhigonggao/", "河北省生态环境厅", "通知公告"),
    "hd-zfwj": ("trs", "www.hd.example", "/hdzfxxgk/zfwj/", "邯郸市人民政府", "政府文件"),
    "sx-gfxwj": ("trs", "sthjt.shanxi.example", "/zwgk/zcfg/gfxwj/", "山西省生态环境厅", "规范性文件"),
    "sx-dfbz": ("trs", "sthjt.shanxi.example", "/zwgk/hbbz/dfbz/", "山西省生态环境厅", "地方标准"),
    "sx-sxhj": ("trs", "sthjt.shanxi.example", "/xwzx_1/sxhj/", "山西省生态环境厅", "三晋环境"),
    "ln-xxgk": ("tsid", "sthj.ln.example", "/sthj/xxgk/xxgkml/", "辽宁省生态环境厅", "政策文件"),
    "ln-tzgg": ("tsid", "sthj.ln.example", "/sthj/index/tzgg/", "辽宁省生态环境厅", "通知公告"),
    "sy-zfwj": ("trs", "www.shenyang.example", "/zwgk/zcwj/zfwj/", "沈阳市人民政府", "政府文件"),
    "sh-gfxwj": ("hex", "sthj.sh.example", "/hbzhywpt2022/", "上海市生态环境局", "规范性文件"),
    "sh-tzgg": ("hex", "sthj.sh.example", "/hbzhywpt5004/", "上海市生态环境局", "通知公告"),
    "js-gfxwj": ("hanweb", "sthjt.jiangsu.example", "/col/col89427/", "江苏省生态环境厅", "规范性文件"),
    "js-shjwj": ("hanweb", "sthjt.jiangsu.example", "/col/col89481/", "江苏省生态环境厅", "苏环境文件"),
    "wh-wj": ("trs-gb", "hbj.wuhan.example", "/sjzywjfg/wj1/", "武汉市生态环境局", "政策文件"),
    "wh-dqwrfz": ("trs-gb", "hbj.wuhan.example", "/fbjd_19/wrfz/dqwrfz/", "武汉市生态环境局", "大气污染防治"),
    "gd-hbwj": ("nfcms", "gdee.gd.example", "/hbwj/", "广东省生态环境厅", "规范性文件"),
    "gd-ggtz": ("nfcms", "gdee.gd.example", "/ggtz3126/", "广东省生态环境厅", "通知公告"),
    "hen-tzgg": ("static", "sthjt.henan.example", "/xxzy/tzgg/", "河南省生态环境厅", "通知公告"),
    "sd-gfxwj": ("trs", "sthj.shandong.example", "/xxgkml/hjbhgfxwj/", "山东省生态环境厅", "规范性文件"),
    "sn-tzgg": ("trs", "sthjt.shaanxi.example", "/sy/tzgg/", "陕西省生态环境厅", "通知公告"),
    "zj-tzgg": ("hanweb", "sthjt.zj.example", "/col/col1229263469/", "浙江省生态环境厅", "通知公告"),
    "sc-tzgg": ("trs", "sthjt.sc.example", "/sthjt/c104157/", "四川省生态环境厅", "通知公告"),
    "hun-tzgg": ("trs", "hbj.changsha.example", "/zfxxgk/tzgg/", "长沙市生态环境局", "通知公告"),
}
# What a look at a listing met instead of its rows: a challenge page, a vanished column, an empty one.
MISHAPS = {("hd-zfwj", VISITS[2]): "challenge", ("hd-zfwj", VISITS[3]): "challenge",
           ("sc-tzgg", VISITS[3]): "gone", ("zj-tzgg", VISITS[3]): "empty"}
# Rows every column has and nobody needs; their pages were never captured.
FILLER = ["关于2026年第三季度政府网站检查情况的通报", "2026年国庆中秋假期值班安排", "关于公布行政规范性文件清理结果的公告",
          "2025年度法治政府建设年度报告", "关于开展环境影响评价工程师继续教育的通知", "政府信息公开工作年度报告（2025年）"]
REGION = {"www.gov.example": "bm01", "www.mee.example": "bm17", "www.ndrc.example": "bm04", "zyhj.mof.example": "bm14"}


def read_month():
    documents, doc = [], None
    for line in open(os.path.join(HERE, "month.txt"), encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("== "):
            name, source, published = line[3:].split()
            doc = {"id": name, "source": source, "published": published, "body": [], "also": None}
            documents.append(doc)
            head = True
        elif doc is None or line.startswith("#"):
            continue
        elif head and ": " in line:
            key, value = line.split(": ", 1)
            doc[key] = value
        elif line == "":
            head = False
        else:
            doc["body"].append(line)
    return documents


def number_of(doc, source):
    return int(hashlib.sha1((doc["id"] + source).encode()).hexdigest()[:6], 16) % 900000 + 100000


def address(doc, source, day):
    family, host, path, _, _ = SOURCES[source]
    y, m, d = day.split("-")
    n, digest = number_of(doc, source), hashlib.md5((doc["id"] + source).encode()).hexdigest()
    tail = {"gov": "/zhengce/content/%s%s/content_%d.htm" % (y, m, 7000000 + n),
            "numid": "%s%d/index.html" % (path, 700000000 + n),
            "hex": "%s%s%s%s/%s.html" % (path, y, m, d, digest),
            "hanweb": "/art/%s/%d/%d/art_%s_%d.html" % (y, int(m), int(d), re.sub(r"\D", "", path), n),
            "nfcms": "%scontent/post_%d.html" % (path, n),
            "tsid": "%s%s%s%s10%d/index.shtml" % (path, y, m, d, n),
            "static": "%s%s%d.html" % (path, y, n)}.get(family, "%s%s%s/t%s%s%s_%d.shtml" % (path, y, m, y, m, d, n))
    return "https://" + host + tail


def esc(text):
    return html.escape(text, quote=True)


def shell(source, title, meta, inner, charset="utf-8"):
    _, host, path, site, column = SOURCES[source]
    return """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="%s">
<title>%s</title>
<meta name="SiteName" content="%s"><meta name="SiteDomain" content="%s"><meta name="ColumnName" content="%s">
%s<link rel="stylesheet" href="/css/style.css"><script>var siteId = 1; function share(){}</script></head>
<body><div class="header"><a href="/">网站首页</a> <a href="/zwgk/">政务公开</a> <a href="/hdjl/">互动交流</a> <a href="/wsbs/">网上办事</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="%s">%s</a></div>
%s
<div class="footer"><p>版权所有：%s　主办单位：%s</p><p>网站标识码：%s00000%d</p><p>技术支持：信息中心　<a href="/sitemap.html">网站地图</a></p></div>
</body></html>
""" % (charset, esc(title), site, host, column, meta, path, column, inner, site, site, REGION.get(host, "1100"), len(host))


def paragraphs(doc):
    lines = []
    for line in doc["body"]:
        style = ' style="text-align:center"' if len(line) < 30 and not re.search("[。：，；]$", line) and "年" not in line[-4:] else ""
        lines.append("<p%s>　　%s</p>" % (style, esc(line)) if not style else "<p%s>%s</p>" % (style, esc(line)))
    return "\n".join(lines)


def attachments(doc):
    if "attach" not in doc:
        return ""
    name, file = doc["attach"].split("|")
    return '<p class="fj">附件：<a href="./%s">%s</a></p>' % (file, esc(name))


def meta_tags(doc, source, day):
    return ('<meta name="ArticleTitle" content="%s"><meta name="PubDate" content="%s 10:00">\n'
            '<meta name="ContentSource" content="%s">\n') % (esc(doc["title"]), day, esc(doc.get("source_line", SOURCES[source][3])))


def info_rows(doc, day):
    return [("索 引 号", doc.get("index", "")), ("发布机关", doc.get("issuer", "").replace(" ", "、")),
            ("成文日期", doc.get("written", "")), ("文 号", doc.get("number", "无")), ("发布日期", day)]


def cn_date(day):
    y, m, d = day.split("-")
    return "%s年%02d月%02d日" % (y, int(m), int(d))


def article(doc, source, day):
    family, _, _, site, _ = SOURCES[source]
    title, body = doc["title"], paragraphs(doc) + attachments(doc)
    share = '<div class="share">分享到：<a href="javascript:share()">微信</a> <a href="javascript:window.print()">打印</a> 扫一扫在手机打开当前页</div>'
    if family == "gov":
        cells = info_rows(doc, day) + [("主题分类", doc.get("subject", ""))]
        info = '<table class="bd1">' + "".join("<tr><td>%s：</td><td>%s</td></tr>" % c for c in cells) + "</table>"
        inner = '%s<h1>%s</h1><div class="pages_content" id="UCAP-CONTENT">%s</div>%s' % (info, esc(title), body, share)
        return shell(source, title + "_" + site, '<meta name="firstpublishedtime" content="%s-10:00:00">' % day, inner)
    if family == "hex":
        inner = ('<h1 id="ivs_title">%s</h1><div class="date" id="ivs_date">%s</div>'
                 '<div class="Article_content" id="ivs_content">%s</div>%s') % (esc(title), cn_date(day), body, share)
        return shell(source, title + "-" + site, "", inner)
    if family == "hanweb":
        inner = ('<table width="100%%"><tr><td class="title">%s</td></tr><tr><td>发布日期：%s　来源：%s　字体：[<a href="#">大</a>]</td></tr>'
                 '<tr><td class="bt_content"><div id="zoom">%s</div></td></tr></table>%s') % (
            esc(title), day, doc.get("source_line", site), body, share)
        return shell(source, esc(site) + " " + title, meta_tags(doc, source, day), inner)
    if family == "nfcms":
        inner = ('<h3 class="article_t">%s</h3><div class="article_info">时间：%s 09:30:00　来源：%s</div>'
                 '<div class="article_con">%s</div>%s') % (esc(title), day, site, body, share)
        return shell(source, title + "-" + site + "网站", "", inner)
    if family in ("numid", "tsid", "static"):
        info = "<ul class='xxgk'>" + "".join("<li><b>[%s]</b> %s</li>" % c for c in info_rows(doc, day)) + "</ul>"
        inner = '%s<div class="con"><h2>%s</h2><p class="time">发布时间：%s</p><div class="TRS_UEDITOR">%s</div></div>%s' % (
            info, esc(title), day, body, share)
        return shell(source, title, meta_tags(doc, source, day), inner)
    info = '<div class="content_top_box"><ul>' + "".join("<li><strong>%s</strong>%s</li>" % c for c in info_rows(doc, day)) + "</ul></div>"
    if "source_line" in doc:
        info = '<div class="wjkFontBox"><em>%s　来源：%s</em></div>' % (day, doc["source_line"])
    inner = ('<h1 class="dialog" style="display:none">您访问的链接即将离开本网站，是否继续？</h1><h2 class="neiright_Title">%s</h2>%s'
             '<div class="neiright_JPZ_GK_CP"><div class="TRS_Editor">%s</div></div>%s') % (esc(title), info, body, share)
    tail = "_中华人民共和国生态环境部" if site == "生态环境部" else "-" + site
    charset = "gb2312" if family == "trs-gb" else "utf-8"
    return shell(source, title + tail, meta_tags(doc, source, day), inner, charset)


def rows_of(source, documents, visit):
    rows = []
    for doc in documents:
        for where, day in ((doc["source"], doc["published"]),) + ((tuple(doc["also"].split()),) if doc["also"] else ()):
            if where == source and doc.get("seen", day) + "T00:00:00Z" <= visit:
                rows.append((doc["title"], address(doc, source, day), day))
    _, host, path, _, _ = SOURCES[source]
    for i, title in enumerate(FILLER):
        day = "2026-%02d-%02d" % (9 - i, 25 - 3 * i)
        rows.append((title, address({"id": "filler%d" % i}, source, day), day))
    return sorted(rows, key=lambda r: r[2], reverse=True)


def listing(source, rows):
    family, host, path, site, column = SOURCES[source]
    links = [(t, u.replace("https://" + host, ""), d) for t, u, d in rows]
    if family == "hanweb":
        records = "".join("<record><![CDATA[<li><a href=\"%s\" title=\"%s\" target=\"_blank\">%s</a><span>%s</span></li>]]></record>"
                          % (u, t, t if len(t) < 32 else t[:30] + "...", d) for t, u, d in links)
        inner = '<div class="list"><div id="402547"><script type="text/xml"><datastore><nextgroup></nextgroup><recordset>%s</recordset></datastore></script></div></div>' % records
    elif family == "hex":
        inner = '<ul class="list-date">' + "".join('<li><a href="%s" title="%s">%s</a><span class="time">%s</span></li><!-- <li><a href="%s">%s</a></li> -->'
                                                   % (u, t, t, d, u, t) for t, u, d in links) + "</ul><script>totalPage:12</script>"
    elif family == "tsid":
        inner = "<table class='dlist'>" + "".join('<tr><td>·<a href="%s">%s</a></td><td>%s</td></tr>' % (u, t, d) for t, u, d in links) + "</table>"
    else:
        inner = '<div class="bd mobile_list"><ul id="div">' + "".join('<li><span class="date">%s</span><a class="cjcx_biaob" href="%s" title="%s">%s</a></li>'
                % (d, u, t, t if len(t) < 40 else t[:38] + "…") for t, u, d in links) + "</ul></div><script>createPageHTML(8, 0, \"index\", \"shtml\");</script>"
    return shell(source, column + "_" + site, '<meta name="ColumnType" content="%s">' % column, inner, "gb2312" if family == "trs-gb" else "utf-8")


CHALLENGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="9DhefwqGPrzGxEp9hPaoag" content="Ry8kQ2mXw7" r="m">
<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=33551;$_ts.cd="qt1crr7rcqE7l1aEqqE";</script><script src="/4QbVtADbnLVIc/c.FxJzG50F.js"></script></head><body></body></html>
"""


def digest(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def record(kind, name, date, headers, block):
    lines = ["WARC/1.1", "WARC-Type: " + kind, "WARC-Record-ID: <urn:uuid:%s>" % uuid.uuid5(uuid.NAMESPACE_URL, name + date), "WARC-Date: " + date]
    lines += ["%s: %s" % h for h in headers] + ["WARC-Block-Digest: " + digest(block), "Content-Length: %d" % len(block)]
    return gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0)


def response(url, date, text, status="200 OK", family=""):
    body = text.encode("gbk" if family == "trs-gb" else "utf-8")
    kind = "text/html" if family == "trs-gb" else "text/html; charset=utf-8"
    head = ("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))).encode()
    return record("response", url, date, [("WARC-Target-URI", url), ("Content-Type", "application/http;msgtype=response"),
                                          ("WARC-Payload-Digest", digest(body))], head + body)


def later(instant, seconds):
    t = datetime.datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ") + datetime.timedelta(seconds=seconds)
    return t.strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    documents = read_month()
    pages = {}
    for doc in documents:
        for source, day in ((doc["source"], doc["published"]),) + ((tuple(doc["also"].split()),) if doc["also"] else ()):
            pages[address(doc, source, day)] = article(doc, source, day)
    out = [record("warcinfo", "demo", VISITS[0], [("Content-Type", "application/warc-fields")],
                  "software: geppo demo/build.py\r\nformat: WARC File Format 1.1\r\ndescription: a constructed month\r\n".encode())]
    captured = set()
    for visit in VISITS:
        when = visit
        for source, (family, host, path, _, _) in SOURCES.items():
            when = later(when, 5)
            url = "https://" + host + path
            mishap = MISHAPS.get((source, visit))
            if mishap == "challenge":
                out.append(response(url, when, CHALLENGE, "412 Precondition Failed"))
                continue
            if mishap == "gone":
                out.append(response(url, when, "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>", "404 Not Found"))
                continue
            rows = [] if mishap == "empty" else rows_of(source, documents, visit)
            out.append(response(url, when, listing(source, rows), family=family))
            for _, link, _ in rows:
                if link in pages and link not in captured:
                    captured.add(link)
                    when = later(when, 3)
                    out.append(response(link, when, pages[link], family=family))
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "captures.warc.gz")
    with open(target, "wb") as f:
        f.write(b"".join(out))
    missing = set(pages) - captured
    print("%d documents, %d pages, %d records, %d bytes" % (len(documents), len(pages), len(out), sum(map(len, out))))
    if missing:
        sys.exit("never shown by a listing: %s" % " ".join(sorted(missing)))


if __name__ == "__main__":
    main()
