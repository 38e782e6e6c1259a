"""Web applications of far machines (Jupyter, TensorBoard, Dask, also VNC and RDP viewers): a forward, and the program
that shows what is behind it. A pasted address is a secret as a whole, for the tokens that are in it."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.secret_text import SecretText


class WebAppKind(enum.StrEnum):
    """What it is, as far as its address tells. Only for its name and its sign."""

    JUPYTER = "jupyter"
    TENSORBOARD = "tensorboard"
    DASK = "dask"
    VNC = "vnc"
    RDP = "rdp"
    WEB = "web"


class WebApp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One that was opened: what is remembered of it. No token is in here."""

    id: str
    connection: str
    """Id."""
    address: str
    """As it was pasted, without user, password, query and fragment."""
    kind: WebAppKind = WebAppKind.WEB
    machine: str = ""
    """Where the address says this machine (127.0.0.1, localhost): the name of the machine meant, as the connection's
    target knows it; empty for that itself."""


class KeptWebApps(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of all of them."""

    apps: tuple[WebApp, ...] = ()
    """The latest first."""
    machines: dict[str, str] = {}
    """Which machine "this machine" meant the last time (`WebApp.machine`), by the ids of connections."""


class WebAppState(msgspec.Struct, frozen=True, kw_only=True):
    """One that was opened lately, the latest first in the snapshot; perhaps it is open now."""

    app: WebApp
    name: str
    """`Jupyter on spirit64-01:8888`."""
    forward: str = ""
    """Id of its forward while it is open; how that does is in the state of its connection."""
    port: int = 0
    """Of this machine, while it is open."""

    @property
    def is_open(self) -> bool:
        return bool(self.forward)


class OpenWebApp(msgspec.Struct, frozen=True, kw_only=True, tag="open-web-app"):
    """Bring the connection up, make a forward to where the address leads, listening on the same port or the next free
    one, and show the address, rewritten, in the browser (or the VNC or RDP viewer). `WebAppOpened` when the forward
    is up; it ends with the problem otherwise, and when the target refuses."""

    request: str
    connection: str
    """Id."""
    address: SecretText
    """A URL, `host:port`, or just a port of the connection's target."""
    machine: str | None = None
    """See `WebApp.machine`. None for what was said for this connection the last time; NEEDS_ANSWER where the address
    says this machine and nothing was said yet: front ends ask first."""
    browse: bool = True
    """Otherwise only tell the address."""
    asker: str = ""


class OpenWebAppAgain(msgspec.Struct, frozen=True, kw_only=True, tag="open-web-app-again"):
    """One of `Snapshot.web_apps`: show it once more; its forward is made anew if it was ended. `WebAppOpened`."""

    request: str
    id: str
    browse: bool = True
    """Otherwise only tell the address."""
    asker: str = ""


class EndWebApp(msgspec.Struct, frozen=True, kw_only=True, tag="end-web-app"):
    """Take its forward away, and its connection down if nothing else uses what was brought up for it."""

    id: str


class ForgetWebApps(msgspec.Struct, frozen=True, kw_only=True, tag="forget-web-apps"):
    """Of those that are not open: these, or all."""

    ids: tuple[str, ...] = ()


class FindWebApps(msgspec.Struct, frozen=True, kw_only=True, tag="find-web-apps"):
    """Ask the connection's machine for the Jupyter servers that the user runs there (`jupyter server list`), bringing
    it up. `WebAppsFound`."""

    request: str
    connection: str
    asker: str = ""


WebAppQuestion = OpenWebApp | OpenWebAppAgain | FindWebApps
WebAppCommand = WebAppQuestion | EndWebApp | ForgetWebApps


class WebAppOpened(msgspec.Struct, frozen=True, kw_only=True, tag="web-app-opened"):
    """For `OpenWebApp` and `OpenWebAppAgain`."""

    id: str
    address: SecretText
    """Rewritten: on this machine, with its token."""
    port: int
    remark: str = ""
    """In words: another port than in the address, another machine remembered, a certificate for another name."""


class FoundWebApp(msgspec.Struct, frozen=True, kw_only=True):
    """One Jupyter server."""

    address: SecretText
    """With its token. Open it with the machine "": where it says this machine, it means the one that was asked."""
    shown: str
    """Without."""
    folder: str
    """That it shows."""


class WebAppsFound(msgspec.Struct, frozen=True, kw_only=True, tag="web-apps-found"):
    """For `FindWebApps`."""

    apps: tuple[FoundWebApp, ...]
    remark: str = ""
    """In words, why there are none: no jupyter in the PATH of a login shell there."""


WebAppReport = WebAppOpened | WebAppsFound
