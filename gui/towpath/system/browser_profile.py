"""What makes a browser send all it asks for to one proxy: its arguments and the files of its profile. One class per
family of browsers."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Protocol

from towpath.files import write_atomically
from towpath.model.forward import Endpoint

_TOLD = "towpath-proxy"
"""The file in a profile that says which proxy its browser was started with."""


class Family(Protocol):
    """How browsers of one make are started. `folder` is the profile's."""

    def prepare(self, folder: Path, proxy: Endpoint) -> None:
        """Write what the browser reads when it starts. Raises TowpathError FILE_UNWRITABLE."""
        ...

    def arguments(self, folder: Path, proxy: Endpoint, url: str) -> list[str]:
        """Those of a first start; a browser that has the profile open already opens only the URL, in a new window or
        tab of its own."""
        ...

    def is_running(self, folder: Path) -> bool:
        """Whether a browser certainly has the profile open."""
        ...


class ChromiumFamily:
    """Chromium and what is built from it: all is said on the command line."""

    def prepare(self, folder: Path, proxy: Endpoint) -> None:
        """Nothing to write."""

    def arguments(self, folder: Path, proxy: Endpoint, url: str) -> list[str]:
        arguments = [
            f"--user-data-dir={folder}",
            f"--proxy-server=socks5://{proxy}",
            # The usual exceptions (which hold link-local addresses, too) off, and this machine alone on again.
            "--proxy-bypass-list=<-loopback>;localhost;*.localhost;127.0.0.0/8;[::1]",
            "--no-first-run",
            "--no-default-browser-check",
            # WebRTC's UDP knows no proxy. The switch lost its `force-` in some version.
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--no-sandbox")  # it would not start at all
        return [*arguments, url] if url else arguments

    def is_running(self, folder: Path) -> bool:
        if sys.platform == "win32":
            return _is_held(folder / "lockfile")
        try:
            pid = int((folder / "SingletonLock").readlink().name.rpartition("-")[2])
        except (OSError, ValueError):
            return False
        return _is_of(pid, folder)


class FirefoxFamily:
    """Firefox: all is said in user.js, which it obeys at every start."""

    def prepare(self, folder: Path, proxy: Endpoint) -> None:
        values: dict[str, bool | int | str] = {
            "network.proxy.type": 1,  # by hand
            "network.proxy.socks": proxy.host,
            "network.proxy.socks_port": proxy.port,
            "network.proxy.socks_version": 5,
            "network.proxy.socks_remote_dns": True,
            "network.proxy.socks5_remote_dns": True,
            "network.proxy.http": "",
            "network.proxy.ssl": "",
            "network.proxy.no_proxies_on": "",
            "network.proxy.failover_direct": False,
            "network.proxy.allow_bypass": False,
            "network.trr.mode": 5,  # no DNS over HTTPS
            "network.dns.disablePrefetch": True,
            "network.dns.disablePrefetchFromHTTPS": True,
            "network.prefetch-next": False,
            "network.predictor.enabled": False,
            "network.http.speculative-parallel-limit": 0,
            "network.http.http3.enable": False,  # UDP
            "media.peerconnection.ice.proxy_only": True,
            "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False,
            "browser.aboutwelcome.enabled": False,
            "browser.shell.checkDefaultBrowser": False,
            "datareporting.policy.dataSubmissionEnabled": False,
        }
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in values.items()]
        write_atomically(folder / "user.js", "".join(lines).encode())

    def arguments(self, folder: Path, proxy: Endpoint, url: str) -> list[str]:
        """Without --no-remote: with a profile that is named, Firefox hands a URL to nobody but who has it open."""
        return ["--profile", str(folder), *([url] if url else ())]

    def is_running(self, folder: Path) -> bool:
        return _is_held(folder / ("parent.lock" if sys.platform == "win32" else ".parentlock"))


FAMILIES: dict[str, Family] = {"chromium": ChromiumFamily(), "firefox": FirefoxFamily()}


def told(folder: Path) -> str:
    """The proxy that the profile's browser was started with; empty where there was none."""
    try:
        return (folder / _TOLD).read_text()
    except OSError:
        return ""


def tell(folder: Path, proxy: Endpoint) -> None:
    """Remember it. Raises TowpathError FILE_UNWRITABLE."""
    write_atomically(folder / _TOLD, str(proxy).encode())


def _is_held(file: Path) -> bool:
    """Whether another process has it locked: fcntl(2), or open on Windows without sharing it."""
    if sys.platform == "win32":
        try:
            file.open("r+b").close()
        except FileNotFoundError:
            return False
        except PermissionError:
            return True
        return False
    import fcntl

    try:
        with file.open("r+b") as opened:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # there is none
    return False


def _is_of(pid: int, folder: Path) -> bool:
    """Whether this process is there and, where one can see that, was started with the folder: a lock may be left over,
    and Flatpak counts processes in its own way."""
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return os.fsencode(folder) in Path(f"/proc/{pid}/cmdline").read_bytes()
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
