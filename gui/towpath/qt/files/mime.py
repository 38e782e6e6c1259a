"""Files as other programs and our own panes hand them over: by drag and drop, and by the clipboard.

Between our panes places go in a format of our own. Files of this machine are offered to others as `text/uri-list`
(RFC 2483) as well, and taken from them; files of other machines are promised to nobody: Qt would have to fetch them
while the desktop waits. Whether files were cut is told in the ways of GNOME and of KDE.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QMimeData, QSysInfo, QUrl

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.model.transfer import HERE, Place

OURS = "application/x-towpath-places"
GNOME = "x-special/gnome-copied-files"
"""`copy` or `cut`, then URLs, each on a line."""
KDE = "application/x-kde-cutselection"
"""`1` beside a list of URLs that were cut."""
SCHEME = "file"


class Parcel(msgspec.Struct, frozen=True):
    """What is dragged, or lies in the clipboard."""

    places: tuple[Place, ...]
    cut: bool = False
    """They are to be moved."""


def pack(parcel: Parcel) -> QMimeData:
    """For a drag, or the clipboard."""
    data = QMimeData()
    data.setData(OURS, msgspec.json.encode(parcel))
    if all(place.connection == HERE for place in parcel.places):
        urls = [url_of(place.path) for place in parcel.places]
        data.setUrls(urls)
        lines = [b"cut" if parcel.cut else b"copy", *(url.toEncoded().data() for url in urls)]
        data.setData(GNOME, b"\n".join(lines))
        data.setData(KDE, b"1" if parcel.cut else b"0")
    return data


def is_ours(data: QMimeData) -> bool:
    """Whether it comes from a pane."""
    return data.hasFormat(OURS)


def has_files(data: QMimeData) -> bool:
    """Whether it may be for `unpack`; by the formats alone, without fetching anything from another program."""
    return is_ours(data) or data.hasFormat(GNOME) or data.hasUrls()


def unpack(data: QMimeData) -> Parcel:
    """What was packed, here or by another program. Raises TowpathError INVALID for what lies elsewhere, or is no
    file."""
    if is_ours(data):
        try:
            return msgspec.json.decode(data.data(OURS).data(), type=Parcel)
        except msgspec.MsgspecError as error:
            raise _not_taken("", translate("Fact", "it is damaged: {error}").format(error=error)) from None
    if data.hasFormat(GNOME):
        text = bytes(data.data(GNOME).data()).rstrip(b"\0")  # PCManFM ends it as C does
        verb, *lines = text.split() or [b""]
        return Parcel(_places(map(QUrl.fromEncoded, lines)), cut=verb == b"cut")
    return Parcel(_places(data.urls()), cut=data.data(KDE).data() == b"1")


def url_of(path: bytes) -> QUrl:
    """Of a file of this machine, each byte as it is."""
    quoted = urllib.parse.quote(path, safe="/:")
    return QUrl.fromEncoded(f"{SCHEME}://{'' if quoted.startswith('/') else '/'}{quoted}".encode())


def path_of(url: QUrl) -> bytes:
    """Each byte as it is. Raises TowpathError INVALID for what is no file of this machine."""
    if url.scheme() != SCHEME:
        raise _not_taken(url.toDisplayString(), "only files can be taken from another program")
    if url.host() not in ("", "localhost", QSysInfo.machineHostName().lower()):
        raise _not_taken(
            url.toDisplayString(), translate("Fact", "it lies on another machine, {host}").format(host=url.host())
        )
    path = urllib.parse.unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))
    return path.removeprefix(b"/") if os.name == "nt" else path


def _places(urls: Iterable[QUrl]) -> tuple[Place, ...]:
    """Folders without the slash that some programs put at their end."""
    return tuple(Place(HERE, path_of(url).rstrip(b"/") or b"/") for url in urls)


def _not_taken(subject: str, detail: str) -> TowpathError:
    facts = {"detail": detail, "hint": "copy it to this machine first"}
    return TowpathError(Problem(ProblemKind.INVALID, subject or "what was dropped", facts))
