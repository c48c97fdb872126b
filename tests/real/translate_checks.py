"""Right translations through the checks: translate_checks.py GEPPO LANGUAGE-FOLDER

Every title of title_pairs.tsv and every term of glossary.tsv is a line of one document, its Japanese
the translation; prints how many came back and what the checks said of them, by level."""
import collections
import html
import json
import re
import subprocess
import sys
import zipfile

geppo, folder = sys.argv[1:3]


def run(*words):
    return subprocess.run([geppo, *words], capture_output=True, text=True).stdout


def rows(name, zh, ja):
    with open("%s/%s" % (folder, name), encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f][1:]
    return [(c[zh], c[ja]) for c in lines if len(c[zh]) > 1 and c[2 if name == "glossary.tsv" else 0] != "unit"]


right = dict(rows("title_pairs.tsv", 1, 2) + rows("glossary.tsv", 0, 1))
body = "\n".join(right)
with open("in.jsonl", "w", encoding="utf-8") as f:
    json.dump({"id": "one", "title": "大气污染防治办法", "issuer": "生态环境部", "published": "2026-06-01",
               "doc_number": None, "url": "https://example.cn/one.html", "body": body}, f)
for command in (("init", "d"), ("load", "in.jsonl"), ("store",), ("translate", "draft"),
                ("translate", "claim", "1", "--by", "訳者"),
                ("translate", "package", "1", "--by", "訳者", "--out", "p.zip")):
    run(*command)
text = zipfile.ZipFile("p.zip").read("geppo-000001/xliff/000001.xlf").decode()


def put(m):
    ja = right.get(html.unescape(m.group(1)))
    return m.group(0) if ja is None else m.group(0) + '<target xml:lang="ja-JP">%s</target>' % html.escape(ja, quote=False)


text = re.sub(r"<target .*?</target>", "", text)
with open("back.xlf", "w", encoding="utf-8") as f:
    f.write(re.sub(r'<source xml:lang="zh-CN">([^<]*)</source>', put, text))
said = json.loads(run("translate", "check", "1", "back.xlf", "--partial", "--json"))
levels = collections.Counter(f["level"] for f in said["findings"])
print("found %d error %d warning %d notice %d" % (said["found"], levels["error"], levels["warning"], levels["notice"]))
