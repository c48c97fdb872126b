"""Write into a package as its translator would, or spoil it as somebody else would."""
import io, re, sys, zipfile

TEXT = {
    "中华人民共和国大气污染防治法": "中華人民共和国大気汚染防治法",
    "第一条　为了保护环境，2025年下降1.5万吨，制定本法。": "第1条　環境を保護するため、2025年に1万5000トン削減し、本法を制定する。",
    "不得处罚！": "処罰してはならない。",
    "应当奖励。": "奨励しなければならない。",
    "序号": "番号",
    "指标": "指標",
    "优良天数比例": "優良日数割合",
}


def xliff(zip_path, out, change=lambda t: t, only=None):
    z = zipfile.ZipFile(zip_path)
    name = next(n for n in z.namelist() if "/xliff/" in n)
    text = z.read(name).decode()

    def put(m):
        zh, ja = m.group(1), TEXT.get(m.group(1))
        if ja is None or (only and zh != only):
            return m.group(0)
        return '<source xml:lang="zh-CN">%s</source><target xml:lang="ja-JP">%s</target>' % (zh, ja)

    text = re.sub(r'<target .*?</target>', "", text)
    text = re.sub(r'<source xml:lang="zh-CN">([^<]*)</source>', put, text)
    open(out, "w").write(change(text))


def docx(zip_path, out):
    z = zipfile.ZipFile(zip_path)
    name = next(n for n in z.namelist() if n.endswith("bilingual.docx"))
    inner = zipfile.ZipFile(io.BytesIO(z.read(name)))
    with zipfile.ZipFile(out, "w") as o:
        for n in inner.namelist():
            b = inner.read(n)
            if n == "word/document.xml":
                t = b.decode()
                for zh, ja in TEXT.items():
                    cell = '(>%s</w:t></w:r></w:p></w:tc><w:tc>.*?)<w:p(?:/>|>.*?</w:p>)' % re.escape(zh)
                    t = re.sub(cell, lambda m: m.group(1) + "<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % ja, t, count=1, flags=re.S)
                b = t.encode()
            o.writestr(n, b)


def tmx(out):
    units = "".join('<tu><tuv xml:lang="ZH-CN"><seg>%s</seg></tuv><tuv xml:lang="JA-JP"><seg>%s</seg></tuv></tu>' % p for p in TEXT.items())
    open(out, "w").write('<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1"><header srclang="ZH-CN"/><body>%s</body></tmx>' % units)


CHANGES = {
    "whole": lambda t: t,
    "number": lambda t: t.replace("1万5000", "1万500"),
    "language": lambda t: t.replace('target-language="ja-JP"', 'target-language="en-US"'),
    "otherjob": lambda t: t.replace("000001-", "000002-"),
    "older": lambda t: t.replace("-v1-", "-v0-"),
    "entity": lambda t: t.replace("<xliff", '<!DOCTYPE xliff [<!ENTITY a "b">]><xliff', 1),
    "lost": lambda t: t.replace("应当奖励。</source>", "应当表扬和奖励。</source>"),
}
if __name__ == "__main__":
    kind, zip_path, out = sys.argv[1:4]
    if kind == "docx":
        docx(zip_path, out)
    elif kind == "tmx":
        tmx(out)
    elif kind == "part":
        xliff(zip_path, out, only="应当奖励。")
    else:
        xliff(zip_path, out, CHANGES[kind])
