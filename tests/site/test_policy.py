"""The content security policy holds, on a server too: a page of each kind is visited, and nothing is stopped.

What it would stop on a page opened from its file, the visits of test_site.py hear.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from support import kinds

from contested_ground.site import policy


def test_every_page_has_a_policy_that_is_its_own(site, pages):
    for page in pages:
        text = (site / page).read_text(encoding="utf-8")
        assert policy.guarded(text) == text, page


def test_a_policy_hashes_scripts_and_styles_that_stand_in_the_page():
    page = (
        '<script src="x.js"></script><script> </script><script type="application/json">{"a": 1}</script>'
        "<script>one()</script><style>p{top:0}</style><script>one()</script>"
    )
    script, style = (b64encode(sha256(text).digest()).decode() for text in (b"one()", b"p{top:0}"))
    assert policy.policy(page) == (
        f"default-src 'self'; script-src 'self' 'sha256-{script}'; style-src 'self' 'sha256-{style}'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
    )


def test_nothing_is_stopped_and_nothing_fails(chromium, served, pages):
    tab, heard = chromium.new_page(), []
    tab.on("console", lambda said: heard.append((tab.url, said.text)) if said.type == "error" else None)
    tab.on("pageerror", lambda error: heard.append((tab.url, str(error))))
    reference = (page for page in pages if page.parts[0] == "reference")
    for page in [Path("notebooks/04_karabakh.html"), *kinds(reference)]:
        tab.goto(f"{served}/{page}")
        tab.wait_for_load_state("load")
        tab.evaluate("[...document.querySelectorAll('summary')].slice(0, 3).forEach(summary => summary.click())")
    tab.goto(f"{served}/search.html?q=shusha")
    tab.wait_for_timeout(300)
    tab.close()
    assert heard == []


def test_what_is_not_the_sites_own_is_stopped(chromium, served, pages):
    tab = chromium.new_page()
    tab.goto(f"{served}/{pages[-1]}")
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
