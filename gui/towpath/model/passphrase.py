"""How hard a new passphrase is to guess, told while it is typed. An estimate, on the low side: it knows no dictionary,
and takes every run of letters for words."""

from __future__ import annotations

import math
import re

import msgspec

from towpath.model.language import translate

_BITS_OF_WORD = 11.0
"""Of one that people choose from some two thousand they think of; Diceware's would have 13."""
_LETTERS_OF_WORD = 6
_KNOWN = frozenset(
    [
        "password",
        "passwort",
        "passphrase",
        "secret",
        "letmein",
        "welcome",
        "admin",
        "qwerty",
        "qwertz",
        "asdf",
        "iloveyou",
        "login",
        "towpath",
        "ssh",
        "key",
    ]
)
"""What guessers try first."""
_BITS_OF_KNOWN = 3.0
_BITS_OF_NEXT = 1.0
"""Of a letter that is the same as the one before or follows it (`aaa`, `345`), and of a run that was there."""
_IN_A_WORD = re.compile(r"(?<=[^\W\d_])[0134578@$!](?=[^\W\d_])")
"""A letter that was replaced by what looks like it: guessers try that, too."""
_SCORES = (25.0, 36.0, 46.0, 60.0)
"""Bits from which on it is worth one more; a guess costs some tenths of a second where bcrypt has its usual rounds."""


class Strength(msgspec.Struct, frozen=True):
    """What is thought of a passphrase."""

    score: int
    """From 0 to 4."""
    words: str


def strength(text: str) -> Strength:
    """Of a passphrase, as typed."""
    plain, put_in = _IN_A_WORD.subn("x", text)
    runs = [run.group() for run in re.finditer(r"[^\W\d_]+|[\d\W_]+", plain)]
    bits = put_in * _BITS_OF_NEXT
    for number, run in enumerate(runs):
        if run in runs[:number]:
            bits += _BITS_OF_NEXT
        else:
            bits += _bits_of_letters(run) if run.isalpha() else _bits_of_others(run)
    score = sum(bits >= least for least in _SCORES)
    return Strength(score, _words(score))


def _words(score: int) -> str:
    return (
        translate("Passphrase", "Guessed in no time: add a few words"),
        translate("Passphrase", "Weak: add another word or two"),
        translate("Passphrase", "Fair: one more word makes it good"),
        translate("Passphrase", "Good"),
        translate("Passphrase", "Strong"),
    )[score]


def _bits_of_letters(run: str) -> float:
    if run.casefold() in _KNOWN:
        return _BITS_OF_KNOWN
    words = math.ceil(len(run) / _LETTERS_OF_WORD) * _BITS_OF_WORD
    mixed = not (run.islower() or run.isupper() or run.istitle())
    return min(_bits_each(run, 52 if mixed else 26), math.inf if mixed else words)


def _bits_of_others(run: str) -> float:
    return _bits_each(run, 10 if run.isdigit() else 33)


def _bits_each(run: str, pool: int) -> float:
    bits, before = 0.0, ""
    for letter in run:
        is_next = before != "" and abs(ord(letter) - ord(before)) <= 1
        bits += _BITS_OF_NEXT if is_next else math.log2(pool)
        before = letter
    return bits
