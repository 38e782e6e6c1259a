"""The person's language, for texts that are made below the window.

`model.words` and its like make sentences for the window and for the command line alike, and know neither. So there is
one hook, as gettext has one: the window program points it at its translators; without that every text stays English, as
the command line's do on purpose (scripts read them). A constructor argument would have to pass through every layer to
wherever an error is put into words, `TowpathError.__str__` among them.

Any thread may call `translate`, also while `speak` changes the hook. A text is looked up when it is shown, and never at
import. docs/translating.md says how texts are written so that `dev.py translations` finds them.
"""

from __future__ import annotations

from collections.abc import Callable

Translate = Callable[[str, str], str]
"""From a context (which texts belong together) and an English text to the person's; the same text if there is none."""


def _as_it_is(_context: str, text: str) -> str:
    return text


_translate: Translate = _as_it_is


def translate(context: str, text: str) -> str:
    """`text`, a literal, in the person's language. What is put into its `{places}` comes after, by `.format`."""
    return _translate(context, text)


def speak(translate: Translate = _as_it_is) -> None:
    """From now on in this language; English without one."""
    global _translate  # noqa: PLW0603 - the one hook
    _translate = translate
