"""The engine's router: started when it is first needed, at the ports of the last time."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from msgspec.structs import replace

from towpath.engine.browser_parts import SiteRouter
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import DEFAULT_LISTEN_HOST, Endpoint
from towpath.model.site_rule import BrowserSettings
from towpath.net.ports import free_port

TOKEN_BYTES = 16


class OwnRouter:
    """Engine thread only, but for `stop`. What is kept between two runs is in the settings: `keep` writes them, and
    raises what that raises."""

    def __init__(
        self,
        make: Callable[[str], SiteRouter],
        *,
        settings: Callable[[], BrowserSettings],
        keep: Callable[[BrowserSettings], None],
        moved: Callable[[Problem], None],
    ) -> None:
        """`make` gets the token of the PAC file's path. `moved`: browsers that were started before look for a port in
        vain."""
        self._make = make
        self._settings = settings
        self._keep = keep
        self._moved = moved
        self.running: SiteRouter | None = None
        self.endpoint: Endpoint | None = None
        """Where it listens."""
        self.problem: Problem | None = None
        """Why it does not, or what should be known of it."""
        self._own: dict[str, Endpoint] = {}

    def start(self) -> SiteRouter:
        """It, running. Raises PORT_IN_USE and what keeping its port raises."""
        if self.running:
            return self.running
        try:
            return self._start()
        except TowpathError as error:
            self.problem = error.problem
            raise

    def _start(self) -> SiteRouter:
        self.problem = None
        settings = self._settings()
        token = settings.pac_token or secrets.token_urlsafe(TOKEN_BYTES)
        router = self._make(token)
        try:
            self.endpoint = self._listen(router.start, settings.router_port)
            self._keep(replace(self._settings(), router_port=self.endpoint.port, pac_token=token))
        except TowpathError:
            self.endpoint = None
            router.stop()
            raise
        self.running = router
        return router

    def open_own_again(self, known: Callable[[str], bool]) -> None:
        """Listen for the browsers of single connections, as the last time."""
        for connection in filter(known, self._settings().own_ports):
            try:
                self.own(connection)
            except TowpathError as error:
                self._moved(error.problem)

    def own(self, connection: str) -> Endpoint:
        """Where requests go that all go through this connection. Raises as `start` does."""
        router = self.start()
        if connection not in self._own:
            kept = self._settings().own_ports.get(connection, 0)
            here = self._listen(lambda port: router.open_own(connection, port), kept)
            settings = self._settings()
            self._keep(replace(settings, own_ports={**settings.own_ports, connection: here.port}))
            self._own[connection] = here
        return self._own[connection]

    def meant(self) -> Endpoint:
        """Where it listens, or will when it is started. Raises what keeping its port raises."""
        if self.endpoint:
            return self.endpoint
        settings = self._settings()
        port = settings.router_port or free_port(DEFAULT_LISTEN_HOST)
        if port != settings.router_port:
            self._keep(replace(settings, router_port=port))
        return Endpoint(DEFAULT_LISTEN_HOST, port)

    def stop(self) -> None:
        """Once nothing comes any more. Any thread."""
        if self.running:
            self.running.stop()

    def _listen(self, listen: Callable[[int], Endpoint], kept: int) -> Endpoint:
        """At the port of the last time, else at any."""
        if not kept:
            return listen(0)
        try:
            return listen(kept)
        except TowpathError as error:
            taken = error.problem
            if taken.kind is not ProblemKind.PORT_IN_USE:
                raise
        here = listen(0)
        facts = {"old": str(kept), "holder": taken.facts.get("holder", "")}
        self.problem = Problem(ProblemKind.ROUTER_MOVED, str(here), facts)
        self._moved(self.problem)
        return here
