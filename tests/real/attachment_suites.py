"""Every file of some folders through geppo extract: text or a reason, its CPU time and memory.

usage: attachment_suites.py GEPPO FOLDER...   One line a file: CPU seconds, MiB, state, characters of
Chinese, name, reason. Fails on a file without an answer, without text or reason, or beyond limits.
"""
import json, os, subprocess, sys

CPU_SECONDS, MEMORY_MIB, WALL_SECONDS = 10, 512, 60


def is_han(c):
    return 0x3400 <= ord(c) <= 0x9fff or 0xf900 <= ord(c) <= 0xfaff or ord(c) >= 0x20000


def read(geppo, path):
    """The answer, CPU seconds and MiB at most of one process, of the program and all its children."""
    with open(path, "rb") as file:
        child = subprocess.Popen(["timeout", str(WALL_SECONDS), geppo, "extract", "--kind", "attachment"],
                                 stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, log = child.stdout.read(), child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    assert status == 0 and out.count(b"\n") == 1, (path, status, log)
    return json.loads(out), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    geppo, folders = sys.argv[1], sys.argv[2:]
    files = sorted(os.path.join(d, n) for f in folders for d, _, names in os.walk(f) for n in names)
    for path in files:
        answer, cpu, mib = read(geppo, path)
        text, reason = answer["text"] or "", answer["reason"] or ""
        assert answer["kind"] == "attachment" and answer["state"] in ("read", "scanned", "held"), path
        assert (answer["state"] == "read") == bool(text.strip()) != bool(reason), (path, answer)
        assert cpu <= CPU_SECONDS and mib <= MEMORY_MIB, (path, cpu, mib)
        print("%.2f\t%.0f\t%s\t%d\t%s\t%s" % (cpu, mib, answer["state"], sum(map(is_han, text)), path, reason))


if __name__ == "__main__":
    main()
