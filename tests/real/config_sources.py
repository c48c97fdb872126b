#!/usr/bin/env python3
"""config/sources.yaml against a table of columns: config_sources.py table|coverage TABLE."""
import csv
import re
import sys

import yaml

# Where we say something else than the table, and why.
OTHER_KIND = {
    "szh-gov-gfxwj": "a page of its own; the catalogue is szh-gov-gkmlpt",
    "sz-gov-zcwjk": "retired: the page over sz-gov-api",
    "hz-sthjj-home": "a front page",
    "ln-sthj-xxgkml": "its rows come from the interface behind the page",
}
OTHER_PAGES = {
    "szh-gov-gfxwj": "the page itself says",
    "hz-sthjj-home": "a front page",
    "moa-zcfg": "the landing page of its lists",
    "ah-sthjt-stdt": "the number of the column is not known",
    "ln-sthj-xxgkml": "the interface takes pageNo",
    "hlj-sthj-xwdt": "as its sibling", "gs-gov-zcwj": "as its siblings",
}
# What each platform of the table means for the kind of the list: markup, data, or markup within data.
DATA = {"gov-cn-json", "gov-cn-search", "hanweb-search-api", "xinhua-ds-json", "hanweb-jpaas", "ruoyi-json", "npc-json", "so-search",
        "nanwei-igs", "trs-search", "ucap-common-search", "hanweb-querylist", "gkmlpt", "dhc-search", "suzhou-szinf"}


def sources():
    out = {}
    for entry in yaml.load(open("config/sources.yaml", encoding="utf-8"), yaml.BaseLoader)["sources"]:
        for column in entry.get("columns", [{}]):
            d = {**entry, **column, "listing": {**entry.get("listing", {}), **column.get("listing", {})}}
            out[d["id"]] = d
    return out


