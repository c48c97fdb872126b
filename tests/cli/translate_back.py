"""A package as people and other tools give it back: translate_back.py KIND PACKAGE.zip OUT

Every kind translates the same sentences; what differs is what the tool did to the file."""
import io
import re
import sys
import zipfile

from translate_package import TEXT

FIRST = "第一条　为了保护环境，2025年下降1.5万吨，制定本法。"


def member(package, end):
    z = zipfile.ZipFile(package)
    return z.read(next(n for n in z.namelist() if n.endswith(end)))


# ---- the table, edited in Word

def run(text):
    return '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>' % text


CELLS = {
    # One character a run, as spelling marks and fonts make it.
    "runs": lambda ja: "".join('<w:proofErr w:type="spellStart"/>' + run(c) for c in ja),
    # Struck out and written anew under "track changes", with a comment.
    "tracked": lambda ja: '<w:del w:id="1" w:author="a"><w:r><w:delText>誤訳</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="a">%s</w:ins><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' % run(ja),
    # Moved here from elsewhere.
    "moved": lambda ja: '<w:moveFrom w:id="3">%s</w:moveFrom><w:moveTo w:id="4">%s</w:moveTo>' % (run("昔の文"), run(ja)),
    # A reading above the first character.
    "ruby": lambda ja: "<w:r><w:ruby><w:rt>%s</w:rt><w:rubyBase>%s</w:rubyBase></w:ruby></w:r>%s"
    % (run("ふりがな"), run(ja[0]), run(ja[1:]) if ja[1:] else ""),
    # Two paragraphs, a tab, a bookmark.
    "paragraphs": lambda ja: run(ja[:3]) + '</w:p><w:p><w:bookmarkStart w:id="9" w:name="x"/>' + run(ja[3:]),
}


def rows_filled(xml, cell):
    for zh, ja in TEXT.items():
        at = "(>%s</w:t></w:r></w:p></w:tc><w:tc>.*?)<w:p(?:/>|>.*?</w:p>)" % re.escape(zh)
        xml = re.sub(at, lambda m: m.group(1) + "<w:p>%s</w:p>" % cell(ja), xml, count=1, flags=re.S)
    return xml


def rows(xml):
    return re.findall(r"<w:tr[ >].*?</w:tr>", xml, flags=re.S)


def reordered(xml):
    all_rows = rows(xml)
    out = xml
    for k, row in enumerate(all_rows):
        out = out.replace(row, "\0%d\0" % k, 1)
    for k in range(len(all_rows)):
        out = out.replace("\0%d\0" % k, all_rows[-1 - k], 1)
    return out


def row_with(xml, words):
    return next(r for r in rows(xml) if words in r)


def cells_merged(row):
    cells = re.findall(r"<w:tc>.*?</w:tc>", row, flags=re.S)
    one = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>%s</w:p></w:tc>' % run("应当奖励。奨励しなければならない。")
    return row.replace(cells[1] + cells[2], one)


TABLES = {
    "reordered": reordered,
    "deleted": lambda x: x.replace(row_with(x, "应当奖励"), ""),
    # Source and translation made one cell, as by "merge cells".
    "merged": lambda x: x.replace(row_with(x, "应当奖励"), cells_merged(row_with(x, "应当奖励"))),
    "control": lambda x: x.replace(row_with(x, "应当奖励"), row_with(x, "应当奖励").replace("<w:tc>", "<w:sdt><w:sdtContent><w:tc>").replace("</w:tc>", "</w:tc></w:sdtContent></w:sdt>")),
    # What Word types by itself: its own quotes, a no-break space, a dash of its kind.
    "quotes": lambda x: x.replace(FIRST, "第一条\u00a0为了保护环境,2025年下降1.5万吨，制定本法。"),
}


def docx(package, kind):
    inner = zipfile.ZipFile(io.BytesIO(member(package, "bilingual.docx")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as o:
        for n in inner.namelist():
            b = inner.read(n)
            if n == "word/document.xml":
                xml = rows_filled(b.decode(), CELLS.get(kind, CELLS["runs"]))
                b = TABLES.get(kind, lambda x: x)(xml).encode()
            o.writestr(n, b)
    return out.getvalue()


# ---- other tools

def units():
    return TEXT.items()


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def tmx16():
    tus = "".join('<tu><tuv xml:lang="zh-Hans-CN"><seg>%s</seg></tuv><tuv lang="JA"><seg>%s</seg></tuv></tu>' % u for u in units())
    return ('<?xml version="1.0" encoding="UTF-16"?><tmx version="1.4"><header/><body>%s</body></tmx>' % tus).encode("utf-16")


def sdlxliff(stamp):
    body = "".join(
        '<group><sdl:cxts/><trans-unit id="5f0c7e2a-%04d"><source>%s</source><seg-source><mrk mtype="seg" mid="%d">%s</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="%d">%s</mrk></target><sdl:seg-defs><sdl:seg id="%d" conf="Translated" origin="interactive"/></sdl:seg-defs></trans-unit></group>'
        % (k, escaped(zh), k, escaped(zh), k, escaped(ja), k) for k, (zh, ja) in enumerate(units()))
    return ('\ufeff<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">'
            '<file original="C:\\work\\%s" datatype="x-sdlfilterframework2" source-language="zh-CN" target-language="ja-JP"><header><file-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"/></header><body>%s</body></file></xliff>'
            % (stamp, body)).replace("><", ">\r\n<").encode()


def mqxliff(stamp):
    body = "".join(
        '<trans-unit id="%d" mq:status="ManuallyConfirmed"><source xml:space="preserve">%s</source><target xml:space="preserve">%s</target>'
        '<mq:insertedmatch matchtype="1"><source>别的句子</source><target>別の文</target></mq:insertedmatch><alt-trans><source>旧</source><target>旧訳</target></alt-trans></trans-unit>'
        % (k + 1, escaped(zh), escaped(ja)) for k, (zh, ja) in enumerate(units()))
    return ('<?xml version="1.0" encoding="UTF-8"?><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" version="1.2" mq:version="1">'
            '<file original="%s" source-language="zh-cn" target-language="ja" datatype="x-memoq"><header><mq:docinformation/></header><body>%s</body></file></xliff>' % (stamp, body)).encode()


def xliff_touched(package):
    """States, a namespace prefix, units in another order, notes gone, line ends of Windows."""
    text = member(package, "xliff/000001.xlf").decode()
    text = re.sub(r"<target .*?</target>|<note[^>]*>[^<]*</note>", "", text)
    for zh, ja in units():
        text = text.replace('<source xml:lang="zh-CN">%s</source>' % zh,
                            '<source xml:lang="zh-CN">%s</source><target state="final" state-qualifier="exact-match" xml:lang="ja">%s</target><note>済</note>' % (zh, ja))
    groups = re.findall(r"<group .*?</group>", text, flags=re.S)
    text = text.replace("".join(groups), "".join(reversed(groups))).replace("zh-CN", "zh-Hans").replace("ja-JP", "ja")
    text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
    return b"\xef\xbb\xbf" + text.replace("><", ">\r\n<").encode()


def main():
    kind, package, out = sys.argv[1:4]
    stamp = re.search(r'original="([^"]*)"', member(package, "xliff/000001.xlf").decode()).group(1)
    made = {"tmx16": tmx16, "sdlxliff": lambda: sdlxliff(stamp), "mqxliff": lambda: mqxliff(stamp),
            "touched": lambda: xliff_touched(package)}.get(kind, lambda: docx(package, kind))()
    with open(out, "wb") as f:
        f.write(made)


main()
