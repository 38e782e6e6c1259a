"""Questions that only a person can answer, and their answers. Plain data: any front end can show them.

Texts from servers (titles, instructions, prompts) are raw here; whoever shows them calls `model.text.printable`.
"""

from __future__ import annotations

import enum

import msgspec

from towpath.model.filesystem import Attributes
from towpath.model.host_config import ImportedCommand
from towpath.model.transfer import Conflict


class HostKeyAsked(msgspec.Struct, frozen=True, kw_only=True, tag="host-key"):
    """Is this the right machine? Asked before any secret is sent (RFC 4251, 4.1)."""

    host: str
    """The name that would be written to known_hosts, `[host]:port` for ports other than 22."""
    key_type: str
    fingerprint: str
    """`SHA256:…` as ssh-keygen(1) prints it."""
    randomart: str
    other_known_types: tuple[str, ...] = ()
    """Types of other keys that known_hosts already has for this host: a reason for a louder warning."""
    file: str = ""
    """The known_hosts file an accepted key is appended to."""


class PasswordAsked(msgspec.Struct, frozen=True, kw_only=True, tag="password"):
    """The account's password (RFC 4252, 8), or a proxy's."""

    account: str
    """`user@host:port` it belongs to."""
    can_remember: bool = False
    """A keyring known to encrypt is there and the user has not switched remembering off."""
    can_keep: bool = False
    """It can be kept in memory until the program ends."""
    cannot_remember_why: str = ""
    """In words, when `can_remember` is false although the user wishes it."""
    refused_before: bool = False
    banner: str = ""
    """What the server said before it asked (RFC 4252, 5.4); with the first question only."""


class PassphraseAsked(msgspec.Struct, frozen=True, kw_only=True, tag="passphrase"):
    """The passphrase of an encrypted private key file."""

    file: str
    fingerprint: str = ""
    can_remember: bool = False
    can_keep: bool = False
    cannot_remember_why: str = ""
    refused_before: bool = False


class Line(msgspec.Struct, frozen=True):
    """One prompt of a keyboard-interactive request; `echo` says whether typing may be seen."""

    text: str
    echo: bool


class CodeAsked(msgspec.Struct, frozen=True, kw_only=True, tag="code"):
    """A keyboard-interactive request (RFC 4256): one-time codes, passwords, anything the server thinks of."""

    account: str
    title: str = ""
    instruction: str = ""
    lines: tuple[Line, ...] = ()
    refused_before: bool = False
    """The server refused what was typed the last time."""
    banner: str = ""
    """As in `PasswordAsked`."""


class CommandAsked(msgspec.Struct, frozen=True, kw_only=True, tag="command"):
    """An imported text wants this to run on this machine. Accepted, it is remembered; asked at most once."""

    command: ImportedCommand
    host: str = ""
    """Whose settings ask for it."""


class OverwriteAsked(msgspec.Struct, frozen=True, kw_only=True, tag="overwrite"):
    """A file of this name is there already (`Conflict.ASK`). Answered by `Choice`; refused, the file is skipped."""

    source: bytes
    source_attributes: Attributes
    destination: bytes
    destination_attributes: Attributes
    batch: str = ""
    """Id of the transfer."""
    can_resume: bool = False
    """What is there may be the beginning of the source."""
    edited: bool = False
    """The source is the copy that was edited here, and the destination changed since it was made."""


Asked = HostKeyAsked | PasswordAsked | PassphraseAsked | CodeAsked | CommandAsked | OverwriteAsked


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """An open question. `asker` names the terminal that started the work, empty for the window."""

    id: int
    asked: Asked
    connection: str = ""
    """Name of the connection this is about."""
    hop: str = ""
    asker: str = ""


class Accept(msgspec.Struct, frozen=True, tag="accept"):
    """Yes: trust this host key; let this command run."""


class Refuse(msgspec.Struct, frozen=True, tag="refuse"):
    """No, or the dialog was closed: the piece of work that asked ends."""


class Secrets(msgspec.Struct, frozen=True, kw_only=True, tag="secrets"):
    """What was typed, one text for each line asked. Never printed: `repr` hides the values."""

    values: tuple[str, ...]
    remember: bool = False
    """Keep it in the system's keyring."""
    for_session: bool = False
    """Keep it in the memory of the program until that ends; never with `remember`."""

    def __repr__(self) -> str:
        kept = f"remember={self.remember}, for_session={self.for_session}"
        return f"Secrets(<{len(self.values)} hidden>, {kept})"


class Scope(enum.StrEnum):
    """How much of a batch a choice is for."""

    FILE = "file"
    FOLDER = "folder"
    """All that lie in the same folder, those below it too."""
    TYPE = "type"
    """All whose names end in the same extension (or in none)."""
    BATCH = "batch"


class Choice(msgspec.Struct, frozen=True, kw_only=True, tag="choice"):
    """What to do with a file that is there already; not ASK."""

    conflict: Conflict
    scope: Scope = Scope.FILE
    """Also with others of this batch that would be asked for."""


Answer = Accept | Refuse | Secrets | Choice
