"""What the system tells: the machine slept, or has another network."""

from __future__ import annotations

from towpath.engine.activity import ActivityLog
from towpath.engine.browser import Browser
from towpath.engine.catalogue import Catalogue
from towpath.engine.sessions import Pool
from towpath.engine.transfers import Transfers


class Outside:
    """Engine thread only; never waits."""

    def __init__(
        self, pool: Pool, catalogue: Catalogue, transfers: Transfers, browser: Browser, activity: ActivityLog
    ) -> None:
        self.online = True
        """As far as is known."""
        self._pool = pool
        self._catalogue = catalogue
        self._transfers = transfers
        self._browser = browser
        self._activity = activity

    def woke_up(self) -> None:
        """The machine slept."""
        self._activity.woke_up()
        self._look_anew()

    def network_changed(self, *, online: bool) -> None:
        """There is one, perhaps another one than before, or none."""
        self.online = online
        self._activity.network_changed(online=online)
        if online:
            self._look_anew()
        else:  # sessions are left alone: the cable may be back before they notice
            for live in self._catalogue.live:
                live.network_is_gone()

    def _look_anew(self) -> None:
        """Find out at once which sessions are still there, and let nothing wait that could be tried."""
        self._pool.expect_answers()
        self._pool.dial_again()
        for live in self._catalogue.live:
            live.try_soon()
        self._transfers.try_soon()
        self._browser.look_anew()
