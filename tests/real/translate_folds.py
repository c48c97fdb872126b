#!/usr/bin/env python3
"""Score drafts of pairs whose own words were taken away: translate_folds.py GEPPO PAIRS.tsv CONFIG FOLDER

Ten folds. For each, terms of six characters and more (bodies and places apart) that occur in a title of
the fold and in no other title are removed from the glossary and from the words of the patterns; then the
fold is drafted. A fixed order, so that a run can be repeated. --show prints what is not exact."""
import difflib
import json
import os
import random
import subprocess
import sys

FOLDS, LEAST = 10, 6
words = [w for w in sys.argv[1:] if not w.startswith("--")]
geppo, pairs_file, config, folder = words
with open(pairs_file, encoding="utf-8") as f:
    pairs = [tuple(line.rstrip("\n").split("\t")[1:3]) for line in f][1:]
order = list(range(len(pairs)))
random.Random(7).shuffle(order)
os.makedirs(folder + "/config", exist_ok=True)


def supports_only(term, held, rest):
    return len(term) >= LEAST and any(term in h for h in held) and not any(term in r for r in rest)


def write_without(name, column, kind_column, held, rest):
    out = []
    with open("%s/%s" % (config, name), encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            is_word = not line.startswith("#") and len(c) > column and (kind_column == 2 or c[0] == "word")
            if is_word and c[kind_column] not in ("org", "place") and supports_only(c[column], held, rest):
                continue
            out.append(line)
    with open("%s/config/%s" % (folder, name), "w", encoding="utf-8") as f:
        f.writelines(out)


exact = clean = right = 0
similar = 0.0
for k in range(FOLDS):
    fold = set(order[k::FOLDS])
    held = [pairs[i] for i in sorted(fold)]
    rest = [pairs[i][0] for i in order if i not in fold]
    titles = [zh for zh, _ in held]
    write_without("glossary.tsv", 0, 2, titles, rest)
    write_without("title-templates.tsv", 2, 4, titles, rest)
    run = subprocess.run([geppo, "translate", "title", "--dir", folder], input="\n".join(titles) + "\n",
                         capture_output=True, text=True, check=True)
    for (zh, ja), line in zip(held, run.stdout.splitlines(), strict=True):
        draft = json.loads(line)
        same = draft["ja"] == ja
        exact += same
        clean += not draft["flags"]
        right += same and not draft["flags"]
        similar += difflib.SequenceMatcher(None, ja, draft["ja"], autojunk=False).ratio()
        if "--show" in sys.argv and not same:
            print(" " if draft["flags"] else "!", zh, "\n  wanted", ja, "\n  draft ", draft["ja"], " ".join(draft["flags"]))
print(f"pairs {len(pairs)} exact {exact / len(pairs):.3f} similarity {similar / len(pairs):.4f} "
      f"clean {clean} right {right / max(clean, 1):.3f}")
