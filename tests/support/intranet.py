"""A small world for browsers: two gateways that each know names nobody else knows, sites that say who they are, a name
server that writes down who asks it, and Towpath in front of all that. Nothing of it is reached from outside."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import pytest
from msgspec.structs import replace

from tests.support import private_home
from tests.support.chromium import Chromium, chromium_missing
from tests.support.desktop import missing_programs
from tests.support.dns import NameServer
from tests.support.engine import do
from tests.support.firefox import Firefox, firefox_missing
from tests.support.keys import KeyFile
from tests.support.namespace import Namespace, namespaces_missing
from tests.support.origin import Origins
from tests.support.profile import connection, hop, know, save
from tests.support.program import TOWPATH, Started, towpath
from tests.support.rules import rule
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.engine.client import ControlClient, join
from towpath.engine.lock import LOCK_FILE, ProfileLock
from towpath.model.browsing import BrowserState, RemoveRules, SaveRule
from towpath.model.command import Command
from towpath.model.connection import Reconnect
from towpath.model.error import TowpathError
from towpath.model.forward import Endpoint
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings, Route, SiteRule
from towpath.store.paths import Profile

START_SECONDS = 30.0
RESOLVER = "127.0.0.53"
ADDRESSES = {"A": "10.1.0.1", "B": "10.2.0.1", "C": "10.3.0.1", "HERE": "10.9.0.1", "SELF": "127.0.0.1"}
"""Of the sites: those in the networks behind the gateways a, b and c, one that this machine reaches without them, and
one on this machine."""

EVERYWHERE = "everywhere.example"
"""Leads to A through gateway a, and so on, and to HERE otherwise: its page says which way it went."""
ONLY_A, ONLY_B = "wiki.a.example", "wiki.b.example"
"""Known to one gateway alone."""
ONLY_HERE = "www.here.example"
"""Known to this machine alone."""
NOWHERE = "nowhere.example"
"""Known to nobody, and asked for."""
REBINDING = "rebinding.example"
"""Leads to this machine, for a page that wants the browser to take the router for its own site."""
LEAK_CHECK = "ipv4only.arpa"
"""Has the address that every name server in the world tells."""
CANARIES = ("canary.example", "robin.example")
"""Known here. By turns one of them is blocked: a browser that gets no page of it knows the rules of now."""


ROUTED_SECONDS = 2.0
"""For a change of the rules, or a connection that is back, to be felt in a browser."""


XDG_OPEN = """#!/bin/sh
printf %s "$1" >'{opened}.new' && mv '{opened}.new' '{opened}'
"""
Browser = Chromium | Firefox


def intranet_missing(*programs: str) -> str:
    """Why there can be none here with both browsers, a desktop's settings and these programs, or an empty string."""
    missing = namespaces_missing() or missing_programs("gsettings", "dconf", "dbus-daemon", *programs)
    return missing or chromium_missing() or firefox_missing()


