"""A real Chromium without a screen, steered through a pair of pipes (the Chrome DevTools Protocol): no port, so that it
can be steered from outside of the namespace it lives in."""

import contextlib
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from tests.support import private_home, process
from tests.support.desktop import missing_programs
from towpath.model.forward import Endpoint
from towpath.system.browser_profile import FAMILIES

SECONDS = 60.0
STOP_SECONDS = 10.0
PIPES = 'exec "$@" 3<&0 4>&1 </dev/null >&2'
"""Chromium reads descriptor 3 and writes descriptor 4, and ends with the first."""

QUIET = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    # The last one would ask a person before a page may reach this machine.
    "--disable-features=OptimizationHints,MediaRouter,Translate,NetworkTimeServiceQuerying,LocalNetworkAccessChecks",
)
PREFERENCES = {
    "dns_over_https": {"mode": "off"},
    "search": {"suggest_enabled": False},
}


def chromium_missing() -> str:
    """Why there can be none here, or an empty string."""
    return missing_programs("chromium")


class Chromium:
    """One browser with a new profile and one tab. A context manager.

    `flags` are added to its command line. With `proxy` it is set up as those are that Towpath starts, otherwise it goes
    by the desktop's setting. `enter` is put before its command line (see `Namespace.enter`).
    """

    def __init__(
        self,
        *flags: str,
        enter: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        proxy: Endpoint | None = None,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="towpath-chromium-"))
        self._log = self._folder / "log"
        profile = self._folder / "profile"
        (profile / "Default").mkdir(parents=True)
        (profile / "Default" / "Preferences").write_text(json.dumps(PREFERENCES))
        given = FAMILIES["chromium"].arguments(profile, proxy, "") if proxy else [f"--user-data-dir={profile}"]
        given += ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to be root with one
        browser = ["chromium", *QUIET, *given, *flags, "about:blank"]
        self._command = [*enter, "sh", "-c", PIPES, "sh", *browser]
        self._env = {**private_home.environment(self._folder), **(env or {})}
        self._numbers = itertools.count(1)
        self._answers: dict[int, dict[str, Any]] = {}
        self._loaded: set[str] = set()
        """The loader of each page that is there, with all that is in it."""
        self._unread = b""
        self._tab = ""

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=self._env, bufsize=0
            )
        try:
            self._open_tab()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(OSError):  # it has gone
            self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.end_all([self._process.pid, *process.descendants(self._process.pid)])
            self._process.wait(STOP_SECONDS)
        self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)  # its helpers may still be writing

    def get(self, url: str) -> str:
        """Go to a page. Its text when all of it is there, or `ERR_…` as the error page names it."""
        went = self._call("Page.navigate", url=url)
        if failed := went.get("errorText"):
            return str(failed).removeprefix("net::")
        loader = went["loaderId"]
        self._read_until(lambda: loader in self._loaded, f"{url} to be there")
        return str(self.run("document.body.innerText"))

    def run(self, script: str) -> Any:
        """The value of an expression of the page's JavaScript, or of its promise. AssertionError if it throws."""
        done = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def _open_tab(self) -> None:
        targets = self._call("Target.getTargets")["targetInfos"]
        page = next((target["targetId"] for target in targets if target["type"] == "page"), "")
        page = page or self._call("Target.createTarget", url="about:blank")["targetId"]
        self._tab = self._call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self._call("Page.enable")
        self._call("Page.setLifecycleEventsEnabled", enabled=True)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._tab:
            message["sessionId"] = self._tab
        self._send(json.dumps(message).encode() + b"\0")
        self._read_until(lambda: number in self._answers, method)
        answer = self._answers.pop(number)
        assert "error" not in answer, (method, answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def _send(self, message: bytes) -> None:
        assert self._process.stdin
        while message:
            message = message[self._process.stdin.write(message) or 0 :]

    def _read_until(self, condition: Callable[[], bool], what: str) -> None:
        assert self._process.stdout
        deadline = time.monotonic() + SECONDS
        while not condition():
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"waited {SECONDS:g} s in vain for Chromium: {what}: {process.tail(self._log)}"
            piece = os.read(self._process.stdout.fileno(), 1 << 20)
            assert piece, f"Chromium ended before {what}: {process.tail(self._log)}"
            *messages, self._unread = (self._unread + piece).split(b"\0")
            for message in messages:
                self._take(json.loads(message))

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
        elif message["method"] == "Page.lifecycleEvent" and message["params"]["name"] == "load":
            self._loaded.add(message["params"]["loaderId"])
