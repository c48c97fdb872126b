#!/usr/bin/env bats
# What a page takes: the worker's peak resident memory by the kernel's count (VmHWM), before and
# after each real page of 20 kB and more, each in a worker of its own that has read one page of ours.

@test "a page takes at most 20 times its bytes" {
	run python3 - "$GEPPO" "$SHARED" <<-'END'
	import json, os, subprocess, sys
	FIRST = ("<html><head><meta charset=gb2312><title>关于大气的通知</title></head><body><h1>关于大气的通知</h1>"
	    "<p>发布日期：2026-05-10 文号：某环发〔2026〕1号</p>" + "<p>到2025年，全市PM2.5浓度比2020年下降10%。</p>" * 9).encode("gbk")
	def peak(pid):
	    return next(int(l.split()[1]) * 1024 for l in open("/proc/%d/status" % pid) if l.startswith("VmHWM"))
	def read(page):
	    p = subprocess.Popen([sys.argv[1], "extract", "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
	    marks = []
	    for bytes in (FIRST, page):
	        p.stdin.write(json.dumps({"length": len(bytes)}).encode() + b"\n" + bytes)
	        p.stdin.flush()
	        assert json.loads(p.stdout.readline())["kind"]
	        marks.append(peak(p.pid))
	    p.stdin.close()
	    assert p.wait() == 0
	    return max(0, marks[1] - marks[0] - 64 * 4096) / len(page)
	files = [os.path.join(d, n) for top in ("corpus/pages", "extraction")
	    for d, _, names in os.walk(os.path.join(sys.argv[2], top)) for n in sorted(names) if not n.endswith("json")]
	files = [f for f in files if os.path.getsize(f) >= 20000 and not f.endswith(("jsonl", "tsv"))]
	takes = sorted((read(open(f, "rb").read()), f) for f in files)
	print(len(takes), "pages; median %.1f, most %.1f" % (takes[len(takes) // 2][0], takes[-1][0]), takes[-1][1])
	assert len(takes) >= 100 and takes[-1][0] <= 20
	END
	echo "$output"
	[ "$status" -eq 0 ]
}
