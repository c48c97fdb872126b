#!/usr/bin/env python3
"""A translation service of the DeepL API's form, on 127.0.0.1. usage: machine.py LOG
Prints its port. What it does is the word in the file LOG.mode; every request is a line in LOG."""
import http.server
import json
import re
import sys
import time

LOG = sys.argv[1]
WORDS = {"关于": "に関する", "通知": "通知", "加强": "強化", "的": "の"}


class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a):
        pass

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, text, mode):
        for zh, ja in WORDS.items():
            text = text.replace(zh, ja)
        if mode == "lose":
            text = re.sub(r"<t>.*?</t>", "なにか", text)
        if mode == "numbers":
            text = text.replace("10", "20")
        return text + "について" if mode != "chinese" else "原文一样"

    def do_POST(self):
        mode = open(LOG + ".mode").read().strip()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(LOG, "a") as log:
            log.write(json.dumps({"path": self.path, "key": self.headers["Authorization"],
                                  "type": self.headers["Content-Type"], "body": json.loads(body)}) + "\n")
        if mode.isdigit():
            return self.answer(int(mode), b'{"message":"no"}')
        if mode == "hang":
            time.sleep(30)
        if mode == "garbage":
            return self.answer(200, b"<html>not json")
        if mode == "endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        texts = [{"detected_source_language": "ZH", "text": self.say(t, mode)} for t in json.loads(body)["text"]]
        if mode == "few":
            texts = texts[:-1]
        self.answer(200, json.dumps({"translations": texts}).encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
