"""Lists of every kind that sources.yaml can describe, for tests/server.py: /lists/NAME/...

Twelve articles of the mode "good", three a page unless said otherwise, newest first."""
import base64
import gzip
import json
import os
import sys
from urllib.parse import parse_qs, quote_plus

ROWS = list(range(12, 0, -1))
PER_PAGE = 3


def part(n):
    return ROWS[PER_PAGE * (n - 1):PER_PAGE * n]


def title(i):
    return "关于印发大气污染防治试验方案第%d号的通知" % i


def day(i):
    return "2026-06-%02d" % (i % 28 + 1)


def path(i):
    return "/good/202606/t202606%02d_%d.html" % (i % 28 + 1, 1000 + i)


def li(i):
    return '<li><a href="%s">%s</a><span>%s</span></li>' % (path(i), title(i), day(i))


def page(rows, tail=""):
    return ("<html><head><meta charset=utf-8></head><body><ul>%s</ul>%s</body></html>" % ("".join(map(li, rows)), tail)).encode()


def datastore(rows, total=12):
    records = "".join("<record><![CDATA[%s]]></record>" % li(i) for i in rows)
    return "<datastore><totalrecord>%d</totalrecord><recordset>%s</recordset></datastore>" % (total, records)


def numbers(site, rest, first, name, tail=""):
    """Pages called by a template: page 1 is the folder, page n is name % number."""
    for n in range(1, 5):
        if rest == ("" if n == 1 else name % (first + n - 2)):
            return site.send(200, page(part(n), tail.replace("NOW", str(n - 1))))
    return site.send(404, b"no such page")


def trs(site, rest, form):
    numbers(site, rest, 1, "index_%d.html", "<script>createPageHTML(4, NOW, 'index', 'html');</script>")


def trs_count(site, rest, form):
    numbers(site, rest, 1, "index_%d.html", "<script>var countPage = 4; var currentPage = NOW;</script>")


def from_two(site, rest, form):
    numbers(site, rest, 2, "index_%d.html")


def pageid(site, rest, form):
    numbers(site, rest, 1, "index_7799_%d.shtml", "<script>createPageHTML(4, NOW, 'index_7799', 'shtml');</script>")


def column(site, rest, form):
    numbers(site, rest, 2, "column-%d.html")


def reversed_(site, rest, form):
    """Four pages; page p is index_(4 - p)."""
    for n in range(1, 5):
        if rest == ("" if n == 1 else "index_%d.html" % (4 - n)):
            return site.send(200, page(part(n), "<script>var countPage = 4;</script>"))
    return site.send(404, b"no such page")


def alone(site, rest, form):
    site.send(200, page(part(1), '<a href="index_1.html">下一页</a>'))


def pinned(site, rest, form):
    """An old row stands on top of every page."""
    for n in range(1, 5):
        if rest == ("" if n == 1 else "index_%d.html" % (n - 1)):
            return site.send(200, page([1] + [i for i in part(n) if i != 1]))
    return site.send(404, b"no such page")