def rows(table):
    return list(csv.DictReader(open(table, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


def refused():
    return dict(re.findall(r"^# ([a-z0-9-]+): (.+)$", open("config/sources.yaml", encoding="utf-8").read().split("# ---- Known, and not declared")[1], re.M))


def asked(d):
    """Asked without being named (source_unable() in C)."""
    needs = set(d.get("needs", []))
    described = d["listing"].get("kind", "html") != "html"
    return d.get("state", "active") == "active" and not needs & {"js", "cookie"} and not ("json" in needs and not described)


def bare(url):
    """The address without what a search was filled in with."""
    return re.sub(r"([?&](q|question|searchWord|allKeywords)=)[^&]*", r"\1", url)


def page_two(d):
    """How page 2 is asked for, in the words of the table's families."""
    pages = d.get("pagination", "auto")
    first = int(d.get("first_index", "1"))
    listing = d["listing"]
    if pages in ("none", "auto") and d.get("page_parameter"):
        return "parameter " + d["page_parameter"]
    if pages in ("none", "auto") and "{n}" in listing.get("body", ""):
        return "body"
    if "{from}" in pages:
        return "rows"
    m = re.fullmatch(r"(?:.*[?&])(\w+)=\{n\}", pages)
    if m:
        return "parameter " + m[1]
    if "paramJson" in pages:
        return "parameter paramJson"
    return pages if pages in ("none", "auto") else "%s from %d" % (pages, first)


# What the table's free words on paging mean: pattern, then what we may say.
WORDS = [
    (r"p1 inline <recordset>.*unitid=\?", ["auto"]),
    (r"p1 inline <recordset>|dataproxy.jsp returned empty", ["rows", "auto"]),
    (r"<name>_N\.html \(list_sy3_1", ["list_sy3_{n}.html from 1", "index_{n}.html from 1"]),
    (r"^<name>_N\.html", ["wjk_glrb_{n}.html from 1"]),
    (r"page 1 only verified", ["auto"]),
    (r"<colcode>-<page>", ["{col}-{n}.html from 2"]),
    (r"page 2 = index_2\.html|N starting at 2|N from 2", ["index_{n}.html from 2"]),
    (r"build/unit", ["parameter paramJson"]),
    (r"POST /queryList|POST /module/xxgk|^POST ", ["body"]),
    (r"p=1\.\., n=size|pg=page size, p=page", ["parameter p"]),
    (r"JS page over the API", ["auto"]),
    (r"same API", ["parameter p"]),
    (r"JSON list page,per_page|page=N; data\.results|common/search|^GET /common/search", ["parameter page"]),
    (r"gkmlpt", ["none"]),
    (r"pageIndex=N", ["parameter pageIndex"]),
    (r"search\.jspx pageNo=N", ["parameter pageNo"]),
    (r"page\.content\[\]|igs/front/search", ["parameter pageNumber"]),
    (r"^data\.total; data\.data", ["parameter pageNum"]),
    (r"msg\.list", ["parameter pageNum"]),
    (r"list_N\.shtml; 瑞数", ["list_{n}.shtml from 2"]),
    (r"index_N\.html? claimed", ["index_{n}.html from 1"]),
    (r"index_N\.(shtml|html|htm)\b", ["index_{n}.%s from 1"]),
    (r"single JSON|one JSON|front page only|landing page|list li >|left-menu|table tr", ["none", "auto"]),
    (r".", ["auto", "none"]),
]


def paging_agrees(row, d):
    said = row["pagination"]
    ours = page_two(d)
    if said == "as above":
        return True
    for pattern, allowed in WORDS:
        m = re.search(pattern, said)
        if m:
            if "%s" in allowed[0]:
                allowed = [allowed[0] % m[1]]
            return ours in allowed
    return False


def table(rows_, all_):
    faults, no = [], refused()
    for row in rows_:
        d = all_.get(row["id"])
        if d is None:
            if len(no.get(row["id"], "")) < 10:
                faults.append("%s: neither declared nor refused" % row["id"])
            continue
        l = d["listing"]
        places = {bare(u) for u in (d["list_url"], l.get("referer", ""), d.get("pagination", ""))}
        if bare(row["list_url"]) not in places and row["id"] != "gd-ee-gkmlpt":
            faults.append("%s: %s, the table has %s" % (row["id"], d["list_url"], row["list_url"]))
        kind = (row["cms"] in DATA) == (l.get("kind", "html") != "html")
        if kind == (row["id"] in OTHER_KIND):
            faults.append("%s: kind %s, the table has %s" % (row["id"], l.get("kind", "html"), row["cms"]))
        if paging_agrees(row, d) == (row["id"] in OTHER_PAGES):
            faults.append("%s: pages \"%s\", the table has \"%s\"" % (row["id"], page_two(d), row["pagination"]))
        for key, name in (("region", "region_code"), ("level", "level"), ("name_zh", "name_zh")):
            if d[key] != row[name]:
                faults.append("%s: %s %s, the table has %s" % (row["id"], key, d[key], row[name]))
        # What the table says that a column needs is kept, or the column is asked to find out.
        lost = {"js", "cookie", "proxy", "tls_legacy"} & set(row["needs"].split(",")) - set(d.get("needs", []))
        if "proxy" in lost and not l.get("data"):
            faults.append("%s: the table needs a proxy" % row["id"])
    print("%d columns of the table, %d declared by us, %d refused" % (len(rows_), len(all_), len(no)))
    return faults


def coverage(rows_, all_):
    faults = []
    by_region = {}
    for d in all_.values():
        by_region.setdefault((d["level"], d["region"]), []).append(d)
    provinces = {r["region_code"] for r in rows_ if r["level"] == "province"}
    if len(provinces) != 31:
        faults.append("%d provinces in the table" % len(provinces))
    for code in sorted(provinces):
        department = [d for d in by_region.get(("province", code), []) if "生态环境" in d["name_zh"]]
        if not any(asked(d) for d in department):
            faults.append("%s: no column of its department is asked" % code)
    for name in sorted({r["name_zh"] for r in rows_ if r["level"] == "central" and r["confidence"] != "low"}):
        if not any(asked(d) for d in all_.values() if d["name_zh"] == name):
            print("%s: no column asked without being named" % name)
    for p in yaml.load(open("config/partners.yaml", encoding="utf-8"), yaml.BaseLoader)["partners"]:
        for code in p["regions"]:
            if not any(asked(d) for (level, region), ds in by_region.items() if region == code for d in ds):
                faults.append("%s: nothing of %s is asked" % (p["id"], code))
    for code in sorted({r["region_code"] for r in rows_ if r["level"] == "city"}):
        if ("city", code) not in by_region:
            faults.append("%s: no column of this city is declared" % code)
    print("%d declared, %d asked" % (len(all_), sum(map(asked, all_.values()))))
    return faults


found = {"table": table, "coverage": coverage}[sys.argv[1]](rows(sys.argv[2]), sources())
print("\n".join(found))
sys.exit(bool(found))
