#!/usr/bin/env python3
"""A site that misbehaves on purpose, for the tests of fetch. Loopback only.

server.py DIR ADDRESS...   listens on each address (127.0.0.1, 127.0.0.2, ...), one port for all,
                           written to DIR/port. Every request is a line of JSON in DIR/log: when it
                           came, when its answer was out, to whom, for what, with which headers.
                           That log is the oracle for politeness.

What an address serves is chosen by the first part of the path, see MODES. DIR/robots.ADDRESS holds
the robots.txt of an address: a text, or a line "!500", "!404", "!403", "!429", "!reset", "!slow",
"!loop", "!big", "!redirect URL". No such file: 404. DIR/articles holds how many articles the good
lists show (default 3)."""
import email.utils
import gzip
import http.server
import json
import os
import socket
import ssl
import struct
import sys
import threading
import time
import zlib

import lists

DIR = sys.argv[1]
LOG_LOCK = threading.Lock()


def articles():
    try:
        return int(open(os.path.join(DIR, "articles")).read())
    except FileNotFoundError:
        return 3


def article_name(n):
    return "202606/t202606%02d_%d.html" % (n % 28 + 1, 1000 + n)


def article_page(n, charset="utf-8"):
    day = n % 28 + 1
    return ("""<!DOCTYPE html>
<html><head><meta charset="%s"><title>关于印发大气污染防治试验方案第%d号的通知</title>
<meta name="ArticleTitle" content="关于印发大气污染防治试验方案第%d号的通知">
<meta name="PubDate" content="2026-06-%02d 09:00"></head>
<body><h1>关于印发大气污染防治试验方案第%d号的通知</h1>
<div class="info">发布时间：2026-06-%02d 来源：试验市生态环境局</div>
<div class="TRS_Editor">
<p>各区县生态环境分局：</p>
<p>为做好本市大气污染防治试验工作，现将试验方案第%d号印发给你们，请结合实际认真贯彻执行。</p>
<p>一、加强扬尘管控，落实工地洒水降尘措施。二、推进挥发性有机物治理，完善台账。</p>
<p>三、做好重污染天气应对，及时发布预警信息，按级别启动应急响应措施。</p>
<p>试验市生态环境局</p><p>2026年6月%d日</p></div></body></html>
""" % (charset, n, n, day, n, day, n, day)).encode("gb18030" if charset == "gb2312" else charset)