def growing(site, rest, form):
    """As many rows as DIR/articles says, an old one pinned on top of each page; behind the last page 404."""
    rows = list(range(int(open(os.path.join(sys.argv[1], "articles")).read()), 0, -1))
    for n in range(1, 1 + -(-len(rows) // PER_PAGE)):
        if rest == ("" if n == 1 else "index_%d.html" % (n - 1)):
            return site.send(200, page([1] + [i for i in rows[PER_PAGE * (n - 1):PER_PAGE * n] if i != 1]))
    return site.send(404, b"no such page")


def packed(site, rest, form):
    """The pager is an element's text, escaped as in a form and then in base64."""
    n = 1 if rest == "" else int(rest.split(".")[0])
    links = '<a class="a1">12条</a> <a href="/lists/packed/1.html">首页</a>'
    if n < 4:
        links += ' <a href="/lists/packed/%d.html" class="a1">下一页</a>' % (n + 1)
    tail = '<div id="pages">\n%s\n</div>' % base64.b64encode(quote_plus(links).encode()).decode()
    site.send(200, page(part(n), tail)) if 1 <= n <= 4 else site.send(404, b"no such page")


def api(site, rest, form):
    """Numbers in the query; dates in milliseconds."""
    n = int(form.get("page", ["1"])[0])
    rows = [{"title": title(i), "url": path(i), "ms": 1780243200000 + 86400000 * (i % 28)} for i in part(n)]
    site.send(200, json.dumps({"data": {"totalPages": 4, "list": rows}}).encode(), kind="application/json")


def post(site, rest, form):
    """Only a form that names the column gets rows."""
    if site.command != "POST" or form.get("channel") != ["air"]:
        return site.send(200, json.dumps({"rows": []}).encode(), kind="application/json")
    rows = [{"name": title(i), "id": i, "file": path(i)[1:], "when": day(i)} for i in part(int(form["pageNum"][0]))]
    site.send(200, json.dumps({"rows": rows, "total": 12}).encode(), kind="application/json")


def declared(site, rest, form):
    """Misleading members beside the right ones: only declared paths find them."""
    rows = [{"title": "站内导航链接", "url": "/wrong.html", "doc": {"t": title(i), "u": json.dumps({"pc": path(i)}), "d": day(i)}} for i in ROWS]
    site.send(200, json.dumps({"menu": [{"title": "首页导航栏目", "url": "/"}] * 20, "result": [{"hits": rows}]}).encode(), kind="application/json")


def jsonp(site, rest, form):
    rows = [{"TITLE": title(i), "URL": path(i), "DOCRELPUBTIME": day(i)} for i in ROWS]
    site.send(200, ("callback_1(" + json.dumps(rows) + ");").encode(), kind="application/javascript")


def inline(site, rest, form):
    site.send(200, ("<html><body><div id='1234'><script type='text/xml'>%s</script></div></body></html>" % datastore(ROWS)).encode())


def hanweb(site, rest, form):
    """Page 1 in the page itself, the others from the proxy by numbers of rows."""
    if rest.startswith("dataproxy.jsp"):
        first, last = int(form["startrecord"][0]), int(form["endrecord"][0])
        return site.send(200, ("<?xml version='1.0' encoding='utf-8'?>" + datastore(ROWS[first - 1:last])).encode(), kind="text/xml")
    site.send(200, ("<html><body><script type='text/xml'>%s</script></body></html>" % datastore(part(1))).encode())


def jpage(site, rest, form):
    """As hanweb, and the page itself calls its proxy: numbers of the column, its unit and site."""
    if rest.startswith("module/web/jpage/dataproxy.jsp"):
        if (form["columnid"], form["unitid"], form["webid"]) != (["89481"], ["402547"], ["14"]):
            return site.send(200, datastore([]), kind="text/xml")
        first, last = int(form["startrecord"][0]), int(form["endrecord"][0])
        return site.send(200, ("<?xml version='1.0' encoding='utf-8'?>" + datastore(ROWS[first - 1:last])).encode(), kind="text/xml")
    call = "/lists/jpage/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=14&path=/&columnid=89481&unitid=402547&webname=x&permissiontype=0"
    store = datastore(part(1)).replace("<datastore>", "<datastore><nextgroup><![CDATA[<a href=\"%s\"></a>]]></nextgroup>" % call)
    site.send(200, ("<html><body><div id='402547'><script type='text/xml'>%s</script></div><script>$(function(){$('#402547').jpage({totalRecord:12,"
                    "perPage:3,proxyUrl:'/module/web/jpage/dataproxy.jsp'});});</script></body></html>" % store).encode())


def rss(site, rest, form):
    rows = "".join("<item><title>%s</title><link>%s</link><pubDate>%02d Jun 2026 09:00:00 +0800</pubDate></item>"
                   % (title(i), site.here(path(i)), i % 28 + 1) for i in ROWS)
    site.send(200, ('<?xml version="1.0"?><rss version="2.0"><channel><title>通知</title>%s</channel></rss>' % rows).encode(), kind="application/rss+xml")


def atom(site, rest, form):
    rows = "".join('<entry><title>%s</title><link href="%s"/><updated>%sT09:00:00+08:00</updated></entry>' % (title(i), path(i), day(i)) for i in ROWS)
    site.send(200, ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>通知</title>%s</feed>' % rows).encode(), kind="application/atom+xml")


def sitemap(site, rest, form):
    """An index of two files, one of them packed."""
    def urls(rows):
        return ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>'
                % "".join("<url><loc>%s</loc><lastmod>%s</lastmod></url>" % (site.here(path(i)), day(i)) for i in rows)).encode()
    if rest == "one.xml":
        return site.send(200, urls(ROWS[:6]), kind="application/xml")
    if rest == "two.xml.gz":
        return site.send(200, gzip.compress(urls(ROWS[6:])), kind="application/gzip")
    files = "".join("<sitemap><loc>%s</loc><lastmod>2026-06-13</lastmod></sitemap>" % site.here("/lists/sitemap/" + name)
                    for name in ("one.xml", "two.xml.gz"))
    site.send(200, ('<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</sitemapindex>' % files).encode(),
              kind="application/xml")


def sitemap_grows(site, rest, form):
    """As many rows as DIR/articles says, four a packed file; lastmod of a file is that of its newest row."""
    rows = list(range(1, 1 + int(open(os.path.join(sys.argv[1], "articles")).read())))
    files = [rows[i:i + 4] for i in range(0, len(rows), 4)]
    if rest:
        urls = "".join("<url><loc>%s</loc><lastmod>%s</lastmod></url>" % (site.here(path(i)), day(i)) for i in files[int(rest.split(".")[0])])
        return site.send(200, gzip.compress(('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>' % urls).encode(), mtime=0),
                         kind="application/gzip")
    parts = "".join("<sitemap><loc>%s</loc><lastmod>%s</lastmod></sitemap>" % (site.here("/lists/sitemap_grows/%d.xml.gz" % n), day(f[-1]))
                    for n, f in enumerate(files))
    site.send(200, ('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</sitemapindex>' % parts).encode(), kind="application/xml")


def unit(site, rest, form):
    """A shell of jpaas: blocks of the page name themselves in attributes of scripts; the block of the list, asked for as its
    script would and with the page as referer, comes as markup within JSON. Rows hold a moment in milliseconds, hidden."""
    if not rest.endswith("front/page/build/unit"):
        block = ("<script url='/lists/unit/front/page/build/unit' queryData=\"{'parseType':'bulidstatic','webId':'w&amp;1',"
                 "'tplSetId':'t2','pageType':'column','tagId':'%s','editType':'null','pageId':'%s'}\"></script>")
        return site.send(200, ("<html><head><meta charset=utf-8></head><body>%s<div>%s</div></body></html>"
                               % (block % ("网站导航", "p0"), block % ("当前栏目列表", "p9"))).encode())
    want = {"webId": ["w&1"], "tplSetId": ["t2"], "tagId": ["当前栏目列表"], "pageId": ["p9"], "parseType": ["bulidstatic"]}
    if any(form.get(k) != v for k, v in want.items()) or "/lists/unit/" not in site.headers.get("Referer", ""):
        return site.send(403, b"not you")
    n = json.loads(form["paramJson"][0])["pageNo"]
    rows = "".join('<li><span class="fr">%s</span><a href="%s" title="%s">%s…</a><span class="endtime" style="display:none !important;">%d</span></li>'
                   % (day(i), path(i), title(i), title(i)[:8], 1792339200000) for i in part(n))
    site.send(200, json.dumps({"success": True, "code": "200", "data": {"html": '<ul class="list">%s</ul><div class="pager" count="12"></div>' % rows}}).encode(),
              kind="application/json")


def channel(site, rest, form):
    """A shell of UCAP: its head names the channel, whose rows come with their texts."""
    name = "0123456789abcdef0123456789abcdef"
    if not rest.startswith("search/"):
        return site.send(200, ('<html><head><meta name="channelId" content="%s"></head><body><div id="list"></div></body></html>' % name).encode())
    if rest != "search/" + name:
        return site.send(404, b"no such channel")
    rows = [{"title": title(i), "url": path(i), "publishedTimeStr": day(i) + " 09:00:00", "content": "……",
             "domainMetaList": [{"resultList": [{"key": "refno", "value": ""}]}]} for i in part(int(form["page"][0]))]
    site.send(200, json.dumps({"data": {"total": 12, "rows": len(rows), "results": rows}}).encode(), kind="application/json")


def frame(site, rest, form):
    """The list lies in a frame of the page."""
    if rest == "inner.html?cid=1":
        return site.send(404, b"as escaped")
    if rest == "inner.html":
        return site.send(200, page(part(1)) if form.get("cid") == ["1"] and form.get("gk") == ["3"] else page([]))
    site.send(200, b'<html><body><a class="active" data-url="inner.html?cid=1&amp;gk=3">x</a><iframe></iframe></body></html>')


def shown(site, rest, form):
    """The address of the rows stands in a script of the page; it wants the page as referer."""
    if rest == "data/getList.json":
        if not site.headers.get("Referer", "").endswith("/lists/shown/"):
            return site.send(403, b"no referer")
        rows = [{"title": title(i), "url": path(i), "pubdate": day(i)} for i in ROWS]
        return site.send(200, json.dumps({"list": rows}).encode(), kind="application/json")
    site.send(200, b"<html><body><div id='app'></div><script>$.get('data/getList.json', draw);</script></body></html>")


def gone(site, rest, form):
    """A shell that lost what its list needs."""
    site.send(200, b"<html><body><div id='app'></div></body></html>")


def answer(site, rest, body):
    name, _, rest = rest.partition("/")
    rest, _, query = rest.partition("?")
    name, _, more = name.partition("?")
    kinds = {"trs": trs, "trs_count": trs_count, "from_two": from_two, "pageid": pageid, "column": column, "reversed": reversed_,
             "alone": alone, "pinned": pinned, "api": api, "post": post, "declared": declared, "jsonp": jsonp, "inline": inline,
             "hanweb": hanweb, "rss": rss, "atom": atom, "sitemap": sitemap, "unit": unit, "channel": channel, "frame": frame, "gone": gone, "growing": growing, "packed": packed, "shown": shown, "jpage": jpage, "sitemap_grows": sitemap_grows}
    kinds[name](site, rest, parse_qs((query or more) + "&" + body))
