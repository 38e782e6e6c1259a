"""PuTTY's sessions: a file each below ~/.putty/sessions, or keys of the Windows registry."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from towpath.model.host_config import SiteFormat
from towpath.model.language import translate
from towpath.model.secret_text import SecretText
from towpath.store.importers.session_values import Values, connection_of
from towpath.store.importers.site import Collecting, NotCarriedError, ParsedSites, StoredPasswords

DEFAULTS = "Default Settings"
"""What new sessions begin with: no connection, unless somebody has put a machine into it."""


def read(sessions: Mapping[str, Values]) -> ParsedSites:
    """Of these sessions, by their names."""
    collecting = Collecting(SiteFormat.PUTTY)
    for name, values in sessions.items():
        if name == DEFAULTS and not values.get("HostName"):
            continue
        remarks: list[str] = []
        try:
            protocol = values.get("Protocol", "ssh")
            if protocol != "ssh":
                raise NotCarriedError(translate("Fact", "it is a {what} session").format(what=protocol[:20]))
            connection = connection_of(values, sessions.get, remarks)
        except NotCarriedError as error:
            collecting.leave_out(name, str(error))
            continue
        passwords = StoredPasswords(proxy=SecretText(values.get("ProxyPassword", "") if connection.proxy else ""))
        collecting.add(name, connection, passwords, remarks)
    return collecting.found()


def session_name(coded: str) -> str:
    """`my%20host` as PuTTY codes a session's name, in the system's encoding."""
    name = unquote_to_bytes(coded)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("cp1252", "replace")


def values_of_file(text: str) -> Values:
    """A session of the Unix version: `Name=value` a line."""
    pairs = (line.partition("=") for line in text.splitlines())
    return {name: value for name, equals, value in pairs if equals}


def is_session(text: str) -> bool:
    """Whether a file looks like one."""
    values = values_of_file(text[:100_000])
    return "HostName" in values and not text.lstrip().startswith(("[", "<", "{"))
