"""Near-duplicate groups against the truth: pair precision over all texts, recall by kind over pairs of
a text of that kind with a human one. Fails below the marks. Lines answer lines: ids repeat.

usage: store_neardup.py TRUTH.jsonl ANSWER.tsv
"""
import json
import sys
from collections import Counter, defaultdict
from itertools import combinations

MARKS = {"human": 0.95, "peer": 0.92, "wrap": 0.99, "cut80": 1.0, "cut50": 0.95, "edit5": 0.99}
truth = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
answer = [line.rstrip("\n").split("\t")[1] for line in open(sys.argv[2], encoding="utf-8")]
if len(truth) != len(answer):
    sys.exit("%d texts, %d answers" % (len(truth), len(answer)))

given = defaultdict(list)
for i, group in enumerate(answer):
    given[group].append(i)
right = wrong = 0
for members in given.values():
    for a, b in combinations(members, 2):
        if truth[a]["group"] == truth[b]["group"]:
            right += 1
        else:
            wrong += 1

wanted, found = Counter(), Counter()
groups = defaultdict(list)
for i, text in enumerate(truth):
    groups[text["group"]].append(i)
for members in groups.values():
    for a, b in combinations(members, 2):
        kinds = truth[a]["kind"], truth[b]["kind"]
        if "human" in kinds:
            kind = kinds[1] if kinds[0] == "human" else kinds[0]
            wanted[kind] += 1
            found[kind] += answer[a] == answer[b]

precision = right / (right + wrong)
print("precision %.5f (%d wrong)" % (precision, wrong))
low = precision < 0.999
for kind, mark in MARKS.items():
    recall = found[kind] / wanted[kind]
    print("%-6s %.3f (%d/%d), mark %.2f" % (kind, recall, found[kind], wanted[kind], mark))
    low = low or recall < mark
sys.exit(1 if low else 0)
