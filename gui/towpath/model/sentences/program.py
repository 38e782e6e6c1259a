"""What goes wrong with the program itself: its questions, names, profile and secrets."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.NEEDS_ANSWER: lambda s, f: (
        f"cannot go on with {s}",
        f"it needs an answer ({f('question')}) and there is nobody to ask",
        "run it in a terminal, or connect from the window",
    ),
    ProblemKind.CANCELLED: lambda s, f: (f"{s} cancelled" if s else "cancelled", "", ""),
    ProblemKind.ENGINE_HELD: lambda s, f: (
        "cannot start",
        f"profile {s} is in use by process {f('pid')}",
        "close it, or use --config for another profile",
    ),
    ProblemKind.ENGINE_GONE: lambda s, f: (
        "lost touch with the running Towpath",
        f("detail") or "it ended",
        "start it again",
    ),
    ProblemKind.NO_ENGINE: lambda s, f: (
        f"cannot go through {s}",
        "Towpath is not running",
        f"start it, or run `towpath up {s}` in another terminal",
    ),
    ProblemKind.UNKNOWN_CONNECTION: lambda s, f: (
        (
            "the connection for this site was removed",
            "",
            "change the rule on the page Browser, or with: towpath rules",
        )
        if f("removed")
        else (
            s,
            "no connection has this name" + (f"; there is {f('choices')}" if f("choices") else ""),
            "see `towpath list`",
        )
    ),
    ProblemKind.UNKNOWN_FORWARD: lambda s, f: (
        s,
        "the connection has no such forward" + (f"; there is {f('choices')}" if f("choices") else ""),
        "see `towpath show`",
    ),
    ProblemKind.NAME_TAKEN: lambda s, f: (
        s,
        "a connection with this name exists",
        "choose another name, or edit it",
    ),
    ProblemKind.INVALID: lambda s, f: (s, f("detail"), f("hint")),
    ProblemKind.CONNECTION_BUSY: lambda s, f: (s, "it is in use", "take it down first"),
    ProblemKind.CONFIG_DAMAGED: lambda s, f: (
        f"cannot read {s}",
        f"the file is damaged: {f('detail')}",
        f"it was kept as {f('file')}"
        + ("; the last backup is in use" if f("backup") else "; starting with nothing saved"),
    ),
    ProblemKind.CONFIG_TOO_NEW: lambda s, f: (
        f"cannot use {s}",
        f"it was written by a newer Towpath (version {f('detail')})",
        "update Towpath, or use --config for another profile",
    ),
    ProblemKind.FILE_UNREADABLE: lambda s, f: (
        f"cannot read {s}",
        f("detail"),
        "check the file and its permissions",
    ),
    ProblemKind.FILE_UNWRITABLE: lambda s, f: (
        f"cannot write {s}",
        f("detail"),
        "check the disk's space and the permissions",
    ),
    ProblemKind.NO_SAFE_KEYRING: lambda s, f: (
        "the keyring cannot keep secrets",
        f("detail") or "no system keyring that encrypts was found",
        f("hint") or "what you type can be kept until Towpath ends",
    ),
    ProblemKind.KEYRING_FAILED: lambda s, f: (
        f"secret for {s} not {f('wish') or 'saved'}",
        f("detail"),
        f("hint") or "see that the system's keyring is unlocked",
    ),
    ProblemKind.NO_DISPLAY: lambda s, f: (
        "cannot open a window",
        "no display was found",
        "use the command line: `towpath up NAME`, or `towpath --help`",
    ),
    ProblemKind.QT_UNUSABLE: lambda s, f: (
        "cannot open a window",
        f("detail"),
        "install the missing system library, or use the command line: `towpath --help`",
    ),
    ProblemKind.INTERNAL: lambda s, f: (s or "internal error", f("detail"), "please report this"),
}
