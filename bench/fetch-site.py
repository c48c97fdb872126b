#!/usr/bin/env python3
"""The site of bench/fetch, and what it counts. One process, all hosts on loopback addresses.

fetch-site.py DIR HOSTS PAGES       serve; SIGUSR1 writes DIR/log and begins it anew; SIGUSR2: every
                                    tenth host takes requests and never answers, or answers again
fetch-site.py names HOSTS           addresses, one a line
fetch-site.py urls HOSTS PAGES PORT addresses of all pages, host by host in turn
fetch-site.py time COMMAND...       run; wall seconds and peak memory in KiB
fetch-site.py manners LOG DELAY     violations: overlapping requests to a host, pauses too short
fetch-site.py median NUMBER...      the middle one"""
import asyncio
import collections
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import time

FILLER = "<p>为做好大气污染防治工作，现将有关事项通知如下，请各单位结合实际认真贯彻执行。</p>\n" * 150


def names(n):
    return ["127.0.%d.%d" % (1 + i // 200, 1 + i % 200) for i in range(n)]


def article(i):
    return ("<!DOCTYPE html><html><head><meta charset=utf-8><title>关于第%d号的通知</title></head><body><h1>关于大气污染防治第%d号的通知</h1>%s</body></html>"
            % (i, i, FILLER)).encode()


def listing(n):
    rows = "".join('<li><a href="/202606/t20260601_%d.html">关于大气污染防治第%d号的通知</a><span>2026-06-01</span></li>' % (i, i)
                   for i in range(1, n + 1))
    return ("<!DOCTYPE html><html><head><meta charset=utf-8><title>通知</title></head><body><ul>%s</ul></body></html>" % rows).encode()


class Site(asyncio.Protocol):
    log, hanging, pages = [], False, {}
    served = [0, 0, 0]  # pages of hosts that never hang; when the first was out, when the last

    def connection_made(self, transport):
        self.transport, self.data = transport, b""
        self.host = transport.get_extra_info("sockname")[0]

    def data_received(self, data):
        self.data += data
        while b"\r\n\r\n" in self.data:
            head, self.data = self.data.split(b"\r\n\r\n", 1)
            begin = time.time()
            path = head.split(b" ", 2)[1].decode()
            healthy = int(self.host.rsplit(".", 1)[1]) % 10
            if Site.hanging and not healthy and path != "/robots.txt":
                Site.log.append((self.host, path, begin, None))
                return
            if path == "/.begin":
                Site.served = [0, 0, 0]
            if path in ("/.begin", "/.count"):
                self.transport.write(b"HTTP/1.0 200 OK\r\n\r\n" + " ".join(map(repr, Site.served)).encode())
                self.transport.close()
                return
            body = Site.pages.get(path)
            status = b"200 OK" if body else b"404 Not Found"
            body = body or b"none"
            self.transport.write(b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                                 + str(len(body)).encode() + b"\r\n\r\n" + body)
            end = time.time()
            Site.log.append((self.host, path, begin, end))
            if healthy and path.startswith("/202606/"):
                Site.served = [Site.served[0] + 1, Site.served[1] or end, end]


def serve(folder, hosts, pages):
    Site.pages = {"/": listing(pages)}
    for i in range(1, pages + 1):
        Site.pages["/202606/t20260601_%d.html" % i] = article(i)

    def write_log():
        with open(os.path.join(folder, "log"), "w") as out:
            for line in Site.log:
                out.write(json.dumps(line) + "\n")
        Site.log.clear()
        with open(os.path.join(folder, "log.done"), "w") as out:
            out.write("done")

    def hang():
        Site.hanging = not Site.hanging

    async def main():
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, write_log)
        loop.add_signal_handler(signal.SIGUSR2, hang)
        port = 0
        for name in names(hosts):
            server = await loop.create_server(Site, name, port, backlog=256)
            port = server.sockets[0].getsockname()[1]
        with open(os.path.join(folder, "port.new"), "w") as out:
            out.write(str(port))
        os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
        await asyncio.Event().wait()

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main())


def timed(argv):
    begin = time.time()
    status = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    seconds = time.time() - begin
    print("%.2f %d" % (seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    if status not in (0, 1, 8):
        sys.exit("%s: exit code %d" % (argv[0], status))


def read_log(path):
    hosts = collections.defaultdict(list)
    for line in open(path):
        host, what, begin, end = json.loads(line)
        hosts[host].append((begin, end, what))
    return hosts


def manners(path, delay):
    overlaps = short = requests = 0
    for seen in read_log(path).values():
        seen.sort()
        requests += len(seen)
        for (_, end, _), (begin, _, _) in zip(seen, seen[1:]):
            overlaps += end is None or begin < end
            short += end is not None and begin - end < delay - 0.01
    print("manners: %d requests, %d at the same time as another to the host, %d after too short a pause" % (requests, overlaps, short))
    if overlaps or short:
        sys.exit(1)


verb = sys.argv[1]
if verb == "names":
    print("\n".join(names(int(sys.argv[2]))))
elif verb == "urls":
    for i in range(1, int(sys.argv[3]) + 1):
        for name in names(int(sys.argv[2])):
            print("http://%s:%s/202606/t20260601_%d.html" % (name, sys.argv[4], i))
elif verb == "time":
    timed(sys.argv[2:])
elif verb == "manners":
    manners(sys.argv[2], float(sys.argv[3]))
elif verb == "median":
    print(statistics.median(map(float, sys.argv[2:])))
else:
    serve(verb, int(sys.argv[2]), int(sys.argv[3]))
