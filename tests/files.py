#!/usr/bin/env python3
"""An archive of made-up pages and the files behind them, for the tests of attachments.

files.py OUT < SPEC    SPEC is JSON lines, one a record:
  {"url", "at", "status", "page": {"title", "date", "source", "number", "body": [...],
  "files": [[words, address], ...]}}
  or in place of "page": "docx" or "pdf" or "ofd": [paragraphs], "scan": pages, "raw": text,
  "html": text
files.py docx|pdf|ofd|scan OUT < TEXT    the file alone"""
import gzip
import io
import json
import sys
import uuid
import zipfile
import zlib
from xml.sax.saxutils import escape

import warc


def page(p):
    links = "".join('<p><a href="%s">%s</a></p>' % (href, words) for words, href in p.get("files", []))
    body = "".join("<p>%s</p>" % b for b in p.get("body", []))
    title = p.get("title", "")
    about = "发布时间：%s 来源：%s" % (p["date"], p.get("source", "试验市生态环境局")) if "date" in p else ""
    return ("<html><head><title>%s</title></head><body><h1>%s</h1><div>%s</div><div class=content>%s%s</div>"
            "</body></html>" % (title, title, about, body, links)).encode()


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts:
            z.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def docx(paragraphs):
    text = "".join("<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % escape(p) for p in paragraphs)
    return packed([("word/document.xml", "<w:document xmlns:w='w'><w:body>%s</w:body></w:document>" % text)])


def ofd(paragraphs):
    rows = "".join('<ofd:TextObject ID="%d" Boundary="20 %d 170 8" Font="1" Size="5"><ofd:TextCode X="0" Y="6">%s'
                   '</ofd:TextCode></ofd:TextObject>' % (10 + i, 20 + 10 * i, escape(p)) for i, p in enumerate(paragraphs))
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return packed([
        ("OFD.xml", '<ofd:OFD %s Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
         '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>' % ns),
        ("Doc_0/Document.xml", '<ofd:Document %s><ofd:CommonData/><ofd:Pages><ofd:Page ID="1" '
         'BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>' % ns),
        ("Doc_0/Pages/Page_0/Content.xml", '<ofd:Page %s><ofd:Content><ofd:Layer ID="2">%s</ofd:Layer>'
         '</ofd:Content></ofd:Page>' % (ns, rows))])


def pdf_of(objects):
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for i, body in enumerate(objects):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (i + 1, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(data, more=b""):
    data = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(data), more, data)


def pdf(paragraphs):
    """Lines of 40 characters, 45 a page; codes are UTF-16 and the font says so."""
    lines = [p[i:i + 40] for p in paragraphs for i in range(0, max(len(p), 1), 40)]
    pages = [lines[i:i + 45] for i in range(0, len(lines), 45)]
    unicode_map = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n<0000> <ffff>\n"
                   b"endcodespacerange\n" +
                   b"".join(b"64 beginbfrange\n%sendbfrange\n" % b"".join(
                       b"<%02x00> <%02xff> <%02x00>\n" % (h, h, h) for h in range(g, g + 64)) for g in range(0, 256, 64)) +
                   b"endcmap end end")
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", None,
               b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
               b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
               b"/Supplement 0>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/ItalicAngle 0"
               b"/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontBBox[0 -200 1000 800]>>>>", stream(unicode_map)]
    kids = []
    for rows in pages:
        text = b"".join(b"BT /F1 11 Tf 1 0 0 1 60 %d Tm <%s> Tj ET\n" % (780 - 16 * i, row.encode("utf-16-be").hex().encode())
                        for i, row in enumerate(rows))
        kids.append(len(objects) + 1)
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
                       b"/Contents %d 0 R>>" % (len(objects) + 2))
        objects.append(stream(text))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    return pdf_of(objects)


def scan(pages):
    """Pages that hold a picture and no text."""
    picture = stream(bytes(64 * 64), b"/Type/XObject/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray")
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", None, picture, stream(b"q 500 0 0 700 40 60 cm /I Do Q")]
    kids = []
    for _ in range(pages):
        kids.append(len(objects) + 1)
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 3 0 R>>>>/Contents 4 0 R>>")
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % k for k in kids))
    return pdf_of(objects)


MAKERS = {"page": (page, "text/html; charset=utf-8"), "docx": (docx, "application/msword"), "pdf": (pdf, "application/pdf"),
          "ofd": (ofd, "application/octet-stream"), "scan": (scan, "application/pdf"),
          "raw": (str.encode, "application/octet-stream"), "html": (str.encode, "text/html; charset=utf-8")}


def record(spec):
    kind = next(k for k in MAKERS if k in spec)
    body = MAKERS[kind][0](spec[kind])
    at = spec.get("at", "2026-06-30T01:02:03Z")
    ident = uuid.uuid5(uuid.NAMESPACE_URL, spec["url"] + at).urn
    return warc.response(spec["url"], spec.get("status", 200), body, [("Content-Type", MAKERS[kind][1])],
                         date=at, ident=ident)


def main(argv):
    if argv[1] in MAKERS:
        text = sys.stdin.read().split("\n")
        data = scan(2) if argv[1] == "scan" else MAKERS[argv[1]][0]([t for t in text if t])
        open(argv[2], "wb").write(data)
        return
    with open(argv[1], "wb") as out:
        for line in sys.stdin:
            if line.strip():
                out.write(gzip.compress(record(json.loads(line)), mtime=0))


if __name__ == "__main__":
    main(sys.argv)
