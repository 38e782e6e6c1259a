"""Settings as they change: saved first, then told, then followed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from towpath.engine.audience import Audience
from towpath.engine.catalogue import Catalogue
from towpath.model.error import Problem, TowpathError
from towpath.model.event import SettingsChanged
from towpath.model.settings import AfterQueue, Settings
from towpath.model.site_rule import BrowserSettings


class SettingsChanges:
    """Engine thread only. All methods but `tell` and `queue_ended` raise what writing the settings raises."""

    def __init__(
        self,
        catalogue: Catalogue,
        audience: Audience,
        *,
        tell: Callable[[Problem], None],
        browser_changed: Callable[[BrowserSettings], None],
    ) -> None:
        """`browser_changed` hears of those for browsers as they were before. `tell` shows a problem to the user."""
        self._catalogue = catalogue
        self._audience = audience
        self._tell_problem = tell
        self._browser_changed = browser_changed

    def wish(self, settings: Settings) -> None:
        """Those that the user has chosen, but for what has commands of its own."""
        self.save(self._catalogue.with_own(settings))

    def save(self, settings: Settings) -> None:
        """All of them."""
        before = self._catalogue.settings.browser
        self._catalogue.save_settings(settings)
        self._audience.publish(SettingsChanged(settings))
        if settings.browser != before:
            self._browser_changed(before)

    def save_browser(self, browser: BrowserSettings) -> None:
        """Those for browsers."""
        if browser != self._catalogue.settings.browser:
            self.save(replace(self._catalogue.settings, browser=browser))

    def tell(self) -> None:
        """They may have changed with a connection."""
        if self._catalogue.settings != self._audience.snapshot.settings:
            self._audience.publish(SettingsChanged(self._catalogue.settings))

    def queue_ended(self, connection_ids: frozenset[str]) -> None:
        """Do what the user wished for once. A sound is the window's."""
        settings = self._catalogue.settings
        if settings.files.after_queue is not AfterQueue.DISCONNECT:
            return
        for live in self._catalogue.live:
            if live.id in connection_ids:
                live.down_if_unused()
        wished = replace(settings, files=replace(settings.files, after_queue=AfterQueue.NOTHING))
        try:
            self.save(wished)
        except TowpathError as error:
            self._tell_problem(error.problem)
