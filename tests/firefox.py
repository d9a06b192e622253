"""An installed Firefox, driven as it can be without another program: WebDriver BiDi over its own socket."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import websocket

SECONDS = 60
# No look at its maker's hosts, no first-run page; one process for pages from files, which start sooner so.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disabled": True,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


def installed():
    """The path of Firefox, ESR or not, or None."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


class Firefox:
    """A headless Firefox with one tab; `with Firefox(path) as firefox`. Raises RuntimeError for what it refuses."""

    def __init__(self, path, **preferences):
        self.path, self.preferences, self.noise, self.sent = path, PREFERENCES | preferences, [], 0

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in self.preferences.items()]
        Path(self.profile.name, "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [self.path, "--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port=0"]
        self.log = Path(self.profile.name, "said")
        with self.log.open("w") as said:
            self.process = subprocess.Popen([*command, "about:blank"], stdout=said, stderr=said)
        self.socket = websocket.create_connection(f"{self._address()}/session", timeout=SECONDS, suppress_origin=True)
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("session.subscribe", events=["log.entryAdded"])
        return self

    def __exit__(self, *error):
        self.socket.close()
        self.process.terminate()
        self.process.wait(SECONDS)
        self.profile.cleanup()

    def _address(self):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if found := re.search(r"BiDi listening on (ws://\S+)", self.log.read_text()):
                return found[1]
            time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"Firefox opens no socket: {self.log.read_text()}")

    def ask(self, method, **params):
        """What Firefox answers to a command; errors of the console on the way are kept in `noise`."""
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv())
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.noise.append(told["params"]["text"])
            if told.get("id") == self.sent:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['message']}")
                return told["result"]

    def open(self, address, width=1280, height=900):
        """Load a page in a window of that size; forgets the noise of the last."""
        self.noise.clear()
        self.ask("browsingContext.setViewport", context=self.tab, viewport={"width": width, "height": height})
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def run(self, script):
        """The value of a script, a promise's when it is kept; as JSON keeps it."""
        expression = f"Promise.resolve({script}).then((value) => JSON.stringify(value ?? null))"
        told = self.ask("script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True)
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def keys(self, keys, together=False):
        """Press keys one after the other, or hold each until all are down."""
        if together:
            actions = [("keyDown", key) for key in keys] + [("keyUp", key) for key in reversed(keys)]
        else:
            actions = [(kind, key) for key in keys for kind in ("keyDown", "keyUp")]
        self._act("key", [{"type": kind, "value": key} for kind, key in actions])

    def point(self, selector):
        """Move the mouse onto the first element that a selector finds."""
        box = f"document.querySelector({json.dumps(selector)}).getClientRects()[0]"
        x, y = self.run(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2].map(Math.round))({box})")
        self._act("pointer", [{"type": "pointerMove", "x": x, "y": y}])

    def _act(self, kind, actions):
        self.ask("input.performActions", context=self.tab, actions=[{"type": kind, "id": kind, "actions": actions}])

    def picture(self, path, whole=False):
        """A PNG of what is in the window, or of the whole page."""
        origin = "document" if whole else "viewport"
        told = self.ask("browsingContext.captureScreenshot", context=self.tab, origin=origin)
        Path(path).write_bytes(base64.b64decode(told["data"]))
