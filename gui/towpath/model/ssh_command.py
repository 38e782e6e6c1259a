"""A connection as the command of OpenSSH that does the same: to read, to compare with, and to use without Towpath."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence

from towpath.model.connection import Connection, Hop, SshConfigLink
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import FROM_CONFIG, Forward, ForwardKind
from towpath.model.ssh_options import (
    SSH_PORT,
    Option,
    forward_ends,
    hop_options,
    jump_text,
    keepalive_options,
    session_options,
    those_that_count,
    way_out,
)

_FLAGS = {
    ("Compression", "yes"): "-C",
    ("AddressFamily", "inet"): "-4",
    ("AddressFamily", "inet6"): "-6",
    ("ForwardAgent", "yes"): "-A",
    ("RequestTTY", "yes"): "-t",
    ("RequestTTY", "force"): "-tt",
    ("RequestTTY", "no"): "-T",
}
_LETTERS = {"IdentityFile": "-i", "Ciphers": "-c", "ProxyJump": "-J"}
"""What ssh and scp both call so."""
_LETTERS_OF_SSH = {"MACs": "-m", "BindAddress": "-b", "Port": "-p", "User": "-l"}
_AS_TYPED = re.compile(r"(?![+^-])[^\s\"'\\#%$]+")
"""What means the same behind a flag and behind a keyword: neither quotes nor tokens, nor a change to ssh's list."""


def ssh_command(connection: Connection, forwards: Iterable[Forward]) -> str:
    """One line for a POSIX shell: `ssh -N -J gate -L 127.0.0.1:8080:intranet:80 ann@inner`.

    Give the forwards as they listen: ssh cannot let the system choose a local port. Raises TowpathError INVALID
    for one whose port is 0.
    """
    words = ["ssh"]
    if not connection.remote_command and not connection.request_tty:
        words.append("-N")
    if connection.link:
        given = [f for f in forwards if not f.id.startswith(FROM_CONFIG)]
        return shlex.join([*words, *_own_forwards(given), *_link_words(connection.link)])
    given = list(forwards)
    words += as_words(keepalive_options(connection.keepalive))
    words += _own_forwards(given)
    said = session_options(connection)
    if given:
        said = [option for option in said if option[0] != "ExitOnForwardFailure"]
    return shlex.join([*words, *as_words(said), *_login(connection, connection.hops)])


def _own_forwards(forwards: Sequence[Forward]) -> list[str]:
    options = [word for forward in forwards for word in _forward_words(forward)]
    return ["-o", "ExitOnForwardFailure=yes", *options] if options else []


def _forward_words(forward: Forward) -> list[str]:
    if forward.kind is not ForwardKind.REMOTE and not forward.listen.path and not forward.listen.port:
        facts = {
            "detail": "ssh cannot let the system choose the port",
            "hint": "bring it up first, or give it a port of its own",
        }
        raise TowpathError(Problem(ProblemKind.INVALID, forward.name, facts))
    return [f"-{forward.kind.value}", ":".join(forward_ends(forward))]


def _link_words(link: SshConfigLink) -> list[str]:
    """The name in the ssh_config with what was said besides; the file says the rest."""
    # A flag is louder than what stood before it, so none may follow for what has been said.
    options = those_that_count(_split_option(option) for option in link.options)
    return [*(["-F", link.file] if link.file else []), *as_words(options), link.host]


def _split_option(text: str) -> Option:
    keyword, _, value = text.partition("=")
    return keyword, value


def as_words(options: Iterable[Option], *, of_ssh: bool = True) -> list[str]:
    """Options on a command line, by their flags where they have any; of scp without those that mean something else
    there."""
    letters = _LETTERS | _LETTERS_OF_SSH if of_ssh else _LETTERS
    words: list[str] = []
    for keyword, value in options:
        flag = _FLAGS.get((keyword, value))
        if flag and (of_ssh or keyword in ("Compression", "AddressFamily")):
            words.append(flag)
        elif keyword in letters and _AS_TYPED.fullmatch(value):
            words += [letters[keyword], value]
        else:
            words += ["-o", f"{keyword}={value}"]
    return words


def login_options(connection: Connection, hops: Sequence[Hop], *, port_option: str = "-p") -> list[str]:
    """What logs in to the last of these hops, through those before it, when its name follows. Of ssh, or of scp with
    `-P`."""
    *before, hop = hops
    port = [port_option, str(hop.port)] if hop.port != SSH_PORT else []
    return [*_way(connection, before), *port, *as_words(hop_options(hop), of_ssh=port_option == "-p")]


def _login(connection: Connection, hops: Sequence[Hop]) -> list[str]:
    hop = hops[-1]
    return [*login_options(connection, hops), f"{hop.user}@{hop.host}" if hop.user else hop.host]


def _way(connection: Connection, before: Sequence[Hop]) -> list[str]:
    """How ssh gets to a machine behind these. `-J` where it says it all: ssh gives a jump host no option of the
    target's, so that one with settings of its own needs an ssh of its own."""
    out = way_out(connection)
    if not before:
        return ["-o", f"ProxyCommand={out}"] if out else []
    if not out and not any(hop_options(hop) for hop in before):
        return ["-J", ",".join(jump_text(hop) for hop in before)]
    inner = shlex.join(["ssh", *_login(connection, before)]).replace("%", "%%")
    return ["-o", f"ProxyCommand={inner} -W '[%h]:%p'"]
