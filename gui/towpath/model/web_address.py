"""The address of a web application of a far machine, as people paste it: with its token, in the middle of what a
program printed, or just a port.

Everything behind the port is a secret: tokens stand in queries, fragments and paths. Errors never repeat the text.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from towpath.model.error import TowpathError
from towpath.model.host_name import addresses_of, is_this_machine, normal_host
from towpath.model.language import translate
from towpath.model.parse import invalid, parse_host, parse_port
from towpath.model.secret_text import SecretText
from towpath.model.web_app import WebAppKind

LONGEST_TEXT = 100_000
"""Characters; a terminal's whole output may be pasted."""
LONGEST_ADDRESS = 8_000
DEFAULT_PORTS = {"http": 80, "https": 443, "vnc": 5900, "rdp": 3389}
_VNC_PORTS = range(5900, 6000)
_DISPLAYS = 100
"""`vnc://host:1` names a display, whose port is 5901 (as vncviewer(1) has it)."""
_EXAMPLE = "write http://host:8888/…, host:8888 or 8888"

_ADDRESS_IN_TEXT = re.compile(r"\b(?:https?|vnc|rdp)://[^\s<>\"'`\\]+", re.IGNORECASE)
_EITHER_NAME = re.compile(r"://\(([^()\s/]+) or [^()\s/]+\)")
"""Older Jupyters print `http://(inner or 127.0.0.1):8888/`."""
_BARE = re.compile(r"(?P<host>\[[^\]\s]*\]|[^\s:/?#@\[\]]*):(?P<second>:)?(?P<port>[0-9]+)(?P<rest>[/?#]\S*)?")
_PORT = re.compile(r"(?P<port>[0-9]{1,5})(?P<rest>[/?#]\S*)?")

_JUPYTER_PATHS = re.compile(r"(?:/user/[^/]+)?/(?:lab|tree|notebooks|nbclassic|voila)(?:/|$)")
_JUPYTER_PORTS = range(8888, 8900)
_TENSORBOARD_PORTS = range(6006, 6010)
_DASK_PATHS = ("/status", "/status/")

_NAMES = {
    WebAppKind.JUPYTER: "Jupyter",
    WebAppKind.TENSORBOARD: "TensorBoard",
    WebAppKind.DASK: "Dask",
    WebAppKind.VNC: "VNC",
    WebAppKind.RDP: "RDP",
}
"""Names of programs and protocols, the same in every language."""


class WebAddress(msgspec.Struct, frozen=True, kw_only=True):
    """One, understood."""

    scheme: str
    """`http`, `https`, `vnc` or `rdp`."""
    host: str
    """Normal, without brackets; empty where only a port was given: that of the connection's target."""
    port: int
    rest: SecretText = SecretText()
    """Path, query and fragment."""
    user: SecretText = SecretText()
    """What stands before an @, with a password perhaps."""
    kind: WebAppKind = WebAppKind.WEB

    @property
    def is_this_machine(self) -> bool:
        """It says 127.0.0.1, localhost or 0.0.0.0, as programs do of the machine they run on: which one that is, only a
        person knows."""
        return is_this_machine(self.host) or any(one.is_unspecified for one in addresses_of(self.host))

    @property
    def place(self) -> str:
        """`inner:8888`, `[::1]:8888`, `:8888`."""
        return f"{_bracketed(self.host)}:{self.port}"


def read_web_address(text: str) -> WebAddress:
    """The address in a text. Of several: one with a port, for programs also mention where to read of them; of those the
    first that does not say "this machine", else the first.

    Raises TowpathError INVALID, which does not repeat the text.
    """
    if len(text) > LONGEST_TEXT:
        raise _refused("this is too long for an address")
    text = _EITHER_NAME.sub(r"://\1", text.strip())
    found = [one.group().rstrip(".,;:)]") for one in _ADDRESS_IN_TEXT.finditer(text)]
    if not found:
        return _read_bare(text)
    addresses: list[WebAddress] = []
    problem: TowpathError | None = None
    for one in found:
        try:
            addresses.append(_read_url(one))
        except TowpathError as error:
            problem = problem or error
    if problem and not addresses:
        raise problem
    return min(addresses, key=lambda one: (one.port == DEFAULT_PORTS[one.scheme], one.is_this_machine))


def redacted(address: WebAddress) -> str:
    """The address as it may be shown, remembered and logged, and read again: without user, password, query and
    fragment, and its path only as far as nothing in it looks like a token."""
    if not address.host:
        return address.place + _harmless_path(address)
    default = DEFAULT_PORTS[address.scheme] == address.port
    place = _bracketed(address.host) if default else address.place
    return f"{address.scheme}://{place}{_harmless_path(address)}"


def rewritten(address: WebAddress, port: int) -> SecretText:
    """The same on this machine, where a forward to it listens on `port`.

    An https server is called localhost: its certificate may be for that name, and hardly ever is for an address.
    """
    host = "localhost" if address.scheme == "https" else "127.0.0.1"
    user = f"{address.user.value}@" if address.user else ""
    return SecretText(f"{address.scheme}://{user}{host}:{port}{address.rest.value}")


