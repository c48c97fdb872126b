#!/usr/bin/env python3
"""Scrapy for bench/fetch: fetch-scrapy.py URLS OUT. Bodies go to one file, made durable at the end."""
import os
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

URLS, OUT = sys.argv[1:3]


class Bench(scrapy.Spider):
    name = "bench"
    count = 0

    def start_requests(self):
        self.out = open(OUT, "wb")
        for url in open(URLS):
            yield scrapy.Request(url.strip(), dont_filter=True)

    def parse(self, response):
        self.out.write(response.body)
        self.count += 1

    def closed(self, reason):
        self.out.flush()
        os.fsync(self.out.fileno())
        with open(OUT + ".count", "w") as out:
            out.write(str(self.count))


process = CrawlerProcess({"LOG_ENABLED": False, "CONCURRENT_REQUESTS": 200, "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
                          "ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False,
                          "REACTOR_THREADPOOL_MAXSIZE": 20, "COOKIES_ENABLED": False})
process.crawl(Bench)
process.start()