def list_page(n, charset="utf-8"):
    rows = "\n".join(
        '<li><a href="./%s" title="关于印发大气污染防治试验方案第%d号的通知">关于印发大气污染防治试验方案第%d号的通知</a>'
        "<span>2026-06-%02d</span></li>" % (article_name(i), i, i, i % 28 + 1)
        for i in range(n, 0, -1))
    return ("""<!DOCTYPE html>
<html><head><meta charset="%s"><title>通知公告</title><meta name="ColumnName" content="通知公告"></head>
<body><div class="crumb">首页 &gt; 通知公告</div><ul class="list">
%s
</ul></body></html>
""" % (charset, rows)).encode("gb18030" if charset == "gb2312" else charset)


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def send(self, status, body=b"", headers=(), kind="text/html; charset=utf-8"):
        self.status = status
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)

    def raw(self, data):
        self.status = 0
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def reset(self):
        self.status = 0
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def here(self, path):
        return "http://%s:%d%s" % (self.server.server_address[0], self.server.server_address[1], path)

    # ---- robots.txt

    def robots(self):
        try:
            text = open(os.path.join(DIR, "robots." + self.server.server_address[0])).read()
        except FileNotFoundError:
            return self.send(404, b"none")
        word = text.strip().split(" ")
        if word[0] == "!reset":
            return self.reset()
        if word[0] == "!slow":
            time.sleep(20)
            return self.send(200, b"User-agent: *\nDisallow:\n", kind="text/plain")
        if word[0] == "!loop":
            return self.send(302, headers=[("Location", "/robots.txt")])
        if word[0] == "!redirect":
            return self.send(301, headers=[("Location", word[1])])
        if word[0] == "!big":
            line = b"Disallow: /never-%07d/\n"
            body = b"User-agent: *\nDisallow: /closed/\n" + b"".join(line % i for i in range(60000))
            return self.send(200, body, kind="text/plain")
        if word[0].startswith("!"):
            return self.send(int(word[0][1:]), b"no")
        return self.send(200, text.encode(), kind="text/plain")

    # ---- modes, named by the first part of the path

    def good(self, rest, charset="utf-8", kind="text/html; charset=utf-8"):
        n = articles()
        if rest in ("", "index.html"):
            return self.send(200, list_page(n, charset), kind=kind)
        for i in range(1, n + 1):
            if rest == article_name(i):
                return self.send(200, article_page(i, charset), kind=kind)
        return self.send(404, "没有这个页面".encode())

    def lies(self, rest):
        self.good(rest, "gb2312", "text/html; charset=iso-8859-1")

    def cached(self, rest):
        tag = '"list-%d"' % articles()
        if self.headers.get("If-None-Match") == tag:
            return self.send(304, headers=[("ETag", tag)])
        return self.send(200, list_page(articles()), [("ETag", tag), ("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT")])

    def chunked(self, rest):
        body = gzip.compress(list_page(articles()))
        self.status = 200
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for i in range(0, len(body), 100):
            part = body[i:i + 100]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def slow(self, rest):
        time.sleep(float(rest or 20))
        self.good("")

    def drip(self, rest):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
        for _ in range(60):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(1)

    def trickle(self, rest):
        """Never less than the least speed, and never done."""
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500000\r\n\r\n")
        for _ in range(300):
            self.wfile.write(b"x" * 100)
            self.wfile.flush()
            time.sleep(0.2)

    def endless(self, rest):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        block = b"x" * 65536
        for _ in range(4096):
            self.wfile.write(block)

    def broken(self, rest):
        self.reset()

    def short(self, rest):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\nonly this")

    def badgzip(self, rest):
        body = bytearray(gzip.compress(list_page(40)))
        for i in range(len(body) // 2, len(body)):
            body[i] ^= 0x55
        self.send(200, bytes(body), [("Content-Encoding", "gzip")])

    def bomb(self, rest):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        block = b"\0" * (1 << 20)
        body = b"".join(packer.compress(block) for _ in range(80)) + packer.flush()
        self.send(200, body, [("Content-Encoding", "gzip")])

    def loop(self, rest):
        n = int(rest or 0)
        self.send(302, headers=[("Location", "/loop/%d" % (n + 1))])

    def cookieloop(self, rest):
        self.send(302, headers=[("Location", self.path), ("Set-Cookie", "CT6T=abc; path=/")])

    def ring(self, rest):
        """/ring/1 and /ring/2 redirect to each other; /ring/cookie1 sets a cookie on the way."""
        n = rest[-1:]
        headers = [("Location", "/ring/%s%s" % (rest[:-1], "2" if n == "1" else "1"))]
        if rest == "cookie1":
            headers.append(("Set-Cookie", "CT6T=abc; path=/"))
        self.send(302, headers=headers)

    def hops(self, rest):
        """So many redirects, then a list."""
        n = int(rest)
        if n == 0:
            return self.good("")
        self.send(302, headers=[("Location", "/hops/%d" % (n - 1))])

    def to(self, rest):
        """A redirect to the address in DIR/to."""
        self.send(302, headers=[("Location", open(os.path.join(DIR, "to")).read().strip())])

    def after(self, rest):
        """503 with what DIR/after.NAME says in Retry-After."""
        self.send(503, b"later", [("Retry-After", open(os.path.join(DIR, "after." + rest)).read().strip())])

    def unasked(self, rest):
        """304 to whoever asks."""
        self.send_response(304)
        self.end_headers()
        self.status = 304

    def inside(self, rest):
        """A redirect to where nobody outside should be led."""
        self.send(302, headers=[("Location", "http://169.254.169.254/latest/meta-data/")])

    def blank(self, rest):
        self.send(302, headers=[("Location", "http://127.0.0.1:1\\@example.com/")])

    def away(self, rest):
        """A redirect to another address of ours: /away/127.0.0.2/good/"""
        host, _, path = rest.partition("/")
        self.send(301, headers=[("Location", "http://%s:%d/%s" % (host, self.server.server_address[1], path))])

    def home(self, rest):
        self.send(302, headers=[("Location", "/")])

    def busy(self, rest):
        self.send(429, b"later", [("Retry-After", rest or "7200")])

    def busydate(self, rest):
        """503 until an HTTP date so many seconds from now."""
        self.send(503, b"later", [("Retry-After", email.utils.formatdate(time.time() + float(rest), usegmt=True))])

    def river202(self, rest):
        self.send(202, b"<html><script>var $_ts=window['$_ts'];$_ts.cd=1;</script></html>",
                  [("Set-Cookie", "FSSBBIl1UgzbN7N80S=x")])

    def c3vk(self, rest):
        self.send(200, b"<script>document.cookie=\"C3VK=abc; max-age=300\";location.reload()</script>")

    def status_(self, rest):
        self.send(int(rest), b"status " + rest.encode())

    def jsl(self, rest):
        self.send(521, b"<script>document.cookie=('__jsl_clearance_s=1;path=/');location.href=location.pathname</script>",
                  [("Set-Cookie", "__jsluid_s=00; path=/")])

    def river(self, rest):
        self.send(412, b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script></head></html>")

    def wzws(self, rest):
        self.send(403, b"<p>denied, reason:GeoBL</p>", [("WZWS-Ray", "1-1"), ("Server", "qianxin-waf")])

    def aliyun(self, rest):
        self.send(405, b"<img src=//errors.aliyun.com/error-405.png> your request has been blocked")

    def bigheader(self, rest):
        self.status = 200
        self.send_response(200)
        for i in range(60):
            self.send_header("X-%d" % i, "y" * 8000)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"no")

    def paged(self, rest):
        """Four pages of three rows, drawn by createPageHTML; articles as in good."""
        names = ["", "index_1.html", "index_2.html", "index_3.html"]
        if rest not in names:
            return self.send(404, b"no such page")
        n = names.index(rest)
        rows = "".join('<li><a href="/good/%s">关于印发大气污染防治试验方案第%d号的通知</a><span>2026-06-%02d</span></li>'
                       % (article_name(i), i, i % 28 + 1) for i in range(12 - 3 * n, 9 - 3 * n, -1))
        self.send(200, ("<html><body><ul>%s</ul><script>createPageHTML(4, %d, 'index', 'html');</script></body></html>"
                        % (rows, n)).encode())

    def kept(self, rest):
        """/kept/NAME: the file DIR/kept/NAME as it is now, with an entity tag; NAME.to holds where it redirects."""
        try:
            to = open(os.path.join(DIR, "kept", rest + ".to")).read().strip()
            return self.send(302, headers=[("Location", to)])
        except FileNotFoundError:
            pass
        try:
            data = open(os.path.join(DIR, "kept", rest or "index.html"), "rb").read()
        except FileNotFoundError:
            return self.send(404, b"no such file")
        tag = '"%08x"' % zlib.crc32(data)
        if self.headers.get("If-None-Match") == tag:
            return self.send(304, headers=[("ETag", tag)])
        html = rest == "" or rest.endswith(".html")
        self.send(200, data, [("ETag", tag)], kind="text/html; charset=utf-8" if html else "application/octet-stream")

    def told(self, rest):
        """/told/NAME/...: whatever mode DIR/told.NAME names, "good" at first; "shell", "status 500", ..."""
        name, _, rest = rest.partition("/")
        try:
            mode, _, argument = open(os.path.join(DIR, "told." + name)).read().strip().partition(" ")
        except FileNotFoundError:
            mode, argument = "good", ""
        self.MODES[mode](self, argument or rest)

    def shell(self, rest):
        """A page that scripts draw."""
        self.send(200, b"<!DOCTYPE html><html><head><script src=/app.js></script></head><body><div id=app></div></body></html>")

    def footer(self, rest):
        """Nothing but what stands below every page."""
        self.send(200, ("<html><head><title>试验市生态环境局</title></head><body><div class=footer>主办单位：试验市生态环境局 "
                        "备案号：京ICP备00000000号 网站标识码：0000000000 微信公众号 地址：试验市试验路1号 邮编：000000</div></body></html>"
                        ).encode())

    def stub(self, rest):
        self.send(200, b"ok")

    def hostile(self, rest):
        """A list whose words try to become lines of a report, of YAML, of a terminal."""
        if rest:
            return self.send(200, article_page(1))
        evil = "通知'\u2028- id: evil\u0085evil: 1\x1b[31m\u202e"
        rows = "".join('<li><a href="a%d.html?\'&#10;evil">%s第%d号关于大气污染防治的公告</a><span>2026-06-0%d</span></li>'
                       % (i, evil, i, i) for i in range(1, 6))
        self.send(200, ("<html><head><meta name='SiteName' content=\"%s\"><meta name='ColumnName' content=\"%s\">"
                        "</head><body><ul>%s</ul></body></html>" % (evil, evil, rows)).encode())

    def lists(self, rest):
        lists.answer(self, rest, self.body)

    def unit_rows(self, rest):
        """Where the shells of jpaas ask, at the root of their site."""
        lists.answer(self, "unit/" + rest, self.body)

    def channel_rows(self, rest):
        lists.answer(self, "channel/" + rest, self.body)

    def wait(self, rest):
        """429 until two hours from now, in one of the three forms of a date in HTTP."""
        when = time.gmtime(time.time() + 7200)
        form = {"1": "%a, %d %b %Y %H:%M:%S GMT", "2": "%A, %d-%b-%y %H:%M:%S GMT", "3": "%a %b %e %H:%M:%S %Y"}[rest]
        self.send(429, b"later", [("Retry-After", time.strftime(form, when)), ("Set-Cookie", "a=b; path=/")])

    MODES = {
        "after": after,
        "aliyun": aliyun,
        "api-gateway": unit_rows,
        "away": away,
        "badgzip": badgzip,
        "bigheader": bigheader,
        "blank": blank,
        "bomb": bomb,
        "busy": busy,
        "busydate": busydate,
        "c3vk": c3vk,
        "cached": cached,
        "chunked": chunked,
        "common": channel_rows,
        "cookieloop": cookieloop,
        "drip": drip,
        "endless": endless,
        "footer": footer,
        "good": good,
        "home": home,
        "hops": hops,
        "hostile": hostile,
        "inside": inside,
        "jsl": jsl,
        "kept": kept,
        "lies": lies,
        "lists": lists,
        "loop": loop,
        "paged": paged,
        "reset": broken,
        "ring": ring,
        "river": river,
        "river202": river202,
        "shell": shell,
        "short": short,
        "slow": slow,
        "status": status_,
        "stub": stub,
        "to": to,
        "told": told,
        "trickle": trickle,
        "unasked": unasked,
        "wait": wait,
        "wzws": wzws,
    }

    def answer(self):
        # As a proxy: the log has the whole address, the answer is ours.
        if self.path.startswith("http://"):
            self.asked, self.path = self.path, "/" + self.path.split("/", 3)[3]
        if self.path == "/robots.txt":
            return self.robots()
        if self.path == "/":
            return self.send(200, "<html><title>首页</title><body>欢迎</body></html>".encode())
        mode, _, rest = self.path.lstrip("/").partition("/")
        if mode not in self.MODES:
            return self.send(404, b"no such mode")
        return self.MODES[mode](self, rest)

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.do_GET()
        self.body = ""

    body = ""

    def do_GET(self):
        begin = time.time()
        self.status, self.asked = None, self.path
        try:
            self.answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        line = json.dumps({"begin": begin, "end": time.time(), "host": self.server.server_address[0],
                           "path": self.asked, "status": self.status, "peer": self.client_address[1],
                           "headers": dict(self.headers), "method": self.command, "body": self.body}, ensure_ascii=False)
        with LOG_LOCK, open(os.path.join(DIR, "log"), "a") as log:
            log.write(line + "\n")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address, handler):
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)

    def handle_error(self, request, client_address):
        pass


def main():
    port, servers = 0, []
    for address in sys.argv[2:]:
        servers.append(Server((address, port), Site))
        # DIR/tls.ADDRESS: this address speaks TLS with the certificate and key in that file.
        pem = os.path.join(DIR, "tls." + address)
        if os.path.exists(pem):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            # DIR/old.ADDRESS: nothing newer than TLS 1.0.
            if os.path.exists(os.path.join(DIR, "old." + address)):
                context.set_ciphers("DEFAULT@SECLEVEL=0")
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
            context.load_cert_chain(pem)
            servers[-1].socket = context.wrap_socket(servers[-1].socket, server_side=True, do_handshake_on_connect=False)
        port = servers[0].server_address[1]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(os.path.join(DIR, "port.new"), "w") as out:
        out.write(str(port))
    os.rename(os.path.join(DIR, "port.new"), os.path.join(DIR, "port"))
    # The tests end us by closing our standard input.
    sys.stdin.read()


main()
