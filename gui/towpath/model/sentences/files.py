"""What goes wrong with files and transfers."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences, on_which

SENTENCES: Sentences = {
    ProblemKind.FILE_NOT_FOUND: lambda s, f: (s, "no such file or folder" + on_which(f), "check the path"),
    ProblemKind.FILE_EXISTS: lambda s, f: (
        s,
        "it exists already" + on_which(f),
        f("hint") or "choose another name, or to overwrite",
    ),
    ProblemKind.PERMISSION_DENIED: lambda s, f: (
        s,
        "permission denied" + (f" ({f('detail')})" if f("detail") else "") + on_which(f),
        "check who owns it and its permissions",
    ),
    ProblemKind.DISK_FULL: lambda s, f: (
        s,
        f("detail") or "the disk is full" + on_which(f),
        "make room, then retry",
    ),
    ProblemKind.NOT_A_FOLDER: lambda s, f: (s, "it is not a folder" + on_which(f), "name the folder itself"),
    ProblemKind.IS_A_FOLDER: lambda s, f: (
        s,
        f("detail") or "it is a folder" + on_which(f),
        f("hint") or "name a file",
    ),
    ProblemKind.FOLDER_NOT_EMPTY: lambda s, f: (s, "the folder is not empty" + on_which(f), "empty it first"),
    ProblemKind.LINK_LOOP: lambda s, f: (
        s,
        "its links lead in a circle" + on_which(f),
        "keep links instead of following them",
    ),
    ProblemKind.NAME_IMPOSSIBLE: lambda s, f: (
        s,
        (f("detail") or "the name is not possible") + on_which(f),
        "rename it, then retry",
    ),
    ProblemKind.SPECIAL_FILE: lambda s, f: (
        s,
        f("detail") or "it is a device, a socket or a pipe, and those are not copied",
        f("hint") or "exclude it",
    ),
    ProblemKind.FILE_CHANGED: lambda s, f: (
        s,
        f("detail") or "it changed while it was copied",
        f("hint") or "nothing was stored under its name; retry when it is at rest",
    ),
    ProblemKind.FILE_FAILED: lambda s, f: (
        s,
        (f("detail") or "the server gives no reason") + on_which(f),
        "look there, then retry",
    ),
    ProblemKind.UNSUPPORTED: lambda s, f: (
        s,
        (f("detail") or "the server cannot do that") + on_which(f),
        f("hint") or "do without it",
    ),
    ProblemKind.RESUME_REFUSED: lambda s, f: (
        s,
        f"cannot go on with what is there: {f('detail')}",
        "retry without resuming, which begins anew",
    ),
    ProblemKind.VERIFY_FAILED: lambda s, f: (
        s,
        "what arrived is not what was sent" + (f" ({f('detail')})" if f("detail") else ""),
        "nothing was stored under its name; check both disks, then retry",
    ),
    ProblemKind.SFTP_UNAVAILABLE: lambda s, f: (
        f"no file transfer with {s}",
        f("detail") or "the server offers no SFTP",
        "ask its administrator for the sftp subsystem, or set an SFTP server command",
    ),
    ProblemKind.TRANSFER_INCOMPLETE: lambda s, f: (
        s or "not everything was transferred",
        f("detail"),
        "see the failures, then retry",
    ),
    ProblemKind.TRANSFER_INTERRUPTED: lambda s, f: (
        s or "the transfer was interrupted",
        f("detail") or "the program ended before it was done",
        "resume it: what has arrived is kept",
    ),
    ProblemKind.UNKNOWN_TRANSFER: lambda s, f: (
        s,
        "there is no such transfer",
        "it may have been cleared from the list",
    ),
    ProblemKind.UNKNOWN_EDIT: lambda s, f: (
        s or "this file",
        "it is not being edited any more",
        "open it again",
    ),
    ProblemKind.FILES_LEFT: lambda s, f: (
        s or "not everything was done",
        f("detail"),
        "see what was left, and why",
    ),
    ProblemKind.NOT_OPENED: lambda s, f: (
        f"cannot open {s}",
        f("detail"),
        f("advice") or "choose another program in the settings",
    ),
}
