"""Why a login failed."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Saying, Sentences


def _tried(say: Saying) -> str:
    return say("the server takes {methods}", methods=say["methods"] or say("no method")) + say.if_told(
        "; tried {tried}"
    )


SENTENCES: Sentences = {
    ProblemKind.KEYS_REFUSED: lambda say: (
        say("cannot log in to {subject}"),
        say("none of your keys was accepted ({tried})", tried=_tried(say)),
        say("a key that lives on the gateway cannot be used from here; install your public key on that machine")
        if say["behind"]
        else say("install your public key there, or choose another key"),
    ),
    ProblemKind.KEY_UNREADABLE: lambda say: (say("cannot use key {subject}"), say["detail"], say("check the file")),
    ProblemKind.PASSPHRASE_WRONG: lambda say: (
        say("cannot {act} {subject}", act=say["act"] or say("use key")),
        say("the passphrase is wrong"),
        say("try again"),
    ),
    ProblemKind.PASSWORD_REFUSED: lambda say: (
        say("cannot log in to {subject}"),
        say("the password was refused"),
        say("check user name and password, then connect again"),
    ),
    ProblemKind.PASSWORD_EXPIRED: lambda say: (
        say("cannot log in to {subject}"),
        say("the server wants a new password") + say.if_told(": {detail}"),
        say("log in once with ssh in a terminal and change it there"),
    ),
    ProblemKind.CODE_REFUSED: lambda say: (
        say("cannot log in to {subject}"),
        say("the server refused what was typed"),
        say("wait for a fresh code, then connect again"),
    ),
    ProblemKind.NO_METHOD_LEFT: lambda say: (
        say("cannot log in to {subject}"),
        say("no way to log in is left ({tried})", tried=_tried(say)),
        say("check user, keys and allowed methods of this hop"),
    ),
    ProblemKind.TOO_MANY_TRIES: lambda say: (
        say("cannot log in to {subject}"),
        say("the server counted too many tries") + say.if_told(" ({detail})"),
        say("name the right key in the connection and offer only that one"),
    ),
}
