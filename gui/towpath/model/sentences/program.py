"""What goes wrong with the program itself: its questions, names, profile and secrets."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.NEEDS_ANSWER: lambda say: (
        say("cannot go on with {subject}"),
        say("it needs an answer ({question}) and there is nobody to ask"),
        say["hint"] or say("run it in a terminal, or connect from the window"),
    ),
    ProblemKind.CANCELLED: lambda say: (say("{subject} cancelled") if say["subject"] else say("cancelled"), "", ""),
    ProblemKind.ENGINE_HELD: lambda say: (
        say("cannot start"),
        say("profile {subject} is in use by process {pid}"),
        say("close it, or use --config for another profile"),
    ),
    ProblemKind.ENGINE_GONE: lambda say: (
        say("lost touch with the running Towpath"),
        say["detail"] or say("it ended"),
        say("start it again"),
    ),
    ProblemKind.NO_ENGINE: lambda say: (
        say("cannot go through {subject}"),
        say("Towpath is not running"),
        say("start it, or run `towpath up {subject}` in another terminal"),
    ),
    ProblemKind.AUTOSTART_FAILED: lambda say: (
        say("cannot change what is started at login"),
        say("{detail} ({subject})") if say["detail"] else say("this system knows no such thing"),
        say("look at the settings of the desktop for what it starts"),
    ),
    ProblemKind.UNKNOWN_CONNECTION: lambda say: (
        (
            say("the connection for this site was removed"),
            "",
            say("change the rule on the page Browser, or with: towpath rules"),
        )
        if say["removed"]
        else (
            say["subject"],
            say("no connection has this name") + say.if_told("; there is {choices}"),
            say("see `towpath list`"),
        )
    ),
    ProblemKind.UNKNOWN_FORWARD: lambda say: (
        say["subject"],
        say("the connection has no such forward") + say.if_told("; there is {choices}"),
        say("see `towpath show`"),
    ),
    ProblemKind.NAME_TAKEN: lambda say: (
        say["subject"],
        say("a connection with this name exists"),
        say("choose another name, or edit it"),
    ),
    ProblemKind.INVALID: lambda say: (say["subject"], say["detail"], say["hint"]),
    ProblemKind.CONNECTION_BUSY: lambda say: (say["subject"], say("it is in use"), say("take it down first")),
    ProblemKind.CONFIG_DAMAGED: lambda say: (
        say("cannot read {subject}"),
        say("the file is damaged: {detail}"),
        say("it was kept as {file}")
        + (say("; the last backup is in use") if say["backup"] else say("; starting with nothing saved")),
    ),
    ProblemKind.CONFIG_TOO_NEW: lambda say: (
        say("cannot use {subject}"),
        say("it was written by a newer Towpath (version {detail})"),
        say("update Towpath, or use --config for another profile"),
    ),
    ProblemKind.FILE_UNREADABLE: lambda say: (
        say("cannot read {subject}"),
        say["detail"],
        say("check the file and its permissions"),
    ),
    ProblemKind.FILE_UNWRITABLE: lambda say: (
        say("cannot write {subject}"),
        say["detail"],
        say("check the disk's space and the permissions"),
    ),
    ProblemKind.NO_SAFE_KEYRING: lambda say: (
        say("the keyring cannot keep secrets"),
        say["detail"] or say("no system keyring that encrypts was found"),
        say["hint"] or say("what you type can be kept until Towpath ends"),
    ),
    ProblemKind.KEYRING_FAILED: lambda say: (
        say("secret for {subject} not {wish}", wish=say["wish"] or say("saved")),
        say["detail"],
        say["hint"] or say("see that the system's keyring is unlocked"),
    ),
    ProblemKind.NO_DISPLAY: lambda say: (
        say("cannot open a window"),
        say("no display was found"),
        say("use the command line: `towpath up NAME`, or `towpath --help`"),
    ),
    ProblemKind.QT_UNUSABLE: lambda say: (
        say("cannot open a window"),
        say["detail"],
        say("install the missing system library, or use the command line: `towpath --help`"),
    ),
    ProblemKind.INTERNAL: lambda say: (
        say["subject"] or say("internal error"),
        say["detail"],
        say("please report this"),
    ),
}
