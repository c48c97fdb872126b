#!/usr/bin/env python3
"""WARC for the tests, knowing nothing of the code under test.

warc.py sample OUT [plain] [1.0]   an archive of every kind of record; gzip unless "plain"
warc.py check FILE...              read every record, check lengths and digests, print
                                   "offset length type status url"; exit 1 on the first fault
warc.py bodies FILE                "sha256 url" of each response's payload"""
import base64
import gzip
import hashlib
import sys
import uuid
import zlib


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def record(kind, url, block, version="1.1", extra=(), ident=None, payload=None, date="2026-06-30T01:02:03Z"):
    ident = ident or uuid.uuid5(uuid.NAMESPACE_URL, kind + (url or "")).urn
    lines = ["WARC/" + version, "WARC-Type: " + kind, "WARC-Record-ID: <%s>" % ident,
             "WARC-Date: " + date, "Content-Length: %d" % len(block),
             "WARC-Block-Digest: " + sha1(block)]
    if url:
        lines.append("WARC-Target-URI: " + ("<%s>" % url if version == "1.0" else url))
    if payload is not None:
        lines.append("WARC-Payload-Digest: " + sha1(payload))
    lines += extra
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(url, status, body, headers=(), **more):
    head = "HTTP/1.1 %d X\r\n" % status + "".join("%s: %s\r\n" % h for h in headers) + "\r\n"
    return record("response", url, head.encode() + body, payload=body,
                  extra=["Content-Type: application/http;msgtype=response"], **more)


PAGE = "<html><title>大气污染防治试验通知</title><body><h1>大气污染防治试验通知</h1></body></html>".encode()


def sample(version):
    html = ("Content-Type", "text/html; charset=utf-8")
    site = "http://sthj.example.cn"
    yield record("warcinfo", None, b"software: tests\r\n", version,
                 ["Content-Type: application/warc-fields"])
    yield response(site + "/tz/202606/t20260601_1.html", 200, PAGE, [html], version=version)
    yield record("request", site + "/tz/202606/t20260601_1.html",
                 b"GET /tz/202606/t20260601_1.html HTTP/1.1\r\nHost: sthj.example.cn\r\n\r\n", version,
                 ["Content-Type: application/http;msgtype=request"])
    packed = gzip.compress(PAGE)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    yield response(site + "/tz/", 200, chunks,
                   [html, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")], version=version)
    yield response(site + "/old", 302, b"", [("Location", "/tz/")], version=version)
    yield response(site + "/gone", 404, b"no", [html], version=version)
    yield response(site + "/robots.txt", 200, b"User-agent: *\n", [("Content-Type", "text/plain")], version=version)
    yield record("resource", site + "/a.pdf", b"%PDF-1.4", version, ["Content-Type: application/pdf"])
    yield record("revisit", site + "/tz/", b"HTTP/1.1 304 X\r\n\r\n", version,
                 ["Content-Type: application/http;msgtype=response",
                  "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified"])
    yield record("metadata", site + "/tz/", b"a: b\r\n", version)
    yield record("conversion", site + "/a.pdf", b"text", version)
    yield record("resource", "urn:x-own:note", b"note", version, ["Content-Type: text/plain"])


def members(data):
    """(offset, length, bytes) of each gzip member, or of each record of a plain file."""
    at = 0
    if data[:2] != b"\x1f\x8b":
        while at < len(data):
            head_end = data.index(b"\r\n\r\n", at) + 4
            n = int(field(data[at:head_end], b"content-length"))
            end = head_end + n + 4
            yield at, end - at, data[at:end]
            at = end
        return
    while at < len(data):
        z = zlib.decompressobj(31)
        out = z.decompress(data[at:]) + z.flush()
        if not z.eof:
            raise ValueError("torn gzip member at %d" % at)
        length = len(data) - at - len(z.unused_data)
        yield at, length, out
        at += length


def field(head, name):
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip().decode()
    return None


WHOLE = {}  # responses read so far: record id -> digest, address, date


def check_record(at, data):
    head_end = data.index(b"\r\n\r\n") + 4
    head, n = data[:head_end], int(field(data[:data.index(b"\r\n\r\n") + 4], b"content-length"))
    block, tail = data[head_end:head_end + n], data[head_end + n:]
    assert head.startswith(b"WARC/1."), "no WARC version at %d" % at
    assert len(block) == n and tail == b"\r\n\r\n", "wrong Content-Length at %d" % at
    for name in (b"warc-record-id", b"warc-date", b"warc-type"):
        assert field(head, name), "no %s at %d" % (name.decode(), at)
    digest = field(head, b"warc-block-digest")
    assert digest is None or digest == sha1(block), "wrong block digest at %d" % at
    kind, url = field(head, b"warc-type"), field(head, b"warc-target-uri") or "-"
    status = "-"
    if kind in ("response", "revisit") and (field(head, b"content-type") or "").startswith("application/http"):
        http_end = block.index(b"\r\n\r\n") + 4
        status = block.split(b" ", 2)[1].decode()
        payload = field(head, b"warc-payload-digest")
        if kind == "response":
            assert payload == sha1(block[http_end:]), "wrong payload digest at %d" % at
            length = field(block[:http_end], b"content-length")
            cut = field(head, b"warc-truncated")
            assert length is None or cut or int(length) == len(block) - http_end, "HTTP length at %d" % at
            WHOLE[field(head, b"warc-record-id")] = (payload, url, field(head, b"warc-date"))
        else:
            profile = field(head, b"warc-profile")
            assert profile, "a revisit without profile at %d" % at
            if profile.endswith("/identical-payload-digest"):
                refers = field(head, b"warc-refers-to")
                assert refers in WHOLE, "a revisit of no earlier record at %d" % at
                assert WHOLE[refers] == (payload, field(head, b"warc-refers-to-target-uri"),
                                         field(head, b"warc-refers-to-date")), "a revisit that differs at %d" % at
                assert http_end == len(block) and field(head, b"warc-truncated") == "length", "payload at %d" % at
    return kind, status, url, block


def main():
    command, names = sys.argv[1], sys.argv[2:]
    if command == "sample":
        version = "1.0" if "1.0" in names else "1.1"
        pack = (lambda r: r) if "plain" in names else gzip.compress
        with open(names[0], "wb") as out:
            for r in sample(version):
                out.write(pack(r))
        return
    for name in names:
        data = open(name, "rb").read()
        for at, length, text in members(data):
            kind, status, url, block = check_record(at, text)
            if command == "check":
                print(at, length, kind, status, url)
            elif kind == "response":
                body = block[block.index(b"\r\n\r\n") + 4:]
                print(hashlib.sha256(body).hexdigest(), url)


if __name__ == "__main__":
    try:
        main()
    except (AssertionError, ValueError) as fault:
        sys.exit("warc.py: %s" % fault)
