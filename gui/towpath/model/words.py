"""The one place that turns a `Problem` into words: what failed, why, and what to do.

Facts used, besides `subject`: `detail` (the system's or the server's own text), `host`, `holder`, `file`, `line`,
`old`, `new` (fingerprints), `methods`, `tried`, `seconds`, `pid`, `choices`, `via` (the machine that tried),
`asked` and `bound` (where a forward was to listen, and where it does), `reason` (the line of another problem),
`rule` (a pattern), `removed` (set where a site's rule leads to a connection that is no more),
`partly` (set where a file was written under its own name, and half of it is there).
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from towpath.model.error import Problem, ProblemKind
from towpath.model.text import printable, sentence


class Words(msgspec.Struct, frozen=True):
    """Three plain texts without a final stop; `why` and `to_do` may be empty."""

    what: str
    why: str
    to_do: str


MOST_SHOWN = 600
"""Characters of a text from outside; a server may send 250,000."""

Facts = Callable[[str], str]
Maker = Callable[[str, Facts], tuple[str, str, str]]


def explain(problem: Problem) -> Words:
    """The sentences for a problem, every text from outside escaped."""

    def fact(name: str) -> str:
        text = problem.facts.get(name, "")
        return printable(text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…")

    what, why, to_do = _SENTENCES[problem.kind](printable(problem.subject), fact)
    if fact("partly"):
        why += "; it had to be written in place, and a part of it is there now"
        to_do = "retry, or restore what was there"
    return Words(what, _without_stop(why), to_do)


def _without_stop(text: str) -> str:
    """Servers end their sentences; ours go on."""
    return text if text.endswith("..") else text.removesuffix(".")


def line(problem: Problem) -> str:
    """`WHAT: WHY (WHAT TO DO)` on one line, as the command line prints it after `towpath: `."""
    words = explain(problem)
    text = words.what
    if words.why:
        text += f": {words.why}"
    if words.to_do:
        text += f" ({words.to_do})"
    return text


def as_sentence(problem: Problem) -> str:
    """The line with a capital at its beginning, unless that is a name, which keeps its own."""
    text, subject = line(problem), printable(problem.subject)
    return text if subject and text.startswith(subject) else sentence(text)


def _where(fact: Facts) -> str:
    """On which machine, where that is not this one (`via`)."""
    return f" on {fact('via')}" if fact("via") else ""


def _host_key_changed(subject: str, fact: Facts) -> tuple[str, str, str]:
    return (
        f"host key of {subject} CHANGED",
        (
            f"known_hosts has {fact('old')} ({fact('file')}:{fact('line')}), the server shows {fact('new')};"
            " someone may be listening in, or the machine was set up anew"
        ),
        f"no password was sent; ask the administrator, and only then remove that line: {fact('file')}:{fact('line')}",
    )


def _port_in_use(subject: str, fact: Facts) -> tuple[str, str, str]:
    holder = fact("holder")
    why = f"{holder} already listens there" if holder else "another program already listens there"
    return f"cannot listen on {subject}", why, "stop it, or choose another port"


def _forwarding_prohibited(subject: str, fact: Facts) -> tuple[str, str, str]:
    via = fact("via") or "the server"
    remark = "" if fact("detail") in ("", "open failed") else f": {fact('detail')}"  # what sshd says of all of them
    if subject == via:  # a proxy's trial, which was meant for no target
        what, why = f"cannot forward through {via}", "it allows no forwarding, or only to some targets"
    else:
        what, why = f"forward to {subject} is refused", f"{via} does not allow forwarding to it"
    return what, why + remark, "ask its administrator for AllowTcpForwarding or PermitOpen"


def _tried(fact: Facts) -> str:
    return f"the server takes {fact('methods') or 'no method'}" + (f"; tried {fact('tried')}" if fact("tried") else "")


_SENTENCES: dict[ProblemKind, Maker] = {
    ProblemKind.NAME_UNKNOWN: lambda s, f: (
        f"cannot reach {s}",
        f"the name {f('host') or s} is not known" + (" at the gateway" if f("via") else ""),
        "check the spelling" + (", or ask the gateway's administrator" if f("via") else ", the network, or the VPN"),
    ),
    ProblemKind.REFUSED: lambda s, f: (
        f"cannot reach {s}",
        f"connection refused{' as seen from ' + f('via') if f('via') else ''}: nothing listens on that port",
        "check host and port; the server may be down",
    ),
    ProblemKind.UNREACHABLE: lambda s, f: (
        f"cannot reach {s}",
        f("detail") or "no route to it",
        "check the network or the VPN",
    ),
    ProblemKind.TIMED_OUT: lambda s, f: (
        f"cannot reach {s}",
        f"no answer within {f('seconds')} s" + (f" ({f('step')})" if f("step") else ""),
        "check the network, a firewall may drop the packets; try again",
    ),
    ProblemKind.NOT_SSH: lambda s, f: (
        f"cannot log in to {s}",
        "what answers there is not an SSH server" + (f": {f('detail')}" if f("detail") else ""),
        "check the port",
    ),
    ProblemKind.NO_COMMON_ALGORITHM: lambda s, f: (
        f"cannot log in to {s}",
        f"no common algorithm: {f('detail')}",
        "the server is too old or too strict; ask its administrator to allow a current algorithm",
    ),
    ProblemKind.LOST_DURING_LOGIN: lambda s, f: (
        f"cannot log in to {s}",
        "the server closed the connection during login" + (f": {f('detail')}" if f("detail") else ""),
        "try again; if it stays so, ask the server's administrator",
    ),
    ProblemKind.SERVER_MISBEHAVES: lambda s, f: (
        f"cannot log in to {s}",
        f"the server does not keep to the protocol: {f('detail')}",
        "check that it is the right machine; ask its administrator",
    ),
    ProblemKind.LOST: lambda s, f: (
        f"connection to {s} lost",
        f("detail") or "the server closed it",
        "connect again",
    ),
    ProblemKind.STOPPED_ANSWERING: lambda s, f: (
        f"connection to {s} lost",
        f"no answer for {f('seconds')} s",
        "check the network, then connect again",
    ),
    ProblemKind.NETWORK_DOWN: lambda s, f: (
        f"cannot reach {s}",
        "this machine has no network",
        "it is tried again as soon as there is one",
    ),
    ProblemKind.LOGIN_NEEDED: lambda s, f: (
        f"connection to {s} lost",
        (f"{f('reason')}; " if f("reason") else "")
        + "a password or code was given for it, and is not repeated by itself",
        "connect again when you are ready to log in",
    ),
    ProblemKind.GAVE_UP: lambda s, f: (
        f"connection to {s} lost",
        f"tried in vain for {f('seconds')} s; last: {f('reason')}",
        "connect again when it can be reached",
    ),
    ProblemKind.PROXY_FAILED: lambda s, f: (
        f"proxy {s} failed",
        f("detail"),
        "check the proxy's address and account",
    ),
    ProblemKind.PROXY_COMMAND_FAILED: lambda s, f: (
        f"cannot reach {s}",
        f"the ProxyCommand ended: {f('detail')}",
        "try the command in a terminal",
    ),
    ProblemKind.HOP_FORWARDING_PROHIBITED: lambda s, f: (
        f"cannot reach {s}",
        f"{f('via')} does not allow forwarding" + (f": {f('detail')}" if f("detail") else ""),
        "ask its administrator for AllowTcpForwarding",
    ),
    ProblemKind.HOST_KEY_CHANGED: _host_key_changed,
    ProblemKind.HOST_KEY_REVOKED: lambda s, f: (
        f"host key of {s} is REVOKED",
        f"{f('new')} is marked as revoked in {f('file')}:{f('line')}",
        "do not connect; ask the administrator",
    ),
    ProblemKind.HOST_KEY_UNKNOWN: lambda s, f: (
        f"host key of {s} is not known",
        f"{f('new')} is in no known_hosts file and the policy is strict",
        "add the key to known_hosts, or set the policy to ask",
    ),
    ProblemKind.HOST_KEY_REFUSED_BY_USER: lambda s, f: (
        f"not connected to {s}",
        "its host key was not accepted",
        "compare the fingerprint with the administrator's, then connect again",
    ),
    ProblemKind.KNOWN_HOSTS_UNWRITABLE: lambda s, f: (
        f"cannot remember the host key in {s}",
        f("detail"),
        "check the file's permissions",
    ),
    ProblemKind.KEYS_REFUSED: lambda s, f: (
        f"cannot log in to {s}",
        f"none of your keys was accepted ({_tried(f)})",
        "a key that lives on the gateway cannot be used from here; install your public key on that machine"
        if f("behind")
        else "install your public key there, or choose another key",
    ),
    ProblemKind.KEY_UNREADABLE: lambda s, f: (f"cannot use key {s}", f("detail"), "check the file"),
    ProblemKind.PASSPHRASE_WRONG: lambda s, f: (
        f"cannot use key {s}",
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
    ProblemKind.PORT_IN_USE: _port_in_use,
    ProblemKind.PORT_PRIVILEGED: lambda s, f: (
        f"cannot listen on {s}",
        "ports below 1024 are reserved for the system",
        "choose a port from 1024 up",
    ),
    ProblemKind.ADDRESS_NOT_LOCAL: lambda s, f: (
        f"cannot listen on {s}",
        "this machine does not have that address",
        "use 127.0.0.1, ::1 or one of its own addresses",
    ),
    ProblemKind.FORWARDING_PROHIBITED: _forwarding_prohibited,
    ProblemKind.TARGET_REFUSES: lambda s, f: (
        f"{s} does not answer",
        (f"{f('via')} says: " if f("via") else "") + (f("detail") or "connection refused"),
        "check that the service runs there and the port is right",
    ),
    ProblemKind.REMOTE_LISTEN_REFUSED: lambda s, f: (
        f"{f('via') or 'the server'} does not listen on {s}",
        f("detail") or "it refused: that port is taken there, or it allows no remote forwards",
        "choose another port, or ask its administrator for AllowTcpForwarding and PermitListen",
    ),
    ProblemKind.LISTENS_NARROWER: lambda s, f: (
        f"{s} cannot be reached from other machines",
        f"{f('via') or 'the server'} listens on {f('bound')} only, though {f('asked')} was asked for",
        "ask its administrator for GatewayPorts clientspecified",
    ),
    ProblemKind.LISTENS_WIDER: lambda s, f: (
        f"{s} can be reached from other machines",
        f"{f('via') or 'the server'} listens on {f('bound')}, though {f('asked')} was asked for (GatewayPorts yes)",
        "make sure that the service behind it may be seen by all",
    ),
    ProblemKind.PROGRAM_NOT_STARTED: lambda s, f: (
        f"cannot start {s}",
        f("detail"),
        "check the forward's program",
    ),
    ProblemKind.TOO_MANY_OPEN_FILES: lambda s, f: (
        f"{s} takes no new connections for now",
        f("detail") or "too many files are open",
        "close programs that use it, or raise the limit of open files (ulimit -n)",
    ),
    ProblemKind.FILE_NOT_FOUND: lambda s, f: (s, "no such file or folder" + _where(f), "check the path"),
    ProblemKind.FILE_EXISTS: lambda s, f: (
        s,
        "it exists already" + _where(f),
        f("hint") or "choose another name, or to overwrite",
    ),
    ProblemKind.PERMISSION_DENIED: lambda s, f: (
        s,
        "permission denied" + (f" ({f('detail')})" if f("detail") else "") + _where(f),
        "check who owns it and its permissions",
    ),
    ProblemKind.DISK_FULL: lambda s, f: (
        s,
        f("detail") or "the disk is full" + _where(f),
        "make room, then retry",
    ),
    ProblemKind.NOT_A_FOLDER: lambda s, f: (s, "it is not a folder" + _where(f), "name the folder itself"),
    ProblemKind.IS_A_FOLDER: lambda s, f: (s, f("detail") or "it is a folder" + _where(f), f("hint") or "name a file"),
    ProblemKind.FOLDER_NOT_EMPTY: lambda s, f: (s, "the folder is not empty" + _where(f), "empty it first"),
    ProblemKind.LINK_LOOP: lambda s, f: (
        s,
        "its links lead in a circle" + _where(f),
        "keep links instead of following them",
    ),
    ProblemKind.NAME_IMPOSSIBLE: lambda s, f: (
        s,
        (f("detail") or "the name is not possible") + _where(f),
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
        (f("detail") or "the server gives no reason") + _where(f),
        "look there, then retry",
    ),
    ProblemKind.UNSUPPORTED: lambda s, f: (
        s,
        (f("detail") or "the server cannot do that") + _where(f),
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
    ProblemKind.SITE_BLOCKED: lambda s, f: (
        f"{s} is blocked",
        f"the rule {f('rule')} says so" if f("rule") else "a rule says so",
        "change the rule on the page Browser, or with: towpath rules",
    ),
    ProblemKind.TAKEN_DOWN_BY_HAND: lambda s, f: (
        f"{s} is not brought up for a browser",
        "it was disconnected by hand, or its login was cancelled",
        "connect it again",
    ),
    ProblemKind.UNKNOWN_RULE: lambda s, f: (f"no rule {s}", "there is none", "see: towpath rules list"),
    ProblemKind.RULE_FILE_MALFORMED: lambda s, f: (
        f"cannot read the rules in {s}",
        (f"line {f('line')}: " if f("line") else "") + (f("detail") or "it is in no format that is known here"),
        "FoxyProxy, SwitchyOmega, AutoProxy, PAC files and lists of domains can be read",
    ),
    ProblemKind.NO_BROWSER: lambda s, f: (
        f"cannot start {s}" if s else "cannot start a browser",
        "it is not installed" if s else "none is installed that can have a profile of its own",
        "install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox",
    ),
    ProblemKind.BROWSER_NOT_STARTED: lambda s, f: (
        f"{s} did not start",
        f("detail"),
        f("advice") or "start it once by hand",
    ),
    ProblemKind.SYSTEM_PROXY_FAILED: lambda s, f: (
        f"the proxy setting of {s or 'the desktop'} was not changed",
        f("detail") or "the desktop did not take it",
        f("hint") or "start a browser from the page Browser instead",
    ),
    ProblemKind.ROUTER_MOVED: lambda s, f: (
        f"browsers reach Towpath on another port now, {s}",
        f"{f('holder') or 'another program'} took {f('old')}",
        "start again those browsers that were started here",
    ),
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
        "passwords are not saved",
        f("detail") or "no system keyring that encrypts was found",
        "you are asked each time",
    ),
    ProblemKind.KEYRING_FAILED: lambda s, f: (
        f"secret for {s} not saved",
        f("detail"),
        "unlock the system's keyring; you are asked each time until then",
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
