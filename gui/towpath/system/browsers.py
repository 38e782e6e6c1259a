"""Browsers with a profile of their own, whose proxy is ours: nothing of the desktop is changed, and nothing they do
goes another way."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from towpath.files import private_folder
from towpath.model.browsing import InstalledBrowser
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.language import translate
from towpath.model.parse import invalid
from towpath.system.browser_places import Installed, Places, these_places
from towpath.system.browser_profile import FAMILIES, tell, told
from towpath.system.opener import SETTLE_SECONDS, Desktop, this_desktop
from towpath.system.programs import launch, why_not


class Browsers:
    """Finds and starts them. Any thread that may wait a moment."""

    def __init__(
        self,
        profiles: Path,
        environment: Mapping[str, str],
        home: Path,
        *,
        places: Places | None = None,
        desktop: Desktop | None = None,
        settle_seconds: float = SETTLE_SECONDS,
    ) -> None:
        """`profiles`: the folder for the profiles of browsers that can read any folder of the user's."""
        self._environment = environment
        self._places = places or these_places(profiles, environment, home)
        self._desktop = desktop or this_desktop()
        self._settle_seconds = settle_seconds

    def find(self) -> tuple[InstalledBrowser, ...]:
        """Those that are installed, the best first."""
        return tuple(installed.browser for installed in self._places.installed())

    def start(self, browser: str, profile: str, proxy: Endpoint, url: str = "") -> None:
        """Start `browser` (an id; empty for the best) with our `profile` of that name, or have the one that runs with
        it open `url`.

        Returns when it runs, or has handed the URL over. It outlives us. Raises TowpathError INVALID, NO_BROWSER,
        BROWSER_NOT_STARTED, FILE_UNWRITABLE.
        """
        url = web_address(url) if url else ""
        installed = self._installed(browser)
        family = FAMILIES[installed.browser.family]
        private_folder(installed.profiles)
        folder = private_folder(installed.profiles / profile)
        if not family.is_running(folder):
            family.prepare(folder, proxy)
            tell(folder, proxy)
        elif (before := told(folder)) != str(proxy):
            raise _not_started(
                installed.browser.name,
                translate(
                    "Fact", "it is open already, and goes by the proxy {before}, where Towpath no longer listens"
                ).format(before=before),
                "close all its windows, then start it again",
            )
        self._launch(installed.browser.name, [*installed.command, *family.arguments(folder, proxy, url)])

    def open_default(self, url: str) -> None:
        """Open a URL in the desktop's own browser. Raises TowpathError INVALID, BROWSER_NOT_STARTED."""
        name = "the desktop's browser"
        try:
            command = self._desktop.application(web_address(url))
        except OSError as error:
            raise _not_started(name, why_not(error)) from error
        if command is not None:
            self._launch(name, command)

    def open_viewer(self, url: str) -> None:
        """Open a `vnc://` or `rdp://` URL in the desktop's program for it. Raises TowpathError INVALID,
        BROWSER_NOT_STARTED."""
        parts = urlsplit(url)
        if parts.scheme not in ("vnc", "rdp") or not url.isprintable() or " " in url:
            raise invalid(url, "not the address of a screen", "write vnc://… or rdp://…")
        name = translate("Fact", "the desktop's {upper} viewer").format(upper=parts.scheme.upper())
        advice = translate("Fact", "install one that opens {scheme}:// addresses, or connect yours to {netloc}").format(
            scheme=parts.scheme, netloc=parts.netloc
        )
        try:
            if command := self._desktop.application(url):
                self._launch(name, command)
        except OSError as error:
            raise _not_started(name, why_not(error), advice) from error
        except TowpathError as error:
            raise _not_started(name, error.problem.facts["detail"], advice) from error

    def _installed(self, browser: str) -> Installed:
        found = next((one for one in self._places.installed() if browser in ("", one.browser.id)), None)
        if found is None:
            raise TowpathError(Problem(ProblemKind.NO_BROWSER, browser))
        return found

    def _launch(self, name: str, command: list[str]) -> None:
        """A browser that fails within a moment has not been started."""
        statuses: list[int] = []
        ended = threading.Event()

        def tell_end(status: int) -> None:
            statuses.append(status)
            ended.set()

        try:
            launch(command, tell_end, self._environment)
        except (OSError, ValueError) as error:
            raise _not_started(name, f"{command[0]}: {why_not(error)}") from error
        if ended.wait(self._settle_seconds) and (status := statuses[0]):
            how = (
                translate("Fact", "signal {what}").format(what=-status)
                if status < 0
                else translate("Fact", "status {status}").format(status=status)
            )
            raise _not_started(
                name, translate("Fact", "{name} ended at once with {how}").format(name=Path(command[0]).name, how=how)
            )


def web_address(text: str) -> str:
    """A URL that a browser may be started with. Raises TowpathError INVALID: anything else could be an option, or a
    file."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or text != "".join(text.split()) or not text.isprintable():
        raise invalid(text, "not the address of a web site", "write http://… or https://…")
    return text


def _not_started(name: str, detail: str, advice: str = "") -> TowpathError:
    facts = {"detail": detail, "advice": advice} if advice else {"detail": detail}
    return TowpathError(Problem(ProblemKind.BROWSER_NOT_STARTED, name, facts))
