"""Why a login failed."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Facts, Sentences


def _tried(fact: Facts) -> str:
    return f"the server takes {fact('methods') or 'no method'}" + (f"; tried {fact('tried')}" if fact("tried") else "")


SENTENCES: Sentences = {
    ProblemKind.KEYS_REFUSED: lambda s, f: (
        f"cannot log in to {s}",
        f"none of your keys was accepted ({_tried(f)})",
        "a key that lives on the gateway cannot be used from here; install your public key on that machine"
        if f("behind")
        else "install your public key there, or choose another key",
    ),
    ProblemKind.KEY_UNREADABLE: lambda s, f: (f"cannot use key {s}", f("detail"), "check the file"),
    ProblemKind.PASSPHRASE_WRONG: lambda s, f: (
        f"cannot {f('act') or 'use key'} {s}",
        "the passphrase is wrong",
        "try again",
    ),
    ProblemKind.PASSWORD_REFUSED: lambda s, f: (
        f"cannot log in to {s}",
        "the password was refused",
        "check user name and password, then connect again",
    ),
    ProblemKind.PASSWORD_EXPIRED: lambda s, f: (
        f"cannot log in to {s}",
        "the server wants a new password" + (f": {f('detail')}" if f("detail") else ""),
        "log in once with ssh in a terminal and change it there",
    ),
    ProblemKind.CODE_REFUSED: lambda s, f: (
        f"cannot log in to {s}",
        "the server refused what was typed",
        "wait for a fresh code, then connect again",
    ),
    ProblemKind.NO_METHOD_LEFT: lambda s, f: (
        f"cannot log in to {s}",
        f"no way to log in is left ({_tried(f)})",
        "check user, keys and allowed methods of this hop",
    ),
    ProblemKind.TOO_MANY_TRIES: lambda s, f: (
        f"cannot log in to {s}",
        "the server counted too many tries" + (f" ({f('detail')})" if f("detail") else ""),
        "name the right key in the connection and offer only that one",
    ),
}
