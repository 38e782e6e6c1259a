"""JSON with the lines its objects begin at, so that what cannot be carried over can be found in the file."""

from __future__ import annotations

import re
from typing import TypeVar, Union

import msgspec

from towpath.model.language import translate
from towpath.routing.importers.entry import Malformed

DEEPEST = 50
_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}

Value = Union[str, float, bool, "Object", "Array", None]
_T = TypeVar("_T")


class Object(dict[str, Value]):
    """Its members by name, of which any may be missing; those that are of another kind than they should be are said
    to be malformed, with their line."""

    line = 1

    def text(self, name: str, default: str = "") -> str:
        """A number counts as its text, as in files that were written by hand."""
        value = self.get(name)
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else str(value)
        if value is None or isinstance(value, bool):
            return default
        return self._checked(value, str, name, "a text")

    def flag(self, name: str, *, default: bool) -> bool:
        """Old versions wrote them as texts."""
        value = self.get(name)
        if isinstance(value, str):
            return value == "true"
        return value if isinstance(value, bool) else default

    def object(self, name: str) -> Object:
        """Empty if it is missing."""
        value = self.get(name)
        return Object() if value is None else self._checked(value, Object, name, "an object")

    def objects(self, name: str) -> list[Object]:
        """The items of an array; an empty list if it is missing."""
        value = self.get(name)
        items = [] if value is None else self._checked(value, Array, name, "an array")
        for item in items:
            if not isinstance(item, Object):
                raise Malformed(
                    self.line, translate("Fact", "“{name}” has something in it that is no object").format(name=name)
                )
        return [item for item in items if isinstance(item, Object)]

    def _checked(self, value: Value, kind: type[_T], name: str, wanted: str) -> _T:
        if not isinstance(value, kind):
            raise Malformed(
                self.line, translate("Fact", "“{name}” should be {wanted}").format(name=name, wanted=wanted)
            )
        return value


class Array(list[Value]):
    """The items of an array."""


def port_of(proxy: Object) -> int:
    """0 for what is none."""
    text = proxy.text("port")
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) else 0


def parsed(text: str) -> Object:
    """The object that is the whole text. Raises Malformed."""
    reader = _Reader(text)
    value = reader.value(0)
    reader.space()
    if reader.at < len(text):
        raise reader.wrong("something follows the end")
    if not isinstance(value, Object):
        raise Malformed(1, "it is no JSON object")
    return value


class _Reader:
    """Goes through it once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        self._counted = 0
        self._line = 1

    def line(self) -> int:
        """Of where it is."""
        self._line += self._text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def wrong(self, detail: str) -> Malformed:
        """To be raised."""
        return Malformed(self.line(), translate("Fact", "this is not JSON: {detail}").format(detail=detail))

    def space(self) -> str:
        """Skip it; the sign that comes then."""
        found = _SPACE.match(self._text, self.at)
        self.at = found.end() if found else self.at
        return self._text[self.at : self.at + 1]

    def value(self, depth: int) -> Value:
        sign = self.space()
        if depth > DEEPEST:
            raise self.wrong("too much lies inside each other")
        if sign == '"':
            return self._string()
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._array(depth)
        for word, meaning in _WORDS.items():
            if self._text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        number = _NUMBER.match(self._text, self.at)
        if number is None:
            raise self.wrong("a value is missing" if sign else "it ends too early")
        self.at = number.end()
        return float(number[0])

    def _string(self) -> str:
        found = _STRING.match(self._text, self.at)
        if found is None:
            raise self.wrong("a text has no end")
        self.at = found.end()
        try:
            return msgspec.json.decode(found[0].encode(), type=str)
        except msgspec.DecodeError as error:
            raise self.wrong("a text has signs in it that cannot be") from error

    def _object(self, depth: int) -> Object:
        found = Object()
        found.line = self.line()
        self.at += 1
        if self.space() == "}":
            self.at += 1
            return found
        while True:
            if self.space() != '"':
                raise self.wrong("a name in quotation marks is missing")
            name = self._string()
            if self.space() != ":":
                raise self.wrong("a : is missing")
            self.at += 1
            found[name] = self.value(depth + 1)
            if self._ended("}"):
                return found

    def _array(self, depth: int) -> Array:
        found = Array()
        self.at += 1
        if self.space() == "]":
            self.at += 1
            return found
        while True:
            found.append(self.value(depth + 1))
            if self._ended("]"):
                return found

    def _ended(self, end: str) -> bool:
        sign = self.space()
        if sign not in (",", end) or not sign:
            raise self.wrong(translate("Fact", "a , or {end} is missing").format(end=end))
        self.at += 1
        return sign == end
