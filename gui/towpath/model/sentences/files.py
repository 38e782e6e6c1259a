"""What goes wrong with files and transfers."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.FILE_NOT_FOUND: lambda say: (
        say["subject"],
        say("no such file or folder") + say.on_which(),
        say("check the path"),
    ),
    ProblemKind.FILE_EXISTS: lambda say: (
        say["subject"],
        say("it exists already") + say.on_which(),
        say["hint"] or say("choose another name, or to overwrite"),
    ),
    ProblemKind.PERMISSION_DENIED: lambda say: (
        say["subject"],
        say("permission denied") + say.if_told(" ({detail})") + say.on_which(),
        say("check who owns it and its permissions"),
    ),
    ProblemKind.DISK_FULL: lambda say: (
        say["subject"],
        say["detail"] or say("the disk is full") + say.on_which(),
        say("make room, then retry"),
    ),
    ProblemKind.NOT_A_FOLDER: lambda say: (
        say["subject"],
        say("it is not a folder") + say.on_which(),
        say("name the folder itself"),
    ),
    ProblemKind.IS_A_FOLDER: lambda say: (
        say["subject"],
        say["detail"] or say("it is a folder") + say.on_which(),
        say["hint"] or say("name a file"),
    ),
    ProblemKind.FOLDER_NOT_EMPTY: lambda say: (
        say["subject"],
        say("the folder is not empty") + say.on_which(),
        say("empty it first"),
    ),
    ProblemKind.LINK_LOOP: lambda say: (
        say["subject"],
        say("its links lead in a circle") + say.on_which(),
        say("keep links instead of following them"),
    ),
    ProblemKind.NAME_IMPOSSIBLE: lambda say: (
        say["subject"],
        (say["detail"] or say("the name is not possible")) + say.on_which(),
        say("rename it, then retry"),
    ),
    ProblemKind.SPECIAL_FILE: lambda say: (
        say["subject"],
        say["detail"] or say("it is a device, a socket or a pipe, and those are not copied"),
        say["hint"] or say("exclude it"),
    ),
    ProblemKind.FILE_CHANGED: lambda say: (
        say["subject"],
        say["detail"] or say("it changed while it was copied"),
        say["hint"] or say("nothing was stored under its name; retry when it is at rest"),
    ),
    ProblemKind.FILE_FAILED: lambda say: (
        say["subject"],
        (say["detail"] or say("the server gives no reason")) + say.on_which(),
        say("look there, then retry"),
    ),
    ProblemKind.UNSUPPORTED: lambda say: (
        say["subject"],
        (say["detail"] or say("the server cannot do that")) + say.on_which(),
        say["hint"] or say("do without it"),
    ),
    ProblemKind.RESUME_REFUSED: lambda say: (
        say["subject"],
        say("cannot go on with what is there: {detail}"),
        say("retry without resuming, which begins anew"),
    ),
    ProblemKind.VERIFY_FAILED: lambda say: (
        say["subject"],
        say("what arrived is not what was sent") + say.if_told(" ({detail})"),
        say("nothing was stored under its name; check both disks, then retry"),
    ),
    ProblemKind.SFTP_UNAVAILABLE: lambda say: (
        say("no file transfer with {subject}"),
        say["detail"] or say("the server offers no SFTP"),
        say("ask its administrator for the sftp subsystem, or set an SFTP server command"),
    ),
    ProblemKind.TRANSFER_INCOMPLETE: lambda say: (
        say["subject"] or say("not everything was transferred"),
        say["detail"],
        say("see the failures, then retry"),
    ),
    ProblemKind.TRANSFER_INTERRUPTED: lambda say: (
        say["subject"] or say("the transfer was interrupted"),
        say["detail"] or say("the program ended before it was done"),
        say("resume it: what has arrived is kept"),
    ),
    ProblemKind.UNKNOWN_TRANSFER: lambda say: (
        say["subject"],
        say("there is no such transfer"),
        say("it may have been cleared from the list"),
    ),
    ProblemKind.UNKNOWN_EDIT: lambda say: (
        say["subject"] or say("this file"),
        say("it is not being edited any more"),
        say("open it again"),
    ),
    ProblemKind.FILES_LEFT: lambda say: (
        say["subject"] or say("not everything was done"),
        say["detail"],
        say("see what was left, and why"),
    ),
    ProblemKind.NOT_OPENED: lambda say: (
        say("cannot open {subject}"),
        say["detail"],
        say["advice"] or say("choose another program in the settings"),
    ),
}
