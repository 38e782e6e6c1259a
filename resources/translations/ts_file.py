"""Translations as Qt's tools read and write them (Qt Linguist's TS files), one file for each language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from resources.translations.texts import Text

Translations = Mapping[Text, str]
"""Empty where somebody has yet to find the words."""


def read(path: Path) -> dict[Text, str]:
    """Nothing if there is no such file yet."""
    if not path.is_file():
        return {}
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            found[Text(name, message.findtext("source", ""))] = message.findtext("translation", "")
    return found


def write(path: Path, language: str, texts: Sequence[Text], translations: Translations) -> None:
    """`texts` in their order, by contexts. No lines of the sources: they would change with every edit of those."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name, group in groupby(texts, key=lambda text: text.context):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for text in group:
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = text.source
            translated = translations.get(text, "")
            ET.SubElement(message, "translation", {} if translated else {"type": "unfinished"}).text = translated
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
