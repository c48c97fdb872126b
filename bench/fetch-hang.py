#!/usr/bin/env python3
"""One run of bench/fetch: geppo fetches what is due until all pages of the healthy hosts are out.

fetch-hang.py GEPPO DATA PORT PAGES     prints pages a second from the first to the last of them, as
                                        the site saw them, and processor seconds that geppo took"""
import os
import resource
import signal
import subprocess
import sys
import time
import urllib.request

GEPPO, DATA, PORT, PAGES = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def ask(what):
    """The site's answer: how many pages of healthy hosts it served, when the first, when the last."""
    with urllib.request.urlopen("http://127.0.1.1:%s/.%s" % (PORT, what)) as answer:
        return [float(word) for word in answer.read().split()]


ask("begin")
geppo = subprocess.Popen([GEPPO, "fetch", "--dir", DATA], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while ask("count")[0] < PAGES:
    if geppo.poll() is not None:
        sys.exit("geppo ended early: exit code %d, %d of %d pages" % (geppo.returncode, ask("count")[0], PAGES))
    time.sleep(0.2)
geppo.send_signal(signal.SIGTERM)
geppo.wait()
n, first, last = ask("count")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.1f %.2f" % (n / (last - first), used.ru_utime + used.ru_stime))
