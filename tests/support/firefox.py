"""A real Firefox without a screen, steered by its own Marionette protocol."""

import contextlib
import json
import re
import shutil
import socket
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from tests.support import private_home, process
from tests.support.namespace import connect
from tests.support.wait import wait_for
from towpath.model.forward import Endpoint
from towpath.system.browser_profile import FAMILIES

START_SECONDS = 40.0
SECONDS = 60.0
STOP_SECONDS = 10.0

PREFERENCES: Mapping[str, bool | int | str] = {
    "marionette.port": 0,  # any; it writes down which
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "dom.security.https_first": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "geo.enabled": False,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.lna.enabled": False,  # it would ask a person before a page may reach this machine
    "network.trr.mode": 5,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
}


def firefox_program() -> str:
    """Empty if there is none here."""
    return shutil.which("firefox-esr") or shutil.which("firefox") or ""


def firefox_missing() -> str:
    """Why there can be none here, or an empty string."""
    return "" if firefox_program() else "not installed: firefox-esr"


class Firefox:
    """One browser with a new profile and one tab. A context manager.

    `prefs` are added to its preferences. With `proxy` it is set up as those are that Towpath starts, otherwise it goes
    by the desktop's setting. `enter` is put before its command line (see `Namespace.enter`).
    """

    def __init__(
        self,
        *,
        enter: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        prefs: Mapping[str, bool | int | str] | None = None,
        proxy: Endpoint | None = None,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="towpath-firefox-"))
        self._log = self._folder / "log"
        self._profile = self._folder / "profile"
        self._profile.mkdir()
        if proxy:
            FAMILIES["firefox"].prepare(self._profile, proxy)
        told = {**PREFERENCES, **(prefs or {})}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in told.items()]
        with (self._profile / "user.js").open("a") as user:
            user.writelines(lines)
        steered = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        self._command = [*enter, firefox_program(), *steered, "--profile", str(self._profile)]
        self._enter = tuple(enter)
        self._env = {**private_home.environment(self._folder), **(env or {}), "MOZ_CRASHREPORTER_DISABLE": "1"}
        self._number = 0
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        self._process = process.start(self._command, log=self._log, env=self._env)
        try:
            written = self._profile / "MarionetteActivePort"
            port = int(wait_for(lambda: self._lives() and written.exists() and written.read_text(), **self._starting()))
            self._socket = connect(port, enter=self._enter)
            self._socket.settimeout(SECONDS)
            self._receive()  # who it is
            self._call("WebDriver:NewSession", {"acceptInsecureCerts": True})
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket:
            with contextlib.suppress(OSError, AssertionError):  # it has gone
                self._call("Marionette:Quit", {"flags": ["eForceQuit"]})
            self._socket.close()
        process.stop(self._process, grace=STOP_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)  # its helpers may still be writing

    def get(self, url: str) -> str:
        """Go to a page. Its text when all of it is there, or `ERR_…` as the error page's address names it."""
        try:
            self._call("WebDriver:Navigate", {"url": url})
        except BrowserError as error:
            if found := re.search(r"about:neterror\?e=(\w+)", str(error)):
                return f"ERR_{found[1]}"
            raise
        return str(self.run("return document.body ? document.body.innerText : document.documentElement.textContent"))

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function body of the page's JavaScript returns (a promise is waited for)."""
        return self._value("WebDriver:ExecuteScript", {"script": script, "args": arguments, "sandbox": None})

    def chrome(self, script: str, *arguments: Any) -> Any:
        """The same in the browser's own JavaScript, which may do anything."""
        self._call("Marionette:SetContext", {"value": "chrome"})
        try:
            return self._value("WebDriver:ExecuteScript", {"script": script, "args": arguments})
        finally:
            self._call("Marionette:SetContext", {"value": "content"})

    def _starting(self) -> Mapping[str, Any]:
        return {"timeout": START_SECONDS, "what": lambda: f"Firefox: {process.tail(self._log)}"}

    def _lives(self) -> bool:
        assert self._process.poll() is None, f"Firefox ended: {process.tail(self._log)}"
        return True

    def _value(self, command: str, parameters: Mapping[str, Any]) -> Any:
        return self._call(command, parameters)["value"]

    def _call(self, command: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        assert self._socket
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self._receive()
        assert number == self._number, f"answer to another question: {number}"
        if error:
            raise BrowserError(f"{error.get('error')}: {error.get('message')}")
        answer: dict[str, Any] = result
        return answer

    def _receive(self) -> Any:
        """The next message: its length in decimal, a colon, JSON."""
        assert self._socket
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        message = b""
        while len(message) < int(length[:-1]):
            message += self._some(int(length[:-1]) - len(message))
        return json.loads(message)

    def _some(self, size: int) -> bytes:
        assert self._socket
        piece = self._socket.recv(size)
        assert piece, f"Firefox hung up: {process.tail(self._log)}"
        return piece


class BrowserError(Exception):
    """The browser could not do what it was told."""
