"""What all sentences are made with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from towpath.model.error import ProblemKind
from towpath.model.language import translate

_PLACE = re.compile(r"{(\w+)}")


class Saying:
    """Says things of one problem: `say("cannot reach {subject}")` is that in the person's language, with the facts put
    into their places; `say["detail"]` is one fact, empty where there is none. All of them are escaped already."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> str:
        return self._facts.get(name, "")

    def __call__(self, text: str, **instead: str) -> str:
        """`instead` has what takes the place of a fact."""
        return _PLACE.sub(lambda place: instead.get(place[1], self[place[1]]), translate("Problem", text))

    def if_told(self, text: str) -> str:
        """The same where every fact is there that it names, otherwise nothing."""
        return self(text) if all(self[name] for name in _PLACE.findall(text)) else ""

    def on_which(self) -> str:
        """On which machine, where that is not this one."""
        return self.if_told(" on {via}")


Maker = Callable[[Saying], tuple[str, str, str]]
"""What failed, why, and what to do."""
Sentences = dict[ProblemKind, Maker]
