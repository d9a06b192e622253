"""The content security policy holds: every kind of page is visited, from a file and a server; nothing is stopped."""

import http.server
import threading
from base64 import b64encode
from functools import partial
from hashlib import sha256

import pytest
from support import kinds

from contested_ground.site import policy

WATCH = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def bases(site):
    """Where the site is found: as files, and on a server of its own."""
    server = http.server.ThreadingHTTPServer(("localhost", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"file": site.as_uri(), "server": f"http://localhost:{server.server_address[1]}"}
    server.shutdown()


def test_every_page_has_a_policy_that_is_its_own(site, pages):
    for page in pages:
        text = (site / page).read_text(encoding="utf-8")
        assert policy.guarded(text) == text, page


@pytest.mark.parametrize("base", ["file", "server"])
def test_nothing_is_stopped_and_nothing_fails(chromium, bases, pages, base):
    heard = []
    context = chromium.new_context()
    context.add_init_script(WATCH)
    tab = context.new_page()
    tab.on("console", lambda said: heard.append((tab.url, said.text)) if said.type == "error" else None)
    tab.on("pageerror", lambda error: heard.append((tab.url, str(error))))
    for page in kinds(page for page in pages if page.name != "index.html"):  # which only leads on
        tab.goto(f"{bases[base]}/{page}")
        tab.wait_for_load_state("load")
        tab.evaluate("[...document.querySelectorAll('summary')].slice(0, 3).forEach(summary => summary.click())")
    tab.goto(f"{bases[base]}/search.html?q=shusha")
    tab.wait_for_timeout(300)
    context.close()
    assert heard == []


def test_what_is_not_the_sites_own_is_stopped(chromium, bases, pages):
    tab = chromium.new_page()
    tab.goto(f"{bases['server']}/{pages[-1]}")
    ran = tab.evaluate(
        "() => { const bad = document.createElement('div'); bad.innerHTML = '<img src=x onerror=\"window.zz=1\">';"
        "document.body.append(bad); const script = document.createElement('script');"
        "script.textContent = 'window.zz=2';"
        "document.body.append(script); return new Promise((done) => setTimeout(() => done(window.zz ?? 0), 300)); }"
    )
    tab.close()
    assert ran == 0


def test_a_policy_names_all_that_a_page_may_do():
    page = '<meta charset="utf-8"><script>one()</script><script src="a.js"></script>'
    page += '<script type="application/json">{}</script><style>p{}</style>'
    script, style = ("'sha256-" + b64encode(sha256(text).digest()).decode() + "'" for text in (b"one()", b"p{}"))
    assert policy.policy(page).split("; ") == [
        "default-src 'self'",
        f"script-src 'self' {script}",
        f"style-src 'self' {style}",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
    ]
