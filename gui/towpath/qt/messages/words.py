"""The messages in words: open questions, what became of connections, and what could be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from towpath.model.error import Problem, ProblemKind
from towpath.model.prompt import (
    Asked,
    CodeAsked,
    CommandAsked,
    HostKeyAsked,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Question,
)
from towpath.model.state import Snapshot
from towpath.model.text import path_text, printable, sentence
from towpath.model.words import explain
from towpath.qt.messages.losses import Trouble
from towpath.qt.messages.message import Act, Message

MOST_NAMED = 4
"""More names than these are counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Messages", text)


def question_message(questions: Sequence[Question]) -> Message:
    """One for all that are open."""
    first = questions[0]
    about = _tr("Connection {name}").format(name=printable(first.connection)) if first.connection else ""
    if len(questions) > 1:
        more = _tr("{n} questions wait for you").format(n=len(questions))
        title, about = more, "\n".join(dict.fromkeys(_asks(question.asked) for question in questions[:MOST_NAMED]))
    else:
        title = _asks(first.asked)
    return Message(
        title=title,
        text=about,
        acts=((Act.OPEN, _tr("Answer")),),
        category="im.received",
        urgent=any(isinstance(question.asked, CodeAsked) for question in questions),
        stands=True,
    )


def _asks(asked: Asked) -> str:
    match asked:
        case HostKeyAsked():
            return _tr("Is this the right machine? The host key of {host} is new").format(host=printable(asked.host))
        case PasswordAsked():
            return _tr("{account} asks for a password").format(account=printable(asked.account))
        case PassphraseAsked():
            return _tr("The key {file} is locked").format(file=printable(Path(asked.file).name))
        case CodeAsked():
            hidden = len(asked.lines) == 1 and "password" in asked.lines[0].text.casefold()
            if hidden:
                return _tr("{account} asks for a password").format(account=printable(asked.account))
            return _tr("{account} asks for a code").format(account=printable(asked.account))
        case CommandAsked():
            return _tr("A command wants to run on this machine")
        case OverwriteAsked():
            name = printable(path_text(asked.destination.rpartition(b"/")[2]))
            return _tr("{name} is there already").format(name=name)


def trouble_message(trouble: Trouble) -> Message:
    """One for all: what presses most is its title."""
    heads, acts = [], []
    if trouble.logins:
        heads.append(_logins(trouble))
        acts.append((Act.LOG_IN, _tr("Log in")))
    if trouble.failed:
        heads.append(_failed(trouble))
        acts.append((Act.CONNECT, _tr("Connect again")))
    if trouble.trying:
        heads.append(_trying(trouble))
        if not _offline(trouble):
            acts.append((Act.RETRY, _tr("Try now")))
    (title, text), *others = heads
    lines = [text, *(f"{head}: {rest}" for head, rest in others)]
    if trouble.back:
        one, many = _tr("One connection is back"), _tr("{n} connections are back")
        lines.append((one if trouble.back == 1 else many).format(n=trouble.back))
    return Message(
        title=title,
        text="\n".join(line for line in lines if line),
        acts=((Act.OPEN, _tr("Open")), *acts),
        subject=_only_subject(trouble),
        category="network.error" if trouble.failed else "network.disconnected",
        stands=True,
    )


def _logins(trouble: Trouble) -> tuple[str, str]:
    if len(trouble.logins) == 1:
        ((_, problem),) = trouble.logins
        title = _tr("{machine} waits for you to log in").format(machine=printable(problem.subject))
        return title, sentence(explain(problem).why)
    title = _tr("{n} machines wait for you to log in").format(n=len(trouble.logins))
    return title, some_names([problem.subject for _, problem in trouble.logins])


def _failed(trouble: Trouble) -> tuple[str, str]:
    if len(trouble.failed) == 1:
        (state,) = trouble.failed
        title = _tr("{name} did not come back").format(name=printable(state.connection.name))
        return title, _why(state.problem, to_do=True)
    title = _tr("{n} connections did not come back").format(n=len(trouble.failed))
    return title, some_names([state.connection.name for state in trouble.failed])


def _trying(trouble: Trouble) -> tuple[str, str]:
    names = [state.connection.name for state, _ in trouble.trying]
    if len(names) == 1:
        title = _tr("{name} is disconnected").format(name=printable(names[0]))
        hope = _tr("It comes back by itself as soon as it can.")
    else:
        title = _tr("{n} connections are lost").format(n=len(names))
        hope = _tr("They come back by themselves as soon as they can.")
    if _offline(trouble):
        why = _tr("This machine has no network")
    else:
        reasons = {_why(problem) for _, problem in trouble.trying}
        why = reasons.pop() if len(reasons) == 1 else ""
    text = f"{why}. {hope}" if why else hope
    return title, text if len(names) == 1 else f"{text}\n{some_names(names)}"


def _offline(trouble: Trouble) -> bool:
    every = [problem for state, why in trouble.trying for problem in (state.problem, why)]
    return any(problem is not None and problem.kind is ProblemKind.NETWORK_DOWN for problem in every)


def _why(problem: Problem | None, *, to_do: bool = False) -> str:
    if problem is None:
        return ""
    words = explain(problem)
    parts = (words.why or words.what, words.to_do if to_do else "")
    return "\n".join(sentence(part) for part in parts if part)


def some_names(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    shown = ", ".join(printable(name) for name in names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    return _tr("{names} and {n} more").format(names=shown, n=len(names) - MOST_NAMED)


def _only_subject(trouble: Trouble) -> str:
    subjects = [connection for connection, _ in trouble.logins]
    subjects += [state.connection.id for state in (*trouble.failed, *(state for state, _ in trouble.trying))]
    return subjects[0] if len(subjects) == 1 else ""


def bring_back_message(snapshot: Snapshot) -> Message:
    """Connections that were up when Towpath ended. Those that are not saved have no names yet."""
    count, names = len(snapshot.to_bring_back), snapshot.names_of(snapshot.to_bring_back)
    one, many = _tr("One connection was up when Towpath ended"), _tr("{n} connections were up when Towpath ended")
    return Message(
        title=(one if count == 1 else many).format(n=count),
        text=some_names(names),
        acts=((Act.OPEN, _tr("Open")), (Act.CONNECT, _tr("Connect again"))),
        stands=True,
    )


def failure_message(problem: Problem, subject: str) -> Message:
    """A click in the tray went wrong: nobody looks at the window then."""
    words = explain(problem)
    return Message(
        title=_title(problem),
        text="\n".join(sentence(part) for part in (words.why, words.to_do) if part),
        acts=((Act.OPEN, _tr("Open")),),
        subject=subject,
        category="network.error",
    )


def _title(problem: Problem) -> str:
    """A name at its beginning keeps its own letters."""
    what, subject = explain(problem).what, printable(problem.subject)
    return what if subject and what.startswith(subject) else sentence(what)


def queue_message(title: str, text: str, *, loud: bool) -> Message:
    """The last transfer has ended."""
    return Message(
        title=title,
        text=text,
        acts=((Act.OPEN, _tr("Open")), (Act.SHOW_QUEUE, _tr("Show the queue"))),
        category="transfer.error" if text else "transfer.complete",
        sound="complete" if loud else "",
    )


def edit_message(title: str, text: str) -> Message:
    """What was saved in an editor did not reach its server."""
    return Message(title=title, text=text, acts=((Act.OPEN, _tr("Open")),), category="transfer.error")
