#!/usr/bin/env python3
"""Score title drafts against pairs: translate_pairs.py PAIRS.tsv DRAFTS.jsonl

Prints exact share, mean character similarity, drafts without a flag, and the share of those that
are right. With --show also every draft that is not exact ("!" marks one without a flag)."""
import difflib
import json
import sys


def main():
    words = [w for w in sys.argv[1:] if not w.startswith("--")]
    with open(words[0], encoding="utf-8") as f:
        head = f.readline().rstrip("\n").split("\t")
        zh, ja = head.index("zh"), head.index("ja")
        pairs = [(c[zh], c[ja]) for c in (line.rstrip("\n").split("\t") for line in f)]
    with open(words[1], encoding="utf-8") as f:
        drafts = [json.loads(line) for line in f]
    if len(pairs) != len(drafts) or not pairs:
        sys.exit(f"{len(pairs)} pairs, {len(drafts)} drafts")
    exact = clean = right = 0
    similar = 0.0
    for (source, wanted), draft in zip(pairs, drafts):
        same = draft["ja"] == wanted
        exact += same
        similar += difflib.SequenceMatcher(None, wanted, draft["ja"], autojunk=False).ratio()
        clean += not draft["flags"]
        right += same and not draft["flags"]
        if "--show" in sys.argv and not same:
            print("!" if not draft["flags"] else " ", source)
            print("  wanted", wanted)
            print("  draft ", draft["ja"], " ".join(draft["flags"]))
    n = len(pairs)
    print(f"pairs {n} exact {exact / n:.3f} similarity {similar / n:.4f} "
          f"clean {clean} right {right / max(clean, 1):.3f}")


main()
