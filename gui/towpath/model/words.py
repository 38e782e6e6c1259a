"""The one place that turns a `Problem` into words: what failed, why, and what to do.

Facts used, besides `subject`: `detail` (the system's or the server's own text), `host`, `holder`, `file`, `line`,
`old`, `new` (fingerprints), `methods`, `tried`, `seconds`, `pid`, `choices`, `via` (the machine that tried),
`asked` and `bound` (where a forward was to listen, and where it does), `reason` (the line of another problem),
`option` (what ssh_config calls it),
`rule` (a pattern), `removed` (set where a site's rule leads to a connection that is no more),
`partly` (set where a file was written under its own name, and half of it is there).
"""

from __future__ import annotations

import msgspec

from towpath.model.error import Problem
from towpath.model.language import translate
from towpath.model.sentences import browsers, files, forwards, logging_in, program, reaching, trust
from towpath.model.sentences.facts import Saying, Sentences
from towpath.model.text import printable, sentence


class Words(msgspec.Struct, frozen=True):
    """Three plain texts without a final stop; `why` and `to_do` may be empty."""

    what: str
    why: str
    to_do: str


MOST_SHOWN = 600
"""Characters of a text from outside; a server may send 250,000."""

_SENTENCES: Sentences = {
    **reaching.SENTENCES,
    **logging_in.SENTENCES,
    **forwards.SENTENCES,
    **files.SENTENCES,
    **browsers.SENTENCES,
    **trust.SENTENCES,
    **program.SENTENCES,
}


def explain(problem: Problem) -> Words:
    """The sentences for a problem, every text from outside escaped."""

    say = Saying({name: _fact(text) for name, text in problem.facts.items()} | {"subject": _subject(problem)})
    what, why, to_do = _SENTENCES[problem.kind](say)
    if say["partly"]:
        why += say("; it had to be written in place, and a part of it is there now")
        to_do = say("retry, or restore what was there")
    return Words(what, _without_stop(why), to_do)


def said(text: str) -> str:
    """What was said below the window (a hint, a reason, a remark) is a sentence in English up to here. What is from
    elsewhere is in no dictionary, and stays."""
    return translate("Fact", text)


def _subject(problem: Problem) -> str:
    return _name(problem.subject)


def _name(text: str) -> str:
    """It is what it is; where there is none, some words stand for it (`this address`)."""
    return printable(said(text) if " " in text else text)


def _fact(text: str) -> str:
    text = said(text)
    return printable(text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…")


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
    text, subject = line(problem), _subject(problem)
    return text if subject and text.startswith(subject) else sentence(text)
