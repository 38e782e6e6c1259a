"""What happened, in words: of each `Happening`, with the facts that it has.

The facts, besides `connection`, `subject` and `problem`: `tries` and `since` (wall-clock time) of RETRYING and UP after
it; `listens` of FORWARD_UP; `question` and `how` (answered, refused, withdrawn) of ASKED and ANSWERED; `status`,
`files`, `failed` and `bytes` of TRANSFER_ENDED; `mode` and `via` of BROWSER_SWITCHED; `status` of PROXY_TAKEN;
`version` of STARTED.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from towpath.model.activity import Activity, Happening
from towpath.model.language import translate
from towpath.model.text import printable, sentence, size
from towpath.model.words import explain

_Fact = Callable[[str], str]


def told(activity: Activity) -> str:
    """What happened, as a sentence without a stop."""
    return _SENTENCES[activity.what](printable(activity.subject), lambda name: printable(activity.facts.get(name, "")))


def reason(activity: Activity) -> str:
    """Why, as a sentence without a stop; empty where there is nothing more to say."""
    if activity.problem is None:
        return ""
    words = explain(activity.problem)
    return sentence(f"{words.what}: {words.why}" if words.why else words.what)


def short_reason(activity: Activity) -> str:
    """The same for little room: without what failed, which `told` has said much the same of."""
    if activity.problem is None:
        return ""
    words = explain(activity.problem)
    return sentence(words.why or words.what)


def advice(activity: Activity) -> str:
    """What to do about it; empty for nothing."""
    return sentence(explain(activity.problem).to_do) if activity.problem is not None else ""


def whole_line(activity: Activity) -> str:
    """All of it, as a log has it: time, connection, what and why."""
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(activity.at))
    connection = f"{printable(activity.connection)}: " if activity.connection else ""
    why = reason(activity)
    return f"{at}  {connection}{told(activity)}{f' ({why})' if why else ''}"


def _tr(text: str) -> str:
    return translate("Activity", text)


def _clock(at: str) -> str:
    return time.strftime("%H:%M", time.localtime(float(at)))


def _up(_subject: str, fact: _Fact) -> str:
    if tries := fact("tries"):
        return _tr("Connected again") if tries == "1" else _tr("Connected at try {tries}").format(tries=tries)
    return _tr("Connected")


def _retrying(_subject: str, fact: _Fact) -> str:
    if fact("tries") in ("", "1"):
        return _tr("Could not connect yet; tried once since {time}").format(time=_clock(fact("since")))
    text = _tr("Could not connect yet; tried {tries} times since {time}")
    return text.format(tries=fact("tries"), time=_clock(fact("since")))


def _forward_up(subject: str, fact: _Fact) -> str:
    return _tr("Forward {forward} listens on {address}").format(forward=subject, address=fact("listens"))


def _question(subject: str, fact: _Fact) -> str:
    texts = {
        "host-key": _tr("whether to trust the host key of {subject}"),
        "password": _tr("the password of {subject}"),
        "passphrase": _tr("the passphrase of {subject}"),
        "code": _tr("a code for {subject}"),
        "command": _tr("whether a command may run: {subject}"),
        "overwrite": _tr("whether to replace {subject}"),
    }
    return texts.get(fact("question"), "{subject}").format(subject=subject)


def _asked(subject: str, fact: _Fact) -> str:
    return _tr("Asked for: {question}").format(question=_question(subject, fact))


def _answered(subject: str, fact: _Fact) -> str:
    texts = {
        "answered": _tr("Answered: {question}"),
        "refused": _tr("Declined: {question}"),
        "withdrawn": _tr("No longer asked for: {question}"),
    }
    return texts.get(fact("how"), "{question}").format(question=_question(subject, fact))


def _transfer_ended(subject: str, fact: _Fact) -> str:
    texts = {
        "done": _tr("Transferred {subject}: {files} files, {size}"),
        "failed": _tr("Transfer of {subject} ended with failures: {failed} of {files} files"),
        "cancelled": _tr("Transfer of {subject} was cancelled"),
        "paused": _tr("Transfer of {subject} was paused"),
    }
    amount = size(float(fact("bytes") or 0))
    return texts.get(fact("status"), "{subject}").format(
        subject=subject, files=fact("files"), failed=fact("failed"), size=amount
    )


def _browser(_subject: str, fact: _Fact) -> str:
    return {
        "off": _tr("Browsers no longer follow the rules for sites"),
        "rules": _tr("Browsers follow the rules for sites"),
        "everything": _tr("Browsers go through {connection} with everything"),
    }.get(fact("mode"), "").format(connection=fact("via"))


def _proxy(subject: str, fact: _Fact) -> str:
    return {
        "ours": _tr("The proxy setting of {desktop} leads browsers to Towpath"),
        "not-ours": _tr("The proxy setting of {desktop} is as it was before"),
        "taken": _tr("Another program changed the proxy setting of {desktop}; it is left alone"),
        "failed": _tr("The proxy setting of {desktop} could not be changed"),
    }.get(fact("status"), "").format(desktop=subject)


def _crashed(subject: str, _fact: _Fact) -> str:
    if subject:
        return _tr("Towpath crashed the last time; the crash report is kept on this computer")
    return _tr("Towpath did not come to an orderly end the last time: it was killed, or the computer went down")


_SENTENCES: dict[Happening, Callable[[str, _Fact], str]] = {
    Happening.STARTED: lambda _subject, fact: _tr("Towpath {version} started").format(version=fact("version")),
    Happening.ENDED: lambda _subject, _fact: _tr("Towpath ended"),
    Happening.CRASHED_BEFORE: _crashed,
    Happening.CONNECTING: lambda _subject, _fact: _tr("Connecting"),
    Happening.UP: _up,
    Happening.LOST: lambda _subject, _fact: _tr("Connection lost"),
    Happening.RETRYING: _retrying,
    Happening.WAITS_FOR_USER: lambda _subject, _fact: _tr("Waits for somebody to log in"),
    Happening.WAITS_FOR_NETWORK: lambda _subject, _fact: _tr("Waits for the network"),
    Happening.FAILED: lambda _subject, _fact: _tr("Could not connect"),
    Happening.DOWN: lambda _subject, _fact: _tr("Disconnected"),
    Happening.FORWARD_UP: _forward_up,
    Happening.FORWARD_TROUBLE: lambda subject, _fact: _tr("Forward {forward} has trouble").format(forward=subject),
    Happening.FORWARD_DOWN: lambda subject, _fact: _tr("Forward {forward} was taken down").format(forward=subject),
    Happening.ASKED: _asked,
    Happening.ANSWERED: _answered,
    Happening.TRANSFER_BEGAN: lambda subject, _fact: _tr("Began to transfer {subject}").format(subject=subject),
    Happening.TRANSFER_ENDED: _transfer_ended,
    Happening.EDIT_TROUBLE: lambda subject, _fact: _tr("Changes of {file} were not uploaded").format(file=subject),
    Happening.BROWSER_SWITCHED: _browser,
    Happening.PROXY_TAKEN: _proxy,
    Happening.APP_OPENED: lambda subject, _fact: _tr("Opened {application}").format(application=subject),
    Happening.APP_ENDED: lambda subject, _fact: _tr("Closed {application}").format(application=subject),
    Happening.WOKE_UP: lambda _subject, _fact: _tr("The computer woke up"),
    Happening.NETWORK_CHANGED: lambda _subject, _fact: _tr("The network changed"),
    Happening.NETWORK_GONE: lambda _subject, _fact: _tr("The network is gone"),
    Happening.NOTICE: lambda _subject, _fact: _tr("Something to know"),
    Happening.LOGGED: lambda subject, _fact: _tr("Unexpected: {text}").format(text=subject),
}
