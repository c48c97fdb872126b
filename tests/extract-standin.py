#!/usr/bin/env python3
"""Stands in for geppo-extract where a test needs a page reader that fails: what it does with a page
is said by its address, everything else is answered by the real one ($EXTRACT)."""
import json
import os
import signal
import subprocess
import sys
import time

pages, answers = sys.stdin.buffer, sys.stdout.buffer
real = None


def die():
    os.kill(os.getpid(), signal.SIGSEGV)


def answer(line):
    answers.write(line)
    answers.flush()


def ask_real(header, page):
    global real
    if real is None:
        real = subprocess.Popen([os.environ["EXTRACT"], "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    real.stdin.write(header + page)
    real.stdin.flush()
    return real.stdout.readline()


WAYS = {
    "crash": lambda header, page: die(),
    "hang": lambda header, page: time.sleep(1000),
    "nonsense": lambda header, page: answer(b"this is no JSON\n"),
    "half": lambda header, page: (answer(b'{"v":1,"kind":"art'), die()),
    "oddkind": lambda header, page: answer(b'{"v":1,"kind":"oracle","fail":null}\n'),
    "flood": lambda header, page: answer(b"x" * (25 << 20) + b"\n"),
    # Answers, and dies before the next page comes, or while it comes.
    "afterwards": lambda header, page: (answer(ask_real(header, page)), die()),
    "later": lambda header, page: (answer(ask_real(header, page)), pages.readline(), die()),
}

for header in iter(pages.readline, b""):
    question = json.loads(header)
    page = pages.read(question["length"])
    way = WAYS.get(question["url"].rsplit("/", 1)[1].rstrip("0123456789"))
    if way:
        way(header, page)
    else:
        answer(ask_real(header, page))
