"""Which forward a web application has, where that leads, and what it is called."""

from __future__ import annotations

from towpath.engine.connections import LiveConnection
from towpath.model.error import TowpathError
from towpath.model.forward import FROM_WEB_APP, Endpoint
from towpath.model.host_name import address_of, is_this_machine, normal_host
from towpath.model.parse import parse_host
from towpath.model.web_address import WebAddress, app_name, read_web_address
from towpath.model.web_app import WebApp, WebAppState

THIS_MACHINE = "localhost"
"""As the far machine calls itself."""


def forward_id(app: WebApp) -> str:
    """That of its forward, while it is open."""
    return FROM_WEB_APP + app.id


def is_sound(app: WebApp) -> bool:
    """Whether it can be opened: a file may say anything."""
    try:
        read_web_address(app.address)
        if app.machine:
            parse_host(app.machine)
    except TowpathError:
        return False
    return True


def meant_machine(text: str, live: LiveConnection) -> str:
    """As `WebApp.machine` has it. Raises INVALID."""
    text = text.strip()
    if not text or text == live.name:
        return ""
    host = parse_host(text)
    is_target = is_same(host, live.connection.target.host) or is_this_machine(normal_host(host))
    return "" if is_target else host


def is_same(host: str, target: str) -> bool:
    """Of a machine's name people often leave the domain away."""
    if address_of(host) or address_of(target):
        return host == target
    return host == target or host.partition(".")[0] == target or host == target.partition(".")[0]


def target_of(address: WebAddress, machine: str) -> Endpoint:
    """Where the forward leads, as the connection's target sees it."""
    if address.is_this_machine:
        return Endpoint(machine or THIS_MACHINE, address.port)
    return Endpoint(address.host or THIS_MACHINE, address.port)


def name_of(app: WebApp, live: LiveConnection) -> str:
    """`Jupyter on inner:8888`."""
    address = read_web_address(app.address)
    host = target_of(address, app.machine).host
    host = live.connection.target.host if host == THIS_MACHINE else host
    return app_name(app.kind, str(Endpoint(host, address.port)))


def state_of(app: WebApp, live: LiveConnection) -> WebAppState:
    """As its connection is now."""
    forward = next((one for one in live.state().forwards if one.forward.id == forward_id(app)), None)
    return WebAppState(
        app=app,
        name=name_of(app, live),
        forward=forward.forward.id if forward else "",
        port=forward.listens.port if forward else 0,
    )