def has_secrets(address: WebAddress) -> bool:
    """Whether more is in it than may be shown."""
    return bool(address.user) or _harmless_path(address) != address.rest.value


def app_name(kind: WebAppKind, place: str) -> str:
    """`Jupyter on inner:8888`."""
    if name := _NAMES.get(kind):
        return translate("WebApp", "{program} on {place}").format(program=name, place=place)
    return translate("WebApp", "Web application on {place}").format(place=place)


def _refused(detail: str) -> TowpathError:
    return invalid("this address", detail, _EXAMPLE)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _read_url(text: str) -> WebAddress:
    if len(text) > LONGEST_ADDRESS or not text.isprintable():
        raise _refused("it is too long, or has control characters in it")
    scheme, _, after = text.partition("://")
    scheme = scheme.lower()
    place = re.match(r"[^/?#]*", after)
    netloc = place.group() if place else ""
    user, at, where = netloc.rpartition("@")
    host, second, port = _split_place(where)
    if second and scheme != "vnc":
        raise _refused("a port has one colon before it")
    rest = after[len(netloc) :]
    return _address(scheme, _host(host), _url_port(scheme, port, second), rest, user if at else "")


def _read_bare(text: str) -> WebAddress:
    """`host:port`, `:port`, `port`, each with a path perhaps."""
    if "://" in text:
        raise _refused("only http, https, vnc and rdp are opened")
    found = _BARE.fullmatch(text) or _PORT.fullmatch(text)
    if found is None or not text.isprintable() or len(text) > LONGEST_ADDRESS:
        raise _refused("it names no port" if text else "there is no address")
    parts = found.groupdict()
    port = _port(parts["port"])
    host = parts.get("host") or ""
    return _address(
        _scheme_of(port, second=bool(parts.get("second"))), _host(host) if host else "", port, parts["rest"]
    )


def _scheme_of(port: int, *, second: bool) -> str:
    if second or port in _VNC_PORTS:  # two colons, as VNC viewers tell ports from displays
        return "vnc"
    return {443: "https", 8443: "https", DEFAULT_PORTS["rdp"]: "rdp"}.get(port, "http")


def _address(scheme: str, host: str, port: int, rest: str | None, user: str = "") -> WebAddress:
    rest = rest or ""
    kind = {"vnc": WebAppKind.VNC, "rdp": WebAppKind.RDP}.get(scheme) or _kind(port, rest)
    return WebAddress(
        scheme=scheme,
        host=host,
        port=port,
        rest=SecretText("" if rest == "/" else rest),
        user=SecretText(user),
        kind=kind,
    )


def _kind(port: int, rest: str) -> WebAppKind:
    parts = urlsplit(f"//host{rest}")
    if parts.path in _DASK_PATHS:
        return WebAppKind.DASK
    if port in _TENSORBOARD_PORTS:
        return WebAppKind.TENSORBOARD
    if port in _JUPYTER_PORTS or "token" in parse_qs(parts.query) or _JUPYTER_PATHS.match(parts.path):
        return WebAppKind.JUPYTER
    return WebAppKind.WEB


def _split_place(where: str) -> tuple[str, bool, str]:
    """Host, whether two colons stand before the port, and the port as it is written."""
    if where.startswith("["):
        host, _, port = where.partition("]")
        return host + "]", port.startswith("::"), port.lstrip(":")
    host, _, port = where.partition(":")
    return host, port.startswith(":"), port.removeprefix(":")


def _host(text: str) -> str:
    try:
        return normal_host(parse_host(text))
    except TowpathError:
        raise _refused("it names no machine") from None


def _port(text: str) -> int:
    try:
        return parse_port(text)
    except TowpathError:
        raise _refused("the port is not a number from 1 to 65535") from None


def _url_port(scheme: str, text: str, second: bool) -> int:
    if not text:
        return DEFAULT_PORTS[scheme]
    if scheme == "vnc" and not second and text.isdecimal() and int(text) < _DISPLAYS:
        return DEFAULT_PORTS["vnc"] + int(text)
    return _port(text)


_LONGEST_WORD = 32
_SHORTEST_TOKEN = 16


def _harmless_path(address: WebAddress) -> str:
    """As far as nothing looks like a token, and without parameters (`;jsessionid=…`)."""
    path = urlsplit(f"//host{address.rest.value}").path
    kept: list[str] = []
    for part in path.split("/"):
        if _may_be_token(unquote(part)):
            return "/".join([*kept, ""])
        kept.append(part)
    return path


def _may_be_token(part: str) -> bool:
    if set(part) & set(";=@") or len(part) > _LONGEST_WORD:
        return True
    digits = sum(char.isdigit() for char in part)
    return len(part) >= _SHORTEST_TOKEN and digits >= 2 and "." not in part
