#!/usr/bin/env python3
"""An archive of made-up pages, for the tests of parse: pages.py OUT [packed=whole] NAME...

NAME is the last part of the address and says what the page is: articleN, list, challenge, shell,
gone (404), brotli (a coding nobody can take off), short (a chunked body that ends early), bigN (an
article of N million bytes), anything else an article too. "at-list=shell": such a page where the
list should be."""
import gzip
import re
import sys

import warc

SITE = "http://sthj.example.cn/tz/"
HTML = ("Content-Type", "text/html; charset=utf-8")


def article(name, paragraphs=6):
    number = re.sub(r"\D", "", name) or "1"
    text = "".join(
        "<p>第%d条 各区县应当加强工业炉窑、机动车和扬尘管理，持续降低细颗粒物和臭氧浓度，做好第%s号任务。</p>" % (i + 1, number)
        for i in range(paragraphs))
    return ("<html><head><title>试验市大气污染防治第%s号通知</title></head><body><h1>试验市大气污染防治第%s号通知</h1>"
            "<div>发布时间：2026-06-%02d 来源：试验市生态环境局</div><div class=content>%s</div></body></html>"
            % (number, number, int(number[-2:]) % 28 + 1, text)).encode()


def listing():
    rows = "".join('<li><a href="article%d">试验市大气污染防治第%d号通知</a><span>2026-06-%02d</span></li>' % (i, i, i)
                   for i in range(1, 13))
    return ("<html><head><title>通知公告</title></head><body><ul>%s</ul></body></html>" % rows).encode()


def record(name):
    url = SITE + name
    if name.startswith("at-list="):
        name, url = name[8:], SITE
    if name == "list":
        return warc.response(SITE, 200, listing(), [HTML])
    if name == "challenge":
        return warc.response(url, 412, b"<html><script>$_ts=window['$_ts'];</script></html>", [HTML])
    if name == "shell":
        return warc.response(url, 200, b"<html><body><div id=app></div><script src=a.js></script></body></html>", [HTML])
    if name == "gone":
        return warc.response(url, 404, b"<html><title>404</title><body>404 Not Found</body></html>", [HTML])
    if name == "brotli":
        return warc.response(url, 200, b"\x0b\x02\x80abc\x03", [HTML, ("Content-Encoding", "br")])
    if name == "short":
        page = article(name)
        return warc.response(url, 200, b"%x\r\n%s" % (len(page) + 5, page), [HTML, ("Transfer-Encoding", "chunked")])
    if name.startswith("big"):
        return warc.response(url, 200, article(name, int(name[3:]) * 1000000 // 190), [HTML])
    return warc.response(url, 200, article(name), [HTML])


def main():
    out, names = sys.argv[1], sys.argv[2:]
    whole = "packed=whole" in names
    records = [record(name) for name in names if name != "packed=whole"]
    with open(out, "wb") as f:
        f.write(gzip.compress(b"".join(records)) if whole else b"".join(map(gzip.compress, records)))


if __name__ == "__main__":
    main()