class Intranet:
    """All of it; Towpath follows the rules in the context that `following` makes. A context manager.

    Gateways a and b run; c is for tests that start and kill one. `env` is for Towpath and whatever else belongs to
    its user, who has a home of their own.
    """

    def __init__(self, key: KeyFile, env: Mapping[str, str] | None = None) -> None:
        self._key = key
        self._canary = ""
        self._until_end = contextlib.ExitStack()
        self.directory = Path(tempfile.mkdtemp(prefix="towpath-intranet-"))
        programs = self.directory / "bin"
        programs.mkdir()
        (programs / "xdg-open").write_text(XDG_OPEN.format(opened=self.directory / "opened"))
        (programs / "xdg-open").chmod(0o755)
        own = {"PATH": f"{programs}:{os.environ['PATH']}"}
        self.env = {**private_home.environment(self.directory), **(env or {}), **own}

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as started:
            started.callback(shutil.rmtree, self.directory, ignore_errors=True)
            self._lay_network(started)
            self._keep_profile()
            self._until_end = started.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._until_end.close()

    # --- Towpath

    def towpath(self, *arguments: str) -> str:
        """What a command of the same user says that must not fail."""
        done = towpath(*arguments, program=self.program, env=self.env)
        assert done.code == 0, (arguments, done)
        return done.out

    @property
    def program(self) -> tuple[str, ...]:
        """The command, there."""
        return (*self.enter, *TOWPATH)

    @property
    def state(self) -> BrowserState:
        """What Towpath says of it now."""
        return self.engine.snapshot().browser

    def opened(self) -> str:
        """The URL that the desktop's own browser was told to open since this was asked for, or an empty string."""
        told = self.directory / "opened"
        url = told.read_text() if told.exists() else ""
        told.unlink(missing_ok=True)
        return url

    @property
    def router(self) -> Endpoint:
        """Where it listens."""
        assert self.state.router
        return self.state.router

    def do(self, command: Command) -> None:
        """Have Towpath obey, and wait until it has."""
        problem = do(self.engine, command)
        assert problem is None, problem

    def follow(self, browser: Browser, *rules: SiteRule) -> None:
        """Make these the only rules, and wait until the browser knows. One that goes by the desktop's setting may
        know old rules, or but some, for a moment; the last one to come tells that it has all. Firefox may send one
        request direct for each new PAC file that it hears of."""
        if old := self.state.rules:
            self.do(RemoveRules(ids=tuple(one.id for one in old)))
        self._canary = next(name for name in CANARIES if name != self._canary)
        for one in (*rules, rule(f"={self._canary}", Route.BLOCK)):
            self.do(SaveRule(rule=one, before=""))
        for _ in range(3):
            self.wait_for(browser, self._canary, "ERR_")

    def wait_for(self, browser: Browser, host: str, wanted: str) -> None:
        """Until a site's page begins so, without anything but loading it again."""
        seen: list[str] = []

        def came() -> bool:
            seen.append(browser.get(f"http://{host}/"))
            return seen[-1].startswith(wanted)

        wait_for(came, timeout=ROUTED_SECONDS, what=lambda: f"{wanted} of {host}: {seen}")

    @contextlib.contextmanager
    def following(self) -> Iterator[None]:
        """Towpath runs, with its window, which nobody sees."""
        with Started(program=self.program, env={**self.env, "QT_QPA_PLATFORM": "offscreen"}) as self._towpath:
            self.engine = self._meet_towpath()
            try:
                wait_for(lambda: self.state.pac_url, timeout=START_SECONDS, what=lambda: f"the router: {self.state}")
                yield
            finally:
                self.engine.close()

    def end_towpath(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Before its time: as the user does, or as nobody does on purpose (SIGKILL)."""
        self._towpath.end(how)

    def _meet_towpath(self) -> ControlClient:
        profile = Profile(Path(self.env["XDG_CONFIG_HOME"], "towpath"), Path(self.env["HOME"]))
        lock = ProfileLock(profile.folder / LOCK_FILE)

        def met() -> ControlClient | None:
            holder = lock.holder()
            try:
                return join(holder) if holder else None
            except TowpathError:  # it has not begun to listen, or is a remainder of one that was killed
                return None

        client = wait_for(met, timeout=START_SECONDS, what=lambda: f"Towpath: {self._towpath.err}")
        assert client
        return client

    def _keep_profile(self) -> None:
        """The connections, and that the rules shall be followed."""
        with pytest.MonkeyPatch.context() as ours:
            for name, value in self.env.items():
                ours.setenv(name, value)
            ways = [connection(name, hop(gateway, self._key)) for name, gateway in self.gateways.items()]
            again = Reconnect(first_delay=0.1, longest_delay=0.5)
            save(
                *(replace(way, reconnect=again) for way in ways),
                settings=Settings(browser=BrowserSettings(mode=BrowserMode.RULES)),
            )
            know(*self.gateways.values())

    # --- the network

    def _lay_network(self, started: contextlib.ExitStack) -> None:
        here = {
            ADDRESSES["HERE"]: [EVERYWHERE, ONLY_HERE, *CANARIES],
            "127.0.0.1": [REBINDING],
            "192.0.0.170": [LEAK_CHECK],
        }
        files = self._files("here", here, nsswitch="files dns")
        files["/etc/resolv.conf"] = self._file("resolv.conf", f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n")
        namespace = started.enter_context(Namespace(self.directory, files))
        self.enter = namespace.enter
        for address in ADDRESSES.values():
            subprocess.run([*self.enter, "ip", "addr", "replace", f"{address}/32", "dev", "lo"], check=True)
        self.names = started.enter_context(NameServer(self.directory, RESOLVER, enter=self.enter))
        self.sites = started.enter_context(Origins(self.directory, ADDRESSES, enter=self.enter))
        self.gateways = {
            "a": started.enter_context(self._gateway(namespace, "a", {ADDRESSES["A"]: [EVERYWHERE, ONLY_A]})),
            "b": started.enter_context(self._gateway(namespace, "b", {ADDRESSES["B"]: [EVERYWHERE, ONLY_B]})),
            "c": self._gateway(namespace, "c", {ADDRESSES["C"]: [EVERYWHERE]}),
        }

    def _gateway(self, namespace: Namespace, name: str, hosts: Mapping[str, Sequence[str]]) -> Sshd:
        enter = namespace.enter_with(self._files(name, hosts, nsswitch="files"))
        return Sshd(self.directory, name=f"gateway-{name}", port=free_port(), authorized=[self._key], enter=enter)

    def _files(self, name: str, hosts: Mapping[str, Sequence[str]], *, nsswitch: str) -> dict[str, Path]:
        """Who knows which names."""
        known = "".join(f"{address} {' '.join(names)}\n" for address, names in hosts.items())
        return {
            "/etc/hosts": self._file(f"hosts-{name}", f"127.0.0.1 localhost\n{known}"),
            "/etc/nsswitch.conf": self._file(f"nsswitch-{name}", f"passwd: files\ngroup: files\nhosts: {nsswitch}\n"),
        }

    def _file(self, name: str, text: str) -> Path:
        path = self.directory / name
        path.write_text(text)
        return path
