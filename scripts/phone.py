"""How the site feels on a slow phone: `python scripts/phone.py [SITE]`, medians of five visits to five pages.

1.6 Mbps, 150 ms, a processor four times slower, 390 pixels wide, nothing cached: first content, shift, the longest task
and what went over the wire; and first content at the processor's own speed, which is the line's share. Needs the built
site and a Chromium; on a busy machine the first number tells of its other work. Nothing here passes or fails.
"""

import functools
import gzip
import http.server
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "notebooks/00_cover", "notebooks/04_karabakh", "reference/people", "reference/population", "reference/explorer",
)  # fmt: skip
VISITS = 5
NET = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WATCH = """window.cg = {shift: 0, task: 0, first: 0};
new PerformanceObserver((l) => l.getEntries().forEach((e) => { if (!e.hadRecentInput) cg.shift += e.value; }))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver((l) => l.getEntries().forEach((e) => { cg.task = Math.max(cg.task, e.duration); }))
  .observe({type: "longtask", buffered: true});
new PerformanceObserver((l) => l.getEntries().forEach((e) => {
  if (e.name === "first-contentful-paint") cg.first = e.startTime; })).observe({type: "paint", buffered: true});"""


class Zipped(http.server.SimpleHTTPRequestHandler):
    """A server of files that compresses text, as servers of sites do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        body, text = path.read_bytes(), path.suffix in (".html", ".css", ".js", ".svg", ".json")
        body = gzip.compress(body, 6) if text else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def visit(browser, address, slower=4):
    """First content in seconds, shift, the longest task in ms and KB over the wire, of one visit."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    tab = context.new_page()
    devtools = context.new_cdp_session(tab)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NET)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    weight = []
    devtools.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    tab.add_init_script(WATCH)
    tab.goto(address, wait_until="load", timeout=120_000)
    tab.wait_for_timeout(1500)
    seen = tab.evaluate("cg")
    context.close()
    return seen["first"] / 1000, seen["shift"], seen["task"], sum(weight) / 1000


def main(site):
    """Print the table; end with what is missing."""
    if missing := [page for page in PAGES if not (site / f"{page}.html").is_file()]:
        sys.exit(f"{site / missing[0]}.html: not there; run `make book` first, or name the folder of a built site")
    server = http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(Zipped, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        print(f"{'page':26}{'first s':>9}{'line s':>9}{'shift':>8}{'task ms':>9}{'KB':>7}")
        for page in PAGES:
            address = f"http://localhost:{server.server_address[1]}/{page}.html"
            visits = [(*visit(browser, address), visit(browser, address, 1)[0]) for _ in range(VISITS)]
            first, shift, task, weight, line = map(statistics.median, zip(*visits, strict=True))
            print(f"{page:26}{first:9.2f}{line:9.2f}{shift:8.3f}{task:9.0f}{weight:7.0f}", flush=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build/html")
