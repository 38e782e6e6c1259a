"""PAC files that people wrote by hand, or that a program made from lists.

They are read, never run: constants, arrays of texts and the conditions of `FindProxyForURL` one after the other, as
far as they are of a known form. All else is told to be left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from towpath.model.browsing import LeftOut
from towpath.routing.importers.entry import (
    AllSites,
    Direct,
    Entry,
    Goes,
    Malformed,
    NotCarriedError,
    Proxy,
    Reading,
    carried,
    left_out,
)
from towpath.routing.importers.javascript import Token, pairs, split, tokens, written
from towpath.routing.importers.pac_condition import Atom, Names, meanings, of_list_item

FORMAT = "PAC file"
MOST_WORDS = 40
"""That a text is put together from."""
DEEPEST = 60
"""Of statements; `if (a) if (b) …` needs no brackets."""
_RESULT = re.compile(r"(PROXY|HTTPS?|SOCKS[45]?)\s+(?:\[([0-9A-Fa-f:.]+)\]|([^\s:;]+)):([0-9]{1,5})", re.IGNORECASE)


def is_pac(text: str) -> bool:
    """By the name of its function, or as a program that is nothing but arrays of texts."""
    return "FindProxyForURL" in text or bool(re.match(r"\s*(?:var|let|const)\s+[\w$]+\s*=\s*[\[{]", text))


def read(text: str, *, fits: Goes) -> Reading:
    """Raises Malformed. `fits`: where the sites of arrays go if there is no function."""
    words = tokens(text)
    return _Program(words, fits).read()


class _Program:
    """Goes through its statements in order."""

    def __init__(self, words: Sequence[Token], fits: Goes) -> None:
        self._words = words
        self._ends = pairs(words)
        self._fits = fits
        self._names = Names()
        self._rules: list[Entry] = []
        self._lost: list[LeftOut] = []
        self._used: set[str] = set()

    def read(self) -> Reading:
        """All of it."""
        self._constants()
        body = self._function()
        if body is not None:
            self._block(body.start, body.stop, 0)
        for name, items in self._names.lists.items():
            if name not in self._used and name not in self._names.aliases:
                for item in items:
                    self._unused(item, has_function=body is not None)
        return Reading(FORMAT, self._rules, self._lost)

    def _unused(self, item: Token, *, has_function: bool) -> None:
        if has_function:
            self._lose([item], "where these sites go cannot be told without running the file")
            return
        try:
            self._rules += carried(item.line, item.text, of_list_item(item.text), self._fits)
        except NotCarriedError as error:
            self._lose([item], str(error))

    def _lose(self, words: Sequence[Token], why: str) -> None:
        text = words[0].text if len(words) == 1 and words[0].kind == "string" else written(words)
        self._lost.append(left_out(words[0].line, text, why))

    # --- what has a name

    def _constants(self) -> None:
        words = self._words
        given = [at for at in range(len(words) - 2) if words[at].kind == "name" and words[at + 1].is_sign("=")]
        for at in given:
            if words[at + 2].is_sign("[", "{"):
                self._names.lists.setdefault(words[at].text, []).extend(self._items(at + 2, self._ends[at + 2]))
        for at in given:
            value, after = words[at + 2], words[at + 3 : at + 4]
            if value.text not in self._names.lists or value.kind != "name":
                self._text_constant(words[at].text, at + 2)
            elif not after or after[0].is_sign("[", ";"):  # one of them, or all under another name
                self._names.alias(words[at].text, value.text)
        for at in range(1, len(words) - 1):  # for (const item of items)
            if (
                words[at].is_name("of", "in")
                and words[at - 1].kind == "name"
                and words[at + 1].text in self._names.lists
            ):
                self._names.alias(words[at - 1].text, words[at + 1].text)

    def _text_constant(self, name: str, first: int) -> None:
        end, most = first, min(len(self._words), first + MOST_WORDS)
        while end < most and not self._words[end].is_sign(";", ",", "}", ")"):
            if (
                end > first
                and self._words[end].line != self._words[end - 1].line
                and not self._words[end - 1].is_sign("+")
            ):
                break
            end += 1
        text = self._names.text(self._words[first:end])
        if text is not None:
            self._names.texts.setdefault(name, text)

    def _items(self, start: int, end: int) -> list[Token]:
        """The texts of an array, or the names of an object's members; others are told."""
        found: list[Token] = []
        is_object = self._words[start].text == "{"
        for item in split(self._words[start + 1 : end], ","):
            key = split(item, ":")[0] if is_object else item
            if len(key) == 1 and (key[0].kind == "string" or (is_object and key[0].kind == "name")):
                found.append(key[0])
            elif key and key[0].is_sign("[", "{") and any(word.kind == "string" for word in key):
                self._lose(key, "only arrays of texts are understood")
            elif any(word.kind == "string" for word in key):
                self._lose(key, "it is no plain text")
        return found

    def _function(self) -> range | None:
        """The words of the body of FindProxyForURL."""
        words = self._words
        for at, word in enumerate(words):
            if word.is_name("FindProxyForURL", "FindProxyForURLEx"):
                opening = next((i for i in range(at, min(at + 5, len(words))) if words[i].is_sign("(")), None)
                if opening is None:
                    continue
                parameters = [one[0].text for one in split(words[opening + 1 : self._ends[opening]], ",") if one]
                self._names.url, self._names.host = (parameters + ["url", "host"][len(parameters) :])[:2]
                body = next((i for i in range(self._ends[opening], len(words)) if words[i].is_sign("{")), None)
                if body is not None:
                    return range(body + 1, self._ends[body])
        return None

    # --- statements

    def _block(self, at: int, end: int, depth: int) -> bool:
        """True if all sites are decided behind it."""
        while at < end:
            at, decided = self._statement(at, end, depth)
            if decided:
                return True
        return False

    def _statement(self, at: int, end: int, depth: int) -> tuple[int, bool]:
        word = self._words[at]
        if depth > DEEPEST:
            raise Malformed(word.line, "too much lies inside each other")
        if word.is_sign("{"):
            return self._ends[at] + 1, self._block(at + 1, self._ends[at], depth + 1)
        if word.is_sign(";"):
            return at + 1, False
        if word.is_name("if") and self._opens(at + 1, end):
            return self._if(at, end, depth)
        if word.is_name("for", "while") and self._opens(at + 1, end):
            after, _ = self._statement_or_end(self._ends[at + 1] + 1, end, depth + 1)
            return after, False
        if word.is_name("return"):
            after = self._end_of_simple(at, end)
            self._return(self._words[at + 1 : after], word)
            return after, True
        if word.is_name("function"):
            body = next((i for i in range(at, end) if self._words[i].is_sign("{")), end - 1)
            return self._ends.get(body, end - 1) + 1, False
        return self._other(at, end), False

    def _statement_or_end(self, at: int, end: int, depth: int) -> tuple[int, bool]:
        return self._statement(at, end, depth) if at < end else (end, False)

    def _opens(self, at: int, end: int) -> bool:
        return at < end and self._words[at].is_sign("(")

    def _if(self, at: int, end: int, depth: int) -> tuple[int, bool]:
        closing = self._ends[at + 1]
        condition = self._words[at + 2 : closing]
        result = self._only_return(closing + 1, end)
        if result is None:
            before = len(self._rules)
            after, _ = self._statement_or_end(closing + 1, end, depth + 1)
            lost = self._rules[before:]
            del self._rules[before:]
            if condition and (lost or self._mentions_sites(condition)):
                self._lose(condition, "what it leads to is no plain “return”")
            self._lost += [left_out(rule.line, rule.text, "it is under a further condition") for rule in lost]
        else:
            after = result.stop + (result.stop < end and self._words[result.stop].is_sign(";"))
            after += after < end and self._words[closing + 1].is_sign("{")
            self._decide(condition, self._words[result.start : result.stop])
        if after < end and self._words[after].is_name("else"):
            after, decided = self._statement_or_end(after + 1, end, depth + 1)
            return after, decided and result is not None
        return after, False

    def _only_return(self, at: int, end: int) -> range | None:
        """The words behind `return`, if there is nothing else."""
        if at < end and self._words[at].is_sign("{"):
            end = self._ends[at]
            at += 1
            if at < end and self._words[at].is_name("return"):
                stop = self._end_of_simple(at, end)
                rest = self._words[stop:end]
                return range(at + 1, stop) if all(word.is_sign(";") for word in rest) else None
            return None
        if at < end and self._words[at].is_name("return"):
            return range(at + 1, self._end_of_simple(at, end))
        return None

    def _end_of_simple(self, at: int, end: int) -> int:
        """Where a statement ends that has no block: at a semicolon, or with its line."""
        start = at
        while at < end and not self._words[at].is_sign(";", "}"):
            if at > start + 1 and self._words[at].line != self._words[at - 1].line and self._begins_statement(at):
                return at
            at = self._ends.get(at, at) + 1
        return min(at, end)

    def _begins_statement(self, at: int) -> bool:
        before = self._words[at - 1]
        return self._words[at].kind == "name" and (before.kind != "sign" or before.is_sign(")", "]", "}"))

    def _other(self, at: int, end: int) -> int:
        after = max(self._end_of_simple(at, end), at + 1)
        statement = self._words[at:after]
        is_constant = any(word.kind == "name" and self._names.knows(word.text) for word in statement[:2])
        if not is_constant and self._mentions_sites(statement):
            self._lose(statement, "statements of this kind are not understood")
        return after

    def _mentions_sites(self, words: Sequence[Token]) -> bool:
        return any(word.kind in ("string", "regex") or word.text in self._names.lists for word in words)

    # --- what they say

    def _return(self, result: Sequence[Token], word: Token) -> None:
        """A last word for all sites, or one of two."""
        asked = split(result, "?")
        if len(asked) == 2:
            ways = split(asked[1], ":")
            self._decide(asked[0], ways[0])
            self._return(ways[-1], word)
            return
        if len(asked) > 1:
            self._lose(result, "conditions of this kind are not understood")
            return
        try:
            text = self._names.text(result) or "?"
            self._rules.append(
                Entry(
                    line=word.line,
                    text=f"return {text}",
                    sites=AllSites(),
                    goes=self._goes(result),
                )
            )
        except NotCarriedError as error:
            self._lose([word, *result], str(error))

    def _decide(self, condition: Sequence[Token], result: Sequence[Token]) -> None:
        for atom in Atom.all_of(condition):
            self._used.update(atom.lists(self._names))
            try:
                goes = self._goes(result)
            except NotCarriedError as error:
                self._lose(atom.words, str(error))
                continue
            for found in meanings(atom, self._names):
                if isinstance(found.meant, NotCarriedError):
                    self._lost.append(left_out(found.line, found.text, str(found.meant)))
                else:
                    self._rules += carried(found.line, found.text, found.meant, goes)

    def _goes(self, result: Sequence[Token]) -> Goes:
        text = self._names.text(result)
        if text is None:
            raise NotCarriedError("where it goes cannot be told without running the file")
        first = text.partition(";")[0].strip()
        if first.upper() == "DIRECT" or not first:
            return Direct()
        found = _RESULT.fullmatch(first)
        if found is None:
            raise NotCarriedError("where it goes is not understood")
        return Proxy(first, found[2] or found[3], int(found[4]))
