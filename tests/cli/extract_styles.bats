#!/usr/bin/env bats
# Pages written after the habits of the systems that government sites are built with: NAME.html and,
# in NAME.json, what must be read from it (members of the answer; "items" as [title, address, date],
# "attachments" by address and type, "_note" a note that must be there).

@test "every style of page is read" {
	run python3 - "$GEPPO" "$BATS_TEST_DIRNAME/../styles" <<-'END'
	import glob, json, os, subprocess, sys
	READ = {
	    "items": lambda a: [[i["title"], i["href"], i["date"]] for i in a.get("items", [])],
	    "attachments": lambda a: [{k: x[k] for k in ("href", "type")} for x in a["attachments"]],
	}
	pages = bad = 0
	for path in sorted(glob.glob(sys.argv[2] + "/*.json")):
	    want = json.load(open(path, encoding="utf-8"))
	    pages += 1
	    call = [sys.argv[1], "extract"] + (["--url", want.pop("url")] if "url" in want else [])
	    with open(path[:-5] + ".html", "rb") as page:
	        answer = json.loads(subprocess.run(call, stdin=page, stdout=subprocess.PIPE, check=True).stdout)
	    note = want.pop("_note", None)
	    wrong = [k for k in want if READ.get(k, lambda a: a.get(k))(answer) != want[k]]
	    if note is not None and note not in answer["notes"]:
	        wrong.append(note)
	    if wrong:
	        bad += 1
	        print(os.path.basename(path), *wrong)
	print(pages, "pages")
	sys.exit(bad > 0 or pages < 35)
	END
	echo "$output"
	[ "$status" -eq 0 ]
}
