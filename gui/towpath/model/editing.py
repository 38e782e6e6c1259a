"""Files of a far machine that are open in a program of this one: a copy is edited, and uploaded when it is saved."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.error import Problem
from towpath.model.transfer import Place


class Opener(enum.StrEnum):
    """What a file is opened with."""

    EDITOR = "editor"
    """The text editor of the settings, or the desktop's own."""
    APPLICATION = "application"
    """What the desktop opens this kind of file with. What could be run is never opened so."""


class OpenFile(msgspec.Struct, frozen=True, kw_only=True, tag="open-file"):
    """Open a file. One of a connection's machine is copied to a private folder first, and watched (`EditState`); one
    that is open already is opened once more. Ends when the program was started."""

    place: Place
    opener: Opener = Opener.EDITOR
    asker: str = ""


class UploadEdit(msgspec.Struct, frozen=True, kw_only=True, tag="upload-edit"):
    """Upload a copy now, as if it had been saved: after a failure, or a conflict that was put off."""

    id: str
    asker: str = ""


class EndEdit(msgspec.Struct, frozen=True, kw_only=True, tag="end-edit"):
    """Watch it no more, and delete the copy. INVALID where changes of it were never uploaded, unless `discard`."""

    id: str
    discard: bool = False


EditCommand = OpenFile | UploadEdit | EndEdit


class EditStatus(enum.StrEnum):
    """Where it is. Always shown as a word and a shape."""

    DOWNLOADING = "downloading"
    WATCHED = "watched"
    """The copy is what the server has, as far as we know."""
    UPLOADING = "uploading"
    WAITING_FOR_USER = "waiting-for-user"
    """The server's copy changed meanwhile: which one shall be kept?"""
    NOT_UPLOADED = "not-uploaded"
    """There are changes that only the copy has; `problem` says why."""


class EditState(msgspec.Struct, frozen=True, kw_only=True):
    """One file that is being edited."""

    id: str
    place: Place
    """Where it lies."""
    copy: str
    """The path of the copy, on this machine."""
    status: EditStatus
    problem: Problem | None = None
    uploaded: int = 0
    """How often."""
    uploaded_at: float = 0.0
    """Wall-clock time of the last upload; 0 for never."""
