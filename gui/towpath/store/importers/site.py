"""What the readers of other programs' files have in common: what they find, and how they say what cannot be had."""

from __future__ import annotations

import os
import re
import uuid
from pathlib import PureWindowsPath

import msgspec
from msgspec.structs import replace

from towpath.model.browsing import LeftOut
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.error import TowpathError
from towpath.model.host_config import FoundSite, SiteFormat
from towpath.model.language import translate
from towpath.model.parse import parse_hop, parse_host, parse_port
from towpath.model.secret_text import SecretText
from towpath.model.text import is_one_line
from towpath.model.unique_name import unique_name

MOST_SITES = 2_000
LONGEST_SHOWN = 200


class Malformed(Exception):  # noqa: N818 - becomes a TowpathError with the name of the file
    """The file is not in the format it seems to be in. The line is counted from 1, or 0."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(line, detail)
        self.line = line
        self.detail = detail


class NotCarriedError(Exception):
    """A saved connection that cannot be one here; the text tells a person why."""


class StoredPasswords(msgspec.Struct, frozen=True, kw_only=True):
    """Those that the other program has stored with a connection, readable for anybody who has its file."""

    target: SecretText = SecretText()
    jump: SecretText = SecretText()
    """Of the first machine on the way."""
    proxy: SecretText = SecretText()

    @property
    def any(self) -> bool:
        """There is one at least."""
        return bool(self.target or self.jump or self.proxy)


class ParsedSite(msgspec.Struct, frozen=True, kw_only=True):
    """One saved connection, with what is not for showing."""

    site: FoundSite
    passwords: StoredPasswords = StoredPasswords()
    folder: bytes = b""
    """Where the other program begins on the far machine; empty for its home folder."""


class ParsedSites(msgspec.Struct, frozen=True, kw_only=True):
    """What a file has."""

    format: SiteFormat
    sites: tuple[ParsedSite, ...]
    left_out: tuple[LeftOut, ...] = ()


class Collecting:
    """Gathers what a reader finds, in its order, under names that are unique among them."""

    def __init__(self, form: SiteFormat) -> None:
        self._format = form
        self._sites: list[ParsedSite] = []
        self._left_out: list[LeftOut] = []
        self._names: set[str] = set()

    def add(
        self, name: str, connection: Connection, passwords: StoredPasswords, remarks: list[str], folder: bytes = b""
    ) -> None:
        """One that can be had. It gets its name, and an id of its own. Raises Malformed for too many."""
        if len(self._sites) == MOST_SITES:
            raise Malformed(
                0, translate("Fact", "it has more than {most_sites} connections").format(most_sites=MOST_SITES)
            )
        if not is_one_line(replace(connection, name="")):
            self.leave_out(name, "a text in it is more than a line, or cannot be shown")
            return
        if connection.proxy_command:
            remarks.append(
                translate(
                    "Fact", "it goes through a command, which is shown before it first runs: {proxy_command}"
                ).format(proxy_command=connection.proxy_command)
            )
        if connection.forward_agent:
            remarks.append("programs there may use the keys of your agent while you are connected")
        unique = unique_name(name, connection.target.host, self._names)
        site = FoundSite(
            name=unique,
            connection=replace(connection, id=new_id(), name=unique),
            format=self._format,
            has_password=passwords.any,
            remarks=tuple(remarks),
        )
        self._sites.append(ParsedSite(site=site, passwords=passwords, folder=folder))

    def leave_out(self, name: str, why: str) -> None:
        """One that cannot."""
        shown = name if len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 1]}…"
        self._left_out.append(LeftOut(0, shown, why))

    def found(self) -> ParsedSites:
        """All of it."""
        return ParsedSites(format=self._format, sites=tuple(self._sites), left_out=tuple(self._left_out))


def new_id() -> str:
    """Of a connection, or of a forward."""
    return uuid.uuid4().hex


def checked_hop(host: str, port: str, user: str, auth: Auth) -> Hop:
    """Raises NotCarriedError for what no ssh could use."""
    name, _, place = host.strip().rpartition("@")
    if not place:
        raise NotCarriedError("it names no machine")
    try:
        if user := user.strip() or name:
            parse_hop(f"{user}@host")  # for its user alone
        hop = Hop(host=parse_host(place), port=parse_port(port.strip() or "22"), user=user, auth=auth)
    except TowpathError as error:
        raise NotCarriedError(str(error)) from error
    return hop


def identity_files(path: str, remarks: list[str]) -> tuple[str, ...]:
    """The key file that is named there, if this system could have it."""
    path = path.strip().strip('"').removeprefix("file://")
    if not path:
        return ()
    if re.match(r"[A-Za-z]:[\\/]|\\\\", path) and os.name != "nt":
        remarks.append(
            translate("Fact", "its key is a file on Windows, {name}: choose it here").format(
                name=PureWindowsPath(path).name
            )
        )
        return ()
    if path.lower().endswith(".ppk"):
        remarks.append(
            translate("Fact", "its key {path} is in PuTTY's format: convert it on the page of keys").format(path=path)
        )
    return (path,)
