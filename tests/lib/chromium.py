"""A headless Chromium at the end of a pipe, and pages in it: enough to look at a page, press keys
and print, with nothing but Python's own library.  The protocol is Chromium's DevTools protocol
(chromedevtools.github.io/devtools-protocol): JSON objects with a NUL after each, read by the browser
from descriptor 3 and written by it to descriptor 4."""

import base64
import json
import os
import shutil
import subprocess
import tempfile

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-pipe",
]


class Browser:
    """One process with a profile of its own; to be used in a `with` statement."""

    def __init__(self, path):
        self.profile = tempfile.mkdtemp(prefix="profile")
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()
        # The shell moves the two ends to the numbers that the browser knows.
        self.process = subprocess.Popen(
            ["bash", "-c", 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"', "bash",
             str(to_read), str(to_write), path, *FLAGS, "--user-data-dir=" + self.profile,
             "about:blank"],
            pass_fds=(to_read, to_write), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.pending = b""
        self.number = 0
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.to_browser)
        os.close(self.from_browser)
        shutil.rmtree(self.profile, ignore_errors=True)

    def receive(self):
        while b"\0" not in self.pending:
            block = os.read(self.from_browser, 1 << 16)
            if not block:
                raise RuntimeError("the browser ended")
            self.pending += block
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        """Ask, and wait for the answer; what happens meanwhile is put into events."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to_browser, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method, session):
        """Wait for an event, which may have come already."""
        while True:
            for i, event in enumerate(self.events):
                if event.get("method") == method and event.get("sessionId") == session:
                    return self.events.pop(i)
            self.events.append(self.receive())


class Page:
    """A file in a window of a given size (in CSS pixels)."""

    def __init__(self, browser, path, width, height=900, dark=False):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.resize(width, height)
        if dark:
            self.call("Emulation.setEmulatedMedia",
                      features=[{"name": "prefers-color-scheme", "value": "dark"}])
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        browser.wait("Page.loadEventFired", self.session)

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def resize(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)

    def evaluate(self, expression):
        """The value of an expression of JavaScript, asked from outside the page (its policy, which
        lets no script of the page run, says nothing about this)."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def press(self, key, code=None, number=0, text=None):
        """One key down and up, as a keyboard sends it."""
        for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=code or key,
                      windowsVirtualKeyCode=number, text=text or "")

    def said(self):
        """What the browser had to say: console messages, errors, refusals of the policy."""
        self.evaluate("1")
        return [e["params"] for e in self.browser.events
                if e.get("sessionId") == self.session
                and e["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled",
                                    "Runtime.exceptionThrown")]

    def requests(self):
        """Every address that was asked for."""
        self.evaluate("1")
        return [e["params"]["request"]["url"] for e in self.browser.events
                if e.get("sessionId") == self.session
                and e["method"] == "Network.requestWillBeSent"]

    def screenshot(self, path):
        """What the window shows, as a PNG file."""
        data = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(data["data"]))

    def pdf(self, path, width=8.27, height=11.69):
        """Print it, on A4 unless said otherwise (inches), as the page's own style has it."""
        data = self.call("Page.printToPDF", paperWidth=width, paperHeight=height,
                         preferCSSPageSize=True, printBackground=False)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data["data"]))

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)
